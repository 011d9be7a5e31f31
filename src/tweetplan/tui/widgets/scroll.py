"""Lines that scroll when there are more of them than room: details, cards, help texts."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Line
from tweetplan.tui.widgets.painted import painted

LinesFor = Callable[[int], tuple[Line, ...]]
"""Makes the lines for a width in cells."""


def no_lines(width: int) -> tuple[Line, ...]:
    """Nothing to show."""
    return ()


class LineScroll(ScrollView, can_focus=True):
    """A detail: lines made for the width it has, scrolled by the arrow keys when they are many."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("detail")]

    lines_for: var[LinesFor] = var[LinesFor](no_lines, init=False)

    def __init__(
        self,
        lines_for: LinesFor = no_lines,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(LineScroll.lines_for, lines_for)
        self._lines: tuple[Line, ...] = ()
        self._made_for = -1

    def watch_lines_for(self) -> None:
        """Show other lines, from the top."""
        self._made_for = -1
        self.scroll_to(y=0, animate=False)
        self._fit()
        self.refresh()

    def on_resize(self) -> None:
        """Make the lines for the new width."""
        self._fit()

    def _fit(self) -> None:
        width = self.scrollable_content_region.width
        if width != self._made_for:
            self._made_for, self._lines = width, self.lines_for(width)
            self.virtual_size = Size(0, len(self._lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as lines (for a card that is as high as what it says)."""
        return len(self.lines_for(width))

    def render_line(self, y: int) -> Strip:
        """One line in sight."""
        self._fit()
        at = y + round(self.scroll_y)
        return painted(self, self._lines[at] if at < len(self._lines) else (), self._made_for)
