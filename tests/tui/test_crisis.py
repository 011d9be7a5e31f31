"""The crisis screen and the banner on every other: pictures, what each key does, and that idle writes nothing."""

from pathlib import Path
from typing import Any

import pytest

from tui.crisis_made import TITLE, CrisisApp, bare, crisis_app, exercise, hostile, over, room
from tui.stub import Clock, StubApp, screen_text, stub_app, told
from tui.test_hostile import obeyed
from tweetplan.tui.chrome import TopBar
from tweetplan.tui.screens.ask import Ask, TypeTheWord
from tweetplan.tui.screens.crisis import CrisisScreen
from tweetplan.tui.screens.form import Form
from tweetplan.tui.screens.why import WhyCard
from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import crisis, crisis_papers, crisis_view, freezing
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])


def rows_of(app: CrisisApp) -> RowList:
    assert isinstance(app.screen, CrisisScreen)
    return app.screen.query_one("#crisis-rows", RowList)


async def deal(pilot: Any, key: str, *keys: str) -> None:
    """Enter on the row of this key, then more keys."""
    assert rows_of(pilot.app).stand_on(key), key
    await pilot.press("enter")
    await pilot.pause()
    for each in keys:
        await pilot.press(each)
        await pilot.pause()


async def fill(pilot: Any, **values: str) -> None:
    """Answer the form's questions and send it."""
    for name, text in values.items():
        pilot.app.screen.query_one(f"#field-{name}", Field).value = text
    await pilot.press("ctrl+r")
    await pilot.pause()


# ---- pictures --------------------


@SIZES
@pytest.mark.parametrize("made", [room, over, exercise, bare, hostile], ids=lambda made: made.__name__)
def test_picture(snap_compare: Any, tmp_path: Path, made: Any, size: tuple[int, int]) -> None:
    assert snap_compare(crisis_app(made(tmp_path), tmp_path / "state"), terminal_size=size)


# ---- what it says --------------------


async def test_a_war_room_in_one_look(tmp_path: Path) -> None:
    app = crisis_app(room(tmp_path), tmp_path / "state")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        for words in ("HIGH", TITLE, "notify", "6 min left", "[assessed]", "Pause elsewhere now: 2 posts", "Buffer",
                      "1 of 3 in other tools are confirmed", "crisis manager", "cleo: everything",
                      "Checklist: 1 of 8 done", "✓ room", "approved en", "draft ms",
                      "Stopped here: 5 posts (due, UTC), 5 held",
                      "Two newspapers have called", "Playbooks", "■ CRISIS HIGH"):  # fmt: skip
            assert words in shown, words


async def test_after_the_end_the_rows_say_what_is_left_to_do(tmp_path: Path) -> None:
    app = crisis_app(over(tmp_path), tmp_path / "state")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "Keep, move or drop: 4 posts" in shown and "post-mortem 48 h left" in shown and "CRISIS" not in shown


async def test_posts_that_wait_keep_a_case_in_sight(tmp_path: Path) -> None:
    ws = over(tmp_path)
    one = crisis_view.listing(ws)[0]
    crisis_papers.write_postmortem(ws, one.id, {"happened": "a storm", "cause": "wind", "actions": "a roof"})
    app = crisis_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Keep, move or drop: 4 posts" in screen_text(app)


async def test_an_empty_screen_says_why_and_the_key(tmp_path: Path) -> None:
    app = crisis_app(bare(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "No crisis goes on." in screen_text(app) and "o opens a real one" in screen_text(app)
        await pilot.press("greater_than_sign", "L", "n", "X", "w", "enter")
        await pilot.pause()
        assert "No crisis goes on" in told(app)


@SIZES
async def test_hostile_text_is_inert(tmp_path: Path, size: tuple[int, int]) -> None:
    app = crisis_app(hostile(tmp_path), tmp_path / "state")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for _ in range(30):
            await pilot.press("down")
        assert obeyed(screen_text(app)) == []


# ---- what it does --------------------


async def test_enter_deals_with_each_kind_of_row(tmp_path: Path) -> None:
    ws = room(tmp_path)
    app = crisis_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await deal(pilot, "item:facts")
        await deal(pilot, "pause:h1", "a")
        seen = crisis_view.view(ws)
        assert seen.to_pause == () and {item.key for item in seen.items if item.done_by} == {"room", "facts"}
        approved = next(one for one in seen.statements if one.state == "approved")
        draft = next(one for one in seen.statements if one.state == "draft")
        await deal(pilot, f"words:{approved.id}", "u")
        await deal(pilot, f"words:{draft.id}", "a")
        assert crisis_papers.statement(ws, draft.id).state == "approved"
        assert "used a statement" in [entry.text[:16] for entry in crisis_view.view(ws).thread]
        await deal(pilot, "role:crisis_manager")
        assert isinstance(app.screen, WhyCard)


async def test_steps_notes_and_the_level(tmp_path: Path) -> None:
    ws = room(tmp_path)
    app = crisis_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("greater_than_sign")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        await fill(pilot, words="management knows")
        seen = crisis_view.view(ws)
        assert seen.crisis.stage == "notify" and "management knows" in seen.thread[-1].text
        await pilot.press("n")
        await pilot.pause()
        await fill(pilot, words="It is quieter now")
        assert crisis_view.view(ws).thread[-1].text == "It is quieter now"
        await pilot.press("L")
        await pilot.pause()
        assert isinstance(app.screen, Ask)
        await pilot.press("m")
        await pilot.pause()
        assert crisis_view.view(ws).crisis.level == "medium"
        await pilot.press("L")
        await pilot.pause()
        await pilot.press("h")
        await pilot.pause()
        assert isinstance(app.screen, TypeTheWord)
        await pilot.press(*"high", "enter")
        await pilot.pause()
        assert crisis_view.view(ws).crisis.level == "high"


async def test_opening_at_high_wants_the_word_first(tmp_path: Path) -> None:
    ws = bare(tmp_path)
    app = crisis_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("o", "h", *"hi", "enter")
        await pilot.pause()
        assert isinstance(app.screen, CrisisScreen), "another word does nothing"
        await pilot.press("o", "h")
        await pilot.pause()
        await pilot.press(*"high", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        await fill(pilot, title="A storm")
        assert freezing.frozen(ws) is not None and "A storm" in screen_text(app)


async def test_closing_wants_the_word_and_leads_to_the_post_mortem(tmp_path: Path) -> None:
    clock = Clock()
    ws = room(tmp_path, clock)
    freezing.confirm(ws, "buffer")
    for _ in range(3):
        crisis.step(ws)
    app = crisis_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("greater_than_sign")
        await pilot.pause()
        assert isinstance(app.screen, TypeTheWord)
        await pilot.press(*"close", "enter")
        await pilot.pause()
        await deal(pilot, "answer:p0", "k")
        await deal(pilot, "answer:p1", "x")
        last = crisis_view.listing(ws)[0]
        states = {one.post: one.state for one in crisis_view.view(ws, last.id).here}
        assert (states["p0"], states["p1"]) == ("scheduled", "dropped")
        await pilot.press("p")
        await pilot.pause()
        await fill(pilot, happened="a storm", cause="wind", actions="a roof, by May")
        assert crisis_view.listing(ws)[0].stage == "case"


async def test_an_exercise_by_its_key(tmp_path: Path) -> None:
    ws = bare(tmp_path)
    app = crisis_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("D", "h")
        await pilot.pause()
        await fill(pilot, title="Practice")
        shown = screen_text(app)
        assert " DRILL " in shown and "CRISIS DRILL" in shown and freezing.frozen(ws) is None


async def test_a_freeze_of_a_person_is_named_too(tmp_path: Path) -> None:
    ws = bare(tmp_path)
    freezing.freeze(ws, "The fair is closed")
    app = crisis_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "■ cleo" in shown and "The fair is closed" in shown and "every account" in shown
        await pilot.press("enter")


async def test_an_alarm_becomes_a_crisis(tmp_path: Path) -> None:
    ws = bare(tmp_path)
    with ws.operation("tick.alarm") as change:
        change.put("settings", {"id": "x", "value": "1"})
        change.tell("mentions.alarm", "42 negative mentions this hour", subject="@acme")
    app = crisis_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        (alarm,) = crisis_view.alarms(ws)
        await deal(pilot, f"alarm:{alarm.id}", "l")
        assert crisis_view.view(ws).crisis.source == alarm.id and "42 negative" in screen_text(app)


# ---- the banner on every screen --------------------


async def test_every_screen_carries_the_banner_and_its_minutes(tmp_path: Path) -> None:
    clock = Clock()
    ws = room(tmp_path, clock)
    app = stub_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        for key in ("1", "2"):
            await pilot.press(key)
            await pilot.pause()
            line = screen_text(app).splitlines()[2]
            assert "CRISIS HIGH assessed: notify within 6 min · publishing stopped" in line and "Boycott" in line
        clock.move(minutes=1)
        app.poll()
        await pilot.pause()
        assert "within 5 min" in screen_text(app).splitlines()[2]


async def test_the_banner_is_painted_once_a_minute_and_never_without_a_crisis(tmp_path: Path, app: StubApp) -> None:
    painted = []
    clock = Clock()
    ws = room(tmp_path / "other", clock)
    for shown, times in ((stub_app(ws, tmp_path / "s"), [1, 2]), (app, [0, 0])):
        async with shown.run_test(size=SIZE) as pilot:
            await pilot.pause()
            bar = shown.screen.query_one(TopBar)
            bar.refresh = lambda *rows, **kept: painted.append(rows)  # type: ignore[method-assign, assignment]
            painted.clear()
            for expected in times:
                clock.move(minutes=1)
                for _ in range(30):
                    shown.poll()
                await pilot.pause()
                assert len(painted) == expected
        assert all(row.height == 1 and row.y == 2 for rows in painted for row in rows)


def test_the_read_behind_the_banner_is_one_and_only_after_a_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tweetplan.storage import crises
    from tweetplan.workspace.crisis_banner import banner

    ws: Workspace = bare(tmp_path)
    asked = []
    real = crises.going_on
    monkeypatch.setattr(crises, "going_on", lambda db: asked.append(1) or real(db))
    for _ in range(50):
        assert banner(ws) == ""
    assert len(asked) == 1
