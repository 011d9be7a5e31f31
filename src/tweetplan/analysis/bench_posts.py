"""The posts of some exports, read without a workspace, by account and in order of time: what the bench is run on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from tweetplan.analysis import importing
from tweetplan.analysis.staging import DAY, FIGURES, FORMAT, KIND, TEXT
from tweetplan.analysis.timing_table import EARNED, MATURE, Learnt, learnt
from tweetplan.domain.measures import OVERVIEW
from tweetplan.estimate.normal import Floats
from tweetplan.plugins import Plugins

POSTED_AT = 1
DAYS_A_WEEK = 7
OVERVIEW_SERIES = ("impressions", "engagements", "profile_visits", "new_follows")
"""What of an account's days is foretold, where the files tell it."""


@dataclass(frozen=True, slots=True)
class BenchPost:
    """One own post with what an export tells of it."""

    at: str
    """When, UTC."""
    day: str
    text: str
    format: str
    figures: Mapping[str, float | None]

    def figure(self, measure: str) -> float:
        """One figure; 0 where the export has none."""
        return self.figures.get(measure) or 0.0

    @property
    def earned(self) -> float:
        """Likes, reposts and replies."""
        return sum(self.figure(measure) for measure in EARNED)


@dataclass(frozen=True)
class BenchAccount:
    """One account's own posts that are two days older than its newest, and its days where an overview tells them."""

    handle: str
    posts: tuple[BenchPost, ...]
    days: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Measure → day → value."""

    def learnt(self, zone: str) -> Learnt:
        """The posts as arrays, by the clock of a zone."""
        return learnt([post.at for post in self.posts], [dict(post.figures) for post in self.posts], zone)

    @property
    def has_impressions(self) -> bool:
        """Whether rates can be made of its posts."""
        return any(post.figure("impressions") > 0 for post in self.posts)

    def series(self) -> dict[str, Floats]:
        """Weekly sums by name, the oldest first, whole weeks only: of its posts, and of its days."""
        found = {"posts": self._weekly({"": 1.0}), "earned": self._weekly({measure: 1.0 for measure in EARNED})}
        for measure in ("impressions", "url_clicks"):
            if any(post.figure(measure) for post in self.posts):
                found[measure] = self._weekly({measure: 1.0})
        for measure in OVERVIEW_SERIES:
            if self.days.get(measure):
                told = sorted(self.days[measure].items())
                found[f"daily {measure}"] = _weeks([day for day, _ in told], [value for _, value in told])
        return found

    def _weekly(self, measures: Mapping[str, float]) -> Floats:
        values = [1.0 if "" in measures else sum(post.figure(name) for name in measures) for post in self.posts]
        return _weeks([post.day for post in self.posts], values)


def read_accounts(
    plugins: Plugins,
    paths: Sequence[str | Path],
    *,
    account: str = "",
    reader: str = "",
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    stdin: BinaryIO | None = None,
) -> tuple[BenchAccount, ...]:
    """Every account that the files hold posts or days of; of a post in several files the later file counts.

    Raises `Problem` naming each file that cannot be read.
    """
    previewed = importing.preview(
        None, plugins, paths, account=account, reader=reader, columns=columns, encoding=encoding, stdin=stdin
    )
    posts: dict[str, dict[str, BenchPost]] = {}
    days: dict[str, dict[str, dict[str, float]]] = {}
    for part in previewed.parts:
        for key, rows in part.posts.items():
            for ref, row in rows.items():
                if row[KIND] == "own":
                    posts.setdefault(key, {})[ref] = _post(row, part.columns)
        for day in part.days:
            if day.source == OVERVIEW:
                days.setdefault(day.account, {}).setdefault(day.measure, {})[day.day] = day.value
    keys = dict.fromkeys((*posts, *days))
    return tuple(
        BenchAccount(previewed.handles.get(key, key), _mature(posts.get(key, {})), days.get(key, {})) for key in keys
    )


def _post(row: tuple[Any, ...], columns: Sequence[str]) -> BenchPost:
    figures = dict(zip(columns, row[FIGURES:], strict=True))
    return BenchPost(row[POSTED_AT], row[DAY], row[TEXT], row[FORMAT], figures)


def _mature(posts: Mapping[str, BenchPost]) -> tuple[BenchPost, ...]:
    """In order of time, without those that were still earning when the newest was posted."""
    ordered = sorted(posts.values(), key=lambda post: post.at)
    if not ordered:
        return ()
    until = datetime.fromisoformat(ordered[-1].at) - MATURE
    return tuple(post for post in ordered if datetime.fromisoformat(post.at) <= until)


def _weeks(days: Sequence[str], values: Sequence[float]) -> Floats:
    """Sums of the whole weeks between the first and the last day."""
    if not days:
        return np.zeros(0)
    numbers = np.array([date.fromisoformat(day).toordinal() for day in days])
    place = (numbers - numbers.min()) // DAYS_A_WEEK
    sums: Floats = np.bincount(place, np.array(values, dtype=float)).astype(np.float64)
    whole = (int(numbers.max() - numbers.min()) + 1) // DAYS_A_WEEK
    return sums[:whole]
