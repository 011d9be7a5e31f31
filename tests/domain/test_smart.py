"""A goal's record is checked for why, what, how much, from where and by when (D01–D04, G01–G06, G25, G29)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tweetplan.domain.findings import Finding
from tweetplan.domain.goal_type import Benchmark
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi, duration, growth, level, ratio, total
from tweetplan.domain.smart import Known, check_goal

TODAY = date(2026, 3, 17)
LEADS = Kpi("leads", total("leads"))
CTR = Kpi("link_ctr", ratio("url_clicks", "impressions"), title="Link click-through rate", unit="%")
FOLLOWERS = Kpi("followers", level("followers"))
GROWTH = Kpi("follower_growth", growth("followers"), unit="%")
REPLY = Kpi("response_time", duration("response_seconds", "responses"), better="lower")
COMPLAINTS = Kpi("complaints", total("complaints"), better="lower")
GOAL = Goal(
    "leads-2026", "leads", "@acme", "leads", 1000, date(2026, 1, 1), date(2026, 12, 31), id="g1",
    reason="Sell 40 office machines by December", baseline=800,
)  # fmt: skip


def check(
    goal: Goal = GOAL, kpi: Kpi | None = LEADS, others: tuple[Goal, ...] = (), known: Known | None = None
) -> list[Finding]:
    return check_goal(goal, kpi, others, TODAY, known or Known())


def said(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.severity, finding.where) for finding in found]


def test_a_complete_goal_has_no_findings() -> None:
    assert check() == []
    assert check(others=(GOAL,)) == []


@pytest.mark.parametrize("name", ["", "  ", "\u3000", "\u200b"])
def test_a_blank_name_is_an_error(name: str) -> None:
    assert said(check(replace(GOAL, name=name))) == [("goal.name", "error", "name")]


@pytest.mark.parametrize("reason", ["", " \u00a0\u3000"])
def test_d01_a_goal_answers_why_we_are_here(reason: str) -> None:
    found = check(replace(GOAL, reason=reason))
    assert said(found) == [("D01.why", "error", "reason")]
    assert "Why" in found[0].message


def test_g01_an_unknown_kpi_is_answered_with_the_nearest() -> None:
    found = check(replace(GOAL, kpi="leds"), None, known=Known(kpis=("leads", "conversions")))
    assert said(found) == [("G01.kpi", "error", "kpi")]
    assert found[0].remedy == "Did you mean leads?"


@pytest.mark.parametrize(
    ("kpi", "target", "rule"),
    [
        (LEADS, 0, "G03.target"),
        (LEADS, -5, "G03.target"),
        (LEADS, float("nan"), "G03.target"),
        (LEADS, float("inf"), "G03.target"),
        (LEADS, True, "G03.target"),
        (LEADS, "many", "G03.target"),
        (REPLY, 0, "G03.target"),
        (COMPLAINTS, -1, "G03.target"),
        (GROWTH, 0, "G03.target"),
        (CTR, 15, "G03.percent"),
    ],
)
def test_g03_a_target_that_nobody_can_work_towards_is_an_error(kpi: Kpi, target: float, rule: str) -> None:
    found = check(replace(GOAL, target=target, baseline=None), kpi)
    assert [(f.rule, f.where) for f in found if f.severity == "error"] == [(rule, "target")]
    assert found[0].remedy


def test_g03_none_at_all_may_be_the_aim_where_less_is_better() -> None:
    assert check(replace(GOAL, target=0), COMPLAINTS) == []


def test_g03_a_share_written_as_percent_is_told_how_to_write_it() -> None:
    found = check(replace(GOAL, target=15, baseline=0.012), CTR)
    assert found[0].remedy == "For 15 % write 0.15."
    assert said(check(replace(GOAL, target=25, baseline=5000), GROWTH)) == [("G03.percent", "warning", "target")]


def test_g06_dates_stand_in_order_and_past_ones_are_only_remarked_on() -> None:
    assert said(check(replace(GOAL, end=date(2025, 12, 31)))) == [("G06.dates", "error", "end")]
    past = replace(GOAL, start=date(2025, 1, 1), end=date(2025, 12, 31))
    assert said(check(past)) == [("G06.past", "warning", "end")]
    assert said(check(replace(GOAL, start=date(2024, 1, 1)))) == [("G06.past", "warning", "start")]
    assert check(replace(GOAL, start=TODAY, end=TODAY)) == []


def test_d04_without_a_baseline_a_goal_is_unproven() -> None:
    found = check(replace(GOAL, baseline=None))
    assert said(found) == [("D04.baseline", "warning", "baseline")]
    assert "unproven until" in found[0].message
    assert said(check(replace(GOAL, baseline=float("nan")))) == [("D04.baseline", "error", "baseline")]


def test_the_target_lies_on_the_better_side_of_the_baseline() -> None:
    assert said(check(replace(GOAL, target=5000, baseline=5000), FOLLOWERS)) == [("G03.unchanged", "warning", "target")]
    assert said(check(replace(GOAL, target=4000, baseline=5000), FOLLOWERS)) == [("G03.direction", "warning", "target")]
    assert said(check(replace(GOAL, target=9000, baseline=7200), REPLY)) == [("G03.direction", "warning", "target")]
    assert check(replace(GOAL, target=3600, baseline=7200), REPLY) == []
    assert check(replace(GOAL, target=700, baseline=800)) == []  # a total's baseline is only for comparison


@pytest.mark.parametrize("value", [0, 6, 2.5, True])
def test_g25_importance_and_urgency_go_from_1_to_5(value: int) -> None:
    assert said(check(replace(GOAL, importance=value, urgency=value))) == [
        ("G25.scale", "error", "importance"),
        ("G25.scale", "error", "urgency"),
    ]


def test_two_lead_goals_do_not_both_count_all_leads() -> None:
    other = replace(GOAL, name="leads-spring", id="g2", end=date(2026, 6, 30))
    assert said(check(others=(other,))) == [("goal.double_count", "warning", "campaign")]
    mine, theirs = replace(GOAL, campaign="fair"), replace(other, campaign="spring")
    assert check(mine, others=(theirs,)) == []
    assert said(check(mine, others=(other,))) == [("goal.double_count", "warning", "campaign")]


@pytest.mark.parametrize(
    "change",
    [
        {"account": "@acmehelp"}, {"kpi": "conversions"}, {"draft": True},
        {"start": GOAL.end + timedelta(1), "end": GOAL.end + timedelta(9)},
    ],
)  # fmt: skip
def test_goals_that_share_nothing_do_not_count_twice(change: dict[str, object]) -> None:
    assert check(others=(replace(GOAL, name="other", id="g2", **change),)) == []


def test_a_level_is_not_counted_twice() -> None:
    goal = replace(GOAL, kpi="followers", target=5000)
    assert check(goal, FOLLOWERS, (replace(goal, name="other", id="g2"),)) == []


def test_account_and_owner_are_looked_up_where_they_are_known() -> None:
    known = Known(accounts=("@acmecorp",), logins=("ana", "ben"))
    found = check(replace(GOAL, owner="anna"), known=known)
    assert said(found) == [("goal.account", "error", "account"), ("goal.owner", "warning", "owner")]
    assert [f.remedy for f in found] == ["Did you mean @acmecorp?", "Did you mean ana?"]
    assert said(check(known=Known(logins=("ana",)))) == [("goal.owner", "note", "owner")]
    assert check(replace(GOAL, owner="anna"), known=Known(logins=())) == []


def test_g29_a_first_target_is_seen_beside_the_benchmark() -> None:
    known = Known(benchmark=Benchmark("link_ctr", 0.02, "industry mean"))
    goal = replace(GOAL, kpi="link_ctr", target=0.05, baseline=None)
    found = check(goal, CTR, known=known)
    assert said(found)[-1] == ("G29.benchmark", "note", "target")
    assert found[-1].message == "The target is 5.00%; the benchmark is 2.00% (industry mean)."
    assert check(replace(goal, baseline=0.012), CTR, known=known) == []


def test_g02_increase_engagement_is_refused_as_a_statement() -> None:
    found = check(replace(GOAL, statement="increase engagement"))
    assert said(found) == [("G02.vague", "error", "statement"), ("G03.number", "warning", "statement")]
    assert found[0].start == 9


def test_a_statement_may_leave_figure_and_window_to_the_fields() -> None:
    assert said(check(replace(GOAL, statement="More qualified leads"))) == [("G03.number", "warning", "statement")]
    assert check(replace(GOAL, statement="1000 leads")) == []
    assert check(replace(GOAL, statement=" \u3000")) == []


def test_findings_come_errors_first() -> None:
    bad = replace(GOAL, baseline=None, reason="", importance=9, end=date(2025, 1, 1))
    order = [finding.severity for finding in check(bad)]
    assert order == sorted(order, key=("error", "warning", "note").index)
    assert order.count("error") == 3
