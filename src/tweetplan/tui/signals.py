"""Hang-ups and orders to stop: save what was typed, restore the terminal, leave with the right code (UX rule 14)."""

import asyncio
import select
import signal
import sys
from collections.abc import Callable

HANGUP = 128 + signal.SIGHUP
STOPPED = 128 + signal.SIGTERM


def install(leave: Callable[[int], None]) -> None:
    """Have the running loop call `leave` with 129 on SIGHUP and 143 on SIGTERM, which else kill and restore nothing."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGHUP, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, leave, 128 + number)
        except (NotImplementedError, RuntimeError, ValueError):
            return  # not the main thread: whoever owns it keeps its handlers


def hung_up() -> bool:
    """Whether the terminal is gone although no signal came (whoever started us ignores SIGHUP), or input has ended."""
    try:
        poll = select.poll()
        poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, select.POLLHUP)
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))
    except (OSError, ValueError):
        return True
