"""Own posts as arrays by their part on each axis, and what each part does to what a goal counts (G19, T14)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np

from tweetplan.domain.estimate import Estimate
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.measures import POST_MEASURES
from tweetplan.domain.outlooks import PartLift
from tweetplan.estimate.lift import lifts_of_residuals, shifted_shares, tamed
from tweetplan.estimate.normal import Z80, Floats, residuals
from tweetplan.storage import learning
from tweetplan.workspace.core import Workspace, instant_text

MATURE = timedelta(hours=48)
RECENT_POSTS = 60
"""The posts whose typical figure stands for the next one's, and whose shares stand for the mix."""
LEAST_POSTS = 10
"""Fewer posts tell nothing of a typical one."""
LEAST_PART = 5
"""A part with fewer posts is not told."""
EARNED = ("likes", "reposts", "replies")
AXES = ("format", "topic", "intent", "cta")
_LINK = re.compile(r"https?://|\bt\.co/")


@dataclass
class Posts:
    """An account's own mature posts in order of time."""

    rows: Sequence[Mapping[str, Any]]
    days: tuple[str, ...]
    """By the account's own clock."""
    parts: Mapping[str, tuple[str, ...]]
    """By axis the part of each post; empty where nobody said."""
    _columns: dict[str, Floats] = field(default_factory=dict)

    def column(self, measure: str) -> Floats:
        """One measure of every post; NaN where it is unknown."""
        if measure not in self._columns:
            self._columns[measure] = np.array([row[measure] for row in self.rows], dtype=float)
        return self._columns[measure]

    def known(self, measure: str) -> bool:
        """Whether enough posts tell this measure."""
        return measure in POST_MEASURES and int(np.isfinite(self.column(measure)).sum()) >= LEAST_POSTS


@dataclass(frozen=True)
class Told:
    """What posts tell of one figure: in words what was compared, and the lifts."""

    figure: str
    rows: tuple[PartLift, ...]
    window: str


def own_posts(ws: Workspace, account: str) -> Posts:
    """The account's own posts that are older than two days."""
    rows = [dict(row) for row in learning.parted_posts(ws.db, account, instant_text(ws.now - MATURE))]
    parts = {axis: tuple(row[axis] for row in rows) for axis in ("format", "topic", "intent")}
    parts["cta"] = tuple(_asks(row) for row in rows)
    return Posts(rows, tuple(row["day"] for row in rows), parts)


def _asks(row: Mapping[str, Any]) -> str:
    """Whether a post asks its reader for something: as tagged or planned; where nobody said, whether it has a link."""
    if row["tagged_cta"]:
        return "none" if row["tagged_cta"] in ("no", "none") else "call to action"
    if row["content"] not in ("", "{}") and json.loads(row["content"]).get("cta"):
        return "call to action"
    return "link" if _LINK.search(row["text"]) else "none"


def typical(posts: Posts, measure: str, where: tuple[str, str] | None = None) -> Estimate | None:
    """What one more typical post earns of a measure: the mean on the log scale, which one viral post does not rule."""
    if not posts.known(measure):
        return None
    held = posts.column(measure)[-RECENT_POSTS:]
    known = np.isfinite(held)
    if where is not None:
        known &= np.array([part == where[1] for part in posts.parts[where[0]][-RECENT_POSTS:]])
    logs = np.log1p(held[known])
    if len(logs) < LEAST_POSTS:
        return None
    reach = Z80 * float(logs.std(ddof=1)) / len(logs) ** 0.5
    low, mean, high = (max(float(np.expm1(logs.mean() + step)), 0.0) for step in (-reach, 0.0, reach))
    days = [day for day, one in zip(posts.days[-RECENT_POSTS:], known, strict=True) if one]
    above = 1.0 if mean > 0 else 0.5
    return Estimate(mean, low, high, len(logs), above, "typical own post", f"{days[0]} to {days[-1]}")


def values_for(posts: Posts, kpi: Kpi | None) -> tuple[Floats, str]:
    """Of each post what a KPI counts, on the log scale (NaN: unknown), and that figure in words.

    A ratio's numerator per denominator, a total's measures; where posts carry neither, their link clicks or what they
    earned in general.
    """
    formula = kpi.formula if kpi else None
    if formula is not None and formula.kind == "ratio" and all(map(posts.known, (*formula.plus, *formula.over))):
        top = sum((posts.column(key) for key in formula.plus), np.zeros(len(posts.rows)))
        under = sum((posts.column(key) for key in formula.over), np.zeros(len(posts.rows)))
        words = f"{' + '.join(formula.plus)} per {' + '.join(formula.over)}"
        return np.log((top + 0.5) / (under + 20.0)), words
    if formula is not None and formula.kind in ("total", "ratio") and all(map(posts.known, formula.plus)):
        return np.log1p(sum((posts.column(key) for key in formula.plus), np.zeros(len(posts.rows)))), " + ".join(
            formula.plus
        )
    if formula is not None and formula.kind in ("total", "ratio") and posts.known("url_clicks"):
        return np.log1p(posts.column("url_clicks")), "url_clicks"
    earned = [np.nan_to_num(posts.column(key)) for key in EARNED]
    known = np.any([np.isfinite(posts.column(key)) for key in EARNED], axis=0) if posts.rows else np.zeros(0, bool)
    return np.where(known, np.log1p(sum(earned, np.zeros(len(posts.rows)))), np.nan), " + ".join(EARNED)


def part_lifts(posts: Posts, kpi: Kpi | None = None) -> Told:
    """The lifts of every axis on what a KPI counts of each post; axes that nobody filled are left out."""
    values, words = values_for(posts, kpi)
    known = np.isfinite(values)
    if int(known.sum()) < 2 * LEAST_POSTS:
        return Told(words, (), "")
    at = np.flatnonzero(known)
    left = tamed(residuals(values[at]))
    rows = [row for axis in AXES for row in _axis(axis, [posts.parts[axis][n] for n in at], left)]
    return Told(words, tuple(rows), f"{posts.days[at[0]]} to {posts.days[at[-1]]}")


def _axis(axis: str, parts: Sequence[str], left: Floats) -> list[PartLift]:
    said = np.array([bool(part) for part in parts])
    names = sorted({part for part in parts if part})
    if len(names) < 2:
        return []
    groups = np.array([names.index(part) for part in parts if part], dtype=np.int64)
    mine = left[said]
    found = lifts_of_residuals(groups, mine - mine.mean(), len(names))
    recent = np.bincount(groups[-RECENT_POSTS:], minlength=len(names)).astype(float)
    base = recent / recent.sum()
    shifted = shifted_shares(base, found)
    return [
        PartLift(axis, name, estimate, float(base[place]), float(shifted[place]))
        for place, (name, estimate) in enumerate(zip(names, found.estimates, strict=True))
        if estimate.n >= LEAST_PART
    ]
