"""What stops posts and figures, for Today: freezes, late posts, unknown outcomes (T18), imports to match (T07)."""

from collections.abc import Iterator

from tweetplan.domain.freezes import HERE
from tweetplan.storage import deliveries, freezes, matched
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.meetings_waiting import Waiting


def overdue(ws: Workspace) -> int:
    """How many posts a freeze that is over made late: each waits until somebody keeps, moves or drops it."""
    return sum(each.place == HERE for each in freezes.waiting(ws.db))


def unknown(ws: Workspace) -> int:
    """Of how many posts nobody knows whether they are out."""
    return len({each.post for each in deliveries.in_states(ws.db, ("unknown",))})


def stops_waiting(ws: Workspace) -> Iterator[Waiting]:
    """Each freeze in force, posts that wait for an answer after one, posts of unknown outcome, imports to match."""
    for held in freezes.in_force(ws.db):
        yield Waiting(f"■ {held.whose} is frozen by {held.login}: {held.reason}", 1, "desk", "freeze")
    late = overdue(ws)
    if late:
        yield Waiting(f"■ {late} {'post' if late == 1 else 'posts'} overdue after a freeze", late, "desk", "freeze")
    lost = unknown(ws)
    if lost:
        words = f"■ {lost} {'post' if lost == 1 else 'posts'} of unknown outcome: look on X"
        yield Waiting(words, lost, "desk", "unknown")
    unsure = len(matched.unsure(ws.db))
    if unsure:
        words = "imported post may be one of the plan's" if unsure == 1 else "imported posts may be of the plan's"
        yield Waiting(f"{unsure} {words}", unsure, "results", "matches")
