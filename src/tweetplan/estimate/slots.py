"""How the 168 hours of a week differ: a Gaussian process over (weekday, hour), learnt from an account's own posts.

A slot is weekday × 24 + hour, Monday first. The effect of a slot is a curve over the hours, one more for working days
and weekends, one for the weekday and one of its own; each has a variance that may be zero, which says that it does
not matter. Hours are a circle. All 168 slots come from one small solve of the cells that have posts.
"""

from dataclasses import dataclass, replace

import numpy as np

from tweetplan.estimate.normal import Floats, Ints

SLOTS = 168
DAY = np.arange(SLOTS) // 24
HOUR = np.arange(SLOTS) % 24
VARIANCES = (0.0, 0.003, 0.01, 0.03, 0.08, 0.16)
"""What each part of the effect may have, relative to posts of variance 1."""
LENGTHS = (0.35, 0.6, 1.0)
"""How smooth the curve over the hours may be."""
PRIOR_MEAN = 0.15
"""Mean of the exponential prior on the sum of the variances: short histories shrink to none."""
ROUNDS = 3
"""How often every part of the shape is tried again."""
_CHANGES = (
    *((part, variance) for part in ("hour", "part", "weekday", "cell") for variance in VARIANCES),
    *(("length", length) for length in LENGTHS),
    *(("noise", factor) for factor in (0.85, 0.93, 1.07, 1.15)),
)
_WEEKEND = DAY >= 5
_SAME_PART = (_WEEKEND[:, None] == _WEEKEND[None, :]).astype(float)
_SAME_DAY = (DAY[:, None] == DAY[None, :]).astype(float)
_APART = HOUR[:, None] - HOUR[None, :]
_CIRCLE = {length: np.exp(-2 * np.sin(np.pi * _APART / 24) ** 2 / length**2) for length in LENGTHS}


@dataclass(frozen=True)
class Cells:
    """What is needed of the posts: for each slot how many, and their sum; and the sum of all squares."""

    counts: Floats
    sums: Floats
    squares: float

    @classmethod
    def of(cls, slots: Ints, scores: Floats) -> "Cells":
        """The cells of posts by slot and score."""
        counts: Floats = np.bincount(slots, minlength=SLOTS).astype(np.float64)
        sums: Floats = np.bincount(slots, scores, minlength=SLOTS).astype(np.float64)
        return cls(counts, sums, float(scores @ scores))


@dataclass(frozen=True)
class Shape:
    """The variances of the four parts, the length of the curve, and the noise of a single post."""

    hour: float = 0.03
    part: float = 0.01
    """Of the curve that differs between working days and weekends."""
    weekday: float = 0.003
    cell: float = 0.003
    length: float = 0.6
    noise: float = 0.95

    @property
    def effect(self) -> float:
        """The variance of a slot's effect."""
        return self.hour + self.part + self.weekday + self.cell


class _Kernels:
    """How alike each two of some slots are, by part of the effect; made once, weighed many times."""

    def __init__(self, slots: Ints) -> None:
        at = np.ix_(slots, slots)
        self._hour = {length: circle[at] for length, circle in _CIRCLE.items()}
        self._part = {length: circle[at] * _SAME_PART[at] for length, circle in _CIRCLE.items()}
        self._day, self._own = _SAME_DAY[at], np.eye(len(slots))

    def covariance(self, shape: Shape) -> Floats:
        """Of the effects of these slots."""
        found = shape.hour * self._hour[shape.length]
        for variance, kernel in ((shape.part, self._part[shape.length]), (shape.weekday, self._day),
                                 (shape.cell, self._own)):  # fmt: skip
            if variance:
                found = found + variance * kernel
        return np.asarray(found, dtype=float)


@dataclass(frozen=True)
class SlotEffects:
    """The effect of each slot in standard deviations of a post, with its covariance."""

    mean: Floats
    covariance: Floats
    counts: Floats
    """Posts in each slot."""
    shape: Shape
    evidence: float
    """Log Bayes factor of this shape against slots that do not differ."""

    @property
    def deviation(self) -> Floats:
        """The standard deviation of each slot's effect."""
        return np.sqrt(np.clip(np.diag(self.covariance), 0.0, None))


def fit_slots(slots: Ints, scores: Floats, prior: Floats | None = None, rounds: int = ROUNDS) -> SlotEffects:
    """Effects of all slots from posts by slot (0–167) and score (about standard normal).

    `prior` holds the effects that other accounts show, in the same unit: the process then learns what is different
    here, and the evidence is that of both together.
    """
    before = np.zeros(SLOTS) if prior is None else prior
    cells = Cells.of(slots, scores - before[slots])
    square = max(float(scores @ scores) / max(len(scores), 1), 1e-6)
    nothing = Shape(0.0, 0.0, 0.0, 0.0, noise=square)
    floor = _cost(Cells.of(slots, scores), nothing, np.zeros((0, 0)), len(scores))
    shape, cost = _best_shape(cells, len(scores), rounds)
    if cost < floor:
        return _posterior(cells, shape, before, floor - cost)
    return _posterior(Cells.of(slots, scores), nothing, np.zeros(SLOTS), 0.0)


def with_shape(slots: Ints, scores: Floats, shape: Shape) -> SlotEffects:
    """Effects under a shape that is settled already."""
    return _posterior(Cells.of(slots, scores), shape, np.zeros(SLOTS), 0.0)


def draw_slots(effects: SlotEffects, allowed: Ints, count: int, rng: np.random.Generator) -> list[int]:
    """Slots to explore: the best ones of one possible truth, drawn by how likely it is (for elastic slots only)."""
    covariance = effects.covariance[np.ix_(allowed, allowed)] + 1e-6 * np.eye(len(allowed))
    truth = effects.mean[allowed] + np.linalg.cholesky(covariance) @ rng.normal(size=len(allowed))
    return [int(allowed[at]) for at in np.argsort(-truth, kind="stable")[:count]]


def _best_shape(cells: Cells, posts: int, rounds: int) -> tuple[Shape, float]:
    """The shape of the greatest marginal likelihood, one part at a time, with its cost."""
    kernels = _Kernels(np.flatnonzero(cells.counts))
    best = Shape(noise=max(cells.squares / max(posts, 1) - 0.05, 0.3))
    cost = _cost(cells, best, kernels.covariance(best), posts)
    for _ in range(rounds):
        before = cost
        for name, value in _CHANGES:
            tried = replace(best, **{name: best.noise * value if name == "noise" else value})
            if tried == best:
                continue
            found = _cost(cells, tried, kernels.covariance(tried), posts)
            if found < cost - 1e-9:
                best, cost = tried, found
        if cost >= before:
            break
    return best, cost


def _cost(cells: Cells, shape: Shape, effects: Floats, posts: int) -> float:
    """Minus the log marginal likelihood of the posts, and the prior on the variances.

    `effects` is the covariance of the effects of the slots with posts; empty where slots do not differ.
    """
    if not len(effects):
        return float(0.5 * posts * np.log(shape.noise) + 0.5 * cells.squares / shape.noise)
    observed = cells.counts > 0
    counts, sums = cells.counts[observed], cells.sums[observed]
    means, size = sums / counts, len(counts)
    joined = np.empty((size + 1, size + 1))
    joined[:-1, :-1] = effects
    joined[np.diag_indices(size)] += shape.noise / counts
    joined[-1, :-1] = joined[:-1, -1] = means
    joined[-1, -1] = 1.0 + float((means**2 * counts).sum()) / shape.noise  # enough for a root to exist
    root = np.linalg.cholesky(joined)  # its last row is the means made white: no second solve
    white = root[-1, :-1]
    inside = cells.squares - float((sums**2 / counts).sum())
    likelihood = (
        -0.5 * float(white @ white)
        - float(np.log(np.diag(root)[:-1]).sum())
        - 0.5 * (posts - size) * np.log(shape.noise)
        - 0.5 * inside / shape.noise
        - 0.5 * float(np.log(counts).sum())
    )
    return float(-likelihood + shape.effect / PRIOR_MEAN)


def _posterior(cells: Cells, shape: Shape, before: Floats, evidence: float) -> SlotEffects:
    observed = np.flatnonzero(cells.counts)
    whole = _Kernels(np.arange(SLOTS)).covariance(shape)
    counts = cells.counts[observed]
    if not len(observed):
        return SlotEffects(before, whole, cells.counts, shape, 0.0)
    across = whole[:, observed]
    seen = whole[np.ix_(observed, observed)] + np.diag(shape.noise / counts)
    gain = np.linalg.solve(seen, across.T).T
    mean = before + gain @ (cells.sums[observed] / counts)
    return SlotEffects(mean, whole - gain @ across.T, cells.counts, shape, evidence)
