"""Virality, target audience, accurate news, culture and knowledge as goals (D02)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tweetplan.api import (
    Benchmark,
    Finding,
    Goal,
    GoalType,
    Kpi,
    Measure,
    at_least,
    at_most,
    between,
    daily,
    early,
    first,
    fortnightly,
    hookimpl,
    monthly,
    peaks,
    quarterly,
    ratio,
    share,
    spread,
    total,
    weekly,
    when,
    where,
    within,
)

MIX = (
    share("intent", promo=at_most(0.20), rule="W04"),
    share("plan", elastic=between(0.20, 0.30), rule="T11"),
)


class Virality(GoalType):
    """Be passed on: not mass content but targeted actions, each changed by what the last one taught."""

    key = "virality"
    title = "Virality"
    kpis = (
        Kpi("reposts", total("reposts"), title="Reposts"),
        Kpi("pass_on_rate", ratio(("reposts", "shares"), "impressions"), title="Passed on per impression", unit="%"),
    )
    mix = MIX
    tasks = (
        weekly(2, "Post for one narrow group, not for everybody", minutes=45, why="D02", makes_post=True),
        weekly(1, "Read each activity's feedback and change one thing", role="analyst", why="D02"),
        monthly(1, "Read what the platform changed in its guidelines", role="strategist", why="G33"),
    )
    benchmarks = (Benchmark("pass_on_rate", source="own history"),)
    timing = peaks("reposts")


class Audience(GoalType):
    """Attract the people who are meant: persona first, then what they need and like."""

    key = "audience"
    title = "Target audience"
    measures = (Measure("persona_follows", unit="followers", title="New followers who fit the persona"),)
    kpis = (
        Kpi("persona_follows", total("persona_follows"), title="New followers who fit", unit="followers"),
        Kpi("persona_share", ratio("persona_follows", "new_follows"), title="Of all new followers", unit="%"),
    )
    mix = MIX
    tasks = (
        quarterly(1, "Write the persona: needs, interests, words", role="strategist", minutes=120, why="D02"),
        weekly(2, "Post an answer to one need of the persona", minutes=30, why="D02", makes_post=True),
        monthly(1, "Look at new followers and record who fits", role="analyst", minutes=45, why="D04"),
    )
    benchmarks = (Benchmark("persona_share", source="own history: a month recorded before the start (D04)"),)
    timing = peaks("new_follows")

    @dataclass(frozen=True)
    class Params:
        """Who is meant."""

        persona: str = field(metadata={"help": "Who they are, in a sentence"})

    @classmethod
    def check(cls, goal: Goal) -> Iterator[Finding]:
        """A persona that says nothing attracts nobody in particular."""
        if str(goal.fields.get("persona", "")).strip().lower() in ("everybody", "everyone", "all"):
            remedy = "Name their work, their need and what they like."
            yield Finding("D02.persona", "error", "Everybody is no target audience.", "persona", remedy)


class AccurateNews(GoalType):
    """Tell accurate, targeted news, soon after it happens."""

    key = "accurate_news"
    title = "Accurate news"
    measures = (Measure("corrections", unit="corrections", title="Posts that had to be corrected"),)
    kpis = (
        Kpi("news_clicks", total("url_clicks"), title="Readers of the news", unit="clicks"),
        Kpi("correction_rate", ratio("corrections", "posts"), title="Corrected posts", unit="%", better="lower"),
    )
    mix = (*MIX, share("topic", industry=at_least(0.20)))
    tasks = (
        daily(1, "Check today's news against its source", role="analyst", minutes=20, why="D02"),
        weekly(3, "Post one piece of news for one group", minutes=30, why="D02", makes_post=True, topic="industry"),
        when("correction")("Correct it in the open, and link the correction", role="community_manager", minutes=15),
    )
    benchmarks = (Benchmark("correction_rate", source="own history"),)
    timing = within("2 h", of="news")


class Culture(GoalType):
    """Make a habit or a value common among those who read us."""

    key = "culture"
    title = "Culture-building"
    measures = (Measure("hashtag_uses", unit="posts", title="Posts of others with our hashtag"),)
    kpis = (
        Kpi("hashtag_uses", total("hashtag_uses"), title="Posts of others that join in", unit="posts"),
        Kpi("talk_rate", ratio(("replies", "reposts"), "impressions"), title="Talked about", unit="%"),
    )
    mix = MIX
    tasks = (
        weekly(1, "Show one person who lives it", minutes=45, why="G16", makes_post=True),
        weekly(1, "Ask what people do themselves", minutes=20, why="G16", makes_post=True, format="poll"),
        fortnightly(1, "Count and record who joined in", role="analyst", minutes=15, why="D04"),
    )
    benchmarks = (Benchmark("hashtag_uses", source="own history"),)
    timing = peaks("replies")
    phases = (first(days=28, mix=(share("intent", promo=at_most(0.0)),)),)


class Knowledge(GoalType):
    """Spread knowledge that people keep and come back to."""

    key = "knowledge"
    title = "Spreading knowledge"
    measures = (
        Measure("explainer_bookmarks", of="bookmarks", posts=where(format="image"), title="Bookmarks of image posts"),
        Measure("explainer_impressions", of="impressions", posts=where(format="image"), title="Impressions of them"),
    )
    kpis = (
        Kpi("bookmarks", total("bookmarks"), title="Bookmarks"),
        Kpi("keep_rate", ratio("bookmarks", "impressions"), title="Kept per impression", unit="%"),
        Kpi("explainer_keep_rate", ratio("explainer_bookmarks", "explainer_impressions"), unit="%"),
    )
    mix = (*MIX, share("format", image=at_least(0.30)))
    tasks = (
        weekly(2, "Explain one thing in one picture", minutes=60, why="D02", makes_post=True, format="image"),
        monthly(1, "Turn a long text into a series", minutes=90, why="G14", makes_post=True),
        monthly(1, "See what was kept, and make more of it", role="analyst", minutes=30, why="G19"),
    )
    benchmarks = (Benchmark("keep_rate", source="own history"),)
    timing = spread()
    curve = early()


@hookimpl
def tweetplan_goal_types() -> list[type[GoalType]]:
    """Bring the five."""
    return [Virality, Audience, AccurateNews, Culture, Knowledge]
