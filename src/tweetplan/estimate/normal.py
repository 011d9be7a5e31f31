"""The normal distribution, ranks and rolling medians: what the other estimates stand on. Arrays in, arrays out."""

import math
import zlib

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Z80 = 1.2815515655446004
"""Half the width of a central 80 % interval, in standard deviations."""
WINDOW = 51
"""Posts in the rolling median that takes out the growth of an account."""
_erf = np.vectorize(math.erf, otypes=[float])
# Acklam's rational approximation of the inverse; relative error below 1.2e-9.
_A = (-3.969683028665376e01, 2.209460984245205e02, -2.759285104469687e02, 1.383577518672690e02, -3.066479806614716e01,
      2.506628277459239e00)  # fmt: skip
_B = (-5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02, 6.680131188771972e01, -1.328068155288572e01,
      1.0)  # fmt: skip
_C = (-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e00, -2.549732539343734e00,
      4.374664141464968e00, 2.938163982698783e00)  # fmt: skip
_D = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00, 1.0)
_TAIL = 0.02425


def seeded(*parts: object) -> np.random.Generator:
    """A generator that always gives the same numbers for the same parts (workspace, day, goal …)."""
    text = "\x1f".join(map(str, parts)).encode()
    return np.random.default_rng([zlib.crc32(text), zlib.adler32(text), len(text)])


def cdf(x: Floats | float) -> Floats:
    """Φ: the probability that a standard normal value is below x."""
    return np.asarray(0.5 * (1.0 + _erf(np.asarray(x, dtype=float) / math.sqrt(2.0))), dtype=float)


def quantile(p: Floats | float) -> Floats:
    """Φ⁻¹; p is kept inside (0, 1) by 1e-12."""
    inside = np.clip(np.asarray(p, dtype=float), 1e-12, 1 - 1e-12)
    central = inside - 0.5
    square = central * central
    middle = np.polyval(_A, square) * central / np.polyval(_B, square)
    tail = np.sqrt(-2.0 * np.log(np.minimum(inside, 1.0 - inside)))
    outer = np.polyval(_C, tail) / np.polyval(_D, tail)
    near = np.minimum(inside, 1.0 - inside) < _TAIL
    return np.asarray(np.where(near, np.where(inside < 0.5, outer, -outer), middle), dtype=float)


def ranks(x: Floats) -> Floats:
    """Ranks from 1 on; equal values share the mean of their ranks."""
    _, inverse, counts = np.unique(x, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2.0)[inverse], dtype=float)


def spearman(a: Floats, b: Floats) -> float:
    """Rank correlation; 0 where one of them does not vary."""
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return 0.0
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


def normal_scores(x: Floats) -> Floats:
    """Values replaced by the normal quantiles of their ranks, so that one viral post cannot own a slot."""
    return quantile((ranks(x) - 0.5) / len(x)) if len(x) else np.zeros(0)


def rolling_median(x: Floats, window: int = WINDOW) -> Floats:
    """The median of the `window` values around each one, fewer at both ends."""
    half, found = window // 2, np.empty(len(x))
    whole = range(half, len(x) - half) if window % 2 else range(0)
    if len(whole):
        found[whole.start : whole.stop] = np.median(np.lib.stride_tricks.sliding_window_view(x, window), axis=1)
    for at in (at for at in range(len(x)) if at not in whole):
        found[at] = np.median(x[max(0, at - half) : at + half + 1])
    return found


def residuals(x: Floats, window: int = WINDOW) -> Floats:
    """What is left of each value when the level of its time is taken out."""
    return np.asarray(x - rolling_median(x, window), dtype=float)


def local_percentile(x: Floats, window: int = WINDOW) -> Floats:
    """The share of the posts around each one that it beats, ties counting half: 0–1."""
    half, found = window // 2, np.full(len(x), 0.5)
    for at in range(len(x)):
        around = np.delete(x[max(0, at - half) : at + half + 1], at - max(0, at - half))
        if len(around):
            found[at] = (around < x[at]).mean() + 0.5 * (around == x[at]).mean()
    return found
