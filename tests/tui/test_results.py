"""Results on a stored workspace: figures with n, source and age, posts by what came of them, imports seen first."""

import asyncio
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tui.results_made import ResultsApp, bring_in, empty, hostile, post_file, results_app, year
from tui.stub import screen_text, told
from tui.test_hostile import obeyed
from tweetplan.tui.paint import plain
from tweetplan.tui.screens.form import Form
from tweetplan.tui.screens.job import JobCard
from tweetplan.tui.screens.results import ResultsScreen
from tweetplan.tui.screens.results_import import ImportPreview, report_lines, words_for
from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import results, results_view
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return year(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> ResultsApp:
    return results_app(ws, tmp_path / "state")


def screen_of(app: ResultsApp) -> ResultsScreen:
    assert isinstance(app.screen, ResultsScreen)
    return app.screen


def line_with(app: ResultsApp, words: str) -> str:
    return next(line for line in screen_text(app).splitlines() if words in line)


async def until(app: ResultsApp, pilot: Any, words: str) -> str:
    """The screen once it shows these words; a child takes a moment."""
    for _ in range(200):
        await pilot.pause()
        if words in screen_text(app):
            return screen_text(app)
        await asyncio.sleep(0.05)
    raise AssertionError(f"{words!r} never came:\n{screen_text(app)}")


# ---- pictures --------------------


@SIZES
@pytest.mark.parametrize("keys", [[], ["v"], ["down", "w"], ["tab", "enter"]], ids=["posts", "imports", "why", "post"])
def test_picture(snap_compare: Any, app: ResultsApp, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(app, press=keys, terminal_size=size)


@SIZES
@pytest.mark.parametrize("keys", [[], ["v"]], ids=["posts", "imports"])
def test_picture_of_an_empty_workspace(
    snap_compare: Any, tmp_path: Path, size: tuple[int, int], keys: list[str]
) -> None:
    assert snap_compare(results_app(empty(tmp_path), tmp_path / "state"), press=keys, terminal_size=size)


@SIZES
@pytest.mark.parametrize("keys", [[], ["v"], ["tab", "enter"]], ids=["posts", "imports", "post"])
def test_picture_of_hostile_text(snap_compare: Any, tmp_path: Path, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(results_app(hostile(tmp_path), tmp_path / "state"), press=keys, terminal_size=size)


# ---- KPIs --------------------


async def test_a_kpi_has_its_trend_change_source_and_last_complete_day(app: ResultsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        row = line_with(app, "◆ leads")
        assert row.split()[2:] == ["▄▄▄▄▄▄▄▄", "84", "same", "–", "typed", "15", "Mar", "1", "d"]  # 4 × (6 × 2 + 9)
        assert "leads-2026 · Leads · @Tern" in screen_text(app)
        await pilot.press("d")
        assert line_with(app, "◆ leads").split()[3] == "21" and "7 days" in screen_text(app)


async def test_w_tells_how_a_figure_was_made(app: ResultsApp) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("down", "w")
        shown = screen_text(app)
        assert "the sum of leads over the days" in shown and "leads.csv" in shown and "2026-03-15" in shown
        assert "same against the 28 days before" in shown and "8 complete ISO weeks" in shown


async def test_a_ratio_says_what_it_is_divided_by(ws: Workspace, app: ResultsApp) -> None:
    found = next(line for block in results_view.view(ws).blocks for line in block.lines if line.kpi.key == "lead_rate")
    assert found.figure.value == pytest.approx(84 / sum(n % 4 for n in range(24)))
    assert found.weeks[-1] == pytest.approx(21 / sum(n % 4 for n in range(17, 24)))


async def test_followers_that_are_due_lead_to_the_form(ws: Workspace, app: ResultsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        assert isinstance(app.screen, Form)
        assert app.screen.query_one("#field-measure", Field).value == "followers"
        app.screen.query_one("#field-value", Field).value = "930"
        await pilot.press("ctrl+r")
        assert "Recorded 930 followers on 2026-03-16" in told(app)
        assert results.count_due(ws) == []
        await pilot.press("u")
        assert len(results.count_due(ws)) == 1


async def test_recording_refuses_a_day_to_come_and_keeps_the_form(ws: Workspace, app: ResultsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        app.screen.query_one("#field-measure", Field).value = "leads"
        app.screen.query_one("#field-value", Field).value = "3"
        app.screen.query_one("#field-on", Field).value = "2026-03-20"
        await pilot.press("ctrl+r")
        assert isinstance(app.screen, Form) and "still to come" in told(app)


async def test_without_goals_an_account_shows_its_own_kpis(tmp_path: Path) -> None:
    ws = empty(tmp_path)
    bring_in(ws, post_file(tmp_path / "posts.csv", ["one", "two", "three"], date(2026, 3, 12)), "@new")
    app = results_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "@new, no goal" in shown and "Impressions" in shown


async def test_an_empty_workspace_names_the_key(tmp_path: Path) -> None:
    app = results_app(empty(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        assert "Nothing imported yet: i imports an export from X." in screen_text(app)
        await pilot.press("x", "o", "escape", "b", "d", "A", "w")
        assert app.is_running


# ---- posts --------------------


def test_posts_are_ranked_with_n_and_no_more_rows_than_are_shown(ws: Workspace) -> None:
    found = results_view.view(ws, order="likes").ranking
    assert found is not None and found.n == 24 and [post.worth for post in found.posts[:3]] == [24, 23, 22]
    least = results_view.view(ws, order="likes", least=True).ranking
    assert least is not None and [post.worth for post in least.posts[:3]] == [1, 2, 3]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results_view, "MOST_POSTS", 5)
        few = results_view.view(ws, order="likes").ranking
        assert few is not None and (few.n, len(few.posts)) == (24, 5)


def test_g11_a_rate_over_few_views_is_in_no_list(ws: Workspace) -> None:
    found = results_view.view(ws, order="interaction_rate").ranking
    assert found is not None and found.n == 23  # the first has 50 impressions
    assert found.posts[0].worth == pytest.approx((2 + 1 + 1) / 100)


async def test_another_figure_and_the_least_first(app: ResultsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("o", *"link ctr", "enter")
        await pilot.pause()
        assert "Best posts by link ctr  @Tern, 28 days to 15 Mar, n 23, 100+" in screen_text(app)
        await pilot.press("b")
        assert "Least posts by link ctr" in screen_text(app) and "0 %" in line_with(app, "  1 ")


async def test_a_post_opens_with_all_that_came_of_it(app: ResultsApp) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("tab", "enter")
        shown = screen_text(app)
        assert "Ini keputusannya. (23)" in shown and "impressions" in shown and "posts.csv" in shown
        assert "interaction rate" in shown and "of 2300 views" in shown
        await pilot.press("escape", "w")
        shown = screen_text(app)
        assert "1 of n 24, the best first" in shown and "2026-02-16 to 2026-03-15" in shown


async def test_the_next_account_has_posts_of_its_own(app: ResultsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("A")
        assert "Best posts by impressions  @TernHelp" in screen_text(app)
        assert "No post with results yet" in screen_text(app)


async def test_what_a_reading_costs_does_not_grow_with_the_posts(ws: Workspace, tmp_path: Path) -> None:
    def queries() -> int:
        count = 0
        original = {name: getattr(type(ws.db), name) for name in ("rows", "row")}

        def counting(name: str) -> Any:
            def call(self: Any, *args: Any, **named: Any) -> Any:
                nonlocal count
                count += 1
                return original[name](self, *args, **named)

            return call

        with pytest.MonkeyPatch.context() as patch:
            for name in original:
                patch.setattr(type(ws.db), name, counting(name))
            ws.remembered.clear()
            results_view.view(ws)
        return count

    before = queries()
    bring_in(ws, post_file(tmp_path / "more.csv", (f"text {n}" for n in range(600)), date(2024, 7, 1)))
    assert queries() == before


# ---- imports --------------------


async def test_imports_are_listed_withdrawn_and_counted_again(ws: Workspace, app: ResultsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        assert line_with(app, "posts.csv").split()[-4:] == ["24", "0", "0", "0"]
        assert "900 followers on 2026-01-31" in screen_text(app)
        await pilot.press("home", "x")
        assert "withdrawn posts.csv" in screen_text(app) and "1 withdrawn" in screen_text(app)
        ranking = results_view.view(ws).ranking
        assert ranking is not None and ranking.posts == ()
        await pilot.press("x")
        assert "withdrawn posts.csv" not in screen_text(app)
        ranking = results_view.view(ws).ranking
        assert ranking is not None and ranking.n == 24
        await pilot.press("enter")
        assert "24 read, 24 new" in screen_text(app)
        await pilot.press("escape", "escape")
        assert screen_of(app).place == "posts"


async def test_a_file_is_previewed_before_it_is_imported(ws: Workspace, app: ResultsApp, tmp_path: Path) -> None:
    path = post_file(tmp_path / "more.csv", ["new one", "new two"], date(2026, 3, 14))
    path.write_text(path.read_text(encoding="utf-8").replace("20250000", "20260000") + "x,not a day,bad\n", "utf-8")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        app.screen.query_one("#field-file", Field).value = str(path)
        await pilot.press("ctrl+r")
        shown = await until(app, pilot, "enter imports it")
        assert "2 new, 0 updated, 0 known" in shown and "more.csv, line 4" in shown
        assert len(results.imports(ws)) == 3
        await pilot.press("enter")
        await until(app, pilot, "exit code")
        assert isinstance(app.screen, JobCard) and len(results.imports(ws)) == 4
        await pilot.press("escape", "v")
        assert "more.csv" in screen_text(app)
        await pilot.press("u")
        assert results.imports(ws)[0].withdrawn


async def test_a_file_that_nothing_can_read_says_why(ws: Workspace, app: ResultsApp, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        app.screen.query_one("#field-file", Field).value = str(path)
        await pilot.press("ctrl+r")
        shown = await until(app, pilot, "nothing to import")
        assert "picture.png" in shown
        await pilot.press("enter", "escape")
        assert screen_of(app) and len(results.imports(ws)) == 3


SLOW = """
import json, sys, time
for done in range(5):
    print(json.dumps({"done": done, "total": 10, "message": "reading"}), file=sys.stderr, flush=True)
    time.sleep(0.1 if done < 4 else 60)
"""


async def test_a_long_preview_shows_progress_and_stops_at_esc(app: ResultsApp, tmp_path: Path) -> None:
    path = post_file(tmp_path / "long.csv", ["a"])
    program = (sys.executable, "-c", SLOW)
    app.actions = type(app.actions)(program)
    async with app.run_test(size=SIZE) as pilot:
        preview = ImportPreview(path, "@Tern")
        app.push_screen(preview)
        await until(app, pilot, "0 %   esc stops")
        job = preview._job
        assert job is not None and job.code is None
        await pilot.press("escape")
        for _ in range(100):
            if job.code is not None:
                break
            await asyncio.sleep(0.05)
        assert job.code is not None and job.cancelled and screen_of(app)


def test_a_report_is_told_in_lines() -> None:
    report = {"read": 3, "new": 0, "updated": 0, "known": 2, "matched": 1, "unsure": 0, "unplanned": 1,
              "rejected": [{"file": "a\x1b[2J.csv", "line": 7, "why": "no day"}]}  # fmt: skip
    shown = [plain(line) for line in report_lines(json.loads(json.dumps(report)), 60)]
    assert "rows     3 read" in shown and "store    0 new, 0 updated, 2 known" in shown
    assert any("adds nothing" in line for line in shown) and "line 7: no day" in shown[-1]
    assert "\x1b" not in "".join(shown)
    assert list(report_lines({"rejected": "?", "new": None}, 60))


def test_a_file_whose_name_begins_with_a_dash_is_no_option() -> None:
    assert words_for(Path("-rf"), "@a") == ["import", "--account", "@a", "--progress", "json", "--", "-rf"]


async def test_hostile_text_is_shown_and_obeyed_nowhere(tmp_path: Path) -> None:
    app = results_app(hostile(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        for keys in (["w"], ["escape", "down", "w"], ["escape", "tab", "enter"], ["escape", "w"], ["escape", "v", "w"],
                     ["escape", "x"], ["f"], ["escape", "y"]):  # fmt: skip
            await pilot.press(*keys)
            assert obeyed(screen_text(app)) == []
        assert app.is_running


async def test_a_kept_draft_opens_its_form(app: ResultsApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        assert not screen.reopen("nothing") and screen.reopen("results.record")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        await pilot.press("escape")
        rows = screen_of(app).query_one("#kpis", RowList)
        rows.stand_on("kpi:leads-2026/leads")
        await pilot.press("r")
        assert app.screen.query_one("#field-measure", Field).value == "leads"


def test_a_trend_ends_with_the_last_complete_week(ws: Workspace) -> None:
    before = results_view.view(ws).blocks[0].lines[0]
    results.record(ws, "leads", 5, date(2026, 3, 16), "@tern")
    after = results_view.view(ws).blocks[0].lines[0]
    assert before.weeks == after.weeks == (21.0,) * 8
    assert (after.figure.value, after.age) == (84 - 2 + 5, 0)
