"""The four budgets count posts the same way everywhere, and rules combine by priority (W04, T11, T21, G24, G26)."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.budgets import (
    Counted,
    allowed,
    apportioned,
    by_axis,
    counted,
    post_budgets,
    reserve_budget,
    window_entries,
)
from tweetplan.domain.claims import OVERRIDE, Claim, PartRule, combined, goal_claims
from tweetplan.domain.goal_type import Declaration, last
from tweetplan.domain.goals import Goal
from tweetplan.domain.mix import Band, MixRule, about, at_least, at_most, between, share
from tweetplan.domain.posts import Post, Slot

FOUR = (
    share("intent", promo=at_most(0.20), rule="W04"),
    share("plan", elastic=between(0.20, 0.30), rule="T11"),
    share("topic", evergreen=0.60, industry=0.20, trend=0.20, rule="T21"),
    share("reserve", hours=at_least(0.20), rule="G26"),
)
RULES, NO_CLASH = combined((), general=FOUR)
GOAL = Goal("leads", "leads", "@tern", "leads", 1000, date(2026, 1, 1), date(2026, 12, 31), importance=5, urgency=4)


def slot(n: int, plan: str = "planned", intent: str = "value", topic: str = "evergreen") -> Slot:
    at = datetime(2026, 3, 16, 9, tzinfo=UTC)
    return Slot(f"s{n}", "@tern", at.date(), "09:00", "UTC", at, plan, "" if plan == "elastic" else intent, topic)  # type: ignore[arg-type]


def the_week_of_the_calendar() -> tuple[list[Slot], list[Post]]:
    """17 slots: 4 elastic of which one is taken by a trend post, 2 promos; 10 evergreen, 3 industry, 4 trend."""
    planned = [
        slot(n, topic="industry" if n < 3 else "evergreen", intent="promo" if n < 2 else "value") for n in range(13)
    ]
    elastic = [slot(n, "elastic", topic="trend") for n in range(13, 17)]
    return [*planned, *elastic], [Post("p1", "@tern", "water day", "draft", slot="s13", intent="value", topic="trend")]


def test_the_week_of_the_calendar_counts_as_it_is_drawn():
    rows = by_axis(post_budgets(window_entries(*the_week_of_the_calendar()), RULES))
    assert [(row.axis, row.counts, row.verdict) for row in rows] == [
        ("intent", "2 of 14 promo", "ok"),
        ("plan", "4 of 17 elastic", "ok"),
        ("topic", "10/3/4", "ok"),
    ]


def test_w04_fourteen_posts_bear_two_promos_and_a_third_is_one_too_many():
    assert allowed(at_most(0.20), 14) == (0, 2)
    slots, posts = the_week_of_the_calendar()
    slots[5] = replace(slots[5], intent="promo")
    intent = post_budgets(window_entries(slots, posts), RULES)[0]
    assert (intent.planned, intent.high, intent.deviation, intent.verdict) == (3, 2, 1, "above")


def test_t11_of_seventeen_posts_four_or_five_are_elastic():
    assert allowed(between(0.20, 0.30), 17) == (4, 5)


def test_t21_a_bare_share_is_met_within_one_post():
    assert [allowed(about(part), 17) for part in (0.60, 0.20, 0.20)] == [(10, 11), (3, 4), (3, 4)]
    assert allowed(about(0.60), 20) == (11, 13)


def test_g26_thirty_one_of_forty_hours_keeps_nine_and_thirty_three_are_too_many():
    rule = next(rule for rule in RULES if rule.axis == "reserve")
    budget = reserve_budget("hours", used=31, spent=12, total=40, rule=rule)
    assert budget is not None
    assert (budget.kept, budget.high, budget.verdict, by_axis([budget])[0].counts) == (
        9,
        32,
        "ok",
        "31 h of 40 h, 9 kept",
    )
    over = reserve_budget("hours", used=33, spent=12, total=40, rule=rule)
    assert over is not None and (over.deviation, over.verdict) == (1, "above")
    assert reserve_budget("money", 0, 0, 0, rule) is None


def test_a_free_elastic_slot_counts_in_plan_and_as_trend_and_in_intent_as_nothing():
    assert counted(slot(1, "elastic"), None).parts == {"plan": "elastic", "topic": "trend"}
    taken = counted(slot(1, "elastic"), Post("p", "@tern", "", intent="promo", topic="industry", format="video"))
    assert taken.parts == {"plan": "elastic", "intent": "promo", "topic": "industry", "format": "video"}


def test_few_posts_get_no_verdict_but_their_counts():
    budget = post_budgets(window_entries([slot(n, intent="promo") for n in range(4)], ()), RULES)[0]
    assert (budget.planned, budget.window, budget.verdict) == (4, 4, "too few to judge")


def test_published_posts_are_counted_beside_the_plan():
    slots, posts = the_week_of_the_calendar()
    posts.append(Post("p2", "@tern", "offer", "published", slot="s0"))
    budgets = post_budgets(window_entries(slots, posts, published=frozenset({"p1"})), RULES)
    assert [(row.part, row.published, row.published_window) for row in budgets[:2]] == [
        ("promo", 1, 2),
        ("elastic", 1, 2),
    ]


def test_a_post_that_is_no_longer_wanted_leaves_its_slot_free():
    entries = window_entries([slot(1, "elastic")], [Post("p", "@tern", "", "dropped", slot="s1", intent="promo")])
    assert [entry.free for entry in entries] == [True]


def test_soft_axes_of_goal_types_advise_and_never_speak_first():
    rules, _ = combined([Claim(share("format", video=at_least(0.40), rule="T14"), "leads", 20)], general=FOUR)
    soft = next(rule for rule in rules if rule.axis == "format")
    assert soft.soft and rules[-1] == soft


def test_g25_bands_that_can_hold_together_become_the_narrower_one():
    rules, clashes = combined(
        [
            Claim(share("intent", promo=at_most(0.20), rule="W04"), "retention", 9),
            Claim(share("intent", promo=between(0.10, 0.30), rule="G15"), "leads", 20),
        ]
    )
    assert not clashes
    assert (rules[0].band, rules[0].rule, rules[0].by) == (Band(0.10, 0.20), "G15 + W04", ("leads", "retention"))


def test_g25_a_clash_names_both_rules_and_the_smallest_change_and_the_higher_priority_holds():
    low = Claim(share("intent", promo=at_most(0.20), rule="W04"), "retention", 9)
    high = Claim(share("intent", promo=at_least(0.40), rule="G01"), "sales", 20)
    rules, (clash,) = combined([low, high])
    assert rules[0].band == Band(0.40, 1.0)
    assert clash.rule == "mix.clash"
    assert "G01 of sales" in clash.message and "W04 of retention" in clash.message
    assert clash.remedy == "To free both: raise retention's to 40 %, or lower sales's to 20 %."


def test_parts_of_one_axis_that_ask_for_more_than_all_posts_clash():
    rules, (clash,) = combined(
        [
            Claim(share("intent", promo=at_least(0.50), rule="G01"), "sales", 20),
            Claim(share("intent", value=at_least(0.80), rule="W04"), "retention", 9),
        ]
    )
    assert [rule.part for rule in rules] == ["promo"]
    assert clash.remedy == "To free both: lower value to 50 %."


def test_an_override_of_the_account_replaces_what_goals_and_the_general_rules_say():
    rules, clashes = combined(
        [Claim(share("intent", promo=at_most(0.20)), "leads", 20)], [share("intent", promo=about(0.50))], FOUR
    )
    intent = next(rule for rule in rules if rule.axis == "intent")
    assert (intent.band, intent.by, clashes) == (about(0.50), (OVERRIDE,), ())
    assert [rule.axis for rule in rules if rule.axis != "topic"] == ["intent", "plan", "reserve"]


def test_a_phase_replaces_the_goals_rule_in_its_last_days_and_drafts_ask_for_nothing():
    promo = share("intent", promo=at_most(0.50))
    kind = Declaration("leads", "Leads", mix=(FOUR[0], FOUR[1]), phases=(last(days=7, mix=(promo,)),))
    early = goal_claims(GOAL, kind, date(2026, 3, 16), date(2026, 3, 22))
    late = goal_claims(GOAL, kind, date(2026, 12, 21), date(2026, 12, 27))
    assert [claim.rule for claim in early] == [FOUR[0], FOUR[1]]
    assert [claim.rule for claim in late] == [promo, FOUR[1]]
    assert goal_claims(replace(GOAL, draft=True), kind, date(2026, 3, 16), date(2026, 3, 22)) == ()
    assert goal_claims(GOAL, kind, date(2027, 3, 15), date(2027, 3, 21)) == ()


BANDS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: Band(min(pair) / 20, max(pair) / 20))
ENTRIES = st.lists(
    st.builds(
        lambda plan, intent, topic, out, free: (
            counted(slot(0, "elastic"), None)
            if free
            else Counted({"plan": plan, "intent": intent, "topic": topic}, published=out)
        ),
        st.sampled_from(["planned", "elastic"]),
        st.sampled_from(["value", "promo"]),
        st.sampled_from(["evergreen", "industry", "trend"]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=60,
)


@given(entries=ENTRIES, bands=st.lists(BANDS, min_size=3, max_size=3))
def test_counts_add_up_and_the_verdict_follows_from_them(entries: list[Counted], bands: list[Band]):
    rules = [
        PartRule("topic", part, band, "week", False, "T21", ())
        for part, band in zip(("evergreen", "industry", "trend"), bands, strict=True)
    ]
    budgets = post_budgets(entries, rules)
    assert sum(budget.planned for budget in budgets) == len(entries)
    assert sum(budget.published for budget in budgets) == sum(entry.published for entry in entries)
    for budget in budgets:
        assert 0 <= budget.low <= budget.high <= budget.window
        assert (budget.deviation == 0) == (budget.low <= budget.planned <= budget.high)
        if budget.window < 5:
            assert budget.verdict == "too few to judge"
        else:
            sign = (budget.deviation > 0) - (budget.deviation < 0)
            assert budget.verdict == {0: "ok", 1: "above", -1: "below"}[sign]


@given(band=BANDS, posts=st.integers(0, 500))
def test_what_is_allowed_lies_within_one_post_of_the_band_and_always_allows_something(band: Band, posts: int):
    low, high = allowed(band, posts)
    assert 0 <= low <= high <= posts
    assert low >= band.low * posts - 1 - 1e-6
    assert high <= band.high * posts + 1 + 1e-6


@given(rules=st.lists(st.tuples(BANDS, st.sampled_from(["value", "promo"]), st.integers(1, 25)), max_size=8))
def test_the_rules_that_hold_can_always_be_held_together(rules: list[tuple[Band, str, int]]):
    claims = [
        Claim(MixRule("intent", ((part, band),)), f"g{index}", priority)
        for index, (band, part, priority) in enumerate(rules)
    ]
    held, clashes = combined(claims)
    assert combined(claims[::-1]) == (held, clashes)
    assert len(clashes) + sum(len(rule.by) for rule in held) == len(claims)
    least, most = sum(rule.band.low for rule in held), sum(rule.band.high for rule in held)
    assert least <= 1 + 1e-6
    assert len(held) < 2 or most >= 1 - 1e-6


@given(
    total=st.integers(0, 100),
    weights=st.lists(st.floats(0, 10), min_size=1, max_size=6),
)
def test_whole_posts_are_shared_out_within_one_post_of_their_weight(total: int, weights: list[float]):
    counts = apportioned(total, weights)
    assert sum(counts) == total
    whole = sum(weights)
    if whole > 0:
        assert all(abs(count - total * w / whole) <= 1 + 1e-6 for count, w in zip(counts, weights, strict=True))


def test_a_taken_elastic_slot_without_a_topic_is_a_trend_still():
    assert counted(slot(1, "elastic", topic=""), Post("p", "@tern", "", intent="value")).parts["topic"] == "trend"
