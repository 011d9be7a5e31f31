"""Files on their way in and out: read within bounds and never from a pipe, written whole or not at all."""

import os
import stat
import sys
from pathlib import Path

from tweetplan.domain.findings import Conflict, NotFound, Problem


def read_bytes(file: str, most: int) -> bytes:
    """The bytes of a regular file, or of standard input for `-`; `Problem` for more than `most`, or anything else."""
    if file == "-":
        buffer = getattr(sys.stdin, "buffer", None)
        found = buffer.read(most + 1) if buffer is not None else b""
    else:
        found = _read(file, most + 1)
    if len(found) > most:
        raise Problem(f"{file} has more than {most:,} bytes.", "Is it the right file? Split it, if it is.")
    return found


def _read(file: str, most: int) -> bytes:
    """At most so many bytes; a FIFO is not waited for."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise NotFound(f"There is no file {file}.") from None
    except (OSError, ValueError) as error:
        raise Problem(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Problem(f"{file} is not a regular file.", "Name a file; to read from a pipe, use `-`.")
        return opened.read(most)


def write_bytes(target: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file whole or not at all, through to the disk, never through a link that lies there.

    A name that exists is a `Conflict` unless `force`; then the name (a link too) is replaced, not what it leads to.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    made = False
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        made = True
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(descriptor)
        _name(draft, target, force)
    except FileExistsError:
        raise Conflict(f"{target} is there already.", "Name another file, or replace it with --force.") from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        raise Problem(f"{target} cannot be written: {said}.", "Name a file in a folder of yours.") from error
    finally:
        if made:
            draft.unlink(missing_ok=True)


def _name(draft: Path, target: Path, force: bool) -> None:
    if force:
        os.replace(draft, target)
    else:
        os.link(draft, target, follow_symlinks=False)
    folder = os.open(target.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
