"""The ladder shows both curves and the actuals at every height, with an honest word for the pace (G07, G08)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tweetplan.domain.curve import Anchor
from tweetplan.domain.goals import Goal, PeriodNote
from tweetplan.domain.kpis import Formula, Kpi, duration, growth, level, ratio, total
from tweetplan.domain.ladder import Node, Reading, Rung, Thresholds, ladder, note_findings
from tweetplan.domain.periods import KINDS, PeriodKind
from tweetplan.domain.targets import commitment, plan, replan

DAY = timedelta(days=1)
START, END = date(2026, 1, 1), date(2026, 12, 31)
Q1, Q2, Q3 = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
TODAY, COMPLETE = date(2026, 3, 17), date(2026, 3, 16)
LEADS = Kpi("leads", total("leads"))
SOURCE = Goal("leads-2026", "leads", "@acme", "leads", 1000.0, START, END,
              anchors=(Anchor(date(2026, 2, 28), 120), Anchor(Q1, 200), Anchor(Q2, 450), Anchor(Q3, 750)),
              periods=(PeriodNote("2026-Q1", "persona, profile, reach"),
                       PeriodNote("2026-03", "industry fair", 800.0, {"posts": 15, "chats": 2})))  # fmt: skip


def reading(goal: Goal = SOURCE, kpi: Kpi = LEADS, daily: float | None = 2.0, **changes: object) -> Reading:
    curve = commitment(goal, kpi)

    def actual_of(first: date, last: date) -> float | None:
        return None if daily is None else daily * ((last - first).days + 1)

    return replace(Reading(goal, kpi, curve, curve, actual_of, COMPLETE, TODAY, source="typed"), **changes)  # type: ignore[arg-type]


def valued(kpi: Kpi, actual: float | None, goal: Goal, **changes: object) -> Rung:
    """The year's rung of a goal whose actual is one value, whatever the span."""
    return reading(goal, kpi, actual_of=lambda first, last: actual, **changes).rungs("year")[0]


def test_g07_the_ladder_reads_the_source_at_four_heights() -> None:
    assert [(rung.label, rung.target) for rung in reading().rungs("quarter")] == [
        ("2026-Q1", 200), ("2026-Q2", 250), ("2026-Q3", 300), ("2026-Q4", 250),
    ]  # fmt: skip
    for kind in KINDS:
        assert sum(rung.target for rung in reading().rungs(kind)) == 1000


def test_g08_march_asks_80_and_carries_its_theme_budget_and_counts() -> None:
    march = reading().rungs("month")[2]
    assert (march.label, march.target) == ("2026-03", 80)
    assert march.note == PeriodNote("2026-03", "industry fair", 800.0, {"posts": 15, "chats": 2})


def test_g07_rows_are_clipped_at_the_goals_dates() -> None:
    goal = replace(SOURCE, start=date(2026, 1, 15), end=date(2026, 2, 10), anchors=())
    for kind in KINDS:
        rungs = reading(goal).rungs(kind)
        assert (rungs[0].start, rungs[-1].end) == (goal.start, goal.end)
        assert sum(rung.target for rung in rungs) == 1000


def test_the_status_says_closed_running_and_future() -> None:
    months = reading(daily=120 / 59).rungs("month")
    assert [rung.status for rung in months[:4]] == ["closed", "closed", "behind", "future"]
    january, _, march, april = months[:4]
    assert (january.complete_to, march.complete_to, april.complete_to) == (date(2026, 1, 31), COMPLETE, None)
    assert (april.actual, april.source, april.pace) == (None, "", None)
    assert march.source == "typed"
    assert march.asked == 41
    assert march.pace == pytest.approx(120 / 59 * 16 / 41)


@pytest.mark.parametrize(
    ("actual", "status"), [(110, "ahead"), (109, "on_track"), (100, "on_track"), (90, "on_track"), (89, "behind")]
)
def test_pace_is_named_by_the_thresholds_that_are_passed_in(actual: float, status: str) -> None:
    goal = replace(SOURCE, anchors=(Anchor(COMPLETE, 100),))
    assert valued(LEADS, actual, goal).status == status
    assert valued(LEADS, actual, goal, thresholds=Thresholds(ahead=2.0, behind=0.0)).status == "on_track"


@pytest.mark.parametrize(("actual", "status"), [(91, "on_track"), (90, "ahead"), (0, "ahead"), (112, "behind")])
def test_where_less_is_better_pace_is_turned_round(actual: float, status: str) -> None:
    goal = replace(SOURCE, anchors=(Anchor(COMPLETE, 100),))
    assert valued(Kpi("unfollows", total("unfollows"), better="lower"), actual, goal).status == status


def test_a_slow_answer_is_behind_and_a_quick_one_ahead() -> None:
    goal = replace(SOURCE, anchors=(), target=3600.0)
    answer = Kpi("response_time", duration("response_seconds", "responses"), better="lower")
    assert [valued(answer, seconds, goal).status for seconds in (3000.0, 3600.0, 4500.0)] == [
        "ahead",
        "on_track",
        "behind",
    ]


def test_a_level_is_judged_by_the_way_it_made_from_its_baseline() -> None:
    followers = Kpi("followers", level("followers"))
    goal = replace(SOURCE, anchors=(Anchor(COMPLETE, 1100),), baseline=1000.0, target=1500.0)
    rungs = [valued(followers, actual, goal) for actual in (1050.0, 1100.0, 1150.0)]
    assert [(rung.status, rung.pace) for rung in rungs] == [("behind", 0.5), ("on_track", 1.0), ("ahead", 1.5)]


def test_a_falling_level_is_judged_by_its_way_too() -> None:
    backlog = Kpi("backlog", level("backlog"), better="lower")
    goal = replace(SOURCE, anchors=(Anchor(COMPLETE, 80),), baseline=100.0, target=20.0)
    assert [valued(backlog, actual, goal).status for actual in (90.0, 80.0, 70.0)] == ["behind", "on_track", "ahead"]


def test_a_level_without_a_baseline_is_judged_by_its_value() -> None:
    followers = Kpi("followers", level("followers"))
    goal = replace(SOURCE, anchors=(), target=1000.0)
    assert [valued(followers, n, goal).status for n in (800.0, 1000.0, 1200.0)] == ["behind", "on_track", "ahead"]


def test_a_ratio_asks_its_own_value_of_every_period() -> None:
    rate = Kpi("rate", ratio("likes", "impressions"))
    goal = replace(SOURCE, anchors=(), baseline=0.02, target=0.03)
    rungs = reading(goal, rate, actual_of=lambda first, last: 0.025).rungs("month")
    assert (rungs[0].planned, rungs[-1].target) == (pytest.approx(0.020849, abs=1e-6), 0.03)
    assert (rungs[2].actual, rungs[2].status) == (0.025, "ahead")


def test_a_growth_is_counted_from_the_goals_start_at_every_height() -> None:
    goal = replace(SOURCE, anchors=(), target=0.25)
    seen = []

    def actual_of(first: date, last: date) -> float:
        seen.append(first)
        return 0.25 * ((last - first).days + 1) / 365

    rungs = reading(goal, Kpi("growth", growth("followers")), actual_of=actual_of).rungs("month")
    assert set(seen) == {START}
    assert rungs[2].status == "on_track"
    assert rungs[2].planned == pytest.approx(0.25 * 90 / 365, abs=1e-6)


def test_nothing_known_is_no_data_and_never_zero() -> None:
    unknown = reading(daily=None).rungs("month")
    assert [(rung.status, rung.actual, rung.pace) for rung in unknown[2:4]] == [
        ("no_data", None, None), ("future", None, None)
    ]  # fmt: skip
    assert unknown[0].status == "no_data"
    assert [rung.status for rung in reading(complete_to=None).rungs("month")[:4]] == ["no_data"] * 3 + ["future"]


def test_a_day_after_the_last_complete_one_has_begun_but_says_nothing() -> None:
    days = {rung.start: rung for rung in reading().rungs("day")}
    assert [days[COMPLETE + n * DAY].status for n in range(3)] == ["closed", "no_data", "future"]


def test_a_zero_asked_so_far_is_on_track() -> None:
    goal = replace(SOURCE, anchors=(Anchor(COMPLETE + DAY, 0),))
    for kpi in (LEADS, replace(LEADS, better="lower")):
        rung = valued(kpi, 0.0, goal)
        assert (rung.status, rung.asked, rung.pace) == ("on_track", 0, None)


def test_a_kpi_for_the_end_only_has_no_pace_before() -> None:
    survey = Kpi("satisfaction", ratio("happy", "asked"), at_end_only=True)
    goal = replace(SOURCE, anchors=(), baseline=0.5, target=0.8)
    before = valued(survey, 0.6, goal)
    assert (before.status, before.pace, before.actual) == ("no_data", None, 0.6)
    after = valued(survey, 0.6, goal, complete_to=END, today=END + DAY)
    assert (after.status, after.pace) == ("closed", pytest.approx(0.75))
    months = reading(goal, survey, actual_of=lambda first, last: 0.6).rungs("month")
    assert [rung.status for rung in months[:4]] == ["no_data"] * 3 + ["future"]


def test_a_kpi_that_lags_is_judged_and_closed_when_it_is_settled() -> None:
    slow = replace(LEADS, lag_days=20)
    months = reading(SOURCE, slow, daily=120 / 59).rungs("month")
    assert [rung.status for rung in months[:3]] == ["closed", "on_track", "no_data"]
    february = months[1]
    assert (february.complete_to, february.asked) == (date(2026, 2, 28), 49)
    assert february.actual == pytest.approx(120 / 59 * 28)
    assert february.pace == pytest.approx(120 / 59 * 24 / 49)
    assert months[2].actual == pytest.approx(120 / 59 * 16)


def test_the_plan_sets_the_pace_and_the_commitment_stays_the_target() -> None:
    bent = plan(SOURCE, LEADS, replan(SOURCE, LEADS, date(2026, 2, 28), 60))
    march = reading(plan=bent).rungs("month")[2]
    assert (march.target, march.planned) == (80, 104)
    assert march.asked == bent.over(date(2026, 3, 1), COMPLETE)


def test_the_source_may_differ_from_row_to_row() -> None:
    def source(first: date, last: date) -> str:
        return "overview" if first >= date(2026, 2, 1) else "posts"

    assert [rung.source for rung in reading(source=source).rungs("month")[:4]] == ["posts", "overview", "overview", ""]


def test_data_from_after_today_is_not_looked_at() -> None:
    assert reading(complete_to=END).rungs("month")[2].complete_to == TODAY


def test_g07_fiscal_years_split_the_same_goal_elsewhere() -> None:
    curve = commitment(SOURCE, LEADS)
    rungs = ladder(SOURCE, LEADS, curve, curve, "year", lambda first, last: None, None, TODAY, fiscal_start=4)
    assert [(rung.label, rung.target) for rung in rungs] == [("2026", 200), ("2027", 800)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_function_and_the_reading_say_the_same(kind: PeriodKind) -> None:
    made = reading()
    found = ladder(SOURCE, LEADS, made.commitment, made.plan, kind, made.actual_of, COMPLETE, TODAY, source="typed")
    assert found == made.rungs(kind)


def leaves(nodes: tuple[Node, ...]) -> list[Node]:
    return [leaf for node in nodes for leaf in (leaves(node.children) if node.children else [node])]


def test_g07_every_node_of_the_tree_is_the_sum_of_what_lies_under_it() -> None:
    goal = replace(SOURCE, start=date(2025, 11, 12))
    years = reading(goal).tree()
    pending = list(years)
    while pending:
        node = pending.pop()
        if node.children:
            assert sum(child.rung.target for child in node.children) == node.rung.target
            assert (node.children[0].rung.start, node.children[-1].rung.end) == (node.rung.start, node.rung.end)
        pending += node.children
    assert [node.kind for node in (years[0], years[0].children[0])] == ["year", "quarter"]
    assert [node.rung.label for node in leaves(years)] == [rung.label for rung in reading(goal).rungs("day")]


def test_the_tree_reads_only_what_is_opened() -> None:
    calls = []

    def actual_of(first: date, last: date) -> float:
        calls.append((first, last))
        return 1.0

    years = reading(actual_of=actual_of).tree()
    assert calls == [(START, COMPLETE)]
    march = years[0].children[0].children[2]
    assert len(calls) == 1 + 1 + 3
    assert [node.rung.label for node in march.children] == [f"2026-W{week:02}" for week in range(9, 15)]
    assert march.children[0].rung.start == date(2026, 3, 1)
    assert march.children is march.children


@pytest.mark.parametrize("formula", [total("x"), level("x"), ratio("x", "y"), growth("x"), duration("x", "y")])
def test_every_kind_of_kpi_has_a_ladder_at_every_height(formula: Formula) -> None:
    for kind in KINDS:
        rungs = reading(SOURCE, Kpi("x", formula)).rungs(kind)
        assert rungs[0].start == START
        assert rungs[-1].end == END


def test_g08_notes_that_name_no_period_of_the_goal_are_found() -> None:
    assert note_findings(SOURCE) == ()
    notes = (PeriodNote("2026-Q9"), PeriodNote("2026-03"), PeriodNote("2026-03", "twice"), PeriodNote("2027-01"))
    found = note_findings(replace(SOURCE, periods=notes))
    assert [(finding.where, finding.severity) for finding in found] == [
        ("periods.2026-Q9", "error"), ("periods.2026-03", "error"), ("periods.2027-01", "warning"),
    ]  # fmt: skip
    assert note_findings(replace(SOURCE, periods=(PeriodNote("2027-Q1"),)), fiscal_start=4) == ()
