"""Collaboration figures (T23) against the raw log, read with nothing but SQL and JSON."""

import json
import random
import statistics
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tweetplan.domain.findings import Conflict, Problem
from tweetplan.domain.goals import Member
from tweetplan.domain.operations import Actor
from tweetplan.domain.posts import Post
from tweetplan.storage.sqlite import driver
from tweetplan.workspace import collaboration, crisis, history, posts, settings, team, teamwork
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace
from workspace.planned import planned

Sessions = Callable[..., Workspace]
MINUTES = 431
"""Between two looks at the clock: a walk of some hundred verbs then crosses two quarters."""


@pytest.fixture
def ws(tmp_path: Path) -> Any:
    steps = iter(range(10**6))
    ids = iter(range(1, 10**6))
    made = open_workspace(
        tmp_path / "plan",
        actor=Actor("ana", 1000, "host"),
        clock=lambda: datetime(2026, 2, 10, 9, tzinfo=UTC) + timedelta(minutes=MINUTES * next(steps)),
        new_id=lambda: f"c{next(ids):06}",
        create=True,
    )
    planned(made)
    for login in ("ana", "ben", "cy"):
        team.put(made, Member(login))
    yield made
    made.db.close()


def walked(ws: Workspace, seed: int, count: int = 260) -> None:
    """Some hundred verbs of three people on ten posts; what is refused is refused."""
    chance = random.Random(seed)
    for number in range(count):
        actor = replace(ws, actor=Actor(chance.choice(("ana", "ben", "cy")), 1000, "host"))
        known = [post for post in posts.listing(ws) if post.state != "published"]
        if len(known) < 8:
            posts.add(actor, "@tern", f"We roast {number} times")
            continue
        try:
            chance.choice(steps(actor, chance.choice(known), number, chance.randrange(2)))()
        except Problem:
            continue


def steps(actor: Workspace, post: Post, number: int, behind: int) -> list[Callable[[], object]]:
    """What somebody may try with a post; an edit may come from a look that is a version behind."""
    seen = post.version - behind
    return [
        lambda: posts.submit(actor, post.id),
        lambda: posts.submit(actor, post.id),
        lambda: posts.approve(actor, post.id),
        lambda: posts.ask_changes(actor, post.id, "shorter"),
        lambda: posts.published(actor, post.id, f"19{number}"),
        lambda: posts.waive(actor, post.id, "C01.first-person", "a quotation"),
        lambda: posts.withdraw(actor, post.id),
        lambda: posts.edit(actor, post.id, text=f"We roast {number}", expected=seen),
        lambda: history.undo(actor),
        lambda: history.redo(actor),
    ]


def by_other_means(path: Path, first: str, end: str) -> dict[str, tuple[float | None, int]]:
    """The same figures from the file itself: each figure looks at every operation."""
    store = driver.connect(path)
    rows = [
        (at, verb, json.loads(changes))
        for at, verb, changes, undone in store.execute(
            "SELECT at, verb, changes, undone_by FROM operations ORDER BY seq"
        )
        if not undone and verb not in ("undo", "redo")
    ]
    moves = [
        (
            at,
            entry["id"],
            (entry["before"] or {}).get("state"),
            (entry["after"] or {}).get("state"),
            entry["before"] is None,
        )
        for at, _, changes in rows
        for entry in changes
        if entry["table"] == "posts"
    ]

    def hours(ended: str, began: str) -> float:
        return (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds() / 3600

    out = [
        (at, post) for at, post, was, now, _ in moves if now == "published" and was != "published" and first <= at < end
    ]
    ideas = [hours(at, born) for at, post in out for born, other, _, _, new in moves if new and other == post]
    reviews, asked = [], 0
    for at, post, was, now, _ in moves:
        if was == "in_review" and now in ("approved", "changes_asked") and first <= at < end:
            sent = [begun for begun, other, before, after, _ in moves
                    if other == post and after == "in_review" and before != "in_review" and begun < at]  # fmt: skip
            reviews.append(hours(at, sent[-1]))
            asked += now == "changes_asked"
    remarks = 0
    for _, post in out:
        remarks += sum(other == post and was == "in_review" and now == "changes_asked" and at < end
                       for at, other, was, now, _ in moves)  # fmt: skip
        remarks += sum(entry["table"] == "waivers" and not entry["before"] and entry["after"]["post"] == post
                       for at, _, changes in rows if at < end for entry in changes)  # fmt: skip
    scores = [score for (score,) in store.execute("SELECT score FROM pulses WHERE day >= ? AND day < ?",
                                                  (first[:10], end[:10]))]  # fmt: skip
    overwrites = store.execute("SELECT COUNT(*) FROM avoided WHERE kind = 'overwrite' AND at >= ? AND at < ?",
                               (first, end)).fetchone()[0]  # fmt: skip
    store.close()
    return {
        "idea_to_publish_hours": (statistics.median(ideas) if ideas else None, len(ideas)),
        "review_hours": (statistics.median(reviews) if reviews else None, len(reviews)),
        "approval_rejections": (asked / len(reviews) if reviews else None, len(reviews)),
        "findings_per_post": (remarks / len(out) if out else None, len(out)),
        "satisfaction": (statistics.fmean(scores) if scores else None, len(scores)),
        "overwrites_avoided": (float(overwrites), overwrites),
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_t23_the_figures_equal_those_of_the_raw_log(ws: Workspace, seed: int) -> None:
    walked(ws, seed)
    teamwork.pulse(ws, 4)
    teamwork.pulse(replace(ws, actor=Actor("ben", 1000, "host")), 3)
    found = collaboration.quarters(ws, 3)
    seen = 0
    for quarter in found:
        first, end = (instant.isoformat().replace("+00:00", ".000Z") for instant in quarter.period.instants("UTC"))
        told = by_other_means(Path(ws.db.path), first, end)
        for key, (value, n) in told.items():
            figure = quarter.of(key)
            assert (figure.n, figure.value) == (n, pytest.approx(value)), (quarter.period.label, key)
            seen += n
    assert len([quarter for quarter in found if quarter.of("idea_to_publish_hours").n]) >= 2, (
        "the walk crossed a quarter"
    )
    assert seen > 20


def test_t23_what_was_not_overwritten_and_not_done_twice_is_counted(ws: Workspace) -> None:
    ben = replace(ws, actor=Actor("ben", 1000, "host"))
    post = posts.add(ws, "@tern", "We roast")
    posts.edit(ben, post.id, text="We roast twice")
    with pytest.raises(Conflict, match="ben changed"):
        posts.edit(ws, post.id, text="We roast thrice", expected=post.version)
    revision = ws.revision
    with pytest.raises(Conflict), ws.operation("setting.test", operation_id=history.log(ws, 1)[0].id):
        pass
    assert ws.revision == revision, "neither is an operation"
    now = collaboration.quarters(ws, 1)[0]
    assert (now.of("overwrites_avoided").n, now.of("repeats_avoided").n) == (1, 1)


def test_t23_crises_count_from_their_opening_to_the_first_answer_and_exercises_do_not(ws: Workspace) -> None:
    for drill in (False, True):
        made = crisis.begin(ws, "A storm", "low", drill=drill)
        for step in ("assess", "notify", "respond"):
            crisis.step(ws, made.id, step)
    found = collaboration.quarters(ws, 1)[0].of("crisis_response_minutes")
    (at, answered) = (operation.at for operation in reversed(history.log(ws, 8)) if operation.verb == "crisis.open"
                      or ("answered" in operation.summary and "DRILL" not in operation.summary))  # fmt: skip
    between = datetime.fromisoformat(answered) - datetime.fromisoformat(at)
    assert (found.n, found.value) == (1, pytest.approx(between.total_seconds() / 60))


def test_quarters_follow_the_teams_year_and_have_nothing_where_nothing_happened(ws: Workspace) -> None:
    settings.write(ws, fiscal_start=2)
    one, two = collaboration.quarters(ws, 2)
    assert [one.period.label, two.period.label] == ["2026-Q4", "2027-Q1"] and str(two.period.first) == "2026-02-01"
    assert one.of("review_hours").value is None and one.of("satisfaction").n == 0
