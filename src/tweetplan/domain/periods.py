"""Periods: years, quarters, months, ISO weeks and days, each known by a label, with both ends inclusive (G07).

A year and its quarters may be fiscal: they then start with the month `fiscal_start` (1–12), and carry the number of
the calendar year in which the fiscal year ends, so that with `fiscal_start=4` the label 2026 means April 2025 to
March 2026, and 2026-Q1 means April to June 2025. Months, ISO weeks (which cross months and years) and days are always
those of the calendar.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.values import frozen

PeriodKind = Literal["year", "quarter", "month", "week", "day"]
KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
"""The kinds of period, from the longest to the shortest."""
Span: TypeAlias = tuple[date, date]
"""A first and a last day, both inclusive."""
ONE_DAY = timedelta(days=1)

YEARS = range(1900, 2201)
"""The years that anything is planned in: far from both ends of the calendar, where days have no neighbours."""
_FORMS = re.compile(r"(\d{4})(?:-(?:Q([1-4])|W(\d{2})|(\d{2})(?:-(\d{2}))?))?", re.ASCII)
_REMEDY = "Write 2026, 2026-Q1, 2026-03, 2026-W12 or 2026-03-17."


@frozen
class Period:
    """One stretch of days of one kind; two periods of one workspace are the same when their labels are."""

    kind: PeriodKind
    label: str
    """`2026`, `2026-Q1`, `2026-03`, `2026-W12` or `2026-03-17`."""
    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        """Whether a day, or another period as a whole, lies inside."""
        if isinstance(day, Period):
            return self.first <= day.first and day.last <= self.last
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def fiscal_start(self) -> int:
        """The month in which its year starts, read back from the label; 1 for months, weeks and days."""
        if self.kind == "year":
            return self.first.month
        if self.kind == "quarter":
            return (self.first.month - 1 - 3 * (int(self.label[-1]) - 1)) % 12 + 1
        return 1

    def next(self) -> "Period":
        """The period of the same kind that follows; `OverflowError` at the end of the calendar."""
        return containing(self.kind, self.last + ONE_DAY, self.fiscal_start)

    def previous(self) -> "Period":
        """The period of the same kind that comes before; `OverflowError` at the beginning of the calendar."""
        return containing(self.kind, self.first - ONE_DAY, self.fiscal_start)

    def clipped(self, first: date, last: date) -> Span | None:
        """The days it shares with the span from `first` to `last`, both inclusive; None when there are none."""
        shared = max(self.first, first), min(self.last, last)
        return shared if shared[0] <= shared[1] else None

    def so_far(self, day: date) -> Span | None:
        """Its days up to and with `day`; None while it has not begun."""
        return self.clipped(date.min, day)

    def instants(self, zone: str) -> tuple[datetime, datetime]:
        """Its first instant and the first one after it in an IANA zone, as aware UTC: 23, 24 or 25 hours for a day."""
        place = _zone(zone)
        begin, end = (datetime.combine(day, time(), place) for day in (self.first, self.last + ONE_DAY))
        return begin.astimezone(UTC), end.astimezone(UTC)


def containing(kind: PeriodKind, day: date, fiscal_start: int = 1) -> Period:
    """The period of this kind in which `day` lies; raises `UsageProblem` for a `fiscal_start` outside 1–12."""
    _checked_month(fiscal_start)
    if kind == "year":
        return _year(_fiscal_year(day, fiscal_start), fiscal_start)
    if kind == "quarter":
        number = (day.month - fiscal_start) % 12 // 3 + 1
        return _quarter(_fiscal_year(day, fiscal_start), number, fiscal_start)
    if kind == "month":
        return _month(day.year, day.month)
    if kind == "week":
        year, week, _ = day.isocalendar()
        return _week(year, week)
    return Period("day", day.isoformat(), day, day)


def parse(label: str, fiscal_start: int = 1) -> Period:
    """The period that a label names; raises `UsageProblem` for anything else, and for days that do not exist."""
    _checked_month(fiscal_start)
    found = _FORMS.fullmatch(label)
    if found is None:
        raise UsageProblem(f"{label!r} is not a period.", _REMEDY)
    year, quarter, week, month, day = (None if part is None else int(part) for part in found.groups())
    assert year is not None
    try:
        if year not in YEARS:
            raise ValueError(f"the years are {YEARS[0]} to {YEARS[-1]}")
        if quarter:
            return _quarter(year, quarter, fiscal_start)
        if week is not None:
            return _week(year, week)
        if month is None:
            return _year(year, fiscal_start)
        if day is None:
            return _month(year, month)
        return containing("day", date(year, month, day))
    except (ValueError, OverflowError) as error:
        raise UsageProblem(f"{label!r} is not a period of the calendar: {error}.", _REMEDY) from error


def within(kind: PeriodKind, first: date, last: date, fiscal_start: int = 1) -> Iterator[Period]:
    """Every period of this kind that shares a day with `first` to `last`, whole, in order; none for an empty span."""
    if first > last:
        return
    period = containing(kind, first, fiscal_start)
    yield period
    while period.last < last:
        period = containing(kind, period.last + ONE_DAY, fiscal_start)
        yield period


def local_day(instant: datetime, zone: str) -> date:
    """The day that the clocks of an IANA zone show at an aware instant; a naive one raises `ValueError`."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} says no zone, so nobody knows which day it is")
    return instant.astimezone(_zone(zone)).date()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageProblem(f"{name!r} is not a time zone.", "Use an IANA name such as Europe/Berlin.") from error


def _checked_month(fiscal_start: int) -> None:
    if not 1 <= fiscal_start <= 12:
        raise UsageProblem(f"A fiscal year starts in a month from 1 to 12, not {fiscal_start}.")


def _fiscal_year(day: date, fiscal_start: int) -> int:
    """The number of the fiscal year: the calendar year in which it ends."""
    return day.year + (1 if 1 < fiscal_start <= day.month else 0)


def _year(label: int, fiscal_start: int) -> Period:
    begins = label if fiscal_start == 1 else label - 1
    return _months("year", f"{label:04}", begins, fiscal_start, 12)


def _quarter(label: int, number: int, fiscal_start: int) -> Period:
    begins = label if fiscal_start == 1 else label - 1
    months = fiscal_start - 1 + 3 * (number - 1)
    return _months("quarter", f"{label:04}-Q{number}", begins + months // 12, months % 12 + 1, 3)


def _month(year: int, month: int) -> Period:
    return _months("month", f"{year:04}-{month:02}", year, month, 1)


def _months(kind: PeriodKind, label: str, year: int, month: int, count: int) -> Period:
    """`count` calendar months from the one given."""
    final = month - 1 + count - 1
    last = _last_day(year + final // 12, final % 12 + 1)
    return Period(kind, label, date(year, month, 1), last)


def _last_day(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - ONE_DAY


def _week(year: int, week: int) -> Period:
    monday = date.fromisocalendar(year, week, 1)
    return Period("week", f"{year:04}-W{week:02}", monday, monday + timedelta(days=6))
