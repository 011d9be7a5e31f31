"""Decisions in writing, insights and changes of the platform: opened, spoken to, decided, made into work (T14, T22)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.mix import Band, MixRule
from tweetplan.domain.plan import MixOverride
from tweetplan.domain.posts import Task
from tweetplan.domain.reviews import DECISION, DECISION_KINDS, Decision, DecisionKind, Voice
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import reviews as stored
from tweetplan.storage import tasks as stored_tasks
from tweetplan.storage import team as stored_team
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import one_line

LONGEST = 500
SLACK = 0.05
"""A soft budget made of an insight allows so much to either side of the share it names."""


def listing(ws: Workspace, *, state: str = "", kind: str = "", review: str = "") -> tuple[Decision, ...]:
    """Decisions, insights and changes: the open ones by deadline, then the newest."""
    return stored.decisions(ws.db, state=state, kind=kind, review=review)


def get(ws: Workspace, identity: str) -> Decision:
    """The decision of this id or wording, or whose id alone begins so; `NotFound`, `UsageProblem` for several."""
    found = stored.decisions_starting(ws.db, identity) if identity else ()
    found = found or tuple(one for one in stored.decisions(ws.db) if one.text == identity)
    exact = next((one for one in found if one.id == identity), None)
    if exact is None and len(found) > 1:
        raise UsageProblem(f"More than one decision begins with {identity!r}.", "Type more of its id.")
    if not found:
        raise NotFound(f"There is no decision {identity!r}.", "`tweetplan review decisions` shows them with their ids.")
    return exact or found[0]


def open_decision(
    ws: Workspace,
    text: str,
    *,
    kind: str = "decision",
    reason: str = "",
    options: Iterable[str] = (),
    deadline: date | None = None,
    owner: str = "",
    review: str = "",
    outcome: str = "",
) -> Decision:
    """Put a question to the team in writing, or note what was decided, learnt, or changed on the platform.

    With an `outcome` (or without a deadline and options) it is decided at once; an insight or a change is never open.
    """
    wanted: DecisionKind | None = next((known for known in DECISION_KINDS if known == kind), None)
    if wanted is None:
        raise UsageProblem(f"{kind!r} is none of {', '.join(DECISION_KINDS)}.")
    choices = tuple(dict.fromkeys(one_line(option, "option", 200) for option in options if option.strip()))
    told = one_line(outcome, "outcome", LONGEST, may_be_empty=True)
    if len(choices) == 1:
        raise UsageProblem("A decision has two options or more.", "Leave them out for a yes or no.")
    if told and choices and told not in choices:
        raise UsageProblem(f"{told!r} is none of the options.", f"They are {', '.join(choices)}.")
    if deadline is not None and deadline < today(ws) and not told:
        raise UsageProblem(f"{deadline} is past.", "Name a day to come.")
    taken = wanted != "decision" or bool(told) or not (choices or deadline)
    now = instant_text(ws.clock())
    made = Decision(
        "n" + ws.new_id().replace("-", "")[-10:], wanted, one_line(text, "text", LONGEST),
        one_line(reason, "reason", LONGEST, may_be_empty=True), choices, deadline.isoformat() if deadline else "",
        _member(ws, owner), review, ws.actor.login, now, "decided" if taken else "open", outcome=told,
        decided_by=ws.actor.login if taken else "", decided_at=now if taken else "",
    )  # fmt: skip
    with ws.operation("decision.add") as change:
        change.put(stored.DECISIONS, stored.decision_row(made), 0)
        change.summary = f"{'put to the team' if made.state == 'open' else f'noted a {wanted}'}: {made.text}"
        if made.state == "open":
            by = f", by {made.deadline}" if made.deadline else ""
            change.tell("decision", f"to decide{by}: {made.text}", subject=made.id)
    return get(ws, made.id)


def say(ws: Workspace, identity: str, option: str, reason: str = "") -> Decision:
    """Say in writing what one thinks of an open decision; said again, it takes the place of what was said."""
    one = get(ws, identity)
    if one.state != "open":
        raise Conflict(f"“{one.text}” is {DECISION.stage(one.state).title} already.")
    choice = _choice(one, option)
    words = one_line(reason, "reason", LONGEST, may_be_empty=True)
    voice = Voice(ws.actor.login, instant_text(ws.clock()), choice, words)
    others = tuple(held for held in one.voices if held.login != ws.actor.login)
    return _put(
        ws, "decision.say", replace(one, voices=(*others, voice)), f"said {choice} to “{one.text}”", one.version
    )


def decide(ws: Workspace, identity: str, outcome: str = "yes", reason: str = "") -> Decision:
    """Take an open decision: one of its options, or yes or no; its owner or anybody of the team may."""
    one = get(ws, identity)
    move = DECISION.move(one.state, "decide")
    wanted = replace(
        one, state=move.target, outcome=_choice(one, outcome), reason=one_line(reason, "reason", LONGEST,
        may_be_empty=True) or one.reason, decided_by=ws.actor.login, decided_at=instant_text(ws.clock()),
    )  # fmt: skip
    return _put(ws, "decision.decide", wanted, f"decided: {one.text}: {wanted.outcome}", one.version, tell=True)


def drop(ws: Workspace, identity: str, reason: str) -> Decision:
    """Give up an open decision, with the reason."""
    one = get(ws, identity)
    move = DECISION.move(one.state, "drop")
    wanted = replace(one, state=move.target, outcome=one_line(reason, "reason", LONGEST))
    return _put(ws, "decision.drop", wanted, f"dropped: {one.text}", one.version)


def act(
    ws: Workspace,
    identity: str,
    title: str = "",
    *,
    due: date | None = None,
    owner: str = "",
    role: str = "",
    minutes: int = 30,
) -> tuple[Decision, Task]:
    """Make a task of a decision, an insight or a change (T14): one operation that undo takes back whole."""
    one = get(ws, identity)
    if one.task and stored_tasks.known(ws.db, one.task):
        raise Conflict(f"“{one.text}” is task {one.task} already.", "`tweetplan task list` shows it.")
    if not 0 <= minutes <= 7 * 24 * 60:
        raise UsageProblem(f"A task takes no {minutes} minutes.")
    task = Task(
        "t" + ws.new_id().replace("-", "")[-10:], one_line(title or one.text, "title"), due or today(ws), role,
        minutes, why="T14" if one.kind == "insight" else "T13", owner=_member(ws, owner or one.owner),
    )  # fmt: skip
    with ws.operation("decision.act") as change:
        change.put(stored_tasks.TABLE, stored_tasks.row(task), 0)
        change.put(stored.DECISIONS, stored.decision_row(replace(one, task=task.id)), one.version)
        change.summary = f"made a task of “{one.text}”: {task.title}"
        if task.owner and task.owner != ws.actor.login:
            said = f"a task for you, due {task.due}: {task.title}"
            change.tell("task.due", said, subject=task.id, audience=(task.owner,))
    return get(ws, one.id), task


def act_on_mix(ws: Workspace, identity: str, account: str, part: str, share: float, axis: str = "format") -> Decision:
    """Make a soft budget of an insight: “video engages better” → video at 40 % of posts; it advises, never blocks."""
    one = get(ws, identity)
    key = accounts.get(ws, account).key
    if not 0 < share < 1:
        raise UsageProblem(f"A share lies between 0 and 100 %, not {share:g}.", "Write it like 40%.")
    named = one_line(part, "part", 40)
    band = Band(round(max(share - SLACK, 0.0), 2), round(min(share + SLACK, 1.0), 2))
    rule = MixRule(one_line(axis, "axis", 20), ((named, band),), "month", True, "T14")
    if rule.axis in ("intent", "plan", "topic", "reserve"):
        raise UsageProblem(f"{rule.axis} is one of the four budgets.", "Set it under [[mix]] in the plan.")
    wanted = replace(one, mix=f"{key} {rule.axis} {named} {share:.2f}")
    with ws.operation("decision.act") as change:
        change.put(stored_calendar.MIXES, stored_calendar.mix_row(MixOverride(key, rule)))
        change.put(stored.DECISIONS, stored.decision_row(wanted), one.version)
        change.summary = f"{named} at {share * 100:.0f} % of the posts of {key}: {one.text}"
    return get(ws, one.id)


def _choice(one: Decision, option: str) -> str:
    """One of its options (or how it begins, if that is clear); yes or no where it has none."""
    named = one_line(option, "option", 200)
    known = one.options or ("yes", "no")
    exact = [each for each in known if each.casefold() == named.casefold()]
    found = exact or [each for each in known if each.casefold().startswith(named.casefold())]
    if len(found) != 1:
        raise UsageProblem(f"{named!r} is none of the options.", f"They are {', '.join(known)}.")
    return found[0]


def _member(ws: Workspace, login: str) -> str:
    named = one_line(login, "owner", 64, may_be_empty=True)
    team = {member.login for member in stored_team.every(ws.db)}
    if named and team and named not in team:
        raise UsageProblem(f"{named} is not of the team.", f"The team is {', '.join(sorted(team))}.")
    return named


def _put(ws: Workspace, verb: str, wanted: Decision, summary: str, expected: int, *, tell: bool = False) -> Decision:
    with ws.operation(verb) as change:
        change.put(stored.DECISIONS, stored.decision_row(wanted), expected)
        change.summary = summary
        if tell:
            change.tell("decision", summary, subject=wanted.id)
    return get(ws, wanted.id)
