"""The warm child that checks a draft while somebody writes it (DESIGN: idea 3): one for each editor.

An editor makes one `CheckChild(program, on_answer)`, calls `ask(post)` after each change, reads `answer` and `trouble`
(or is called back with each new answer), and awaits `close()` when it is left. Nothing here waits inside `ask`: it is
called between two keys. Only the newest question is asked; a child that takes over a second is killed and started
again, and after the third time it stays away, and `trouble` names the check that held it up.
"""

import asyncio
import json
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from tweetplan.domain.codec import plain, restored
from tweetplan.domain.findings import Finding
from tweetplan.domain.posts import Post
from tweetplan.domain.values import frozen

ARGUMENTS = ("post", "check", "--serve")
SECONDS = 1.0
"""What an answer may take before the child is started anew."""
START_SECONDS = 20.0
"""What the child may take to load the plugins."""
MOST_RESTARTS = 3
LONGEST_LINE = 4_000_000


@frozen
class PartCount:
    """One post of the thread: its places in the text as typed, and how much of the limit it takes."""

    start: int
    end: int
    weighted_length: int
    limit: int
    valid: bool


@frozen
class Answer:
    """What the child said of one question."""

    number: int
    """Of the question, as `ask` returned it."""
    parts: tuple[PartCount, ...] = ()
    findings: tuple[Finding, ...] = ()
    """In the text's order; `start` and `end` are code points of `Post.text` as it was asked about."""
    valid: bool = True
    lang: str = ""
    reply_to: str = ""
    error: str = ""
    """Why it could not be checked; then the rest is empty."""


class CheckChild:
    """Asks the child about drafts, the newest first and only; lives on the event loop of whoever calls it."""

    def __init__(
        self,
        program: Sequence[str],
        on_answer: Callable[[Answer], None] = lambda answer: None,
        on_trouble: Callable[[str], None] = lambda trouble: None,
        seconds: float = SECONDS,
    ) -> None:
        """`program` starts tweetplan on the workspace (`UiActions.program`); nothing is started before `ask`."""
        self.answer: Answer | None = None
        """The newest answer."""
        self.trouble = ""
        """Why the last question has no answer, or why there will be none; empty while all is well."""
        self.restarts = 0
        self._argv = (*program, *ARGUMENTS)
        self._on_answer, self._on_trouble, self._seconds = on_answer, on_trouble, seconds
        self._process: asyncio.subprocess.Process | None = None
        self._asked, self._next = 0, b""
        self._asking = ""
        self._work: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether a question is on its way."""
        return self._work is not None and not self._work.done()

    @property
    def given_up(self) -> bool:
        """Whether the child was restarted too often and is not asked any more."""
        return self.restarts > MOST_RESTARTS

    def ask(self, post: Post) -> int:
        """Ask about a post as it is now; returns at once. A question that was not sent yet is forgotten."""
        return self._put({"post": plain(post)})

    def ask_text(self, text: str, account: str = "", lang: str = "") -> int:
        """Ask about a bare text for an account, as `post check -` does."""
        return self._put({"text": text, "account": account, "lang": lang})

    async def settled(self) -> Answer | None:
        """Wait until nothing is on its way; the newest answer."""
        while self._work is not None and not self._work.done():
            await asyncio.wait([self._work])
        return self.answer

    async def close(self) -> None:
        """End the child; nothing is answered any more."""
        self._closed, self._next = True, b""
        if self._work is not None:
            self._work.cancel()
            with suppress(asyncio.CancelledError):
                await self._work
        await self._end()

    def _put(self, question: Mapping[str, Any]) -> int:
        self._asked += 1
        if not (self._closed or self.given_up):
            self._next = json.dumps({"id": self._asked, **question}).encode() + b"\n"
            if not self.busy:
                self._work = asyncio.get_running_loop().create_task(self._answer_newest())
        return self._asked

    async def _answer_newest(self) -> None:
        """Ask question after question until none is left; one that brings the child down is asked once more."""
        while self._next and not self.given_up:
            question, self._next = self._next, b""
            try:
                answer = await self._answered(question)
            except (TimeoutError, OSError, EOFError) as error:
                await self._end()
                self.restarts += 1
                self._say_trouble(error)
                self._next = self._next or question
                continue
            self.answer, self.trouble = answer, ""
            self._on_answer(answer)

    async def _answered(self, question: bytes) -> Answer:
        """The child's answer to one question; raises `TimeoutError` or `EOFError` when there is none."""
        self._asking = ""
        if self._process is None or self._process.returncode is not None:
            await self._start()
        process = self._process
        assert process is not None and process.stdin is not None
        process.stdin.write(question)
        number = json.loads(question)["id"]
        async with asyncio.timeout(self._seconds):
            while True:
                held = await self._line()
                if held.get("id") == number and "asking" in held:
                    self._asking = str(held["asking"])
                elif held.get("id") == number:
                    return _read(number, held)

    async def _start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *self._argv,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            limit=LONGEST_LINE,
        )
        async with asyncio.timeout(START_SECONDS):
            while not (await self._line()).get("ready"):
                pass

    async def _line(self) -> Mapping[str, Any]:
        """The next line of the child as JSON; anything else that it wrote is nothing. Raises `EOFError` at its end."""
        assert self._process is not None and self._process.stdout is not None
        try:
            line = await self._process.stdout.readline()
            held = json.loads(line) if line else None
        except ValueError:
            return {}
        if held is None:
            raise EOFError
        return held if isinstance(held, dict) else {}

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()

    def _say_trouble(self, error: Exception) -> None:
        who = self._asking or "the checks"
        how = f"took over {self._seconds:g} s" if isinstance(error, TimeoutError) else "ended the child"
        if isinstance(error, OSError) and not isinstance(error, TimeoutError):
            how = f"could not be started: {error.strerror}"
        tail = "It is not asked any more: see `tweetplan plugins list`." if self.given_up else "Started again."
        self.trouble = f"{who}: {how}. {tail}"
        self._on_trouble(self.trouble)


def _read(number: int, held: Mapping[str, Any]) -> Answer:
    """An answer as a value; what cannot be read is an error in words."""
    if held.get("error"):
        return Answer(number, error=str(held["error"]))
    try:
        return Answer(
            number,
            restored(tuple[PartCount, ...], held["parts"]),
            restored(tuple[Finding, ...], held["findings"]),
            bool(held["valid"]),
            str(held.get("lang") or ""),
            str(held.get("reply_to") or ""),
        )
    except (ValueError, KeyError) as error:
        return Answer(number, error=f"The child's answer cannot be read: {error}.")
