"""How costs are measured: whole processes by `wait4`, screens through a real pty, medians of interleaved repeats."""

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pyte

HERE = Path(__file__).resolve().parent
COLUMNS, LINES = 80, 24
QUIET = 0.25
"""Seconds without a byte after which a burst of output counts as over."""


class SkipRow(Exception):
    """Why a row of the table cannot be measured here and now."""


def environment(home: Path) -> dict[str, str]:
    """The caller's environment, less what changes start-up or drawing, with a home folder of its own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "COLORTERM")
        and not name.startswith(("TEXTUAL_", "TWEETPLAN_", "XDG_"))
    }
    return kept | {"HOME": str(home), "TERM": "xterm-256color", "LINES": str(LINES), "COLUMNS": str(COLUMNS)}


class Ended(NamedTuple):
    """A process that ran to its end: its exit code, its wall-clock seconds, and what it wrote."""

    code: int
    seconds: float
    out: str
    err: str


def run(command: Sequence[str], home: Path) -> Ended:
    """Run a command to its end, timed from just before it starts until it has been waited for."""
    out, err = home / "bench.out", home / "bench.err"
    start = time.perf_counter()
    pid = os.posix_spawn(
        command[0],
        command,
        environment(home),
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(out), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, str(err), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        ],
    )
    _, status, _ = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    return Ended(os.waitstatus_to_exitcode(status), seconds, out.read_text(), err.read_text())


class Terminal:
    """A program in a pty of 80x24; remembers when each piece of its output came, so reading it costs no time."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execve(command[0], list(command), environment(home))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.wait4(self.pid, 0)
        os.close(self.fd)

    def chunks(self, quiet: float, longest: float = 20.0) -> list[tuple[float, bytes]]:
        """What arrives, with its times, until nothing has come for `quiet` seconds."""
        got: list[tuple[float, bytes]] = []
        deadline = time.perf_counter() + longest
        while time.perf_counter() < deadline and select.select([self.fd], [], [], quiet)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                break
            if not data:
                break
            got.append((time.perf_counter(), data))
        return got

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.screen.display)

    def first_seen(self, wanted: str, longest: float = 60.0) -> float:
        """Seconds from the start until the text that matches `wanted` had been painted."""
        while time.perf_counter() - self.start < longest:
            for when, data in self.chunks(QUIET):
                self.stream.feed(data)
                if re.search(wanted, self.text()):
                    self.settle()
                    return when - self.start
            if os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                break
        shown = " ".join(self.text().split())[:160]
        raise SkipRow(f"/{wanted}/ never came on the screen, which shows: {shown or 'nothing'}")

    def settle(self, quiet: float = 0.6) -> int:
        """Let the program finish painting; the bytes that took."""
        got = self.chunks(quiet)
        self.stream.feed(b"".join(data for _, data in got))
        return sum(len(data) for _, data in got)

    def press(self, keys: str) -> tuple[float, int]:
        """Send keys; the seconds until the last byte of the answer, and the number of bytes."""
        start = time.perf_counter()
        os.write(self.fd, keys.encode())
        got = self.chunks(QUIET, longest=5)
        self.stream.feed(b"".join(data for _, data in got))
        return (got[-1][0] - start if got else 0.0), sum(len(data) for _, data in got)

    def idle_bytes(self, seconds: float) -> int:
        """The bytes written while nobody touches anything."""
        end, count = time.perf_counter() + seconds, 0
        while (left := end - time.perf_counter()) > 0:
            count += sum(len(data) for _, data in self.chunks(left, longest=left))
        return count

    def resident_mib(self) -> float:
        """The program's resident memory in MiB."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            raise SkipRow("resident memory is read from /proc, which is not here")
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
        if not found:
            raise SkipRow("the program had ended before its memory was read")
        return int(found[1]) / 1024


def interleaved(repeats: int, cases: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """The median of each case; the cases take turns, in alternating order, after one warm-up of each."""
    for measure in cases.values():
        measure()
    seen: dict[str, list[float]] = {name: [] for name in cases}
    for turn in range(repeats):
        for name in list(cases)[:: 1 if turn % 2 == 0 else -1]:
            seen[name].append(cases[name]())
    return {name: statistics.median(values) for name, values in seen.items()}


def python(*arguments: str) -> list[str]:
    """A command line for the interpreter that runs this."""
    return [sys.executable, *arguments]


def bare(script: str) -> list[str]:
    """A command line for one of the bare apps beside this file."""
    return python(str(HERE / script))
