"""One verb, one transaction: versions, conflicts by name, retries, and what a failing disk may not do."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tweetplan.domain.findings import Conflict, Problem, UsageProblem
from tweetplan.storage import records
from tweetplan.storage.sqlite import driver
from tweetplan.workspace import history
from tweetplan.workspace.core import StoredAlready, Workspace

Sessions = Callable[..., Workspace]


def put(ws: Workspace, value: str, expected: int | None = None, name: str = "a") -> int:
    with ws.operation("setting.set") as change:
        change.put("settings", {"id": name, "value": value}, expected)
    return ws.revision


def test_a_records_version_is_the_operation_that_wrote_it(ws: Workspace) -> None:
    put(ws, "1", name="other")
    assert put(ws, "1", expected=0) == 2
    found = records.get(ws.db, "settings", "a")
    assert found == {"id": "a", "value": "1", "version": 2}
    assert put(ws, "1") == 2, "what changes nothing is no operation"
    assert put(ws, "2", expected=2) == 3


def test_who_looked_before_a_colleague_wrote_is_told_who_and_when(session: Sessions) -> None:
    ana, ben = session("ana"), session("ben")
    seen = put(ana, "1")
    put(ben, "2", expected=seen)
    with pytest.raises(Conflict, match=r"ben changed this setting at 2026-03-17T09:01"):
        put(ana, "3", expected=seen)
    with ben.operation("setting.remove") as change:
        change.remove("settings", "a")
    with pytest.raises(Conflict, match="This setting was removed by ben"):
        put(ana, "3", expected=2)
    with pytest.raises(Conflict, match="removed by ben"), ana.operation("setting.remove") as change:
        change.remove("settings", "a", expected=2)
    put(ana, "4", expected=0)
    with pytest.raises(Conflict, match="ana changed"):
        put(ben, "5", expected=0)


def test_an_operation_keeps_what_each_record_was_and_became(ws: Workspace) -> None:
    put(ws, "1")
    with ws.operation("setting.set") as change:
        change.put("settings", {"id": "a", "value": "2"})
        change.put("settings", {"id": "a", "value": "3"}, expected=1)
        change.put("settings", {"id": "brief", "value": "x"})
        change.remove("settings", "brief")
    (entry,) = history.log(ws, 1)[0].changes
    assert entry.before and entry.after and (entry.before["value"], entry.after["value"]) == ("1", "3")
    with ws.operation("setting.set") as change:
        change.put("settings", {"id": "brief", "value": "x"})
        change.remove("settings", "brief")
    assert ws.revision == 2, "what came and went is no operation"


def test_a_verb_that_fails_leaves_nothing(ws: Workspace) -> None:
    with pytest.raises(ZeroDivisionError), ws.operation("setting.set") as change:
        change.put("settings", {"id": "a", "value": "1"})
        raise ZeroDivisionError
    assert (records.get(ws.db, "settings", "a"), ws.revision) == (None, 0)


@pytest.mark.parametrize("held", ["a\0b", "\ud83d", float("nan"), float("inf"), 2**63])
def test_what_no_store_can_hold_is_refused_by_field(ws: Workspace, held: object) -> None:
    with pytest.raises(UsageProblem, match="value of this setting"), ws.operation("setting.set") as change:
        change.put("settings", {"id": "a", "value": held})
    assert ws.revision == 0


def test_the_team_writes_and_others_read(session: Sessions) -> None:
    ana, eve = session("ana"), session("eve")
    put(eve, "1")
    with ana.operation("team.add") as change:
        change.put("members", {"id": "ana", "roles": "[]", "zone": "UTC", "hours": "{}", "minutes_a_week": 0})
    with pytest.raises(Problem, match="eve is not in this workspace's team"):
        put(eve, "2")
    put(ana, "2")


class FailsAfterCommit:
    """A connection whose disk reports an error although the commit got there, as a failing fsync can."""

    def __init__(self, real: Any, stored: bool) -> None:
        self.real, self.stored = real, stored

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def execute(self, sql: str, *values: Any) -> Any:
        if sql == "COMMIT":
            if self.stored:
                self.real.execute(sql)
            error = driver.OperationalError("disk I/O error")
            error.sqlite_errorcode = 10
            raise error
        return self.real.execute(sql, *values)


@pytest.mark.parametrize("stored", [True, False])
def test_nothing_is_reported_failed_that_was_stored(ws: Workspace, stored: bool) -> None:
    real = ws.db._connection
    ws.db._connection = FailsAfterCommit(real, stored)
    if stored:
        put(ws, "1")
    else:
        with pytest.raises(Problem, match="disk I/O error"):
            put(ws, "1")
    ws.db._connection = real
    assert (records.get(ws.db, "settings", "a") is not None) is stored
    assert put(ws, "2") == 1 + stored, "and the next save works"


class FailsAt:
    """A connection whose disk fails at the nth statement, before or after it took effect; SQLite rolls back itself."""

    def __init__(self, real: Any, nth: int, after: bool) -> None:
        self.real, self.left, self.after = real, nth, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def execute(self, sql: str, *values: Any) -> Any:
        self.left -= 1
        if self.left:
            return self.real.execute(sql, *values)
        if self.after:
            self.real.execute(sql, *values).fetchall()
        if self.real.in_transaction:
            self.real.execute("ROLLBACK")
        error = driver.OperationalError("database or disk is full")
        error.sqlite_errorcode = 13
        raise error


@pytest.mark.parametrize("after", [False, True])
def test_wherever_the_disk_fails_a_repeated_save_is_stored_once(session: Sessions, after: bool) -> None:
    failed, nth, watch = 0, 0, session()
    while failed == nth:
        nth += 1
        ws = session()
        ws.db._connection = FailsAt(ws.db._connection, nth, after)
        for _ in range(2):
            known = watch.revision
            try:
                with ws.operation("setting.set", operation_id=f"save-{nth}") as change:
                    change.put("settings", {"id": f"a-{nth}", "value": "1"})
                    change.put("settings", {"id": "last", "value": str(nth)})
            except StoredAlready:
                break
            except Problem as problem:
                assert "disk is full" in problem.message and watch.revision == known
                failed += 1
        stored = history.log(watch, 1)[0]
        assert (stored.id, len(stored.changes), watch.revision) == (f"save-{nth}", 2, nth)
    assert nth > 10


def test_a_repeated_operation_says_that_it_is_stored(ws: Workspace) -> None:
    with ws.operation("setting.set", operation_id="mine") as change:
        change.put("settings", {"id": "a", "value": "1"})
    with pytest.raises(StoredAlready), ws.operation("setting.set", operation_id="mine") as change:
        change.put("settings", {"id": "b", "value": "1"})
    assert ws.revision == 1


RACE = """
import sys
from tweetplan.domain.findings import Conflict
from tweetplan.domain.operations import Actor
from tweetplan.storage import records
from tweetplan.workspace.open import open_workspace
{stdlib}
ws = open_workspace(sys.argv[1], actor=Actor("w" + sys.argv[2], int(sys.argv[2])), create=True)
won = 0
for n in range(40):
    while True:
        seen = records.get(ws.db, "settings", "n") or {{"value": "0", "version": 0}}
        try:
            with ws.operation("setting.set") as change:
                change.put("settings", {{"id": "n", "value": str(int(seen["value"]) + 1)}}, seen["version"])
            break
        except Conflict:
            pass
    won += 1
print(won)
"""


@pytest.mark.parametrize("library", ["bundled", "standard"])
def test_of_many_who_edit_one_record_each_edit_counts_once(tmp_path: Path, library: str) -> None:
    """Also with the standard library's SQLite, which is what machines without a wheel have."""
    script = RACE.format(stdlib="")
    if library == "standard":
        script = "import sys; sys.modules['pysqlite3'] = None" + script
    racers = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "p"), str(n)], stdout=subprocess.PIPE, text=True)
        for n in range(4)
    ]
    assert [racer.communicate(timeout=100)[0].strip() for racer in racers] == ["40"] * 4
    connection = driver.connect(tmp_path / "p" / "tweetplan.db")
    assert connection.execute("SELECT value FROM settings").fetchone() == ("160",)
    assert connection.execute("SELECT COUNT(*), MAX(seq) FROM operations").fetchone() == (160, 160)
    connection.close()
