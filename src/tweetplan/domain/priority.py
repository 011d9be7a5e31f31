"""Priority: which goals come first (G25), and the least that a small team should set out with (G27, T20)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from tweetplan.domain.cadence import TaskTemplate, daily
from tweetplan.domain.findings import Finding
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Account, Goal, Member, Tier
from tweetplan.domain.values import frozen

HIGH = 4
"""From this importance or urgency on (of 1 to 5) it counts as high."""
CORE_LEAST, CORE_MOST = 2, 3
"""Core goals to pursue at once (G25)."""
STANDUP_MINUTES = 15
CREATE, RESPOND = "creator", "community_manager"
"""The two roles that even the smallest team fills (T20): one makes the posts, one answers."""

Quadrant = Literal["do first", "plan", "keep small", "later"]
QUADRANTS: tuple[Quadrant, ...] = ("do first", "plan", "keep small", "later")
"""Important and urgent; important; only urgent; neither."""


def quadrant(goal: Goal, high: int = HIGH) -> Quadrant:
    """Where the goal stands in the matrix of importance × urgency."""
    if goal.importance >= high:
        return "do first" if goal.urgency >= high else "plan"
    return "keep small" if goal.urgency >= high else "later"


def matrix(goals: Iterable[Goal], high: int = HIGH) -> dict[Quadrant, tuple[Goal, ...]]:
    """Every goal in its quadrant, first things first; all four quadrants are there, some perhaps empty."""
    ordered = ranked(goals)
    return {name: tuple(goal for goal in ordered if quadrant(goal, high) == name) for name in QUADRANTS}


def ranked(goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """Goals by priority: primary ones first, then importance × urgency, importance, the nearer end, the name."""
    return tuple(sorted(goals, key=_place))


def _place(goal: Goal) -> tuple[bool, int, int, date, str]:
    return goal.tier != "primary", -goal.importance * goal.urgency, -goal.importance, goal.end, goal.name


def core_goals(
    goals: Iterable[Goal], most: int = CORE_MOST, least: int = CORE_LEAST, on: date | None = None
) -> tuple[Goal, ...]:
    """The few goals that come first: at most `most` primary ones, filled up to `least` with the best secondary ones.

    Drafts are left out, and with `on` the goals that do not run on that day.
    """
    alive = [goal for goal in ranked(goals) if not goal.draft and (on is None or goal.start <= on <= goal.end)]
    primary = [goal for goal in alive if goal.tier == "primary"]
    return tuple(primary[:most] if len(primary) >= least else alive[: max(least, 0)])


def pairs(goals: Iterable[Goal]) -> tuple[tuple[Goal, tuple[Goal, ...]], ...]:
    """Each primary goal with the secondary ones that serve it, both in the order of their priority."""
    ordered = ranked(goals)
    return tuple(
        (goal, tuple(other for other in ordered if other.tier == "secondary" and other.supports == goal.name))
        for goal in ordered
        if goal.tier == "primary"
    )


def priority_findings(goals: Iterable[Goal], most: int = CORE_MOST) -> tuple[Finding, ...]:
    """What is wrong with the tiers of goals that run together: too many are core, or one serves nothing that exists."""
    ordered = ranked(goal for goal in goals if not goal.draft)
    by_name = {goal.name: goal for goal in ordered}
    primary = [goal for goal in ordered if goal.tier == "primary"]
    found = []
    if len(primary) > most:
        names = ", ".join(goal.name for goal in primary[most:])
        found.append(Finding(
            "G25.core", "warning", f"{len(primary)} goals are primary; at most {most} can be pursued at once.",
            where="tier", remedy=f"Make the ones that matter least secondary: {names}."))  # fmt: skip
    return (*found, *(fault for goal in ordered if (fault := _unsupported(goal, by_name)) is not None))


def _unsupported(goal: Goal, by_name: dict[str, Goal]) -> Finding | None:
    """Why a goal's place in a pair does not hold, or None."""
    if goal.tier == "primary":
        if not goal.supports:
            return None
        said = f"{goal.name} is primary, yet says that it supports {goal.supports}."
        return Finding(
            "G25.pair", "note", said, where=goal.name, remedy="Make it secondary, or clear what it supports."
        )
    remedy = "Name the primary goal it serves, as awareness serves leads."
    if not goal.supports:
        said = f"{goal.name} is secondary, but does not say which primary goal it supports."
        return Finding("G25.pair", "note", said, where=goal.name, remedy=remedy)
    served = by_name.get(goal.supports)
    if served is None:
        said = f"{goal.name} supports {goal.supports!r}, and there is no such goal."
    elif served.tier != "primary":
        said = f"{goal.name} supports {served.name}, which is itself secondary."
    else:
        return None
    return Finding("G25.pair", "warning", said, where=goal.name, remedy=remedy)


@frozen
class Proposal:
    """A goal that a team might begin with: everything of it but what only the team can say."""

    type: str
    kpi: str
    account: str
    tier: Tier
    importance: int
    urgency: int
    start: date
    end: date
    reason: str
    target: float | None = None
    """A first target from the goal type's benchmark; None: the team's own baseline must say it (G29, D04)."""
    target_source: str = ""


@frozen
class MinimumViable:
    """The least that works (G27, T20): few goals in their order, two roles, one short meeting."""

    goals: tuple[Proposal, ...]
    roles: tuple[str, ...]
    meeting: TaskTemplate
    findings: tuple[Finding, ...] = ()
    """Goal types that would belong here and are not installed."""


_FIRST_STEPS: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (
    (
        ("retention", "support"),
        ("interaction_rate", "engagement_rate", "response_time", "satisfaction"),
        "Those who already buy or follow come first: answer them, keep them content (G27).",
    ),
    (("leads",), ("leads",), "When existing customers are looked after, win new ones (G27)."),
)
"""Goal types and KPIs by key, the preferred ones first, with why they come in this order."""


def minimum_viable(
    account: Account, declarations: Iterable[Declaration], start: date, weeks: int = 13, standup: int = STANDUP_MINUTES
) -> MinimumViable:
    """What a small team should begin with on an account: first a goal for existing customers, then leads.

    Each proposal is about a KPI that its goal type declares: interaction or satisfaction first. A support account takes
    support before retention and wins no leads: nothing is promoted there (C02).
    """
    known = {declaration.key: declaration for declaration in declarations if declaration.kpis}
    end = start + timedelta(weeks=weeks) - timedelta(days=1)
    goals: list[Proposal] = []
    missing: list[Finding] = []
    for keys, kpis, reason in _FIRST_STEPS if account.role == "main" else _FIRST_STEPS[:1]:
        wanted = sorted(keys, key=lambda key: key != account.role)
        declared = next((known[key] for key in wanted if key in known), None)
        if declared is None:
            said = f"No goal type {' or '.join(wanted)} is installed, so no goal of that kind is proposed."
            missing.append(Finding("G27.types", "warning", said, remedy="See `tweetplan plugins list`."))
        else:
            goals.append(_proposal(declared, account, kpis, len(goals), (start, end), reason))
    meeting = daily(1, "Stand-up: today's posts, who answers, what is hot", role=RESPOND, minutes=standup, why="T20")
    return MinimumViable(tuple(goals), (CREATE, RESPOND), meeting, tuple(missing))


def _proposal(
    declared: Declaration, account: Account, kpis: Iterable[str], place: int, span: tuple[date, date], reason: str
) -> Proposal:
    kpi = next((key for key in kpis if declared.kpi(key)), declared.kpis[0].key)
    known = next((benchmark for benchmark in declared.benchmarks if benchmark.kpi == kpi), None)
    return Proposal(
        declared.key, kpi, account.key, "primary", max(1, 5 - place), max(1, 4 - place), *span, reason,
        known.value if known else None, known.source if known else "",
    )  # fmt: skip


def role_findings(members: Sequence[Member]) -> tuple[Finding, ...]:
    """Whether a team fills the two roles that even the smallest one needs (T20); a team of nobody is not judged."""
    filled = {role for member in members for role in member.roles}
    said = {CREATE: "makes the posts", RESPOND: "answers"}
    return tuple(
        Finding(
            "T20.roles", "warning", f"Nobody in the team {said[role]}.", where="team", remedy=f"Give the role {role}."
        )
        for role in (CREATE, RESPOND)
        if members and role not in filled
    )
