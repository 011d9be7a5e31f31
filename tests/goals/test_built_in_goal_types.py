"""The seven goal types hold what the sources say: KPIs, mixes, cadences and timing, each by its rule id."""

from datetime import date, timedelta

import pytest

from tweetplan.domain.cadence import Cadence, TaskTemplate
from tweetplan.domain.declaration_checks import ROLES, check_declaration
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Formula, duration, evaluate, growth, ratio, total
from tweetplan.domain.mix import Band
from tweetplan.domain.occurrences import occurrences
from tweetplan.plugins import Plugins

KEYS = ("awareness", "leads", "community", "thought_leadership", "support", "retention", "sales")
POSTING = tuple(key for key in KEYS if key != "support")
DECLARED = {declared.key: declared for declared in Plugins.load(environ={}).declarations()}
PER_WEEK = {"day": 7.0, "week": 1.0, "fortnight": 0.5, "month": 12 / 52, "quarter": 4 / 52}


def goal_type(key: str) -> Declaration:
    return DECLARED[key]


def formula(key: str, kpi: str) -> Formula:
    found = DECLARED[key].kpi(kpi)
    assert found is not None
    return found.formula


def task(key: str, words: str) -> TaskTemplate:
    (found,) = (found for found in DECLARED[key].tasks if words in found.title)
    return found


def band(key: str, axis: str, part: str) -> Band:
    (rule,) = (rule for rule in DECLARED[key].mix if rule.axis == axis)
    return dict(rule.parts)[part]


def test_g01_the_goal_types_of_the_sources_and_retention_are_there() -> None:
    assert sorted(DECLARED) == sorted(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_each_goal_type_gives_kpis_rules_and_a_week_of_tasks(key: str) -> None:
    declared = goal_type(key)
    assert check_declaration(declared) == ()
    assert declared.kpis and declared.mix and declared.benchmarks
    assert all(found.why and found.role in ROLES for found in declared.tasks)
    goal = Goal("g", key, "@a", declared.kpis[0].key, 100, date(2026, 1, 1), date(2026, 12, 31))
    for weeks in range(50):
        monday = date(2026, 1, 5) + timedelta(weeks=weeks)
        sunday = monday + timedelta(days=6)
        week = [day for found in declared.tasks for day in occurrences(found.cadence, goal, monday, sunday)]
        assert len(week) >= 2, monday


@pytest.mark.parametrize("key", POSTING)
def test_w04_t11_t21_g26_the_four_budgets_are_the_sources(key: str) -> None:
    assert band(key, "intent", "promo") == Band(0.0, 0.20)
    assert band(key, "plan", "elastic") == Band(0.20, 0.30)
    assert [band(key, "topic", part) for part in ("evergreen", "industry", "trend")] == [
        Band(0.60, 0.60),
        Band(0.20, 0.20),
        Band(0.20, 0.20),
    ]
    assert band(key, "reserve", "hours") == band(key, "reserve", "money") == Band(0.20, 1.0)
    assert {rule.rule for rule in goal_type(key).mix} == {"W04", "T11", "T21", "G26"}


@pytest.mark.parametrize("key", POSTING)
def test_w04_the_tasks_themselves_keep_promotion_within_a_fifth(key: str) -> None:
    posts = [found for found in goal_type(key).tasks if found.makes_post and found.cadence.every in PER_WEEK]
    rate = {
        intent: sum(
            PER_WEEK[found.cadence.every] * (found.cadence.least + found.cadence.most) / 2
            for found in posts
            if found.intent == intent
        )
        for intent in ("value", "promo")
    }
    assert rate["value"] > 0
    assert rate["promo"] <= 0.20 * sum(rate.values())


def test_g13_c02_support_has_no_budget_of_posts_and_makes_none() -> None:
    support = goal_type("support")
    assert [rule.axis for rule in support.mix] == ["reserve"]
    assert [name for name, _ in support.mix[0].parts] == ["hours"]
    assert not any(found.makes_post for found in support.tasks)


def test_g04_all_seven_together_stay_within_what_a_small_team_can_post() -> None:
    posts = [found for declared in DECLARED.values() for found in declared.tasks if found.makes_post]
    a_week = sum(
        PER_WEEK.get(found.cadence.every, 0.0) * (found.cadence.least + found.cadence.most) / 2 for found in posts
    )
    assert a_week / 7 <= 5


def test_g10_the_kpis_of_awareness() -> None:
    assert formula("awareness", "follower_growth_rate") == growth("followers")
    assert formula("awareness", "impressions") == total("impressions")
    assert formula("awareness", "profile_visits") == total("profile_visits")
    mentions = formula("awareness", "brand_mentions")
    assert evaluate(mentions, {"mentions": 4, "mentions_untagged": 3}).value == 7
    assert evaluate(mentions, {"mentions": 4}).value == 4


def test_g11_the_kpis_of_engagement() -> None:
    rate = formula("community", "interaction_rate")
    assert evaluate(rate, {"likes": 6, "replies": 3, "reposts": 1, "impressions": 200}).value == 0.05
    assert formula("community", "cost_per_engagement") == ratio("spend", "engagements")
    cost = goal_type("community").kpi("cost_per_engagement")
    assert cost is not None and (cost.better, cost.currency) == ("lower", "EUR")
    assert formula("community", "hashtag_uses") == total("hashtag_uses")


@pytest.mark.parametrize("kind", ["image", "video"])
def test_g11_image_and_video_posts_have_an_engagement_rate_of_their_own(kind: str) -> None:
    community = goal_type("community")
    assert formula("community", f"{kind}_engagement_rate") == ratio(f"{kind}_engagements", f"{kind}_impressions")
    for name in ("engagements", "impressions"):
        measure = community.measure(f"{kind}_{name}")
        assert measure is not None and measure.posts is not None
        assert (measure.of, dict(measure.posts.fields)) == (name, {"format": kind})


def test_g12_the_kpis_of_conversion() -> None:
    assert formula("leads", "leads") == total("leads")
    assert formula("leads", "link_ctr") == ratio("url_clicks", "impressions")
    assert formula("leads", "cost_per_conversion") == ratio("spend", "conversions")
    assert task("leads", "leads by source").why == "G12"


def test_g13_the_kpis_of_support() -> None:
    answered = formula("support", "response_time")
    assert answered == duration("response_seconds", "responses")
    assert evaluate(answered, {"response_seconds": 7200.0, "responses": 4}).value == 1800
    assert formula("support", "resolution_rate") == ratio("resolved", "responses")
    satisfaction = goal_type("support").kpi("satisfaction")
    assert satisfaction is not None and satisfaction.at_end_only
    faster = goal_type("support").kpi("response_time")
    assert faster is not None and faster.better == "lower"


def test_w12_the_kpis_of_winning_back_and_of_the_time_after() -> None:
    assert formula("retention", "net_follow_growth_rate") == growth("followers")
    assert formula("retention", "refollow_rate") == ratio("refollows", "unfollows")
    assert {"engagement_rate", "net_follows", "link_ctr", "visits"} <= {kpi.key for kpi in goal_type("retention").kpis}


def test_g28_lifetime_value_stands_against_the_cost_of_acquisition() -> None:
    against = formula("sales", "clv_to_cac")
    # 10 customers worth 300 each, won with 1000: (3000 ÷ 10) : (1000 ÷ 10) = 3.
    assert evaluate(against, {"customer_value": 3000.0, "spend": 1000.0}).value == 3
    assert formula("sales", "orders") == total("orders")
    assert formula("sales", "revenue") == total("revenue")


def test_g14_the_cadence_of_thought_leadership() -> None:
    assert task("thought_leadership", "original insight").cadence == Cadence("week", 2, 3)
    assert task("thought_leadership", "industry chat").cadence == Cadence("month", 1, 2)
    assert task("thought_leadership", "report or research").cadence == Cadence("quarter", 1, 1)
    assert task("thought_leadership", "long piece into a series").makes_post


@pytest.mark.parametrize("key", KEYS)
def test_g26_g31_each_goal_is_looked_at_every_two_weeks_and_reviewed_every_quarter(key: str) -> None:
    assert task(key, "Check-point").cadence == Cadence("fortnight")
    assert task(key, "Review in full").cadence == Cadence("quarter")


def test_g22_timing_depends_on_the_goal() -> None:
    assert (goal_type("awareness").timing.kind, goal_type("awareness").timing.measure) == ("peaks", "impressions")
    assert (goal_type("leads").timing.kind, goal_type("leads").timing.measure) == ("peaks", "url_clicks")
    assert goal_type("support").timing.kind == "cover"


@pytest.mark.parametrize(
    ("key", "rules"),
    [
        ("awareness", {"G10", "G18", "G19", "G20", "G21", "G33"}),
        ("leads", {"G12", "G15", "G17", "G28", "G32"}),
        ("community", {"G11", "G16", "G19"}),
        ("thought_leadership", {"G14", "G20", "G33"}),
        ("support", {"G13", "C02", "C04", "T15", "T22"}),
        ("retention", {"W03", "W04", "W05", "W06", "W07", "W08", "W09", "W10", "W11", "W13", "W16"}),
        ("sales", {"G05", "G28", "G32", "W10"}),
    ],
)
def test_the_work_rests_on_the_sources_rules(key: str, rules: set[str]) -> None:
    assert rules <= {found.why for found in goal_type(key).tasks}


def test_w16_a_win_back_is_judged_after_a_full_cycle_of_eight_weeks() -> None:
    compared = task("retention", "Compare with before the programme")
    assert compared.cadence == Cadence("after", of="started", days=56)
    goal = Goal("g", "retention", "@a", "net_follows", 1, date(2026, 1, 1), date(2026, 6, 30))
    assert occurrences(compared.cadence, goal, goal.start, goal.end) == ()


def test_g29_a_benchmark_has_a_figure_only_where_a_source_names_one() -> None:
    named = [found for declared in DECLARED.values() for found in declared.benchmarks if found.value is not None]
    assert [(found.kpi, found.value) for found in named] == [("follower_growth_rate", 0.25)]
    assert "G06" in named[0].source
    silent = [found for declared in DECLARED.values() for found in declared.benchmarks if found.value is None]
    assert all("own history" in found.source for found in silent)


def test_texts_fit_a_row_of_a_screen() -> None:
    titles = [found.title for declared in DECLARED.values() for found in declared.tasks]
    titles += [found.label for declared in DECLARED.values() for found in (*declared.kpis,)]
    assert [title for title in titles if len(title) > 58] == []
