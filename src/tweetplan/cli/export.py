"""`export`: the calendar as a file for calendar programs, schedulers and people; --hand-off marks its posts."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tweetplan.cli.output import print_findings, print_table, say
from tweetplan.cli.session import DAY, FOUND_PROBLEMS, Session, handles, verb, verdict
from tweetplan.domain.findings import Problem, UsageProblem

if TYPE_CHECKING:
    from tweetplan.workspace.core import Workspace
    from tweetplan.workspace.hand_off import Handed, Prepared, Span

FORMATS = ("ics", "publer", "sprout", "buffer", "hootsuite", "ayrshare", "postfast", "markdown")
ENDS = {"ics": "ics", "markdown": "md"}


@click.group("export")
def export_command() -> None:
    """Files for elsewhere: the calendar for calendar programs, schedulers and people."""


@export_command.command("calendar")
@click.argument("file", metavar="FILE|-")
@click.option("--format", "kind", type=click.Choice(FORMATS), required=True, help="What the file is for.")
@click.option(
    "--account", metavar="@H", default="", shell_complete=handles, help="Else all; a CSV: the first main one."
)
@click.option("--from", "first", type=DAY, default=None, help="The first day.")
@click.option("--to", "last", type=DAY, default=None, help="The last day.")
@click.option("--week", metavar="ISO-WEEK", default="", help="One week: 2026-W12.")
@click.option("--month", metavar="YYYY-MM", default="", help="One month.")
@click.option("--state", metavar="S,S…", default="", help="Only these: scheduled,approved,draft,open …")
@click.option("--hand-off", is_flag=True, help="Mark the posts as handed off to this tool, once the file is written.")
@click.option("--again", is_flag=True, help="Also what is handed off already.")
@click.option("--zone", metavar="ZONE", default="", help="Whose clocks a CSV tells; else the account's.")
@click.option("--date-format", "order", metavar="dd/mm/yyyy|mm/dd/yyyy", default="", help="Sprout and Hootsuite.")
@click.option("--account-id", metavar="ID", default="", help="The tool's own id of the account (PostFast).")
@click.option("--raw", is_flag=True, help="For machines: cells that begin with = + - @ stay as they are.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@verb
def calendar(
    session: Session,
    file: str,
    kind: str,
    account: str,
    first: date | None,
    last: date | None,
    week: str,
    month: str,
    state: str,
    hand_off: bool,
    again: bool,
    zone: str,
    order: str,
    account_id: str,
    raw: bool,
    force: bool,
) -> int:
    """Write the calendar to FILE (`-`: standard output) in the format of a tool.

    A CSV carries scheduled posts alone, the others everything but ideas. A post that the tool cannot take is left out
    and named (exit code 3).
    """
    from tweetplan.workspace.hand_off import Choices, prepare

    if hand_off and file == "-":
        raise UsageProblem("Posts are handed off in a file, not on standard output.", "Name a FILE.")
    workspace = session.workspace
    span = _span(workspace, kind, account, (first, last), week, month, state)
    made = prepare(workspace, kind, span, Choices(hand_off, again, zone, order.lower(), account_id, raw))
    if file == "-":
        _to_stdout(session, made)
    else:
        _to_file(session, made, Path(file), force=force, hand_off=hand_off)
    return verdict(made.findings)


def _span(
    ws: "Workspace", kind: str, account: str, days: tuple[date | None, date | None], week: str, month: str, state: str
) -> "Span":
    """The part of the calendar that the options name; a week sheet is of one week unless they say otherwise."""
    from tweetplan.domain.periods import containing, parse
    from tweetplan.workspace.hand_off import Span
    from tweetplan.workspace.moment import today

    first, last = days
    if bool(week) + bool(month) + any(days) > 1:
        raise UsageProblem("--week, --month and --from/--to are three ways to say the same.", "Give one of them.")
    if kind == "markdown" and not (week or month or any(days)):
        week = containing("week", today(ws)).label
    for label, wanted in ((week, "week"), (month, "month")):
        if label:
            period = parse(label)
            if period.kind != wanted:
                raise UsageProblem(f"{label!r} is not a {wanted}.", "Write 2026-W12 for a week, 2026-03 for a month.")
            first, last = period.first, period.last
    states = tuple(word.strip().lower().replace(" ", "_") for word in state.split(",") if word.strip())
    return Span(account, first or date.min, last or date.max, states)


def _to_stdout(session: Session, made: "Prepared") -> None:
    """The file's own bytes for a program; a terminal gets them as text that cannot act on it."""
    text = made.content.decode("utf-8")
    if session.json:
        session.answer({"text": text, **_facts(made)}, lambda: None)
        return
    print_findings(made.findings, stream=sys.stderr)
    if sys.stdout is None:
        return
    if sys.stdout.isatty():
        for line in text.split("\n"):
            say(line.removesuffix("\r"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(made.content)


def _to_file(session: Session, made: "Prepared", target: Path, *, force: bool, hand_off: bool) -> None:
    """Write the file; then, if that is meant, mark its posts. What cannot be marked is not left in a new file."""
    from tweetplan.exchange.files import write_bytes
    from tweetplan.workspace.hand_off import mark

    posts = made.posts
    if hand_off and not posts:
        print_findings(made.findings, stream=sys.stderr)
        raise Problem("Nothing can be handed off, so no file was written.", "`tweetplan post list` shows what waits.")
    write_bytes(target, made.content, force=force)
    marked = 0
    if hand_off:
        try:
            marked = len(mark(session.workspace, made, target.name))
        except Problem as problem:
            if not force:
                target.unlink(missing_ok=True)
            left = f"{target} was written, but do not upload it." if force else f"{target} was taken away again."
            problem.message = f"Nothing was handed off: {problem.message} {left}"
            raise
    facts = {"file": str(target), **_facts(made), "handed_off": marked}

    def people() -> None:
        print_findings(made.findings, stream=sys.stderr)
        say(f"Wrote {target}: {_counted(made)}.")
        if made.zone:
            say(f"Its times are those of {made.zone}: set the tool to that zone before the upload.")
        if marked:
            say(f"{marked} handed off. `tweetplan undo` takes that back, but not the file nor what the tool took.")

    session.answer(facts, people)


def _facts(made: "Prepared") -> dict[str, object]:
    """What programs want to know of an export."""
    return {
        "format": made.kind,
        "zone": made.zone,
        "entries": len(made.entries),
        "posts": [post.id for post in made.posts],
        "findings": made.findings,
    }


def _counted(made: "Prepared") -> str:
    posts, slots = len(made.posts), len(made.entries) - len(made.posts)
    words = [f"{posts} {'post' if posts == 1 else 'posts'}"]
    if slots:
        words.append(f"{slots} open {'slot' if slots == 1 else 'slots'}")
    left = sum(finding.severity == "error" for finding in made.findings)
    return ", ".join(words) + (f"; {left} left out" if left else "")


@click.command("handed")
@click.option("--tool", default="", metavar="NAME", help="Only what lies there: buffer, publer …")
@click.option("--account", default="", metavar="@H", shell_complete=handles, help="Only this account's.")
@click.option("--unconfirmed", is_flag=True, help="Only what should be out by now, and nobody has confirmed.")
@verb
def handed_command(session: Session, tool: str, account: str, unconfirmed: bool) -> int:
    """What was handed to other tools: where it lies, when it is due, whether it is known to be out."""
    from tweetplan.workspace.hand_off import handed

    found = handed(session.workspace, tool, account, ("unconfirmed",) if unconfirmed else ())
    empty = "Nothing that is due waits to be confirmed." if unconfirmed else "Nothing is handed off."
    session.answer([_row(one) for one in found], lambda: _table(found, empty))
    return FOUND_PROBLEMS if unconfirmed and found else 0


def _row(one: "Handed") -> dict[str, object]:
    held = one.delivery
    facts = {"post": held.post, "account": held.account, "tool": held.by_tool, "due": held.due, "state": one.state}
    return {**facts, "title": one.title, "url": one.url, "file": held.said, "handed_at": held.at, "by": held.login}


def _table(found: "tuple[Handed, ...]", empty: str) -> None:
    rows = [
        (one.delivery.due[:16].replace("T", " ") + "Z", one.delivery.by_tool, one.state, one.delivery.post, one.title)
        for one in found
    ]
    print_table(("due", "in", "state", "post", "text"), rows, empty=empty)
