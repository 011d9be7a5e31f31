"""Days to respect from somebody's calendar file: events on the days that they fall on, recurrences laid out.

Calendar files come from anywhere: size, events and occurrences are bounded, and what cannot be read is named with its
event while the rest is kept.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr
from icalendar import Calendar, Component

from tweetplan.domain.findings import Problem
from tweetplan.domain.text import blank, storable
from tweetplan.domain.values import frozen
from tweetplan.guarded import Broken, guarded

MOST_BYTES = 5_000_000
MOST_EVENTS, MOST_OCCURRENCES = 20_000, 20_000
SECONDS = 20.0
"""How long reading one file may take: some rules never find a day, and look for it for thousands of years."""
MOST_DAYS = 366
"""A single event that lasts longer is cut there."""
_NAME = re.compile(rb"TZID[^:]*:[ \t]*[^ \t\r\n]", re.IGNORECASE)
_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")


@frozen
class Occurrence:
    """One event on its days."""

    uid: str
    """What stays the same when the file is read again: the event's UID and the occurrence's own day."""
    title: str
    first: date
    last: date
    whole_day: bool
    categories: tuple[str, ...] = ()


@frozen
class DatesRead:
    """A calendar file as it was understood."""

    name: str
    """What the calendar calls itself."""
    found: tuple[Occurrence, ...]
    outside: int
    """Events that have no day in the span asked for."""
    skipped: tuple[str, ...]
    """What was passed over, each with why."""


def read_dates(content: bytes, name: str, first: date, last: date, zone: str) -> DatesRead:
    """The events of a file that touch the days from `first` to `last`; times are told by the clocks of `zone`.

    Raises `Problem` when it is no calendar file, or larger or slower to read than any should be.
    """
    if b"BEGIN:VCALENDAR" not in content[:4096].upper():
        raise Problem(f"{name} is no calendar file.", "It begins with BEGIN:VCALENDAR.")
    if content.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise Problem(f"{name} has more than {MOST_EVENTS:,} events.", "Split it, or export a shorter span.")
    try:
        with guarded(SECONDS):
            return _read(content, name, _Span(first, last, ZoneInfo(zone)))
    except Broken as broken:
        raise Problem(f"{name} cannot be read: {broken.reason}", "Export it again, or take the event out.") from broken


@frozen
class _Span:
    first: date
    last: date
    zone: ZoneInfo


def _read(content: bytes, name: str, span: _Span) -> DatesRead:
    try:
        calendars = Calendar.from_ical(_mended(content), multiple=True)
    except (ValueError, KeyError, IndexError, RecursionError) as error:
        raise Problem(f"{name} cannot be read: {_words(error)}.", "Export it again.") from error
    title = next((str(held["x-wr-calname"]) for held in calendars if "x-wr-calname" in held), "")
    found: list[Occurrence] = []
    skipped: list[str] = []
    outside = 0
    for calendar in calendars:
        events = [event for event in calendar.walk() if event.name == "VEVENT"]
        moved = _moved(events)
        for event in events:
            try:
                days = list(_occurrences(event, span, moved.get(_uid(event), frozenset())))
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
                skipped.append(f"{_title(event) or 'an event without a title'}: {_words(error)}")
                continue
            found += days
            outside += not days
            if len(found) > MOST_OCCURRENCES:
                raise Problem(f"{name} has more than {MOST_OCCURRENCES:,} days to respect.", "Take a shorter span.")
    ordered = sorted(dict.fromkeys(found), key=lambda one: (one.first, one.last, one.title, one.uid))
    return DatesRead(_clean(title), tuple(ordered), outside, tuple(skipped))


def _mended(content: bytes) -> bytes:
    """The file without definitions of zones that have no name: nothing refers to one, and the reader stops at it."""
    kept: list[bytes] = []
    zone: list[bytes] = []
    for line in content.splitlines(keepends=True):
        begins = line.strip().upper()
        if begins == b"BEGIN:VTIMEZONE":
            kept += zone
            zone = [line]
        elif not zone:
            kept.append(line)
        else:
            zone.append(line)
            if begins == b"END:VTIMEZONE":
                kept += zone if any(_NAME.match(each) for each in zone) else []
                zone = []
    return b"".join(kept + zone)


def _words(error: BaseException) -> str:
    told = " ".join(str(error).split())[:200]
    return told or type(error).__name__


def _clean(text: str) -> str:
    return " ".join(storable(text)[0].split())[:200]


def _title(event: Component) -> str:
    """Its summary, else the first line of its description."""
    lines = (str(_one(event.get(name, ""))).strip().partition("\n")[0] for name in ("summary", "description"))
    return next((held for held in map(_clean, lines) if not blank(held)), "")


def _uid(event: Component) -> str:
    return str(event.get("uid", ""))


def _moved(events: Iterable[Component]) -> dict[str, frozenset[str]]:
    """By UID, the occurrences of a series that stand in the file as events of their own."""
    found: dict[str, set[str]] = {}
    for event in events:
        own = event.get("recurrence-id")
        if own is not None and _uid(event):
            found.setdefault(_uid(event), set()).add(_stamp(own.dt))
    return {uid: frozenset(stamps) for uid, stamps in found.items()}


def _stamp(moment: date | datetime) -> str:
    """An occurrence's own time, comparable over zones."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat() if moment.tzinfo else moment.isoformat()
    return moment.isoformat()


def _occurrences(event: Component, span: _Span, moved: frozenset[str]) -> Iterator[Occurrence]:
    """The days of one event that touch the span; raises `ValueError` saying why it has none that can be told."""
    if str(event.get("status", "")).upper() == "CANCELLED":
        return
    if "dtstart" not in event:
        raise ValueError("it has no day")
    title = _title(event)
    if not title:
        raise ValueError("it has no title")
    start = _one(event["dtstart"]).dt
    lasts = _lasts(event, start)
    own = event.get("recurrence-id")
    categories = tuple(_categories(event))
    for begin in _starts(event, start, lasts, span) if own is None else [start]:
        stamp = _stamp(begin)
        if own is None and stamp in moved:
            continue
        first, last = _days(begin, lasts, span.zone)
        if first <= span.last and last >= span.first:
            uid = f"{_uid(event) or title}/{_stamp(own.dt) if own is not None else stamp}"
            yield Occurrence(uid, title, first, last, not isinstance(begin, datetime), categories)


def _one(held: Any) -> Any:
    """A property that a file gives twice: the first."""
    return held[0] if isinstance(held, list) else held


def _categories(event: Component) -> Iterator[str]:
    held = event.get("categories")
    for each in held if isinstance(held, list) else [held] if held is not None else []:
        yield from (_clean(str(word)).lower() for word in getattr(each, "cats", [each]))


def _lasts(event: Component, start: date | datetime) -> timedelta:
    """How long it lasts: by its end, its duration, else a day or a moment."""
    whole = not isinstance(start, datetime)
    if "dtend" in event:
        end = _one(event["dtend"]).dt
        if isinstance(end, datetime) and isinstance(start, datetime):
            if (end.tzinfo is None) != (start.tzinfo is None):
                end, start = end.replace(tzinfo=None), start.replace(tzinfo=None)
            lasts = end - start
        else:
            lasts = _day(end) - _day(start)
    elif "duration" in event:
        lasts = _one(event["duration"]).dt
    else:
        lasts = timedelta(days=1) if whole else timedelta(0)
    least = timedelta(days=1) if whole else timedelta(0)
    return min(max(lasts, least), timedelta(days=MOST_DAYS))


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _days(begin: date | datetime, lasts: timedelta, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last day; an end at midnight belongs to the day before."""
    if not isinstance(begin, datetime):
        return begin, begin + lasts - timedelta(days=1)
    start = begin.astimezone(zone) if begin.tzinfo else begin
    end = start + max(lasts - timedelta(microseconds=1), timedelta(0))
    return start.date(), end.date()


def _starts(event: Component, start: date | datetime, lasts: timedelta, span: _Span) -> Iterator[date | datetime]:
    """When it begins: once, or as its rules, further dates and exceptions say, within the span."""
    if "rrule" not in event and "rdate" not in event:
        yield start
        return
    whole = not isinstance(start, datetime)
    zone = start.tzinfo if isinstance(start, datetime) else None
    base = _wall(start, zone)
    rules = rruleset()
    rules.rdate(base)
    for rule in _listed(event.get("rrule")):
        often = {str(each).upper() for each in rule.get("freq", [])} & set(_OFTEN)
        if often:
            raise ValueError(f"it recurs {next(iter(often)).lower()}, more often than daily")
        if any(int(each) < 1 for each in rule.get("interval", [1])):
            raise ValueError("it recurs at an interval of nothing")
        made = rrulestr(_rule(rule, zone), dtstart=base)
        if isinstance(made, rrule):
            rules.rrule(made)
    for each in _dated(event.get("rdate")):
        rules.rdate(_wall(each, zone))
    for each in _dated(event.get("exdate")):
        if whole or isinstance(each, datetime):
            rules.exdate(_wall(each, zone))
        else:
            rules.exdate(datetime.combine(each, base.time()))
    one = timedelta(days=1)
    low = datetime.combine(max(span.first, date.min + lasts + 3 * one), time()) - lasts - 2 * one
    high = datetime.combine(min(span.last, date.max - 3 * one), time()) + 2 * one
    for count, found in enumerate(rules.xafter(low, inc=True)):
        if found > high or count > MOST_OCCURRENCES:
            return
        yield found.date() if whole else found.replace(tzinfo=zone)


def _rule(rule: Any, zone: tzinfo | None) -> str:
    """The rule for wall times: UNTIL without a zone, at the end of its day when it names a day."""
    held = dict(rule)
    ends = [key for key in held if key.upper() == "UNTIL"]
    text = ";".join(
        f"{key.upper()}={','.join(str(part) for part in _listed(value))}"
        for key, value in rule.items()
        if key.upper() != "UNTIL"
    )
    for key in ends:
        until = _listed(held[key])[0]
        wall = _wall(until, zone) if isinstance(until, datetime) else datetime.combine(until, time(23, 59, 59))
        text += f";UNTIL={wall:%Y%m%dT%H%M%S}"
    return text


def _wall(moment: date | datetime, zone: tzinfo | None) -> datetime:
    """A moment as the clocks of the event's own zone show it, without the zone."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if moment.tzinfo is not None and zone is not None:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def _listed(held: Any) -> list[Any]:
    return held if isinstance(held, list) else [] if held is None else [held]


def _dated(held: Any) -> Iterator[date | datetime]:
    """The moments of RDATE and EXDATE, which stand in lists of lists; of a period its beginning."""
    for each in _listed(held):
        for one in each.dts:
            yield one.dt[0] if isinstance(one.dt, tuple) else one.dt
