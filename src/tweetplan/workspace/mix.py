"""An account's mix: the rules that hold for it, the state of its budgets over a window, and its own overrides."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tweetplan.domain.budgets import Budget, Counted, post_budgets, reserve_budget, window_entries
from tweetplan.domain.claims import Claim, PartRule, combined, general_rules, goal_claims
from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.kpis import Kpi, total
from tweetplan.domain.mix import Band, MixRule
from tweetplan.domain.periods import Period, containing
from tweetplan.domain.plan import MixOverride
from tweetplan.domain.posts import Post, Slot, Task
from tweetplan.domain.rules import Rules
from tweetplan.storage import calendar as stored
from tweetplan.storage import goals as stored_goals
from tweetplan.storage import posts as stored_posts
from tweetplan.storage import tags as stored_tags
from tweetplan.storage import tasks as stored_tasks
from tweetplan.storage import team as stored_team
from tweetplan.workspace import accounts, declarations, results, settings
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.rules import rules as rules_of

SPEND = Kpi("spend", total("spend"))
"""What promotion has cost, as recorded or imported."""


def rules_for(
    ws: Workspace, account: Account, first: date, last: date, goals: Iterable[Goal] | None = None
) -> tuple[tuple[PartRule, ...], tuple[Finding, ...]]:
    """The mix rules that hold for an account from `first` to `last`, and the clashes between its goals' rules."""
    known = declarations.all(ws)
    claims: list[Claim] = []
    for goal in stored_goals.every(ws.db) if goals is None else goals:
        if goal.account == account.key and goal.type in known:
            claims += goal_claims(goal, known[goal.type], first, last)
    overrides = [held.rule for held in stored.mixes(ws.db, account.key)]
    overrides += _own_reserve(ws)
    return combined(claims, overrides, general_rules(rules_of(ws)))


def _own_reserve(ws: Workspace) -> list[MixRule]:
    """The workspace's own reserve as a rule, where it says one (G26)."""
    held = settings.read(ws).reserve
    general = next(rule for rule in general_rules(rules_of(ws)) if rule.axis == "reserve")
    if not held:
        return []
    parts = tuple((part, Band(held.get(part, band.low), 1.0)) for part, band in general.parts)
    return [replace(general, parts=parts)]


def min_posts(rules: Rules) -> int:
    """Below how many posts a window is too small to judge."""
    return rules.whole("mix.min_posts")


def window(kind: str, period: Period, fiscal_start: int = 1) -> Period:
    """The week, month or quarter in whose posts a rule counts, for the period that a screen shows."""
    if kind == "week":
        return period if period.kind != "day" else containing("week", period.first)
    middle = period.first + (period.last - period.first) // 2
    wanted = containing("month" if kind == "month" else "quarter", middle, fiscal_start)
    return period if wanted in period else wanted


def budgets(
    ws: Workspace,
    account: Account,
    period: Period,
    rules: tuple[PartRule, ...],
    slots: Iterable[Slot],
    posts: Iterable[Post],
    tasks: Iterable[Task],
) -> tuple[Budget, ...]:
    """The state of every budget of an account: post budgets over their windows, then hours and money (G24, G26)."""
    if account.role == "support":
        return ()
    fiscal_start, least = settings.read(ws).fiscal_start, min_posts(rules_of(ws))
    slots, posts = tuple(slots), tuple(posts)
    found: list[Budget] = []
    for kind in ("week", "month", "quarter"):
        mine = [rule for rule in rules if rule.window == kind and rule.axis != "reserve"]
        if not mine:
            continue
        span = window(kind, period, fiscal_start)
        held = (slots, posts) if span == period else (
            stored.slots(ws.db, span.first, span.last, account.key),
            stored_posts.between(ws.db, span.first, span.last, account.key),
        )  # fmt: skip
        out = stored_posts.published(ws.db, account.key, span.first, span.last)
        found += post_budgets(window_entries(*held, out), mine, least, unplanned(ws, account, span))
    place = {(rule.axis, rule.part, rule.window): index for index, rule in enumerate(rules)}
    found.sort(key=lambda row: min(place[key] for key in place if key[:2] == (row.axis, row.part)))
    return (*found, *_reserves(ws, account, period, rules, tasks))


def unplanned(ws: Workspace, account: Account, span: Period) -> tuple[Counted, ...]:
    """What went out in a window without being planned, as far as somebody said what it was."""
    said = stored_tags.unplanned(ws.db, account.key, span.first, span.last)
    axes = ("intent", "topic", "format")
    parts = [{axis: part for axis in axes if (part := getattr(tag, axis))} for tag in said]
    return tuple(Counted(held, published=True) for held in parts if held)


def _reserves(
    ws: Workspace, account: Account, period: Period, rules: tuple[PartRule, ...], tasks: Iterable[Task]
) -> Iterable[Budget]:
    """Hours: the team's stated minutes a week against its tasks. Money: the month's notes against recorded spend."""
    by_part = {rule.part: rule for rule in rules if rule.axis == "reserve"}
    if "hours" in by_part:
        weeks = period.days / 7
        whole = sum(member.minutes_a_week for member in stored_team.every(ws.db)) / 60 * weeks
        live = [task for task in tasks if task.state != "skipped"]
        used, spent = (sum(t.minutes for t in held) / 60 for held in (live, [t for t in live if t.state == "done"]))
        row = reserve_budget("hours", round(used, 1), round(spent, 1), round(whole, 1), by_part["hours"])
        if row is not None:
            yield row
    if "money" in by_part:
        month = window("month", period)
        whole = sum(
            note.budget or 0.0
            for goal in stored_goals.every(ws.db)
            if goal.account == account.key and not goal.draft
            for note in goal.periods
            if note.period == month.label
        )
        if whole > 0:
            out = results.kpi_value(ws, SPEND, account.key, month.first, month.last).value or 0.0
            row = reserve_budget("money", out, out, whole, by_part["money"])
            if row is not None:
                yield row


def override(ws: Workspace, handle: str, rule: MixRule) -> MixOverride:
    """Put an account's own rule in the place of its goals' rules on one axis."""
    account = accounts.get(ws, handle)
    if rule.axis == "reserve":
        raise UsageProblem("The reserve is the workspace's, not an account's.", "Set it under [reserve] in the plan.")
    held = MixOverride(account.key, rule)
    with ws.operation("mix.put") as change:
        change.put(stored.MIXES, stored.mix_row(held))
        change.summary = f"set the {rule.axis} mix of {account.handle}"
    return held


def remove_override(ws: Workspace, handle: str, axis: str) -> None:
    """Let the goals' rules on this axis hold again."""
    account = accounts.get(ws, handle)
    with ws.operation("mix.remove") as change:
        for held in stored.mixes(ws.db, account.key):
            if held.rule.axis == axis:
                change.remove(stored.MIXES, str(stored.mix_row(held)["id"]))
        change.summary = f"removed the own {axis} mix of {account.handle}"


def week_tasks(ws: Workspace, period: Period) -> tuple[Task, ...]:
    """The tasks due in a period."""
    return stored_tasks.between(ws.db, period.first, period.last)
