"""Publishers killed with -9 at random points, real processes against a small X: nothing doubled, nothing lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("tweepy", reason="needs the extra x (tweepy)")

from publishing_made import account, scheduled
from tweetplan.storage import deliveries
from tweetplan.storage import posts as stored
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.invariants import check
from tweetplan.workspace.open import open_workspace
from x_fake import FakeX, fake_x

LONGEST = 1.6
"""Seconds after which a publisher is killed at the latest: about as long as one needs for two posts."""


@pytest.fixture
def x() -> Iterator[FakeX]:
    with fake_x() as fake:
        yield fake


def publisher(place: Path, credentials: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tweetplan", "publish", "--due", "--workspace", str(place)]
    environment = {**os.environ, "TWEETPLAN_CREDENTIALS": str(credentials)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def storm(ws: Workspace, x: FakeX, credentials: Path, kills: int, seed: int) -> int:
    """Start a publisher, kill it, start the next; every second round another post is due. Then all in peace."""
    chance, made = random.Random(seed), 0
    for round_ in range(kills):
        if round_ % 2 == 0:
            thread = "\n---\n".join(f"Post {made}, part {part}" for part in range(chance.choice((1, 1, 1, 3))))
            scheduled(ws, f"p{made:04}", thread, minutes=0)
            made += 1
        x.slow = chance.choice((0.0, 0.0, 0.1, 0.3))
        if chance.random() < 0.1:
            x.faults = [chance.choice(("500", "drop-before", "drop-after", "500-after"))]
        child = publisher(ws.db.path, credentials)
        time.sleep(chance.uniform(0.02, LONGEST))
        child.send_signal(signal.SIGKILL)
        child.wait()
    x.slow, x.faults = 0.0, []
    time.sleep(1.0)  # what the last one's own worker still sends arrives
    for _ in range(2):
        assert publisher(ws.db.path, credentials).wait(timeout=300) in (0, 3)
    return made


def verify(ws: Workspace, x: FakeX, made: int) -> Counter[str]:
    """No text twice on X; every post is out with its id, or held with an outcome for a person; none is in between."""
    assert {text: times for text, times in x.texts.items() if times > 1} == {}, "doubled"
    on_x = {str(each["id"]): str(each["text"]) for each in x.posts}
    ends: Counter[str] = Counter()
    for number in range(made):
        post = stored.one(ws.db, f"p{number:04}")
        assert post is not None, "lost"
        tried = deliveries.of_post(ws.db, post.id)
        known = {each.state for each in tried}
        assert "intended" not in known
        assert post.state in ("published", "held"), f"{post.id} is {post.state}: {post.why}"
        if post.state == "published":
            assert known == {"done"} and all(part in x.texts for part in post.parts)
            assert on_x[post.x_id] == post.parts[0]
        else:
            assert known & {"unknown", "refused"} or "in the middle" in post.why, post.why
        for each in tried:
            if each.state == "done":
                assert each.x_id in on_x
        unsaid = [part for part in post.parts if part in x.texts and not any(
            each.state == "done" and on_x[each.x_id] == part for each in tried)]  # fmt: skip
        assert not unsaid or "unknown" in known, "out, and nobody was told"
        ends[post.state] += 1
    assert check(ws) == []
    return ends


def run(tmp_path: Path, x: FakeX, kills: int, seed: int) -> Counter[str]:
    ws = open_workspace(tmp_path / "plan", create=True)
    account(ws, "x")
    made = storm(ws, x, x.credentials(tmp_path / "own" / "c.toml"), kills, seed)
    return verify(ws, x, made)


def test_killed_publishers_double_and_lose_nothing(tmp_path: Path, x: FakeX) -> None:
    assert run(tmp_path, x, kills=12, seed=3).total() == 6


def test_publishers_that_start_at_once_send_each_post_once(tmp_path: Path, x: FakeX) -> None:
    ws = open_workspace(tmp_path / "plan", create=True)
    account(ws, "x")
    for number in range(3):
        scheduled(ws, f"p{number:04}")
    x.slow, credentials = 0.2, x.credentials(tmp_path / "own" / "c.toml")
    running = [publisher(ws.db.path, credentials) for _ in range(3)]
    assert {each.wait(timeout=60) for each in running} == {0}
    assert verify(ws, x, 3)["published"] == 3


@pytest.mark.torture
def test_five_hundred_kills(tmp_path: Path, x: FakeX) -> None:
    ends = run(tmp_path, x, kills=500, seed=2026)
    print(f"500 kills, {ends.total()} posts: {dict(ends)}; {len(x.posts)} parts on X, none twice")
    assert ends["published"] > 50 and ends["held"] > 10
