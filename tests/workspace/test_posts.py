"""A post from idea to published: every move through the one table, an edit voids, nobody approves their own (T07, T20)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tweetplan.domain.findings import CheckFailed, Conflict, Finding, NotFound, UsageProblem
from tweetplan.domain.goals import Member
from tweetplan.domain.posts import Poll, Post
from tweetplan.workspace import approving, desk, history, posts, slots, team
from tweetplan.workspace.core import Workspace
from workspace.conftest import Sessions
from workspace.planned import planned

FRIDAY = date(2026, 3, 20)


def slotted(ws: Workspace, time: str = "09:00", **fields: str) -> str:
    return slots.add(ws, "@tern", FRIDAY, time, **fields).id


def test_t07_a_post_goes_from_idea_to_published_where_nothing_is_asked_for(ws: Workspace) -> None:
    planned(ws)
    idea = posts.add(ws, "@tern")
    assert (idea.state, idea.owner, idea.wording_by) == ("idea", "ana", "ana")
    draft = posts.edit(ws, idea.id, text="Good morning from our roastery")
    assert (draft.state, draft.before) == ("draft", "idea")
    scheduled = posts.schedule(ws, draft.id, slotted(ws))
    assert scheduled.state == "scheduled"
    posts.hand_off(ws, draft.id)
    out = posts.published(ws, draft.id, "1234567890", "https://x.com/tern/status/1234567890")
    assert (out.state, out.x_id, out.before) == ("published", "1234567890", "handed_off")


def test_t07_one_of_a_role_must_approve_and_never_the_author(session: Sessions) -> None:
    ana, bo = session("ana"), session("bo")
    planned(ana)
    approving.set_approval_rule(ana, "@tern", "one")
    post = posts.add(ana, "@tern", "We opened a new shop")
    with pytest.raises(CheckFailed, match="not approved"):
        posts.schedule(ana, post.id, slotted(ana))
    posts.submit(ana, post.id)
    with pytest.raises(CheckFailed, match="own wording"):
        posts.approve(ana, post.id)
    assert posts.approve(bo, post.id).state == "approved"
    slot = desk.board(ana).columns[4].cards[0].post.slot
    assert slot == ""
    scheduled = posts.schedule(ana, post.id, slotted(ana, "10:00"))
    edited = posts.edit(ana, post.id, scheduled.version, text="We opened two new shops")
    assert (edited.state, edited.wording_by) == ("draft", "ana")
    with pytest.raises(CheckFailed, match="another wording"):
        posts.schedule(ana, post.id)
    posts.submit(ana, post.id)
    sent_back = posts.ask_changes(bo, post.id, "Say where")
    assert (sent_back.state, sent_back.why) == ("changes_asked", "Say where")
