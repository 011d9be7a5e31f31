"""Jump labels: `f`, then the letter that stands before what you want."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from tweetplan.tui.paint import Piece
from tweetplan.tui.widgets.painted import Lines

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Spot(NamedTuple):
    """A place to jump to: the list, the row's key, and where it stands on the screen."""

    rows: str
    key: str
    x: int
    y: int


def labels(count: int) -> Iterable[str]:
    """As many labels of one length as needed: one letter up to 26, two beyond."""
    length = 1 if count <= len(LETTERS) else 2
    return ("".join(pair) for pair, _ in zip(product(LETTERS, repeat=length), range(count), strict=False))


class JumpScreen(ModalScreen[Spot]):
    """Letters over the mode; any other key closes."""

    CSS = """
    .jump { width: auto; position: absolute; background: $accent; color: $background; }
    """

    def __init__(self, spots: Sequence[Spot]) -> None:
        super().__init__()
        self._spots = dict(zip(labels(len(spots)), spots, strict=False))
        self._typed = ""

    def compose(self) -> ComposeResult:
        """One label for each spot, before its row."""
        for label, spot in self._spots.items():
            shown = Lines((Piece(label, "bold"),), classes="jump")
            shown.styles.offset = (spot.x, spot.y)
            yield shown

    def on_key(self, event: events.Key) -> None:
        """Go there when the label is complete."""
        event.stop()
        self._typed += event.character or "?"
        if self._typed in self._spots:
            self.dismiss(self._spots[self._typed])
        elif not any(label.startswith(self._typed) for label in self._spots):
            self.dismiss(None)
