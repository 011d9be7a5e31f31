"""Answers: what may I post next, how many elastic slots are left, and what would this draft do to the budgets."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tweetplan.domain.budgets import DEAD_STATES, Budget, post_budgets, window_entries
from tweetplan.domain.goals import Account
from tweetplan.domain.periods import Period, containing
from tweetplan.domain.post_life import APPROVED, CHANGES_ASKED, DRAFT, IDEA, IN_REVIEW, PUBLISHED
from tweetplan.domain.posts import VALUES, Post, Slot
from tweetplan.domain.values import frozen
from tweetplan.storage import board
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import accounts, mix, settings, slots
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.rules import rules

AHEAD = timedelta(days=14)
MOST_SLOTS = 5
MOST_DRAFTS = 3
MOST_LOOKED_AT = 200
ASKED = ("intent", "topic", "format")
OPEN_STATES = (APPROVED, DRAFT, IN_REVIEW, CHANGES_ASKED, IDEA)
"""Where a post without a slot may be that still wants one, the readiest first."""


@frozen
class Ask:
    """What a budget still wants of an axis: a part, and how many posts of it are short."""

    axis: str
    part: str
    short: float
    """Posts that are short in the window; 0 where the slot was laid out for this part."""
    window: str
    """The week, month or quarter in whose posts it counts."""


@frozen
class Fit:
    """A draft without a slot that would fit one."""

    post: Post
    fits: tuple[str, ...]
    """The parts that it brings and that are asked for."""


@frozen
class NextSlot:
    """A free slot, what it asks for, and which drafts fit."""

    slot: Slot
    asks: tuple[Ask, ...]
    drafts: tuple[Fit, ...]


@frozen
class Next:
    """What may be posted next on an account."""

    account: Account
    elastic: int
    """Elastic slots of this week."""
    elastic_left: int
    """Those that are free and still to come."""
    slots: tuple[NextSlot, ...]


@frozen
class BudgetEffect:
    """What one post does to one budget, in posts: without it, and with it."""

    axis: str
    part: str
    window: str
    before: Budget
    after: Budget

    @property
    def changes(self) -> bool:
        """Whether it moves the count, or what it is a share of."""
        return (self.before.planned, self.before.window) != (self.after.planned, self.after.window)

    @property
    def worse(self) -> bool:
        """Whether the budget is farther from what is allowed with it than without."""
        return abs(self.after.deviation) > abs(self.before.deviation)

    @property
    def words(self) -> str:
        """`promo 2 → 3 of 14, allowed 0 to 2: above; published 1 of 9`."""
        held, after = self.before, self.after
        span = f"{after.low:g}" if after.low == after.high else f"{after.low:g} to {after.high:g}"
        return (
            f"{self.part} {held.planned:g} → {after.planned:g} of {after.window:g}, allowed {span}: {after.verdict}; "
            f"published {after.published:g} of {after.published_window:g}"
        )


@frozen
class ValueCount:
    """How many posts have one kind of value for their readers (W04)."""

    worth: str
    """One of `VALUES`; empty: nobody said."""
    planned: int
    published: int


def next_posts(ws: Workspace, account: str = "", most: int = MOST_SLOTS) -> Next:
    """The next free slots of an account with what they ask for, and which drafts fit; elastic slots left this week."""
    held = accounts.chosen(ws, account)
    day = today(ws, held)
    free = [slot for slot in _free(ws, held, day, day + AHEAD) if slot.at > ws.now]
    week = containing("week", day)
    elastic = [slot for slot in stored_calendar.slots(ws.db, week.first, week.last, held.key) if slot.plan == "elastic"]
    open_now = {slot.id for slot in free}
    left = sum(slot.id in open_now for slot in elastic)
    drafts = _waiting_drafts(ws, held)
    budgets: dict[date, tuple[tuple[str, Budget], ...]] = {}
    found = []
    for slot in free[:most]:
        start = containing("week", slot.day).first
        if start not in budgets:
            budgets[start] = _budgets(ws, held, slot.day, ())
        asks = tuple(_asks(slot, budgets[start]))
        found.append(NextSlot(slot, asks, _fitting(slot, asks, drafts)))
    return Next(held, len(elastic), left, tuple(found))


def for_slot(ws: Workspace, identity: str) -> tuple[NextSlot, tuple[Post, ...]]:
    """What one slot asks for with every draft that fits it, and the drafts that do not fit; raises `NotFound`."""
    slot = slots.get(ws, identity)
    account = accounts.get(ws, slot.account)
    asks = tuple(_asks(slot, _budgets(ws, account, slot.day, ())))
    drafts = _waiting_drafts(ws, account)
    fits = _fitting(slot, asks, drafts, len(drafts))
    fitting = {fit.post.id for fit in fits}
    return NextSlot(slot, asks, fits), tuple(post for post in drafts if post.id not in fitting)


def effect(ws: Workspace, post: Post, slot: str = "") -> tuple[BudgetEffect, ...]:
    """What a post (stored or not) does to its account's budgets on a slot, or on its own slot or day.

    Before is without it, after with it; planned and published, in posts, with n. Budgets that it leaves alone are left
    out; a support account has none.
    """
    account = accounts.get(ws, post.account)
    placed = replace(post, slot=slot or post.slot, state=post.state if post.state not in DEAD_STATES else DRAFT)
    held = slots.get(ws, placed.slot) if placed.slot else None
    day = held.day if held else placed.planned_for or today(ws, account)
    if held is None and placed.planned_for is None:
        placed = replace(placed, planned_for=day)
    before = _budgets(ws, account, day, (), without=post.id)
    after = _budgets(ws, account, day, (placed,), without=post.id)
    found = (
        BudgetEffect(one.axis, one.part, label, one, other)
        for (label, one), (_, other) in zip(before, after, strict=True)
    )
    return tuple(each for each in found if each.changes)


def value_spread(ws: Workspace, account: str, first: date, last: date) -> tuple[ValueCount, ...]:
    """How the posts of some days spread over the kinds of value, planned and published (W04)."""
    key = accounts.chosen(ws, account).key
    posts = [post for post in stored_posts.between(ws.db, first, last, key) if post.state not in DEAD_STATES]
    out = stored_posts.published(ws.db, key, first, last)
    counts = {worth: [0, 0] for worth in (*VALUES, "")}
    for post in posts:
        row = counts.setdefault(post.content.worth, [0, 0])
        row[0] += 1
        row[1] += post.state == PUBLISHED or post.id in out
    return tuple(ValueCount(worth, *row) for worth, row in counts.items())


def _budgets(
    ws: Workspace, account: Account, day: date, more: Sequence[Post], without: str = ""
) -> tuple[tuple[str, Budget], ...]:
    """Every post budget over the windows in which a day lies, each with the window's label."""
    if account.role == "support":
        return ()
    week = containing("week", day)
    ruled, _ = mix.rules_for(ws, account, week.first, week.last)
    fiscal_start, least = settings.read(ws).fiscal_start, mix.min_posts(rules(ws))
    found: list[tuple[str, Budget]] = []
    for kind in ("week", "month", "quarter"):
        mine = [rule for rule in ruled if rule.window == kind and rule.axis != "reserve"]
        if mine:
            span = mix.window(kind, containing("day", day), fiscal_start)
            entries = window_entries(*_held(ws, account, span, more, without))
            rows = post_budgets(entries, mine, least, mix.unplanned(ws, account, span))
            found += ((span.label, row) for row in rows)
    return tuple(found)


def _held(
    ws: Workspace, account: Account, span: Period, more: Sequence[Post], without: str
) -> tuple[tuple[Slot, ...], list[Post], frozenset[str]]:
    """A window's slots, its posts with some added and one left out, and those known to be out."""
    posts = [
        post
        for post in stored_posts.between(ws.db, span.first, span.last, account.key)
        if post.id != without or not without
    ]
    out = stored_posts.published(ws.db, account.key, span.first, span.last)
    return stored_calendar.slots(ws.db, span.first, span.last, account.key), [*posts, *more], out


def _free(ws: Workspace, account: Account, first: date, last: date) -> list[Slot]:
    """The slots without a post."""
    taken = {
        post.slot
        for post in stored_posts.between(ws.db, first, last, account.key)
        if post.slot and post.state not in DEAD_STATES
    }
    return [slot for slot in stored_calendar.slots(ws.db, first, last, account.key) if slot.id not in taken]


def _asks(slot: Slot, budgets: Iterable[tuple[str, Budget]]) -> Iterable[Ask]:
    """What a slot was laid out for, and on the axes where that is open what the budgets are short of."""
    said = {axis: getattr(slot, axis) for axis in ASKED}
    if slot.plan == "elastic" and not said["topic"]:
        said["topic"] = "trend"
    for axis, part in said.items():
        if part:
            yield Ask(axis, part, 0, "")
    for label, budget in budgets:
        if budget.axis in ASKED and not said.get(budget.axis) and budget.deviation < 0:
            yield Ask(budget.axis, budget.part, -budget.deviation, label)


def _waiting_drafts(ws: Workspace, account: Account) -> list[Post]:
    """The account's posts that have no slot yet, the readiest first."""
    rows = [
        row for state in OPEN_STATES for row in board.column(ws.db, state, account=account.key, limit=MOST_LOOKED_AT)
    ]
    posts = [stored_posts.value(board.of_row(row)) for row in rows]
    return [post for post in posts if not post.slot and (post.text or post.state != IDEA)]


def _fitting(slot: Slot, asks: Sequence[Ask], drafts: Sequence[Post], most: int = MOST_DRAFTS) -> tuple[Fit, ...]:
    """The drafts that bring most of what is asked for; none that contradicts what the slot was laid out for."""
    wanted = {(ask.axis, ask.part) for ask in asks}
    laid_out = {ask.axis: ask.part for ask in asks if not ask.short}
    found = []
    for place, post in enumerate(drafts):
        has = {axis: part for axis in ASKED if (part := getattr(post, axis))}
        if any(laid_out.get(axis, part) != part for axis, part in has.items()) or _another_day(post, slot):
            continue
        fits = tuple(part for axis, part in has.items() if (axis, part) in wanted)
        goal = bool(slot.goal) and slot.goal == post.goal
        found.append((-len(fits) - goal, place, Fit(post, (*fits, *((post.goal,) if goal else ())))))
    return tuple(fit for _, _, fit in sorted(found, key=lambda each: each[:2])[:most])


def _another_day(post: Post, slot: Slot) -> bool:
    return post.planned_for is not None and post.planned_for != slot.day
