"""Experiments on posts: how many are needed, what they show, and what may be read while they run (G32).

The post is the unit, and the figure the log of its engagement rate: pooling impressions as if each were an
observation finds a difference between equal arms four times in five.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tweetplan.domain.estimate import Estimate
from tweetplan.estimate.distributions import chi_square_tail, student_quantile, student_tail
from tweetplan.estimate.normal import Floats, cdf, quantile

ALPHA = 0.05
POWER = 0.80
MOST_WEEKS = 26
"""An experiment that would take longer is not started: a bolder contrast is proposed."""
UNEVEN = 0.001
"""Below this probability the arms are not the sizes that chance gives: something else assigned the posts."""
WELCH = "Welch on log rates"
LEAST_PAIRS = 10
"""Pairs before a peek-safe reading says anything."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two arms compared: the lift of the second over the first, and how surprising it would be among equals."""

    lift: Estimate
    """0.2 is +20 %."""
    p_value: float
    significant: bool


@dataclass(frozen=True, slots=True)
class SampleSize:
    """What a fixed experiment needs before it may be read."""

    per_arm: int
    weeks: float
    """At the present number of posts a week; infinite without any."""
    feasible: bool
    """Whether it ends within `MOST_WEEKS`."""
    smallest_lift: float
    """The least lift that `MOST_WEEKS` could show: a contrast at least this bold."""


def log_rates(earned: Floats, impressions: Floats) -> Floats:
    """The log engagement rate of each post, kept steady where impressions are few."""
    return np.asarray(np.log((earned + 0.5) / (impressions + 20.0)), dtype=float)


def sample_size(
    lift: float, spread: float, posts_a_week: float, arms: int = 2, alpha: float = ALPHA, power: float = POWER
) -> SampleSize:
    """Posts needed to see a lift (0.2: +20 %), for an account whose log rates have this standard deviation.

    Several arms are each compared with the first, so alpha is shared. Raises `ValueError` for a lift of 0 or −100 %.
    """
    if lift <= -1.0 or lift == 0.0 or arms < 2:
        raise ValueError("an experiment looks for a lift other than 0 and above −100 %, between two arms or more")
    reach = float(quantile(1 - alpha / (2 * (arms - 1)))) + float(quantile(power))
    per_arm = max(2, math.ceil(2 * (reach * spread / math.log1p(lift)) ** 2))
    weeks = per_arm * arms / posts_a_week if posts_a_week > 0 else math.inf
    most = max(math.floor(posts_a_week * MOST_WEEKS / arms), 1) - 1e-6
    smallest = math.expm1(min(reach * spread * math.sqrt(2 / most), 700.0))
    return SampleSize(per_arm, weeks, weeks <= MOST_WEEKS, smallest)


def welch(first: Floats, second: Floats, alpha: float = ALPHA) -> Comparison:
    """Compare two arms' log rates once, when both are full; raises `ValueError` with fewer than two posts in one."""
    if len(first) < 2 or len(second) < 2:
        raise ValueError("each arm needs two posts at least")
    parts = [float(arm.var(ddof=1)) / len(arm) for arm in (first, second)]
    difference, error = float(second.mean() - first.mean()), math.sqrt(sum(parts))
    posts = len(first) + len(second)
    if error == 0.0:
        lift, better = math.expm1(difference), 0.5 + 0.5 * float(np.sign(difference))
        return Comparison(Estimate(lift, lift, lift, posts, better, WELCH), float(difference == 0.0), difference != 0.0)
    freedom = sum(parts) ** 2 / sum(part**2 / (len(arm) - 1) for part, arm in zip(parts, (first, second), strict=True))
    t = difference / error
    p_value = student_tail(t, freedom)
    reach = student_quantile(0.9, freedom) * error
    better = 1.0 - p_value / 2 if t >= 0 else p_value / 2
    low, mean, high = (math.expm1(difference + step) for step in (-reach, 0.0, reach))
    return Comparison(Estimate(mean, low, high, posts, better, WELCH), p_value, p_value < alpha)


def peek(differences: Floats, planned_pairs: int, alpha: float = ALPHA) -> Comparison | None:
    """What matched pairs show so far, to be read as often as one likes: an asymptotic confidence sequence.

    `differences` are second less first on the log scale, in order of time. None before `LEAST_PAIRS`. The lift's
    interval holds 80 % at every look at once; `significant` keeps alpha over all looks. Never both this and `welch`.
    """
    pairs = len(differences)
    if pairs < LEAST_PAIRS:
        return None
    mean, spread = float(differences.mean()), float(differences.std(ddof=1))
    reach, wide = (_reach(pairs, planned_pairs, level) * spread for level in (alpha, 0.2))
    error = spread / math.sqrt(pairs)
    better = float(cdf(mean / error)) if error else 0.5 + math.copysign(0.5, mean) * (mean != 0)
    low, middle, high = (math.expm1(mean + step) for step in (-wide, 0.0, wide))
    lift = Estimate(middle, low, high, pairs, better, "asymptotic confidence sequence")
    return Comparison(lift, _sequential_p(abs(mean), spread, pairs, planned_pairs), abs(mean) > reach)


def _reach(pairs: int, planned: int, alpha: float) -> float:
    """Half the width at this many pairs, in standard deviations of a pair; tightest near the planned number."""
    tuned = (-2 * math.log(alpha) + math.log(-2 * math.log(alpha) + 1)) / max(planned, 1)
    inner = pairs * tuned + 1
    return math.sqrt(2 * inner / (pairs**2 * tuned) * math.log(math.sqrt(inner) / alpha))


def _sequential_p(distance: float, spread: float, pairs: int, planned: int) -> float:
    """The least alpha whose sequence leaves 0 out, found by halving."""
    if spread == 0.0:
        return 0.0 if distance else 1.0
    low, high = 1e-9, 0.999
    if distance <= _reach(pairs, planned, high) * spread:
        return 1.0
    for _ in range(50):
        middle = math.sqrt(low * high)
        low, high = (low, middle) if distance > _reach(pairs, planned, middle) * spread else (middle, high)
    return high


def uneven_arms(assigned: Sequence[int], shares: Sequence[float] | None = None) -> float:
    """The probability of arms at least this uneven by chance; below `UNEVEN` the assignment is not to be trusted."""
    total = sum(assigned)
    wanted = shares or [1.0 / len(assigned)] * len(assigned)
    if not total or len(assigned) < 2:
        return 1.0
    distance = sum((came - total * share) ** 2 / (total * share) for came, share in zip(assigned, wanted, strict=True))
    return chi_square_tail(distance, len(assigned) - 1)


def holm(p_values: Mapping[str, float], alpha: float = ALPHA) -> dict[str, bool]:
    """Which of several comparisons hold when all are looked at together (Holm's steps)."""
    found, still = {}, True
    ordered = sorted(p_values.items(), key=lambda pair: (pair[1], pair[0]))
    for place, (name, p_value) in enumerate(ordered):
        still = still and p_value <= alpha / (len(ordered) - place)
        found[name] = still
    return {name: found[name] for name in p_values}


def paired_order(pairs: int, rng: np.random.Generator) -> list[tuple[str, str]]:
    """For each pair of like slots which arm goes first, by the flip of a coin."""
    return [("a", "b") if flip else ("b", "a") for flip in rng.random(pairs) < 0.5]
