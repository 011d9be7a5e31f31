"""Experiments: textbook tails, the sizes of the formula, and as few false alarms as promised."""

import math

import numpy as np
import pytest

from tweetplan.estimate.distributions import chi_square_tail, student_quantile, student_tail
from tweetplan.estimate.experiments import (
    holm,
    log_rates,
    paired_order,
    peek,
    sample_size,
    uneven_arms,
    welch,
)
from tweetplan.estimate.normal import seeded


@pytest.mark.parametrize(
    ("t", "freedom", "tail"), [(2.228, 10, 0.05), (12.706, 1, 0.05), (1.96, 1e6, 0.05), (3.707, 6, 0.01), (0, 5, 1)]
)
def test_students_tail_of_the_table(t: float, freedom: float, tail: float):
    assert student_tail(t, freedom) == pytest.approx(tail, rel=2e-3)
    assert student_tail(-t, freedom) == student_tail(t, freedom)


@pytest.mark.parametrize(("freedom", "t"), [(1, 3.0777), (4, 1.5332), (30, 1.3104), (1000, 1.2824)])
def test_students_quantile_of_the_table(freedom: float, t: float):
    assert student_quantile(0.9, freedom) == pytest.approx(t, abs=1e-4)


@pytest.mark.parametrize(("x", "freedom", "tail"), [(3.841, 1, 0.05), (10.828, 1, 0.001), (5.991, 2, 0.05), (0, 3, 1)])
def test_chi_square_of_the_table(x: float, freedom: int, tail: float):
    assert chi_square_tail(x, freedom) == pytest.approx(tail, rel=2e-3)


@pytest.mark.parametrize(
    ("lift", "spread", "per_arm"),
    [(0.1, 0.80, 1106), (0.2, 0.80, 302), (0.3, 0.80, 146), (0.5, 0.80, 62), (0.2, 0.96, 436)],
)
def test_g32_sizes_as_the_formula_gives_them(lift: float, spread: float, per_arm: int):
    assert sample_size(lift, spread, 10).per_arm == pytest.approx(per_arm, rel=0.01)


def test_g32_what_takes_longer_than_half_a_year_is_refused_with_a_bolder_contrast():
    small = sample_size(0.1, 0.8, 10)
    assert not small.feasible and small.weeks > 200
    bold = sample_size(small.smallest_lift, 0.8, 10)
    assert bold.feasible and bold.weeks == pytest.approx(26, abs=0.5)
    assert sample_size(0.5, 0.8, 0).weeks == math.inf
    assert sample_size(0.2, 0.8, 10, arms=4).per_arm > sample_size(0.2, 0.8, 10).per_arm
    with pytest.raises(ValueError, match="lift other than 0"):
        sample_size(0, 0.8, 10)


def posts(rng: np.random.Generator, count: int):
    """Posts as they are: heavy-tailed reach, and rates that vary far more than a coin would."""
    impressions = np.exp(rng.normal(7, 1, count))
    rates = 0.02 * np.exp(rng.normal(0, 0.8, count))
    return rng.binomial(impressions.astype(int), np.minimum(rates, 1)).astype(float), np.floor(impressions)


def test_g32_equal_arms_differ_one_time_in_twenty():
    rng = np.random.default_rng(1)
    ours = theirs = 0
    for _ in range(600):
        earned, seen = posts(rng, 60)
        rates = log_rates(earned, seen)
        ours += welch(rates[::2], rates[1::2]).significant
        a, b = (earned[at::2].sum() / seen[at::2].sum() for at in (0, 1))
        pool = earned.sum() / seen.sum()
        error = math.sqrt(pool * (1 - pool) * (1 / seen[::2].sum() + 1 / seen[1::2].sum()))
        theirs += abs(a - b) / error > 1.96
    assert 0.03 <= ours / 600 <= 0.07
    assert theirs / 600 > 0.4


def test_power_is_that_of_the_formula():
    rng, size = np.random.default_rng(2), sample_size(0.4, 0.8, 10).per_arm
    found = [welch(rng.normal(0, 0.8, size), rng.normal(math.log(1.4), 0.8, size)).significant for _ in range(400)]
    assert np.mean(found) == pytest.approx(0.8, abs=0.05)


def test_peeking_keeps_its_word_where_a_repeated_test_does_not():
    rng, trials = np.random.default_rng(3), 400
    safe = naive = 0
    for _ in range(trials):
        first, second = rng.normal(0, 0.8, 100), rng.normal(0, 0.8, 100)
        looks = range(10, 101, 5)
        safe += any((seen := peek(second[:n] - first[:n], 50)) is not None and seen.significant for n in looks)
        naive += any(welch(first[:n], second[:n]).significant for n in looks)
    assert safe / trials <= 0.05
    assert naive / trials > 0.12


def test_peeking_sees_what_is_there_and_waits_for_ten_pairs():
    strong = np.random.default_rng(4).normal(1.0, 0.8, 60)
    assert peek(strong[:9], 50) is None
    seen = peek(strong, 50)
    assert seen is not None and seen.significant and seen.p_value < 0.05 and seen.lift.low > 0
    nothing = peek(strong - strong.mean(), 50)
    assert nothing is not None and not nothing.significant and nothing.p_value > 0.05


def test_a_lift_is_told_with_its_interval():
    first, second = np.array([0.0, 1, 0, 1, 0.5]), np.array([1.0, 2, 1, 2, 1.5])
    told = welch(first, second)
    assert told.lift.mean == pytest.approx(math.e - 1)
    assert told.lift.low < told.lift.mean < told.lift.high and told.lift.p_positive > 0.95 and told.lift.n == 10
    with pytest.raises(ValueError, match="two posts"):
        welch(first[:1], second)
    assert welch(np.ones(3), np.ones(3)).p_value == 1.0


def test_arms_of_uneven_size_are_suspect():
    assert uneven_arms([50, 52]) > 0.5
    assert uneven_arms([100, 40]) < 0.001
    assert uneven_arms([80, 20], [0.8, 0.2]) == pytest.approx(1)
    assert uneven_arms([0, 0]) == 1.0


def test_holms_steps():
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == {"a": True, "b": False, "c": False}
    assert holm({"a": 0.01, "b": 0.02}) == {"a": True, "b": True}


def test_pairs_are_ordered_by_a_stored_coin():
    orders = paired_order(200, seeded("experiment", 1))
    assert orders == paired_order(200, seeded("experiment", 1))
    assert 70 < sum(order == ("a", "b") for order in orders) < 130
