"""The chance of reaching a target: from simulated weeks to the outcome of a whole, with its 80 % interval.

One outcome is what stands already and what a simulated future adds; the chance is the share of outcomes that reach
the target. Several goals share the weeks that are drawn, so that what moves together in the past is hit together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tweetplan.domain.estimate import Estimate
from tweetplan.domain.kpis import Better, Kind
from tweetplan.estimate.normal import Floats
from tweetplan.estimate.weekly import LEAST_WEEKS, drawn_weeks, in_order_of, signed_paths, total_paths, week_orders

DRAWS = 4000
METHODS: dict[str, str] = {
    "total": "over-dispersed counts with drift, and a capped local level",
    "level": "local level of the changes, residuals drawn",
    "growth": "local level of the changes, residuals drawn",
    "ratio": "whole weeks drawn, both parts together",
    "duration": "whole weeks drawn, both parts together",
}
"""How the weeks to come of each kind of KPI are simulated."""


@dataclass(frozen=True)
class Course:
    """All that a chance is computed from: the weeks known, what stands, and the weeks to come."""

    kind: Kind
    target: float
    weeks: Floats
    """The known weeks, the oldest first: of a total its sums, of a level its changes, of a ratio its numerators."""
    ahead: Floats
    """For each week to come the share of it that counts (0–1): the last one may be cut, early ones may not count."""
    stands: float = 0.0
    """A total so far, a level now, the numerator so far."""
    under: Floats | None = None
    """Of a ratio or a duration the denominators of the known weeks."""
    under_stands: float = 0.0
    base: float = 0.0
    """The level that a growth is relative to."""
    better: Better = "higher"

    @property
    def known(self) -> bool:
        """Whether there are weeks enough to say anything."""
        return len(self.weeks) >= LEAST_WEEKS and (self.under is None or float(self.under.sum()) > 0)


@dataclass(frozen=True)
class Outlook:
    """The simulated outcomes of one goal, and what stands at the end of each week to come."""

    outcome: Estimate
    """Its `p_positive` is the chance of reaching the target."""
    draws: Floats
    """Every simulated outcome."""
    fan: Floats
    """For each week to come: low, mean and high of what then stands; weeks × 3."""


def outlook(course: Course, rng: np.random.Generator, draws: int = DRAWS, window: str = "") -> Outlook:
    """Simulate the rest of a course; raises `ValueError` when the history is too short (`Course.known`)."""
    standing = _standing(course, rng, draws)
    final = standing[:, -1]
    low, high = np.quantile(final, (0.1, 0.9))
    chance = float((hits(final, course).sum() + 0.5) / (len(final) + 1))
    lows, highs = np.quantile(standing, (0.1, 0.9), axis=0)
    fan = np.column_stack([lows, standing.mean(axis=0), highs])
    method, known = METHODS[course.kind], len(course.weeks)
    outcome = Estimate(float(final.mean()), float(low), float(high), known, chance, method, window)
    return Outlook(outcome, final, fan)


def hits(outcomes: Floats, course: Course) -> np.ndarray:
    """Which outcomes reach the target; a figure that should be low reaches it from above."""
    slack = 1e-9 * max(abs(course.target), 1.0)
    if course.better == "lower":
        return outcomes <= course.target + slack
    return outcomes >= course.target - slack


def _standing(course: Course, rng: np.random.Generator, draws: int) -> Floats:
    """Draws × weeks to come: the KPI as it would then stand."""
    weeks = len(course.ahead)
    if not course.known or not weeks:
        raise ValueError("a course needs two known weeks and one to come")
    if course.kind in ("ratio", "duration"):
        assert course.under is not None
        top, under = drawn_weeks(course.weeks, course.under, weeks, rng, draws)
        tops = course.stands + np.cumsum(top * course.ahead, axis=1)
        unders = course.under_stands + np.cumsum(under * course.ahead, axis=1)
        pooled = course.weeks.sum() / course.under.sum()
        return np.asarray(np.divide(tops, unders, out=np.full_like(tops, pooled), where=unders > 0), dtype=float)
    simulate = total_paths if course.kind == "total" else signed_paths
    found = course.stands + np.cumsum(simulate(course.weeks, weeks, rng, draws) * course.ahead, axis=1)
    if course.kind == "total":
        return np.asarray(found, dtype=float)
    levels = np.maximum(found, 0.0)
    return np.asarray(levels / course.base - 1.0 if course.kind == "growth" else levels, dtype=float)


def joint_chance(courses: Sequence[Course], outlooks: Sequence[Outlook], rng: np.random.Generator) -> float | None:
    """The probability that all of them are hit: the same weeks drawn for each settle which of their outcomes meet.

    Each keeps its own simulated spread; what ties them is how the past weeks rose and fell together. None for none.
    """
    if not courses:
        return None
    draws = min(len(one.draws) for one in outlooks)
    known = min(len(course.weeks) for course in courses)
    longest = max(len(course.ahead) for course in courses)
    shared = week_orders(known, longest, rng, draws)
    met = np.ones(draws, dtype=bool)
    for course, one in zip(courses, outlooks, strict=True):
        outcomes = in_order_of(one.draws[:draws], _pattern(course, shared) + rng.normal(0, 1e-9, draws))
        met &= hits(outcomes, course)
    return float((met.sum() + 0.5) / (draws + 1))


def _pattern(course: Course, shared: np.ndarray) -> Floats:
    """What these shared weeks, counted back from the last, would add up to for this course."""
    weeks = course.ahead
    picked = shared[:, : len(weeks)]
    top = (course.weeks[::-1][picked] * weeks).sum(axis=1)
    if course.under is None:
        return np.asarray(top, dtype=float)
    under = (course.under[::-1][picked] * weeks).sum(axis=1)
    return np.asarray(np.divide(top, under, out=np.zeros_like(top), where=under > 0), dtype=float)
