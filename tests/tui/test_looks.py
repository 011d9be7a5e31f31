"""Themes, the mouse, and seeing where one is without any colour."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.color import Color

from tui.stub import StubApp, StubScreen, screen_text, stub_app, told
from tweetplan.tui.settings import THEMES, UiSettings
from tweetplan.tui.themes import NAMES, OURS
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2: 1 (none) to 21."""

    def light(colour: str) -> float:
        parts = [part / 255 for part in Color.parse(colour).rgb]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_every_tone_can_be_read_on_its_background(theme: object) -> None:
    background = theme.background  # type: ignore[attr-defined]
    wanted = 7.0 if theme.name == "high-contrast" else 4.5  # type: ignore[attr-defined]
    for name in ("foreground", "primary", "accent", "success", "warning", "error"):
        assert contrast(getattr(theme, name), background) >= wanted, name
    cursor = theme.variables  # type: ignore[attr-defined]
    assert contrast(cursor["block-cursor-foreground"], cursor["block-cursor-background"]) >= 4.5


def test_the_names_in_the_config_are_the_themes_there_are() -> None:
    assert set(THEMES) == set(NAMES)


@pytest.mark.parametrize(
    ("wanted", "reduced", "theme"),
    [
        ("ansi", False, "ansi-dark"),
        ("no such", False, "dark"),
        ("light", True, "ansi-light"),
        ("dark", True, "ansi-dark"),
    ],
)
def test_a_wanted_theme_becomes_one_there_is(wanted: str, reduced: bool, theme: str) -> None:
    assert UiSettings(Path(), theme=wanted, reduced=reduced).theme_name == theme


@pytest.mark.parametrize("theme", THEMES)
async def test_every_theme_draws_and_is_remembered(workspace: Workspace, tmp_path: Path, theme: str) -> None:
    app = stub_app(workspace, tmp_path / "state", theme=theme)
    async with app.run_test(size=SIZE):
        assert app.theme == theme and "▸ row 0" in screen_text(app)


async def test_the_cursor_is_seen_without_colour_and_only_one_list_has_it(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        assert screen_text(app).count("▸") == 1
        await pilot.press("j")
        assert "▸ row 1" in screen_text(app) and "▸ row 0" not in screen_text(app)
        app.screen.query_one(RowList).blur()
        await pilot.pause()
        assert "› row 1" in screen_text(app)


def test_it_draws_with_no_color_set(tmp_path: Path) -> None:
    script = (
        "import asyncio, sys; from pathlib import Path; from tui.stub import *\n"
        "async def main():\n"
        "    app = stub_app(workspace_at(Path(sys.argv[1]), Clock()), Path(sys.argv[1]) / 's')\n"
        "    async with app.run_test(size=(80, 24)): print(app.no_color, '▸ row 0' in screen_text(app))\n"
        "asyncio.run(main())"
    )
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.split() == ["True", "True"]


async def test_a_click_chooses_and_a_second_opens(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        assert isinstance(screen, StubScreen)
        await pilot.click(RowList, offset=(5, 3))
        assert screen.opened == ""
        await pilot.click(RowList, offset=(5, 3))
        assert screen.opened == "r3"


async def test_tabs_and_hints_can_be_clicked(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(offset=(10, 1))
        assert "› Second" in screen_text(app)
        await pilot.click(offset=(16, 23))
        await pilot.pause()
        assert "Why r0" in screen_text(app)


async def test_the_mouse_can_be_given_back_to_the_terminal(app: StubApp) -> None:
    sent: list[str] = []
    kept: list[object] = []
    app.actions = type(app.actions)(remember=kept.append)
    async with app.run_test(size=SIZE) as pilot:
        app._to_terminal = sent.append  # type: ignore[method-assign]
        await pilot.press("percent_sign")
        assert "\x1b[?1000l" in sent and "\x1b[?1003l" in sent and "selects text" in told(app)
        await pilot.press("percent_sign")
        assert "\x1b[?1000h" in sent
    assert kept == [{"mouse": False}, {"mouse": True}]


async def test_ctrl_c_does_not_quit_but_says_what_does(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert app.is_running and "ctrl+q quits" in told(app)
