"""Running a plugin's code within limits: no print on stdout, no endless loop, and every fault as one exception."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Literal

from tweetplan.domain.findings import Problem

Status = Literal["ok", "partly", "failed", "not configured", "off"]
"""How an entry point stands: `partly`, some of what it brings was refused; `not configured`, its extra is missing."""


class Broken(Exception):
    """A plugin, or one answer of it, that cannot be taken; the text says why."""

    def __init__(self, reason: str, status: Status = "failed") -> None:
        super().__init__(reason)
        self.reason, self.status = reason, status


class _TookTooLong(BaseException):
    """Raised inside a plugin's code when its time is up; no `except Exception` of its own stops it."""


@contextmanager
def guarded(seconds: float) -> Iterator[None]:
    """Run a plugin's code: its prints go to stderr, its time is limited, and what it raises comes out as `Broken`.

    A `Problem` passes (it speaks of the file or the goal), and so does the user's Ctrl-C.
    """
    try:
        with redirect_stdout(sys.stderr), _limited(seconds):
            yield
    except (KeyboardInterrupt, Problem, Broken):
        raise
    except BaseException as error:
        raise Broken(words(error)) from error


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Stop whatever runs inside after so many seconds; only the main thread can be stopped, elsewhere nothing is."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: object) -> None:
        raise _TookTooLong(f"It took longer than {seconds:g} s.")

    handler, started = signal.signal(signal.SIGALRM, stop), time.monotonic()
    left, again = signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - (time.monotonic() - started)), again)


def words(error: BaseException) -> str:
    """What an error says, on one line and at a length for a row; one that cannot even say so is named."""
    try:
        told = " ".join(str(error).split())[:400]
    except BaseException:
        told = ""
    ours = isinstance(error, _TookTooLong) or type(error).__module__.partition(".")[0] == "pluggy"
    plain = ours or (told and type(error) in (TypeError, ValueError))
    return told if plain else f"{type(error).__name__}: {told}".removesuffix(": ")
