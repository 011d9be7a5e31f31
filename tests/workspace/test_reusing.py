"""T21: an evergreen goes out again after its cool-down and not too often; its copies count."""

from datetime import UTC, date, datetime

import pytest

from facts import posted, start
from tweetplan.domain.findings import Conflict, UsageProblem
from tweetplan.domain.posts import Content, Post, Reuse, Slot
from tweetplan.storage import calendar as stored
from tweetplan.workspace import posts, reusing
from tweetplan.workspace.core import Workspace


def evergreen(ws: Workspace, days: int = 30, most: int = 3) -> None:
    start(ws, Post("p", "@acme", "How to rinse a filter", "published", x_id="1", topic="evergreen", intent="value",
                   content=Content(worth="practical tip", reuse=Reuse(days, most))))  # fmt: skip
    posted(ws, ("1", "2026-02-01", "How to rinse a filter"))


def put(ws: Workspace, day: date) -> str:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    with ws.operation("slot.add") as change:
        change.put(stored.SLOTS, stored.slot_row(Slot(f"s{day}", "@acme", day, "12:00", "UTC", at)))
    return f"s{day}"


def test_t21_a_copy_is_a_new_draft_of_the_same_words(ws: Workspace) -> None:
    evergreen(ws)
    copy = reusing.reuse(ws, "p", put(ws, date(2026, 3, 20)))
    assert (copy.text, copy.state, copy.topic, copy.slot) == (
        "How to rinse a filter",
        "draft",
        "evergreen",
        "s2026-03-20",
    )
    assert copy.content.reuse == Reuse(30, 3, "p") and copy.content.worth == "practical tip" and not copy.x_id


def test_t21_not_before_the_cool_down_and_the_copy_starts_it_anew(ws: Workspace) -> None:
    evergreen(ws)
    with pytest.raises(Conflict, match="2026-03-03"):
        reusing.reuse(ws, "p", put(ws, date(2026, 3, 2)))
    copy = reusing.reuse(ws, "p", put(ws, date(2026, 3, 20)))
    with pytest.raises(Conflict, match="2026-04-19"):
        reusing.reuse(ws, copy.id, put(ws, date(2026, 4, 18)))
    assert reusing.reuse(ws, copy.id, put(ws, date(2026, 4, 19))).content.reuse == Reuse(30, 3, "p"), "of the first"


def test_t21_not_more_often_than_allowed_and_dropped_copies_do_not_count(ws: Workspace) -> None:
    evergreen(ws, most=2)
    assert [(each.post.id, each.times, each.left) for each in reusing.reusable(ws)] == [("p", 1, 1)]
    copy = reusing.reuse(ws, "p", put(ws, date(2026, 3, 20)))
    with pytest.raises(Conflict, match="2 of 2"):
        reusing.reuse(ws, "p", put(ws, date(2026, 6, 1)))
    assert reusing.reusable(ws) == ()
    posts.drop(ws, copy.id)
    assert [each.from_day for each in reusing.reusable(ws)] == [date(2026, 3, 3)]


def test_t21_a_post_that_nobody_marked_is_not_repeated(ws: Workspace) -> None:
    start(ws, Post("p", "@acme", "How to rinse a filter", "published", x_id="1"))
    with pytest.raises(UsageProblem):
        reusing.reuse(ws, "p")
