"""T18: one verb stops all publishing and says what it cannot stop; afterwards nothing fires late."""

import pytest

from publishing_made import account, post, scheduled
from tweetplan.domain.deliveries import Delivery
from tweetplan.domain.findings import CheckFailed, Conflict, NotFound, UsageProblem
from tweetplan.storage import calendar, deliveries
from tweetplan.storage import posts as stored
from tweetplan.workspace import accounts, freezing, history, posts
from tweetplan.workspace.core import Workspace


@pytest.fixture
def plan(ws: Workspace) -> Workspace:
    account(ws, "")
    return ws


def handed(ws: Workspace, name: str, tool: str, minutes: int) -> None:
    made = scheduled(ws, name, minutes=minutes)
    with ws.operation("made") as change:
        change.put(stored.TABLE, {"id": name, "state": "handed_off", "before": "scheduled"})
        row = Delivery(f"d-{name}", made.id, "@acme", tool, "handed", made.since, made.since)
        change.put(deliveries.TABLE, deliveries.row(row))


def slot_to_come(ws: Workspace, hours: int = 48) -> str:
    scheduled(ws, "taker", minutes=-60 * hours)
    with ws.operation("made") as change:
        change.remove(stored.TABLE, "taker")
    found = calendar.slot(ws.db, "s-taker")
    assert found is not None
    return found.id


def test_t18_one_verb_holds_everything_and_tells_the_truth(plan: Workspace) -> None:
    for number in range(12):
        scheduled(plan, f"p{number}", minutes=-600)
    for number in range(26):
        handed(plan, f"h{number}", "buffer", -600)
    before = plan.revision
    found = freezing.freeze(plan, "A storm", minutes=20)
    assert plan.revision == before + 1, "one operation"
    assert found.said == "held here 12; handed off 26 in Buffer: pause there now"
    assert {post(plan, f"p{n}").state for n in range(12)} == {"held"}
    assert {each.owner for each in found.elsewhere} == {"ana"}
    assert all(each.minutes is not None and 0 < each.minutes <= 20 for each in found.elsewhere)
    assert freezing.link_of("buffer").startswith("https://")


def test_while_it_holds_nothing_moves_out(plan: Workspace) -> None:
    scheduled(plan, "p1", minutes=-600)
    freezing.freeze(plan, "A storm", account="@ACME")
    assert freezing.frozen(plan, "@acme") is not None
    with pytest.raises(CheckFailed, match="froze"):
        posts.release(plan, "p1")
    with pytest.raises(Conflict, match="A storm"):
        freezing.refuse_frozen(plan, "@acme")
    with pytest.raises(Conflict):
        freezing.freeze(plan, "again", account="@acme")
    draft = posts.add(plan, "@acme", "Later")
    with pytest.raises(CheckFailed):
        posts.schedule(plan, draft.id, slot_to_come(plan))


def test_an_account_is_frozen_alone(plan: Workspace) -> None:
    accounts.add(plan, "@other")
    freezing.freeze(plan, "here only", account="@acme")
    assert freezing.frozen(plan, "@other") is None and freezing.frozen(plan) is not None


def test_a_confirmation_each_or_for_a_whole_tool(plan: Workspace) -> None:
    handed(plan, "h1", "buffer", -45)
    handed(plan, "h2", "publer", -45)
    handed(plan, "h3", "publer", -90)
    freezing.freeze(plan, "A storm")
    assert freezing.confirm(plan, "h1") == ("h1",)
    assert freezing.confirm(plan, "Publer") == ("h2", "h3")
    (state,) = freezing.status(plan)
    assert state.open_tools == {} and "3 handed off are confirmed" in state.said
    with pytest.raises(NotFound):
        freezing.confirm(plan, "sprout")
    assert freezing.release(plan).resume == {"buffer": 1, "publer": 2}


def test_after_the_release_what_is_to_come_goes_on_and_what_is_overdue_waits(plan: Workspace) -> None:
    scheduled(plan, "late", minutes=0)
    scheduled(plan, "soon", minutes=-600)
    freezing.freeze(plan, "A storm")
    done = freezing.release(plan)
    assert (done.back, done.overdue) == (("soon",), ("late",))
    assert (post(plan, "soon").state, post(plan, "late").state) == ("scheduled", "held")
    assert "keep, move or drop" in post(plan, "late").why
    (state,) = freezing.status(plan)
    assert [each.post for each in state.here if not each.answer] == ["late"]


@pytest.mark.parametrize(("verdict", "state"), [("keep", "approved"), ("move", "scheduled"), ("drop", "dropped")])
def test_each_overdue_post_is_kept_moved_or_dropped(plan: Workspace, verdict: str, state: str) -> None:
    scheduled(plan, "late", minutes=0)
    freezing.freeze(plan, "A storm")
    freezing.release(plan)
    slot = slot_to_come(plan) if verdict == "move" else ""
    assert freezing.answer(plan, "late", verdict, slot).state == state
    assert freezing.status(plan) == ()
    with pytest.raises(NotFound):
        freezing.answer(plan, "late", "drop")


def test_a_move_needs_a_free_slot_to_come(plan: Workspace) -> None:
    scheduled(plan, "late", minutes=0)
    freezing.freeze(plan, "A storm")
    freezing.release(plan)
    scheduled(plan, "other", minutes=-600)
    for slot, error in (("nowhere", NotFound), ("s-late", Conflict), ("s-other", Conflict)):
        with pytest.raises(error):
            freezing.answer(plan, "late", "move", slot)
    with pytest.raises(UsageProblem):
        freezing.answer(plan, "late", "burn")


def test_of_two_freezes_the_other_still_holds(plan: Workspace) -> None:
    scheduled(plan, "p1", minutes=-600)
    freezing.freeze(plan, "here", account="@acme")
    freezing.freeze(plan, "everywhere")
    assert freezing.release(plan, "@acme").back == ()
    assert post(plan, "p1").state == "held"
    assert freezing.release(plan).back == ("p1",)


def test_a_crisis_releases_what_it_froze_alone(plan: Workspace) -> None:
    with plan.operation("crisis.open") as change:
        freezing.freeze_in(plan, change, "A fire", crisis="c1")
    freezing.freeze(plan, "mine", account="@acme")
    with plan.operation("crisis.close") as change:
        assert len(freezing.release_in(plan, change, crisis="c1").freezes) == 1
    held = freezing.frozen(plan, "@acme")
    assert held is not None and held.reason == "mine"


def test_a_freeze_says_why_and_a_release_needs_one(plan: Workspace) -> None:
    with pytest.raises(UsageProblem):
        freezing.freeze(plan, "  ")
    with pytest.raises(NotFound):
        freezing.release(plan)
    freezing.freeze(plan, "all")
    with pytest.raises(Conflict):
        freezing.release(plan, "@acme")


def test_a_post_that_somebody_dropped_meanwhile_stays_dropped(plan: Workspace) -> None:
    scheduled(plan, "p1", minutes=-600)
    freezing.freeze(plan, "A storm")
    posts.drop(plan, "p1", "no more")
    assert freezing.release(plan).back == () and post(plan, "p1").state == "dropped"


def test_a_freeze_can_be_undone_whole(plan: Workspace) -> None:
    scheduled(plan, "p1", minutes=-600)
    freezing.freeze(plan, "by mistake")
    history.undo(plan)
    assert freezing.frozen(plan) is None and post(plan, "p1").state == "scheduled"


def test_a_freeze_tells_the_team(plan: Workspace) -> None:
    freezing.freeze(plan, "A storm")
    told = plan.db.rows("SELECT kind, text FROM events WHERE kind = 'freeze'")
    assert [("A storm" in row["text"], "held here 0" in row["text"]) for row in told] == [(True, True)]
