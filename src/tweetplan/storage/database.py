"""One thin door to the store: parameters by name, writes that never fail half-way, and a token that says when others wrote.

The SQL that passes here is one portable subset (see the first migration), so that another database can stand behind the same door.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tweetplan.domain.findings import Conflict, Problem

try:
    import pysqlite3 as sqlite3  # a current SQLite, where a wheel exists
except ImportError:  # pragma: no cover - depends on the machine
    import sqlite3

Row = Mapping[str, Any]
BUSY_MS = 5000


class Database:
    """An open SQLite workspace. Reads see the last commit; writes happen inside `writing()` and nowhere else."""

    def __init__(self, path: Path, connection: "sqlite3.Connection", *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> "Database":
        """Open the workspace file, or make it with `create`; raises `Problem` with the remedy."""
        if not create and not path.exists():
            raise Problem(f"There is no workspace at {path}.", "Make one with `tweetplan init`.")
        connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return cls(path, connection)

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """Every row of a query, each readable by column name."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, **values: Any) -> Row | None:
        """The first row of a query, or None."""
        found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def value(self, sql: str, **values: Any) -> Any:
        """The first column of the first row, or None."""
        found = self._connection.execute(sql, values).fetchone()
        return None if found is None else found[0]

    def execute(self, sql: str, **values: Any) -> int:
        """Run one writing statement inside `writing()`; the number of rows it touched."""
        return int(self._connection.execute(sql, values).rowcount)

    def many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run one writing statement for each tuple (positional `?` parameters), inside `writing()`."""
        self._connection.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: BEGIN IMMEDIATE, then all of it or none; waits at most five seconds for another writer."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise Conflict(f"Another session holds the store: {error}.", "Try again in a moment.") from error
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def token(self) -> int:
        """A number that changes when another session commits (4 µs: poll it at 1–2 Hz)."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close the file; further calls fail."""
        self._connection.close()
