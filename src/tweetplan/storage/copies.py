"""Whole copies of a store: one consistent moment in one file, made while others write, in place only when complete."""

import os
from pathlib import Path

from tweetplan.domain.findings import Conflict
from tweetplan.storage.file_modes import create_file
from tweetplan.storage.sqlite import Connection


def write_copy(connection: Connection, target: Path, *, force: bool = False) -> Path:
    """Copy the whole store as its readers see it now into `target`; refuses to replace a file unless `force`.

    The copy is built beside the target, written through to the disk and renamed, so `target` is never half there.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    if not force and os.path.lexists(target):
        raise _taken(target)
    draft.unlink(missing_ok=True)
    os.close(create_file(draft))
    try:
        connection.execute("VACUUM INTO ?", (os.fspath(draft),))
        settle(draft, target, force=force)
    finally:
        draft.unlink(missing_ok=True)
    return target


def settle(draft: Path, target: Path, *, force: bool) -> None:
    """Write a finished file through to the disk and name it; without `force` an existing name is a `Conflict`."""
    _sync(draft)
    if force:
        os.replace(draft, target)
    else:
        try:
            os.link(draft, target)
        except FileExistsError:
            raise _taken(target) from None
    _sync(target.parent)


def _taken(target: Path) -> Conflict:
    return Conflict(f"{target} is there already.", "Name another file, or say that it may be replaced.")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
