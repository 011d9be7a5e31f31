"""A tiny mode on which the shell is tested: its view is the log's length and rows that a test sets."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.reactive import var
from textual.screen import Screen

from tweetplan.domain.findings import Finding, Problem
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.fields import FormField
from tweetplan.tui.modes import Mode
from tweetplan.tui.screens.form import Form, FormSpec
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

MONDAY = datetime(2026, 3, 16, 13, 5, tzinfo=UTC)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **span: float) -> None:
        self.at += timedelta(**span)


class Ids:
    """Ids in order, so that two runs make the same."""

    def __init__(self, prefix: str = "op") -> None:
        self.prefix, self.count = prefix, 0

    def __call__(self) -> str:
        self.count += 1
        return f"{self.prefix}{self.count:06}"


def workspace_at(folder: Path, clock: Clock, *, prefix: str = "op", create: bool = True) -> Workspace:
    return open_workspace(folder / "acme", clock=clock, new_id=Ids(prefix), create=create)


class StubScreen(ModeScreen[int]):
    MODE = "stub"
    TITLE = "Today"
    rows_shown: ClassVar[tuple[Row, ...]] = tuple(Row(f"r{n}", (f"row {n}", f"text {n}")) for n in range(60))
    rows: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    opened: str = ""
    reads: int = 0

    def read(self, workspace: Workspace) -> int:
        self.reads += 1
        return workspace.revision

    def show(self, view: int) -> None:
        self.rows = self.rows_shown

    def body(self) -> ComposeResult:
        yield RowList(Column(8), Column(), id="work", empty="No work: i imports.").data_bind(rows=StubScreen.rows)

    def explain(self, rows: RowList, key: str) -> Reason | None:
        return Why(f"Why {key}", [("rule", "G30"), "made of nothing"]) if key == "r0" else None

    def open_row(self, rows: RowList, key: str) -> None:
        self.opened = key

    def reopen(self, form: str) -> bool:
        if form == "note":
            self.app.push_screen(note_form(lambda values: True))
        return form == "note"


class SecondScreen(StubScreen):
    MODE = "stub"
    TITLE = "Second"


def note_form(send: Callable[[Any], bool]) -> Form:
    fields = (
        FormField("text", required=True, help="what to remember"),
        FormField("count", kind="integer"),
        FormField("loud", kind="yes/no", value="no"),
    )

    def check(values: Any) -> list[Finding]:
        short = len(str(values.get("text", "x" * 9))) < 3
        return [Finding("note.short", "warning", "That is short.", "text", "Say more.")] if short else []

    return Form(FormSpec("note", "A note", fields, send, check))


class StubApp(TweetplanApp):
    listed: ClassVar[tuple[Mode, ...]] = (Mode("today", "1", "Today", ""), Mode("second", "2", "Second", ""))
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"today": StubScreen, "second": SecondScreen}


def stub_app(workspace: Workspace, state: Path, **settings: Any) -> StubApp:
    chosen = {"environment": {}, **settings}
    app = StubApp(workspace, UiSettings(state, **chosen), UiActions(verbs=lambda: [("info", "Where everything is")]))
    return app


def refuse(workspace: Workspace) -> None:
    raise Problem("It cannot be done.", "Do something else.", [Finding("X1", "error", "because [/] of this")])


def screen_text(app: Any) -> str:
    """What stands on the screen, dialogs included."""
    from textual.geometry import Region

    width, height = app.size
    strips = app.screen._compositor.render_strips(Region(0, 0, width, height).size)
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def told(app: Any) -> str:
    """What the app said in passing."""
    return "\n".join(notification.message for notification in app._notifications)
