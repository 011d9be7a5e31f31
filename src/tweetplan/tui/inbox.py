"""The inbox as rows to choose from, and where each notice leads (T12)."""

from collections.abc import Sequence
from datetime import datetime

from tweetplan.domain.events import Event
from tweetplan.tui.chrome import ago
from tweetplan.tui.paint import Piece
from tweetplan.tui.widgets.row import Column, Row

COLUMNS = (Column(10), Column(18), Column(8), Column())
ALL_SEEN = "# seen"
EMPTY = "Nothing new for you: `tweetplan inbox list --all` has the last thirty days."
LEADS_TO = {
    "post": "desk", "publish": "desk", "freeze": "crisis", "release": "crisis", "crisis": "crisis",
    "mentions": "audience", "handover": "team", "decision": "reviews", "review": "reviews", "report": "reviews",
    "adjust": "reviews", "task": "today",
}  # fmt: skip
"""The mode where a kind of event is dealt with, by the kind's first word."""


def notice_rows(events: Sequence[Event], now: datetime) -> tuple[Row, ...]:
    """The newest first; above them the way to have seen them all."""
    seen = Row(ALL_SEEN, ("", "", "", Piece(f"mark all {len(events)} as seen", "accent")))
    rows = tuple(
        Row(event.id, (Piece(ago(now, event.at), "dim"), event.goes_to, event.login, event.text)) for event in events
    )
    return (seen, *rows) if rows else ()


def leads_to(event: Event) -> tuple[str, str]:
    """The mode where a notice is dealt with, and the record it is about."""
    return LEADS_TO.get(event.kind.partition(".")[0], "today"), event.subject
