"""Did a change do anything: what came after it against what would have come, and how often chance does as much.

The counterfactual is a local level with a weekday profile, learnt before the change; the check is a placebo in time:
the same comparison made at every earlier date, where nothing was changed. A light stand-in for a structural model.
"""

import math
from dataclasses import dataclass

import numpy as np

from tweetplan.domain.estimate import Estimate
from tweetplan.estimate.distributions import student_quantile, student_tail
from tweetplan.estimate.normal import Floats

LEARN_DAYS = 56
"""Days before a change from which its counterfactual is learnt."""
HALF_LIFE = 21.0
"""Days after which a day counts half in the level."""
LEAST_PLACEBOS = 30
METHOD = "local level against placebo dates"


@dataclass(frozen=True)
class BeforeAfter:
    """A change and its check."""

    lift: Estimate
    """What came after over what would have come: 0.2 is +20 %; n is the number of placebo dates."""
    expected: float
    """What would have come, over the days known after the change."""
    actual: float
    p_value: float
    """How likely chance alone moves as much: the share of placebo dates at which it did, and by their spread, no
    surer than so few separate windows allow."""


def before_after(daily: Floats, at: int, days: int) -> BeforeAfter | None:
    """The change at index `at` of a daily series (NaN: unknown), judged over `days` days from there on.

    None when fewer than 30 placebo dates lie before it, or nothing is known on a side.
    """
    here = _compared(daily, at, days)
    if here is None:
        return None
    placebos = [_compared(daily, earlier, days) for earlier in range(LEARN_DAYS, at - days + 1)]
    usual = np.array([found[0] for found in placebos if found is not None])
    if len(usual) < LEAST_PLACEBOS:
        return None
    moved, expected, actual = here
    usual = usual - np.median(usual)
    apart = 2 * (len(usual) - 1) / days + 1  # windows that share half their days at most: nearer ones share their luck
    spread = math.sqrt(float((usual**2).mean()) * apart / (apart - 1))
    reach = max(float(np.quantile(np.abs(usual), 0.8)), spread * student_quantile(0.9, apart - 1))
    as_much = (1 + int((np.abs(usual) >= abs(moved)).sum())) / (len(usual) + 1)
    p_value = max(as_much, student_tail(abs(moved) / spread, apart - 1) if spread > 0 else as_much)
    better = (0.5 + int((usual < moved).sum())) / (len(usual) + 1)
    low, mean, high = (math.expm1(moved + step) for step in (-reach, 0.0, reach))
    return BeforeAfter(Estimate(mean, low, high, len(usual), better, METHOD), expected, actual, p_value)


def _compared(daily: Floats, at: int, days: int) -> tuple[float, float, float] | None:
    """The log of actual over expected, and both, for the window that begins at `at`; None where it cannot be told."""
    if at < LEARN_DAYS or at >= len(daily):
        return None
    places = np.arange(at - LEARN_DAYS, at)
    before = daily[places]
    after = daily[at : at + days]
    seen, known = ~np.isnan(before), ~np.isnan(after)
    if seen.sum() < LEARN_DAYS // 2 or known.sum() < max(1, days // 2):
        return None
    weights = 0.5 ** ((at - places[seen]) / HALF_LIFE)
    level = float(np.average(before[seen], weights=weights))
    if level <= 0:
        return None
    profile = np.ones(7)
    for weekday in range(7):
        mine = before[seen & (places % 7 == weekday)]
        if len(mine):
            profile[weekday] = (float(mine.sum()) / level + 2.0) / (len(mine) + 2.0)  # drawn towards an ordinary day
    profile /= profile.mean()
    weekdays = np.arange(at, at + len(after))[known] % 7
    expected, actual = float((level * profile[weekdays]).sum()), float(after[known].sum())
    return math.log((actual + 0.5) / (expected + 0.5)), expected, actual
