"""Starting a headless command as a child, as the same actor, and following its progress (DESIGN: idea 3).

The child runs in a process group of its own with no terminal; its standard output is kept up to a limit, its standard
error is read line by line: a JSON object is progress, anything else is talk.
"""

import asyncio
import json
import os
import signal
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from tweetplan.domain.values import frozen

MOST_OUTPUT = 1_000_000
"""Bytes of standard output that are kept; the rest is read and dropped, so that the child never blocks."""
LONGEST_LINE = 1_000_000
GRACE_SECONDS = 5.0
"""What a child has to end itself after it was told to, before it is killed."""


@frozen
class Progress:
    """One line that a child wrote about its work: how much is done of how much (0 while unknown), and words."""

    done: float = 0.0
    total: float = 0.0
    words: str = ""

    @property
    def share(self) -> float | None:
        """What is done, 0 to 1; None while the whole is unknown."""
        return min(max(self.done / self.total, 0.0), 1.0) if self.total > 0 else None


@dataclass
class Job:
    """A child at work: iterate `progress()` to its end, then read `code`, `output` and `talk`."""

    argv: tuple[str, ...]
    process: asyncio.subprocess.Process
    talk: deque[str] = field(default_factory=lambda: deque(maxlen=200))
    """The last lines of its talk."""
    cancelled: bool = False
    _output: bytearray = field(default_factory=bytearray)

    @property
    def code(self) -> int | None:
        """The exit code; 128 + n after signal n; None while it runs."""
        code = self.process.returncode
        return code if code is None or code >= 0 else 128 - code

    @property
    def output(self) -> str:
        """What it wrote on standard output."""
        return self._output.decode("utf-8", "replace")

    async def progress(self) -> AsyncIterator[Progress]:
        """Each line of progress as it comes, until the child has ended."""
        reading = asyncio.create_task(self._keep_output())
        assert self.process.stderr is not None
        async for line in _lines(self.process.stderr):
            found = parse(line)
            if found.words:
                self.talk.append(found.words)
            yield found
        await reading
        await self.process.wait()

    def cancel(self) -> None:
        """Tell the child's whole group to stop, and kill it when it does not."""
        self.cancelled = True
        if self._signal(signal.SIGTERM):
            asyncio.get_running_loop().call_later(GRACE_SECONDS, self._signal, signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> bool:
        if self.process.returncode is not None:
            return False
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return False
        return True

    async def _keep_output(self) -> None:
        assert self.process.stdout is not None
        while chunk := await self.process.stdout.read(65536):
            self._output += chunk[: MOST_OUTPUT - len(self._output)]


async def start(argv: Sequence[str]) -> Job:
    """Start a command line as a child; raises `OSError` when it cannot be started."""
    process = await asyncio.create_subprocess_exec(
        *argv,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
        limit=LONGEST_LINE,
    )
    return Job(tuple(argv), process)


def parse(line: str) -> Progress:
    """A line of a child's standard error: `{"done": 3, "total": 10, "message": "…"}`, or talk."""
    if line.startswith("{"):
        try:
            found = json.loads(line)
            return Progress(_number(found.get("done")), _number(found.get("total")), str(found.get("message") or ""))
        except (ValueError, RecursionError, AttributeError):
            pass
    return Progress(words=line)


def _number(value: object) -> float:
    known = isinstance(value, int | float) and not isinstance(value, bool) and value == value
    return float(value) if known and isinstance(value, int | float) else 0.0


async def _lines(stream: asyncio.StreamReader) -> AsyncIterator[str]:
    """The stream's lines; one that is too long is passed over."""
    while True:
        try:
            line = await stream.readline()
        except ValueError:
            continue
        if not line:
            return
        yield line.decode("utf-8", "replace").rstrip("\r\n")
