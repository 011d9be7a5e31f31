"""Publishing: each due post goes once or not at all, and what nobody knows is held and never repeated."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from publishing_made import Fake, account, post, scheduled
from tweetplan.analysis.publishing import preview, publish_due
from tweetplan.domain.findings import Conflict, NotFound, Problem, UsageProblem
from tweetplan.domain.operations import Actor
from tweetplan.domain.publishing import Published, Refused, TryLater, Unknown, id_in
from tweetplan.storage import deliveries
from tweetplan.storage.turns import turn
from tweetplan.workspace import approving, delivering, freezing, history, posts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace

START = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
Opener = Callable[..., Workspace]


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(tmp_path: Path, clock: Clock) -> Iterator[Opener]:
    ids, sessions = count(1), list[Workspace]()

    def open_as(login: str = "ana") -> Workspace:
        sessions.append(open_workspace(tmp_path / "plan", actor=Actor(login, 1000, "host"), clock=clock,
                                       new_id=lambda: f"op-{next(ids):06}", create=True))  # fmt: skip
        return sessions[-1]

    yield open_as
    for each in sessions:
        each.db.close()


@pytest.fixture
def ws(opened: Opener) -> Workspace:
    made = opened()
    account(made)
    return made


def states(ws: Workspace, identity: str) -> list[str]:
    return [each.state for each in deliveries.of_post(ws.db, identity)]


def test_what_is_due_goes_once_and_the_rest_stays(ws: Workspace) -> None:
    scheduled(ws, "p1")
    scheduled(ws, "p2", minutes=-5)
    fake = Fake()
    assert [each.outcome for each in publish_due(ws, fake).outcomes] == ["published"]
    assert publish_due(ws, fake).outcomes == ()
    assert [given.text for given in fake.given] == ["Text of p1"]
    assert (post(ws, "p1").state, post(ws, "p1").x_id) == ("published", "1901")
    assert (post(ws, "p2").state, states(ws, "p1")) == ("scheduled", ["done"])


def test_the_intent_is_stored_before_the_call(ws: Workspace, opened: Opener) -> None:
    scheduled(ws, "p1")
    seen = []

    def look(_: object) -> None:
        seen.extend((each.state, each.by_tool, bool(each.hash)) for each in deliveries.of_post(opened().db, "p1"))

    publish_due(ws, Fake(look))
    assert seen == [("intended", "fake", True)]


@pytest.mark.parametrize("fault", [Unknown("no answer"), RuntimeError("broken"), Problem("odd")])
def test_an_unknown_outcome_is_held_and_never_repeated(ws: Workspace, fault: Exception) -> None:
    scheduled(ws, "p1")
    fake = Fake(fault)
    assert [each.outcome for each in publish_due(ws, fake).outcomes] == ["unknown"]
    assert publish_due(ws, fake).outcomes == () and len(fake.given) == 1
    assert post(ws, "p1").state == "held" and "look on X" in post(ws, "p1").why
    assert states(ws, "p1") == ["unknown"]


def test_a_post_of_unknown_outcome_that_somebody_schedules_again_is_held_again(ws: Workspace) -> None:
    scheduled(ws, "p1")
    publish_due(ws, Fake(Unknown("no answer")))
    scheduled(ws, "p1")
    fake = Fake()
    assert [each.outcome for each in publish_due(ws, fake).outcomes] == ["held"]
    assert fake.given == [] and post(ws, "p1").state == "held"
    assert "outcome unknown" in post(ws, "p1").why


def test_what_a_killed_run_left_is_held_by_the_next_one(ws: Workspace) -> None:
    scheduled(ws, "p1")
    assert isinstance(delivering.claim(ws, "p1"), delivering.Claim)
    fake = Fake()
    assert [each.outcome for each in publish_due(ws, fake).outcomes] == ["unknown"]
    assert fake.given == [] and post(ws, "p1").state == "held" and "cut off" in post(ws, "p1").why


def test_a_claimed_post_cannot_be_claimed_again(ws: Workspace, opened: Opener) -> None:
    scheduled(ws, "p1")
    assert isinstance(delivering.claim(ws, "p1"), delivering.Claim)
    assert not isinstance(delivering.claim(opened("ben"), "p1"), delivering.Claim)


def test_two_runs_at_once_the_second_does_nothing(ws: Workspace, opened: Opener) -> None:
    scheduled(ws, "p1")
    with turn(ws.db.path, "publish") as ours:
        assert ours
        fake = Fake()
        assert publish_due(opened("ben"), fake).busy and fake.given == []
    assert publish_due(opened("ben"), fake).count("published") == 1


def test_t18_nothing_fires_late(ws: Workspace) -> None:
    scheduled(ws, "p1", minutes=29)
    scheduled(ws, "p2", minutes=31)
    fake = Fake()
    run = publish_due(ws, fake)
    assert {each.post: each.outcome for each in run.outcomes} == {"p1": "published", "p2": "held"}
    assert "31 minutes ago" in post(ws, "p2").why


def test_a_wording_that_is_not_approved_is_held(ws: Workspace) -> None:
    approving.set_approval_rule(ws, "@acme", "one", ())
    scheduled(ws, "p1")
    fake = Fake()
    assert [each.outcome for each in publish_due(ws, fake).outcomes] == ["held"]
    assert fake.given == [] and "not approved" in post(ws, "p1").why


def test_a_refusal_is_held_with_its_reason_and_a_rate_limit_waits(ws: Workspace, clock: Clock) -> None:
    scheduled(ws, "p1", "one")
    scheduled(ws, "p2", "two")
    scheduled(ws, "p3", "three")
    fake = Fake(Refused("too long"), TryLater("rate limit", clock.now + timedelta(minutes=15)))
    run = publish_due(ws, fake)
    assert [(each.post, each.outcome) for each in run.outcomes] == [("p1", "refused"), ("p2", "later")]
    assert (post(ws, "p1").state, "too long" in post(ws, "p1").why) == ("held", True)
    assert post(ws, "p2").state == post(ws, "p3").state == "scheduled"
    clock.now += timedelta(minutes=14)
    assert publish_due(ws, fake).outcomes == ()
    clock.now += timedelta(minutes=2)
    assert publish_due(ws, fake).count("published") == 2


def test_a_thread_goes_part_by_part_each_answering_the_one_before(ws: Workspace) -> None:
    scheduled(ws, "p1", "one\n---\ntwo\n---\nthree")
    fake = Fake()
    publish_due(ws, fake)
    assert [(given.text, given.in_reply_to) for given in fake.given] == [
        ("one", ""),
        ("two", "1901"),
        ("three", "1902"),
    ]
    assert (post(ws, "p1").state, post(ws, "p1").x_id, states(ws, "p1")) == ("published", "1901", ["done"] * 3)
    assert len({given.id for given in fake.given}) == 3


def test_a_thread_that_breaks_in_the_middle_is_held_with_what_is_out(ws: Workspace) -> None:
    scheduled(ws, "p1", "one\n---\ntwo\n---\nthree")
    publish_due(ws, Fake(None, Refused("no")))
    held = post(ws, "p1")
    assert held.state == "held" and "1 of 3 parts are out: https://x.com/acme/status/1901" in held.why
    assert states(ws, "p1") == ["done", "refused"]


def test_a_freeze_between_two_parts_stops_the_thread(ws: Workspace, opened: Opener) -> None:
    scheduled(ws, "p1", "one\n---\ntwo")

    def stop(_: object) -> None:
        freezing.freeze(opened("ben"), "stop")

    fake = Fake(stop)
    publish_due(ws, fake)
    assert len(fake.given) == 1 and post(ws, "p1").state == "held"


def test_a_frozen_account_publishes_nothing(ws: Workspace) -> None:
    scheduled(ws, "p1")
    freezing.freeze(ws, "a reason")
    scheduled(ws, "p2")
    fake = Fake()
    assert publish_due(ws, fake).outcomes == () and fake.given == []


def test_what_was_laid_ready_is_handed_off_and_not_published(ws: Workspace) -> None:
    scheduled(ws, "p1", "one\n---\ntwo")
    fake = Fake(Published(said="outbox/x.json", took=2))
    assert [each.outcome for each in publish_due(ws, fake).outcomes] == ["handed off"]
    assert post(ws, "p1").state == "handed_off" and states(ws, "p1") == ["handed"] and len(fake.given) == 1


def test_what_is_frozen_while_it_is_laid_ready_says_so(ws: Workspace, opened: Opener) -> None:
    scheduled(ws, "p1")

    def stop(_: object) -> Published:
        freezing.freeze(opened("ben"), "stop")
        return Published(said="outbox/x.json")

    publish_due(ws, Fake(stop))
    assert post(ws, "p1").state == "held" and "laid ready: outbox/x.json" in post(ws, "p1").why


def test_what_is_frozen_while_it_goes_out_is_published_all_the_same(ws: Workspace, opened: Opener) -> None:
    scheduled(ws, "p1")

    def stop(_: object) -> None:
        freezing.freeze(opened("ben"), "stop")

    publish_due(ws, Fake(stop))
    assert post(ws, "p1").state == "published" and states(ws, "p1") == ["done"]
    assert freezing.release(ws).overdue == ()


def test_a_person_settles_what_nobody_knew(ws: Workspace) -> None:
    for name in ("p1", "p2"):
        scheduled(ws, name)
    publish_due(ws, Fake(Unknown("?"), Unknown("?")))
    assert delivering.resolve(ws, "p1", "posted", "https://x.com/acme/status/1234567").x_id == "1234567"
    assert post(ws, "p1").state == "published"
    assert delivering.resolve(ws, "p2", "not-posted").state == "scheduled"
    assert delivering.unknowns(ws) == ()
    fake = Fake()
    assert publish_due(ws, fake).count("published") == 1 and fake.given[0].post == "p2"
    with pytest.raises(NotFound):
        delivering.resolve(ws, "p1", "not-posted")


def test_not_posted_and_too_late_stays_held(ws: Workspace, clock: Clock) -> None:
    scheduled(ws, "p1")
    publish_due(ws, Fake(Unknown("?")))
    clock.now += timedelta(hours=2)
    assert delivering.resolve(ws, "p1", "not-posted").state == "held"
    with pytest.raises(UsageProblem):
        delivering.resolve(ws, "p1", "perhaps")


def test_publishing_cannot_be_undone(ws: Workspace) -> None:
    scheduled(ws, "p1")
    publish_due(ws, Fake())
    done = next(each for each in history.log(ws) if each.verb == "publish.done")
    with pytest.raises(Conflict):
        history.undo(ws, done.id)


def test_a_dry_run_stores_nothing(ws: Workspace) -> None:
    scheduled(ws, "p1")
    scheduled(ws, "p2", minutes=60)
    before = ws.revision
    assert {each.post: each.outcome for each in preview(ws).outcomes} == {"p1": "would go", "p2": "would be held"}
    assert ws.revision == before


def test_an_interrupted_run_holds_what_it_was_doing(ws: Workspace) -> None:
    scheduled(ws, "p1")
    with pytest.raises(KeyboardInterrupt):
        publish_due(ws, Fake(KeyboardInterrupt()))
    assert post(ws, "p1").state == "held" and states(ws, "p1") == ["unknown"]


@pytest.mark.parametrize(("link", "found"), [
    ("https://x.com/acme/status/123?s=20", "123"), ("https://x.com/acme/status/123/photo/1", "123"),
    ("123", "123"), ("https://x.com/acme", ""), ("https://x.com/12345", ""), ("", ""), ("9" * 30, ""), ("٣", ""),
])  # fmt: skip
def test_the_id_in_a_link(link: str, found: str) -> None:
    assert id_in(link) == found


def test_a_text_that_x_would_not_take_is_held_and_not_sent(ws: Workspace) -> None:
    """Where no approval is asked for, a scheduled text may be changed after its checks."""
    scheduled(ws, "p1", "short")
    posts.edit(ws, "p1", text="字" * 141)
    fake = Fake()
    assert [each.outcome for each in preview(ws).outcomes] == ["would be held"]
    assert [each.outcome for each in publish_due(ws, fake).outcomes] == ["held"]
    assert fake.given == [] and "counts 282 of 280" in post(ws, "p1").why
