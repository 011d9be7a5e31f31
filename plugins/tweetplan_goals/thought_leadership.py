"""Thought leadership: be read and cited as those who know (G01, G14)."""

from collections.abc import Iterator
from datetime import timedelta

from tweetplan.api import (
    Because,
    Benchmark,
    Fact,
    Goal,
    GoalType,
    Kpi,
    Measure,
    Recommendation,
    Situation,
    at_least,
    at_most,
    between,
    fortnightly,
    hookimpl,
    monthly,
    peaks,
    quarterly,
    ratio,
    share,
    total,
    weekly,
)
from tweetplan_goals._advising import effect, open_goal

INSIGHTS = (2, 3)
"""Original insights in a week (G14)."""


class ThoughtLeadership(GoalType):
    """Be read, kept and cited as those who know the field."""

    key = "thought_leadership"
    title = "Thought leadership"
    measures = (Measure("citations", unit="mentions", title="Mentions by influencers and media"),)
    kpis = (
        Kpi("citations", total("citations"), title="Mentions by influencers and media", unit="mentions"),
        Kpi("bookmarks", total("bookmarks"), title="Bookmarks"),
        Kpi("repost_rate", ratio("reposts", "impressions"), title="Reposts per impression", unit="%"),
        Kpi("profile_visits", total("profile_visits"), title="Profile visits"),
    )
    mix = (
        share("intent", promo=at_most(0.20), rule="W04"),
        share("plan", elastic=between(0.20, 0.30), rule="T11"),
        share("topic", evergreen=0.60, industry=0.20, trend=0.20, rule="T21"),
        share("reserve", hours=at_least(0.20), money=at_least(0.20), rule="G26"),
    )
    # G14: 2–3 original insights a week, 1–2 industry chats a month, a report a quarter, long pieces as series.
    tasks = (
        weekly(INSIGHTS, "Post an original insight", minutes=60, why="G14", makes_post=True),
        monthly((1, 2), "Take part in an industry chat", role="community_manager", minutes=60, why="G14"),
        quarterly(1, "Publish an original report or research summary", minutes=480, why="G14", makes_post=True),
        monthly(1, "Split a long piece into a series of posts", minutes=60, why="G14", makes_post=True),
        monthly(1, "Agree a joint action with one influencer", role="community_manager", minutes=60, why="G20"),
        monthly(1, "Count and record who cited us", role="analyst", minutes=15, why="G17"),
        monthly(1, "Collect the platform's and the industry's trends", role="strategist", minutes=30, why="G33"),
        fortnightly(1, "Check-point: pace, and what to change", role="analyst", minutes=15, why="G26"),
        quarterly(1, "Review in full: what worked, what changes", role="strategist", minutes=60, why="G31"),
    )
    benchmarks = (
        Benchmark("citations", source="own history"),
        Benchmark("bookmarks", source="own history"),
    )
    timing = peaks("impressions")

    @classmethod
    def advise(cls, goal: Goal, situation: Situation) -> Iterator[Recommendation]:
        """An original insight, while fewer are planned than two or three a week (G14)."""
        view, account = situation.view(goal), situation.account(goal.account)
        if view is None or account is None or not open_goal(view):
            return
        wanted = 2 * INSIGHTS[0]
        if view.planned >= wanted or view.post is None:
            return
        facts = (
            *view.basis,
            Fact("posts planned for it in two weeks", float(view.planned), measure="slots"),
            Fact("insights that two weeks ask for", float(wanted)),
        )
        yield Recommendation(
            "insight",
            "Write an original insight",
            because=Because(
                goal.name, "G14", facts, "own posts and the calendar", "fewer are planned than the beat asks"
            ),
            effect=effect(view, view.post),
            account=goal.account,
            minutes=60,
            role="creator",
            due=situation.day + timedelta(days=2),
            lead_days=3,
            makes_post=True,
            topic="industry",
        )


@hookimpl
def tweetplan_goal_types() -> list[type[GoalType]]:
    """Bring the goal type."""
    return [ThoughtLeadership]
