"""One thin door to the store: parameters by name, writes that never fail half-way, a token that says when others wrote.

The SQL that passes here is one portable subset (see the first migration): another database can stand behind this door.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from tweetplan.domain.findings import NotFound, Problem
from tweetplan.storage import faults
from tweetplan.storage.file_modes import access_to, create_file, parts_of, unopened
from tweetplan.storage.filesystems import refuse_network
from tweetplan.storage.migrate import bring_up, refuse_strangers, schema_version, scripts
from tweetplan.storage.sqlite import Connection, driver

Row = Mapping[str, Any]
T = TypeVar("T")
BUSY_MS = 5000
LARGEST_LOG = 32 * 1024 * 1024
"""Bytes that the write-ahead log keeps on the disk after a large import was folded in."""
READING_KIB, WRITING_KIB = 64, 2048
"""Memory for pages. The system keeps them too: no screen reads slower with this little (measured); imports do write."""
MAGIC = b"SQLite format 3\0"
OTHERS = 32
"""The bits of a token below the part that other sessions' commits change."""


class Database:
    """An open SQLite workspace. Reads see the last commit; writes happen inside `writing()` and nowhere else.

    Threads of one session may share it: a statement waits while another thread's transaction is open. It is never used
    across a fork, and a write notices when the file was replaced or upgraded under it.
    """

    def __init__(self, path: Path, connection: Connection, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._file = _identity(path)
        self._schema = schema_version(connection)
        self._commits = 0

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> "Database":
        """Open the workspace file, or make it with `create`; raises `Problem` with the remedy."""
        path = Path(path).resolve()
        try:
            if not create and not path.exists():
                raise NotFound(f"There is no workspace at {path}.", "Make one with `tweetplan init`.")
            refuse_network(path.parent)
            _prepare(path, create=create)
            access = access_to(path)
        except OSError as error:
            raise unopened(path, error) from error
        connection = None
        try:
            connection = _connect(path, access)
            refuse_strangers(connection, path, create=create, latest=max(scripts()))
            if access == "write":
                _write_ahead(connection)
            bring_up(connection, path, read_only=access != "write")
            return cls(path, connection, read_only=access != "write")
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, faults.ERRORS):
                raise faults.in_words(error, path) from error
            raise

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """Every row of a query, each readable by column name."""
        found: list[Row] = self._run(lambda: self._connection.execute(sql, values).fetchall())
        return found

    def row(self, sql: str, **values: Any) -> Row | None:
        """The first row of a query, or None."""
        found: Row | None = self._run(lambda: self._connection.execute(sql, values).fetchone())
        return found

    def value(self, sql: str, **values: Any) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, **values)
        return None if found is None else found[0]  # type: ignore[index]

    def execute(self, sql: str, **values: Any) -> int:
        """Run one writing statement inside `writing()`; the number of rows it touched."""
        self._expect_transaction()
        return int(self._run(lambda: self._connection.execute(sql, values).rowcount))

    def many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run one writing statement for each tuple (positional `?` parameters), inside `writing()`."""
        self._expect_transaction()
        self._run(lambda: self._connection.executemany(sql, rows))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: BEGIN IMMEDIATE, then all of it or none; waits at most five seconds for another writer.

        Raises `Conflict` naming the last writer when it stays locked, `Problem` with the cause when the disk fails.
        """
        if self.read_only:
            raise Problem(f"{self.path} is open read-only.", "`tweetplan doctor` says why.")
        with self._lock:
            if self._connection.in_transaction:
                raise RuntimeError("a transaction is open already: one verb, one transaction")
            self._begin()
            try:
                self.borrow(lambda connection: _keep_pages(connection, WRITING_KIB))
                self._refuse_changed_ground()
                yield
                self._run(lambda: self._connection.execute("COMMIT"))
                self._commits += 1
            finally:
                if self._connection.in_transaction:
                    with suppress(driver.Error):  # it must not hide what went wrong; closing rolls back as well
                        self._connection.execute("ROLLBACK")
                with suppress(driver.Error):
                    _keep_pages(self._connection, READING_KIB)

    def hurry(self) -> None:
        """Wait for no disk until it is closed: for a store that is made anew when the machine fails (the demo)."""
        self.borrow(lambda connection: connection.execute("PRAGMA synchronous = OFF"))

    def token(self) -> int:
        """A number that changes with every commit, this session's or another's (4 µs: poll it at 1–2 Hz).

        `others()` of it changes with other sessions' commits alone.
        """
        seen = self._run(lambda: self._connection.execute("PRAGMA data_version").fetchone()[0])
        return int(seen) << OTHERS | self._commits

    @staticmethod
    def others(token: int) -> int:
        """The part of a token that only other sessions' commits change."""
        return token >> OTHERS

    def close(self) -> None:
        """Close the file; further calls fail."""
        if os.getpid() == self._process:
            self._connection.close()

    def borrow(self, use: Callable[[Connection], T]) -> T:
        """What `use` makes of the bare connection: for the storage modules that copy or examine a whole store."""
        return self._run(lambda: use(self._connection))

    def _run(self, work: Callable[[], T]) -> T:
        if os.getpid() != self._process:
            raise RuntimeError("the store was opened before a fork: open it again in the child")
        with self._lock:
            try:
                return work()
            except faults.ERRORS as error:
                told = faults.in_words(error, self.path)
                if told is error:
                    raise
                raise told from error

    def _begin(self) -> None:
        try:
            self._run(lambda: self._connection.execute("BEGIN IMMEDIATE"))
        except faults.Locked as error:
            raise faults.Locked(f"Another session holds the store{self._last_writer()}.", error.remedy) from error

    def _last_writer(self) -> str:
        try:
            last = self._connection.execute("SELECT login, at FROM operations ORDER BY seq DESC LIMIT 1").fetchone()
        except driver.Error:
            return ""
        return f"; the last change was {last[0]}'s, at {last[1]}" if last else ""

    def _expect_transaction(self) -> None:
        if not self._connection.in_transaction:
            raise RuntimeError("a write outside of `writing()`, or after a failure in it has undone the transaction")

    def _refuse_changed_ground(self) -> None:
        """A write into a file that was moved away, replaced, or upgraded by a newer program would be lost or wrong."""
        if _identity(self.path) != self._file:
            raise Problem(f"{self.path} was moved or replaced while it was open.", "Open the workspace again.")
        if self.borrow(schema_version) != self._schema:
            raise Problem(f"{self.path} was upgraded by a newer tweetplan.", "Start again with that version.")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare(path: Path, *, create: bool) -> None:
    """Make the empty file if it is to be made; refuse what is no SQLite file before SQLite touches it."""
    if path.is_dir():
        raise Problem(f"{path} is a folder.", f"Name the file, such as {path / 'tweetplan.db'}.")
    if not path.exists():
        try:
            os.close(create_file(path))
        except FileExistsError:
            pass
    if not path.is_file():
        raise Problem(f"{path} is no ordinary file.", "Name a workspace file or a folder that holds one.")
    if not os.access(path, os.R_OK):
        return
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
    if start and start != MAGIC:
        raise Problem(
            f"{path} is no workspace: it is not an SQLite file.", "Name another, or `tweetplan restore BACKUP`."
        )


def _connect(path: Path, access: str) -> Connection:
    """A connection with our settings; SQLite itself never makes the file, so its mode is always ours."""
    frozen = access == "frozen"
    wal = parts_of(path)[1]
    if frozen and wal.exists() and wal.stat().st_size:
        raise Problem(f"{path} was copied while in use: its last changes wait in {wal.name}.",
                      "Copy both files to a folder that you may write, and open that.")  # fmt: skip
    mode = "mode=rw" if access == "write" else "immutable=1" if frozen else "mode=ro"
    connection = driver.connect(
        f"file:{quote(os.fsencode(path))}?{mode}",
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.row_factory = driver.Row
    connection.execute("PRAGMA mmap_size = 0")
    _keep_pages(connection, READING_KIB)
    connection.execute(f"PRAGMA journal_size_limit = {LARGEST_LOG}")
    connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    return connection


def _keep_pages(connection: Connection, kib: int) -> None:
    connection.execute(f"PRAGMA cache_size = -{kib}")


def _write_ahead(connection: Connection) -> None:
    """Every commit on the disk, through the write-ahead log; the switch to that does not wait by itself."""
    connection.execute("PRAGMA synchronous = FULL")
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
                return
        except driver.OperationalError as error:
            if faults.code_of(error) not in (faults.BUSY, faults.LOCKED) or time.monotonic() > until:
                raise
        if time.monotonic() > until:
            raise Problem("The store cannot use a write-ahead log here.", "Put the workspace on a local disk.")
        time.sleep(0.02)
