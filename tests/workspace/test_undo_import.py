"""Undo of an import withdraws its whole batch, redo brings it back, whoever imported what in between."""

from collections.abc import Callable

from tweetplan.storage import results
from tweetplan.storage.results_rollup import roll_up_posts
from tweetplan.workspace import history
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.invariants import check

ACCOUNT = {"id": "@acme", "handle": "@acme", "role": "main", "zone": "UTC", "audience_zone": ""}
DAY = "2026-03-17"


def imports(ws: Workspace, batch: str, likes: dict[str, float], *, account: bool = False) -> None:
    """An import as the store sees it: rows appended, older versions displaced, the day rolled up, one operation."""
    with ws.operation("import") as change:
        change.summary, change.batch = f"imported {batch}", batch
        if account:
            change.put("accounts", ACCOUNT)
        results.add_batch(ws.db, batch, change.seq, "x_content", "@acme", "[]", "2026-03-18", "{}")
        known = results.post_versions(ws.db, "@acme", list(likes))
        results.displace_posts(ws.db, [("@acme", row["ref"], row["batch"], row["part"]) for row in known])
        shared = {"account": "@acme", "batch": batch, "part": 0, "live": 1, "period_end": "", "plan_post": ""}
        when = (f"{DAY}T09:00:00.000Z", DAY, 1, 9, "2026-03")
        rows = [(ref, *when, "own", "", "", "", "", held) for ref, held in likes.items()]
        results.append_posts(ws.db, shared, ("likes",), rows)
        roll_up_posts(ws.db, "@acme", {DAY})


def likes(ws: Workspace) -> float | None:
    held: float | None = ws.db.value("SELECT value FROM daily WHERE measure = 'likes'")
    return held


def test_an_undone_import_does_not_count_and_a_redone_one_does(ws: Workspace) -> None:
    imports(ws, "b1", {"1": 5, "2": 7}, account=True)
    assert likes(ws) == 12
    history.undo(ws)
    assert (likes(ws), ws.db.value("SELECT COUNT(*) FROM accounts")) == (None, 0)
    assert check(ws) == []
    history.redo(ws)
    assert (likes(ws), check(ws)) == (12, [])
    history.undo(ws)
    assert (likes(ws), check(ws)) == (None, [])


def test_what_an_undone_import_had_displaced_counts_again(session: Callable[..., Workspace]) -> None:
    ana, ben = session("ana"), session("ben")
    imports(ana, "b1", {"1": 5, "2": 7}, account=True)
    imports(ben, "b2", {"2": 9, "3": 1})
    assert likes(ana) == 15
    history.undo(ben)
    assert (likes(ana), check(ana)) == (12, [])
    history.redo(ben)
    assert (likes(ana), check(ana)) == (15, [])


def test_an_account_that_an_import_added_stays_while_others_use_it(session: Callable[..., Workspace]) -> None:
    ana, ben = session("ana"), session("ben")
    imports(ana, "b1", {"1": 5, "2": 7}, account=True)
    imports(ben, "b2", {"2": 9, "3": 1})
    history.undo(ana)
    assert (likes(ana), check(ana), ana.db.value("SELECT id FROM accounts")) == (10, [], "@acme")
    history.redo(ana)
    assert (likes(ana), check(ana)) == (15, [])
    history.undo(ben)
    history.undo(ana)
    assert (likes(ana), check(ana), ana.db.value("SELECT id FROM accounts")) == (None, [], None)
