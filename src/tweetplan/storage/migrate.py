"""Migrations: numbered SQL files, each one transaction; an existing store is copied before it is changed."""

import re
from pathlib import Path

from tweetplan import __version__
from tweetplan.domain.findings import Problem
from tweetplan.storage.copies import write_copy
from tweetplan.storage.file_modes import make_directory
from tweetplan.storage.locations import backups_of
from tweetplan.storage.sqlite import Connection, driver

FOLDER = Path(__file__).parent / "migrations"
APPLICATION = 0x7477706C
"""`twpl` in the file's header: how a workspace is told from another application's SQLite file."""
_COMMENT = re.compile(r"^\s*--.*$", re.MULTILINE)


def scripts(folder: Path = FOLDER) -> dict[int, Path]:
    """The migrations by number, `0001_first.sql` being 1."""
    return {int(path.name.split("_")[0]): path for path in sorted(folder.glob("[0-9]*_*.sql"))}


def schema_version(connection: Connection) -> int:
    """The number of the last migration that this store went through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_strangers(connection: Connection, path: Path, *, create: bool, latest: int) -> int:
    """The schema's version, when the file is a workspace (or, with `create`, empty) that we know; else `Problem`."""
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if application != APPLICATION:
        if application or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise Problem(f"{path} is a database of another application.", "Name another place, or leave it alone.")
        if not create:
            raise Problem(f"{path} is empty: no workspace was made there.", f"Make one with `tweetplan init {path}`.")
    version = schema_version(connection)
    if version > latest:
        raise Problem(
            f"{path} has schema {version}; this tweetplan {__version__} knows schemas up to {latest}.",
            "Update tweetplan. (A copy from before the upgrade lies in the workspace's backups folder.)",
        )
    return version


def bring_up(connection: Connection, path: Path, *, read_only: bool, folder: Path = FOLDER) -> int:
    """Bring the store to the newest schema and give its number; a store that has one already is copied first.

    Raises `Problem` when it is older and not to be written; `refuse_strangers` goes before.
    """
    known = scripts(folder)
    latest, version = max(known), schema_version(connection)
    if version == latest:
        return latest
    if read_only:
        raise Problem(
            f"{path} has the older schema {version} and you may only read it.",
            "Let somebody who may write open it once: that upgrades it.",
        )
    if version:
        _copy_before(connection, path, version)
    for number in range(version + 1, latest + 1):
        _apply(connection, number, known[number].read_text(encoding="utf-8"))
    return latest


def _copy_before(connection: Connection, path: Path, version: int) -> None:
    folder = backups_of(path)
    make_directory(folder)
    write_copy(connection, folder / f"{path.stem}-schema-{version}.db", force=True)


def _apply(connection: Connection, number: int, script: str) -> None:
    """Run one migration, unless another session has done so in the meantime."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if schema_version(connection) < number:
            for statement in statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> list[str]:
    """The statements of a script, so that they run inside our transaction (an `executescript` would commit it)."""
    found, pending = [], ""
    for line in _COMMENT.sub("", script).splitlines(keepends=True):
        pending += line
        if pending.strip() and driver.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if pending.strip():
        raise ValueError(f"a statement is not finished: {pending.strip()[:60]!r}")
    return found
