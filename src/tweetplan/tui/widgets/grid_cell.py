"""Cells and rows of a grid as values: what a cell says in so much room, and the key that the cursor stands on."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from tweetplan.domain.values import frozen
from tweetplan.tui.paint import Line, plain

LinesIn = Callable[[int, int], tuple[Line, ...]]
"""Makes at most so many lines for a cell of some width: width and most lines."""


@frozen
class GridCell:
    """One cell: a key that stays the same when the values change (empty: the cursor passes over it), and its lines."""

    key: str = ""
    lines: tuple[Line, ...] | LinesIn = ()
    wanted: int = 1
    """How many lines it would fill."""

    def made(self, width: int, most: int) -> tuple[Line, ...]:
        """Its lines for a width."""
        return self.lines(width, most) if callable(self.lines) else self.lines[:most]

    @property
    def text(self) -> str:
        """What is copied."""
        return " ".join(plain(line).strip() for line in self.made(500, self.wanted)).strip()


@frozen
class GridRow:
    """One row: its label and its cells."""

    label: Line
    cells: tuple[GridCell, ...]

    @property
    def wanted(self) -> int:
        """How many lines it would fill."""
        return max((cell.wanted for cell in self.cells), default=1)


class Heights:
    """How tall each row of a grid is, and which row stands on a line."""

    def __init__(self, rows: Sequence[GridRow] = (), room: int = 0) -> None:
        self.tall = [1] * len(rows)
        """Lines of each row: one more for all that want it, as long as the room is enough for all of them."""
        for level in range(2, max((row.wanted for row in rows), default=1) + 1):
            more = [number for number, row in enumerate(rows) if row.wanted >= level]
            if sum(self.tall) + len(more) > room:
                break
            for number in more:
                self.tall[number] = level
        self._tops = [0, *accumulate(self.tall)]

    @property
    def total(self) -> int:
        """The lines of all rows."""
        return self._tops[-1]

    def top(self, row: int) -> int:
        """The first line of a row."""
        return self._tops[min(max(row, 0), len(self.tall))]

    def at(self, line: int) -> tuple[int, int] | None:
        """The row that stands on a line, and which of its lines it is; None past the end."""
        if not 0 <= line < self.total:
            return None
        row = bisect_right(self._tops, line) - 1
        return row, line - self._tops[row]
