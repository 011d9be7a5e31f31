"""Stored estimates for screens: what the child computed last, when, and whether the store has moved on since.

None means that it was never computed: `tweetplan advise --refresh` does it. Nothing here computes.
"""

from dataclasses import replace
from typing import TypeVar

from tweetplan.domain.codec import restored
from tweetplan.domain.experiments import ExperimentReading
from tweetplan.domain.goals import handle_key
from tweetplan.domain.outlooks import Adjustment, Fan, Joint, Lifts, Outlook, Over, Promises, Times
from tweetplan.storage import estimates as stored
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today

T = TypeVar("T", Adjustment, ExperimentReading, Fan, Joint, Lifts, Outlook, Promises, Times)


def fingerprint(ws: Workspace) -> str:
    """What estimates are learnt from, as it stands: the day, and the last operation that touches it."""
    day = today(ws)
    return ws.remember(("learnt", day), lambda: f"{day}/{stored.stamp(ws.db)}")


def chance(ws: Workspace, goal: str, over: Over = "goal") -> Outlook | None:
    """The chance of the goal of this name, for the whole of it or its running quarter."""
    return _held(ws, Outlook, f"chance-{over}", goal)


def fan(ws: Workspace, goal: str) -> Fan | None:
    """The 80 % fan of the goal of this name, a point for each week to come."""
    return _held(ws, Fan, "fan", goal)


def joint(ws: Workspace) -> Joint | None:
    """The chance that all core goals are hit together."""
    return _held(ws, Joint, "joint", "")


def timing(ws: Workspace, account: str) -> Times | None:
    """The best times of an account (its handle or key), or the verdict that time does not matter."""
    return _held(ws, Times, "timing", handle_key(account))


def lifts(ws: Workspace, account: str, goal: str = "") -> Lifts | None:
    """The lifts of the mix on what the goal of this name counts; without a goal, on what posts earn in general."""
    return _held(ws, Lifts, "lifts", f"{handle_key(account)} {goal}".strip())


def adjustment(ws: Workspace, goal: str) -> Adjustment | None:
    """What the adjust rule says of the goal of this name (G30)."""
    return _held(ws, Adjustment, "adjust", goal)


def experiment(ws: Workspace, identity: str) -> ExperimentReading | None:
    """What the experiment of this id shows, once it has begun (G32)."""
    return _held(ws, ExperimentReading, "experiment", identity)


def promises(ws: Workspace) -> Promises | None:
    """Whether accepted advice kept its word."""
    return _held(ws, Promises, "trust", "")


def _held(ws: Workspace, kind: type[T], name: str, subject: str) -> T | None:
    return ws.remember(("estimate", name, subject), lambda: _read(ws, kind, name, subject))


def _read(ws: Workspace, kind: type[T], name: str, subject: str) -> T | None:
    found = stored.one(ws.db, name, subject)
    if found is None:
        return None
    body, made_of, made_at = found
    return replace(restored(kind, body), made_at=made_at, stale=made_of != fingerprint(ws))
