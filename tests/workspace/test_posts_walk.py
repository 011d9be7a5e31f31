"""Random walks of several people over the table of a post's life: whatever they do, T07 holds."""

import itertools
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tweetplan.domain.approvals import wording
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Member
from tweetplan.domain.operations import Actor
from tweetplan.domain.post_life import APPROVED, HANDED_OFF, HELD, IN_REVIEW, POST, PUBLISHED, SCHEDULED
from tweetplan.domain.posts import Post
from tweetplan.workspace import approving, authority, history, posts, posts_due, team
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace
from workspace.planned import planned
from workspace.test_posts import slotted

ROLES = {"ana": ("creator",), "bo": ("strategist",), "cy": ("analyst",), "di": ("strategist", "analyst")}
RULES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    ("none", ()), ("one", ()), ("one", ("analyst",)), ("all", ("strategist", "analyst")),
    ("steps", ("strategist", "analyst")),
)  # fmt: skip
TEXTS = ("We roast.", "We roast twice.", "")
FORWARD = {"draft": "submit", "in_review": "approve", "changes_asked": "submit", "approved": "schedule",
           "scheduled": "hand_off", "handed_off": "publish", "held": "release", "expired": "revive",
           "dropped": "revive", "idea": "edit", "published": "comment"}  # fmt: skip
"""What people do next as a rule, so that walks get anywhere."""
STEPS = ("forward",) * 12 + (
    "edit", "edit", "retell", "submit", "approve", "ask_changes", "withdraw", "schedule", "unschedule", "hand_off",
    "take_back", "publish", "hold", "release", "drop", "revive", "undo", "redo", "rule", "expire", "comment",
)  # fmt: skip
SEEN: Counter[str] = Counter()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace with a team, an account, and two posts on slots, made by somebody who takes no part."""
    folder = tmp_path_factory.mktemp("walk") / "plan"
    ws = opened(folder, itertools.count(1), create=True)
    planned(ws)
    for login, roles in (("eve", ()), *ROLES.items()):
        team.put(ws, Member(login, roles))
    for right in ("publish", "rules"):  # what roles may do is no question here
        authority.give(ws, right, ())
    for text, time in (("We roast.", "09:00"), ("", "11:00")):
        posts.add(ws, "@tern", text, slot=slotted(ws, time))
    ws.db.close()
    yield folder


def opened(folder: Path, numbers: "itertools.count[int]", **options: Any) -> Workspace:
    start = datetime(2026, 3, 17, 9, tzinfo=UTC)
    minutes = itertools.count()
    return open_workspace(
        folder,
        actor=Actor("eve", 1000, "host"),
        clock=lambda: start + timedelta(seconds=next(minutes)),
        new_id=lambda: f"w{next(numbers):09}",
        **options,
    )


def act(ws: Workspace, step: str, post: Post, number: int) -> None:
    """One step of one person on one post; `Problem` when it is refused."""
    x_id = f"{9000 + number}{int(post.id[2:])}"
    steps: dict[str, Callable[[], object]] = {
        "edit": lambda: posts.edit(ws, post.id, text=TEXTS[number % len(TEXTS)]),
        "retell": lambda: posts.edit(ws, post.id, worth="educational" if number % 2 else ""),
        "ask_changes": lambda: posts.ask_changes(ws, post.id, "Say where"),
        "publish": lambda: posts.published(ws, post.id, x_id),
        "hold": lambda: posts.hold(ws, post.id, "wait"),
        "comment": lambda: posts.comment(ws, post.id, "hm"),
        "undo": lambda: history.undo(ws),
        "redo": lambda: history.redo(ws),
        "rule": lambda: approving.set_approval_rule(ws, "@tern", *RULES[number % len(RULES)]),
        "expire": lambda: posts_due.expire_due(replace(ws, as_of=datetime(2026, 3, 21, tzinfo=UTC))),
    }
    (steps.get(step) or (lambda: getattr(posts, step)(ws, post.id)))()


def legal(before: Post, after: Post) -> bool:
    """Whether the table has a move between the two stages."""
    found = [move for move in POST.open_moves(before.state) if move.target in (after.state, "*")]
    return any(move.target != "*" or after.state == before.before for move in found)


def holds(ws: Workspace, step: str, before: Post, after: Post) -> None:
    """What must hold of one post after one step."""
    rule = approving.approval_rule(ws, after.account)
    if after.state != before.state:
        SEEN[after.state] += 1
        assert step in ("undo", "redo") or legal(before, after), (step, before.state, after.state)
        if after.state == PUBLISHED:
            good = {each.login for each in approving.standing_of(ws, after).given}
            assert approving.standing_of(ws, after).valid
            assert after.wording_by not in good and (rule.mode == "none" or good)
            SEEN[f"published with {rule.mode}"] += 1
    if step == "edit" and wording(after) != wording(before) and rule.mode != "none":
        assert before.state != PUBLISHED and after.state not in (IN_REVIEW, APPROVED, SCHEDULED, HELD, HANDED_OFF)
        assert all(each.hash == wording(after) for each in approving.standing_of(ws, after).given)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rule=st.sampled_from(RULES),
    walk=st.lists(
        st.tuples(st.sampled_from(list(ROLES)), st.sampled_from(STEPS), st.integers(0, 1), st.integers(0, 9)),
        min_size=15,
        max_size=60,
    ),
)
def test_t07_no_walk_publishes_without_a_valid_approval_and_every_edit_voids(
    template: Path, tmp_path: Path, rule: Any, walk: list[tuple[str, str, int, int]]
) -> None:
    folder = tmp_path / "walk"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    ws = opened(folder, itertools.count(500))
    try:
        approving.set_approval_rule(ws, "@tern", *rule)
        known = {post.id: post for post in posts.listing(ws)}
        for login, step, which, number in walk:
            actor = replace(ws, actor=Actor(login, 1000, "host"))
            post = known[sorted(known)[which]]
            step = FORWARD[post.state] if step == "forward" else step
            try:
                act(actor, step, post, number)
            except Problem:
                assert {each.id: each for each in posts.listing(ws)} == known, "what was refused changed something"
                continue
            now = {each.id: each for each in posts.listing(ws)}
            for identity, before in known.items():
                holds(ws, step, before, now[identity])
            known = now
    finally:
        ws.db.close()


def test_the_walks_got_everywhere() -> None:
    """Else they would have proved nothing."""
    if not SEEN:
        pytest.skip("the walks were not run")
    missed = {stage.key for stage in POST.stages} - {"idea"} - set(SEEN)
    assert not missed
    assert SEEN["published with none"] and SEEN["published with one"]
