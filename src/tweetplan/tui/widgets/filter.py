"""The field behind `/`: what is typed filters its list at once; enter keeps the filter, esc shows all again."""

from textual import events
from textual.widgets import Input

from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.rows import RowList


class FilterField(Field):
    """Types into the `needle` of the list that asked for it, and lets the arrow keys move that list's cursor."""

    DEFAULT_CSS = """
    FilterField.filter {
        border: none; height: 1; padding: 0 1; dock: bottom; margin-bottom: 2; background: $background;
    }
    """

    def __init__(self, rows: RowList) -> None:
        super().__init__(value=rows.needle, placeholder="words to look for", classes="filter")
        self._rows = rows

    def on_mount(self) -> None:
        """Take the keys."""
        self.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter at once."""
        event.stop()
        self._rows.needle = event.value.strip()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the filter and go on in the list."""
        event.stop()
        self._rows.focus()
        self.remove()

    def on_key(self, event: events.Key) -> None:
        """Up and down belong to the list."""
        if event.key in ("up", "down"):
            event.stop()
            self._rows.action_move(1 if event.key == "down" else -1)
