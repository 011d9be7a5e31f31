"""A goal read at one moment: its two curves with the actuals that came, for the ladder, the re-plan and Today (G07)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from tweetplan.domain import targets
from tweetplan.domain.curve import Anchor
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.ladder import Reading, Rung, Thresholds
from tweetplan.domain.periods import Period, PeriodKind, containing, within
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import goals as stored
from tweetplan.storage.goals import StoredReplan
from tweetplan.workspace import declarations, results, settings
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.rules import rules

SPARK_WEEKS = 8
"""How many complete weeks a spark line shows."""
RECENT = 28
"""The days over which a ratio is read when the curve asks where it stands."""
_EVEN = Declaration("", "")


@frozen
class Common:
    """What the readings of one moment share, asked of the store once."""

    types: Mapping[str, Declaration]
    accounts: Mapping[str, Account]
    replans: Mapping[str, StoredReplan]
    thresholds: Thresholds
    fiscal_start: int


def common(ws: Workspace) -> Common:
    """What readings share, as it stands."""
    ruled = rules(ws)
    return Common(
        declarations.all(ws),
        {account.key: account for account in stored_accounts.every(ws.db)},
        stored.replans(ws.db, today(ws)),
        Thresholds(ruled.number("pace.ahead"), ruled.number("pace.behind")),
        settings.read(ws).fiscal_start,
    )


def reading(ws: Workspace, goal: Goal, source: str = "", shared: Common | None = None) -> Reading:
    """A goal read at this moment: its two curves, its actuals, and the day they are complete to.

    Raises `CheckFailed` when the goal's dates and figures make no curve, `NotFound` when nothing declares its KPI.
    """
    shared = shared or common(ws)
    declared = shared.types.get(goal.type, _EVEN)
    kpi = declared.kpi(goal.kpi) or declarations.kpi(ws, goal)
    remade = shared.replans.get(goal.id)

    @cache
    def actual(first: date, last: date) -> results.Figure:
        return results.kpi_value(ws, kpi, goal.account, first, last, source, goal.campaign)

    return Reading(
        goal,
        kpi,
        targets.commitment(goal, kpi, shape=declared.curve),
        targets.plan(goal, kpi, remade.replan if remade else None, shape=declared.curve),
        actual_of=lambda first, last: actual(first, last).value,
        complete_to=results.complete_to(ws, kpi, goal.account, source, goal.campaign),
        today=today(ws, shared.accounts.get(goal.account)),
        fiscal_start=shared.fiscal_start,
        source=lambda first, last: actual(first, last).source,
        thresholds=shared.thresholds,
    )


def whole(read: Reading) -> Rung:
    """The goal from its first day to its last as one rung."""
    goal = read.goal
    found = read.rung(Period("year", goal.name, goal.start, goal.end))
    assert found is not None  # a goal has at least one day
    return found


def current(read: Reading, kind: PeriodKind = "quarter") -> Rung:
    """The rung of the period that is running: the first before the goal begins, the last after its end."""
    goal = read.goal
    day = min(max(read.today, goal.start), goal.end)
    found = read.rung(containing(kind, day, read.fiscal_start))
    assert found is not None
    return found


def as_agreed(read: Reading, rung: Rung, kind: PeriodKind) -> Rung:
    """The rung; a closed one judged by the commitment, since a re-plan's past is what happened and so always met."""
    if rung.status != "closed" or rung.planned == rung.target:
        return rung
    agreed = replace(read, plan=read.commitment).rung(Period(kind, rung.label, rung.start, rung.end))
    return replace(agreed, planned=rung.planned) if agreed else rung


def standing(read: Reading, day: date) -> float | None:
    """What the curves would call the actual at the end of a day: the sum so far, the level, or the recent ratio.

    A ratio or a duration is that of the `RECENT` days up to then (or since the goal began), as no single day tells it.
    """
    begin = read.goal.start
    if read.kpi.formula.kind in ("ratio", "duration"):
        begin = max(begin, day - timedelta(days=RECENT - 1))
    return read.actual_of(begin, day)


def closed_values(read: Reading, as_of: date) -> tuple[Anchor, ...]:
    """What really stood at the ends of the goal's closed months before `as_of`, as fixed points of a re-plan's past."""
    goal = read.goal
    found = []
    for month in within("month", goal.start, as_of, read.fiscal_start):
        if month.last < as_of and month.last < goal.end:
            value = standing(read, month.last)
            if value is not None:
                found.append(Anchor(month.last, value))
    return tuple(found)


def spark(ws: Workspace, read: Reading, weeks: int = SPARK_WEEKS) -> tuple[float | None, ...]:
    """The KPI of the last complete ISO weeks, the oldest first; None where a week has no data."""
    if read.complete_to is None:
        return ()
    last = min(read.complete_to, read.today)
    week = containing("week", last)
    if week.last > last:
        week = week.previous()
    first = week.first - timedelta(weeks=weeks - 1)
    if read.goal.campaign:
        days = [first + timedelta(weeks=step) for step in range(weeks)]
        return tuple(read.actual_of(day, day + timedelta(days=6)) for day in days)
    found = results.series(ws, read.kpi, read.goal.account, first, week.last, "week")
    return tuple(value for _, value in found)
