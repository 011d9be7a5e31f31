"""The rhythm of a team: its meetings as declarations, laid on working days in a zone (T04, T10, T13, G31).

A meeting is about a period: a stand-up about its day, planning about the week that begins, a data meeting about the
week that is over. When it is held follows from the period, the team's habits and its holidays; nothing is stored.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.cadence import Cadence
from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.periods import ONE_DAY, Period, PeriodKind, containing, parse, within
from tweetplan.domain.values import frozen

WORKDAYS = range(5)
MONDAY = date(1970, 1, 5)
"""From this Monday on the fourteen days of check-points are counted, unless a team names another day."""
FORTNIGHT = 14
FARTHEST = 14
"""Days after which a meeting that holidays push on falls out."""
_KINDS: Mapping[str, PeriodKind] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter"}
Closed = Callable[[date], bool]
"""Whether nobody works on a day: a holiday (weekends are known already)."""


@frozen
class Meeting:
    """One meeting of the rhythm."""

    key: str
    title: str
    cadence: Cadence
    minutes: int
    roles: tuple[str, ...]
    """Who is wanted, by role (T02); empty: everybody."""
    sections: tuple[str, ...]
    """What its agenda holds, in order: the keys of `SECTIONS`."""
    rule: str
    clock: str
    """The local time it begins at."""
    over: bool = False
    """Whether it is about a period that is over, and so held in the next one; else about the one that runs."""
    offset: int = 0
    """Days into the period in which a meeting without a weekday is held."""


@frozen
class Habit:
    """What a team does otherwise than declared; empty fields follow the declaration."""

    on: bool = True
    clock: str = ""
    zone: str = ""
    weekday: int | None = None
    minutes: int = 0
    begins: str = ""
    """A day from which the fourteen days of check-points are counted."""


@frozen
class Sitting:
    """One meeting at one time."""

    meeting: Meeting
    period: Period
    """What it is about."""
    day: date
    at: datetime
    """The instant it begins, aware UTC."""
    zone: str
    moved: date | None = None
    """The day it would have been, where a holiday moved it."""


EVERYBODY: tuple[str, ...] = ()
MEETINGS: Mapping[str, Meeting] = {
    one.key: one
    for one in (
        Meeting("standup", "Daily stand-up", Cadence("day"), 15, EVERYBODY,
                ("work", "waiting", "alarms", "duty", "topics"), "T20", "09:15"),
        Meeting("planning", "Monday planning", Cadence("week", weekday=0), 45, EVERYBODY,
                ("pace", "week", "budgets", "tasks", "themes", "dates", "next", "decisions"), "T10", "10:00"),
        Meeting("data", "Weekly data meeting", Cadence("week", weekday=1), 30, ("analyst", "strategist", "creator"),
                ("pace", "chance", "figures", "content", "timing", "support", "budgets", "insights", "decisions"),
                "T13", "10:00", over=True),
        Meeting("alignment", "Weekly role alignment", Cadence("week", weekday=3), 30, EVERYBODY,
                ("roles", "late", "collaboration", "decisions"), "T04", "10:00"),
        Meeting("checkpoint", "Two-week check-point", Cadence("fortnight", weekday=2), 45, ("strategist", "analyst"),
                ("pace", "chance", "adjust", "budgets", "experiments", "late", "decisions"), "G26", "10:00", over=True),
        Meeting("month", "Monthly deep dive and theme plan", Cadence("month"), 90,
                ("strategist", "analyst", "creator"),
                ("pace", "chance", "content", "timing", "lifts", "support", "experiments", "insights", "themes",
                 "dates", "decisions"), "T13", "14:00", over=True),
        Meeting("quarter", "Quarterly goal, process and workflow review", Cadence("quarter"), 120, EVERYBODY,
                ("goals", "chance", "adjust", "experiments", "collaboration", "reports", "insights", "decisions"),
                "G31", "10:00", over=True, offset=2),
        Meeting("platform", "Monthly platform brief", Cadence("month"), 30, ("strategist", "creator", "community"),
                ("experts", "changes", "experiments", "decisions"), "T24", "14:00", over=True, offset=7),
    )
}  # fmt: skip
"""Every meeting by its key, the most frequent first."""
SECTIONS: Mapping[str, str] = {
    "work": "Today's posts and tasks",
    "waiting": "Waiting for somebody",
    "alarms": "Alarms",
    "duty": "On duty",
    "topics": "Hot topics watched",
    "pace": "Pace of the goals",
    "week": "The week's posts",
    "budgets": "Budgets, planned and published",
    "tasks": "The week's tasks",
    "themes": "Themes and what the periods are for",
    "dates": "Days to respect",
    "next": "Next best actions",
    "chance": "Chance of hitting",
    "figures": "Figures against the period before",
    "content": "Best and least content",
    "timing": "When posts do better",
    "lifts": "What kind of post does better",
    "support": "Support",
    "adjust": "Proposed adjustments",
    "experiments": "Experiments",
    "roles": "Who does what",
    "late": "Overdue tasks",
    "collaboration": "How the team works together",
    "goals": "Which goals worked",
    "reports": "Reports",
    "experts": "Platform experts",
    "changes": "What changed on the platform",
    "insights": "Insights and what became of them",
    "decisions": "Decisions",
}
"""What an agenda can hold, with its title."""


def meeting_of(key: str, habit: Habit | None = None) -> Meeting:
    """The meeting of this key as the team holds it; raises `UsageProblem` for another."""
    found = MEETINGS.get(key)
    if found is None:
        raise UsageProblem(f"There is no meeting {key!r}.", f"The meetings are {', '.join(MEETINGS)}.")
    if habit is None:
        return found
    weekly = found.cadence.every in ("week", "fortnight") and habit.weekday is not None
    cadence = replace(found.cadence, weekday=habit.weekday) if weekly else found.cadence
    return replace(found, cadence=cadence, clock=habit.clock or found.clock, minutes=habit.minutes or found.minutes)


@frozen
class Frame:
    """What the layout of meetings rests on beside their declarations."""

    zone: str = "UTC"
    closed: Closed = lambda day: False
    fiscal_start: int = 1
    begins: date = MONDAY
    """From when the fourteen days of check-points are counted."""
    stretch: int = FORTNIGHT
    """The days between two check-points."""
    months: int = 3
    """The months between two full reviews; other than three they are counted from the fiscal year of 1970."""

    def beats(self, meeting: Meeting) -> bool:
        """Whether a meeting's periods are counted by the team's own beat, not by the calendar."""
        return meeting.cadence.every == "fortnight" or (meeting.cadence.every == "quarter" and self.months != 3)


def period_about(meeting: Meeting, day: date, frame: Frame) -> Period:
    """The period of the meeting's kind that a day lies in."""
    if meeting.cadence.every == "fortnight":
        passed = (day - frame.begins).days // frame.stretch
        first = frame.begins + timedelta(days=passed * frame.stretch)
        return Period("week", first.isoformat(), first, first + timedelta(days=frame.stretch - 1))
    if frame.beats(meeting):
        passed = ((day.year - 1970) * 12 + day.month - frame.fiscal_start) // frame.months * frame.months
        first, after = (_month(frame.fiscal_start - 1 + months) for months in (passed, passed + frame.months))
        return Period("quarter", f"{first:%Y-%m}", first, after - ONE_DAY)
    return containing(_KINDS[meeting.cadence.every], day, frame.fiscal_start)


def _month(number: int) -> date:
    """The first day of a month counted from January 1970."""
    return date(1970 + number // 12, number % 12 + 1, 1)


def period_named(meeting: Meeting, label: str, frame: Frame) -> Period:
    """The period that a label names: one of its own kind, or any day or period that begins in it.

    Raises `UsageProblem` for what is no period, or longer than the meeting's own.
    """
    found = parse(label, frame.fiscal_start)
    held = period_about(meeting, found.first, frame)
    if found.last > held.last:
        raise UsageProblem(f"{label} holds more than one {meeting.title}.", f"Write it like {held.label}.")
    return held


def sitting(meeting: Meeting, period: Period, frame: Frame) -> Sitting | None:
    """When the meeting about this period is held; None where holidays leave it no day."""
    wanted = _wanted(meeting, period)
    day = _open_day(meeting, wanted, frame)
    if day is None:
        return None
    hour, minute = (int(part) for part in meeting.clock.split(":"))
    at = datetime.combine(day, time(hour, minute), ZoneInfo(frame.zone)).astimezone(UTC)
    return Sitting(meeting, period, day, at, frame.zone, wanted if day != wanted else None)


def sittings(meeting: Meeting, first: date, last: date, frame: Frame) -> Iterator[Sitting]:
    """Every time the meeting is held from `first` to `last`, both inclusive, in order."""
    reach = timedelta(days=FARTHEST + 7)
    for period in _periods(meeting, first - reach, last + reach, frame):
        found = sitting(meeting, period, frame)
        if found is not None and first <= found.day <= last:
            yield found


def _periods(meeting: Meeting, first: date, last: date, frame: Frame) -> Iterator[Period]:
    """The periods whose meeting may fall on these days."""
    if frame.beats(meeting):
        back = frame.stretch if meeting.cadence.every == "fortnight" else 31 * frame.months
        period = period_about(meeting, first - timedelta(days=2 * back), frame)
        while period.first <= last:
            yield period
            period = period_about(meeting, period.last + ONE_DAY, frame)
        return
    begin = first - timedelta(days=100 if meeting.over else 0)
    yield from within(_KINDS[meeting.cadence.every], begin, last, frame.fiscal_start)


def _wanted(meeting: Meeting, period: Period) -> date:
    """The day it would be held on if nobody had a holiday."""
    begin = period.last + ONE_DAY if meeting.over else period.first
    weekday = meeting.cadence.weekday
    if weekday is not None:
        return begin + timedelta(days=(weekday - begin.weekday()) % 7)
    day = begin + timedelta(days=meeting.offset)
    while meeting.cadence.every != "day" and day.weekday() not in WORKDAYS:
        day += ONE_DAY
    return day


def _open_day(meeting: Meeting, wanted: date, frame: Frame) -> date | None:
    """The wanted day, else the next working day; a weekly meeting stays in its week, a stand-up falls out."""
    if meeting.cadence.every == "day":
        return wanted if wanted.weekday() in WORKDAYS and not frame.closed(wanted) else None
    later = [wanted + timedelta(days=step) for step in range(FARTHEST + 1)]
    if meeting.cadence.every == "week":
        monday = wanted - timedelta(days=wanted.weekday())
        later = [day for day in later if day - monday < timedelta(days=7)]
        later += [wanted - timedelta(days=step) for step in range(1, wanted.weekday() + 1)]
    chosen = meeting.cadence.weekday  # a team that meets on Sundays does
    return next(
        (day for day in later if (day.weekday() in WORKDAYS or day.weekday() == chosen) and not frame.closed(day)), None
    )
