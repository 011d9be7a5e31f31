"""What the UI keeps outside the store: drafts, copied text; and children at work."""

import asyncio
import json
import os
import sys
import time
from base64 import b64decode
from pathlib import Path

import pytest

from tweetplan.tui import clipboard
from tweetplan.tui.drafts import Draft, Drafts
from tweetplan.tui.settings import UiSettings
from tweetplan.tui.terminal import terminal_problem
from tweetplan.workspace import jobs

DRAFT = Draft("today", "task.add", "A task", {"title": "half a tho"}, "2026-03-16T13:05:00+00:00")


def test_a_draft_comes_back_as_it_was_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "state", "/srv/acme/tweetplan.db")
    drafts.save(DRAFT)
    other = Draft("today", "record", "Record", {"measure": "日本 \ud800"}, DRAFT.at)
    drafts.save(other)
    again = Drafts(tmp_path / "state", "/srv/acme/tweetplan.db")
    assert again.kept() == [DRAFT, other] and again.of("task.add") == DRAFT
    assert drafts.path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path / "state") == [drafts.path.name]
    again.discard("task.add")
    again.discard("record")
    assert not drafts.path.exists() and again.kept() == []


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"mode": 1}]', "[" * 100_000, '[{"values": 5}]', "\x00"])
def test_a_file_that_is_no_draft_is_no_draft(tmp_path: Path, content: str) -> None:
    drafts = Drafts(tmp_path, "w")
    drafts.path.write_text(content)
    assert drafts.kept() == []


def test_two_workspaces_keep_their_drafts_apart(tmp_path: Path) -> None:
    Drafts(tmp_path, "/a").save(DRAFT)
    assert Drafts(tmp_path, "/b").kept() == []


# ---- clipboard --------------------


def settings(tmp_path: Path, **environment: str) -> UiSettings:
    return UiSettings(tmp_path / "state", environment=environment)


def test_without_tmux_it_is_osc_52_and_says_so(tmp_path: Path) -> None:
    sent: list[str] = []
    said = clipboard.copy("three leads", settings(tmp_path, SSH_CONNECTION="1 2 3 4"), sent.append)
    assert b64decode(sent[0].removeprefix("\x1b]52;c;").removesuffix("\x07")) == b"three leads"
    assert "OSC 52" in said and "your side of ssh" in said


def test_inside_tmux_it_is_tmuxs_buffer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "tmux"
    fake.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/argv\ncat > {tmp_path}/buffer\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    sent: list[str] = []
    said = clipboard.copy("three leads", settings(tmp_path, TMUX="/tmp/t,1,0"), sent.append)
    assert (tmp_path / "argv").read_text().split() == ["load-buffer", "-w", "-"]
    assert (tmp_path / "buffer").read_text() == "three leads"
    assert sent == [] and "tmux" in said


def test_a_tmux_that_fails_or_hangs_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "tmux"
    for body in ("exit 1", "sleep 30"):
        fake.write_text(f"#!/bin/sh\n{body}\n")
        fake.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        monkeypatch.setattr(clipboard, "TMUX_SECONDS", 0.2)
        sent: list[str] = []
        begun = time.monotonic()
        said = clipboard.copy("x", settings(tmp_path, TMUX="t"), sent.append)
        assert len(sent) == 1 and "OSC 52" in said and time.monotonic() - begun < 5


def test_what_is_too_long_for_a_terminal_goes_to_a_file(tmp_path: Path) -> None:
    sent: list[str] = []
    said = clipboard.copy("x" * 80_000, settings(tmp_path), sent.append)
    path = tmp_path / "state" / "copied.txt"
    assert sent == [] and str(path) in said
    assert path.stat().st_mode & 0o777 == 0o600 and len(path.read_text()) == 80_001


# ---- no terminal --------------------


class Stream:
    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("environment", "stdin", "stdout", "words"),
    [
        ({"TERM": "xterm"}, True, True, None),
        ({"TERM": "dumb"}, True, True, "TERM=dumb"),
        ({}, True, True, "TERM=unset"),
        ({"TERM": "xterm"}, False, True, "standard input"),
        ({"TERM": "xterm"}, True, False, "pipe"),
    ],
)
def test_where_the_ui_cannot_open_it_names_what_to_run(
    environment: dict[str, str], stdin: bool, stdout: bool, words: str | None
) -> None:
    said = terminal_problem(environment, Stream(stdin), Stream(stdout))
    assert (said is None) if words is None else (said is not None and words in said and "tweetplan today" in said)


def test_a_closed_stream_is_no_terminal() -> None:
    assert "standard input" in str(terminal_problem({"TERM": "xterm"}, None, Stream(True)))


# ---- children --------------------

TALKER = """
import json, sys
for n in range(3):
    print(json.dumps({"done": n + 1, "total": 3, "message": f"row {n}"}), file=sys.stderr)
print("a word [red]", file=sys.stderr)
print("{not json", file=sys.stderr)
print("result")
sys.exit(3)
"""
SLEEPER = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("{}", file=sys.stderr, flush=True)
time.sleep(60)
"""


async def test_a_child_is_followed_to_its_end() -> None:
    job = await jobs.start([sys.executable, "-c", TALKER])
    seen = [progress async for progress in job.progress()]
    assert [progress.share for progress in seen[:3]] == [1 / 3, 2 / 3, 1.0]
    assert [progress.words for progress in seen] == ["row 0", "row 1", "row 2", "a word [red]", "{not json"]
    assert job.code == 3 and job.output == "result\n" and not job.cancelled


async def test_a_cancelled_child_and_what_it_started_are_gone() -> None:
    job = await jobs.start([sys.executable, "-c", SLEEPER])
    seen = []
    async for progress in job.progress():
        seen.append(progress)
        job.cancel()
    assert job.code == 143 and job.cancelled and len(seen) == 1
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.killpg(job.process.pid, 0)
            await asyncio.sleep(0.05)


async def test_a_flood_of_output_is_cut_and_blocks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_OUTPUT", 1000)
    job = await jobs.start([sys.executable, "-c", "print('x' * 3_000_000)"])
    assert [progress async for progress in job.progress()] == []
    assert job.code == 0 and len(job.output) == 1000


@pytest.mark.parametrize(
    "line", ["{", "[]", "null", '{"done": "x"}', json.dumps({"done": None, "total": True}), "{" * 5000, '{"done": NaN}']
)
def test_a_line_that_is_no_progress_is_harmless(line: str) -> None:
    assert jobs.parse(line).share is None
