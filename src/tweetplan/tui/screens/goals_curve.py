"""A goal's chart from its reading: what was agreed, the plan where it differs, what came, what is fixed (G07). Pure."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Reading
from tweetplan.domain.outlooks import Fan
from tweetplan.domain.periods import PeriodKind, within
from tweetplan.tui.paint import Line, Piece
from tweetplan.tui.screens.goals_rows import narrow
from tweetplan.tui.widgets.chart import Curve, Series
from tweetplan.workspace.goals_view import RECENT, GoalPage, standing

ONE_DAY = timedelta(days=1)
AXIS_CELLS = 6
"""What a value on the axis may take."""
MOST_STEPS = 181
"""Steps of time on a chart: more than any terminal's dots need."""


def curve_of(reading: Reading | None, replanned: bool = False, fan: Fan | None = None) -> Curve:
    """One value for each day of the goal (of a long one, every few days); the actuals end at the last complete day."""
    if reading is None:
        return Curve()
    goal = reading.goal
    days = sampled_days(goal.start, goal.end)
    agreed = [reading.commitment.value_at(day) for day in days]
    known = last_known(reading)
    low, high = fan_series(reading, days, known, fan)
    return Curve(
        commitment=agreed if replanned else (),
        plan=[reading.plan.value_at(day) for day in days] if replanned else agreed,
        actual=[standing(reading, day) for day in days if known is not None and day <= known],
        low=low,
        high=high,
        fixed=[(step_of(days, a.day), a.value) for a in goal.anchors if goal.start <= a.day < goal.end]
        + [(len(days) - 1, goal.target)],
        ticks=tuple(_ticks(days, reading.fiscal_start)),
        now=step_of(days, reading.today) if goal.start <= reading.today <= goal.end else None,
        figure=axis_figure(reading.kpi),
    )


def fan_series(reading: Reading, days: Sequence[date], known: date | None, fan: Fan | None) -> tuple[Series, Series]:
    """Between which values it lies on each day to come, four times in five; straight lines between the stored weeks."""
    begins = standing(reading, known) if known is not None else None
    if fan is None or not fan.points or known is None or begins is None:
        return (), ()
    points = [(known, (begins, begins)), *((p.day, (p.low, p.high)) for p in fan.points if p.day > known)]
    at = [day.toordinal() for day, _ in points]
    if len(points) < 2:
        return (), ()

    def edge(day: date, side: int) -> float | None:
        if day < known or day > points[-1][0]:
            return None
        right = min(max(bisect_right(at, day.toordinal()), 1), len(points) - 1)
        (begin, before), (end, after) = points[right - 1], points[right]
        return before[side] + (after[side] - before[side]) * (day - begin).days / max((end - begin).days, 1)

    return [edge(day, 0) for day in days], [edge(day, 1) for day in days]


def last_known(reading: Reading) -> date | None:
    """The last day that the actuals reach; None while nothing of the goal is known."""
    if reading.complete_to is None:
        return None
    known = min(reading.complete_to, reading.today, reading.goal.end)
    return known if known >= reading.goal.start else None


@lru_cache(maxsize=64)
def axis_figure(kpi: Kpi) -> Callable[[float], str]:
    """How the chart writes this KPI's values: the same function for the same KPI, so that equal curves are equal."""
    counts = kpi.formula.kind in ("total", "level")
    return lambda value: narrow(float(round(value)) if counts and abs(value) >= 10 else value, kpi, AXIS_CELLS)


def sampled_days(start: date, end: date) -> list[date]:
    """The days of a span, the first and the last among them; at most `MOST_STEPS`, evenly apart."""
    length = (end - start).days + 1
    steps = min(length, MOST_STEPS)
    return [start + ONE_DAY * round(n * (length - 1) / max(steps - 1, 1)) for n in range(steps)]


def step_of(days: Sequence[date], day: date) -> int:
    """The step that a day lies at, or the one before it."""
    return max(bisect_right(days, day) - 1, 0)


def _ticks(days: Sequence[date], fiscal_start: int) -> Iterator[tuple[int, str]]:
    start, end = days[0], days[-1]
    length = (end - start).days + 1
    kind: PeriodKind = "year" if length > 800 else "quarter" if length > 200 else "month" if length > 45 else "week"
    for period in within(kind, start, end, fiscal_start):
        label = f"{period.first:%b}" if kind == "month" else period.label.rpartition("-")[2]
        yield step_of(days, max(period.first, start)), label


def caption_lines(page: GoalPage | None, count: int) -> tuple[Line, ...]:
    """Above the chart: which goal this is and which of how many, then what is drawn."""
    if page is None:
        return ()
    which = Piece(f"  {page.place} of {count}" if count > 1 else "", "dim")
    goal: Line = (Piece(page.goal.name, "head"), which, Piece("  draft" if page.goal.draft else "", "warn"))
    return (goal, (Piece(chart_title(page.kpi), "dim"),)) if page.kpi is not None else (goal,)


def chart_title(kpi: Kpi) -> str:
    """What the chart shows, with the unit: `Leads, sum so far`."""
    how = {
        "total": "sum so far",
        "level": "day by day",
        "growth": "since the start",
        "ratio": f"{RECENT} days",
        "duration": f"{RECENT} days",
    }[kpi.formula.kind]
    unit = f" in {kpi.currency}" if kpi.currency else ""
    return f"{kpi.label}{unit}, {how}"
