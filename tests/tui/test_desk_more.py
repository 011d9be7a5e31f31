"""The desk beside single posts: the freeze and its release, unknown outcomes, the export's form, the library."""

from pathlib import Path
from typing import Any

import pytest

from tui.desk_made import DeskApp, busy, desk_app
from tui.stub import Clock, screen_text, told
from tui.test_hostile import obeyed
from tui.today_made import HOSTILE
from tweetplan.domain.deliveries import Delivery
from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.posts import Post
from tweetplan.storage import deliveries as stored_deliveries
from tweetplan.storage import posts as stored_posts
from tweetplan.tui.screens.ask import Ask, TypeTheWord
from tweetplan.tui.screens.desk import DeskScreen
from tweetplan.tui.screens.desk_export import arguments
from tweetplan.tui.screens.form import Form
from tweetplan.tui.screens.picker import Picker
from tweetplan.tui.widgets.choice import Choice
from tweetplan.tui.widgets.field import Field
from tweetplan.workspace import assets, freezing, posts, stops_waiting
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return busy(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> DeskApp:
    return desk_app(ws, tmp_path / "state")


def scheduled(ws: Workspace) -> Post:
    return next(post for post in stored_posts.of_account(ws.db, "@tern") if post.state == "scheduled")


def of_unknown_outcome(ws: Workspace) -> Post:
    """A post that a publisher was given, of which nobody knows whether it is out."""
    post = scheduled(ws)
    at = "2026-03-16T12:00:00Z"
    delivery = Delivery(id="d1.1", post=post.id, account="@tern", by_tool="x", state="unknown", at=at, due=at, hash="")
    with ws.operation("test") as change:
        change.put(stored_deliveries.TABLE, stored_deliveries.row(delivery))
        change.put(stored_posts.TABLE, {"id": post.id, "state": "held", "before": "scheduled", "why": "unknown"})
    return post


# ---- pictures --------------------


@SIZES
def test_picture_of_a_freeze(snap_compare: Any, ws: Workspace, app: DeskApp, size: tuple[int, int]) -> None:
    freezing.freeze(ws, "the roastery burns")
    assert snap_compare(app, press=["F"], terminal_size=size)


@SIZES
def test_picture_of_unknown_outcomes(snap_compare: Any, ws: Workspace, app: DeskApp, size: tuple[int, int]) -> None:
    of_unknown_outcome(ws)
    assert snap_compare(app, press=[], terminal_size=size)


@SIZES
def test_picture_of_the_export(snap_compare: Any, app: DeskApp, size: tuple[int, int]) -> None:
    assert snap_compare(app, press=["E"], terminal_size=size)


# ---- the freeze --------------------


async def test_t18_a_freeze_wants_a_reason_and_its_word(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("F")
        app.screen.query_one("#field-reason", Field).value = "the roastery burns"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert isinstance(app.screen, TypeTheWord) and not freezing.status(ws)
        await pilot.press(*"no", "enter")
        assert not freezing.status(ws)
        await pilot.press("F")
        app.screen.query_one("#field-reason", Field).value = "the roastery burns"
        await pilot.press("ctrl+r")
        await pilot.pause()
        await pilot.press(*"freeze", "enter")
        assert freezing.status(ws) and "held here 1" in told(app)
        assert "■ frozen: every account by kim: the roastery burns (F)" in screen_text(app)


async def test_t18_the_release_asks_and_overdue_posts_wait_for_an_answer(ws: Workspace, app: DeskApp) -> None:
    post = scheduled(ws)
    freezing.freeze(ws, "the roastery burns")
    clock = ws.clock
    assert isinstance(clock, Clock)
    clock.move(days=14)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("F")
        assert "held here 1" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Ask)
        await pilot.press("y")
        assert "0 scheduled again, 1 overdue" in told(app)
        assert "1 overdue after a freeze" in screen_text(app)
        await pilot.press("F", "enter")
        await pilot.pause()
        await pilot.press("k")
        assert posts.get(ws, post.id).state == "approved" and stops_waiting.overdue(ws) == 0


# ---- unknown outcomes --------------------


async def test_a_post_of_unknown_outcome_is_shown_and_resolved(ws: Workspace, app: DeskApp) -> None:
    post = of_unknown_outcome(ws)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "■ 1 of unknown outcome: look on X, O says what you found" in screen_text(app)
        await pilot.press("O")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#field-link", Field).value = "https://x.com/tern/status/1901"
        await pilot.press("ctrl+r")
        assert (posts.get(ws, post.id).state, posts.get(ws, post.id).x_id) == ("published", "1901")
        assert "unknown outcome" not in screen_text(app)
        await pilot.press("O")
        assert "The outcome of every post is known." in told(app)


# ---- files and publishing --------------------


def test_the_exports_command_line_says_what_was_answered(tmp_path: Path) -> None:
    file = str(tmp_path / "a.csv")
    given = {"format": "buffer", "account": "@tern", "period": "2026-W12", "hand_off": True, "file": file}
    wanted = ["export", "calendar", file, "--format", "buffer", "--week", "2026-W12", "--account", "@tern"]
    assert arguments(given) == [*wanted, "--hand-off"]
    month = arguments({"format": "ics", "period": "2026-03", "account": "all accounts", "replace": True})
    assert month[2].endswith("calendar-2026-03-ics.ics") and month[3:] == [
        "--format",
        "ics",
        "--month",
        "2026-03",
        "--force",
    ]
    with pytest.raises(UsageProblem):
        arguments({"period": "soon"})


async def test_a_period_that_is_none_is_named_before_anything_runs(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E")
        app.screen.query_one("#field-period", Field).value = "soon"
        await pilot.press("ctrl+r")
        await pilot.pause(0.2)
        assert isinstance(app.screen, Form) and "no week and no month" in screen_text(app)


async def test_publishing_wants_its_word(ws: Workspace, tmp_path: Path) -> None:
    app = desk_app(ws, tmp_path / "state", "/bin/true")
    async with app.run_test(size=SIZE) as pilot:
        await app.do("desk.publish")
        await pilot.pause()
        assert isinstance(app.screen, TypeTheWord)
        await pilot.press("escape")
        assert isinstance(app.screen, DeskScreen)


# ---- the library --------------------


async def test_t06_the_library_takes_new_texts_and_new_versions(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("L", "enter")
        await pilot.pause()
        app.screen.query_one("#field-name", Field).value = "thanks"
        app.screen.query_one("#field-kind", Choice).value = "snippet"
        app.screen.query_one("#field-body", Field).value = "Thank you\\nall"
        await pilot.press("ctrl+r")
        held = assets.get(ws, "thanks")
        assert (held.body, held.kind, held.owner) == ("Thank you\nall", "snippet", "kim")
        await pilot.press("L", "down", "enter")
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one("#field-body", Field).value = "Thanks"
        await pilot.press("ctrl+r")
        assert (assets.get(ws, "thanks").body, assets.get(ws, "thanks").number) == ("Thanks", 2)
        await pilot.press("L", "down", "enter")
        await pilot.pause()
        await pilot.press("x")
        assert assets.listing(ws) == ()


async def test_hostile_reasons_and_names_are_obeyed_nowhere(ws: Workspace, app: DeskApp) -> None:
    of_unknown_outcome(ws)
    freezing.freeze(ws, "reason")
    with ws.db.writing():
        ws.db.execute("UPDATE freezes SET reason = :text, login = :text", text=HOSTILE[0])
        ws.db.execute("UPDATE deliveries SET by_tool = :text", text=HOSTILE[2])
        ws.db.execute("UPDATE posts SET text = :text", text=HOSTILE[1])
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        for keys in (["F"], ["escape", "O"], ["escape", "L"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert obeyed(screen_text(app)) == []
        assert app.is_running and isinstance(app.screen, Picker | Form)
