"""Backups: examined before they are trusted, restored into a store that may be in use, a number of daily ones kept."""

import os
import re
from pathlib import Path
from urllib.parse import quote

from tweetplan.domain.findings import Conflict, NotFound, Problem
from tweetplan.storage import faults
from tweetplan.storage.copies import settle, write_copy
from tweetplan.storage.database import BUSY_MS, Database
from tweetplan.storage.file_modes import create_file, make_directory, parts_of
from tweetplan.storage.locations import backups_of
from tweetplan.storage.migrate import refuse_strangers, scripts
from tweetplan.storage.sqlite import Connection, driver

_DAILY = re.compile(r"-\d{4}-\d{2}-\d{2}\.db$")


def copy_to(db: Database, target: Path, *, force: bool = False) -> Path:
    """Copy the store as it is now into one file; `Conflict` when the file is there and not to be replaced."""
    try:
        return db.borrow(lambda connection: write_copy(connection, target, force=force))
    except OSError as error:
        raise Problem(f"{target} cannot be written: {error.strerror}.", "Name a file in a folder of yours.") from error


def daily_copy(db: Database, day: str, keep: int) -> Path:
    """Today's copy in the workspace's own backups folder; the oldest beyond `keep` go."""
    folder = backups_of(db.path)
    make_directory(folder)
    made = copy_to(db, folder / f"{db.path.stem}-{day}.db", force=True)
    copies = sorted(p for p in folder.glob(f"{db.path.stem}-*.db") if _DAILY.search(p.name))
    for old in copies[:-keep]:
        old.unlink(missing_ok=True)
    return made


def examined(source: Path) -> Connection:
    """A read-only connection to a backup that is whole, ours and not newer than us; else `Problem`."""
    if not source.is_file():
        raise NotFound(f"There is no backup at {source}.", "`tweetplan info` names the backups folder.")
    connection = None
    try:
        connection = driver.connect(f"file:{quote(os.fsencode(source.resolve()))}?immutable=1", uri=True)
        refuse_strangers(connection, source, create=False, latest=max(scripts()))
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok":
            raise Problem(f"{source} is broken ({said}).", "Take another backup.")
        return connection
    except driver.Error as error:
        if connection is not None:
            connection.close()
        raise faults.in_words(error, source) from error
    except Problem:
        if connection is not None:
            connection.close()
        raise


def make_from(source: Path, target: Path) -> None:
    """Make a workspace file from a backup where none is yet; what SQLite left of an earlier one is set aside."""
    connection = examined(source)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    draft.unlink(missing_ok=True)
    os.close(create_file(draft))
    try:
        _pour(connection, draft, target)
        set_aside(target)
        settle(draft, target, force=False)
    finally:
        connection.close()
        draft.unlink(missing_ok=True)


def move_away(db: Database, target: Path) -> Path:
    """Copy the whole store to `target` while nobody else can write, then put the old file aside and give its new name.

    Sessions that have it open are refused at their next write: the file is no longer where it was. Raises `Conflict`
    when `target` is there already; the old store is then as it was.
    """
    aside = db.path.with_name(f"{db.path.name}.moved")
    if os.path.lexists(aside):
        raise Conflict(f"{aside} is there from an earlier move.", "Put it away first.")
    reader = Database.open(db.path)
    try:
        with db.writing():
            copy_to(reader, target)
            os.rename(db.path, aside)
    finally:
        reader.close()
    return aside


def set_aside(database: Path) -> None:
    """Rename a workspace that cannot be used, with what belongs to it, so that nothing is lost and nothing mixes."""
    for path in parts_of(database):
        if path.exists():
            numbers = (f"{path}.broken-{n}" for n in range(1, 1000))
            path.rename(next(name for name in numbers if not os.path.lexists(name)))


def pour_into(source: Path, target: Path) -> None:
    """Replace all that a workspace holds by a backup, in one transaction that other open sessions see as a change."""
    connection = examined(source)
    try:
        _pour(connection, target, target)
    finally:
        connection.close()


def _pour(source: Connection, file: Path, target: Path) -> None:
    into = driver.connect(f"file:{quote(os.fsencode(file))}?mode=rw", uri=True, timeout=BUSY_MS / 1000)
    try:
        source.backup(into)
    except driver.Error as error:
        raise faults.in_words(error, target) from error
    finally:
        into.close()
