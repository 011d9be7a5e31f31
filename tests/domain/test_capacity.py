"""What a team can do (G04), and how hours and money go to the goals (G24, G26)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.capacity import (
    PostLimits,
    allocate,
    allocation_findings,
    capacity,
    capacity_findings,
    posts_a_day_asked,
    shared_out,
)
from tweetplan.domain.goals import Goal, Member, PeriodNote

START, END = date(2026, 1, 1), date(2026, 12, 31)
KEY = Goal("key", "leads", "@a", "leads", 1000, START, END, importance=5, urgency=5)
OTHER = replace(KEY, name="other", importance=2, tier="secondary", supports="key")


def team(count: int, minutes: int = 600) -> list[Member]:
    return [Member(f"m{number}", minutes_a_week=minutes) for number in range(count)]


def severities(posts: float, members: list[Member], limits: PostLimits = PostLimits()) -> list[str]:  # noqa: B008
    return [finding.severity for finding in capacity_findings(posts, members, limits)]


@pytest.mark.parametrize("minutes", [0, 300, 600, 2400])
def test_g04_20_quality_posts_a_day_by_two_people_are_refused_whatever_their_hours(minutes: int) -> None:
    (finding,) = capacity_findings(20, team(2, minutes))
    assert (finding.rule, finding.severity) == ("G04.capacity", "error")
    assert "20 quality posts a day by 2 people" in finding.message
    assert "3–5 a day is realistic for a small team" in finding.remedy


@pytest.mark.parametrize("posts", [3, 4, 5])
def test_g04_3_to_5_a_day_pass_for_a_small_team(posts: int) -> None:
    assert severities(posts, team(3)) == []
    assert severities(posts, team(2, 0)) == []
    assert "error" not in severities(posts, team(2))


def test_g04_it_says_how_many_fit() -> None:
    assert capacity(team(2)).posts_a_week == 32  # 1200 minutes, 20 % held back, 30 minutes each
    assert capacity(team(2)).posts_a_day == pytest.approx(4.571, abs=1e-3)
    (finding,) = capacity_findings(8, team(2))
    assert "32 a week fit (4.6 a day)" in finding.remedy
    assert "28.0 hours a week, and 2 people have 20.0" in finding.message


def test_g26_what_only_fits_without_the_reserve_is_warned_about() -> None:
    (finding,) = capacity_findings(5, team(2))
    assert (finding.rule, finding.severity) == ("G26.reserve", "warning")
    assert severities(4, team(2)) == []


def test_g04_without_stated_hours_the_source_says_what_is_many() -> None:
    assert severities(6, team(2, 0)) == ["warning"]
    assert severities(6, []) == ["warning"]
    assert severities(20, []) == ["error"]
    assert severities(20, team(6, 0)) == []


def test_g04_a_big_team_is_judged_by_its_hours_alone() -> None:
    assert severities(20, team(9)) == []
    assert severities(20, team(6)) == ["error"]
    assert severities(20, team(9), PostLimits(minutes_each=60)) == ["error"]


def test_g08_the_busiest_period_says_how_many_posts_a_day_are_asked() -> None:
    assert posts_a_day_asked(KEY) is None
    notes = (
        PeriodNote("2026-03", counts={"posts": 15, "chats": 2}),
        PeriodNote("2026-W10", counts={"posts": 14}),
        PeriodNote("not a period", counts={"posts": 999}),
    )
    assert posts_a_day_asked(replace(KEY, periods=notes)) == 2.0


def test_g24_key_goals_are_funded_first_and_a_fifth_is_held_back() -> None:
    given = allocate([OTHER, KEY], 1000, {"key": 700, "other": 300})
    assert [(share.goal, share.amount, share.short) for share in given.shares] == [("key", 700, 0), ("other", 100, 200)]
    assert (given.reserve, given.free) == (200, 0)


def test_g24_a_key_goal_that_gets_nothing_is_an_error() -> None:
    third = replace(KEY, name="third", importance=1)
    given = allocate([KEY, third], 10, {"key": 500, "third": 500}, core={"key", "third"}, reserve=0.9)
    assert [(share.goal, share.amount) for share in given.shares] == [("key", 1), ("third", 0)]
    assert [(finding.rule, finding.severity) for finding in allocation_findings(given)] == [
        ("G24.funding", "warning"), ("G24.funding", "error"),
    ]  # fmt: skip


def test_g24_without_needs_hours_go_by_importance() -> None:
    third = replace(KEY, name="third", importance=3)
    given = allocate([KEY, OTHER, third], 1000)
    assert {share.goal: share.amount for share in given.shares} == {"key": 400, "third": 240, "other": 160}
    assert given.free == 0
    assert allocation_findings(given) == ()


def test_g24_what_nobody_needs_stays_free_and_drafts_get_nothing() -> None:
    given = allocate([KEY, replace(OTHER, draft=True)], 1000, {"key": 100, "other": 100})
    assert [share.goal for share in given.shares] == ["key"]
    assert given.free == 700
    assert allocate([], 1000).free == 800


@given(
    whole=st.integers(0, 10**7),
    parts=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10**6)), max_size=12),
    bounded=st.booleans(),
)
def test_g24_what_is_shared_out_adds_up_and_nobody_gets_more_than_needed(
    whole: int, parts: list[tuple[int, int]], bounded: bool
) -> None:
    weights, needs = [weight for weight, _ in parts], [need for _, need in parts]
    amounts = shared_out(whole, weights, needs if bounded else None)
    expected = min(whole, sum(needs)) if bounded else whole if parts else 0
    assert sum(amounts) == expected
    assert all(0 <= amount for amount in amounts)
    if bounded:
        assert all(amount <= need for amount, need in zip(amounts, needs, strict=True))


@given(
    st.lists(st.integers(0, 3000), min_size=1, max_size=6), st.integers(0, 10**6), st.sampled_from([0.0, 0.2, 1 / 3])
)
def test_g26_shares_reserve_and_what_is_free_are_the_whole(needs: list[int], whole: int, reserve: float) -> None:
    goals = [
        replace(KEY, name=str(n), importance=1 + n % 5, tier="secondary" if n % 2 else "primary")
        for n in range(len(needs))
    ]
    given = allocate(goals, whole, {str(n): need for n, need in enumerate(needs)}, reserve=reserve)
    assert sum(share.amount for share in given.shares) + given.reserve + given.free == whole
    assert given.free >= 0
