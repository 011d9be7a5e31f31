"""What the parts of an agenda are made from: the meeting, its period, and the goals as they read at this moment."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from tweetplan.domain.estimate import Estimate
from tweetplan.domain.figures import figure, percent_words
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Reading
from tweetplan.domain.periods import Period, Span
from tweetplan.domain.reviews import Item
from tweetplan.domain.rhythm import Frame, Sitting, period_about
from tweetplan.domain.text import safe_text
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.workspace import goals
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.readings import Common, common, reading

MOST = 12
"""Lines of one kind that an agenda holds; the rest is counted."""


@frozen
class Context:
    """One agenda being made."""

    ws: Workspace
    sitting: Sitting
    frame: Frame
    day: date
    """The team's day of now."""
    shared: Common
    accounts: tuple[Account, ...]

    @classmethod
    def of(cls, ws: Workspace, sitting: Sitting, frame: Frame) -> "Context":
        """What an agenda of this meeting is made from."""
        return cls(ws, sitting, frame, today(ws), common(ws), stored_accounts.every(ws.db))

    @property
    def period(self) -> Period:
        """What the meeting is about."""
        return self.sitting.period

    @property
    def ahead(self) -> Period:
        """The period that is planned: the one after where the meeting is about one that is over, else its own."""
        if not self.sitting.meeting.over:
            return self.period
        return period_about(self.sitting.meeting, date.fromordinal(self.period.last.toordinal() + 1), self.frame)

    @property
    def mains(self) -> tuple[Account, ...]:
        """The accounts that post."""
        return tuple(account for account in self.accounts if account.role == "main")

    def running(self, within: Period | None = None) -> Iterator[tuple[Goal, Kpi | None, Reading | None, str]]:
        """Every goal whose dates touch the period (or another one): its KPI and reading, or why it cannot be read."""
        period = within or self.period
        for goal in goals.listing(self.ws):
            if goal.draft or period.clipped(goal.start, goal.end) is None:
                continue
            kpi = goals.kpi_of(self.ws, goal)
            try:
                read = reading(self.ws, goal, shared=self.shared) if kpi else None
                yield goal, kpi, read, "" if read else f"nothing declares {goal.kpi}"
            except Problem as problem:
                yield goal, kpi, None, str(problem)


Maker: TypeAlias = Callable[[Context], Iterable[Item]]
"""Makes the items of one section."""


def capped(items: Iterable[Item], key: str, what: str) -> Iterator[Item]:
    """At most `MOST` of them, and a line that counts the others."""
    every = list(items)
    yield from every[:MOST]
    if len(every) > MOST:
        rest = len(every) - MOST
        yield Item(f"{key}/more", f"{rest} more {what}", (("more", float(rest)),))


def kpi_estimate(outcome: Estimate, kpi: Kpi) -> str:
    """`1040 [870 to 1220], n 52 weeks`: what is expected, four times in five, in the KPI's unit."""
    low, high = figure(_short(outcome.low, kpi), kpi), figure(_short(outcome.high, kpi), kpi)
    return f"{figure(_short(outcome.mean, kpi), kpi)} [{low} to {high}]"


def _short(value: float, kpi: Kpi) -> float:
    return float(round(value)) if kpi.formula.kind in ("total", "level") and abs(value) >= 10 else round(value, 4)


def lift_words(lift: Estimate) -> str:
    """`+12 % [3 % to 20 %], n 40`."""
    low, high = percent_words(lift.low, signed=True), percent_words(lift.high, signed=True)
    return f"{percent_words(lift.mean, signed=True)} [{low} to {high}], n {lift.n}"


def first_line(text: str, most: int = 90) -> str:
    """The first line of somebody's text that says something, on one line."""
    line = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "no text")
    return safe_text(line, most)


def span_words(span: Span) -> str:
    """`2026-03-09 to 2026-03-22`, or the one day."""
    return f"{span[0]} to {span[1]}" if span[0] != span[1] else f"{span[0]}"


def many(count: int, one: str) -> str:
    """`1 task`, `2 tasks`."""
    return f"{count} {one}{'' if count == 1 else 's'}"
