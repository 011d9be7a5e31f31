"""When a post was posted, as its account's clock showed it: day, weekday, hour and month, kept with every result.

Stored at import, so that nobody downstream converts zones, and a day's figures add up by the account's own days.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

HOUR_MS, DAY_MS = 3_600_000, 86_400_000
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = date(1970, 1, 1)


@cache
def _texts() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The minutes of a day, seconds of a minute and thousandths of a second, written; for the many of a file."""
    return (
        tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(1440)),
        tuple(f"{second:02}" for second in range(60)),
        tuple(f"{fraction:03}Z" for fraction in range(1000)),
    )


class Local(NamedTuple):
    """An instant in one zone."""

    at: str
    """The instant itself: UTC, ISO 8601 with milliseconds and Z."""
    day: str
    weekday: int
    """0 = Monday."""
    hour: int
    month: str
    """`2026-03`."""


class LocalClock:
    """Converts many instants to one zone: offsets and days are looked up once each."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._texts = _texts()
        self._offsets: dict[int, int | None] = {}
        self._days: dict[int, tuple[str, int, str]] = {}

    def of(self, ms: int) -> Local:
        """The local day and hour of an instant in milliseconds since 1970 UTC."""
        utc_day, rest = divmod(ms, DAY_MS)
        offset = self._offsets[utc_day] if utc_day in self._offsets else self._learn(utc_day)
        if offset is None:  # the clocks change on this day
            offset = self._offset(ms)
        local_day, local = divmod(ms + offset, DAY_MS)
        days = self._days
        day, weekday, month = days.get(local_day) or self._day(local_day)
        minute, rest = divmod(rest, 60_000)
        utc = days.get(utc_day) or self._day(utc_day)
        minutes, seconds, fractions = self._texts
        at = f"{utc[0]}T{minutes[minute]}:{seconds[rest // 1000]}.{fractions[rest % 1000]}"
        return tuple.__new__(Local, (at, day, weekday, local // HOUR_MS, month))  # the same, and twice as quick

    def _learn(self, utc_day: int) -> int | None:
        first, last = (self._offset(utc_day * DAY_MS + part) for part in (0, DAY_MS))
        found = self._offsets[utc_day] = first if first == last else None
        return found

    def _offset(self, ms: int) -> int:
        offset = (_ZERO + timedelta(milliseconds=ms)).astimezone(self._zone).utcoffset() or timedelta()
        return offset // timedelta(milliseconds=1)

    def _day(self, number: int) -> tuple[str, int, str]:
        day = _FIRST + timedelta(days=number)
        found = self._days[number] = (day.isoformat(), day.weekday(), day.isoformat()[:7])
        return found
