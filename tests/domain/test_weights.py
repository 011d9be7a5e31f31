"""Day weights come from facts, shrunk where the facts are few, and are never negative."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.weights import EVEN, DayWeights, season, weekday

DAY = timedelta(days=1)
START = date(2024, 1, 1)


def days(count: int, first: date = START) -> list[date]:
    return [first + n * DAY for n in range(count)]


def test_an_even_day_weighs_one_and_is_not_listed() -> None:
    assert EVEN.of(START) == 1
    assert EVEN.over(START, START + 400 * DAY) == {}


def test_factors_multiply() -> None:
    july = date(2026, 7, 6)  # a Monday
    weights = DayWeights(
        season=(1.0,) * 6 + (0.5,) + (1.0,) * 5,
        weekday=(1.5, 1, 1, 1, 1, 0, 0),
        holidays=frozenset({july + DAY}),
        holiday=0.25,
        capacity={july: 0.5, july + 2 * DAY: 0.0},
    )
    found = weights.over(date(2026, 7, 5), date(2026, 7, 9))
    assert [found[day] for day in days(5, date(2026, 7, 5))] == [0.0, 0.375, 0.125, 0.0, 0.5]
    assert weights.over(date(2026, 8, 4), date(2026, 8, 4)) == {}


@pytest.mark.parametrize("factor", [-1.0, float("nan"), float("inf")])
def test_a_weight_is_a_number_of_at_least_0(factor: float) -> None:
    for made in (
        lambda: DayWeights(season=(factor,) * 12),
        lambda: DayWeights(weekday=(factor,) * 7),
        lambda: DayWeights(holiday=factor),
        lambda: DayWeights(capacity={START: factor}),
    ):
        with pytest.raises(ValueError, match="at least 0"):
            made()


def test_factors_are_as_many_as_months_and_weekdays() -> None:
    with pytest.raises(ValueError, match="12 factors"):
        DayWeights(season=(1.0,) * 4)
    with pytest.raises(ValueError, match="7 factors"):
        DayWeights(weekday=(1.0,) * 5)


def test_a_season_needs_two_whole_years() -> None:
    history = {day: 20.0 if day.month == 12 else 10.0 for day in days(731)}
    assert len(season(history)) == 12
    assert season({day: value for day, value in history.items() if day > START}) == ()
    assert season({day: value for day, value in history.items() if day != date(2025, 2, 3)}) == ()


def test_a_season_is_read_from_the_latest_unbroken_months_alone() -> None:
    history = {day: 20.0 if day.month == 12 else 10.0 for day in days(1461)}
    broken = {day: value for day, value in history.items() if day != date(2026, 7, 9)}
    assert len(season(history)) == 12
    assert season(broken) == ()


def test_a_season_of_two_years_is_believed_by_half_and_of_eight_by_four_fifths() -> None:
    for years, belief in ((2, 0.5), (8, 0.8)):
        count = (date(2024 + years, 1, 1) - START).days
        factors = season({day: 26.0 if day.month == 12 else 13.0 for day in days(count)})
        assert factors[11] == pytest.approx(1 + (24 / 13 - 1) * belief)
        assert sum(factors) == pytest.approx(12)


def test_steady_growth_is_no_season() -> None:
    factors = season({day: 100.0 + n for n, day in enumerate(days(1096))})
    assert factors == pytest.approx((1.0,) * 12, abs=0.005)


def test_nothing_but_zeros_or_losses_says_nothing_about_seasons() -> None:
    for value in (0.0, -3.0):
        assert season(dict.fromkeys(days(800), value)) == ()
        assert weekday(dict.fromkeys(days(800), value)) == ()


def test_weekdays_need_eight_weeks_and_are_then_believed_by_half() -> None:
    history = {day: 0.0 if day.weekday() > 4 else 7.0 for day in days(56)}
    assert weekday({day: value for day, value in history.items() if day > START}) == ()
    assert weekday(history) == pytest.approx((1.2,) * 5 + (0.5,) * 2)


def test_a_weekday_that_loses_weighs_nothing_rather_than_less() -> None:
    factors = weekday({day: -90.0 if day.weekday() == 6 else 20.0 for day in days(56)})
    assert factors[6] == 0.0
    assert min(factors[:6]) > 1.0


@given(st.lists(st.floats(-1e9, 1e9), min_size=0, max_size=900))
def test_whatever_the_history_no_weight_is_negative(values: list[float]) -> None:
    history = dict(zip(days(900), values, strict=False))
    weights = DayWeights(season=season(history), weekday=weekday(history))
    assert all(weights.of(day) >= 0 for day in days(400))
