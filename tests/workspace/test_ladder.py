"""The ladder joins what a goal asks with what came, at every level (G07, G08, G26), and says why."""

from dataclasses import replace
from datetime import date

import pytest

from tweetplan.domain.findings import NotFound, Problem, UsageProblem
from tweetplan.domain.goals import PeriodNote
from tweetplan.domain.kpis import Kpi, total
from tweetplan.workspace import goals, ladder, why
from tweetplan.workspace.core import Workspace
from workspace.planned import YEAR, days, leads, planned

QUARTERS = ((date(2026, 3, 31), 200), (date(2026, 6, 30), 450), (date(2026, 9, 30), 750))


def anchored(ws: Workspace) -> Workspace:
    """The source's own year: 1000 = 200 + 250 + 300 + 250, two leads a day until 16 March."""
    planned(ws)
    for day, value in QUARTERS:
        goals.anchor(ws, "leads-2026", day, value)
    leads(ws, dict.fromkeys(days(date(2026, 1, 1), 75), 2.0))
    return ws


def test_g07_the_quarters_of_the_source_and_every_level_adds_up(ws: Workspace) -> None:
    anchored(ws)
    assert [rung.target for rung in ladder.rungs(ws, "leads-2026", "quarter")] == [200, 250, 300, 250]
    for level in ("year", "quarter", "month", "week", "day"):
        assert sum(rung.target for rung in ladder.rungs(ws, "leads-2026", level)) == 1000
        assert sum(rung.actual or 0 for rung in ladder.rungs(ws, "leads-2026", level)) == 150


def test_actuals_stop_at_the_complete_day_and_the_pace_is_judged_there(ws: Workspace) -> None:
    anchored(ws)
    january, february, march, april = ladder.rungs(ws, "leads-2026", "month")[:4]
    assert (january.actual, january.status, january.source) == (62, "closed", "typed")
    assert (march.actual, march.complete_to, march.status) == (32, date(2026, 3, 16), "behind")
    assert april.status == "future" and april.actual is None
    assert february.target + january.target + march.target == 200


def test_g26_a_replan_starts_from_the_actuals_and_leaves_the_commitment(ws: Workspace) -> None:
    anchored(ws)
    made = goals.replan(ws, "leads-2026")
    assert (made.as_of, made.actual) == (date(2026, 3, 16), 150)
    quarters = ladder.rungs(ws, "leads-2026", "quarter")
    assert [rung.target for rung in quarters] == [200, 250, 300, 250]
    assert sum(rung.planned for rung in quarters) == made.target
    assert ladder.rungs(ws, "leads-2026", "month")[0].planned == 62


def test_what_cannot_be_read_is_said(ws: Workspace) -> None:
    planned(ws)
    with pytest.raises(Problem, match="Nothing is known"):
        goals.replan(ws, "leads-2026")
    with pytest.raises(UsageProblem, match="level"):
        ladder.rungs(ws, "leads-2026", "decade")
    with pytest.raises(NotFound):
        ladder.rungs(ws, "leads-2025")


def test_the_overview_has_a_line_for_every_goal(ws: Workspace) -> None:
    anchored(ws)
    goals.add(ws, replace(YEAR, name="open", baseline=None, tier="secondary", supports="leads-2026", target=50))
    goals.add(ws, replace(YEAR, name="idea", reason="", tier="secondary"), draft=True)
    lines = {line.goal.name: line for line in ladder.overview(ws)}
    assert next(iter(lines)) == "leads-2026"
    first = lines["leads-2026"]
    assert first.period and (first.period.label, first.period.actual, first.period.target) == ("2026-Q1", 150, 200)
    assert first.whole and first.whole.target == 1000
    assert first.spark[-2:] == (14, 14) and first.complete_to == date(2026, 3, 16)
    assert (lines["open"].status, lines["idea"].status) == ("unproven", "draft")


def test_g09_a_week_says_what_it_asks_for(ws: Workspace) -> None:
    planned(ws)
    assert "2 posts (Offer ×2)" in ladder.plan_line(ws, "leads-2026", "2026-W12")


def test_why_a_rung_is_what_it_is(ws: Workspace) -> None:
    anchored(ws)
    goals.note_period(ws, "leads-2026", PeriodNote("2026-Q1", "persona, profile, reach", None, {"posts": 40}))
    told = why.explain_rung(ws, "leads-2026", "2026-Q1")
    lines = dict(line for line in told.lines if isinstance(line, tuple))
    assert lines["target"].startswith("200: 200 in all by 2026-03-31 less 0 by 2025-12-31")
    assert "200 by 2026-03-31" in lines["target"] and lines["rule"].startswith("G07:")
    assert lines["status"] == "behind: 89.8 % of the 167 asked by then (ahead from 110 %, behind below 90 %)"
    assert lines["period"] == "persona, profile, reach; 40 posts"
    assert lines["actual"] == "150 from 2026-01-01 to 2026-03-16"
    assert lines["complete to"] == "2026-03-16" and lines["source"] == "typed"


def test_why_a_figure_is_what_it_is(ws: Workspace) -> None:
    anchored(ws)
    leads(ws, {date(2026, 3, 2): 40.0}, "url_clicks")
    rate = goals.kpi_of(ws, replace(YEAR, kpi="lead_rate"))
    assert rate is not None
    told = why.explain_figure(ws, rate, "@tern", date(2026, 3, 2), date(2026, 3, 2))
    lines = dict(line for line in told.lines if isinstance(line, tuple))
    assert lines["formula"] == "the sum of leads ÷ the sum of url_clicks"
    assert (lines["inputs"], lines["actual"]) == ("2 ÷ 40", "5 % from 2026-03-02 to 2026-03-02")
    nothing = why.explain_figure(ws, Kpi("orders", total("orders")), "@tern", date(2026, 3, 2), date(2026, 3, 2))
    assert ("actual", "– from 2026-03-02 to 2026-03-02") in nothing.lines
