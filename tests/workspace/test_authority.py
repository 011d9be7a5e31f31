"""Authority (T02, T03): whatever verbs a role strings together, it changes nothing that it may not."""

import itertools
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tweetplan
from tweetplan.domain import authority as rights
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Member
from tweetplan.domain.operations import Actor
from tweetplan.domain.posts import Pattern
from tweetplan.storage import records
from tweetplan.storage.database import Database
from tweetplan.workspace import (
    accounts,
    approving,
    authority,
    delivering,
    freezing,
    goals,
    history,
    inbox,
    plan,
    posts,
    slots,
    team,
)
from tweetplan.workspace import rules as rule_verbs
from tweetplan.workspace import settings as own_settings
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.open import open_workspace
from workspace.planned import planned
from workspace.test_posts import slotted

Sessions = Callable[..., Workspace]
PEOPLE = {"ana": ("strategist",), "ben": ("creator",), "cy": ("community_manager",), "di": ("analyst",),
          "eve": ("crisis_manager",), "flo": ("creator", "analyst")}  # fmt: skip
MAY = {
    "members": {"ana"}, "duties": {"ana"}, "settings": {"ana"}, "goals": {"ana"}, "mixes": {"ana"},
    "patterns": {"ana"}, "themes": {"ana"}, "accounts": {"ana"}, "frozen": {"ana", "cy", "eve"},
    "released": {"ana", "eve"}, "on the way": {"ana", "ben", "cy", "eve", "flo"}, "experiments": {"ana", "di", "flo"},
}  # fmt: skip
"""Who may change what, written down again by hand: the table that the product's own is held against."""
SEEN: Counter[str] = Counter()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("authority") / "plan"
    ws = opened(folder, itertools.count(1), create=True)
    planned(ws)
    for login, roles in PEOPLE.items():
        team.put(ws, Member(login, roles))
    for text, time in (("We roast.", "09:00"), ("We roast twice.", "11:00")):
        made = posts.add(ws, "@tern", text, slot=slotted(ws, time))
        posts.submit(ws, made.id)
    slots.put_theme(ws, "@tern", "2026-03", "Roasting")
    ws.db.close()
    yield folder


def opened(folder: Path, numbers: "itertools.count[int]", **options: Any) -> Workspace:
    seconds = itertools.count()
    return open_workspace(
        folder,
        actor=Actor("ana", 1000, "host"),
        clock=lambda: datetime(2026, 3, 17, 9, tzinfo=UTC) + timedelta(seconds=next(seconds)),
        new_id=lambda: f"a{next(numbers):09}",
        **options,
    )


def standing(db: Database) -> dict[str, Any]:
    """What is protected, read with plain SQL."""
    held = {
        table: [tuple(row) for row in db.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in ("members", "duties", "goals", "mixes", "patterns", "themes", "accounts", "experiments")
    }
    held["settings"] = [tuple(row) for row in db.rows("SELECT id, value FROM settings ORDER BY id")]
    held["frozen"] = [row["id"] for row in db.rows("SELECT id FROM freezes WHERE released_at = '' ORDER BY id")]
    held["on the way"] = [
        (row["id"], row["state"])
        for row in db.rows("SELECT id, state FROM posts ORDER BY id")
        if row["state"] in ("scheduled", "handed_off", "published")
    ]
    return held  # fmt: skip


def touched(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Which of the protected things a step changed, by the names of MAY."""
    found = {name for name in before if before[name] != after[name]}
    if "frozen" in found and set(before["frozen"]) - set(after["frozen"]):
        found = (
            (found - {"frozen"})
            | {"released"}
            | ({"frozen"} if set(after["frozen"]) - set(before["frozen"]) else set())
        )
    if "on the way" in found and not set(after["on the way"]) - set(before["on the way"]):
        found -= {"on the way"}  # taking a post off its way (dropped, held, changed) is anybody's
    if {"frozen", "released"} & found:
        found -= {"on the way"}  # a freeze takes posts off their way, a release puts them back
    return found


def a_post(ws: Workspace, number: int) -> str:
    return sorted(post.id for post in posts.listing(ws))[number % 2]


def an_operation(ws: Workspace, number: int) -> str:
    return history.log(ws, 12)[number % min(12, ws.revision)].id


def act(ws: Workspace, step: str, number: int) -> object:
    """One real verb by whoever `ws` is."""
    role = ROLES[number % 5]
    me = ws.actor.login
    toml = f'format = 1\n[[team]]\nlogin = "{me}"\nroles = ["strategist"]\n[rules]\n"team.small" = {number + 2}\n'
    steps: dict[str, Callable[[], object]] = {
        "promote": lambda: team.put(ws, Member(me, ("strategist",))),
        "become nobody": lambda: team.put(ws, Member(me, ())),
        "throw out": lambda: team.remove(ws, list(PEOPLE)[number % 6]),
        "add": lambda: team.put(ws, Member("zoe", (role,))),
        "rights": lambda: authority.give(ws, rights.RIGHTS[number % len(rights.RIGHTS)].key, (role,)),
        "no rights": lambda: authority.give(ws, "team", None),
        "rule": lambda: rule_verbs.set_rule(ws, "team.small", number + 2),
        "approval": lambda: approving.set_approval_rule(ws, "@tern", "one", (role,)),
        "reserve": lambda: own_settings.write(ws, name=f"n{number}"),
        "channel": lambda: inbox.set_channel(ws, "data-reports", digest=f"0{number}:00"),
        "publisher": lambda: delivering.use_publisher(ws, "@tern", "outbox" if number % 2 else ""),
        "account": lambda: accounts.edit(ws, "@tern", zone="Asia/Tokyo" if number % 2 else "Europe/Berlin"),
        "goal": lambda: goals.edit(ws, "leads-2026", target=1000.0 + number),
        "theme": lambda: slots.put_theme(ws, "@tern", "2026-04", f"T{number}"),
        "pattern": lambda: slots.put_pattern(ws, Pattern("@tern", (number % 7,), ("10:00",), "UTC")),
        "apply": lambda: plan.apply(ws, toml.encode(), "plan.toml"),
        "freeze": lambda: freezing.freeze(ws, "a bad day"),
        "release": lambda: freezing.release(ws),
        "approve": lambda: posts.approve(ws, a_post(ws, number)),
        "schedule": lambda: posts.schedule(ws, a_post(ws, number)),
        "unschedule": lambda: posts.unschedule(ws, a_post(ws, number)),
        "hand off": lambda: posts.hand_off(ws, a_post(ws, number)),
        "drop": lambda: posts.drop(ws, a_post(ws, number)),
        "revive": lambda: posts.revive(ws, a_post(ws, number)),
        "published": lambda: posts.published(ws, a_post(ws, number), f"17{number}"),
        "comment": lambda: posts.comment(ws, a_post(ws, number), "hm"),
        "edit": lambda: posts.edit(ws, a_post(ws, number), text=f"We roast {number} times."),
        "undo": lambda: history.undo(ws),
        "undo another's": lambda: history.undo(ws, an_operation(ws, number)),
        "redo": lambda: history.redo(ws),
        "redo another's": lambda: history.redo(ws, an_operation(ws, number)),
    }
    return steps[step]()


STEPS = ("promote", "become nobody", "throw out", "add", "rights", "no rights", "rule", "approval", "reserve",
         "channel", "publisher", "account", "goal", "theme", "pattern", "apply", "freeze", "release", "approve",
         "schedule", "unschedule", "hand off", "drop", "revive", "published", "comment", "edit", "undo",
         "undo another's", "redo", "redo another's", "freeze", "release", "approve", "schedule")  # fmt: skip


def copied(template: Path, tmp_path: Path) -> Workspace:
    folder = tmp_path / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return opened(folder, itertools.count(500))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    first=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9)), max_size=5),
    walk=st.lists(
        st.tuples(st.sampled_from([login for login in PEOPLE if login != "ana"]), st.sampled_from(STEPS),
                  st.integers(0, 9)), min_size=40, max_size=80),
)  # fmt: skip
def test_t02_no_sequence_of_verbs_changes_what_its_role_may_not(
    template: Path, tmp_path: Path, first: list[tuple[str, int]], walk: list[tuple[str, str, int]]
) -> None:
    """The strategist leaves a workspace in some state (team and rights as they were); then the others walk."""
    ws = copied(template, tmp_path)
    try:
        for step, number in first:
            if step not in ("throw out", "promote", "become nobody", "add", "rights", "apply"):
                attempt(ws, step, number)
        for login, step, number in walk:
            before = standing(ws.db)
            done = attempt(replace(ws, actor=Actor(login, 1000, "host")), step, number)
            changed = touched(before, standing(ws.db))
            assert all(login in MAY[name] for name in changed), (login, step, changed)
            SEEN[f"{login} {'did' if done else 'was refused'} {step}"] += 1
    finally:
        ws.db.close()


def attempt(ws: Workspace, step: str, number: int) -> bool:
    try:
        act(ws, step, number)
    except Problem:
        return False
    return True


def test_the_walks_were_refused_and_let_through() -> None:
    """Else they would have proved nothing."""
    if not SEEN:
        pytest.skip("the walks were not run")
    for seen in ("refused promote", "refused freeze", "refused release", "refused apply", "refused undo another's"):
        assert sum(count for said, count in SEEN.items() if said.endswith(seen)), seen
    for seen in ("did freeze", "did release", "did comment", "did edit", "did undo another's"):
        assert sum(count for said, count in SEEN.items() if said.endswith(seen)), seen


def verbs() -> list[str]:
    """Every verb that the source names, so that a new one is walked too."""
    source = Path(tweetplan.__file__).parent
    text = "\n".join(file.read_text() for file in source.glob("*/*.py"))
    found = set(re.findall(r"operation\(\s*f?\"([a-z_.]+)(?:\"|\{)", text)) | set(re.findall(r"\"(\w+\.\w+)\"", text))
    known = {verb.rstrip(".") for verb in found}
    return sorted(known & {verb for verb in known if re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", verb)})


VERBS = verbs()
ROWS: dict[str, tuple[str, dict[str, Any]]] = {
    "members": ("members", {"id": "zed", "roles": "[]", "zone": "UTC", "hours": "{}", "minutes_a_week": 0}),
    "settings": ("settings", {"id": "rule:team.small", "value": "9"}),
    "rights": ("settings", {"id": "authority:team", "value": "[]"}),
    "approvals": ("settings", {"id": "approval:@tern", "value": "{}"}),
    "themes": ("themes", {"id": "t9", "account": "@tern", "period": "2026-09", "theme": "x"}),
    "mixes": ("mixes", {"id": "m9", "account": "@tern", "axis": "plan", "rule": "{}"}),
    "frozen": ("freezes", {"id": "f9", "account": "", "reason": "x", "login": "x", "at": "x", "crisis": "",
                           "released_at": "", "released_by": "", "confirm_by": ""}),
    "released": ("freezes", {"id": "f8", "account": "", "reason": "x", "login": "x", "at": "x", "crisis": "",
                             "released_at": "x", "released_by": "x", "confirm_by": ""}),
}  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    login=st.sampled_from(list(PEOPLE)),
    steps=st.lists(st.tuples(st.sampled_from(VERBS), st.sampled_from(list(ROWS))), min_size=1, max_size=12),
)
def test_t02_no_verb_by_any_name_writes_a_record_that_its_role_may_not(
    template: Path, tmp_path: Path, login: str, steps: list[tuple[str, str]]
) -> None:
    """Even a verb that forgot what it may do: the records themselves are guarded."""
    ws = copied(template, tmp_path)
    actor = replace(ws, actor=Actor(login, 1000, "host"))
    try:
        for verb, name in steps:
            table, row = ROWS[name]
            try:
                with actor.operation(verb) as change:
                    change.put(table, row)
            except Problem:
                continue
            known = {"rights": "members", "approvals": "settings"}.get(name, name)
            assert login in MAY[known], (login, verb, name)
            with ws.operation("team.test") as change:
                change.remove(table, row["id"])
    finally:
        ws.db.close()


def test_every_verb_of_the_tick_is_any_members() -> None:
    """Whoever's cron runs it, a creator's or an analyst's, what was decided is carried out."""
    for verb in ("publish.intend", "publish.done", "publish.later", "publish.refused", "publish.unknown", "post.expire",
                 "period.close", "import", "task.generate", "task.done", "post.comment", "post.add", "freeze.confirm",
                 "record", "handover.send", "pulse.give"):  # fmt: skip
        assert rights.right_of_verb(verb) == "", verb


def test_rights_cover_their_families() -> None:
    expected = {"goal.adjust": "plan",
                "freeze": "freeze", "freeze.answer": "publish", "release": "release",
                "post.approval": "rules", "post.approve": "approve", "publish.resolve": "publish", "plan.apply": "plan",
                "crisis.level": "crisis", "crisis.log": "", "matrix.set": "matrix", "team.put": "team",
                "experiment.assign": "experiment"}  # fmt: skip
    assert {verb: rights.right_of_verb(verb) for verb in expected} == expected


def test_members_without_roles_and_rights_that_nobody_holds(session: Sessions) -> None:
    ana, ben = session("ana"), session("ben")
    team.put(ana, Member("ana", ("creator",)))
    team.put(ana, Member("ben", ("community_manager",)))
    assert authority.listing(ben)[0].logins == ("ana", "ben"), "a team of two is not locked out"
    rule_verbs.set_rule(ben, "team.small", 4)
    team.put(ben, Member("cy", ()))
    with pytest.raises(Problem, match=r"ben \(community manager\) may not change .* for strategist"):
        rule_verbs.set_rule(ben, "team.small", 5)
    rule_verbs.set_rule(session("cy"), "team.small", 5)
    named = {
        finding.where for finding in rights.right_findings(team.listing(ana), {r.key: r.roles for r in rights.RIGHTS})
    }
    assert not named, "cy, who has no role, holds every right"


def test_a_right_can_be_given_to_other_roles_and_taken_back(session: Sessions) -> None:
    ana, ben = session("ana"), session("ben")
    team.put(ana, Member("ana", ("strategist",)))
    team.put(ana, Member("ben", ("analyst",)))
    with pytest.raises(Problem, match="may not stop all publishing"):
        freezing.freeze(ben, "x")
    with pytest.raises(Problem, match="Ask ana"):
        authority.give(ben, "freeze", ("analyst",))
    held = authority.give(ana, "freeze", ("analyst",))
    assert held.logins == ("ben",) and held.changed
    freezing.freeze(ben, "x")
    with pytest.raises(Problem, match=r"ana .strategist. may not stop"):
        freezing.freeze(ana, "y", account="")
    assert not authority.give(ana, "freeze", None).changed


def test_an_unknown_right_or_role_is_named(ws: Workspace) -> None:
    with pytest.raises(Problem, match="no right 'fly'"):
        authority.give(ws, "fly", ())
    with pytest.raises(Problem, match="not a role"):
        authority.give(ws, "freeze", ("king",))


def test_every_protected_table_is_one_of_records() -> None:
    assert {"members", "goals", "freezes", "settings", "accounts"} <= set(records.TABLES)
