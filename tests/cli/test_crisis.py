"""Crises from the command line: the whole way with forty posts, by names, exit codes and JSON (T09, T16–T19)."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commandline import Shell
from crisis_made import busy_week
from tweetplan.domain.goals import Member
from tweetplan.workspace import delivering, team


@pytest.fixture
def room(shell: Shell, tmp_path: Path) -> Shell:
    """Forty posts of @acme an hour apart, ten of them in Buffer; those here go to the outbox."""
    shell("init", tmp_path / "plan")
    shell("account", "add", "@acme")
    ws = shell.open(str(tmp_path / "plan"))
    delivering.use_publisher(ws, "@acme", "outbox")
    busy_week(ws)
    ws.db.close()
    return shell


def test_t18_forty_posts_through_a_crisis(room: Shell, tmp_path: Path) -> None:
    opened = room.json("crisis", "open", "Boycott", "--level", "high", "--account", "@acme", code=3)
    assert (len(opened["here"]), len(opened["to_pause"])) == (30, 10) and opened["minutes_left"] == 15
    for _ in range(6):
        room.now += timedelta(hours=1)
        room("publish", "--due")
        room("tick", code=None)
    assert not (tmp_path / "plan" / "outbox").exists(), "0 went out from here"
    for step in ("assess", "notify", "respond", "record"):
        assert room.json("crisis", "step", "--text", f"{step}!", code=3)["stage"] == step
    assert "not confirmed" in room("crisis", "close", code=5).err
    assert room.json("crisis", "confirm", "h03")["confirmed"] == ["h03"]
    assert len(room.json("crisis", "show", code=3)["to_pause"]) == 9
    room("crisis", "confirm", "Buffer")
    closed = room.json("crisis", "close", code=3)
    span = datetime.fromisoformat(closed["postmortem_due"]) - datetime.fromisoformat(closed["closed_at"])
    assert span == timedelta(hours=48) and closed["postmortem_minutes_left"] == 48 * 60
    assert len(closed["to_answer"]) == 30 and closed["to_pause"] == []
    assert "Post-mortem: Boycott" in room("task", "list").out
    room.now += timedelta(hours=1)
    assert room.json("publish", "--due")["posts"] == []
    assert room.json("crisis", "answer", "p29", "keep")["state"] == "scheduled"
    assert room.json("crisis", "answer", "p00", "keep")["state"] == "approved"
    assert room.json("crisis", "answer", "p01", "drop")["state"] == "dropped"
    assert len(room.json("crisis", "show", closed["id"], code=3)["to_answer"]) == 27
    thread = room.json("crisis", "show", closed["id"], code=3)["thread"]
    assert {entry["login"] for entry in thread} == {"ana"} and all(entry["at"] for entry in thread)
    told = room("crisis", "show", closed["id"], code=3).out
    assert "to keep, move or drop: 27" in told and "held here 30" in told
    assert room("check").code == 0


def test_t17_who_may_not_is_told_who_may(room: Shell, tmp_path: Path) -> None:
    ws = room.open(str(tmp_path / "plan"))
    for login, role in (("ana", "strategist"), ("cleo", "crisis_manager"), ("mia", "community_manager")):
        team.put(ws, Member(login, (role,)))
    ws.db.close()
    room("crisis", "open", "A storm", "--level", "medium")
    room.login = "mia"
    room("crisis", "step")
    room("crisis", "step", "notify")
    refused = room("crisis", "level", "low", code=1)
    assert "crisis_manager or strategist may" in refused.err and "cleo" in refused.err
    room("crisis", "level", "high", code=3)
    room("crisis", "step", code=1)
    room.login = "eve"
    assert "only read" in room("crisis", "log", "hello", code=1).err
    assert room("crisis", "list").code == 0


def test_an_exercise_says_so_everywhere(room: Shell) -> None:
    told = room("crisis", "drill", "Practice").out
    assert "DRILL Practice" in told and "nothing was stopped; a freeze would find: held here 30" in told
    assert "DRILL" in room("crisis", "list").out
    room.now += timedelta(minutes=11)
    assert room.json("publish", "--due")["posts"] != []
    assert room("inbox", "list", "--all").out.count("Practice") == 0
    assert "DRILL" in room("log").out


def test_names_are_asked_for_only_where_several_go_on(room: Shell) -> None:
    assert "No crisis goes on" in room("crisis", "step", code=4).err
    one = room.json("crisis", "open", "First")["id"]
    room("crisis", "open", "Second")
    assert "More than one" in room("crisis", "step", code=2).err
    room("crisis", "step", "--crisis", one)
    assert room.json("crisis", "show", one)["stage"] == "assess"


def test_a_post_mortem_from_a_file(room: Shell, tmp_path: Path) -> None:
    room("crisis", "open", "First")
    for _ in range(4):
        room("crisis", "step")
    room("crisis", "close")
    text = room.json("crisis", "postmortem")["template"]
    for section in ("happened", "cause", "actions"):
        text = text.replace(f"## {section}\n", f"## {section}\nIt is said: {section}\n")
    (tmp_path / "p.md").write_text(text, encoding="utf-8")
    assert room.json("crisis", "postmortem", "--file", tmp_path / "p.md")["stage"] == "case"
    assert room("task", "list").out.count("done") or "Post-mortem" not in room("task", "list", "--state", "open").out
    (tmp_path / "bad.md").write_text("## blame\nthem\n", encoding="utf-8")
    room("crisis", "postmortem", "--file", tmp_path / "bad.md", code=2)
