"""Possible futures of a weekly series: simulators that give a matrix of draws × weeks to come.

A total is simulated by an over-dispersed count with a drifting level, and for a third of the draws by a capped local
level on the log scale: together their 80 % interval held about 80 % of the outcomes of real quarters. Signed
series use the local level on the plain scale. Ratios draw whole weeks, so that both parts stay together.
"""

from collections.abc import Sequence

import numpy as np

from tweetplan.estimate.normal import Floats

LEAST_WEEKS = 2
"""Weeks of history before anything is simulated."""
MOST_WEEKS = 52
"""Older weeks tell nothing of the level."""
DECAY = 0.96
"""The weight of a week against that of the week after it."""
DRIFT = (0.02, 0.10)
"""Least and most standard deviation of the log level's weekly step, which each history settles for itself."""
FEW_DRIFT = 0.10
"""The same where there are too few weeks to settle it."""
RATE_DRIFT = 0.03
"""Standard deviation of a rate's weekly step, on the log scale."""
COUNTED = 2 / 3
"""The share of the draws that come from over-dispersed counts; the others from the local level."""
LOCAL_WEEKS = 8
"""Weeks of history from which on residuals of a local level can be drawn."""
PRIOR_WEEKS, PRIOR_CV2 = 4.0, 0.25
"""Until there are many weeks, the spread of a week is taken to be near this: squared, relative to the mean."""
_ALPHAS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.45)
_ALPHA_PRIOR = 0.15


def total_paths(history: Floats, weeks: int, rng: np.random.Generator, draws: int = 4000) -> Floats:
    """Draws × weeks of a total that cannot be negative, from at least two weeks of it, the oldest first."""
    recent = np.asarray(history, dtype=float)[-MOST_WEEKS:]
    if len(recent) < LEAST_WEEKS:
        raise ValueError(f"{len(recent)} weeks are no history")
    if (recent < 0).any():
        return signed_paths(recent, weeks, rng, draws)
    if len(recent) < LOCAL_WEEKS:
        return counted(recent, weeks, rng, draws)
    most = round(draws * COUNTED)
    found = np.concatenate([counted(recent, weeks, rng, most), capped_level(recent, weeks, rng, draws - most)])
    return np.asarray(rng.permutation(found, axis=0), dtype=float)


def counted(history: Floats, weeks: int, rng: np.random.Generator, draws: int) -> Floats:
    """Over-dispersed counts around a level that is known only so well and drifts on."""
    weight = DECAY ** np.arange(len(history))[::-1]
    mean = float((weight * history).sum() / weight.sum())
    if mean <= 0:
        return np.zeros((draws, weeks))
    effective = float(weight.sum() ** 2 / (weight**2).sum())
    spread = float((weight * (history - mean) ** 2).sum() / weight.sum()) * effective / (effective - 1)
    whole = bool((history == np.rint(history)).all())
    noise = mean if whole else 0.0
    seen = max(spread - noise, 0.0) / mean**2
    cv2 = max((seen * (effective - 1) + PRIOR_CV2 * PRIOR_WEEKS) / (effective - 1 + PRIOR_WEEKS), 1e-4)
    if effective > 8:
        cv2 = max(seen, 1e-4)
    few = (effective + 1) / (effective - 1)  # the spread itself is hardly known yet
    doubt = max((cv2 + noise / mean**2) / effective * few, 1e-6)
    level = mean * rng.gamma(1 / doubt, doubt, draws)
    step = _drift(history)
    falls = np.arange(1, weeks + 1) * step**2 / 2
    drift = np.exp(np.cumsum(rng.normal(0, step, (draws, weeks)), axis=1) - falls)
    rate = np.clip(level[:, None] * drift * rng.gamma(1 / cv2, cv2, (draws, weeks)), 0, 1e12)
    return np.asarray(rng.poisson(rate) if whole else rate, dtype=float)


def capped_level(history: Floats, weeks: int, rng: np.random.Generator, draws: int) -> Floats:
    """A local level of log1p at several speeds, with drawn residuals; no week over 3 × the most."""
    cap = float(np.log1p(3 * max(float(history.max()), 1.0)))
    return np.expm1(np.clip(_local_level(np.log1p(history), weeks, rng, draws), 0.0, cap))


def signed_paths(history: Floats, weeks: int, rng: np.random.Generator, draws: int = 4000) -> Floats:
    """Draws × weeks of changes that may be negative (net follows, the weekly change of a level)."""
    recent = np.asarray(history, dtype=float)[-MOST_WEEKS:]
    if len(recent) < LEAST_WEEKS:
        raise ValueError(f"{len(recent)} weeks are no history")
    if len(recent) >= LOCAL_WEEKS:
        return _local_level(recent, weeks, rng, draws)
    spread = float(recent.std(ddof=1)) * (1 + 1 / len(recent)) or abs(float(recent.mean())) * 0.2
    level = recent.mean() + spread / np.sqrt(len(recent)) * rng.standard_t(len(recent) - 1 + 2, (draws, 1))
    return np.asarray(level + spread * rng.normal(size=(draws, weeks)), dtype=float)


def _local_level(x: Floats, weeks: int, rng: np.random.Generator, draws: int) -> Floats:
    """Paths of x: each speed of the level gets draws by how well it foretold the past one week ahead."""
    fits = [_fitted(x, alpha) for alpha in _ALPHAS]
    counts = rng.multinomial(draws, _weights(fits))
    found = []
    for (_, level, errors), alpha, count in zip(fits, _ALPHAS, counts, strict=True):
        centred = errors - errors.mean()
        spread = float(centred.std())
        at = level + rng.normal(0, spread * np.sqrt(alpha / (2 - alpha)), count)
        path = np.empty((count, weeks))
        for week in range(weeks):
            error = centred[rng.integers(0, len(centred), count)] + rng.normal(0, 0.2 * spread, count)
            path[:, week] = at + error
            at = at + alpha * error
        found.append(path)
    return np.asarray(rng.permutation(np.concatenate(found), axis=0), dtype=float)


def _drift(history: Floats) -> float:
    """The log level's weekly step: what a local level of the speed that fits best would take."""
    if len(history) < LOCAL_WEEKS:
        return FEW_DRIFT
    fits = [_fitted(np.log1p(history), alpha) for alpha in _ALPHAS]
    weights = _weights(fits)
    speed = float(weights @ np.array(_ALPHAS))
    spread = float(weights @ np.array([errors.std() for _, _, errors in fits]))
    return float(np.clip(spread * speed / np.sqrt(1 - speed), *DRIFT))


def _weights(fits: Sequence[tuple[float, float, Floats]]) -> Floats:
    """How far each speed is to be believed; they make 1."""
    costs = np.array([cost for cost, _, _ in fits])
    found = np.exp(-(costs - costs.min()))
    return np.asarray(found / found.sum(), dtype=float)


def _fitted(x: Floats, alpha: float) -> tuple[float, float, Floats]:
    """The cost of this speed, the level where it ends, and the one-week errors on the way."""
    level = float(np.median(x[:LOCAL_WEEKS]))
    errors = np.empty(len(x))
    for week, value in enumerate(x):
        errors[week] = value - level
        level += alpha * errors[week]
    settled = errors[4:]
    cost = np.log((settled**2).mean() + 1e-12) * len(settled) / 2 + np.log(alpha / _ALPHA_PRIOR) ** 2 / 2
    return float(cost), level, settled


def drawn_weeks(
    numerators: Floats, denominators: Floats, weeks: int, rng: np.random.Generator, draws: int = 4000
) -> tuple[Floats, Floats]:
    """Both parts of a ratio, draws × weeks each: whole weeks drawn, recent ones more often, under a drifting rate."""
    top, under = (np.asarray(part, dtype=float)[-MOST_WEEKS:] for part in (numerators, denominators))
    if len(top) < LEAST_WEEKS:
        raise ValueError(f"{len(top)} weeks are no history")
    weight = DECAY ** np.arange(len(top))[::-1]
    drawn = rng.choice(len(top), (draws, weeks), p=weight / weight.sum())
    effective = float(weight.sum() ** 2 / (weight**2).sum())
    pooled = top.sum() / under.sum() if under.sum() > 0 else 0.0
    squares = (weight * (top - pooled * under) ** 2).sum() / weight.sum() if pooled > 0 else 0.0
    size = (weight * under).sum() / weight.sum()
    doubt = np.sqrt(squares * effective / max(effective - 1, 1)) / (pooled * size) if pooled * size > 0 else 0.0
    level = rng.normal(0, min(doubt, 1.0) / np.sqrt(effective), (draws, 1))
    walk = np.cumsum(rng.normal(0, RATE_DRIFT, (draws, weeks)), axis=1)
    return np.asarray(top[drawn] * np.exp(level + walk), dtype=float), np.asarray(under[drawn], dtype=float)


def week_orders(weeks_known: int, weeks: int, rng: np.random.Generator, draws: int = 4000) -> np.ndarray:
    """Draws × weeks of places in the past, counted back from the last week (0), for several series to share."""
    weight = DECAY ** np.arange(weeks_known)
    return rng.choice(weeks_known, (draws, weeks), p=weight / weight.sum())


def in_order_of(values: Floats, pattern: Floats) -> Floats:
    """The same values, rearranged to rise and fall as `pattern` does: each keeps its own spread, both move together."""
    found = np.empty_like(values)
    found[np.argsort(pattern, kind="stable")] = np.sort(values)
    return found
