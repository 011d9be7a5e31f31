"""Days as X's exports write them, in cells and in the names of files."""

import re
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}  # fmt: skip
_ENGLISH = re.compile(r"(?:[A-Za-z]{3},? )?([A-Za-z]{3}) ([0-9]{1,2}),? ([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NAMED = re.compile(r"_([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_NAMED_LEGACY = re.compile(r"_([0-9]{8})_([0-9]{8})(?![0-9])")


def english_day(cell: str) -> date | None:
    """`Thu Mar 20 2025` or `Sat, Aug 1, 2026`: the dates stay English whatever the language of the header."""
    found = _ENGLISH.fullmatch(cell.strip())
    if not found or found[1].lower() not in MONTHS:
        return None
    return _day(int(found[3]), MONTHS[found[1].lower()], int(found[2]))


def iso_day(cell: str) -> date | None:
    """`2025-03-20`, and nothing else of ISO 8601."""
    found = _ISO.fullmatch(cell.strip())
    return _day(*map(int, found.groups())) if found else None


def covered(name: str) -> tuple[date, date] | None:
    """The first and last day in a file's name; the old exports name the day after the last."""
    found = _NAMED.search(name)
    if found:
        first, last = iso_day(found[1]), iso_day(found[2])
        return (first, last) if first and last and first <= last else None
    found = _NAMED_LEGACY.search(name)
    if not found:
        return None
    first, after = (_day(int(text[:4]), int(text[4:6]), int(text[6:])) for text in found.groups())
    return (first, after - timedelta(days=1)) if first and after and first < after else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
