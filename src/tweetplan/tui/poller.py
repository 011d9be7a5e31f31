"""Notices what changed outside this session: another's commit, a new day. Costs microseconds and writes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

SECONDS = 1.0
"""Between two looks (UX rule 16: 1–2 Hz)."""


@dataclass
class Watch:
    """What was last seen. `look` says what is new since; a day turns in the zone named, whatever DST does."""

    token: Callable[[], int]
    clock: Callable[[], datetime]
    zone: str = "UTC"

    def __post_init__(self) -> None:
        self._token = self.token()
        self._day = self.today

    @property
    def today(self) -> date:
        """The day in the zone at this moment."""
        return self.clock().astimezone(ZoneInfo(self.zone)).date()

    def others_wrote(self) -> bool:
        """Whether another session committed since the last time this was asked."""
        now = self.token()
        changed, self._token = now != self._token, now
        return changed

    def day_turned(self) -> bool:
        """Whether a new day began since the last time this was asked."""
        now = self.today
        turned, self._day = now != self._day, now
        return turned
