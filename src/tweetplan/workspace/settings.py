"""What a workspace says of itself: its name, the month its year starts with, and what it holds back (G26)."""

from collections.abc import Mapping
from dataclasses import field

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.values import frozen
from tweetplan.storage import settings as stored
from tweetplan.workspace.core import Workspace


@frozen
class Settings:
    """The settings that a plan holds under `[workspace]` and `[reserve]`."""

    name: str = ""
    fiscal_start: int = 1
    """The month, 1–12, in which a year of the team starts."""
    reserve: Mapping[str, float] = field(default_factory=dict)
    """The shares of `hours` and `money` held back; a part that is absent follows the rule `reserve.resources`."""


def read(ws: Workspace) -> Settings:
    """The settings as they stand."""
    return ws.remember("settings", lambda: _read(ws))


def _read(ws: Workspace) -> Settings:
    held = stored.values(ws.db, (stored.NAME, stored.FISCAL_START, *stored.RESERVE.values()))
    return Settings(
        str(held.get(stored.NAME, "")),
        int(held.get(stored.FISCAL_START, 1)),
        {part: float(held[key]) for part, key in stored.RESERVE.items() if key in held},
    )


def write(
    ws: Workspace,
    *,
    name: str | None = None,
    fiscal_start: int | None = None,
    reserve: Mapping[str, float | None] | None = None,
) -> Settings:
    """Change what is given and leave the rest; a reserve of None goes back to the rule. Returns what then stands."""
    if fiscal_start is not None and not 1 <= fiscal_start <= 12:
        raise UsageProblem(f"A year starts in a month from 1 to 12, not {fiscal_start}.")
    for part, share in (reserve or {}).items():
        if part not in stored.RESERVE or (share is not None and not 0 <= share <= 0.9):
            raise UsageProblem(f"A reserve is a share of hours or money from 0 to 0.9, not {part} = {share}.")
    with ws.operation("workspace.set") as change:
        if name is not None:
            change.put("settings", stored.row(stored.NAME, name))
        if fiscal_start is not None:
            change.put("settings", stored.row(stored.FISCAL_START, fiscal_start))
        for part, share in (reserve or {}).items():
            if share is None:
                change.remove("settings", stored.RESERVE[part])
            else:
                change.put("settings", stored.row(stored.RESERVE[part], share))
        change.summary = "changed the workspace's settings"
    return read(ws)
