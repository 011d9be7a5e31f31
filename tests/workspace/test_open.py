"""Where the workspace is, and how one is opened or made."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tweetplan.domain.findings import NotFound, Problem
from tweetplan.storage.config import Config
from tweetplan.workspace.open import locate, open_workspace, random_id, workspace_file


def test_the_option_goes_before_the_environment_and_that_before_the_settings() -> None:
    environ, config = {"TWEETPLAN_WORKSPACE": "/from/environment"}, Config(workspace="/from/settings")
    assert locate("/from/option", environ, config) == "/from/option"
    assert locate(None, environ, config) == "/from/environment"
    assert locate("", {}, config) == "/from/settings"
    assert locate(None, {}, Config()) is None


def test_a_new_workspace_is_a_folder_with_one_file_for_its_owner_alone(tmp_path: Path) -> None:
    ws = open_workspace(tmp_path / "a" / "plan", create=True)
    assert (ws.db.path, ws.revision) == (tmp_path / "a" / "plan" / "tweetplan.db", 0)
    assert (tmp_path / "a" / "plan").stat().st_mode & 0o777 == 0o700
    assert open_workspace(str(tmp_path / "a" / "plan")).db.path == ws.db.path


def test_what_is_not_there_is_not_found_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_workspace(tmp_path / "plan")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["postgres://host/plan", "postgresql://host/plan", "mysql://x"])
def test_a_database_of_another_kind_is_refused_in_plain_words(url: str) -> None:
    with pytest.raises(Problem, match="stores a workspace in an SQLite file"):
        open_workspace(url)


def test_odd_paths_are_problems_and_not_tracebacks(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for odd in ("a\0b", "~nobody-of-that-name/plan", str(tmp_path / "round"), str(tmp_path / ("x" * 300))):
        with pytest.raises(Problem):
            open_workspace(odd)
    (tmp_path / "file").write_text("x")
    with pytest.raises(Problem):
        open_workspace(tmp_path / "file" / "plan", create=True)
    assert workspace_file("~").name == "tweetplan.db"


def test_time_and_ids_come_from_the_machine_unless_given(tmp_path: Path) -> None:
    ws = open_workspace(tmp_path / "plan", create=True)
    assert ws.clock().tzinfo is UTC and abs((ws.now - datetime.now(UTC)).total_seconds()) < 5
    assert len({random_id() for _ in range(1000)}) == 1000
    asked = datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert open_workspace(tmp_path / "plan", as_of=asked).now == asked


def test_opening_loads_nothing_heavy(tmp_path: Path) -> None:
    command = (
        "import sys; from tweetplan.workspace.open import open_workspace; open_workspace(sys.argv[1], create=True);"
        "print([n for n in 'pandas numpy textual click platformdirs tomli_w asyncio'.split() if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", command, str(tmp_path / "p")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
