"""Spans of days as pairs of ISO days, both inclusive: joined, asked whether they cover a stretch, counted."""

from collections.abc import Iterable
from datetime import date

Span = tuple[str, str]
"""First and last day, ISO."""


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as the fewest spans, in order; spans that touch or overlap become one."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= shifted(found[-1][1], 1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def covers(spans: Iterable[Span], first: str, last: str) -> bool:
    """Whether one of these joined spans holds the whole stretch; an empty stretch is always covered."""
    return first > last or any(start <= first and last <= end for start, end in spans)


def days_within(spans: Iterable[Span], first: str, last: str) -> int:
    """How many days of the stretch these joined spans hold."""
    cut = ((max(start, first), min(end, last)) for start, end in spans)
    return sum((date.fromisoformat(end) - date.fromisoformat(start)).days + 1 for start, end in cut if start <= end)


def shifted(day: str, days: int) -> str:
    """The day so many days later (or earlier)."""
    return date.fromordinal(date.fromisoformat(day).toordinal() + days).isoformat()
