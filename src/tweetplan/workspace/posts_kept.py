"""What holds of posts whatever is undone: none stands approved without its approvals, no two share a slot (T07)."""

from collections.abc import Iterable

from tweetplan.domain.budgets import DEAD_STATES
from tweetplan.domain.findings import Conflict
from tweetplan.domain.operations import RecordChange
from tweetplan.domain.post_life import APPROVED, HANDED_OFF, POST, PUBLISHED, SCHEDULED
from tweetplan.storage import posts as stored
from tweetplan.workspace import approving
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.posts_moving import called

SETTLED = (APPROVED, SCHEDULED, HANDED_OFF, PUBLISHED)
"""The stages that a post reaches by a valid approval alone."""


def refuse_broken(ws: Workspace, entries: Iterable[RecordChange]) -> None:
    """Raises `Conflict` when what was just put back breaks either; to be called inside the operation."""
    for identity in sorted(_touched(entries)):
        post = stored.one(ws.db, identity)
        if post is None:
            continue
        if post.state in SETTLED and not approving.standing_of(ws, post).valid:
            title = POST.stage(post.state).title
            raise Conflict(f"Not undone: {called(post)} would be {title} without an approval.", "Move the post first.")
        others = [each for each in stored.on_slot(ws.db, post.slot) if each.id != post.id] if post.slot else []
        if post.state not in DEAD_STATES and any(each.state not in DEAD_STATES for each in others):
            raise Conflict(f"Not undone: the slot of {called(post)} is taken now.", "Free the slot first.")


def _touched(entries: Iterable[RecordChange]) -> set[str]:
    found = set()
    for entry in entries:
        if entry.table == "posts":
            found.add(entry.id)
        elif entry.table == "approvals":
            found.add(str((entry.before or entry.after or {}).get("post", "")))
    return found
