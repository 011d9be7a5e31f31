"""Backup and restore: whole, examined, and never over something by accident."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tweetplan.domain.findings import Conflict, NotFound, Problem
from tweetplan.storage import records
from tweetplan.storage.sqlite import driver
from tweetplan.workspace.backup import backup, move, restore
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.invariants import check
from tweetplan.workspace.open import open_workspace


def put(ws: Workspace, name: str) -> None:
    with ws.operation("setting.set") as change:
        change.put("settings", {"id": name, "value": "1"})


def names(ws: Workspace) -> set[str]:
    return records.every_id(ws.db, "settings")


@pytest.fixture
def saved(ws: Workspace, tmp_path: Path) -> Path:
    put(ws, "a")
    return backup(ws, tmp_path / "copy.db")


def test_a_backup_is_one_sound_file(saved: Path) -> None:
    assert sorted(path.name for path in saved.parent.iterdir()) == ["copy.db", "plan"]
    assert saved.stat().st_mode & 0o777 == 0o600
    copy = open_workspace(saved)
    assert (names(copy), check(copy)) == ({"a"}, [])


def test_a_backup_replaces_nothing_unless_told_to(ws: Workspace, saved: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(Conflict, match="there already"):
        backup(ws, saved)
    assert saved.read_bytes() == before
    put(ws, "b")
    backup(ws, saved, force=True)
    assert names(open_workspace(saved)) == {"a", "b"}


def test_a_backup_does_not_follow_a_link_to_write(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "link.db").symlink_to(tmp_path / "precious")
    with pytest.raises(Conflict):
        backup(ws, tmp_path / "link.db")
    backup(ws, tmp_path / "link.db", force=True)
    assert (tmp_path / "precious").read_text() == "precious"


def test_a_backup_into_nowhere_is_a_problem(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No such file"):
        backup(ws, tmp_path / "nowhere" / "copy.db")


def test_a_restored_workspace_is_the_one_that_was_saved(ws: Workspace, saved: Path, tmp_path: Path) -> None:
    put(ws, "b")
    made = restore(saved, tmp_path / "new" / "plan")
    assert made == tmp_path / "new" / "plan" / "tweetplan.db"
    restored = open_workspace(made)
    assert (names(restored), check(restored)) == ({"a"}, [])
    put(restored, "c")


def test_a_workspace_in_use_is_replaced_only_when_told_and_kept_beside(
    session: Callable[..., Workspace], saved: Path
) -> None:
    open_one = session("ben")
    put(open_one, "b")
    place = open_one.db.path.parent
    with pytest.raises(Conflict):
        restore(saved, place)
    token = open_one.db.token()
    restore(saved, place, force=True)
    assert open_one.db.token() != token, "open sessions notice"
    assert names(open_one) == {"a"}
    put(open_one, "c")
    assert check(open_one) == []
    assert names(open_workspace(place / "backups" / "tweetplan-before-restore.db")) == {"a", "b"}


def test_a_broken_workspace_is_set_aside_and_replaced(ws: Workspace, saved: Path) -> None:
    path = ws.db.path
    ws.db.close()
    path.write_bytes(b"this was a workspace once")
    restore(saved, path.parent, force=True)
    assert names(open_workspace(path)) == {"a"}
    assert Path(f"{path}.broken-1").read_bytes() == b"this was a workspace once"


def test_a_write_ahead_log_left_by_another_store_is_not_mixed_in(ws: Workspace, saved: Path, tmp_path: Path) -> None:
    put(ws, "b")
    place = tmp_path / "moved"
    place.mkdir()
    (place / "tweetplan.db-wal").write_bytes(Path(f"{ws.db.path}-wal").read_bytes())
    restore(saved, place)
    assert names(open_workspace(place)) == {"a"}
    assert (place / "tweetplan.db-wal.broken-1").exists()


@pytest.mark.parametrize("damage", ["cut", "text", "stranger", "newer"])
def test_only_a_sound_backup_of_ours_is_restored(saved: Path, tmp_path: Path, damage: str) -> None:
    if damage == "cut":
        saved.write_bytes(saved.read_bytes()[:9000])
    elif damage == "text":
        saved.write_text("hello " * 100)
    else:
        pragma = "application_id = 5" if damage == "stranger" else "user_version = 99"
        connection = driver.connect(saved)
        connection.execute(f"PRAGMA {pragma}")
        connection.close()
    with pytest.raises(Problem) as refusal:
        restore(saved, tmp_path / "new")
    assert refusal.value.remedy and not (tmp_path / "new" / "tweetplan.db").exists()
    with pytest.raises(NotFound):
        restore(tmp_path / "nowhere.db", tmp_path / "new")


def test_a_moved_workspace_is_whole_and_the_old_place_refuses_writers(
    session: Callable[..., Workspace], tmp_path: Path
) -> None:
    ana, ben = session("ana"), session("ben")
    with ana.operation("setting.set") as change:
        change.put("settings", {"id": "a", "value": "1"})
    target, aside = move(ana, tmp_path / "elsewhere")
    assert target == tmp_path / "elsewhere" / "tweetplan.db" and aside.exists() and not ana.db.path.exists()
    for late in (ana, ben):
        with pytest.raises(Problem, match="moved or replaced"), late.operation("setting.set") as change:
            change.put("settings", {"id": "b", "value": "2"})
    there = open_workspace(target)
    assert [row["id"] for row in there.db.rows("SELECT id FROM settings")] == ["a"]
    assert there.db.value("SELECT COUNT(*) FROM operations") == 1
    there.db.close()


def test_nothing_is_moved_onto_a_workspace_or_onto_itself(session: Callable[..., Workspace], tmp_path: Path) -> None:
    ws = session()
    open_workspace(tmp_path / "other", create=True).db.close()
    for place in (tmp_path / "other", ws.db.path):
        with pytest.raises(Conflict):
            move(ws, place)
    with ws.operation("setting.set") as change:
        change.put("settings", {"id": "a", "value": "1"})
    assert ws.db.path.exists()
