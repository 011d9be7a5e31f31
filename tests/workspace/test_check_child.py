"""The warm child of an editor: newest question first, never waited for, restarted, gone with its parent."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest

from tweetplan.domain.posts import Post
from tweetplan.workspace import accounts
from tweetplan.workspace.check_child import MOST_RESTARTS, CheckChild
from tweetplan.workspace.core import Workspace

FAKE = """
import json, os, sys, time
from pathlib import Path
log = Path(__file__).with_suffix(".log")
say = lambda **held: print(json.dumps(held), flush=True)
say(ready=True)
print("talk that is no JSON", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    text = asked["text"]
    with log.open("a") as kept:
        kept.write(text + "\\n")
    say(id=asked["id"], asking="checks.fake")
    if text == "crash" or (text == "crash once" and log.read_text().count(text) == 1):
        os._exit(3)
    if text == "hang":
        time.sleep(60)
    if text == "slow":
        time.sleep(0.3)
    part = dict(start=0, end=len(text), weighted_length=len(text), limit=280, valid=True)
    say(id=asked["id"], parts=[part], findings=[], valid=True)
"""


@pytest.fixture
def fake(tmp_path: Path) -> Path:
    place = tmp_path / "fake.py"
    place.write_text(FAKE)
    return place


def asked(fake: Path) -> list[str]:
    return fake.with_suffix(".log").read_text().splitlines()


def alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_the_newest_question_wins_and_asking_waits_for_nothing(fake: Path) -> None:
    async def story() -> None:
        told = []
        child = CheckChild((sys.executable, str(fake)), told.append, seconds=5.0)
        child.ask_text("first")
        await child.settled()
        child.ask_text("slow")
        await asyncio.sleep(0.1)
        began = time.perf_counter()
        for number in range(200):
            child.ask_text(f"key {number}")
        assert time.perf_counter() - began < 0.1
        answer = await child.settled()
        assert answer is not None and answer.number == 202 and answer.parts[0].end == len("key 199")
        assert asked(fake) == ["first", "slow", "key 199"]
        assert [one.number for one in told] == [1, 2, 202] and not child.trouble and child.restarts == 0
        await child.close()

    asyncio.run(story())


def test_a_child_that_crashes_is_started_again_and_asked_again(fake: Path) -> None:
    async def story() -> None:
        troubles = []
        child = CheckChild((sys.executable, str(fake)), on_trouble=troubles.append, seconds=5.0)
        child.ask_text("crash once")
        answer = await child.settled()
        assert answer is not None and answer.number == 1 and child.restarts == 1 and not child.trouble
        assert troubles == ["checks.fake: ended the child. Started again."]
        await child.close()

    asyncio.run(story())


@pytest.mark.parametrize(("text", "how"), [("hang", "took over 0.4 s"), ("crash", "ended the child")])
def test_a_child_that_hangs_is_given_up_and_the_check_is_named(fake: Path, text: str, how: str) -> None:
    async def story() -> None:
        child = CheckChild((sys.executable, str(fake)), seconds=0.4 if text == "hang" else 5.0)
        child.ask_text(text)
        turns = 0
        while child.busy:
            await asyncio.sleep(0.01)
            turns += 1
        assert child.given_up and child.answer is None and turns > 2
        assert child.trouble.startswith(f"checks.fake: {how}.") and "plugins list" in child.trouble
        assert asked(fake) == [text] * (MOST_RESTARTS + 1)
        assert child.ask_text("more") == 2 and not child.busy
        await child.close()

    asyncio.run(story())


def test_closing_ends_the_child_even_while_it_hangs(fake: Path) -> None:
    async def story() -> int:
        child = CheckChild((sys.executable, str(fake)), seconds=30.0)
        child.ask_text("hang")
        while child._asking == "":
            await asyncio.sleep(0.01)
        assert child._process is not None
        pid = child._process.pid
        await child.close()
        child.ask_text("more")
        assert not child.busy
        return pid

    assert not alive(asyncio.run(story()))


def test_what_cannot_be_started_is_told(tmp_path: Path) -> None:
    async def story() -> None:
        child = CheckChild((str(tmp_path / "nothing"),))
        child.ask_text("a")
        await child.settled()
        assert child.given_up and "could not be started" in child.trouble
        await child.close()

    asyncio.run(story())


HANGING = '''
"""A check that never ends, one that prints and reads, and one that raises."""
import os, sys, time
from tweetplan.api import Finding, hookimpl

@hookimpl
def tweetplan_check_draft(draft):
    print("noise"); os.write(1, b"raw noise\\n")
    assert sys.stdin.read() == ""
    if "loop" in draft.text:
        while True:
            pass
    return [Finding("hanging.seen", "note", "Seen.", "text", "", 0, 1)]
'''


def plugin(folder: Path) -> dict[str, str]:
    (folder / "hanging.py").write_text(dedent(HANGING))
    dist = folder / "hanging-1.0.dist-info"
    dist.mkdir()
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: hanging\nVersion: 1.0\n")
    (dist / "entry_points.txt").write_text("[tweetplan]\nhanging.checks = hanging\n")
    return {**os.environ, "PYTHONPATH": str(folder)}


def test_the_real_child_outlives_a_plugin_that_hangs(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.add(ws, "@tern")
    folder = tmp_path / "plugin"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", plugin(folder)["PYTHONPATH"])

    async def story() -> None:
        child = CheckChild((sys.executable, "-m", "tweetplan", "--workspace", str(ws.db.path)), seconds=5.0)
        child.ask(Post("", "@tern", "We roast.\n---\nI loop."))
        answer = await child.settled()
        assert answer is not None and not answer.error and child.restarts == 0
        rules = [(one.rule, one.start) for one in answer.findings]
        assert ("C01.first-person", 14) in rules and "plugins.raised" in dict(rules)
        assert [(part.start, part.weighted_length) for part in answer.parts] == [(0, 9), (14, 7)]
        child.ask(Post("", "@nobody", "We roast."))
        answer = await child.settled()
        assert answer is not None and "@nobody" in answer.error
        child.ask(Post("", "@tern", "We roast."))
        answer = await child.settled()
        assert answer is not None and [one.rule for one in answer.findings] == ["hanging.seen"]
        accounts.add(ws, "@other")  # no lock is held
        await child.close()

    asyncio.run(story())


def test_the_child_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    parent = dedent("""
        import subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-m", "tweetplan", "post", "check", "--serve"],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        child.stdout.readline()
        print(child.pid, flush=True)
        time.sleep(60)
    """)
    held = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, cwd=tmp_path)
    assert held.stdout is not None
    pid = int(held.stdout.readline())
    assert alive(pid)
    held.send_signal(signal.SIGKILL)
    held.wait()
    held.stdout.close()
    ends = time.monotonic() + 5.0
    while alive(pid) and time.monotonic() < ends:
        time.sleep(0.02)
    assert not alive(pid)
