"""Timing policies: when the posts or the people of a goal type should be there (G22)."""

import re
from typing import Literal

from tweetplan.domain.values import frozen

MINUTES = {"min": 1, "h": 60, "d": 1440}


@frozen
class Timing:
    """One policy: at the peaks of a measure, round the clock, spread evenly, or within a delay of a trigger."""

    kind: Literal["peaks", "cover", "spread", "within"]
    measure: str = ""
    delay: str = ""
    trigger: str = ""

    @property
    def delay_minutes(self) -> int:
        """The delay in minutes, 0 where there is none; raises `ValueError` unless it reads like 30 min, 2 h or 1 d."""
        if not self.delay:
            return 0
        read = re.fullmatch(r"(\d{1,5}) ?(min|h|d)", self.delay)
        if read is None:
            raise ValueError(f"a delay is written 30 min, 2 h or 1 d, not {self.delay!r}")
        return int(read[1]) * MINUTES[read[2]]


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
    made = Timing("within", delay=delay, trigger=of)
    made.delay_minutes  # noqa: B018 - an unreadable delay is refused where it is written
    return made
