"""Tails of Student's t and of chi-square, exact to about ten digits; scalars in and out."""

import math

_TINY = 1e-300


def student_tail(t: float, freedom: float) -> float:
    """The two-sided tail: the probability of a t at least as far from zero."""
    if math.isinf(t):
        return 0.0
    return _beta(freedom / (freedom + t * t), freedom / 2.0, 0.5)


def student_quantile(p: float, freedom: float) -> float:
    """The t below which it lies with probability p (0.5 ≤ p < 1)."""
    low, high = 0.0, 1.0
    while 1.0 - student_tail(high, freedom) / 2.0 < p:
        high *= 2.0
    for _ in range(80):
        middle = (low + high) / 2.0
        low, high = (middle, high) if 1.0 - student_tail(middle, freedom) / 2.0 < p else (low, middle)
    return (low + high) / 2.0


def chi_square_tail(x: float, freedom: int) -> float:
    """The probability of a chi-square at least this great."""
    half, a = x / 2.0, freedom / 2.0
    if half <= 0:
        return 1.0
    front = math.exp(a * math.log(half) - half - math.lgamma(a))
    if half < a + 1.0:
        term = total = 1.0 / a
        step = a
        while abs(term) > abs(total) * 1e-15:
            step += 1.0
            term *= half / step
            total += term
        return max(0.0, 1.0 - total * front)
    b = half + 1.0 - a
    c, d = 1.0 / _TINY, 1.0 / b
    value = d
    for at in range(1, 1000):
        factor = -at * (at - a)
        b += 2.0
        d = 1.0 / (factor * d + b or _TINY)
        c = b + factor / c or _TINY
        value *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return front * value


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by Lentz' continued fraction."""
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _beta(1.0 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    c, d = 1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0) or _TINY)
    value = d
    for at in range(1, 1000):
        even = at * (b - at) * x / ((a + 2 * at - 1.0) * (a + 2 * at))
        odd = -(a + at) * (a + b + at) * x / ((a + 2 * at) * (a + 2 * at + 1.0))
        for factor in (even, odd):
            d = 1.0 / (1.0 + factor * d or _TINY)
            c = 1.0 + factor / c or _TINY
            value *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return front * value / a
