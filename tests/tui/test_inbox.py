"""The inbox (T12): what others did, from Today and by its key; enter goes there and it is seen."""

from datetime import UTC, datetime
from pathlib import Path

from tweetplan.domain.events import Event
from tweetplan.domain.operations import Actor
from tweetplan.tui import UiActions, UiSettings
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.inbox import LEADS_TO, leads_to, notice_rows
from tweetplan.tui.modes import MODES
from tweetplan.tui.screens.picker import Picker
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import inbox
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

NOW = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
HOSTILE = "\x1b]52;c;aGk=\x07 [@click=app.quit]hit[/] ‮abc"


def opened(folder: Path, login: str) -> Workspace:
    ids = iter(f"{login}-{n}" for n in range(1000))
    return open_workspace(
        folder / "acme", actor=Actor(login, len(login)), clock=lambda: NOW, new_id=lambda: next(ids), create=True
    )


async def test_t12_what_another_did_is_on_today_and_is_seen_when_it_is_opened(tmp_path: Path) -> None:
    ben, ana = opened(tmp_path, "ben"), opened(tmp_path, "ana")
    for number, kind in enumerate(("task.due", "post.submitted")):
        with ben.operation("test.tell") as change:
            change.put("settings", {"id": f"said{number}", "value": "1"})
            change.tell(kind, f"ben did {kind} {HOSTILE}")
    app = TweetplanApp(ana, UiSettings(tmp_path / "state"), UiActions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        work = app.screen.query_one("#work", RowList)
        assert "2 notices for you" in work.text_of("waiting:inbox:")
        work.stand_on("waiting:inbox:")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Picker)
        texts = [app.screen.query_one(RowList).text_of(row.key) for row in app.screen.query_one(RowList).rows]
        assert len(texts) == 3 and "mark all 2 as seen" in texts[0] and "post.submitted" in texts[1]
        painted = app.export_screenshot(simplify=True)
        assert "\x1b" not in painted and "‮" not in painted and "ben" in painted
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert [event.kind for event in inbox.unseen(ana)] == ["post.submitted"]
        await pilot.press("I")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert inbox.unseen(ana) == ()
        await pilot.press("I")
        await pilot.pause()
        assert isinstance(app.screen, Picker) and app.screen.query_one(RowList).rows == ()


def test_every_notice_leads_to_a_mode_that_the_design_knows() -> None:
    known = {"today", "goals", "calendar", "desk", "results", "audience", "team", "reviews", "crisis"}
    assert set(LEADS_TO.values()) <= known and {mode.name for mode in MODES} <= known
    assert leads_to(Event("post.submitted", "x", "p1")) == ("desk", "p1")
    assert leads_to(Event("something.else", "x")) == ("today", "")


def test_an_empty_inbox_has_no_rows() -> None:
    assert notice_rows((), NOW) == ()
