"""Files of mentions at the command line: their options, opening them, naming what was not taken."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.output import talk
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.analysis.sources import FileSource
    from tweetplan.domain.results import Rejected

MOST_SHOWN = 20


def file_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a verb that reads one file of mentions."""
    zone = click.option("--zone", default="UTC", metavar="ZONE", help="The zone of times written without one.")
    coded = click.option("--encoding", default="", metavar="NAME", help="cp1252, utf-16 …; else UTF-8.")
    mapped = click.option(
        "--map", "columns", multiple=True, metavar="NAME=HEADER", help="Which column is which: --map text=Message."
    )
    return zone(coded(mapped(function)))


def opened(file: str, encoding: str, columns: Sequence[str], zone: str) -> "FileSource":
    """The file within the limits of every import; `-` is standard input. Raises `UsageProblem` for a bad option."""
    from zoneinfo import ZoneInfo

    from tweetplan.analysis.sources import open_source

    try:
        ZoneInfo(zone)
    except (KeyError, OSError, ValueError):
        raise UsageProblem(f"There is no time zone {zone!r}.", "Such as Europe/Berlin or UTC.") from None
    pairs = [column.partition("=") for column in columns]
    if wrong := [column for column, (name, _, header) in zip(columns, pairs, strict=True) if not name or not header]:
        raise UsageProblem(f"--map {wrong[0]!r} is not NAME=HEADER.", "Such as --map text=Message.")
    stdin = sys.stdin.buffer if sys.stdin is not None else None
    return open_source(file, stdin, zone=zone, columns={name: header for name, _, header in pairs}, encoding=encoding)


def tell_rejected(rejected: "Iterable[Rejected]", rejections: int) -> None:
    """The rows that were not taken, by file and line, on stderr."""
    for row in list(rejected)[:MOST_SHOWN]:
        talk(f"{row.file}, line {row.line}: {row.why}")
    if rejections > MOST_SHOWN:
        talk(f"… and {rejections - MOST_SHOWN:,} more rows.")
