"""Crises with their threads, holding statements and playbooks, as rows of the store."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from tweetplan.domain.crisis import Crisis, Entry, Playbook, Statement
from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database, Row

TABLE, ENTRIES, STATEMENTS, PLAYBOOKS = "crises", "crisis_entries", "statements", "playbooks"
MOST = 500
_COLUMNS = ("id", "title", "account", "level", "stage", "opened_at", "opened_by", "closed_at")


@frozen
class Frozen:
    """A post that a crisis' freeze found, as it stands now."""

    id: str
    post: str
    place: str
    due: str
    owner: str
    answer: str
    answered_by: str
    answered_at: str
    text: str
    account: str
    state: str
    """The post's own stage; `removed` when it is gone."""
    released: bool
    """Whether the freeze that holds it is over."""


def row(crisis: Crisis) -> Mapping[str, Any]:
    """The crisis as a record."""
    held = {one.name: getattr(crisis, one.name) for one in fields(crisis) if one.name != "version"}
    body = {name: dict(value) if isinstance(value, Mapping) else value for name, value in held.items()
            if name not in (*_COLUMNS, "drill")}  # fmt: skip
    return {
        **{name: held[name] for name in _COLUMNS},
        "drill": int(crisis.drill),
        "body": json.dumps(body, ensure_ascii=False),
    }


def value(row: Row) -> Crisis:
    """The crisis that a row holds; names that only a newer version knows are passed over."""
    known = {one.name for one in fields(Crisis)}
    body = {name: held for name, held in json.loads(row["body"]).items() if name in known}
    columns = {name: row[name] for name in _COLUMNS}
    return Crisis(**{**columns, **body}, drill=bool(row["drill"]), version=row["version"])


def plain(held: Entry | Statement | Playbook) -> Mapping[str, Any]:
    """An entry, a statement or a playbook as a record."""
    return {one.name: getattr(held, one.name) for one in fields(held) if one.name != "version"}


def starting(db: Database, prefix: str) -> tuple[Crisis, ...]:
    """At most two crises whose id begins with `prefix`."""
    rows = db.rows(
        "SELECT * FROM crises WHERE substr(id, 1, length(:prefix)) = :prefix ORDER BY id LIMIT 2", prefix=prefix
    )
    return tuple(map(value, rows))


def every(db: Database) -> tuple[Crisis, ...]:
    """All crises and exercises: those that go on first, then the newest."""
    rows = db.rows(
        "SELECT * FROM crises ORDER BY CASE WHEN closed_at = '' THEN 0 ELSE 1 END, opened_at DESC, id DESC LIMIT :most",
        most=MOST,
    )
    return tuple(map(value, rows))


def going_on(db: Database) -> tuple[Crisis, ...]:
    """The crises and exercises that go on, the real and the graver ones first."""
    rows = db.rows(
        "SELECT * FROM crises WHERE closed_at = '' ORDER BY drill,"
        " CASE level WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, opened_at, id"
    )
    return tuple(map(value, rows))


def entries(db: Database, crisis: str) -> tuple[Entry, ...]:
    """The thread of a crisis, oldest first."""
    rows = db.rows("SELECT * FROM crisis_entries WHERE crisis = :crisis ORDER BY at, version, id", crisis=crisis)
    return tuple(Entry(**dict(each)) for each in rows)


def entries_between(db: Database, first: str, last: str, drill: bool) -> tuple[Entry, ...]:
    """What makes response times, of the crises (or the exercises) that were opened from one instant to another."""
    rows = db.rows(
        "SELECT crisis_entries.* FROM crisis_entries JOIN crises ON crises.id = crisis_entries.crisis"
        " WHERE crises.opened_at >= :first AND crises.opened_at < :last AND crises.drill = :drill"
        " AND crisis_entries.kind IN ('opened', 'step') ORDER BY crisis_entries.crisis, crisis_entries.at,"
        " crisis_entries.version",
        first=first,
        last=last,
        drill=int(drill),
    )
    return tuple(Entry(**dict(each)) for each in rows)


def frozen_of(db: Database, crisis: str) -> tuple[Frozen, ...]:
    """What the freezes of a crisis found, those held here first, by the time they were due."""
    rows = db.rows(
        "SELECT frozen_posts.id, frozen_posts.post, place, due, frozen_posts.owner, answer, answered_by, answered_at,"
        " COALESCE(posts.text, '') AS text, COALESCE(posts.account, '') AS account,"
        " COALESCE(posts.state, 'removed') AS state, freezes.released_at FROM frozen_posts"
        " JOIN freezes ON freezes.id = frozen_posts.freeze LEFT JOIN posts ON posts.id = frozen_posts.post"
        " WHERE freezes.crisis = :crisis"
        " ORDER BY CASE WHEN place = 'here' THEN 1 ELSE 0 END, place, due, frozen_posts.id",
        crisis=crisis,
    )
    names = [one.name for one in fields(Frozen) if one.name != "released"]
    return tuple(Frozen(**{name: each[name] for name in names}, released=bool(each["released_at"])) for each in rows)


def with_waiting(db: Database) -> frozenset[str]:
    """The crises with posts that still wait for keep, move or drop."""
    rows = db.rows(
        "SELECT DISTINCT freezes.crisis FROM frozen_posts JOIN freezes ON freezes.id = frozen_posts.freeze"
        " JOIN posts ON posts.id = frozen_posts.post WHERE freezes.crisis <> '' AND freezes.released_at <> ''"
        " AND answer = '' AND place = 'here' AND posts.state = 'held'"
    )
    return frozenset(row["crisis"] for row in rows)


def statements(db: Database) -> tuple[Statement, ...]:
    """The holding statements, the approved ones first."""
    rows = db.rows(
        "SELECT * FROM statements ORDER BY CASE state WHEN 'approved' THEN 0 WHEN 'draft' THEN 1 ELSE 2 END,"
        " level, lang, id"
    )
    return tuple(Statement(**dict(each)) for each in rows)


def playbooks(db: Database, name: str = "") -> tuple[Playbook, ...]:
    """Every version of every playbook (or of one), by name, the newest first."""
    rows = db.rows("SELECT * FROM playbooks WHERE :name = '' OR name = :name ORDER BY name, number DESC", name=name)
    return tuple(Playbook(**dict(each)) for each in rows)
