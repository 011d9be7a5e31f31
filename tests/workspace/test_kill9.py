"""Writers killed with -9 at random, through the product's own save path: what was acknowledged is there, once.

Writers are forks, so the test itself never holds a session open while one starts.
"""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tweetplan.domain.operations import Actor
from tweetplan.storage.sqlite import driver
from tweetplan.workspace.backup import backup
from tweetplan.workspace.core import StoredAlready, Workspace
from tweetplan.workspace.invariants import check
from tweetplan.workspace.open import open_workspace


def session(place: Path, number: int) -> Workspace:
    return open_workspace(place, actor=Actor(f"writer-{number}", number), create=True)


def save(ws: Workspace, name: str) -> None:
    """One acknowledged save: two records and a shared counter, under a client-made id; done twice it is done once."""
    try:
        with ws.operation("setting.set", operation_id=name) as change:
            count = ws.db.value("SELECT value FROM settings WHERE id = 'count'") or "0"
            change.put("settings", {"id": name, "value": '"saved"'})
            change.put("settings", {"id": "count", "value": str(int(count) + 1)})
    except StoredAlready:
        pass


@dataclass
class Writer:
    """One person who saves without a pause; killed and started again, it repeats the save whose answer it never got."""

    place: Path
    number: int
    acknowledged: int = 0
    child: int = 0
    pipe: int = -1
    heard: list[int] = field(default_factory=list)

    def start(self) -> None:
        reading, writing = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            code = 1
            try:
                os.close(reading)
                ws, n = session(self.place, self.number), self.acknowledged
                while True:
                    save(ws, f"save-{self.number}-{n}")
                    os.write(writing, b".")
                    n += 1
            finally:
                os._exit(code)
        os.close(writing)
        self.pipe = reading

    def kill(self) -> None:
        os.kill(self.child, signal.SIGKILL)
        _, status = os.waitpid(self.child, 0)
        assert os.WIFSIGNALED(status), "the writer failed before it was killed"
        with os.fdopen(self.pipe, "rb") as pipe:
            heard = len(pipe.read())
        self.acknowledged += heard
        self.heard.append(heard)


def storm(place: Path, writers: int, kills: int, seed: int, meanwhile: Iterator[None]) -> list[Writer]:
    """So many writers at once, so many kills at random moments; then everyone repeats their last save in peace."""
    chance = random.Random(seed)
    people = [Writer(place, number) for number in range(writers)]
    for writer in people:
        writer.start()
    try:
        for _ in range(kills):
            time.sleep(chance.uniform(0.005, 0.12))
            next(meanwhile, None)
            victim = chance.choice(people)
            victim.kill()
            victim.start()
    finally:
        for writer in people:
            writer.kill()
    for writer in people:
        ws = session(place, writer.number)
        save(ws, f"save-{writer.number}-{writer.acknowledged}")
        writer.acknowledged += 1
        ws.db.close()
    return people


def verify(place: Path, people: list[Writer]) -> int:
    """Nothing acknowledged lost, nothing doubled, the counter equal to the saves, every invariant holds."""
    ws = session(place, 0)
    expected = {f"save-{writer.number}-{n}" for writer in people for n in range(writer.acknowledged)}
    stored = Counter(row["id"] for row in ws.db.rows("SELECT id FROM operations"))
    assert expected - set(stored) == set(), "acknowledged and lost"
    assert set(stored) - expected == set() and set(stored.values()) == {1}
    assert ws.db.value("SELECT value FROM settings WHERE id = 'count'") == str(len(expected))
    assert check(ws) == []
    ws.db.close()
    return len(expected)


def test_killed_writers_lose_and_double_nothing_acknowledged(tmp_path: Path) -> None:
    session(tmp_path / "plan", 0).db.close()
    people = storm(tmp_path / "plan", writers=4, kills=20, seed=2026, meanwhile=iter(()))
    assert verify(tmp_path / "plan", people) > 50


def test_a_backup_made_during_the_storm_is_a_moment_of_it(tmp_path: Path) -> None:
    place = tmp_path / "plan"
    session(place, 99).db.close()
    copies: list[tuple[int, Path]] = []

    def copying() -> Iterator[None]:
        for number in range(5):
            keeper = session(place, 99)
            copies.append((keeper.revision, backup(keeper, tmp_path / f"copy-{number}.db")))
            keeper.db.close()
            yield

    people = storm(place, writers=3, kills=8, seed=7, meanwhile=copying())
    verify(place, people)
    whole = [row[0] for row in driver.connect(place / "tweetplan.db").execute("SELECT id FROM operations ORDER BY seq")]
    for before, copy in copies:
        connection = driver.connect(copy)
        kept = [row[0] for row in connection.execute("SELECT id FROM operations ORDER BY seq")]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(kept) >= before and kept == whole[: len(kept)], "a copy is a beginning of the log"
        connection.close()
    assert len(copies) == 5


@pytest.mark.torture
def test_twelve_writers_and_five_hundred_kills(tmp_path: Path) -> None:
    session(tmp_path / "plan", 0).db.close()
    people = storm(tmp_path / "plan", writers=12, kills=500, seed=1, meanwhile=iter(()))
    verify(tmp_path / "plan", people)
