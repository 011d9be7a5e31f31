"""Tasks are made once a week from the goals' templates; each is done, or skipped with a reason."""

from dataclasses import replace
from datetime import date

import pytest

from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.workspace import goals, history, tasks
from tweetplan.workspace.core import Workspace
from workspace.planned import YEAR, planned


def test_a_week_made_twice_adds_nothing_and_keeps_what_is_done(ws: Workspace) -> None:
    planned(ws)
    made = tasks.generate(ws, "2026-W12")
    assert [task.title for task in made].count("Offer") == 2
    tasks.done(ws, made[0].id)
    assert tasks.generate(ws, "2026-W12") == ()
    assert tasks.get(ws, made[0].id).state == "done"
    assert len(tasks.listing(ws, "2026-W12")) == len(made)


def test_every_task_says_goal_role_minutes_and_why(ws: Workspace) -> None:
    planned(ws)
    offer = next(task for task in tasks.generate(ws, "2026-W12") if task.title == "Offer")
    assert (offer.goal, offer.role, offer.minutes, offer.why, offer.account, offer.makes_post) == (
        "leads-2026", "creator", 30, "G15", "@tern", True,
    )  # fmt: skip


def test_skipping_wants_a_reason_and_is_undone(ws: Workspace) -> None:
    planned(ws)
    task = tasks.generate(ws, "2026-W12")[0]
    with pytest.raises(UsageProblem, match="reason"):
        tasks.skip(ws, task.id, "  ")
    assert tasks.skip(ws, task.id, "fair cancelled").skipped_because == "fair cancelled"
    history.undo(ws)
    assert tasks.get(ws, task.id).state == "open"


def test_the_list_without_a_period_holds_this_week_and_what_is_overdue(ws: Workspace) -> None:
    planned(ws)
    late = tasks.add(ws, "Answer the fair's letter", date(2026, 3, 9), minutes=15)
    tasks.done(ws, tasks.add(ws, "Old and done", date(2026, 3, 9)).id)
    tasks.add(ws, "Far off", date(2026, 4, 9))
    now = tasks.add(ws, "This week", date(2026, 3, 18), goal="leads-2026", account="tern")
    assert tasks.listing(ws) == (late, now)


def test_an_id_may_be_shortened_while_it_is_clear(ws: Workspace) -> None:
    planned(ws)
    made = tasks.generate(ws, "2026-W12")
    assert tasks.get(ws, made[0].id[:9]) == made[0]
    with pytest.raises(UsageProblem, match="More than one"):
        tasks.get(ws, "t")
    with pytest.raises(NotFound):
        tasks.get(ws, "nothing")
    with pytest.raises(NotFound):
        tasks.add(ws, "x", date(2026, 3, 18), goal="leads-2025")


def test_drafts_and_months_make_no_tasks(ws: Workspace) -> None:
    planned(ws, replace(YEAR, name="idea", reason="", draft=True))
    assert goals.get(ws, "idea").draft
    assert {task.goal for task in tasks.generate(ws, "2026-W12")} == {"leads-2026"}
    with pytest.raises(UsageProblem):
        tasks.generate(ws, "2026-03")
