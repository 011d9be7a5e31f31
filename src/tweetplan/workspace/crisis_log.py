"""The one thread of a crisis: every step, decision and word with its actor and its real time (T09)."""

from tweetplan.domain.crisis import Crisis, Entry
from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.storage import crises as stored
from tweetplan.workspace.core import Change, Workspace, instant_text


def note_in(ws: Workspace, change: Change, crisis: Crisis, kind: str, text: str, *, due: str = "") -> None:
    """Put a line into a crisis' thread, inside the operation that it tells of; ids keep the order of lines."""
    at = instant_text(ws.clock())
    number = sum(each["table"] == stored.ENTRIES for each in change.entries)
    entry = Entry(
        f"{crisis.id}.{change.seq:08}.{number:04}", crisis.id, at, ws.actor.login, crisis.stage, kind, text[:4000], due
    )
    change.put(stored.ENTRIES, stored.plain(entry), expected=0)


def note_by_id(ws: Workspace, change: Change, crisis: str, kind: str, text: str) -> None:
    """As `note_in`, of a crisis known by its id; nothing where there is none."""
    found = next((one for one in stored.starting(ws.db, crisis) if one.id == crisis), None) if crisis else None
    if found is not None:
        note_in(ws, change, found, kind, text)


def get(ws: Workspace, identity: str = "") -> Crisis:
    """The crisis of this id, or whose id alone begins with it; without one the only one that goes on.

    Raises `NotFound`, or `UsageProblem` when it could be several.
    """
    found = stored.starting(ws.db, identity) if identity else stored.going_on(ws.db)
    exact = next((one for one in found if one.id == identity), None)
    if exact is not None:
        return exact
    if not found:
        named = f"There is no crisis {identity!r}." if identity else "No crisis goes on."
        raise NotFound(named, "`tweetplan crisis list` shows them; `tweetplan crisis open` opens one.")
    if len(found) > 1:
        several = f"More than one crisis begins with {identity!r}." if identity else "More than one crisis goes on."
        raise UsageProblem(several, "Name one with `--crisis ID`; `tweetplan crisis list` shows them.")
    return found[0]
