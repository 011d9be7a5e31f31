"""Lines that are made for the width they get: a line with two ends, words about what the cursor stands on."""

from collections.abc import Iterable

from textual.geometry import Region, Size
from textual.reactive import var

from tweetplan.tui.paint import Line
from tweetplan.tui.widgets.painted import Painted, changed_cells
from tweetplan.tui.widgets.scroll import LinesFor, no_lines


class MadeLines(Painted):
    """Shows what `lines_for` makes for its width; as high as that is, so makers keep to one number of lines."""

    DEFAULT_CSS = "MadeLines { width: 1fr; height: auto; background: $background; color: $foreground; }"

    lines_for: var[LinesFor] = var[LinesFor](lambda: no_lines)

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._count = 0

    def watch_lines_for(self) -> None:
        """Show the new lines; lay out again only when there are more or fewer of them, else send what differs."""
        width, cached = self.size.width, self._cache
        if not width or len(self.lines_for(width)) != self._count or cached is None or cached[0] != self.size:
            self.repaint()
            if width and len(self.lines_for(width)) != self._count:
                self.refresh(layout=True)
            return
        after = tuple(self.paint(width, self.size.height))
        self._cache = (cached[0], after)
        for y, (old, new) in enumerate(zip(cached[1], after, strict=True)):
            start, end = changed_cells(old, new, width)
            if end > start:
                self.refresh(Region(start, y, end - start, 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for each line."""
        self._count = len(self.lines_for(width))
        return self._count

    def paint(self, width: int, height: int) -> Iterable[Line]:
        """The lines for the width."""
        return self.lines_for(width)
