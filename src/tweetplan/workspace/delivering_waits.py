"""What keeps due posts where they are: a freeze, no publisher, or one that wants no more for now (T18)."""

from datetime import datetime, timedelta

from tweetplan.domain.post_life import SCHEDULED
from tweetplan.storage import board
from tweetplan.workspace import freezing
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.delivering import publisher_of, waits_until


def standing_still(ws: Workspace, account: str = "") -> dict[str, str]:
    """The accounts whose posts have come due and still do not go, each with why in words."""
    found = dict[str, str]()
    for row in board.past_their_slot(ws.db, SCHEDULED, instant_text(ws.now + timedelta(seconds=1))):
        key = str(row["account"])
        if key not in found and account in ("", key):
            found[key] = _why(ws, key)
    return {key: why for key, why in found.items() if why}


def _why(ws: Workspace, account: str) -> str:
    held, until = freezing.frozen(ws, account), waits_until(ws, account)
    if held is not None:
        return f"{held.login} froze {held.whose}: {held.reason}"
    if not publisher_of(ws, account):
        return "it has no publisher; `tweetplan publish using` chooses one"
    if until and datetime.fromisoformat(until) > ws.now:
        return f"its publisher wants no more before {until[:16].replace('T', ' ')} UTC"
    return ""
