"""A table with named columns: which cell of a record is which field, by header or as the user mapped them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from tweetplan.analysis.sources import FileSource
from tweetplan.domain.findings import Problem
from tweetplan.domain.results import Line, Rejected
from tweetplan.domain.support_instants import seconds_of

MISSING = frozenset({"", "nan", "na", "n/a", "none", "null", "-", "nat"})
_ID = re.compile(r"(\d{1,25})(?:\.0+)?")
_POWER = re.compile(r"\d+(\.\d+)?[eE]\+?\d+")
MOST_REJECTED = 1000
"""Broken rows that are kept to be named; more than that are counted only."""


@dataclass(slots=True)
class Table:
    """The rows of one file by field; what could not be read is in `rejected`."""

    source: FileSource
    columns: dict[str, int]
    """The place of each field that the file has."""
    delimiter: str
    zone: tzinfo = UTC
    rejected: list[Rejected] = field(default_factory=list)
    rejections: int = 0
    read: int = 0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line numbers and cells of the records below the header, short ones filled up; broken ones are rejected."""
        width = max(self.columns.values()) + 1
        records = self.source.records(self.delimiter)
        header = next(records, None)
        names = [cell.strip() for cell in header.cells] if isinstance(header, Line) else []
        for record in records:
            if isinstance(record, Rejected):
                self.reject(record.line, record.why)
                continue
            number, cells = record
            if [cell.strip() for cell in cells] == names:
                continue  # two exports appended in one file
            self.read += 1
            yield number, cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]

    def has(self, name: str) -> bool:
        """Whether the file has this column."""
        return name in self.columns

    def cell(self, cells: Sequence[str], name: str) -> str:
        """One field of a row, empty when the file has no such column or no value."""
        at = self.columns.get(name)
        text = cells[at].strip() if at is not None else ""
        return "" if len(text) < 5 and text.lower() in MISSING else text

    def moment(self, cells: Sequence[str], name: str) -> float | None:
        """An instant in seconds since 1970 UTC, None where there is none; raises `ValueError`."""
        text = self.cell(cells, name)
        return seconds_of(text, self.zone) if text else None

    def reject(self, line: int, why: str) -> None:
        """Note a row that was not taken."""
        self.rejections += 1
        if len(self.rejected) < MOST_REJECTED:
            self.rejected.append(Rejected(self.source.name, line, why))


def open_table(
    source: FileSource, aliases: Mapping[str, Sequence[str]], needed: Sequence[str], zone: tzinfo = UTC
) -> Table | None:
    """The table of a file whose header names all `needed` fields (by `aliases`, or as mapped); else None.

    Raises `Problem` when a mapped column is not there, or one name stands over two columns.
    """
    for delimiter in (",", ";", "\t"):
        first = next(source.records(delimiter), None)
        if not isinstance(first, Line):
            continue
        names = [_plain(cell) for cell in first.cells]
        found = {name: at for name, others in aliases.items() if (at := _place(names, (name, *others), source)) >= 0}
        for name, header in source.columns.items():
            if name in aliases and _plain(header) in names:
                found[name] = names.index(_plain(header))
        if all(name in found for name in needed):
            _check_mapped(source, aliases, names)
            return Table(source, found, delimiter, zone)
    return None


def no_table(source: FileSource, forms: Sequence[str]) -> Problem:
    """The refusal of a file whose header is not understood: what it must hold, and how to say which column is which."""
    return Problem(
        f"{source.name}, line 1: no header with the columns that are needed.",
        f"The first line must name {' or '.join(forms)}; or say which column is which: --map text=Message.",
    )


def clean_id(text: str) -> str:
    """An id as digits where it is a number (`3.0` is `3`); raises `ValueError` when a spreadsheet destroyed it."""
    text = text.strip()
    read = _ID.fullmatch(text)
    if read:
        return read[1].lstrip("0") or "0"
    if _POWER.fullmatch(text):
        raise ValueError(f"the id {text[:30]} was destroyed by a spreadsheet; export again and do not open it in one")
    return text


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]+", "_", name.replace("\ufeff", "").replace("\\", "").strip().casefold())


def _place(names: Sequence[str], wanted: Sequence[str], source: FileSource) -> int:
    for name in wanted:
        if names.count(name) > 1:
            raise Problem(f"{source.name}, line 1: two columns are called {name}.", "Rename or remove one of them.")
        if name in names:
            return names.index(name)
    return -1


def _check_mapped(source: FileSource, aliases: Mapping[str, Sequence[str]], names: Sequence[str]) -> None:
    for name, header in source.columns.items():
        if name not in aliases:
            raise Problem(f"There is no field {name!r} to map.", f"Fields are {', '.join(aliases)}.")
        if _plain(header) not in names:
            raise Problem(f"{source.name}, line 1: there is no column {header!r}.", f"It has {', '.join(names)[:300]}.")
