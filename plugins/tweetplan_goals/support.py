"""Customer support: quick, good answers on an account of its own (G01, G13, C02).

Its posts are in no budget, since they answer; what is held back is hours, for the day a release goes wrong (C02, G26).
"""

from collections.abc import Iterator

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
    cover,
    daily,
    duration,
    fortnightly,
    hookimpl,
    quarterly,
    ratio,
    share,
    weekly,
    when,
)
from tweetplan_goals._advising import TALK, answer_minutes, unanswered, waited

PATIENCE_SECONDS = 24 * 3600
"""A case that waits for longer is a must-do."""


class Support(GoalType):
    """Answer customers quickly and well, on an account of its own."""

    key = "support"
    title = "Customer support"
    measures = (
        Measure("responses", unit="answers", title="Cases answered"),
        Measure("response_seconds", unit="s", title="Seconds until the first answer, all cases"),
        Measure("resolved", unit="cases", title="Cases resolved"),
        Measure("surveyed", unit="answers", title="Answers to the survey"),
        Measure("satisfied", unit="answers", title="Satisfied among them"),
    )
    # G13: average response time, resolution rate, satisfaction by a survey (known when the survey is in).
    kpis = (
        Kpi("response_time", duration("response_seconds", "responses"), title="Average response time", better="lower"),
        Kpi("resolution_rate", ratio("resolved", "responses"), title="Resolved of the cases answered", unit="%"),
        Kpi("satisfaction", ratio("satisfied", "surveyed"), title="Satisfied customers", unit="%", at_end_only=True),
    )
    mix = (share("reserve", hours=at_least(0.20), rule="G26"),)
    tasks = (
        daily(1, "Answer everything that is open", role="community_manager", minutes=60, why="G13"),
        daily(1, "Hand what is open over to the next on duty", role="community_manager", minutes=10, why="T22"),
        weekly(1, "See that no apology stands on the main account", role="community_manager", minutes=10, why="C02"),
        weekly(1, "Pass what customers report on to product", role="community_manager", minutes=20, why="T15"),
        quarterly(1, "Ask served customers how satisfied they are", role="analyst", minutes=60, why="G13"),
        when("release")("Put more people on cover", role="strategist", minutes=30, why="C02"),
        when("overload")("Answer the most followed first", role="community_manager", minutes=60, why="C04"),
        fortnightly(1, "Check-point: pace, and what to change", role="analyst", minutes=15, why="G26"),
        quarterly(1, "Review in full: what worked, what changes", role="strategist", minutes=60, why="G31"),
    )
    benchmarks = (
        Benchmark("response_time", source="own history"),
        Benchmark("resolution_rate", source="own history"),
        Benchmark("satisfaction", source="own history: the first survey"),
    )
    timing = cover()  # G22: people's cover, no effect on slots

    @classmethod
    def advise(cls, goal: Goal, situation: Situation) -> Iterator[Recommendation]:
        """Open cases, a must-do once the oldest waits for over a day (G13)."""
        view, account = situation.view(goal), situation.account(goal.account)
        if view is None or account is None:
            return
        waiting = unanswered(account, situation)
        if not waiting:
            return
        usual = account.rate("response_seconds", "responses")
        facts = (
            *waiting,
            *((Fact("usual first answer", usual.mean, "s", usual.low, usual.high, usual.n),) if usual else ()),
        )
        late = bool(account.people.oldest) and waited(account.people.oldest, situation) > PATIENCE_SECONDS
        yield Recommendation(
            "open",
            "Answer the open cases, the oldest first",
            because=Because(goal.name, "G13", facts, "imported mentions", "every hour that a case waits counts"),
            account=goal.account,
            minutes=answer_minutes(account),
            target=TALK.format(goal.account),
            role="community_manager",
            lead_days=1,
            must=late,
        )


@hookimpl
def tweetplan_goal_types() -> list[type[GoalType]]:
    """Bring the goal type."""
    return [Support]
