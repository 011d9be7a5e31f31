"""The goals' resources: hours and money by importance beside the reserve, over-commitment by name, costs (G24, G26)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tweetplan.domain.budgets import DEAD_STATES
from tweetplan.domain.capacity import Allocation, Capacity, PostLimits, allocate, allocation_findings, capacity
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Goal, Member
from tweetplan.domain.kpis import Kpi, ratio, total
from tweetplan.domain.periods import Period, containing
from tweetplan.domain.posts import Task
from tweetplan.domain.priority import core_goals
from tweetplan.domain.values import frozen
from tweetplan.storage import posts as stored_posts
from tweetplan.storage import tasks as stored_tasks
from tweetplan.storage import team as stored_team
from tweetplan.workspace import goals, results, settings
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.rules import rules

CENTS = 100
SPEND = Kpi("spend", total("spend"), title="Spend")


@frozen
class Load:
    """One member's week: what is theirs by name, against what they have."""

    login: str
    minutes: int
    has: int
    """Minutes a week that they state; 0: not stated."""


@frozen
class Cost:
    """What one unit of a goal's KPI cost so far; None where no spend was recorded, or nothing came of it."""

    goal: str
    kpi: str
    spend: float | None
    value: float | None
    each: float | None
    """Spend ÷ value."""


@frozen
class Resources:
    """A week's hours and its month's money by goal, with what is over-committed."""

    week: Period
    month: Period
    capacity: Capacity
    needed: int
    """Minutes that the week's work takes, for goals or not."""
    hours: Allocation
    """In minutes."""
    money: Allocation
    """In cents of the goals' own currency."""
    spent: int
    """In cents, this month, on the accounts of the goals."""
    loads: tuple[Load, ...]
    costs: tuple[Cost, ...]
    findings: tuple[Finding, ...]


def resources(ws: Workspace, day: date | None = None) -> Resources:
    """The resources of the week that holds a day (default: today), and of its month."""
    on = day or today(ws)
    week, month = containing("week", on), containing("month", on)
    limits = PostLimits.of(rules(ws))
    share = {part: settings.read(ws).reserve.get(part, limits.reserve) for part in ("hours", "money")}
    running = [
        goal for goal in goals.listing(ws) if not goal.draft and goal.start <= week.last and goal.end >= week.first
    ]
    least, most = rules(ws).pair("goals.core_max")
    core = {goal.name for goal in core_goals(running, int(most), int(least))}
    team = stored_team.every(ws.db)
    tasks = [task for task in stored_tasks.between(ws.db, week.first, week.last) if task.state != "skipped"]
    needs = _needs(ws, week, running, tasks, limits)
    whole = sum(member.minutes_a_week for member in team)
    hours = allocate(running, whole, {name: needs.get(name, 0) for name in (g.name for g in running)}, core=core,
                     reserve=share["hours"])  # fmt: skip
    budgets = {goal.name: _budget(goal, month) for goal in running}
    money = allocate(running, sum(budgets.values()), budgets, core=core, reserve=share["money"])
    spent = _spent(ws, running, month)
    loads = _loads(team, tasks)
    found = (
        *_hours_findings(whole, sum(needs.values()), share["hours"], team),
        *(allocation_findings(hours, "minutes") if whole else ()),
        *_money_findings(sum(budgets.values()), spent, share["money"], month),
        *_load_findings(loads),
    )
    return Resources(
        week, month, capacity(team, limits), sum(needs.values()), hours, money, spent, loads,
        tuple(_cost(ws, goal, on) for goal in running), found,
    )  # fmt: skip


def _needs(
    ws: Workspace, week: Period, running: Sequence[Goal], tasks: Iterable[Task], limits: PostLimits
) -> dict[str, int]:
    """Minutes by goal ('' for none): the week's tasks, and the posts for which there is no task."""
    found: dict[str, int] = {}
    posts: dict[str, int] = {}
    for task in tasks:
        found[task.goal] = found.get(task.goal, 0) + task.minutes
        if task.makes_post:
            posts[task.goal] = posts.get(task.goal, 0) - 1
    for post in stored_posts.between(ws.db, week.first, week.last):
        if post.state not in DEAD_STATES:
            posts[post.goal] = posts.get(post.goal, 0) + 1
    for name, count in posts.items():
        if count > 0:
            found[name] = found.get(name, 0) + round(count * limits.minutes_each)
    names = {goal.name for goal in running}
    others = sum(minutes for name, minutes in found.items() if name not in names)
    return {**{name: minutes for name, minutes in found.items() if name in names}, "": others}


def _budget(goal: Goal, month: Period) -> int:
    """The goal's budget of a month, in cents."""
    return sum(round((note.budget or 0.0) * CENTS) for note in goal.periods if note.period == month.label)


def _spent(ws: Workspace, running: Sequence[Goal], month: Period) -> int:
    amounts = (
        results.kpi_value(ws, SPEND, account, month.first, month.last).value or 0.0
        for account in dict.fromkeys(goal.account for goal in running)
    )
    return round(sum(amounts) * CENTS)


def _loads(team: Iterable[Member], tasks: Iterable[Task]) -> tuple[Load, ...]:
    by_login: dict[str, int] = {}
    for task in tasks:
        if task.owner:
            by_login[task.owner] = by_login.get(task.owner, 0) + task.minutes
    return tuple(Load(member.login, by_login.get(member.login, 0), member.minutes_a_week) for member in team)


def _hours_findings(whole: int, needed: int, reserve: float, team: Sequence[Member]) -> Iterator[Finding]:
    if not whole:
        if needed and team:
            yield Finding("G24.hours", "note", "Nobody states their minutes a week: none can be shared out.", "team",
                          "`tweetplan team edit LOGIN --minutes 600`")  # fmt: skip
        return
    said = f"The week's work takes {needed / 60:.1f} h, and the team has {whole / 60:.1f} h"
    if needed > whole:
        yield Finding("G24.over", "error", f"{said}: {(needed - whole) / 60:.1f} h too much.", "hours",
                      "Take work out of the week, or find more hours.")  # fmt: skip
    elif needed > whole * (1 - reserve):
        yield Finding("G26.reserve", "warning", f"{said}: the reserve of {reserve:.0%} is used up.", "hours",
                      "Keep it for what nobody planned.")  # fmt: skip


def _money_findings(whole: int, spent: int, reserve: float, month: Period) -> Iterator[Finding]:
    said = f"{spent / CENTS:,.2f} of {whole / CENTS:,.2f} budgeted in {month.label} are spent"
    if whole and spent > whole:
        yield Finding("G24.money", "error", f"{said}.", "money", "Stop what is paid for, or raise the month's budget.")
    elif whole and spent > whole * (1 - reserve):
        yield Finding("G26.money", "warning", f"{said}: the reserve of {reserve:.0%} is used up.", "money",
                      "Keep it for what nobody planned.")  # fmt: skip


def _load_findings(loads: Iterable[Load]) -> Iterator[Finding]:
    for load in loads:
        if load.has and load.minutes > load.has:
            yield Finding(
                "G24.person", "warning",
                f"{load.login} has {load.minutes / 60:.1f} h of tasks this week and {load.has / 60:.1f} h.", load.login,
                "Give some of it to somebody else.",
            )  # fmt: skip


def _cost(ws: Workspace, goal: Goal, on: date) -> Cost:
    """Spend per unit of the goal's KPI since its start; only a total has units that cost something."""
    kpi = goals.kpi_of(ws, goal)
    spend = results.kpi_value(ws, SPEND, goal.account, goal.start, on, campaign=goal.campaign).value
    if kpi is None or kpi.formula.kind != "total" or kpi.formula.minus:
        return Cost(goal.name, goal.kpi, spend, None, None)
    each = Kpi("cost", ratio("spend", kpi.formula.plus))
    got = results.kpi_value(ws, each, goal.account, goal.start, on, campaign=goal.campaign)
    return Cost(goal.name, goal.kpi, spend, got.denominator, got.value)
