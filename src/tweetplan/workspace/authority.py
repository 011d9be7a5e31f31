"""Authority: which roles hold each right in this workspace, and giving them to others (T02, T03)."""

from collections.abc import Sequence

from tweetplan.domain.authority import RIGHTS, SETTING, Right, holders, right, words
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.values import frozen
from tweetplan.storage import settings, team
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.permits import roles_of


@frozen
class Held:
    """A right as it stands: its roles here, and who has it."""

    right: Right
    roles: tuple[str, ...]
    """Empty: every member's."""
    logins: tuple[str, ...]
    """Who may use it; everybody when no member has one of its roles."""
    changed: bool = False
    """Whether the team named other roles than the package does."""


def listing(ws: Workspace) -> tuple[Held, ...]:
    """Every right with its roles and the members who have it."""
    roles = roles_of(ws.db)
    people = team.every(ws.db)
    found = []
    for one in RIGHTS:
        mine = roles[one.key]
        having = (holders(mine, people) if mine else people) or people
        found.append(Held(one, mine, tuple(member.login for member in having), mine != one.roles))
    return tuple(found)


def give(ws: Workspace, key: str, roles: Sequence[str] | None) -> Held:
    """Name the roles that hold a right from now on; an empty list is every member, None the package's own."""
    one = right(key)
    if one is None:
        raise NotFound(f"There is no right {key!r}.", f"The rights are {', '.join(each.key for each in RIGHTS)}.")
    unknown = [role for role in roles or () if role not in ROLES]
    if unknown:
        raise UsageProblem(f"{unknown[0]!r} is not a role.", f"The roles are {', '.join(ROLES)} (T02).")
    with ws.operation("team.authority") as change:
        if roles is None:
            change.remove("settings", SETTING + key)
        else:
            change.put("settings", settings.row(SETTING + key, list(dict.fromkeys(roles))))
        change.summary = f"the right to {one.title} is for {words(one.roles if roles is None else roles)}"
    return next(held for held in listing(ws) if held.right.key == key)
