"""The one door from lines to the terminal: all our widgets paint through it, and what passes is plain, safe text."""

from collections.abc import Iterable, Mapping

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.geometry import Size
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from tweetplan.tui.paint import Line, clean_line, cropped, width_of

_TONES = {
    "bold": ("", "bold"),
    "head": ("primary", "bold"),
    "good": ("success", ""),
    "warn": ("warning", ""),
    "bad": ("error", "bold"),
    "accent": ("accent", ""),
}
"""Each tone's colour among the theme's variables, and its text style. No component classes: each would be styled for
every widget before the first frame."""
TONES: frozenset[str] = frozenset()
CURSOR: frozenset[str] = frozenset()
_STYLES: dict[str, Mapping[str, Style]] = {}
"""By the theme's name."""


def tone_styles(app: App[object]) -> Mapping[str, Style]:
    """The style of each tone, and of the row under the cursor, in the theme of this moment."""
    known = _STYLES.get(app.theme)
    if known is None:
        variables = app.theme_variables
        known = {tone: _style(variables.get(name, ""), flag) for tone, (name, flag) in _TONES.items()}
        muted = variables.get("muted", "")
        known["dim"] = _style(muted, "") if muted else Style(dim=True)
        ink = _style(variables.get("block-cursor-foreground", ""), "bold")
        known["cursor--on"] = ink + Style(bgcolor=_style(variables.get("block-cursor-background", ""), "").color)
        known["cursor--off"] = Style(bold=True)
        _STYLES[app.theme] = known
    return known


def _style(colour: str, flag: str) -> Style:
    ink = Color.parse(colour).rich_color if colour and not colour.startswith("auto") else None
    return Style(color=ink, bold=True) if flag == "bold" else Style(color=ink)


def painted(widget: Widget, parts: Line, width: int, row: str = "") -> Strip:
    """One line as exactly `width` cells in the widget's colours; `row` is `cursor--on`, `cursor--off` or empty."""
    styles = tone_styles(widget.app)
    base = widget.rich_style
    over = styles[row] if row else None
    if over is not None:
        base = base + over
    shown = clean_line(parts)
    used = width_of(shown)
    if used > width:
        shown = cropped(shown, width)
        used = width_of(shown)
    segments: list[Segment] = []
    for text, tone in shown:
        style = base if not tone else base + styles[tone] if over is None else base + Style(bold=styles[tone].bold)
        segments.append(Segment(text, style))
    if used < width:
        segments.append(Segment(" " * (width - used), base))
    return Strip(segments, width)


def changed_cells(old: Line, new: Line, width: int) -> tuple[int, int]:
    """From which cell to which a line differs from what stood there: equal cells when it does not."""
    if old == new:
        return 0, 0
    both = list(zip(old, new, strict=False))
    same = next((at for at, (one, other) in enumerate(both) if one != other), len(both))
    start, wide, narrow = width_of(new[:same]), width_of(old), width_of(new)
    if wide != narrow:
        return min(start, width), min(max(wide, narrow), width)
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return min(start, width), min(wide - width_of(new[len(new) - tail :]), width)


class Painted(Widget):
    """A widget that gives its rows as lines for the size it has; override `paint`."""

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
