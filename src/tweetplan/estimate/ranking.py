"""Ranking what could be done: gains as changes of a chance, an exact choice for the day's minutes, a stable order."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import groupby

import numpy as np

from tweetplan.estimate.normal import Z80, Floats, cdf

PENALTY = 0.3
"""What a recommendation loses for each one before it that moves the same figure."""
ALIKE = 0.05
"""Scores this close keep yesterday's order, so that the list does not flicker."""
PRIOR = 2.0
"""Of the Beta distribution of usefulness: as if advice of each rule had been of use twice, and of none twice."""
HALF_LIFE_DAYS = 60.0
LEAST_ADOPTION = 0.2
"""No rule is believed so useless that it is never heard again."""
TRUST_PRIOR = 4.0
"""Outcomes at which half of what they say about a rule's predictions is believed."""


def smooth_chance(draws: Floats, target: float, lower_is_better: bool = False) -> float:
    """The share of outcomes that reach the target, smoothed so that a small shift of them is a small change of it."""
    spread = float(draws.std())
    if spread <= 0:
        reached = draws <= target if lower_is_better else draws >= target
        return float(reached.mean())
    middle = float(np.subtract(*np.quantile(draws, (0.75, 0.25)))) / 1.34
    width = 0.9 * (min(spread, middle) or spread) * len(draws) ** -0.2
    above = float(cdf((draws - target) / width).mean())
    return 1.0 - above if lower_is_better else above


def belief(mean: float, low: float, high: float) -> float:
    """The probability that an effect is above zero, from its mean and 80 % interval."""
    deviation = (high - low) / (2 * Z80)
    if deviation <= 0:
        return 1.0 if mean > 0 else 0.5 if mean == 0 else 0.0
    return float(cdf(mean / deviation))


def urgency(days_left: float, lead_days: float) -> float:
    """1 while there is time, up to 2 on the day it is due; overdue work gains no more."""
    if lead_days <= 0:
        return 1.0
    return 1.0 + min(max((lead_days - days_left) / lead_days, 0.0), 1.0)


def knapsack(
    values: Sequence[float], costs: Sequence[int], capacity: int, groups: Sequence[Hashable], most: int = 2
) -> tuple[int, ...]:
    """The choice of the greatest summed value within the capacity, at most so many of a group; exact.

    Costs are whole units. Of equal choices the one that comes first by place is taken. Values that are not above zero
    are never chosen.
    """
    order = sorted(
        (at for at in range(len(values)) if values[at] > 0 and costs[at] <= capacity), key=lambda at: str(groups[at])
    )
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (capacity + 1)
    for _, members in groupby(order, key=lambda at: groups[at]):
        best = _with_group(best, list(members), values, costs, most)
    return tuple(sorted(best[capacity][1]))


def _with_group(
    best: list[tuple[float, tuple[int, ...]]], members: list[int], values: Sequence[float], costs: Sequence[int],
    most: int,
) -> list[tuple[float, tuple[int, ...]]]:  # fmt: skip
    """The best choices by capacity when at most `most` of these members may be added to what was chosen before."""
    nothing: tuple[float, tuple[int, ...]] = (-1.0, ())
    layers = [best, *([nothing] * len(best) for _ in range(most))]
    for at in members:
        for count in range(most, 0, -1):
            under, over = layers[count - 1], layers[count]
            for room in range(len(best) - 1, costs[at] - 1, -1):
                value, chosen = under[room - costs[at]]
                if value >= 0 and value + values[at] > over[room][0] + 1e-15:
                    over[room] = (value + values[at], (*chosen, at))
    return [max(rows, key=lambda row: row[0]) for rows in zip(*layers, strict=True)]


def ordered(
    scores: Sequence[float], figures: Sequence[str], before: Mapping[int, int] | None = None
) -> tuple[int, ...]:
    """The places by score, each one lowered for every one before it that moves the same figure.

    Nearly equal ones keep the order that they had `before` (place → rank).
    """
    left, row, seen = set(range(len(scores))), list[int](), dict[str, int]()
    worth: dict[int, float] = {}
    while left:
        lowered = {at: scores[at] * (1 - PENALTY) ** (seen.get(figures[at], 0) if figures[at] else 0) for at in left}
        at = max(left, key=lambda place: (lowered[place], -place))
        left.discard(at)
        row.append(at)
        worth[at] = lowered[at]
        seen[figures[at]] = seen.get(figures[at], 0) + 1
    return tuple(_settled(row, worth, before or {}))


def _settled(row: list[int], worth: Mapping[int, float], before: Mapping[int, int]) -> list[int]:
    """Neighbours that are nearly alike change places when they stood the other way round before."""
    for _ in range(len(row)):
        moved = False
        for at in range(len(row) - 1):
            first, second = row[at], row[at + 1]
            close = worth[first] - worth[second] <= ALIKE * abs(worth[first])
            if close and first in before and second in before and before[second] < before[first]:
                row[at], row[at + 1] = second, first
                moved = True
        if not moved:
            break
    return row


def usefulness(outcomes: Sequence[tuple[bool, float]]) -> float:
    """How often advice of a rule was of use: of (was of use, days ago), with a half-life; at least 0.2."""
    good, bad = PRIOR, PRIOR
    for useful, days in outcomes:
        weight = 0.5 ** (max(days, 0.0) / HALF_LIFE_DAYS)
        good, bad = (good + weight, bad) if useful else (good, bad + weight)
    return max(good / (good + bad), LEAST_ADOPTION)


def trust_slope(predicted: Sequence[float], realised: Sequence[float]) -> float:
    """What came per unit of what was said, drawn towards 1 while there is little of it; 0 to 1.5.

    Both are relative to what the measure was before, so that measures of any size count alike.
    """
    if not predicted:
        return 1.0
    said, came = np.asarray(predicted, dtype=float), np.asarray(realised, dtype=float)
    scale = float((said**2).mean()) or 1.0
    slope = (float((said * came).sum()) / scale + TRUST_PRIOR) / (float((said**2).sum()) / scale + TRUST_PRIOR)
    return float(np.clip(slope, 0.0, 1.5))
