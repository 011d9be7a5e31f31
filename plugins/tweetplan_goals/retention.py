"""Retention: find out why followers leave, win them back, keep those who stay (W01–W16)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tweetplan.api import (
    Because,
    Benchmark,
    Fact,
    Finding,
    Goal,
    GoalType,
    Kpi,
    Measure,
    Recommendation,
    Situation,
    after,
    at_least,
    at_most,
    between,
    fortnightly,
    growth,
    hookimpl,
    monthly,
    peaks,
    quarterly,
    ratio,
    share,
    total,
    weekly,
)
from tweetplan_goals._advising import TALK, answer_minutes, open_goal, post, unanswered

CYCLE_WEEKS = (4, 8)
"""The full cycle after which a win-back programme can be judged (W16)."""

SILENT_DAYS = 7
"""Days without a post of our own that count as silence (W01)."""


class Retention(GoalType):
    """Find out why followers leave, win them back, and keep those who stay."""

    key = "retention"
    title = "Keep and win back followers"
    measures = (
        Measure("refollows", unit="followers", title="Lost followers who came back"),
        Measure("visits", unit="visits", title="Visits to the site"),
        Measure("orders", unit="orders", title="Orders"),
    )
    # W12: net follow growth, re-follow rate, engagement; once stable: growth, engagement, link CTR, conversion.
    kpis = (
        Kpi("net_follow_growth_rate", growth("followers"), title="Net follow growth rate", unit="%"),
        Kpi("refollow_rate", ratio("refollows", "unfollows"), title="Re-follow rate of lost users", unit="%"),
        Kpi("engagement_rate", ratio("engagements", "impressions"), title="Engagement rate (as X prints it)", unit="%"),
        Kpi("net_follows", total("new_follows", minus="unfollows"), title="Net follows"),
        Kpi("link_ctr", ratio("url_clicks", "impressions"), title="Link click-through rate", unit="%"),
        Kpi("visits", total("visits"), title="Visits to the site", unit="visits"),
        Kpi("orders_per_click", ratio("orders", "url_clicks"), title="Orders per link click", unit="%"),
    )
    mix = (
        share("intent", promo=at_most(0.20), rule="W04"),
        share("plan", elastic=between(0.20, 0.30), rule="T11"),
        share("topic", evergreen=0.60, industry=0.20, trend=0.20, rule="T21"),
        share("reserve", hours=at_least(0.20), money=at_least(0.20), rule="G26"),
    )
    # W02: diagnose, activate, retain. Few posts on purpose: never flood (W14).
    tasks = (
        weekly(1, "Find what was posted when followers left", role="analyst", minutes=30, why="W03"),
        monthly(1, "Ask fans whose interaction fell, gently", role="community_manager", minutes=30, why="W03"),
        monthly(1, "Compare with what competitors post", role="analyst", minutes=30, why="W03"),
        weekly(1, "Post what teaches, entertains or inspires", minutes=30, why="W04", makes_post=True),
        monthly(1, "Post in a format not used lately", minutes=45, why="W05", makes_post=True, format="video"),
        monthly(1, "Join a hot topic that fits", minutes=30, why="W06", makes_post=True, topic="trend"),
        weekly(3, "Answer comments, mentions and messages", role="community_manager", minutes=20, why="W07"),
        monthly(1, "Hold a prize question round or discussion", role="community_manager", minutes=90, why="W07"),
        weekly(1, "Give the inner circle something of its own", role="community_manager", minutes=20, why="W08"),
        weekly(1, "Greet or thank a high-value follower", role="community_manager", minutes=10, why="W09"),
        monthly(
            1, "Post an exclusive: code, early access, seats", minutes=45, why="W10", makes_post=True, intent="promo"
        ),
        weekly(1, "Invite high-risk followers, within the cap", role="community_manager", minutes=20, why="W13"),
        fortnightly(1, "Analyse, improve, and post the next round", role="analyst", minutes=30, why="W11"),
        after("started", days=7 * CYCLE_WEEKS[1])("Compare with before the programme", role="analyst", why="W16"),
        fortnightly(1, "Check-point: pace, and what to change", role="analyst", minutes=15, why="G26"),
        quarterly(1, "Review in full: what worked, what changes", role="strategist", minutes=60, why="G31"),
    )
    benchmarks = (
        Benchmark("net_follow_growth_rate", source="own history, before the loss"),
        Benchmark("refollow_rate", source="own history"),
        Benchmark("engagement_rate", source="own history, before the loss"),
    )
    timing = peaks("engagements")  # W06: by measured active time

    @dataclass(frozen=True)
    class Params:
        """When the programme began, so that it is judged no earlier than a full cycle later."""

        started: date | None = field(default=None, metadata={"help": "First day of the win-back programme"})

    @classmethod
    def check(cls, goal: Goal) -> Iterator[Finding]:
        """A goal shorter than one cycle cannot show whether the programme worked (W16)."""
        days = (goal.end - goal.start).days + 1
        if days < 7 * CYCLE_WEEKS[0]:
            yield Finding(
                "W16.too-short",
                "warning",
                f"{days} days are less than one cycle of {CYCLE_WEEKS[0]}–{CYCLE_WEEKS[1]} weeks.",
                where="end",
                remedy="Give it at least four weeks before it is judged.",
            )

    @classmethod
    def advise(cls, goal: Goal, situation: Situation) -> Iterator[Recommendation]:
        """What own figures show: unanswered talk, too much selling, silence; and gentle invitations."""
        view, account = situation.view(goal), situation.account(goal.account)
        if view is None or account is None:
            return
        waiting = unanswered(account, situation)
        if waiting:
            yield _recommended(
                goal, "answers", "Answer the talk that nobody answered", "W07", waiting, "poor interaction is a cause",
                answer_minutes(account), TALK.format(goal.account),
            )  # fmt: skip
        selling = [
            held for held in account.budgets if (held.axis, held.part, held.verdict) == ("intent", "promo", "above")
        ]
        for budget in selling[:1]:
            sold = (
                Fact("promotional posts planned this week", budget.planned, n=int(budget.window)),
                Fact("promotional posts, at most", budget.high),
            )
            yield _recommended(
                goal, "promo", "Turn a promotional post into one of value", "W04", sold,
                "value imbalance is a cause", 20,
            )  # fmt: skip
        if account.days_silent is not None and account.days_silent > SILENT_DAYS and open_goal(view):
            made = post(view, situation, "silence", "Post what teaches, entertains or inspires", "W04",
                        "silence is a cause of leaving", lift=None)  # fmt: skip
            if made is not None:
                yield made
        people = account.people
        if people.silent and not people.invited:
            facts = (Fact("people silent for over a month", float(people.silent), n=people.known),)
            yield _recommended(
                goal, "invite", "Invite silent followers, within the cap", "W13", facts,
                "nobody was invited in the last four weeks", 20,
            )  # fmt: skip


def _recommended(
    goal: Goal,
    key: str,
    title: str,
    rule: str,
    facts: tuple[Fact, ...],
    text: str,
    minutes: int,
    target: str = "",
) -> Recommendation:
    """A task without a measured effect: what it rests on are counts."""
    because = Because(goal.name, rule, facts, "own figures", text)
    return Recommendation(
        key,
        title,
        because=because,
        account=goal.account,
        minutes=minutes,
        role="community_manager",
        lead_days=3,
        target=target,
    )


@hookimpl
def tweetplan_goal_types() -> list[type[GoalType]]:
    """Bring the goal type."""
    return [Retention]
