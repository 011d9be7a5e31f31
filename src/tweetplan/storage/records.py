"""Records: rows with an id and a version, written only inside an operation, and the log of operations itself."""

from collections.abc import Mapping
from typing import Any

from tweetplan.domain.operations import Actor
from tweetplan.storage.database import Database

TABLES = frozenset(
    {"accounts", "members", "goals", "replans", "asked", "themes", "patterns", "mixes", "settings", "slots", "posts", "tasks"}
)
"""The tables that operations change, and whose changes can be undone."""


def _known(table: str) -> str:
    if table not in TABLES:
        raise ValueError(f"{table!r} is not a table of records")
    return table


def get(db: Database, table: str, identity: str) -> dict[str, Any] | None:
    """One record as a plain dictionary, or None."""
    found = db.row(f"SELECT * FROM {_known(table)} WHERE id = :id", id=identity)
    return dict(found) if found else None


def put(db: Database, table: str, record: Mapping[str, Any]) -> None:
    """Insert the record, or replace every column of the one with its id."""
    names = list(record)
    holders = ", ".join(f":{name}" for name in names)
    updates = ", ".join(f"{name} = excluded.{name}" for name in names if name != "id")
    db.execute(
        f"INSERT INTO {_known(table)} ({', '.join(names)}) VALUES ({holders}) ON CONFLICT (id) DO UPDATE SET {updates}",
        **record,
    )


def delete(db: Database, table: str, identity: str) -> None:
    """Delete one record."""
    db.execute(f"DELETE FROM {_known(table)} WHERE id = :id", id=identity)


def revision(db: Database) -> int:
    """The seq of the last operation."""
    return int(db.value("SELECT COALESCE(MAX(seq), 0) FROM operations"))


def operation_known(db: Database, identity: str) -> bool:
    """Whether an operation of this client-made id is stored."""
    return db.value("SELECT 1 FROM operations WHERE id = :id", id=identity) is not None


def log(
    db: Database, seq: int, identity: str, at: str, actor: Actor, verb: str, summary: str, changes: str, batch: str, undoes: str
) -> None:
    """Append one operation."""
    db.execute(
        "INSERT INTO operations (seq, id, at, uid, login, host, note, verb, summary, changes, batch, undoes, undone_by) VALUES"
        " (:seq, :id, :at, :uid, :login, :host, :note, :verb, :summary, :changes, :batch, :undoes, '')",
        seq=seq, id=identity, at=at, uid=actor.uid, login=actor.login, host=actor.host, note=actor.note, verb=verb,
        summary=summary, changes=changes, batch=batch, undoes=undoes,
    )  # fmt: skip


def member_listed(db: Database, login: str) -> bool:
    """Whether this login may write: it is a member, or the team is empty."""
    return bool(
        db.value(
            "SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM members) THEN 1"
            " WHEN EXISTS (SELECT 1 FROM members WHERE id = :login) THEN 1 ELSE 0 END",
            login=login,
        )
    )
