"""Why followers leave, cause by cause, each from the account's own figures with n, or "cannot tell" (W01, W03)."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tweetplan.domain.goals import Account
from tweetplan.domain.values import frozen
from tweetplan.storage import learning, results_read
from tweetplan.storage import people as stored_people
from tweetplan.workspace import accounts, mentions
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.rules import rules

MONTH, BEFORE = 28, 84
FEWEST = 8
"""Posts that a share needs before anything is said of it."""
TWICE = 2.0
"""Twice the own usual pace is a flood, half of it silence."""
RARE = 0.01
"""A day with so many unfollows that as many were this unlikely is a peak."""


@frozen
class Cause:
    """One branch of the tree: `yes`, `no` or `unknown`, in words with its figures, and how many things it rests on."""

    key: str
    title: str
    verdict: str
    words: str
    n: int


@frozen
class Peak:
    """A day on which far more left than usual, and what was posted on it and the day before (W03)."""

    day: str
    unfollows: int
    usual: float
    posts: tuple[str, ...]


@frozen
class Causes:
    """The whole tree of an account, and the peaks."""

    account: str
    known_to: str
    causes: tuple[Cause, ...]
    peaks: tuple[Peak, ...]

    @property
    def summary(self) -> str:
        """The branches that hold, in one line; else that none does, or that nothing can be told."""
        held = [cause.title for cause in self.causes if cause.verdict == "yes"]
        if held:
            return ", ".join(held)
        blind = all(cause.verdict == "unknown" for cause in self.causes)
        return "nothing can be told: data is missing" if blind else "no cause shows in the figures"


def causes(ws: Workspace, handle: str = "") -> Causes:
    """The tree of W01 for one account, up to the last day of its data."""
    account = accounts.chosen(ws, handle)
    rows = [dict(row) for row in learning.parted_posts(ws.db, account.key, instant_text(ws.now))]
    last = results_read.last_post_day(ws.db, account.key, instant_text(ws.now)[:10])
    end = _data_end(ws, account, last)
    recent = [row for row in rows if end and (end - timedelta(days=MONTH)).isoformat() < row["posted_at"][:10]]
    branches = (
        _value(ws, recent),
        _rhythm(ws, account, rows, end),
        _unanswered(ws, account),
        _outside(ws, account),
    )
    return Causes(account.handle, end.isoformat() if end else "", branches, _peaks(ws, account, rows, end))


def _data_end(ws: Workspace, account: Account, last: str) -> date | None:
    """To which day posts are known: what the imports cover, else the last post."""
    covered = [row["last_day"] for row in results_read.coverage(ws.db, account.key) if row["source"] == "posts"]
    found = max([*covered, last], default="")
    return min(date.fromisoformat(found), ws.now.date()) if found else None


def _value(ws: Workspace, recent: Sequence[dict[str, Any]]) -> Cause:
    """Hard sell: the share of promotion beside its budget (W04)."""
    known = [row for row in recent if row["intent"] in ("value", "promo")]
    title = "too much promotion"
    most = rules(ws).shares("mix.value_promo")[1]
    if len(known) < FEWEST:
        words = f"{len(known)} of {len(recent)} posts of four weeks are known as value or promotion; {FEWEST} needed"
        return Cause("value", title, "unknown", words, len(known))
    promo = sum(row["intent"] == "promo" for row in known)
    share = promo / len(known)
    over = _binomial_tail(promo, len(known), most)
    words = f"promotion is {share:.0%} of {len(known)} posts in four weeks, the budget {most:.0%}"
    if share > most and over < 0.10:
        return Cause("value", title, "yes", words, len(known))
    more = "; above it, within what chance does" if share > most else ""
    return Cause("value", title, "no", words + more, len(known))


def _binomial_tail(count: int, n: int, share: float) -> float:
    return sum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(count, n + 1))


def _rhythm(ws: Workspace, account: Account, rows: Sequence[dict[str, Any]], end: date | None) -> Cause:
    """Flood or silence: posts a week beside the account's own usual and the cap (W01, W14)."""
    title = "flood or silence"
    if end is None:
        return Cause("rhythm", title, "unknown", "no posts were imported", 0)
    edges = [(end - timedelta(days=days)).isoformat() for days in (MONTH, MONTH + BEFORE)]
    now = sum(edges[0] < row["posted_at"][:10] <= end.isoformat() for row in rows)
    then = sum(edges[1] < row["posted_at"][:10] <= edges[0] for row in rows)
    pace, usual = now / (MONTH / 7), then / (BEFORE / 7)
    cap = rules(ws).number("posts.unreal_day") * 7
    words = f"{pace:.1f} posts a week in four weeks, {usual:.1f} in the twelve before"
    if not rows or rows[0]["posted_at"][:10] > edges[1]:
        if pace > cap:
            return Cause("rhythm", "a flood of posts", "yes", f"{pace:.1f} posts a week, above the cap of {cap:g}", now)
        return Cause("rhythm", title, "unknown", f"{pace:.1f} posts a week; less than 16 weeks are known", now)
    if pace > cap or (usual and pace >= TWICE * usual):
        return Cause("rhythm", "a flood of posts", "yes", words, now + then)
    if usual and pace * TWICE <= usual:
        return Cause("rhythm", "silence", "yes", words, now + then)
    return Cause("rhythm", title, "no", words, now + then)


def _unanswered(ws: Workspace, account: Account) -> Cause:
    """Unanswered talk: what waits of what deserves an answer."""
    title = "unanswered talk"
    talk = mentions.talk(ws, account.key, only_open=False, days=MONTH, limit=mentions.MOST)
    if not talk.feed.imported_at:
        return Cause("talk", title, "unknown", "no mentions were imported", 0)
    worth = [one for one in talk.mentions if one.label not in ("spam", "abuse") and not one.avoid]
    if len(worth) < FEWEST:
        return Cause("talk", title, "unknown", f"{len(worth)} mentions in four weeks; {FEWEST} needed", len(worth))
    waiting = sum(one.open for one in worth)
    share = waiting / len(worth)
    words = f"{waiting} of {len(worth)} mentions of four weeks were not answered ({share:.0%})"
    return Cause("talk", title, "yes" if share > 0.5 else "no", words, len(worth))


def _outside(ws: Workspace, account: Account) -> Cause:
    """Outside: how competitors moved meanwhile, where their figures are known (W03)."""
    title = "something outside"
    series: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for row in stored_people.rivals(ws.db, account.key):
        series.setdefault((row["name"], row["measure"]), []).append((row["day"], row["value"]))
    told = []
    for (name, measure), figures in series.items():
        (first, begin), (last, then) = figures[0], figures[-1]
        own = [
            results_read.last_level(ws.db, account.key, ("overview", "typed", "archive"), measure, until=day)
            for day in (first, last)
        ]
        if len(figures) < 2 or not begin or any(each is None for each in own):
            continue
        assert own[0] is not None and own[1] is not None
        if own[0]["value"] and own[0]["day"] != own[1]["day"]:
            told.append((name, measure, then / begin - 1, own[1]["value"] / own[0]["value"] - 1))
    if not told:
        words = "no competitor has two figures of a measure that we have too: `tweetplan audience rival`"
        return Cause("outside", title, "unknown", words, 0)
    words = "; ".join(f"{name} {measure} {theirs:+.1%}, ours {ours:+.1%}" for name, measure, theirs, ours in told[:4])
    behind = sum(theirs > ours for _, _, theirs, ours in told)
    if all(theirs < 0 and ours < 0 for _, _, theirs, ours in told):
        return Cause("outside", "everybody loses", "yes", words, len(told))
    verdict = "yes" if behind * 2 > len(told) and any(ours < 0 for *_, ours in told) else "no"
    return Cause("outside", "competitors gain what we lose" if verdict == "yes" else title, verdict, words, len(told))


def _peaks(ws: Workspace, account: Account, rows: Sequence[dict[str, Any]], end: date | None) -> tuple[Peak, ...]:
    """The three worst days for unfollows of three months, with what was posted then."""
    until = ws.now.date().isoformat()
    first = (ws.now.date() - timedelta(days=MONTH + BEFORE)).isoformat()
    days = results_read.days(ws.db, account.key, ("overview",), ("unfollows",), first, until)
    if len(days) < MONTH:
        return ()
    counts = Counter({row["day"]: row["value"] for row in days})
    usual = sorted(counts.values())[len(counts) // 2] or sum(counts.values()) / len(counts)
    found = [(day, n) for day, n in counts.items() if n > usual and _poisson_tail(int(n), max(usual, 0.5)) < RARE]
    made = []
    for day, n in sorted(found, key=lambda each: (-each[1], each[0]))[:3]:
        eve = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        posts = tuple(" ".join(row["text"].split())[:80] for row in rows if row["posted_at"][:10] in (eve, day))
        made.append(Peak(day, int(n), round(float(usual), 1), posts[:3]))
    return tuple(made)


def _poisson_tail(count: int, rate: float) -> float:
    term, below = math.exp(-rate), 0.0
    for n in range(count):
        below += term
        term *= rate / (n + 1)
    return max(0.0, 1 - below)
