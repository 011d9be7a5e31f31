"""Which imported post is which of the plan's: people's decisions, what is still unsure, and what results show of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tweetplan.domain.posts import Post
from tweetplan.domain.values import frozen
from tweetplan.storage import posts as stored_posts
from tweetplan.storage.database import Database

TABLE = "matched_posts"


@frozen
class Unsure:
    """An imported post that may be one of the plan's, as its newest import showed it."""

    account: str
    ref: str
    day: str
    """Local, ISO."""
    text: str
    url: str
    posts: tuple[str, ...]
    """Ids of the plan's posts that it may be, the likeliest first."""


def row(account: str, ref: str, post: str, login: str, at: str) -> Mapping[str, Any]:
    """A person's decision as a record; `post` is empty for none of ours."""
    return {"id": f"{account}/{ref}", "account": account, "ref": ref, "post": post, "login": login, "at": at}


def decided(db: Database) -> dict[tuple[str, str], str]:
    """Every decision: account and ref → the plan's post, empty for none of ours."""
    return {(row["account"], row["ref"]): row["post"] for row in db.rows(f"SELECT account, ref, post FROM {TABLE}")}


def planned(db: Database, account: str) -> tuple[Post, ...]:
    """An account's posts that an imported post may be, each planned for the day of its slot where it has one."""
    days = {
        row["id"]: row["day"]
        for row in db.rows(
            "SELECT posts.id, slots.day FROM posts JOIN slots ON slots.id = posts.slot WHERE posts.account = :account",
            account=account,
        )
    }
    return tuple(
        replace(post, planned_for=date.fromisoformat(days[post.id])) if post.id in days else post
        for post in stored_posts.of_account(db, account)
    )


def add_unsure(db: Database, batch: str, rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
    """Keep what an import could not tell: account, ref, ids of the plan's posts. Inside a transaction."""
    db.many(
        "INSERT INTO unsure_matches (batch, account, ref, posts) VALUES (?, ?, ?, ?)",
        ((batch, account, ref, json.dumps(posts)) for account, ref, posts in rows),
    )


def unsure(db: Database) -> tuple[Unsure, ...]:
    """What no import and nobody has decided yet, in order of day; of several imports the last one's word."""
    rows = db.rows(
        "SELECT u.account, u.ref, u.posts FROM unsure_matches u JOIN batches b ON b.id = u.batch AND b.withdrawn = 0"
        f" WHERE NOT EXISTS (SELECT 1 FROM {TABLE} m WHERE m.id = u.account || '/' || u.ref) ORDER BY b.seq"
    )
    if not rows:
        return ()
    out = {row["id"] for row in db.rows("SELECT id FROM posts WHERE x_id <> ''")}
    last = {(row["account"], row["ref"]): json.loads(row["posts"]) for row in rows}
    found = []
    for (account, ref), posts in last.items():
        left = tuple(each for each in posts if each not in out)
        shown = result(db, ref, account) if left else None
        if shown is not None and not shown["plan_post"]:
            found.append(Unsure(account, ref, shown["day"], shown["text"], shown["url"], left))
    return tuple(sorted(found, key=lambda each: (each.day, each.ref)))


def result(db: Database, ref: str, account: str) -> Mapping[str, Any] | None:
    """An account's imported post of this id on X (account, ref, day, text, url, plan_post), or None."""
    return db.row(
        "SELECT account, ref, day, posted_at, text, url, plan_post FROM post_results"
        " WHERE account = :account AND ref = :ref AND live = 1",
        ref=ref,
        account=account,
    )


def follow(db: Database, account: str, ref: str) -> None:
    """Have an imported post say which of the plan's it is: a person's word, else the post that bears its id on X."""
    db.execute(
        f"UPDATE post_results SET plan_post = COALESCE((SELECT post FROM {TABLE} WHERE id = :decision),"
        " (SELECT MIN(id) FROM posts WHERE account = :account AND x_id = :ref), '')"
        " WHERE account = :account AND ref = :ref",
        account=account,
        ref=ref,
        decision=f"{account}/{ref}",
    )


def follow_changes(db: Database, entries: Iterable[Mapping[str, Any]]) -> None:
    """After an operation: results follow each decision, and each post that got or lost its id on X."""
    touched: set[tuple[str, str]] = set()
    for entry in entries:
        states = [held for held in (entry["before"], entry["after"]) if held]
        if entry["table"] == TABLE:
            touched |= {(held["account"], held["ref"]) for held in states}
        elif entry["table"] == stored_posts.TABLE and len({held["x_id"] for held in states} - {""}) > 0:
            if len(states) < 2 or states[0]["x_id"] != states[1]["x_id"]:
                touched |= {(held["account"], held["x_id"]) for held in states if held["x_id"]}
    for account, ref in sorted(touched):
        follow(db, account, ref)


def unconfirmed(db: Database, before: str) -> tuple[Post, ...]:
    """Posts handed off, or scheduled, whose time is past (an instant) and which nothing shows to be out, by their day.

    A post without a slot counts from the end of the day it was planned for.
    """
    rows = db.rows(
        "SELECT posts.* FROM posts LEFT JOIN slots ON slots.id = posts.slot"
        " WHERE posts.state IN ('handed_off', 'scheduled') AND posts.x_id = ''"
        " AND COALESCE(slots.at, posts.planned_for || 'T24:00:00Z') < :before"
        " AND (slots.at IS NOT NULL OR posts.planned_for <> '')"
        " ORDER BY COALESCE(slots.at, posts.planned_for), posts.id",
        before=before,
    )
    return tuple(stored_posts.value(row) for row in rows)
