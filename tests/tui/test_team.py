"""Team on a stored workspace: duty, the cover band, hand-overs, roles, figures, and a shift that is tried out."""

from pathlib import Path
from typing import Any

import pytest

from tui.stub import screen_text, told
from tui.team_made import TeamApp, busy, empty, hostile, team_app
from tui.test_hostile import obeyed
from tweetplan.tui.screens.form import Form
from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import handing, team, teamwork
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])
BELOW = ["pagedown"]


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return busy(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> TeamApp:
    return team_app(ws, tmp_path / "state")


def stand_on(app: TeamApp, key: str) -> None:
    rows = app.screen.query_one("#team", RowList)
    rows.stand_on(next(row.key for row in rows.rows if row.key.startswith(key)))


@SIZES
@pytest.mark.parametrize("keys", [[], BELOW, ["G"], ["w"], ["h"]], ids=["top", "below", "figures", "why", "hand-over"])
def test_picture(snap_compare: Any, app: TeamApp, size: tuple[int, int], keys: list[str]) -> None:
    async def before(pilot: Any) -> None:
        if keys == ["w"]:
            stand_on(app, "day:2026-03-18")

    assert snap_compare(app, press=keys, terminal_size=size, run_before=before)


@SIZES
def test_picture_of_an_empty_workspace(snap_compare: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(team_app(empty(tmp_path), tmp_path / "state"), terminal_size=size)


@SIZES
def test_picture_of_hostile_text(snap_compare: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(team_app(hostile(tmp_path), tmp_path / "state"), press=["down"], terminal_size=size)


async def test_hostile_text_is_inert(tmp_path: Path) -> None:
    app = team_app(hostile(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        for key in ("down", "down", "G", "enter"):
            await pilot.press(key)
            assert not obeyed(screen_text(app))


async def test_the_band_shows_who_is_there_and_a_hole_without_colour(app: TeamApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "● ana" in shown and "· nobody  - part of it" in shown
        stand_on(app, "day:2026-03-17")
        await pilot.pause()
        line = next(row for row in screen_text(app).splitlines() if "Tue 17 Mar" in row and "open" in row)
        assert "··▪▪" in line and "open" in line
        assert "ana → ben, 3 h together" in screen_text(app), "New York's clocks have changed, Berlin's not yet"


async def test_a_takes_over_and_the_note_is_read_before(ws: Workspace, app: TeamApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "handover:")
        await pilot.pause()
        shown = screen_text(app)
        assert "chen → ana" in shown and "! take over" in shown and "Mind this: latte art finals" in shown
        await pilot.press("a")
        await pilot.pause()
        assert handing.listing(ws)[0].acknowledged_by == "ana"
        assert "✓ ana" in screen_text(app)
        await pilot.press("a")
        assert "ana took over already" in told(app)


async def test_h_sends_the_generated_note_to_who_comes_next(ws: Workspace, app: TeamApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("h")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form) and form.query_one("#field-to", Field).value == "ben"
        form.query_one("#field-said", Field).value = "The printer people call at four."
        await pilot.press("ctrl+r")
        await pilot.pause()
        note = handing.listing(ws)[0]
        assert (note.giver, note.taker, note.said) == ("ana", "ben", "The printer people call at four.")


async def test_n_tries_a_shift_out_and_stores_nothing(ws: Workspace, app: TeamApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        before = ws.revision
        await pilot.press("n")
        await pilot.pause()
        app.screen.query_one("#field-login", Field).value = "mia"
        app.screen.query_one("#field-hours", Field).value = "17:00-01:00"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "with mia mon-fri 17:00-01:00 tried out" in " ".join(screen_text(app).split())
        assert ws.revision == before and len(team.listing(ws)) == 4
        await pilot.press("escape")
        assert "tried out" not in screen_text(app)


async def test_p_is_the_pulse_t_watches_and_brackets_turn_the_week(ws: Workspace, app: TeamApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "4")
        await pilot.pause()
        held = teamwork.my_pulse(ws)
        assert held is not None and held.score == 4
        stand_on(app, "topic:")
        await pilot.press("enter", "t")
        await pilot.pause()
        assert [topic.state for topic in teamwork.topics(ws)] == ["taken"]
        await pilot.press("]")
        await pilot.pause()
        assert "2026-W13" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "2026-W13" not in screen_text(app)


async def test_roles_gaps_and_figures_say_what_they_are_made_of(app: TeamApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        stand_on(app, "role:analyst")
        await pilot.pause()
        shown = screen_text(app)
        assert "! gap" in shown and "engagement, reach, conversion" in shown
        stand_on(app, "figure:review_hours")
        await pilot.pause()
        shown = screen_text(app)
        assert "26 h, n 1" in shown and "quoted, not promised" in shown
        await pilot.press("w")
        await pilot.pause()
        assert "log of operations" in screen_text(app)


async def test_an_empty_team_says_how_to_begin(tmp_path: Path) -> None:
    app = team_app(empty(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "team add LOGIN" in screen_text(app) and "nobody" in screen_text(app)
