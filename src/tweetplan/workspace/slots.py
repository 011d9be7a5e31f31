"""The verbs of the calendar's parts: slots moved, locked, written and removed; patterns and themes (G21)."""

import re
from dataclasses import replace
from datetime import date, timedelta

from tweetplan.domain.duty import WEEKDAYS
from tweetplan.domain.findings import Conflict, Finding, UsageProblem
from tweetplan.domain.goals import Account
from tweetplan.domain.mix import AXES
from tweetplan.domain.periods import containing, parse
from tweetplan.domain.posts import Pattern, Slot, Theme
from tweetplan.domain.slots import PROMO_GAP, slot_at
from tweetplan.storage import calendar as stored
from tweetplan.storage import goals as stored_goals
from tweetplan.workspace import accounts, settings
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.names import missing, one_line

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
EDITABLE = ("plan", "intent", "topic", "format", "goal", "title", "owner")


def get(ws: Workspace, identity: str) -> Slot:
    """The slot of this id; raises `NotFound`."""
    found = stored.slot(ws.db, identity)
    if found is None:
        raise missing("slot", identity, (), "`tweetplan week` shows the slots.")
    return found


def clock(text: str) -> str:
    """A time of day as HH:MM; raises `UsageProblem` otherwise."""
    if not _CLOCK.fullmatch(text):
        raise UsageProblem(f"{text!r} is not a time of day.", "Write it like 09:00.")
    return text


def add(ws: Workspace, handle: str, day: date, time: str, **fields: str) -> Slot:
    """Add a slot by hand, in the audience's zone; it is locked, so that laying out keeps it (C02: main accounts only).

    `fields` may be plan, intent, topic, format, goal, title and owner. Raises `Conflict` when one is at that instant.
    """
    account = accounts.get(ws, handle)
    if account.role == "support":
        raise UsageProblem(f"{account.handle} is a support account: it answers and has no slots (C02).")
    slot = _written(ws, replace(slot_at(account, day, clock(time), account.readers_zone), locked=True), fields)
    known = stored.slot(ws.db, slot.id)
    if known is not None and known.at != slot.at:  # the slot of this place was moved away and keeps its id
        slot = replace(slot, id=f"{slot.id}+{ws.new_id()[:4]}")
    with ws.operation("slot.add") as change:
        _refuse_taken(ws, account, slot)
        change.put(stored.SLOTS, stored.slot_row(slot), expected=0)
        change.summary = f"added a slot on {slot.day} at {slot.time}"
    return get(ws, slot.id)


def move(ws: Workspace, identity: str, day: date, time: str = "", expected: int | None = None) -> Slot:
    """Move a slot to another day or time of its own zone; it is locked there. Its old place stays empty that week."""
    slot = get(ws, identity)
    account = accounts.get(ws, slot.account)
    from tweetplan.workspace.posts_kept import bound

    there = slot_at(account, day, clock(time or slot.time), slot.zone)
    wanted = replace(slot, day=there.day, time=there.time, at=there.at, locked=True)
    with ws.operation("slot.move") as change:
        _refuse_taken(ws, account, wanted)
        against = bound(ws, wanted)
        if against:
            raise Conflict(against, "Take the post back or off the schedule first.")
        change.put(stored.SLOTS, stored.slot_row(wanted), expected)
        change.summary = f"moved the slot of {slot.day} {slot.time} to {wanted.day} {wanted.time}"
    return get(ws, identity)


def _refuse_taken(ws: Workspace, account: Account, slot: Slot) -> None:
    day = timedelta(days=1)
    for other in stored.slots(ws.db, slot.day - day, slot.day + day, account.key):
        if other.at == slot.at and other.id != slot.id:
            raise Conflict(f"{account.handle} has a slot on {slot.day} at {slot.time} already.", "Choose another time.")


def moving(ws: Workspace, identity: str, day: date, time: str = "") -> tuple[Finding, ...]:
    """What would be said of moving a slot there: two promos within a day of each other (W04, W14)."""
    slot = get(ws, identity)
    there = slot_at(accounts.get(ws, slot.account), day, clock(time or slot.time), slot.zone)
    if slot.intent != "promo":
        return ()
    near = timedelta(days=2)
    crowded = [
        other
        for other in stored.slots(ws.db, there.day - near, there.day + near, slot.account)
        if other.id != slot.id and other.intent == "promo" and abs(other.at - there.at) < PROMO_GAP
    ]
    return tuple(_too_near(identity, other, there) for other in crowded)


def _too_near(identity: str, other: Slot, there: Slot) -> Finding:
    said = f"Two promos within 24 h: {other.day} {other.time} and {there.day} {there.time}."
    return Finding("W04.spacing", "warning", said, where=identity, remedy="Choose a day between promos.")


def lock(ws: Workspace, identity: str, locked: bool = True, expected: int | None = None) -> Slot:
    """Keep a slot as it is when the week is laid out again, or let it go."""
    slot = get(ws, identity)
    with ws.operation("slot.lock" if locked else "slot.unlock") as change:
        change.put(stored.SLOTS, stored.slot_row(replace(slot, locked=locked)), expected)
        change.summary = f"{'locked' if locked else 'unlocked'} the slot of {slot.day} {slot.time}"
    return get(ws, identity)


def edit(ws: Workspace, identity: str, expected: int | None = None, **fields: str) -> Slot:
    """Say what a slot is for, and whose (plan, intent, topic, format, goal, title, owner); it is locked and stays."""
    slot = get(ws, identity)
    wanted = _written(ws, replace(slot, locked=True), fields)
    with ws.operation("slot.edit") as change:
        change.put(stored.SLOTS, stored.slot_row(wanted), expected)
        change.summary = f"changed the slot of {slot.day} {slot.time}"
    return get(ws, identity)


def _written(ws: Workspace, slot: Slot, fields: dict[str, str]) -> Slot:
    for name, held in fields.items():
        if name not in EDITABLE:
            raise UsageProblem(f"A slot has no field {name!r}.", f"It has {', '.join(EDITABLE)}.")
        if held and name in AXES and held not in AXES[name]:
            raise UsageProblem(f"The {name} of a slot is {' or '.join(AXES[name])}, not {held!r}.")
        if name == "goal" and held and stored_goals.named(ws.db, held) is None:
            raise missing("goal", held, stored_goals.names(ws.db))
        one_line(held, name, may_be_empty=name != "plan")
    return replace(slot, **fields)  # type: ignore[arg-type]


def delete(ws: Workspace, identity: str, expected: int | None = None) -> None:
    """Remove a slot; raises `Conflict` when a post has taken it."""
    from tweetplan.storage import posts as stored_posts

    slot = get(ws, identity)
    with ws.operation("slot.delete") as change:
        if any(post.slot == identity for post in stored_posts.between(ws.db, slot.day, slot.day, slot.account)):
            raise Conflict("A post has taken this slot.", "Move the post first.")
        change.remove(stored.SLOTS, identity, expected)
        change.summary = f"removed the slot of {slot.day} {slot.time}"


def put_theme(ws: Workspace, handle: str, period: str, theme: str, expected: int | None = None) -> Theme:
    """Say what a week or a month of an account is about (G21)."""
    account = accounts.get(ws, handle)
    label = parse(period, settings.read(ws).fiscal_start).label
    held = Theme(account.key, label, one_line(theme, "theme"))
    with ws.operation("theme.put") as change:
        change.put(stored.THEMES, stored.theme_row(held), expected)
        change.summary = f"theme of {label}: {held.theme}"
    return next(theme for theme in stored.themes(ws.db, account.key) if theme.period == label)


def remove_theme(ws: Workspace, handle: str, period: str) -> None:
    """Leave a period without a theme."""
    account = accounts.get(ws, handle)
    with ws.operation("theme.remove") as change:
        change.remove(stored.THEMES, str(stored.theme_row(Theme(account.key, period, ""))["id"]))
        change.summary = f"removed the theme of {period}"


def put_pattern(ws: Workspace, pattern: Pattern, expected: int | None = None) -> Pattern:
    """Add a posting pattern, or change the one of its id."""
    wanted = checked_pattern(replace(pattern, account=accounts.get(ws, pattern.account).key))
    wanted = replace(wanted, id=pattern.id or ws.new_id())
    with ws.operation("pattern.put") as change:
        change.put(stored.PATTERNS, stored.pattern_row(wanted), expected)
        change.summary = f"posting pattern of {wanted.account}: {', '.join(wanted.times)}"
    return next(held for held in stored.patterns(ws.db, wanted.account) if held.id == wanted.id)


def checked_pattern(pattern: Pattern) -> Pattern:
    """The pattern with its days and times in order; raises `UsageProblem` when one cannot be."""
    if not pattern.days or not pattern.times:
        raise UsageProblem("A pattern needs at least one day and one time.")
    if any(day not in range(7) for day in pattern.days):
        raise UsageProblem("A pattern's days are " + ", ".join(WEEKDAYS) + ".")
    if pattern.zone not in ("account", "audience"):
        raise UsageProblem(f"A pattern's zone is account or audience, not {pattern.zone!r}.")
    times = tuple(sorted({clock(time) for time in pattern.times}))
    return replace(pattern, days=tuple(sorted(set(pattern.days))), times=times)


def remove_pattern(ws: Workspace, identity: str) -> None:
    """Remove a posting pattern."""
    known = [pattern for pattern in stored.patterns(ws.db) if pattern.id == identity]
    if not known:
        raise missing("pattern", identity, (pattern.id for pattern in stored.patterns(ws.db)))
    with ws.operation("pattern.remove") as change:
        change.remove(stored.PATTERNS, identity)
        change.summary = f"removed a posting pattern of {known[0].account}"


def best_days(ws: Workspace, identity: str) -> tuple[date, ...]:
    """The days of the slot's week on which moving it there would crowd nothing, in order."""
    slot = get(ws, identity)
    week = containing("week", slot.day)
    days = (week.first + timedelta(days=step) for step in range(7))
    return tuple(day for day in days if day != slot.day and not moving(ws, identity, day))
