"""`post import`: drafts from a CSV of somebody else's, looked at whole and stored in one operation or not at all."""

import re
import sys
from typing import TYPE_CHECKING

import click

from tweetplan.cli.output import print_findings, say
from tweetplan.cli.session import FOUND_PROBLEMS, Session, handles, verb
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.workspace.hand_in import HandedIn

TOOLS = ("publer", "sprout", "buffer", "hootsuite", "ayrshare", "postfast")
_PAIRS = re.compile(r",(?=\s*[a-z]+\s*=)")
MOST_SHOWN = 20


@click.command("import")
@click.argument("file", metavar="FILE|-")
@click.option("--account", metavar="@H", default="", shell_complete=handles, help="Else the first main account.")
@click.option("--map", "columns", multiple=True, metavar="FIELD=HEADER,…", help="--map text=Message,date=Day")
@click.option("--format", "tool", type=click.Choice(TOOLS), default=None, help="Else by its headers.")
@click.option("--date-format", default="", metavar="dd/mm/yyyy|%d.%m.%Y", help="Else as its days show.")
@click.option("--zone", default="", metavar="ZONE", help="Whose clocks its times tell; else the account's.")
@click.option("--encoding", default="", metavar="NAME", help="cp1252 …; else UTF-8, or UTF-16 by its mark.")
@click.option("--raw", is_flag=True, help="It was exported with --raw: apostrophes are the texts' own.")
@click.option("--keep-good", is_flag=True, help="Store the good rows although others are rejected.")
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@verb
def import_posts_command(
    session: Session,
    file: str,
    account: str,
    columns: tuple[str, ...],
    tool: str | None,
    date_format: str,
    zone: str,
    encoding: str,
    raw: bool,
    keep_good: bool,
    dry_run: bool,
) -> int:
    """Read drafts from the CSV of a scheduler (known by its headers), or of any other tool with --map.

    Rejected rows are named with their line (exit code 3), and then nothing is stored unless --keep-good. The same file
    twice adds nothing.
    """
    from tweetplan.exchange.files import read_bytes
    from tweetplan.exchange.hand_in import MOST_BYTES, Hints, read_drafts
    from tweetplan.workspace import accounts
    from tweetplan.workspace.hand_in import findings, hand_in
    from tweetplan.workspace.names import zone_name

    workspace = session.workspace
    told_zone = zone_name(zone or accounts.chosen(workspace, account).zone)
    hints = Hints(told_zone, _map(columns), tool or "", _format(date_format), encoding, raw)
    name = "stdin" if file == "-" else file.rpartition("/")[2]
    reading = read_drafts(read_bytes(file, MOST_BYTES), name, hints)
    report = hand_in(workspace, reading, name, account=account, dry_run=dry_run, keep_good=keep_good)
    found = findings(report, name)
    session.answer(_facts(report, name, told_zone), lambda: _say(report, name, dry_run))
    if not session.json:
        print_findings(found[:MOST_SHOWN], stream=sys.stderr)
        if len(found) > MOST_SHOWN:
            say(f"… and {len(found) - MOST_SHOWN:,} more: --json lists all of them.")
    return FOUND_PROBLEMS if report.rejected else 0


def _format(given: str) -> str:
    return given if "%" in given else given.lower()


def _map(given: tuple[str, ...]) -> dict[str, str] | None:
    """Which column is which: pairs FIELD=HEADER, parted by commas or in several options."""
    found: dict[str, str] = {}
    for pair in (pair for text in given for pair in _PAIRS.split(text)):
        field, sign, header = pair.partition("=")
        if not sign or not field.strip() or not header.strip():
            raise UsageProblem(f"--map {pair!r} is not FIELD=HEADER.", "Such as --map text=Message,date=Day.")
        found[field.strip()] = header.strip().strip('"')
    return found or None


def _facts(report: "HandedIn", name: str, zone: str) -> dict[str, object]:
    rejected = [{"file": name, "line": one.line, "why": one.why, "remedy": one.remedy} for one in report.rejected]
    return {
        "format": report.kind,
        "date_format": report.order,
        "zone": zone,
        "read": report.read,
        "new": len(report.new),
        "known": report.known,
        "rejected": rejected,
        "notes": report.notes,
        "stored": report.stored,
        "posts": report.new if report.stored else (),
    }


def _say(report: "HandedIn", name: str, dry_run: bool) -> None:
    counts = (
        f"{report.read:,} rows read, {len(report.new):,} new, {report.known:,} known, {len(report.rejected):,} rejected"
    )
    if dry_run:
        say(f"Would import {name}: {counts}.")
    elif report.stored:
        say(f"Imported {name}: {counts}. `tweetplan undo` takes them out again.")
    elif report.rejected:
        say(f"Nothing was stored of {name}: {counts}. Mend these rows, or keep the others with --keep-good.")
    else:
        say(f"Nothing new in {name}: {counts}.")
