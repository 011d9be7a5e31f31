"""What a goal asks: the commitment as agreed, and the plan that is now followed, for every kind of KPI.

A total climbs from 0 and its periods add up. A level, a ratio and a duration move from the baseline to the target;
without a baseline the target holds throughout. A growth counts from the eve of the goal, so without a baseline it
starts from 0.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from tweetplan.domain.curve import FINEST, Anchor, BadCurve, TargetCurve, decimals, grid
from tweetplan.domain.findings import CheckFailed, Finding, Problem, UsageProblem
from tweetplan.domain.goal_type import Shape
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.values import frozen
from tweetplan.domain.weights import EVEN, DayWeights

CAP = 1.3
"""A re-plan asks of a stretch at most this many times what the commitment asked of it."""
WHOLE_CURRENCIES = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"})
"""Currencies without a smaller unit in use; the others have hundredths."""
EVEN_SHAPE = Shape()


@frozen
class Replan:
    """A plan bent to what really happened, as plain values: from the actual to the target that it can reach.

    `missed` holds the commitment's anchors (its target among them) that no allowed pace reaches, `gap` how far off
    the target stays: both are empty when all of it can still be had.
    """

    as_of: date
    actual: float
    target: float
    anchors: tuple[Anchor, ...] = ()
    missed: tuple[Anchor, ...] = ()
    gap: float = 0


def commitment(goal: Goal, kpi: Kpi, weights: DayWeights = EVEN, shape: Shape = EVEN_SHAPE) -> TargetCurve:
    """The curve as agreed; raises `CheckFailed` with the findings of `inconsistencies` when there is none."""
    wrong = inconsistencies(goal, kpi)
    if wrong:
        raise CheckFailed(f"{goal.name} has no target curve: {wrong[0].message}.", wrong[0].remedy, wrong)
    return TargetCurve(**_parts(goal, kpi), weights=day_weights(goal, weights, shape))


def plan(
    goal: Goal, kpi: Kpi, replanned: Replan | None = None, weights: DayWeights = EVEN, shape: Shape = EVEN_SHAPE
) -> TargetCurve:
    """The curve now followed: the re-plan where there is one for these dates, else the commitment."""
    agreed = commitment(goal, kpi, weights, shape)
    if replanned is None or not goal.start <= replanned.as_of < goal.end:
        return agreed
    anchors = tuple(anchor for anchor in replanned.anchors if goal.start <= anchor.day < goal.end)
    origin = agreed.origin if _starts_somewhere(goal, kpi) or not anchors else anchors[0].value
    return replace(agreed, target=replanned.target, anchors=anchors, origin=origin, may_fall=True)


def replan(
    goal: Goal,
    kpi: Kpi,
    as_of: date,
    actual: float,
    weights: DayWeights = EVEN,
    shape: Shape = EVEN_SHAPE,
    *,
    cap: float = CAP,
    history: Iterable[Anchor] = (),
) -> Replan:
    """A second curve that starts from `actual` at the end of `as_of`; the commitment stays as it was.

    Every later anchor is kept if it can be reached by asking at most `cap` times what the commitment asked of that
    stretch; otherwise it gives way and is named in `missed`. A lead is kept: nothing is asked twice (G26). `history`
    may tell values at the ends of closed periods, so that the plan's past is what happened. Raises `Problem` when
    nothing is left to plan.
    """
    agreed = commitment(goal, kpi, weights, shape)
    if not goal.start <= as_of < goal.end:
        raise Problem(f"{goal.name} runs from {goal.start} to {goal.end}: on {as_of} there is nothing to re-plan.",
                      "Re-plan on a day inside the goal's dates, before the last.")  # fmt: skip
    if not 1 <= cap < float("inf"):
        raise UsageProblem(f"A re-plan can ask 1 to any finite number of times what was asked, not {cap}.")
    step = _Step(Fraction(str(cap)), kpi.better == "lower", agreed.adds_up, _starts_somewhere(goal, kpi))
    asked_until = grid(agreed.value_at(as_of), agreed.scale)
    here = reached = step.begins(grid(actual, agreed.scale), grid(agreed.target, agreed.scale))
    later, missed = [], []
    for anchor in (anchor for anchor in agreed.fixed if anchor.day > as_of):
        wanted = grid(anchor.value, agreed.scale)
        reached = step.reaches(reached, wanted, wanted - asked_until)
        later.append(Anchor(anchor.day, agreed.ungridded(reached)))
        if step.short(reached, wanted):
            missed.append(anchor)
        asked_until = wanted
    past = sorted(anchor for anchor in history if goal.start <= anchor.day < as_of)
    gap = agreed.ungridded(step.short(reached, grid(agreed.target, agreed.scale)))
    kept = (*past, Anchor(as_of, agreed.ungridded(here)), *later[:-1])
    return Replan(as_of, actual, later[-1].value, kept, tuple(missed), gap)


def anchored(goal: Goal, kpi: Kpi, day: date, value: float) -> Goal:
    """The goal with its commitment made to pass through `value` at the end of `day`.

    An anchor already on that day gives way. Raises `CheckFailed`, saying what is wrong, when the anchors do not fit
    together or `day` is the last, whose value is the target.
    """
    others = tuple(anchor for anchor in goal.anchors if anchor.day != day)
    changed = replace(goal, anchors=tuple(sorted((*others, Anchor(day, value)))))
    wrong = inconsistencies(changed, kpi)
    if wrong:
        raise CheckFailed(f"{goal.name} cannot pass through that: {wrong[0].message}.", wrong[0].remedy, wrong)
    return changed


def inconsistencies(goal: Goal, kpi: Kpi) -> tuple[Finding, ...]:
    """Why a goal's dates, figures or anchors make no curve, as errors; nothing when they do."""
    try:
        TargetCurve(**_parts(goal, kpi))
    except BadCurve as error:
        return error.findings
    return ()


def day_weights(goal: Goal, weights: DayWeights = EVEN, shape: Shape = EVEN_SHAPE) -> dict[date, float]:
    """The weights of the goal's days: what each carries, times the shape (late: most at the end; early: at first)."""
    own = weights.over(goal.start, goal.end)
    if shape.kind == "even":
        return own
    if shape.kind not in ("late", "early"):
        raise ValueError(f"a curve is even, late or early, not {shape.kind!r}")
    days = [date.fromordinal(n) for n in range(goal.start.toordinal(), goal.end.toordinal() + 1)]
    climb = [(2 * place + 1) / len(days) for place in range(len(days))]
    steps = climb if shape.kind == "late" else climb[::-1]
    return {day: own.get(day, 1.0) * step for day, step in zip(days, steps, strict=True)}


@frozen
class _Step:
    """How far a plan gets over one stretch, in grid steps, and what counts as short of it."""

    cap: Fraction
    lower: bool
    adds_up: bool
    bounded: bool
    """Whether the commitment moves from somewhere, so that `cap` has something to multiply."""

    def begins(self, actual: int, target: int) -> int:
        """Where the plan starts: a sum at the actual; a value at most at the target, so that luck raises nothing."""
        if self.adds_up:
            return actual
        return max(actual, target) if self.lower else min(actual, target)

    def reaches(self, here: int, wanted: int, asked: int) -> int:
        """The value at the end of a stretch that is wanted to end at `wanted` and was asked to change by `asked`."""
        if self.adds_up and self.lower:  # an allowance: asking more means allowing less
            return max(wanted, here + ceil(asked / self.cap))
        sign = -1 if self.lower else 1
        need, allowed = (wanted - here) * sign, floor(max(asked * sign, 0) * self.cap)
        if need <= 0:
            return wanted if asked * sign < 0 else here
        return here + sign * min(need, allowed) if self.bounded else wanted

    def short(self, reached: int, wanted: int) -> int:
        """By how much `reached` misses `wanted`; 0 when it does not."""
        return max(0, reached - wanted if self.lower else wanted - reached)


def _starts_somewhere(goal: Goal, kpi: Kpi) -> bool:
    """Whether the curve has a beginning to move from; a level, ratio or duration without a baseline has none (D04)."""
    return goal.proven or kpi.formula.kind in ("total", "growth")


def _parts(goal: Goal, kpi: Kpi) -> dict[str, Any]:
    """All of the commitment but its weights. An anchor on the last day that says the target is the target itself."""
    anchors = tuple(a for a in sorted(goal.anchors) if (a.day, a.value) != (goal.end, goal.target))
    adds_up = kpi.formula.adds_up
    if adds_up:
        origin = 0.0
    elif _starts_somewhere(goal, kpi):
        origin = goal.baseline or 0.0
    else:
        origin = anchors[0].value if anchors else goal.target
    return {
        "start": goal.start, "end": goal.end, "target": goal.target, "anchors": anchors, "origin": origin,
        "scale": _scale(kpi, goal.target, origin, *(anchor.value for anchor in anchors)), "adds_up": adds_up,
        "may_fall": not adds_up or bool(kpi.formula.minus),
    }  # fmt: skip


def _scale(kpi: Kpi, *values: float) -> int:
    """How many decimals the curve keeps: a currency's, six for a share, else as many as its figures have."""
    if kpi.formula.kind in ("ratio", "growth"):
        return FINEST
    least = 2 if kpi.currency and kpi.currency not in WHOLE_CURRENCIES else 0
    return max(least, decimals(*values))
