"""Day weights: how much of a goal's way a day can carry, from season, weekday, holidays and the team's capacity.

A commitment is never changed by what happens, so make its weights from the history before the goal's start and keep
them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from itertools import pairwise
from math import isfinite

from tweetplan.domain.values import frozen

SEASON_MONTHS = 24
"""A season is seen only in two whole years or more."""
SEASON_SHRINK = 2.0
"""In years: with two years of history half of a month's difference is believed (n ÷ (n + k))."""
WEEKDAY_WEEKS = 8
"""Weekdays are told apart only in eight weeks or more."""
WEEKDAY_SHRINK = 8.0
"""In weeks, as `SEASON_SHRINK`."""


@frozen
class DayWeights:
    """What makes days differ; a day's weight is the product of its factors, and 1 where nothing is said.

    `season` has 12 factors (January first) or none, `weekday` 7 (Monday first) or none. A holiday weighs `holiday`
    times as much as another day; `capacity` tells single days (a trade fair, a day when half the team is away).
    Negative or infinite factors raise `ValueError`.
    """

    season: tuple[float, ...] = ()
    weekday: tuple[float, ...] = ()
    holidays: frozenset[date] = frozenset()
    holiday: float = 0.0
    capacity: Mapping[date, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, factors, count in (("season", self.season, 12), ("weekday", self.weekday, 7)):
            if factors and len(factors) != count:
                raise ValueError(f"{name} needs {count} factors or none, not {len(factors)}")
        for factor in (*self.season, *self.weekday, self.holiday, *self.capacity.values()):
            if not (isfinite(factor) and factor >= 0):
                raise ValueError(f"a day's weight must be a number of at least 0, not {factor}")

    def of(self, day: date) -> float:
        """The weight of one day, at least 0."""
        weight = self.capacity.get(day, 1.0)
        if self.season:
            weight *= self.season[day.month - 1]
        if self.weekday:
            weight *= self.weekday[day.weekday()]
        return weight * self.holiday if day in self.holidays else weight

    def over(self, first: date, last: date) -> dict[date, float]:
        """The weights of the days from `first` to `last`, both inclusive, that differ from 1."""
        if not (self.season or self.weekday or self.holidays or self.capacity):
            return {}
        days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
        return {day: weight for day in days if (weight := self.of(day)) != 1.0}


EVEN = DayWeights()
"""Every day alike."""


def season(history: Mapping[date, float], shrink: float = SEASON_SHRINK) -> tuple[float, ...]:
    """Twelve factors from the daily figures of an adding measure; none where less than two whole years are known.

    Each month's daily mean is set against the mean of the twelve months around it, so that growth is not taken for a
    season; what is left is shrunk towards 1 by n ÷ (n + `shrink`), n being the years known. Only an unbroken run of
    whole months counts.
    """
    means = _monthly_means(history)
    if len(means) < SEASON_MONTHS:
        return ()
    ratios: dict[int, list[float]] = defaultdict(list)
    for place in range(6, len(means) - 6):
        around = [mean for _, mean in means[place - 6 : place + 7]]
        level = (around[0] / 2 + sum(around[1:-1]) + around[-1] / 2) / 12
        if level > 0:
            ratios[means[place][0]].append(means[place][1] / level)
    if len(ratios) < 12:
        return ()
    return _shrunk([_mean(ratios[month]) for month in range(1, 13)], len(means) / 12, shrink)


def weekday(history: Mapping[date, float], shrink: float = WEEKDAY_SHRINK) -> tuple[float, ...]:
    """Seven factors, Monday first, from daily figures; none where fewer than eight of any weekday are known."""
    by_day: dict[int, list[float]] = defaultdict(list)
    for day, value in history.items():
        by_day[day.weekday()].append(value)
    seen = min((len(values) for values in by_day.values()), default=0)
    if len(by_day) < 7 or seen < WEEKDAY_WEEKS:
        return ()
    return _shrunk([_mean(by_day[number]) for number in range(7)], seen, shrink)


def _shrunk(figures: Sequence[float], known: float, shrink: float) -> tuple[float, ...]:
    """The figures over their mean, drawn towards 1; none where that says nothing (no positive mean)."""
    middle = _mean(figures)
    if middle <= 0:
        return ()
    belief = known / (known + shrink)
    return tuple(max(0.0, 1.0 + (figure / middle - 1.0) * belief) for figure in figures)


def _monthly_means(history: Mapping[date, float]) -> list[tuple[int, float]]:
    """The latest unbroken run of whole months: each one's number (1–12) and its daily mean."""
    months: dict[tuple[int, int], list[float]] = defaultdict(list)
    for day, value in history.items():
        months[day.year, day.month].append(value)
    whole = [key for key in sorted(months) if len(months[key]) == _days_in(*key)]
    run = whole[-1:]
    for earlier, later in reversed(list(pairwise(whole))):
        if later[0] * 12 + later[1] - earlier[0] * 12 - earlier[1] != 1:
            break
        run.insert(0, earlier)
    return [(month, _mean(months[year, month])) for year, month in run]


def _days_in(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
