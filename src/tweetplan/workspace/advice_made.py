"""What accepted advice becomes, inside its operation: a task, a taken or moved slot, a soft budget, a raised target."""

from dataclasses import replace
from datetime import date, timedelta

from tweetplan.domain.findings import Conflict, Problem
from tweetplan.domain.mix import Band, MixRule
from tweetplan.domain.plan import MixOverride
from tweetplan.domain.post_life import HANDED_OFF, POST, PUBLISHED
from tweetplan.domain.posts import Post, Slot, Task
from tweetplan.domain.recommendations import PUBLISHING, Advice, Recommendation
from tweetplan.domain.slots import slot_at
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import goals as stored_goals
from tweetplan.storage import posts as stored_posts
from tweetplan.storage import tasks as stored_tasks
from tweetplan.workspace import accounts, estimates, freezing, goals
from tweetplan.workspace.core import Change, Workspace


def made_of(ws: Workspace, change: Change, one: Advice, due: date) -> str:
    """Make what was advised inside the operation; what says too little to be done by itself becomes a task."""
    told = one.recommendation
    if told.kind in PUBLISHING and told.account:
        freezing.refuse_frozen(ws, told.account)
    if told.kind == "slot" and told.target:
        return _taken_slot(ws, change, told)
    if told.kind == "timing" and told.target and told.day and told.time:
        return _moved_slot(ws, change, told)
    if told.kind == "mix" and told.part and told.share is not None and told.account:
        return _soft_budget(ws, change, told)
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
    if slot is None or slot.goal or slot.at <= ws.now or _on(ws, slot):
        raise Problem("That slot is no longer free.", "`tweetplan advise --refresh` finds another.")
    wanted = replace(slot, goal=told.goal, title=told.title if not slot.title else slot.title, locked=True)
    change.put(stored_calendar.SLOTS, stored_calendar.slot_row(wanted), slot.version)
    return f"slot {slot.id}"


def _moved_slot(ws: Workspace, change: Change, told: Recommendation) -> str:
    """The slot now stands at the time advised, which is told by the readers' clock."""
    slot = stored_calendar.slot(ws.db, told.target)
    if slot is None or told.day is None:
        raise Problem("That slot is gone.", "`tweetplan advise --refresh` looks again.")
    account = accounts.get(ws, slot.account)
    there = slot_at(account, told.day, told.time, account.readers_zone)
    if there.at <= ws.now:
        raise Problem(f"{there.day} {there.time} is over.", "`tweetplan advise --refresh` looks again.")
    for post in _on(ws, slot):
        if post.state in (HANDED_OFF, PUBLISHED):
            raise Problem(f"Its post is {POST.stage(post.state).title}.", "Take it back first, then move it by hand.")
    near = timedelta(days=1)
    if any(
        other.at == there.at for other in stored_calendar.slots(ws.db, there.day - near, there.day + near, slot.account)
    ):
        raise Problem(f"There is a slot on {there.day} at {there.time} already.", "Move it by hand.")
    wanted = replace(slot, day=there.day, time=there.time, zone=there.zone, at=there.at, locked=True)
    change.put(stored_calendar.SLOTS, stored_calendar.slot_row(wanted), slot.version)
    return f"slot {slot.id}"


def _on(ws: Workspace, slot: Slot) -> tuple[Post, ...]:
    """The posts that take a slot."""
    return tuple(post for post in stored_posts.between(ws.db, slot.day, slot.day, slot.account) if post.slot == slot.id)


def _soft_budget(ws: Workspace, change: Change, told: Recommendation) -> str:
    """A soft budget on the format axis: advises, never blocks (T14). Other parts of an own rule stay as they are."""
    assert told.share is not None  # asked before
    band = Band(round(max(told.share - 0.05, 0.0), 2), round(min(told.share + 0.05, 1.0), 2))
    own = next((held.rule for held in stored_calendar.mixes(ws.db, told.account)
                if (held.rule.axis, held.rule.window) == ("format", "month")), None)  # fmt: skip
    parts = {**dict(own.parts if own else ()), told.part: band}
    if sum(held.low for held in parts.values()) > 1.0:
        raise Problem(f"{told.part} at {told.share:.0%} does not fit beside the other formats.",
                      "`tweetplan plan export` shows the account's own rules.")  # fmt: skip
    rule = MixRule("format", tuple(parts.items()), "month", own.soft if own else True, told.rule)
    change.put(stored_calendar.MIXES, stored_calendar.mix_row(MixOverride(told.account, rule)))
    return f"mix {told.account} format"


def _raised(ws: Workspace, change: Change, told: Recommendation) -> str:
    """The goal with the target proposed, unless somebody changed its target since."""
    assert told.share is not None  # asked before
    goal, found = goals.get(ws, told.goal), estimates.adjustment(ws, told.goal)
    if found is not None and found.target != goal.target:
        raise Conflict(
            f"The target of {goal.name} was changed in the meantime.", "`tweetplan advise --refresh` looks again."
        )
    wanted = replace(goal, target=told.share)
    errors = [finding for finding in goals.findings(ws, wanted) if finding.severity == "error"]
    if errors:
        raise Problem(f"{goal.name} was not raised: {errors[0].message}", errors[0].remedy)
    change.put(stored_goals.TABLE, stored_goals.row(wanted), goal.version)
    return f"goal {goal.name}"
