"""What the calendar's screen asks beside week and month: the accounts, what a move would do, what to post next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from tweetplan.domain.budgets import AxisState, Budget, allowed
from tweetplan.domain.claims import band_words
from tweetplan.domain.estimate import Estimate
from tweetplan.domain.findings import Finding
from tweetplan.domain.freezes import Freeze
from tweetplan.domain.goals import Account
from tweetplan.domain.mix import AXES
from tweetplan.domain.periods import Period, containing, local_day
from tweetplan.domain.posts import Slot
from tweetplan.domain.rule_words import rule_line
from tweetplan.domain.slots import PROMO_GAP, slot_at
from tweetplan.domain.values import frozen
from tweetplan.storage import freezes as stored_freezes
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import accounts, answers, calendar, estimates, slots
from tweetplan.workspace.answers import ValueCount
from tweetplan.workspace.calendar import CalendarView, Placed
from tweetplan.workspace.calendar_conflicts import Conflict, conflicts, intent_of
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.results_learnt import lift_of

Kind = Literal["week", "month"]


@frozen
class Board:
    """All that the calendar shows at one moment."""

    accounts: tuple[Account, ...]
    view: CalendarView | None
    """None while there is no account."""
    today: date
    """The day in the zone that the grid tells."""
    now: datetime
    conflicts: tuple[Conflict, ...] = ()
    """What stands against slots of the period: promos too near, dates to respect, posts that are not ready."""
    freezes: tuple[Freeze, ...] = ()
    """What holds the account's publishing back now (T18)."""
    worth: tuple[ValueCount, ...] = ()
    """How the posts of the period spread over the kinds of value (W04)."""


def board(ws: Workspace, kind: Kind = "week", label: str = "", account: str = "") -> Board:
    """A week or a month (default: the one that runs) of an account (default, or if it is gone: the first)."""
    known = accounts.listing(ws)
    if not known:
        return Board((), None, local_day(ws.now, "UTC"), ws.now)
    handle = account if account in {held.key for held in known} else known[0].key
    view = calendar.month(ws, label, handle) if kind == "month" else calendar.week(ws, label, handle)
    stops = stored_freezes.in_force(ws.db, view.account.key)
    worth = answers.value_spread(ws, handle, view.period.first, view.period.last)
    held = tuple(count for count in worth if count.planned)
    return Board(known, view, local_day(ws.now, view.zone), ws.now, conflicts(ws, view), stops, held)


def place_of(slot: Slot, zone: str, period: Period) -> tuple[date, str]:
    """The day and time at which a grid in `zone` shows a slot.

    One that this zone's clocks push out of the period it counts in stands at its own zone's day and time.
    """
    local = slot.at.astimezone(ZoneInfo(zone))
    return (local.date(), f"{local:%H:%M}") if local.date() in period else (slot.day, slot.time)


def own_place(slot: Slot, zone: str, day: date, clock: str) -> tuple[date, str]:
    """A day and time of the grid in `zone` as the slot's own zone tells them."""
    if slot.zone == zone:
        return day, clock
    there = datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)).astimezone(ZoneInfo(slot.zone))
    return there.date(), f"{there:%H:%M}"


@frozen
class MovePreview:
    """What moving a slot to a place would do."""

    day: date
    """In the slot's own zone."""
    time: str
    findings: tuple[Finding, ...]
    """Promos that would lie too near (W04)."""
    taken: bool
    """Whether another slot lies there."""
    best: tuple[date, ...]
    """The days of the slot's own week where it would crowd nothing; told for promos alone."""
    axes: tuple[AxisState, ...]
    """The budgets of the period shown, as they would then stand."""
    left: tuple[tuple[AxisState, AxisState], ...] = ()
    """Of the period that the slot leaves, when that is another: its budgets before and after."""
    lift: Estimate | None = None
    """What posts of that hour do over the account's average post, as it was learnt last (G18)."""


def hour_lift(ws: Workspace, account: Account, day: date, clock: str) -> Estimate | None:
    """The stored lift of an hour of the readers' week; None where none was learnt, or the time does not matter."""
    told = estimates.timing(ws, account.key)
    return lift_of(told, day.weekday(), int(clock[:2])) if told is not None else None


def moved(
    ws: Workspace, view: CalendarView, held: Placed, day: date, clock: str, origin: CalendarView | None = None
) -> MovePreview:
    """What would be said of moving a slot, with its post, to a day and time of the grid; `origin` is where it lay."""
    slot = held.slot
    own_day, own_time = own_place(slot, view.zone, day, clock)
    there = slot_at(view.account, own_day, own_time, slot.zone)
    taken = any(other.slot.at == there.at and other.slot.id != slot.id for other in view.slots)
    promo = slot.intent == "promo"
    moving = replace(held, slot=replace(slot, day=own_day, time=own_time, at=there.at))
    left: tuple[tuple[AxisState, AxisState], ...] = ()
    if origin is not None and own_day not in origin.period:
        left = tuple(zip(origin.axes, calendar.axes_with(ws, origin, moving), strict=False))
    return MovePreview(
        own_day,
        own_time,
        slots.moving(ws, slot.id, own_day, own_time) if promo else (),
        taken,
        tuple(_untaken(view, slot, slots.best_days(ws, slot.id))) if promo else (),
        _axes_there(ws, view, moving),
        left,
        hour_lift(ws, view.account, day, clock),
    )


def moved_post(ws: Workspace, view: CalendarView, held: Placed, target: Placed, origin: CalendarView) -> MovePreview:
    """What would be said of giving the post of one slot another slot of the period shown; `origin` is where it lies."""
    assert held.post is not None
    slot, moving = target.slot, Placed(target.slot, replace(held.post, slot=target.slot.id))
    near = [
        other.slot
        for other in view.slots
        if other.slot.id not in (slot.id, held.slot.id) and intent_of(other) == "promo"
        and abs(other.slot.at - slot.at) < PROMO_GAP
    ]  # fmt: skip
    promo = intent_of(held) == "promo"
    said = f"Two promos within 24 h: {near[0].day} {near[0].time} and {slot.day} {slot.time}." if near else ""
    found = (
        (Finding("W04.spacing", "warning", said, slot.id, "Choose a day between promos."),) if near and promo else ()
    )
    left: tuple[tuple[AxisState, AxisState], ...] = ()
    if held.slot.day not in view.period:
        left = tuple(zip(origin.axes, calendar.axes_with(ws, origin, moving), strict=False))
    taken = target.post is not None and target.slot.id != held.slot.id
    return MovePreview(slot.day, slot.time, found, taken, (), calendar.axes_with(ws, view, moving), left)


def _untaken(view: CalendarView, slot: Slot, days: Iterable[date]) -> Iterator[date]:
    """The days on which no other slot of those shown lies at this slot's time."""
    held = {one.slot.at for one in view.slots if one.slot.id != slot.id}
    return (day for day in days if slot_at(view.account, day, slot.time, slot.zone).at not in held)


def _axes_there(ws: Workspace, view: CalendarView, moving: Placed) -> tuple[AxisState, ...]:
    """The budgets of the period shown as if this slot lay where it says; those shown when nothing changes for them."""
    slot = moving.slot
    stood = next((one.slot.day for one in view.slots if one.slot.id == slot.id), None)
    if stood is not None and slot.day in view.period and containing("week", stood) == containing("week", slot.day):
        return view.axes
    return calendar.axes_with(ws, view, moving)


def placed(ws: Workspace, identity: str) -> Placed:
    """One slot with its post; raises `NotFound`."""
    slot = slots.get(ws, identity)
    posts = stored_posts.between(ws.db, slot.day, slot.day, slot.account)
    return calendar.place_posts([slot], posts)[0]


@frozen
class Next:
    """What one more post may count as on one axis."""

    axis: str
    wanted: tuple[str, ...]
    """Parts that would lie below what is allowed if the post were another."""
    fits: tuple[str, ...]
    """Parts that one more post would leave within what is allowed."""
    full: tuple[str, ...]
    """Parts that one more post would take above it."""
    counts: tuple[tuple[str, str], ...]
    """The counts behind it, by part."""
    rule: str
    """What it rests on, in words."""


def next_post(axes: Iterable[AxisState]) -> tuple[Next, ...]:
    """What the next post of a window may be, by each of its budgets of posts (W04, T11, T21)."""
    return tuple(_next(state.axis, state.budgets) for state in axes if state.axis != "reserve")


def _next(axis: str, budgets: Sequence[Budget]) -> Next:
    sorts: dict[str, list[str]] = {"wanted": [], "fits": [], "full": []}
    for budget in budgets:
        low, high = allowed(budget.band, int(budget.window) + 1)
        kind = "full" if budget.planned + 1 > high else "wanted" if budget.planned < low else "fits"
        sorts[kind].append(budget.part)
    sorts["fits"] += [part for part in AXES.get(axis, ()) if part not in {budget.part for budget in budgets}]
    wanted, fits, full = (tuple(sorts[kind]) for kind in ("wanted", "fits", "full"))
    counts = tuple((budget.part, _counts(budget)) for budget in budgets)
    return Next(axis, wanted, fits, full, counts, rule_line(budgets[0].rule))


def _counts(budget: Budget) -> str:
    low, high = allowed(budget.band, int(budget.window) + 1)
    span = str(low) if low == high else f"{low} to {high}"
    return f"{budget.planned:g} now; {band_words(budget.band)} of {budget.window + 1:g} posts is {span}"


def next_words(found: Next) -> str:
    """The answer of one axis in words: `value; promo is full`."""
    parts = [*(f"{part} is wanted" for part in found.wanted), *(f"{part} fits" for part in found.fits)]
    return "; ".join([*parts, *(f"{part} is full" for part in found.full)])


def open_places(view: CalendarView, now: datetime) -> Iterator[Placed]:
    """The elastic slots that nobody has taken and that are still to come, the earliest first (T11)."""
    return (one for one in view.slots if one.free and one.slot.at > now)
