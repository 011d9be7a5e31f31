"""Delimited text as records with line numbers: strict about quotes, bounded in memory, going on after a bad record."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from tweetplan.domain.results import Line, Rejected

RECORD_CHARACTERS = 2_000_000
"""The longest record, all its lines together."""
REPEAT_CHARACTERS = 64_000_000
"""How much text may be read a second time after broken records, so that a hostile file cannot cost hours."""


def csv_records(lines: Iterable[str], name: str, delimiter: str = ",") -> Iterator[Line | Rejected]:
    """The records of `lines` (each with its line end), blank lines left out; a broken one comes as a `Rejected`.

    After a broken record reading goes on at the line below its first one: a quote that is never closed costs its own
    row, not the rest of the file.
    """
    source, again, taken = iter(lines), deque[str](), list[str]()
    number, width, budget = 1, 0, REPEAT_CHARACTERS
    while True:
        try:
            for cells in csv.reader(_fed(source, again, taken), delimiter=delimiter, strict=True):
                if cells:
                    width = len(cells)
                    yield tuple.__new__(Line, (number, cells))  # the quicker way to make one
                number += len(taken)
                taken.clear()
            return
        except csv.Error as error:
            first, rest = taken[0], taken[1:]
            taken.clear()
            cells = _unescaped_quotes(first, delimiter, width)
            yield Line(number, cells) if cells else Rejected(name, number, _words(error))
            number += 1
            budget -= sum(map(len, rest))
            if budget > 0:
                again.extendleft(reversed(rest))
            elif rest:
                yield Rejected(name, number, f"{len(rest)} lines from here were skipped: too many broken quotes before")
                number += len(rest)


def _fed(source: Iterator[str], again: deque[str], taken: list[str]) -> Iterator[str]:
    """Lines to be read again, then new ones; `taken` gets those of the record under way, up to the limit."""
    size = 0
    while True:
        line = again.popleft() if again else next(source, None)
        if line is None:
            return
        size = size + len(line) if taken else len(line)
        taken.append(line)
        if size > RECORD_CHARACTERS:
            raise csv.Error("record too long")
        yield line


def _unescaped_quotes(line: str, delimiter: str, width: int) -> list[str]:
    """A record on one line whose inner quotes were not doubled, if it then has as many cells as the one before."""
    if line.count('"') % 2:
        return []
    try:
        found = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
    return found if len(found) == width else []


def _words(error: csv.Error) -> str:
    told = str(error)
    if "field larger" in told:
        return f"a field is longer than {csv.field_size_limit():,} characters (or a quote before it is never closed)"
    if "unexpected end" in told or "too long" in told:
        return "a quote opens in this row and is never closed"
    if "expected after" in told:
        return "a quote inside a quoted field is not doubled, or a quote is never closed"
    return f"this row is not valid CSV: {told}"
