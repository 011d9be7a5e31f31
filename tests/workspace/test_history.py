"""Undo and redo: a change by a change, never over somebody else's, and never half."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetplan.domain.findings import Conflict, NotFound, Problem, UsageProblem
from tweetplan.domain.operations import Actor, Operation
from tweetplan.storage import records
from tweetplan.workspace import history
from tweetplan.workspace.core import StoredAlready, Workspace
from tweetplan.workspace.invariants import check
from tweetplan.workspace.open import open_workspace

Sessions = Callable[..., Workspace]


def setting(ws: Workspace, name: str, value: str | None, expected: int | None = None) -> None:
    with ws.operation("setting.set") as change:
        change.summary = f"set {name}"
        if value is None:
            change.remove("settings", name, expected)
        else:
            change.put("settings", {"id": name, "value": value}, expected)


def value(ws: Workspace, name: str) -> str | None:
    found = records.get(ws.db, "settings", name)
    return found["value"] if found else None


def goal(identity: str, name: str, account: str = "@acme") -> dict[str, Any]:
    text = "type kpi reason statement tier supports owner campaign fields anchors periods".split()
    numbers = {"target": 1.0, "baseline": None, "importance": 3, "urgency": 3, "draft": 0}
    days = {"start_day": "2026-01-01", "end_day": "2026-12-31"}
    return {"id": identity, "name": name, "account": account, **dict.fromkeys(text, ""), **numbers, **days}


def account(ws: Workspace, key: str = "@acme") -> None:
    with ws.operation("account.add") as change:
        change.summary = f"added account {key}"
        change.put("accounts", {"id": key, "handle": key, "role": "main", "zone": "UTC", "audience_zone": ""})


def test_undo_takes_back_the_last_change_and_redo_brings_it_again(ws: Workspace) -> None:
    setting(ws, "a", "1")
    setting(ws, "a", "2")
    undone = history.undo(ws)
    assert (value(ws, "a"), undone.verb, undone.summary) == ("1", "undo", "undone: set a")
    assert history.undo(ws).seq == 4
    assert value(ws, "a") is None
    with pytest.raises(NotFound):
        history.undo(ws)
    assert [history.redo(ws).summary for _ in range(2)] == ["redone: set a"] * 2
    assert value(ws, "a") == "2"
    with pytest.raises(NotFound):
        history.redo(ws)


def test_the_app_can_say_what_undo_and_redo_would_do(ws: Workspace) -> None:
    assert history.peek_undo(ws) is None
    setting(ws, "a", "1")
    setting(ws, "b", "1")
    history.undo(ws)
    undo, redo = history.peek_undo(ws), history.peek_redo(ws)
    assert undo and redo and (undo.summary, redo.summary) == ("set a", "set b")
    setting(ws, "c", "1")
    assert history.peek_redo(ws) is None, "a new change leaves nothing to redo"


def test_undo_is_for_ones_own_changes_unless_one_is_named(session: Sessions) -> None:
    ana, ben = session("ana"), session("ben")
    setting(ana, "a", "1")
    setting(ben, "b", "1")
    history.undo(ana)
    assert (value(ana, "a"), value(ana, "b")) == (None, "1")
    named = next(op for op in history.log(ana) if op.actor.login == "ben")
    history.undo(ana, named.id)
    assert value(ana, "b") is None


def test_undo_refuses_what_somebody_changed_since_and_says_who_and_what(session: Sessions) -> None:
    ana, ben = session("ana"), session("ben")
    with ana.operation("setting.set") as change:
        change.put("settings", {"id": "a", "value": "1"})
        change.put("settings", {"id": "b", "value": "1"})
    setting(ben, "b", "2")
    with pytest.raises(Conflict, match="ben changed the setting b at 2026-03-17T"):
        history.undo(ana)
    assert (value(ana, "a"), value(ana, "b")) == ("1", "2"), "nothing half done"
    history.undo(ben)
    history.undo(ana)
    assert (value(ana, "a"), value(ana, "b")) == (None, None)


def test_a_change_back_to_the_same_value_by_somebody_else_is_still_theirs(session: Sessions) -> None:
    ana, ben = session("ana"), session("ben")
    setting(ana, "a", "1")
    setting(ben, "a", "2")
    setting(ben, "a", "1")
    with pytest.raises(Conflict, match="ben"):
        history.undo(ana)
    setting(ben, "a", None)
    with pytest.raises(Conflict, match="ben removed the setting a"):
        history.undo(ana)


def test_an_operation_undone_is_not_undone_again(session: Sessions) -> None:
    ana, ben = session("ana"), session("ben")
    setting(ana, "a", "1")
    operation = history.log(ana)[0]
    history.undo(ben, operation.id)
    with pytest.raises(Conflict, match="undone already by ben"):
        history.undo(ana, operation.id)
    history.redo(ana, operation.id)
    with pytest.raises(Conflict, match="in force"):
        history.redo(ana, operation.id)


def test_the_undo_of_an_undo_is_a_redo_and_that_of_a_redo_an_undo(ws: Workspace) -> None:
    setting(ws, "a", "1")
    first = history.undo(ws)
    again = history.undo(ws, first.id)
    assert (again.verb, again.undoes, value(ws, "a")) == ("redo", first.id, "1")
    second = history.undo(ws, again.id)
    assert (second.verb, value(ws, "a")) == ("undo", None)
    with pytest.raises(Conflict, match="redone already"):
        history.undo(ws, first.id)


def test_what_is_named_by_the_beginning_of_its_id_must_be_clear(ws: Workspace) -> None:
    setting(ws, "a", "1")
    setting(ws, "b", "1")
    with pytest.raises(UsageProblem, match="More than one"):
        history.undo(ws, "op-")
    with pytest.raises(NotFound):
        history.undo(ws, "nothing")


def test_names_that_changed_places_change_back(ws: Workspace) -> None:
    account(ws)
    with ws.operation("goal.add") as change:
        change.put("goals", goal("1", "north"))
        change.put("goals", goal("2", "south"))
    with ws.operation("goal.edit") as change:
        change.put("goals", {"id": "1", "name": "between"})
        change.put("goals", {"id": "2", "name": "north"})
        change.put("goals", {"id": "1", "name": "south"})
    history.undo(ws)
    names = {row["id"]: row["name"] for row in ws.db.rows("SELECT id, name FROM goals")}
    assert names == {"1": "north", "2": "south"}


def test_a_name_taken_since_is_a_conflict_and_not_a_crash(session: Sessions) -> None:
    ana, ben = session("ana"), session("ben")
    account(ana)
    for identity, actor in (("1", ana), ("2", ben)):
        with actor.operation("goal.add") as change:
            change.put("goals", goal(identity, "leads"))
        if actor is ana:
            with ana.operation("goal.remove") as change:
                change.remove("goals", "1")
    with pytest.raises(Conflict, match="taken"):
        history.undo(ana)
    assert ana.db.value("SELECT COUNT(*) FROM goals") == 1


def test_an_account_in_use_is_not_undone_away(session: Sessions) -> None:
    ana, ben = session("ana"), session("ben")
    account(ana)
    with ben.operation("goal.add") as change:
        change.put("goals", goal("1", "leads"))
    with pytest.raises(Conflict, match="@acme is in use by 1 goal"):
        history.undo(ana)
    history.undo(ben)
    history.undo(ana)
    with pytest.raises(Conflict, match="account @acme is gone"):
        history.redo(ben)


def test_the_log_hides_what_came_after_the_moment_asked_about(session: Sessions) -> None:
    ana = session("ana")
    setting(ana, "a", "1")
    setting(ana, "b", "1")
    first = history.log(ana)[-1]
    from datetime import datetime

    then = session("ana", as_of=datetime.fromisoformat(first.at))
    assert [op.id for op in history.log(then)] == [first.id]
    assert [op.id for op in history.log(ana, after=first.seq)] == [history.log(ana)[0].id]
    assert len(history.log(ana, verb="setting")) == 2
    assert history.log(ana, verb="sett") == history.log(ana, login="ben") == []


def test_a_login_outside_the_team_reads_but_undoes_nothing(session: Sessions) -> None:
    ana, eve = session("ana"), session("eve")
    with ana.operation("team.add") as change:
        change.put("members", {"id": "ana", "roles": "[]", "zone": "UTC", "hours": "{}", "minutes_a_week": 0})
    with pytest.raises(Problem, match="eve is not in this workspace's team"):
        history.undo(eve, history.log(eve)[0].id)


def test_a_retry_of_one_operation_never_doubles(ws: Workspace) -> None:
    for attempt in range(2):
        try:
            with ws.operation("setting.add", operation_id="mine") as change:
                change.put("settings", {"id": f"made-{attempt}", "value": "x"})
        except StoredAlready:
            assert attempt == 1
    assert [row["id"] for row in ws.db.rows("SELECT id FROM settings")] == ["made-0"]


# three people, any order of work: the model keeps, for every record, which operation made its present state

NAMES = ("a", "b", "c")
ACTORS = ("ana", "ben", "cai")
Script = list[tuple[str, str, Any]]
steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("write"),
            st.sampled_from(ACTORS),
            st.dictionaries(st.sampled_from(NAMES), st.integers(0, 2), min_size=1),
        ),
        st.tuples(st.just("remove"), st.sampled_from(ACTORS), st.sampled_from(NAMES)),
        st.tuples(st.sampled_from(["undo", "redo"]), st.sampled_from(ACTORS), st.none()),
        st.tuples(st.just("undo-any"), st.sampled_from(ACTORS), st.integers(0, 50)),
    ),
    max_size=24,
)


class Model:
    """States as the operation that made each: an undo brings back the earlier maker, so equal values do not fool it."""

    def __init__(self) -> None:
        self.now: dict[str, tuple[str, str | None]] = dict.fromkeys(NAMES, ("start", None))
        self.around: dict[str, dict[str, tuple[tuple[str, str | None], tuple[str, str | None]]]] = {}

    def done(self, operation: Operation) -> None:
        makers = {}
        for change in operation.changes:
            before = self.now[change.id]
            made = change.after["value"] if change.after else None
            after = self.around[operation.undoes][change.id][0] if operation.undoes else (operation.id, made)
            assert after[1] == made
            makers[change.id] = (before, after)
            self.now[change.id] = after
        self.around[operation.id] = makers

    def may_turn_back(self, identity: str) -> bool:
        return all(self.now[name] == after for name, (_, after) in self.around[identity].items())


@given(steps)
@settings(deadline=None, max_examples=60)
def test_whatever_three_people_do_a_lost_race_is_a_conflict_and_all_can_be_undone(
    tmp_path_factory: pytest.TempPathFactory, script: Script
) -> None:
    interleave(tmp_path_factory.mktemp("plan"), script)


@pytest.mark.torture
@given(steps)
@settings(deadline=None, max_examples=1000)
def test_a_thousand_interleavings_of_three_people(tmp_path_factory: pytest.TempPathFactory, script: Script) -> None:
    interleave(tmp_path_factory.mktemp("plan"), script)


def interleave(place: Path, script: Script) -> None:
    """Play the script on the store and on the model; then the log replays to the state, and all undone is nothing."""
    people = {login: _quick(place, login) for login in ACTORS}
    ana, model = people["ana"], Model()
    for kind, login, what in script:
        _play(people[login], kind, what, model)
        assert {name: value(ana, name) for name in NAMES} == {name: held for name, (_, held) in model.now.items()}
    assert check(ana) == []
    while in_force := [op for op in history.log(ana, 1000) if not op.undone_by and op.verb not in ("undo", "redo")]:
        history.undo(ana, in_force[0].id)
    assert [value(ana, name) for name in NAMES] == [None] * 3
    for ws in people.values():
        ws.db.close()


def _quick(place: Path, login: str) -> Workspace:
    ws = open_workspace(place, actor=Actor(login, ACTORS.index(login)), create=True)
    ws.db.borrow(lambda connection: connection.execute("PRAGMA synchronous = OFF"))
    return ws


def _play(ws: Workspace, kind: str, what: Any, model: Model) -> None:
    known = ws.revision
    try:
        if kind == "write":
            with ws.operation("setting.set") as change:
                for name, held in what.items():
                    change.put("settings", {"id": name, "value": str(held)})
        elif kind == "remove":
            setting(ws, what, None)
        elif kind == "undo-any":
            if not known:
                return
            target = history.log(ws, 1000)[what % known]
            allowed = _target_of(ws, target, model)
            try:
                history.undo(ws, target.id)
            except Conflict:
                assert not allowed
                return
            assert allowed
        else:
            {"undo": history.undo, "redo": history.redo}[kind](ws)
    except (Conflict, NotFound):
        assert ws.revision == known
        return
    if ws.revision > known:
        model.done(history.log(ws, 1)[0])


def _target_of(ws: Workspace, operation: Operation, model: Model) -> bool:
    """Whether the model says that undoing this operation may succeed."""
    by_id = {op.id: op for op in history.log(ws, 1000)}
    if operation.verb == "redo":
        operation = by_id[by_id[operation.undoes].undoes]
    return not operation.undone_by and model.may_turn_back(operation.id)
