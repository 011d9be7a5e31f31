"""Who is on duty at a moment, from each member's own hours and zone (T22)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.goals import Member
from tweetplan.domain.values import frozen

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


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
    for days, spans in hours.items():
        days_of(days)
        spans_of(spans)


def shifts(member: Member, first: date, last: date) -> Iterator[Shift]:
    """The member's shifts that begin on the days from `first` to `last` of the member's zone, in no order."""
    zone = ZoneInfo(member.zone)
    for days_text, spans_text in member.hours.items():
        weekdays, spans = days_of(days_text), spans_of(spans_text)
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if day.weekday() in weekdays:
                midnight = datetime.combine(day, time())
                for begin, end in spans:
                    yield Shift(
                        member.login,
                        (midnight + timedelta(minutes=begin)).replace(tzinfo=zone),
                        (midnight + timedelta(minutes=end)).replace(tzinfo=zone),
                    )


def on_duty(team: Iterable[Member], now: datetime) -> tuple[Shift, ...]:
    """The shifts that run at an aware instant, the one that ends first before the others; unreadable hours are none."""
    return tuple(sorted(_around(team, now, running=True), key=lambda shift: (shift.ends, shift.login)))


def next_on_duty(team: Iterable[Member], now: datetime) -> Shift | None:
    """The shift that begins next after an aware instant, within a week."""
    return min(_around(team, now, running=False), key=lambda shift: (shift.begins, shift.login), default=None)


def _around(team: Iterable[Member], now: datetime, *, running: bool) -> Iterator[Shift]:
    for member in team:
        try:
            today = now.astimezone(ZoneInfo(member.zone)).date()
            found = list(shifts(member, today - timedelta(days=1), today + timedelta(days=0 if running else 7)))
        except (ValueError, OSError, KeyError):
            continue
        yield from (shift for shift in found if (shift.begins <= now < shift.ends if running else shift.begins > now))
