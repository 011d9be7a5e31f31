"""Lead generation: link clicks that become leads, and what they cost (G01, G12, G15)."""

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
    hookimpl,
    monthly,
    peaks,
    quarterly,
    ratio,
    share,
    total,
    weekly,
)
from tweetplan_goals._advising import towards


class Leads(GoalType):
    """Turn readers into leads: clicks, forms sent, and what each conversion costs."""

    key = "leads"
    title = "Lead generation"
    measures = (
        Measure("leads", unit="leads", title="Lead forms sent"),
        Measure("conversions", unit="conversions", title="Leads that became customers"),
        Measure("spend", unit="EUR", title="Money spent on promotion"),
    )
    # G12: link CTR, lead-form submissions, cost per conversion; where leads come from is their source.
    kpis = (
        Kpi("leads", total("leads"), title="Lead forms sent", unit="leads"),
        Kpi("link_ctr", ratio("url_clicks", "impressions"), title="Link click-through rate", unit="%"),
        Kpi("leads_per_click", ratio("leads", "url_clicks"), title="Leads per link click", unit="%"),
        Kpi(
            "cost_per_conversion",
            ratio("spend", "conversions"),
            title="Cost per conversion",
            better="lower",
            currency="EUR",
            lag_days=7,
        ),
    )
    mix = (
        share("intent", promo=at_most(0.20), rule="W04"),
        share("plan", elastic=between(0.20, 0.30), rule="T11"),
        share("topic", evergreen=0.60, industry=0.20, trend=0.20, rule="T21"),
        share("reserve", hours=at_least(0.20), money=at_least(0.20), rule="G26"),
    )
    tasks = (
        weekly(1, "Plan the posts for each customer segment", role="strategist", minutes=30, why="G15", weekday=0),
        weekly(2, "Post a tip for one segment, with a clear call to action", minutes=30, why="G15", makes_post=True),
        monthly(2, "Post an offer that only followers get", minutes=45, why="G15", makes_post=True, intent="promo"),
        monthly(1, "Check the cards that our links show", minutes=15, why="G15"),
        weekly(1, "Record leads by source, and the spend", role="analyst", minutes=20, why="G12"),
        fortnightly(1, "Decide a test of format, time or call to action", role="analyst", minutes=30, why="G32"),
        monthly(1, "Follow the chain: UTM link, landing page, CRM", role="analyst", minutes=45, why="G28"),
        monthly(1, "Set each segment's engagement target", role="strategist", minutes=30, why="G17"),
        fortnightly(1, "Check-point: pace, and what to change", role="analyst", minutes=15, why="G26"),
        quarterly(1, "Review in full: what worked, what changes", role="strategist", minutes=60, why="G31"),
    )
    benchmarks = (
        Benchmark("leads", source="own history; the source's example is 1000 in a year: 200, 250, 300, 250 (G07)"),
        Benchmark("link_ctr", source="own history; the source's example asks for 20 % more clicks (G02)"),
        Benchmark("cost_per_conversion", source="own history"),
    )
    timing = peaks("url_clicks")  # G22

    @classmethod
    def advise(cls, goal: Goal, situation: Situation) -> Iterator[Recommendation]:
        """A post that asks for something, where those surely do better; the page, where clicks lead to less (G15)."""
        return towards(
            goal, situation, "leads", "cta", "Post a tip for one segment, with a clear call to action", "G15"
        )


@hookimpl
def tweetplan_goal_types() -> list[type[GoalType]]:
    """Bring the goal type."""
    return [Leads]
