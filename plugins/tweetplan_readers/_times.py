"""Instants as files write them, each to milliseconds since 1970; a time without a zone is the account's local time."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tweetplan.api import Finding
from tweetplan_readers._days import MONTHS
from tweetplan_readers._ids import FIRST_DAY_MS

LAST_MS = 4_102_444_800_000
"""2100-01-01: nothing later can be a time of a result."""
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?))?"
    r" ?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_OF_X = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}) ([+-][0-9]{4}) ([0-9]{4})")
_SECONDS = re.compile(r"[0-9]{10}(\.[0-9]+)?|[0-9]{13}")
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


class Times:
    """Reads the times of one account's rows, and counts what somebody should know about them."""

    def __init__(self, zone: str) -> None:
        self._zone, self._name = ZoneInfo(zone), zone
        self.naive = self.twice = self.days = 0

    @property
    def assumed(self) -> tuple[int, int, int]:
        """How many times were read on an assumption: without a zone, of those twice in a year, of those whole days."""
        return self.naive, self.twice, self.days

    @assumed.setter
    def assumed(self, counted: tuple[int, int, int]) -> None:
        """Forget the assumptions since: something better told the time."""
        self.naive, self.twice, self.days = counted

    def ms(self, text: str) -> int:
        """The instant: ISO 8601 (not weeks), X's own form, or Unix seconds or milliseconds; raises `ValueError`."""
        found = self._instant(text.strip())
        if not FIRST_DAY_MS <= found < LAST_MS:
            raise ValueError(f"{text[:40]!r} cannot be the time of a post: X began on 2006-03-21")
        return found

    def _instant(self, text: str) -> int:
        if _SECONDS.fullmatch(text):
            return int(float(text) * 1000) if len(text.partition(".")[0]) == 10 else int(text)
        of_x = _OF_X.fullmatch(text)
        if of_x:
            month, day, clock, offset, year = of_x.groups()
            return self._iso(text, f"{year}-{MONTHS.get(month.lower(), 0):02}-{day}", clock, offset)
        iso = _ISO.fullmatch(text)
        if not iso:
            raise ValueError(f"{text[:40]!r} is no time; write it like 2026-03-29T14:30:00Z" if text else "no time")
        return self._iso(text, *iso.groups())

    def _iso(self, text: str, day: str, clock: str | None, offset: str | None) -> int:
        try:
            found = datetime.fromisoformat(f"{day}T{clock or '00:00'}{offset or ''}")
            if found.tzinfo is None:
                found = self._local(found, clock is None)
            return (found - _ZERO) // _MS
        except OverflowError:
            raise ValueError(f"{text[:40]!r} is out of range") from None
        except ValueError as error:
            if "does not exist" in str(error):
                raise
            raise ValueError(f"{text[:40]!r} is no time: {error}") from None

    def _local(self, wall: datetime, whole_day: bool) -> datetime:
        """A wall time of the account: refused where the clocks jumped over it, the first where it came twice."""
        found = wall.replace(tzinfo=self._zone)
        if not whole_day and found.astimezone(UTC).astimezone(self._zone).replace(tzinfo=None) != wall:
            raise ValueError(f"{wall:%H:%M} does not exist on {wall:%Y-%m-%d} in {self._name}: clocks jumped over it")
        self.naive += 1
        self.days += whole_day
        self.twice += found.utcoffset() != found.replace(fold=1).utcoffset()
        return found

    def findings(self, file: str) -> Iterable[Finding]:
        """What was assumed about these times."""
        if self.naive:
            told = f"{self.naive} times have no zone; they were read as {self._name}, the account's zone"
            yield Finding("results.zone", "warning", told, file, "Write times with Z or an offset, or set the zone.")
        if self.twice:
            told = f"{self.twice} times came twice when the clocks went back in {self._name}; the first was taken"
            yield Finding("results.fold", "warning", told, file, "Write times with Z or an offset.")
        if self.days:
            told = f"{self.days} posts have a day and no time; they count as posted at midnight"
            yield Finding("results.hour", "warning", told, file)
