"""What is computed of an audience and kept for screens: habits, influencers, causes, re-follows (G20, W01, W12)."""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from math import log1p
from typing import Any

from tweetplan.analysis.winback_causes import causes
from tweetplan.domain.codec import plain
from tweetplan.domain.goals import Account
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import people as stored
from tweetplan.storage import results
from tweetplan.workspace import accounts, audience
from tweetplan.workspace.core import Workspace, instant_text, permit
from tweetplan.workspace.rules import rules

HALF_LIFE = 90.0
MOST_KEPT = 300
FEWEST = 3
"""Interactions that a habit needs."""


def refresh_job(ws: Workspace) -> str:
    """What a tick does once a day: compute what screens show of every account's audience."""
    if ws.as_of is not None:
        return ""
    done = [account.handle for account in stored_accounts.every(ws.db) if refresh(ws, account.key)]
    return f"computed for {', '.join(done)}" if done else ""


def refresh(ws: Workspace, handle: str = "") -> bool:
    """Compute and store the figures of one account; False when nothing is known of its audience."""
    permit(ws, "audience.refresh")
    account = accounts.chosen(ws, handle)
    if audience.known_to(ws, account) is None and not results.has_posts(ws.db, account.key):
        return False
    told = causes(ws, account.key)
    made: dict[str, Any] = {
        "habits": habits(ws, account),
        "influencers": influencers(ws, account),
        "causes": {**plain(told), "summary": told.summary},
        "refollows": refollows(ws, account),
    }
    at = instant_text(ws.clock())
    with ws.db.writing():
        for kind, body in made.items():
            text = json.dumps(body, ensure_ascii=False, allow_nan=False)
            stored.put_figure(ws.db, account.key, kind, text, at)
    return True


def habits(ws: Workspace, account: Account) -> list[dict[str, Any]]:
    """Who is silent against their own habit: p below the rule's figure, those that are missed most first (W13)."""
    known = audience.known_to(ws, account)
    if known is None:
        return []
    days: dict[str, list[date]] = defaultdict(list)
    for row in stored.interactions(ws.db, account.key, instant_text(ws.now)):
        days[row["handle"]].append(date.fromisoformat(row["day"]))
    if not days:
        return []
    import numpy as np

    from tweetplan.estimate.churn import LEAST_PEOPLE, expected, quiet_chance

    first = min(min(seen) for seen in days.values())
    people = sorted(handle for handle, seen in days.items() if len(seen) >= FEWEST)
    if len(people) < LEAST_PEOPLE:
        return []
    whole = float(max((known - first).days, 1))
    counts = np.array([float(len(days[handle])) for handle in people])
    silent = np.array([float(max((known - max(days[handle])).days, 0)) for handle in people])
    spans = np.full(len(people), whole)
    chance, before = quiet_chance(counts, spans, silent), expected(counts, spans)
    sure = rules(ws).number("winback.habit")
    found = [
        {"handle": handle, "p": round(float(p), 5), "silent_days": int(gone), "interactions": int(count),
         "expected": round(float(rate), 2)}
        for handle, p, gone, count, rate in zip(people, chance, silent, counts, before, strict=True)
        if p < sure
    ]  # fmt: skip
    return sorted(found, key=_most("expected"))[:MOST_KEPT]


def influencers(ws: Workspace, account: Account) -> list[dict[str, Any]]:
    """The list of G20: percentiles of followers and of engagement with us, fit, replies; every part shown (C04)."""
    day = audience.known_to(ws, account)
    if day is None:
        return []
    where = "segment <> '' OR followers >= 1000 OR mentions > 0 OR fit IS NOT NULL"
    found = stored.listing(ws.db, account.key, instant_text(ws.now), day, where, "COALESCE(followers, 0) DESC", 5000)
    people = [
        one
        for one in found
        if not one.avoid and (one.segment in ("influencers", "media") or (one.followers or 0) >= 1000)
    ]
    if not people:
        return []
    warmth: dict[str, float] = defaultdict(float)
    for row in stored.interactions(ws.db, account.key, instant_text(ws.now)):
        warmth[row["handle"]] += 0.5 ** (max((day - date.fromisoformat(row["day"])).days, 0) / HALF_LIFE)
    weights = rules(ws).shares("audience.influence")
    reach = _percentiles([log1p(one.followers or 0) for one in people])
    warm = _percentiles([log1p(warmth[one.handle]) for one in people])
    made = []
    for one, far, near in zip(people, reach, warm, strict=True):
        replies = (one.came_back + 1) / (one.tries + 2)
        fit = 0.5 if one.fit is None else one.fit
        parts = (far, near, fit, replies)
        score = sum(weight * part for weight, part in zip(weights, parts, strict=True))
        made.append({
            "handle": one.handle, "segment": one.segment, "followers": one.followers, "score": round(score, 4),
            "reach": round(far, 4), "engagement": round(near, 4), "fit": fit, "fit_said": one.fit is not None,
            "replies": round(replies, 4), "tries": one.tries, "mentions": one.mentions, "last_seen": one.last_seen,
            "collaboration": one.collaboration,
        })  # fmt: skip
    return sorted(made, key=_most("score"))[:MOST_KEPT]


def _most(name: str) -> Callable[[Mapping[str, Any]], tuple[float, str]]:
    """The order in which the greatest of a figure comes first, ties by handle."""
    return lambda one: (-float(one[name]), str(one["handle"]))


def _percentiles(values: list[float]) -> list[float]:
    """The share of the list that is below each value, ties in the middle: 0 to 1, whatever the unit."""
    ordered = sorted(values)
    n = len(values)
    return [(bisect_left(ordered, value) + bisect_right(ordered, value)) / (2 * n) for value in values]


def refollows(ws: Workspace, account: Account) -> dict[str, Any]:
    """Who left and who came back between the lists of followers of archives (W12)."""
    days = stored.follower_days(ws.db, account.key, ws.now.date().isoformat())
    if len(days) < 2:
        return {"lists": days, "lost": None, "came_back": None, "rate": None, "steps": []}
    before = results.followers_on(ws.db, account.key, days[0])
    lost: set[str] = set()
    back: set[str] = set()
    steps = []
    for day in days[1:]:
        now = results.followers_on(ws.db, account.key, day)
        again = lost & now
        gone = before - now
        steps.append({"day": day, "followers": len(now), "gained": len(now - before), "lost": len(gone),
                      "came_back": len(again - before)})  # fmt: skip
        back |= again
        lost |= gone
        before = now
    rate = len(back) / len(lost) if lost else None
    return {"lists": days, "lost": len(lost), "came_back": len(back), "rate": rate, "steps": steps}
