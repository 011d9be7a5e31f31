"""The one door from lines to the terminal: all our widgets paint through it, and what passes is plain, safe text."""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from tweetplan.tui.paint import Line, clean_line, cropped, width_of

TONES = frozenset({"tone--dim", "tone--bold", "tone--head", "tone--good", "tone--warn", "tone--bad", "tone--accent"})
CURSOR = frozenset({"cursor--on", "cursor--off"})
"""The row under the cursor while its list has the focus, and while it has not."""


def painted(widget: Widget, parts: Line, width: int, row: str = "") -> Strip:
    """One line as exactly `width` cells in the widget's colours; `row` names the component style of the whole row."""
    base = widget.get_component_rich_style(row) if row else widget.rich_style
    segments: list[Segment] = []
    used = 0
    shown = clean_line(parts)
    if width_of(shown) > width:
        shown = cropped(shown, width)
    for text, tone in shown:
        style = base + _tone(widget, tone) if tone else base
        segments.append(Segment(text, style))
    used = width_of(shown)
    if used < width:
        segments.append(Segment(" " * (width - used), base))
    return Strip(segments, width)


def _tone(widget: Widget, tone: str) -> Style:
    return widget.get_component_rich_style(f"tone--{tone}", partial=True)


class Painted(Widget):
    """A widget that gives its rows as lines for the size it has; override `paint`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*TONES}
    ALLOW_SELECT = False

    _cache: tuple[Size, tuple[Line, ...]] | None = None

    def paint(self, width: int, height: int) -> Iterable[Line]:
        """The lines to show in `width` × `height` cells; called again when the size or a value changed."""
        return ()

    def repaint(self) -> None:
        """Show new values: forget the lines painted before."""
        self._cache = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row, as the compositor asks for it."""
        size = self.size
        if self._cache is None or self._cache[0] != size:
            self._cache = (size, tuple(self.paint(size.width, size.height)))
        lines = self._cache[1]
        return painted(self, lines[y] if y < len(lines) else (), size.width)


class Lines(Painted):
    """Lines that somebody else made, from the top; as high as they are when its height is `auto`."""

    lines: var[tuple[Line, ...]] = var[tuple[Line, ...]](())

    def __init__(self, *lines: Line, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.set_reactive(Lines.lines, lines)

    def watch_lines(self, before: tuple[Line, ...], after: tuple[Line, ...]) -> None:
        """Repaint; lay out again only when the number of lines changed."""
        self.repaint()
        if len(before) != len(after):
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for each line."""
        return len(self.lines)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The widest line."""
        return max(map(width_of, self.lines), default=0)

    def paint(self, width: int, height: int) -> Iterable[Line]:
        """The lines as they are; what is too wide is cut with `…`."""
        return self.lines
