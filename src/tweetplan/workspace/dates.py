"""The verbs of days to respect: listed, typed, read from a calendar file, removed."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.key_dates import KINDS, KeyDate, KeyDateKind
from tweetplan.domain.values import frozen
from tweetplan.exchange.ics_read import DatesRead, Occurrence
from tweetplan.storage import dates as stored
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import one_line

AHEAD = timedelta(days=731)
"""How far ahead a calendar file is read, and dates are listed, unless somebody says otherwise: two years."""
LONGEST = timedelta(days=366)
_HOLIDAYS = ("holiday", "feiertag", "festivo", "férié", "cuti", "假期", "تعطیل")
_RISKS = ("risk", "crisis", "mourning", "election")


def dates(ws: Workspace, first: date | None = None, last: date | None = None, account: str = "") -> tuple[KeyDate, ...]:
    """The days to respect that touch a span (default: from today, two years), of an account with those for all."""
    begin = first or today(ws)
    key = accounts.get(ws, account).key if account else ""
    return stored.between(ws.db, begin, last or begin + AHEAD, key)


def kind_named(name: str) -> KeyDateKind:
    """The kind of this name; raises `UsageProblem` for another."""
    found = next((kind for kind in KINDS if kind == name), None)
    if found is None:
        raise UsageProblem(f"A day to respect is {', '.join(KINDS[:-1])} or {KINDS[-1]}, not {name!r}.")
    return found


def add_date(
    ws: Workspace, first: date, title: str, *, last: date | None = None, kind: str = "holiday", account: str = ""
) -> KeyDate:
    """Mark a day, or the days up to `last`, for an account or (none named) for all."""
    until = last or first
    if not first <= until <= first + LONGEST:
        raise UsageProblem(f"From {first} to {until} is no span of days.", "The last day is not before the first.")
    key = accounts.get(ws, account).key if account else ""
    made = KeyDate(
        "d" + ws.new_id().replace("-", "")[-10:], key, first, until, one_line(title, "title"), kind_named(kind)
    )
    with ws.operation("date.add") as change:
        change.put(stored.TABLE, stored.row(made), expected=0)
        change.summary = f"marked {first} as {made.kind}: {made.title}"
    return get(ws, made.id)


def get(ws: Workspace, identity: str) -> KeyDate:
    """The date of this id, or whose id alone begins with it; raises `NotFound`, `UsageProblem` when several do."""
    found = stored.starting(ws.db, identity) if identity else ()
    exact = next((held for held in found if held.id == identity), None)
    if exact is None and len(found) > 1:
        raise UsageProblem(f"More than one date begins with {identity!r}.", "Type more of its id.")
    if not found:
        raise NotFound(f"There is no date {identity!r}.", "`tweetplan calendar dates list` shows them with their ids.")
    return exact or found[0]


def remove_date(ws: Workspace, identity: str, expected: int | None = None) -> KeyDate:
    """Forget a day."""
    held = get(ws, identity)
    with ws.operation("date.remove") as change:
        change.remove(stored.TABLE, held.id, expected)
        change.summary = f"removed {held.kind} {held.title} of {held.first}"
    return held


@frozen
class DatesTakenIn:
    """What reading a calendar file did, or would do."""

    new: int
    changed: int
    known: int
    removed: int
    outside: int
    """Events without a day in the span."""
    skipped: tuple[str, ...]
    dates: tuple[KeyDate, ...]
    """What the file holds in the span."""


def take_in(
    ws: Workspace,
    read: DatesRead,
    file: str,
    *,
    kind: str = "",
    account: str = "",
    replace: bool = False,
    dry_run: bool = False,
) -> DatesTakenIn:
    """Store what a calendar file holds, in one operation; the same file twice adds nothing.

    `replace` also removes what the same file brought earlier and no longer has. Without `kind` each event's categories
    and length say what it is.
    """
    key = accounts.get(ws, account).key if account else ""
    wanted = kind_named(kind) if kind else None
    held = {one.id: one for one in (_key_date(key, file, each, read.name, wanted) for each in read.found)}
    before = {one.id: one for one in stored.of_source(ws.db, file, key)}
    there = {one.id: one for identity in held if (one := _stored(ws, identity)) is not None}
    new = [one for one in held.values() if one.id not in there]
    changed = [one for one in held.values() if one.id in there and _differs(one, there[one.id])]
    gone = [one for one in before.values() if one.id not in held] if replace else []
    if not dry_run:
        with ws.operation("date.import") as change:
            for one in (*new, *changed):
                change.put(stored.TABLE, stored.row(one))
            for one in gone:
                change.remove(stored.TABLE, one.id)
            change.summary = f"read {len(new)} new days to respect from {file}"
    known = len(held) - len(new) - len(changed)
    ordered = tuple(sorted(held.values(), key=lambda one: (one.first, one.last, one.title)))
    return DatesTakenIn(len(new), len(changed), known, len(gone), read.outside, read.skipped, ordered)


def _stored(ws: Workspace, identity: str) -> KeyDate | None:
    return next((one for one in stored.starting(ws.db, identity, 1) if one.id == identity), None)


def _differs(one: KeyDate, other: KeyDate) -> bool:
    return stored.row(one) != stored.row(other)


def _key_date(account: str, file: str, held: Occurrence, name: str, wanted: KeyDateKind | None) -> KeyDate:
    identity = "d" + hashlib.sha256(f"{account}\x1f{held.uid}".encode()).hexdigest()[:16]
    return KeyDate(identity, account, held.first, held.last, held.title, wanted or _kind(held, name), file)


def _kind(held: Occurrence, name: str) -> KeyDateKind:
    """What an event is, by its categories, the calendar's name, or whether it takes the whole day."""
    words: Sequence[str] = (*held.categories, name.lower())
    if any(risk in word for risk in _RISKS for word in held.categories):
        return "risk"
    if any(holiday in word for holiday in _HOLIDAYS for word in words):
        return "holiday"
    return "holiday" if held.whole_day and not held.categories else "event"
