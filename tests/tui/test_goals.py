"""The Goals mode on a stored workspace: what it shows at both sizes, what each key does, hostile text is inert."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tui.goals_made import HOSTILE, NAME, GoalsApp, goals_app, hostile, year
from tui.stub import Clock, screen_text, told, workspace_at
from tui.test_hostile import obeyed
from tweetplan.domain.curve import Anchor
from tweetplan.domain.goals import PeriodNote
from tweetplan.tui.screens.form import Form
from tweetplan.tui.screens.goals import GoalsScreen
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import goals, ladder
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return year(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> GoalsApp:
    return goals_app(ws, tmp_path / "state")


def line_with(app: GoalsApp, words: str) -> str:
    return next(line for line in screen_text(app).splitlines() if words in line)


def screen_of(app: GoalsApp) -> GoalsScreen:
    assert isinstance(app.screen, GoalsScreen)
    return app.screen


# ---- pictures --------------------


@SIZES
@pytest.mark.parametrize("keys", [[], ["a"], ["p"], ["w"], ["e"]], ids=["ladder", "all", "priority", "why", "edit"])
def test_picture(snap_compare: Any, app: GoalsApp, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(app, press=keys, terminal_size=size)


@SIZES
def test_picture_of_a_workspace_without_goals(snap_compare: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    empty = goals_app(workspace_at(tmp_path, Clock()), tmp_path)
    assert snap_compare(empty, terminal_size=size)


@SIZES
@pytest.mark.parametrize("keys", [[], ["a"], ["p"], ["]", "w"]], ids=["ladder", "all", "priority", "why"])
def test_picture_of_hostile_text(snap_compare: Any, tmp_path: Path, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(goals_app(hostile(tmp_path), tmp_path), press=keys, terminal_size=size)


# ---- the ladder --------------------


async def test_g07_the_ladder_stands_on_today_and_shows_the_year_of_the_source(app: GoalsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "leads-2026  1 of 3" in shown
        assert line_with(app, "▾ 2026").split()[2:4] == ["1000", "148"] or "1000    148" in shown
        assert "Q1 ◂◆¶" in shown and "◆ fixed" in shown
        assert "W12" in line_with(app, "── ")
        assert "14 a week over 4 weeks; 20 a week needed for 1000 by 31 Dec" in shown
        assert "to 15 Mar 2026 from typed; baseline 0" in shown


async def test_g08_the_period_under_the_cursor_says_what_it_is_for(app: GoalsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen_of(app).query_one("#ladder", RowList).stand_on("month:2026-03:2026-03-01")
        await pilot.pause()
        assert "Mar: industry fair · budget 800 · 15 posts, 2 chats" in screen_text(app)
        await pilot.press("left", "left")
        await pilot.pause()
        assert "Q1: persona, profile, reach" in screen_text(app)


async def test_periods_open_and_close_by_every_key(app: GoalsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        rows = screen_of(app).query_one("#ladder", RowList)
        rows.stand_on("quarter:2026-Q2:2026-04-01")
        for opening, closing in (("right", "left"), ("l", "h"), ("space", "space"), ("enter", "enter")):
            await pilot.press(opening)
            assert any("Apr" in row.text for row in rows.rows), opening
            await pilot.press(closing)
            assert not any("Apr" in row.text for row in rows.rows), closing
        await pilot.press("l", "l", "l", "l", "l", "l")
        assert rows.current is not None and rows.current.key == "day:2026-04-01:2026-04-01"
        await pilot.press("h", "h")
        assert rows.current is not None and rows.current.key.startswith(("week:2026-W14", "month:2026-04"))


async def test_the_level_key_walks_from_the_tree_to_the_days_and_esc_goes_back(app: GoalsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        rows = screen_of(app).query_one("#ladder", RowList)
        for count in (4, 12, 53, 365):
            await pilot.press("L")
            await pilot.pause()
            assert len(rows.rows) == count
            assert rows.current is not None and "◂" in rows.current.text
        await pilot.press("escape")
        assert rows.rows[0].text.startswith("▾ 2026")


async def test_one_key_from_a_figure_to_its_reason(app: GoalsApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen_of(app).query_one("#ladder", RowList).stand_on("quarter:2026-Q1:2026-01-01")
        await pilot.press("w")
        await pilot.pause()
        shown = screen_text(app)
        assert "G07" in shown and "148 from 2026-01-01 to 2026-03-15" in shown and "asked by then" in shown


async def test_a_week_that_a_month_cuts_is_explained_as_it_is_shown(app: GoalsApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        rows = screen_of(app).query_one("#ladder", RowList)
        rows.stand_on("week:2026-W14:2026-03-30")
        row = rows.current
        assert row is not None
        await pilot.press("w")
        await pilot.pause()
        assert "2026-03-30 to 2026-03-31" in screen_text(app)


@pytest.mark.parametrize("fact", ["pace", "data", "priority", "kpi"])
async def test_every_fact_with_a_figure_says_why(app: GoalsApp, fact: str) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("tab")
        facts = screen_of(app).query_one("#facts", RowList)
        assert facts.has_focus and facts.stand_on(fact)
        await pilot.press("w")
        await pilot.pause()
        assert "esc back" in screen_text(app)


async def test_goals_follow_each_other_by_priority(app: GoalsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("]")
        await pilot.pause()
        assert "lead-rate  2 of 3" in screen_text(app)
        await pilot.press("[", "[")
        await pilot.pause()
        assert "idea  3 of 3" in screen_text(app) and "draft" in screen_text(app)


async def test_another_mode_sends_the_person_to_a_goal(app: GoalsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        app.go("goals", "lead-rate")
        await pilot.pause()
        await pilot.pause()
        assert "lead-rate  2 of 3" in screen_text(app)


# ---- all goals, priority --------------------


async def test_all_goals_can_be_filtered_and_opened(app: GoalsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a")
        await pilot.pause()
        shown = screen_text(app)
        assert "148 of 1000" in shown and "5 % of 5 %" in shown and "~ draft" in shown and "Waste" not in shown
        await pilot.press("slash", *"rate", "enter", "enter")
        await pilot.pause()
        assert "lead-rate  2 of 3" in screen_text(app)


async def test_g25_the_matrix_explains_a_rank(app: GoalsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert "★ leads-2026" in screen_text(app) and "↳ lead-rate" in screen_text(app)
        await pilot.press("w")
        await pilot.pause()
        assert "leads-2026: do first" in screen_text(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert "leads-2026  1 of 3" in screen_text(app)


# ---- doing --------------------


async def fill(pilot: Any, field: str, text: str) -> None:
    pilot.app.screen.query_one(f"#field-{field}", Input).value = text
    await pilot.pause(0.2)


async def test_g02_the_editor_refuses_a_vague_goal_while_it_is_typed(app: GoalsApp, ws: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "statement", "increase engagement")
        shown = screen_text(app)
        assert "✗ statement" in shown and "G02" in shown and "ctrl+r send" in shown
        await pilot.press("ctrl+r")
        assert isinstance(app.screen, Form)
        await fill(pilot, "statement", "raise qualified leads to 1000 by 2026-12-31")
        await fill(pilot, "target", "1,200")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert goals.get(ws, NAME).target == 1200 and not isinstance(app.screen, Form)
        await pilot.press("u")
        await pilot.pause()
        assert goals.get(ws, NAME).target == 1000


async def test_two_people_who_change_different_fields_both_keep_theirs(
    app: GoalsApp, ws: Workspace, tmp_path: Path
) -> None:
    other = workspace_at(tmp_path, Clock(), prefix="other", create=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e")
        await pilot.pause()
        goals.edit(other, NAME, urgency=2)
        await fill(pilot, "target", "1100")
        await pilot.press("ctrl+r")
        await pilot.pause()
        held = goals.get(ws, NAME)
        assert (held.target, held.urgency) == (1100, 2)


async def test_a_conflict_shows_was_theirs_and_mine_and_stores_what_was_chosen(
    app: GoalsApp, ws: Workspace, tmp_path: Path
) -> None:
    other = workspace_at(tmp_path, Clock(), prefix="other", create=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        goals.edit(other, NAME, target=900, reason="Sell 50 machines")
        await fill(pilot, "target", "1100")
        await fill(pilot, "reason", "Sell 60 machines")
        await pilot.press("ctrl+r")
        await pilot.pause()
        shown = screen_text(app)
        assert "900" in shown and "1100" in shown and "was changed twice" in shown and "Sell 50" in shown
        assert goals.get(ws, NAME).target == 900
        await pilot.press("m", "t", "enter")
        await pilot.pause()
        await pilot.pause()
        held = goals.get(ws, NAME)
        assert {held.target, held.reason} in ({1100.0, "Sell 50 machines"}, {900.0, "Sell 60 machines"})
        assert isinstance(app.screen, GoalsScreen)


async def test_a_draft_begun_before_somebody_changed_the_goal_overwrites_nothing_silently(
    app: GoalsApp, ws: Workspace, tmp_path: Path
) -> None:
    other = workspace_at(tmp_path, Clock(), prefix="other", create=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "target", "1100")
        await pilot.press("escape")
        goals.edit(other, NAME, urgency=1)
        app.action_reread()
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "was changed twice" in screen_text(app)
        assert (goals.get(ws, NAME).urgency, goals.get(ws, NAME).target) == (1, 1000)
        await pilot.press("m", "t", "enter")
        await pilot.pause()
        await pilot.pause()
        assert (goals.get(ws, NAME).urgency, goals.get(ws, NAME).target) == (1, 1100)


async def test_a_goal_is_created_from_its_type(app: GoalsApp, ws: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await pilot.pause()
        await pilot.press(*"Event", "enter")
        await pilot.pause()
        await pilot.pause()
        assert "own-event" in {field.name for field in app.screen.spec.fields}  # type: ignore[attr-defined]
        for field, text in (
            ("name", "fair"),
            ("reason", "Meet 100 buyers"),
            ("target", "80"),
            ("own-event", "2026-06-01"),
        ):
            await fill(pilot, field, text)
        await pilot.press("ctrl+r")
        await pilot.pause()
        await pilot.pause()
        held = goals.get(ws, "fair")
        assert (held.type, held.target, held.fields) == ("event", 80, {"event": date(2026, 6, 1)})
        assert "fair  " in screen_text(app)


async def test_an_error_stores_nothing_and_a_draft_can_be_kept(app: GoalsApp, ws: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        assert app.screen.reopen("goal.add:leads")  # type: ignore[attr-defined]
        await pilot.pause()
        await fill(pilot, "name", "idea-2")
        await fill(pilot, "target", "80")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "D01" in told(app) and isinstance(app.screen, Form)
        app.screen.query_one("#field-draft").value = "yes"  # type: ignore[attr-defined]
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert goals.get(ws, "idea-2").draft


async def test_g27_a_small_team_is_offered_what_to_begin_with(tmp_path: Path) -> None:
    from tweetplan.workspace import accounts, declarations
    from workspace.planned import LEADS

    ws = workspace_at(tmp_path, Clock())
    declarations.refresh(ws, [LEADS])
    accounts.add(ws, "@tern")
    app = goals_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await pilot.pause()
        assert "A small team begins with these" in screen_text(app) and "★ Leads" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert "(G27)" in app.screen.query_one("#field-reason", Input).value
        await fill(pilot, "target", "80")
        await pilot.press("ctrl+r")
        await pilot.pause()
        await pilot.pause()
        assert "Q1 ◂" in screen_text(app) and goals.listing(ws)[0].target == 80
        await pilot.press("d")
        await pilot.pause()
        assert "No goal yet: c creates the first one." in screen_text(app)


async def test_an_anchor_is_fixed_and_taken_away(app: GoalsApp, ws: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen_of(app).query_one("#ladder", RowList).stand_on("month:2026-02:2026-02-01")
        await pilot.press("n")
        await pilot.pause()
        await fill(pilot, "value", "300")
        assert "G07" in screen_text(app)
        await fill(pilot, "value", "120")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert Anchor(date(2026, 2, 28), 120) in goals.get(ws, NAME).anchors
        assert "Feb ◆" in screen_text(app)
        await pilot.press("n")
        await pilot.pause()
        await fill(pilot, "value", "")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert len(goals.get(ws, NAME).anchors) == 3


async def test_g26_a_replan_shows_what_it_gives_up_before_it_is_made(app: GoalsApp, ws: Workspace) -> None:
    goals.edit(ws, NAME, target=4000)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+r", "r")
        await pilot.pause()
        shown = screen_text(app)
        assert "Re-plan leads-2026 from 148" in shown and "Missed: 200 by 31 Mar 2026" in shown
        assert "The target is still reached." in shown
        await pilot.press("escape", "r", "y")
        await pilot.pause()
        await pilot.pause()
        quarter = ladder.rungs(ws, NAME, "quarter")[0]
        assert quarter.planned < quarter.target == 200
        assert "re-planned on 15 Mar from 148" in screen_text(app) and "plan" in screen_text(app)
        assert "⠂⠂ agreed" in screen_text(app)


async def test_g08_a_period_is_noted(app: GoalsApp, ws: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen_of(app).query_one("#ladder", RowList).stand_on("month:2026-02:2026-02-01")
        await pilot.press("o")
        await pilot.pause()
        await fill(pilot, "focus", "case studies")
        await fill(pilot, "counts", "12 posts, chats=1")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert PeriodNote("2026-02", "case studies", None, {"posts": 12, "chats": 1}) in goals.get(ws, NAME).periods
        assert "Feb: case studies · 12 posts, 1 chats" in screen_text(app)


async def test_d04_a_baseline_is_recorded_for_an_unproven_goal(app: GoalsApp, ws: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.go("goals", "idea")
        await pilot.pause()
        await pilot.pause()
        assert "b records it (D04)" in screen_text(app)
        await pilot.press("b")
        await pilot.pause()
        await fill(pilot, "value", "800,000")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert goals.get(ws, "idea").baseline == 800_000


async def test_a_removed_goal_comes_back_by_undo(app: GoalsApp, ws: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert "lead-rate  1 of 2" in screen_text(app) and "u brings it back" in told(app)
        await pilot.press("u")
        await pilot.pause()
        assert len(goals.listing(ws)) == 3


@pytest.mark.parametrize(
    "key", ["e", "n", "r", "b", "o", "d", "L", "p", "a", "space", "left", "right", "]", "w", "enter", "y"]
)
async def test_every_key_can_be_pressed_where_nothing_is(tmp_path: Path, key: str) -> None:
    app = goals_app(workspace_at(tmp_path, Clock()), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        assert "No account yet" in screen_text(app)
        await pilot.press(key)
        await pilot.pause()
        assert app.is_running and app._exception is None


async def test_a_goal_whose_type_is_gone_keeps_its_page_and_says_so(tmp_path: Path) -> None:
    ws = year(tmp_path)
    with ws.db.writing():
        ws.db.execute("DELETE FROM declarations")
    app = goals_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Nothing declares" in screen_text(app) and "leads-2026" in screen_text(app)
        await pilot.press("a", "w", "escape", "p", "escape", "e")
        await pilot.pause()
        assert app._exception is None


async def test_hostile_names_stay_in_their_cells(tmp_path: Path) -> None:
    app = goals_app(hostile(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        for keys in (["]"] * 3, ["a"], ["p"], ["e"], ["escape", "escape"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert obeyed(screen_text(app)) == []
        assert app._exception is None and len(HOSTILE) == 4


async def test_reading_a_page_costs_few_queries(app: GoalsApp, ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        asked: list[str] = []
        run = ws.db.rows
        monkeypatch.setattr(ws.db, "rows", lambda sql, **values: (asked.append(sql), run(sql, **values))[1])
        screen_of(app).reread()
        first = len(asked)
        assert first < 30
        await pilot.press("l", "l", "h", "j", "k", "space", "L")
        assert len(asked) - first <= first, "opening a period must not ask the store"
