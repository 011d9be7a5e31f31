"""Advice: what is stored, and what people answer to it: accept, dismiss with a reason, snooze until a day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from tweetplan.domain.findings import NotFound, Problem, UsageProblem
from tweetplan.domain.goals import handle_key
from tweetplan.domain.mix import Band, MixRule
from tweetplan.domain.plan import MixOverride
from tweetplan.domain.posts import Task
from tweetplan.domain.recommendations import Advice, Recommendation
from tweetplan.domain.values import frozen
from tweetplan.storage import advice as stored
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import estimates as stored_estimates
from tweetplan.storage import tasks as stored_tasks
from tweetplan.storage.advice import Answered, Fault
from tweetplan.workspace import goals
from tweetplan.workspace.core import Change, Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import one_line

REASONS = ("wrong", "no time", "not now")
"""The reasons that teach something; any other text is kept as it is."""
ELSEWHERE = ("advice.", "tick.", "period.", "event.")
"""Verbs that begin so change nothing that advice rests on."""
Answer = Literal["accepted", "dismissed", "snoozed"]


@frozen
class Accepted:
    """What was made of advice."""

    advice: Advice
    made: str
    """`task ID`, `slot ID`, `mix ACCOUNT` or `goal NAME`; empty where only the answer was noted."""
    said: str


def fingerprint(ws: Workspace) -> str:
    """What advice rests on, as it stands: the day, and the last operation that touches it."""
    day = today(ws)
    return ws.remember(("advised", day), lambda: f"{day}/{stored_estimates.last_operation(ws.db, ELSEWHERE)}")


def is_new(ws: Workspace) -> bool:
    """Whether nothing that advice rests on changed since it was computed last."""
    return stored.newest(ws.db).startswith(f"{fingerprint(ws)}/")


def computed(ws: Workspace) -> bool:
    """Whether it was ever computed."""
    return bool(stored.newest(ws.db))


def listing(ws: Workspace, account: str = "") -> tuple[Advice, ...]:
    """The stored advice, must-dos first, then today's choice, less what was answered since; see `Advice.chosen`."""
    now, key = fingerprint(ws), handle_key(account) if account else ""
    answered = {told.advice: told.at for told in stored.answers(ws.db)}
    return tuple(
        replace(one, made_at=made_at, stale=not made_of.startswith(f"{now}/"))
        for one, made_of, made_at in stored.every(ws.db, key)
        if answered.get(one.id, "") < made_at
    )


def get(ws: Workspace, identity: str) -> Advice:
    """The advice of this id, or whose id alone begins with it; raises `NotFound`, `UsageProblem` for several."""
    found = [one for one in listing(ws) if identity and one.id.startswith(identity)]
    if not found:
        raise NotFound(f"There is no advice {identity!r}.", "`tweetplan advise` shows what there is.")
    if len(found) > 1:
        raise UsageProblem(f"More than one piece of advice begins with {identity!r}.", "Type more of its id.")
    return found[0]


def faults(ws: Workspace) -> tuple[Fault, ...]:
    """The plugins that failed when they were asked last; those disabled are no longer asked."""
    return stored.faults(ws.db)


def enable(ws: Workspace, plugin: str) -> None:
    """Ask a plugin again that failed too often; raises `NotFound` when it did not fail."""
    from tweetplan.workspace.core import permit

    with ws.db.writing():
        permit(ws, "plugins.enable")
        if not stored.forgive(ws.db, plugin):
            names = ", ".join(fault.plugin for fault in stored.faults(ws.db))
            raise NotFound(f"{plugin} is not disabled.", f"These failed: {names}." if names else "No plugin failed.")


def accept(ws: Workspace, identity: str, *, due: date | None = None) -> Accepted:
    """Do what was advised, as one operation: a task or a slot, a soft budget, another time, a raised target.

    The predicted effect is kept with the answer, so that it can be compared with what came.
    """
    one = get(ws, identity)
    told = one.recommendation
    with ws.operation("advice.accept") as change:
        made = _made(ws, change, one, due or told.due or today(ws))
        _answer(ws, change, one, "accepted", made=made)
        change.summary = f"accepted: {told.title}"
    return Accepted(one, made, change.summary)


def dismiss(ws: Workspace, identity: str, reason: str = "") -> Advice:
    """Set advice aside: `wrong` teaches that the rule is of little use, `no time` that it takes longer than said."""
    one = get(ws, identity)
    with ws.operation("advice.dismiss") as change:
        _answer(ws, change, one, "dismissed", reason=one_line(reason, "reason", may_be_empty=True))
        change.summary = f"dismissed: {one.recommendation.title}"
    return one


def snooze(ws: Workspace, identity: str, until: date | None = None) -> Advice:
    """Show it again on a day (default: in a week); raises `UsageProblem` for one that is not to come."""
    one, day = get(ws, identity), today(ws)
    wanted = until or day + timedelta(days=7)
    if wanted <= day:
        raise UsageProblem(f"{wanted} is not to come.", "Name a later day.")
    with ws.operation("advice.snooze") as change:
        _answer(ws, change, one, "snoozed", until=wanted.isoformat())
        change.summary = f"snoozed until {wanted}: {one.recommendation.title}"
    return one


def _answer(
    ws: Workspace, change: Change, one: Advice, answer: Answer, *, reason: str = "", until: str = "", made: str = ""
) -> None:
    told, now = one.recommendation, instant_text(ws.clock())
    effect = told.effect if answer == "accepted" else None
    row = Answered(
        ws.new_id(), one.id, told.account, told.goal, told.rule, answer, reason, until, ws.actor.login, now, made,
        effect, told.title,
    )  # fmt: skip
    change.put(stored.ANSWERS, stored.answer_row(row), expected=0)


def _made(ws: Workspace, change: Change, one: Advice, due: date) -> str:
    """Make what was advised inside the operation; what is no longer possible becomes a task."""
    told = one.recommendation
    if told.kind == "slot" and told.target:
        return _taken_slot(ws, change, told)
    if told.kind == "timing" and told.target and told.day and told.time:
        return _moved_slot(ws, change, told)
    if told.kind == "mix" and told.part and told.share is not None and told.account:
        return _soft_budget(change, told)
    if told.kind == "adjust" and told.goal and told.share is not None:
        return _raised(ws, change, told)
    return _task(ws, change, one, due)


def _task(ws: Workspace, change: Change, one: Advice, due: date) -> str:
    told = one.recommendation
    task = Task(
        "t" + ws.new_id()[-10:].lstrip("-"), told.title, due, told.role, told.minutes, told.goal, told.account,
        told.rule, makes_post=told.makes_post,
    )  # fmt: skip
    change.put(stored_tasks.TABLE, stored_tasks.row(task), expected=0)
    return f"task {task.id}"


def _taken_slot(ws: Workspace, change: Change, told: Recommendation) -> str:
    """The free slot now serves the goal, and stays where it is when the week is laid out again."""
    slot = stored_calendar.slot(ws.db, told.target)
    if slot is None or slot.goal:
        raise Problem("That slot is no longer free.", "`tweetplan advise --refresh` finds another.")
    wanted = replace(slot, goal=told.goal, title=told.title if not slot.title else slot.title, locked=True)
    change.put(stored_calendar.SLOTS, stored_calendar.slot_row(wanted), slot.version)
    return f"slot {slot.id}"


def _moved_slot(ws: Workspace, change: Change, told: Recommendation) -> str:
    from tweetplan.domain.slots import slot_at
    from tweetplan.workspace import accounts

    slot = stored_calendar.slot(ws.db, told.target)
    if slot is None or told.day is None:
        raise Problem("That slot is gone.", "`tweetplan advise --refresh` looks again.")
    there = slot_at(accounts.get(ws, slot.account), told.day, told.time, slot.zone)
    if any(other.at == there.at for other in stored_calendar.slots(ws.db, there.day, there.day, slot.account)):
        raise Problem(f"There is a slot on {there.day} at {there.time} already.", "Move it by hand.")
    wanted = replace(slot, day=there.day, time=there.time, at=there.at, locked=True)
    change.put(stored_calendar.SLOTS, stored_calendar.slot_row(wanted), slot.version)
    return f"slot {slot.id}"


def _soft_budget(change: Change, told: Recommendation) -> str:
    """A soft budget on the format axis: advises, never blocks (T14)."""
    assert told.share is not None  # asked before
    low, high = max(told.share - 0.05, 0.0), min(told.share + 0.05, 1.0)
    rule = MixRule("format", ((told.part, Band(round(low, 2), round(high, 2))),), "month", True, told.rule)
    held = MixOverride(told.account, rule)
    change.put(stored_calendar.MIXES, stored_calendar.mix_row(held))
    return f"mix {told.account} format"


def _raised(ws: Workspace, change: Change, told: Recommendation) -> str:
    from tweetplan.storage import goals as stored_goals

    assert told.share is not None  # asked before
    goal = goals.get(ws, told.goal)
    wanted = replace(goal, target=told.share)
    errors = [found for found in goals.findings(ws, wanted) if found.severity == "error"]
    if errors:
        raise Problem(f"{goal.name} was not raised: {errors[0].message}", errors[0].remedy)
    change.put(stored_goals.TABLE, stored_goals.row(wanted), goal.version)
    return f"goal {goal.name}"
