"""What a goal asks: commitment, plan and re-plan for every kind of KPI, with the sources' figures (G07, G08, G26)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.curve import Anchor
from tweetplan.domain.findings import CheckFailed, Problem, UsageProblem
from tweetplan.domain.goal_type import early, late
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Formula, Kpi, duration, growth, level, ratio, total
from tweetplan.domain.periods import parse, within
from tweetplan.domain.targets import Replan, anchored, commitment, inconsistencies, plan, replan
from tweetplan.domain.weights import DayWeights

DAY = timedelta(days=1)
START, END = date(2026, 1, 1), date(2026, 12, 31)
Q1, Q2, Q3 = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
LEADS = Kpi("leads", total("leads"))
GOAL = Goal("leads-2026", "leads", "@acme", "leads", 1000.0, START, END)
SOURCE = replace(GOAL, anchors=(Anchor(Q1, 200), Anchor(Q2, 450), Anchor(Q3, 750)))


def asked(curve: object, kind: str, goal: Goal = GOAL) -> list[float]:
    spans = (period.clipped(goal.start, goal.end) for period in within(kind, goal.start, goal.end))  # type: ignore[arg-type]
    return [curve.over(*span) for span in spans if span]  # type: ignore[attr-defined]


def test_g07_the_quarters_of_the_source_add_up_to_the_year() -> None:
    goal = GOAL
    for day, value in ((Q3, 750), (Q1, 200), (Q2, 450)):
        goal = anchored(goal, LEADS, day, value)
    assert goal == SOURCE
    assert asked(commitment(goal, LEADS), "quarter") == [200, 250, 300, 250]


def test_g08_march_asks_80_inside_the_200_of_the_first_quarter() -> None:
    curve = commitment(anchored(SOURCE, LEADS, date(2026, 2, 28), 120), LEADS)
    march, quarter = parse("2026-03"), parse("2026-Q1")
    assert curve.over(march.first, march.last) == 80
    assert curve.over(quarter.first, quarter.last) == 200
    assert sum(asked(curve, "month")[:3]) == 200


def test_g26_the_replan_of_the_worked_example_names_its_gap() -> None:
    goal = replace(GOAL, anchors=SOURCE.anchors)
    bent = replan(goal, LEADS, Q2, 250, history=(Anchor(Q1, 150),))
    assert bent.gap == 35
    assert bent.missed == (Anchor(Q3, 750), Anchor(END, 1000))
    assert asked(plan(goal, LEADS, bent), "quarter") == [150, 100, 390, 325]
    assert asked(commitment(goal, LEADS), "quarter") == [200, 250, 300, 250]


def test_g26_a_bad_quarter_is_caught_up_within_the_cap_and_what_was_fixed_stays_fixed() -> None:
    bent = replan(SOURCE, LEADS, Q1, 100)
    curve = plan(SOURCE, LEADS, bent)
    assert [curve.value_at(day) for day in (Q1, Q2, Q3, END)] == [100, 425, 750, 1000]
    assert (bent.missed, bent.gap) == ((Anchor(Q2, 450),), 0)


def test_g26_a_late_start_shows_the_gap_it_cannot_close() -> None:
    bent = replan(GOAL, LEADS, Q3, 300)
    assert (bent.target, bent.gap) == (627, 373)


def test_g26_a_lead_is_kept_and_nothing_is_asked_twice() -> None:
    bent = replan(SOURCE, LEADS, Q1, 500)
    assert (bent.missed, bent.gap) == ((), 0)
    assert asked(plan(SOURCE, LEADS, bent), "quarter") == [500, 0, 250, 250]
    assert replan(GOAL, LEADS, Q3, 1200).target == 1200


def test_g26_replanning_what_is_exactly_on_the_curve_changes_nothing() -> None:
    curve = commitment(SOURCE, LEADS)
    again = plan(SOURCE, LEADS, replan(SOURCE, LEADS, Q1, 200))
    assert all(asked(again, kind) == asked(curve, kind) for kind in ("quarter", "month", "week", "day"))
    between = date(2026, 5, 12)
    again = plan(SOURCE, LEADS, replan(SOURCE, LEADS, between, curve.value_at(between), history=(Anchor(Q1, 200),)))
    days = (START + n * DAY for n in range(365))
    assert max(abs(again.value_at(day) - curve.value_at(day)) for day in days) <= 1


def test_g26_an_allowance_that_is_used_up_early_is_tightened_within_the_cap() -> None:
    spend = Kpi("spend", total("spend"), better="lower", currency="EUR")
    goal = replace(GOAL, kpi="spend", target=1000.0, end=START + 99 * DAY)
    half = START + 49 * DAY
    assert plan(goal, spend, replan(goal, spend, half, 600)).over(half + DAY, goal.end) == 400
    assert plan(goal, spend, replan(goal, spend, half, 300)).over(half + DAY, goal.end) == 700
    over = replan(goal, spend, half, 900)
    assert (over.target, over.gap) == (1284.62, 284.62)
    assert over.missed == (Anchor(goal.end, 1000.0),)


def test_g26_a_replan_of_a_level_keeps_the_pace_within_the_cap() -> None:
    followers = Kpi("followers", level("followers"))
    goal = replace(GOAL, kpi="followers", baseline=10_000.0, target=12_000.0, end=START + 99 * DAY)
    half = START + 49 * DAY
    behind = replan(goal, followers, half, 10_500)
    assert (behind.target, behind.gap) == (11_800, 200)
    assert plan(goal, followers, behind).value_at(half) == 10_500
    ahead = replan(goal, followers, half, 12_500)
    assert (ahead.target, ahead.gap, ahead.missed) == (12_000, 0, ())


def test_g26_a_replan_of_an_unproven_ratio_moves_from_what_is_now_known() -> None:
    rate = Kpi("rate", ratio("likes", "impressions"))
    goal = replace(GOAL, kpi="rate", target=0.03)
    bent = replan(goal, rate, Q2, 0.01)
    curve = plan(goal, rate, bent)
    assert (bent.target, bent.gap, curve.value_at(START), curve.value_at(END)) == (0.03, 0, 0.01, 0.03)


@pytest.mark.parametrize("day", [START - DAY, END, END + DAY])
def test_g26_there_is_nothing_to_replan_outside_the_goal(day: date) -> None:
    with pytest.raises(Problem, match="nothing to re-plan"):
        replan(GOAL, LEADS, day, 10)


@pytest.mark.parametrize("cap", [0.9, float("inf"), float("nan")])
def test_g26_a_cap_lies_between_1_and_the_finite(cap: float) -> None:
    with pytest.raises(UsageProblem, match="not"):
        replan(GOAL, LEADS, Q1, 10, cap=cap)


def test_a_replan_made_for_other_dates_no_longer_binds() -> None:
    bent = Replan(date(2025, 6, 1), 10, 20, (Anchor(date(2025, 6, 1), 10),))
    assert plan(GOAL, LEADS, bent) == commitment(GOAL, LEADS)


@given(actual=st.integers(0, 3000), day=st.integers(0, 363), cap=st.sampled_from([1.0, 1.1, 1.3, 2.0]))
def test_g26_a_replan_never_asks_more_than_the_cap_nor_loses_what_was_done(actual: int, day: int, cap: float) -> None:
    as_of = START + DAY * day
    bent, curve = replan(SOURCE, LEADS, as_of, actual, cap=cap), commitment(SOURCE, LEADS)
    bent_plan = plan(SOURCE, LEADS, bent)
    for last in (end for end in (Q1, Q2, Q3, END) if end > as_of):
        assert bent_plan.over(as_of + DAY, last) <= curve.over(as_of + DAY, last) * cap + 1e-9
    assert bent_plan.value_at(as_of) == actual
    assert bent.target + bent.gap == max(1000, actual)


@pytest.mark.parametrize(
    ("formula", "baseline", "values"),
    [
        (level("followers"), 1000.0, [1025, 1050, 1075, 1100]),
        (level("followers"), None, [1100, 1100, 1100, 1100]),
        (ratio("likes", "impressions"), 1000.0, [1025, 1050, 1075, 1100]),
        (duration("response_seconds", "responses"), 1900.0, [1700, 1500, 1300, 1100]),
        (duration("response_seconds", "responses"), None, [1100, 1100, 1100, 1100]),
        (growth("followers"), None, [275, 550, 825, 1100]),
        (total("leads"), 1000.0, [275, 550, 825, 1100]),
    ],
)
def test_g07_every_kind_has_a_path(formula: Formula, baseline: float | None, values: list[float]) -> None:
    goal = replace(GOAL, target=1100.0, baseline=baseline, end=START + 39 * DAY)
    curve = commitment(goal, Kpi("kpi", formula))
    assert [curve.value_at(START + (10 * n - 1) * DAY) for n in range(1, 5)] == values


def test_g07_only_a_total_adds_up_and_the_others_ask_the_value_itself() -> None:
    rate = commitment(replace(GOAL, baseline=0.02, target=0.03), Kpi("rate", ratio("likes", "impressions")))
    assert rate.over(date(2026, 12, 1), END) == 0.03
    assert 0.02 < rate.over(START, Q2) < 0.03


def test_g07_a_levels_anchors_bind_and_may_fall() -> None:
    goal = replace(GOAL, baseline=100.0, target=150.0, anchors=(Anchor(Q2, 80),))
    curve = commitment(goal, Kpi("followers", level("followers")))
    assert (curve.value_at(Q2), curve.value_at(END)) == (80, 150)


def test_g07_money_adds_up_to_the_cent_and_yen_stay_whole() -> None:
    for currency, target in (("EUR", 1000.01), ("JPY", 1000.0)):
        curve = commitment(replace(GOAL, target=target), Kpi("spend", total("spend"), currency=currency))
        cents = 100 if currency == "EUR" else 1
        assert sum(round(day * cents) for day in asked(curve, "day")) == round(target * cents)
        assert all(isinstance(day, int) for day in asked(curve, "day")) == (currency == "JPY")


def test_shapes_ask_most_at_the_end_or_at_first() -> None:
    for shape, quarters in ((late(), [61, 185, 313, 441]), (early(), [432, 314, 190, 64])):
        curve = commitment(GOAL, LEADS, shape=shape)
        assert asked(curve, "quarter") == quarters
        assert curve.value_at(END) == 1000
    with pytest.raises(ValueError, match="even, late or early"):
        commitment(GOAL, LEADS, shape=replace(late(), kind="sudden"))


def test_weights_and_shape_go_together() -> None:
    free = frozenset(START + n * DAY for n in range(7))
    curve = commitment(GOAL, LEADS, DayWeights(holidays=free), late())
    assert curve.value_at(START + 6 * DAY) == 0
    assert curve.value_at(END) == 1000


@pytest.mark.parametrize(
    ("day", "value", "said"),
    [
        (Q1, 500, "less than 500"),
        (END, 900, "change the target"),
        (date(2025, 12, 31), 5, "must lie in the goal's dates"),
    ],
)
def test_g07_an_anchor_that_does_not_fit_is_refused_with_what_is_wrong(day: date, value: float, said: str) -> None:
    with pytest.raises(CheckFailed, match=said) as stopped:
        anchored(SOURCE, LEADS, day, value)
    assert stopped.value.exit_code == 3
    assert {finding.rule for finding in stopped.value.findings} == {"G07.anchors"}


def test_g07_an_anchor_on_the_last_day_that_says_the_target_is_no_contradiction() -> None:
    goal = replace(SOURCE, anchors=(*SOURCE.anchors, Anchor(END, 1000)))
    assert commitment(goal, LEADS) == commitment(SOURCE, LEADS)


def test_d04_a_baseline_of_a_total_is_for_comparison_only() -> None:
    assert commitment(replace(GOAL, baseline=900.0), LEADS) == commitment(GOAL, LEADS)


def test_figures_that_make_no_curve_are_findings_and_a_problem() -> None:
    broken = replace(GOAL, target=float("nan"))
    assert [finding.severity for finding in inconsistencies(broken, LEADS)] == ["error"]
    with pytest.raises(CheckFailed, match="finite"):
        commitment(broken, LEADS)
    with pytest.raises(CheckFailed, match="before it starts"):
        commitment(replace(GOAL, start=END, end=START), LEADS)


def test_a_net_total_may_go_below_nothing() -> None:
    net = Kpi("net_follows", total("new_follows", minus="unfollows"))
    bent = replan(GOAL, net, Q1, -30)
    curve = plan(GOAL, net, bent)
    assert curve.value_at(Q1) == -30
    assert sum(asked(curve, "month")) == bent.target
    assert bent.target + bent.gap == 1000
