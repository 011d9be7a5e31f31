"""The Audience mode on a stored workspace: what waits first, stamps in one key, and a silence that says since when."""

from pathlib import Path
from typing import Any

import pytest

from tui.audience_made import AudienceApp, audience_app, empty, hostile, quiet, talked
from tui.stub import screen_text, told
from tui.test_hostile import obeyed
from tweetplan.analysis import audience as computing
from tweetplan.tui.screens.form import Form
from tweetplan.tui.widgets.choice import Choice
from tweetplan.tui.widgets.field import Field
from tweetplan.workspace import audience, mentions, winback
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return talked(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> AudienceApp:
    return audience_app(ws, tmp_path / "state")


# ---- pictures --------------------


@SIZES
@pytest.mark.parametrize("keys", [[], ["b"], ["w"]], ids=["open", "all", "why"])
def test_picture(snap_compare: Any, app: AudienceApp, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(app, press=keys, terminal_size=size)


@SIZES
@pytest.mark.parametrize("made", [empty, quiet], ids=["empty", "no feed"])
def test_picture_of_nothing(snap_compare: Any, tmp_path: Path, size: tuple[int, int], made: Any) -> None:
    assert snap_compare(audience_app(made(tmp_path), tmp_path / "state"), terminal_size=size)


@SIZES
@pytest.mark.parametrize("keys", [[], ["w"]], ids=["open", "why"])
def test_picture_of_hostile_text(snap_compare: Any, tmp_path: Path, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(audience_app(hostile(tmp_path), tmp_path / "state"), press=keys, terminal_size=size)


@SIZES
@pytest.mark.parametrize("turns", [1, 2, 3, 4], ids=["segments", "influencers", "silent", "win-back"])
def test_picture_of_people(snap_compare: Any, ws: Workspace, tmp_path: Path, size: tuple[int, int], turns: int) -> None:
    computing.refresh(ws, "@tern")
    audience.set_target(ws, "existing", "active", 4, "@tern")
    winback.start(ws, "@tern", "silence")
    app = audience_app(ws, tmp_path / "state")
    assert snap_compare(app, press=["]"] * turns, terminal_size=size)


@SIZES
@pytest.mark.parametrize("turns", [1, 3, 4], ids=["segments", "silent", "win-back"])
def test_picture_of_nobody(snap_compare: Any, tmp_path: Path, size: tuple[int, int], turns: int) -> None:
    app = audience_app(quiet(tmp_path), tmp_path / "state")
    assert snap_compare(app, press=["]"] * turns, terminal_size=size)


# ---- mentions --------------------


async def test_g13_a_key_stamps_the_answer_and_undo_takes_it_back(ws: Workspace, app: AudienceApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        ref = app.screen.chosen  # type: ignore[attr-defined]
        await pilot.press("a")
        await pilot.pause()
        assert not mentions.get(ws, ref, "@tern").open and "answered (u undoes)" in told(app)
        await pilot.press("u")
        assert mentions.get(ws, ref, "@tern").open


async def test_c05_hate_is_left_and_its_author_not_engaged_with(ws: Workspace, app: AudienceApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("G")
        await pilot.pause()
        assert "Leave it: hate is not worth the time" in screen_text(app)
        await pilot.press("N")
        assert mentions.get(ws, "1003", "@tern").avoid
        await pilot.press("N", "z")
        held = mentions.get(ws, "1003", "@tern")
        assert not held.avoid and held.state == "left"


async def test_a_person_says_what_it_is(ws: Workspace, app: AudienceApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("G", "t")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#field-label", Choice).value = "support"
        await pilot.press("ctrl+r")
        assert mentions.get(ws, "1003", "@tern").label == "support"
        await pilot.press("g", "o")
        app.screen.query_one("#field-owner", Field).value = "bo"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "bo: " in screen_text(app)


async def test_without_a_feed_it_says_so_and_how(tmp_path: Path) -> None:
    app = audience_app(quiet(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "No mentions of @Tern were imported" in screen_text(app)
        await pilot.press("a", "t", "z", "N", "s", "o", "R", "T", "i", "p", "w", "enter", "b", "A", "escape")
        assert app.is_running


async def test_hostile_text_is_inert(tmp_path: Path) -> None:
    app = audience_app(hostile(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "w", "escape", "b")
        assert not obeyed(screen_text(app))


# ---- people --------------------


async def test_w14_an_invitation_is_logged_with_a_key_and_its_cap_is_told(ws: Workspace, app: AudienceApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("[", "[", "i")
        app.screen.query_one("#field-kind", Field).value = "poll"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert audience.get(ws, "@zed", "@tern").tries == 1 and "wait until" in screen_text(app)
        await pilot.press("i", "ctrl+r")
        assert isinstance(app.screen, Form) and "was invited on" in told(app)
        await pilot.press("escape", "i")
        app.screen.query_one("#field-outcome", Choice).value = "no answer"
        await pilot.press("ctrl+r")
        assert audience.get(ws, "@zed", "@tern").failed == 1


async def test_g17_a_target_is_set_where_the_segment_stands(ws: Workspace, app: AudienceApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("]", "down", "T")
        app.screen.query_one("#field-target", Field).value = "40"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "active 1 of 40" in screen_text(app)


async def test_w02_the_programme_is_moved_on_with_one_key(ws: Workspace, app: AudienceApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("[", "p", "ctrl+r")
        await pilot.pause()
        assert "diagnosing" in screen_text(app)
        await pilot.press("p", "ctrl+r")
        await pilot.pause()
        found = winback.current(ws, "@tern")
        assert found is not None and found.state == "activating" and "locked until" in screen_text(app)


async def test_every_key_answers_in_every_section(ws: Workspace, app: AudienceApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(5):
            for key in ("a", "z", "r", "R", "N", "b", "w", "escape", "enter", "escape", "t", "escape", "s", "escape"):
                await pilot.press(key)
            for key in ("o", "escape", "T", "escape", "i", "escape", "p", "escape"):
                await pilot.press(key)
            await pilot.press("]")
        assert app.is_running
