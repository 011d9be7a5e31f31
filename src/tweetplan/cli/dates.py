"""`calendar dates`: holidays, events and risks that the plan respects; typed, or read from a calendar file."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from tweetplan.cli.output import print_findings, print_table, say
from tweetplan.cli.session import DAY, FOUND_PROBLEMS, Session, handles, verb
from tweetplan.domain.findings import Finding

if TYPE_CHECKING:
    from tweetplan.domain.key_dates import KeyDate
    from tweetplan.workspace.dates import DatesTakenIn

KINDS = click.Choice(["holiday", "event", "risk"])
ACCOUNT = click.option("--account", metavar="@H", default="", shell_complete=handles, help="Else for every account.")
MOST_SHOWN = 20


@click.group("calendar")
def calendar_command() -> None:
    """What the calendar respects; `week` and `month` show it."""


@calendar_command.group("dates")
def dates() -> None:
    """Days to respect: holidays, events and risks."""


@dates.command("list")
@click.option("--from", "first", type=DAY, default=None, help="Else from today.")
@click.option("--to", "last", type=DAY, default=None, help="Else two years on.")
@ACCOUNT
@verb
def list_dates(session: Session, first: date | None, last: date | None, account: str) -> None:
    """The days to respect, in order; of an account its own and those for all."""
    from tweetplan.workspace import dates as verbs

    found = verbs.dates(session.workspace, first, last, account)
    session.answer([_row(held) for held in found], lambda: _table(found))


@dates.command("add")
@click.argument("day", type=DAY)
@click.argument("title")
@click.option("--to", "last", type=DAY, default=None, help="The last day of several.")
@click.option("--kind", type=KINDS, default="holiday", show_default=True)
@ACCOUNT
@verb
def add(session: Session, day: date, title: str, last: date | None, kind: str, account: str) -> None:
    """Mark a day, or several."""
    from tweetplan.workspace import dates as verbs

    held = verbs.add_date(session.workspace, day, title, last=last, kind=kind, account=account)
    session.answer(_row(held), lambda: say(f"Marked {_days(held)} as {held.kind}: {held.title} ({held.id})."))


@dates.command("remove")
@click.argument("identity", metavar="ID")
@verb
def remove(session: Session, identity: str) -> None:
    """Forget a day; the beginning of its id is enough."""
    from tweetplan.workspace import dates as verbs

    held = verbs.remove_date(session.workspace, identity)
    session.answer(_row(held), lambda: say(f"Removed {held.title} of {_days(held)}."))


@dates.command("import")
@click.argument("file", metavar="FILE.ics|-")
@click.option("--kind", type=KINDS, default=None, help="Else by each event's categories and length.")
@click.option("--from", "first", type=DAY, default=None, help="Else from today.")
@click.option("--to", "last", type=DAY, default=None, help="Else two years on.")
@click.option("--replace", is_flag=True, help="Also remove what this file brought earlier and no longer has.")
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@ACCOUNT
@verb
def import_dates(
    session: Session,
    file: str,
    kind: str | None,
    first: date | None,
    last: date | None,
    replace: bool,
    dry_run: bool,
    account: str,
) -> int:
    """Read the events of a calendar file as days to respect; recurrences are laid out.

    The same file twice adds nothing. Events that cannot be read are named (exit code 3) and keep no other out.
    """
    from tweetplan.exchange.files import read_bytes
    from tweetplan.exchange.ics_read import MOST_BYTES, read_dates
    from tweetplan.workspace import accounts
    from tweetplan.workspace import dates as verbs
    from tweetplan.workspace.moment import today

    workspace = session.workspace
    name = "stdin" if file == "-" else file.rpartition("/")[2]
    begin = first or today(workspace)
    zones = [accounts.get(workspace, account)] if account else accounts.listing(workspace)
    zone = zones[0].zone if zones else "UTC"
    read = read_dates(read_bytes(file, MOST_BYTES), name, begin, last or begin + verbs.AHEAD, zone)
    wishes = {"kind": kind or "", "account": account}
    report = verbs.take_in(workspace, read, name, replace=replace, dry_run=dry_run, **wishes)
    session.answer(_facts(report, name), lambda: _say(report, name, dry_run))
    if not session.json:
        skipped = [Finding("handin.event", "error", said, where=name) for said in report.skipped[:MOST_SHOWN]]
        print_findings(skipped, stream=sys.stderr)
    return FOUND_PROBLEMS if report.skipped else 0


@dates.command("holidays")
@click.argument("country", metavar="COUNTRY")
@click.option("--part", default="", metavar="CODE", help="A part of the country, such as BY.")
@click.option("--from", "first", type=DAY, default=None, help="Else from today.")
@click.option("--to", "last", type=DAY, default=None, help="Else two years on.")
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@ACCOUNT
@verb
def holidays(
    session: Session, country: str, part: str, first: date | None, last: date | None, dry_run: bool, account: str
) -> None:
    """Mark the public holidays of a country (DE, GB, MY …); asking again brings them up to date."""
    from tweetplan.exchange.public_holidays import read_holidays
    from tweetplan.workspace import dates as verbs
    from tweetplan.workspace.moment import today

    begin = first or today(session.workspace)
    read = read_holidays(country, part, begin, last or begin + verbs.AHEAD)
    report = verbs.take_in(session.workspace, read, read.name, kind="holiday", account=account, dry_run=dry_run)
    session.answer(_facts(report, read.name), lambda: _say(report, read.name, dry_run))


def _row(held: "KeyDate") -> dict[str, object]:
    facts = {"id": held.id, "first": held.first, "last": held.last, "title": held.title, "kind": held.kind}
    return {**facts, "account": held.account, "source": held.source}


def _days(held: "KeyDate") -> str:
    return f"{held.first}" if held.first == held.last else f"{held.first} to {held.last}"


def _table(found: "tuple[KeyDate, ...]") -> None:
    rows = [(_days(held), held.kind, held.account or "all", held.id[:8], held.title) for held in found]
    print_table(("day", "kind", "account", "id", "title"), rows, empty="No day is marked.")


def _facts(report: "DatesTakenIn", name: str) -> dict[str, object]:
    counts = {"new": report.new, "changed": report.changed, "known": report.known, "removed": report.removed}
    held = [_row(one) for one in report.dates]
    return {"file": name, **counts, "outside": report.outside, "skipped": report.skipped, "dates": held}


def _say(report: "DatesTakenIn", name: str, dry_run: bool) -> None:
    counts = f"{report.new:,} new, {report.changed:,} changed, {report.known:,} known"
    more = f", {report.removed:,} removed" if report.removed else ""
    more += f", {len(report.skipped):,} skipped" if report.skipped else ""
    say(
        f"{'Would read' if dry_run else 'Read'} {name}: {counts}{more}; {report.outside:,} events lie outside the span."
    )
