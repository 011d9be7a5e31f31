"""The shell on a tiny mode: keys, palette, help, filter, jump, undo, news of others, midnight, drafts, crash."""

from datetime import date
from pathlib import Path

import pytest

from tui.stub import Clock, StubApp, StubScreen, note_form, refuse, screen_text, stub_app, told, workspace_at
from tweetplan.tui.screens.form import Form
from tweetplan.tui.screens.too_small import TooSmall
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import accounts, tasks
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)


async def test_the_frame_says_where_we_are_and_what_time_it_is(app: StubApp) -> None:
    async with app.run_test(size=SIZE):
        lines = screen_text(app).splitlines()
    assert lines[0].startswith(" acme › Today") and lines[0].rstrip().endswith("Mon 16 Mar  13:05 UTC")
    assert lines[1].rstrip() == "1 Today 2 Second"
    assert "enter open   w why   : palette   ? help" in lines[23]


async def test_zones_of_the_account_and_its_readers_stand_in_the_clock(app: StubApp, workspace: Workspace) -> None:
    accounts.add(workspace, "@tern", zone="Europe/Berlin", audience_zone="America/New_York")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+r")
        assert "13:05 UTC · 14:05 Berlin · 09:05 New York" in screen_text(app)


async def test_letters_and_arrows_move_and_enter_opens(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        assert isinstance(screen, StubScreen)
        await pilot.press("j", "down", "k", "enter")
        assert screen.opened == "r1"
        await pilot.press("G", "enter")
        assert screen.opened == "r59"
        await pilot.press("g", "pagedown", "enter")
        assert screen.opened == "r18"


async def test_digits_switch_modes_and_esc_goes_back(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.go("second")
        await pilot.pause()
        assert "› Second" in screen_text(app)
        await pilot.press("escape")
        assert "› Today" in screen_text(app)
        await pilot.press("escape")
        assert "› Today" in screen_text(app)
        await pilot.press("5")
        assert "› Today" in screen_text(app)


async def test_w_explains_a_figure_and_says_so_when_there_is_none(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("w")
        assert "Why r0" in screen_text(app) and "G30" in screen_text(app)
        await pilot.press("escape", "j", "w")
        await pilot.pause()
        assert "no figure on this row" in told(app)


async def test_a_filter_says_how_many_rows_it_hides_and_esc_clears_it(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"text 5")
        assert "/text 5 45 hidden" in screen_text(app)
        await pilot.press("enter", "j", "enter")
        screen = app.screen
        assert isinstance(screen, StubScreen) and screen.opened == "r15"
        await pilot.press("escape")
        assert "hidden" not in screen_text(app)


async def test_a_filter_that_hides_all_says_so_and_can_be_left(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"zzz", "escape")
        assert "hidden" not in screen_text(app)
        await pilot.press("slash", *"zzz", "enter")
        assert "No row holds “zzz”: esc shows all 60." in screen_text(app)
        await pilot.press("escape")
        assert "row 0" in screen_text(app)


async def test_an_empty_list_says_why(app: StubApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StubScreen, "rows_shown", ())
    async with app.run_test(size=SIZE) as pilot:
        assert "No work: i imports." in screen_text(app)
        await pilot.press("j", "enter", "w", "y", "f", "escape")


async def test_help_can_be_searched_and_shows_keys_as_rebound(workspace: Workspace, tmp_path: Path) -> None:
    app = stub_app(workspace, tmp_path, keymap={"list.why": "Z", "nonsense": "q"})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark", *"figure")
        shown = screen_text(app)
        assert "Z              How this figure was made" in shown
        await pilot.press("escape", "Z")
        assert "Why r0" in screen_text(app)


async def test_the_palette_does_what_it_lists(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("colon", *"last row", "enter", "enter")
        screen = app.screen
        assert isinstance(screen, StubScreen) and screen.opened == "r59"
        await pilot.press("ctrl+p", *"Where everything")
        assert "info" in screen_text(app)


async def test_jump_letters_lead_to_rows(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f")
        assert "d▸ow 2" in screen_text(app).replace("d ", "d▸").replace("d▸row", "d▸ow") or "d row 2" in screen_text(
            app
        )
        await pilot.press("d", "enter")
        screen = app.screen
        assert isinstance(screen, StubScreen) and screen.opened == "r2"


async def test_undo_and_redo_say_what(app: StubApp, workspace: Workspace, clock: Clock) -> None:
    tasks.add(workspace, "Answer seven mentions", date(2026, 3, 17))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert "undone: added task “Answer seven mentions”" in told(app)
        assert tasks.listing(workspace) == ()
        await pilot.press("U")
        await pilot.pause()
        assert len(tasks.listing(workspace)) == 1


async def test_a_refusal_is_shown_with_its_remedy_and_markup_in_it_is_text(app: StubApp) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        assert app.perform(refuse) is None
        await pilot.pause()
        shown = told(app)
        assert "It cannot be done." in screen_text(app)
    assert "It cannot be done." in shown and "X1 because [/] of this" in shown and "Do something else." in shown


async def test_what_another_session_does_appears_by_itself(app: StubApp, tmp_path: Path, clock: Clock) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        assert isinstance(screen, StubScreen)
        before = screen.reads
        other = workspace_at(tmp_path, clock, prefix="other", create=False)
        tasks.add(other, "Theirs [red]", date(2026, 3, 17))
        clock.move(seconds=10)
        app.poll()
        await pilot.pause()
        assert screen.reads == before + 1
        shown = told(app)
    assert f"{other.actor.login} 10 s ago: added task “Theirs [red]”" in shown


async def test_a_look_at_an_unchanged_store_reads_nothing(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        assert isinstance(screen, StubScreen)
        before = screen.reads
        for _ in range(3):
            app.poll()
        await pilot.pause()
        assert screen.reads == before


@pytest.mark.parametrize(
    ("zone", "eve", "morning"),
    [("UTC", "2026-03-31T23:59:30+00:00", "31 Mar"), ("Europe/Berlin", "2026-03-29T21:59:30+00:00", "29 Mar")],
)
async def test_a_session_open_over_midnight_moves_on(tmp_path: Path, zone: str, eve: str, morning: str) -> None:
    clock = Clock(Clock().at.fromisoformat(eve))
    workspace = workspace_at(tmp_path, clock)
    accounts.add(workspace, "@tern", zone=zone)
    app = stub_app(workspace, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        assert morning in screen_text(app).splitlines()[0]
        before = app.today
        clock.move(seconds=31)
        app.poll()
        await pilot.pause()
        assert (app.today - before).days == 1
        assert morning not in screen_text(app).splitlines()[0]


async def test_the_minute_moves_with_the_next_key_and_not_by_itself(app: StubApp, clock: Clock) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clock.move(minutes=3)
        app.poll()
        await pilot.pause()
        assert "13:05 UTC" in screen_text(app)
        await pilot.press("j")
        assert "13:08 UTC" in screen_text(app)


async def test_below_80_by_24_a_card_covers_everything(app: StubApp) -> None:
    async with app.run_test(size=(79, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TooSmall)
        assert "It has 79×24 cells; tweetplan needs 80×24." in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "› Today" in screen_text(app)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert "It has 40×12 cells" in screen_text(app)


async def test_a_kept_draft_is_offered_and_opened(workspace: Workspace, tmp_path: Path) -> None:
    first = stub_app(workspace, tmp_path / "state")
    async with first.run_test(size=SIZE) as pilot:
        first.push_screen(note_form(lambda values: True))
        await pilot.pause()
        await pilot.press(*"hello")
        first.leave(129)
        await pilot.pause()
    assert first.return_code == 129
    second = stub_app(workspace, tmp_path / "state")
    async with second.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "“A note” was not sent" in screen_text(second)
        await pilot.press("o")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(second.screen, Form)
        assert "hello" in screen_text(second) and "is back" in screen_text(second)


async def test_a_fault_of_our_own_ends_with_1_and_prints_no_local(
    app: StubApp, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        token = "AAAA-secret"
        raise RuntimeError(f"with {token}")

    with pytest.raises(RuntimeError):
        async with app.run_test(size=SIZE) as pilot:
            app.call_later(fail)
            await pilot.pause()
    assert app.return_code == 1
    said = capsys.readouterr()
    assert "AAAA-secret" not in said.out + said.err
    assert "fault of its own: RuntimeError in test_shell.py" in " ".join((said.out + said.err).split())
    trace = tmp_path / "state" / "crash.log"
    assert "AAAA-secret" not in trace.read_text() and trace.stat().st_mode & 0o777 == 0o600


async def test_a_row_that_goes_leaves_the_cursor_near(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        rows = app.screen.query_one(RowList)
        await pilot.press(*"jjjjj")
        screen = app.screen
        assert isinstance(screen, StubScreen)
        screen.rows = screen.rows[:3] + screen.rows[4:]
        assert rows.current is not None and rows.current.key == "r5"
        screen.rows = screen.rows[:2]
        assert rows.current is not None and rows.current.key == "r1"
