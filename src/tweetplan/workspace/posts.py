"""Posts from idea to result: every verb of the desk, in one place for whoever calls them (T07)."""

from datetime import date
from typing import Any

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.post_life import POST
from tweetplan.domain.posts import Post
from tweetplan.storage import board
from tweetplan.storage import posts as stored
from tweetplan.storage.database import Row
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.posts_moving import get, move_in
from tweetplan.workspace.posts_verbs import (
    approve,
    ask_changes,
    comment,
    confirm,
    drop,
    hand_off,
    hold,
    publish_in,
    published,
    release,
    revive,
    schedule,
    submit,
    take_back,
    unschedule,
    waive,
    withdraw,
)
from tweetplan.workspace.posts_writing import add, edit, edit_in, leave_slot, take_slot

__all__ = [
    "add", "approve", "ask_changes", "comment", "confirm", "drop", "edit", "edit_in", "get", "hand_off", "hold",
    "leave_slot", "listing", "move_in", "publish_in", "published", "release", "revive", "rows", "schedule",
    "submit", "take_back", "take_slot", "unschedule", "waive", "withdraw",
]  # fmt: skip
STATES = tuple(stage.key for stage in POST.stages)


def listing(ws: Workspace, **wanted: Any) -> tuple[Post, ...]:
    """Posts by the day of their slot (or the planned one), those without a day last; `wanted` as `rows` has it."""
    return tuple(stored.value(board.of_row(row)) for row in rows(ws, **wanted))


def rows(
    ws: Workspace,
    *,
    state: str = "",
    account: str = "",
    owner: str = "",
    goal: str = "",
    mine: bool = False,
    since: date | None = None,
    until: date | None = None,
    limit: int = 1000,
) -> tuple[Row, ...]:
    """The same as rows of the board, with slot and last change; every filter is optional."""
    if state and state not in STATES:
        raise UsageProblem(f"A post is never {state!r}.", f"The stages are {', '.join(STATES)}.")
    found = board.found(
        ws.db,
        (state,) if state else STATES,
        account=accounts.get(ws, account).key if account else "",
        owner=ws.actor.login if mine else owner,
        goal=goal,
        first=since.isoformat() if since else "",
        last=until.isoformat() if until else "",
        limit=limit,
    )
    return tuple(found)
