"""Freezes and what they found, as rows of the store."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from tweetplan.domain.freezes import Freeze, FrozenPost
from tweetplan.storage.database import Database, Row

TABLE, FOUND = "freezes", "frozen_posts"


def row(value: Freeze | FrozenPost) -> Mapping[str, Any]:
    """A freeze, or a post that one found, as a record."""
    return {one.name: getattr(value, one.name) for one in fields(value) if one.name != "version"}


def in_force(db: Database, account: str = "") -> tuple[Freeze, ...]:
    """The freezes that hold now for an account (empty: any), oldest first."""
    rows = db.rows(
        "SELECT * FROM freezes WHERE released_at = '' AND (:account = '' OR account = '' OR account = :account)"
        " ORDER BY at, id",
        account=account,
    )
    return tuple(Freeze(**dict(each)) for each in rows)


def of_id(db: Database, identity: str) -> Freeze | None:
    """The freeze of this id."""
    found = db.row("SELECT * FROM freezes WHERE id = :id", id=identity)
    return Freeze(**dict(found)) if found else None


def of_crises(db: Database) -> tuple[Freeze, ...]:
    """The freezes that crises asked for, released or not."""
    return tuple(Freeze(**dict(each)) for each in db.rows("SELECT * FROM freezes WHERE crisis <> '' ORDER BY at, id"))


def last(db: Database) -> Freeze | None:
    """The newest freeze, released or not."""
    found = db.row("SELECT * FROM freezes ORDER BY at DESC, id DESC LIMIT 1")
    return Freeze(**dict(found)) if found else None


def found_by(db: Database, freeze: str) -> tuple[FrozenPost, ...]:
    """The posts that a freeze found, those held here first, by the time they were due."""
    rows = db.rows(
        "SELECT * FROM frozen_posts WHERE freeze = :freeze"
        " ORDER BY CASE WHEN place = 'here' THEN 0 ELSE 1 END, place, due, id",
        freeze=freeze,
    )
    return tuple(FrozenPost(**dict(each)) for each in rows)


def waiting(db: Database, post: str = "") -> tuple[FrozenPost, ...]:
    """What still waits for a person's answer: posts here after a release, and tools' posts that nobody paused yet."""
    rows = db.rows(
        "SELECT frozen_posts.* FROM frozen_posts JOIN freezes ON freezes.id = frozen_posts.freeze"
        " JOIN posts ON posts.id = frozen_posts.post"
        " WHERE answer = '' AND (:post = '' OR post = :post)"
        " AND (place <> 'here' AND posts.state = 'handed_off' AND freezes.released_at = ''"
        " OR place = 'here' AND posts.state = 'held' AND freezes.released_at <> '') ORDER BY due, frozen_posts.id",
        post=post,
    )
    return tuple(FrozenPost(**dict(each)) for each in rows)


def to_hold(db: Database, account: str) -> list[Row]:
    """The posts that a freeze finds: those scheduled, and those handed off, with the slot's instant and the tool."""
    return db.rows(
        "SELECT posts.*, COALESCE(slots.at, '') AS slot_at, COALESCE((SELECT by_tool FROM deliveries"
        " WHERE deliveries.post = posts.id AND deliveries.state IN ('handed', 'paused')"
        " ORDER BY deliveries.at DESC LIMIT 1), '') AS tool"
        " FROM posts LEFT JOIN slots ON slots.id = posts.slot"
        " WHERE posts.state IN ('scheduled', 'handed_off') AND (:account = '' OR posts.account = :account)"
        " ORDER BY slot_at, posts.id",
        account=account,
    )


def taken_by(db: Database, slot: str) -> str:
    """The id of a post that has this slot and is not out of the way; empty when it is free."""
    return str(
        db.value("SELECT id FROM posts WHERE slot = :slot AND state NOT IN ('dropped', 'expired')", slot=slot) or ""
    )
