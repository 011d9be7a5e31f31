"""Events as rows: kept in the transaction of the operation that caused them, so that none is told of what never was."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from tweetplan.domain.events import Event
from tweetplan.storage.database import Database, Row

MOST = 500


def keep(db: Database, operation: str, at: str, login: str, events: Iterable[Event]) -> None:
    """Store what an operation tells; the id is made from the operation's, so that a retry tells nothing twice."""
    for number, event in enumerate(events):
        db.execute(
            "INSERT INTO events (id, at, login, kind, channel, subject, text, audience) VALUES"
            " (:id, :at, :login, :kind, :channel, :subject, :text, :audience) ON CONFLICT (id) DO NOTHING",
            id=f"{operation}.{number}",
            at=at,
            login=login,
            kind=event.kind,
            channel=event.goes_to,
            subject=event.subject,
            text=event.text,
            audience=json.dumps(event.audience, ensure_ascii=False),
        )


def value(row: Row) -> Event:
    """The event that a row holds."""
    audience = tuple(json.loads(row["audience"]))
    return Event(row["kind"], row["text"], row["subject"], row["channel"], audience, row["id"], row["at"], row["login"])


def unseen(db: Database, login: str, since: str, until: str) -> tuple[Event, ...]:
    """What others caused from `since` to `until` that a login has not seen yet, the newest first."""
    rows = db.rows(
        "SELECT * FROM events WHERE at >= :since AND at <= :until AND login <> :login AND NOT EXISTS"
        " (SELECT 1 FROM inbox WHERE inbox.event = events.id AND inbox.login = :login) ORDER BY at DESC, id DESC"
        " LIMIT :most",
        login=login,
        since=since,
        until=until,
        most=MOST,
    )
    return tuple(value(row) for row in rows)


def between(db: Database, since: str, until: str, most: int = MOST) -> tuple[Event, ...]:
    """Every event from `since` to `until`, the newest first."""
    rows = db.rows(
        "SELECT * FROM events WHERE at >= :since AND at <= :until ORDER BY at DESC, id DESC LIMIT :most",
        since=since,
        until=until,
        most=most,
    )
    return tuple(value(row) for row in rows)


def of_kind(db: Database, kind: str, since: str, until: str) -> tuple[Event, ...]:
    """The events of one kind from `since` to `until`, the newest first."""
    rows = db.rows(
        "SELECT * FROM events WHERE kind = :kind AND at >= :since AND at <= :until"
        " ORDER BY at DESC, id DESC LIMIT :most",
        kind=kind,
        since=since,
        until=until,
        most=MOST,
    )
    return tuple(value(row) for row in rows)


def mark_seen(db: Database, login: str, events: Collection[str], at: str) -> None:
    """Note that a login has seen these events."""
    with db.writing():
        for event in events:
            db.execute(
                "INSERT INTO inbox (event, login, seen_at) VALUES (:event, :login, :at)"
                " ON CONFLICT (event, login) DO NOTHING",
                event=event,
                login=login,
                at=at,
            )


def to_tell(db: Database, plugin: str, since: str, now: str) -> tuple[tuple[Event, int], ...]:
    """The events since `since` that a plugin has still to tell and may try now, oldest first, with its tries so far."""
    rows = db.rows(
        "SELECT events.*, COALESCE(notices.tries, 0) AS tries FROM events"
        " LEFT JOIN notices ON notices.event = events.id AND notices.plugin = :plugin"
        " WHERE events.at >= :since AND (notices.state IS NULL OR (notices.state = 'waiting' AND next_at <= :now))"
        " ORDER BY events.at, events.id LIMIT :most",
        plugin=plugin,
        since=since,
        now=now,
        most=MOST,
    )
    return tuple((value(row), int(row["tries"])) for row in rows)


def note_tries(db: Database, plugin: str, notes: Sequence[Mapping[str, object]]) -> None:
    """Keep how far a plugin came with events: each note has event, state, tries, next_at and said."""
    with db.writing():
        for note in notes:
            db.execute(
                "INSERT INTO notices (event, plugin, state, tries, next_at, said) VALUES"
                " (:event, :plugin, :state, :tries, :next_at, :said) ON CONFLICT (event, plugin) DO UPDATE SET"
                " state = excluded.state, tries = excluded.tries, next_at = excluded.next_at, said = excluded.said",
                plugin=plugin,
                **note,
            )


def failed(db: Database, since: str) -> tuple[tuple[str, str, str], ...]:
    """What could not be told since then: plugin, the event's text, and what was said."""
    rows = db.rows(
        "SELECT notices.plugin, events.text, notices.said FROM notices JOIN events ON events.id = notices.event"
        " WHERE notices.state = 'failed' AND events.at >= :since ORDER BY events.at DESC LIMIT 20",
        since=since,
    )
    return tuple((row["plugin"], row["text"], row["said"]) for row in rows)
