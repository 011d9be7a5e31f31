"""Days and times as other tools write them, and which of two orders of day and month a file means."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.values import frozen
from tweetplan.exchange.bulk_formats import DAY_FIRST, MONTH_FIRST, ORDERS, YEAR_FIRST

_SLASHED = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[\sT,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?", re.ASCII
)
_YEAR = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?:[\sT]+(.+))?", re.ASCII)
YEARS = range(1970, 2200)


@frozen
class Moment:
    """When a row's post goes out: an instant, a day, or nothing."""

    at: datetime | None
    day: date | None
    notes: tuple[str, ...] = ()


def read_moment(cell: str, order: str) -> datetime | date | None:
    """A cell's day, or day and time (aware only where it says its offset); None when it is neither.

    `order` is one of `ORDERS`, or a pattern with % that the whole cell follows.
    """
    text = cell.strip()
    try:
        found = _patterned(text, order) if "%" in order else _free(text, order)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and found.year in YEARS else None


def _patterned(text: str, pattern: str) -> datetime | date:
    found = datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is the caller's
    timed = any(sign in pattern for sign in ("%H", "%I", "%c", "%X"))
    return found if timed else found.date()


def _free(text: str, order: str) -> datetime | date | None:
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        one, two, year = (int(part) for part in slashed.group(1, 2, 3))
        month, day = (two, one) if order == DAY_FIRST else (one, two)
        if slashed[4] is None:
            return date(year, month, day)
        hour = int(slashed[4])
        if slashed[7]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if slashed[7].lower() == "pm" else 0)
        return datetime(year, month, day, hour, int(slashed[5]), int(slashed[6] or 0))  # noqa: DTZ001 - the zone is the caller's
    yeared = _YEAR.fullmatch(text)
    if yeared:
        tail = f" {yeared[4].strip()}" if yeared[4] else ""
        text = f"{yeared[1]}-{int(yeared[2]):02}-{int(yeared[3]):02}{tail}"
    if len(text) == 10:
        return date.fromisoformat(text)
    if not re.match(r"\d{4}-\d{2}-\d{2}[ T]\d", text):
        return None
    return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d|Z$)", "", text))


def order_of(cells: Iterable[str], usual: str, wanted: str) -> tuple[str, list[str]]:
    """How a file writes its days, and what to say of it: as asked for, as its own days show, else as is usual.

    Raises `UsageProblem` when the days contradict each other, or what was asked for is no format.
    """
    if wanted and wanted not in ORDERS and "%" not in wanted:
        raise UsageProblem(f"{wanted!r} is no format of dates.", f"Write {', '.join(ORDERS)}, or a pattern with %d.")
    found = [match for match in (_SLASHED.fullmatch(cell.strip()) for cell in cells) if match]
    if wanted or not found:
        return wanted or usual, []
    days_first = any(int(match[1]) > 12 for match in found)
    months_first = any(int(match[2]) > 12 for match in found)
    if days_first and months_first:
        raise UsageProblem("Its days are written in two orders.", "Write them all as 2026-03-17.")
    if days_first or months_first:
        return DAY_FIRST if days_first else MONTH_FIRST, []
    order = usual if usual != YEAR_FIRST else MONTH_FIRST
    return order, [f"The days are read as {order}; no day shows it. If it is the other: --date-format."]
