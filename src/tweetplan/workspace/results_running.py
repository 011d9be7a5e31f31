"""A KPI over any span inside a stretch of days that is read once: what a ladder and a curve are made of.

Sums come from running sums, so a span costs two searches and no query; the source of each span is chosen as `kpi_value`
chooses it. A level is asked of the store, as it is carried on by flows that may begin long before.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from itertools import accumulate
from typing import TypeAlias

from tweetplan.domain.goals import handle_key
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.values import frozen
from tweetplan.storage import results_read as stored
from tweetplan.storage.database import Row
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.results_facts import facts, last_shown
from tweetplan.workspace.results_kpis import Figure, Sums, figure_of, kpi_value

Key = tuple[str, str, str]
"""Source, campaign, measure."""
FigureOf: TypeAlias = Callable[[date, date], Figure]
"""The figure from a first to a last day, both inclusive."""


@frozen
class RunningSums:
    """The days of several measures with their running sums; days are ISO texts in order."""

    held: dict[Key, tuple[list[str], list[float]]]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "RunningSums":
        """From the days as the store has them, in any order."""
        days: dict[Key, list[tuple[str, float]]] = {}
        for row in rows:
            days.setdefault((row["source"], row["campaign"], row["measure"]), []).append((row["day"], row["value"]))
        held = {}
        for key, pairs in days.items():
            pairs.sort()
            held[key] = [day for day, _ in pairs], [0.0, *accumulate(value for _, value in pairs)]
        return cls(held)

    def over(self, first: str, last: str) -> Sums:
        """The sums over a span, for each key that has any day there."""
        found = {}
        for key, (days, sums) in self.held.items():
            start, end = bisect_left(days, first), bisect_right(days, last)
            if start < end:
                found[key] = sums[end] - sums[start]
        return found


def figures_within(
    ws: Workspace, kpi: Kpi, account: str, first: date, last: date, source: str = "", campaign: str = ""
) -> FigureOf:
    """The KPI's figure over any span; those from `first` to `last` are made without another query.

    It tells what was stored when it was made: ask for it again after a change.
    """

    @cache
    def asked(begin: date, end: date) -> Figure:
        return kpi_value(ws, kpi, account, begin, end, source, campaign)

    if kpi.formula.kind in ("level", "growth"):
        return asked
    told = facts(ws, handle_key(account))
    measures = (*kpi.formula.measures, "posts")
    sources = sorted({name for measure in measures for name in told.sources(measure)})
    rows = stored.days(ws.db, told.account.key, sources, measures, first.isoformat(), last.isoformat())
    running, shown = RunningSums.of(rows), last_shown(ws, told)

    @cache
    def summed(begin: date, end: date) -> Figure:
        if begin < first or end > last:
            return asked(begin, end)
        until = min(end.isoformat(), shown)
        return figure_of(ws, told, kpi, running.over(begin.isoformat(), until), begin, end, until, source, campaign)

    return summed
