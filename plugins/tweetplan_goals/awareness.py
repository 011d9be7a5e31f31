"""Brand awareness: be seen by more of the right people, and be talked about (G01, G10)."""

from collections.abc import Iterator

from tweetplan.api import (
    Benchmark,
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
    growth,
    hookimpl,
    monthly,
    peaks,
    quarterly,
    share,
    total,
    weekly,
)
from tweetplan_goals._advising import open_goal, peak, post


class Awareness(GoalType):
    """Be seen by more of the right people, and be talked about."""

    key = "awareness"
    title = "Brand awareness"
    measures = (
        Measure("mentions", unit="mentions", title="Mentions with our handle"),
        Measure("mentions_untagged", unit="mentions", title="Mentions without our handle"),
    )
    # G10: follower growth rate, impressions, profile visits, brand mentions including untagged ones.
    kpis = (
        Kpi("impressions", total("impressions"), title="Impressions", unit="views"),
        Kpi("follower_growth_rate", growth("followers"), title="Follower growth rate", unit="%"),
        Kpi("profile_visits", total("profile_visits"), title="Profile visits"),
        Kpi("brand_mentions", total("mentions", "mentions_untagged"), title="Brand mentions, tagged or not"),
    )
    mix = (
        share("intent", promo=at_most(0.20), rule="W04"),
        share("plan", elastic=between(0.20, 0.30), rule="T11"),
        share("topic", evergreen=0.60, industry=0.20, trend=0.20, rule="T21"),
        share("reserve", hours=at_least(0.20), money=at_least(0.20), rule="G26"),
    )
    tasks = (
        weekly(1, "Set the week's theme and check its variety", role="strategist", minutes=30, why="G21", weekday=0),
        weekly(2, "Post something of lasting use at a peak hour", minutes=30, why="G22", makes_post=True),
        weekly(1, "Comment on the industry's news", minutes=30, why="T21", makes_post=True, topic="industry"),
        weekly(1, "Count and record mentions without our handle", role="analyst", minutes=15, why="G10"),
        monthly(1, "Find the hours when the audience is active", role="analyst", minutes=30, why="G18"),
        monthly(1, "Compare the formats and change next month's", role="analyst", minutes=30, why="G19"),
        monthly(1, "Agree a joint action with one influencer", role="community_manager", minutes=60, why="G20"),
        monthly(1, "Look at what changed on the platform", role="strategist", minutes=30, why="G33"),
        fortnightly(1, "Check-point: pace, and what to change", role="analyst", minutes=15, why="G26"),
        quarterly(1, "Review in full: what worked, what changes", role="strategist", minutes=60, why="G31"),
    )
    benchmarks = (
        Benchmark("follower_growth_rate", 0.25, "the source's example of +25 % in a quarter (G06), no industry figure"),
        Benchmark("brand_mentions", source="own history; the source's example asks for 30 % more (G03)"),
        Benchmark("impressions", source="own history"),
    )
    timing = peaks("impressions")  # G22

    @classmethod
    def advise(cls, goal: Goal, situation: Situation) -> Iterator[Recommendation]:
        """Something of lasting use at the hours that surely do better (G18, G22)."""
        view, account = situation.view(goal), situation.account(goal.account)
        if view is None or account is None or not open_goal(view):
            return
        window = peak(account)
        if window is not None:
            made = post(
                view, situation, "peak", "Post something of lasting use at a peak hour", "G22",
                "more of the audience is there at that time", lift=("the best hours", window.lift),
                change_mind="when the content rather than the hour made those posts do better", topic="evergreen",
            )  # fmt: skip
            if made is not None:
                yield made


@hookimpl
def tweetplan_goal_types() -> list[type[GoalType]]:
    """Bring the goal type."""
    return [Awareness]
