"""How unusual an hour's unkind mentions are beside the same hour of other weeks: a negative-binomial tail (W17)."""

import math

import numpy as np
from numpy.typing import NDArray

OWN_WEEKS = 2.0
"""How many weeks of the overall rate each hour's own rate is mixed with."""
LEAST_SPREAD = 0.10
"""The relative variance of an hour's rate that is always allowed for."""
FLOOR = 0.02
"""The least rate an hour that an hour is taken to have."""


def usual(baseline: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """The rate of each of the 168 hours from weeks × 168 counts, drawn to the mean; and how much rates vary beside."""
    weeks = len(baseline)
    overall = max(float(baseline.mean()), FLOOR)
    rates = (baseline.sum(axis=0) + OWN_WEEKS * overall) / (weeks + OWN_WEEKS)
    excess = float(((baseline - rates) ** 2 - rates).sum() / (weeks * (rates**2).sum()))
    return rates, max(excess, LEAST_SPREAD)


def tail(count: int, rate: float, spread: float) -> float:
    """P(as many or more) of a negative-binomial count with this mean and relative variance of its rate."""
    if count <= 0:
        return 1.0
    size = 1.0 / spread
    log_miss = math.log(rate / (rate + size))
    term = size * math.log(size / (rate + size))
    below = 0.0
    for n in range(count):
        below += math.exp(term)
        term += math.log((n + size) / (n + 1)) + log_miss
    return max(0.0, 1.0 - below) if below < 1 - 1e-12 else _upper(count, rate, size)


def _upper(count: int, rate: float, size: float) -> float:
    """The tail summed from its own end, where one minus the rest would be nothing but rounding."""
    term = (
        math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
        + size * math.log(size / (rate + size)) + count * math.log(rate / (rate + size))
    )  # fmt: skip
    total, miss = 0.0, math.log(rate / (rate + size))
    for n in range(count, count + 400):
        total += math.exp(term)
        term += math.log((n + size) / (n + 1)) + miss
    return total
