"""Modes that were not looked at lately are given up, and are as they were when they are looked at again."""

import re
from datetime import UTC, datetime
from pathlib import Path

from tui.results_made import year
from tweetplan.tui import UiActions, UiSettings
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace.open import open_workspace

NOW = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)


async def test_a_mode_that_was_given_up_is_as_it_was_when_it_is_looked_at_again(tmp_path: Path) -> None:
    year(tmp_path)
    app = TweetplanApp(
        open_workspace(tmp_path / "acme", clock=lambda: NOW), UiSettings(tmp_path / "state"), UiActions()
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("j", "j")
        await pilot.pause()
        goals = app.screen
        before = goals.query_one("#ladder", RowList)
        key, drawn = before.key, app.export_screenshot()
        assert key
        await pilot.press("3", "4", "5", "6")
        await pilot.pause()
        await pilot.pause()
        assert not goals.is_attached
        await pilot.press("2")
        await pilot.pause()
        await pilot.pause()
        after = app.screen.query_one("#ladder", RowList)
        assert app.screen is not goals and after.key == key and after.has_focus
        assert _words(app.export_screenshot()) == _words(drawn)


def _words(picture: str) -> list[str]:
    """What a picture says, without the names of its styles."""
    return re.findall(r">([^<>]+)</text>", picture)
