"""Days to respect: holidays, events and risks that somebody marked or read from a calendar file."""

from datetime import date
from typing import Literal

from tweetplan.domain.values import frozen

KeyDateKind = Literal["holiday", "event", "risk"]
KINDS: tuple[KeyDateKind, ...] = ("holiday", "event", "risk")


@frozen
class KeyDate:
    """One such day, or a run of days."""

    id: str
    account: str
    """A handle key; empty: for every account."""
    first: date
    last: date
    title: str
    kind: KeyDateKind = "holiday"
    source: str = ""
    """The file that it was read from; empty: somebody typed it."""
    version: int = 0

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last
