"""What holds of posts whatever is undone: none is approved without approvals, scheduled in a freeze, or two a slot."""

from collections.abc import Iterable, Sequence

from tweetplan.domain.budgets import DEAD_STATES
from tweetplan.domain.findings import Conflict
from tweetplan.domain.operations import RecordChange
from tweetplan.domain.post_life import APPROVED, HANDED_OFF, POST, PUBLISHED, SCHEDULED
from tweetplan.domain.posts import Post, Slot
from tweetplan.storage import calendar, freezes, references
from tweetplan.storage import posts as stored
from tweetplan.workspace import approving
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.posts_moving import called

SETTLED = (APPROVED, SCHEDULED, HANDED_OFF, PUBLISHED)
"""The stages that a post reaches by a valid approval alone."""


def bound(ws: Workspace, slot: Slot) -> str:
    """Why a slot cannot be where `slot` says now: its post has left for the old time, or would be late; else ''."""
    for post in stored.on_slot(ws.db, slot.id):
        if post.state in (HANDED_OFF, PUBLISHED):
            return f"{called(post)} is {POST.stage(post.state).title} at the slot's time."
        if post.state == SCHEDULED and slot.at <= ws.now:
            return f"{called(post)} is scheduled, and {slot.day} {slot.time} has passed."
    return ""


def refuse_broken(ws: Workspace, entries: Sequence[RecordChange]) -> None:
    """Raises `Conflict` when what was just put back breaks any of it; to be called inside the operation (T07, T18)."""
    for entry in entries:
        if entry.table == "slots":
            _refuse_lost(ws, entry)
        if entry.table == "freezes":
            _refuse_scheduled(ws, entry.id)
    for identity in sorted(_touched(entries)):
        post = stored.one(ws.db, identity)
        if post is None:
            said = references.uses_of_post(ws.db, identity)
            if said:
                raise Conflict(f"Not undone: there would be {', '.join(said)} of a post that is gone.")
            continue
        if post.state in SETTLED and not approving.standing_of(ws, post).valid:
            title = POST.stage(post.state).title
            raise Conflict(f"Not undone: {called(post)} would be {title} without an approval.", "Move the post first.")
        if post.state == SCHEDULED:
            _refuse_late(ws, post)
        if post.slot and post.state not in DEAD_STATES and calendar.slot(ws.db, post.slot) is None:
            raise Conflict(f"Not undone: the slot of {called(post)} is gone.", "Give the post another one.")
        others = [each for each in stored.on_slot(ws.db, post.slot) if each.id != post.id] if post.slot else []
        if post.state not in DEAD_STATES and any(each.state not in DEAD_STATES for each in others):
            raise Conflict(f"Not undone: the slot of {called(post)} is taken now.", "Free the slot first.")


def _refuse_late(ws: Workspace, post: Post) -> None:
    """Nothing goes back on the schedule of a frozen account, or for a time that has passed (T18)."""
    stopped = next(iter(freezes.in_force(ws.db, post.account)), None)
    if stopped is not None:
        said = f"Not undone: {called(post)} would be scheduled, and {stopped.login} froze {stopped.whose}."
        raise Conflict(said, "`tweetplan release` ends it.")
    slot = calendar.slot(ws.db, post.slot) if post.slot else None
    if slot is not None and slot.at <= ws.clock():
        raise Conflict(f"Not undone: {called(post)} would be scheduled, and {slot.day} {slot.time} has passed.")


def _refuse_scheduled(ws: Workspace, freeze: str) -> None:
    """No freeze comes back over posts that were scheduled meanwhile: it would not hold them."""
    held = freezes.of_id(ws.db, freeze)
    if held is not None and not held.released_at:
        rows = freezes.to_hold(ws.db, held.account)
        going = [row["id"] for row in rows if row["state"] == SCHEDULED]
        if going:
            said = f"Not undone: {len(going)} posts are scheduled since, and this freeze would not hold them."
            raise Conflict(said, "`tweetplan freeze` stops everything.")


def _refuse_lost(ws: Workspace, entry: RecordChange) -> None:
    """No slot goes, or goes elsewhere, under a post that lives on it."""
    slot = calendar.slot(ws.db, entry.id)
    if slot is None:
        taken = [each for each in stored.on_slot(ws.db, entry.id) if each.state not in DEAD_STATES]
        if taken:
            raise Conflict(f"Not undone: {called(taken[0])} has taken a slot that would go.", "Move the post first.")
    elif entry.before and entry.after and entry.before["at"] != entry.after["at"]:
        against = bound(ws, slot)
        if against:
            raise Conflict(f"Not undone: {against}")


def _touched(entries: Iterable[RecordChange]) -> set[str]:
    found = set()
    for entry in entries:
        if entry.table == "posts":
            found.add(entry.id)
        elif entry.table in references.SAID_OF_POST:
            found.add(str((entry.before or entry.after or {}).get("post", "")))
    return found
