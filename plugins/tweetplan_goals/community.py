"""Community: people who answer, share and make things with us (G01, G11, G16)."""

from collections.abc import Iterator

from tweetplan.api import (
    Because,
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
    daily,
    fortnightly,
    hookimpl,
    monthly,
    peaks,
    quarterly,
    ratio,
    share,
    total,
    weekly,
    where,
)
from tweetplan_goals._advising import TALK, answer_minutes, better, open_goal, post, unanswered


class Community(GoalType):
    """Get people to answer, share and make things with us."""

    key = "community"
    title = "Community"
    measures = (
        Measure("image_engagements", of="engagements", posts=where(format="image"), title="Engagements, image posts"),
        Measure("image_impressions", of="impressions", posts=where(format="image"), title="Impressions, image posts"),
        Measure("video_engagements", of="engagements", posts=where(format="video"), title="Engagements, video posts"),
        Measure("video_impressions", of="impressions", posts=where(format="video"), title="Impressions, video posts"),
        Measure("hashtag_uses", unit="posts", title="Posts of others with our hashtag"),
        Measure("spend", unit="EUR", title="Money spent on promotion"),
    )
    # G11: (likes + replies + reposts) ÷ impressions; cost per engagement; hashtag use; images and videos on their own.
    kpis = (
        Kpi(
            "interaction_rate",
            ratio(("likes", "replies", "reposts"), "impressions"),
            title="Interaction rate",
            unit="%",
        ),
        Kpi("engagement_rate", ratio("engagements", "impressions"), title="Engagement rate (as X prints it)", unit="%"),
        Kpi(
            "cost_per_engagement",
            ratio("spend", "engagements"),
            title="Cost per engagement",
            better="lower",
            currency="EUR",
        ),
        Kpi("hashtag_uses", total("hashtag_uses"), title="Use of our hashtag", unit="posts"),
        Kpi(
            "image_engagement_rate",
            ratio("image_engagements", "image_impressions"),
            title="Engagement rate of image posts",
            unit="%",
        ),
        Kpi(
            "video_engagement_rate",
            ratio("video_engagements", "video_impressions"),
            title="Engagement rate of video posts",
            unit="%",
        ),
    )
    mix = (
        share("intent", promo=at_most(0.20), rule="W04"),
        share("plan", elastic=between(0.20, 0.30), rule="T11"),
        share("topic", evergreen=0.60, industry=0.20, trend=0.20, rule="T21"),
        share("reserve", hours=at_least(0.20), money=at_least(0.20), rule="G26"),
    )
    tasks = (
        daily(1, "Answer the comments and mentions", role="community_manager", minutes=30, why="G16"),
        weekly(1, "Ask a question or run a poll", minutes=20, why="G19", makes_post=True, format="poll"),
        weekly(1, "Present one member", minutes=30, why="G16", makes_post=True),
        weekly(1, "Count the posts with our hashtag", role="analyst", minutes=15, why="G11"),
        monthly(1, "Run a campaign of users' own posts", role="community_manager", minutes=90, why="G16"),
        monthly(1, "Look which formats people engage with", role="analyst", minutes=30, why="G19"),
        fortnightly(1, "Check-point: pace, and what to change", role="analyst", minutes=15, why="G26"),
        quarterly(1, "Review in full: what worked, what changes", role="strategist", minutes=60, why="G31"),
    )
    benchmarks = (
        Benchmark("interaction_rate", source="own history; the source's example asks for 15 % more a month (G02)"),
        Benchmark("cost_per_engagement", source="own history"),
    )
    timing = peaks("replies")

    @classmethod
    def advise(cls, goal: Goal, situation: Situation) -> Iterator[Recommendation]:
        """Answers to those who wait for one, and the format that people surely answer to (G16, G19)."""
        view, account = situation.view(goal), situation.account(goal.account)
        if view is None or account is None:
            return
        waiting = unanswered(account, situation)
        if waiting:
            yield Recommendation(
                "answers",
                "Answer the mentions that nobody answered",
                because=Because(goal.name, "G16", waiting, "imported mentions", "who is answered talks again"),
                account=goal.account,
                minutes=answer_minutes(account),
                target=TALK.format(goal.account),
                role="community_manager",
                lead_days=2,
            )
        kind = better(view, "format", "poll", "question", "image", "video")
        if kind is not None and open_goal(view):
            made = post(
                view, situation, f"format {kind.part}", f"Post one more {kind.part}", "G19",
                "people answer to it more than to the average post", lift=(kind.part, kind.lift), kind=kind.part,
            )  # fmt: skip
            if made is not None:
                yield made


@hookimpl
def tweetplan_goal_types() -> list[type[GoalType]]:
    """Bring the goal type."""
    return [Community]
