"""Roles: each with its duties and figures, what the team lacks, and the preset for a small team (T02, T03, T20)."""

from collections.abc import Sequence
from dataclasses import replace

from tweetplan.domain.approvals import ApprovalRule
from tweetplan.domain.authority import right_findings
from tweetplan.domain.codec import plain
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.findings import Finding, Problem, UsageProblem
from tweetplan.domain.goals import Member
from tweetplan.domain.rhythm import Habit
from tweetplan.domain.roles import DUTIES, PURPOSE, SMALL_CHECKLIST, ZONES, Duty, Zone, gap_findings, holders_of
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import duties as stored
from tweetplan.storage import settings
from tweetplan.storage import team as stored_team
from tweetplan.workspace import approving, rhythm
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.names import missing, one_line
from tweetplan.workspace.permits import roles_of
from tweetplan.workspace.rules import rules

LEAN = ("standup", "planning", "checkpoint")
"""The meetings that a small team keeps: the stand-up, Monday's plan and the check-point (T20, T10, G26)."""


@frozen
class RoleCard:
    """One role: what it is for, who has it, its duties, and the overlap zones that it is part of."""

    role: str
    purpose: str
    logins: tuple[str, ...]
    duties: tuple[Duty, ...]
    zones: tuple[Zone, ...]


def cards(ws: Workspace) -> tuple[RoleCard, ...]:
    """The five roles with the duties declared and those that the team wrote."""
    team = stored_team.every(ws.db)
    own = stored.duties(ws.db)
    return tuple(
        RoleCard(
            role, PURPOSE[role], holders_of(role, team),
            tuple(duty for duty in (*DUTIES, *own) if duty.role == role),
            tuple(zone for zone in ZONES if role in zone.roles),
        )
        for role in ROLES
    )  # fmt: skip


def gaps(ws: Workspace) -> tuple[Finding, ...]:
    """What the team lacks: empty roles, single points of failure, overlap zones, rights that nobody holds."""
    team = stored_team.every(ws.db)
    return (*gap_findings(team, rules(ws).whole("team.small")), *right_findings(team, roles_of(ws.db)))


def add_duty(ws: Workspace, role: str, title: str, kpi: str = "", target: float | None = None, body: str = "") -> Duty:
    """Write a duty into a role's document, with the figure that it is measured by."""
    if role not in ROLES:
        raise UsageProblem(f"{role!r} is not a role.", f"The roles are {', '.join(ROLES)} (T02).")
    made = Duty(
        role, one_line(title, "duty"), one_line(kpi, "figure", 64, may_be_empty=True), target, f"d{ws.new_id()}",
        one_line(body, "text of the duty", 2000, may_be_empty=True),
    )  # fmt: skip
    with ws.operation("duty.add") as change:
        change.put(stored.DUTIES, stored.plain_row(made), expected=0)
        change.summary = f"a duty of the {role}: {made.title}"
    return made


def remove_duty(ws: Workspace, identity: str) -> Duty:
    """Take a duty out again; those declared with the roles stay."""
    own = stored.duties(ws.db)
    found = next((duty for duty in own if duty.id == identity or (identity and duty.id.startswith(identity))), None)
    if found is None:
        raise missing("duty", identity, (duty.id for duty in own), "The team wrote none of its own.")
    with ws.operation("duty.remove") as change:
        change.remove(stored.DUTIES, found.id)
        change.summary = f"no duty of the {found.role} any more: {found.title}"
    return found


@frozen
class Small:
    """What the preset for a small team set."""

    members: tuple[Member, ...]
    meetings: tuple[str, ...]
    accounts: tuple[str, ...]
    """Those whose posts are now approved by somebody other than the author, with the short checklist."""


def small_team(ws: Workspace, create: Sequence[str], respond: Sequence[str]) -> Small:
    """Set a small team up in one operation (T20): who creates, who responds, a stand-up, a short checklist.

    Members are added or get the role beside those that they have; the account's approval asks for one other person.
    """
    logins = tuple(dict.fromkeys((*create, *respond)))
    if not create or not respond:
        raise UsageProblem("A small team needs somebody who creates and somebody who responds (T20).")
    known = {member.login: member for member in stored_team.every(ws.db)}
    if not known and ws.actor.login not in logins:
        raise Problem(f"{ws.actor.login} would not be of the team.", f"Name {ws.actor.login} too.")
    people = []
    for login in logins:
        wanted = [*(("creator",) if login in create else ()), *(("community_manager",) if login in respond else ())]
        member = known.get(login) or Member(one_line(login, "login", 64))
        people.append(replace(member, roles=tuple(dict.fromkeys((*member.roles, *wanted)))))
    mains = [held for held in stored_accounts.every(ws.db) if held.role == "main"]
    rule = ApprovalRule("one" if len(logins) > 1 else "none", (), SMALL_CHECKLIST)
    with ws.operation("team.preset") as change:
        for member in people:
            change.put(stored_team.TABLE, stored_team.row(member))
        for held in mains:
            change.put("settings", settings.row(approving.PREFIX + held.key, plain(rule)))
        for key, habit in rhythm.habits(ws).items():
            wanted_habit = replace(habit, on=key in LEAN, minutes=15 if key == "standup" else habit.minutes)
            if wanted_habit != Habit() or habit != Habit():
                change.put("settings", settings.row(rhythm.PREFIX + key, plain(wanted_habit)))
        change.summary = f"a small team: {', '.join(create)} create, {', '.join(respond)} respond"
    return Small(tuple(people), LEAN, tuple(held.handle for held in mains))
