"""Running many strangers' answers side by side, each in a fork with limits: time, memory, length, count, no files.

A fork shares what is loaded already, so that pandas is paid for once. It has no terminal, no environment but PATH, LANG
and HOME, and a process group of its own; what it leaves behind is ended with it.
"""

import ctypes
import gc
import json
import os
import resource
import selectors
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

SECONDS = 2.0
MOST_ANSWERS = 200
MOST_BYTES = 1_000_000
MEMORY = 512 * 1024 * 1024
"""Bytes beyond what is loaded already."""
AT_ONCE = 4
MOST_TASKS = 64
"""Threads and processes beyond those that the user has already (numpy starts some; a fork bomb does not end)."""
_END_WITH_PARENT = 1
"""PR_SET_PDEATHSIG: a fork does not outlive us, however we end."""
_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER: orphans of our forks become our children, so that they can be found and ended."""
_KEPT = ("PATH", "LANG", "HOME")
_known: set[int] = set()
"""Forks that still run, and children that were there before: any other child is a stray."""
_END = '{"end": true}'
"""The last line of an answer: who leaves before it did not finish."""


@dataclass
class Answer:
    """What one of them said: JSON values, and what was wrong with it; empty when nothing was."""

    values: list[Any] = field(default_factory=list)
    fault: str = ""


@dataclass
class _Fork:
    name: str
    pid: int
    ends: float
    got: bytearray = field(default_factory=bytearray)
    fault: str = ""


def ask(
    asked: Mapping[str, Callable[[], Iterable[Any]]],
    as_json: Callable[[Any], Any],
    seconds: float = SECONDS,
    at_once: int = AT_ONCE,
) -> dict[str, Answer]:
    """Each one's answers as JSON values, by name; the store must be closed before.

    `as_json` makes a value that JSON can hold of one answer, inside the fork; what it raises makes that answer a fault.
    """
    _adopt_orphans(True)
    before = {pid for pid in _children() if pid not in _known}
    _known.update(before)
    waiting, running = list(asked.items()), dict[int, _Fork]()
    answers: dict[str, Answer] = {}
    with selectors.DefaultSelector() as selector:
        try:
            while waiting or running:
                while waiting and len(running) < at_once:
                    name, call = waiting.pop(0)
                    reader, fork = _start(name, call, as_json, seconds)
                    running[reader] = fork
                    selector.register(reader, selectors.EVENT_READ)
                _read_some(selector, running)
                for reader in [reader for reader, fork in running.items() if _over(reader, fork, selector)]:
                    fork = running.pop(reader)
                    answers[fork.name] = _ended(reader, fork)
        finally:
            for reader, fork in running.items():
                _ended(reader, fork)
            _known.difference_update(before)
            _adopt_orphans(False)
    return {name: answers[name] for name in asked}


def _start(
    name: str, call: Callable[[], Iterable[Any]], as_json: Callable[[Any], Any], seconds: float
) -> tuple[int, _Fork]:
    """Fork; the parent gets the end of a pipe to read from."""
    reader, writer = os.pipe()
    tasks = _tasks() + MOST_TASKS
    gc.freeze()
    pid = os.fork()
    if pid == 0:
        try:
            _confine(writer, seconds, tasks)
            _answer(writer, call, as_json)
        except BaseException:
            os._exit(70)
        os._exit(0)
    _known.add(pid)
    os.close(writer)
    os.set_blocking(reader, False)
    return reader, _Fork(name, pid, time.monotonic() + seconds)


def _confine(writer: int, seconds: float, tasks: int) -> None:
    """In the fork: nothing of ours stays open but the pipe, and the limits are set."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_END_WITH_PARENT, int(signal.SIGKILL), 0, 0, 0)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    keep = max(3, writer)
    os.closerange(3, keep)
    os.closerange(keep + 1, 4096)
    sys.stdin = sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8", errors="replace")
    held = {name: os.environ[name] for name in _KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(held)
    os.chdir("/")
    limits = {
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_AS: _size() + MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: tasks,
    }
    for what, most in limits.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    sys.setrecursionlimit(2000)


def _answer(writer: int, call: Callable[[], Iterable[Any]], as_json: Callable[[Any], Any]) -> None:
    """In the fork: write each answer as a line of JSON, until it ends, raises, or has said enough."""
    try:
        for given in islice(call(), MOST_ANSWERS + 1):
            _write(writer, _line(given, as_json))
        _write(writer, _END)
    except BaseException as error:
        told = ""
        with suppress(BaseException):
            told = " ".join(str(error).split())[:300]
        _write(writer, json.dumps({"fault": f"{type(error).__name__}: {told}".removesuffix(": ")}))


def _line(given: Any, as_json: Callable[[Any], Any]) -> str:
    try:
        return json.dumps({"value": as_json(given)}, allow_nan=False)
    except Exception as error:
        return json.dumps({"bad": " ".join(f"{type(error).__name__}: {error}".split())[:300]})


def _write(writer: int, line: str) -> None:
    rest = line.encode("utf-8", "replace") + b"\n"
    while rest:
        rest = rest[os.write(writer, rest) :]


def _read_some(selector: selectors.BaseSelector, running: Mapping[int, _Fork]) -> None:
    """Wait for any of them to say something, at most until the first one's time is up."""
    first = min(fork.ends for fork in running.values())
    for key, _ in selector.select(max(0.0, first - time.monotonic())):
        fork = running[key.fd]
        try:
            got = os.read(key.fd, 65536)
        except BlockingIOError:
            continue
        fork.got += got
        if not got:
            fork.ends = 0.0


def _over(reader: int, fork: _Fork, selector: selectors.BaseSelector) -> bool:
    """Whether this one has ended, or must; what it did wrong is noted."""
    if fork.ends == 0.0:
        pass
    elif len(fork.got) > MOST_BYTES:
        fork.fault = f"It said more than {MOST_BYTES:,} bytes."
    elif time.monotonic() >= fork.ends:
        fork.fault = "It took too long."
    else:
        return False
    selector.unregister(reader)
    return True


def _ended(reader: int, fork: _Fork) -> Answer:
    """End the fork with all that it started, and read what it said."""
    os.close(reader)
    waited, status = os.waitpid(fork.pid, os.WNOHANG)
    if not waited and not fork.fault:  # it closed its pipe: it has a moment to end by itself
        for _ in range(20):
            time.sleep(0.005)
            waited, status = os.waitpid(fork.pid, os.WNOHANG)
            if waited:
                break
    for end in (os.killpg, os.kill):
        with suppress(OSError):
            end(fork.pid, signal.SIGKILL)
    if not waited:
        _, status = os.waitpid(fork.pid, 0)
        if not fork.fault:
            fork.fault = "It did not end."
    _known.discard(fork.pid)
    _end_orphans()
    answer = _read(bytes(fork.got[:MOST_BYTES]), fork.fault)
    if not answer.fault and status:
        code = os.waitstatus_to_exitcode(status)
        answer.fault = f"It was ended by signal {-code}." if code < 0 else f"It ended its process with {code}."
    if not answer.fault and not fork.got.endswith(f"{_END}\n".encode()):
        answer.fault = "It ended its process before it had said all."
    return answer


def _read(got: bytes, fault: str) -> Answer:
    """The lines as answers; one that was cut off, or is none of ours, is passed over."""
    answer = Answer(fault=fault)
    bad = 0
    for line in got.split(b"\n"):
        try:
            held = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if not isinstance(held, dict):
            continue
        if "value" in held:
            answer.values.append(held["value"])
        elif "bad" in held:
            bad += 1
            answer.fault = answer.fault or f"Not a recommendation: {held['bad']}"
        elif "fault" in held:
            answer.fault = answer.fault or str(held["fault"])
    if len(answer.values) > MOST_ANSWERS:
        answer.fault = f"It gave more than {MOST_ANSWERS} recommendations."
        del answer.values[MOST_ANSWERS:]
    return answer


def _size() -> int:
    """Bytes of address space that this process has."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 4 * 1024**3


def _tasks() -> int:
    """The threads of all processes of this user: what the limit counts."""
    me, found = os.getuid(), 0
    with suppress(OSError):
        for place in os.scandir("/proc"):
            with suppress(OSError):
                if place.name.isdigit() and place.stat().st_uid == me:
                    found += len(os.listdir(f"/proc/{place.name}/task"))
    return found


def _adopt_orphans(wanted: bool) -> None:
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SUBREAPER, int(wanted), 0, 0, 0)


def _children() -> list[int]:
    me = os.getpid()
    try:
        return [int(pid) for pid in Path(f"/proc/{me}/task/{me}/children").read_text().split()]
    except OSError:
        return []


def _end_orphans() -> None:
    """End what forks left behind in process groups of their own: children of ours that we did not start."""
    for _ in range(50):
        strays = [pid for pid in _children() if pid not in _known]
        if not strays:
            return
        for pid in strays:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
            with suppress(OSError):
                os.waitpid(pid, 0)
