"""Verbs of meetings: when they are, their agendas, holding them, the weekly pack, the team's rhythm (T04, T13, G26)."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.decisions import COMMANDS
from tweetplan.cli.output import print_table, say
from tweetplan.cli.review_rows import agenda_row, due_row, review_row, section_row
from tweetplan.cli.session import DAY, Session, goal_names, on_one_core, verb
from tweetplan.domain.rhythm import MEETINGS

if TYPE_CHECKING:
    from tweetplan.domain.reviews import Agenda
    from tweetplan.workspace.core import Workspace
    from tweetplan.workspace.rhythm import Due

KIND = click.Choice(list(MEETINGS))
PERIOD = click.option("--period", default="", metavar="PERIOD", help="2026-W12, 2026-03, 2026-Q1, or a day in it.")
MARKDOWN = click.option(
    "--markdown", "target", default="", metavar="FILE", help="Write it as Markdown into a file; - for stdout."
)
FORCE = click.option("--force", is_flag=True, help="Replace the file.")


@click.group("review")
def review_command() -> None:
    """Meetings and what comes of them: agendas, decisions, insights, reports, the weekly pack."""


@review_command.command("list")
@click.option("--held", "held", is_flag=True, help="Those that were held, the newest first.")
@click.option("--from", "first", type=DAY, default=None, help="Every meeting of some days: the first.")
@click.option("--to", "last", type=DAY, default=None, help="The last of these days.")
@verb
def list_(session: Session, held: bool, first: date | None, last: date | None) -> None:
    """What is due and what comes next; with --held what was; with --from and --to every meeting of these days."""
    from tweetplan.workspace import reviews, rhythm

    workspace = session.workspace
    if held:
        found = reviews.listing(workspace)
        rows = [(one.kind, one.period, one.held_at[:10], one.state, ", ".join(one.attendance)) for one in found]
        head = ("meeting", "about", "on", "", "there")
        session.answer([review_row(one) for one in found], lambda: print_table(head, rows, "No meeting was held yet."))
        return
    if (first is None) != (last is None):
        raise click.UsageError("--from and --to go together.")
    if first and last:
        known = {one.id: one.state for one in reviews.listing(workspace, 10_000)}
        due = tuple(
            rhythm.Due(one, known.get(rhythm.review_id(one), "")) for one in rhythm.between(workspace, first, last)
        )
    else:
        due = rhythm.overview(workspace)
    session.answer([due_row(one) for one in due], lambda: _print_due(due))


def _print_due(due: "tuple[Due, ...]") -> None:
    rows = []
    for one in due:
        sitting = one.sitting
        late = f"{one.overdue} d overdue" if one.overdue else one.state
        when = f"{sitting.day:%a %d %b} {_clock(sitting.at, sitting.zone)}"
        title = f"{sitting.meeting.title} ({sitting.meeting.minutes} min)"
        rows.append((sitting.meeting.key, sitting.period.label, when, sitting.zone, late, title))
    print_table(("meeting", "about", "when", "zone", "", "what"), rows, "Every meeting is switched off.")


def _clock(at: datetime, zone: str) -> str:
    from zoneinfo import ZoneInfo

    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


@review_command.command("agenda")
@click.argument("kind", type=KIND)
@PERIOD
@MARKDOWN
@FORCE
@verb
def agenda_command(session: Session, kind: str, period: str, target: str, force: bool) -> None:
    """An agenda with its figures filled in; default: the meeting that is due, else the next one."""
    from tweetplan.workspace import agendas, reviews, rhythm

    workspace = session.declared
    made = agendas.agenda(workspace, kind, period)
    sheet = reviews.sheet(workspace, made)
    if target:
        _write(session, target, sheet, force)
        return
    taken = reviews.decisions_of(workspace, rhythm.review_id(made.sitting))
    session.answer(agenda_row(made, taken), lambda: _print_agenda(made))


def _print_agenda(made: "Agenda") -> None:
    one = made.sitting
    say(f"{one.meeting.title}: {one.period.label} ({one.period.first} to {one.period.last})")
    say(
        f"{one.day:%A} {one.day}, {_clock(one.at, one.zone)} {one.zone}, {one.meeting.minutes} min ({one.meeting.rule})"
    )
    if one.moved:
        say(f"Moved from {one.moved}, a holiday.")
    for place in made.places:
        away = "  outside of their hours" if place.at_work is False else ""
        say(f"    {place.login}: {place.at} {place.zone}{'' if place.wanted else '  may stay away'}{away}")
    if made.review is not None:
        held = made.review
        say(f"{held.state} on {held.held_at[:10]} by {held.by}; {', '.join(held.attendance) or 'nobody is named'}")
    for section in made.sections:
        say()
        say(section.title)
        for item in section.items:
            known = f", complete to {item.complete_to}" if item.complete_to else ""
            say(f"  {'!' if item.urgent else '·'} {item.text}{f'  [{item.source}{known}]' if item.source else ''}")
        if not section.items:
            say(f"  {section.empty}")


@review_command.command("hold")
@click.argument("kind", type=KIND)
@PERIOD
@click.option("--with", "people", default="", metavar="LOGIN,…", help="Who was there.")
@click.option("--notes", default="", metavar="TEXT", help="What was said.")
@verb
def hold_command(session: Session, kind: str, period: str, people: str, notes: str) -> None:
    """Note that a meeting was held; its agenda is kept with the figures as they stand. Again: adds to the record."""
    from tweetplan.workspace import reviews

    made = reviews.hold(session.declared, kind, period, attendance=people.split(","), notes=notes)
    there = f" with {', '.join(made.attendance)}" if made.attendance else ""
    session.answer(review_row(made), lambda: say(f"✓ {made.id} was held{there}"))


@review_command.command("skip")
@click.argument("kind", type=KIND)
@PERIOD
@click.option("--reason", required=True, help="Why it is not held.")
@verb
def skip_command(session: Session, kind: str, period: str, reason: str) -> None:
    """Let a meeting pass; it is no longer due."""
    from tweetplan.workspace import reviews

    made = reviews.skip(session.workspace, kind, period, reason=reason)
    session.answer(review_row(made), lambda: say(f"✓ {made.id} is not held"))


@review_command.command("show")
@click.argument("kind", type=KIND)
@click.argument("period", metavar="PERIOD")
@verb
def show_command(session: Session, kind: str, period: str) -> None:
    """The record of a meeting that was held: who was there, the notes, and the agenda as its figures stood then."""
    from tweetplan.cli.output import talk
    from tweetplan.workspace import agendas, reviews, rhythm

    workspace = session.workspace
    held = reviews.get(workspace, rhythm.review_id(agendas.find(workspace, kind, period)))

    def people() -> None:
        for line in held.agenda.splitlines():
            say(line)
        talk(f"{held.state} on {held.held_at[:10]} by {held.by}; there: {', '.join(held.attendance) or 'nobody named'}")
        for line in held.notes.splitlines():
            say(line)

    session.answer({**review_row(held), "agenda": held.agenda}, people)


@review_command.command("accept")
@click.argument("goal", metavar="GOAL", shell_complete=goal_names)
@verb
def accept_command(session: Session, goal: str) -> None:
    """Accept what the adjust rule proposes for a goal: a raised target, or a new plan; undo takes it back."""
    on_one_core()
    from tweetplan.analysis.adjusting import proposals
    from tweetplan.workspace.adjusting import accept

    workspace = session.declared
    found = proposals(workspace, goal)
    done = accept(workspace, found[0])
    session.answer({"goal": goal, "done": done}, lambda: say(f"{goal}: {done}."))


@review_command.command("pack")
@click.option("--for", "audience", type=click.Choice(["marketing", "product", "support", "all"]), default="all")
@PERIOD
@MARKDOWN
@FORCE
@verb
def pack_command(session: Session, audience: str, period: str, target: str, force: bool) -> None:
    """The weekly pack for marketing, product and support: read-only Markdown with figures and what is public (T15)."""
    from tweetplan.workspace import packs

    workspace = session.declared
    sheet = packs.pack(workspace, audience, period)
    if target:
        _write(session, target, sheet, force)
        return
    label, parts = packs.sections(workspace, audience, period)
    data = {"period": label, "for": audience, "sections": [section_row(part) for part in parts], "markdown": sheet}

    def people() -> None:
        for line in sheet.splitlines():
            say(line)

    session.answer(data, people)


@review_command.command("rhythm")
@click.argument("kind", type=KIND, required=False, default=None)
@click.option("--on/--off", "on", default=None, help="Hold this meeting, or not.")
@click.option("--at", "clock", default=None, metavar="HH:MM", help="When it begins.")
@click.option("--zone", default=None, metavar="ZONE", help="By whose clocks; without a meeting for all of them.")
@click.option("--weekday", type=click.Choice(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), default=None)
@click.option("--minutes", type=int, default=None)
@click.option("--from", "begins", type=DAY, default=None, help="A day from which check-points are counted.")
@verb
def rhythm_command(session: Session, kind: str | None, weekday: str | None, **given: Any) -> None:
    """How the team meets; with a meeting and options, change it."""
    from tweetplan.domain.duty import WEEKDAYS
    from tweetplan.workspace import rhythm

    workspace = session.workspace
    day = WEEKDAYS.index(weekday) if weekday else None
    wanted = {**given, "weekday": day}
    if kind and any(value is not None for value in wanted.values()):
        rhythm.set_habit(workspace, kind, **wanted)
    elif given["zone"] and not any(value is not None for name, value in wanted.items() if name != "zone"):
        rhythm.set_zone(workspace, given["zone"])
    elif any(value is not None for value in wanted.values()):
        raise click.UsageError("Name the meeting that these options are for.")
    shown = [row for row in _rhythm_rows(workspace) if kind in (None, row["meeting"])]
    head = ("meeting", "", "every", "at", "zone", "minutes", "rule")
    rows = [
        (row["meeting"], "" if row["on"] else "off", row["every"], row["at"], row["zone"], row["minutes"], row["rule"])
        for row in shown
    ]
    session.answer(shown, lambda: print_table(head, rows))


def _rhythm_rows(workspace: "Workspace") -> list[dict[str, Any]]:
    from tweetplan.domain.duty import WEEKDAYS
    from tweetplan.workspace import agendas, rhythm

    own, held = rhythm.habits(workspace), rhythm.meetings(workspace)
    found = []
    for key in MEETINGS:
        meeting = agendas.own_meeting(workspace, key)
        every = meeting.cadence.every
        on = f" on {WEEKDAYS[meeting.cadence.weekday]}" if meeting.cadence.weekday is not None else ""
        found.append(
            {
                "meeting": key, "title": meeting.title, "on": key in held, "every": f"{every}{on}",
                "at": meeting.clock, "zone": own[key].zone or rhythm.zone_of(workspace), "minutes": meeting.minutes,
                "rule": meeting.rule, "roles": meeting.roles,
            }
        )  # fmt: skip
    return found


@review_command.command("experts")
@click.argument("logins", metavar="[LOGIN…]", nargs=-1)
@verb
def experts_command(session: Session, logins: tuple[str, ...]) -> None:
    """The one or two people who follow the platform for the team (T24); with logins, name them."""
    from tweetplan.workspace import rhythm

    found = rhythm.set_experts(session.workspace, logins) if logins else rhythm.experts(session.workspace)
    session.answer(list(found), lambda: say(", ".join(found) or "Nobody is named yet."))


def _write(session: Session, target: str, sheet: str, force: bool) -> None:
    """Into a file of the person's own, or whole to stdout."""
    if target == "-":
        for line in sheet.splitlines():
            say(line)
        return
    from tweetplan.exchange.files import write_bytes

    write_bytes(Path(target), sheet.encode(), force=force)
    session.answer({"file": target, "bytes": len(sheet.encode())}, lambda: say(f"✓ {target}"))


for _command in COMMANDS:
    review_command.add_command(_command)
