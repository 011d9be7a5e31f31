"""An account's zone may be set after its first import: the results follow, and undo takes them back."""

from collections.abc import Callable

import pytest

from tweetplan.storage import results as stored
from tweetplan.storage.results_rollup import roll_up_mentions, roll_up_posts
from tweetplan.workspace import accounts, history, invariants, results
from tweetplan.workspace.core import Workspace

AT = ("2026-03-01T23:30:00.000Z", "2026-03-02T10:00:00.000Z")


@pytest.fixture
def ws(session: Callable[..., Workspace]) -> Workspace:
    """Two posts and a mention, imported while the account's days were those of UTC."""
    ws = session()
    accounts.add(ws, "@acme")
    with ws.operation("import") as change:
        change.batch = "b1"
        stored.add_batch(ws.db, "b1", change.seq, "x_content", "@acme", "[]", AT[0], "{}")
        shared = {"account": "@acme", "batch": "b1", "part": 0, "live": 1, "period_end": "", "plan_post": ""}
        rows = [(str(n), at, at[:10], 6 if n == 0 else 0, int(at[11:13]), at[:7], "own", "", "", "", "", 10.0 + n)
                for n, at in enumerate(AT)]  # fmt: skip
        stored.append_posts(ws.db, shared, ["likes"], rows)
        spans = [("b1", "@acme", "posts", "", measure, "2026-03-01", "2026-03-02") for measure in ("likes", "posts")]
        stored.append(ws.db, "coverage", stored.COVERAGE_COLUMNS, spans)
        stored.append(
            ws.db, "mentions", stored.MENTION_COLUMNS, [("@acme", "9", "@ana", AT[0], "", "", "", "", "b1", 1)]
        )
        roll_up_posts(ws.db, "@acme", {"2026-03-01", "2026-03-02"})
        roll_up_mentions(ws.db, "@acme", {AT[0]}, "UTC")
    return ws


def likes(ws: Workspace) -> dict[str, float]:
    return {row["day"]: row["value"] for row in ws.db.rows("SELECT day, value FROM daily WHERE measure = 'likes'")}


def test_the_days_follow_the_zone_and_undo_takes_them_back(ws: Workspace) -> None:
    assert likes(ws) == {"2026-03-01": 10, "2026-03-02": 11}
    accounts.edit(ws, "@acme", zone="Pacific/Auckland")
    assert likes(ws) == {"2026-03-02": 21}
    told = ws.db.rows("SELECT day, weekday, hour, month FROM post_results ORDER BY ref")
    assert [tuple(row) for row in told] == [("2026-03-02", 0, 12, "2026-03"), ("2026-03-02", 0, 23, "2026-03")]
    assert ws.db.value("SELECT day FROM daily WHERE measure = 'mentions'") == "2026-03-02"
    assert invariants.check(ws) == []
    history.undo(ws)
    assert likes(ws) == {"2026-03-01": 10, "2026-03-02": 11}
    assert ws.db.value("SELECT day FROM daily WHERE measure = 'mentions'") == "2026-03-01"


def test_the_default_span_holds_the_new_days(ws: Workspace) -> None:
    accounts.edit(ws, "@acme", zone="Pacific/Honolulu")
    assert likes(ws) == {"2026-03-01": 10, "2026-03-02": 11}
    accounts.edit(ws, "@acme", zone="Pacific/Kiritimati")
    assert likes(ws) == {"2026-03-02": 10, "2026-03-03": 11}
    assert {row.kpi: row.value for row in results.kpi_rows(ws, "@acme")}["likes"] == 21
