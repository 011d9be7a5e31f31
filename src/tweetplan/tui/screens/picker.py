"""A field and a list under it: the palette, the searchable help, and every other choice of one thing among many."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tweetplan.tui.paint import Piece
from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.painted import Lines
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.rows import RowList


class Picker(ModalScreen[str]):
    """Type some words, choose with the arrows, enter: answers with the row's key, or None after esc."""

    CSS = """
    .picker { height: 80%; }
    .picker Field { border: none; height: 1; padding: 0; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "close", "Close")]

    def __init__(
        self, title: str, rows: Iterable[Row], *columns: Column, empty: str = "Nothing to choose from."
    ) -> None:
        super().__init__()
        self._title = title
        self._rows = tuple(rows)
        self._columns = columns
        self._empty = empty

    def compose(self) -> ComposeResult:
        """Title, field, list."""
        with Vertical(classes="card picker"):
            yield Lines(
                (Piece(self._title, "head"), Piece("   type to search, enter chooses, esc closes", "dim")),
                classes="title",
            )
            yield Field(placeholder="words to look for")
            yield RowList(*self._columns, rows=self._rows, empty=self._empty)

    def on_mount(self) -> None:
        """Letters type from the start."""
        self.query_one(Field).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what holds these words."""
        event.stop()
        rows = self.query_one(RowList)
        rows.needle = event.value.strip()
        rows.action_first()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose the row under the cursor."""
        event.stop()
        self.query_one(RowList).action_open()

    def on_key(self, event: events.Key) -> None:
        """Up, down and the page keys move the list while the field has the letters."""
        moves = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}
        if event.key in moves and self.query_one(Field).has_focus:
            event.stop()
            self.query_one(RowList).action_move(moves[event.key])

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Answer with the row."""
        event.stop()
        self.dismiss(event.key)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
