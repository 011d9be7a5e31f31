"""A plugin made by `plugins new` works as it is: it passes the kit, loads, and its check is asked."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tweetplan.analysis.conformance import check_plugin
from tweetplan.analysis.scaffold import new_plugin
from tweetplan.analysis.x_text import draft
from tweetplan.domain.findings import Conflict, UsageProblem
from tweetplan.plugins import Plugins


def test_it_passes_the_conformance_kit_and_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = new_plugin("book-club", tmp_path)
    root = tmp_path / "tweetplan-book-club"
    assert all(path.is_relative_to(root) and path.read_text(encoding="utf-8") for path in files)
    findings = check_plugin(root / "src" / "tweetplan_book_club")
    assert [finding for finding in findings if finding.severity == "error"] == []
    monkeypatch.syspath_prepend(str(root / "src"))
    points = [
        EntryPoint("book_club", "tweetplan_book_club.goals", "tweetplan"),
        EntryPoint("book_club.checks", "tweetplan_book_club.checks", "tweetplan"),
    ]
    try:
        loaded = Plugins.load(points, {})
    finally:
        for name in [name for name in sys.modules if name.startswith("tweetplan_book_club")]:
            del sys.modules[name]
    assert [row.status for row in loaded.rows] == ["ok", "ok"]
    assert loaded.goal_types()["book_club"].title == "Book club"
    assert [found.rule for found in loaded.check_draft(draft("Wow! Now! Really!"))] == ["book_club.shouting"]
    assert loaded.check_draft(draft("Now.")) == ()


def test_its_own_test_is_green(tmp_path: Path) -> None:
    import subprocess

    new_plugin("newsletter", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path / "tweetplan-newsletter/tests")],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["", "Book", "9lives", "a b", "class", "../up", "x" * 41, "a__b", "-a"])
def test_a_name_that_no_package_can_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem):
        new_plugin(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "tweetplan-newsletter").mkdir()
    with pytest.raises(Conflict):
        new_plugin("newsletter", tmp_path)
    assert list((tmp_path / "tweetplan-newsletter").iterdir()) == []
