"""X's exports with one row a day, read by the names of their columns or, in any language, by position and shape."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from tweetplan.api import OVERVIEW, DayRow, Finding, Line, Rejected, Results, Source
from tweetplan_readers._cells import counts, delimiter_of, is_name, is_number, is_table, plain_name, refuse_repeated
from tweetplan_readers._days import covered
from tweetplan_readers._post_table import KNOWN, LEAST_COLUMNS, NAMED, SAMPLE, SHAPED, source_name, told_enough


@dataclass(frozen=True, slots=True)
class DayExport:
    """One kind of export of days."""

    reader: str
    names: Mapping[str, str]
    """A header cell as `plain_name` gives it → `day` or a measure."""
    order: tuple[str, ...]
    """What stands where, in every language; `` for a column that is not read."""
    day_of: Callable[[str], date | None]
    file_name: str
    optional: int = 0
    """How many of the last columns an earlier form of the export does not have."""

    def fits(self, width: int) -> bool:
        """Whether a row of so many cells may be one of this export."""
        return len(self.order) - self.optional <= width <= len(self.order)


Columns = dict[str, int]


def read_days(source: Source, export: DayExport) -> Results | None:
    """The days of a file, if it is an export of this kind; None when it is not."""
    if not is_table(source.head):
        return None
    delimiter = delimiter_of(source.head, LEAST_COLUMNS)
    sample = [item for item in islice(source.records(delimiter), SAMPLE) if isinstance(item, Line)]
    columns, width, confidence = _recognised(export, sample, source.name)
    if columns is None:
        return None
    days, rejected, lines = _rows(source.records(delimiter), source.name, export, columns, width)
    span = covered(source.name) or _span(days)
    return Results(
        reader=export.reader,
        confidence=confidence,
        source=OVERVIEW,
        days=tuple(days),
        rejected=tuple(rejected),
        warnings=_repeated(days, source.name),
        read=lines + len(rejected),
        covers=span,
        period_end=span[1] if span else None,
    )


def by_names(export: DayExport, cells: list[str], file: str) -> Columns | None:
    """Where the columns are as a header row tells; None when the row is no header of this export."""
    names = [plain_name(cell) for cell in cells]
    roles = [export.names.get(name, "") for name in names]
    if roles[0] != "day" or not told_enough(roles, export.order):
        return None
    if file:
        refuse_repeated(names, file)
    usual = export.order
    if len(roles) == len(usual) and all(not role or role == usual[at] for at, role in enumerate(roles)):
        roles = list(usual)
    return {role: at for at, role in enumerate(roles) if role}


def _recognised(export: DayExport, sample: list[Line], file: str) -> tuple[Columns | None, int, float]:
    """Where the columns are, how many cells a row has, and how sure that is."""
    for line in sample:
        columns = by_names(export, line.cells, file)
        if columns:
            return columns, len(line.cells), KNOWN
    row = next((line.cells for line in sample if _is_row(export, line.cells)), None)
    if row is not None and not any(_says_otherwise(export, line.cells) for line in sample):
        return _by_position(export, len(row)), len(row), SHAPED
    only_header = len(sample) == 1 and export.fits(len(sample[0].cells))
    if only_header and export.file_name in source_name(file) and not any(map(is_number, sample[0].cells)):
        return _by_position(export, len(sample[0].cells)), len(sample[0].cells), NAMED
    return None, 0, 0.0


def _by_position(export: DayExport, width: int) -> Columns:
    return {role: at for at, role in enumerate(export.order[:width]) if role}


def _is_row(export: DayExport, cells: list[str]) -> bool:
    if not export.fits(len(cells)) or export.day_of(cells[0]) is None:
        return False
    return sum(map(is_number, cells[1:])) * 2 > len([role for role in export.order[: len(cells)] if role])


def _says_otherwise(export: DayExport, cells: list[str]) -> bool:
    """Whether a header has names that are known here at other places: the usual order is then not the file's."""
    roles = [export.names.get(plain_name(cell), "") for cell in cells]
    return any(role and role != usual for role, usual in zip(roles, export.order, strict=False))


def _rows(
    records: Iterable[Line | Rejected], file: str, export: DayExport, columns: Columns, width: int
) -> tuple[list[DayRow], list[Rejected], int]:
    """The figures, the rows that were not taken, and how many lines gave figures."""
    days: list[DayRow] = []
    rejected: list[Rejected] = []
    count, lines = counts(), 0
    measures = [(measure, at) for measure, at in columns.items() if measure != "day"]
    for item in records:
        if isinstance(item, Rejected):
            rejected.append(item)
            continue
        number, cells = item
        header = by_names(export, cells, file)
        if header is not None:  # the first, or that of a second export in the file
            columns, width = header, len(cells)
            measures = [(measure, at) for measure, at in columns.items() if measure != "day"]
            continue
        day = export.day_of(cells[columns["day"]]) if len(cells) == width else None
        if day is None:
            if len(cells) != width:
                rejected.append(Rejected(file, number, f"expected {width} columns, found {len(cells)}"))
            elif not all(is_name(cells[at]) for _, at in measures):
                rejected.append(Rejected(file, number, f"{cells[columns['day']][:40]!r} is no day"))
            continue
        try:
            figures = [(measure, count(cells[at])) for measure, at in measures]
        except ValueError as error:
            rejected.append(Rejected(file, number, str(error)))
            continue
        lines += 1
        days.extend(DayRow(day, measure, figure, number) for measure, figure in figures if figure is not None)
    return days, rejected, lines


def _span(days: Iterable[DayRow]) -> tuple[date, date] | None:
    found = {row.day for row in days}
    return (min(found), max(found)) if found else None


def _repeated(days: Iterable[DayRow], file: str) -> tuple[Finding, ...]:
    lines: dict[date, set[int]] = {}
    for row in days:
        lines.setdefault(row.day, set()).add(row.line)
    twice = sum(len(found) > 1 for found in lines.values())
    if not twice:
        return ()
    return (Finding("results.days", "note", f"{twice} days stand in it twice; the later row was taken", file),)
