"""The known weeks of a goal's KPI, counted back from the last settled day: what a chance is learnt from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tweetplan.domain.kpis import Kpi, level
from tweetplan.domain.ladder import Reading
from tweetplan.domain.measures import OVERVIEW, POSTS
from tweetplan.domain.spans import Span, covers, joined
from tweetplan.estimate.normal import Floats
from tweetplan.estimate.weekly import MOST_WEEKS
from tweetplan.workspace import results
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.results_facts import OF_X, Facts, facts

WEEK = timedelta(days=7)
EVER = date(2006, 3, 21)
"""No post on X is older."""


@dataclass(frozen=True)
class Known:
    """The weeks of one KPI; both arrays have the oldest first."""

    weeks: Floats
    """Sums of a total, changes of a level, numerators of a ratio."""
    under: Floats | None = None
    """Denominators of a ratio or a duration."""
    step: int = 1
    """How many weeks one entry stands for: levels that are counted monthly change monthly."""


def known_weeks(ws: Workspace, read: Reading, settled: date) -> Known:
    """The weeks that end on the settled day and every seven days before it, as far as they are covered."""
    if read.kpi.formula.kind in ("level", "growth"):
        return _changes(ws, read, settled)
    source = chosen_source(ws, read, settled)
    tops, unders = [], []
    for first, last in _weeks_back(facts(ws, read.goal.account), read, settled, source):
        found = results.kpi_value(ws, read.kpi, read.goal.account, first, last, source, read.goal.campaign)
        tops.append(found.numerator or 0.0)
        unders.append(found.denominator or 0.0)
    weeks = np.array(tops[::-1], dtype=float)
    return Known(weeks, None if read.kpi.formula.adds_up else np.array(unders[::-1], dtype=float))


def chosen_source(ws: Workspace, read: Reading, settled: date) -> str:
    """The one source of X's measures that the goal's own figures come from, so that its past is the same quantity."""
    label = ""
    if settled >= read.goal.start and not isinstance(read.source, str):
        label = read.source(read.goal.start, settled)
    if not label:
        label = results.kpi_value(ws, read.kpi, read.goal.account, EVER, settled, "", read.goal.campaign).source
    return next((source for source in label.split("+") if source in (OVERVIEW, POSTS)), "")


def level_of(kpi: Kpi) -> Kpi:
    """The level under a growth or a level KPI."""
    return Kpi(kpi.formula.plus[0], level(kpi.formula.plus[0]))


def _weeks_back(told: Facts, read: Reading, settled: date, source: str) -> Iterator[tuple[date, date]]:
    """First and last day of each covered week, the newest first."""
    needed = [spans_of(told, measure, source, read.goal.campaign) for measure in _needed(read.kpi)]
    if not needed or not all(needed):
        return
    begin = max(spans[0][0] for spans in needed)
    last = settled
    for _ in range(MOST_WEEKS):
        first = last - timedelta(days=6)
        if first.isoformat() < begin:
            return
        if all(covers(spans, first.isoformat(), last.isoformat()) for spans in needed):
            yield first, last
        last -= WEEK


def _needed(kpi: Kpi) -> tuple[str, ...]:
    """The measures without which a week tells nothing; of several that are added any one will do."""
    return (kpi.formula.plus[0], *kpi.formula.over[:1])


def spans_of(told: Facts, measure: str, source: str, campaign: str) -> tuple[Span, ...]:
    """The days a measure is known for; a typed figure is known from its first day to its last, zero in between."""
    if measure in OF_X:
        return told.sources(measure).get(source, ())
    if campaign:
        of_it = (several for key, several in told.spans.items() if key[1:] == (campaign, measure))
        spans = joined(span for several in of_it for span in several)
    else:
        spans = joined(span for several in told.sources(measure).values() for span in several)
    return ((spans[0][0], "9999-12-31"),) if spans else ()


def _changes(ws: Workspace, read: Reading, settled: date) -> Known:
    """The changes of a level from week to week, or over as many weeks as lie between two counts."""
    kpi, days, values = level_of(read.kpi), [], []
    last = settled
    for back in range(MOST_WEEKS + 1):
        found = results.kpi_value(ws, kpi, read.goal.account, last - timedelta(days=6), last).value
        if found is not None:
            days.append(-back)
            values.append(found)
        last -= WEEK
    if len(days) < 2:
        return Known(np.zeros(0))
    step = max(1, round((days[0] - days[-1]) / (len(days) - 1)))
    at = np.arange(days[0], days[-1] - 1, -step)[::-1]
    levels = np.interp(at, days[::-1], values[::-1])
    return Known(np.diff(levels), step=step)
