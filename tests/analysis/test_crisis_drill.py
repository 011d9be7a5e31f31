"""A crisis end to end: 40 posts planned, 10 of them handed off, level high, until it is a case (T09, T16–T19)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis_made import Moment, busy_week, opened, staffed
from publishing_made import Fake, post
from tweetplan.analysis.publishing import publish_due
from tweetplan.domain.findings import Conflict, Problem
from tweetplan.storage import crises as stored
from tweetplan.workspace import crisis, crisis_papers, crisis_view, freezing, history, tasks
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.invariants import check

START = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Moment:
    return Moment(START)


@pytest.fixture
def people(tmp_path: Path, clock: Moment) -> dict[str, Workspace]:
    ws = opened(tmp_path, clock)
    busy_week(ws)
    return staffed(ws)


def test_t18_a_crisis_from_its_opening_to_the_case(people: dict[str, Workspace], clock: Moment) -> None:
    cleo, mia, stan = people["cleo"], people["mia"], people["stan"]
    fake, before = Fake(), cleo.revision
    # Opened and frozen in one transaction.
    one = crisis.begin(mia, "Boycott of the winter blend", "high", said="trending since 8:40")
    assert cleo.revision == before + 1
    seen = crisis_view.view(cleo)
    assert (len(seen.here), len(seen.elsewhere), len(seen.to_pause)) == (30, 10, 10)
    assert {post(cleo, f"p{n:02}").state for n in range(30)} == {"held"}
    # Two days pass: nothing goes out from here.
    for _ in range(48):
        clock.pass_(hours=1)
        assert publish_due(cleo, fake).outcomes == () and fake.given == []
    # Every step by who may decide it; the ten are listed until each is confirmed.
    for verb in ("assess", "notify", "respond", "record"):
        assert crisis.step(stan, text=f"{verb} it").stage == verb
    for number in range(10):
        with pytest.raises(Conflict, match=f"{10 - number} posts in Buffer are not confirmed"):
            crisis.close(cleo)
        assert len(crisis_view.view(cleo).to_pause) == 10 - number
        freezing.confirm(people["ben"], f"h{number:02}")
    assert crisis_view.view(cleo).to_pause == ()
    # Closed: the post-mortem is due 48 hours later, and nothing goes out by itself, late or not.
    closed_at = clock.at
    closed = crisis.close(cleo, text="it is over")
    assert datetime.fromisoformat(closed.postmortem_due) - closed_at == timedelta(hours=48)
    task = tasks.get(cleo, crisis.task_of(closed))
    assert (task.due, task.role, task.state) == ((closed_at + timedelta(hours=48)).date(), "crisis_manager", "open")
    for _ in range(30):
        assert publish_due(cleo, fake).outcomes == () and fake.given == []
        clock.pass_(hours=1)
    assert len(crisis_view.view(cleo, one.id).to_answer) == 30
    # Each frozen post is kept, moved or dropped.
    for number in range(30):
        freezing.answer(cleo, f"p{number:02}", "drop" if number % 2 else "keep")
    assert crisis_view.view(cleo, one.id).to_answer == () and publish_due(cleo, fake).outcomes == ()
    assert fake.given == []
    # What was learnt is kept as a case.
    words = crisis_papers.postmortem_text(stan, one.id)
    for section in ("happened", "cause", "actions"):
        words = words.replace(f"## {section}\n\n", f"## {section}\n\nWe say it: {section}\n")
    assert crisis_papers.write_postmortem(stan, one.id, words).stage == "case"
    assert tasks.get(cleo, task.id).state == "done"
    _every_step_is_on_record(cleo, one.id)
    assert check(cleo) == []


def _every_step_is_on_record(ws: Workspace, identity: str) -> None:
    thread = stored.entries(ws.db, identity)
    kinds = [entry.kind for entry in thread]
    assert kinds[:2] == ["opened", "frozen"] and kinds.count("step") == 4 and kinds.count("paused") == 10
    assert kinds.count("answered") == 30 and kinds[-1] == "postmortem" and {"closed", "released"} <= set(kinds)
    assert all(entry.login and entry.at for entry in thread)
    assert [entry.login for entry in thread if entry.kind == "paused"] == ["ben"] * 10
    assert [entry.at for entry in thread] == sorted(entry.at for entry in thread)
    logged = history.log(ws, 500)
    told = {(each.actor.login, each.at) for each in logged}
    assert {(entry.login, entry.at) for entry in thread} <= told, "the log of operations says the same"


def test_what_is_to_come_waits_too_and_goes_in_its_own_time(people: dict[str, Workspace], clock: Moment) -> None:
    cleo, fake = people["cleo"], Fake()
    crisis.begin(cleo, "A storm", "high")
    freezing.confirm(cleo, "buffer")
    for _ in range(4):
        crisis.step(cleo)
    crisis.close(cleo)
    clock.pass_(minutes=5)
    assert freezing.answer(cleo, "p00", "keep").state == "scheduled", "its slot is still to come"
    clock.pass_(minutes=6)
    assert [each.post for each in publish_due(cleo, fake).outcomes] == ["p00"] and len(fake.given) == 1
    clock.pass_(hours=20)
    assert publish_due(cleo, fake).outcomes == () and len(fake.given) == 1


def test_an_exercise_touches_nothing_real(people: dict[str, Workspace], clock: Moment) -> None:
    cleo, fake = people["cleo"], Fake()
    told = cleo.db.value("SELECT COUNT(*) FROM events")
    one = crisis.begin(cleo, "A storm", "high", drill=True)
    assert one.drill and one.name == "DRILL A storm" and one.found == {"here": 30, "buffer": 10}
    assert freezing.frozen(cleo) is None
    clock.pass_(minutes=10)
    assert len(publish_due(cleo, fake).outcomes) == 1, "publishing goes on"
    for _ in range(4):
        clock.pass_(minutes=3)
        crisis.step(cleo)
    done = crisis.close(cleo)
    assert done.postmortem_due and not [task for task in tasks.listing(cleo, "2026-W12") if "Post-mortem" in task.title]
    assert cleo.db.value("SELECT COUNT(*) FROM events WHERE kind LIKE 'crisis%'") == 0
    assert cleo.db.value("SELECT COUNT(*) FROM events WHERE kind <> 'publish.done'") == told
    span = (START - timedelta(days=1), START + timedelta(days=1))
    assert crisis_view.response_times(cleo, *span) == ()
    assert crisis_view.response_times(cleo, *span, drill=True) == (19.0,)


MOVES = (
    "open", "step", "step", "high", "medium", "close", "false alarm", "confirm", "release", "freeze", "keep", "drop",
    "time", "time", "publish",
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(MOVES), min_size=8, max_size=30), st.randoms(use_true_random=False))
def test_t18_whatever_is_done_nothing_goes_out_while_frozen_and_nothing_late(
    tmp_path_factory: pytest.TempPathFactory, moves: list[str], chance: Random
) -> None:
    clock = Moment(START)
    ws = opened(tmp_path_factory.mktemp("walk"), clock)
    busy_week(ws, here=6, elsewhere=2)
    fake, due = Fake(), {f"p{n:02}": START + timedelta(minutes=10 + 60 * n) for n in range(6)}
    for move in (*moves, "publish"):
        before, frozen = len(fake.given), freezing.frozen(ws) is not None
        try:
            _do(ws, fake, clock, move, chance)
        except Problem:
            assert len(fake.given) == before
        sent = fake.given[before:]
        assert not (frozen and sent), "frozen, and yet it went out"
        for each in sent:
            assert timedelta() <= clock.at - due[each.post] <= timedelta(minutes=30), "late by itself"
        for one in crisis_view.listing(ws):
            if one.open and one.level == "high":
                assert {each.state for each in crisis_view.view(ws, one.id).here} <= {"held", "dropped", "published"}
    assert check(ws) == []
    ws.db.close()


def _do(ws: Workspace, fake: Fake, clock: Moment, move: str, chance: Random) -> None:
    post_id = f"p{chance.randrange(6):02}"
    if move == "open":
        crisis.begin(ws, "A storm", chance.choice(("low", "medium", "high")))
    elif move == "step":
        crisis.step(ws)
    elif move in ("high", "medium"):
        crisis.set_level(ws, "", move)
    elif move in ("close", "false alarm"):
        crisis.close(ws, false_alarm=move == "false alarm")
    elif move == "confirm":
        freezing.confirm(ws, "buffer")
    elif move == "release":
        freezing.release(ws)
    elif move == "freeze":
        freezing.freeze(ws, "mine")
    elif move in ("keep", "drop"):
        freezing.answer(ws, post_id, move)
    elif move == "time":
        clock.pass_(minutes=chance.choice((10, 25, 60)))
    else:
        publish_due(ws, fake)
