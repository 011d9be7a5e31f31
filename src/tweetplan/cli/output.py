"""What the command line prints: data on stdout as a table or one JSON object, talk on stderr; all of it inert."""

import json
import math
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TextIO

import click

from tweetplan.domain.findings import Finding, Problem
from tweetplan.domain.text import ACTING, safe_text

SCHEMA_VERSION = 1
MARKS = {"error": "✗", "warning": "!", "note": "·"}
NARROWEST = 8
"""Cells that a column of text keeps, however narrow the terminal."""


class Right(str):
    """A figure that is text already: it stands to the right in a table, as numbers do."""

    __slots__ = ()


def print_json(data: Any, as_of: str) -> None:
    """One JSON object on stdout: the schema's version, the moment asked about, and the data."""
    print(_as_json({"schema_version": SCHEMA_VERSION, "as_of": as_of, "data": jsonable(data)}, indent=2))


def print_line(data: Any) -> None:
    """One JSON object on one line of stdout: an answer to one line of many."""
    print(_as_json(jsonable(data)))


def _as_json(document: Any, indent: int | None = None) -> str:
    """JSON that a terminal may see: what acts on one is escaped, and so is what the stream's encoding cannot hold."""
    ascii_only = not (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "").startswith("utf")
    text = json.dumps(document, ensure_ascii=ascii_only, indent=indent, allow_nan=False)
    return ACTING.sub(lambda found: json.dumps(found[0])[1:-1], text)


def jsonable(value: Any) -> Any:
    """Dataclasses, dates and tuples as JSON has them; a whole float as an integer, so that counts read as counts."""
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: jsonable(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: jsonable(held) for name, held in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(name): jsonable(held) for name, held in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(held) for held in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return str(value) if isinstance(value, os.PathLike) else value


def talk(text: str, *, lines: bool = False) -> None:
    """Something for the person on stderr: one line, whatever is in it, unless `lines` of our own are meant."""
    _print(safe_text(text, limit=10_000, newlines=lines), sys.stderr)


def say(line: str = "") -> None:
    """One line of data for people, on stdout."""
    _print(safe_text(line), sys.stdout)


def say_problem(problem: Problem) -> None:
    """What was not done, what to do about it, and the findings behind it, on stderr."""
    talk(f"tweetplan: {problem.message}")
    if problem.remedy:
        talk(f"  {problem.remedy}")
    print_findings(problem.findings, stream=sys.stderr)


def say_usage(error: click.ClickException) -> None:
    """What is wrong with the command line itself, with its usage, on stderr."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        talk(error.format_message(), lines=True)
        return
    if context is not None:
        talk(context.get_usage(), lines=True)
        talk(f"Try `{context.command_path} --help`.")
    talk(f"tweetplan: {error.format_message()}")


def say_fault(error: BaseException) -> None:
    """An error that nobody foresaw, as one line; the whole trace with TWEETPLAN_DEBUG set."""
    if isinstance(error, OSError) and error.strerror:
        named = f" ({error.filename})" if error.filename else ""
        talk(f"tweetplan: {error.strerror}{named}.")
    else:
        talk(f"tweetplan: a fault of tweetplan itself: {type(error).__name__}: {error}")
        talk("  Nothing half done was stored. TWEETPLAN_DEBUG=1 prints the trace to report.")
    if os.environ.get("TWEETPLAN_DEBUG"):
        import traceback

        talk("".join(traceback.format_exception(error))[-8000:], lines=True)


def print_findings(findings: Iterable[Finding], stream: TextIO | None = None) -> None:
    """Findings one a line, the remedy below; the glyph says the severity without colour."""
    out = stream or sys.stdout
    for finding in findings:
        where = f" {finding.where}:" if finding.where else ""
        _print(safe_text(f"{MARKS[finding.severity]} {finding.rule}{where} {finding.message}", limit=2000), out)
        if finding.remedy:
            _print(safe_text(f"    {finding.remedy}", limit=2000), out)


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]], empty: str = "Nothing yet.") -> None:
    """An aligned table: numbers to the right, text to the left, widths by terminal cells; `empty` stands for no rows.

    Wider than the terminal (COLUMNS, else 80), the last columns of text give way and end in an ellipsis.
    """
    if not rows:
        say(empty)
        return
    from rich.cells import cell_len

    cells = [[_cell(held) for held in head], *([_cell(held) for held in row] for row in rows)]
    columns = list(zip(*rows, strict=True))
    right = [all(held is None or isinstance(held, (int, float, Right)) for held in column) for column in columns]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    whole = [all(held is None or isinstance(held, (int, float, Right, date)) for held in column) for column in columns]
    _narrow(widths, whole, shutil.get_terminal_size().columns)
    for row in cells:
        fitted = [_fit(held, width, to_right) for held, width, to_right in zip(row, widths, right, strict=True)]
        _print("  ".join(fitted).rstrip(), sys.stdout)


def _narrow(widths: list[int], whole: Sequence[bool], most: int) -> None:
    """Take cells from columns of text, the last one first, until the row fits; numbers and days are never cut."""
    excess = sum(widths) + 2 * (len(widths) - 1) - most
    for at in reversed([at for at in range(len(widths)) if not whole[at]]):
        taken = max(0, min(excess, widths[at] - NARROWEST))
        widths[at] -= taken
        excess -= taken


def _fit(held: str, width: int, to_right: bool) -> str:
    """The text in exactly `width` cells, by what a terminal counts."""
    from rich.cells import cell_len, set_cell_size

    have = cell_len(held)
    if have > width:
        return set_cell_size(held, width - 1) + "…"
    pad = " " * (width - have)
    return pad + held if to_right else held + pad


def _cell(held: object) -> str:
    if held is None:
        return "–"
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, float):
        return f"{held:,.0f}" if held.is_integer() else f"{held:,.4g}"
    if isinstance(held, int):
        return f"{held:,}"
    return safe_text(str(held), limit=200)


def _print(text: str, stream: TextIO | None) -> None:
    """Print what may hold any character on a stream of any encoding; a closed stream swallows it."""
    if stream is None:
        return
    try:
        print(text, file=stream)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream)
