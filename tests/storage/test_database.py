"""The door to the store: how it is set up, what it refuses and why, what it says when something is in the way."""

import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tweetplan.domain.findings import Conflict, NotFound, Problem, UsageProblem
from tweetplan.storage import database, faults, migrate
from tweetplan.storage.copies import write_copy
from tweetplan.storage.database import Database
from tweetplan.storage.sqlite import driver


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    found = Database.open(tmp_path / "plan.db", create=True)
    yield found
    found.close()


def put(db: Database, key: str, value: str = "x") -> None:
    with db.writing():
        db.execute("INSERT INTO meta VALUES (:key, :value)", key=key, value=value)


def keys(db: Database) -> list[str]:
    return [row["key"] for row in db.rows("SELECT key FROM meta ORDER BY key")]


def test_the_store_is_set_up_to_lose_nothing(db: Database) -> None:
    settings = {
        name: db.value(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "busy_timeout", "mmap_size")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "mmap_size": 0}
    assert db.value("PRAGMA application_id") == migrate.APPLICATION


def test_nothing_is_made_where_nothing_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="tweetplan init"):
        Database.open(tmp_path / "plan.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello, I am a text", "not an SQLite file"),
        (b"", "is empty"),
        (b"SQLite format 3\0" + b"\xff" * 5000, "broken"),
    ],
)
def test_what_is_no_workspace_is_refused_and_left_alone(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "plan.db"
    path.write_bytes(content)
    with pytest.raises(Problem, match=said) as refusal:
        Database.open(path)
    assert refusal.value.remedy
    assert path.read_bytes() == content


def test_a_store_torn_by_a_failing_disk_is_named_as_broken(tmp_path: Path, db: Database) -> None:
    put(db, "a")
    db.close()
    with db.path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 2000)
    with pytest.raises(Problem, match="broken"):
        Database.open(db.path)


def test_another_applications_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    other = driver.connect(path)
    other.execute("CREATE TABLE photos (id)")
    other.commit()
    other.close()
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(Problem, match="another application"):
            Database.open(path, create=create)
    assert path.read_bytes() == before


def test_folders_pipes_and_newer_schemas_are_refused(tmp_path: Path, db: Database) -> None:
    with pytest.raises(Problem, match="is a folder"):
        Database.open(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Problem, match="no ordinary file"):
        Database.open(tmp_path / "pipe")
    db.borrow(lambda connection: connection.execute("PRAGMA user_version = 777"))
    with pytest.raises(Problem, match=r"schema 777; this tweetplan .* knows schemas up to \d") as refusal:
        Database.open(db.path)
    assert (refusal.value.exit_code, "Update" in refusal.value.remedy) == (1, True)


def test_a_symbolic_link_leads_to_the_one_store(tmp_path: Path, db: Database) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "mine.db"
    link.symlink_to(db.path)
    through = Database.open(link)
    put(through, "a")
    through.close()
    assert keys(db) == ["a"]
    assert list(link.parent.iterdir()) == [link], "SQLite's files lie by the real one"


def test_a_write_is_whole_or_not_at_all(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.writing():
        db.execute("INSERT INTO meta VALUES ('a', 'x')")
        raise ZeroDivisionError
    assert keys(db) == []
    with pytest.raises(RuntimeError, match="outside"):
        db.execute("INSERT INTO meta VALUES ('a', 'x')")
    with db.writing(), pytest.raises(RuntimeError, match="one transaction"), db.writing():
        pass


def test_after_a_failure_inside_nothing_more_is_written(db: Database) -> None:
    with pytest.raises(RuntimeError, match="undone the transaction"), db.writing():
        db.execute("INSERT INTO meta VALUES ('a', 'x')")
        db.borrow(lambda connection: connection.execute("ROLLBACK"))  # as SQLite does by itself when the disk is full
        db.execute("INSERT INTO meta VALUES ('b', 'x')")
    assert keys(db) == []


def test_every_write_takes_the_lock_first_for_a_deferred_one_fails_at_once(db: Database) -> None:
    """A read that turns into a write cannot wait: 81 % of such transactions failed under twenty writers."""
    said: list[str] = []
    db.borrow(lambda connection: connection.set_trace_callback(said.append))
    put(db, "a")
    assert [line for line in said if line.startswith("BEGIN")] == ["BEGIN IMMEDIATE"]


def test_a_locked_store_says_who_wrote_last_within_the_busy_time(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 300)
    with db.writing():
        db.execute(
            "INSERT INTO operations VALUES (1, 'a', '2026-03-17T09:00:00Z', 1, 'ana', '', '', '', '', '', '', '', '')"
        )
    waiting = Database.open(db.path)
    start = time.monotonic()
    with db.writing(), pytest.raises(Conflict, match="the last change was ana's, at 2026-03-17T09"), waiting.writing():
        pass
    assert 0.2 < time.monotonic() - start < 5
    waiting.close()


def test_own_and_others_commits_are_told_apart(db: Database) -> None:
    other = Database.open(db.path)
    before = db.token()
    assert db.token() == before
    put(db, "mine")
    own = db.token()
    assert own != before and Database.others(own) == Database.others(before)
    put(other, "theirs")
    assert Database.others(db.token()) != Database.others(own)
    other.close()


def test_threads_of_a_session_do_not_see_each_others_half_done_work(db: Database) -> None:
    seen: list[list[str]] = []
    started, reader = threading.Event(), threading.Thread(target=lambda: (started.wait(5), seen.append(keys(db))))
    reader.start()
    with db.writing():
        db.execute("INSERT INTO meta VALUES ('a', 'x')")
        started.set()
        time.sleep(0.1)
        db.execute("INSERT INTO meta VALUES ('b', 'x')")
    reader.join(5)
    assert seen == [["a", "b"]]


def test_a_store_is_not_used_across_a_fork(db: Database) -> None:
    child = os.fork()
    if child == 0:
        try:
            db.rows("SELECT 1")
        except RuntimeError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert keys(db) == []


def test_a_store_replaced_or_upgraded_under_an_open_session_takes_no_more_writes(db: Database, tmp_path: Path) -> None:
    db.borrow(lambda connection: connection.execute("PRAGMA user_version = 9"))
    with pytest.raises(Problem, match="newer tweetplan"):
        put(db, "a")
    db.borrow(lambda connection: connection.execute("PRAGMA user_version = 1"))
    db.path.rename(tmp_path / "away.db")
    with pytest.raises(Problem, match="moved or replaced"):
        put(db, "a")
    assert keys(db) == []


def test_what_no_store_can_hold_is_a_usage_problem(db: Database) -> None:
    with pytest.raises(UsageProblem, match="half of a character"):
        put(db, "a", "\ud800")
    with pytest.raises(UsageProblem, match="too large"), db.writing():
        db.execute("INSERT INTO meta VALUES ('a', :n)", n=2**63)
    with pytest.raises(Conflict, match=r"UNIQUE constraint failed: meta.key"):
        put(db, "a")
        put(db, "a")


def test_our_own_mistakes_stay_errors(db: Database) -> None:
    with pytest.raises(driver.OperationalError):
        db.rows("SELECT nonsense FROM nowhere")


# the disk

FILL = """
import resource, signal, sys
from pathlib import Path
from tweetplan.domain.findings import Problem
from tweetplan.storage.database import Database
db = Database.open(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
room = db.path.with_name(db.path.name + "-wal").stat().st_size + 200_000
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
kept = 0
try:
    for n in range(1000):
        with db.writing():
            db.execute("INSERT INTO meta VALUES (:key, :value)", key=f"k{n:04}", value="x" * 5000)
        kept += 1
except Problem as problem:
    print(problem)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with db.writing():
    db.execute("INSERT INTO meta VALUES ('after', 'x')")
print(kept, db.value("SELECT COUNT(*) FROM meta"), db.value("PRAGMA integrity_check"))
"""


def test_a_full_disk_or_quota_is_named_and_the_next_save_works(db: Database) -> None:
    done = subprocess.run([sys.executable, "-c", FILL, str(db.path)], capture_output=True, text=True, check=True)
    said, figures = done.stdout.splitlines()
    kept, stored, integrity = figures.split()
    assert "disk" in said and "never doubled" in said
    assert int(kept) > 0 and int(stored) == int(kept) + 1 and integrity == "ok"


def test_each_fault_of_the_disk_has_its_own_words(tmp_path: Path) -> None:
    words = {}
    for code in (faults.FULL, faults.IOERR, faults.CORRUPT, faults.READONLY, faults.CANTOPEN, faults.BUSY):
        error = driver.OperationalError("as the library says it")
        error.sqlite_errorcode = code
        found = faults.in_words(error, tmp_path / "plan.db")
        assert isinstance(found, Problem) and found.remedy and "as the library says it" in found.message
        words[found.message] = code
    assert len(words) == 5, "read-only and cannot-open are the same to people"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small file system")
def test_a_store_on_read_only_media_opens_to_read(db: Database, tmp_path: Path) -> None:
    put(db, "a")
    db.close()
    media = tmp_path / "media"
    media.mkdir()
    script = f"""
mount -t tmpfs -o size=8m none {media} || exit 99
cp {db.path} {media}/plan.db
mount -o remount,ro {media} || exit 99
exec {sys.executable} -c '
import sys
from pathlib import Path
from tweetplan.domain.findings import Problem
from tweetplan.storage.database import Database
db = Database.open(Path(sys.argv[1]))
print(db.read_only, [row["key"] for row in db.rows("SELECT key FROM meta")])
try:
    with db.writing():
        pass
except Problem as problem:
    print(problem.message)
' {media}/plan.db
"""
    done = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True)
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("this machine lets nobody mount")
    assert done.stdout.splitlines() == ["True ['a']", f"{media}/plan.db is open read-only."], done.stderr


# migrations


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    monkeypatch.setattr(migrate.scripts, "__defaults__", (folder,))
    monkeypatch.setattr(migrate.bring_up, "__kwdefaults__", {"folder": folder})
    return folder


def test_an_older_store_is_copied_and_then_brought_up(db: Database, next_version: Path) -> None:
    put(db, "a")
    db.close()
    latest = max(migrate.scripts()) + 1
    (next_version / f"{latest:04}_next.sql").write_text(
        "-- a note; with a semicolon\nCREATE TABLE extra (id TEXT PRIMARY KEY, text TEXT DEFAULT 'a;b');\n"
        "INSERT INTO extra (id) VALUES ('x');\n"
    )
    upgraded = Database.open(db.path)
    assert (keys(upgraded), upgraded.value("SELECT text FROM extra")) == (["a"], "a;b")
    assert upgraded.value("PRAGMA user_version") == latest
    upgraded.close()
    copy = driver.connect(db.path.parent / "backups" / f"plan-schema-{latest - 1}.db")
    assert copy.execute("SELECT key FROM meta").fetchall() == [("a",)]
    assert copy.execute("PRAGMA user_version").fetchone() == (latest - 1,)
    copy.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(db: Database, next_version: Path) -> None:
    db.close()
    latest = max(migrate.scripts()) + 1
    broken = next_version / f"{latest:04}_next.sql"
    broken.write_text("CREATE TABLE extra (id TEXT);\nCREATE TABLE extra (id TEXT);\n")
    with pytest.raises(driver.OperationalError):
        Database.open(db.path)
    broken.unlink()
    again = Database.open(db.path)
    assert again.value("SELECT COUNT(*) FROM sqlite_master WHERE name = 'extra'") == 0
    again.close()


def test_twelve_sessions_that_make_one_workspace_at_once_make_one(tmp_path: Path) -> None:
    command = (
        "import sys; from pathlib import Path; from tweetplan.storage.database import Database;"
        " Database.open(Path(sys.argv[1]), create=True)"
    )
    children = [
        subprocess.Popen([sys.executable, "-c", command, str(tmp_path / "plan.db")], stderr=subprocess.PIPE)
        for _ in range(12)
    ]
    assert [(child.communicate(timeout=60)[1], child.returncode) for child in children] == [(b"", 0)] * 12


def test_a_copy_never_replaces_a_file_unless_told_to(db: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(Conflict, match="there already"):
        db.borrow(lambda connection: write_copy(connection, target))
    assert target.read_text() == "precious"
    db.borrow(lambda connection: write_copy(connection, target, force=True))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".part"]
