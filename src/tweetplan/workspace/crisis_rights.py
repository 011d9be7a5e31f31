"""Who may decide what in a crisis: the authority matrix of this workspace, and the one place that enforces it (T17)."""

from tweetplan.domain.authority import holders
from tweetplan.domain.crisis_rights import DECISIONS, DEFAULT, Matrix, Right, plain_matrix, read_matrix
from tweetplan.domain.findings import Problem, UsageProblem
from tweetplan.storage import settings, team
from tweetplan.workspace.core import Workspace

KEY = "crisis.matrix"


def matrix(ws: Workspace) -> Matrix:
    """The matrix as this workspace has it, or the default."""
    return ws.remember("crisis matrix", lambda: _read(ws))


def _read(ws: Workspace) -> Matrix:
    held = settings.values(ws.db, (KEY,)).get(KEY)
    if held is None:
        return DEFAULT
    try:
        return read_matrix(held)
    except (ValueError, KeyError, TypeError):
        return DEFAULT


def deciders(ws: Workspace, level: str, decision: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The roles that may decide, and the logins that have them; no logins: every member may, for nobody has them."""
    roles = matrix(ws).roles(level, decision)
    return roles, having(ws, roles)


def having(ws: Workspace, roles: tuple[str, ...]) -> tuple[str, ...]:
    """The logins that have any of these roles; a member without roles has them all, as with every other right."""
    members = ws.remember("team by login", lambda: team.every(ws.db))
    return tuple(member.login for member in holders(roles, members))


def against(ws: Workspace, level: str, decision: str) -> str:
    """Why this actor may not decide it; empty when they may. Where nobody in the team has the role, all may."""
    roles, logins = deciders(ws, level, decision)
    if not logins or ws.actor.login in logins:
        return ""
    what = DECISIONS[decision].partition(",")[0].partition(":")[0]
    return f"{ws.actor.login} may not decide this at level {level} ({what}): {' or '.join(roles)} may."


def refuse(ws: Workspace, level: str, decision: str) -> None:
    """Raises `Problem` naming who may when this actor may not; asked inside the operation that does it."""
    why = against(ws, level, decision)
    if why:
        _, logins = deciders(ws, level, decision)
        raise Problem(why, f"Ask {', '.join(logins)}; `tweetplan crisis matrix` says who decides what.")


def set_right(ws: Workspace, right: Right) -> Matrix:
    """Put one cell of the matrix; without decisions it is taken out. Raises `UsageProblem` for what cannot be."""
    try:
        wanted = matrix(ws).taking(right)
    except ValueError as error:
        raise UsageProblem(f"The matrix was not changed: {error}.") from error
    with ws.operation("matrix.set") as change:
        change.put("settings", settings.row(KEY, plain_matrix(wanted)))
        may = ", ".join(right.decisions) or "nothing"
        change.summary = f"at level {right.level} {right.role} decides {may}, within {right.minutes} min"
    return matrix(ws)


def reset(ws: Workspace) -> Matrix:
    """Go back to the default matrix."""
    with ws.operation("matrix.set") as change:
        change.remove("settings", KEY)
        change.summary = "the authority matrix is the default again"
    return matrix(ws)
