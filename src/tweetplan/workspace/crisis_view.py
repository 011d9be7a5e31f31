"""A crisis as people look at it: who may decide what with the minutes left, the thread, the list, what is frozen."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tweetplan.domain.crisis import (
    CLOSED,
    CRISIS,
    DEFINITIONS,
    LEVELS,
    Crisis,
    Entry,
    Playbook,
    Statement,
    checklist,
    next_step,
    response_minutes,
)
from tweetplan.domain.events import Event
from tweetplan.domain.freezes import HERE, Freeze, minutes_left
from tweetplan.domain.values import frozen
from tweetplan.storage import crises as stored
from tweetplan.storage import events, freezes
from tweetplan.storage.crises import Frozen
from tweetplan.workspace import crisis_rights
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.crisis_log import get

ALARM_DAYS = 7
"""How old a mention alarm may be that a crisis is opened from."""


@frozen
class Turn:
    """One role in the matrix of this level: what it may decide, who has it, and how long it has for the next step."""

    role: str
    decisions: tuple[str, ...]
    minutes: int
    logins: tuple[str, ...]
    left: int | None
    """Whole minutes until its limit for the next step, negative: over; None when that is not its to decide."""
    mine: bool


@frozen
class Item:
    """One item of the checklist."""

    key: str
    text: str
    done_by: str


@frozen
class CrisisView:
    """A crisis with all that is known of it at this moment."""

    crisis: Crisis
    title: str
    """Its stage in words."""
    definition: str
    next: str
    """The step that is next; empty when it is over."""
    minutes: int | None
    """Until the next step is due; negative: late; None: nothing is due."""
    turns: tuple[Turn, ...]
    everybody: bool
    """Whether every member may take the next step, since nobody has a role that may."""
    thread: tuple[Entry, ...]
    items: tuple[Item, ...]
    here: tuple[Frozen, ...]
    """What is held here."""
    elsewhere: tuple[Frozen, ...]
    """What lies in other tools."""
    statements: tuple[Statement, ...]
    """Approved ones, and drafts, for this level."""
    postmortem_minutes: int | None
    """Until the post-mortem is due; None when none is."""
    response_minutes: float | None
    """From the opening to the first answer (T23)."""

    @property
    def to_pause(self) -> tuple[Frozen, ...]:
        """What nobody has confirmed to be paused elsewhere."""
        return tuple(one for one in self.elsewhere if not one.answer and one.state == "handed_off")

    @property
    def to_answer(self) -> tuple[Frozen, ...]:
        """What waits for keep, move or drop now that publishing may go on."""
        return tuple(one for one in self.here if one.released and not one.answer and one.state == "held")


def view(ws: Workspace, identity: str = "") -> CrisisView:
    """Everything about one crisis (default: the only one that goes on); raises `NotFound` or `UsageProblem`."""
    crisis = get(ws, identity)
    now, verb = ws.now, next_step(crisis.stage)
    found = stored.frozen_of(ws.db, crisis.id)
    thread = stored.entries(ws.db, crisis.id)
    due = crisis.postmortem_due if crisis.stage == CLOSED else ""
    return CrisisView(
        crisis,
        CRISIS.stage(crisis.stage).title,
        DEFINITIONS[crisis.level],
        verb,
        minutes_left(crisis.due, now) if crisis.open else None,
        _turns(ws, crisis, verb),
        bool(verb) and not crisis_rights.deciders(ws, crisis.level, verb)[1],
        thread,
        tuple(Item(key, words, crisis.checked.get(key, "")) for key, words in checklist(crisis.level)),
        tuple(one for one in found if one.place == HERE),
        tuple(one for one in found if one.place != HERE),
        tuple(one for one in stored.statements(ws.db) if one.level in ("", crisis.level) and one.state != "retired"),
        minutes_left(due, now),
        response_minutes(thread),
    )


def _turns(ws: Workspace, crisis: Crisis, verb: str) -> tuple[Turn, ...]:
    """The roles of the level, each with its minutes left for the next step, counted from the stage or the level."""
    turns = []
    for right in crisis_rights.matrix(ws).of(crisis.level):
        logins = crisis_rights.having(ws, (right.role,))
        left = None
        if crisis.open and verb in right.decisions:
            until = datetime.fromisoformat(crisis.since) + timedelta(minutes=right.minutes)
            left = minutes_left(instant_text(until), ws.now)
        turns.append(Turn(right.role, right.decisions, right.minutes, logins, left, ws.actor.login in logins))
    return tuple(turns)


def listing(ws: Workspace) -> tuple[Crisis, ...]:
    """Every crisis and exercise: those that go on first, then the newest."""
    return stored.every(ws.db)


def to_look_at(ws: Workspace, every: Sequence[Crisis]) -> Crisis | None:
    """What is looked at first: real before exercise, grave before light; then what its end still asks for."""
    going = sorted(
        (one for one in every if one.open), key=lambda one: (one.drill, -LEVELS.index(one.level), one.opened_at)
    )
    if going:
        return going[0]
    waiting = stored.with_waiting(ws.db) if every else frozenset()
    return next((one for one in every if one.id in waiting or one.stage == CLOSED), None)


def by_people(ws: Workspace) -> tuple[Freeze, ...]:
    """The freezes in force that no crisis asked for."""
    return tuple(each for each in freezes.in_force(ws.db) if not each.crisis)


def newest_books(ws: Workspace) -> tuple[Playbook, ...]:
    """The newest version of each playbook, by name."""
    newest: dict[str, Playbook] = {}
    for one in stored.playbooks(ws.db):
        newest.setdefault(one.name, one)
    return tuple(newest.values())


def alarms(ws: Workspace, *, taken: bool = False) -> tuple[Event, ...]:
    """The mention alarms of the last week, the newest first; those that became a crisis only with `taken`."""
    since = instant_text(ws.now - timedelta(days=ALARM_DAYS))
    found = events.of_kind(ws.db, "mentions.alarm", since, instant_text(ws.now))
    used = set() if taken or not found else {one.source for one in stored.every(ws.db)}
    return tuple(one for one in found if one.id not in used)


def response_times(ws: Workspace, first: datetime, last: datetime, *, drill: bool = False) -> tuple[float, ...]:
    """Minutes from the opening to the first answer, of each crisis opened in a span that was answered (T23).

    Exercises count with `drill` alone, and then nothing else does.
    """
    threads: dict[str, list[Entry]] = {}
    for entry in stored.entries_between(ws.db, instant_text(first), instant_text(last), drill):
        threads.setdefault(entry.crisis, []).append(entry)
    found = (response_minutes(thread) for thread in threads.values())
    return tuple(sorted(minutes for minutes in found if minutes is not None))
