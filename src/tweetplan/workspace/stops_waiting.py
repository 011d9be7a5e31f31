"""What stops posts and figures, for Today: freezes, late posts, unknown outcomes (T18), imports to match (T07)."""

from collections.abc import Iterator

from tweetplan.storage import deliveries, freezes, matched
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.meetings_waiting import Waiting


def stops_waiting(ws: Workspace) -> Iterator[Waiting]:
    """Each freeze in force, posts that wait for an answer after one, posts of unknown outcome, imports to match."""
    for held in freezes.in_force(ws.db):
        yield Waiting(f"■ {held.whose} is frozen by {held.login}: {held.reason}", 1, "desk", "freeze")
    late = sum(one.place == "here" for one in freezes.waiting(ws.db))
    if late:
        yield Waiting(f"■ {late} {'post' if late == 1 else 'posts'} overdue after a freeze", late, "desk", "freeze")
    unknown = len({each.post for each in deliveries.in_states(ws.db, ("unknown",))})
    if unknown:
        words = f"■ {unknown} {'post' if unknown == 1 else 'posts'} of unknown outcome: look on X"
        yield Waiting(words, unknown, "desk", "unknown")
    unsure = len(matched.unsure(ws.db))
    if unsure:
        words = "imported post may be one of the plan's" if unsure == 1 else "imported posts may be of the plan's"
        yield Waiting(f"{unsure} {words}", unsure, "results", "matches")
