"""Cadences: when something recurs, or when relative to a date of the goal. One shape for tasks, meetings and check-points."""

from dataclasses import dataclass
from typing import Literal

Every = Literal["day", "week", "month", "quarter", "fortnight", "before", "after", "when"]


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often, as `least` to `most` times every `every`; or `days` before/after the goal's own date `of`; or when `of` fires."""

    every: Every
    least: int = 1
    most: int = 1
    of: str = ""
    """The goal's own date field (before, after) or the trigger (when)."""
    days: int = 0
    weekday: int | None = None
    """0 = Monday: the weekday it falls on, where it has a fixed one (Monday planning, T10)."""


@dataclass(frozen=True, slots=True)
class TaskTemplate:
    """A piece of work that a goal type asks for again and again."""

    title: str
    cadence: Cadence
    role: str = "creator"
    minutes: int = 30
    why: str = ""
    """The rule id the work rests on."""
    makes_post: bool = False
    """Whether doing it yields a post (and so wants a slot)."""
    intent: str = "value"
    topic: str = "evergreen"
    format: str = ""


def _span(times: int | tuple[int, int]) -> tuple[int, int]:
    return (times, times) if isinstance(times, int) else times


def _made(every: Every, times: int | tuple[int, int], title: str, fields: dict[str, object]) -> TaskTemplate:
    least, most = _span(times)
    weekday = fields.pop("weekday", None)
    cadence = Cadence(every, least, most, weekday=weekday if isinstance(weekday, int) else None)
    return TaskTemplate(title, cadence, **fields)  # type: ignore[arg-type]


def daily(times: int | tuple[int, int], title: str, **fields: object) -> TaskTemplate:
    """`times` (or at least/at most) on every day; fields as of `TaskTemplate` (role, minutes, why, makes_post …)."""
    return _made("day", times, title, fields)


def weekly(times: int | tuple[int, int], title: str, **fields: object) -> TaskTemplate:
    """`times` (or at least/at most) in every ISO week: `weekly((2, 3), "Insight post", role="creator")`."""
    return _made("week", times, title, fields)


def fortnightly(times: int | tuple[int, int], title: str, **fields: object) -> TaskTemplate:
    """`times` in every second ISO week, counted from the goal's start."""
    return _made("fortnight", times, title, fields)


def monthly(times: int | tuple[int, int], title: str, **fields: object) -> TaskTemplate:
    """`times` (or at least/at most) in every calendar month."""
    return _made("month", times, title, fields)


def quarterly(times: int | tuple[int, int], title: str, **fields: object) -> TaskTemplate:
    """`times` in every quarter."""
    return _made("quarter", times, title, fields)


@dataclass(frozen=True, slots=True)
class Relative:
    """A moment told by a date of the goal; call it with a title to make a task template of it."""

    every: Every
    of: str
    days: int = 0

    def __call__(self, title: str, **fields: object) -> TaskTemplate:
        """The task template that falls on this moment."""
        return TaskTemplate(title, Cadence(self.every, of=self.of, days=self.days), **fields)  # type: ignore[arg-type]


def before(of: str, days: int = 0) -> Relative:
    """`days` before the goal's own date field `of`: `before("event", days=7)("Send the reminder")`."""
    return Relative("before", of, days)


def after(of: str, days: int = 0) -> Relative:
    """`days` after the goal's own date field `of`."""
    return Relative("after", of, days)


def when(trigger: str) -> Relative:
    """A must-do each time the trigger fires (a mention alarm, a count that is due)."""
    return Relative("when", trigger)
