"""What the built-in goal types advise: from figures of the situation alone, and nothing when there is nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tweetplan.api import (
    Account,
    AccountView,
    BudgetView,
    Estimate,
    Fact,
    Goal,
    GoalType,
    GoalView,
    MeasureView,
    PartLift,
    PeopleView,
    Recommendation,
    Situation,
    Window,
    product,
    scaled,
)
from tweetplan.plugins import Plugins

NOW = datetime(2026, 3, 17, 9, tzinfo=UTC)
DAY = NOW.date()
POST = Estimate(4.0, 3.0, 5.0, 60, 1.0, "typical own post", "2026-01-01 to 2026-03-14")
BASIS = Fact("bookmarks of a typical own post", POST.mean, "", POST.low, POST.high, POST.n)
LIFT = Estimate(0.5, 0.2, 0.9, 40, 0.99, "shrunk")
TYPES = Plugins.load().goal_types()
KPIS = {"leads": "leads", "sales": "orders", "awareness": "impressions", "community": "interaction_rate",
        "thought_leadership": "bookmarks", "support": "response_time", "retention": "net_follows"}  # fmt: skip


def situation(kind: str, *, view: dict[str, Any] | None = None, **account: Any) -> Situation:
    goal_type: type[GoalType] = TYPES[kind]
    kpi = next(held for held in goal_type.kpis if held.key == KPIS[kind])
    goal = Goal("g", kind, "@acme", kpi.key, 100, date(2026, 1, 1), date(2026, 6, 30))
    measure = kpi.formula.plus[0]
    told = {
        "days_left": 100,
        "p_hit": 0.4,
        "chance": "at_risk",
        "measure": measure,
        "post": POST,
        "basis": (BASIS,),
        **(view or {}),
    }
    return Situation(
        NOW, DAY, (AccountView(Account("@acme"), DAY, **account),), (GoalView(goal, kpi, **told),)
    )  # fmt: skip


def advised(now: Situation) -> list[Recommendation]:
    found: Iterator[Recommendation] = iter(())
    for view in now.goals:
        found = iter([*found, *TYPES[view.goal.type].advise(view.goal, now)])
    return list(found)


def weeks(measure: str, before: float, recent: float) -> MeasureView:
    return MeasureView(measure, (before,) * 4 + (recent,) * 4, DAY - timedelta(days=55), DAY)


@pytest.mark.parametrize("kind", KPIS)
def test_nothing_is_said_where_there_is_nothing(kind: str):
    empty = situation(kind, view={"post": None, "p_hit": None})
    assert advised(empty) == []
    unknown = replace(empty, accounts=())
    assert advised(unknown) == []


@pytest.mark.parametrize(("kind", "rule"), [("leads", "G15"), ("sales", "G05")])
def test_g15_a_call_to_action_where_it_surely_does_better(kind: str, rule: str):
    (told,) = advised(situation(kind, view={"lifts": (PartLift("cta", "call to action", LIFT),)}))
    assert told.rule == rule and told.effect is not None
    assert told.effect.mean == POST.mean * 1.5 and told.effect.n == 40
    assert told.effect.low <= POST.mean * 1.2 and told.effect.high >= POST.mean * 1.9
    assert [fact.value for fact in told.because.facts] == [POST.mean, LIFT.mean]
    unsure = PartLift("cta", "call to action", replace(LIFT, low=-0.1))
    assert advised(situation(kind, view={"lifts": (unsure,)})) == []
    decided = {"lifts": (PartLift("cta", "link", LIFT),), "p_hit": 0.999}
    assert advised(situation(kind, view=decided)) == []


@pytest.mark.parametrize(("kind", "measure"), [("leads", "leads"), ("sales", "orders")])
def test_g15_a_page_whose_readers_go_on_less_often(kind: str, measure: str):
    (told,) = advised(situation(kind, measures=(weeks("url_clicks", 100, 100), weeks(measure, 10, 5))))
    assert told.title == "Check the landing page and its form" and told.effect is not None
    assert (told.effect.mean, told.effect.low, told.effect.high) == (10.0, 0.0, 20.0)  # 400 clicks × (10 % − 5 %)
    assert [fact.value for fact in told.because.facts] == [0.05, 0.1]
    assert advised(situation(kind, measures=(weeks("url_clicks", 100, 100), weeks(measure, 10, 9)))) == []


def test_g22_awareness_posts_at_a_peak_that_is_sure():
    window = Window((0, 1, 2), 8, 10, LIFT)
    (told,) = advised(situation("awareness", windows=(window,)))
    assert told.rule == "G22" and told.effect is not None and told.effect.mean == POST.mean * 1.5
    assert advised(situation("awareness", windows=(replace(window, lift=replace(LIFT, low=-0.2)),))) == []


def test_g14_an_insight_while_fewer_are_planned_than_two_a_week():
    (told,) = advised(situation("thought_leadership", view={"planned": 3}))
    assert told.rule == "G14" and [fact.value for fact in told.because.facts][1:] == [3.0, 4.0]
    assert advised(situation("thought_leadership", view={"planned": 4})) == []


def test_g16_community_answers_who_waits_and_posts_what_people_answer_to():
    people = PeopleView(mentions=20, unanswered=7, oldest="2026-03-16T09:00:00Z")
    lifts = (PartLift("format", "poll", LIFT), PartLift("format", "text", LIFT))
    answers, poll = advised(situation("community", people=people, view={"lifts": lifts}))
    assert answers.rule == "G16" and answers.effect is None and answers.minutes == 21
    assert [fact.value for fact in answers.because.facts] == [7.0, 86400.0]
    assert poll.rule == "G19" and poll.format == "poll"


@pytest.mark.parametrize(("hours", "must"), [(3, False), (25, True)])
def test_g13_support_must_answer_what_waits_for_over_a_day(hours: int, must: bool):
    oldest = (NOW - timedelta(hours=hours)).isoformat()
    (told,) = advised(situation("support", people=PeopleView(mentions=5, unanswered=2, oldest=oldest)))
    assert told.must is must and told.rule == "G13"


def test_w01_retention_says_what_its_own_figures_show():
    found = advised(
        situation(
            "retention",
            people=PeopleView(known=50, silent=12, mentions=9, unanswered=4, oldest="2026-03-16T09:00:00Z"),
            budgets=(BudgetView("intent", "promo", 3, 7, 0, 1, "above", "W04"),),
            days_silent=9,
        )
    )
    assert [told.rule for told in found] == ["W07", "W04", "W04", "W13"]
    assert [told.because.facts[0].value for told in found] == [4.0, 3.0, POST.mean, 12.0]
    invited = situation("retention", people=PeopleView(known=50, silent=12, invited=3))
    assert advised(invited) == []


def test_estimates_are_scaled_and_multiplied_with_their_doubt():
    assert scaled(POST, 2) == replace(POST, mean=8.0, low=6.0, high=10.0)
    assert (scaled(POST, -1).low, scaled(POST, -1).high) == (-5.0, -3.0)
    rate = Estimate(0.1, 0.05, 0.15, 8, 1.0, "own weeks")
    found = product(POST, rate)
    assert (found.mean, found.n) == (pytest.approx(0.4), 8)
    assert found.mean - found.low == pytest.approx(((4 * 0.1) ** 2 + (0.1 * 2) ** 2) ** 0.5 / 2)


def test_a_rate_needs_three_weeks_that_both_are_known_for():
    leads = MeasureView("leads", (1.0, 2.0, 3.0, 4.0), DAY - timedelta(days=34), DAY - timedelta(days=7))
    clicks = MeasureView("url_clicks", (9.0, 10.0, 20.0, 30.0, 40.0), DAY - timedelta(days=34), DAY)
    account = AccountView(Account("@acme"), measures=(leads, clicks))
    found = account.rate("leads", "url_clicks")
    assert found is not None and found.n == 4
    assert found.mean == pytest.approx(10 / 69)  # the clicks of the last week have no leads yet
    assert account.rate("orders", "url_clicks") is None
    short = replace(leads, weeks=(1.0, 2.0))
    assert AccountView(Account("@acme"), measures=(short, clicks)).rate("leads", "url_clicks") is None
