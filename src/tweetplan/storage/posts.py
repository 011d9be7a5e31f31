"""Posts of the plan as rows of the store."""

import json
from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from tweetplan.domain.codec import plain, restored
from tweetplan.domain.posts import Content, Post
from tweetplan.storage.database import Database, Row

TABLE = "posts"


def row(post: Post) -> Mapping[str, Any]:
    """The post as a record."""
    held = {one.name: getattr(post, one.name) for one in fields(post) if one.name != "version"}
    return {
        **held,
        "content": json.dumps(plain(post.content), ensure_ascii=False),
        "planned_for": post.planned_for.isoformat() if post.planned_for else "",
        "extra": json.dumps(post.extra, ensure_ascii=False),
    }


def value(row: Row) -> Post:
    """The post that a row holds."""
    held = dict(row)
    held["planned_for"] = date.fromisoformat(row["planned_for"]) if row["planned_for"] else None
    held["extra"] = json.loads(row["extra"])
    held["content"] = restored(Content, json.loads(row["content"])) if row["content"] != "{}" else Content()
    return Post(**held)


def between(db: Database, first: date, last: date, account: str = "", states: Collection[str] = ()) -> tuple[Post, ...]:
    """The posts that take a slot on, or (without one) are planned for, the days from `first` to `last`.

    Of `states` alone, where some are named.
    """
    names = {f"state{place}": state for place, state in enumerate(sorted(states))}
    kept = f" AND posts.state IN ({', '.join(f':{name}' for name in names)})" if names else ""
    rows = db.rows(
        "SELECT posts.* FROM slots JOIN posts ON posts.slot = slots.id"
        " WHERE slots.day >= :first AND slots.day <= :last AND (:account = '' OR posts.account = :account)"
        f"{kept} UNION SELECT * FROM posts WHERE slot = '' AND planned_for >= :first AND planned_for <= :last"
        f" AND (:account = '' OR account = :account){kept} ORDER BY id",
        first=first.isoformat(),
        last=last.isoformat(),
        account=account,
        **names,
    )
    return tuple(value(row) for row in rows)


def published(db: Database, account: str, first: date, last: date) -> frozenset[str]:
    """The ids of an account's planned posts that imported results show to be out, posted from `first` to `last`."""
    rows = db.rows(
        "SELECT DISTINCT plan_post FROM post_results WHERE account = :account AND day >= :first AND day <= :last"
        " AND live = 1 AND plan_post <> ''",
        account=account,
        first=first.isoformat(),
        last=last.isoformat(),
    )
    return frozenset(row["plan_post"] for row in rows)


def of_account(db: Database, account: str) -> tuple[Post, ...]:
    """An account's posts that an imported post may be: they have a text, a campaign link, or an id on X."""
    rows = db.rows(
        "SELECT * FROM posts WHERE account = :account AND (text <> '' OR utm <> '' OR x_id <> '') ORDER BY id",
        account=account,
    )
    return tuple(value(row) for row in rows)


def of_ids(db: Database, identities: Collection[str]) -> tuple[Post, ...]:
    """The posts of these ids that are still there."""
    found = (db.row("SELECT * FROM posts WHERE id = :id", id=identity) for identity in sorted(identities))
    return tuple(value(row) for row in found if row is not None)


def one(db: Database, identity: str) -> Post | None:
    """The post of this id, or None."""
    found = db.row("SELECT * FROM posts WHERE id = :id", id=identity)
    return value(found) if found else None


def starting(db: Database, prefix: str, limit: int = 2) -> tuple[Post, ...]:
    """The posts whose id begins with `prefix`."""
    rows = db.rows(
        "SELECT * FROM posts WHERE id >= :prefix AND substr(id, 1, length(:prefix)) = :prefix ORDER BY id LIMIT :limit",
        prefix=prefix,
        limit=limit,
    )
    return tuple(value(row) for row in rows)


def on_slot(db: Database, slot: str) -> tuple[Post, ...]:
    """The posts that hold a slot."""
    return tuple(value(row) for row in db.rows("SELECT * FROM posts WHERE slot = :slot ORDER BY id", slot=slot))


def of_x_id(db: Database, x_id: str) -> tuple[Post, ...]:
    """The posts that are known to be this one on X."""
    return tuple(value(row) for row in db.rows("SELECT * FROM posts WHERE x_id = :x_id ORDER BY id", x_id=x_id))
