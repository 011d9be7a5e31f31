"""In a real terminal: signals restore it and keep what was typed, exit codes tell the truth, idling writes nothing."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tweetplan.tui.drafts import Drafts

SESSION = Path(__file__).with_name("session.py")
RESTORED = b"\x1b[?1049l"
MOUSE_OFF = b"\x1b[?1000l"

Spawn = Callable[..., "pexpect.spawn[bytes]"]

NOT_THE_TERMINALS = ("TMUX", "COLORTERM", "COLUMNS", "LINES")
"""What a test runner may have set for itself; a terminal says its own size."""


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Spawn]:
    started: list[pexpect.spawn[bytes]] = []

    def start(*words: str, columns: int = 80, lines: int = 24, wait_for: str = "row 3") -> "pexpect.spawn[bytes]":
        environment = {
            **{name: held for name, held in os.environ.items() if name not in NOT_THE_TERMINALS},
            "TERM": "xterm-256color",
            "PYTHONPATH": str(SESSION.parents[1]),
        }
        child = pexpect.spawn(
            sys.executable,
            [str(SESSION), str(tmp_path), *words],
            dimensions=(lines, columns),
            timeout=20,
            env=environment,
        )
        started.append(child)
        child.expect_exact(wait_for.encode())
        return child

    yield start
    for child in started:
        if child.child_fd >= 0:
            child.close(force=True)


def quiet(child: "pexpect.spawn[bytes]", seconds: float = 0.4) -> int:
    """Let it finish painting; the number of bytes that took."""
    count = 0
    while True:
        try:
            count += len(child.read_nonblocking(65536, timeout=seconds))
        except pexpect.TIMEOUT:
            return count


def ended(child: "pexpect.spawn[bytes]") -> tuple[int | None, bytes]:
    rest: bytes = child.read()
    child.wait()
    return child.exitstatus, rest


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_keeps_the_draft_and_restores_the_terminal(
    spawn: Spawn, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    child = spawn("form", wait_for="A note")
    quiet(child)
    child.send(b"half a thought")
    quiet(child)
    child.kill(number)
    status, rest = ended(child)
    assert status == code
    assert RESTORED in rest and MOUSE_OFF in rest and rest.rfind(RESTORED) > rest.rfind(b"\x1b[?1049h")
    kept = Drafts(tmp_path / "state", str((tmp_path / "acme" / "tweetplan.db").resolve())).of("note")
    assert kept is not None and kept.values["text"] == "half a thought"


def test_quitting_is_0_and_restores_the_terminal(spawn: Spawn) -> None:
    child = spawn()
    quiet(child)
    child.send(b"q")
    status, rest = ended(child)
    assert status == 0 and RESTORED in rest


def test_a_fault_is_1_says_one_line_and_restores_the_terminal(spawn: Spawn) -> None:
    child = spawn("fault")
    status, rest = ended(child)
    assert status == 1 and RESTORED in rest
    assert b"fault of its own: IndexError" in rest and b"locals" not in rest


def test_a_small_terminal_gets_a_card_and_can_be_left(spawn: Spawn) -> None:
    child = spawn(columns=60, lines=20, wait_for="too small")
    quiet(child)
    child.send(b"q")
    assert ended(child)[0] == 0


def test_a_lost_terminal_ends_the_session_even_when_hangups_are_ignored(spawn: Spawn) -> None:
    child = spawn("nohup")
    quiet(child)
    pid = child.pid
    os.close(child.child_fd)
    child.child_fd = -1
    child.closed = True
    deadline = time.monotonic() + 8
    while time.monotonic() < deadline:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            assert os.waitstatus_to_exitcode(status) == 129
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    pytest.fail("it went on without a terminal")


def test_idling_writes_nothing_and_an_arrow_key_little(spawn: Spawn) -> None:
    child = spawn()
    quiet(child, 1.5)
    assert quiet(child, 2.5) == 0
    child.send(b"\x1b[B")
    assert 0 < quiet(child) < 600


def test_on_a_slow_link_an_arrow_key_costs_less_than_200_bytes(spawn: Spawn) -> None:
    child = spawn("reduced")
    quiet(child, 1.5)
    child.send(b"\x1b[B")
    assert 0 < quiet(child) < 200
