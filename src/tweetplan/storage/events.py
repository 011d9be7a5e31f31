"""Events as rows: kept in the transaction of the operation that caused them, so that none is told of what never was."""

import json
from collections.abc import Iterable

from tweetplan.domain.events import Event
from tweetplan.storage.database import Database


def keep(db: Database, operation: str, at: str, events: Iterable[Event]) -> None:
    """Store what an operation tells; the id is made from the operation's, so that a retry tells nothing twice."""
    for number, event in enumerate(events):
        db.execute(
            "INSERT INTO events (id, at, kind, channel, subject, text, audience, state, tries, said) VALUES"
            " (:id, :at, :kind, :channel, :subject, :text, :audience, 'waiting', 0, '') ON CONFLICT (id) DO NOTHING",
            id=f"{operation}.{number}",
            at=at,
            kind=event.kind,
            channel=event.goes_to,
            subject=event.subject,
            text=event.text,
            audience=json.dumps(event.audience, ensure_ascii=False),
        )
