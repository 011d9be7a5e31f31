"""Direct sales: orders and revenue that come from X, and what a customer costs (G01, G05, G28)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tweetplan.api import (
    Benchmark,
    Goal,
    GoalType,
    Kpi,
    Measure,
    Recommendation,
    Situation,
    after,
    at_least,
    at_most,
    before,
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


class Sales(GoalType):
    """Sell: orders and revenue that come from X, and what a customer costs."""

    key = "sales"
    title = "Direct sales"
    measures = (
        Measure("orders", unit="orders", title="Orders"),
        Measure("revenue", unit="EUR", title="Revenue"),
        Measure("new_customers", unit="customers", title="Customers won"),
        Measure("customer_value", unit="EUR", title="Lifetime value of the customers won"),
        Measure("spend", unit="EUR", title="Money spent on promotion"),
    )
    # G28: the chain from the link to the money; lifetime value against the cost of winning a customer.
    kpis = (
        Kpi("orders", total("orders"), title="Orders", unit="orders"),
        Kpi("revenue", total("revenue"), title="Revenue", currency="EUR"),
        Kpi("orders_per_click", ratio("orders", "url_clicks"), title="Orders per link click", unit="%"),
        Kpi(
            "acquisition_cost",
            ratio("spend", "new_customers"),
            title="Cost of a new customer",
            better="lower",
            currency="EUR",
            lag_days=7,
        ),
        Kpi(
            "clv_to_cac",
            ratio("customer_value", "spend"),
            title="Lifetime value ÷ acquisition cost",
            unit="×",
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
        weekly(2, "Show the product in use, with its link", minutes=30, why="G05", makes_post=True),
        monthly(2, "Post the offer: code, price and last day", minutes=45, why="W10", makes_post=True, intent="promo"),
        weekly(1, "Record orders, revenue and spend", role="analyst", minutes=20, why="G28"),
        monthly(1, "Set lifetime value against acquisition cost", role="analyst", minutes=30, why="G28"),
        fortnightly(1, "Decide a test of format, time or call to action", role="analyst", minutes=30, why="G32"),
        before("launch", days=7)("Announce the launch", minutes=45, why="G05", makes_post=True, intent="promo"),
        after("launch", days=7)("Post what the first customers say", minutes=30, why="G05", makes_post=True),
        fortnightly(1, "Check-point: pace, and what to change", role="analyst", minutes=15, why="G26"),
        quarterly(1, "Review in full: what worked, what changes", role="strategist", minutes=60, why="G31"),
    )
    benchmarks = (
        Benchmark("orders", source="own history"),
        Benchmark("revenue", source="own history"),
        Benchmark("acquisition_cost", source="own history"),
    )
    timing = peaks("url_clicks")

    @dataclass(frozen=True)
    class Params:
        """What is sold, and when it is launched, where it is."""

        product: str = field(default="", metadata={"help": "The product that the goal sells (G05)"})
        launch: date | None = field(default=None, metadata={"help": "The day the product comes out"})

    @classmethod
    def advise(cls, goal: Goal, situation: Situation) -> Iterator[Recommendation]:
        """A post with its link, where links surely do better; the shop, where clicks lead to fewer orders."""
        return towards(goal, situation, "orders", "product", "Show the product in use, with its link", "G05")


@hookimpl
def tweetplan_goal_types() -> list[type[GoalType]]:
    """Bring the goal type."""
    return [Sales]
