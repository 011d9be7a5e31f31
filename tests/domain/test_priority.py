"""Which goals come first (G25), and the least to begin with (G27, T20)."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from tweetplan.domain.goal_type import Benchmark, Declaration
from tweetplan.domain.goals import Account, Goal, Member
from tweetplan.domain.kpis import Kpi, ratio, total
from tweetplan.domain.priority import (
    core_goals,
    matrix,
    minimum_viable,
    pairs,
    priority_findings,
    quadrant,
    ranked,
    role_findings,
)

START, END = date(2026, 1, 1), date(2026, 12, 31)
LEADS = Goal("leads", "leads", "@a", "leads", 1000, START, END, importance=5, urgency=4)
REACH = Goal("reach", "awareness", "@a", "impressions", 10**6, START, END, tier="secondary", supports="leads")


def primary(name: str, importance: int = 3, urgency: int = 3) -> Goal:
    return replace(LEADS, name=name, importance=importance, urgency=urgency)


@pytest.mark.parametrize(
    ("importance", "urgency", "name"), [(5, 4, "do first"), (4, 3, "plan"), (3, 5, "keep small"), (3, 3, "later")]
)
def test_g25_the_matrix_has_four_quadrants(importance: int, urgency: int, name: str) -> None:
    goal = primary("g", importance, urgency)
    assert quadrant(goal) == name
    assert {key: [held.name for held in goals] for key, goals in matrix([goal]).items()} == {
        key: ["g"] if key == name else [] for key in ("do first", "plan", "keep small", "later")
    }


def test_g25_the_order_of_priority_does_not_hang_on_the_order_given() -> None:
    goals = [LEADS, REACH, primary("b", 5, 2), primary("a", 2, 5), replace(primary("c", 2, 5), end=date(2026, 6, 30))]
    assert {tuple(goal.name for goal in ranked(order)) for order in permutations(goals)} == {
        ("leads", "b", "c", "a", "reach")
    }


def test_g25_two_or_three_goals_are_core_and_primary_ones_come_first() -> None:
    four = [primary("a", 2), primary("b", 3), primary("c", 4), primary("d", 5)]
    assert [goal.name for goal in core_goals(four)] == ["d", "c", "b"]
    assert [goal.name for goal in core_goals([replace(REACH, importance=5, urgency=5), primary("a", 1)])] == [
        "a",
        "reach",
    ]
    assert core_goals([]) == ()


def test_g25_drafts_and_goals_of_other_days_are_not_core() -> None:
    past = replace(primary("past"), end=date(2026, 2, 1))
    goals = [LEADS, past, replace(primary("draft"), draft=True), primary("b")]
    assert [goal.name for goal in core_goals(goals, on=date(2026, 3, 1))] == ["leads", "b"]


def test_g25_a_fourth_core_goal_is_warned_about_and_the_least_is_named() -> None:
    goals = [primary(name, importance) for name, importance in (("a", 5), ("b", 4), ("c", 3), ("d", 2))]
    (finding,) = priority_findings(goals)
    assert (finding.rule, finding.severity) == ("G25.core", "warning")
    assert finding.remedy.endswith("secondary: d.")
    assert priority_findings(goals[:3]) == ()


def test_g25_leads_primary_and_awareness_secondary_make_a_pair() -> None:
    other = primary("other")
    assert pairs([REACH, other, LEADS]) == ((LEADS, (REACH,)), (other, ()))
    assert priority_findings([LEADS, REACH]) == ()


@pytest.mark.parametrize(
    ("goal", "severity", "said"),
    [
        (replace(REACH, supports="gone"), "warning", "no such goal"),
        (replace(REACH, supports="reach"), "warning", "itself secondary"),
        (replace(REACH, supports=""), "note", "does not say"),
        (replace(primary("x"), supports="leads"), "note", "primary, yet"),
    ],
)
def test_g25_a_goal_that_supports_nothing_is_found(goal: Goal, severity: str, said: str) -> None:
    (finding,) = priority_findings([LEADS, goal])
    assert (finding.rule, finding.severity, finding.where) == ("G25.pair", severity, goal.name)
    assert said in finding.message


def declared(key: str, *benchmarks: Benchmark) -> Declaration:
    kpi = Kpi("leads", total("leads")) if key == "leads" else Kpi(f"{key}_rate", ratio("likes", "impressions"))
    rate = Kpi("engagement_rate", ratio("engagements", "impressions"))
    return Declaration(key, key.title(), kpis=(kpi, rate), benchmarks=benchmarks)


TYPES = (
    declared("leads"),
    declared("support"),
    declared("retention", Benchmark("engagement_rate", 0.02, "own, else 2 %")),
)


def test_g27_a_small_team_begins_with_the_customers_it_has_then_with_leads() -> None:
    least = minimum_viable(Account("@Acme"), TYPES, date(2026, 3, 2))
    assert [(goal.type, goal.kpi, goal.account) for goal in least.goals] == [
        ("retention", "engagement_rate", "@acme"), ("leads", "leads", "@acme"),
    ]  # fmt: skip
    assert least.goals[0].importance > least.goals[1].importance
    assert (least.goals[0].target, least.goals[0].target_source) == (0.02, "own, else 2 %")
    assert least.goals[1].target is None
    assert (least.goals[0].start, least.goals[0].end) == (date(2026, 3, 2), date(2026, 5, 31))
    assert least.findings == ()


def test_t20_the_smallest_team_has_two_roles_and_a_stand_up_of_15_minutes() -> None:
    least = minimum_viable(Account("@acme"), TYPES, START)
    assert least.roles == ("creator", "community_manager")
    assert (least.meeting.cadence.every, least.meeting.minutes, least.meeting.why) == ("day", 15, "T20")


def test_c02_a_support_account_begins_with_support_and_promotes_nothing() -> None:
    least = minimum_viable(Account("@help", role="support"), TYPES, START)
    assert [goal.type for goal in least.goals] == ["support"]


def test_g27_a_goal_type_that_is_not_installed_is_named_and_the_rest_goes_on() -> None:
    least = minimum_viable(Account("@acme"), [declared("support")], START)
    assert [goal.type for goal in least.goals] == ["support"]
    assert [finding.rule for finding in least.findings] == ["G27.types"]


def test_t20_a_team_that_cannot_create_or_respond_is_told_so() -> None:
    ana = Member("ana", roles=("strategist", "creator"))
    assert [finding.message for finding in role_findings([ana])] == ["Nobody in the team answers."]
    assert role_findings([ana, Member("li", roles=("community_manager",))]) == ()
    assert role_findings([]) == ()
