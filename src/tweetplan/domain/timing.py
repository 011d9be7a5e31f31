"""Timing policies: when the posts or the people of a goal type should be there (G22)."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Timing:
    """One policy: at the peaks of a measure, round the clock, spread evenly, or within a delay of a trigger."""

    kind: Literal["peaks", "cover", "spread", "within"]
    measure: str = ""
    delay: str = ""
    trigger: str = ""


def peaks(measure: str) -> Timing:
    """When this measure peaks in the audience's zone (awareness: impressions; leads: url_clicks)."""
    return Timing("peaks", measure=measure)


def cover() -> Timing:
    """People's cover round the clock; no effect on slots (support)."""
    return Timing("cover")


def spread() -> Timing:
    """Evenly over the allowed times."""
    return Timing("spread")


def within(delay: str, of: str) -> Timing:
    """Within `delay` (such as `2 h`) of a trigger."""
    return Timing("within", delay=delay, trigger=of)
