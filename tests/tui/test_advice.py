"""Advice on the screens: chances with their doubt, the best next action and answers, the fan, what posts taught."""

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tui.advice_made import (
    advised,
    advised_hostile,
    fan,
    goals_app,
    put,
    results_advised,
    results_advised_hostile,
    times,
)
from tui.calendar_made import calendar_app
from tui.goals_made import year
from tui.results_made import empty as results_empty
from tui.results_made import results_app
from tui.stub import screen_text, told
from tui.today_made import TodayApp, today_app
from tweetplan.domain.outlooks import Times
from tweetplan.tui.paint import plain
from tweetplan.tui.screens.goals_curve import curve_of
from tweetplan.tui.screens.results_learnt import timing_rows
from tweetplan.tui.screens.today_advice import AdviceList
from tweetplan.workspace import advice, calendar_view, goals, goals_view, tasks, today
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.results_learnt import Learnt, lift_of
from workspace.planned import YEAR

SIZE = (80, 24)
BOTH = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return advised(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> TodayApp:
    return today_app(ws, tmp_path / "state")


# ---- pictures --------------------


@BOTH
@pytest.mark.parametrize("made", [advised, advised_hostile], ids=["advised", "hostile"])
@pytest.mark.parametrize("keys", [[], ["A"]], ids=["today", "ranked"])
def test_picture_of_today(
    snap_compare: Any, tmp_path: Path, made: Callable[[Path], Workspace], keys: list[str], size: tuple[int, int]
) -> None:
    assert snap_compare(today_app(made(tmp_path), tmp_path / "state"), press=keys, terminal_size=size)


@BOTH
def test_picture_of_the_fan(snap_compare: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(goals_app(put(year(tmp_path)), tmp_path / "state"), terminal_size=size)


@BOTH
@pytest.mark.parametrize("made", [results_advised, results_advised_hostile], ids=["learnt", "hostile"])
@pytest.mark.parametrize("key", ["t", "m", "e", "p"], ids=["times", "lifts", "experiments", "trust"])
def test_picture_of_what_posts_taught(
    snap_compare: Any, tmp_path: Path, made: Callable[[Path], Workspace], key: str, size: tuple[int, int]
) -> None:
    assert snap_compare(results_app(made(tmp_path), tmp_path / "state"), press=[key], terminal_size=size)


# ---- Today --------------------


async def test_a_core_goal_has_its_chance_interval_and_verdict(app: TodayApp) -> None:
    async with app.run_test(size=SIZE):
        shown = screen_text(app)
    assert "year 62 % (870–1220)" in shown and "on track" in shown and "all core goals together: 41 %" in shown


async def test_the_best_next_action_has_effect_n_and_because_and_must_dos_stand_apart(app: TodayApp) -> None:
    async with app.run_test(size=(140, 40)):
        shown = screen_text(app)
    assert "Must do" in shown and "! Answer what is late" in shown
    assert "A third offer on Friday" in shown and "+6 leads (1 to 12), n 41" in shown and "62.0 → 65.0 %" in shown
    assert "because two of three offers are placed" in shown and "A all 3" in shown and "2 h old" in shown


async def test_a_accepts_and_u_takes_it_back(app: TodayApp, ws: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        before = {task.id for task in tasks.listing(ws)}
        await pilot.press("a")
        made = [task for task in tasks.listing(ws) if task.id not in before]
        assert [task.title for task in made] == ["A third offer on Friday"] and "(u undoes)" in told(app)
        assert "Run a poll" in screen_text(app)  # the next one takes its place
        await pilot.press("u")
        assert {task.id for task in tasks.listing(ws)} == before and "A third offer" in screen_text(app)


async def test_x_asks_why_and_sets_it_aside(app: TodayApp, ws: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("x")
        assert "its rule is of less use here" in screen_text(app)
        await pilot.press("w")
    (answer,) = [row for row in ws.db.rows("SELECT answer, reason FROM advice_answers")]
    assert tuple(answer) == ("dismissed", "wrong")


async def test_z_hides_it_until_a_day(app: TodayApp, ws: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("z", "w")
    until = ws.db.value("SELECT until FROM advice_answers")
    assert until == (today.card(ws).day + timedelta(days=7)).isoformat()


async def test_the_ranked_list_answers_too_and_explains_each(app: TodayApp, ws: Workspace) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("A")
        assert isinstance(app.screen, AdviceList)
        await pilot.press("down", "w")
        shown = screen_text(app)
        assert "n 120" in shown and "goals.leads" in shown and "(63.0 to 68.0 %)" in shown
        await pilot.press("escape", "a")
        assert isinstance(app.screen, AdviceList) and len(advice.listing(ws)) == 2
        await pilot.press("escape")
        assert not isinstance(app.screen, AdviceList)


async def test_w_explains_a_chance_and_the_chance_of_all(app: TodayApp) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        figures = app.screen.query_one("#figures")
        figures.focus()
        figures.stand_on(f"chance:{YEAR.name}")  # type: ignore[attr-defined]
        await pilot.press("w")
        shown = screen_text(app)
        for word in ("62 %", "870–1220", "11 weeks", "made up for a test", "2026-03-15", "G26"):
            assert word in shown, word
        await pilot.press("escape")
        figures.stand_on("joint")  # type: ignore[attr-defined]
        await pilot.press("w")
        assert "not their product" in screen_text(app)


async def test_capital_r_starts_the_child(app: TodayApp, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    monkeypatch.setattr(app, "run_command", lambda arguments, title: started.append((list(arguments), title)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("R")
    assert started == [(["advise", "--refresh", "--progress", "json"], "advice")]


async def test_what_is_old_says_so_and_names_the_key(tmp_path: Path) -> None:
    app = today_app(advised(tmp_path, stale=True), tmp_path / "state")
    async with app.run_test(size=(100, 40)):
        shown = screen_text(app)
    assert "on track*" in shown and "* changed since: R computes it anew" in shown and "R anew" in shown


async def test_without_advice_the_keys_say_what_to_do(tmp_path: Path, workspace: Workspace) -> None:
    app = today_app(workspace, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a")
        assert "R computes it anew" in told(app)
        await pilot.press("A", "a", "x", "z", "w", "escape")
        assert app.is_running


def test_a_chance_for_another_target_is_not_shown(ws: Workspace) -> None:
    assert set(today.card(ws).outlooks) == {YEAR.name}
    goals.edit(ws, YEAR.name, target=1200.0)
    assert not today.card(ws).outlooks


# ---- Goals --------------------


def test_the_fan_begins_where_the_actuals_end_and_widens(tmp_path: Path) -> None:
    page = goals_view.view(put(year(tmp_path)), YEAR.name).page
    assert page is not None and page.reading is not None
    curve = curve_of(page.reading, fan=page.fan)
    known = [
        (low, high) for low, high in zip(curve.low, curve.high, strict=True) if low is not None and high is not None
    ]
    assert known[0][0] == pytest.approx(148, abs=20) and all(low <= high for low, high in known)
    spans = [high - low for low, high in known]
    assert spans == sorted(spans) and spans[-1] == pytest.approx(420, rel=0.05)  # 42 weeks × (25 − 15)
    assert not curve_of(page.reading, fan=fan(YEAR.name).__class__(YEAR.name)).high


async def test_the_facts_say_chance_of_the_whole_of_the_quarter_and_the_cycles(tmp_path: Path) -> None:
    app = goals_app(put(year(tmp_path)), tmp_path / "state")
    async with app.run_test(size=(120, 50)) as pilot:
        shown = screen_text(app)
        assert "year 62 % on track: 1030 (870–1220) expected, n 11" in shown
        assert "Q1 91 % ahead: 206 (196–217) expected, n 11" in shown
        assert "cycles 104 %, 88 %: keep it" in shown
        for key, word in (
            ("chance", "four times in five"),
            ("quarter", "196–217"),
            ("adjust", "53 of 60 asked = 88 %"),
        ):
            app.screen.query_one("#facts").focus()
            app.screen.query_one("#facts").stand_on(key)  # type: ignore[attr-defined]
            await pilot.press("w")
            assert word in screen_text(app), key
            await pilot.press("escape")


# ---- Results --------------------


async def test_each_section_opens_on_its_key_and_esc_leads_back(tmp_path: Path) -> None:
    app = results_app(results_advised(tmp_path), tmp_path / "state")
    async with app.run_test(size=(100, 40)) as pilot:
        for key, word in (("t", "weak signs"), ("m", "+31 %"), ("e", "10 of 40"), ("p", "A second offer")):
            await pilot.press(key)
            assert word in screen_text(app), key
            await pilot.press("w")
            assert len(app.screen_stack) == 2, key
            await pilot.press("escape")
        await pilot.press("escape")
        assert "Best posts by impressions" in screen_text(app)
        await pilot.press("t", "t")
        assert "Best posts by impressions" in screen_text(app)


async def test_the_why_of_a_window_has_lift_interval_n_and_method(tmp_path: Path) -> None:
    app = results_app(results_advised(tmp_path), tmp_path / "state")
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("t")
        app.screen.query_one("#below").stand_on("window:0")  # type: ignore[attr-defined]
        await pilot.press("w")
        shown = screen_text(app)
    for word in ("Mon–Fri 09:00–11:00", "+9 %", "+2 % to +17 %", "61 posts", "made up for a test", "G18"):
        assert word in shown, word


async def test_an_empty_workspace_names_what_to_do_in_every_section(tmp_path: Path) -> None:
    app = results_app(results_empty(tmp_path), tmp_path / "state")
    async with app.run_test(size=(100, 40)) as pilot:
        for key in "tmep":
            await pilot.press(key)
            shown = screen_text(app)
            assert "R on Today" in shown or "tweetplan experiment plan" in shown, key
            await pilot.press("w", "enter", "A")


def test_no_evidence_is_a_flat_map_with_a_sentence() -> None:
    rows = timing_rows(Learnt(None, times=times("none")))
    text = "\n".join(row.text for row in rows)
    assert "no evidence" in text and "▓" not in text and "Every hour is expected to do as well" in text
    assert not any(row.key.startswith("window:") for row in rows)
    assert lift_of(times("none"), 0, 9) is None and (held := lift_of(times(), 0, 9)) is not None and held.mean == 0.09


def test_the_heat_map_has_a_cell_for_each_hour_of_each_day() -> None:
    rows = {row.key: row for row in timing_rows(Learnt(None, times=times()))}
    for day in range(7):
        cell = rows[f"day:{day}"].cells[0]
        line = plain(cell)  # type: ignore[arg-type]
        assert len(line) == 76 and line[4 + 3 * 9 : 4 + 3 * 11] == "▓▓ ▓▓ " and line[4:6] == "· "
    assert timing_rows(Learnt(None, times=Times("@x", "UTC", "none", 0)))[-1].text.endswith(
        "There are no own posts yet."
    )


@pytest.mark.parametrize("keys", ["", "A", "t", "m", "e", "p"])
async def test_hostile_names_are_text_everywhere(tmp_path: Path, keys: str) -> None:
    learnt = keys in ("t", "m", "e", "p")
    made = results_advised_hostile(tmp_path) if learnt else advised_hostile(tmp_path)
    app: Any = (results_app if learnt else today_app)(made, tmp_path / "s")
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press(*keys)
        shown = screen_text(app)
        await pilot.press("w")
        shown += screen_text(app)
    bad = [c for c in shown if c != "\n" and (unicodedata.category(c) in ("Cc", "Cs") or c in "\u202e\u2066")]
    assert bad == []


def test_dates_of_the_made_workspace_agree() -> None:
    assert fan(YEAR.name).points[0].day == date(2026, 3, 22)


# ---- Calendar --------------------


def test_g18_a_move_says_what_was_learnt_of_the_hour_and_nothing_without_evidence(ws: Workspace) -> None:
    account = calendar_view.board(ws).view.account  # type: ignore[union-attr]
    held = calendar_view.hour_lift(ws, account, date(2026, 3, 17), "09:15")
    assert held is not None and held.mean == 0.09
    with ws.db.writing():
        ws.db.execute("DELETE FROM estimates WHERE kind = 'timing'")
    assert calendar_view.hour_lift(ws, account, date(2026, 3, 17), "09:15") is None


async def test_the_calendar_tells_it_while_a_slot_is_carried(ws: Workspace, tmp_path: Path) -> None:
    app = calendar_app(ws, tmp_path / "state")
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("m", "right")
        assert "that hour +2 % (−10 % to +20 %), n 3" in screen_text(app)
