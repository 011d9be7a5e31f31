"""A crisis from its opening to its end: each verb one transaction, each with its line in the thread (T09, T16–T19).

Level high stops publishing in the very transaction that opens or raises it. An exercise goes the same way and touches
nothing real: no freeze, no task, nobody outside is told.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from tweetplan.domain.crisis import CLOSED, CRISIS, LEVELS, OVER, STEPS, Crisis, Level, checklist, next_step
from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.freezes import HERE, tool_title
from tweetplan.domain.goals import handle_key
from tweetplan.domain.periods import local_day
from tweetplan.domain.posts import Task
from tweetplan.storage import crises as stored
from tweetplan.storage import freezes
from tweetplan.storage import tasks as stored_tasks
from tweetplan.workspace import accounts, crisis_rights, freezing
from tweetplan.workspace.core import Change, Workspace, instant_text
from tweetplan.workspace.crisis_log import get, note_in
from tweetplan.workspace.crisis_view import ALARM_DAYS, alarms
from tweetplan.workspace.names import one_line
from tweetplan.workspace.rules import rules

PATIENCE = "crisis.postmortem"


def begin(
    ws: Workspace, title: str, level: str = "low", *, account: str = "", said: str = "", drill: bool = False,
    alarm: str = "",
) -> Crisis:  # fmt: skip
    """Open a crisis (or an exercise) at a level; at high, publishing stops in the same transaction.

    `alarm` is the id of the mention alarm that it comes from. Raises `Problem` when this actor may not.
    """
    wanted = _level(level)
    key = accounts.get(ws, account).key if account else ""
    now = ws.clock()
    made = Crisis("c" + ws.new_id().replace("-", "")[-10:], one_line(title, "title"), key, wanted, STEPS[0],
                  instant_text(now), ws.actor.login, drill=drill, said=said.strip()[:4000],
                  source=alarm or "hand")  # fmt: skip
    with ws.operation("crisis.drill" if drill else "crisis.open") as change:
        if wanted == "high":
            crisis_rights.refuse(ws, "high", "freeze")
        if alarm and any(one.source == alarm for one in stored.every(ws.db)):
            raise Conflict("A crisis was opened from this alarm already.", "`tweetplan crisis list` shows it.")
        made = _timed(ws, made, now)
        change.put(stored.TABLE, stored.row(made), expected=0)
        because = f": {made.said}" if made.said else ""
        note_in(ws, change, made, "opened", f"opened {made.name} at level {level}{because}", due=made.due)
        made = _stop_publishing(ws, change, made)
        change.summary = f"opened {made.name} at level {level}"
        _tell(ws, change, made, "crisis.opened", f"{level} crisis: {made.title} ({made.whose}){because}")
    return get(ws, made.id)


def from_alarm(ws: Workspace, alarm: str, level: str = "low") -> Crisis:
    """Open a crisis from a mention alarm, in its words."""
    found = next((one for one in alarms(ws, taken=True) if alarm and one.id.startswith(alarm)), None)
    if found is None:
        raise NotFound(f"There is no mention alarm {alarm!r} of the last {ALARM_DAYS} days.")
    known = {one.key for one in accounts.listing(ws)}
    account = handle_key(found.subject) if found.subject and handle_key(found.subject) in known else ""
    title = " ".join(found.text.split())[:120] or "Mention alarm"
    return begin(ws, title, level, account=account, said=found.text, alarm=found.id)


def step(ws: Workspace, identity: str = "", verb: str = "", text: str = "") -> Crisis:
    """Go on to the next of the five steps (or to the one named): whoever may decide it at this level (T17)."""
    with ws.operation("crisis.step") as change:
        crisis = _open(ws, identity)
        chosen = verb or next_step(crisis.stage)
        if chosen == "close":
            raise Conflict(f"{crisis.name} is recorded: nothing is left but to close it.", "`tweetplan crisis close`")
        if chosen not in STEPS:
            raise UsageProblem(f"The steps are {', '.join(STEPS)}, not {chosen!r}.")
        move = CRISIS.move(crisis.stage, chosen)
        crisis_rights.refuse(ws, crisis.level, chosen)
        late = _late(ws, crisis)
        moved = _timed(ws, replace(crisis, stage=move.target), ws.clock())
        change.put(stored.TABLE, stored.row(moved))
        words = f"{move.said}{f': {text.strip()}' if text.strip() else ''}{late}"
        note_in(ws, change, moved, "step", words, due=moved.due)
        change.summary = f"{crisis.name}: {move.said}"
        _tell(ws, change, moved, "crisis.step", f"{moved.title} is {move.said}{late}")
    return get(ws, crisis.id)


def set_level(ws: Workspace, identity: str, level: str, why: str = "") -> Crisis:
    """Raise or lower the level; raised to high, publishing stops in the same transaction.

    Lowered, publishing stays stopped until somebody who may lets it go on, or the crisis is closed.
    """
    wanted = _level(level)
    with ws.operation("crisis.level") as change:
        crisis = _open(ws, identity)
        if crisis.level == wanted:
            raise Conflict(f"{crisis.name} is at level {wanted} already.")
        raised = LEVELS.index(wanted) > LEVELS.index(crisis.level)
        if wanted == "high":
            crisis_rights.refuse(ws, "high", "freeze")
        else:
            crisis_rights.refuse(ws, crisis.level, "assess" if raised else "lower")
        moved = _timed(ws, replace(crisis, level=wanted), ws.clock())
        change.put(stored.TABLE, stored.row(moved))
        words = f"{'raised' if raised else 'lowered'} from {crisis.level} to {wanted}"
        because = f": {why.strip()}" if why.strip() else ""
        note_in(ws, change, moved, "level", words + because, due=moved.due)
        moved = _stop_publishing(ws, change, moved)
        change.summary = f"{crisis.name}: {words}"
        _tell(ws, change, moved, "crisis.level", f"{moved.title}: {words}{because}")
    return get(ws, crisis.id)


def say(ws: Workspace, identity: str, text: str) -> Crisis:
    """Put words into the thread; any member may."""
    if not text.strip():
        raise UsageProblem("There is nothing to put on record.")
    with ws.operation("crisis.log") as change:
        crisis = get(ws, identity)
        note_in(ws, change, crisis, "note", text.strip())
        change.summary = f"{crisis.name}: {' '.join(text.split())[:80]}"
    return crisis


def tick(ws: Workspace, identity: str, item: str, done: bool = True) -> Crisis:
    """Tick off an item of the checklist, or take the tick away."""
    with ws.operation("crisis.check") as change:
        crisis = _open(ws, identity)
        words = dict(checklist(crisis.level)).get(item)
        if words is None:
            known = ", ".join(key for key, _ in checklist(crisis.level))
            raise NotFound(f"There is no item {item!r} on the list of level {crisis.level}.", f"There are: {known}.")
        if (item in crisis.checked) == done:
            raise Conflict(f"“{words}” is {f'done by {crisis.checked[item]}' if done else 'open'} already.")
        checked = {key: who for key, who in crisis.checked.items() if key != item}
        checked |= {item: ws.actor.login} if done else {}
        change.put(stored.TABLE, stored.row(replace(crisis, checked=checked)))
        note_in(ws, change, crisis, "check", f"{'done' if done else 'open again'}: {words}")
        change.summary = f"{crisis.name}: {'done' if done else 'open again'}: {words}"
    return get(ws, crisis.id)


def close(ws: Workspace, identity: str = "", text: str = "", *, false_alarm: bool = False) -> Crisis:
    """End it: publishing may go on, each frozen post waits for keep, move or drop, and the post-mortem is due (T19).

    Raises `Conflict` before it is recorded (a false alarm may end earlier), and while what lies in another tool is not
    confirmed as paused.
    """
    with ws.operation("crisis.close") as change:
        crisis = _open(ws, identity)
        move = CRISIS.move(crisis.stage, "dismiss" if false_alarm else "close")
        crisis_rights.refuse(ws, crisis.level, "close")
        _refuse_unpaused(ws, crisis)
        now = ws.clock()
        hours = 0 if false_alarm else rules(ws).number(PATIENCE)
        due = instant_text(now + timedelta(hours=hours)) if hours else ""
        ended = replace(crisis, stage=move.target, closed_at=instant_text(now), since=instant_text(now), due="",
                        postmortem_due=due)  # fmt: skip
        change.put(stored.TABLE, stored.row(ended))
        because = f": {text.strip()}" if text.strip() else ""
        note_in(ws, change, ended, "closed", f"{move.said}{because}", due=due)
        if not crisis.drill:
            _let_go(ws, change, ended)
            if due:
                change.put(stored_tasks.TABLE, stored_tasks.row(_task(ws, ended)), expected=0)
        change.summary = f"{crisis.name}: {move.said}"
        _tell(ws, change, ended, "crisis.closed", f"{ended.title} is {move.said}{because}")
    return get(ws, crisis.id)


def task_of(crisis: Crisis) -> str:
    """The id of the task to write the post-mortem."""
    return f"t{crisis.id}"


def _task(ws: Workspace, crisis: Crisis) -> Task:
    known = accounts.listing(ws)
    mine = next((one for one in known if one.key == crisis.account), known[0] if known else None)
    due = datetime.fromisoformat(crisis.postmortem_due)
    day = local_day(due, mine.zone if mine else "UTC")
    title = f"Post-mortem: {crisis.title}"[:200]
    return Task(task_of(crisis), title, day, "crisis_manager", 60, account=crisis.account,
                why=f"T19: by {crisis.postmortem_due[:16].replace('T', ' ')} UTC; `tweetplan crisis postmortem "
                f"{crisis.id}` has the template", template=f"crisis:{crisis.id}")  # fmt: skip


def _level(level: str) -> Level:
    if level not in LEVELS:
        raise UsageProblem(f"The levels are {', '.join(LEVELS)}, not {level!r} (T16).")
    return level


def _open(ws: Workspace, identity: str) -> Crisis:
    crisis = get(ws, identity)
    if crisis.stage in OVER:
        more = "Its post-mortem: `tweetplan crisis postmortem`." if crisis.stage == CLOSED else ""
        raise Conflict(f"{crisis.name} is over: it is {CRISIS.stage(crisis.stage).title}.", more)
    return crisis


def _timed(ws: Workspace, crisis: Crisis, now: datetime) -> Crisis:
    """The crisis with the limit of its next step, counted from now (T17)."""
    minutes = crisis_rights.matrix(ws).minutes(crisis.level, next_step(crisis.stage))
    due = instant_text(now + timedelta(minutes=minutes)) if minutes is not None else ""
    return replace(crisis, since=instant_text(now), due=due)


def _late(ws: Workspace, crisis: Crisis) -> str:
    if not crisis.due:
        return ""
    over = (ws.clock() - datetime.fromisoformat(crisis.due)).total_seconds() / 60
    return f" ({int(over) + 1} min late)" if over > 0 else ""


def _stop_publishing(ws: Workspace, change: Change, crisis: Crisis) -> Crisis:
    """At level high: freeze what this crisis has not frozen yet; of an exercise only count what would be found."""
    if crisis.level != "high" or any(one.crisis == crisis.id for one in freezes.in_force(ws.db)):
        return crisis
    places: dict[str, int] = {}
    if crisis.drill:
        for row in freezes.to_hold(ws.db, crisis.account):
            place = HERE if row["state"] == "scheduled" else str(row["tool"]) or "another tool"
            places[place] = places.get(place, 0) + 1
        crisis = replace(crisis, found=places)
        change.put(stored.TABLE, stored.row(crisis))
        note_in(ws, change, crisis, "frozen", f"nothing was stopped; a freeze would find: {_places(places)}")
        return crisis
    made = freezing.freeze_in(ws, change, f"crisis: {crisis.title}", account=crisis.account, crisis=crisis.id)
    for found in freezes.found_by(ws.db, made.id):
        places[found.place] = places.get(found.place, 0) + 1
    note_in(ws, change, crisis, "frozen", f"publishing of {made.whose} stopped: {_places(places)}", due=made.confirm_by)
    return crisis


def _places(places: dict[str, int]) -> str:
    told = [f"held here {places.get(HERE, 0)}"]
    told += [f"handed off {n} in {tool_title(place)}: pause there" for place, n in places.items() if place != HERE]
    return "; ".join(told)


def _refuse_unpaused(ws: Workspace, crisis: Crisis) -> None:
    """The guard `all_paused`: nothing of this crisis may run on unseen in another tool."""
    left = [one for one in stored.frozen_of(ws.db, crisis.id)
            if one.place != HERE and not one.answer and one.state == "handed_off"]  # fmt: skip
    if left:
        tools = ", ".join(sorted({tool_title(one.place) for one in left}))
        raise Conflict(
            f"{len(left)} posts in {tools} are not confirmed as paused.",
            "`tweetplan crisis confirm POST|TOOL`; of what is out already: `tweetplan post published`.",
        )


def _let_go(ws: Workspace, change: Change, crisis: Crisis) -> None:
    if any(one.crisis == crisis.id for one in freezes.in_force(ws.db)):
        freezing.release_in(ws, change, crisis=crisis.id)


def _tell(ws: Workspace, change: Change, crisis: Crisis, kind: str, text: str) -> None:
    """Tell people, unless it is an exercise: those touch nothing outside of their own thread."""
    if not crisis.drill:
        change.tell(kind, f"{ws.actor.login}: {text}", subject=crisis.id)
