"""Posting an evergreen again: a copy as a new draft, not before its cool-down and not too often (T21)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tweetplan.domain.budgets import DEAD_STATES
from tweetplan.domain.findings import Conflict, UsageProblem
from tweetplan.domain.posts import Post, Reuse
from tweetplan.domain.values import frozen
from tweetplan.storage import likeness as stored
from tweetplan.storage import posts as stored_posts
from tweetplan.storage.matched import result
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.posts_moving import called, get
from tweetplan.workspace.posts_writing import CONTENT, add

COPIED = ("intent", "topic", "format", "goal", "extra")


@frozen
class Reusable:
    """An evergreen post that may go out again, now or later."""

    post: Post
    """The first of its kind."""
    times: int
    """How often it stands in the plan or is out, the first time included."""
    last: date
    """When it went out last, or is to."""
    from_day: date
    """From which day on it may go out again."""
    left: int
    """How often it may still go out."""


def reuse(ws: Workspace, post_id: str, slot: str = "") -> Post:
    """A new draft that repeats an evergreen post, on a slot if one is named; the first post's words as they are now.

    Raises `UsageProblem` for a post that is not marked for re-use, `Conflict` before its cool-down (counted to the
    slot's day, else today) and when it went out as often as it may.
    """
    root = _root(ws, get(ws, post_id))
    held = _reusable(ws, root)
    if held.left <= 0:
        most = root.content.reuse.most if root.content.reuse else 0
        raise Conflict(
            f"{called(root)} has {held.times} of {most} times already.", "Write it anew, or allow more times."
        )
    day = _day_of(ws, slot) if slot else ws.now.date()
    if day < held.from_day:
        raise Conflict(
            f"{called(root)} went out, or will, on {held.last}: it may again from {held.from_day} on.",
            "Choose a later slot.",
        )
    rule = root.content.reuse or Reuse()
    given = {name: getattr(root, name) for name in COPIED}
    given |= {name: getattr(root.content, name) for name in CONTENT if name not in ("trend", "experiment", "arm")}
    given["reuse"] = replace(rule, of=root.id)
    return add(ws, root.account, root.text, slot=slot, **given)


def reusable(ws: Workspace, account: str = "") -> tuple[Reusable, ...]:
    """The evergreen posts of an account that may go out again at some time, those that may the soonest first."""
    key = accounts.chosen(ws, account).key
    roots = [
        post
        for post in stored_posts.of_account(ws.db, key)
        if post.content.reuse is not None and not post.content.reuse.of and post.state not in DEAD_STATES
    ]
    found = [_reusable(ws, post) for post in roots if post.state == "published" or post.x_id]
    return tuple(sorted((each for each in found if each.left > 0), key=lambda each: (each.from_day, each.post.id)))


def _root(ws: Workspace, post: Post) -> Post:
    """The first of a chain of copies; raises `UsageProblem` when nobody allowed any."""
    if post.content.reuse is None:
        raise UsageProblem(f"{called(post)} is not marked for re-use.", "`tweetplan post edit ID --reuse …` allows it.")
    first = stored_posts.one(ws.db, post.content.reuse.of) if post.content.reuse.of else None
    return first if first is not None and first.content.reuse is not None else post


def _reusable(ws: Workspace, root: Post) -> Reusable:
    """How often a post and its copies stand in the plan, and from when on it may again."""
    rule = root.content.reuse or Reuse()
    family = stored_posts.of_ids(ws.db, stored.family(ws.db, root.account, root.id))
    alive = [post for post in family if post.state not in DEAD_STATES]
    last = max((_went_out(ws, post) for post in alive), default=ws.now.date())
    return Reusable(root, len(alive), last, last + timedelta(days=rule.after_days), rule.most - len(alive))


def _went_out(ws: Workspace, post: Post) -> date:
    """The day that a post went out by its results, or is to by its slot or plan; else the day it was made."""
    shown = result(ws.db, post.x_id, post.account) if post.x_id else None
    if shown is not None:
        return date.fromisoformat(shown["day"])
    if post.slot:
        return _day_of(ws, post.slot)
    if post.planned_for is not None:
        return post.planned_for
    since = post.since if post.state == "published" else post.made_at
    return datetime.fromisoformat(since).astimezone(UTC).date() if since else ws.now.date()


def _day_of(ws: Workspace, slot: str) -> date:
    from tweetplan.workspace import slots

    return slots.get(ws, slot).day
