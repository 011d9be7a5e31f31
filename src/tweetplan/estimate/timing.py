"""When an account's posts do better: a verdict first, then lifts by slot and three windows (G18, C03).

Most heat maps are noise. Slots count here only when a model in which they differ explains the posts clearly better
than one in which they do not, and when what three quarters of the time tell foretells the fourth. Posts of one hour
(a thread, a burst) share their luck and are one observation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tweetplan.domain.estimate import Estimate, TimingVerdict
from tweetplan.estimate.normal import Z80, Floats, Ints, cdf, normal_scores, residuals
from tweetplan.estimate.slots import DAY, HOUR, SLOTS, Shape, SlotEffects, fit_slots, with_shape

LEAST_POSTS = 30
"""With fewer there is no verdict but none."""
FEW_POSTS = 150
"""With fewer no method was seen to beat another: only strong evidence is heard, and called weak."""
WEAK, STRONG = 2.0, 4.0
"""Log Bayes factors from which on the evidence is weak, or evidence; chance alone passes the first 1 time in 20."""
BLOCKS = 4
"""Stretches of time of which each is foretold by the others."""
PERSISTENT = 0.5
"""The effects count when posts left out follow them by at least this slope: then foretelling beats silence."""
WINDOWS = 3
METHOD = "Gaussian process over weekday and hour"
_FLOOR = Shape(0.01, 0.003, 0.003, 0.003, 0.6, 1.0)
"""What is doubted of slots that show no effect."""
_DAY_SETS = ((0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (5, 6), *((day,) for day in range(7)))
_LENGTHS = (2, 3, 4)
_CAUTION = 1.64
"""Standard deviations below the mean at which windows are compared: the least that is sure 19 times in 20."""

_ALIKE = 0.05
"""Windows this close, in standard deviations of a post, count as equal: the one over more days goes first."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of hours on some weekdays, with its lift over the account's average post."""

    weekdays: tuple[int, ...]
    """0 = Monday."""
    begin: int
    """Its first hour."""
    end: int
    """The hour at which it is over (24: midnight)."""
    lift: Estimate


@dataclass(frozen=True)
class Timing:
    """What an account's own posts tell about the time of posting."""

    verdict: TimingVerdict
    posts: int
    effects: SlotEffects
    """In standard deviations of a post; all zero where the verdict is none."""
    spread: float
    """Standard deviation of a post on the log scale: what one unit of effect is worth."""
    evidence: float
    """Log Bayes factor of slots that differ against slots that do not."""
    persistence: float
    """The slope of posts left out on what the others foretell, 0–1."""
    windows: tuple[Window, ...]

    @property
    def slots(self) -> tuple[Estimate, ...]:
        """The lift of each of the 168 slots over the average post: 0.12 is +12 %."""
        every = range(SLOTS)
        return tuple(self._lift(np.array([at])) for at in every)

    def _lift(self, slots: Ints) -> Estimate:
        return lift_of(self.effects, slots, self.spread)


def timing(slots: Ints, hours: Ints, values: Floats, prior: Floats | None = None) -> Timing:
    """Judge posts in order of time, by their slot, their hour since some beginning, and the log of what they earned.

    `prior` holds other accounts' effects (`pooled`), which this account starts from.
    """
    posts = len(values)
    left = residuals(values) if posts else np.zeros(0)
    spread = float(left.std()) if posts else 0.0
    grouped, scores = bursts(slots, hours, normal_scores(left))
    found, persistence = fit_slots(grouped, scores, prior), 0.0
    verdict: TimingVerdict = "none"
    if posts >= LEAST_POSTS and found.evidence >= (WEAK if posts >= FEW_POSTS else STRONG):
        persistence = _persistence(grouped, scores, prior)
        if persistence > PERSISTENT:
            verdict = "evidence" if found.evidence >= STRONG and posts >= FEW_POSTS else "weak"
    counts = np.bincount(slots, minlength=SLOTS).astype(float)
    if verdict == "none":
        doubted = with_shape(grouped, scores, _FLOOR)
        effects = replace(doubted, mean=np.zeros(SLOTS), counts=counts, evidence=found.evidence)
        return Timing(verdict, posts, effects, spread, found.evidence, persistence, ())
    effects = replace(found, mean=found.mean * persistence, counts=counts)
    windows = best_windows(effects, spread)
    return Timing(verdict, posts, effects, spread, found.evidence, persistence, windows)


def bursts(slots: Ints, hours: Ints, scores: Floats) -> tuple[Ints, Floats]:
    """Posts of the same hour as one, in order of time: their slot and their mean score."""
    if not len(slots):
        return slots, scores
    _, first, inverse = np.unique(hours, return_index=True, return_inverse=True)
    return slots[first], np.bincount(inverse, scores) / np.bincount(inverse)


def pooled(others: Sequence[Timing]) -> Floats:
    """The mean effect of other accounts, drawn towards zero while they are few."""
    if not others:
        return np.zeros(SLOTS)
    return np.asarray(sum(each.effects.mean for each in others) / (len(others) + 1.0), dtype=float)


def lift_of(effects: SlotEffects, slots: Ints, spread: float) -> Estimate:
    """The mean lift of some slots over the average post."""
    mean = float(effects.mean[slots].mean())
    deviation = float(np.sqrt(max(float(effects.covariance[np.ix_(slots, slots)].mean()), 0.0)))
    low, middle, high = (float(np.expm1((mean + step * deviation) * spread)) for step in (-Z80, 0.0, Z80))
    better = float(cdf(mean / deviation)) if deviation > 0 else 0.5
    return Estimate(middle, low, high, int(effects.counts[slots].sum()), better, METHOD)


def best_windows(effects: SlotEffects, spread: float, count: int = WINDOWS) -> tuple[Window, ...]:
    """The windows whose effect is surely the greatest: compared by the least that is sure, none overlapping another.

    A window over many days is better known than the same hours of one day, so days that do not differ stay together.
    """
    ranked = sorted(_candidates(effects), key=lambda found: (-round(found[0] / _ALIKE), -len(found[1]), -found[0]))
    taken: set[int] = set()
    chosen: list[Window] = []
    for _, days, begin, length, slots in ranked:
        if len(chosen) == count:
            break
        lift = lift_of(effects, slots, spread)
        if lift.mean <= 0 or not taken.isdisjoint(slots.tolist()):
            continue
        taken.update(slots.tolist())
        chosen.append(Window(days, begin, begin + length, lift))
    return tuple(chosen)


def _candidates(effects: SlotEffects) -> Iterable[tuple[float, tuple[int, ...], int, int, Ints]]:
    for days in _DAY_SETS:
        for length in _LENGTHS:
            for begin in range(24 - length + 1):
                inside = np.isin(DAY, days) & (begin <= HOUR) & (begin + length > HOUR)
                slots = np.flatnonzero(inside)
                if effects.counts[slots].sum():
                    mean = float(effects.mean[slots].mean())
                    variance = float(effects.covariance[np.ix_(slots, slots)].mean())
                    yield mean - _CAUTION * max(variance, 0.0) ** 0.5, days, begin, length, slots


def _persistence(slots: Ints, scores: Floats, prior: Floats | None) -> float:
    """How far posts of one stretch of time follow what the other stretches say: 0 not at all, 1 fully."""
    block = np.arange(len(scores)) * BLOCKS // len(scores)
    follows = size = 0.0
    for number in range(BLOCKS):
        kept, out = block != number, block == number
        told = fit_slots(slots[kept], scores[kept], prior, rounds=1).mean[slots[out]]
        follows += float(told @ scores[out])
        size += float(told @ told)
    return float(np.clip(follows / size, 0.0, 1.0)) if size > 0 else 0.0
