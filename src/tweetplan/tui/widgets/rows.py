"""The list every mode is made of: fixed columns, sections, a cursor, a filter, and a line that says why it is empty.

It paints only the rows in sight, and only the two rows that change when the cursor moves, so that what a key costs does
not grow with the rows (DESIGN: what it must cost).
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Line, Piece
from tweetplan.tui.widgets.painted import painted
from tweetplan.tui.widgets.row import FAINT_MARK, MARK, Column, Row, Shown, filtered, head_line, row_line


class RowList(ScrollView, can_focus=True):
    """Rows with a cursor. Hand it `rows` and `columns`; it answers with `Opened`, `Moved` and `WhyAsked`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]
    ALLOW_SELECT = False

    way_back = ", esc shows all"
    """Said after how many rows a filter hides."""

    rows: var[tuple[Row, ...]] = var[tuple[Row, ...]]((), init=False)
    """The rows to show; the cursor stays on its key."""
    columns: var[tuple[Column, ...]] = var[tuple[Column, ...]]((Column(),), init=False)
    """The columns; with titles, a head line stays at the top."""
    empty: var[str] = var("Nothing here.", init=False)
    """Why there is no row, and the one key to press (UX rule 3)."""
    needle: var[str] = var("", init=False)
    """The filter: rows that do not hold all its words are hidden, and the head says how many."""
    cursor: var[int] = var(-1, init=False)
    """The index, among the rows shown, of the row under the cursor; −1 while there is none."""

    @dataclass
    class Asked(Message):
        """The base of what the list posts: which list, and the key of the row under the cursor."""

        rows: "RowList"
        key: str

        @property
        def control(self) -> "RowList":
            """The list that posted it, for `@on(RowList.Opened, "#id")`."""
            return self.rows

    class Opened(Asked):
        """Enter, or a second click: open this row."""

    class Moved(Asked):
        """The cursor now stands on this row."""

    class WhyAsked(Asked):
        """Asks how this figure was made."""

    class CopyAsked(Asked):
        """Copy this row."""

    class WriteAsked(Asked):
        """Write this row to a file."""

    class FilterAsked(Asked):
        """Let the person type a filter for this list."""

    def __init__(
        self,
        *columns: Column,
        rows: Iterable[Row] = (),
        empty: str = "Nothing here.",
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._shown = Shown()
        self.set_reactive(RowList.columns, columns or (Column(),))
        self.set_reactive(RowList.empty, empty)
        self.set_reactive(RowList.rows, tuple(rows))
        self._choose("")

    # ---- values --------------------

    @property
    def key(self) -> str:
        """The key under the cursor; empty while there is none."""
        return self.current.key if self.current else ""

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._shown.rows[self.cursor] if 0 <= self.cursor < len(self._shown.rows) else None

    @property
    def hidden(self) -> int:
        """How many rows the filter hides."""
        return self._shown.hidden

    def text_of(self, key: str) -> str:
        """The row of this key as text to copy."""
        return next((row.text for row in self.rows if row.key == key), "")

    def watch_rows(self) -> None:
        """Show the new rows, the cursor where it was."""
        self._anew()

    def watch_needle(self) -> None:
        """Show the rows that the filter lets through."""
        self._anew()

    def watch_columns(self) -> None:
        """Paint with the new columns."""
        self._anew()

    def watch_empty(self) -> None:
        """Paint the new words."""
        self.refresh()

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two rows that changed, scroll no further than needed, and tell the screen."""
        self._repaint(before)
        self._repaint(after)
        self._keep_in_sight()
        if self.current is not None:
            self.post_message(self.Moved(self, self.current.key))

    def _anew(self) -> None:
        place = self.current
        self._choose(place.key if place else "")
        self.virtual_size = Size(0, len(self._shown.rows) + self._head_lines)
        self.refresh()
        if self.is_mounted:
            self._keep_in_sight()

    def _choose(self, key: str) -> None:
        """Work out the rows shown, and put the cursor on `key`, else near where it was, else on the first stop."""
        near = self.cursor
        self._shown = filtered(self.rows, self.needle)
        stops = self._shown.stops
        at = self._shown.place(key) if key else None
        if at is None:
            at = min(stops, key=lambda stop: abs(stop - near), default=-1) if near >= 0 else next(iter(stops), -1)
        self.set_reactive(RowList.cursor, at)

    # ---- painting --------------------

    @property
    def _lean(self) -> bool:
        """On a slow link only the mark moves, so that an arrow key costs some 50 bytes instead of 400."""
        return self.app.animation_level == "none"

    @property
    def _head_lines(self) -> int:
        return 1 if self.needle or any(column.title for column in self.columns) else 0

    def on_mount(self) -> None:
        """Take the height of the rows."""
        self.virtual_size = Size(0, len(self._shown.rows) + self._head_lines)

    def on_resize(self) -> None:
        """Keep the cursor in sight when the room changes."""
        self._keep_in_sight()

    def render_line(self, y: int) -> Strip:
        """One row in sight: the head, a row, or why there is none."""
        width = self.scrollable_content_region.width
        if y < self._head_lines:
            return painted(self, self._head(width), width)
        if not self._shown.rows:
            words = f"No row holds “{self.needle}”: esc shows all {self.hidden}." if self.hidden else self.empty
            return painted(self, (Piece(f"  {words}", "dim"),) if y == self._head_lines else (), width)
        at = y - self._head_lines + round(self.scroll_y)
        if at >= len(self._shown.rows):
            return painted(self, (), width)
        row, here = self._shown.rows[at], at == self.cursor
        style = ("cursor--on" if self.has_focus else "cursor--off") if here and not self._lean else ""
        mark = (MARK if self.has_focus else FAINT_MARK) if here else "  "
        return painted(self, row_line(row, self.columns, width, mark), width, style)

    def _head(self, width: int) -> Line:
        if self.needle:
            return (Piece(f"  /{self.needle} ", "accent"), Piece(f"{self.hidden} hidden{self.way_back}", "dim"))
        return head_line(self.columns, width)

    def _repaint(self, at: int) -> None:
        y = at - round(self.scroll_y) + self._head_lines
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, len(MARK) if self._lean else self.size.width, 1))

    def _keep_in_sight(self) -> None:
        """Scroll so that the cursor, and a heading right above it, can be seen."""
        room = self.size.height - self._head_lines
        if self.cursor < 0 or room <= 0:
            return
        top = self.cursor
        while top > 0 and self._shown.rows[top - 1].heading and self.cursor - top < min(3, room - 1):
            top -= 1
        first = round(self.scroll_y)
        if top < first:
            self.scroll_to(y=top, animate=False)
        elif self.cursor >= first + room:
            self.scroll_to(y=self.cursor - room + 1, animate=False)

    # ---- keys and mouse --------------------

    def _step(self, by: int) -> None:
        stops = self._shown.stops
        if stops:
            at = bisect_left(stops, self.cursor)
            self.cursor = stops[max(0, min(len(stops) - 1, at + by))]

    def action_move(self, by: int) -> None:
        """Move the cursor by some rows."""
        self._step(by)

    def action_page(self, by: int) -> None:
        """Move the cursor by pages."""
        self._step(by * max(self.size.height - self._head_lines - 1, 1))

    def action_first(self) -> None:
        """Move to the first row."""
        self._step(-len(self._shown.stops))

    def action_last(self) -> None:
        """Move to the last row."""
        self._step(len(self._shown.stops))

    def _ask(self, kind: type[Asked]) -> None:
        if self.current is not None:
            self.post_message(kind(self, self.current.key))

    def action_open(self) -> None:
        """Open the row."""
        self._ask(self.Opened)

    def action_why(self) -> None:
        """Ask how the figure was made."""
        self._ask(self.WhyAsked)

    def action_copy(self) -> None:
        """Copy the row."""
        self._ask(self.CopyAsked)

    def action_write(self) -> None:
        """Write the row to a file."""
        self._ask(self.WriteAsked)

    def action_filter(self) -> None:
        """Type a filter, even when no row is left to stand on."""
        self.post_message(self.FilterAsked(self, self.current.key if self.current else ""))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click on the cursor opens."""
        at = event.y - self._head_lines + round(self.scroll_y)
        if at in self._shown.stops:
            if at == self.cursor and self.has_focus:
                self.action_open()
            self.cursor = at

    def stand_on(self, key: str) -> bool:
        """Put the cursor on the row of this key; False when it is not shown."""
        at = self._shown.place(key)
        if at is not None:
            self.cursor = at
        return at is not None

    def in_sight(self) -> list[tuple[int, str]]:
        """The rows that can be seen and stood on: their line on the widget, and their key (for jump labels)."""
        top = round(self.scroll_y)
        room = self.size.height - self._head_lines
        stops = (stop for stop in self._shown.stops if top <= stop < top + room)
        return [(stop - top + self._head_lines, self._shown.rows[stop].key) for stop in stops]
