"""Verbs of the rota: the week's cover with what-if, and handing over (T22, C03, G22)."""

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from tweetplan.cli.output import print_findings, print_table, say
from tweetplan.cli.session import DAY, Session, verb
from tweetplan.domain.handovers import KINDS

if TYPE_CHECKING:
    from tweetplan.domain.cover import Cover, Hour
    from tweetplan.domain.handovers import HandoverNote
    from tweetplan.workspace.cover import CoverView

MARKS = ("·", "▪", "█")
"""An hour with nobody, with one person, with several; a half-covered one is `-`, a skipped one a space."""


@click.command("cover")
@click.option("--day", type=DAY, default=None, help="Any day of the week; else this week.")
@click.option("--zone", default="", metavar="ZONE", help="By whose clock; else the first account's.")
@click.option(
    "--add", "add", multiple=True, metavar='"LOGIN DAYS HOURS [ZONE]"', help="Try a shift out; stores nothing."
)
@verb
def cover_command(session: Session, day: date | None, zone: str, add: tuple[str, ...]) -> None:
    """Who is on duty in the 24 hours of each day, what nobody covers, who hands over to whom (T22)."""
    from tweetplan.workspace import cover, team

    ws = session.workspace
    view = cover.week_cover(ws, day, zone, [cover.tried(text, team.listing(ws)) for text in add])
    session.answer(_facts(view), lambda: _print(view))


def _print(view: "CoverView") -> None:
    say(f"{view.period.label} by the clock of {view.zone}: {view.cover.share:.0%} covered by {view.members} people")
    if view.before is not None:
        say(f"Without what is tried out: {view.before.share:.0%}. Nothing is stored.")
    say(f"{'':7}{''.join(f'{hour:<3}' for hour in range(0, 24, 1))}".rstrip())
    for day, hours in view.days:
        say(f"{day:%a %d}".ljust(7) + "".join(f"{mark(hour):<3}" for hour in hours).rstrip())
    say("· nobody  - part of the hour  ▪ one person  █ several")
    zone = ZoneInfo(view.zone)
    rows = [
        (one.giver, one.taker, f"{one.at.astimezone(zone):%a %H:%M}", one.overlap)
        for one in view.cover.handovers
    ]  # fmt: skip
    if rows:
        print_table(("gives", "takes", "at", "minutes together"), rows)
    print_findings(view.findings)


def mark(hour: "Hour") -> str:
    """One hour as one character: glyphs alone tell."""
    if not hour.minutes:
        return " "
    if hour.uncovered == hour.minutes:
        return MARKS[0]
    return "-" if hour.uncovered else MARKS[1] if hour.people == 1 else MARKS[2]


def _facts(view: "CoverView") -> dict[str, object]:
    return {
        "week": view.period.label, "zone": view.zone, **_sums(view.cover),
        "without": _sums(view.before) if view.before is not None else None,
        "slots": [
            {"begins": one.begins, "ends": one.ends, "owner": one.owner or None, "logins": one.logins,
             "minutes": one.minutes}
            for one in view.cover.stretches
        ],
        "handovers": [
            {"giver": one.giver, "taker": one.taker, "at": one.at, "overlap_minutes": one.overlap}
            for one in view.cover.handovers
        ],
        "days": [{"day": day, "hours": hours} for day, hours in view.days],
        "holidays": [{"first": held.first, "last": held.last, "title": held.title} for held in view.holidays],
        "findings": view.findings,
    }  # fmt: skip


def _sums(covered: "Cover") -> dict[str, object]:
    return {
        "begins": covered.begins, "ends": covered.ends, "minutes_uncovered": covered.minutes_uncovered,
        "share": covered.share,
    }  # fmt: skip


@click.group("handover")
def handover_command() -> None:
    """Handing over: what is open, what to beware of, who waits for what (T22)."""


@handover_command.command("show")
@click.argument("identity", metavar="ID", required=False, default="")
@verb
def show(session: Session, identity: str) -> None:
    """A hand-over; without an id the note that you would send now."""
    from tweetplan.domain.handovers import HandoverNote
    from tweetplan.workspace import handing
    from tweetplan.workspace.core import instant_text

    ws = session.workspace
    if identity:
        note = handing.get(ws, identity)
    else:
        note = HandoverNote("", ws.actor.login, handing.taker(ws), instant_text(ws.now), handing.lines(ws))
    session.answer(_row(note), lambda: _say(note))


@handover_command.command("send")
@click.option("--text", default="", help="Your own words on top.")
@click.option("--to", default=None, metavar="LOGIN", help="Else who comes next by the cover; '' for whoever it is.")
@verb
def send(session: Session, text: str, to: str | None) -> None:
    """Send the note to the next person; their Today and inbox tell them."""
    from tweetplan.workspace import handing

    note = handing.send(session.workspace, text, to)
    session.answer(_row(note), lambda: _say(note))


@handover_command.command("list")
@verb
def list_(session: Session) -> None:
    """The newest hand-overs, and who acknowledged them."""
    from tweetplan.workspace import handing

    held = handing.listing(session.workspace)
    rows = [
        (note.id[:8], note.at[:16] + "Z", note.giver, note.taker or "whoever comes", len(note.lines),
         f"{note.acknowledged_by} {note.acknowledged_at[11:16]}Z" if note.acknowledged_at else "waits")
        for note in held
    ]  # fmt: skip
    head = ("id", "at", "from", "to", "lines", "acknowledged")
    empty = "Nothing was handed over yet: `tweetplan team handover send`."
    session.answer([_row(note) for note in held], lambda: print_table(head, rows, empty))


@handover_command.command("ack")
@click.argument("identity", metavar="ID", required=False, default="")
@verb
def ack(session: Session, identity: str) -> None:
    """Take over: you have read the note; without an id the oldest that waits for you."""
    from tweetplan.workspace import handing

    note = handing.acknowledge(session.workspace, identity)
    session.answer(_row(note), lambda: say(f"✓ took over from {note.giver}"))


def _say(note: "HandoverNote") -> None:
    say(f"{note.giver} → {note.taker or 'whoever comes next'}  {note.at[:16]}Z" + (f"  {note.id}" if note.id else ""))
    for words in note.said.splitlines():
        say(f"  {words}")
    for kind, title in KINDS.items():
        held = [line for line in note.lines if line.kind == kind]
        if held:
            say(f"{title}:")
        for line in held:
            say(f"  · {line.text}" + (f"  → {line.waits_for}" if line.waits_for else ""))
    if not note.lines:
        say("Nothing is open, and nobody waits.")
    if note.acknowledged_at:
        say(f"Acknowledged by {note.acknowledged_by} at {note.acknowledged_at[:16]}Z")


def _row(note: "HandoverNote") -> dict[str, object]:
    return {
        "id": note.id, "from": note.giver, "to": note.taker, "at": note.at, "stage": note.stage if note.id else "draft",
        "said": note.said, "acknowledged_at": note.acknowledged_at, "acknowledged_by": note.acknowledged_by,
        "lines": [
            {"kind": line.kind, "text": line.text, "subject": line.subject, "waits_for": line.waits_for}
            for line in note.lines
        ],
    }  # fmt: skip


COMMANDS = (cover_command, handover_command)
