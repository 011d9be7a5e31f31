"""Handing in: drafts from a file, on the slots of their times, in one operation or not at all.

Ids are made of what a row says, so that the same file twice adds nothing; a row that stands in the plan already, such
as one of our own export, is known by its text and time.
"""

import hashlib
import re
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tweetplan.domain.draft import Picture
from tweetplan.domain.findings import Conflict, Finding, Problem
from tweetplan.domain.goals import Account
from tweetplan.domain.outgoing import outgoing
from tweetplan.domain.periods import local_day
from tweetplan.domain.post_life import DRAFT, DROPPED
from tweetplan.domain.posts import Post, Slot
from tweetplan.domain.slots import slot_at
from tweetplan.domain.values import frozen
from tweetplan.exchange.hand_in import DraftRow, Reading, Rejected
from tweetplan.storage import calendar as stored_slots
from tweetplan.storage import posts as stored
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Change, Workspace
from tweetplan.workspace.posts_writing import add_in

_CAMPAIGN = re.compile(r"https?://\S*[?&]utm_\S+")


@frozen
class HandedIn:
    """What an import of drafts did, or would do."""

    kind: str
    order: str
    read: int
    new: tuple[str, ...]
    """The ids of the drafts."""
    known: int
    """Rows that stand in the plan already."""
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]
    stored: bool


class _NotKept(Problem):
    """Turns the operation back, so that nothing of it is stored."""


def hand_in(
    ws: Workspace, reading: Reading, file: str, *, account: str = "", dry_run: bool = False, keep_good: bool = False
) -> HandedIn:
    """Store the drafts of a file: all of them, or with `keep_good` those that can be; else nothing when one cannot.

    A draft with a time takes the planned slot of that instant, or one that is made for it.
    """
    usual = accounts.chosen(ws, account)
    new: list[str] = []
    rejected, notes = list(reading.rejected), list(reading.notes)
    known = 0
    try:
        with ws.operation("post.import") as change:
            there = _Plan(ws)
            for row in reading.rows:
                try:
                    whose = accounts.get(ws, row.account) if row.account else usual
                    identity, told = _put(ws, change, there, whose, row)
                except Problem as problem:
                    rejected.append(Rejected(row.line, problem.message, problem.remedy))
                    continue
                known += not identity
                new += [identity] if identity else []
                notes += [f"line {row.line}: {line}" for line in told]
            if dry_run or (rejected and not keep_good):
                raise _NotKept("Nothing was stored.")
            change.summary = f"imported {len(new)} {'draft' if len(new) == 1 else 'drafts'} from {file}"
        kept = True
    except _NotKept:
        kept = False
    read = len(reading.rows) + len(reading.rejected)
    ordered = tuple(sorted(rejected, key=lambda one: one.line))
    return HandedIn(reading.kind, reading.order, read, tuple(new), known, ordered, tuple(notes), kept and bool(new))


class _Plan:
    """What the plan holds already: texts with their times, and the slots of an instant, account by account."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.said: dict[str, set[tuple[str, str]]] = {}
        self.at: dict[str, dict[datetime, Slot]] = {}
        self.taken: set[str] = set()

    def look(self, account: Account) -> None:
        """Read an account's slots and posts, once."""
        if account.key in self.at:
            return
        slots = {slot.id: slot for slot in stored_slots.slots(self.ws.db, date.min, date.max, account.key)}
        self.at[account.key] = {slot.at: slot for slot in slots.values()}
        said = self.said[account.key] = set()
        for post in stored.of_account(self.ws.db, account.key):
            if post.state != DROPPED:
                slot = slots.get(post.slot)
                said.add((outgoing(post), slot.at.isoformat() if slot else f"{post.planned_for or ''}"))
                self.taken.add(post.slot)


def _put(ws: Workspace, change: Change, there: _Plan, account: Account, row: DraftRow) -> tuple[str, list[str]]:
    """Store one row's draft; gives its id (empty: it is known) and what should be said of it."""
    there.look(account)
    identity = _identity(account, row)
    day = row.day or (local_day(row.at, account.readers_zone) if row.at else None)
    if stored.one(ws.db, identity) is not None or _is_known(there, account, row, day):
        return "", []
    given = dict(row.given)
    if "pictures" in given:
        given["pictures"] = tuple(Picture(*pair) for pair in row.given["pictures"])
    campaign = _CAMPAIGN.search(row.text)
    if campaign and "utm" not in given:
        given["utm"] = campaign[0]
    post = add_in(ws, change, identity, account.key, row.text, state=DRAFT, **given)
    slot, told = _slot(ws, change, there, account, row)
    post = replace(post, slot=slot.id) if slot else replace(post, planned_for=day)
    change.put(stored.TABLE, stored.row(post))
    there.said[account.key].add((outgoing(post), _moment(slot, post)))
    return identity, told


def _moment(slot: Slot | None, post: Post) -> str:
    return slot.at.isoformat() if slot else f"{post.planned_for or ''}"


def _is_known(there: _Plan, account: Account, row: DraftRow, day: date | None) -> bool:
    held = there.said[account.key]
    return bool({(row.text, row.at.isoformat() if row.at else f"{day or ''}"), (row.text, f"{day or '-'}")} & held)


def _identity(account: Account, row: DraftRow) -> str:
    """An id made of what the row says: the same row is the same draft."""
    said = "\x1f".join((account.key, row.text, row.at.isoformat() if row.at else f"{row.day or ''}"))
    return "p" + hashlib.sha256(said.encode()).hexdigest()[:16]


def _slot(
    ws: Workspace, change: Change, there: _Plan, account: Account, row: DraftRow
) -> tuple[Slot | None, list[str]]:
    """The slot of a row's instant: the planned one that is free, else a new one; none where neither can be."""
    if row.at is None:
        return None, []
    if account.role == "support":
        return None, ["a support account has no slots: the day alone is kept."]
    at = row.at.replace(second=0, microsecond=0)
    found = there.at[account.key].get(at)
    if found is not None and (found.id in there.taken or found.plan == "elastic"):
        why = "taken" if found.id in there.taken else "kept free for what happens"
        return None, [f"the slot of {found.day} {found.time} is {why}: the day alone is kept."]
    if found is None:
        found = _new_slot(ws, account, at)
        change.put(stored_slots.SLOTS, stored_slots.slot_row(found), expected=0)
        there.at[account.key][at] = found
    there.taken.add(found.id)
    return found, []


def _new_slot(ws: Workspace, account: Account, at: datetime) -> Slot:
    """A locked slot at an instant, told by the clocks of the account's readers."""
    day = local_day(at, account.readers_zone)
    made = slot_at(account, day, f"{at.astimezone(_zone(account)):%H:%M}", account.readers_zone)
    made = replace(made, at=at, id=f"{account.key}/{at:%Y-%m-%dT%H:%MZ}", locked=True)
    known = stored_slots.slot(ws.db, made.id)
    if known is not None:
        made = replace(made, id=f"{made.id}+{ws.new_id()[-4:]}")
    if stored_slots.slot(ws.db, made.id) is not None:
        raise Conflict(f"The slot of {made.day} {made.time} was moved away twice.", "Choose another time.")
    return made


def _zone(account: Account) -> ZoneInfo:
    return ZoneInfo(account.readers_zone)


def findings(report: HandedIn, file: str) -> tuple[Finding, ...]:
    """Every rejected row and every note as findings."""
    wrong = [
        Finding("handin.row", "error", one.why, where=f"{file}, line {one.line}", remedy=one.remedy)
        for one in report.rejected
    ]
    return (*wrong, *(Finding("handin.note", "note", note, where=file) for note in report.notes))
