"""KPIs from stored results: one source a figure, levels carried on, known to which day, nothing after the moment."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from itertools import count

import pytest

from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.goals import Account
from tweetplan.domain.kpis import Kpi, account_kpis, duration, growth, level, ratio, total
from tweetplan.domain.measures import POST_MEASURES
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import results as stored
from tweetplan.storage.results_rollup import roll_up_days, roll_up_posts
from tweetplan.workspace import history, invariants, results
from tweetplan.workspace.core import Workspace

KPI = {kpi.key: kpi for kpi in account_kpis()}
NUMBERS = count(1)
JAN_TEXT = ("2026-01-01", "2026-01-31")
JAN, FEB = (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))


@pytest.fixture
def ws(session: Callable[..., Workspace]) -> Workspace:
    ws = session()
    add_account(ws)
    return ws


def add_account(ws: Workspace, handle: str = "@acme", zone: str = "UTC", role: str = "main") -> None:
    with ws.operation("account.add") as change:
        change.put("accounts", stored_accounts.row(Account(handle, role, zone)))  # type: ignore[arg-type]


def days(
    ws: Workspace,
    figures: Iterable[tuple[str, str, float]],
    source: str = "overview",
    campaign: str = "",
    covers: tuple[str, str] | None = None,
    account: str = "@acme",
) -> None:
    """Store figures of days (day, measure, value) as one import of a source."""
    rows = list(figures)
    batch = f"batch-{next(NUMBERS)}"
    with ws.operation("import") as change:
        change.batch = batch
        stored.add_batch(ws.db, batch, change.seq, "test", account, "[]", "2026-03-01", "{}")
        stored.append(ws.db, "day_results", stored.DAY_COLUMNS, [
            (account, source, campaign, day, measure, batch, 0, 1, "", value) for day, measure, value in rows
        ])  # fmt: skip
        for measure in {measure for _, measure, _ in rows}:
            mine = [day for day, named, _ in rows if named == measure]
            span = covers or (min(mine), max(mine))
            row = (batch, account, source, campaign, measure, *span)
            stored.append(ws.db, "coverage", stored.COVERAGE_COLUMNS, [row])
        roll_up_days(ws.db, [(account, source, campaign, measure, day) for day, measure, _ in rows])


def posts(
    ws: Workspace, told: Iterable[tuple[str, dict[str, float]]], covers: tuple[str, str], kind: str = "own"
) -> None:
    """Store posts (day, figures) as one content export that covers a span."""
    batch = f"batch-{next(NUMBERS)}"
    rows = list(told)
    with ws.operation("import") as change:
        change.batch = batch
        stored.add_batch(ws.db, batch, change.seq, "x_content", "@acme", "[]", "2026-03-01", "{}")
        shared = {"account": "@acme", "batch": batch, "part": 0, "live": 1, "period_end": "", "plan_post": ""}
        stored.append_posts(ws.db, shared, POST_MEASURES, [
            (str(next(NUMBERS)), f"{day}T12:00:00.000Z", day, 0, 12, day[:7], kind, f"text of {day}", "", "", "",
             *(figures.get(name) for name in POST_MEASURES))
            for day, figures in rows
        ])  # fmt: skip
        stored.append(ws.db, "coverage", stored.COVERAGE_COLUMNS, [
            (batch, "@acme", "posts", "", measure, *covers) for measure in (*POST_MEASURES, "posts")
        ])  # fmt: skip
        roll_up_posts(ws.db, "@acme", {day for day, _ in rows})


def every_day(month: tuple[date, date], measure: str, value: float = 1.0) -> list[tuple[str, str, float]]:
    first, last = month
    return [(date.fromordinal(at).isoformat(), measure, value) for at in range(first.toordinal(), last.toordinal() + 1)]


def test_the_overview_is_taken_where_it_covers_the_whole_span_else_the_posts(ws: Workspace) -> None:
    days(ws, every_day(JAN, "impressions", 100))
    posts(
        ws, [("2026-01-10", {"impressions": 500}), ("2026-02-10", {"impressions": 600})], ("2026-01-01", "2026-02-28")
    )
    told = [
        results.kpi_value(ws, KPI["impressions"], "@acme", first, last)
        for first, last in (JAN, FEB, (JAN[0], FEB[1]), (date(2026, 1, 5), date(2026, 1, 9)))
    ]
    assert [(figure.value, figure.source) for figure in told] == [
        (3100, "overview"),
        (600, "posts"),
        (1100, "posts"),
        (500, "overview"),
    ]
    assert [figure.posts for figure in told] == [1, 1, 2, 0]
    forced = results.kpi_value(ws, KPI["impressions"], "@acme", *JAN, source="posts")
    assert (forced.value, forced.source) == (500, "posts")


def test_a_running_span_is_judged_by_the_days_that_are_known(ws: Workspace) -> None:
    """A quarter that is not over cannot be covered to its end; what no source tells is asked of none."""
    days(ws, every_day(JAN, "impressions", 100))
    posts(ws, [("2026-01-10", {"impressions": 500})], ("2026-01-01", "2026-01-31"))
    figure = results.kpi_value(ws, KPI["impressions"], "@acme", date(2026, 1, 1), date(2026, 3, 31))
    assert (figure.value, figure.source) == (3100, "overview")


def test_a_rate_is_made_of_one_source_only(ws: Workspace) -> None:
    days(ws, [*every_day(JAN, "impressions", 100), *every_day(JAN, "engagements", 5)])
    posts(ws, [("2026-01-10", {"impressions": 500, "url_clicks": 5, "engagements": 50})], ("2026-01-01", "2026-01-31"))
    rate = results.kpi_value(ws, KPI["engagement_rate"], "@acme", *JAN)
    assert (rate.value, rate.numerator, rate.denominator, rate.source) == (0.05, 155, 3100, "overview")
    ctr = results.kpi_value(ws, KPI["link_ctr"], "@acme", *JAN)
    assert (ctr.value, ctr.source) == (0.01, "posts"), "clicks by post are not divided by the overview's views"


def test_traffic_sources_of_other_measures_add_up(ws: Workspace) -> None:
    days(ws, [("2026-01-05", "leads", 3)], "newsletter")
    days(ws, [("2026-01-06", "leads", 4)], "website")
    figure = results.kpi_value(ws, Kpi("leads", total("leads")), "@acme", *JAN)
    assert (figure.value, figure.source) == (7, "newsletter+website")
    asked = results.kpi_value(ws, Kpi("leads", total("leads")), "@acme", *JAN, source="website")
    assert (asked.value, asked.source) == (4, "website")
    assert results.kpi_value(ws, Kpi("leads", total("leads")), "@acme", *JAN, source="posts").value == 7


def test_campaigns_do_not_share_their_leads(ws: Workspace) -> None:
    days(ws, [("2026-01-05", "leads", 3)], "typed", "spring")
    days(ws, [("2026-01-05", "leads", 4)], "typed", "summer")
    days(ws, every_day(JAN, "url_clicks", 10))
    kpi = Kpi("leads", total("leads"))
    assert results.kpi_value(ws, kpi, "@acme", *JAN).value == 7
    assert results.kpi_value(ws, kpi, "@acme", *JAN, campaign="spring").value == 3
    assert results.kpi_value(ws, kpi, "@acme", *JAN, campaign="winter").value is None
    rate = results.kpi_value(ws, Kpi("rate", ratio("leads", "url_clicks")), "@acme", *JAN, campaign="spring")
    assert rate.value == pytest.approx(3 / 310), "X's own figures are the account's: it knows no campaigns"
    assert {row.kpi for row in results.kpi_rows(ws, "@acme", campaign="spring")} == {"leads"}


def test_no_data_is_none_and_never_zero(ws: Workspace) -> None:
    posts(ws, [("2026-01-10", {"impressions": 0, "engagements": 0})], ("2026-01-01", "2026-01-31"))
    assert results.kpi_value(ws, KPI["engagement_rate"], "@acme", *JAN).value is None
    assert results.kpi_value(ws, KPI["impressions"], "@acme", *JAN).value == 0
    assert results.kpi_value(ws, KPI["impressions"], "@acme", *FEB).value is None
    assert results.kpi_value(ws, KPI["net_follows"], "@acme", *JAN).value is None, "posts tell no unfollows"
    assert results.kpi_value(ws, KPI["followers"], "@acme", *JAN).value is None
    assert results.complete_to(ws, KPI["followers"], "@acme") is None


def test_a_follower_level_is_the_last_count_and_the_net_follows_since(ws: Workspace) -> None:
    results.record(ws, "followers", 1000, on=date(2026, 1, 10), account="@acme")
    exact = results.kpi_value(ws, KPI["followers"], "@acme", *JAN)
    assert (exact.value, exact.derived, exact.source, exact.complete_to) == (1000, False, "typed", date(2026, 1, 10))
    days(ws, [*every_day(JAN, "new_follows", 5), *every_day(JAN, "unfollows", 2)])
    carried = results.kpi_value(ws, KPI["followers"], "@acme", *JAN)
    assert (carried.value, carried.derived, carried.complete_to) == (1000 + 21 * 3, True, date(2026, 1, 31))
    day = results.kpi_value(ws, KPI["followers"], "@acme", date(2026, 1, 12), date(2026, 1, 12))
    assert (day.value, day.derived) == (1006, True)
    before = results.kpi_value(ws, KPI["followers"], "@acme", date(2026, 1, 3), date(2026, 1, 4))
    assert (before.value, before.derived) == (1000 - 6 * 3, True), "what is known after a day tells the day"
    assert results.kpi_value(ws, KPI["followers"], "@acme", *FEB).value is None, "nothing is known of February"


def test_growth_is_from_the_eve_of_the_span(ws: Workspace) -> None:
    kpi = Kpi("growth", growth("followers"))
    results.record(ws, "followers", 1000, on=date(2025, 12, 31), account="@acme")
    results.record(ws, "followers", 1250, on=date(2026, 1, 31), account="@acme")
    figure = results.kpi_value(ws, kpi, "@acme", *JAN)
    assert (figure.value, figure.numerator, figure.denominator) == (0.25, 250, 1000)
    assert results.kpi_value(ws, kpi, "@acme", *FEB).value is None


def test_a_level_of_another_kind_is_its_last_value(ws: Workspace) -> None:
    days(ws, [("2026-01-05", "members", 50), ("2026-01-20", "members", 70)], "typed")
    assert results.kpi_value(ws, Kpi("m", level("members")), "@acme", *JAN).value == 70


def test_a_duration_is_seconds_by_cases(ws: Workspace) -> None:
    days(ws, [("2026-01-05", "response_seconds", 900), ("2026-01-06", "response_seconds", 300)], "typed")
    days(ws, [("2026-01-05", "responses", 2), ("2026-01-06", "responses", 1)], "typed")
    figure = results.kpi_value(ws, Kpi("wait", duration("response_seconds", "responses")), "@acme", *JAN)
    assert (figure.value, figure.numerator, figure.denominator) == (400, 1200, 3)


def test_complete_to_is_the_last_covered_day_of_the_slowest_measure(ws: Workspace) -> None:
    days(ws, every_day(JAN, "impressions"))
    days(ws, every_day((JAN[0], date(2026, 1, 20)), "engagements"))
    assert results.complete_to(ws, KPI["impressions"], "@acme") == date(2026, 1, 31)
    assert results.complete_to(ws, KPI["engagement_rate"], "@acme") == date(2026, 1, 20)
    assert results.complete_to(ws, "impressions", "@acme") == date(2026, 1, 31)
    assert results.complete_to(ws, KPI["impressions"], "@acme", "posts") is None
    posts(ws, [("2026-01-10", {"impressions": 1})], ("2026-01-01", "2026-02-03"))
    assert results.complete_to(ws, KPI["impressions"], "@acme") == date(2026, 2, 3), "an empty day is covered too"


def test_a_measure_that_comes_late_is_complete_late(ws: Workspace) -> None:
    import json

    body = {"key": "t", "title": "t", "measures": [{"key": "signups", "complete_after_days": 2}]}
    with ws.db.writing():
        ws.db.execute("INSERT INTO declarations VALUES ('t', 'p', '1', 'h', :body, '', 1)", body=json.dumps(body))
    recorded = results.record(ws, "signups", 5, on=date(2026, 1, 10), account="@acme")
    assert recorded.warnings == ()
    assert recorded.complete_to == results.complete_to(ws, "signups", "@acme") == date(2026, 1, 8)
    said = results.record(ws, "signups", 6, on=date(2026, 1, 11), account="@acme", complete_to=date(2026, 1, 12))
    assert said.complete_to == results.complete_to(ws, "signups", "@acme") == date(2026, 1, 12)


def test_a_covered_day_without_a_row_is_zero_and_any_other_no_data(ws: Workspace) -> None:
    posts(ws, [("2026-01-05", {"url_clicks": 3})], covers=("2026-01-01", "2026-01-20"))
    for first, last, expected in ((6, 12, 0), (15, 31, 0), (21, 31, None)):
        span = (date(2026, 1, first), date(2026, 1, last))
        assert results.kpi_value(ws, KPI["url_clicks"], "@acme", *span).value == expected
        assert results.sums(ws, "@acme", ["url_clicks"], *span) == ({} if expected is None else {"url_clicks": 0})
    weeks = results.series(ws, KPI["url_clicks"], "@acme", date(2025, 12, 22), date(2026, 1, 31), "week")
    assert [value for _, value in weeks] == [None, 0, 3, 0, 0, None]


def test_posts_whose_format_nobody_tells_have_no_figures_by_format(ws: Workspace) -> None:
    import json

    body = {"key": "t", "title": "t", "measures": [
        {"key": "image_likes", "of": "likes", "posts": {"fields": {"format": "image"}}},
    ]}  # fmt: skip
    with ws.db.writing():
        ws.db.execute("INSERT INTO declarations VALUES ('t', 'p', '1', 'h', :body, '', 1)", body=json.dumps(body))
    posts(ws, [("2026-01-05", {"likes": 3})], covers=JAN_TEXT)
    assert results.sums(ws, "@acme", ["image_likes", "likes"], *JAN) == {"likes": 3}


def test_a_typed_measure_is_zero_between_its_first_and_last_day_and_no_data_before(
    session: Callable[..., Workspace],
) -> None:
    now = session()
    add_account(now)
    for day, leads in ((date(2026, 1, 5), 4), (date(2026, 1, 20), 2)):
        results.record(now, "leads", leads, on=day, account="@acme")
    leads = Kpi("leads", total("leads"))

    def told(ws: Workspace, first: int, last: int) -> tuple[float | None, str]:
        figure = results.kpi_value(ws, leads, "@acme", date(2026, 1, first), date(2026, 1, last))
        return figure.value, figure.source

    assert [told(now, *span) for span in ((1, 4), (5, 5), (6, 19), (1, 31), (21, 31))] == [
        (None, ""), (4, "typed"), (0, "typed"), (6, "typed"), (None, ""),
    ]  # fmt: skip
    then = session(as_of=datetime(2026, 1, 12, tzinfo=UTC))
    assert results.complete_to(then, leads, "@acme") == date(2026, 1, 5), "nothing later was known on the 12th"
    assert told(then, 6, 11) == (None, "")


def test_a_campaign_with_figures_of_its_own_never_borrows_the_accounts(ws: Workspace) -> None:
    days(ws, [("2026-01-05", "url_clicks", 7)], source="typed", campaign="spring")
    days(ws, every_day(JAN, "url_clicks", 100))
    span = (date(2026, 1, 12), date(2026, 1, 18))
    assert results.kpi_value(ws, KPI["url_clicks"], "@acme", *span, campaign="spring").value is None
    assert results.complete_to(ws, KPI["url_clicks"], "@acme", campaign="spring") == date(2026, 1, 5)


def test_results_after_the_moment_asked_about_are_hidden(session: Callable[..., Workspace]) -> None:
    now = session()
    add_account(now, zone="Pacific/Auckland")
    days(now, every_day(JAN, "impressions", 100))
    posts(now, [("2026-01-05", {"likes": 1}), ("2026-01-25", {"likes": 9})], ("2026-01-01", "2026-01-31"))
    then = session(as_of=datetime(2026, 1, 9, 12, 0, tzinfo=UTC))
    figure = results.kpi_value(then, KPI["impressions"], "@acme", *JAN)
    assert (figure.value, figure.complete_to) == (1000, date(2026, 1, 10)), "it is the 10th in Auckland"
    assert results.complete_to(then, KPI["impressions"], "@acme") == date(2026, 1, 10)
    assert [post.rank for post in results.best_posts(then, "@acme", "likes")] == [1]
    assert {row.kpi: row.value for row in results.kpi_rows(then, "@acme")}["likes"] == 1
    told = results.series(then, KPI["impressions"], "@acme", date(2026, 1, 9), date(2026, 1, 12))
    assert [value for _, value in told] == [100, 100, None, None]


def test_the_default_span_is_all_that_is_stored(ws: Workspace) -> None:
    days(ws, every_day(JAN, "impressions", 2))
    days(ws, [("2026-03-03", "leads", 1)], "typed")
    rows = {row.kpi: row for row in results.kpi_rows(ws)}
    assert (rows["impressions"].first, rows["impressions"].last) == (date(2026, 1, 1), date(2026, 3, 3))
    assert (rows["impressions"].value, rows["leads"].value) == (62, 1)
    assert "likes" not in rows
    assert rows["leads"].json() == {
        "kpi": "leads", "account": "@acme", "from": "2026-01-01", "to": "2026-03-03", "value": 1, "numerator": 1,
        "denominator": None, "posts": None, "source": "typed", "complete_to": "2026-03-03",
    }  # fmt: skip


def test_series_add_up_to_the_whole(ws: Workspace) -> None:
    days(ws, every_day((date(2026, 1, 1), date(2026, 2, 15)), "impressions", 3))
    span = (date(2026, 1, 10), date(2026, 2, 20))
    whole = results.kpi_value(ws, KPI["impressions"], "@acme", *span).value
    for step in ("day", "week", "month"):
        told = results.series(ws, KPI["impressions"], "@acme", *span, step)  # type: ignore[arg-type]
        assert sum(value or 0 for _, value in told) == whole
        assert told[0][0] == span[0]
    assert [start for start, _ in results.series(ws, KPI["impressions"], "@acme", *span, "month")] == [
        date(2026, 1, 10), date(2026, 2, 1),
    ]  # fmt: skip


def test_a_figure_typed_twice_counts_once_and_undo_brings_the_first_back(ws: Workspace) -> None:
    kpi = Kpi("leads", total("leads"))
    results.record(ws, "leads", 5, on=date(2026, 1, 10), account="@acme", campaign="spring")
    second = results.record(ws, "leads", 8, on=date(2026, 1, 10), account="@acme", campaign="spring")
    assert (second.value, second.campaign, second.measure) == (8, "spring", "leads")
    assert results.kpi_value(ws, kpi, "@acme", *JAN).value == 8
    assert history.undo(ws).summary == "undone: recorded 8 leads on 2026-01-10 for @acme, campaign spring"
    assert results.kpi_value(ws, kpi, "@acme", *JAN).value == 5
    history.undo(ws)
    assert results.kpi_value(ws, kpi, "@acme", *JAN).value is None
    assert invariants.check(ws) == []


def test_what_cannot_be_a_figure_is_refused(ws: Workspace) -> None:
    for measure, value, day in (
        ("Lead Forms", 1.0, None), ("leads", float("nan"), None), ("followers", -1.0, None),
        ("leads", 1.0, date(2026, 3, 18)), ("leads", 1.0, date(1999, 1, 1)), ("leads", 1e308, None),
    ):  # fmt: skip
        with pytest.raises(UsageProblem):
            results.record(ws, measure, value, on=day, account="@acme")
    with pytest.raises(NotFound):
        results.record(ws, "leads", 1, account="@nobody")
    assert "impressions" in results.record(ws, "impresions", 1, account="@acme").warnings[0].remedy


def test_the_list_of_imports_is_newest_first_and_marks_what_was_undone(ws: Workspace) -> None:
    results.record(ws, "leads", 1, account="@acme")
    results.record(ws, "leads", 2, account="@acme")
    history.undo(ws)
    told = results.imports(ws)
    assert [(each.reader, each.withdrawn, each.login) for each in told] == [
        ("typed", True, "ana"), ("typed", False, "ana"),
    ]  # fmt: skip
    assert told[0].counts["updated"] == 1


def test_the_best_posts_by_figure_and_by_rate(ws: Workspace) -> None:
    told = [
        ("2026-01-10", {"impressions": 5000, "engagements": 50}),
        ("2026-01-11", {"impressions": 200, "engagements": 20}),
        ("2026-01-12", {"impressions": 3, "engagements": 3}),
        ("2025-01-12", {"impressions": 9000, "engagements": 3}),
    ]
    posts(ws, told, ("2025-01-01", "2026-01-31"))
    posts(ws, [("2026-01-10", {"impressions": 8000})], ("2026-01-01", "2026-01-31"), kind="reply")
    assert [post.day for post in results.best_posts(ws, "@acme", limit=2)] == [date(2026, 1, 10), date(2026, 1, 11)]
    rates = results.best_posts(ws, "@acme", "engagement_rate")
    assert [round(post.rank, 2) for post in rates] == [0.1, 0.01], "3 of 3 is chance"
    assert results.best_posts(ws, "@acme", first=date(2025, 1, 1))[0].rank == 9000
    assert results.best_posts(ws, "@acme", kinds=("own", "reply"))[0].kind == "reply"
    assert results.best_posts(ws, "@other") == []
    with pytest.raises(UsageProblem):
        results.best_posts(ws, "@acme", "fame")


def test_a_fresh_count_is_due_after_a_month(ws: Workspace) -> None:
    add_account(ws, "@help", role="support")
    add_account(ws, "@old")
    results.record(ws, "followers", 10, on=date(2026, 3, 1), account="@acme")
    results.record(ws, "followers", 10, on=date(2026, 2, 1), account="@old")
    assert [(account.handle, day) for account, day in results.count_due(ws)] == [("@old", date(2026, 2, 1))]
    add_account(ws, "@new")
    assert [account.handle for account, _ in results.count_due(ws)] == ["@new", "@old"]


def test_what_a_screen_reads_does_not_grow_with_the_posts(ws: Workspace) -> None:
    """KPIs read the roll-up through its index: no statement of theirs looks at the posts."""
    posts(ws, [("2026-01-10", {"impressions": 500})], ("2026-01-01", "2026-01-31"))
    asked: list[str] = []
    ws.db.borrow(lambda connection: connection.set_trace_callback(asked.append))
    results.kpi_rows(ws, "@acme")
    results.kpi_value(ws, KPI["followers"], "@acme", *JAN)
    results.series(ws, KPI["impressions"], "@acme", *JAN)
    results.count_due(ws)
    results.imports(ws)
    ws.db.borrow(lambda connection: connection.set_trace_callback(None))
    assert len(asked) > 5
    assert not [statement for statement in asked if "post_results" in statement]
    for statement in {each for each in asked if "FROM daily" in each}:
        plan = ws.db.rows(f"EXPLAIN QUERY PLAN {statement}")
        assert all("SCAN daily" not in row["detail"] for row in plan), statement
