"""Random walks of several people over all verbs of the desk, interleaved with publishing, freezes, imports and undo.

Whatever they do: nothing goes out unapproved, late, frozen or twice, and every invariant holds (T07, T18).
"""

import itertools
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from publishing_made import Fake
from tweetplan.analysis.publishing import publish_due
from tweetplan.domain.findings import Problem
from tweetplan.domain.operations import Actor
from tweetplan.domain.post_life import DRAFT, PUBLISHED, SCHEDULED
from tweetplan.domain.posts import Post
from tweetplan.domain.publishing import Outgoing, Published, Refused, TryLater, Unknown
from tweetplan.storage import calendar
from tweetplan.workspace import (
    accounts,
    approving,
    delivering,
    freezing,
    hand_off,
    history,
    invariants,
    posts,
    posts_due,
    slots,
)
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

START = datetime(2026, 3, 17, 8, 0, tzinfo=UTC)
DAYS = (date(2026, 3, 17), date(2026, 3, 18))
PEOPLE = ("ana", "bo", "cy")
RULES: tuple[tuple[Any, tuple[str, ...]], ...] = (("none", ()), ("one", ()), ("one", ()))
TEXTS = ("We roast.", "We roast\n---\nand grind.", "We roast twice.", "")
FORWARD = {"draft": "submit", "in_review": "approve", "changes_asked": "submit", "approved": "soon",
           "scheduled": "due", "handed_off": "imported", "held": "release", "expired": "revive",
           "dropped": "revive", "idea": "edit", "published": "another"}  # fmt: skip
STEPS = ("forward",) * 16 + (
    "edit", "withdraw", "unschedule", "hold", "release", "drop", "revive", "take_slot", "leave_slot", "move_slot",
    "delete_slot", "add_slot", "freeze", "unfreeze", "answer", "publish", "publish", "publish", "posted", "not_posted",
    "later", "later", "much_later", "expire", "hand_off", "take_back", "imported",
    "unfreeze", "answer", "answer", "hand_off", "posted", "not_posted", "undo", "undo", "redo",
    "undo_any", "redo_any", "rule", "comment", "submit", "schedule",
)  # fmt: skip
SEEN: Counter[str] = Counter()


class Walk:
    """One walk: a clock that only steps turn, people who act in turn, and a publisher that answers by chance."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance, self.now, self.numbers = Random(seed), START, itertools.count(500)
        self.out: Counter[tuple[str, int]] = Counter()
        self.ws = open_workspace(
            folder, actor=Actor("ana", 1000, "host"), clock=lambda: self.now, new_id=lambda: f"n{next(self.numbers):09}"
        )

    def publisher(self) -> Fake:
        """Answers out, refused, later or unknown; a call for what may not go fails the walk."""
        fake = Fake()
        fake.script = [self._answer] * 9
        return fake

    def _answer(self, given: Outgoing) -> Any:
        post = posts.get(self.ws, given.post)
        slot = calendar.slot(self.ws.db, post.slot)
        assert slot and slot.at <= self.now <= slot.at + timedelta(minutes=30), "out of its time"
        assert post.state == SCHEDULED and approving.standing_of(self.ws, post).valid, "not approved"
        assert freezing.frozen(self.ws, post.account) is None, "frozen"
        assert not self.out[given.post, given.number], "sent twice"
        outcome = self.chance.choice(("out", "out", "out", "refused", "later", "unknown", "lost"))
        if outcome in ("out", "unknown", "lost"):
            self.out[given.post, given.number] += 1
        SEEN[f"publisher: {outcome}"] += 1
        if outcome == "out":
            return Published(x_id=f"7{next(self.numbers)}")
        return {"refused": Refused("no"), "later": TryLater("wait", self.now + timedelta(minutes=3)),
                "unknown": Unknown("no answer"), "lost": OSError("gone")}[outcome]  # fmt: skip

    def act(self, ws: Workspace, step: str, post: Post) -> None:
        """One step of one person; `Problem` when it is refused."""
        pick, x_id = self.chance.choice, f"8{next(self.numbers)}"
        every = [slot.id for slot in calendar.slots(ws.db, date(2026, 3, 16), date(2026, 3, 22), "@tern")]
        steps: dict[str, Callable[[], object]] = {
            "edit": lambda: posts.edit(ws, post.id, text=pick(TEXTS)),
            "hold": lambda: posts.hold(ws, post.id, "wait"),
            "comment": lambda: posts.comment(ws, post.id, "hm"),
            "take_slot": lambda: posts.take_slot(ws, post.id, pick(every)),
            "schedule": lambda: posts.schedule(ws, post.id, post.slot or pick(every)),
            "move_slot": lambda: slots.move(ws, pick(every), pick(DAYS), f"{pick(range(7, 20)):02}:20"),
            "delete_slot": lambda: slots.delete(ws, pick(every)),
            "add_slot": lambda: self.add_slot(ws),
            "freeze": lambda: freezing.freeze(ws, "a storm"),
            "unfreeze": lambda: freezing.release(ws),
            "answer": lambda: freezing.answer(ws, post.id, pick(("keep", "drop", "move")), pick(every)),
            "publish": lambda: publish_due(ws, self.publisher()),
            "posted": lambda: delivering.resolve(ws, post.id, "posted", f"https://x.com/tern/status/{x_id}"),
            "not_posted": lambda: self.not_posted(ws, post),
            "later": lambda: self.turn(pick((5, 20))),
            "much_later": lambda: self.turn(600),
            "soon": lambda: posts.schedule(ws, post.id, self.add_slot(ws)),
            "due": lambda: (self.turn(16), publish_due(ws, self.publisher())),
            "another": lambda: posts.add(ws, "@tern", f"{pick(TEXTS)} {x_id}"),
            "expire": lambda: posts_due.expire_due(ws),
            "hand_off": lambda: self.hand_off(ws),
            "imported": lambda: self.imported(ws, post, x_id),
            "undo": lambda: history.undo(ws),
            "redo": lambda: history.redo(ws),
            "undo_any": lambda: history.undo(ws, pick(history.log(ws, 12)).id),
            "redo_any": lambda: history.redo(ws, pick(history.log(ws, 12)).id),
            "rule": lambda: approving.set_approval_rule(ws, "@tern", *pick(RULES)),
        }  # fmt: skip
        (steps.get(step) or (lambda: getattr(posts, step)(ws, post.id)))()

    def add_slot(self, ws: Workspace) -> str:
        """A slot in a quarter of an hour, so that something comes due."""
        there = self.now + timedelta(minutes=15)
        return slots.add(ws, "@tern", there.date(), f"{there:%H:%M}").id

    def turn(self, minutes: int) -> None:
        """Time passes for all."""
        self.now += timedelta(minutes=minutes)

    def hand_off(self, ws: Workspace) -> None:
        """What is scheduled goes to Buffer, as a file."""
        made = hand_off.prepare(ws, "buffer", hand_off.Span("@tern"), hand_off.Choices(hand_off=True))
        for each in made.posts:
            assert not any(self.out[each.id, number] for number in (1, 2)), "another tool would send it again"
        if made.posts:
            hand_off.mark(ws, made, "buffer.csv")
            SEEN["handed off by file"] += 1

    def not_posted(self, ws: Workspace, post: Post) -> None:
        """A person looked: the part of unknown outcome is not there, so it may go again."""
        waiting = [each for each in delivering.unknowns(ws) if each.post == post.id]
        delivering.resolve(ws, post.id, "not-posted")
        self.out[post.id, int(waiting[0].id.rpartition(".")[2])] = 0

    def imported(self, ws: Workspace, post: Post, x_id: str) -> None:
        """An export shows the post."""
        with ws.operation("import") as change:
            change.summary = "imported"
            posts.confirm(ws, change, post.id, post.x_id or x_id)

    def run(self, length: int) -> None:
        """Walk, and look at every post after every step."""
        ws = self.ws
        known = {post.id: post for post in posts.listing(ws)}
        for _ in range(length):
            post = known[self.chance.choice(sorted(known))]
            step = self.chance.choice(STEPS)
            step = FORWARD[post.state] if step == "forward" else step
            actor = replace(ws, actor=Actor(self.chance.choice(PEOPLE), 1000, "host"))
            try:
                self.act(actor, step, post)
                SEEN[step] += 1
            except Problem:
                pass
            now = {each.id: each for each in posts.listing(ws)}
            for identity, before in known.items():
                after = now.get(identity, before)
                if after.state == PUBLISHED != before.state and step not in ("undo", "redo", "undo_any", "redo_any"):
                    assert approving.standing_of(ws, after).valid, (step, before.state)
                    SEEN["published"] += 1
                if step == "edit" and after.text != before.text and approving.approval_rule(ws, "@tern").mode != "none":
                    assert after.state in ("idea", DRAFT, "changes_asked"), (before.state, after.state)
            known = now or known
            quick = invariants.check(ws, full=False)
            assert not quick, (step, quick)
        assert not invariants.check(ws)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An account with a publisher, three posts and their slots."""
    folder = tmp_path_factory.mktemp("walk") / "plan"
    numbers = itertools.count(1)
    ws = open_workspace(folder, actor=Actor("eve", 1000, "host"), clock=lambda: START,
                        new_id=lambda: f"n{next(numbers):09}", create=True)  # fmt: skip
    accounts.add(ws, "@Tern", zone="UTC")
    delivering.use_publisher(ws, "@tern", "fake")
    for hour, text in zip((9, 10, 11), TEXTS, strict=False):
        posts.add(ws, "@tern", text, slot=slots.add(ws, "@tern", START.date(), f"{hour:02}:00").id)
    ws.db.close()
    yield folder


@pytest.mark.parametrize("seed", range(40))
def test_t07_t18_no_walk_sends_what_may_not_go_and_every_invariant_holds(
    template: Path, tmp_path: Path, seed: int
) -> None:
    shutil.copytree(template, tmp_path / "walk")
    walk = Walk(tmp_path / "walk", seed)
    try:
        approving.set_approval_rule(walk.ws, "@tern", *RULES[seed % 3])
        walk.run(110)
    finally:
        walk.ws.db.close()


def test_the_walks_got_everywhere() -> None:
    """Else they would have proved nothing."""
    if len(SEEN) < 5:
        pytest.skip("the walks were not run")
    wanted = {"published", "publisher: out", "publisher: unknown", "publisher: later", "posted", "not_posted", "freeze",
              "unfreeze", "answer", "handed off by file", "undo", "redo", "expire", "move_slot"}  # fmt: skip
    missed = sorted(wanted - set(SEEN))
    assert not missed
