"""Rows and columns as values: what a list shows, how a row lies in its columns, which rows a filter lets through."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tweetplan.domain.values import frozen
from tweetplan.tui.paint import Align, Line, Piece, Tone, cropped, fit, plain, width_of

MARK, FAINT_MARK = "▸ ", "› "
"""Stands before the row under the cursor while its list has the keys, and while another has: no colour is needed."""
Cell = str | Piece | Line | Callable[[int], Line]
"""A text, a text with a tone, several of these, or a function that makes them for the column's width (a bar)."""


@frozen
class Column:
    """One column: its width in cells (0 takes what is left), and the side its text leans to."""

    width: int = 0
    align: Align = "left"
    title: str = ""


@frozen
class Row:
    """One row: a key that stays the same when the values change, and one cell for each column."""

    key: str
    cells: tuple[Cell, ...] = ()
    tone: Tone = ""
    heading: bool = False
    """A title or a blank between sections: it spans the width and the cursor passes over it."""
    wide: bool = False
    """Its first cell spans all columns."""
    indent: int = 0

    @property
    def text(self) -> str:
        """What the filter looks at and what is copied: the cells' texts, one space between them."""
        return " ".join(filter(None, (plain(pieces(cell)).strip() for cell in self.cells)))


def heading(text: str, *, key: str = "") -> Row:
    """A section's title."""
    return Row(key or f"# {text}", (Piece(text, "head"),), heading=True)


def blank(key: str) -> Row:
    """An empty row between sections."""
    return Row(f"# {key}", heading=True)


def note(key: str, text: str) -> Row:
    """A line in words that the cursor passes over: why a section is empty and the key to press."""
    return Row(f"# {key}", (Piece(f" {text}", "dim"),), heading=True)


def pieces(cell: Cell, width: int = 0) -> Line:
    """A cell as a line; one that is made for a width is made for this one."""
    if isinstance(cell, str):
        return (Piece(cell),)
    if isinstance(cell, Piece):
        return (cell,)
    return cell(width) if callable(cell) else cell


def row_line(row: Row, columns: Sequence[Column], width: int, mark: str = "  ") -> Line:
    """A row in its columns, after the mark of the cursor or two blanks; a heading spans the width."""
    if row.heading:
        return (Piece(" "), *(pieces(row.cells[0], width - 1) if row.cells else ()))
    laid: list[Piece] = [Piece(mark + " " * row.indent)]
    if row.wide:
        return (*laid, *_fitted(row.cells[0], width - 2 - row.indent, "left", row.tone))
    widths = column_widths(columns, width - 2 - row.indent)
    for at, (column, cell, cells) in enumerate(zip(columns, row.cells, widths, strict=False)):
        if at:
            laid.append(Piece(" "))
        laid.extend(_fitted(cell, cells, column.align, row.tone))
    return tuple(laid)


def head_line(columns: Sequence[Column], width: int) -> Line:
    """The columns' titles, standing over their columns."""
    widths = column_widths(columns, width - 2)
    titles = (fit(column.title, cells, column.align) for column, cells in zip(columns, widths, strict=True))
    return (Piece("  " + " ".join(titles), "dim"),)


def column_widths(columns: Sequence[Column], width: int) -> list[int]:
    """The cells of each column: those of width 0 share what the others leave, one cell apart."""
    loose = sum(1 for column in columns if not column.width)
    left = max(width - sum(column.width for column in columns) - len(columns) + 1, 0)
    share, rest = divmod(left, loose) if loose else (0, 0)
    widths = []
    for column in columns:
        widths.append(column.width or share + (1 if rest > 0 else 0))
        rest -= 0 if column.width else 1
    return widths


def _fitted(cell: Cell, width: int, align: Align, tone: Tone) -> Iterable[Piece]:
    """One cell in exactly `width` cells."""
    if isinstance(cell, str):
        yield Piece(fit(cell, width, align), tone)
        return
    if isinstance(cell, Piece):
        yield Piece(fit(cell.text, width, align), cell.tone or tone)
        return
    parts = cropped(pieces(cell, width), width)
    gap = Piece(" " * (width - width_of(parts)))
    if align == "right":
        yield gap
    for text, own in parts:
        yield Piece(text, own or tone)
    if align == "left":
        yield gap


@dataclass
class Shown:
    """The rows that a filter lets through, and where the cursor can stand among them."""

    rows: list[Row] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    hidden: int = 0

    def place(self, key: str) -> int | None:
        """Where the row of this key stands; None when it is not shown."""
        return next((stop for stop in self.stops if self.rows[stop].key == key), None)


def filtered(rows: Iterable[Row], needle: str) -> Shown:
    """The rows that hold every word of the filter, with the headings that still have a row below them."""
    words = needle.casefold().split()
    shown = Shown()
    waiting: list[Row] = []
    for row in rows:
        if row.heading:
            if words:
                waiting = [row]
            else:
                shown.rows.append(row)
        elif not words or all(word in row.text.casefold() for word in words):
            shown.rows.extend(waiting)
            waiting = []
            shown.stops.append(len(shown.rows))
            shown.rows.append(row)
        else:
            shown.hidden += 1
    return shown
