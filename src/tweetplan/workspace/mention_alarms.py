"""The volume alarm as it stands: unusual hours of unkind mentions, or why nothing can be told (W17)."""

from datetime import datetime, timedelta

from tweetplan.domain.values import frozen
from tweetplan.storage import mention_alarms as stored
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.rules import rules

SHOWN = timedelta(days=28)


@frozen
class UnusualHour:
    """One hour with far more unkind mentions than that hour of the week usually has."""

    account: str
    hour: str
    """Its first instant, UTC."""
    mentions: int
    usual: float
    p: float
    """How likely as many were by chance."""
    weeks: int
    """Of how many weeks the usual is."""


@frozen
class AlarmState:
    """The unusual hours of the last four weeks, and in words how far the alarm can tell."""

    account: str
    hours: tuple[UnusualHour, ...]
    weeks: int
    words: str


def state(ws: Workspace, handle: str = "") -> AlarmState:
    """The alarm of one account."""
    account = accounts.chosen(ws, handle)
    until = instant_text(ws.now)
    rows = stored.since(ws.db, instant_text(ws.now - SHOWN), until, account.key)
    weeks = weeks_of(ws, account.key)
    needed = rules(ws).whole("audience.alarm_weeks")
    first, last = stored.span(ws.db, account.key, until)
    if not first:
        words = "No mentions were imported: nothing can be told."
    elif weeks < needed:
        words = f"{weeks} weeks of mentions are stored; the alarm needs {needed} to know what is usual."
    else:
        words = f"Judged on {weeks} weeks, up to {last[:16].replace('T', ' ')} UTC, the newest mention."
    return AlarmState(account.handle, tuple(UnusualHour(**dict(row)) for row in rows), weeks, words)


def weeks_of(ws: Workspace, account: str) -> int:
    """Full weeks between the first and the newest stored mention."""
    first, last = stored.span(ws.db, account, instant_text(ws.now))
    if not first:
        return 0
    return (datetime.fromisoformat(last) - datetime.fromisoformat(first)).days // 7
