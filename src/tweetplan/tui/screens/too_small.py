"""The card below 80×24: what is missing, and that nothing is lost (UX rule 13)."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from tweetplan.tui.paint import Line, Piece
from tweetplan.tui.widgets.painted import Lines

COLUMNS, ROWS = 80, 24


def too_small(width: int, height: int) -> bool:
    """Whether the modes do not fit."""
    return width < COLUMNS or height < ROWS


def card(width: int, height: int) -> tuple[Line, ...]:
    """What the card says."""
    return (
        (Piece("This terminal is too small.", "head"),),
        (Piece(f"It has {width}×{height} cells; tweetplan needs {COLUMNS}×{ROWS}."),),
        (Piece("Make it larger to go on; q quits."),),
    )


class TooSmall(ModalScreen[None]):
    """Covers everything until the terminal is large enough."""

    CSS = """
    TooSmall { background: $background; }
    TooSmall Lines { width: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("q,ctrl+q", "app.quit", "Quit")]

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._cells = width, height

    def compose(self) -> ComposeResult:
        """The card's lines."""
        yield Lines(*card(*self._cells))

    def on_resize(self, event: events.Resize) -> None:
        """Say the new size."""
        self.query_one(Lines).lines = card(event.size.width, event.size.height)
