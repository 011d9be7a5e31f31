"""A rule across the screen that says something, so that a divider costs no row: `── Mar: industry fair ─────`."""

from collections.abc import Iterable

from textual.reactive import var

from tweetplan.tui.paint import Line, Piece, cropped, width_of
from tweetplan.tui.widgets.painted import Painted


class RuleLine(Painted):
    """One row: a rule with its words."""

    words: var[Line] = var[Line](())

    DEFAULT_CSS = "RuleLine { height: 1; }"

    def watch_words(self) -> None:
        """Say something else."""
        self.repaint()

    def paint(self, width: int, height: int) -> Iterable[Line]:
        """The rule for the width there is."""
        yield ruled(self.words, width)


def ruled(words: Line, width: int) -> Line:
    """A rule of `width` cells with the words near its left end; nothing but the rule when there are none."""
    if not words or width < 8:
        return (Piece("─" * width, "dim"),)
    said = cropped(words, width - 5)
    return (Piece("── ", "dim"), *said, Piece(" " + "─" * (width - 4 - width_of(said)), "dim"))
