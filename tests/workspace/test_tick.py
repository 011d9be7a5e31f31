"""The tick does what is due once, says what failed and tries it again."""

import shlex
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tweetplan.domain.findings import Conflict, Problem
from tweetplan.domain.operations import Actor
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace
from tweetplan.workspace.tick import Job, backup_job, daily, every_tick, hourly, last_tick, tick, units

NOON = datetime(2026, 3, 17, 12, 34, tzinfo=UTC)


@pytest.fixture
def at(tmp_path: Path) -> Callable[..., Workspace]:
    def open_at(moment: datetime = NOON, login: str = "ana") -> Workspace:
        return open_workspace(tmp_path / "plan", actor=Actor(login, 1), clock=lambda: moment, create=True)

    return open_at


def test_keys_of_due_dates() -> None:
    assert (daily(NOON), hourly(NOON), every_tick(NOON)) == ("2026-03-17", "2026-03-17T12", "2026-03-17T12:30")


def test_a_job_is_done_once_for_each_due_date(at: Callable[..., Workspace]) -> None:
    ran: list[str] = []
    job = Job("digest", daily, lambda ws: ran.append(daily(ws.clock())) or "sent")
    never = Job("never", lambda now: "", lambda ws: ran.append("never") or "")
    assert [(done.job, done.outcome) for done in tick(at(), (job, never))] == [("digest", "sent")]
    assert tick(at(NOON + timedelta(hours=1)), (job, never)) == []
    tick(at(NOON + timedelta(days=1)), (job, never))
    assert ran == ["2026-03-17", "2026-03-18"]


def test_ten_sessions_at_once_do_it_once(at: Callable[..., Workspace]) -> None:
    at().db.close()
    ran: list[str] = []
    job = Job("digest", daily, lambda ws: ran.append("x") or "sent")
    together = threading.Barrier(10)

    def session() -> None:
        ws = at()
        together.wait(10)
        tick(ws, (job,))

    threads = [threading.Thread(target=session) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert ran == ["x"]


def test_a_job_that_fails_is_named_keeps_nobody_and_is_tried_again_later(at: Callable[..., Workspace]) -> None:
    tries: list[str] = []

    def fails(ws: Workspace) -> str:
        tries.append("x")
        if len(tries) < 3:
            raise (Conflict("the store is locked") if len(tries) == 1 else ZeroDivisionError("oh"))
        return "sent"

    jobs = (Job("first", daily, fails), Job("second", daily, lambda ws: "fine"))
    done = tick(at(), jobs)
    assert [(each.ok, each.outcome) for each in done] == [(False, "failed: the store is locked"), (True, "fine")]
    assert tick(at(NOON + timedelta(minutes=5)), jobs) == [], "not before it has rested"
    assert [each.outcome for each in tick(at(NOON + timedelta(minutes=20)), jobs)] == ["failed: ZeroDivisionError: oh"]
    assert [each.outcome for each in tick(at(NOON + timedelta(minutes=40)), jobs)] == ["sent"]


def test_a_job_whose_session_died_is_taken_over(at: Callable[..., Workspace]) -> None:
    def dies(ws: Workspace) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tick(at(), (Job("import", daily, dies),))
    living = (Job("import", daily, lambda ws: "done"),)
    assert tick(at(NOON + timedelta(minutes=10)), living) == []
    assert [each.outcome for each in tick(at(NOON + timedelta(minutes=16)), living)] == ["done"]


def test_the_workspace_knows_when_it_last_ticked(at: Callable[..., Workspace]) -> None:
    assert last_tick(at()) is None
    tick(at(), ())
    assert last_tick(at()) == NOON


def test_who_may_only_read_does_not_tick(at: Callable[..., Workspace]) -> None:
    ana = at()
    with ana.operation("team.add") as change:
        change.put("members", {"id": "ana", "roles": "[]", "zone": "UTC", "hours": "{}", "minutes_a_week": 0})
    with pytest.raises(Problem, match="eve"):
        tick(at(login="eve"), ())


def test_a_backup_is_made_daily_and_seven_are_kept(at: Callable[..., Workspace]) -> None:
    ws = at()
    backups = ws.db.path.parent / "backups"
    for day in range(10):
        tick(at(NOON + timedelta(days=day)), (backup_job(),))
    (backups / "tweetplan-schema-1.db").write_text("another kind of copy")
    tick(at(NOON + timedelta(days=10)), (backup_job(),))
    kept = sorted(path.name for path in backups.iterdir())
    assert kept == [f"tweetplan-2026-03-{day}.db" for day in range(21, 28)] + ["tweetplan-schema-1.db"]


def test_the_units_run_this_program_on_this_workspace() -> None:
    found = units("/opt/my tools/tweetplan", "/srv/100% plan")
    assert 'ExecStart="/opt/my tools/tweetplan" --workspace "/srv/100%% plan" tick\n' in found["tweetplan-tick.service"]
    assert "OnCalendar=*:0/10" in found["tweetplan-tick.timer"]
    line = found["crontab"].splitlines()[-1].replace("\\%", "%")
    assert shlex.split(line)[5:9] == ["/opt/my tools/tweetplan", "--workspace", "/srv/100% plan", "tick"]
    assert "@" not in units()["tweetplan-tick.service"].replace("@HANDLE", "")
