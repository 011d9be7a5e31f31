"""Crises: who may decide what and within how many minutes, what is on record, what the end leaves to be decided."""

import os
import random
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis_made import TEAM, Moment, busy_week, handed, opened, staffed
from publishing_made import account, post, scheduled
from tweetplan.domain.authority import right, right_of_record
from tweetplan.domain.crisis import CRISIS, OVER, POSTMORTEM, STEPS, sections, template
from tweetplan.domain.crisis_rights import DECISIONS, DEFAULT, Right, plain_matrix, read_matrix
from tweetplan.domain.findings import CheckFailed, Conflict, NotFound, Problem, UsageProblem
from tweetplan.storage import crises as stored
from tweetplan.storage import freezes
from tweetplan.workspace import crisis, crisis_papers, crisis_rights, crisis_view, freezing, history, inbox
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.crisis_banner import banner
from tweetplan.workspace.invariants import check

START = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
People = dict[str, Workspace]


@pytest.fixture
def clock() -> Moment:
    return Moment(START)


@pytest.fixture
def people(tmp_path: Path, clock: Moment) -> People:
    ws = opened(tmp_path, clock)
    account(ws, "")
    return staffed(ws)


def to_record(ws: Workspace, identity: str = "") -> None:
    for _ in range(4):
        crisis.step(ws, identity)


# ---- steps and minutes --------------------


def test_t09_five_steps_in_their_order_and_no_other(people: People) -> None:
    cleo = people["cleo"]
    one = crisis.begin(cleo, "A storm", "medium")
    with pytest.raises(Conflict):
        crisis.step(cleo, one.id, "respond")
    with pytest.raises(Conflict):
        crisis.close(cleo, one.id)
    assert [crisis.step(cleo, one.id).stage for _ in range(4)] == list(STEPS[1:])
    with pytest.raises(Conflict, match="close it"):
        crisis.step(cleo, one.id)
    assert crisis.close(cleo, one.id).stage == "closed"
    with pytest.raises(Conflict, match="over"):
        crisis.step(cleo, one.id)


def test_t17_minutes_left_in_every_read_count_from_the_step_and_the_level(people: People, clock: Moment) -> None:
    cleo = people["cleo"]
    crisis.begin(cleo, "A storm", "medium")
    seen = crisis_view.view(cleo)
    assert (seen.next, seen.minutes) == ("assess", 30)
    assert {turn.role: turn.left for turn in seen.turns} == {
        "community_manager": 30, "crisis_manager": 30, "strategist": 60,
    }  # fmt: skip
    clock.pass_(minutes=42)
    seen = crisis_view.view(cleo)
    assert seen.minutes == -12 and "assess is 12 min late" in banner(cleo)
    crisis.step(cleo)
    assert "(12 min late)" in stored.entries(cleo.db, seen.crisis.id)[-1].text or "(13 min late)" in (
        stored.entries(cleo.db, seen.crisis.id)[-1].text
    )
    clock.pass_(minutes=5)
    crisis.set_level(cleo, "", "high")
    seen = crisis_view.view(cleo)
    assert (seen.next, seen.minutes) == ("notify", 10), "a new level counts anew"
    assert next(turn for turn in seen.turns if turn.role == "crisis_manager").mine


def test_t16_levels_have_definitions_and_the_list_follows_the_level(people: People) -> None:
    cleo = people["cleo"]
    with pytest.raises(UsageProblem):
        crisis.begin(cleo, "A storm", "extreme")
    crisis.begin(cleo, "A storm")
    assert "single complaints" in crisis_view.view(cleo).definition
    crisis.tick(people["ben"], "", "evidence")
    with pytest.raises(Conflict):
        crisis.tick(cleo, "", "evidence")
    with pytest.raises(NotFound, match="level low"):
        crisis.tick(cleo, "", "room")
    crisis.set_level(cleo, "", "medium")
    items = {item.key: item.done_by for item in crisis_view.view(cleo).items}
    assert items["evidence"] == "ben" and items["facts"] == ""
    crisis.tick(cleo, "", "evidence", done=False)
    assert not any(item.done_by for item in crisis_view.view(cleo).items)


def test_everybody_speaks_in_the_one_thread(people: People) -> None:
    crisis.begin(people["mia"], "A storm")
    for login in TEAM:
        crisis.say(people[login], "", f"{login} is here")
    thread = crisis_view.view(people["ana"]).thread
    assert [entry.login for entry in thread] == ["mia", *TEAM]
    with pytest.raises(Problem, match="only read"):
        crisis.say(people["eve"], "", "and so am I")


# ---- who may --------------------


def test_t17_who_may_decide_is_enforced_by_level(people: People) -> None:
    mia, ben, cleo = people["mia"], people["ben"], people["cleo"]
    crisis.begin(mia, "A storm")
    with pytest.raises(Problem):
        crisis.step(ben)
    crisis.step(mia)
    crisis.set_level(cleo, "", "high")
    crisis.step(mia)
    with pytest.raises(Problem, match="answer in public"):
        crisis.step(mia)
    with pytest.raises(Problem, match="lower"):
        crisis.set_level(mia, "", "low")
    crisis.step(cleo)
    crisis.set_level(people["stan"], "", "medium")
    with pytest.raises(Problem):
        crisis.step(mia)


verbs = st.sampled_from(
    ["step", "low", "medium", "high", "close", "false alarm", "approve", "matrix", "release", "undo"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([*TEAM, "eve"]), verbs), max_size=12))
def test_t17_no_sequence_of_verbs_changes_what_a_role_may_not(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[tuple[str, str]]
) -> None:
    ws = opened(tmp_path_factory.mktemp("walk"), Moment(START))
    team = staffed(ws)
    one = crisis.begin(team["cleo"], "A storm", "medium")
    words = crisis_papers.write_statement(team["cleo"], "We look into it", level="high")
    for login, verb in sequence:
        before = crisis_view.view(ws, one.id).crisis
        wording = crisis_papers.statement(ws, words.id)
        matrix, held = crisis_rights.matrix(ws), bool(freezes.in_force(ws.db))
        _attempt(team[login], verb, one.id, words.id)
        after = crisis_view.view(ws, one.id).crisis
        roles = TEAM.get(login, ())
        needed = _needed(before.level, after.level, before.stage, after.stage)
        for level, decision in needed:
            assert set(roles) & set(DEFAULT.roles(level, decision)), (login, verb, decision)
        if crisis_papers.statement(ws, words.id) != wording:
            assert login == "stan", "cleo wrote it, and at level high only strategists and crisis managers may"
        if crisis_rights.matrix(ws) != matrix:
            held_by = right(right_of_record("settings", crisis_rights.KEY, None, None))
            assert held_by is not None and set(roles) & set(held_by.roles)
        if held and not freezes.in_force(ws.db):
            assert login in ("stan", "cleo")
    ws.db.close()


def _needed(level: str, now: str, stage: str, then: str) -> list[tuple[str, str]]:
    found = []
    if level != now:
        raised = ("low", "medium", "high").index(now) > ("low", "medium", "high").index(level)
        found.append(("high", "freeze") if now == "high" else (level, "assess" if raised else "lower"))
    if stage != then:
        found.append((level, "close" if then in OVER else then))
    return found


def _attempt(ws: Workspace, verb: str, one: str, words: str) -> None:
    try:
        if verb == "step":
            crisis.step(ws, one)
        elif verb in ("low", "medium", "high"):
            crisis.set_level(ws, one, verb)
        elif verb in ("close", "false alarm"):
            crisis.close(ws, one, false_alarm=verb == "false alarm")
        elif verb == "approve":
            crisis_papers.approve_statement(ws, words)
        elif verb == "release":
            freezing.release(ws)
        elif verb == "undo":
            for operation in history.log(ws, 8, after=len(TEAM) + 1):
                try:
                    history.undo(ws, operation.id)
                except Problem:
                    continue
        elif crisis_rights.matrix(ws) == DEFAULT:
            crisis_rights.set_right(ws, Right("low", "analyst", 5, ("notify",)))
        else:
            crisis_rights.reset(ws)
    except Problem:
        pass


def test_where_nobody_has_the_role_every_member_may(tmp_path: Path, clock: Moment) -> None:
    ws = opened(tmp_path, clock)
    crisis.begin(ws, "Nobody is in the team yet", "high")
    assert crisis_view.view(ws).everybody
    assert crisis.step(ws).stage == "assess"


def test_the_matrix_can_be_changed_by_who_may_and_goes_through_json(people: People) -> None:
    assert read_matrix(plain_matrix(DEFAULT)) == DEFAULT
    assert all(DEFAULT.roles(level, each) for level in ("low", "medium", "high") for each in DECISIONS)
    crisis_rights.set_right(people["stan"], Right("low", "creator", 5, ("assess",)))
    crisis.begin(people["mia"], "A storm")
    assert crisis_view.view(people["mia"]).minutes == 5
    for wrong in (Right("none", "creator", 5, ()), Right("low", "boss", 5, ()), Right("low", "creator", 0, ("assess",)),
                  Right("low", "creator", 5, ("dance",))):  # fmt: skip
        with pytest.raises(UsageProblem):
            crisis_rights.set_right(people["stan"], wrong)
    with pytest.raises(Problem):
        crisis_rights.reset(people["ana"])
    assert crisis_rights.reset(people["stan"]) == DEFAULT


# ---- publishing --------------------


def test_t18_raised_to_high_everything_stops_in_the_same_transaction(people: People) -> None:
    cleo = people["cleo"]
    busy_week(cleo, here=4, elsewhere=2)
    crisis.begin(people["mia"], "A storm", account="@acme")
    assert freezing.frozen(cleo) is None
    before = cleo.revision
    crisis.set_level(people["mia"], "", "high")
    assert cleo.revision == before + 1 and freezing.frozen(cleo, "@acme") is not None
    assert {post(cleo, f"p{n:02}").state for n in range(4)} == {"held"}
    crisis.set_level(cleo, "", "medium")
    assert freezing.frozen(cleo, "@acme") is not None, "lowered, it stays stopped"
    crisis.set_level(cleo, "", "high")
    assert len(freezes.of_crises(cleo.db)) == 1, "and is not frozen twice"


def test_t18_a_release_waits_for_the_level_and_for_who_may(people: People) -> None:
    cleo = people["cleo"]
    busy_week(cleo, here=2, elsewhere=0)
    crisis.begin(cleo, "A storm", "high")
    with pytest.raises(Conflict, match="level is high"):
        freezing.release(cleo)
    crisis.set_level(cleo, "", "low")
    with pytest.raises(Problem):
        freezing.release(people["mia"])
    done = freezing.release(cleo)
    assert done.back == () and len(done.overdue) == 2, "after a crisis each is decided on"
    assert len(crisis_view.view(cleo).to_answer) == 2


def test_what_a_person_froze_before_stays_theirs(people: People) -> None:
    cleo = people["cleo"]
    scheduled(cleo, "p1", minutes=-600)
    freezing.freeze(cleo, "mine")
    crisis.begin(cleo, "A storm", "high")
    to_record(cleo)
    crisis.close(cleo)
    held = freezing.frozen(cleo)
    assert held is not None and held.reason == "mine"
    assert freezing.release(cleo).back == ("p1",)


def test_what_two_freezes_hold_is_still_decided_on_one_by_one(people: People) -> None:
    cleo = people["cleo"]
    scheduled(cleo, "p1", minutes=-600)
    one = crisis.begin(cleo, "A storm", "high")
    freezing.freeze(cleo, "mine too", account="@acme")
    to_record(cleo)
    crisis.close(cleo)
    assert [each.post for each in crisis_view.view(cleo, one.id).to_answer] == ["p1"]
    with pytest.raises(Conflict, match="mine too"):
        freezing.answer(cleo, "p1", "keep")
    assert [each.freeze.reason for each in freezing.status(cleo)] == ["mine too", "crisis: A storm"]
    assert freezing.release(cleo).back == () and post(cleo, "p1").state == "held"
    assert freezing.answer(cleo, "p1", "keep").state == "scheduled"


def test_a_persons_release_leaves_a_crisis_its_freeze(people: People) -> None:
    cleo = people["cleo"]
    scheduled(cleo, "p1", minutes=-600)
    freezing.freeze(cleo, "mine")
    crisis.begin(cleo, "A storm", "high")
    assert freezing.release(cleo).back == ()
    held = freezing.frozen(cleo)
    assert held is not None and held.crisis and post(cleo, "p1").state == "held"


def test_each_frozen_post_is_kept_moved_or_dropped(people: People, clock: Moment) -> None:
    cleo = people["cleo"]
    for name, minutes in (("soon", 600), ("late", 5), ("away", 5)):
        scheduled(cleo, name, minutes=-minutes)
    crisis.begin(cleo, "A storm", "high")
    one = crisis_view.view(cleo).crisis
    with pytest.raises(NotFound):
        freezing.answer(cleo, "soon", "keep")
    clock.pass_(minutes=30)
    to_record(cleo)
    crisis.close(cleo)
    answers = [("soon", "keep", "scheduled"), ("late", "keep", "approved"), ("away", "drop", "dropped")]
    for name, verdict, state in answers:
        assert freezing.answer(cleo, name, verdict).state == state
    told = [entry.text for entry in stored.entries(cleo.db, one.id) if entry.kind == "answered"]
    assert told == ["kept: Text of soon", "kept: Text of late", "dropped: Text of away"]


def test_nothing_of_a_crisis_is_undone(people: People) -> None:
    cleo = people["cleo"]
    scheduled(cleo, "p1", minutes=-600)
    crisis.begin(cleo, "A storm", "high")
    with pytest.raises(Conflict, match="record"):
        history.undo(cleo, history.log(cleo, 1)[0].id)
    handed_over = history.peek_undo(cleo)
    assert handed_over is None or not handed_over.verb.startswith("crisis")


def test_a_false_alarm_ends_it_before_anybody_answered(people: People) -> None:
    cleo = people["cleo"]
    crisis.begin(cleo, "A storm", "high")
    crisis.step(cleo)
    done = crisis.close(cleo, false_alarm=True)
    assert (done.stage, done.postmortem_due) == ("dismissed", "") and freezing.frozen(cleo) is None
    with pytest.raises(Conflict):
        crisis_papers.write_postmortem(cleo, done.id, {"happened": "x", "cause": "y", "actions": "z"})


# ---- alarms, people --------------------


def test_a_crisis_comes_from_an_alarm_once(people: People) -> None:
    cleo = people["cleo"]
    with people["ben"].operation("tick.alarm") as change:
        change.put("settings", {"id": "x", "value": "1"})
        change.tell("mentions.alarm", "42 negative mentions this hour, 3 are usual", subject="@acme")
    (alarm,) = crisis_view.alarms(cleo)
    one = crisis.from_alarm(cleo, alarm.id, "medium")
    assert (one.account, one.level, one.source) == ("@acme", "medium", alarm.id) and "42 negative" in one.title
    assert crisis_view.alarms(cleo) == ()
    with pytest.raises(Conflict):
        crisis.from_alarm(cleo, alarm.id)
    with pytest.raises(NotFound):
        crisis.from_alarm(cleo, "nothing")


def test_the_team_is_told_and_not_of_an_exercise(people: People) -> None:
    crisis.begin(people["cleo"], "A drill", "high", drill=True)
    assert inbox.unseen(people["ben"]) == ()
    crisis.begin(people["cleo"], "A storm", "high")
    kinds = {event.kind for event in inbox.unseen(people["ben"])}
    assert {"crisis.opened", "freeze"} <= kinds


def test_the_banner_names_the_gravest_and_is_empty_without_any(people: People) -> None:
    cleo = people["cleo"]
    assert banner(cleo) == ""
    crisis.begin(cleo, "A drill", "high", drill=True)
    assert banner(cleo).startswith("DRILL · HIGH identified: assess within 15 min")
    crisis.begin(cleo, "A storm", "medium")
    assert banner(cleo) == "MEDIUM identified: assess within 30 min · +1 · A storm"


# ---- papers --------------------


def test_holding_statements_are_approved_by_somebody_else_who_may(people: People) -> None:
    mia, stan, cleo = people["mia"], people["stan"], people["cleo"]
    words = crisis_papers.write_statement(mia, "Kami sedang menyiasat.", level="high", lang="ms")
    crisis.begin(mia, "A storm", "high")
    with pytest.raises(Conflict, match="draft"):
        crisis_papers.use_statement(mia, words.id)
    with pytest.raises(Problem):
        crisis_papers.approve_statement(mia, words.id)
    done = crisis_papers.approve_statement(stan, words.id)
    assert (done.state, done.approved_by, done.lang) == ("approved", "stan", "ms")
    assert crisis_papers.use_statement(mia, words.id).text == "Kami sedang menyiasat."
    assert "Kami" in crisis_view.view(mia).thread[-1].text
    assert crisis_papers.write_statement(cleo, "Kami minta maaf.", identity=words.id).state == "draft"
    with pytest.raises(Problem, match="your own"):
        crisis_papers.approve_statement(cleo, words.id)
    assert crisis_papers.retire_statement(cleo, words.id).state == "retired"
    crisis.set_level(cleo, "", "low")
    other = crisis_papers.approve_statement(stan, crisis_papers.write_statement(cleo, "We see it.", level="high").id)
    with pytest.raises(Conflict, match="level high"):
        crisis_papers.use_statement(mia, other.id)


def test_t19_a_post_mortem_wants_its_sections_and_makes_a_case(people: People, clock: Moment) -> None:
    cleo = people["cleo"]
    one = crisis.begin(cleo, "A storm", "medium")
    to_record(cleo)
    with pytest.raises(NotFound):
        crisis_papers.postmortem_text(cleo)
    crisis.close(cleo)
    seen = crisis_view.view(cleo, one.id)
    assert seen.postmortem_minutes == 48 * 60
    with pytest.raises(CheckFailed) as refused:
        crisis_papers.write_postmortem(cleo, one.id, {"happened": "a storm"})
    assert {each.where for each in refused.value.findings} == {"cause", "actions"}
    with pytest.raises(UsageProblem, match="no section"):
        crisis_papers.write_postmortem(cleo, one.id, "## blame\n\nthem\n")
    crisis_papers.write_postmortem(cleo, one.id, {"happened": "a storm", "cause": "wind", "actions": "a roof"})
    case = crisis_view.view(cleo, one.id).crisis
    assert case.stage == "case" and sections(template(case, ())) == dict(case.postmortem)
    crisis_papers.write_postmortem(cleo, one.id, {"good": "the roof held"})
    assert set(crisis_view.view(cleo, one.id).crisis.postmortem) == {"happened", "cause", "actions", "good"}


def test_t19_playbooks_keep_every_version(people: People) -> None:
    cleo = people["cleo"]
    one = crisis.begin(cleo, "A storm")
    crisis_papers.write_playbook(cleo, "storm", "Stop everything.")
    crisis_papers.write_playbook(cleo, "storm", "Stop everything, then breathe.", case=one.id)
    assert [(book.name, book.number) for book in crisis_view.newest_books(cleo)] == [("storm", 2)]
    assert crisis_papers.playbook(cleo, "storm", 1).body == "Stop everything."
    assert "version 2" in crisis_view.view(cleo).thread[-1].text
    with pytest.raises(NotFound):
        crisis_papers.playbook(cleo, "storm", 3)


def test_t23_response_times_count_what_was_answered(people: People, clock: Moment) -> None:
    cleo = people["cleo"]
    for minutes in (4, 10):
        one = crisis.begin(cleo, "A storm")
        for _ in range(3):
            clock.pass_(minutes=minutes)
            crisis.step(cleo, one.id)
    crisis.begin(cleo, "Never answered")
    assert crisis_view.response_times(cleo, START, START + timedelta(days=1)) == (12.0, 30.0)
    assert crisis_view.response_times(cleo, START - timedelta(days=1), START) == ()


def test_the_lifecycle_is_whole() -> None:
    reached, waiting = set(), [CRISIS.start]
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            waiting += [move.target for move in CRISIS.open_moves(stage)]
    assert reached == {stage.key for stage in CRISIS.stages}
    assert {stage.key for stage in CRISIS.stages if CRISIS.final(stage.key)} == {"case", "dismissed"}
    assert len(dict(POSTMORTEM)) == len(POSTMORTEM)


# ---- kill -9 --------------------


def test_a_kill_leaves_nothing_or_all_of_a_step(tmp_path: Path) -> None:
    clock = Moment(START)
    ws = opened(tmp_path, clock)
    busy_week(ws, here=12, elsewhere=0)
    handed(ws, "h1", 60)
    chance = random.Random(9)
    ws.db.close()
    for _ in range(12):
        child = os.fork()
        if child == 0:
            _go_on(tmp_path)
        time.sleep(chance.uniform(0.01, 0.25))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        ws = opened(tmp_path, clock)
        for one in crisis_view.listing(ws):
            _whole(ws, one.id)
        assert check(ws) == []
        begun = len(crisis_view.listing(ws))
        ws.db.close()
    assert begun > 6, "the killed ones came nowhere"


def _go_on(folder: Path) -> None:
    """Raise, lower, step, close and open again, for ever."""
    ws = opened(folder, Moment(START))
    while True:
        try:
            one = crisis.begin(ws, "A storm", "high")
            freezing.confirm(ws, "buffer")
            to_record(ws, one.id)
            crisis.close(ws, one.id)
            for number in range(12):
                freezing.answer(ws, f"p{number:02}", "keep")
        except BaseException:
            with_left = stored.going_on(ws.db)
            if not with_left:
                os._exit(3)
            freezing.confirm(ws, "buffer")
            while crisis.get(ws, with_left[0].id).stage != "record":
                crisis.step(ws, with_left[0].id)
            crisis.close(ws, with_left[0].id)


def _whole(ws: Workspace, identity: str) -> None:
    """High and going on: frozen, every post held; closed: released, with its task and its line."""
    seen = crisis_view.view(ws, identity)
    kinds = [entry.kind for entry in seen.thread]
    assert kinds[:2] == ["opened", "frozen"]
    assert kinds.count("step") == STEPS.index(seen.crisis.stage) if seen.crisis.open else kinds.count("step") == 4
    mine = [one for one in freezes.of_crises(ws.db) if one.crisis == identity]
    assert len(mine) == 1 and bool(mine[0].released_at) == (not seen.crisis.open)
    if seen.crisis.open:
        assert {one.state for one in seen.here} <= {"held"}
    else:
        assert "closed" in kinds and ws.db.value("SELECT 1 FROM tasks WHERE id = :id", id=f"t{identity}")
