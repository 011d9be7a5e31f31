"""Completing a headless command line that was chosen in the palette."""

import shlex
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tweetplan.tui.paint import Piece
from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.painted import Lines


class CommandLine(ModalScreen[list[str]]):
    """Answers with the words of the command line; None after esc."""

    CSS = """
    CommandLine Field { border: none; height: 1; padding: 0; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "close", "Close")]

    def __init__(self, verb: str) -> None:
        super().__init__()
        self._verb = verb

    def compose(self) -> ComposeResult:
        """The beginning of the line, and the field for the rest."""
        with Vertical(classes="card"):
            hint = Piece("   enter runs it, esc does not; `--help` says what it takes", "dim")
            yield Lines((Piece("tweetplan …", "head"), hint), id="command-title")
            yield Field(f"{self._verb} ")

    def on_mount(self) -> None:
        """Type at the end."""
        self.query_one(Field).focus()
        self.query_one(Field).cursor_position = len(self.query_one(Field).value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Split as a shell does, but let no shell near it."""
        event.stop()
        try:
            self.dismiss(shlex.split(event.value))
        except ValueError:
            self.query_one("#command-title", Lines).lines = ((Piece("A quotation mark is not closed.", "bad"),),)

    def action_close(self) -> None:
        """Run nothing."""
        self.dismiss(None)
