"""Ranking: the choice is exact, the order is stable, small effects move a chance a little, and answers are learnt."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetplan.estimate.ranking import (
    belief,
    knapsack,
    ordered,
    smooth_chance,
    trust_slope,
    urgency,
    usefulness,
)

ITEMS = st.lists(
    st.tuples(st.integers(-3, 50), st.integers(1, 6), st.sampled_from("abc")), max_size=9
)  # value, quarter-hours, rule


def brute_force(items: list[tuple[int, int, str]], capacity: int) -> int:
    best = 0
    for size in range(len(items) + 1):
        for chosen in combinations(items, size):
            rules = [rule for _, _, rule in chosen]
            if sum(cost for _, cost, _ in chosen) <= capacity and all(rules.count(rule) <= 2 for rule in rules):
                best = max(best, sum(value for value, _, _ in chosen))
    return best


@settings(max_examples=150, deadline=None)
@given(ITEMS, st.integers(0, 14))
def test_the_choice_is_the_best_there_is(items: list[tuple[int, int, str]], capacity: int) -> None:
    values, costs, rules = ([item[at] for item in items] for at in range(3))
    chosen = knapsack(values, costs, capacity, rules)
    assert sum(costs[at] for at in chosen) <= capacity
    assert all([rules[at] for at in chosen].count(rule) <= 2 for rule in "abc")
    assert sum(values[at] for at in chosen) == brute_force(items, capacity)


def test_the_choice_takes_what_fits_together_rather_than_what_is_worth_most_alone() -> None:
    assert knapsack([10.0, 6.0, 6.0], [4, 2, 2], 4, ["a", "b", "c"]) == (1, 2)


def test_the_order_follows_the_scores_and_spreads_the_figures() -> None:
    assert ordered([3.0, 2.9, 2.5], ["leads", "leads", "clicks"]) == (0, 2, 1)
    assert ordered([1.0, 3.0, 2.0], ["", "", ""]) == (1, 2, 0)


@pytest.mark.parametrize(("scores", "wanted"), [([1.0, 0.97], (1, 0)), ([1.0, 0.9], (0, 1))])
def test_nearly_equal_scores_keep_yesterdays_order(scores: list[float], wanted: tuple[int, ...]) -> None:
    assert ordered(scores, ["a", "b"], {0: 5, 1: 2}) == wanted
    assert ordered(scores, ["a", "b"]) == (0, 1)


def test_a_small_effect_is_a_small_change_of_the_chance() -> None:
    draws = np.random.default_rng(1).normal(100, 10, 4000)
    now = smooth_chance(draws, 105)
    assert now == pytest.approx(0.31, abs=0.03)
    steps = [smooth_chance(draws + amount, 105) for amount in (0.01, 0.1, 1.0, 10.0)]
    assert now < steps[0] < steps[1] < steps[2] < steps[3]
    assert steps[2] - now == pytest.approx(10 * (steps[1] - now), rel=0.1)
    assert smooth_chance(draws, 105, lower_is_better=True) == pytest.approx(1 - now)
    assert [smooth_chance(np.full(9, 5.0), target) for target in (4, 5, 6)] == [1.0, 1.0, 0.0]


def test_the_belief_follows_from_mean_and_interval() -> None:
    assert belief(1.0, -0.28155, 2.28155) == pytest.approx(0.841, abs=0.001)
    assert belief(0.0, -1.0, 1.0) == 0.5
    assert [belief(mean, mean, mean) for mean in (-1.0, 0.0, 1.0)] == [0.0, 0.5, 1.0]


def test_urgency_grows_to_twice_and_no_further() -> None:
    assert [urgency(days, 4) for days in (9, 4, 2, 0, -30)] == [1.0, 1.0, 1.5, 2.0, 2.0]
    assert urgency(0, 0) == 1.0


def test_usefulness_begins_at_a_half_is_forgotten_and_never_dies() -> None:
    assert usefulness([]) == 0.5
    assert usefulness([(True, 0.0)] * 4) == pytest.approx(6 / 8)
    assert usefulness([(True, 60.0)] * 4) == pytest.approx(4 / 6)
    assert usefulness([(False, 0.0)] * 100) == 0.2


def test_the_slope_is_drawn_to_one_while_little_came() -> None:
    assert trust_slope([], []) == 1.0
    assert trust_slope([0.1], [0.0]) == pytest.approx(0.8)
    assert trust_slope([0.1] * 100, [0.05] * 100) == pytest.approx(0.52, abs=0.01)
    assert trust_slope([0.1] * 100, [-0.4] * 100) == 0.0
