"""Posts that wait for whoever asks: read for Today's first frame, so it asks for little and loads less (T07)."""

from datetime import timedelta

from tweetplan.domain.posts import Post
from tweetplan.domain.values import frozen
from tweetplan.storage import board as stored
from tweetplan.storage import posts as stored_posts
from tweetplan.storage import team
from tweetplan.storage.database import Row
from tweetplan.workspace.core import Workspace, instant_text

MOST = 100
UNCONFIRMED = timedelta(hours=24)
"""So long after its slot a handed-off post should be confirmed."""


@frozen
class WaitingPosts:
    """What waits for whoever asks."""

    to_approve: tuple[Post, ...]
    sent_back: tuple[Post, ...]
    expired: tuple[Post, ...]
    unconfirmed: tuple[Post, ...]


def waiting(ws: Workspace) -> WaitingPosts:
    """What waits for whoever asks: posts to approve, posts sent back, expired ones, hand-offs nobody confirmed."""
    me = ws.actor.login
    everyone = not team.every(ws.db)
    until = instant_text(ws.now - UNCONFIRMED)
    handed = map(_post, stored.past_their_slot(ws.db, "handed_off", until))

    def of_me(post: Post) -> bool:
        return everyone or post.owner in ("", me)

    return WaitingPosts(
        tuple(post for post in _in(ws, "in_review") if _mine_to_approve(ws, post)),
        tuple(post for post in _in(ws, "changes_asked") if post.owner == me),
        tuple(post for post in _in(ws, "expired") if of_me(post)),
        tuple(post for post in handed if of_me(post)),
    )


def _in(ws: Workspace, state: str) -> tuple[Post, ...]:
    return tuple(map(_post, stored.column(ws.db, state, limit=MOST)))


def _post(row: Row) -> Post:
    return stored_posts.value(stored.of_row(row))


def _mine_to_approve(ws: Workspace, post: Post) -> bool:
    from tweetplan.workspace import approving

    try:
        approving.my_role(ws, post)
    except ValueError:
        return False
    return True
