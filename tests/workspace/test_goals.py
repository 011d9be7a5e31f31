"""Goals are checked when they are stored, changed as operations, and every refusal says what to do."""

from dataclasses import replace
from datetime import date

import pytest

from tweetplan.domain.curve import Anchor
from tweetplan.domain.findings import CheckFailed, Conflict, NotFound, Problem, UsageProblem
from tweetplan.domain.goals import Member, PeriodNote
from tweetplan.workspace import accounts, goals, history, tasks, team
from tweetplan.workspace.core import Workspace
from workspace.planned import YEAR, planned


def test_a_goal_is_added_and_read_back_whole(ws: Workspace) -> None:
    planned(ws)
    found = goals.get(ws, "leads-2026")
    assert replace(found, id="", version=0) == YEAR
    assert goals.listing(ws) == (found,)


def test_an_error_stores_nothing_unless_it_is_a_draft(ws: Workspace) -> None:
    planned(ws)
    vague = replace(YEAR, name="vague", statement="increase engagement", reason="")
    with pytest.raises(CheckFailed) as refused:
        goals.add(ws, vague)
    assert any(finding.severity == "error" for finding in refused.value.findings)
    with pytest.raises(NotFound):
        goals.get(ws, "vague")
    assert goals.add(ws, vague, draft=True).draft
    assert not goals.edit(ws, "vague", statement="", reason="Sell machines").draft


def test_names_that_do_not_exist_are_answered_with_the_nearest(ws: Workspace) -> None:
    planned(ws)
    with pytest.raises(NotFound, match="leads-2026"):
        goals.get(ws, "leads-2025")
    with pytest.raises(NotFound, match="@Tern"):
        goals.add(ws, replace(YEAR, name="x", account="@terns"))
    with pytest.raises(NotFound, match="leads"):
        goals.add(ws, replace(YEAR, name="x", type="lead"))
    with pytest.raises(NotFound, match="leads"):
        goals.add(ws, replace(YEAR, name="x", kpi="leeds"))
    with pytest.raises(UsageProblem, match="target"):
        goals.edit(ws, "leads-2026", targett=3)
    with pytest.raises(Conflict):
        goals.add(ws, YEAR)


def test_g07_anchors_reshape_the_commitment_and_undo_takes_them_back(ws: Workspace) -> None:
    planned(ws)
    goals.anchor(ws, "leads-2026", date(2026, 3, 31), 200)
    changed = goals.anchor(ws, "leads-2026", date(2026, 6, 30), 450)
    assert changed.anchors == (Anchor(date(2026, 3, 31), 200), Anchor(date(2026, 6, 30), 450))
    with pytest.raises(CheckFailed):
        goals.anchor(ws, "leads-2026", date(2026, 9, 30), 400)
    history.undo(ws)
    assert goals.get(ws, "leads-2026").anchors == (Anchor(date(2026, 3, 31), 200),)
    assert goals.anchor(ws, "leads-2026", date(2026, 3, 31), None).anchors == ()
    with pytest.raises(NotFound):
        goals.anchor(ws, "leads-2026", date(2026, 3, 31), None)


def test_g08_a_period_carries_focus_budget_and_counts(ws: Workspace) -> None:
    planned(ws)
    note = PeriodNote("2026-03", "industry fair", 800.0, {"posts": 15, "chats": 2})
    assert goals.note_period(ws, "leads-2026", note).periods == (note,)
    assert goals.note_period(ws, "leads-2026", PeriodNote("2026-03")).periods == ()
    with pytest.raises(UsageProblem):
        goals.note_period(ws, "leads-2026", PeriodNote("March", "fair"))


def test_g04_twenty_posts_a_day_by_two_people_are_refused_and_three_pass(ws: Workspace) -> None:
    planned(ws)
    team.put(ws, Member("ana", ("creator",), "Europe/Berlin", {}, 2400))
    team.put(ws, Member("ben", ("creator",), "Europe/Berlin", {}, 2400))
    with pytest.raises(CheckFailed, match="not realistic"):
        goals.note_period(ws, "leads-2026", PeriodNote("2026-03", counts={"posts": 620}))
    goals.note_period(ws, "leads-2026", PeriodNote("2026-03", counts={"posts": 93}))


def test_d04_a_goal_is_unproven_until_a_baseline_is_recorded(ws: Workspace) -> None:
    planned(ws, replace(YEAR, name="open", baseline=None))
    assert not goals.get(ws, "open").proven
    assert goals.baseline(ws, "open", 12).baseline == 12
    with pytest.raises(Problem, match="Give the figure"):
        goals.baseline(ws, "open")


def test_a_renamed_goal_takes_its_tasks_along(ws: Workspace) -> None:
    planned(ws, replace(YEAR, name="second", tier="secondary", supports="leads-2026", kpi="lead_rate", target=0.02))
    tasks.generate(ws, "2026-W12")
    goals.edit(ws, "leads-2026", name="leads")
    assert {task.goal for task in tasks.listing(ws, "2026-W12")} == {"leads", "second"}
    assert goals.get(ws, "second").supports == "leads"
    assert tasks.generate(ws, "2026-W12") == ()


def test_own_fields_are_typed_and_asked_for(ws: Workspace) -> None:
    planned(ws)
    fair = replace(YEAR, name="fair", type="event", fields={"event": "2026-06-01"})
    assert goals.add(ws, fair).fields == {"event": date(2026, 6, 1)}
    with pytest.raises(CheckFailed, match="event"):
        goals.add(ws, replace(fair, name="fair-2", fields={}))


def test_somebody_elses_change_is_a_conflict(ws: Workspace) -> None:
    planned(ws)
    read = goals.get(ws, "leads-2026")
    goals.edit(ws, "leads-2026", target=1100)
    with pytest.raises(Conflict):
        goals.edit(ws, "leads-2026", target=1200, expected=read.version)


def test_a_removed_goal_comes_back_by_undo(ws: Workspace) -> None:
    planned(ws)
    goals.remove(ws, "leads-2026")
    assert goals.listing(ws) == ()
    history.undo(ws)
    assert goals.get(ws, "leads-2026").target == 1000


def test_accounts_are_checked_and_one_in_use_stays(ws: Workspace) -> None:
    planned(ws)
    with pytest.raises(UsageProblem):
        accounts.add(ws, "no handle")
    with pytest.raises(UsageProblem):
        accounts.add(ws, "@other", zone="Berlin")
    with pytest.raises(Conflict):
        accounts.add(ws, "@TERN")
    with pytest.raises(Conflict, match="goal"):
        accounts.remove(ws, "@tern")
    assert accounts.edit(ws, "tern", zone="UTC").zone == "UTC"
    assert accounts.chosen(ws).key == "@tern"


def test_t02_the_first_member_is_whoever_adds_members(ws: Workspace) -> None:
    with pytest.raises(Problem, match="Add ana first"):
        team.put(ws, Member("ben"))
    team.put(ws, Member("ana", ("strategist",), "Europe/Berlin", {"mon-fri": "08:00-17:00"}))
    team.put(ws, Member("ben"))
    with pytest.raises(UsageProblem, match="role"):
        team.put(ws, Member("ben", ("boss",)))
    with pytest.raises(UsageProblem, match="hours"):
        team.put(ws, Member("ben", hours={"mon": "8 to 5"}))
    running, _ = team.duty(ws)
    assert [(shift.login, shift.ends.hour) for shift in running] == [("ana", 17)]
