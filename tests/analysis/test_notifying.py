"""Telling people (T12): each notifier once, by channel and hour; what fails is tried again, then given up and said."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tweetplan.analysis import notifying
from tweetplan.domain.events import CONTENT, LIVE, Event
from tweetplan.domain.findings import Problem
from tweetplan.domain.notices import RETRIES
from tweetplan.domain.operations import Actor
from tweetplan.workspace import inbox
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ws(tmp_path: Path, clock: Clock) -> Workspace:
    ids = iter(f"op-{n:04}" for n in range(10_000))
    return open_workspace(tmp_path / "plan", actor=Actor("ana", 1), clock=clock, new_id=lambda: next(ids), create=True)


def as_ben(ws: Workspace) -> Workspace:
    return Workspace(ws.db, Actor("ben", 2), ws.clock, ws.new_id)


def tell(ws: Workspace, kind: str, text: str, **fields: object) -> None:
    with ws.operation("test.tell") as change:
        change.put("settings", {"id": f"said.{ws.clock().isoformat()}.{text}", "value": "1"})
        change.tell(kind, text, **fields)  # type: ignore[arg-type]


class Notifiers:
    """Stands in for the loaded plugins: two notifiers, whose faults a test sets."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.faults: dict[str, str] = {"slack": "", "mail": ""}

    def notifiers(self) -> tuple[str, ...]:
        return tuple(self.faults)

    def notify(self, event: Event, to: str) -> dict[str, str]:
        self.told.append((to, event.text))
        return {to: self.faults[to]}


@pytest.fixture
def notifiers(monkeypatch: pytest.MonkeyPatch) -> Notifiers:
    made = Notifiers()
    monkeypatch.setattr(notifying.Plugins, "load", lambda environ: made)
    return made


def test_t12_each_notifier_is_told_of_an_event_once(ws: Workspace, clock: Clock, notifiers: Notifiers) -> None:
    tell(ws, "post.approved", "ana approved a post")
    assert notifying.tell_waiting(ws) == "told 2"
    clock.now += timedelta(hours=1)
    assert notifying.tell_waiting(ws) == ""
    assert notifiers.told == [("slack", "ana approved a post"), ("mail", "ana approved a post")]


def test_t12_one_that_fails_is_tried_again_alone_and_in_the_end_given_up(
    ws: Workspace, clock: Clock, notifiers: Notifiers
) -> None:
    notifiers.faults["slack"] = "no route"
    tell(ws, "post.approved", "hello")
    assert notifying.tell_waiting(ws) == "told 1"
    assert notifying.tell_waiting(ws) == "", "the next try is not due yet"
    for wait in RETRIES[:-1]:
        clock.now += wait
        assert notifying.tell_waiting(ws) == ""
    clock.now += RETRIES[-1]
    with pytest.raises(Problem, match="slack: no route"):
        notifying.tell_waiting(ws)
    clock.now += timedelta(hours=1)
    assert notifying.tell_waiting(ws) == ""
    assert [name for name, _ in notifiers.told].count("slack") == len(RETRIES) + 1
    assert [name for name, _ in notifiers.told].count("mail") == 1
    assert inbox.given_up(ws) == (("slack", "hello", "no route"),)


def test_t12_a_quiet_channel_tells_only_what_is_urgent_and_the_rest_in_the_morning(
    ws: Workspace, clock: Clock, notifiers: Notifiers
) -> None:
    inbox.set_channel(ws, CONTENT, quiet="22:00-07:00", zone="UTC")
    inbox.set_channel(ws, LIVE, quiet="22:00-07:00", zone="UTC")
    clock.now = datetime(2026, 3, 17, 23, 0, tzinfo=UTC)
    tell(ws, "post.approved", "usual")
    tell(ws, "crisis.opened", "fire")
    notifying.tell_waiting(ws)
    assert notifiers.told == [("slack", "fire"), ("mail", "fire")]
    clock.now = datetime(2026, 3, 18, 7, 0, tzinfo=UTC)
    notifying.tell_waiting(ws)
    assert notifiers.told[2:] == [("slack", "usual"), ("mail", "usual")]


def test_t12_a_digest_is_one_message(ws: Workspace, clock: Clock, notifiers: Notifiers) -> None:
    inbox.set_channel(ws, CONTENT, digest="18:00", zone="UTC")
    tell(ws, "post.approved", "one")
    clock.now += timedelta(hours=1)
    tell(ws, "post.submitted", "two")
    notifying.tell_waiting(ws)
    assert notifiers.told == []
    clock.now = datetime(2026, 3, 17, 18, 0, tzinfo=UTC)
    notifying.tell_waiting(ws)
    assert [name for name, _ in notifiers.told] == ["slack", "mail"]
    assert notifiers.told[0][1].startswith("2 notices") and "one" in notifiers.told[0][1]
    clock.now += timedelta(days=1)
    assert notifying.tell_waiting(ws) == ""


def test_t12_the_inbox_is_each_persons_own(ws: Workspace) -> None:
    ben = as_ben(ws)
    tell(ws, "post.approved", "for all")
    tell(ws, "post.submitted", "for cai", audience=("cai",))
    assert inbox.unseen(ws) == (), "nobody is told of what they did themselves"
    assert [event.text for event in inbox.unseen(ben)] == ["for all"]
    assert inbox.see(ben, [event.id for event in inbox.unseen(ben)]) == 1
    assert inbox.unseen(ben) == ()
    assert [event.text for event in inbox.every(ben)] == ["for cai", "for all"]


def test_an_operation_that_fails_tells_nothing(ws: Workspace) -> None:
    with pytest.raises(ZeroDivisionError), ws.operation("test.tell") as change:
        change.put("settings", {"id": "x", "value": "1"})
        change.tell("post.approved", "never")
        raise ZeroDivisionError
    assert inbox.every(ws) == ()
