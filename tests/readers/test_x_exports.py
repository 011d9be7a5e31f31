"""X's exports in every spelling, language and state of repair: the figures are right, what is not taken is named."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

import exports
from exports import Post, content, legacy, overview, table
from tweetplan.domain.findings import Problem
from tweetplan.domain.results import Results
from tweetplan_readers import generic, x_archive, x_content, x_daily_legacy, x_overview, x_posts_legacy

READERS = (generic, x_archive, x_content, x_daily_legacy, x_overview, x_posts_legacy)
Offer = Callable[..., object]
POSTS = [
    Post("2026-07-08T21:18", "Good morning, roasters", 1, {"impressions": 100, "likes": 5, "replies": 1, "reposts": 2}),
    Post("2026-07-09T06:00", "@someone quite so", 2, {"impressions": 40, "likes": 1}),
    Post("2026-07-10T12:30", 'two\nlines, a comma and a "quote" &amp; more', 3, {"impressions": 7, "url_clicks": 3}),
]


def read(module: object, source: object) -> Results:
    found = module.tweetplan_read_results(source)  # type: ignore[attr-defined]
    assert isinstance(found, Results)
    return found


def total(results: Results, measure: str) -> float:
    at = results.post_measures.index(measure)
    return sum(row.figures[at] or 0 for row in results.posts)


def others(source: object, but: object) -> list[object]:
    return [module for module in READERS if module is not but and module.tweetplan_read_results(source) is not None]


@pytest.mark.parametrize("header", [exports.A, exports.B, exports.JAPANESE, exports.PORTUGUESE])
@pytest.mark.parametrize("style", [{}, {"end": "\r\n"}, {"quoting": csv.QUOTE_ALL}])
def test_content_in_every_spelling_and_language(offer: Offer, header: list[str], style: dict[str, object]) -> None:
    source = offer(content(POSTS, header, **style), "account_analytics_content_2026-07-06_2026-08-02.csv")
    results = read(x_content, source)
    assert (results.read, len(results.posts), results.rejected) == (3, 3, ())
    assert [total(results, name) for name in ("impressions", "likes", "replies", "reposts", "url_clicks")] == [
        147, 6, 1, 2, 3,
    ]  # fmt: skip
    assert [row.kind for row in results.posts] == ["own", "reply", "own"]
    assert results.posts[2].text.replace("\r\n", "\n") == 'two\nlines, a comma and a "quote" & more'
    assert results.covers == (date(2026, 7, 6), date(2026, 8, 2))
    assert results.period_end == date(2026, 8, 2)
    assert others(source, x_content) == []


def test_content_tells_the_time_from_the_id_to_the_millisecond(offer: Offer) -> None:
    results = read(x_content, offer(content(POSTS)))
    told = [datetime.fromtimestamp(row.posted_ms / 1000, UTC).isoformat()[:16] for row in results.posts]
    assert told == ["2026-07-08T21:18", "2026-07-09T06:00", "2026-07-10T12:30"]


def test_lines_are_those_of_the_file_also_after_a_text_of_two_lines(offer: Offer) -> None:
    posts = [POSTS[2], POSTS[0], Post("2026-07-11T09:00", id="5.70306E+17")]
    results = read(x_content, offer(content(posts)))
    assert [row.line for row in results.posts] == [2, 4]
    assert [row.line for row in results.rejected] == [5]


def test_a_header_at_the_end_mis_decoded_is_no_row(offer: Offer) -> None:
    broken = [name.encode().decode("latin-1") for name in exports.JAPANESE]
    rows = list(csv.reader(content(POSTS).splitlines(keepends=True)))
    results = read(x_content, offer(table([*rows[1:], broken])))
    assert (results.read, total(results, "impressions"), results.rejected) == (3, 147, ())


@pytest.mark.parametrize("second", [exports.A, exports.B, exports.JAPANESE])
def test_two_exports_in_one_file_have_a_header_in_the_middle(offer: Offer, second: list[str]) -> None:
    later = [Post("2026-07-12T08:00", number=9, counts={"impressions": 1000})]
    results = read(x_content, offer(content(POSTS, exports.A) + content(later, second)))
    assert (results.read, total(results, "impressions"), results.rejected) == (4, 1147, ())


def test_a_header_in_the_middle_may_have_its_columns_elsewhere(offer: Offer) -> None:
    rows = list(csv.reader(content(POSTS).splitlines(keepends=True)))
    swapped = [[*row[:4], row[5], row[4], *row[6:]] for row in rows]
    results = read(x_content, offer(table([*rows, *swapped])))
    assert (total(results, "impressions"), total(results, "likes"), len(results.posts)) == (294, 12, 6)
    fewer = [[*row[:5], *row[6:]] for row in rows]
    with pytest.raises(Problem, match="from line 6 it is another export, without likes"):
        x_content.tweetplan_read_results(offer(table([*rows, *fewer])))


@pytest.mark.parametrize("header", [exports.A, exports.B, exports.JAPANESE])
def test_a_month_without_posts_is_a_header_only(offer: Offer, header: list[str]) -> None:
    source = offer(content([], header), "account_analytics_content_2026-05-01_2026-05-31.csv")
    results = read(x_content, source)
    assert (results.read, results.posts, results.rejected) == (0, (), ())
    assert results.covers == (date(2026, 5, 1), date(2026, 5, 31))


def test_a_row_without_a_post_is_named(offer: Offer) -> None:
    """X writes rows with neither id, date nor text, whose link ends `status/undefined`."""
    ghost = ["", "", "", "https://x.com/acme/status/undefined", *["3"] * 13]
    rows = list(csv.reader(content(POSTS).splitlines(keepends=True)))
    results = read(x_content, offer(table([*rows, ghost])))
    assert (results.read, len(results.posts), total(results, "impressions")) == (4, 3, 147)
    assert [row.why for row in results.rejected] == ["no post: X wrote a row without an id"]


@pytest.mark.parametrize(
    "identity", ["5.70306E+17", "1.88E+18", "1,88E+18", "9223372036854775808", "1881234567890123457.0"]
)
@pytest.mark.parametrize("header", [exports.B, exports.JAPANESE])
def test_a_destroyed_id_is_refused_with_a_remedy(offer: Offer, identity: str, header: list[str]) -> None:
    link = "https://x.com/acme/status/1881234567890123457"
    results = read(x_content, offer(content([*POSTS, Post("2026-07-11T09:00", id=identity, link=link)], header)))
    assert (len(results.posts), results.read) == (3, 4)
    why = results.rejected[0].why
    assert identity in why
    assert "spreadsheet" in why or "2^63" in why


def test_an_id_that_a_spreadsheet_rounded_is_told_by_its_link(offer: Offer) -> None:
    rounded = Post("2026-07-11T09:00", id="1881234567890120000", link="https://x.com/acme/status/1881234567890123457")
    results = read(x_content, offer(content([*POSTS, rounded])))
    assert len(results.posts) == 3
    assert "rounded" in results.rejected[0].why


@pytest.mark.parametrize(
    ("cell", "why"), [("1_0", "no count"), ("١٢", "no count"), ("nan", ""), ("-3", "no count"), ("1e9999", "no count")]
)
def test_a_figure_that_is_no_count_is_refused(offer: Offer, cell: str, why: str) -> None:
    rows = list(csv.reader(content(POSTS[:1]).splitlines()))
    rows[1][4] = cell
    results = read(x_content, offer(table(rows)))
    if why:
        assert [why in row.why for row in results.rejected] == [True]
    else:
        assert results.posts[0].figures[0] is None, "no figure, and never a NaN"


def test_ragged_rows_say_what_was_expected(offer: Offer) -> None:
    text = content(POSTS[:1]) + "1,2,3\n" + ",".join("x" * 20) + "\n"
    results = read(x_content, offer(text))
    assert [row.why for row in results.rejected] == ["expected 17 columns, found 3", "expected 17 columns, found 20"]


def test_the_id_wins_over_a_date_that_says_another_day(offer: Offer) -> None:
    """A date column is in the exporter's own zone: a day off is nothing, more is worth a word."""
    near = Post("2026-07-08T01:00", number=4, day="2026-07-07")
    far = Post("2026-07-08T01:00", number=5, day="2026-07-01")
    results = read(x_content, offer(content([near, far])))
    assert {datetime.fromtimestamp(row.posted_ms / 1000, UTC).date() for row in results.posts} == {date(2026, 7, 8)}
    assert ["1 posts" in finding.message for finding in results.warnings] == [True]


def test_columns_named_twice_are_refused(offer: Offer) -> None:
    header = list(exports.B)
    header[5] = "Impressions"
    with pytest.raises(Problem, match="two columns"):
        x_content.tweetplan_read_results(offer(content(POSTS, header)))


def test_a_known_header_in_another_order_is_read_by_name(offer: Offer) -> None:
    rows = list(csv.reader(content(POSTS).splitlines(keepends=True)))
    swapped = [[*row[:4], row[5], row[4], *row[6:]] for row in rows]
    assert total(read(x_content, offer(table(swapped))), "impressions") == 147


def test_the_old_export_of_posts(offer: Offer) -> None:
    source = offer(legacy(POSTS), "tweet_activity_metrics_acme_20260701_20260801_en.csv")
    results = read(x_posts_legacy, source)
    assert [total(results, name) for name in ("impressions", "likes", "replies", "reposts", "url_clicks")] == [
        147, 6, 1, 2, 3,
    ]  # fmt: skip
    assert results.covers == (date(2026, 7, 1), date(2026, 7, 31)), "the name's last day is the one after"
    assert others(source, x_posts_legacy) == []


def test_an_export_that_somebody_cut_to_some_columns_is_read_by_name(offer: Offer) -> None:
    rows = list(csv.reader(legacy(POSTS).splitlines(keepends=True)))
    cut = [[row[0], *row[2:3], *row[4:22]] for row in rows]
    results = read(x_posts_legacy, offer(table(cut)))
    assert (total(results, "impressions"), results.rejected) == (147, ())
    assert {row.url for row in results.posts} == {""}


def test_the_old_export_with_a_time_column_five_and_a_half_hours_off(offer: Offer) -> None:
    results = read(x_posts_legacy, offer(legacy(POSTS[:1], time="2026-07-09 02:48 +0000")))
    assert datetime.fromtimestamp(results.posts[0].posted_ms / 1000, UTC).isoformat()[:16] == "2026-07-08T21:18"


@pytest.mark.parametrize("header", [exports.OVERVIEW, exports.OVERVIEW_JAPANESE])
def test_the_overview_in_any_language_has_all_measures(offer: Offer, header: list[str]) -> None:
    days = [("2026-07-01", {"impressions": 10, "posts": 2, "unfollows": 1}), ("2026-07-02", {"impressions": 5})]
    source = offer(overview(days, header), "account_overview_analytics.csv")
    results = read(x_overview, source)
    assert (results.read, results.source, results.covers) == (2, "overview", (date(2026, 7, 1), date(2026, 7, 2)))
    assert len(results.days) == 26
    sums = {
        name: sum(row.value for row in results.days if row.measure == name)
        for name in ("impressions", "posts", "unfollows")
    }
    assert sums == {"impressions": 15, "posts": 2, "unfollows": 1}
    assert others(source, x_overview) == []


@pytest.mark.parametrize("header", [exports.OVERVIEW, exports.OVERVIEW_JAPANESE])
@pytest.mark.parametrize("width", [12, 13])
def test_an_overview_without_its_last_columns_is_read_in_any_language(
    offer: Offer, header: list[str], width: int
) -> None:
    rows = csv.reader(overview([("2026-07-01", {"impressions": 10, "posts": 2})], header).splitlines())
    results = read(x_overview, offer(table(row[:width] for row in rows), "o.csv"))
    told = {row.measure: row.value for row in results.days}
    assert (told["impressions"], told["posts"], len(told)) == (10, 2, width - 1)


def test_a_second_overview_in_the_file_may_have_other_columns(offer: Offer) -> None:
    rows = list(csv.reader(overview([("2026-07-01", {"impressions": 10, "likes": 3})]).splitlines()))
    day = "Thu, Jul 2, 2026"
    swapped = [[*row[:1], row[2], row[1], *row[3:12]] for row in (rows[0], [day, *rows[1][1:]])]
    results = read(x_overview, offer(table([*rows, *swapped]), "o.csv"))
    told = {(row.day.day, row.measure): row.value for row in results.days}
    assert [told[1, "impressions"], told[1, "likes"], told[2, "impressions"], told[2, "likes"]] == [10, 3, 10, 3]
    assert results.rejected == ()


def test_a_table_whose_known_names_stand_elsewhere_is_not_read_by_position(offer: Offer) -> None:
    names = ["Date", "Likes", "Impressions", *(f"own {number}" for number in range(11))]
    text = table([names, ["2026-07-01", *map(str, range(13))]])
    assert x_overview.tweetplan_read_results(offer(text, "o.csv")) is None


@pytest.mark.parametrize("mark", [";", "\t"])
def test_exports_that_a_spreadsheet_wrote_with_another_mark_between_cells(offer: Offer, mark: str) -> None:
    for module, text in (
        (x_content, content(POSTS, exports.JAPANESE)),
        (x_posts_legacy, legacy(POSTS)),
        (x_overview, overview([("2026-07-01", {"impressions": 147})], exports.OVERVIEW_JAPANESE)),
    ):
        out = io.StringIO()
        csv.writer(out, delimiter=mark).writerows(csv.reader(io.StringIO(text, newline="")))
        source = offer(out.getvalue(), "x.csv")
        results = read(module, source)
        days = sum(row.value for row in results.days if row.measure == "impressions")
        assert (days if results.days else total(results, "impressions"), results.rejected) == (147, ())
        assert others(source, module) == []


def test_an_overview_with_a_header_only_or_rows_that_are_no_days(offer: Offer) -> None:
    assert read(x_overview, offer(overview([]), "account_overview_analytics.csv")).read == 0
    text = overview([("2026-07-01", {"impressions": 10})]) + "yesterday" + ",1" * 13 + "\n" + "1,2\n"
    results = read(x_overview, offer(text, "o.csv"))
    assert [row.why for row in results.rejected] == ["'yesterday' is no day", "expected 14 columns, found 2"]
    assert results.read == 3


def test_the_old_export_of_days(offer: Offer) -> None:
    row = ["2021-01-01", "9", "6703", "262", "0.039", "1", "7", "29", "44", "14", *["0"] * 10, *["-"] * 18]
    source = offer(table([exports.LEGACY_DAYS, row]), "daily_tweet_activity_metrics_acme_20210101_20210201_en.csv")
    results = read(x_daily_legacy, source)
    told = {found.measure: found.value for found in results.days}
    assert {name: told[name] for name in ("posts", "impressions", "reposts", "likes", "profile_visits")} == {
        "posts": 9, "impressions": 6703, "reposts": 1, "likes": 29, "profile_visits": 44,
    }  # fmt: skip
    assert results.covers == (date(2021, 1, 1), date(2021, 1, 31))
    assert others(source, x_daily_legacy) == []


@pytest.mark.parametrize("text", ["", "\n\n", "hello\nworld\n", "{}", '[{"a": 1}]', "PK", "a,b\n1,2\n"])
def test_a_file_of_something_else_is_nobodys(offer: Offer, text: str) -> None:
    assert others(offer(text), None) == []
