"""What others changed while this session was open: `ana 10 s ago: moved the winter blend to Wed`."""

from tweetplan.tui.chrome import ago
from tweetplan.workspace import history
from tweetplan.workspace.core import Workspace

MOST_LINES = 3


def news(workspace: Workspace, seen: int) -> tuple[int, list[str]]:
    """The seq of the newest operation, and a line for each of the newest few since `seen`."""
    operations = history.log(workspace, MOST_LINES + 1, after=seen)
    now = workspace.clock()
    lines = [
        f"{operation.actor.login} {ago(now, operation.at)}: {operation.summary}"
        for operation in operations[:MOST_LINES]
    ]
    if len(operations) > MOST_LINES:
        lines.append("… and more: `tweetplan log` lists them.")
    return max([seen, *(operation.seq for operation in operations)]), lines
