"""Deliveries as rows of the store: what was given to a publisher or handed to another tool, and what came of it."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from tweetplan.domain.deliveries import Delivery
from tweetplan.storage.database import Database, Row

TABLE = "deliveries"


def row(delivery: Delivery) -> Mapping[str, Any]:
    """The delivery as a record: what `Change.put(TABLE, …)` takes."""
    return {one.name: getattr(delivery, one.name) for one in fields(delivery) if one.name != "version"}


def value(row: Row) -> Delivery:
    """The delivery that a row holds."""
    return Delivery(**dict(row))


def one(db: Database, identity: str) -> Delivery | None:
    """The delivery of this id, or None."""
    found = db.row("SELECT * FROM deliveries WHERE id = :id", id=identity)
    return value(found) if found else None


def of_post(db: Database, post: str) -> tuple[Delivery, ...]:
    """Every delivery of one post, the oldest first."""
    return tuple(map(value, db.rows("SELECT * FROM deliveries WHERE post = :post ORDER BY at, version, id", post=post)))


def of_posts(db: Database, posts: Collection[str]) -> dict[str, tuple[Delivery, ...]]:
    """The deliveries of some posts, by post, the oldest first; a post without any is left out."""
    found = ((post, of_post(db, post)) for post in sorted(set(posts)))
    return {post: held for post, held in found if held}


def in_states(db: Database, states: Collection[str], tool: str = "", account: str = "") -> tuple[Delivery, ...]:
    """The deliveries in any of these states, of one tool or account where named, the soonest due first."""
    found: list[Delivery] = []
    for state in sorted(set(states)):
        rows = db.rows(
            "SELECT * FROM deliveries WHERE state = :state AND (:tool = '' OR by_tool = :tool)"
            " AND (:account = '' OR account = :account) ORDER BY due, id",
            state=state,
            tool=tool,
            account=account,
        )
        found += map(value, rows)
    return tuple(sorted(found, key=lambda held: (held.due, held.id)))
