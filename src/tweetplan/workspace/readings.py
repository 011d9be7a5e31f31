"""A goal read at one moment: its two curves with the actuals that came, for the ladder, the re-plan and Today (G07)."""

from datetime import date, timedelta

from tweetplan.domain import targets
from tweetplan.domain.curve import Anchor
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Goal
from tweetplan.domain.ladder import Reading, Rung, Thresholds
from tweetplan.domain.periods import Period, PeriodKind, containing, within
from tweetplan.storage import goals as stored
from tweetplan.workspace import accounts, declarations, results, settings
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.rules import rules

SPARK_WEEKS = 8
"""How many complete weeks a spark line shows."""
RECENT = 28
"""The days over which a ratio is read when the curve asks where it stands."""
_EVEN = Declaration("", "")


def reading(ws: Workspace, goal: Goal, source: str = "") -> Reading:
    """A goal read at this moment: its two curves, its actuals, and the day they are complete to.

    Raises `CheckFailed` when the goal's dates and figures make no curve, `NotFound` when nothing declares its KPI.
    """
    kpi = declarations.kpi(ws, goal)
    shape = declarations.all(ws).get(goal.type, _EVEN).curve
    account = accounts.get(ws, goal.account)
    now = today(ws, account)
    remade = stored.replans(ws.db, now).get(goal.id)
    agreed = targets.commitment(goal, kpi, shape=shape)
    followed = targets.plan(goal, kpi, remade.replan if remade else None, shape=shape)
    ruled = rules(ws)
    return Reading(
        goal,
        kpi,
        agreed,
        followed,
        actual_of=lambda first, last: (
            results.kpi_value(ws, kpi, goal.account, first, last, source, goal.campaign).value
        ),
        complete_to=results.complete_to(ws, kpi, goal.account, source, goal.campaign),
        today=now,
        fiscal_start=settings.read(ws).fiscal_start,
        source=lambda first, last: results.kpi_value(ws, kpi, goal.account, first, last, source, goal.campaign).source,
        thresholds=Thresholds(ruled.number("pace.ahead"), ruled.number("pace.behind")),
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


def spark(read: Reading, weeks: int = SPARK_WEEKS) -> tuple[float | None, ...]:
    """The KPI of the last complete ISO weeks, the oldest first; None where a week has no data."""
    if read.complete_to is None:
        return ()
    last = min(read.complete_to, read.today)
    week = containing("week", last)
    if week.last > last:
        week = week.previous()
    found: list[float | None] = []
    for _ in range(weeks):
        found.append(read.actual_of(week.first, week.last))
        week = week.previous()
    return tuple(reversed(found))
