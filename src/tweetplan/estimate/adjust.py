"""The adjust rule with a gate: a raise or a search for the cause only where more than chance speaks for it (G30).

By itself the rule fires on noise: one four-week cycle in three is below 70 % of an account's own mean. It speaks here
only when the level itself, learnt from the weeks of two cycles, has probably moved as well.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tweetplan.estimate.normal import Floats, cdf

Move = Literal["raise", "analyse", "usual", "steady"]
"""`usual`: the bare rule would have fired, but the cycle lies within the usual swing."""
SURE = 0.80
"""The probability that the gate asks for."""
UP, DOWN = 1.10, 0.85
"""The level must probably be above, or below, this share of what was asked."""
RECENT_WEEKS = 8
PRIOR_WEEKS, PRIOR_SPREAD = 4.0, 0.5
"""Until a history is long, a week's log spread is taken to be near this."""

PRIOR_CHANGE = 0.4
"""How far levels stray from what is asked, on the log scale: an account that swings more must show more."""


@dataclass(frozen=True, slots=True)
class AdjustRule:
    """The figures of the rule."""

    beaten: float = 1.20
    cycles: int = 2
    missed: float = 0.70
    sure: float = SURE


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rule says of the last closed cycle, and the arithmetic of it."""

    move: Move
    ratio: float
    """What came in the last cycle over what was asked."""
    fired: Literal["raise", "analyse", ""]
    """What the rule without its gate would have said."""
    p_above: float
    """The probability that the level is at least `UP` × what was asked."""
    p_below: float
    """The probability that it is below `DOWN` × what was asked."""


def judge(ratios: Floats, weeks: Floats, asked_a_week: float, rule: AdjustRule | None = None) -> Judgement:
    """Judge the closed cycles by their ratios (the oldest first), with the weekly figures up to their end.

    `asked_a_week` is what the last cycle asked of each week; raises `ValueError` without a cycle.
    """
    rule = rule or AdjustRule()
    if not len(ratios):
        raise ValueError("no closed cycle to judge")
    last = float(ratios[-1])
    beaten = len(ratios) >= rule.cycles and bool((ratios[-rule.cycles :] >= rule.beaten).all())
    fired: Literal["raise", "analyse", ""] = "raise" if beaten else "analyse" if last < rule.missed else ""
    above, below = level_probabilities(weeks, asked_a_week)
    sure = above if fired == "raise" else below
    move: Move = "steady" if not fired else fired if sure >= rule.sure else "usual"
    return Judgement(move, last, fired, above, below)


def level_probabilities(weeks: Floats, asked_a_week: float) -> tuple[float, float]:
    """The probabilities that the level is above `UP` × and below `DOWN` × what is asked of a week.

    The level is the mean of the last weeks on the log scale, where one viral week is only one week, carried back to
    plain means by the whole history's own ratio of the two.
    """
    recent = np.log1p(weeks[-RECENT_WEEKS:])
    if len(recent) < 2 or asked_a_week <= 0:
        return 0.5, 0.5
    logs = np.log1p(weeks)
    plain = float(weeks.mean()) / max(float(np.expm1(logs.mean())), 1e-9)
    changes = np.diff(logs)
    steps = float((changes**2).sum()) / 2 if len(changes) else 0.0
    spread = np.sqrt((steps + PRIOR_WEEKS * PRIOR_SPREAD**2) / (len(changes) + PRIOR_WEEKS))
    deviation = float(spread) / np.sqrt(len(recent))
    seen = float(np.log(max(float(np.expm1(recent.mean())) * plain, 1e-9) / asked_a_week))
    trust = PRIOR_CHANGE**2 / (PRIOR_CHANGE**2 + deviation**2)
    level, doubt = trust * seen, np.sqrt(trust) * deviation
    return float(1.0 - cdf((np.log(UP) - level) / doubt)), float(cdf((np.log(DOWN) - level) / doubt))


def moderate_raise(target: float, outcomes: Floats, most: float = 1.2) -> float:
    """The target proposed after beaten cycles: what three of five futures reach, at most a fifth more, never less."""
    return float(np.clip(np.quantile(outcomes, 0.4), target, most * target))
