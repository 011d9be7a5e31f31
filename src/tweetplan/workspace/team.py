"""The team: who may change things, in which roles (T02), in which zone and hours (T22)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.duty import Shift, asks_for_holidays, checked_hours, next_on_duty, on_duty
from tweetplan.domain.findings import Conflict, Problem, UsageProblem
from tweetplan.domain.goals import Member
from tweetplan.storage import team as stored
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import missing, one_line, zone_name


def listing(ws: Workspace) -> tuple[Member, ...]:
    """The team by login; empty means that everyone may do everything."""
    return stored.every(ws.db)


def get(ws: Workspace, login: str) -> Member:
    """The member of this login; raises `NotFound` with the nearest one."""
    team = listing(ws)
    found = next((member for member in team if member.login == login), None)
    if found is None:
        raise missing("member", login, (member.login for member in team), "`tweetplan team add LOGIN`")
    return found


def checked(member: Member) -> Member:
    """The member with a tidy login; raises `UsageProblem` when a role, the zone or the hours cannot be."""
    unknown = [role for role in member.roles if role not in ROLES]
    if unknown:
        raise UsageProblem(f"{unknown[0]!r} is not a role.", f"The roles are {', '.join(ROLES)} (T02).")
    try:
        checked_hours(member.hours)
    except ValueError as error:
        raise UsageProblem(f"The hours of {member.login} cannot be read: {error}.") from error
    if not 0 <= member.minutes_a_week <= 7 * 24 * 60:
        raise UsageProblem(f"A week has 10080 minutes; {member.minutes_a_week} do not fit in.")
    zone_name(member.zone)
    return replace(member, login=one_line(member.login, "login", 64))


def put(ws: Workspace, member: Member, expected: int | None = None) -> Member:
    """Add a member or change the one of this login; the first one must be whoever adds it, or nobody could go on."""
    member = checked(member)
    with ws.operation("team.put") as change:
        if not stored.every(ws.db) and member.login != ws.actor.login:
            raise Problem(
                f"With {member.login} as the only member, {ws.actor.login} could change nothing any more.",
                f"Add {ws.actor.login} first.",
            )
        change.put(stored.TABLE, stored.row(member), expected)
        change.summary = f"put {member.login} into the team"
    return get(ws, member.login)


def add(ws: Workspace, member: Member) -> Member:
    """Add a member; raises `Conflict` when the login is listed already."""
    if any(held.login == member.login for held in listing(ws)):
        raise Conflict(f"{member.login} is in the team already.", f"`tweetplan team edit {member.login}` changes them.")
    return put(ws, member, expected=0)


def edit(ws: Workspace, login: str, expected: int | None = None, **changes: Any) -> Member:
    """Change what is given of a member: roles, zone, hours, minutes_a_week."""
    return put(ws, replace(get(ws, login), **changes), expected)


def remove(ws: Workspace, login: str) -> None:
    """Take a member out of the team; without members everyone may do everything again."""
    get(ws, login)
    with ws.operation("team.remove") as change:
        change.remove(stored.TABLE, login)
        change.summary = f"took {login} out of the team"


def duty(ws: Workspace) -> tuple[tuple[Shift, ...], Shift | None]:
    """Who is on duty at this moment, and who is next; nobody when no hours are stored."""
    team = listing(ws)
    closed = holidays_off(ws, team, today(ws))
    return on_duty(team, ws.now, closed), next_on_duty(team, ws.now, closed)


def holidays_off(ws: Workspace, team: Iterable[Member], day: date) -> frozenset[date]:
    """The holidays around a day, read only when somebody's hours are others on holidays."""
    people = tuple(team)
    if not asks_for_holidays(people):
        return frozenset()
    from tweetplan.workspace.cover import closed_days

    return closed_days(ws, people, day)


def may_be_mine(roles: tuple[str, ...], everyone: bool, role: str, owner: str, login: str) -> bool:
    """Whether work is this login's: it is the owner, or nobody is and it has the role (or nobody has roles at all)."""
    if owner:
        return owner == login
    return everyone or not role or role in roles
