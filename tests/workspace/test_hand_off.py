"""Handing off and in: a file, then its posts in one operation; nothing unapproved or frozen; taken in as it was."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tweetplan.domain.approvals import wording
from tweetplan.domain.findings import Conflict, Problem, UsageProblem
from tweetplan.domain.outgoing import outgoing
from tweetplan.domain.posts import Post
from tweetplan.exchange.bulk_formats import TOOLS
from tweetplan.exchange.hand_in import Hints, read_drafts
from tweetplan.storage import calendar as stored_slots
from tweetplan.storage import deliveries
from tweetplan.workspace import approving, freezing, history, posts, slots
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.hand_in import HandedIn, hand_in
from tweetplan.workspace.hand_off import Choices, Span, gather, handed, mark, prepare
from tweetplan.workspace.open import open_workspace
from workspace.conftest import Sessions
from workspace.planned import planned

HAND_OFF = Choices(hand_off=True)
FIRST = date(2026, 3, 23)


def scheduled(ws: Workspace, text: str, day: date = FIRST, time: str = "09:00") -> Post:
    slot = slots.add(ws, "@tern", day, time)
    return posts.schedule(ws, posts.add(ws, "@tern", text).id, slot.id)


def month(ws: Workspace, count: int = 60) -> list[Post]:
    return [
        scheduled(ws, f"Post number {at}", FIRST + timedelta(days=at // 3), f"{9 + at % 3 * 4:02}:00")
        for at in range(count)
    ]


def test_a_hand_off_marks_every_post_of_its_file_in_one_operation(ws: Workspace):
    planned(ws)
    held = month(ws, 6)
    before = ws.revision
    made = prepare(ws, "buffer", Span("@tern"), HAND_OFF)
    assert [post.id for post in made.posts] == [post.id for post in held] and made.zone == "Europe/Berlin"
    rows = mark(ws, made, "week.csv")
    assert ws.revision == before + 1
    assert [posts.get(ws, post.id).state for post in held] == ["handed_off"] * 6
    assert [(row.by_tool, row.state, row.hash, row.said) for row in rows] == [
        ("buffer", "handed", wording(post), "week.csv") for post in held
    ]
    assert rows[0].due == "2026-03-23T13:00:00.000Z"
    assert [one.state for one in handed(ws)] == ["waiting"] * 6 and handed(ws, "publer") == ()


def test_what_is_handed_off_is_not_exported_twice_unless_again(ws: Workspace):
    planned(ws)
    month(ws, 3)
    mark(ws, prepare(ws, "buffer", Span("@tern"), HAND_OFF), "a.csv")
    made = prepare(ws, "buffer", Span("@tern"), HAND_OFF)
    assert made.posts == () and "3 posts are handed off already, in Buffer" in made.findings[0].message
    again = prepare(ws, "buffer", Span("@tern"), Choices(hand_off=True, again=True))
    assert len(again.posts) == 3
    mark(ws, again, "b.csv")
    assert [(one.delivery.said, one.state) for one in handed(ws)] == [("b.csv", "waiting")] * 3


def test_a_post_taken_back_is_out_no_more_and_one_in_two_tools_is_said(ws: Workspace):
    planned(ws)
    first, second = month(ws, 2)
    mark(ws, prepare(ws, "buffer", Span("@tern"), HAND_OFF), "a.csv")
    posts.take_back(ws, first.id)
    assert [one.delivery.post for one in handed(ws)] == [second.id]
    posts.schedule(ws, first.id)
    both = prepare(ws, "publer", Span("@tern"), Choices(hand_off=True, again=True))
    assert [(one.rule, one.where) for one in both.findings] == [("handoff.twice", second.id)]
    mark(ws, both, "b.csv")
    assert [(one.delivery.post, one.delivery.by_tool) for one in handed(ws)] == [
        (first.id, "publer"), (second.id, "buffer"), (second.id, "publer"),
    ]  # fmt: skip
    posts.drop(ws, second.id)
    assert [one.state for one in handed(ws, "buffer")] == ["dropped"]


def test_nothing_unapproved_leaves_and_nothing_frozen(session: Sessions):
    ana, bo = session("ana"), session("bo")
    planned(ana)
    fine, late = scheduled(ana, "Said before anybody asked"), scheduled(ana, "Approved", time="13:00")
    approving.set_approval_rule(ana, "@tern", "one")
    posts.unschedule(ana, late.id)
    posts.edit(ana, late.id, text="Approved in these words")
    posts.submit(ana, late.id)
    posts.approve(bo, late.id)
    posts.schedule(ana, late.id)
    made = prepare(ana, "buffer", Span("@tern"), HAND_OFF)
    assert [post.id for post in made.posts] == [late.id]
    assert [(one.rule, one.where) for one in made.findings] == [("T07.not-approved", fine.id)]
    freezing.freeze(bo, "A crisis", account="@tern")
    with pytest.raises(Problem):
        mark(ana, made, "week.csv")
    assert posts.get(ana, late.id).state == "held" and handed(ana) == ()
    assert prepare(ana, "buffer", Span("@tern"), HAND_OFF).posts == ()


def test_a_post_or_slot_changed_meanwhile_is_a_conflict_and_marks_none(session: Sessions):
    ana, bo = session("ana"), session("bo")
    planned(ana)
    first, second = month(ana, 2)
    made = prepare(ana, "buffer", Span("@tern"), HAND_OFF)
    slots.move(bo, second.slot, FIRST + timedelta(days=1))
    with pytest.raises(Conflict):
        mark(ana, made, "week.csv")
    assert posts.get(ana, first.id).state == "scheduled" and handed(ana) == ()


def test_a_hand_off_is_undone_until_something_is_confirmed(ws: Workspace):
    planned(ws)
    first, second = month(ws, 2)
    mark(ws, prepare(ws, "buffer", Span("@tern"), HAND_OFF), "week.csv")
    history.undo(ws)
    assert posts.get(ws, first.id).state == "scheduled" and handed(ws) == ()
    mark(ws, prepare(ws, "buffer", Span("@tern"), HAND_OFF), "week.csv")
    operation = history.log(ws)[0].id
    posts.published(ws, second.id, "1234567890")
    assert [one.state for one in handed(ws)] == ["waiting", "confirmed"]
    with pytest.raises(Problem):
        history.undo(ws, operation)
    assert posts.get(ws, first.id).state == "handed_off"


def test_an_open_span_a_state_and_a_format_that_hands_nothing_off(ws: Workspace):
    planned(ws)
    month(ws, 2)
    slots.add(ws, "@tern", FIRST, "20:00", plan="elastic")
    idea = posts.add(ws, "@tern")
    assert idea.state == "idea"
    assert len(prepare(ws, "ics", Span()).entries) == 3
    assert len(prepare(ws, "ics", Span(states=("open",))).entries) == 1
    assert b"elastic" in prepare(ws, "markdown", Span(first=FIRST, last=FIRST)).content
    with pytest.raises(UsageProblem, match="hands nothing off"):
        prepare(ws, "ics", Span(), HAND_OFF)
    with pytest.raises(UsageProblem, match="never"):
        prepare(ws, "ics", Span(states=("odd",)))


def taken_in(ws: Workspace, content: bytes, **wishes: bool) -> HandedIn:
    return hand_in(ws, read_drafts(content, "week.csv", Hints("Europe/Berlin")), "week.csv", **wishes)


def said(ws: Workspace) -> list[tuple[str, datetime | None]]:
    found = stored_slots.slots(ws.db, date.min, date.max)
    at = {slot.id: slot.at for slot in found}
    every = ws.db.rows("SELECT id FROM posts")
    held = [posts.get(ws, row["id"]) for row in every]
    return sorted((outgoing(post), at.get(post.slot)) for post in held if post.text)


@pytest.mark.parametrize("tool", sorted(TOOLS))
def test_every_export_is_taken_in_again_as_it_was(ws: Workspace, tool: str, tmp_path: Path):
    planned(ws)
    month(ws, 12)
    scheduled(ws, "=1+1 is what we pour", time="20:00")
    scheduled(ws, "Summer time begins", date(2026, 3, 29), "03:30")
    made = prepare(ws, tool, Span("@tern"), Choices(account_id="17" if tool == "postfast" else ""))
    other = planned(open_workspace(tmp_path / "other", actor=ws.actor, clock=ws.clock, new_id=ws.new_id, create=True))
    report = taken_in(other, made.content)
    assert (report.kind, len(report.new), report.rejected, report.stored) == (tool, 14, (), True)
    assert said(other) == said(ws)
    again = taken_in(other, made.content)
    assert (again.new, again.known, again.stored) == ((), 14, False)
    assert taken_in(ws, made.content).known == 14
    history.undo(other)
    assert said(other) == []
    other.db.close()


def test_nothing_is_half_taken_in(ws: Workspace):
    planned(ws)
    content = b"text,date,intent\ngood,2026-03-23 09:00,promo\nbad,soon,\nodd,2026-03-24 09:00,nonsense\n"
    before = ws.revision
    report = taken_in(ws, content)
    assert ([one.line for one in report.rejected], report.stored, ws.revision) == ([3, 4], False, before)
    assert "promo or value" in report.rejected[1].why or "value or promo" in report.rejected[1].why
    assert taken_in(ws, content, dry_run=True, keep_good=True).stored is False and ws.revision == before
    kept = taken_in(ws, content, keep_good=True)
    post = posts.get(ws, kept.new[0])
    assert (kept.stored, post.state, post.intent, post.text) == (True, "draft", "promo", "good")
    slot = slots.get(ws, post.slot)
    assert (slot.at, slot.locked) == (datetime(2026, 3, 23, 8, tzinfo=UTC), True)


def test_a_draft_takes_the_planned_slot_of_its_time_and_no_other(ws: Workspace):
    planned(ws)
    free = slots.add(ws, "@tern", FIRST, "09:00")  # New York
    elastic = slots.add(ws, "@tern", FIRST, "10:00", plan="elastic")
    taken = scheduled(ws, "Here already", time="11:00")
    rows = "\n".join(
        f"t{at},{one.at:%Y-%m-%dT%H:%MZ}" for at, one in enumerate((free, elastic, slots.get(ws, taken.slot)))
    )
    report = taken_in(ws, f"text,date\n{rows}\nsame,{free.at:%Y-%m-%dT%H:%MZ}\n".encode())
    found = [posts.get(ws, identity) for identity in report.new]
    assert [post.slot for post in found] == [free.id, "", "", ""]
    assert [post.planned_for for post in found] == [None, FIRST, FIRST, FIRST]
    assert len(report.notes) == 3 and deliveries.of_post(ws.db, found[0].id) == ()


def test_a_state_that_is_asked_for_is_all_that_is_read(ws: Workspace, monkeypatch: pytest.MonkeyPatch):
    planned(ws)
    month(ws, 3)
    posts.add(ws, "@tern", "A draft", slot=slots.add(ws, "@tern", FIRST, "21:00").id)
    wanted = [entry.key for entry in gather(ws, Span("@tern")) if entry.state == "scheduled"]
    monkeypatch.setattr(stored_slots, "slots", lambda *_: pytest.fail("the whole calendar was read"))
    assert [entry.key for entry in gather(ws, Span("@tern", states=("scheduled",)))] == wanted and len(wanted) == 3
