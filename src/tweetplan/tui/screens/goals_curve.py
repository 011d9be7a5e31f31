"""A goal's chart from its reading: what was agreed, the plan where it differs, what came, what is fixed (G07). Pure."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Reading
from tweetplan.domain.periods import PeriodKind, within
from tweetplan.tui.paint import Line, Piece
from tweetplan.tui.screens.goals_rows import narrow
from tweetplan.tui.widgets.chart import Curve
from tweetplan.workspace.goals_view import RECENT, GoalPage, standing

ONE_DAY = timedelta(days=1)
AXIS_CELLS = 6
"""What a value on the axis may take."""


def curve_of(reading: Reading | None, replanned: bool = False) -> Curve:
    """One value for each day of the goal; the actuals end at the last day that is complete."""
    if reading is None:
        return Curve()
    goal = reading.goal
    days = [goal.start + ONE_DAY * n for n in range((goal.end - goal.start).days + 1)]
    agreed = [reading.commitment.value_at(day) for day in days]
    known = last_known(reading)
    return Curve(
        commitment=agreed if replanned else (),
        plan=[reading.plan.value_at(day) for day in days] if replanned else agreed,
        actual=[standing(reading, day) for day in days if known is not None and day <= known],
        fixed=[((a.day - goal.start).days, a.value) for a in goal.anchors if goal.start <= a.day < goal.end]
        + [(len(days) - 1, goal.target)],
        ticks=tuple(_ticks(goal.start, goal.end, reading.fiscal_start)),
        now=(reading.today - goal.start).days if goal.start <= reading.today <= goal.end else None,
        figure=axis_figure(reading.kpi),
    )


def last_known(reading: Reading) -> date | None:
    """The last day that the actuals reach; None while nothing of the goal is known."""
    if reading.complete_to is None:
        return None
    known = min(reading.complete_to, reading.today, reading.goal.end)
    return known if known >= reading.goal.start else None


@lru_cache(maxsize=64)
def axis_figure(kpi: Kpi) -> Callable[[float], str]:
    """How the chart writes this KPI's values: the same function for the same KPI, so that equal curves are equal."""
    return lambda value: narrow(value, kpi, AXIS_CELLS)


def _ticks(start: date, end: date, fiscal_start: int) -> Iterator[tuple[int, str]]:
    days = (end - start).days + 1
    kind: PeriodKind = "year" if days > 800 else "quarter" if days > 200 else "month" if days > 45 else "week"
    for period in within(kind, start, end, fiscal_start):
        first = max(period.first, start)
        label = f"{period.first:%b}" if kind == "month" else period.label.rpartition("-")[2]
        yield (first - start).days, label


def caption_lines(page: GoalPage | None, count: int) -> tuple[Line, ...]:
    """Above the chart: which goal this is and which of how many, then what is drawn."""
    if page is None:
        return ()
    goal: Line = (Piece(page.goal.name, "head"), Piece(f"  {page.place} of {count}" if count > 1 else "", "dim"))
    return (goal, (Piece(chart_title(page.kpi), "dim"),)) if page.kpi is not None else (goal,)


def chart_title(kpi: Kpi) -> str:
    """What the chart shows, with the unit: `Leads, sum so far`."""
    how = {
        "total": "sum so far",
        "level": "day by day",
        "growth": "since the start",
        "ratio": f"over {RECENT} days",
        "duration": f"over {RECENT} days",
    }[kpi.formula.kind]
    unit = f" in {kpi.currency}" if kpi.currency else ""
    return f"{kpi.label}{unit}, {how}"
