"""X's exports with one row a post, read by the names of their columns or, in any language, by position and shape."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from operator import itemgetter

from tweetplan.api import POSTS, Finding, Line, PostRow, Problem, Rejected, Results, Source
from tweetplan_readers._cells import (
    counts,
    delimiter_of,
    is_name,
    is_number,
    is_table,
    plain_name,
    refuse_repeated,
    unescaped,
)
from tweetplan_readers._days import covered
from tweetplan_readers._ids import EPOCH_MS, FIRST_WITH_TIME, LARGEST, id_fault, link_fault

SAMPLE = 60
"""Records looked at to tell which export it is."""
LEAST_COLUMNS = 10
"""No export of X has fewer marks between cells in a line."""
DAY_MS = 86_400_000
KNOWN, SHAPED, NAMED = 0.95, 0.8, 0.3
"""Confidence: by the header's names; by the shape of the rows; by the width and the file's name alone."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns are."""

    width: int
    id: int
    date: int
    """−1 where a file has none, as for `url`."""
    text: int
    url: int
    figures: Mapping[str, int]
    """Measure → column."""


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of export: its column names, their usual order, how its days are written."""

    reader: str
    names: Mapping[str, str]
    """A header cell as `plain_name` gives it → what it is: `id`, `date`, `text`, `url` or a measure."""
    order: tuple[str, ...]
    """What stands where, in every language; `` for a column that is not read."""
    day_of: Callable[[str], date | None]
    file_name: str
    """A part of the file's name that X gives it."""

    @property
    def usual(self) -> Layout:
        """The layout by position."""
        return _layout(self.order)


def read_export(source: Source, export: Export) -> Results | None:
    """The posts of a file, if it is an export of this kind; None when it is not."""
    if not is_table(source.head):
        return None
    delimiter = delimiter_of(source.head, LEAST_COLUMNS)
    sample = [item for item in islice(source.records(delimiter), SAMPLE) if isinstance(item, Line)]
    layout, confidence = _recognised(export, sample, source.name)
    if layout is None:
        return None
    found = _Reading(export, layout, source.name)
    found.take(source.records(delimiter))
    span = covered(source.name)
    return Results(
        reader=export.reader,
        confidence=confidence,
        source=POSTS,
        post_measures=tuple(found.layout.figures),
        posts=tuple(found.posts),
        rejected=tuple(found.rejected),
        warnings=found.warnings(),
        read=found.read,
        covers=span,
        period_end=span[1] if span else None,
    )


def by_names(export: Export, cells: list[str], file: str) -> Layout | None:
    """The layout that a header row tells; None when the row is no header of this export.

    A header of the usual width whose known names stand at their usual places may have unknown names in between.
    """
    names = [plain_name(cell) for cell in cells]
    roles = [export.names.get(name, "") for name in names]
    if "id" not in roles or not told_enough(roles, export.order):
        return None
    refuse_repeated(names, file)
    usual = export.order
    if len(roles) == len(usual) and all(not role or role == usual[at] for at, role in enumerate(roles)):
        return export.usual
    return _layout(roles) if {"id", "text", "impressions"} <= set(roles) else None


def told_enough(roles: Iterable[str], order: Iterable[str]) -> bool:
    """Whether a header's known names are most of an export's columns: some names are the same in every export."""
    wanted = {role for role in order if role}
    return len(wanted.intersection(roles)) * 5 >= len(wanted) * 3


def _layout(roles: Iterable[str]) -> Layout:
    places = {role: at for at, role in enumerate(roles) if role}
    width = len(tuple(roles))
    figures = {role: at for role, at in places.items() if role not in ("id", "date", "text", "url")}
    return Layout(width, places["id"], places.get("date", -1), places["text"], places.get("url", -1), figures)


def _recognised(export: Export, sample: list[Line], file: str) -> tuple[Layout | None, float]:
    for line in sample:
        layout = by_names(export, line.cells, file)
        if layout:
            return layout, KNOWN
    usual = export.usual
    if any(_is_row(usual, line.cells) and export.day_of(line.cells[usual.date]) for line in sample):
        return usual, SHAPED
    only_header = len(sample) == 1 and len(sample[0].cells) == usual.width and export.file_name in source_name(file)
    if only_header and not any(map(is_number, sample[0].cells)):
        return usual, NAMED
    return None, 0.0


def source_name(file: str) -> str:
    """A file's name for comparison."""
    return file.casefold().replace("-", "_").replace(" ", "_")


def _is_row(layout: Layout, cells: list[str]) -> bool:
    """Whether a record has the shape of a post: an id (or what is left of one), a link to a post, figures."""
    if len(cells) != layout.width or "/status/" not in cells[layout.url]:
        return False
    ref = cells[layout.id]
    figures = [cells[at] for at in layout.figures.values()]
    return (ref == "" or ref[:1].isdigit()) and sum(map(is_number, figures)) * 2 > len(figures)


@dataclass
class _Reading:
    """One pass over the records: what was taken and what was not."""

    export: Export
    layout: Layout
    file: str
    posts: list[PostRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    disagree: int = 0
    """Posts whose date is more than a day from the time in their id."""
    headers: int = 0

    @property
    def read(self) -> int:
        """Data rows seen; headers are none."""
        return len(self.posts) + len(self.rejected)

    def take(self, records: Iterable[Line | Rejected]) -> None:
        """Read all records; a header further down says where the columns are from there on."""
        rest = iter(records)
        while self._to_the_next_header(rest):
            pass

    def _to_the_next_header(self, records: Iterator[Line | Rejected]) -> bool:
        """Read on while the columns stay where they are. The loop is tight: an export may have 100,000 rows."""
        layout, add, make = self.layout, self.posts.append, tuple.__new__  # a PostRow, without its slower constructor
        pick, count, days = itemgetter(*layout.figures.values()), counts(), _DayNumbers(self.export.day_of)
        width, at_id, at_text, at_url, at_date = layout.width, layout.id, layout.text, layout.url, layout.date
        for item in records:
            if isinstance(item, Rejected):
                self.rejected.append(item)
                continue
            number, cells = item
            if len(cells) != width or not (ref := cells[at_id]).isdigit() or not ref.isascii() or len(ref) > 19:
                self._other(number, cells)
                if self.layout is not layout:
                    return True
                continue
            link, text, identity = cells[at_url] if at_url >= 0 else "", cells[at_text], int(ref)
            if identity > LARGEST:
                self._other(number, cells)
                if self.layout is not layout:
                    return True
                continue
            if ref not in link and link_fault(ref, link):
                self._reject(number, link_fault(ref, link))
                continue
            try:
                figures = tuple(map(count, pick(cells)))
            except ValueError as error:
                self._reject(number, str(error))
                continue
            stated = days[cells[at_date]] if at_date >= 0 else None
            if identity >= FIRST_WITH_TIME:
                ms = (identity >> 22) + EPOCH_MS
                if stated is not None and not -1 <= ms // DAY_MS - stated <= 1:
                    self.disagree += 1
            elif stated is not None:
                ms = stated * DAY_MS
            else:
                self._reject(number, f"the post {ref} is older than ids that tell a time, and its row has no date")
                continue
            add(make(PostRow, (ref, ms, unescaped(text) if "&" in text else text, link,
                               "reply" if text[:1] == "@" else "own", figures, number, "", "")))  # fmt: skip
        return False

    def warnings(self) -> tuple[Finding, ...]:
        """What the file says that was not taken at its word."""
        if not self.disagree:
            return ()
        told = f"{self.disagree} posts carry a date more than a day from the time in their id; the id was taken"
        return (Finding("results.date", "warning", told, self.file),)

    def _other(self, number: int, cells: list[str]) -> None:
        """A record that is no post: a header (at any place, in any language), a row without a post, a broken row."""
        layout = self.layout
        header = by_names(self.export, cells, self.file)
        if header is not None:
            self.headers += 1
            self._follow(number, header)
        elif len(cells) != layout.width:
            self._reject(number, f"expected {layout.width} columns, found {len(cells)}")
        elif not any(cells):
            self._reject(number, "an empty row")
        elif not cells[layout.id] or (layout.url >= 0 and cells[layout.url].endswith("status/undefined")):
            self._reject(number, "no post: X wrote a row without an id")
        elif not any("/status/" in cell for cell in cells) and all(
            is_name(cells[at]) for at in layout.figures.values()
        ):
            self.headers += 1
        else:
            self._reject(number, id_fault(cells[layout.id]))

    def _follow(self, number: int, header: Layout) -> None:
        """Take the rows below a further header (of a second export in the file) by what it says."""
        figures = self.layout.figures
        if not figures.keys() <= header.figures.keys():
            lacking = ", ".join(name for name in figures if name not in header.figures)
            raise Problem(
                f"{self.file}: from line {number} it is another export, without {lacking}.",
                "Split the file there, and import both.",
            )
        found = replace(header, figures={name: header.figures[name] for name in figures})
        if found != self.layout:
            self.layout = found

    def _reject(self, number: int, why: str) -> None:
        self.rejected.append(Rejected(self.file, number, why))


class _DayNumbers(dict[str, int | None]):
    """Day cells as days since 1970, each read once; None where a cell holds no day."""

    def __init__(self, day_of: Callable[[str], date | None]) -> None:
        self._day_of = day_of

    def __missing__(self, cell: str) -> int | None:
        day = self._day_of(cell)
        found = self[cell] = None if day is None else _days_since_1970(day)
        return found


def _days_since_1970(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) // 86_400
