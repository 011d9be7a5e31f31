"""Reading the log of operations: who did what, what stands undone, and who touched a record since."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from tweetplan.domain.operations import Actor, Operation, RecordChange
from tweetplan.storage.database import Database, Row

Key = tuple[str, str]
"""A record: its table and its id."""
_UNDOABLE = "verb NOT IN ('undo', 'redo', 'period.close') AND (changes <> '[]' OR batch <> '')"


def operations(
    db: Database, limit: int, *, login: str = "", verb: str = "", until: str = "", after: int = 0, before: int = 2**62
) -> list[Operation]:
    """The newest first: of one login, of one verb (or its family, `goal`), up to an instant, between two seqs."""
    found = db.rows(
        "SELECT * FROM operations WHERE seq > :after AND seq < :before AND (:login = '' OR login = :login)"
        " AND (:verb = '' OR verb = :verb OR substr(verb, 1, length(:verb) + 1) = :verb || '.')"
        " AND (:until = '' OR at <= :until) ORDER BY seq DESC LIMIT :limit",
        after=after,
        before=before,
        login=login,
        verb=verb,
        until=until,
        limit=limit,
    )
    return [_operation(row) for row in found]


def find(db: Database, identity: str) -> list[Operation]:
    """The operation of this id, or those whose ids begin with it (at most two: enough to see that it is not clear)."""
    exact = db.row("SELECT * FROM operations WHERE id = :id", id=identity)
    if exact is not None:
        return [_operation(exact)]
    like = db.rows("SELECT * FROM operations WHERE substr(id, 1, length(:id)) = :id ORDER BY seq LIMIT 2", id=identity)
    return [_operation(row) for row in like]


def last_to_undo(db: Database, login: str, never: Collection[str] = ()) -> Operation | None:
    """The last operation of this login that is in force and changed something; verbs of `never` are passed over."""
    undoable, verbs = _undoable(never)
    row = db.row(
        f"SELECT * FROM operations WHERE login = :login AND undone_by = '' AND {undoable} ORDER BY seq DESC LIMIT 1",
        login=login,
        **verbs,
    )
    return _operation(row) if row else None


def last_to_redo(db: Database, login: str, never: Collection[str] = ()) -> Operation | None:
    """The last undo of this login that is in force, unless the same login has changed something since."""
    undoable, verbs = _undoable(never)
    row = db.row(
        "SELECT * FROM operations WHERE login = :login AND verb = 'undo' AND undone_by = ''"
        f" AND seq > COALESCE((SELECT MAX(seq) FROM operations WHERE login = :login AND {undoable}), 0)"
        " ORDER BY seq DESC LIMIT 1",
        login=login,
        **verbs,
    )
    return _operation(row) if row else None


def _undoable(never: Collection[str]) -> tuple[str, dict[str, str]]:
    """The condition for what undo takes back, with its values; a verb of `never` stands for its family too."""
    verbs = {f"never{place}": verb for place, verb in enumerate(sorted(never))}
    apart = (f" AND verb <> :{name} AND substr(verb, 1, length(:{name}) + 1) <> :{name} || '.'" for name in verbs)
    return _UNDOABLE + "".join(apart), verbs


def naming(db: Database, identity: str, limit: int) -> list[Operation]:
    """The operations in whose changes an id stands, the newest first."""
    quoted = json.dumps(identity, ensure_ascii=False)
    rows = db.rows(
        "SELECT * FROM operations WHERE REPLACE(changes, :quoted, '') <> changes ORDER BY seq DESC LIMIT :limit",
        quoted=quoted,
        limit=limit,
    )
    return [_operation(row) for row in rows]


def mark_undone(db: Database, identity: str, by: str) -> None:
    """Note which operation undid this one; '' puts it in force again."""
    db.execute("UPDATE operations SET undone_by = :by WHERE id = :id", by=by, id=identity)


def touches_since(db: Database, seq: int, keys: Collection[Key]) -> Iterator[tuple[Operation, Key]]:
    """Every later operation that changed one of these records, oldest first, once for each record."""
    for row in db.rows("SELECT * FROM operations WHERE seq > :seq AND changes <> '[]' ORDER BY seq", seq=seq):
        touched = [(entry["table"], entry["id"]) for entry in json.loads(row["changes"])]
        for key in touched:
            if key in keys:
                yield _operation(row), key


def _operation(row: Row) -> Operation:
    changes = tuple(
        RecordChange(entry["table"], entry["id"], entry["before"], entry["after"])
        for entry in json.loads(row["changes"])
    )
    actor = Actor(row["login"], row["uid"], row["host"], row["note"])
    names: tuple[str, ...] = ("seq", "id", "at", "verb", "summary", "batch", "undoes", "undone_by")
    held: dict[str, Any] = {name: row[name] for name in names}
    return Operation(actor=actor, changes=changes, **held)


def replayed(db: Database) -> dict[Key, dict[str, Any] | None]:
    """What every record should be by the log alone: the `after` of the last operation that touched it."""
    state: dict[Key, dict[str, Any] | None] = {}
    for row in db.rows("SELECT changes FROM operations WHERE changes <> '[]' ORDER BY seq"):
        for entry in json.loads(row["changes"]):
            state[entry["table"], entry["id"]] = entry["after"]
    return state
