"""What undo, a move of a slot and a freeze never do to a post: take its slot away, or have it fire late (T07, T18)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tweetplan.domain.findings import Conflict
from tweetplan.workspace import freezing, history, invariants, posts, slots
from tweetplan.workspace.core import Workspace
from workspace.planned import planned
from workspace.test_posts import FRIDAY, slotted

TUESDAY = date(2026, 3, 17)


def last(ws: Workspace, verb: str) -> str:
    return next(each.id for each in history.log(ws) if each.verb == verb)


def test_undoing_a_slot_is_refused_while_a_post_lives_on_it(ws: Workspace) -> None:
    planned(ws)
    post = posts.add(ws, "@tern", "A new shop", slot=slotted(ws))
    with pytest.raises(Conflict, match="has taken a slot that would go"):
        history.undo(ws, last(ws, "slot.add"))
    posts.drop(ws, post.id)
    history.undo(ws, last(ws, "slot.add"))


def test_t18_a_scheduled_post_is_moved_to_no_time_that_has_passed(ws: Workspace) -> None:
    planned(ws)
    post = posts.schedule(ws, posts.add(ws, "@tern", "A new shop").id, slotted(ws))
    with pytest.raises(Conflict, match="has passed"):
        slots.move(ws, post.slot, TUESDAY, "01:00")
    past = slots.add(ws, "@tern", TUESDAY, "02:00").id
    with pytest.raises(Conflict, match="has passed"):
        posts.take_slot(ws, post.id, past)
    assert posts.get(ws, post.id) == post


def test_a_slot_stays_where_its_post_left_from(ws: Workspace) -> None:
    planned(ws)
    post = posts.schedule(ws, posts.add(ws, "@tern", "A new shop").id, slotted(ws))
    slots.move(ws, post.slot, FRIDAY, "10:00")
    posts.hand_off(ws, post.id, "buffer")
    with pytest.raises(Conflict, match="is handed off"):
        slots.move(ws, post.slot, FRIDAY, "11:00")
    with pytest.raises(Conflict, match="is handed off"):
        history.undo(ws, last(ws, "slot.move"))
    posts.take_back(ws, post.id)
    slots.move(ws, post.slot, FRIDAY, "11:00")


def test_t18_undo_schedules_nothing_while_its_account_is_frozen(ws: Workspace) -> None:
    planned(ws)
    post = posts.schedule(ws, posts.add(ws, "@tern", "A new shop").id, slotted(ws))
    posts.unschedule(ws, post.id)
    freezing.freeze(ws, "a storm")
    with pytest.raises(Conflict, match="froze every account"):
        history.undo(ws, last(ws, "post.unschedule"))
    freezing.release(ws)
    history.undo(ws, last(ws, "post.unschedule"))
    assert posts.get(ws, post.id).state == "scheduled" and not invariants.check(ws)


def test_t18_one_limit_says_what_is_late_for_a_publisher_and_for_expiry(ws: Workspace) -> None:
    from tweetplan.workspace import delivering, posts_due
    from tweetplan.workspace.rules import set_rule

    planned(ws)
    delivering.use_publisher(ws, "@tern", "outbox")
    post = posts.schedule(ws, posts.add(ws, "@tern", "A new shop").id, slotted(ws))
    at = datetime(2026, 3, 20, 13, 0, tzinfo=UTC)
    for minutes in (30, 12):
        set_rule(ws, "publish.late_minutes", minutes)
        limit = timedelta(minutes=minutes)
        in_time = replace(ws, as_of=at + limit)
        late = replace(ws, as_of=at + limit + timedelta(seconds=1))
        assert posts_due.expire_due(in_time) == "" and not delivering.due(in_time)[0].against
        assert "nothing fires late" in delivering.due(late)[0].against
    assert posts_due.expire_due(late) == "1 post expired"
    assert posts.get(ws, post.id).state == "expired"
