"""What a format, topic or call to action does to a post: shrunk by how much such effects differ at all (G19, T14).

The ratio of two raw means is ruled by a single viral post. Here the log of what a post earned, less the level of its
time, is averaged by group and drawn towards no effect; groups with few posts are drawn the most.
"""

import math
from dataclasses import dataclass

import numpy as np

from tweetplan.domain.estimate import Estimate
from tweetplan.estimate.distributions import student_quantile, student_tail
from tweetplan.estimate.normal import Floats, Ints, residuals

METHOD = "shrunk mean of log residuals"
UNSURE = 20.0
"""Posts at which half of an effect is believed, beyond what its spread says: what few posts show does not last."""
_LEAST = 1e-6


@dataclass(frozen=True)
class Lifts:
    """The effect of each group on the log of what a post earns."""

    effects: Floats
    """Against the average post, drawn towards 0; 0 for a group without posts."""
    deviations: Floats
    counts: Ints
    between: float
    """The variance of the true effects."""
    within: float
    """The variance of a single post."""

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Each group's lift over the average post: 0.12 is +12 %, its doubt wide enough for few groups."""
        freedom = max(int((self.counts > 0).sum()) - 1, 1)
        reach = student_quantile(0.9, freedom)
        found = []
        for effect, deviation, count in zip(self.effects, self.deviations, self.counts, strict=True):
            low, mean, high = (float(np.expm1(effect + step * deviation)) for step in (-reach, 0.0, reach))
            far = student_tail(float(effect / max(float(deviation), 1e-9)), freedom) / 2.0
            better = 1.0 - far if effect > 0 else far
            found.append(Estimate(mean, low, high, int(count), better, METHOD))
        return tuple(found)


def lifts(groups: Ints, values: Floats, count: int) -> Lifts:
    """Effects of `count` groups from posts in order of time: the group (0 …) and the log of what each earned."""
    left = tamed(residuals(values))
    return lifts_of_residuals(groups, left - left.mean() if len(left) else left, count)


def tamed(left: Floats) -> Floats:
    """Residuals cut at three usual deviations, so that no single post rules its group."""
    if not len(left):
        return left
    usual = 1.4826 * float(np.median(np.abs(left - np.median(left))))
    return np.clip(left, -3 * usual, 3 * usual) if usual > 0 else left


def lifts_of_residuals(groups: Ints, left: Floats, count: int) -> Lifts:
    """The same from residuals whose mean is 0."""
    counts = np.bincount(groups, minlength=count)
    sums = np.bincount(groups, left, minlength=count)
    means = sums / np.maximum(counts, 1)
    within = max(float(left.var()), _LEAST) if len(left) else 1.0
    held = counts > 0
    between = sure = _LEAST
    if held.sum() > 1:
        others = int(held.sum()) - 1
        beyond = float((counts * means**2).sum()) - others * within
        size = len(left) - float((counts.astype(float) ** 2).sum()) / len(left)
        between = max(beyond / size, _LEAST)
        sure = max((beyond - math.sqrt(2 * others) * within) / size, _LEAST)  # what exceeds the usual swing of chance
    share = counts / (counts + UNSURE) * counts * sure / (counts * sure + within)
    deviations = np.sqrt(1.0 / (1.0 / between + counts / within))
    return Lifts(means * share, deviations, counts, between, within)


def shifted_shares(base: Floats, found: Lifts, most: float = 0.10, eagerness: float = 1.0) -> Floats:
    """Shares of the mix moved towards what is surely better, none by over `most`: a proposal of one fortnight.

    Each group is weighed by what its effect exceeds three times in five. Shares make 1 before and after.
    """
    sure = found.effects - 0.2533471 * found.deviations
    for _ in range(60):
        moved = base * np.exp(eagerness * sure)
        moved = moved / moved.sum()
        if np.abs(moved - base).max() <= most:
            return np.asarray(moved, dtype=float)
        eagerness *= 0.9
    return np.asarray(base, dtype=float)
