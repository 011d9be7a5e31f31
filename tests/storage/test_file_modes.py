"""Two Unix users and one workspace: it works for both, or the command that mends it is named; nobody else gets in."""

import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tweetplan.domain.findings import Problem
from tweetplan.storage import file_modes
from tweetplan.storage.database import Database

ANA, BEN, EVE, TEAM = 50001, 50002, 50003, 60000
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as two other users")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user can pass through, unlike pytest's own."""
    place = Path(tempfile.mkdtemp(prefix="tweetplan-modes-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def acting(uid: int, umask: int, work: Callable[[], object], groups: tuple[int, ...] = (TEAM,)) -> str:
    """What `work` says, done by another user in a child; `killed` when it ended itself by SIGKILL."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups(groups)
            os.setgid(uid)
            os.setuid(uid)
            os.umask(umask)
            os.chdir("/")
            said = str(work())
        except Problem as problem:
            said = f"{type(problem).__name__}: {problem}"
        except BaseException as error:
            said = f"traceback: {error!r}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    return "killed" if os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL else said


def write(path: Path, *, create: bool = False, die: bool = False) -> Callable[[], str]:
    def work() -> str:
        db = Database.open(path, create=create)
        with db.writing():
            db.execute("INSERT INTO meta VALUES (:key, '')", key=os.urandom(4).hex())
        if die:
            os.kill(os.getpid(), signal.SIGKILL)
        count = db.value("SELECT COUNT(*) FROM meta")
        db.close()
        return f"{count} written"

    return work


@as_root
@pytest.mark.parametrize("umask", [0o077, 0o022, 0o002])
@pytest.mark.parametrize(("directory", "shared"), [(0o2770, True), (0o3770, True), (0o770, False), (0o700, False)])
def test_a_colleague_can_work_or_is_told_what_to_do(folder: Path, umask: int, directory: int, shared: bool) -> None:
    place = folder / "plan"
    place.mkdir()
    os.chown(place, ANA, TEAM)
    place.chmod(directory)
    path = place / "tweetplan.db"
    assert acting(ANA, umask, write(path, create=True)) == "1 written"
    assert mode(path) == (0o660 if shared else 0o600)
    told = acting(BEN, umask, write(path, die=True))
    if shared:
        assert told == "killed"
        assert acting(ANA, umask, write(path)) == "3 written", "not locked out by what a killed colleague left"
        assert acting(0, umask, write(path)) == "4 written"
        assert acting(BEN, umask, write(path)) == "5 written", "not locked out by root"
        assert acting(EVE, umask, write(path), groups=()).startswith("Problem: ")
    else:
        assert told.startswith("Problem: ") and "chmod 2770" in told
        assert acting(ANA, umask, write(path)) == "2 written"
    assert "traceback" not in told


@as_root
def test_who_may_only_read_reads(folder: Path) -> None:
    place = folder / "plan"
    place.mkdir()
    os.chown(place, ANA, TEAM)
    place.chmod(0o2770)
    path = place / "tweetplan.db"
    acting(ANA, 0o077, write(path, create=True))
    path.chmod(0o640)

    def read() -> str:
        db = Database.open(path)
        return f"{db.read_only} {db.value('SELECT COUNT(*) FROM meta')}"

    assert acting(BEN, 0o077, read) == "True 1"
    assert "read-only" in acting(BEN, 0o077, write(path))
    place.chmod(0o2750)
    for part in file_modes.parts_of(path)[1:]:
        part.unlink(missing_ok=True)
    assert acting(BEN, 0o077, read).startswith("Problem: "), "no guess about a file that others may be changing"


@as_root
def test_what_nobody_may_write_is_read_as_it_stands(folder: Path) -> None:
    place = folder / "archive"
    place.mkdir()
    path = place / "tweetplan.db"
    Database.open(path, create=True).close()
    path.chmod(0o444)
    place.chmod(0o555)
    assert acting(BEN, 0o022, lambda: Database.open(path).read_only, groups=()) == "True"
    Path(f"{path}-wal").write_bytes(b"changes that wait")
    told = acting(BEN, 0o022, lambda: Database.open(path), groups=())
    assert "its last changes wait in tweetplan.db-wal" in told


@as_root
@pytest.mark.parametrize(
    ("break_it", "mends"),
    [
        (lambda path: path.parent.chmod(0o770), "chmod 2770 "),
        (lambda path: path.chmod(0o600), "chmod 660 "),
        (lambda path: path.chmod(0o664), "chmod o= "),
        (lambda path: path.parent.chmod(0o2777), "chmod o-w "),
        (lambda path: os.chown(path, ANA, ANA), "chgrp --reference="),
        (lambda path: path.parent.parent.chmod(0o700), "chmod o+x "),
    ],
)
def test_every_fault_of_modes_is_found_and_its_command_mends_it(
    folder: Path, break_it: Callable[[Path], None], mends: str
) -> None:
    place = folder / "our plan"
    place.mkdir()
    os.chown(place, ANA, TEAM)
    place.chmod(0o2770)
    path = place / "tweetplan.db"
    acting(ANA, 0o077, write(path, create=True))
    assert list(file_modes.troubles(path)) == []
    break_it(path)
    found = list(file_modes.troubles(path))
    assert any(each.remedy.startswith(mends) for each in found)
    for each in found:
        assert os.waitstatus_to_exitcode(os.system(each.remedy)) == 0
    assert [each for each in file_modes.troubles(path) if each.remedy.startswith(mends)] == []


def test_new_folders_are_shared_like_the_one_they_are_made_in(tmp_path: Path) -> None:
    file_modes.make_directory(tmp_path / "a" / "b")
    assert (mode(tmp_path / "a"), mode(tmp_path / "a" / "b")) == (0o700, 0o700)
    (tmp_path / "team").mkdir()
    (tmp_path / "team").chmod(0o2770)
    file_modes.make_directory(tmp_path / "team" / "plan" / "backups")
    assert mode(tmp_path / "team" / "plan" / "backups") == 0o2770
