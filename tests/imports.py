"""What tests of importing share: the call that imports, and the roll-up that it leaves."""

from collections.abc import Callable

from tweetplan.analysis.importing import Report
from tweetplan.workspace.core import Workspace

Bring = Callable[..., Report]
"""`bring({"name.csv": text, …}, account="@acme")` imports these files, in this order, in one go."""


def daily(ws: Workspace, source: str = "posts") -> dict[tuple[str, str], float]:
    """The roll-up of one source without zeros: (day, measure) → value."""
    rows = ws.db.rows("SELECT day, measure, value FROM daily WHERE source = :source AND value <> 0", source=source)
    return {(row["day"], row["measure"]): row["value"] for row in rows}
