"""Reviews on a stored workspace: what is due, agendas with figures, holding, deciding, acting, accepting, exporting."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tui.reviews_made import ReviewsApp, busy, empty, hostile, reviews_app
from tui.stub import screen_text, told
from tui.test_hostile import obeyed
from tweetplan.tui.screens.form import Form
from tweetplan.tui.screens.picker import Picker
from tweetplan.tui.screens.reviews import ReviewsScreen
from tweetplan.tui.widgets.choice import Choice
from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import decisions, goals, reports, reviews, rhythm, tasks
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])
AGENDA = ["down", "enter"]


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return busy(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> ReviewsApp:
    return reviews_app(ws, tmp_path / "state")


def stand_on(app: ReviewsApp, key: str) -> None:
    rows = app.screen.query_one("#reviews", RowList)
    rows.stand_on(next(row.key for row in rows.rows if row.key.startswith(key)))


def fill(app: ReviewsApp, **texts: str) -> None:
    for name, text in texts.items():
        answer = app.screen.query_one(f"#field-{name}")
        assert isinstance(answer, Field | Choice)
        answer.value = text


async def to_the_end(pilot: Any) -> None:
    await pilot.press("G")
    await pilot.wait_for_animation()
    await pilot.pause()


# ---- pictures --------------------


@SIZES
@pytest.mark.parametrize(
    "keys", [[], AGENDA, [*AGENDA, "pagedown"], ["w"], ["h"], ["p"]],
    ids=["lists", "agenda", "agenda-below", "why", "hold", "accept"],
)  # fmt: skip
def test_picture(snap_compare: Any, app: ReviewsApp, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(app, press=keys, terminal_size=size)


@SIZES
@pytest.mark.parametrize("keys", [[], ["enter"]], ids=["lists", "agenda"])
def test_picture_of_an_empty_workspace(
    snap_compare: Any, tmp_path: Path, size: tuple[int, int], keys: list[str]
) -> None:
    assert snap_compare(reviews_app(empty(tmp_path), tmp_path / "state"), press=keys, terminal_size=size)


@SIZES
@pytest.mark.parametrize("keys", [[], AGENDA, ["G"]], ids=["lists", "agenda", "held"])
def test_picture_of_hostile_text(snap_compare: Any, tmp_path: Path, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(reviews_app(hostile(tmp_path), tmp_path / "state"), press=keys, terminal_size=size)


# ---- what is seen --------------------


async def test_what_is_due_stands_first_with_the_time_of_each_member(app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "Monday planning" in shown and "! 1 d overdue" in shown and "! today" in shown
        stand_on(app, "meeting:data")
        await pilot.pause()
        shown = screen_text(app)
        assert "ben 03-17 05:00 America/New_York  outside of their hours" in shown
        assert "chen 03-17 17:00 Asia/Shanghai  may stay away" in shown


async def test_an_agenda_has_its_figures_and_scrolls(app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "meeting:data")
        await pilot.press("enter")
        shown = screen_text(app)
        assert "14 of 19 asked of 2026-03-09 to 2026-03-15" in shown and "complete to 2026-03-15" in shown
        assert "93 % for 1000, expected 1120 [1040 to 1210], n 52" in " ".join(shown.split())
        await to_the_end(pilot)
        assert "Do we answer on Sundays?" in screen_text(app)
        await pilot.press("escape")
        assert "Monday planning" in screen_text(app)


async def test_a_held_meeting_shows_its_figures_as_they_stood(ws: Workspace, app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "held:data")
        await pilot.pause()
        assert "The winter blend did it." in screen_text(app)
        await pilot.press("enter")
        assert "the figures as they stood" in screen_text(app) and "14 of" in screen_text(app)


# ---- what is done --------------------


async def test_h_holds_the_meeting_and_u_takes_it_back(ws: Workspace, app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "meeting:data")
        await pilot.press("h")
        assert isinstance(app.screen, Form)
        fill(app, attendance=f"{ws.actor.login}, chen", notes="short")
        await pilot.press("ctrl+r")
        assert reviews.get(ws, "data 2026-W11").attendance == (ws.actor.login, "chen")
        assert "data 2026-W11" not in [one.id for one in rhythm.due(ws)]
        await pilot.press("u")
        assert "data 2026-W11" in [one.id for one in rhythm.due(ws)]


async def test_s_lets_a_meeting_pass_with_its_reason(ws: Workspace, app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "meeting:planning")
        await pilot.press("s")
        fill(app, reason="all at the fair")
        await pilot.press("ctrl+r")
        assert reviews.get(ws, "planning 2026-W12").state == "skipped"


async def test_d_in_an_agenda_notes_a_decision_of_that_meeting(ws: Workspace, app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "meeting:data")
        await pilot.press("enter", "d")
        fill(app, text="Post on Fridays too", reason="the leads of Fridays")
        await pilot.press("ctrl+r")
        (made,) = reviews.decisions_of(ws, "data 2026-W11")
        assert (made.text, made.state) == ("Post on Fridays too", "decided")
        await to_the_end(pilot)
        assert "Post on Fridays too" in screen_text(app)
        await pilot.press("a")
        assert isinstance(app.screen, Picker)
        await pilot.press("enter", "ctrl+r")
        assert reviews.decisions_of(ws, "data 2026-W11")[0].task


async def test_a_question_is_spoken_to_and_closed(ws: Workspace, app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "decision:")
        await pilot.press("v")
        fill(app, option="no", reason="nobody is awake")
        await pilot.press("ctrl+r")
        (one,) = decisions.listing(ws, state="open")
        assert [(voice.option, voice.reason) for voice in one.voices] == [("no", "nobody is awake")]
        await pilot.press("c")
        fill(app, option="a note in the profile")
        await pilot.press("ctrl+r")
        assert decisions.get(ws, one.id).outcome == "a note in the profile"


async def test_a_makes_a_task_of_a_decision(ws: Workspace, app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "decision:")
        await pilot.press("a")
        fill(app, title="Write the note", owner="chen", due="2026-03-19")
        await pilot.press("ctrl+r")
        (one,) = decisions.listing(ws, state="open")
        assert tasks.get(ws, one.task).owner == "chen"


async def test_b_makes_a_soft_budget_of_an_insight(ws: Workspace, app: ReviewsApp) -> None:
    (insight,) = decisions.listing(ws, kind="insight")
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, f"decision:{insight.id}")
        await pilot.press("b")
        fill(app, part="video", share="40")
        await pilot.press("ctrl+r")
        assert decisions.get(ws, insight.id).mix == "@tern format video 0.40"


async def test_p_accepts_the_proposal_and_u_takes_it_back(ws: Workspace, app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        assert "1000 → 1150" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert goals.get(ws, "leads-2026").target == 1150
        await pilot.press("u")
        assert goals.get(ws, "leads-2026").target == 1000


async def test_n_ends_the_stage_of_a_report(ws: Workspace, app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "report:")
        await pilot.press("n")
        fill(app, evidence="february.csv")
        await pilot.press("ctrl+r")
        assert reports.listing(ws)[0].stage == "analyse"


@pytest.mark.parametrize("keys", [["m"], ["enter", "m"], ["o"]], ids=["agenda", "open agenda", "pack"])
async def test_m_and_o_write_markdown(app: ReviewsApp, tmp_path: Path, keys: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "meeting:data")
        await pilot.press(*keys)
        assert "Written to" in told(app)
        (file,) = [path for path in (tmp_path / "state").rglob("*") if path.is_file() and "json" not in path.suffix]
        assert "7 of" in file.read_text() or "14 of" in file.read_text()


async def test_keys_without_their_row_say_what_is_missing(app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "report:")
        await pilot.press("h", "v", "a", "m")
        assert "Put the cursor on a meeting" in told(app) and "Put the cursor on a decision" in told(app)
        stand_on(app, "meeting:")
        await pilot.press("n", "c")
        assert "Put the cursor on a report" in told(app)


async def test_a_notice_leads_to_its_meeting(app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReviewsScreen)
        app.screen.go_to("checkpoint 2026-02-16")
        await pilot.pause()
        assert "Two-week check-point: 2026-02-16" in screen_text(app)
        app.screen.go_to("nothing 2026")
        await pilot.pause()
        assert "Monday planning" in screen_text(app)


async def test_others_changes_appear_in_an_open_agenda_where_it_is_scrolled_to(ws: Workspace, app: ReviewsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        stand_on(app, "meeting:data")
        await pilot.press("enter")
        await to_the_end(pilot)
        tasks.add(ws, "Nothing of this meeting", date(2026, 3, 18))
        await pilot.press("ctrl+r")
        assert "Do we answer on Sundays?" in screen_text(app)
        decisions.open_decision(ws, "A second question", options=("a", "b"))
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "A second question" in screen_text(app)


@pytest.mark.parametrize("keys", [[], ["enter"], ["G", "enter"]])
async def test_hostile_text_is_shown_and_not_obeyed(tmp_path: Path, keys: list[str]) -> None:
    app = reviews_app(hostile(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        assert obeyed(screen_text(app)) == []
