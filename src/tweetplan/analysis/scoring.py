"""From recommendations to ranked advice: an effect on a measure as a change of the goal's chance, and the choice."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tweetplan.analysis.chances import GoalChance
from tweetplan.domain.recommendations import Advice, Effect, Recommendation
from tweetplan.domain.situation import WINDOW_DAYS
from tweetplan.estimate.attainment import outlook
from tweetplan.estimate.normal import Floats, seeded
from tweetplan.estimate.ranking import belief, knapsack, ordered, smooth_chance, urgency

QUARTER_HOUR = 15
PRIORITY = {"primary": 1.0, "secondary": 0.4}
LEAST_VALUE = 0.0005
"""What an action without a measured effect counts as: a twentieth of a point of chance."""
LEAST_EFFECT = 0.005
"""An effect that would be printed as 0 is not said."""
SAID = 0.5
"""An effect less likely than this to be above zero is not said."""
MOST = 60


@dataclass(frozen=True)
class Habits:
    """What answers taught: by rule how often advice was of use, how much longer it takes, how true its figures were."""

    adoption: Mapping[str, float] = field(default_factory=dict)
    longer: Mapping[str, float] = field(default_factory=dict)
    slope: Mapping[str, float] = field(default_factory=dict)
    heard: Mapping[str, int] = field(default_factory=dict)
    """How often advice of the rule was answered."""
    hidden: frozenset[str] = frozenset()
    """The ids that were answered and are not to be shown today."""
    before: Mapping[str, int] = field(default_factory=dict)
    """The ranks of the last run by id."""


def identity(plugin: str, told: Recommendation) -> str:
    """The id of an action: the same from day to day."""
    parts = (plugin, told.rule, told.goal, told.account, told.key, told.target)
    return "a" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:10]


def ranked(
    given: Iterable[tuple[str, Recommendation]],
    chances: Mapping[str, GoalChance],
    habits: Habits,
    day: date,
    capacity: int,
    seed: tuple[object, ...],
) -> tuple[Advice, ...]:
    """Everything worth saying, must-dos first, then the day's choice in its order, one to explore, then the rest."""
    scored = _distinct(_scored(plugin, told, chances, habits, day) for plugin, told in given)
    scored = [one for one in scored if one.id not in habits.hidden and _worth_saying(one)]
    musts = sorted((one for one in scored if one.recommendation.must), key=lambda one: (_due(one, day), one.id))
    others = [one for one in scored if not one.recommendation.must]
    chosen = {others[at].id for at in _chosen(others, habits, capacity)}
    order = [others[at] for at in _order(others, habits)]
    first = [replace(one, chosen=True) for one in order if one.id in chosen]
    rest = [one for one in order if one.id not in chosen]
    tried = _explored(rest, habits, seed)
    if tried is not None:
        rest.remove(tried)
        first.append(replace(tried, explore=True, chosen=True))
    found = [*(replace(one, chosen=True) for one in musts), *first, *rest][:MOST]
    return tuple(replace(one, rank=rank) for rank, one in enumerate(found))


def _scored(plugin: str, told: Recommendation, chances: Mapping[str, GoalChance], habits: Habits, day: date) -> Advice:
    row = chances.get(told.goal)
    adoption = habits.adoption.get(told.rule, 0.5)
    minutes = max(round(told.minutes * habits.longer.get(told.rule, 1.0)), 1)
    told = replace(told, minutes=minutes)
    soon = urgency(((told.due or day) - day).days if told.due else told.lead_days, told.lead_days)
    priority = PRIORITY.get(row.goal.tier, 1.0) if row else PRIORITY["secondary"]
    now = done = low = high = None
    sure, gain = 0.5, LEAST_VALUE
    if told.effect is not None:
        sure = belief(told.effect.mean, told.effect.low, told.effect.high)
        lifted = chance_if(row, told.effect, day, habits.slope.get(told.rule, 1.0)) if row else None
        if lifted is not None:
            now, done, low, high = lifted
            gain = max(done - now, LEAST_VALUE) if done >= now else done - now
    value = gain * priority * sure * adoption * soon
    return Advice(identity(plugin, told), told, plugin, 0, value / _units(told), now, done, low, high, sure, adoption)


def chance_if(
    row: GoalChance, effect: Effect, day: date, slope: float = 1.0
) -> tuple[float, float, float, float] | None:
    """The chance as it is told everywhere, and with the effect's mean, low and high, on the same draws.

    What the effect changes is read from smoothed outcomes, so that a small effect is a small change. None where the
    goal has no chance yet, or does not count the measure.
    """
    if row.course is None or row.draws is None or row.kpi is None or row.outcome is None:
        return None
    share = min(1.0, max((row.until - day).days, 0) / WINDOW_DAYS) * slope
    lower = row.kpi.better == "lower"
    now, smooth = row.outcome.p_positive, smooth_chance(row.draws, row.target, lower)
    found = []
    for amount in (effect.mean, effect.low, effect.high):
        draws = _lifted(row, effect.measure, amount * share)
        if draws is None:
            return None
        found.append(min(max(now + smooth_chance(draws, row.target, lower) - smooth, 0.0), 1.0))
    return now, found[0], min(found[1:]), max(found[1:])


def _lifted(row: GoalChance, measure: str, amount: float) -> Floats | None:
    """The outcomes with so much more of a measure; None where the KPI does not count it."""
    course, kpi, draws = row.course, row.kpi, row.draws
    assert course is not None and kpi is not None and draws is not None
    formula = kpi.formula
    if formula.kind == "total":
        sign = 1.0 if measure in formula.plus else -1.0 if measure in formula.minus else 0.0
        return draws + sign * amount if sign else None
    if formula.kind in ("level", "growth"):
        followers = formula.plus == ("followers",)
        sign = 1.0 if measure in formula.plus or (followers and measure in ("new_follows", "net_follows")) else 0.0
        sign = -1.0 if followers and measure == "unfollows" else sign
        if not sign:
            return None
        return draws + sign * amount / (course.base if formula.kind == "growth" else 1.0)
    if measure in formula.plus:
        return outlook(replace(course, stands=course.stands + amount), seeded(*row.seed)).draws
    if measure in formula.over:
        return outlook(replace(course, under_stands=course.under_stands + amount), seeded(*row.seed)).draws
    return None


def _distinct(advice: Iterable[Advice]) -> list[Advice]:
    """Of one id, of what acts on one thing, and of the same work for several goals only the best stays.

    Must-dos go before.
    """
    best: dict[str, Advice] = {}
    for one in advice:
        told = one.recommendation
        key = f"target {told.target}" if told.target else f"{told.account} {told.title}"
        held = best.get(key)
        if held is None or (told.must, one.score) > (held.recommendation.must, held.score):
            best[key] = one
    return sorted(best.values(), key=lambda one: one.id)


def _worth_saying(one: Advice) -> bool:
    told = one.recommendation
    return (
        told.must or told.effect is None or (told.effect.mean >= LEAST_EFFECT and one.belief >= SAID and one.score > 0)
    )


def _due(one: Advice, day: date) -> date:
    return one.recommendation.due or day


def _units(told: Recommendation) -> int:
    return max(1, -(-told.minutes // QUARTER_HOUR))


def _chosen(others: Sequence[Advice], habits: Habits, capacity: int) -> tuple[int, ...]:
    """What fits into the day, at most two of a rule."""
    units = [_units(one.recommendation) for one in others]
    values = [one.score * unit for one, unit in zip(others, units, strict=True)]
    return knapsack(values, units, capacity // QUARTER_HOUR, [one.recommendation.rule for one in others])


def _order(others: Sequence[Advice], habits: Habits) -> tuple[int, ...]:
    figures = [f"{one.recommendation.goal} {one.recommendation.effect.measure}" if one.recommendation.effect else ""
               for one in others]  # fmt: skip
    before = {at: habits.before[one.id] for at, one in enumerate(others) if one.id in habits.before}
    return ordered([one.score for one in others], figures, before)


def _explored(rest: Sequence[Advice], habits: Habits, seed: tuple[object, ...]) -> Advice | None:
    """One of the rules that were answered least, drawn with the day's seed."""
    if not rest:
        return None
    least = min(habits.heard.get(one.recommendation.rule, 0) for one in rest)
    few = sorted((one for one in rest if habits.heard.get(one.recommendation.rule, 0) == least), key=lambda o: o.id)
    return few[int(seeded("explore", *seed).integers(len(few)))]
