"""Accepting what the adjust rule proposes: a raised target, or a plan that starts from the actuals (G26, G30)."""

from dataclasses import replace

from tweetplan.domain.findings import Conflict, Problem
from tweetplan.domain.outlooks import Adjustment
from tweetplan.storage import goals as stored
from tweetplan.workspace import goals
from tweetplan.workspace.core import Workspace


def accept(ws: Workspace, found: Adjustment) -> str:
    """Do it as one operation that can be undone; says in words what was done.

    Raises `Problem` when nothing is proposed, `Conflict` when the goal was changed since.
    """
    goal = goals.get(ws, found.goal)
    if found.move == "analyse":
        made = goals.replan(ws, found.goal)
        return f"re-planned from {made.actual:g} on {made.as_of}"
    if found.move != "raise" or found.proposed is None:
        raise Problem(f"Nothing is proposed for {found.goal}.", "`tweetplan goal adjust` says why.")
    if goal.target != found.target:
        raise Conflict(f"The target of {found.goal} was changed in the meantime.", "Look at it again.")
    wanted = replace(goal, target=found.proposed)
    errors = [finding for finding in goals.findings(ws, wanted) if finding.severity == "error"]
    if errors:
        raise Problem(f"{goal.name} was not raised: {errors[0].message}", errors[0].remedy, errors)
    with ws.operation("goal.adjust") as change:
        change.put(stored.TABLE, stored.row(wanted), goal.version)
        change.summary = f"raised {goal.name} from {goal.target:g} to {found.proposed:g}"
    return f"raised from {goal.target:g} to {found.proposed:g}"
