"""Cadences: when something recurs, or when relative to a date of the goal. One shape for tasks and meetings alike."""

from typing import Literal, TypedDict, Unpack

from tweetplan.domain.values import frozen

Every = Literal["day", "week", "month", "quarter", "fortnight", "before", "after", "when"]
Times = int | tuple[int, int]
"""How often: exactly so many times, or at least and at most."""


@frozen
class Cadence:
    """`least` to `most` times every `every`; or `days` before/after the goal's own date `of`; or when `of` fires."""

    every: Every
    least: int = 1
    most: int = 1
    of: str = ""
    """The goal's own date field (before, after) or the trigger (when)."""
    days: int = 0
    weekday: int | None = None
    """0 = Monday: the weekday it falls on, where it has a fixed one (Monday planning, T10)."""

    def __post_init__(self) -> None:
        if not 1 <= self.least <= self.most:
            raise ValueError(
                f"a cadence is at least once and at most not less than that, not {self.least} to {self.most}"
            )
        if self.weekday is not None and not 0 <= self.weekday <= 6:
            raise ValueError(f"weekday is 0 (Monday) to 6 (Sunday), not {self.weekday}")
        if self.days < 0:
            raise ValueError(f"days before or after a date are not negative: {self.days}")


@frozen
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


class TaskFields(TypedDict, total=False):
    """The fields of a task template that an author may give by name; each has a default in `TaskTemplate`."""

    role: str
    minutes: int
    why: str
    makes_post: bool
    intent: str
    topic: str
    format: str


class RecurringFields(TaskFields, total=False):
    """What a recurring task may be given by name: the fields of a task template, and a fixed weekday (0 = Monday)."""

    weekday: int


def _made(every: Every, times: Times, title: str, given: RecurringFields) -> TaskTemplate:
    least, most = (times, times) if isinstance(times, int) else times
    named: dict[str, object] = {name: value for name, value in given.items() if name != "weekday"}
    return TaskTemplate(title, Cadence(every, least, most, weekday=given.get("weekday")), **named)  # type: ignore[arg-type]


def daily(times: Times, title: str, **given: Unpack[RecurringFields]) -> TaskTemplate:
    """`times` (or at least/at most) on every day; fields as of `TaskTemplate` (role, minutes, why, makes_post …)."""
    return _made("day", times, title, given)


def weekly(times: Times, title: str, **given: Unpack[RecurringFields]) -> TaskTemplate:
    """`times` (or at least/at most) in every ISO week: `weekly((2, 3), "Insight post", role="creator")`."""
    return _made("week", times, title, given)


def fortnightly(times: Times, title: str, **given: Unpack[RecurringFields]) -> TaskTemplate:
    """`times` in every second ISO week, counted from the goal's start."""
    return _made("fortnight", times, title, given)


def monthly(times: Times, title: str, **given: Unpack[RecurringFields]) -> TaskTemplate:
    """`times` (or at least/at most) in every calendar month."""
    return _made("month", times, title, given)


def quarterly(times: Times, title: str, **given: Unpack[RecurringFields]) -> TaskTemplate:
    """`times` in every quarter."""
    return _made("quarter", times, title, given)


@frozen
class Relative:
    """A moment told by a date of the goal; call it with a title to make a task template of it."""

    every: Every
    of: str
    days: int = 0

    def __call__(self, title: str, **given: Unpack[TaskFields]) -> TaskTemplate:
        """The task template that falls on this moment."""
        return TaskTemplate(title, Cadence(self.every, of=self.of, days=self.days), **given)


def before(of: str, days: int = 0) -> Relative:
    """`days` before the goal's own date field `of`: `before("event", days=7)("Send the reminder")`."""
    return Relative("before", of, days)


def after(of: str, days: int = 0) -> Relative:
    """`days` after the goal's own date field `of`."""
    return Relative("after", of, days)


def when(trigger: str) -> Relative:
    """A must-do each time the trigger fires (a mention alarm, a count that is due)."""
    return Relative("when", trigger)
