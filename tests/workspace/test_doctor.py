"""The doctor names what is wrong and the command that mends it, also where nothing opens."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tweetplan.domain.findings import Finding
from tweetplan.storage import filesystems, identity
from tweetplan.workspace import doctor as subject
from tweetplan.workspace.checks import Check
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.doctor import doctor, info
from tweetplan.workspace.tick import Job, daily, tick

GOOD = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "en_GB.UTF-8"}


def look(location: str | None = None, **options: object) -> dict[str, list[Check]]:
    options = {"environ": GOOD, "size": (120, 40), "sqlite_version": "3.53.4", **options}
    found: dict[str, list[Check]] = {}
    for check in doctor(location, **options):  # type: ignore[arg-type]
        found.setdefault(check.name, []).append(check)
    return found


def bad(found: dict[str, list[Check]]) -> dict[str, str]:
    return {check.name: check.detail for checks in found.values() for check in checks if not check.ok}


def test_a_sound_machine_and_workspace_are_found_sound(ws: Workspace) -> None:
    tick(ws, ())
    now = ws.clock()
    found = look(str(ws.db.path.parent), clock=lambda: now)
    assert bad(found) == {}
    assert set(found) == {
        "sqlite", "disk", "space", "modes", "workspace", "tick", "logins", "terminal", "colours", "letters", "zones",
    }  # fmt: skip


def test_everything_that_is_wrong_has_a_remedy(ws: Workspace) -> None:
    ws.db.path.chmod(0o666)
    (ws.db.path.parent / "tweetplan.db-wal").chmod(0o600)
    found = look(
        str(ws.db.path), environ={"TERM": "dumb", "LANG": "C"}, size=(60, 20), sqlite_version="3.40.1",
        findings=[Finding("plugins.failed", "error", "raised", "greetings", "pip install greetings==2")],
    )  # fmt: skip
    wrong = [check for checks in found.values() for check in checks if not check.ok]
    assert {check.name for check in wrong} == {
        "sqlite", "modes", "tick", "terminal", "colours", "letters", "plugins.failed",
    }  # fmt: skip
    assert all(check.remedy for check in wrong)
    assert {check.finding.severity for check in wrong} == {"warning"}


@pytest.mark.parametrize(
    ("environ", "name", "said"),
    [
        ({"TERM": "linux", "COLORTERM": ""}, "colours", "16 colours"),
        ({"TERM": "tmux-256color"}, "colours", "tmux-256color"),
        ({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, "letters", "locale is C"),
        ({"LC_CTYPE": "C.utf8", "LANG": ""}, "letters", "C.utf8"),
    ],
)
def test_the_terminal_is_described(environ: dict[str, str], name: str, said: str) -> None:
    assert said in look(environ=GOOD | environ)[name][0].detail


def test_tmux_is_asked_only_inside_tmux() -> None:
    answers = {"escape-time": "500\n", "set-clipboard": "off\n"}
    asked: list[str] = []

    def ask(command: object) -> str:
        name = list(command)[-1]  # type: ignore[call-overload]
        asked.append(name)
        return answers[name]

    assert "tmux" not in look(ask=ask) and asked == []
    found = look(ask=ask, environ=GOOD | {"TMUX": "/tmp/x"})["tmux"]
    assert [check.remedy for check in found] == [
        "tmux set-option -s escape-time 20", "tmux set-option -s set-clipboard on",
    ]  # fmt: skip
    answers.update({"escape-time": "10", "set-clipboard": "external"})
    assert all(check.ok for check in look(ask=ask, environ=GOOD | {"TMUX": "/tmp/x"})["tmux"])


def test_without_a_terminal_only_the_screens_are_missing() -> None:
    found = look(size=None, environ={})
    assert bad(found) == {} and "colours" not in found


def test_what_cannot_be_opened_is_looked_at_all_the_same(tmp_path: Path, ws: Workspace) -> None:
    assert "no workspace" in bad(look(str(tmp_path / "nowhere")))["workspace"]
    assert "SQLite file" in bad(look("postgres://host/plan"))["workspace"]
    ws.db.close()
    ws.db.path.write_bytes(b"no workspace any more")
    found = look(str(ws.db.path))
    assert "not an SQLite file" in bad(found)["workspace"] and found["space"][0].ok


def test_a_network_disk_and_a_full_one_are_named(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystems, "network_kind", lambda path, mountinfo=None: "nfs4")
    monkeypatch.setattr(filesystems, "free_bytes", lambda path: subject.LEAST_FREE - 1)
    found = bad(look(str(ws.db.path)))
    assert "nfs4" in found["disk"] and "63 MiB" in found["space"]


def test_a_late_tick_and_its_failed_jobs_are_named(ws: Workspace) -> None:
    def fails(_: Workspace) -> str:
        raise ValueError("no such folder")

    tick(ws, (Job("imports", daily, fails),))
    now = ws.clock()
    said = [check.detail for check in look(str(ws.db.path), clock=lambda: now)["tick"]]
    assert said[1] == "imports failed: ValueError: no such folder"
    late = look(str(ws.db.path), clock=lambda: now + timedelta(hours=2))["tick"][0]
    assert (late.ok, late.detail[:17]) == (False, "the last tick ran")


def test_members_who_share_a_login_are_named(
    session: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = session("ana")
    with ws.operation("team.add") as change:
        for login in ("ana", "ben", "cai"):
            record = {"id": login, "roles": "[]", "zone": "UTC", "hours": "{}", "minutes_a_week": 0}
            change.put("members", record)
    uids = {"ana": 7, "ben": 7, "cai": 8}
    monkeypatch.setattr(subject, "uid_of", uids.get)
    assert "ana and ben are one Unix user" in bad(look(str(ws.db.path)))["logins"]
    uids["ben"] = 9
    assert "logins" not in bad(look(str(ws.db.path)))
    del uids["cai"]
    assert "cai of the team cannot log in here" in bad(look(str(ws.db.path)))["logins"]
    assert identity.uid_of("root") == 0


def test_info_says_where_everything_is(ws: Workspace) -> None:
    with ws.operation("setting.set") as change:
        change.put("settings", {"id": "a", "value": "1"})
    found = info(ws)
    assert found["workspace"] == os.fspath(ws.db.path)
    assert (found["revision"], found["schema"], found["counts"]["operations"], found["you"]) == (1, 4, 1, "ana")
    assert found["bytes"] > 4096 and found["last_tick"] is None
