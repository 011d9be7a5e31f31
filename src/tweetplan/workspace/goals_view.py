"""What the Goals mode shows, as values: one goal's page, the list of all goals, the priority matrix (G07, G25).

A page is read with a few queries: the days' figures come at once, and the ladder's rows are made from their running
sums, so that opening a period costs no query.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from tweetplan.domain.findings import CheckFailed, Finding
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Reading, Rung
from tweetplan.domain.outlooks import Adjustment, Fan, Outlook
from tweetplan.domain.priority import (
    MinimumViable,
    Quadrant,
    core_goals,
    matrix,
    minimum_viable,
    pairs,
    priority_findings,
    quadrant,
)
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import team as stored_team
from tweetplan.storage.goals import StoredReplan
from tweetplan.workspace import declarations, estimates, goals, ladder
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.ladder import GoalLine
from tweetplan.workspace.moment import today
from tweetplan.workspace.readings import RECENT, Common, common, reading, standing, whole
from tweetplan.workspace.results_running import figures_within
from tweetplan.workspace.rules import rules

__all__ = ["RECENT", "GoalLine", "GoalPage", "GoalsView", "Pace", "PriorityView", "standing", "view"]

Place = Literal["ladder", "all", "priority"]
"""What of the mode is in sight; only that is read."""


@frozen
class Pace:
    """How fast a total or a level moves, and how fast it must from now on; in the KPI's unit a week."""

    first: date
    """The first of the days that `rate` is taken over; the last is `known`."""
    known: date
    """The last complete day."""
    stands: float
    """What stands at the end of `known`."""
    rate: float
    needed: float | None
    """None when no day of the goal is left."""


@frozen
class GoalPage:
    """One goal with everything that its page shows."""

    goal: Goal
    place: int
    """Which by priority it is, from 1 on."""
    declared: Declaration | None
    kpi: Kpi | None
    reading: Reading | None
    """None where the goal cannot be read; `trouble` says why."""
    whole: Rung | None
    pace: Pace | None
    findings: tuple[Finding, ...]
    replan: StoredReplan | None = None
    trouble: str = ""
    outlook: Outlook | None = None
    """The stored chance for the whole of it; None while none was computed for this target and end."""
    quarter: Outlook | None = None
    """The same for its running quarter; None too where that is the whole goal."""
    fan: Fan | None = None
    adjustment: Adjustment | None = None


@frozen
class PriorityView:
    """The matrix of importance × urgency, the few core goals, who serves whom, and what is wrong with it (G25)."""

    goals: Mapping[Quadrant, tuple[Goal, ...]]
    core: tuple[Goal, ...]
    pairs: tuple[tuple[Goal, tuple[Goal, ...]], ...]
    findings: tuple[Finding, ...]
    least: int
    most: int

    def quadrant(self, goal: Goal) -> Quadrant:
        """Where a goal stands."""
        return quadrant(goal)


@frozen
class GoalsView:
    """The mode at one moment: the goals by priority, and what of them is in sight."""

    goals: tuple[Goal, ...]
    handles: Mapping[str, str]
    """The accounts' handles as their owners write them, by key."""
    day: date
    page: GoalPage | None = None
    lines: tuple[GoalLine, ...] = ()
    priority: PriorityView | None = None


def view(ws: Workspace, name: str = "", place: Place = "ladder") -> GoalsView:
    """What is in sight: the page of the goal of this name (else of the first), all goals, or the matrix."""
    every = goals.listing(ws)
    handles = {account.key: account.handle for account in stored_accounts.every(ws.db)}
    chosen = next((goal for goal in every if goal.name == name), every[0] if every else None)
    page, prioritised = None, None
    lines: tuple[GoalLine, ...] = ()
    if place == "all":
        lines = ladder.overview(ws, every, weeks=0)
    elif place == "priority":
        prioritised = _priority(ws, every)
    elif chosen is not None:
        page = _page(ws, chosen, every.index(chosen) + 1, common(ws))
    return GoalsView(every, handles, today(ws), page, lines, prioritised)


def _page(ws: Workspace, goal: Goal, place: int, shared: Common) -> GoalPage:
    declared, remade = shared.types.get(goal.type), shared.replans.get(goal.id)
    found = goals.findings(ws, goal)
    kpi = goals.kpi_of(ws, goal)
    if kpi is None:
        said = f"Nothing declares {goal.kpi}: is the plugin of goal type {goal.type} installed?"
        return GoalPage(goal, place, declared, None, None, None, None, found, remade, said)
    try:
        read = _swift(ws, reading(ws, goal, shared=shared))
    except CheckFailed as problem:
        return GoalPage(goal, place, declared, kpi, None, None, None, found, remade, str(problem))
    page = GoalPage(goal, place, declared, kpi, read, whole(read), pace_of(read), found, remade)
    return _with_estimates(ws, page)


def _with_estimates(ws: Workspace, page: GoalPage) -> GoalPage:
    """The page with what the child stored last; nothing of it where it stands for another target or end."""
    goal = page.goal
    told = estimates.chance(ws, goal.name)
    if told is None or (told.target, told.until) != (goal.target, goal.end):
        return page
    quarter = estimates.chance(ws, goal.name, "quarter")
    if quarter is not None and (quarter.until, quarter.target) == (told.until, told.target):
        quarter = None
    fan, adjusted = estimates.fan(ws, goal.name), estimates.adjustment(ws, goal.name)
    return replace(page, outlook=told, quarter=quarter, fan=fan, adjustment=adjusted)


def _swift(ws: Workspace, read: Reading) -> Reading:
    """The reading with the days of its goal at hand, until somebody commits."""
    goal, kpi = read.goal, read.kpi
    first = goal.start - timedelta(days=2 * RECENT)
    figure = ws.remember(
        ("goal's days", goal.account, kpi, first, goal.end, goal.campaign, ws.as_of),
        lambda: figures_within(ws, kpi, goal.account, first, goal.end, campaign=goal.campaign),
    )
    return replace(
        read, actual_of=lambda begin, end: figure(begin, end).value, source=lambda begin, end: figure(begin, end).source
    )


def pace_of(read: Reading) -> Pace | None:
    """The rate of the last `RECENT` complete days, and the rate that is left to reach the target; None: no figures.

    Only a total and a level have a rate: a ratio, a growth or a duration is what it is.
    """
    goal, kind = read.goal, read.kpi.formula.kind
    if kind not in ("total", "level") or read.complete_to is None:
        return None
    known = min(read.complete_to, read.today, goal.end)
    first = max(goal.start, known - timedelta(days=RECENT - 1))
    if known < goal.start:
        return None
    stands = read.actual_of(goal.start, known)
    if stands is None:
        return None
    days, left = (known - first).days + 1, (goal.end - known).days
    came = read.actual_of(first, known) if kind == "total" else _moved(read, first, known)
    if came is None:
        return None
    needed = (goal.target - stands) * 7 / left if left else None
    return Pace(first, known, stands, came * 7 / days, needed)


def _moved(read: Reading, first: date, known: date) -> float | None:
    """The change of a level from the eve of `first` to `known`."""
    eve = first - timedelta(days=1)
    before, after = read.actual_of(eve - timedelta(days=RECENT), eve), read.actual_of(first, known)
    return after - before if before is not None and after is not None else None


def _priority(ws: Workspace, every: tuple[Goal, ...]) -> PriorityView:
    least, most = (int(bound) for bound in rules(ws).pair("goals.core_max"))
    alive = [goal for goal in every if not goal.draft]
    core = core_goals(every, most, least, on=today(ws))
    return PriorityView(matrix(alive), core, pairs(alive), priority_findings(every, most), least, most)


@frozen
class Offer:
    """What a person can choose from when creating a goal: the goal types, and the preset for a small team (G27)."""

    types: Mapping[str, Declaration]
    account: Account | None
    """The account that the preset is for."""
    preset: MinimumViable | None
    """None in a team that is not small, and where nothing of it is left to do."""


def offer(ws: Workspace) -> Offer:
    """The goal types, and while the team is small the goals to begin with that it does not have yet (G27, T20)."""
    shared = common(ws)
    account = next(iter(stored_accounts.every(ws.db)), None)
    team = stored_team.every(ws.db)
    if account is None or len(team) > rules(ws).whole("team.small"):
        return Offer(shared.types, account, None)
    made = minimum_viable(account, shared.types.values(), today(ws, account))
    has = {(goal.type, goal.account) for goal in goals.listing(ws)}
    left = tuple(proposal for proposal in made.goals if (proposal.type, proposal.account) not in has)
    preset = MinimumViable(left, made.roles, made.meeting, made.findings) if left else None
    return Offer(shared.types, account, preset)


@frozen
class Choices:
    """What the form of a goal lets a person choose from."""

    declared: Declaration | None
    kpis: Mapping[str, Kpi]
    """Its goal type's own first."""
    handles: tuple[str, ...]
    logins: tuple[str, ...]
    primaries: tuple[str, ...]


def choices(ws: Workspace, goal_type: str) -> Choices:
    """What can be chosen for a goal of this type."""
    return Choices(
        declarations.all(ws).get(goal_type),
        declarations.kpis(ws, goal_type),
        tuple(account.handle for account in stored_accounts.every(ws.db)),
        tuple(member.login for member in stored_team.every(ws.db)),
        tuple(goal.name for goal in goals.listing(ws) if goal.tier == "primary"),
    )


def last_change(ws: Workspace, version: int) -> str:
    """Who made this version of a record; `Somebody` when the log does not say."""
    from tweetplan.workspace import history

    found = (operation.actor.login for operation in history.log(ws, 50) if operation.seq == version)
    return next(found, "Somebody")
