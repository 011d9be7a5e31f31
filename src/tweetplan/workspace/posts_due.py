"""What the tick does for posts: those whose slot passed expire visibly, whoever keeps one waiting is told (T07)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tweetplan.domain.post_life import (
    APPROVED,
    CHANGES_ASKED,
    HANDED_OFF,
    IN_REVIEW,
    POST,
    REVIEW_PATIENCE,
    SCHEDULED,
)
from tweetplan.domain.posts import Post
from tweetplan.storage import board, calendar, deliveries, records
from tweetplan.storage import posts as stored
from tweetplan.workspace import approving
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.posts_moving import called, move_in
from tweetplan.workspace.rules import lateness

UNCONFIRMED = timedelta(hours=24)
EXPIRING = (IN_REVIEW, CHANGES_ASKED, APPROVED, SCHEDULED)
UNDER_WAY = ("intended", "done", "unknown")
"""Deliveries that are being made, were made, or may have been: their post does not expire."""
MOST = 500


def expire_due(ws: Workspace) -> str:
    """Let every post expire whose slot passed while it was not out; says how many in one line, '' for none."""
    until = instant_text(ws.now - lateness(ws))
    due = [(row["id"], row["slot_at"]) for state in EXPIRING for row in board.past_their_slot(ws.db, state, until)]
    expired = [post for identity, at in due[:MOST] if (post := _expire(ws, identity, at))]
    return f"{_many(len(expired), 'post')} expired" if expired else ""


def _expire(ws: Workspace, identity: str, slot_at: str) -> Post | None:
    """One post, looked at again inside its operation: somebody may have moved it meanwhile."""
    with ws.operation("post.expire") as change:
        post = stored.one(ws.db, identity)
        slot = calendar.slot(ws.db, post.slot) if post and post.slot else None
        if post is None or post.state not in EXPIRING or slot is None or slot.at >= ws.now - lateness(ws):
            return None
        if any(each.state in UNDER_WAY for each in deliveries.of_post(ws.db, post.id)):
            return None
        title = POST.stage(post.state).title
        return move_in(ws, change, post, "expire", why=f"its slot passed on {_clock(slot_at)} while it was {title}")


def _clock(at: str) -> str:
    return f"{datetime.fromisoformat(at):%d %b %H:%M} UTC"


def remind(ws: Workspace) -> str:
    """Tell reviewers after 24 and 48 hours, and owners of hand-offs that nobody confirmed a day after they were due.

    Each is told once, however often this runs. Says how many in one line, '' for none.
    """
    told = sum(_told(ws, *each) for each in (*_reviews(ws), *_hand_offs(ws)))
    return _many(told, "reminder") if told else ""


def _reviews(ws: Workspace) -> Iterator[tuple[str, Post, str, str, tuple[str, ...]]]:
    for row in board.column(ws.db, IN_REVIEW, limit=MOST):
        post = stored.value(board.of_row(row))
        if not post.since:
            continue
        waited = ws.now - datetime.fromisoformat(post.since)
        times = min(2, int(waited / REVIEW_PATIENCE))
        if times:
            state = approving.standing_of(ws, post)
            hours = int(waited.total_seconds() // 3600)
            words = f"{called(post)} waits for {' or '.join(state.turn) or 'anyone'} for {hours} hours"
            yield f"{post.since}/{times}", post, "post.reminder", words, approving.turn_roles(state)


def _hand_offs(ws: Workspace) -> Iterator[tuple[str, Post, str, str, tuple[str, ...]]]:
    for row in board.past_their_slot(ws.db, HANDED_OFF, instant_text(ws.now - UNCONFIRMED))[:MOST]:
        post = stored.value(board.of_row(row))
        words = f"{called(post)} was due on {_clock(row['slot_at'])}; nobody confirmed that it is out"
        yield row["slot_at"], post, "post.unconfirmed", words, (post.owner,) if post.owner else ()


def _told(ws: Workspace, key: str, post: Post, kind: str, words: str, audience: tuple[str, ...]) -> bool:
    """Tell it in an operation whose id is made from what it is about, so that it is told once."""
    identity = f"{kind}/{post.id}/{key}"
    if records.operation_known(ws.db, identity):
        return False
    with ws.operation(kind, operation_id=identity) as change:
        change.always = True
        change.summary = words
        change.tell(kind, words, subject=post.id, audience=audience)
    return True


def _many(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"
