"""File modes: what makes one workspace file usable by a whole Unix group, and by nobody else.

SQLite asks for 0644, which locks colleagues out under any umask, and gives its -wal and -shm files the mode of the
database but the group of the directory. So a shared workspace is a 0660 file in a 2770 (setgid) directory.
"""

import grp
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tweetplan.domain.findings import NotFound, Problem
from tweetplan.domain.values import frozen
from tweetplan.storage.filesystems import is_read_only

SHARED_FILE, PRIVATE_FILE = 0o660, 0o600
SHARED_DIRECTORY, PRIVATE_DIRECTORY = 0o2770, 0o700
Access = Literal["write", "read", "frozen"]


def is_shared(directory: Path) -> bool:
    """Whether new files in this directory belong to its group and the group may write: setgid and group-writable."""
    mode = directory.stat().st_mode
    return bool(mode & stat.S_ISGID and mode & stat.S_IWGRP)


def file_mode_in(directory: Path) -> int:
    """The mode of a new file: for the group in a shared directory, for its owner alone elsewhere."""
    return SHARED_FILE if is_shared(directory) else PRIVATE_FILE


def make_directory(path: Path) -> None:
    """Make a directory and what is missing above it: shared like its parent, else its owner's alone."""
    if path.is_dir():
        return
    make_directory(path.parent)
    shared = is_shared(path.parent)
    try:
        path.mkdir()
    except FileExistsError:
        return
    path.chmod(SHARED_DIRECTORY if shared else PRIVATE_DIRECTORY)


def share_directory(path: Path, group: str) -> None:
    """Make a directory (or take an empty one) that a Unix group shares, setgid; `Problem` when that cannot be."""
    try:
        gid = grp.getgrnam(group).gr_gid
    except KeyError:
        raise NotFound(f"This machine has no Unix group {group!r}.", "`getent group` lists them.") from None
    try:
        make_directory(path)
        os.chown(path, -1, gid)
        path.chmod(SHARED_DIRECTORY)
    except OSError as error:
        remedy = f"You must own the folder and be in {group}; `id` says which groups you are in."
        raise Problem(f"{path} cannot be shared with {group}: {error.strerror}.", remedy) from error


def create_file(path: Path) -> int:
    """Make an empty file with the right mode whatever the umask, and give its descriptor; raises `FileExistsError`."""
    mode = file_mode_in(path.parent)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    os.fchmod(descriptor, mode)
    return descriptor


def parts_of(database: Path) -> tuple[Path, Path, Path]:
    """The database file and the two files that SQLite keeps beside it while it is in use."""
    return database, Path(f"{database}-wal"), Path(f"{database}-shm")


def access_to(database: Path) -> Access:
    """How this user may open an existing database: to write, to read, or frozen (nobody may write: it cannot change).

    Raises `Problem` with the command that mends it when it cannot even be read.
    """
    directory = database.parent
    if not os.access(database, os.R_OK):
        raise Problem(f"You may not read {database}.", sharing_command(database))
    writable_by_none = not (database.stat().st_mode | directory.stat().st_mode) & 0o222
    if is_read_only(directory) or (writable_by_none and os.geteuid()):
        return "frozen"
    writable = os.access(database, os.W_OK) and all(os.access(p, os.W_OK) for p in parts_of(database)[1:] if p.exists())
    return "write" if writable and os.access(directory, os.W_OK) else "read"


def unopened(database: Path, error: OSError) -> Problem:
    """What to say when the system refuses a workspace's file or folder."""
    remedy = (
        sharing_command(database) if isinstance(error, PermissionError) else "`tweetplan doctor` looks at the folder."
    )
    return Problem(f"{database} cannot be opened: {error.strerror}.", remedy)


def sharing_command(database: Path) -> str:
    """The one command, for the owner or an administrator, that lets a Unix group use this workspace."""
    directory, files = _quoted(database.parent), f"{_quoted(database)}*"
    commands = f"chgrp TEAM {directory} {files}; chmod 2770 {directory}; chmod 660 {files}"
    return f"Its owner shares it with `{commands}` (TEAM is a Unix group)."


def _quoted(path: Path) -> str:
    """A path as a shell wants it; a session whose files are sound never needs this."""
    from shlex import quote

    return quote(str(path))


@frozen
class ModeTrouble:
    """One thing wrong with the modes or groups of a workspace's files, and the command that mends it."""

    detail: str
    remedy: str


def troubles(database: Path) -> Iterator[ModeTrouble]:
    """What is wrong with the directory and the three files of a workspace that exist."""
    directory = database.parent
    held = directory.stat()
    files = [(path, path.stat()) for path in parts_of(database) if path.exists()]
    wanted = {stat.S_IMODE(found.st_mode) for _, found in files[:1]}
    if held.st_mode & stat.S_IWOTH and not held.st_mode & stat.S_ISVTX:
        yield ModeTrouble(f"{directory} can be written by everybody", f"chmod o-w {_quoted(directory)}")
    opened_to_group = bool(wanted) and bool(next(iter(wanted)) & stat.S_IWGRP)
    if opened_to_group and not held.st_mode & stat.S_ISGID:
        detail = f"{directory} is not setgid: files that SQLite makes there would lock colleagues out"
        yield ModeTrouble(detail, f"chmod 2770 {_quoted(directory)}")
    if is_shared(directory) and files and not opened_to_group:
        yield ModeTrouble(
            f"{database} cannot be written by the group of {directory}", f"chmod 660 {_quoted(database)}*"
        )
    if opened_to_group:
        yield from _unreachable(directory, held.st_gid)
    for path, found in files:
        if found.st_mode & stat.S_IRWXO:
            yield ModeTrouble(f"{path} is open to everybody", f"chmod o= {_quoted(path)}")
        if opened_to_group and found.st_gid != (held.st_gid if held.st_mode & stat.S_ISGID else files[0][1].st_gid):
            detail = f"{path} belongs to another group than {directory}"
            yield ModeTrouble(detail, f"chgrp --reference={_quoted(directory)} {_quoted(path)}")
    for path, found in files[1:]:
        if stat.S_IMODE(found.st_mode) not in wanted:
            yield ModeTrouble(
                f"{path} has another mode than the database",
                f"chmod --reference={_quoted(database)} {_quoted(path)}",
            )


def _unreachable(directory: Path, group: int) -> Iterator[ModeTrouble]:
    """The folders above a shared workspace that its group cannot pass through."""
    for above in directory.parents:
        found = above.stat()
        if not found.st_mode & stat.S_IXOTH and not (found.st_gid == group and found.st_mode & stat.S_IXGRP):
            yield ModeTrouble(f"the group cannot pass through {above} to the workspace", f"chmod o+x {_quoted(above)}")
