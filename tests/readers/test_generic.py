"""Tables that somebody made: by day, by post, people, mentions; mapped columns; times that are no times."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tweetplan.domain.findings import Problem
from tweetplan.domain.results import Results
from tweetplan_readers import generic

Offer = Callable[..., object]


def read(source: object) -> Results:
    found = generic.tweetplan_read_results(source)  # type: ignore[arg-type]
    assert found is not None
    return found


def moments(results: Results) -> list[str]:
    return [
        datetime.fromtimestamp(row.posted_ms / 1000, UTC).isoformat(timespec="minutes")[:16] for row in results.posts
    ]


def test_figures_by_day(offer: Offer) -> None:
    text = """date,account,measure,value,campaign,source
2026-03-01,@acme,leads,4,spring,newsletter
"Sat, Mar 7, 2026",@Acme,spend,-12.50,,
2026-03-02,@acme,Lead Forms,1,,
2026-13-02,@acme,leads,1,,
2026-03-02,@acme,leads,,,
2026-03-02,@acme,leads,1e999,,
2026-03-02,@acme,leads,1e15,,
"""
    results = read(offer(text))
    assert [(r.day, r.measure, r.value, r.campaign, r.source, r.account) for r in results.days] == [
        (date(2026, 3, 1), "leads", 4.0, "spring", "newsletter", "@acme"),
        (date(2026, 3, 7), "spend", -12.5, "", "", "@Acme"),
    ]
    assert [row.line for row in results.rejected] == [4, 5, 6, 7, 8]
    assert (results.read, results.source) == (7, "typed")


def test_posts_with_any_measure_under_the_names_of_other_tools(offer: Offer) -> None:
    text = """id,created_at,full_text,favorite_count,retweet_count,leads,inReply
1,2026-01-01T00:00:00Z,hi &amp; bye,3,2,1,x
2,2026-01-01T01:00:00Z,@you hi,,1,0,y
3,2026-01-01T01:00:00Z,RT @them: hi,9,9,0,y
"""
    results = read(offer(text))
    assert results.post_measures == ("likes", "reposts", "leads")
    assert [(row.kind, row.figures) for row in results.posts] == [
        ("own", (3.0, 2.0, 1.0)),
        ("reply", (None, 1.0, 0.0)),
        ("repost", (None, None, None)),
    ]
    assert results.posts[0].text == "hi & bye"


def test_posts_without_ids_get_the_same_made_up_one_every_time(offer: Offer) -> None:
    text = "created_at,screen_name,text,favorite_count\n2018-02-02 20:00:03,NOAA,hi,5\n2018-02-02 20:00:03,NOAA,ho,5\n"
    first, again = read(offer(text)), read(offer(text, "again.csv"))
    refs = [row.ref for row in first.posts]
    assert refs == [row.ref for row in again.posts]
    assert len(set(refs)) == 2
    assert all(ref.startswith("gen:") for ref in refs)
    assert {row.account for row in first.posts} == {"NOAA"}


def test_times_as_files_write_them(offer: Offer) -> None:
    told = [
        "2026-03-29T02:30:00", "2026-10-25T02:30:00", "2026-02-29T00:00:00Z", "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+14:00", "Wed Oct 10 20:19:24 +0000 2018", "01/02/2026", "2026-06-30T23:59:60Z",
        "1767225600", "1767225600000", "", "2026-W01-1", "2026-01-01T00:00:00", "2026-01-01", "2019-02-27 21:18 +0000",
    ]  # fmt: skip
    text = "id,created_at,text\n" + "".join(f"{number},{cell},t\n" for number, cell in enumerate(told))
    results = read(offer(text, zone="Europe/Berlin"))
    taken = {int(row.ref): moment for row, moment in zip(results.posts, moments(results), strict=True)}
    assert taken == {
        1: "2026-10-25T00:30",
        5: "2018-10-10T20:19",
        8: "2026-01-01T00:00",
        9: "2026-01-01T00:00",
        12: "2025-12-31T23:00",
        13: "2025-12-31T23:00",
        14: "2019-02-27T21:18",
    }
    assert [row.line - 2 for row in results.rejected] == [0, 2, 3, 4, 6, 7, 10, 11]
    assert "does not exist on 2026-03-29 in Europe/Berlin" in results.rejected[0].why
    assert {finding.rule for finding in results.warnings} == {"results.zone", "results.fold", "results.hour"}


def test_a_naive_time_is_in_the_zone_of_the_account_that_its_row_names(offer: Offer) -> None:
    text = "id,posted_at,account\n1,2026-07-01T12:00:00,@acme\n2,2026-07-01T12:00:00,@other\n"
    results = read(offer(text, zones={"@acme": "Asia/Tokyo"}))
    assert moments(results) == ["2026-07-01T03:00", "2026-07-01T12:00"]


def test_an_id_makes_a_time_exact_but_a_stated_time_far_from_it_stands(offer: Offer) -> None:
    """Ids of other systems are no clocks; one within a day is X's, and right about zones."""
    near = "1881234567890123457,2025-01-20T06:00:00Z"
    far = "1881234567890123458,2026-01-01T00:00:00Z"
    results = read(offer(f"id,created_at\n{near}\n{far}\n"))
    assert moments(results) == ["2025-01-20T06:57", "2026-01-01T00:00"]
    assert "results.date" in {finding.rule for finding in results.warnings}


def test_a_day_without_a_time_is_no_assumption_where_the_id_tells_it(offer: Offer) -> None:
    results = read(offer("id,created_at\n1881234567890123457,2025-01-20\n"))
    assert (moments(results), results.warnings) == (["2025-01-20T06:57"], ())


def test_ids_stay_text(offer: Offer) -> None:
    cells = ["1.88123E+18", "1881234567890123457", "9223372036854775808", "-1", "١٢", "abc", "9223372036854775807"]
    text = "id,created_at,text\n" + "".join(f"{cell},2026-01-01T00:00:00Z,t\n" for cell in cells)
    results = read(offer(text))
    assert [row.ref for row in results.posts] == ["1881234567890123457", "9223372036854775807"]
    assert [row.line for row in results.rejected] == [2, 4, 5, 6, 7]
    assert "spreadsheet" in results.rejected[0].why


def test_ragged_rows_are_listed(offer: Offer) -> None:
    results = read(offer("id,created_at,text\n1\n2,b,c,d,e\n,,\n"))
    assert [(row.line, row.why) for row in results.rejected] == [
        (2, "expected 3 columns, found 1"),
        (3, "expected 3 columns, found 5"),
        (4, "an empty row"),
    ]


def test_people(offer: Offer) -> None:
    text = """handle,segment,followers,last_interaction,birthday,value
@ana,customer,1200,2026-02-01,04-17,99.5
ben,media,,,,
,media,1,,,
@cat,media,many,,,
"""
    results = read(offer(text))
    assert [(p.handle, p.segment, p.followers, p.last_interaction, p.value) for p in results.people] == [
        ("@ana", "customer", 1200, date(2026, 2, 1), 99.5),
        ("@ben", "media", None, None, None),
    ]
    assert [row.line for row in results.rejected] == [4, 5]


def test_mentions(offer: Offer) -> None:
    text = """id,author,created_at,text,in_reply_to,answered_at,resolved_at
1,ana,2026-03-01T09:00:00Z,help,,2026-03-01T09:30:00Z,
2,@ben,2026-03-01T10:00:00Z,help,1,,
3,@cat,2026-03-01T10:00:00Z,help,,2026-03-01T09:00:00Z,
"""
    results = read(offer(text))
    assert [(m.author, m.in_reply_to, m.answered_ms is not None) for m in results.mentions] == [
        ("@ana", "", True),
        ("@ben", "1", False),
    ]
    assert [row.why for row in results.rejected] == ["answered or resolved before it was written"]


def test_columns_are_mapped_by_the_user(offer: Offer) -> None:
    text = "Tag;Was;Wieviel\n2026-03-01;leads;3\n"
    results = read(offer(text, columns={"date": "Tag", "measure": "Was", "value": "Wieviel"}))
    assert [(row.measure, row.value) for row in results.days] == [("leads", 3.0)]
    with pytest.raises(Problem, match="no column"):
        generic.tweetplan_read_results(offer(text, columns={"date": "Datum"}))  # type: ignore[arg-type]


def test_a_wide_table_of_days_is_read_when_its_columns_are_mapped(offer: Offer) -> None:
    text = "commit_date,month,followers,tweets\n2022-01-03,Dec,33464,17\n2021-01-03,Nov,NA,33\n"
    mapped = {"date": "commit_date", "followers": "followers"}
    results = read(offer(text, columns=mapped))
    assert [(row.day, row.measure, row.value) for row in results.days] == [(date(2022, 1, 3), "followers", 33464.0)]
    assert generic.tweetplan_read_results(offer(text)) is None  # type: ignore[arg-type]


def test_columns_named_twice_are_refused(offer: Offer) -> None:
    with pytest.raises(Problem, match="two columns"):
        generic.tweetplan_read_results(offer("id,created_at,text,text\n1,2026-01-01,a,b\n"))  # type: ignore[arg-type]


def test_a_table_of_conversations_is_no_table_of_posts(offer: Offer) -> None:
    text = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n1,2,True,x,y,,\n"
    assert generic.tweetplan_read_results(offer(text)) is None  # type: ignore[arg-type]
