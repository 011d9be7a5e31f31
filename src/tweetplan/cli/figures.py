"""Figures in lines of text: a KPI's value as everywhere, and a spark line of block characters."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tweetplan.domain.figures import NO_FIGURE, figure, number_words

if TYPE_CHECKING:
    from tweetplan.domain.kpis import Kpi

BARS = "▁▂▃▄▅▆▇█"


def shown(kpi: "Kpi | None", value: float | None) -> str:
    """A KPI's value in its own unit; of a KPI that nothing declares any more, the number."""
    if value is None:
        return NO_FIGURE
    return figure(value, kpi) if kpi is not None else number_words(value)


def sparkline(values: Sequence[float | None]) -> str:
    """A bar for each value between the least and the greatest; a dot where there is no data."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, span = min(known), max(known) - min(known)
    return "".join("·" if value is None else BARS[round((value - low) / span * 7) if span else 3] for value in values)
