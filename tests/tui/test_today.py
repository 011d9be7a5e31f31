"""Today: the stand-up card in one look, a reason for each row in one key, and what can be done from it (T10, T20)."""

import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tui.stub import MONDAY, screen_text, told
from tui.today_made import HOSTILE, TodayApp, busy, busy_hostile, empty, today_app
from tweetplan.tui.paint import plain, width_of
from tweetplan.tui.screens import results_import
from tweetplan.tui.screens.form import Form
from tweetplan.tui.screens.job import JobCard
from tweetplan.tui.screens.today_rows import axis_line, brief, figure_rows, since, work_rows
from tweetplan.workspace import goals, results, tasks, today
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return busy(tmp_path)


@pytest.fixture
def app(workspace: Workspace, tmp_path: Path) -> TodayApp:
    return today_app(workspace, tmp_path / "state")


# ---- pictures --------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("made", [busy, busy_hostile, empty], ids=["busy", "hostile", "empty"])
def test_today_looks_as_it_did(
    snap_compare: Callable[..., bool], tmp_path: Path, made: Callable[[Path], Workspace], size: tuple[int, int]
) -> None:
    assert snap_compare(today_app(made(tmp_path), tmp_path / "state"), terminal_size=size)


def test_the_why_card_looks_as_it_did(snap_compare: Callable[..., bool], app: TodayApp) -> None:
    assert snap_compare(app, press=["tab", "w"], terminal_size=SIZE)


# ---- what it says --------------------


async def test_t10_the_card_answers_what_now_why_and_whether_we_make_it(app: TodayApp) -> None:
    async with app.run_test(size=SIZE):
        shown = screen_text(app)
    assert "Do now (New York)" in shown and "Answer seven" in shown and "2 d late" in shown
    assert "leads-2026" in shown and "Q1 148 of 200" in shown and "in all 148 of 1000" in shown
    assert "This week, @Tern:" in shown and "intent" in shown and "no results from X yet" in shown


async def test_every_row_of_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    app = today_app(empty(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        shown = screen_text(app)
        assert "nothing left for you today" in shown and "No goal yet: press 2." in shown
        await pilot.press("j", "enter", "w", "space", "tab", "w")


async def test_w_gives_the_reason_of_every_row(app: TodayApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        for pane in ("#work", "#figures"):
            rows = app.screen.query_one(pane)
            rows.focus()
            for key in [row.key for row in rows.rows if not row.heading]:  # type: ignore[attr-defined]
                rows.stand_on(key)  # type: ignore[attr-defined]
                await pilot.press("w")
                if key.startswith("waiting:"):
                    continue
                assert len(app.screen_stack) == 2, key
                await pilot.press("escape")


async def test_the_reason_of_a_goal_names_rule_source_and_complete_to(app: TodayApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        app.screen.query_one("#figures").focus()
        await pilot.press("w")
        shown = screen_text(app)
    for word in ("G07", "148", "source", "complete to", "2026-03-15"):
        assert word in shown, word


# ---- what can be done --------------------


def stand_on_task(app: TodayApp, title: str) -> str:
    card = app.screen.view  # type: ignore[attr-defined]
    identity: str = next(work.id for work in card.work if work.title == title)
    assert app.screen.query_one("#work").stand_on(f"task:{identity}")  # type: ignore[attr-defined]
    return identity


async def test_space_is_done_and_u_takes_it_back(app: TodayApp, workspace: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        identity = stand_on_task(app, "Answer seven mentions")
        await pilot.press("space")
        assert tasks.get(workspace, identity).state == "done"
        assert "Answer seven" not in screen_text(app) and "Done: Answer seven mentions (u undoes)" in told(app)
        await pilot.press("u")
        assert tasks.get(workspace, identity).state == "open" and "Answer seven" in screen_text(app)


async def test_s_skips_with_a_reason(app: TodayApp, workspace: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        identity = stand_on_task(app, "Answer seven mentions")
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("enter")
        assert isinstance(app.screen, Form)
        await pilot.press(*"no time", "enter")
        assert tasks.get(workspace, identity).skipped_because == "no time"


async def test_t_adds_a_task_for_today(app: TodayApp, workspace: Workspace) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("t")
        await pilot.pause()
        await pilot.press(*"Call the printer", "ctrl+r")
        assert "Call the printer" in screen_text(app)
    assert any(task.title == "Call the printer" and task.due == date(2026, 3, 16) for task in tasks.listing(workspace))


async def test_a_refused_task_stays_in_its_form(app: TodayApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("t")
        await pilot.pause()
        await pilot.press(*"x", "down", "down", "down", "down", *"no such goal", "ctrl+r")
        assert isinstance(app.screen, Form) and "no such goal" in told(app)


async def test_r_records_a_figure_and_the_card_moves(app: TodayApp, workspace: Workspace) -> None:
    async with app.run_test(size=SIZE) as pilot:
        assert "Q1 148 of 200" in screen_text(app)
        await pilot.press("r")
        await pilot.pause()
        await pilot.press(*"leads", "enter", *"12", "ctrl+r")
        assert "Q1 160 of 200" in screen_text(app)
    assert "Recorded 12 leads on 2026-03-16" in told(app)


async def test_i_previews_an_import_before_anything_is_stored(
    app: TodayApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    previewed: list[Any] = []
    monkeypatch.setattr(results_import, "show_preview", lambda screen, path, account: previewed.append((path, account)))
    file = tmp_path / "export.csv"
    file.write_text("Date,Leads\n")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        await pilot.pause()
        await pilot.press(*"nowhere.csv")
        await pilot.pause(0.3)
        assert "There is no file" in screen_text(app)
        app.screen.query_one("#field-file").value = str(file)  # type: ignore[attr-defined]
        await pilot.pause(0.3)
        await pilot.press("ctrl+r")
    assert previewed == [(file, "@Tern")]


async def test_a_child_shows_how_it_ended(app: TodayApp) -> None:
    app.actions = replace(app.actions, program=(sys.executable, "-c"))
    async with app.run_test(size=SIZE) as pilot:
        app.run_command(["import sys; print('two rows [red]'); sys.exit(3)"], "import x")
        for _ in range(100):
            await pilot.pause(0.05)
            if "exit code" in screen_text(app):
                break
        assert isinstance(app.screen, JobCard)
        assert "problems were found (exit code 3)" in screen_text(app) and "two rows [red]" in screen_text(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, JobCard)


# ---- rows --------------------


def test_the_same_card_gives_the_same_rows_with_keys_of_their_own(workspace: Workspace) -> None:
    card = today.card(workspace)
    for make in (work_rows, figure_rows):
        keys = [row.key for row in make(card)]
        assert len(keys) == len(set(keys)) and keys == [row.key for row in make(card)]


@pytest.mark.parametrize("width", range(24, 60, 5))
def test_a_budget_keeps_its_verdict_whatever_the_width(workspace: Workspace, width: int) -> None:
    card = today.card(workspace)
    assert card.week is not None
    for state in card.week.axes:
        line = axis_line(state, width)
        assert width_of(line) <= width
        assert plain(line).endswith({"too few to judge": "too few"}.get(state.verdict, state.verdict))


def test_large_counts_are_told_in_thousands_and_shares_are_not(workspace: Workspace) -> None:
    kpi = goals.kpi_of(workspace, goals.get(workspace, "leads-2026"))
    assert kpi is not None
    assert [brief(value, kpi) for value in (9999, 162_363, 1_240_000, None)] == ["9999", "162k", "1.2M", "–"]


def test_how_long_ago_is_said_in_one_unit() -> None:
    assert since(MONDAY, None) == "never ran"
    assert since(MONDAY, MONDAY - timedelta(minutes=2)) == "2 min ago"
    assert since(MONDAY, MONDAY - timedelta(hours=5)) == "5 h ago"
    assert since(MONDAY, MONDAY - timedelta(days=3)) == "3 d ago"


async def test_hostile_names_are_text_on_every_row(tmp_path: Path) -> None:
    app = today_app(busy_hostile(tmp_path), tmp_path / "state")
    async with app.run_test(size=(120, 60)) as pilot:
        shown = screen_text(app)
        for _ in range(12):
            await pilot.press("j", "w", "escape")
        shown += screen_text(app)
    bad = [c for c in shown if c != "\n" and (unicodedata.category(c) in ("Cc", "Cs") or c in "\u202e\u2066")]
    assert bad == [] and "[red]x[/red]" in shown and len(HOSTILE) == 4


def test_results_are_read_for_the_card(workspace: Workspace) -> None:
    results.record(workspace, "leads", 5.0, date(2026, 3, 16), "@tern")
    line = today.card(workspace).goals[0]
    assert line.whole is not None and line.whole.actual == 153


@pytest.mark.parametrize("width", range(26, 70, 4))
def test_a_goals_figures_stay_whole_whatever_the_width(workspace: Workspace, width: int) -> None:
    made = next(row.cells[0] for row in figure_rows(today.card(workspace)) if row.key == "goal:leads-2026")
    assert callable(made)
    line = made(width)
    assert width_of(line) <= width and "Q1 148 of 200" in plain(line)


async def test_t18_freezes_and_posts_of_unknown_outcome_are_named_first(workspace: Workspace, app: TodayApp) -> None:
    from tweetplan.domain.deliveries import Delivery
    from tweetplan.storage import deliveries
    from tweetplan.workspace import freezing

    freezing.freeze(workspace, "the roastery burns")
    with workspace.operation("test") as change:
        held = Delivery(id="d1.1", post="p", account="@tern", by_tool="x", state="unknown", due="", at="")
        change.put(deliveries.TABLE, deliveries.row(held))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        waits = today.card(workspace).waiting
        assert [(one.mode, one.subject) for one in waits[:2]] == [("desk", "freeze"), ("desk", "unknown")]
        assert "■ every account is frozen by" in screen_text(app)
        assert "■ 1 post of unknown outcome" in screen_text(app)


def test_a_slot_with_a_post_leads_to_the_post(workspace: Workspace) -> None:
    from tweetplan.domain.posts import Post
    from tweetplan.storage import posts as stored

    slot = next(work for work in today.card(workspace).work if work.kind != "task" and not work.post)
    with workspace.operation("test") as change:
        change.put(stored.TABLE, stored.row(Post("p9", "@tern", "Water", "draft", slot.id)))
    assert next(work.post for work in today.card(workspace).work if work.id == slot.id) == "p9"
