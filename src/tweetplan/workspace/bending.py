"""The rhythm bent to a live event: flexible slots of a day yield to it, slots of core goals stay (G23)."""

from dataclasses import replace
from datetime import date

from tweetplan.domain.budgets import DEAD_STATES
from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.posts import Slot
from tweetplan.domain.priority import core_goals
from tweetplan.domain.values import frozen
from tweetplan.storage import calendar as stored
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import accounts, goals
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.names import one_line
from tweetplan.workspace.rules import rules


@frozen
class Bent:
    """A day's slots: those that are the event's now, and those that stay, each with why."""

    day: date
    event: str
    yielded: tuple[Slot, ...]
    kept: tuple[tuple[Slot, str], ...]


def bending(ws: Workspace, day: date, event: str, account: str) -> Bent:
    """What would yield to an event on a day; stores nothing."""
    named = one_line(event, "event")
    key = accounts.get(ws, account).key
    least, most = rules(ws).pair("goals.core_max")
    core = {goal.name for goal in core_goals(goals.listing(ws), int(most), int(least), on=day)}
    taken = {post.slot for post in stored_posts.between(ws.db, day, day, key) if post.state not in DEAD_STATES}
    yielded, kept = [], []
    for slot in stored.slots(ws.db, day, day, key):
        why = _stays(slot, core, taken, ws)
        if why:
            kept.append((slot, why))
        else:
            yielded.append(replace(slot, plan="elastic", topic="trend", intent="", goal="", title=named, locked=True))
    return Bent(day, named, tuple(yielded), tuple(kept))


def _stays(slot: Slot, core: set[str], taken: set[str], ws: Workspace) -> str:
    """Why a slot does not yield; '' when it does."""
    if slot.at <= ws.now:
        return "it has passed"
    if slot.goal in core:
        return f"it serves the core goal {slot.goal}"
    if slot.id in taken:
        return "a post has taken it"
    return "somebody locked it" if slot.locked else ""


def bend(ws: Workspace, day: date, event: str, account: str) -> Bent:
    """Give a day's flexible slots to an event, as elastic ones for what is hot; undo gives them back."""
    if ws.as_of is not None:
        raise UsageProblem("A day is bent as things stand now.", "Leave --as-of out.")
    with ws.operation("slot.bend") as change:
        found = bending(ws, day, event, account)
        if not found.yielded:
            why = f" {len(found.kept)} stay: {found.kept[0][1]}." if found.kept else ""
            raise NotFound(f"No slot of {day} can yield.{why}", "`tweetplan week --fill` lays the week out.")
        for slot in found.yielded:
            change.put(stored.SLOTS, stored.slot_row(slot))
        change.summary = f"{len(found.yielded)} slots of {day} yield to {found.event}; {len(found.kept)} stay"
    return found
