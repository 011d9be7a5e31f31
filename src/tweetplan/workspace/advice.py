"""Advice: what is stored, and what people answer to it: accept, dismiss with a reason, snooze until a day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.goals import handle_key
from tweetplan.domain.recommendations import PUBLISHING, Advice, Recommendation
from tweetplan.domain.values import frozen
from tweetplan.storage import advice as stored
from tweetplan.storage import estimates as stored_estimates
from tweetplan.storage.advice import Answered, Fault
from tweetplan.workspace.core import Change, Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import one_line

REASONS = ("wrong", "no time", "not now")
"""The reasons that teach something; any other text is kept as it is."""
ELSEWHERE = ("advice.", "tick.", "period.", "event.", "review.", "report.", "decision.late")
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
    """The stored advice, must-dos first, then today's choice; see `Advice.chosen`.

    What was answered since is left out, and slots whose day is over.
    """
    now, day, key = fingerprint(ws), today(ws), handle_key(account) if account else ""
    answered = {told.advice: told.at for told in stored.answers(ws.db)}
    return tuple(
        replace(one, made_at=made_at, stale=not made_of.startswith(f"{now}/"))
        for one, made_of, made_at in stored.every(ws.db, key)
        if answered.get(one.id, "") < made_at and not _over(one.recommendation, day)
    )


def _over(told: Recommendation, day: date) -> bool:
    """Whether it is about a slot of a day that is past."""
    return told.kind in PUBLISHING and (told.due or day) < day


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

    The predicted effect is kept with the answer, so that it can be compared with what came. Raises `Conflict` for
    what a freeze stops and for a target that was changed since, `Problem` for a slot that is not free any more.
    """
    from tweetplan.workspace.advice_made import made_of  # not for advice that is only read

    with ws.operation("advice.accept") as change:
        one = get(ws, identity)
        told = one.recommendation
        made = made_of(ws, change, one, due or told.due or today(ws))
        _answer(ws, change, one, "accepted", made=made)
        change.summary = f"accepted: {told.title}"
    return Accepted(one, made, change.summary)


def dismiss(ws: Workspace, identity: str, reason: str = "") -> Advice:
    """Set advice aside: `wrong` teaches that the rule is of little use, `no time` that it takes longer than said."""
    with ws.operation("advice.dismiss") as change:
        one = get(ws, identity)
        _answer(ws, change, one, "dismissed", reason=one_line(reason, "reason", may_be_empty=True))
        change.summary = f"dismissed: {one.recommendation.title}"
    return one


def snooze(ws: Workspace, identity: str, until: date | None = None) -> Advice:
    """Show it again on a day (default: in a week); raises `UsageProblem` for one that is not to come."""
    day = today(ws)
    wanted = until or day + timedelta(days=7)
    if wanted <= day:
        raise UsageProblem(f"{wanted} is not to come.", "Name a later day.")
    with ws.operation("advice.snooze") as change:
        one = get(ws, identity)
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
