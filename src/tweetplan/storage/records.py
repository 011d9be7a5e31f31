"""Records: rows with an id and a version, written only inside an operation, and the log of operations itself."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.operations import Actor
from tweetplan.storage.database import Database

ONE_OF: Mapping[str, str] = {
    "accounts": "account",
    "members": "member",
    "goals": "goal",
    "replans": "re-plan",
    "asked": "closed period",
    "themes": "theme",
    "patterns": "pattern",
    "mixes": "mix rule",
    "settings": "setting",
    "slots": "slot",
    "posts": "post",
    "tasks": "task",
    "approvals": "approval",
    "comments": "comment",
    "waivers": "waiver",
    "assets": "asset",
    "deliveries": "delivery",
    "freezes": "freeze",
    "frozen_posts": "frozen post",
    "matched_posts": "match",
    "tags": "tag",
    "dates": "date",
    "advice_answers": "answer to advice",
    "experiments": "experiment",
    "experiment_units": "experiment's post",
    "person_marks": "person",
    "invitations": "invitation",
    "mention_marks": "mention",
    "programmes": "programme",
    "rivals": "competitor's figure",
    "segment_targets": "segment's target",
    "reviews": "review",
    "decisions": "decision",
    "duties": "duty",
    "handovers": "hand-over",
    "crises": "crisis",
    "crisis_entries": "entry of a crisis",
    "statements": "holding statement",
    "playbooks": "playbook",
    "pipelines": "pipeline",
    "pulses": "pulse",
    "topics": "topic",
}
"""Each table that operations change, and what people call one of its records."""
TABLES = frozenset(ONE_OF)
"""The tables that operations change, and whose changes can be undone."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
MOST = 2**63


def _known(table: str) -> str:
    if table not in TABLES:
        raise ValueError(f"{table!r} is not a table of records")
    return table


def get(db: Database, table: str, identity: str) -> dict[str, Any] | None:
    """One record as a plain dictionary, or None."""
    found = db.row(f"SELECT * FROM {_known(table)} WHERE id = :id", id=identity)
    return dict(found) if found else None


def every_id(db: Database, table: str) -> set[str]:
    """The ids of all records of one table."""
    return {row["id"] for row in db.rows(f"SELECT id FROM {_known(table)}")}


def put(db: Database, table: str, record: Mapping[str, Any]) -> None:
    """Insert the record, or replace every column of the one with its id; `UsageProblem` for what no store can hold."""
    for name, held in record.items():
        _refuse_unstorable(table, name, held)
    names = list(record)
    holders = ", ".join(f":{name}" for name in names)
    updates = ", ".join(f"{name} = excluded.{name}" for name in names if name != "id")
    db.execute(
        f"INSERT INTO {_known(table)} ({', '.join(names)}) VALUES ({holders}) ON CONFLICT (id) DO UPDATE SET {updates}",
        **record,
    )


def add_many(db: Database, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert records of one shape, none of which is there yet; `UsageProblem` for what no store can hold."""
    if not rows:
        return
    names = list(rows[0])
    for row in rows:
        for name, held in row.items():
            _refuse_unstorable(table, name, held)
    holders = ", ".join("?" * len(names))
    db.many(
        f"INSERT INTO {_known(table)} ({', '.join(names)}) VALUES ({holders})",
        (tuple(row[name] for name in names) for row in rows),
    )


def _refuse_unstorable(table: str, name: str, held: Any) -> None:
    """NUL and halves of characters (no database keeps both), and numbers that JSON or a 64-bit column cannot hold."""
    if isinstance(held, str):
        if _UNSTORABLE.search(held):
            raise UsageProblem(f"The {name} of this {ONE_OF[_known(table)]} holds a character that cannot be stored.")
    elif isinstance(held, float) and not math.isfinite(held):
        raise UsageProblem(f"The {name} of this {ONE_OF[_known(table)]} is no number.")
    elif isinstance(held, int) and not -MOST <= held < MOST:
        raise UsageProblem(f"The {name} of this {ONE_OF[_known(table)]} is too large.")


def delete(db: Database, table: str, identity: str) -> None:
    """Delete one record."""
    db.execute(f"DELETE FROM {_known(table)} WHERE id = :id", id=identity)


def revision(db: Database) -> int:
    """The seq of the last operation."""
    return int(db.value("SELECT COALESCE(MAX(seq), 0) FROM operations"))


def began(db: Database) -> str:
    """When the first operation was done, as the store writes instants; empty before."""
    return str(db.value("SELECT MIN(at) FROM operations") or "")


def operation_known(db: Database, identity: str) -> bool:
    """Whether an operation of this client-made id is stored."""
    return db.value("SELECT 1 FROM operations WHERE id = :id", id=identity) is not None


def operation_at(db: Database, seq: int) -> Mapping[str, Any] | None:
    """Who did the operation of this seq, when, and what (login, at, summary), or None."""
    return db.row("SELECT id, login, at, summary FROM operations WHERE seq = :seq", seq=seq)


def last_touch(db: Database, table: str, identity: str, after: int) -> Mapping[str, Any] | None:
    """The last operation after seq `after` that changed this record (login, at, summary), or None."""
    quoted = json.dumps(identity, ensure_ascii=False)
    for row in db.rows(
        "SELECT login, at, summary, changes FROM operations WHERE seq > :after ORDER BY seq DESC", after=after
    ):
        if quoted in row["changes"] and any(
            e["table"] == table and e["id"] == identity for e in json.loads(row["changes"])
        ):
            return row
    return None


def append(db: Database, actor: Actor, entry: Mapping[str, Any]) -> None:
    """Append one operation: `entry` holds seq, id, at, verb, summary, changes (JSON), batch and undoes."""
    db.execute(
        "INSERT INTO operations"
        " (seq, id, at, uid, login, host, note, verb, summary, changes, batch, undoes, undone_by) VALUES"
        " (:seq, :id, :at, :uid, :login, :host, :note, :verb, :summary, :changes, :batch, :undoes, '')",
        uid=actor.uid,
        login=actor.login,
        host=actor.host,
        note=actor.note,
        **entry,
    )


def member_listed(db: Database, login: str) -> bool:
    """Whether this login may write: it is a member, or the team is empty."""
    return bool(
        db.value(
            "SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM members) THEN 1"
            " WHEN EXISTS (SELECT 1 FROM members WHERE id = :login) THEN 1 ELSE 0 END",
            login=login,
        )
    )
