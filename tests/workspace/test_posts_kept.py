"""What undo, a move of a slot and a freeze never do to a post: take its slot away, or have it fire late (T07, T18)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tweetplan.domain.deliveries import Delivery
from tweetplan.domain.findings import CheckFailed, Conflict
from tweetplan.storage import deliveries
from tweetplan.workspace import delivering, freezing, history, invariants, posts, posts_due, slots
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


def test_t18_undo_puts_nothing_on_the_schedule_for_a_time_that_has_passed(ws: Workspace) -> None:
    planned(ws)
    post = posts.schedule(ws, posts.add(ws, "@tern", "A new shop").id, slotted(ws))
    posts.unschedule(ws, post.id)
    late = replace(ws, clock=lambda: datetime(2026, 3, 20, 13, 1, tzinfo=UTC))
    with pytest.raises(Conflict, match="has passed"):
        history.undo(late, last(ws, "post.unschedule"))


def test_t18_no_freeze_comes_back_over_what_was_scheduled_meanwhile(ws: Workspace) -> None:
    planned(ws)
    freezing.freeze(ws, "a storm")
    history.undo(ws)
    post = posts.schedule(ws, posts.add(ws, "@tern", "A new shop").id, slotted(ws))
    with pytest.raises(Conflict, match="scheduled since"):
        history.redo(ws, last(ws, "freeze"))
    posts.unschedule(ws, post.id)
    history.redo(ws, last(ws, "freeze"))
    assert freezing.frozen(ws) and not invariants.check(ws)


def test_a_post_stays_while_something_is_said_of_it(ws: Workspace) -> None:
    planned(ws)
    post = posts.add(ws, "@tern", "A new shop")
    posts.comment(ws, post.id, "Which one?")
    with pytest.raises(Conflict, match="there would be 1 comment of a post that is gone"):
        history.undo(ws, last(ws, "post.add"))
    history.undo(ws, last(ws, "post.comment"))
    history.undo(ws, last(ws, "post.add"))
    with pytest.raises(Conflict, match="there would be 1 comment"):
        history.redo(ws, last(ws, "post.comment"))
    assert not invariants.check(ws)


@pytest.mark.parametrize(("state", "rule"), [("unknown", "T07.outcome-unknown"), ("done", "T07.out-in-part")])
def test_t07_what_a_publisher_had_is_sent_by_nobody_else_before_a_person_looked(
    ws: Workspace, state: str, rule: str
) -> None:
    planned(ws)
    post = posts.schedule(ws, posts.add(ws, "@tern", "A new shop").id, slotted(ws))
    with ws.operation("publish.intend") as change:
        given = Delivery("d1.1", post.id, "@tern", "x", state, "", "")  # type: ignore[arg-type]
        change.put(deliveries.TABLE, deliveries.row(given), expected=0)
    posts.hold(ws, post.id, "look on X")
    for verb in (posts.release, posts.schedule, posts.hand_off):
        with pytest.raises((CheckFailed, Conflict)) as refused:
            verb(ws, post.id)
    with pytest.raises(CheckFailed) as refused:
        posts.release(ws, post.id)
    assert [found.rule for found in refused.value.findings] == [rule]


def test_undo_brings_no_post_back_to_a_slot_that_is_gone(ws: Workspace) -> None:
    planned(ws)
    post = posts.add(ws, "@tern", "A new shop", slot=slotted(ws))
    posts.drop(ws, post.id)
    slots.delete(ws, post.slot)
    with pytest.raises(Conflict, match="is gone"):
        history.undo(ws, last(ws, "post.drop"))
    assert not invariants.check(ws)


def test_a_post_that_is_taken_up_again_leaves_the_slot_that_another_took(ws: Workspace) -> None:
    planned(ws)
    post = posts.schedule(ws, posts.add(ws, "@tern", "A new shop").id, slotted(ws))
    assert posts_due.expire_due(replace(ws, as_of=datetime(2026, 3, 21, tzinfo=UTC))) == "1 post expired"
    other = posts.add(ws, "@tern", "Another shop", slot=post.slot)
    assert posts.revive(ws, post.id).slot == "" and posts.get(ws, other.id).slot == post.slot


def test_t18_a_post_that_turns_out_not_posted_waits_while_its_account_is_frozen(ws: Workspace) -> None:
    planned(ws)
    post = posts.schedule(ws, posts.add(ws, "@tern", "A new shop").id, slotted(ws))
    with ws.operation("publish.intend") as change:
        given = Delivery("d1.1", post.id, "@tern", "x", "unknown", "", "")
        change.put(deliveries.TABLE, deliveries.row(given), expected=0)
    posts.hold(ws, post.id, "look on X")
    freezing.freeze(ws, "a storm")
    held = delivering.resolve(ws, post.id, "not-posted")
    assert held.state == "held" and "frozen" in held.why and not invariants.check(ws)
