"""Drafts from somebody else's CSV: the schedulers' bulk files by their headers, any other by a map of its columns.

Everything is read before anything is said: each row is a draft, or is named with its line, why, and what to do.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tweetplan.domain.findings import Problem, UsageProblem
from tweetplan.domain.posts import THREAD
from tweetplan.domain.text import blank, storable
from tweetplan.domain.values import frozen
from tweetplan.exchange.bulk_formats import BARS, DAY_FIRST, MONTH_FIRST, ORDERS, TOOLS, YEAR_FIRST, Tool
from tweetplan.exchange.formula import unguarded
from tweetplan.exchange.hand_in_dates import Moment, order_of, read_moment

MOST_BYTES, MOST_LINE, MOST_ROWS = 10_000_000, 1_000_000, 10_000
OWN = ("intent", "topic", "format", "goal", "cta", "segment", "worth", "lang", "owner")
"""Columns that go to the field of the same name."""
FIELDS = ("text", "date", "time", "link", "media", "alt", "comments", "account", *OWN)
"""What a column may hold: what `--map` names."""
_AT = ("at", "date")


@frozen
class DraftRow:
    """One row that can become a draft."""

    line: int
    account: str
    """A handle; empty: the account that the import is for."""
    text: str
    at: datetime | None
    """When it is to go out, aware UTC; None without a time."""
    day: date | None
    """The day alone, where a row has no time."""
    given: Mapping[str, Any]
    """Further fields of the post, by name."""


@frozen
class Rejected:
    """One row that cannot."""

    line: int
    why: str
    remedy: str = ""


@frozen
class Reading:
    """A file as it was understood."""

    kind: str
    """The tool's key, or `columns`."""
    order: str
    """How its days were read."""
    rows: tuple[DraftRow, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]


@frozen
class Hints:
    """What somebody says of a file that the file itself does not."""

    zone: str = "UTC"
    """Whose clocks tell times without an offset."""
    columns: Mapping[str, str] | None = None
    """The header of each field, where the file is no scheduler's."""
    tool: str = ""
    """Whose file it is; empty: by its headers."""
    date_format: str = ""
    """One of `ORDERS`, or a pattern such as `%d.%m.%Y %H:%M`."""
    encoding: str = ""
    raw: bool = False
    """The file holds cells as they are: no apostrophe was put before a formula's character."""


def read_drafts(content: bytes, name: str, hints: Hints | None = None) -> Reading:
    """The drafts in a file's bytes; raises `Problem` naming file and line when it cannot be read as a table at all."""
    wishes = hints or Hints()
    text = decoded(content, name, wishes.encoding)
    table = list(_table(text, name))
    if not table:
        raise Problem(f"{name} is empty.", "Export it again.")
    kind, fields, body = _columns(table, name, wishes)
    tool = TOOLS.get(kind)
    places = {field: at for at, field in enumerate(fields) if field}
    dates = [_when(cells, places) for _, cells in body]
    order, notes = order_of(dates, tool.order if tool else YEAR_FIRST, wishes.date_format)
    unread = [] if tool else [head.strip() for head, field in zip(table[0][1], fields, strict=True) if not field]
    if any(unread):
        notes.append(f"These columns are not read: {', '.join(filter(None, unread[:12]))}. --map names what they hold.")
    found: list[DraftRow] = []
    rejected: list[Rejected] = []
    for line, cells in body:
        row = _row(line, cells, len(fields), places, tool, order, wishes)
        if isinstance(row, Rejected):
            rejected.append(row)
        else:
            found.append(row[0])
            notes += [f"line {line}: {told}" for told in row[1]]
    return Reading(kind, order, tuple(found), tuple(rejected), tuple(notes))


def decoded(content: bytes, name: str, encoding: str = "") -> str:
    """The text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else the encoding named."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    wanted = encoding or ("utf-16" if marked else "utf-8-sig")
    try:
        return content.decode(wanted)
    except LookupError:
        raise UsageProblem(f"There is no encoding {encoding!r}.", "Such as cp1252 or utf-16.") from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Problem(
            f"{name}, line {line}: byte {error.start} is not {wanted.removesuffix('-sig').upper()}.",
            "Name its encoding, such as --encoding cp1252, or save it as UTF-8.",
        ) from None


def _table(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins on; rows without any text are passed over."""
    for number, held in enumerate(text.split("\n"), 1):
        if len(held) > MOST_LINE:
            raise Problem(f"{name}, line {number}: more than {MOST_LINE:,} characters.", "Is it the right file?")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count) if any(sign in first for sign in ",;\t") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    count, line = 0, 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            remedy = "A quotation mark that is never closed? Inside a text each is written twice."
            raise Problem(f"{name}, line {line}: {error}.", remedy) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            count += 1
            if count > MOST_ROWS + 1:
                raise Problem(f"{name} has more than {MOST_ROWS:,} rows.", "Split it.")
            yield line, cells
        line = reader.line_num + 1


def _columns(
    table: Sequence[tuple[int, list[str]]], name: str, hints: Hints
) -> tuple[str, list[str], Sequence[tuple[int, list[str]]]]:
    """Whose file it is, what each column holds, and the rows below the headers."""
    head = [cell.strip() for cell in table[0][1]]
    if hints.columns:
        return "columns", _mapped(head, hints.columns, name), table[1:]
    if hints.tool:
        tool = _tool(hints.tool)
        if not tool.headed:
            return tool.key, [what for _, what in tool.columns], table
        return tool.key, _by_header(tool, head, name), table[1:]
    lowered = [cell.lower() for cell in head]
    for tool in TOOLS.values():
        needed = [header.lower() for header, what in tool.columns if what in ("text", *_AT)]
        if tool.headed and all(header in lowered for header in needed):
            return tool.key, _by_header(tool, head, name), table[1:]
    if "text" in lowered:
        return "columns", [cell if cell in FIELDS else "" for cell in lowered], table[1:]
    hootsuite = TOOLS["hootsuite"]
    if len(head) in (2, 3) and _dated(head[0]):
        return hootsuite.key, [what for _, what in hootsuite.columns], table
    raise Problem(
        f"{name}: no column is known to hold the text. The headers are: {', '.join(head[:12])}.",
        "Say which column is which: --map text=Message,date=Day",
    )


def _tool(key: str) -> Tool:
    if key not in TOOLS:
        raise UsageProblem(f"There is no bulk format {key!r}.", f"There are {', '.join(TOOLS)}.")
    return TOOLS[key]


def _by_header(tool: Tool, head: Sequence[str], name: str) -> list[str]:
    known = {header.lower(): what for header, what in tool.columns}
    found = [known.get(cell.lower(), "") for cell in head]
    if "text" not in found:
        header = next(header for header, what in tool.columns if what == "text")
        raise Problem(f"{name} has no column {header!r}, which {tool.title}'s file has.", "Use --map for other files.")
    return found


def _mapped(head: Sequence[str], columns: Mapping[str, str], name: str) -> list[str]:
    found = [""] * len(head)
    lowered = [cell.lower() for cell in head]
    for field, header in columns.items():
        if field not in FIELDS:
            raise UsageProblem(f"A draft has no field {field!r}.", f"It has {', '.join(FIELDS)}.")
        if header.strip().lower() not in lowered:
            raise UsageProblem(f"{name} has no column {header!r}.", f"It has {', '.join(head[:12])}.")
        found[lowered.index(header.strip().lower())] = field
    if "text" not in found:
        raise UsageProblem("The map names no column for the text.", "Such as --map text=Message.")
    return found


def _dated(cell: str) -> bool:
    return any(read_moment(cell, order) is not None for order in (MONTH_FIRST, DAY_FIRST))


def _when(cells: Sequence[str], places: Mapping[str, int]) -> str:
    """Day and time of a row as one text."""
    parts = [cells[places[field]].strip() for field in (*_AT, "time") if field in places and places[field] < len(cells)]
    return " ".join(part for part in parts if part)


def _row(
    line: int,
    cells: Sequence[str],
    width: int,
    places: Mapping[str, int],
    tool: Tool | None,
    order: str,
    hints: Hints,
) -> tuple[DraftRow, list[str]] | Rejected:
    """One row as a draft with what should be said of it, or why it cannot be one."""
    if len(cells) > width:
        return Rejected(line, f"it has {len(cells)} cells, {width} are named.", "Put quotation marks round texts.")
    clean = (lambda cell: cell) if hints.raw else unguarded
    held = {field: clean(cells[at]) for field, at in places.items() if at < len(cells)}
    for field, cell in held.items():
        if storable(cell)[1]:
            return Rejected(line, f"its {field} holds a character that cannot be stored.", "Take it out.")
    text = held.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    more = held.get("comments", "")
    many = tool is None or tool.comments > 1
    parts = [text, *(part for part in (more.split(BARS) if many else [more]) if part.strip())]
    media = [one.strip() for one in held.get("media", "").split(",") if one.strip()]
    if blank(text) and not media:
        return Rejected(line, "it has no text.", "Write one, or take the row out.")
    moment = _moment(_when(cells, places), order, hints)
    if isinstance(moment, str):
        return Rejected(line, moment, "Write it like 2026-03-17 09:00, or say how: --date-format dd/mm/yyyy")
    alts = [one.strip() for one in held.get("alt", "").split(BARS)]
    given: dict[str, Any] = {name: held[name].strip() for name in OWN if held.get(name, "").strip()}
    if media:
        given["pictures"] = tuple((path, alts[at] if at < len(alts) else "") for at, path in enumerate(media))
    if held.get("link", "").strip():
        given["link"] = held["link"].strip()
    account = held.get("account", "").strip()
    return DraftRow(line, account, THREAD.join(parts), moment.at, moment.day, given), list(moment.notes)


def _moment(cell: str, order: str, hints: Hints) -> Moment | str:
    """The row's time, or why it has none that can be."""
    if not cell:
        return Moment(None, None)
    wanted = hints.date_format if hints.date_format and hints.date_format not in ORDERS else order
    found = read_moment(cell, wanted)
    if found is None:
        return f"{cell[:60]!r} is no date and time."
    if not isinstance(found, datetime):
        return Moment(None, found)
    if found.tzinfo is not None:
        return Moment(found.astimezone(UTC), None)
    local = found.replace(tzinfo=ZoneInfo(hints.zone))
    if local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) != found:
        return f"{cell[:60]!r} never shows on the clocks of {hints.zone}: they are put forward then."
    twice = local.replace(fold=1).utcoffset() != local.utcoffset()
    told = (f"{cell} occurs twice in {hints.zone}: the first is meant.",) if twice else ()
    return Moment(local.astimezone(UTC), None, told)
