"""What a screen may ask of the app: a protocol, so that no screen imports the App."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar, cast

from textual.app import App

from tweetplan.tui.chrome import ModeTab
from tweetplan.tui.drafts import Drafts
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace.core import Workspace

T = TypeVar("T")


class Host(Protocol):
    """The app as screens see it."""

    workspace: Workspace
    settings: UiSettings
    actions: UiActions
    keymap: dict[str, str]
    """The sound part of the person's keymap."""

    drafts: Drafts
    """Unsent text of forms."""

    @property
    def tabs(self) -> Sequence[ModeTab]:
        """The modes that exist."""

    @property
    def clock_line(self) -> str:
        """The time in UTC and in the account's zones, to the minute."""

    @property
    def status(self) -> str:
        """What runs in the background; empty when nothing does."""

    @property
    def alert(self) -> str:
        """The crisis that goes on, in one line; empty when none does."""

    @property
    def today(self) -> date:
        """The day in the first account's zone."""

    def perform(self, verb: Callable[[Workspace], T], said: "str | Callable[[T], str]" = "") -> T | None:
        """Do a verb of the workspace, say so, show its effects; None after a refusal, shown with its remedy."""

    def go(self, mode: str, subject: str = "") -> None:
        """Switch to a mode, and there to a subject (a goal's name, a day)."""

    def save_drafts(self) -> None:
        """Keep the unsent text of the forms that are open."""

    def copy(self, text: str) -> None:
        """Put text on the clipboard, and say where it went."""

    def write(self, text: str) -> None:
        """Put text into a file of the person's own, and say which."""

    def run_command(self, arguments: Sequence[str], title: str) -> None:
        """Start a headless command as a child and follow it; the screen stays usable."""

    def say(self, message: str, *, trouble: bool = False) -> None:
        """Tell the person something in passing."""


def host_of(app: App[object]) -> Host:
    """The app as a host, told apart from a bare App by type checkers only."""
    assert hasattr(app, "perform"), "screens of tweetplan run in its own app"
    return cast(Host, app)
