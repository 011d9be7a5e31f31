"""What the command line prints: data on stdout as a table or one JSON object, talk on stderr; all of it inert."""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TextIO

from tweetplan.domain.findings import Finding
from tweetplan.domain.text import safe_text

SCHEMA_VERSION = 1
MARKS = {"error": "✗", "warning": "!", "note": "·"}
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")


def print_json(data: Any, as_of: str) -> None:
    """One JSON object on stdout: the schema's version, the moment asked about, and the data."""
    document = {"schema_version": SCHEMA_VERSION, "as_of": as_of, "data": jsonable(data)}
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    print(_UNSAFE_IN_JSON.sub(lambda found: json.dumps(found[0])[1:-1], text))


def jsonable(value: Any) -> Any:
    """Dataclasses, dates and tuples as JSON has them; a whole float as an integer, so that counts read as counts."""
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: jsonable(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): jsonable(held) for name, held in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(held) for held in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def talk(line: str) -> None:
    """One line for the person, on stderr."""
    print(safe_text(line, limit=2000, newlines=True), file=sys.stderr)


def say(line: str = "") -> None:
    """One line of data for people, on stdout."""
    print(safe_text(line, limit=10_000, newlines=True))


def print_findings(findings: Iterable[Finding], stream: TextIO | None = None) -> None:
    """Findings one a line, the remedy below; the glyph says the severity without colour."""
    out = stream or sys.stdout
    for finding in findings:
        where = f" {finding.where}:" if finding.where else ""
        print(safe_text(f"{MARKS[finding.severity]} {finding.rule}{where} {finding.message}", limit=2000), file=out)
        if finding.remedy:
            print(safe_text(f"    {finding.remedy}", limit=2000), file=out)


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]], empty: str = "Nothing yet.") -> None:
    """An aligned table: numbers to the right, text to the left, widths by terminal cells; `empty` says why there is none."""
    if not rows:
        say(empty)
        return
    from rich.cells import cell_len

    cells = [[_cell(held) for held in row] for row in rows]
    widths = [max(cell_len(row[at]) for row in [list(head), *cells]) for at in range(len(head))]
    right = [all(isinstance(row[at], (int, float)) or row[at] is None for row in rows) for at in range(len(head))]
    for row in [list(head), *cells]:
        padded = [
            " " * (width - cell_len(held)) + held if to_right else held + " " * (width - cell_len(held))
            for held, width, to_right in zip(row, widths, right, strict=True)
        ]
        print("  ".join(padded).rstrip())


def _cell(held: object) -> str:
    if held is None:
        return "–"
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, float):
        return f"{held:,.0f}" if held.is_integer() else f"{held:,.4g}"
    if isinstance(held, int):
        return f"{held:,}"
    return safe_text(str(held), limit=120)
