"""The calendar as an ICS file (RFC 5545), for any calendar program: posts and slots with their time, zone and state.

Every post keeps its UID over every export, its SEQUENCE grows with its version, and each zone that is used stands in
the file with its changes of the clock.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard

from tweetplan import __version__
from tweetplan.domain import post_life
from tweetplan.domain.outgoing import outgoing
from tweetplan.domain.posts import Post
from tweetplan.domain.text import storable
from tweetplan.exchange.entries import Entry

_NONE = timedelta(0)
LASTS = "DURATION:PT15M"
"""How long a post stands in a calendar: it is a moment, and programs draw one as nothing."""
FIRM = (post_life.SCHEDULED, post_life.HANDED_OFF, post_life.PUBLISHED)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_UTC = re.compile(r"(Etc/)?(UTC|UCT|GMT([+-]?0)?|Zulu|Universal|Greenwich)")
"""Zones that need no definition: their times end in Z."""
OCTETS = 75
"""The most that a line may have, without its break."""
_SIGN = re.compile(r"\\.|.", re.DOTALL)
_LINK = re.compile(r"https?://[!-~]+")


def calendar_file(entries: Iterable[Entry], now: datetime, name: str = "") -> bytes:
    """The file's bytes, CRLF and folded at 75 octets; `now` (aware) becomes DTSTAMP."""
    held = sorted((entry for entry in entries if entry.day is not None), key=_order)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//tweetplan//tweetplan {__version__}//EN")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("x-wr-calname", clean(name))
    for zone in sorted({entry.zone for entry in held if entry.at is not None and not _UTC.fullmatch(entry.zone)}):
        instants = [entry.at for entry in held if entry.at is not None and entry.zone == zone]
        calendar.add_component(_zone(zone, instants))
    whole = bytes(calendar.to_ical())
    head = whole[: whole.rindex(b"END:VCALENDAR")]
    return b"".join((head, *(_event(entry, now) for entry in held), b"END:VCALENDAR\r\n"))


def clean(text: str) -> str:
    """The text without what no calendar may hold: control characters go, line breaks become plain ones."""
    whole = storable(text)[0].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub("", whole.replace("\t", " "))


def _order(entry: Entry) -> tuple[str, str]:
    return (entry.at.isoformat() if entry.at else f"{entry.day}", entry.key)


def _event(entry: Entry, now: datetime) -> bytes:
    """One event, its properties in the order that the library for the rest of the file has."""
    end = ""
    if entry.at is not None and _UTC.fullmatch(entry.zone):
        start, end = f"DTSTART:{entry.at.astimezone(UTC):%Y%m%dT%H%M%SZ}", LASTS
    elif entry.at is not None:
        start, end = f"DTSTART;TZID={entry.zone}:{entry.at.astimezone(ZoneInfo(entry.zone)):%Y%m%dT%H%M%S}", LASTS
    else:
        day = entry.day or date.min
        start, end = f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    told, words = _told(entry), [word for word in _parts(entry) if word]
    version = max(entry.slot.version if entry.slot else 0, entry.post.version if entry.post else 0)
    lines = (
        "BEGIN:VEVENT",
        f"SUMMARY:{_escaped(f'{entry.account.handle}: {_one_line(entry.title)}{_aside(entry)}')}",
        start,
        end,
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, f'tweetplan:{entry.key}')}@tweetplan",
        f"SEQUENCE:{version}",
        f"CATEGORIES:{','.join(map(_escaped, words))}" if words else "",
        f"DESCRIPTION:{_escaped(told)}" if told else "",
        f"STATUS:{_status(entry)}",
        f"TRANSP:{'TRANSPARENT' if entry.free or entry.at is None else 'OPAQUE'}",
        f"URL:{entry.post.url}" if entry.post is not None and _LINK.fullmatch(entry.post.url) else "",
        "END:VEVENT\r\n",
    )
    return b"\r\n".join(_folded(line) for line in lines if line)


def _escaped(text: str) -> str:
    """A text as a property's value."""
    return clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line of at most 75 octets, or several that go on; no character and no escape is torn apart."""
    if len(line) < OCTETS and len(line.encode()) < OCTETS:
        return line.encode()
    pieces, piece, room = list[bytes](), b"", OCTETS - 1
    for sign in _SIGN.findall(line):
        held = sign.encode()
        if len(piece) + len(held) > room:
            pieces.append(piece)
            piece, room = b"", OCTETS - 2
        piece += held
    return b"\r\n ".join([*pieces, piece])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _aside(entry: Entry) -> str:
    """The stage, where it is not what the status says already."""
    if entry.free:
        return " (free)"
    stage = entry.post.state if entry.post is not None else ""
    return f" ({post_life.POST.stage(stage).title})" if stage and stage != post_life.SCHEDULED else ""


def _told(entry: Entry) -> str:
    """What stands in the event's text: the post as it goes out."""
    if entry.post is None:
        return f"Goal: {entry.slot.goal}" if entry.slot is not None and entry.slot.goal else ""
    return outgoing(entry.post)


def _status(entry: Entry) -> str:
    if entry.post is None:
        return "TENTATIVE" if entry.free else "CONFIRMED"
    if entry.post.state == post_life.DROPPED:
        return "CANCELLED"
    return "CONFIRMED" if entry.post.state in FIRM else "TENTATIVE"


def _parts(entry: Entry) -> Sequence[str]:
    """What it counts as: the post's own word before the slot's."""
    held: list[Post | object] = [one for one in (entry.post, entry.slot) if one is not None]
    words = (next((getattr(one, axis) for one in held if getattr(one, axis)), "") for axis in ("intent", "topic"))
    return (*words, entry.slot.plan if entry.slot is not None else "")


def _zone(name: str, instants: Sequence[datetime]) -> Timezone:
    """The zone with its changes of the clock from a year before the first instant to a year after the last."""
    first = min(instants) - timedelta(days=366)
    last = max(instants) + timedelta(days=366)
    found = Timezone()
    found.add("tzid", name)
    zone = ZoneInfo(name)
    start = first.astimezone(zone)
    found.add_component(_observance(start.replace(tzinfo=None), start, start))
    for before, after in _changes(zone, first, last):
        onset = after.astimezone(UTC).replace(tzinfo=None) + _offset(before)
        found.add_component(_observance(onset, before, after))
    return found


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterable[tuple[datetime, datetime]]:
    """Each change of the offset: the minute before it and the minute of it, in local time."""
    step, minute = timedelta(days=1), timedelta(minutes=1)
    at = first.replace(second=0, microsecond=0)
    while at < last:
        low, high = at, at + step
        if _offset(low.astimezone(zone)) != _offset(high.astimezone(zone)):
            while high - low > minute:
                middle = low + ((high - low) / 2 // minute) * minute
                same = _offset(middle.astimezone(zone)) == _offset(at.astimezone(zone))
                low, high = (middle, high) if same else (low, middle)
            yield low.astimezone(zone), high.astimezone(zone)
        at += step


def _observance(onset: datetime, before: datetime, after: datetime) -> TimezoneDaylight | TimezoneStandard:
    """One span of an offset; `onset` is told by the clocks before it, as the standard wants it.

    It is daylight time when the clocks were put forward: some zones call that their standard, and readers stumble.
    """
    first = before is after
    summer = (after.dst() or _NONE) > _NONE if first else _offset(after) > _offset(before)
    found = TimezoneDaylight() if summer else TimezoneStandard()
    found.add("dtstart", onset.replace(microsecond=0))
    found.add("tzoffsetfrom", _offset(before))
    found.add("tzoffsetto", _offset(after))
    found.add("tzname", after.tzname() or "")
    return found


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)
