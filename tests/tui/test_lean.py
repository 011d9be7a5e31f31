"""A session stays small: neither its first frame nor a visit to every mode loads what computes, parses or plugs in."""

import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from textual.screen import Screen

from tui.results_made import year
from tweetplan.tui.modes import MODES

VISIT = """
import asyncio, sys
from pathlib import Path
from tweetplan import tui
from tweetplan.tui.app import TweetplanApp
from tweetplan.workspace.open import open_workspace

async def visit(folder, keys):
    app = TweetplanApp(open_workspace(folder), tui.UiSettings(Path(folder) / "state"), tui.UiActions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        seen = app.current_mode
    print(seen, *sys.modules)

asyncio.run(visit(sys.argv[1], sys.argv[2]))
"""
LIBRARIES = (
    "pandas", "numpy", "narwhals", "pyarrow", "click", "pluggy", "dateutil", "six", "tomli_w", "holidays",
    "importlib.metadata", "importlib.resources", "zipfile", "calendar", "csv", "http", "email",
    "multiprocessing", "shlex",
)  # fmt: skip
"""What a session does without; `importlib.resources` brings the archives."""
FLOORS = ("analysis", "estimate", "plugins", "guarded", "cli", "exchange", "api", "hookspecs", "testing")
PLUGINS = (
    "tweetplan_goals",
    "tweetplan_readers",
    "tweetplan_checks",
    "tweetplan_local",
    "tweetplan_x",
    "tweetplan_apprise",
)
ON_DEMAND = (
    "domain.layout", "domain.quotas", "domain.capacity", "domain.smart_zh", "domain.smart_fa",
    "storage.results", "storage.results_rollup", "storage.backup", "storage.log",
    "workspace.results_record", "workspace.history", "workspace.why", "workspace.jobs", "workspace.plan",
    "tui.clipboard", "tui.palette", "tui.fields", "tui.follow", "tui.news",
    "tui.screens.form", "tui.screens.picker", "tui.screens.ask", "tui.screens.conflict", "tui.screens.job",
    "tui.screens.goals_forms", "tui.screens.goals_small_forms", "tui.screens.today_forms",
    "tui.screens.desk_forms", "tui.screens.editor", "tui.widgets.post_text", "workspace.check_child",
    "tui.screens.crisis_forms", "workspace.crisis_papers", "workspace.crisis",
    "tui.screens.calendar_forms", "tui.screens.results_forms", "tui.screens.results_import",
)  # fmt: skip
"""Our own that a person's key asks for: they are loaded then."""
FORBIDDEN = (*LIBRARIES, *PLUGINS, *(f"tweetplan.{name}" for name in (*FLOORS, *ON_DEMAND)))
DIGITS = "".join(mode.digit for mode in MODES)


def loaded(folder: Path, keys: str) -> tuple[str, set[str]]:
    """The mode in sight after these keys in a process of its own, and every module it had loaded by then."""
    code = [sys.executable, "-c", VISIT, str(folder / "acme"), keys]
    done = subprocess.run(code, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    mode, *modules = done.stdout.split()
    return mode, set(modules)


@pytest.mark.parametrize("keys", ["", DIGITS], ids=["the first frame", "every mode"])
def test_a_session_loads_nothing_that_it_does_not_show(tmp_path: Path, keys: str) -> None:
    year(tmp_path)
    mode, modules = loaded(tmp_path, keys)
    assert mode == (MODES[-1].name if keys else "today")
    assert {f"tweetplan.tui.screens.{each.name}" in modules for each in MODES} == ({True} if keys else {True, False})
    found = {name for name in modules for never in FORBIDDEN if name == never or name.startswith(f"{never}.")}
    assert found == set()


def test_what_is_forbidden_exists() -> None:
    from importlib.util import find_spec

    assert [name for name in ON_DEMAND if find_spec(f"tweetplan.{name}") is None] == []


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_no_mode_has_every_style_sheet_parsed_again(mode: object) -> None:
    from importlib import import_module

    module, _, name = getattr(mode, "screen", "").partition(":")
    screen: type[Screen[None]] = getattr(import_module(f"tweetplan.tui.screens.{module}"), name)
    assert screen.CSS == Screen.CSS == "", "its rules belong into app.tcss"


def test_the_package_itself_loads_no_textual() -> None:
    code = "import sys, tweetplan.tui, tweetplan.tui.keys; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="what a process has mapped is read from /proc")
def test_a_session_does_without_openssl(tmp_path: Path) -> None:
    year(tmp_path)
    program = Path(sys.executable).parent / "tweetplan"
    child = pexpect.spawn(str(program), ["--workspace", str(tmp_path / "acme")], dimensions=(24, 80), timeout=20)
    try:
        child.expect_exact(b"Do now")
        mapped = Path(f"/proc/{child.pid}/maps").read_text(encoding="utf-8")
    finally:
        child.close(force=True)
    assert "libpython" in mapped or "python3" in mapped
    assert [name for name in ("libcrypto", "libssl") if name in mapped] == []
