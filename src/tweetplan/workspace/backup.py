"""Backup and restore: a whole workspace as one file, made while others work, examined before it is trusted."""

from pathlib import Path

from tweetplan.domain.findings import Conflict, Problem
from tweetplan.storage import backup as copies
from tweetplan.storage.database import Database
from tweetplan.storage.file_modes import make_directory
from tweetplan.storage.filesystems import refuse_network
from tweetplan.storage.locations import backups_of
from tweetplan.workspace.core import Workspace, permit
from tweetplan.workspace.open import workspace_file


def backup(ws: Workspace, target: str | Path, *, force: bool = False) -> Path:
    """Copy the workspace as it is at this moment into one file of its owner's and give its path.

    Other sessions may write meanwhile. Raises `Conflict` when the file is there, unless `force`.
    """
    return copies.copy_to(ws.db, Path(target).expanduser().absolute(), force=force)


def restore(source: str | Path, location: str | Path, *, force: bool = False) -> Path:
    """Make a workspace at `location` from a backup that is examined first, and give its file.

    A workspace that is there is replaced only with `force`: in one transaction, which open sessions notice, and after a
    copy of it was put into its backups folder. One that cannot be opened is renamed and kept beside it.
    """
    file, target = Path(source).expanduser().absolute(), workspace_file(location)
    if not target.exists():
        make_directory(target.parent)
        copies.make_from(file, target)
        Database.open(target).close()
        return target
    if not force:
        raise Conflict(f"There is a workspace at {target}.", "Name another place, or say that it may be replaced.")
    try:
        present = Database.open(target)
    except Problem:
        refuse_network(target.parent)
        copies.make_from(file, target)
        return target
    try:
        folder = backups_of(target)
        make_directory(folder)
        copies.copy_to(present, folder / f"{target.stem}-before-restore.db", force=True)
    finally:
        present.close()
    copies.pour_into(file, target)
    Database.open(target).close()
    return target


def move(ws: Workspace, location: str | Path) -> tuple[Path, Path]:
    """Move the workspace to another file or folder; gives the new file, and the name under which the old one is kept.

    Nobody loses a change: other sessions are held off while it is copied, and refused when they write to the old place.
    Raises `Conflict` when there is a workspace already, or the place is the same.
    """
    permit(ws, "workspace.move")
    target = workspace_file(location)
    if target == ws.db.path:
        raise Conflict(f"{target} is where the workspace is.", "Name another place.")
    refuse_network(target.parent)
    make_directory(target.parent)
    aside = copies.move_away(ws.db, target)
    Database.open(target).close()
    return target, aside
