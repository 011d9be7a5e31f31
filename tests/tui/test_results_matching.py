"""What imports leave open on Results: which of the plan's posts it is, and hand-offs that nobody confirmed (T07)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tui.calendar_made import put_post
from tui.results_made import COLUMNS, ResultsApp, bring_in, results_app, year
from tui.stub import screen_text, told
from tui.test_hostile import obeyed
from tui.today_made import HOSTILE
from tweetplan.domain.posts import Post
from tweetplan.tui.screens.ask import Ask
from tweetplan.tui.screens.form import Form
from tweetplan.tui.widgets.field import Field
from tweetplan.workspace import matches, posts
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])
TEXT = "What the frost in Minas does to the crop"


def ask_about(folder: Path, text: str = TEXT) -> Workspace:
    """A year in which an imported post may be either of two, and a hand-off was never confirmed."""
    ws = year(folder)
    day = date(2026, 3, 1)
    for name in ("one", "two"):
        put_post(ws, Post(name, "@tern", text, "handed_off", planned_for=day, owner="kim"))
    put_post(ws, Post("late", "@tern", "The winter box is here", "handed_off", planned_for=date(2026, 3, 2)))
    path = folder / "minas.csv"
    rows = [",".join(COLUMNS), f'1901,2026-03-01T10:00:00Z,"{text}",500,4,1,1,9,2']
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    bring_in(ws, path)
    return ws


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return ask_about(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> ResultsApp:
    return results_app(ws, tmp_path / "state")


@SIZES
@pytest.mark.parametrize("keys", [[], ["c"], ["c", "enter"]], ids=["results", "open", "asked"])
def test_picture(snap_compare: Any, app: ResultsApp, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(app, press=keys, terminal_size=size)


async def test_t07_an_unsure_import_is_asked_about_and_undo_takes_it_back(ws: Workspace, app: ResultsApp) -> None:
    assert [one.posts for one in matches.unsure(ws)] == [("one", "two")]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "1 imported may be of the plan; 3 past their time, not confirmed" in screen_text(app)
        await pilot.press("c", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Ask) and TEXT[:30] in screen_text(app)
        await pilot.press("2")
        await pilot.pause()
        held = posts.get(ws, "two")
        assert held.x_id and matches.unsure(ws) == () and "Matched" in told(app)
        await pilot.press("u")
        assert posts.get(ws, "two").x_id == "" and len(matches.unsure(ws)) == 1


async def test_t07_it_may_be_none_of_ours(ws: Workspace, app: ResultsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Ask)
        await pilot.press("n")
        assert matches.unsure(ws) == () and not posts.get(ws, "one").x_id


async def test_t07_a_hand_off_is_confirmed_with_its_link(ws: Workspace, app: ResultsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.go("results", "matches")
        await pilot.pause()
        await pilot.press("end", *["down"] * 3, "enter")
        await pilot.pause()
        assert isinstance(app.screen, Form) and "The winter box is here" in screen_text(app)
        app.screen.query_one("#field-link", Field).value = "https://x.com/tern/status/1907"
        await pilot.press("ctrl+r")
        assert (posts.get(ws, "late").state, posts.get(ws, "late").x_id) == ("published", "1907")


async def test_nothing_open_takes_no_row_and_says_so(tmp_path: Path) -> None:
    app = results_app(year(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "not confirmed" not in screen_text(app)
        await pilot.press("c")
        assert "Nothing is open" in screen_text(app)


async def test_hostile_texts_are_obeyed_nowhere(tmp_path: Path) -> None:
    ws = ask_about(tmp_path)
    with ws.db.writing():
        ws.db.execute("UPDATE posts SET text = :text", text=HOSTILE[0])
        ws.db.execute("UPDATE post_results SET text = :text", text=HOSTILE[1])
    app = results_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        for keys in (["c"], ["enter"], ["escape", "c", "down", "enter"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert obeyed(screen_text(app)) == []
        assert app.is_running
