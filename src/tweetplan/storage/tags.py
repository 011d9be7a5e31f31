"""What people said of posts that are out, as rows of the store: intent, topic, format, call to action, goal."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from tweetplan.domain.posts import Tag
from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database

TABLE = "tags"
MOST_REFS = 500
"""Posts asked for in one statement."""


@frozen
class Shown:
    """A post that is out, with what was said of it so far."""

    account: str
    ref: str
    day: str
    text: str
    format: str
    """As the export shows it; may be empty."""
    plan_post: str
    tag: Tag | None


def row(tag: Tag) -> Mapping[str, Any]:
    """The tag as a record: one a post of X."""
    held = {one.name: getattr(tag, one.name) for one in fields(tag) if one.name != "version"}
    return {**held, "id": f"{tag.account}/{tag.ref}"}


_SHOWN = (
    "SELECT r.account, r.ref, r.day, r.text, r.format, r.plan_post, t.version, t.intent, t.topic,"
    " t.format AS said_format, t.cta, t.goal FROM post_results r"
    " LEFT JOIN tags t ON t.account = r.account AND t.ref = r.ref"
    " WHERE r.live = 1 AND r.kind = 'own' AND r.account = :account"
)


def of_refs(db: Database, account: str, refs: Iterable[str]) -> tuple[Shown, ...]:
    """The account's posts of these ids that results show."""
    wanted, found = sorted(set(refs)), []
    for start in range(0, len(wanted), MOST_REFS):
        names = {f"r{place}": ref for place, ref in enumerate(wanted[start : start + MOST_REFS])}
        found += db.rows(f"{_SHOWN} AND r.ref IN ({', '.join(f':{name}' for name in names)})", account=account, **names)
    return tuple(_shown(each) for each in found)


def matching(
    db: Database, account: str, *, first: str = "", last: str = "", text: str = "", shown_format: str = ""
) -> tuple[Shown, ...]:
    """The account's posts between two days (empty: no bound) that say something and have a format; '' is any.

    Letters of any script match in either case: the words are compared here, not by the store.
    """
    rows = db.rows(
        f"{_SHOWN} AND (:first = '' OR r.day >= :first) AND (:last = '' OR r.day <= :last)"
        " AND (:format = '' OR r.format = :format) ORDER BY r.day, r.ref",
        account=account,
        first=first,
        last=last,
        format=shown_format,
    )
    wanted = text.casefold()
    return tuple(_shown(each) for each in rows if wanted in each["text"].casefold())


def _shown(row: Mapping[str, Any]) -> Shown:
    tag = None
    if row["version"] is not None:
        tag = Tag(row["account"], row["ref"], row["intent"], row["topic"], row["said_format"], row["cta"], row["goal"],
                  row["version"])  # fmt: skip
    return Shown(row["account"], row["ref"], row["day"], row["text"], row["format"], row["plan_post"], tag)


def unplanned(db: Database, account: str, first: date, last: date) -> tuple[Tag, ...]:
    """What was said of an account's posts of these days that nobody planned."""
    rows = db.rows(
        "SELECT t.* FROM tags t JOIN post_results r ON r.account = t.account AND r.ref = t.ref AND r.live = 1"
        " WHERE t.account = :account AND r.day >= :first AND r.day <= :last AND r.plan_post = '' ORDER BY r.day, r.ref",
        account=account,
        first=first.isoformat(),
        last=last.isoformat(),
    )
    return tuple(
        Tag(each["account"], each["ref"], each["intent"], each["topic"], each["format"], each["cta"], each["goal"],
            each["version"])
        for each in rows
    )  # fmt: skip
