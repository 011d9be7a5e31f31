"""What the tests of goals, ladders, calendars, tasks and Today share: a goal type, accounts, goals and figures."""

from dataclasses import replace
from datetime import date, timedelta

from tweetplan.domain.cadence import monthly, weekly
from tweetplan.domain.goal_type import Benchmark, Declaration, OwnField
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi, ratio, total
from tweetplan.domain.measures import Measure
from tweetplan.domain.mix import at_most, between, share
from tweetplan.storage import results
from tweetplan.storage.results_rollup import roll_up_days
from tweetplan.workspace import accounts, declarations, goals
from tweetplan.workspace.core import Workspace

LEADS = Declaration(
    "leads",
    "Leads",
    "Leads that come from X.",
    measures=(Measure("leads", unit="leads"), Measure("spend")),
    kpis=(Kpi("leads", total("leads"), unit="leads"), Kpi("lead_rate", ratio("leads", "url_clicks"), unit="%")),
    mix=(
        share("intent", promo=at_most(0.20), rule="W04"),
        share("plan", elastic=between(0.20, 0.30), rule="T11"),
    ),
    tasks=(
        weekly(2, "Offer", role="creator", minutes=30, why="G15", makes_post=True, intent="promo"),
        weekly(1, "Plan the week", role="strategist", minutes=45, why="T10", weekday=0),
        monthly(1, "Look at the landing page", role="analyst", minutes=60, why="G28"),
    ),
    benchmarks=(Benchmark("lead_rate", 0.02, "own history, else 2 %"),),
)
EVENT = replace(LEADS, key="event", title="Event", fields=(OwnField("event", "date"),))
YEAR = Goal(
    name="leads-2026",
    type="leads",
    account="@tern",
    kpi="leads",
    target=1000,
    start=date(2026, 1, 1),
    end=date(2026, 12, 31),
    reason="Sell 40 office machines by December",
    baseline=0,
    importance=5,
    urgency=4,
    owner="ana",
)


def planned(ws: Workspace, *more: Goal) -> Workspace:
    """The workspace with two accounts, the goal types, the year goal, and more goals."""
    declarations.refresh(ws, [LEADS, EVENT])
    accounts.add(ws, "@Tern", zone="Europe/Berlin", audience_zone="America/New_York")
    accounts.add(ws, "@TernHelp", role="support", zone="Europe/Berlin")
    for goal in (YEAR, *more):
        goals.add(ws, goal, draft=goal.draft)
    return ws


def days(first: date, count: int) -> list[date]:
    """`count` days from `first`."""
    return [first + timedelta(days=step) for step in range(count)]


def leads(ws: Workspace, figures: dict[date, float], measure: str = "leads") -> None:
    """Store one typed figure a day for the main account, as one import that covers these days."""
    batch, account = ws.new_id(), "@tern"
    held = sorted(figures.items())
    with ws.db.writing():
        results.add_batch(ws.db, batch, ws.revision + 1, "typed", account, '["typed"]', "2026-03-17T08:00:00Z", "{}")
        rows = [(account, "typed", "", str(day), measure, batch, 0, 1, "", value) for day, value in held]
        results.append(ws.db, "day_results", results.DAY_COLUMNS, rows)
        covered = (batch, account, "typed", "", measure, str(held[0][0]), str(held[-1][0]))
        results.append(ws.db, "coverage", results.COVERAGE_COLUMNS, [covered])
        roll_up_days(ws.db, {(account, "typed", "", measure, str(day)) for day, _ in held})
