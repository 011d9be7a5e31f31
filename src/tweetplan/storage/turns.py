"""Turns: work of which one process at a time may do it, whoever it is and however it ends.

The lock lies beside the workspace and belongs to the system: a process that is killed lets go of it at once, so whoever
holds it knows that nobody else is in the middle of anything.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tweetplan.storage.file_modes import create_file


@contextmanager
def turn(database: Path, work: str) -> Iterator[bool]:
    """Whether it is ours to do `work` now; another process at the same work makes it False, and nothing waits."""
    descriptor = _opened(database.parent / f"{work}.lock")
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    try:
        return create_file(path)
    except FileExistsError:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
