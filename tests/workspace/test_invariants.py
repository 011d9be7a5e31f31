"""`check` finds every kind of damage it names, and a sound workspace sound."""

from collections.abc import Callable

import pytest

from tweetplan.storage.invariants import INVARIANTS
from tweetplan.workspace import history
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.invariants import check, names

MARK = "INSERT INTO daily VALUES ('@acme', 'posts', '', '2026-01-01', 'likes', 1)"
POST = (
    "INSERT INTO post_results SELECT '@acme', '1', 'b{n}', 0, 1, '', '', '', 0, 0, '', 'own', '', '', '',"
    " 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1, '{{}}', ''"
)
DAY = "INSERT INTO day_results VALUES ('@acme', 'overview', '', '2026-01-01', 'likes', 'b{n}', 0, 1, '', 1)"
POSTED = (
    "INSERT INTO posts (id, account, text, state, slot, x_id, url, utm, intent, topic, format, goal, planned_for,"
    " extra, version)"
    " VALUES ('{id}', '@acme', 'x', '{state}', '{slot}', '{x_id}', '', '', '', '', '', '', '', '{{}}', 1)"
)
DELIVERED = "INSERT INTO deliveries VALUES ('{id}', 'a', '@acme', 'x', '{state}', '', '', '', '', '', '', 'ana', 1)"
CRISIS = "INSERT INTO crises VALUES ('c1', 'x', '', '{level}', '{stage}', 'x', 'ana', '', 0, '{{}}', 1)"
OPENED = "INSERT INTO crisis_entries VALUES ('e', 'c1', 'x', 'ana', 'identify', 'opened', 'x', '', 1)"
BATCH = "INSERT INTO batches VALUES ('b1', 1, 'r', '@acme', '[]', '', '{{}}', {withdrawn})"
DAMAGE = {
    "log-unbroken": ["UPDATE operations SET seq = 9 WHERE seq = 2"],
    "undo-names-an-operation": ["UPDATE operations SET undone_by = 'nobody' WHERE seq = 2"],
    "versions-in-the-log": ["UPDATE accounts SET version = 77"],
    "json": ["UPDATE settings SET value = '{'"],
    "accounts-exist": [
        "INSERT INTO themes VALUES ('1', '@gone', '2026-01', 'x', 1)",
    ],
    "results-have-accounts": [MARK.replace("@acme", "@gone")],
    "one-live-row-a-post": [POST.format(n=1), POST.format(n=2)],
    "one-live-figure-a-day": [DAY.format(n=1), DAY.format(n=2)],
    "withdrawn-is-not-live": [
        "UPDATE operations SET batch = 'b1' WHERE seq = 1", BATCH.format(withdrawn=1), DAY.format(n=1),
    ],
    "sums-of-posts": [POST.format(n=1), MARK.replace("'likes', 1", "'likes', 2")],
    "figures-of-days": [DAY.format(n=1), MARK.replace("'posts'", "'overview'").replace("'likes', 1", "'likes', 2")],
    "imports-in-the-log": [BATCH.format(withdrawn=0)],
    "posts-in-a-stage": [POSTED.format(id="a", state="lost", slot="", x_id="")],
    "posts-on-slots": [POSTED.format(id=each, state="draft", slot="s1", x_id="") for each in "ab"],
    "published-has-an-id": [POSTED.format(id="a", state="published", slot="", x_id="")],
    "said-of-a-post": ["INSERT INTO comments VALUES ('c', 'gone', 'ana', '', 'hm', 1)"],
    "out-once": [DELIVERED.format(id=each, state="intended") for each in "ab"],
    "unknown-stays": [
        POSTED.format(id="a", state="scheduled", slot="", x_id=""), DELIVERED.format(id="a", state="unknown"),
    ],
    "crises-in-a-stage": [CRISIS.format(stage="identify", level="low")],
    "high-is-frozen": [CRISIS.format(stage="identify", level="high"), OPENED],
    "entries-of-a-crisis": [OPENED],
    "frozen-is-still": [
        POSTED.format(id="a", state="scheduled", slot="", x_id=""),
        "INSERT INTO freezes VALUES ('f', '', 'x', 'ana', '', '', '', '', '', 1)",
    ],
    "records-follow-the-log": ["UPDATE settings SET value = '2'"],
}  # fmt: skip


@pytest.fixture
def sound(ws: Workspace) -> Workspace:
    with ws.operation("account.add") as change:
        change.put("accounts", {"id": "@acme", "handle": "@acme", "role": "main", "zone": "UTC", "audience_zone": ""})
    for held in "01":
        with ws.operation("setting.set") as change:
            change.put("settings", {"id": "a", "value": held})
    return ws


def test_a_sound_workspace_is_found_sound(sound: Workspace) -> None:
    history.undo(sound)
    history.redo(sound)
    assert check(sound) == []


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_by_name(sound: Workspace, name: str) -> None:
    with sound.db.writing():
        for statement in DAMAGE[name]:
            sound.db.execute(statement)
    assert f"check.{name}" in {finding.rule for finding in check(sound)}


@pytest.mark.parametrize("left_over", ["'posts'", "'overview'"])
def test_a_sum_without_rows_is_found(sound: Workspace, left_over: str) -> None:
    with sound.db.writing():
        sound.db.execute(MARK.replace("'posts'", left_over))
    assert [finding.message[:5] for finding in check(sound)] == ["@acme"]


def test_every_invariant_can_fail() -> None:
    unbreakable = {"unique-goals"}  # the schema itself forbids it; kept for stores written by other means
    assert {each.name for each in INVARIANTS} - unbreakable | {"records-follow-the-log"} == set(DAMAGE)
    assert set(DAMAGE) < set(names())


def test_a_record_beside_the_log_is_named(sound: Workspace) -> None:
    with sound.db.writing():
        sound.db.execute("DELETE FROM settings")
        sound.db.execute("INSERT INTO settings VALUES ('b', '1', 1)")
    said = [finding.message for finding in check(sound)]
    assert said[0].startswith("settings a is gone") and said[1].startswith("settings b was made by no operation")


def test_many_violations_are_counted_not_listed(sound: Workspace) -> None:
    with sound.db.writing():
        for n in range(25):
            sound.db.execute("INSERT INTO themes VALUES (:id, '@gone', '2026-01', 'x', 1)", id=str(n))
    found = [finding.message for finding in check(sound) if finding.rule == "check.accounts-exist"]
    assert len(found) == 11 and found[-1].startswith("15 more")


def test_a_torn_file_is_said_and_nothing_else(session: Callable[..., Workspace]) -> None:
    ws = session()
    with ws.operation("setting.set") as change:
        change.put("settings", {"id": "a", "value": '"' + "x" * 20000 + '"'})
    ws.db.borrow(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    with ws.db.path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 8)
    other = session()
    found = check(other)
    assert found and {finding.rule for finding in found} == {"check.file"}
