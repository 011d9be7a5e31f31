"""The calendar: an account's weeks and months with slots, budgets, theme and tasks, and the verb that lays them out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tweetplan.domain.budgets import DEAD_STATES, AxisState, Budget, by_axis, counted
from tweetplan.domain.claims import PartRule
from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.goals import Account
from tweetplan.domain.key_dates import KeyDate
from tweetplan.domain.periods import Period, containing, parse, within
from tweetplan.domain.posts import Pattern, Post, Slot, Task, Theme
from tweetplan.domain.values import frozen
from tweetplan.storage import calendar as stored
from tweetplan.storage import dates as stored_dates
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import accounts, mix
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today

if TYPE_CHECKING:
    from tweetplan.workspace.filling import Draw, Filled, Solve


@frozen
class Placed:
    """A slot with the post that took it, if one did."""

    slot: Slot
    post: Post | None = None
    parts: tuple[tuple[str, str], ...] = ()
    """What it counts as on each axis: `("intent", "promo")`."""

    @property
    def free(self) -> bool:
        """Whether it is elastic and nobody has taken it."""
        return self.slot.plan == "elastic" and self.post is None

    @property
    def title(self) -> str:
        """What stands on it: the post's first line, the slot's title, or nothing."""
        if self.post is not None and self.post.text.strip():
            return self.post.text.strip().splitlines()[0]
        return self.slot.title


@frozen
class CalendarView:
    """A week or a month of one account as one value."""

    period: Period
    account: Account
    zone: str
    """The zone whose days and times the slots tell."""
    slots: tuple[Placed, ...]
    budgets: tuple[Budget, ...]
    axes: tuple[AxisState, ...]
    """The budgets as one row an axis."""
    theme: Theme | None
    """The period's own theme."""
    month_theme: Theme | None
    """The theme of the month in which the period lies."""
    tasks: tuple[Task, ...]
    findings: tuple[Finding, ...]
    """Clashes between the rules of goals."""
    free: int
    """Elastic slots not taken."""
    elastic: int
    weeks: tuple[tuple[str, tuple[Budget, ...]], ...] = ()
    """Of a month: the weekly budgets of each ISO week in it."""
    dates: tuple[KeyDate, ...] = ()
    """The holidays, events and risks that touch the period."""

    def on(self, day: date) -> tuple[Placed, ...]:
        """The slots of one day."""
        return tuple(placed for placed in self.slots if placed.slot.day == day)


def week(ws: Workspace, label: str = "", account: str = "") -> CalendarView:
    """An ISO week (default: this one) of an account (default: the first main one)."""
    return _view(ws, label, account, "week")


def month(ws: Workspace, label: str = "", account: str = "") -> CalendarView:
    """A month (default: this one) of an account; its weekly budgets stand week by week."""
    return _view(ws, label, account, "month")


def _period(ws: Workspace, label: str, kind: str, chosen: Account) -> Period:
    period = parse(label) if label else containing("month" if kind == "month" else "week", today(ws, chosen))
    if period.kind != kind:
        raise UsageProblem(f"{label!r} is not a {kind}.", "Write 2026-W12 for a week, 2026-03 for a month.")
    return period


def _view(ws: Workspace, label: str, handle: str, kind: str) -> CalendarView:
    account = accounts.chosen(ws, handle)
    period = _period(ws, label, kind, account)
    slots, posts = _held(ws, account, period)
    tasks = mix.week_tasks(ws, period)
    rules, findings = mix.rules_for(ws, account, period.first, period.last)
    budgets = mix.budgets(ws, account, period, rules, slots, posts, tasks)
    weeks = _weekly(ws, account, period, rules) if kind == "month" else ()
    budgets = _week_by_week(budgets, weeks, rules)
    placed = place_posts(slots, posts)
    themes = {theme.period: theme for theme in stored.themes(ws.db, account.key)}
    month_of = mix.window("month", period)
    return CalendarView(
        period=period,
        account=account,
        zone=account.readers_zone,
        slots=placed,
        budgets=budgets,
        axes=by_axis(budgets),
        theme=themes.get(period.label),
        month_theme=themes.get(month_of.label),
        tasks=tuple(task for task in tasks if task.account in ("", account.key)),
        findings=findings,
        free=sum(one.free for one in placed),
        elastic=sum(slot.plan == "elastic" for slot in slots),
        weeks=weeks,
        dates=stored_dates.between(ws.db, period.first, period.last, account.key),
    )


def place_posts(slots: Iterable[Slot], posts: Iterable[Post]) -> tuple[Placed, ...]:
    """Every slot with its post and what it counts as, in order of time."""
    alive = sorted(posts, key=lambda post: post.state not in DEAD_STATES)  # one that expired gives way, yet is shown
    by_slot = {post.slot: post for post in alive if post.slot and post.state != "dropped"}
    return tuple(
        Placed(slot, by_slot.get(slot.id), tuple(counted(slot, by_slot.get(slot.id)).parts.items()))
        for slot in sorted(slots, key=lambda slot: (slot.at, slot.id))
    )


def _held(
    ws: Workspace, account: Account, span: Period, moving: Placed | None = None
) -> tuple[Sequence[Slot], Sequence[Post]]:
    """The slots and posts of a span; `moving` lies where it says, with its post, and not where it is stored."""
    slots: Sequence[Slot] = stored.slots(ws.db, span.first, span.last, account.key)
    posts: Sequence[Post] = stored_posts.between(ws.db, span.first, span.last, account.key)
    if moving is None:
        return slots, posts
    slot, post, here = moving.slot, moving.post, moving.slot.day in span
    return (
        [*(one for one in slots if one.id != slot.id), *([slot] if here else [])],
        [*(one for one in posts if post is None or one.id != post.id), *([post] if post and here else [])],
    )


def axes_with(ws: Workspace, view: CalendarView, moving: Placed) -> tuple[AxisState, ...]:
    """The budgets of a week or a month as if this slot, with its post, lay where it says, in it or elsewhere."""
    account, period = view.account, view.period
    rules, _ = mix.rules_for(ws, account, period.first, period.last)
    slots, posts = _held(ws, account, period, moving)
    budgets = mix.budgets(ws, account, period, rules, slots, posts, mix.week_tasks(ws, period))
    weeks = _weekly(ws, account, period, rules, moving) if period.kind == "month" else ()
    return by_axis(_week_by_week(budgets, weeks, rules))


def _weekly(
    ws: Workspace, account: Account, period: Period, rules: Sequence[PartRule], moving: Placed | None = None
) -> tuple[tuple[str, tuple[Budget, ...]], ...]:
    """The post budgets of every ISO week that touches a month."""
    weekly = tuple(rule for rule in rules if rule.window == "week" and rule.axis != "reserve")
    found = []
    for one in within("week", period.first, period.last):
        slots, posts = _held(ws, account, one, moving)
        found.append((one.label, mix.budgets(ws, account, one, weekly, slots, posts, ())))
    return tuple(found)


def _week_by_week(
    budgets: Iterable[Budget], weeks: Sequence[tuple[str, tuple[Budget, ...]]], rules: Sequence[PartRule]
) -> tuple[Budget, ...]:
    """A month's budgets, where a rule of the week is judged in its weeks: the month may have what they allow in all."""
    windows = {(rule.axis, rule.part): rule.window for rule in reversed(rules)}
    found = []
    for budget in budgets:
        mine = [row for _, rows in weeks for row in rows if (row.axis, row.part) == (budget.axis, budget.part)]
        judged = [row for row in mine if row.verdict != "too few to judge"]
        if windows.get((budget.axis, budget.part)) != "week" or not judged:
            found.append(budget)
            continue
        worst = max(judged, key=lambda row: abs(row.deviation))
        low, high = (budget.planned + sum(getattr(row, end) - row.planned for row in judged) for end in ("low", "high"))
        held = sum(row.verdict == "ok" for row in judged)
        why = f"{budget.why.partition(':')[0]}; a rule of the week, held in {held} of {len(judged)} weeks"
        found.append(
            replace(budget, low=max(0.0, low), high=high, deviation=worst.deviation, verdict=worst.verdict, why=why)
        )
    return tuple(found)


def fill(
    ws: Workspace, label: str = "", account: str = "", solve: "Solve | None" = None, draw: "Draw | None" = None
) -> "Filled":
    """Lay out a week or a month (default: this week) for one account or all, with its tasks; twice changes nothing.

    `solve` is an exact solver for what laying out misses, `draw` says which hours elastic slots should try: headless
    commands give them, screens do not.
    """
    from tweetplan.workspace import filling  # not for a calendar that is only read

    return filling.fill(ws, label, account, solve, draw)


def themes(ws: Workspace, account: str = "") -> tuple[Theme, ...]:
    """The themes of an account, or of all (G21)."""
    return stored.themes(ws.db, accounts.get(ws, account).key if account else "")


def patterns(ws: Workspace, account: str = "") -> tuple[Pattern, ...]:
    """The posting patterns of an account, or of all; an account without any follows the default."""
    return stored.patterns(ws.db, accounts.get(ws, account).key if account else "")
