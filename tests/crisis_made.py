"""Workspaces for tests of crises: a team with its roles, and posts that are scheduled here and handed off elsewhere."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from publishing_made import account, scheduled
from tweetplan.domain.deliveries import Delivery
from tweetplan.domain.goals import Member
from tweetplan.domain.operations import Actor
from tweetplan.storage import deliveries
from tweetplan.storage import posts as stored
from tweetplan.workspace import accounts, team
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

TEAM = {
    "stan": ("strategist",), "cleo": ("crisis_manager",), "mia": ("community_manager",), "ben": ("creator",),
    "ana": ("analyst",),
}  # fmt: skip


class Moment:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **span: float) -> None:
        self.at += timedelta(**span)


def staffed(ws: Workspace) -> dict[str, Workspace]:
    """The store as each of five members sees it, and as a stranger does."""
    stan = as_login(ws, "stan")
    for login, roles in TEAM.items():
        team.put(stan, Member(login, roles))
    return {login: as_login(ws, login) for login in (*TEAM, "eve")}


def as_login(ws: Workspace, login: str) -> Workspace:
    return replace(ws, actor=Actor(login, 1000 + sum(map(ord, login)), "host"), remembered={})


def handed(ws: Workspace, name: str, minutes: int, tool: str = "buffer") -> None:
    """A post that was handed to a tool and is due there in so many minutes."""
    made = scheduled(ws, name, minutes=-minutes)
    with ws.operation("made") as change:
        change.put(stored.TABLE, {"id": name, "state": "handed_off", "before": "scheduled"})
        row = Delivery(f"d-{name}", made.id, "@acme", tool, "handed", made.since, made.since)
        change.put(deliveries.TABLE, deliveries.row(row))


def busy_week(ws: Workspace, here: int = 30, elsewhere: int = 10) -> None:
    """Posts an hour apart, the first due in ten minutes: so many here, and so many in Buffer."""
    if not accounts.listing(ws):
        account(ws)
    for number in range(here):
        scheduled(ws, f"p{number:02}", minutes=-10 - 60 * number)
    for number in range(elsewhere):
        handed(ws, f"h{number:02}", 20 + 60 * number)


def opened(folder: Path, clock: Moment, login: str = "cleo") -> Workspace:
    return open_workspace(folder / "plan", actor=Actor(login, 1000, "host"), clock=clock, create=True)
