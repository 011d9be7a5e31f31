"""The adjust rule on a workspace: cycles of whole weeks, the gate, the cause down the funnel, and accepting (G30)."""

from datetime import date, timedelta

import pytest

from imports import Bring
from tweetplan.analysis.adjusting import proposals
from tweetplan.analysis.declarations import refresh_if_changed
from tweetplan.domain.findings import Conflict, Problem
from tweetplan.domain.goals import Goal
from tweetplan.domain.outlooks import Adjustment
from tweetplan.workspace import accounts, goals, history
from tweetplan.workspace.adjusting import accept
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.readings import reading

START, LAST = date(2026, 6, 1), date(2026, 11, 19)
DAYS = [START + timedelta(days=n) for n in range((LAST - START).days + 1)]


@pytest.fixture
def ready(ws: Workspace) -> Workspace:
    refresh_if_changed(ws)
    accounts.add(ws, "@acme", zone="UTC")
    return ws


def day_file(**figures: list[float]) -> str:
    rows = [
        f"{day},@acme,{name},{value}" for name, held in figures.items() for day, value in zip(DAYS, held, strict=True)
    ]
    return "\n".join(["date,account,measure,value", *rows]) + "\n"


def goal(ws: Workspace, kind: str = "leads", kpi: str = "leads", target: float = 2140, start: date = START) -> Goal:
    made = Goal(kpi, kind, "@acme", kpi, target, start, date(2026, 12, 31), reason="Sell",
                baseline=0.0)  # fmt: skip
    return goals.add(ws, made)


def only(ws: Workspace) -> Adjustment:
    (found,) = proposals(ws)
    return found


def test_g30_cycles_are_four_iso_weeks_from_the_start_and_their_arithmetic_is_shown(ready: Workspace, bring: Bring):
    bring({"leads.csv": day_file(leads=[10.0] * len(DAYS))})
    goal(ready)
    found = only(ready)
    assert [(cycle.first, cycle.last) for cycle in found.cycles] == [
        (date(2026, 9, 21), date(2026, 10, 18)), (date(2026, 10, 19), date(2026, 11, 15))
    ]  # fmt: skip
    plan = reading(ready, goals.get(ready, "leads")).plan
    for cycle in found.cycles:
        assert cycle.actual == 280 and cycle.asked == plan.over(cycle.first, cycle.last)
        assert cycle.ratio == cycle.actual / cycle.asked
    assert (found.move, found.fired, found.proposed) == ("steady", "", None)


def test_g30_two_beaten_cycles_propose_a_moderate_raise_that_is_accepted_and_undone(ready: Workspace, bring: Bring):
    bring({"leads.csv": day_file(leads=[18.0 + n % 2 for n in range(len(DAYS))])})
    goal(ready)
    found = only(ready)
    assert (found.move, found.fired) == ("raise", "raise") and found.p >= found.sure == 0.8
    assert found.proposed is not None and 2140 < found.proposed <= 1.2 * 2140
    assert "raised from 2140" in accept(ready, found)
    assert goals.get(ready, "leads").target == found.proposed
    with pytest.raises(Conflict):
        accept(ready, found)
    history.undo(ready)
    assert goals.get(ready, "leads").target == 2140


def test_g30_a_clear_fall_walks_down_the_funnel_to_where_most_was_lost(ready: Workspace, bring: Bring):
    count, fall = len(DAYS), len(DAYS) - 63
    leads = [10.0] * fall + [3.0] * (count - fall)
    bring({"days.csv": day_file(leads=leads, url_clicks=[100.0] * count, impressions=[5000.0] * count)})
    goal(ready)
    found = only(ready)
    assert (found.move, found.fired, found.proposed) == ("analyse", "analyse", None)
    (worst,) = [step for step in found.steps if step.worst]
    assert worst.name == "leads per url click" and worst.now == pytest.approx(0.03)
    assert any("leads per url click" in cause for cause in found.causes)
    assert "re-planned" in accept(ready, found)
    history.undo(ready)


def test_g30_one_bad_cycle_of_an_account_that_swings_is_the_usual_swing(ready: Workspace, bring: Bring):
    weekly = (10.0, 2.0, 22.0, 5.0, 11.0, 1.0, 20.0, 12.0)
    leads = [weekly[(n // 7) % 8] for n in range(len(DAYS))]
    leads[-32:] = [6.0] * 32
    bring({"leads.csv": day_file(leads=leads)})
    goal(ready)
    found = only(ready)
    assert (found.move, found.fired) == ("usual", "analyse") and found.p < found.sure
    with pytest.raises(Problem):
        accept(ready, found)


def test_w01_retention_names_its_causes_from_own_figures(ready: Workspace, bring: Bring):
    lines = ["id,posted_at,text,impressions,likes"]
    for n, day in enumerate(DAYS):
        for k in range(3 if day >= date(2026, 10, 12) else 1):
            lines.append(f"{5000 + 10 * n + k},{day}T10:00:00Z,Text,100,1")
    falls = [1000.0 + 8 * n for n in range(110)]
    followers = falls + [falls[-1] + 0.01 * n for n in range(len(DAYS) - 110)]
    bring({"followers.csv": day_file(followers=[round(value) for value in followers]), "posts.csv": "\n".join(lines)})
    goal(ready, "retention", "net_follow_growth_rate", 1.2, START + timedelta(days=7))
    found = only(ready)
    assert found.fired == "analyse"
    assert any(cause == "flood: 56 posts, before 28 in as many days" for cause in found.causes), found.causes


def test_without_a_closed_cycle_nothing_is_said(ready: Workspace):
    goal(ready)
    assert only(ready).move == "none"


def test_what_is_judged_at_the_end_alone_has_no_cycles(ready: Workspace, bring: Bring):
    bring({"days.csv": day_file(satisfied=[2.0] * len(DAYS), surveyed=[10.0] * len(DAYS))})
    goal(ready, "support", "satisfaction", 0.8)
    assert only(ready).move == "none" and only(ready).cycles == ()
