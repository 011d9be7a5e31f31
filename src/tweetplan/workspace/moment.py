"""Which day it is: for an account in its own zone, for a team in the zone of whoever asks."""

from datetime import date
from zoneinfo import ZoneInfo

from tweetplan.domain.goals import Account
from tweetplan.domain.periods import local_day
from tweetplan.storage import accounts
from tweetplan.workspace.core import Workspace


def today(ws: Workspace, account: Account | None = None) -> date:
    """The day it is for this account; without one, for the first main account, else UTC."""
    if account is None:
        known = accounts.every(ws.db)
        account = known[0] if known else None
    return local_day(ws.now, account.zone if account else "UTC")


def clock_in(ws: Workspace, zone: str) -> str:
    """The time of day in a zone, as `09:05`."""
    return f"{ws.now.astimezone(ZoneInfo(zone)):%H:%M}"
