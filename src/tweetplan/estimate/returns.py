"""What money brought: costs and values by week, and the ratio of two sums with its doubt (G28)."""

import numpy as np

from tweetplan.domain.estimate import Estimate
from tweetplan.estimate.normal import Floats

DRAWS = 4000
LEAST_WEEKS = 4
METHOD = "weeks drawn again"


def ratio_of_sums(above: Floats, below: Floats, rng: np.random.Generator, than: float = 0.0) -> Estimate | None:
    """Sum ÷ sum over weeks, its 80 % interval from drawing whole weeks again; `p_positive` is P(ratio > `than`).

    None where the denominator is 0, or fewer than four weeks hold anything.
    """
    held = (above != 0) | (below != 0)
    above, below = above[held], below[held]
    if len(above) < LEAST_WEEKS or below.sum() <= 0:
        return None
    drawn = rng.integers(0, len(above), (DRAWS, len(above)))
    lower = below[drawn].sum(axis=1)
    ratios = above[drawn].sum(axis=1)[lower > 0] / lower[lower > 0]
    low, high = (float(edge) for edge in np.quantile(ratios, (0.1, 0.9)))
    mean = float(above.sum() / below.sum())
    return Estimate(mean, low, high, len(above), float((ratios > than).mean()), METHOD)
