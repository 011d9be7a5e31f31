"""The business-hours clock: how many seconds of a span fell into the hours in which somebody answers (G13)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.values import frozen

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d\d?):(\d\d)-(\d\d?):(\d\d)")
_FORM = 'Write it like "mon-fri 09:00-17:00", several parts with commas: "mon-fri 09:00-17:00, sat 10:00-14:00".'


@frozen
class BusinessHours:
    """Opening hours by weekday (0 = Monday, minutes since midnight, an end of 1440 is midnight) in a zone."""

    open: tuple[tuple[tuple[int, int], ...], ...]
    zone: str

    def between(self, start: float, end: float) -> float:
        """Open seconds from `start` to `end`, both seconds since 1970 UTC; 0 when the end is not after the start."""
        return max(0.0, self._until(end) - self._until(start))

    def _until(self, moment: float) -> float:
        """Open seconds from 2006 to an instant."""
        day = int(moment // 86_400)
        block = day // 64
        starts, ends, before = _block(self, block)
        at = bisect_right(starts, moment) - 1
        inside = before[at] + min(moment, ends[at]) - starts[at] if at >= 0 else 0.0
        return inside + _blocks_before(self, block)


def business_hours(text: str, zone: str) -> BusinessHours:
    """Hours as people write them; raises `UsageProblem` for what is not understood, overlaps or crosses midnight."""
    week: list[list[tuple[int, int]]] = [[] for _ in _DAYS]
    for part in filter(None, (piece.strip() for piece in text.lower().split(","))):
        read = _PART.fullmatch(" ".join(part.split()))
        if read is None or read[1] not in _DAYS or (read[2] or read[1]) not in _DAYS:
            raise UsageProblem(f"{part[:60]!r} are no business hours.", _FORM)
        opens, closes = int(read[3]) * 60 + int(read[4]), int(read[5]) * 60 + int(read[6])
        if not opens < closes <= 1440 or int(read[4]) > 59 or int(read[6]) > 59:
            raise UsageProblem(f"{part[:60]!r} ends before it begins, or after midnight.", _FORM)
        first, last = _DAYS.index(read[1]), _DAYS.index(read[2] or read[1])
        for step in range((last - first) % 7 + 1):
            week[(first + step) % 7].append((opens, closes))
    for day in week:
        day.sort()
        if any(one[1] > other[0] for one, other in pairwise(day)):
            raise UsageProblem("Two parts of the business hours overlap.", _FORM)
    if not any(week):
        raise UsageProblem("No business hours are named.", _FORM)
    return BusinessHours(tuple(map(tuple, week)), zone)


@lru_cache(maxsize=2048)
def _block(hours: BusinessHours, block: int) -> tuple[list[float], list[float], list[float]]:
    """The open spans that begin in one block of 64 days: starts, ends, and open seconds before each."""
    starts: list[float] = []
    ends: list[float] = []
    before: list[float] = []
    total = 0.0
    for opens, closes in _spans(hours, block * 64, block * 64 + 64):
        starts.append(opens)
        ends.append(closes)
        before.append(total)
        total += closes - opens
    return starts, ends, before


@lru_cache(maxsize=2048)
def _blocks_before(hours: BusinessHours, block: int) -> float:
    """Open seconds of all blocks from 2006 to before this one."""
    total = 0.0
    for each in range(205, block):
        starts, ends, before = _block(hours, each)
        total += before[-1] + ends[-1] - starts[-1] if starts else 0.0
    return total


def _spans(hours: BusinessHours, first: int, last: int) -> Iterator[tuple[float, float]]:
    """Open spans that begin on UTC days `first` to before `last`, in order, as seconds since 1970."""
    zone = ZoneInfo(hours.zone)
    lower, upper = first * 86_400, last * 86_400
    for number in range(first - 1, last + 2):
        day = date(1970, 1, 1) + timedelta(days=number)
        for opens, closes in hours.open[day.weekday()]:
            start, end = _instant(day, opens, zone), _instant(day, closes, zone)
            if lower <= start < upper and end > start:
                yield start, end


def _instant(day: date, minutes: int, zone: ZoneInfo) -> float:
    midnight, rest = (day + timedelta(days=1), 0) if minutes == 1440 else (day, minutes)
    return datetime.combine(midnight, time(rest // 60, rest % 60), zone).astimezone(UTC).timestamp()
