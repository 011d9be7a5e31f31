"""The win-back programme of an account: start, draw the hold-out, judge after a full cycle, close (W02, W14, W16)."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tweetplan.domain.findings import Conflict, NotFound
from tweetplan.domain.posts import Task
from tweetplan.domain.values import frozen
from tweetplan.domain.winback import (
    PROGRAMME,
    Cohort,
    Groups,
    Programme,
    difference,
    judged_from,
    verdict_words,
    week_of,
)
from tweetplan.storage import people as stored_people
from tweetplan.storage import programmes as stored
from tweetplan.storage import tasks as stored_tasks
from tweetplan.storage.tasks import known as task_known
from tweetplan.workspace import accounts, audience
from tweetplan.workspace.core import Change, Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import one_line
from tweetplan.workspace.people_marks import put_mark
from tweetplan.workspace.rules import rules

MOST_COHORT = 5000
QUESTIONS = (
    ("poll", "Ask in a poll what followers would like more of", 20, 3),
    ("questions", "Ask five fans whose interaction fell, gently, by direct message", 30, 7),
    ("rivals", "Note competitors' figures: `tweetplan audience rival NAME MEASURE VALUE`", 30, 7),
    ("peaks", "Look at what was posted when followers left", 30, 7),
)
"""What a diagnosis asks for (W03): key, title, minutes, days until due."""
POLICY = (
    ("value", "Restate what followers get here, in the bio and a pinned post", 45, 3),
    ("spread", "Say on other platforms where you are, so that a change of rules loses nobody", 60, 10),
    ("unique", "Keep something that is only found on X", 45, 10),
    ("explain", "Tell followers plainly what changed and what you do about it", 30, 2),
)
"""What to do when a change of rules or of the algorithm lost followers (W15)."""


@frozen
class Standing:
    """Where a programme stands at this moment."""

    programme: Programme
    week: int
    """Of the cycle; 0 before it was activated."""
    judged_from: date | None
    due: date | None
    """Until when it wants a verdict."""
    locked: str
    """Why it may not be judged; empty when it may."""
    groups: Groups | None
    """What both groups did; None while the verdict is locked."""


def listing(ws: Workspace, handle: str = "") -> tuple[Programme, ...]:
    """The programmes of an account, or all, the newest first."""
    return stored.every(ws.db, accounts.get(ws, handle).key if handle else "")


def current(ws: Workspace, handle: str = "") -> Programme | None:
    """The programme of an account that is not over; None without one."""
    account = accounts.chosen(ws, handle)
    found = stored.every(ws.db, account.key)
    return next((one for one in found if not PROGRAMME.final(one.state)), None)


def standing(ws: Workspace, programme: Programme) -> Standing:
    """Where it stands; before the first full weeks no figure of it is told (W16)."""
    first, last = rules(ws).pair("winback.evaluate")
    account = accounts.get(ws, programme.account)
    day = today(ws, account)
    if not programme.activated:
        return Standing(programme, 0, None, None, "the cohort is not drawn yet", None)
    begin, due = judged_from(programme.activated, first), judged_from(programme.activated, last)
    known = audience.known_to(ws, account)
    locked = ""
    if day < begin:
        locked = f"the verdict is locked until {begin}, {first:g} full weeks after the start (W16)"
    elif known is None or known < begin:
        told = f"known to {known}" if known else "not known"
        locked = f"what people did since is {told} only: import mentions or people"
    groups = None if locked else _groups(ws, programme)
    return Standing(programme, week_of(programme.activated, day), begin, due, locked, groups)


def start(ws: Workspace, handle: str = "", cause: str = "") -> Programme:
    """Begin with the diagnosis: its questions become tasks (W02, W03). One programme of an account at a time."""
    account = accounts.chosen(ws, handle)
    if current(ws, account.key) is not None:
        raise Conflict(f"{account.handle} has a programme already.", "`tweetplan audience winback show` has it.")
    day = today(ws, account)
    made = Programme("w" + ws.new_id()[-12:], account.key, PROGRAMME.start, day.isoformat(),
                     cause=one_line(cause, "cause", 500, may_be_empty=True))  # fmt: skip
    with ws.operation("winback.start") as change:
        change.put(stored.TABLE, stored.row(made), expected=0)
        put_tasks(ws, change, made.id, account.key, day, QUESTIONS, "W03")
        change.summary = f"{account.handle}: win-back begun with the diagnosis"
    return _again(ws, made)


def activate(ws: Workspace, handle: str = "") -> Programme:
    """Draw the cohort of the silent and its hold-out by lot, and begin the cycle (W13, W16)."""
    programme = _open(ws, handle)
    PROGRAMME.move(programme.state, "activate")
    found = audience.silent(ws, programme.account, most=MOST_COHORT)
    if not found.people:
        since = f"known to {found.known_to}" if found.known_to else "no people were imported"
        raise Conflict(f"Nobody is silent ({since}).", "Import people or mentions first.")
    seed = int.from_bytes(ws.new_id().encode()[-6:], "big")
    names = [one.handle for one in found.people]
    cohort = drawn(names, seed, rules(ws).number("winback.hold_out"))
    begun = today(ws, accounts.get(ws, programme.account))
    wanted = replace(programme, state="activating", activated=begun.isoformat(), cohort=cohort, seed=seed)
    with ws.operation("winback.activate") as change:
        change.put(stored.TABLE, stored.row(wanted), programme.version)
        for name in cohort.held_out:
            put_mark(ws, change, programme.account, name, held_out=1)
        put_tasks(ws, change, programme.id, programme.account, begun, (_judging(ws, begun),), "W16")
        change.summary = f"drew {len(cohort.invited)} to invite and {len(cohort.held_out)} to leave alone"
    return _again(ws, wanted)


def judge(ws: Workspace, handle: str = "") -> Programme:
    """Write down what the programme showed; refused before the cycle is full, however it looks (W16)."""
    programme = _open(ws, handle)
    PROGRAMME.move(programme.state, "judge")
    told = standing(ws, programme)
    if told.groups is None:
        raise Conflict(f"Not judged: {told.locked}.", "Judging sooner would take noise for news.")
    words = verdict_words(told.groups)
    return _moved(ws, programme, "judge", verdict=words)


def close(ws: Workspace, handle: str = "") -> Programme:
    """End a programme that was judged; the hold-out may be invited again."""
    return _moved(ws, _open(ws, handle), "close", ended=today(ws).isoformat())


def stop(ws: Workspace, handle: str = "") -> Programme:
    """End it without a verdict; it never gets one."""
    return _moved(ws, _open(ws, handle), "stop", ended=today(ws).isoformat())


def policy_tasks(ws: Workspace, handle: str = "") -> tuple[Task, ...]:
    """What to do when a change of X's rules lost followers, as tasks of this day (W15)."""
    account = accounts.chosen(ws, handle)
    day = today(ws, account)
    with ws.operation("winback.policy") as change:
        made = put_tasks(ws, change, f"policy-{day}", account.key, day, POLICY, "W15")
        change.summary = f"{account.handle}: {len(made)} tasks against a loss by a change of rules"
    return made


def drawn(handles: Iterable[str], seed: int, share: float) -> Cohort:
    """The hold-out, drawn by a seed that can be repeated; of few people at least one, if there are five."""
    people = sorted(handles)
    left = list(people)
    random.Random(seed).shuffle(left)
    size = round(len(left) * share)
    size = max(size, 1) if len(left) >= 5 else 0
    out = frozenset(left[:size])
    return Cohort(tuple(one for one in people if one not in out), tuple(one for one in people if one in out))


def put_tasks(
    ws: Workspace, change: Change, key: str, account: str, day: date, wanted: tuple[tuple[str, str, int, int], ...],
    why: str,
) -> tuple[Task, ...]:  # fmt: skip
    """Inside an operation: add tasks that are not there yet (key, title, minutes, days until due)."""
    made = []
    for name, title, minutes, days in wanted:
        task = Task(id=f"{key}-{account}-{name}", title=title, due=day + timedelta(days=days), minutes=minutes,
                    role="community_manager", account=account, why=why)  # fmt: skip
        if not task_known(ws.db, task.id):
            change.put(stored_tasks.TABLE, stored_tasks.row(task))
            made.append(task)
    return tuple(made)


def _judging(ws: Workspace, begun: date) -> tuple[str, str, int, int]:
    """The task that asks for the verdict on the first day that it may be read, and says until when it is due (W16)."""
    first, last = rules(ws).pair("winback.evaluate")
    due = judged_from(begun.isoformat(), last)
    return "judge", f"Judge the win-back programme, by {due} at the latest", 30, round(7 * first)


def _groups(ws: Workspace, programme: Programme) -> Groups:
    """Who of both groups was heard of since the cohort was drawn: all that were drawn count, invited or not."""
    cohort = programme.cohort
    account = accounts.get(ws, programme.account)
    rows = stored_people.interactions(ws.db, programme.account, instant_text(ws.now))
    back = {row["handle"] for row in rows if row["day"] > programme.activated}
    invited, held = sum(one in back for one in cohort.invited), sum(one in back for one in cohort.held_out)
    lift = difference(invited, len(cohort.invited), held, len(cohort.held_out))
    known = audience.known_to(ws, account)
    return Groups(len(cohort.invited), invited, len(cohort.held_out), held, known.isoformat() if known else "", lift)


def _open(ws: Workspace, handle: str) -> Programme:
    found = current(ws, handle)
    if found is None:
        raise NotFound("There is no win-back programme.", "`tweetplan audience winback start` begins one.")
    return found


def _moved(ws: Workspace, programme: Programme, verb: str, **fields: Any) -> Programme:
    move = PROGRAMME.move(programme.state, verb)
    wanted = replace(programme, state=move.target, **fields)
    with ws.operation(f"winback.{verb}") as change:
        change.put(stored.TABLE, stored.row(wanted), programme.version)
        for name in programme.cohort.held_out if PROGRAMME.final(move.target) else ():
            put_mark(ws, change, programme.account, name, held_out=0)
        change.summary = f"win-back of {programme.account} {move.said}"
    return _again(ws, wanted)


def _again(ws: Workspace, programme: Programme) -> Programme:
    return next(one for one in stored.every(ws.db, programme.account) if one.id == programme.id)
