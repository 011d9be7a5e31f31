"""Chances from a workspace: every kind of KPI, up to its complete-to day, and not a word without history."""

from datetime import date, timedelta

import pytest

from tweetplan.analysis.chances import Chances, chances
from tweetplan.analysis.declarations import refresh_if_changed
from tweetplan.domain.findings import NotFound
from tweetplan.domain.goals import Goal
from tweetplan.workspace import goals, rules
from tweetplan.workspace.core import Workspace

from .conftest import Bring

LAST = date(2026, 11, 19)


def rows_of(measure: str, days: int, value=lambda n: 10, last: date = LAST) -> str:
    first = last - timedelta(days=days - 1)
    lines = [f"{first + timedelta(days=n)},@acme,{measure},{value(n)}" for n in range(days)]
    return "\n".join(["date,account,measure,value", *lines]) + "\n"


def goal(ws: Workspace, name: str = "leads", **wishes) -> Goal:
    made = {"type": "leads", "account": "@acme", "kpi": "leads", "target": 1000, "baseline": 100,
            "start": date(2026, 10, 1), "end": date(2026, 12, 31), "reason": "sell machines", **wishes}  # fmt: skip
    return goals.add(ws, Goal(name, **made), draft=True)


@pytest.fixture
def ready(ws: Workspace) -> Workspace:
    refresh_if_changed(ws)
    return ws


def only(found: Chances):
    (row,) = found.rows
    return row


@pytest.mark.parametrize(("days", "status"), [(0, "no_history"), (13, "no_history"), (14, "ahead")])
def test_two_weeks_are_the_least(ready: Workspace, bring: Bring, days: int, status: str):
    bring({"leads.csv": rows_of("leads", max(days, 1), lambda n: 10 if days else 0)})
    goal(ready, target=200)
    row = only(chances(ready, "leads"))
    assert row.status == status
    assert (row.json()["p_hit"] is None) == (status == "no_history")


def test_a_total_counts_on_from_what_came(ready: Workspace, bring: Bring):
    bring({"leads.csv": rows_of("leads", 200)})
    goal(ready, target=920)
    row = only(chances(ready, "leads"))
    assert row.complete_to == LAST and row.outcome is not None
    assert row.outcome.mean == pytest.approx(920, rel=0.03)  # 50 days came, 42 to come, 10 a day
    assert 500 < row.outcome.low < row.outcome.mean < row.outcome.high
    assert [point[0] for point in row.fan][-1] == date(2026, 12, 31)
    assert row.outcome.n == 28
    quarter = only(chances(ready, "leads", "quarter"))
    assert quarter.until == date(2026, 12, 31)


def test_what_is_complete_is_hit_or_missed(ready: Workspace, bring: Bring):
    bring({"leads.csv": rows_of("leads", 100)})
    goal(ready, "won", target=300, end=date(2026, 10, 31))
    goal(ready, "lost", target=311, end=date(2026, 10, 31))
    rows = [only(chances(ready, name)).json() for name in ("won", "lost")]
    assert [(row["status"], row["p_hit"]) for row in rows] == [("hit", 1.0), ("missed", 0.0)]


def test_a_goal_that_has_not_begun_takes_its_own_weeks_only(ready: Workspace, bring: Bring):
    bring({"leads.csv": rows_of("leads", 100)})
    goal(ready, target=70, start=date(2026, 12, 1), end=date(2026, 12, 7))
    row = only(chances(ready, "leads"))
    assert row.outcome is not None and row.outcome.mean == pytest.approx(70, rel=0.1)


def test_a_level_that_is_counted_now_and_then(ready: Workspace, bring: Bring):
    lines = [f"{date(2026, 1, 5) + timedelta(days=28 * n)},@acme,followers,{1000 + 40 * n + n % 2}" for n in range(12)]
    bring({"followers.csv": "\n".join(["date,account,measure,value", *lines]) + "\n"})
    goal(ready, type="awareness", kpi="followers", target=1500, baseline=1000)
    row = only(chances(ready, "leads"))
    assert row.outcome is not None
    assert row.outcome.mean == pytest.approx(1441 + 40 * 2, rel=0.03)


def test_the_past_may_be_asked(ready: Workspace, bring: Bring):
    bring({"leads.csv": rows_of("leads", 200, lambda n: 1 if n < 170 else 100)})
    goal(ready, target=920)
    before = Workspace(ready.db, ready.actor, ready.clock, ready.new_id, as_of=ready.now.replace(day=15, month=10))
    then, now = only(chances(before, "leads")), only(chances(ready, "leads"))
    assert then.complete_to == date(2026, 10, 15) and then.json()["p_hit"] < 0.05 < 0.95 < now.json()["p_hit"]


def test_core_goals_together_are_at_most_as_likely_as_each(ready: Workspace, bring: Bring):
    bring({"leads.csv": rows_of("leads", 200, lambda n: n * 7 % 21)})
    for name, target in (("one", 900), ("two", 930)):
        goals.add(ready, Goal(name, "leads", "@acme", "leads", target, date(2026, 10, 1), date(2026, 12, 31),
                              reason="sell machines", baseline=800, campaign=""))  # fmt: skip
    found = chances(ready)
    assert [row.core for row in found.rows] == [True, True]
    assert found.all_core is not None
    assert found.all_core <= min(row.json()["p_hit"] for row in found.rows) + 0.02
    assert {row["all_core"] for row in found.json()} == {found.all_core}


def test_the_words_follow_the_rules(ready: Workspace, bring: Bring):
    bring({"leads.csv": rows_of("leads", 200)})
    goal(ready, target=920)
    assert only(chances(ready, "leads")).status in ("on_track", "at_risk")
    rules.set_rule(ready, "chance.ahead", 0.05)
    assert only(chances(ready, "leads")).status == "ahead"


def test_a_gap_between_two_exports_is_not_a_week_of_nothing(ready: Workspace, bring: Bring):
    from exports import overview

    days = [(date(2026, 8, 1) + timedelta(days=n)).isoformat() for n in range(111)]
    kept = [day for day in days if not "2026-09-10" <= day <= "2026-10-04"]
    for at, part in enumerate((kept[:40], kept[40:])):
        bring({f"account_overview_analytics{at}.csv": overview([(day, {"impressions": 1000}) for day in part])})
    goal(ready, type="awareness", kpi="impressions", target=92_000)
    row = only(chances(ready, "leads"))
    assert row.outcome is not None and row.outcome.n == 10
    assert row.outcome.mean == pytest.approx(46_000 + 42_000, rel=0.05)


def test_no_such_goal(ready: Workspace):
    with pytest.raises(NotFound):
        chances(ready, "nothing")
