"""Computed estimates and the runs that made them, as rows of the store; replaced whole, never undone."""

import json
from collections.abc import Iterable
from typing import Any

from tweetplan.storage.database import Database

UNLEARNT = (
    "post.",
    "task.",
    "comment.",
    "advice.",
    "slot.",
    "theme.",
    "approval.",
    "asset.",
    "crisis.",
    "team.",
    "tick.",
    "review.",
    "decision.",
    "report.",
)
"""Verbs that begin so change nothing that estimates are learnt from."""


def stamp(db: Database) -> int:
    """The seq of the last operation that estimates may have been learnt from."""
    return last_operation(db, UNLEARNT)


def last_operation(db: Database, elsewhere: tuple[str, ...]) -> int:
    """The seq of the last operation whose verb begins with none of these words."""
    unlike = " AND ".join(f"verb NOT LIKE '{verb}%'" for verb in elsewhere)
    return int(db.value(f"SELECT COALESCE(MAX(seq), 0) FROM operations WHERE {unlike}"))


def put(db: Database, made: Iterable[tuple[str, str, Any]], fingerprint: str, made_at: str) -> None:
    """Inside `writing()`: put (kind, subject, body) in the place of all that was stored before."""
    db.execute("DELETE FROM estimates")
    for kind, subject, body in made:
        db.execute(
            "INSERT INTO estimates (kind, subject, body, fingerprint, made_at)"
            " VALUES (:kind, :subject, :body, :fingerprint, :made_at)",
            kind=kind,
            subject=subject,
            body=json.dumps(body, ensure_ascii=False, allow_nan=False),
            fingerprint=fingerprint,
            made_at=made_at,
        )


def one(db: Database, kind: str, subject: str) -> tuple[Any, str, str] | None:
    """The body of one estimate with its fingerprint and when it was made; None while there is none."""
    found = db.row(
        "SELECT body, fingerprint, made_at FROM estimates WHERE kind = :kind AND subject = :subject",
        kind=kind,
        subject=subject,
    )
    return (json.loads(found["body"]), found["fingerprint"], found["made_at"]) if found else None


def fingerprint(db: Database) -> str:
    """The fingerprint that the stored estimates carry; empty while there is none."""
    return str(db.value("SELECT MAX(fingerprint) FROM estimates") or "")
