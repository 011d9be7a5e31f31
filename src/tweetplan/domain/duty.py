"""Who is on duty at a moment, from each member's own hours and zone (T22)."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.goals import Member
from tweetplan.domain.values import frozen

HOLIDAYS, OFF = "holidays", "off"
"""Days and times that an hours table may name beside weekdays and spans: `{"holidays": "off"}`."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")

_DATED = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")


@frozen
class Shift:
    """One stretch of duty of one member: instants in the member's own zone, the end not included."""

    login: str
    begins: datetime
    ends: datetime


def days_of(text: str) -> tuple[int, ...]:
    """The weekdays (0 = Monday) that `mon-fri` or `mon, wed` names; raises `ValueError` with an example."""
    found: list[int] = []
    for part in text.lower().replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
            raise ValueError(f"{text!r} names no weekdays; write them like mon-fri or mon,wed")
        begin = WEEKDAYS.index(first)
        span = (WEEKDAYS.index(last) - begin) % 7 if dash else 0
        found += [(begin + step) % 7 for step in range(span + 1)]
    return tuple(sorted(set(found)))


def spans_of(text: str) -> tuple[tuple[int, int], ...]:
    """The minutes since midnight that `08:00-12:00, 13:00-17:00` names; an end before its begin is the next day's."""
    found = []
    for part in text.replace(" ", "").split(","):
        match = _SPAN.fullmatch(part)
        if match is None:
            raise ValueError(f"{text!r} names no hours; write them like 08:00-17:00")
        begin_hour, begin_minute, end_hour, end_minute = (int(group) for group in match.groups())
        begin, end = begin_hour * 60 + begin_minute, end_hour * 60 + end_minute
        if end > 24 * 60:
            raise ValueError(f"{text!r} ends after midnight; 24:00 is the last")
        found.append((begin, end if end > begin else end + 24 * 60))
    return tuple(found)


def checked_hours(hours: Mapping[str, str]) -> None:
    """Raise `ValueError` with an example when the days or the times of an hours table cannot be read."""
    _schedule(hours)


def day_range(text: str) -> tuple[date, date] | None:
    """The days that `2026-12-25` or `2026-12-24/2026-12-26` names, both included; None when it names none."""
    if not _DATED.fullmatch(text):
        return None
    first, _, last = text.partition("/")
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        raise ValueError(f"{text!r} names no days; write them like 2026-12-24/2026-12-26") from None
    if end < begin:
        raise ValueError(f"{text!r} are days that end before they begin")
    return begin, end


_Spans = tuple[tuple[int, int], ...]


@frozen
class _Schedule:
    """Hours as read: by weekday, on holidays (None: as on any day), and on days of their own."""

    weekdays: Mapping[int, _Spans]
    holidays: _Spans | None
    dated: tuple[tuple[date, date, _Spans], ...]

    def on(self, day: date, holidays: Container[date]) -> _Spans:
        """The minutes of one day; a day of its own wins over a holiday, a holiday over the weekday."""
        for first, last, spans in self.dated:
            if first <= day <= last:
                return spans
        if self.holidays is not None and day in holidays:
            return self.holidays
        return self.weekdays.get(day.weekday(), ())


def _schedule(hours: Mapping[str, str]) -> _Schedule:
    weekdays: dict[int, _Spans] = {}
    on_holidays: _Spans | None = None
    dated = []
    for days, text in hours.items():
        spans = () if text.strip().lower() == OFF else spans_of(text)
        span = day_range(days.strip())
        if span is not None:
            dated.append((*span, spans))
        elif days.strip().lower() == HOLIDAYS:
            on_holidays = spans
        else:
            for weekday in days_of(days):
                weekdays[weekday] = (*weekdays.get(weekday, ()), *spans)
    return _Schedule(weekdays, on_holidays, tuple(dated))


def asks_for_holidays(team: Iterable[Member]) -> bool:
    """Whether the hours of any member are others on holidays."""
    return any(days.strip().lower() == HOLIDAYS for member in team for days in member.hours)


def shifts(member: Member, first: date, last: date, holidays: Container[date] = ()) -> Iterator[Shift]:
    """The member's shifts that begin on the days from `first` to `last` of the member's zone, by day."""
    zone, schedule = ZoneInfo(member.zone), _schedule(member.hours)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        midnight = datetime.combine(day, time())
        for begin, end in schedule.on(day, holidays):
            yield Shift(
                member.login,
                (midnight + timedelta(minutes=begin)).replace(tzinfo=zone),
                (midnight + timedelta(minutes=end)).replace(tzinfo=zone),
            )


def on_duty(team: Iterable[Member], now: datetime, holidays: Container[date] = ()) -> tuple[Shift, ...]:
    """The shifts that run at an aware instant, the one that ends first before the others; unreadable hours are none."""
    return tuple(sorted(_around(team, now, holidays, running=True), key=lambda shift: (shift.ends, shift.login)))


def next_on_duty(team: Iterable[Member], now: datetime, holidays: Container[date] = ()) -> Shift | None:
    """The shift that begins next after an aware instant, within a week."""
    return min(_around(team, now, holidays, running=False), key=lambda shift: (shift.begins, shift.login), default=None)


def _around(team: Iterable[Member], now: datetime, holidays: Container[date], *, running: bool) -> Iterator[Shift]:
    moment = now.astimezone(UTC)
    for member in team:
        try:
            today = now.astimezone(ZoneInfo(member.zone)).date()
            reach = today + timedelta(days=0 if running else 7)
            found = list(shifts(member, today - timedelta(days=1), reach, holidays))
        except (ValueError, OSError, KeyError):
            continue
        for shift in found:
            begins, ends = shift.begins.astimezone(UTC), shift.ends.astimezone(UTC)
            if (begins <= moment < ends) if running else (moment < begins < ends):
                yield shift
