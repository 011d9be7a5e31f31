"""The calendar on a stored workspace: what it shows at both sizes, what each key does, hostile text is inert."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tui.calendar_made import WEEK, CalendarApp, bare, calendar_app, crowded, hostile, laid_out, put_post
from tui.stub import Clock, screen_text, told, workspace_at
from tui.test_hostile import obeyed
from tui.test_terminal import NOT_THE_TERMINALS, quiet
from tui.today_made import HOSTILE
from tweetplan.domain.posts import Pattern, Post, Slot
from tweetplan.tui.screens.calendar import CalendarScreen
from tweetplan.tui.screens.conflict import ConflictCard
from tweetplan.tui.screens.editor import EditorScreen
from tweetplan.tui.screens.form import Form
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.tui.widgets.choice import Choice
from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.grid import CellGrid
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import calendar, dates, posts, slots, tasks
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return laid_out(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> CalendarApp:
    return calendar_app(ws, tmp_path / "state")


def screen_of(app: CalendarApp) -> CalendarScreen:
    assert isinstance(app.screen, CalendarScreen)
    return app.screen


def slot_here(app: CalendarApp) -> Slot:
    place = screen_of(app).here
    assert place is not None and place.placed is not None
    return place.placed.slot


def stored(ws: Workspace) -> dict[str, Slot]:
    return {placed.slot.id: placed.slot for placed in calendar.week(ws, WEEK).slots}


def line_with(app: CalendarApp, words: str) -> str:
    return next(line for line in screen_text(app).splitlines() if words in line)


# ---- pictures --------------------


@SIZES
@pytest.mark.parametrize(
    "keys",
    [[], ["v"], ["m", "right"], ["m", "]"], ["w"], ["N"], ["s"]],
    ids=["week", "month", "moving", "to-another-week", "why", "next", "choosing"],
)
def test_picture(snap_compare: Any, app: CalendarApp, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(app, press=keys, terminal_size=size)


@SIZES
@pytest.mark.parametrize("keys", [[], ["v"]], ids=["week", "month"])
def test_picture_of_a_week_that_is_not_laid_out(
    snap_compare: Any, tmp_path: Path, size: tuple[int, int], keys: list[str]
) -> None:
    assert snap_compare(calendar_app(bare(tmp_path), tmp_path / "state"), press=keys, terminal_size=size)


@SIZES
def test_picture_of_an_empty_workspace(snap_compare: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    empty = calendar_app(workspace_at(tmp_path, Clock()), tmp_path / "state")
    assert snap_compare(empty, terminal_size=size)


@SIZES
@pytest.mark.parametrize("keys", [[], ["v"], ["m"]], ids=["week", "month", "moving"])
def test_picture_of_hostile_text(snap_compare: Any, tmp_path: Path, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(calendar_app(hostile(tmp_path), tmp_path / "state"), press=keys, terminal_size=size)


@SIZES
@pytest.mark.parametrize("keys", [[], ["v"]], ids=["week", "month"])
def test_picture_of_a_crowded_week(snap_compare: Any, tmp_path: Path, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(calendar_app(crowded(tmp_path), tmp_path / "state"), press=keys, terminal_size=size)


# ---- what it shows --------------------


async def test_the_week_names_zone_themes_budgets_and_tasks(app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "@Tern · New York time · theme water (month: the craft)" in shown
        assert "W12" in line_with(app, "Mon 16 ▾") and "Sun 22" in shown
        assert "promo ≤ 20 %" in line_with(app, "intent") and "2 of 13 promo" in line_with(app, "intent")
        assert "elastic 20–30 %" in line_with(app, " plan ")
        assert "Tasks of the week: 4 open of 4" in shown
        assert slot_here(app).at > app.workspace.now


async def test_t11_free_and_taken_elastic_slots_have_glyphs_of_their_own(app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "▓ ✓What" in shown and "▒ free" in shown and "V*" in shown
        assert "▓ taken ▒ free * locked" in line_with(app, "V value")


async def test_a_slot_of_another_zone_stands_at_the_grids_time(ws: Workspace, app: CalendarApp) -> None:
    slots.put_pattern(ws, Pattern("@tern", (2,), ("09:00",), "account"))
    calendar.fill(ws, "2026-W13", "@tern")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("]", "right", "right")
        screen = screen_of(app)
        places = [(place.day, place.time) for place in screen.places.values() if place.placed]
        assert places == [(date(2026, 3, 25), "04:00")]  # 09:00 in Berlin, before Europe's clocks change
        assert "Wed 09:00 Berlin" in screen_text(app)


async def test_few_posts_are_not_judged(ws: Workspace, tmp_path: Path) -> None:
    slots.add(ws, "@tern", date(2026, 3, 24), "09:00", intent="promo")
    app = calendar_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("]")
        assert "too few" in line_with(app, "intent")


async def test_c02_the_support_account_says_why_it_has_no_slots(app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("A")
        assert "@TernHelp answers and has no slots (C02): A shows the next account." in screen_text(app)
        await pilot.press("A")
        assert "@Tern · New York time" in screen_text(app)


async def test_the_month_shows_weeks_days_and_weekly_budgets(app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v")
        shown = screen_text(app)
        assert line_with(app, "W12").count("V") >= 5 and " W14" in shown
        assert "W12: budgets ok" in shown or "W12: off" in shown
        await pilot.press("enter")
        assert screen_of(app).kind == "week" and slot_here(app).day == date(2026, 3, 16)


async def test_edges_lead_to_the_next_week_and_back(app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", *["right"] * 6)
        assert screen_of(app).day == date(2026, 3, 22)
        await pilot.press("right")
        assert screen_of(app).day == date(2026, 3, 23)
        await pilot.press("v", "]", "]", ".")
        assert screen_of(app).period == calendar.week(app.workspace, WEEK).period


async def test_other_modes_come_to_a_slot_a_week_or_a_month(ws: Workspace, app: CalendarApp) -> None:
    last = list(stored(ws).values())[-1]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("]", "]")
        app.go("calendar", f"slot:{last.id}")
        await pilot.pause()
        await pilot.pause()
        assert slot_here(app).id == last.id
        app.go("calendar", "2026-04")
        await pilot.pause()
        assert screen_of(app).kind == "month"
        app.go("calendar", "nonsense")
        app.go("calendar", "slot:gone")
        await pilot.pause()
        assert screen_of(app).kind == "month" and "There is no slot 'gone'." in told(app)


# ---- moving --------------------


async def test_a_slot_is_moved_by_keys_and_put_back_by_undo(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        slot = slot_here(app)
        await pilot.press("m", "right", "right")
        assert "moving" in screen_text(app) and "another slot lies there" in screen_text(app)
        await pilot.press("+", "+", "enter")
        moved = stored(ws)[slot.id]
        assert (moved.day, moved.time, moved.locked) == (date(2026, 3, 18), "13:30", True)
        assert slot_here(app).id == slot.id and "u undoes" in told(app)
        await pilot.press("u")
        assert stored(ws)[slot.id].day == slot.day and not stored(ws)[slot.id].locked


async def test_esc_puts_back_what_is_moved_even_from_another_week(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        slot = slot_here(app)
        await pilot.press("m", "]", "down", "escape")
        await pilot.pause()
        assert slot_here(app).id == slot.id and stored(ws)[slot.id] == slot
        assert "moving" not in screen_text(app)


async def test_a_place_that_is_taken_refuses_and_keeps_the_slot_in_hand(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        before = stored(ws)
        await pilot.press("m", "right", "enter")
        assert "has a slot on" in told(app) and screen_of(app).moving is not None
        assert stored(ws) == before


async def test_w04_moving_a_promo_next_to_another_is_said_before_it_is_done(ws: Workspace, app: CalendarApp) -> None:
    promos = [slot for slot in stored(ws).values() if slot.intent == "promo"]
    first, second = promos[:2]
    async with app.run_test(size=SIZE) as pilot:
        app.go("calendar", f"slot:{second.id}")
        await pilot.pause()
        await pilot.pause()
        steps = (second.day - first.day).days
        await pilot.press("m", *["left"] * steps, "+")
        assert "Two promos within 24 h" in screen_text(app)
        assert "would crowd nothing" in screen_text(app)


async def test_moving_to_another_week_shows_that_weeks_budgets(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("m", "]")
        await pilot.pause()
        assert "0 of 1 elastic" in line_with(app, " plan ")
        await pilot.press("escape")
        assert "3 of 15 elastic" in line_with(app, " plan ")


async def test_while_moving_other_keys_say_what_to_do_first(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        before = stored(ws)
        await pilot.press("m", "x", "L", "E")
        assert "Enter drops the slot" in told(app) and stored(ws) == before


# ---- verbs --------------------


async def test_lock_elastic_delete_and_undo(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        slot = slot_here(app)
        await pilot.press("L")
        assert stored(ws)[slot.id].locked
        await pilot.press("E")
        assert stored(ws)[slot.id].plan == ("elastic" if slot.plan == "planned" else "planned")
        await pilot.press("x")
        assert slot.id not in stored(ws)
        await pilot.press("u", "u", "u")
        assert stored(ws)[slot.id].plan == slot.plan and not stored(ws)[slot.id].locked


async def test_a_slot_with_a_post_is_not_removed(ws: Workspace, app: CalendarApp) -> None:
    taken = next(one.slot.id for one in calendar.week(ws, WEEK).slots if one.post)
    async with app.run_test(size=SIZE) as pilot:
        app.go("calendar", f"slot:{taken}")
        await pilot.pause()
        await pilot.pause()
        await pilot.press("x")
        assert "A post has taken this slot." in told(app) and taken in stored(ws)


async def test_fill_lays_the_week_out_with_its_tasks(tmp_path: Path) -> None:
    ws = bare(tmp_path)
    app = calendar_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert f"No slots in {WEEK} yet: F lays it out" in screen_text(app)
        await pilot.press("F")
        assert len(stored(ws)) == 15 and "Laid out 2026-W12: 15 added" in told(app)
        assert len(tasks.listing(ws, WEEK)) > 0
        await pilot.press("F")
        assert "is laid out already" in told(app)


async def test_the_edit_form_changes_title_and_intent(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        slot = slot_here(app)
        await pilot.press("e")
        app.screen.query_one("#field-title", Field).value = "Roast notes #3"
        await pilot.press("ctrl+r")
        changed = stored(ws)[slot.id]
        assert (changed.title, changed.locked, changed.intent) == ("Roast notes #3", True, slot.intent)


async def test_two_people_on_one_slot_are_asked_which_value_stays(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        slot = slot_here(app)
        await pilot.press("e")
        app.screen.query_one("#field-title", Field).value = "mine"
        slots.edit(ws, slot.id, title="theirs", format="video")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert isinstance(app.screen, ConflictCard)
        await pilot.press("m", "enter")
        await pilot.pause()
        assert (stored(ws)[slot.id].title, stored(ws)[slot.id].format) == ("mine", "video")


async def test_a_slot_is_added_on_an_empty_place(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("end", "enter")
        assert isinstance(app.screen, Form)
        await pilot.press("ctrl+r")
        added = [slot for slot in stored(ws).values() if slot.day == date(2026, 3, 22)]
        assert len(added) == 1 and added[0].locked


async def test_g21_themes_are_named_and_taken_away(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("t")
        app.screen.query_one("#field-week", Field).value = "milk"
        app.screen.query_one("#field-month", Field).value = ""
        await pilot.press("ctrl+r")
        assert {theme.period: theme.theme for theme in calendar.themes(ws)} == {WEEK: "milk"}
        assert "theme milk" in screen_text(app)


async def test_a_task_below_is_done_with_space(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("tab", "end", "space")
        assert sum(task.state == "done" for task in tasks.listing(ws, WEEK)) == 1
        await pilot.press("u")
        assert not any(task.state == "done" for task in tasks.listing(ws, WEEK))


async def test_every_row_below_and_every_slot_has_a_why(app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("w")
        assert "posting pattern" in screen_text(app) or "default pattern" in screen_text(app)
        await pilot.press("escape", "tab", "home", "w")
        assert "asked by" in screen_text(app) and "W04" in screen_text(app)
        await pilot.press("escape", "end", "w")
        assert "due" in screen_text(app) and "rule" in screen_text(app)


async def test_words_find_a_slot_and_letters_jump_to_one(app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("/", *"Offer", "enter")
        await pilot.pause()
        await pilot.pause()
        assert slot_here(app).title == "Offer"
        await pilot.press("f", "a")
        assert slot_here(app).day == date(2026, 3, 16)


async def test_n_says_what_one_more_post_may_be(app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("N")
        shown = screen_text(app)
        assert "value fits; promo is full" in shown and "free slot" in shown


async def test_others_changes_appear_and_the_cursor_stays(ws: Workspace, app: CalendarApp, tmp_path: Path) -> None:
    other = workspace_at(tmp_path, Clock(), prefix="other", create=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down")
        here = app.screen.query_one(CellGrid).key
        slots.edit(other, slot_here(app).id, title="changed by ben")
        app.poll()
        await pilot.pause()
        assert "changed by ben" in screen_text(app) and app.screen.query_one(CellGrid).key == here


async def test_midnight_moves_the_week_on(ws: Workspace, tmp_path: Path) -> None:
    clock = ws.clock
    assert isinstance(clock, Clock)
    app = calendar_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("]", "[")
        clock.move(days=7)
        app.poll()
        await pilot.pause()
        assert " W13" in screen_text(app)


async def test_hostile_text_is_shown_and_obeyed_nowhere(tmp_path: Path) -> None:
    app = calendar_app(hostile(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        for keys in (["w"], ["escape", "e"], ["escape", "/"], ["escape", "v"], ["enter", "m"], ["escape", "tab", "w"]):
            await pilot.press(*keys)
            assert obeyed(screen_text(app)) == []
        assert app.is_running


async def test_reading_costs_the_same_whatever_is_planned_elsewhere(ws: Workspace, tmp_path: Path) -> None:
    def queries() -> int:
        count = 0
        rows = type(ws.db).rows

        def counting(self: Any, *args: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            return rows(self, *args, **named)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(ws.db), "rows", counting)
            from tweetplan.workspace import calendar_view

            calendar_view.board(ws, "month", "2026-03")
        return count

    before = queries()
    for at in range(40):
        put_post(ws, Post(f"q{at}", "@tern", f"text {at}", planned_for=date(2026, 3, 1 + at % 28)))
    assert queries() == before <= 44


async def test_the_list_below_keeps_its_cursor_when_the_grid_moves(app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("tab", "down", "shift+tab", "right")
        rows = app.screen.query_one(RowList)
        assert rows.current is not None and rows.current.key.startswith("axis:plan")


async def test_kept_drafts_open_their_forms_and_a_form_of_what_is_gone_says_so(ws: Workspace, app: CalendarApp) -> None:
    slot = next(iter(stored(ws).values()))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = screen_of(app)
        for name in (f"slot.edit:{slot.id}", "slot.add:2026-03-22T12:00", "theme:@tern:2026-04"):
            assert screen.reopen(name)
            await pilot.pause()
            assert isinstance(app.screen, Form) and app.screen.name in (name, "theme:@tern:2026-04")
            await pilot.press("escape")
        assert screen.kind == "month"
        assert not screen.reopen("slot.edit:gone") and not screen.reopen("other")


async def test_what_another_session_removed_is_told_and_breaks_nothing(
    ws: Workspace, app: CalendarApp, tmp_path: Path
) -> None:
    other = workspace_at(tmp_path, Clock(), prefix="other", create=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        slots.delete(other, slot_here(app).id)
        await pilot.press("w")
        assert "It cannot be told" in screen_text(app)
        await pilot.press("escape", "right")
        slots.delete(other, slot_here(app).id)
        await pilot.press("L")
        assert "There is no slot" in told(app)
        await pilot.press("right", "m")
        slots.delete(other, slot_here(app).id)
        await pilot.press("down", "+", "enter", "escape")
        assert app.is_running and screen_of(app).moving is None


# ---- posts on slots --------------------


async def on(app: CalendarApp, pilot: Any, slot: Slot) -> None:
    """Stand on a slot, as other modes ask for it."""
    app.go("calendar", f"slot:{slot.id}")
    await pilot.pause()
    await pilot.pause()


def post_on(ws: Workspace, slot: Slot) -> Post | None:
    return next(placed.post for placed in calendar.week(ws, WEEK).slots if placed.slot.id == slot.id)


async def test_a_draft_that_fits_is_put_on_a_slot_and_taken_off(ws: Workspace, app: CalendarApp) -> None:
    draft = posts.add(ws, "@tern", "Water first", intent="value", topic="industry")
    posts.add(ws, "@tern", "Buy two", intent="promo")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        slot = slot_here(app)
        await pilot.press("enter")
        shown = screen_text(app)
        assert "It asks for value, industry" in shown and shown.index("Water first") < shown.index("Buy two")
        await pilot.press("enter")
        held = post_on(ws, slot)
        assert held is not None and held.id == draft.id
        assert "◌ draft" in screen_text(app)
        await pilot.press("s")
        assert "A post stands on this slot" in told(app)
        await pilot.press("o")
        assert post_on(ws, slot) is None
        await pilot.press("u")
        assert post_on(ws, slot) is not None


async def test_enter_opens_the_post_of_a_slot_in_the_editor(ws: Workspace, app: CalendarApp) -> None:
    slot = next(one.slot for one in calendar.week(ws, WEEK).slots if one.post)
    async with app.run_test(size=SIZE) as pilot:
        await on(app, pilot, slot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EditorScreen) and "What frost in Minas does" in screen_text(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, CalendarScreen)


async def test_a_post_written_for_a_slot_has_it_once_it_is_stored(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        slot = slot_here(app)
        await pilot.press("s", "enter")
        await pilot.pause()
        await pilot.press(*"Water", "ctrl+x")
        await pilot.pause()
        held = post_on(ws, slot)
        assert held is not None and (held.text, held.intent, held.topic) == ("Water", "value", "industry")


async def test_t11_an_elastic_slot_is_taken_for_a_trend_with_its_score(ws: Workspace, app: CalendarApp) -> None:
    free = next(one.slot for one in calendar.week(ws, WEEK).slots if one.free)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("T")
        assert "This slot is planned" in told(app)
        await on(app, pilot, free)
        await pilot.press("T")
        app.screen.query_one("#field-text", Field).value = "The frost is here"
        app.screen.query_one("#field-safety", Choice).value = "1"
        await pilot.press("ctrl+r")
        assert post_on(ws, free) is None and "brand safety is 1 of 5" in told(app)
        app.screen.query_one("#field-safety", Choice).value = "5"
        await pilot.press("ctrl+r")
        held = post_on(ws, free)
        assert held is not None and held.topic == "trend" and held.content.trend is not None
        assert "▓ ◌" in screen_text(app)


async def test_the_post_alone_is_moved_to_another_slot(ws: Workspace, app: CalendarApp) -> None:
    slots_now = calendar.week(ws, WEEK).slots
    taken = next(one for one in slots_now if one.post)
    async with app.run_test(size=SIZE) as pilot:
        await on(app, pilot, taken.slot)
        await pilot.press("M", "down")
        target = slot_here(app)
        assert "a free place" in screen_text(app) and target.id != taken.slot.id
        await pilot.press("+")
        assert "takes the time of the slot" in told(app)
        await pilot.press("enter")
        assert post_on(ws, taken.slot) is None and (held := post_on(ws, target)) is not None
        assert taken.post is not None and held.id == taken.post.id
        await pilot.press("M", "right", "enter")
        assert "no slot lies there" in screen_text(app) and "No slot lies here" in told(app)
        await pilot.press("escape")
        assert screen_of(app).moving is None


async def test_the_slot_of_a_post_that_is_out_stays(ws: Workspace, app: CalendarApp) -> None:
    slot = next(one.slot for one in calendar.week(ws, WEEK).slots if one.post)
    with ws.operation("test") as change:
        change.put("posts", {"id": "p1", "state": "published"})
    async with app.run_test(size=SIZE) as pilot:
        await on(app, pilot, slot)
        await pilot.press("m")
        assert screen_of(app).moving is None and "Its post is out" in told(app)


async def test_hostile_drafts_trends_and_dates_are_obeyed_nowhere(tmp_path: Path) -> None:
    ws = hostile(tmp_path)
    posts.add(ws, "@tern", "Water first")
    dates.add_date(ws, date(2026, 3, 17), "Fair", kind="risk")
    with ws.db.writing():
        ws.db.execute("UPDATE posts SET text = :text", text=HOSTILE[1])
        ws.db.execute("UPDATE dates SET title = :text", text=HOSTILE[0])
        ws.db.execute("UPDATE slots SET owner = :text", text=HOSTILE[2])
    app = calendar_app(ws, tmp_path / "state")
    free = next(one.slot for one in calendar.week(ws, WEEK).slots if one.free)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await on(app, pilot, free)
        for keys in (
            ["s"],
            ["escape", "T"],
            ["escape", "N"],
            ["escape", "right"],
            ["M"],
            ["escape", "tab", "end", "w"],
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert obeyed(screen_text(app)) == []
        assert app.is_running


async def test_the_owner_of_a_slot_is_shown_and_changed(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        slot = slot_here(app)
        await pilot.press("e")
        app.screen.query_one("#field-owner", Field).value = "ben"
        await pilot.press("ctrl+r")
        assert stored(ws)[slot.id].owner == "ben" and "· ben ·" in screen_text(app)


# ---- conflicts, dates, the spread of value --------------------


async def test_conflicts_are_marked_named_and_lead_to_their_slots(tmp_path: Path) -> None:
    app = calendar_app(crowded(tmp_path), tmp_path / "state")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "Two promos within 24 h: Mon 16 Mar 17:00 and Tue 17 Mar 09:00." in shown
        assert "Election day (risk)" in shown and "Tue 17 ▲" in shown
        assert "its slot comes soon, and the post is in review" in shown
        assert "■ frozen" in line_with(app, "New York time") and "is frozen by" in shown
        rows = app.screen.query_one("#lower", RowList)
        rows.focus()
        rows.stand_on("conflict:0")
        await pilot.press("w")
        assert "W04.spacing" in screen_text(app)
        await pilot.press("escape", "enter")
        assert slot_here(app).intent == "promo"


async def test_w04_the_spread_of_value_is_shown_with_n(ws: Workspace, app: CalendarApp) -> None:
    posts.add(ws, "@tern", "How to", worth="practical tip", planned_for=date(2026, 3, 18))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "practical tip 1 · not said 1" in line_with(app, "more than no promo")
        rows = app.screen.query_one("#lower", RowList)
        rows.focus()
        rows.stand_on("worth")
        await pilot.press("w")
        assert "Kinds of value in 2026-W12, n 2" in screen_text(app)


async def test_a_day_to_respect_is_marked_and_forgotten(ws: Workspace, app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("right", "d")
        app.screen.query_one("#field-title", Field).value = "Coffee fair"
        app.screen.query_one("#field-kind", Choice).value = "event"
        await pilot.press("ctrl+r")
        assert "Tue 17 ◇" in screen_text(app) and "◇ Coffee fair" in screen_text(app)
        rows = app.screen.query_one("#lower", RowList)
        rows.focus()
        rows.stand_on(next(row.key for row in rows.rows if row.key.startswith("date:")))
        await pilot.press("x")
        assert "◇" not in screen_text(app)
        await pilot.press("u")
        assert "◇" in screen_text(app)


async def test_the_budgets_of_both_weeks_are_told_while_a_slot_moves(app: CalendarApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("m", "]")
        await pilot.pause()
        assert "0 → 0 of 1 elastic" in line_with(app, " plan ")
        assert "where it lay: 2 of 13 promo → 2 of 12 promo (ok)" in screen_text(app)


async def test_nothing_of_the_breadcrumb_is_cut_beside_three_zones(app: CalendarApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        first = screen_text(app).splitlines()[0]
        assert "Calendar › 2026-W12 (New York)" in first and "13:05 UTC" in first and "09:05" in first


async def test_n_lists_the_next_free_slots_with_drafts_that_fit(ws: Workspace, app: CalendarApp) -> None:
    posts.add(ws, "@tern", "Water first", intent="value", topic="industry")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("N")
        assert "elastic ones left this week" in screen_text(app) and "“Water first”" in screen_text(app)


async def test_a_month_is_laid_out_by_a_command_whose_progress_is_shown(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(CalendarApp, "run_command", lambda self, words, title: ran.append([*words]))
    app = CalendarApp(ws, UiSettings(tmp_path / "state", environment={}), UiActions(program=("tweetplan",)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "F")
        assert ran == [["month", "2026-03", "--fill", "--account", "@Tern"]]


async def test_elastic_slots_that_passed_unused_are_told(ws: Workspace, app: CalendarApp) -> None:
    clock = ws.clock
    assert isinstance(clock, Clock)
    clock.move(days=4)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "2 elastic slots passed unused, the last on Wed 18 Mar 13:00." in screen_text(app)


@pytest.mark.parametrize(("words", "most"), [((), 700), (("reduced",), 260)])
def test_an_arrow_key_sends_little(tmp_path: Path, words: tuple[str, ...], most: int) -> None:
    script = Path(__file__).with_name("calendar_session.py")
    held = {name: value for name, value in os.environ.items() if name not in NOT_THE_TERMINALS}
    environment = {**held, "TERM": "xterm-256color", "PYTHONPATH": str(script.parents[1])}
    command = [str(script), str(tmp_path), *words]
    child = pexpect.spawn(sys.executable, command, dimensions=(24, 80), timeout=20, env=environment)
    try:
        child.expect_exact(b"fill")
        quiet(child, 1.5)
        assert quiet(child, 1.0) == 0
        child.send(b"\x1b[B")
        assert 0 < quiet(child) < most
    finally:
        child.close(force=True)
