"""A grid of cells under a cursor: weeks by times and days, months by weeks and days.

Like the list it paints only what is in sight, and only the two cells that change when the cursor moves.
"""

from collections.abc import Iterable, Iterator
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
from tweetplan.tui.paint import Line, Piece, fit
from tweetplan.tui.widgets.grid_cell import GridCell, GridRow, Heights
from tweetplan.tui.widgets.painted import painted

LABEL = 6
"""Cells of a row's label."""
MARK, FAINT_MARK = "▸", "›"
"""Stand before the cell under the cursor while the grid has the focus and has not, so that no colour is needed."""
Place = tuple[int, int]
"""Row and column of a cell."""
NOWHERE: Place = (-1, -1)


class CellGrid(ScrollView, can_focus=True, inherit_bindings=False):
    """Cells with a cursor. Hand it `heads` and `rows`; it answers with `Opened`, `Moved`, `WhyAsked` and `Beyond`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]
    DEFAULT_CSS = """
    CellGrid { width: 1fr; height: auto; overflow-x: hidden; scrollbar-size-vertical: 1;
               background: $background; color: $foreground; }
    """
    ALLOW_SELECT = False

    rows: var[tuple[GridRow, ...]] = var[tuple[GridRow, ...]]((), init=False)
    """The rows to show; the cursor stays on its key."""
    heads: var[Line] = var[Line]((), init=False)
    """What stands over the labels, and over each column."""
    carried: var[Line] = var[Line]((), init=False)
    """Shown in the cell under the cursor instead of its own first line: something that is being moved."""
    empty: var[str] = var("Nothing here.", init=False)
    """Why there is no row, and the one key to press (UX rule 3)."""
    most: var[float] = var(0.45, init=False)
    """The share of the screen's height that it may take."""
    place: var[Place] = var[Place](NOWHERE, init=False)
    """The cell under the cursor."""

    @dataclass
    class Asked(Message):
        """The base of what the grid posts: which grid, and the key of the cell under the cursor."""

        grid: "CellGrid"
        key: str

        @property
        def control(self) -> "CellGrid":
            """The grid that posted it."""
            return self.grid

    class Opened(Asked):
        """Enter, or a second click: open this cell."""

    class Moved(Asked):
        """The cursor now stands on this cell."""

    class WhyAsked(Asked):
        """Asks how this came about."""

    class CopyAsked(Asked):
        """Copy this cell."""

    class WriteAsked(Asked):
        """Write this cell to a file."""

    class FilterAsked(Asked):
        """Look for some words."""

    @dataclass
    class Beyond(Message):
        """The cursor was to leave the grid: to the left (−1) or to the right (1)."""

        grid: "CellGrid"
        side: int

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._heights = Heights()

    # ---- values --------------------

    @property
    def current(self) -> GridCell | None:
        """The cell under the cursor."""
        return self._cell(self.place)

    @property
    def key(self) -> str:
        """The key under the cursor; empty while there is none."""
        return self.current.key if self.current else ""

    def _cell(self, place: Place) -> GridCell | None:
        row, column = place
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row].cells):
            return self.rows[row].cells[column]
        return None

    def cells(self) -> Iterator[tuple[Place, GridCell]]:
        """Every cell that the cursor can stand on, from the top left."""
        for number, row in enumerate(self.rows):
            for column, cell in enumerate(row.cells):
                if cell.key:
                    yield (number, column), cell

    def stand_on(self, key: str) -> bool:
        """Put the cursor on the cell of this key; False when there is none."""
        found = next((place for place, cell in self.cells() if cell.key == key), None)
        if found is not None:
            self.place = found
        return found is not None

    def watch_rows(self, before: tuple[GridRow, ...]) -> None:
        """Show the new rows, the cursor where it was."""
        row, column = self.place
        key = before[row].cells[column].key if 0 <= row < len(before) and 0 <= column < len(before[row].cells) else ""
        found = next((place for place, cell in self.cells() if cell.key == key), None) if key else None
        self.set_reactive(CellGrid.place, found or self._nearest((row, column)))
        self._fit()
        self.refresh(layout=True)
        self._keep_in_sight()

    def _nearest(self, place: Place) -> Place:
        """The cell next to where the cursor was; the first one when it was nowhere."""
        every = [found for found, _ in self.cells()]
        if place == NOWHERE:
            return every[0] if every else NOWHERE
        row, column = place
        return min(every, key=lambda at: (abs(at[1] - column), abs(at[0] - row)), default=NOWHERE)

    def watch_heads(self) -> None:
        """Paint the new heads."""
        self.refresh()

    def watch_carried(self) -> None:
        """Paint what is carried, or no longer is."""
        self.refresh(self.region_of(self.place))

    def watch_empty(self) -> None:
        """Paint the new words."""
        self.refresh()

    def watch_most(self) -> None:
        """Take the new height."""
        self.refresh(layout=True)

    def watch_place(self, before: Place, after: Place) -> None:
        """Repaint the two cells that changed, scroll no further than needed, and tell the screen."""
        self._repaint(before)
        self._repaint(after)
        self._keep_in_sight()
        if self.current is not None:
            self.post_message(self.Moved(self, self.key))

    # ---- layout --------------------

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The head and every row, as tall as the screen has room for."""
        self._fit(viewport.height)
        return min(1 + max(self._heights.total, 1), max(int(viewport.height * self.most), 3))

    def _fit(self, height: int = 0) -> None:
        """Give each row as many lines as its cells have and the screen has room for."""
        height = height or self.app.size.height
        self._heights = Heights(self.rows, int(height * self.most) - 1)
        self.virtual_size = Size(0, 1 + self._heights.total)

    def on_mount(self) -> None:
        """Take the height of the rows, and put the cursor somewhere."""
        if self.place == NOWHERE:
            self.set_reactive(CellGrid.place, self._nearest(NOWHERE))
        self._fit()

    def on_resize(self) -> None:
        """Keep the cursor in sight when the room changes."""
        self._fit()
        self._keep_in_sight()

    @property
    def _pitch(self) -> int:
        """The cells from one column to the next."""
        return max((self.size.width - LABEL) // max(len(self.heads) - 1, 1), 4)

    def region_of(self, place: Place) -> Region:
        """Where a cell stands on the widget."""
        row, column = place
        y = 1 + self._heights.top(row) - round(self.scroll_y)
        tall = self._heights.tall[row] if 0 <= row < len(self._heights.tall) else 1
        return Region(LABEL + column * self._pitch, y, self._pitch, tall)

    def in_sight(self) -> list[tuple[int, int, str]]:
        """The cells that can be seen and stood on: column and line on the widget, and their key (for jump labels)."""
        found = []
        for place, cell in self.cells():
            region = self.region_of(place)
            if 1 <= region.y < self.size.height:
                found.append((region.x, region.y, cell.key))
        return found

    # ---- painting --------------------

    @property
    def _lean(self) -> bool:
        """On a slow link only the mark moves."""
        return self.app.animation_level == "none"

    def render_line(self, y: int) -> Strip:
        """One line in sight: the heads, a line of a row, or why there is none."""
        width = self.size.width
        if y == 0:
            corner = _in(self.heads[0], LABEL) if self.heads else Piece("")
            heads = (piece for head in self.heads[1:] for piece in (Piece(" "), _in(head, self._pitch - 1)))
            return painted(self, (corner, *heads), width)
        if not self.rows:
            return painted(self, (Piece(f"  {self.empty}", "dim"),) if y == 1 else (), width)
        stands = self._heights.at(y - 1 + round(self.scroll_y))
        if stands is None:
            return painted(self, (), width)
        return Strip.join(self._strips(*stands)).adjust_cell_length(width, self.rich_style)

    def _strips(self, number: int, part: int) -> Iterable[Strip]:
        row = self.rows[number]
        yield painted(self, row.label if part == 0 else (), LABEL)
        for column, cell in enumerate(row.cells):
            here = (number, column) == self.place
            style = ("cursor--on" if self.has_focus else "cursor--off") if here and not self._lean else ""
            lines = cell.made(self._pitch - 1, self._heights.tall[number])
            if here and self.carried:
                lines = (self.carried,)
            shown = lines[part] if part < len(lines) else ()
            mark = (MARK if self.has_focus else FAINT_MARK) if here and part == 0 else " "
            yield painted(self, (Piece(mark), *shown), self._pitch, style).simplify()

    def _repaint(self, place: Place) -> None:
        region = self.region_of(place)
        if place != NOWHERE and region.y >= 1:
            self.refresh(Region(region.x, region.y, 1, 1) if self._lean and not self.carried else region)

    def _keep_in_sight(self) -> None:
        room = self.size.height - 1
        if self.place == NOWHERE or room <= 0:
            return
        top, end = self._heights.top(self.place[0]), self._heights.top(self.place[0] + 1)
        first = round(self.scroll_y)
        if top < first:
            self.scroll_to(y=top, animate=False)
        elif end > first + room:
            self.scroll_to(y=end - room, animate=False)

    def on_focus(self) -> None:
        """Show that the keys act here."""
        self._repaint(self.place)

    def on_blur(self) -> None:
        """Show that they do not."""
        self._repaint(self.place)

    # ---- keys and mouse --------------------

    def action_side(self, by: int) -> None:
        """To the next cell on this side; past the edge the screen decides."""
        row, column = self.place
        while 0 <= row < len(self.rows):
            column += by
            cell = self._cell((row, column))
            if cell is None:
                break
            if cell.key:
                self.place = (row, column)
                return
        self.post_message(self.Beyond(self, by))

    def action_move(self, by: int) -> None:
        """Up and down in the column."""
        row, column = self.place
        step, left = (1 if by > 0 else -1), abs(by)
        at = row
        while left and 0 <= at + step < len(self.rows):
            at += step
            cell = self._cell((at, column))
            if cell is not None and cell.key:
                row, left = at, left - 1
        self.place = (row, column)

    def action_page(self, by: int) -> None:
        """To the top or the bottom of the column."""
        self.action_move(by * max(len(self.rows), 1))

    def action_first(self) -> None:
        """To the first cell."""
        self.place = next((place for place, _ in self.cells()), NOWHERE)

    def action_last(self) -> None:
        """To the last cell."""
        self.place = max((place for place, _ in self.cells()), default=NOWHERE)

    def _ask(self, kind: type[Asked]) -> None:
        if self.current is not None:
            self.post_message(kind(self, self.key))

    def action_open(self) -> None:
        """Open the cell."""
        self._ask(self.Opened)

    def action_why(self) -> None:
        """Ask how this came about."""
        self._ask(self.WhyAsked)

    def action_copy(self) -> None:
        """Copy the cell."""
        self._ask(self.CopyAsked)

    def action_write(self) -> None:
        """Write the cell to a file."""
        self._ask(self.WriteAsked)

    def action_filter(self) -> None:
        """Look for some words."""
        self.post_message(self.FilterAsked(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click on the cursor opens."""
        for place, _ in self.cells():
            if event.y >= 1 and self.region_of(place).contains(event.x, event.y):
                if place == self.place and self.has_focus:
                    self.action_open()
                self.place = place
                return


def _in(head: Piece, width: int) -> Piece:
    """A head in exactly `width` cells."""
    return Piece(fit(head.text, width), head.tone)
