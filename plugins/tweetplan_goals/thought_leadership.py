"""Thought leadership: be read and cited as those who know (G01, G14)."""

from tweetplan.api import (
    Benchmark,
    GoalType,
    Kpi,
    Measure,
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
        weekly((2, 3), "Post an original insight", minutes=60, why="G14", makes_post=True),
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


@hookimpl
def tweetplan_goal_types() -> list[type[GoalType]]:
    """Bring the goal type."""
    return [ThoughtLeadership]
