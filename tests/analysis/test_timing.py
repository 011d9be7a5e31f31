"""Times to post from a workspace: own posts only, old enough, in the readers' zone; and on real exports."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from exports import Post, content
from tweetplan.analysis import importing
from tweetplan.analysis.timing_table import account_timing, learnt
from tweetplan.domain.findings import NotFound
from tweetplan.estimate.timing import timing
from tweetplan.plugins import Plugins
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace

from .conftest import NOW, Bring


def made(count: int, text: str = "hello", effect: float = 0.0, last: datetime = NOW) -> str:
    rng = np.random.default_rng(count)
    posts = []
    for number in range(count):
        at = (last - timedelta(hours=7 * (count - number))).astimezone(UTC)
        better = effect if 17 <= at.hour <= 21 else 0.0
        likes = int(np.expm1(3 + better + rng.normal(0, 0.7)))
        posts.append(Post(at.strftime("%Y-%m-%dT%H:%M"), text, number, {"likes": max(likes, 0), "impressions": 1000}))
    return content(posts)


def test_only_own_posts_older_than_two_days_count(ws: Workspace, bring: Bring):
    bring({"own.csv": made(60), "talk.csv": made(40, "@bo yes", last=NOW - timedelta(hours=3))})
    assert account_timing(ws, "@acme").found.posts == 60 - 6


def test_slots_are_those_of_the_readers(ws: Workspace, bring: Bring):
    accounts.add(ws, "@acme", zone="Europe/Berlin", audience_zone="Asia/Tokyo")
    bring({"one.csv": content([Post("2026-11-01T20:30", "hello", 1, {"likes": 3})])})
    told = account_timing(ws, "@acme")
    assert told.zone == "Asia/Tokyo"
    (slot,) = [slot for slot in told.json()["slots"] if slot["n"]]
    assert (slot["weekday"], slot["hour"]) == (0, 5)  # Monday 05:30 in Tokyo


def test_the_shape_that_is_promised(ws: Workspace, bring: Bring):
    bring({"own.csv": made(500, effect=0.9)})
    told = account_timing(ws, "@acme").json()
    assert set(told) >= {"verdict", "posts", "zone", "slots", "windows"}
    assert told["verdict"] == "evidence"
    assert len(told["slots"]) == 168
    assert all(set(slot) == {"weekday", "hour", "lift", "low", "high", "n", "p_better"} for slot in told["slots"])
    assert 1 <= len(told["windows"]) <= 3
    assert 15 <= told["windows"][0]["from"] < told["windows"][0]["to"] <= 23


def test_an_account_without_posts(ws: Workspace, bring: Bring):
    accounts.add(ws, "@quiet")
    told = account_timing(ws, "@quiet")
    assert (told.found.verdict, told.found.posts) == ("none", 0)
    with pytest.raises(NotFound):
        account_timing(ws, "@nobody")


def test_posts_without_any_figure_are_left_out():
    told = learnt(["2026-03-02T09:00:00.000Z", "2026-03-02T10:00:00.000Z"], [{"likes": None}, {"likes": 2.0}], "UTC")
    assert told.slots.tolist() == [10] and told.earned.tolist() == [2]


def test_a_permuted_real_account_has_no_best_time(real_data: Path, plugins: Plugins):
    files = sorted((real_data / "analytics-legacy/rOpenSci").glob("tweet_activity*"))
    posts = []
    for part in importing.preview(None, plugins, files, account="@rOpenSci").parts:
        for row in part.posts.get("@ropensci", {}).values():
            if row[6] == "own":
                posts.append((row[1], dict(zip(part.columns, row[11:], strict=True))))
    posts.sort(key=lambda post: post[0])
    told = learnt([at for at, _ in posts], [figures for _, figures in posts], "America/New_York")
    assert timing(told.slots, told.hours, told.values).verdict != "none"
    rng = np.random.default_rng(1)
    verdicts = [timing(told.slots, told.hours, rng.permutation(told.values)).verdict for _ in range(20)]
    assert verdicts.count("none") >= 18
