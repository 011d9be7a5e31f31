"""The hand-over note (T22): what is open, what to beware of, who waits for what; sent, then acknowledged."""

from datetime import timedelta

from tweetplan.domain.lifecycle import Lifecycle, Move, Stage
from tweetplan.domain.values import frozen

SENT, ACKNOWLEDGED = "sent", "acknowledged"
PATIENCE = timedelta(hours=2)
"""The overlap in which the next person reads it (T22)."""
HANDOVER = Lifecycle(
    "hand-over",
    stages=(Stage(SENT, "sent", patience=PATIENCE, next_role="taker"), Stage(ACKNOWLEDGED, "acknowledged")),
    moves=(Move("acknowledge", (SENT,), ACKNOWLEDGED, guards=("is_taker",), said="acknowledged"),),
)
"""Sent → acknowledged by whoever takes over."""
KINDS = {"caution": "Beware", "open": "Open", "waits": "Waits for somebody", "next": "Next"}
"""The parts of a note, in the order in which they are read."""


@frozen
class Line:
    """One line of a note."""

    kind: str
    """A key of `KINDS`."""
    text: str
    subject: str = ""
    """The id of the record that it is about."""
    waits_for: str = ""
    """A login or a role; empty: nobody in particular."""


@frozen
class HandoverNote:
    """One hand-over: from whom, to whom (empty: whoever comes next), and what was said."""

    id: str
    giver: str
    taker: str
    at: str
    lines: tuple[Line, ...]
    said: str = ""
    """What the giver added in their own words."""
    acknowledged_at: str = ""
    acknowledged_by: str = ""
    version: int = 0

    @property
    def stage(self) -> str:
        """Where it stands."""
        return ACKNOWLEDGED if self.acknowledged_at else SENT
