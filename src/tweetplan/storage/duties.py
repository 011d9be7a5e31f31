"""Duties, hand-overs, pulses and topics as rows of the store."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from tweetplan.domain.handovers import HandoverNote, Line
from tweetplan.domain.roles import Duty
from tweetplan.domain.teamwork import Pulse, Topic
from tweetplan.storage.database import Database, Row

DUTIES, HANDOVERS, PULSES, TOPICS = "duties", "handovers", "pulses", "topics"


def plain_row(value: Duty | Pulse | Topic) -> Mapping[str, Any]:
    """A duty, a pulse or a topic as a record."""
    return {one.name: getattr(value, one.name) for one in fields(value) if one.name != "version"}


def duties(db: Database) -> tuple[Duty, ...]:
    """The duties that the team wrote itself, by role."""
    return tuple(Duty(**dict(row)) for row in db.rows("SELECT * FROM duties ORDER BY role, title, id"))


def pulses(db: Database, first: str, last: str) -> tuple[Pulse, ...]:
    """The pulses of these days, both included, in order."""
    rows = db.rows("SELECT * FROM pulses WHERE day >= :first AND day <= :last ORDER BY day, id", first=first, last=last)
    return tuple(Pulse(**dict(row)) for row in rows)


def topics(db: Database, first: str, last: str) -> tuple[Topic, ...]:
    """The topics watched on these days, both included."""
    rows = db.rows("SELECT * FROM topics WHERE day >= :first AND day <= :last ORDER BY day, id", first=first, last=last)
    return tuple(Topic(**dict(row)) for row in rows)


def topic(db: Database, identity: str) -> Topic | None:
    """The topic of this id."""
    row = db.row("SELECT * FROM topics WHERE id = :id", id=identity)
    return Topic(**dict(row)) if row else None


def handover_row(note: HandoverNote) -> Mapping[str, Any]:
    """A hand-over as a record."""
    body = {"lines": [[line.kind, line.text, line.subject, line.waits_for] for line in note.lines], "said": note.said}
    return {
        "id": note.id, "giver": note.giver, "taker": note.taker, "at": note.at,
        "body": json.dumps(body, ensure_ascii=False), "acknowledged_at": note.acknowledged_at,
        "acknowledged_by": note.acknowledged_by,
    }  # fmt: skip


def _handover(row: Row) -> HandoverNote:
    body = json.loads(row["body"])
    return HandoverNote(
        row["id"], row["giver"], row["taker"], row["at"], tuple(Line(*line) for line in body["lines"]), body["said"],
        row["acknowledged_at"], row["acknowledged_by"], row["version"],
    )  # fmt: skip


def handover(db: Database, identity: str) -> HandoverNote | None:
    """The hand-over of this id."""
    row = db.row("SELECT * FROM handovers WHERE id = :id", id=identity)
    return _handover(row) if row else None


def handovers(db: Database, since: str = "", until: str = "9999", limit: int = 200) -> tuple[HandoverNote, ...]:
    """The hand-overs between two instants, the newest first."""
    rows = db.rows(
        "SELECT * FROM handovers WHERE at >= :since AND at <= :until ORDER BY at DESC, id DESC LIMIT :limit",
        since=since, until=until, limit=limit,
    )  # fmt: skip
    return tuple(_handover(row) for row in rows)


def open_handovers(db: Database, login: str) -> tuple[HandoverNote, ...]:
    """The hand-overs to a login (or to whoever comes next) that nobody has acknowledged, the oldest first."""
    rows = db.rows(
        "SELECT * FROM handovers WHERE acknowledged_at = '' AND giver <> :login AND (taker = :login OR taker = '')"
        " ORDER BY at, id LIMIT 50",
        login=login,
    )
    return tuple(_handover(row) for row in rows)
