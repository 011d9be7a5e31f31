"""What was asked of a period is recorded once, when it is over and its data complete (G30)."""

from datetime import date

from tweetplan.analysis.declarations import refresh_if_changed
from tweetplan.domain.goals import Goal
from tweetplan.storage import asked
from tweetplan.workspace import accounts, goals, history, results
from tweetplan.workspace.closing import close_periods
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.why import explain_rung


def leads(ws: Workspace, known_to: date) -> Goal:
    """A goal of 1000 leads over 2026, and 150 leads of which the last is complete to `known_to` (today is 17 March)."""
    refresh_if_changed(ws)
    accounts.add(ws, "@acme")
    goal = goals.add(
        ws,
        Goal("leads", "leads", "@acme", "leads", 1000, date(2026, 1, 1), date(2026, 12, 31), reason="x", baseline=1),
    )
    results.record(ws, "leads", 150, on=date(2026, 1, 10), account="@acme", complete_to=known_to)
    return goal


def test_g30_a_period_closes_once_and_keeps_what_it_was_asked(ws: Workspace):
    goal = leads(ws, date(2026, 3, 5))
    goals.anchor(ws, "leads", date(2026, 1, 31), 80)
    assert close_periods(ws).startswith("closed ")
    january = asked.one(ws.db, goal.id, "2026-01")
    assert january is not None and (january.commitment, january.actual) == (80, 150)
    assert asked.one(ws.db, goal.id, "2026-03") is None
    assert asked.one(ws.db, goal.id, "2026-Q1") is None
    goals.anchor(ws, "leads", date(2026, 1, 31), 60)
    assert close_periods(ws) == ""
    assert asked.one(ws.db, goal.id, "2026-01") == january
    assert any(name == "asked" and "80" in words for name, words in explain_rung(ws, "leads", "2026-01").lines)


def test_an_undo_takes_back_the_persons_own_change_not_the_ticks(ws: Workspace):
    leads(ws, date(2026, 3, 5))
    goals.anchor(ws, "leads", date(2026, 3, 31), 200)
    close_periods(ws)
    assert history.undo(ws).summary.endswith("anchored leads at 200 on 2026-03-31")


def test_a_goal_without_data_closes_nothing(ws: Workspace):
    refresh_if_changed(ws)
    assert close_periods(ws) == ""
