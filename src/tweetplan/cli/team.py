"""Verbs about the team: who is in it, in which roles, who may do what, and what it lacks (T02, T03, T20)."""

from collections.abc import Iterable
from typing import Any

import click

from tweetplan.cli import team_day, team_rota
from tweetplan.cli.output import print_findings, print_table, say
from tweetplan.cli.session import Session, verb
from tweetplan.domain.authority import listed
from tweetplan.domain.authority import words as role_words
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.goals import Member

ROLE = click.Choice(ROLES)


@click.group("team")
def team_command() -> None:
    """The team: members, roles, who may do what, cover, hand-over, figures of how it works."""


for _command in (*team_rota.COMMANDS, *team_day.COMMANDS):
    team_command.add_command(_command)


def _given(function: "click.decorators.FC") -> "click.decorators.FC":
    """The options that say what is known of a member."""
    for option in (
        click.option("--minutes", type=int, default=None, metavar="N", help="Minutes a week for this work."),
        click.option(
            "--hours", multiple=True, metavar="DAYS=TIMES",
            help="mon-fri=08:00-12:00,13:00-17:00 · holidays=off · 2026-12-24=off; repeatable, in place of all others.",
        ),
        click.option("--zone", default=None, metavar="ZONE", help="Where they work: Europe/Berlin."),
        click.option("--role", "roles", multiple=True, type=ROLE, help="Repeatable; in place of those they had."),
    ):  # fmt: skip
        function = option(function)
    return function


@team_command.command("list")
@verb
def list_members(session: Session) -> None:
    """Every member with roles, zone and hours, and whether they are on duty now."""
    from tweetplan.workspace import team

    people = team.listing(session.workspace)
    there = {shift.login for shift in team.duty(session.workspace)[0]}
    rows = [
        (held.login, listed(held.roles), held.zone, _hours(held),
         held.minutes_a_week or None, "on duty" if held.login in there else "")
        for held in people
    ]  # fmt: skip
    empty = "Nobody is listed, so everybody may do everything: `tweetplan team add LOGIN --role strategist`."
    head = ("login", "roles", "zone", "hours", "min/week", "now")
    data = [{**_row(held), "on_duty": held.login in there} for held in people]
    session.answer(data, lambda: print_table(head, rows, empty))


@team_command.command("add")
@click.argument("login")
@_given
@verb
def add(
    session: Session, login: str, roles: tuple[str, ...], zone: str | None, hours: tuple[str, ...], minutes: int | None
) -> None:
    """Add a member by the login that they act as; the first one is you. Without a role they may do everything."""
    from tweetplan.workspace import team

    made = team.add(session.workspace, Member(login, roles, zone or "UTC", read_hours(hours), minutes or 0))
    session.answer(_row(made), lambda: say(f"✓ {made.login}: {listed(made.roles)}"))


@team_command.command("edit")
@click.argument("login")
@click.option("--no-role", is_flag=True, help="Take every role away: they may then do everything.")
@_given
@verb
def edit(
    session: Session, login: str, no_role: bool, roles: tuple[str, ...], zone: str | None, hours: tuple[str, ...],
    minutes: int | None,
) -> None:  # fmt: skip
    """Change what is given of a member."""
    from tweetplan.workspace import team

    if no_role and roles:
        raise UsageProblem("--no-role and --role cannot both hold.")
    given: dict[str, Any] = {
        "roles": () if no_role else roles or None, "zone": zone, "hours": read_hours(hours) if hours else None,
        "minutes_a_week": minutes,
    }  # fmt: skip
    changes = {name: value for name, value in given.items() if value is not None}
    made = team.edit(session.workspace, login, **changes)
    session.answer(_row(made), lambda: say(f"✓ {made.login}: {listed(made.roles)}"))


@team_command.command("remove")
@click.argument("login")
@verb
def remove(session: Session, login: str) -> None:
    """Take a member out; without members everybody may do everything again."""
    from tweetplan.workspace import team

    team.remove(session.workspace, login)
    session.answer({"removed": login}, lambda: say(f"✓ {login} is not of the team any more"))


@team_command.command("authority")
@click.argument("right", required=False, default="")
@click.option("--role", "roles", multiple=True, type=ROLE, help="Who holds it from now on; repeatable.")
@click.option("--everybody", is_flag=True, help="Every member holds it.")
@click.option("--reset", is_flag=True, help="The roles that tweetplan ships.")
@verb
def authority_(session: Session, right: str, roles: tuple[str, ...], everybody: bool, reset: bool) -> None:
    """Who may do what: every right with its roles; with a right and --role, hand it to others."""
    from tweetplan.workspace import authority

    if right and (roles or everybody or reset):
        authority.give(session.workspace, right, None if reset else roles)
    held = [one for one in authority.listing(session.workspace) if right in ("", one.right.key)]
    rows = [
        (one.right.key, role_words(one.roles) + (" (changed)" if one.changed else ""), ", ".join(one.logins) or "all",
         one.right.title)
        for one in held
    ]  # fmt: skip
    data = [
        {"right": one.right.key, "title": one.right.title, "roles": one.roles, "logins": one.logins,
         "verbs": one.right.verbs, "changed": one.changed}
        for one in held
    ]  # fmt: skip
    session.answer(data, lambda: print_table(("right", "roles", "now", "to"), rows, "There is no such right."))


@team_command.command("roles")
@click.argument("role", type=ROLE, required=False)
@verb
def roles_(session: Session, role: str | None) -> None:
    """The five roles: who has each, its duties, and the figure that each is measured by (T02, T03)."""
    from tweetplan.workspace import roles

    found = [card for card in roles.cards(session.workspace) if role in (None, card.role)]

    def people() -> None:
        for card in found:
            say(f"{role_words((card.role,))} — {card.purpose}: {', '.join(card.logins) or 'nobody'}")
            for duty in card.duties:
                figure = duty.kpi + (f" {duty.target:g}" if duty.target is not None else "")
                say(f"  · {duty.title}" + (f" ({figure})" if duty.kpi else "") + (f"  {duty.id}" if duty.id else ""))
            say(f"  overlaps: {'; '.join(zone.title for zone in card.zones)}")

    session.answer(found, people)


@team_command.group("duty")
def duty_command() -> None:
    """Duties of your own in a role's document."""


@duty_command.command("add")
@click.argument("role", type=ROLE)
@click.argument("title")
@click.option("--kpi", default="", metavar="FIGURE", help="A KPI, or a figure of `team figures`.")
@click.option("--target", type=float, default=None)
@click.option("--text", default="", help="More about it.")
@verb
def add_duty(session: Session, role: str, title: str, kpi: str, target: float | None, text: str) -> None:
    """Write a duty into a role's document, with the figure that tells how well it is done."""
    from tweetplan.workspace import roles

    made = roles.add_duty(session.workspace, role, title, kpi, target, text)
    session.answer(made, lambda: say(f"✓ {made.title} ({made.id})"))


@duty_command.command("remove")
@click.argument("identity", metavar="ID")
@verb
def remove_duty(session: Session, identity: str) -> None:
    """Take a duty of your own out again; the beginning of its id is enough."""
    from tweetplan.workspace import roles

    gone = roles.remove_duty(session.workspace, identity)
    session.answer(gone, lambda: say(f"✓ removed {gone.title}"))


@team_command.command("gaps")
@verb
def gaps(session: Session) -> None:
    """What the team lacks: empty roles, single points of failure, overlap zones, rights that nobody holds (T03)."""
    from tweetplan.workspace import roles

    found = roles.gaps(session.workspace)

    def people() -> None:
        print_findings(found)
        if not found:
            say("No gap: every role and every overlap zone has more than one person, or nobody is listed.")

    session.answer(found, people)


@team_command.command("preset")
@click.argument("name", type=click.Choice(["small"]))
@click.option("--create", multiple=True, required=True, metavar="LOGIN", help="Who writes posts; repeatable.")
@click.option("--respond", multiple=True, required=True, metavar="LOGIN", help="Who answers; repeatable.")
@verb
def preset(session: Session, name: str, create: tuple[str, ...], respond: tuple[str, ...]) -> None:
    """Set a small team up at once: create and respond, a 15-minute stand-up, a short checklist (T20)."""
    from tweetplan.workspace import roles

    made = roles.small_team(session.workspace, create, respond)

    def people() -> None:
        for member in made.members:
            say(f"✓ {member.login}: {listed(member.roles)}")
        say(f"✓ meetings: {', '.join(made.meetings)}; the stand-up takes 15 minutes")
        say(f"✓ short checklist on {', '.join(made.accounts) or 'no account yet'}; `tweetplan undo` takes it all back")

    session.answer(made, people)


def read_hours(given: Iterable[str]) -> dict[str, str]:
    """`mon-fri=08:00-17:00` as an hours table; the workspace checks days and times."""
    found = {}
    for text in given:
        days, mark, times = text.partition("=")
        if not mark or not days.strip() or not times.strip():
            raise UsageProblem(f"{text!r} names no hours.", "Write them like mon-fri=08:00-17:00.")
        found[days.strip()] = times.strip()
    return found


def _hours(member: Member) -> str:
    return "; ".join(f"{days} {times}" for days, times in member.hours.items())


def _row(member: Member) -> dict[str, object]:
    return {
        "login": member.login, "roles": member.roles, "zone": member.zone, "hours": dict(member.hours),
        "minutes_a_week": member.minutes_a_week, "version": member.version,
    }  # fmt: skip
