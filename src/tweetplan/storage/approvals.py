"""What was said of posts, as rows of the store: approvals, comments and waivers."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from tweetplan.domain.posts import Approval, Comment, Waiver
from tweetplan.storage.database import Database

APPROVALS, COMMENTS, WAIVERS = "approvals", "comments", "waivers"


def row(said: Approval | Comment | Waiver) -> Mapping[str, Any]:
    """The approval, comment or waiver as a record."""
    return {one.name: getattr(said, one.name) for one in fields(said) if one.name != "version"}


def of_post(db: Database, post: str) -> tuple[Approval, ...]:
    """Every approval and refusal of one post, the oldest first."""
    rows = db.rows("SELECT * FROM approvals WHERE post = :post ORDER BY at, version, id", post=post)
    return tuple(Approval(**dict(each)) for each in rows)


def comments(db: Database, post: str) -> tuple[Comment, ...]:
    """What was said about one post, the oldest first."""
    rows = db.rows("SELECT * FROM comments WHERE post = :post ORDER BY at, version, id", post=post)
    return tuple(Comment(**dict(each)) for each in rows)


def waivers(db: Database, post: str) -> tuple[Waiver, ...]:
    """The waivers of one post, of every wording, the oldest first."""
    rows = db.rows("SELECT * FROM waivers WHERE post = :post ORDER BY at, version, id", post=post)
    return tuple(Waiver(**dict(each)) for each in rows)
