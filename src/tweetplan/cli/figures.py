"""Figures as people read them, by the KPI that they are of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tweetplan.domain.kpis import Kpi

NONE = "–"
BARS = "▁▂▃▄▅▆▇█"


def shown(kpi: "Kpi | None", value: float | None) -> str:
    """A KPI's value: a share in percent, a growth with its sign, a duration in h and min, money, else the number."""
    if value is None:
        return NONE
    kind = kpi.formula.kind if kpi else "total"
    if kind == "growth":
        return f"{value * 100:+,.1f} %"
    if kind == "ratio" and kpi is not None and kpi.unit == "%":
        return f"{value * 100:,.2f} %"
    if kind == "duration":
        return duration(value)
    number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    return f"{number} {kpi.currency}" if kpi and kpi.currency else number


def duration(seconds: float) -> str:
    """`42 s`, `12 min`, `3 h 10 min`, `2 d 4 h`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, left = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {left:02d} min"
    return f"{hours // 24} d {hours % 24} h"


def sparkline(values: Sequence[float | None]) -> str:
    """A bar for each value between the least and the greatest; a dot where there is no data."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, span = min(known), max(known) - min(known)
    return "".join("·" if value is None else BARS[round((value - low) / span * 7) if span else 3] for value in values)
