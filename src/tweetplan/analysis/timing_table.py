"""Best times to post by an account's own posts: from stored results to a verdict, lifts and windows (G18, C03)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from tweetplan.domain.estimate import Estimate
from tweetplan.domain.goals import Account
from tweetplan.domain.local_time import LocalClock
from tweetplan.estimate.normal import Floats, Ints
from tweetplan.estimate.timing import Timing, pooled, timing
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import learning
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace, instant_text

MATURE = timedelta(hours=48)
"""X shows a post to others for two days; younger ones are still earning."""
EARNED = ("likes", "reposts", "replies")
"""What a post earned, counted alike in every export."""


@dataclass(frozen=True)
class Learnt:
    """Posts as arrays, in order of time."""

    slots: Ints
    """Weekday × 24 + hour in the readers' zone."""
    hours: Ints
    """Hours since 1970: posts of one hour are a burst."""
    values: Floats
    """Log of one more than what each earned."""
    earned: Floats


@dataclass(frozen=True)
class AccountTiming:
    """One account's times, in its readers' zone."""

    account: str
    zone: str
    found: Timing
    pooled_over: int
    """Other accounts whose posts it starts from."""

    def json(self) -> dict[str, Any]:
        """As `timing --json` prints it."""
        slots = [
            {"weekday": at // 24, "hour": at % 24, **_lift(lift), "n": lift.n, "p_better": lift.p_positive}
            for at, lift in enumerate(self.found.slots)
        ]
        windows = [
            {"weekdays": list(window.weekdays), "from": window.begin, "to": window.end, **_lift(window.lift),
             "n": window.lift.n, "p_better": window.lift.p_positive}
            for window in self.found.windows
        ]  # fmt: skip
        head = {"account": self.account, "verdict": self.found.verdict, "posts": self.found.posts, "zone": self.zone}
        return {**head, "slots": slots, "windows": windows}


def account_timing(ws: Workspace, handle: str = "") -> AccountTiming:
    """The times of one account (the first main one, if none is named), pooled over the workspace's other accounts.

    Raises `NotFound` for an account that is not there.
    """
    account = accounts.chosen(ws, handle)
    own = _stored(ws, account, account.readers_zone)
    others = [
        timing(told.slots, told.hours, told.values)
        for other in stored_accounts.every(ws.db)
        if other.key != account.key and len((told := _stored(ws, other, account.readers_zone)).values)
    ]
    prior = pooled([other for other in others if other.verdict != "none"])
    found = timing(own.slots, own.hours, own.values, prior)
    return AccountTiming(account.handle, account.readers_zone, found, len(others))


def _stored(ws: Workspace, account: Account, zone: str) -> Learnt:
    rows = learning.own_posts(ws.db, account.key, instant_text(ws.now - MATURE))
    return learnt((row["posted_at"] for row in rows), [dict(row) for row in rows], zone)


def learnt(posted: Iterable[str], figures: Sequence[Mapping[str, Any]], zone: str) -> Learnt:
    """Posts with instants (UTC, ISO) in order and figures by measure, as a zone's clock shows them.

    A post without any of the figures counted is left out.
    """
    clock, slots, hours, earned = LocalClock(zone), [], [], []
    for at, told in zip(posted, figures, strict=True):
        counts = [told.get(measure) for measure in EARNED]
        if all(count is None for count in counts):
            continue
        ms = round(datetime.fromisoformat(at).timestamp() * 1000)
        local = clock.of(ms)
        slots.append(local.weekday * 24 + local.hour)
        hours.append(ms // 3_600_000)
        earned.append(sum(count or 0.0 for count in counts))
    amounts = np.array(earned, dtype=float)
    return Learnt(np.array(slots, dtype=np.int64), np.array(hours, dtype=np.int64), np.log1p(amounts), amounts)


def _lift(lift: Estimate) -> dict[str, float]:
    return {"lift": lift.mean, "low": lift.low, "high": lift.high}
