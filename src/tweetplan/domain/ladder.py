"""The ladder: what a goal asks and what came, from the year down to the day, with a word for the pace (G07, G08).

Nothing here is stored: every row is read from the two curves and the actuals at one moment. Pace stops at the last
day that is complete and settled, and the row says which day its actual reaches.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, TypeAlias

from tweetplan.domain.curve import Path
from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.goals import Goal, PeriodNote
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.periods import KINDS, Period, PeriodKind, Span, parse, within
from tweetplan.domain.values import frozen

Status = Literal["closed", "ahead", "on_track", "behind", "future", "no_data"]
ActualOf: TypeAlias = Callable[[date, date], float | None]
"""The KPI's actual from a first to a last day, both inclusive; None where nothing is known."""
SourceOf: TypeAlias = Callable[[date, date], str]
"""Where the actual of a span is from: `overview`, `posts`, `typed` …"""


@frozen
class Thresholds:
    """From where on a pace is called ahead, and below which behind (1.0 is exactly what was asked)."""

    ahead: float = 1.10
    behind: float = 0.90


DEFAULT = Thresholds()


@frozen
class Rung:
    """One period of the ladder, clipped at the goal's dates (and at the period that it is shown under)."""

    start: date
    end: date
    label: str
    target: float
    """What the commitment asks of it: the sum of a total, else the value at its last day."""
    planned: float
    """What the plan asks of it."""
    actual: float | None
    """What came, up to `complete_to`; a growth is counted since the goal's start, as its target is."""
    status: Status
    source: str
    """Where the actual is from; empty where there is none."""
    note: PeriodNote | None = None
    complete_to: date | None = None
    """The last day that the actual reaches; None where nothing is known."""
    asked: float | None = None
    """What the plan asked up to the day that the pace is judged at."""
    pace: float | None = None
    """What came over what was asked until then, turned round where less is better: above 1 is good."""


@dataclass(frozen=True)
class Reading:
    """One goal read at one moment: the two curves, the actuals, and the day up to which they are complete."""

    goal: Goal
    kpi: Kpi
    commitment: Path
    plan: Path
    actual_of: ActualOf
    complete_to: date | None
    """The last day for which the KPI's measures are known; None while nothing is."""
    today: date
    fiscal_start: int = 1
    source: str | SourceOf = ""
    """Where the actuals are from, or a function of the span that says it."""
    thresholds: Thresholds = DEFAULT

    def rungs(self, level: PeriodKind) -> tuple[Rung, ...]:
        """Every period of one level that the goal's dates touch, in order of time."""
        periods = within(level, self.goal.start, self.goal.end, self.fiscal_start)
        return tuple(rung for period in periods if (rung := self.rung(period)) is not None)

    def tree(self) -> tuple["Node", ...]:
        """The goal's years as nodes that know their quarters, months, weeks and days, read when they are opened."""
        return tuple(self.nodes("year", (self.goal.start, self.goal.end)))

    def rung(self, period: Period, inside: Span | None = None) -> Rung | None:
        """One period, clipped at the goal's dates and at `inside`; None when it shares no day with them."""
        span = period.clipped(self.goal.start, self.goal.end)
        if span and inside:
            span = max(span[0], inside[0]), min(span[1], inside[1])
        if not span or span[0] > span[1]:
            return None
        first, last = span
        known = self._up_to(last, 0)
        actual = self._actual(first, known)
        planned = self.plan.over(first, last)
        status, asked, pace = self._judged(first, last, planned, known, actual)
        source = self._source(first, known) if known and actual is not None else ""
        return Rung(
            first, last, period.label, self.commitment.over(first, last), planned, actual, status,
            source, self._notes.get(period.label), known if actual is not None else None, asked, pace,
        )  # fmt: skip

    def nodes(self, kind: PeriodKind, span: Span) -> Iterator["Node"]:
        """Every period of one kind that shares a day with `span`, clipped at it, as nodes."""
        for period in within(kind, *span, self.fiscal_start):
            rung = self.rung(period, span)
            if rung is not None:
                yield Node(rung, kind, self)

    def _judged(
        self, first: date, last: date, planned: float, known: date | None, actual: float | None
    ) -> tuple[Status, float | None, float | None]:
        """The status, what was asked until the settled day, and the pace."""
        if first > self.today:
            return "future", None, None
        settled = self._up_to(last, self.kpi.lag_days)
        came = actual if settled == known else self._actual(first, settled)
        ends = self.goal.end if self.kpi.at_end_only else last
        closed = self._up_to(ends, self.kpi.lag_days) == ends
        if settled is None or came is None or (self.kpi.at_end_only and not closed):
            return "no_data", None, None
        asked = planned if settled == last else self.plan.over(first, settled)
        status, pace = self._paced(came, asked)
        return ("closed" if closed else status), asked, pace

    def _paced(self, came: float, asked: float) -> tuple[Status, float | None]:
        """The word for what came against what was asked, and the pace; none where nothing was asked or nothing used."""
        if self.kpi.formula.kind == "level":
            begin = self.plan.value_at(self.goal.start - timedelta(days=1))
            way = asked - begin
            if way and (way > 0) == (self.kpi.better == "higher"):
                return self._word((came - begin) / way)
        if asked <= 0:
            return "on_track", None
        if self.kpi.better == "higher":
            return self._word(came / asked)
        return self._word(asked / came) if came > 0 else ("ahead", None)

    def _word(self, pace: float) -> tuple[Status, float]:
        if pace >= self.thresholds.ahead:
            return "ahead", pace
        return ("behind" if pace < self.thresholds.behind else "on_track"), pace

    def _actual(self, first: date, last: date | None) -> float | None:
        """The actual up to a day; a growth counts from the goal's start, whatever the period."""
        if last is None or last < first:
            return None
        return self.actual_of(self.goal.start if self.kpi.formula.kind == "growth" else first, last)

    def _up_to(self, last: date, lag_days: int) -> date | None:
        """The last day of a span that is known and `lag_days` old; it may lie before the span."""
        if self.complete_to is None:
            return None
        return min(last, min(self.complete_to, self.today) - timedelta(days=lag_days))

    def _source(self, first: date, last: date) -> str:
        return self.source if isinstance(self.source, str) else self.source(first, last)

    @cached_property
    def _notes(self) -> dict[str, PeriodNote]:
        return {note.period: note for note in self.goal.periods}


@dataclass(frozen=True)
class Node:
    """A rung with the shorter periods under it, which are read when they are asked for."""

    rung: Rung
    kind: PeriodKind
    reading: Reading

    @cached_property
    def children(self) -> tuple["Node", ...]:
        """The periods of the next shorter kind, clipped at this one; none under a day."""
        shorter = KINDS[KINDS.index(self.kind) + 1 :]
        return tuple(self.reading.nodes(shorter[0], (self.rung.start, self.rung.end))) if shorter else ()


def note_findings(goal: Goal, fiscal_start: int = 1) -> tuple[Finding, ...]:
    """What is wrong with the notes on a goal's periods (G07, G08): labels that name none, doubles, other dates."""
    found, seen = [], set()
    for note in goal.periods:
        where = f"periods.{note.period}"
        try:
            period = parse(note.period, fiscal_start)
        except UsageProblem as problem:
            found.append(Finding("G08.period", "error", problem.message, where, problem.remedy))
            continue
        if note.period in seen:
            found.append(Finding("G08.period", "error", f"{note.period} has two notes.", where, "Make one of them."))
        elif period.clipped(goal.start, goal.end) is None:
            said = f"{note.period} lies outside the goal's dates, {goal.start} to {goal.end}."
            found.append(Finding("G08.period", "warning", said, where, "Nothing of it shows on the ladder."))
        seen.add(note.period)
    return tuple(found)


def ladder(
    goal: Goal,
    kpi: Kpi,
    commitment: Path,
    plan: Path,
    level: PeriodKind,
    actual_of: ActualOf,
    complete_to: date | None,
    today: date,
    fiscal_start: int = 1,
    source: str | SourceOf = "",
    thresholds: Thresholds = DEFAULT,
) -> tuple[Rung, ...]:
    """One level of a goal's ladder, clipped at the goal's dates; `Reading` gives several levels, and the tree."""
    made = Reading(goal, kpi, commitment, plan, actual_of, complete_to, today, fiscal_start, source, thresholds)
    return made.rungs(level)
