"""What every screen says at its top while a crisis goes on: one cheap read, nothing when none does."""

from tweetplan.storage import crises as stored
from tweetplan.workspace.core import Workspace


def banner(ws: Workspace) -> str:
    """Level, title, step and minutes left of the gravest crisis that goes on; empty when none does."""
    found = ws.remember("open crises", lambda: stored.going_on(ws.db))
    if not found:
        return ""
    from tweetplan.domain.crisis import CRISIS, next_step
    from tweetplan.domain.freezes import minutes_left

    worst = found[0]
    left = minutes_left(worst.due, ws.now)
    step = next_step(worst.stage)
    time = "" if left is None else f": {step} within {left} min" if left >= 0 else f": {step} is {-left} min late"
    stopped = " · publishing stopped" if worst.level == "high" and not worst.drill else ""
    more = f" · +{len(found) - 1}" if len(found) > 1 else ""
    mark = "DRILL · " if worst.drill else ""
    return f"{mark}{worst.level.upper()} {CRISIS.stage(worst.stage).title}{time}{stopped}{more} · {worst.title}"
