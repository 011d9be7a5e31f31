"""What may not be advised, whoever says it: what a freeze stops, a budget forbids, or a slot cannot hold any more."""

from tweetplan.analysis.core_advice import GONE
from tweetplan.domain.goals import handle_key
from tweetplan.domain.recommendations import PUBLISHING, Recommendation
from tweetplan.domain.situation import BudgetView, Situation, SlotView


def fits(told: Recommendation, now: Situation) -> bool:
    """Whether a recommendation goes together with what stands now (T11, T14, T18, W04)."""
    account = now.account(handle_key(told.account)) if told.account else None
    if account is not None:
        if account.frozen and (told.makes_post or told.kind in PUBLISHING):
            return False
        if told.makes_post and any(_full(held, told) for held in account.budgets):
            return False
        if told.kind == "mix" and any(_outside(held, told) for held in account.budgets):
            return False
    if told.kind in PUBLISHING and told.target:
        view = next((held for held in now.slots if held.slot.id == told.target), None)
        if view is None or (told.kind == "slot" and not (view.free and not view.slot.goal)):
            return False
        return told.kind == "slot" or _may_move(view, told, now)
    return True


def part_of(told: Recommendation, axis: str) -> str:
    """What the post that is advised would count as on an axis; empty where it says nothing."""
    return {"intent": told.intent, "topic": told.topic, "format": told.format}.get(axis, "")


def _full(held: BudgetView, told: Recommendation) -> bool:
    """Whether one more post of this part would break a hard budget that can be judged."""
    if held.soft or held.verdict == "too few to judge" or part_of(told, held.axis) != held.part:
        return False
    return held.verdict == "above" or held.planned + 1 > held.high


def _outside(held: BudgetView, told: Recommendation) -> bool:
    """Whether the share proposed lies outside of a hard budget of the same part."""
    if held.soft or (held.axis, held.part) != ("format", told.part) or told.share is None or held.window <= 0:
        return False
    return not held.low - 0.5 <= told.share * held.window <= held.high + 0.5


def _may_move(view: SlotView, told: Recommendation, now: Situation) -> bool:
    return view.state not in GONE and (told.day is None or told.day >= now.day)
