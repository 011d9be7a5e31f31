"""Simulated weeks: never absurd, always the same for the same seed, and right about as often as they say."""

import numpy as np
import pytest

from tweetplan.estimate.normal import seeded
from tweetplan.estimate.weekly import capped_level, counted, drawn_weeks, in_order_of, signed_paths, total_paths

HORIZON = 13


def account(rng: np.random.Generator, weeks: int, mean: float = 200.0, spread: float = 0.35, drift: float = 0.1):
    """Weekly counts with a wandering level, as real accounts have them."""
    level = mean * np.exp(np.cumsum(rng.normal(0, drift, weeks)))
    return rng.poisson(level * rng.gamma(1 / spread, spread, weeks)).astype(float)


def test_the_same_seed_gives_the_same_weeks():
    history = account(np.random.default_rng(1), 30)
    paths = [total_paths(history, 5, seeded("goal", "2026-03-16"), 200) for _ in range(2)]
    assert np.array_equal(*paths)
    assert not np.array_equal(paths[0], total_paths(history, 5, seeded("goal", "2026-03-17"), 200))


@pytest.mark.parametrize("weeks", [2, 3, 7, 8, 52, 80])
def test_totals_are_counts_and_bounded(weeks: int):
    history = account(np.random.default_rng(weeks), weeks)
    paths = total_paths(history, HORIZON, seeded(weeks), 500)
    assert paths.shape == (500, HORIZON)
    assert np.isfinite(paths).all() and (paths >= 0).all()
    assert paths.sum(axis=1).mean() == pytest.approx(history[-52:].mean() * HORIZON, rel=0.8)


def test_one_week_is_no_history():
    with pytest.raises(ValueError, match="no history"):
        total_paths(np.array([3.0]), 4, seeded(1))


def test_nothing_ever_came_nothing_is_foretold():
    assert total_paths(np.zeros(6), 4, seeded(1), 100).sum() == 0


def test_no_week_of_a_local_level_passes_three_times_the_most_seen():
    history = np.array([1.0, 2, 1, 900, 1, 3, 2, 1, 2, 1])
    assert capped_level(history, 10, seeded(2), 2000).max() <= 3 * 900 + 1e-6


def test_a_signed_series_may_fall():
    paths = signed_paths(np.array([-5.0, -7, -4, -6, -5, -8, -6, -5, -4, -7]), 4, seeded(3), 500)
    assert paths.sum(axis=1).mean() == pytest.approx(-23, abs=4)


def test_both_parts_of_a_ratio_stay_together():
    rng = np.random.default_rng(5)
    under = rng.integers(500, 5000, 40).astype(float)
    top, drawn = drawn_weeks(0.02 * under, under, 6, seeded(4), 500)
    assert set(np.unique(drawn)) <= set(under)
    assert (top.sum(axis=1) / drawn.sum(axis=1)).mean() == pytest.approx(0.02, rel=0.03)


def test_rearranged_draws_keep_their_values():
    values, pattern = np.array([5.0, 1, 3, 2]), np.array([0.1, 0.4, 0.2, 0.3])
    assert in_order_of(values, pattern).tolist() == [1, 5, 2, 3]


@pytest.mark.parametrize("history", [20, 60])
def test_the_80_percent_interval_holds_about_80_percent(history: int):
    rng = np.random.default_rng(history)
    inside = []
    for number in range(220):
        series = account(rng, history + HORIZON, mean=float(rng.choice([20, 200, 5000])))
        sums = total_paths(series[:history], HORIZON, seeded(number), 800).sum(axis=1)
        low, high = np.quantile(sums, (0.1, 0.9))
        inside.append(low <= series[history:].sum() <= high)
    assert 0.75 <= np.mean(inside) <= 0.88


def test_a_short_history_is_doubted_enough():
    rng = np.random.default_rng(13)
    inside: dict[int, list[bool]] = {2: [], 4: [], 7: []}
    for history, held in inside.items():
        for number in range(240):
            series = account(
                rng, history + 10, mean=float(rng.choice([20, 100, 500])), spread=rng.choice([0.1, 0.3, 0.6])
            )
            sums = total_paths(series[:history], 10, seeded(history, number), 500).sum(axis=1)
            low, high = np.quantile(sums, (0.1, 0.9))
            held.append(bool(low <= series[history:].sum() <= high))
    assert all(0.74 <= np.mean(held) <= 0.92 for held in inside.values())


def test_the_chance_beats_the_run_rate_after_every_week():
    rng = np.random.default_rng(7)
    missed: dict[int, list[tuple[float, float]]] = {2: [], 4: [], 6: [], 8: [], 10: []}
    for number in range(100):
        series = account(rng, 26 + HORIZON, drift=0.07)
        before, quarter = series[13:26].sum(), series[26:]
        for week, errors in missed.items():
            done = quarter[:week].sum()
            ends = done + total_paths(series[: 26 + week], HORIZON - week, seeded(number, week), 600).sum(axis=1)
            for share in (0.8, 0.9, 1.0, 1.1, 1.25, 1.5):
                came, target = float(quarter.sum() >= share * before), share * before
                run_rate = float(done / week * HORIZON >= target)
                errors.append((((ends >= target).mean() - came) ** 2, (run_rate - came) ** 2))
    brier = {week: np.mean(errors, axis=0) for week, errors in missed.items()}
    assert all(ours < theirs for ours, theirs in brier.values())
    ours, theirs = np.mean(list(brier.values()), axis=0)
    assert ours <= 0.65 * theirs


def test_poisson_alone_would_fail_the_interval():
    """The gate can fail: without the doubt about level and week, far fewer outcomes lie inside."""
    rng = np.random.default_rng(9)
    inside = []
    for number in range(150):
        series = account(rng, 40 + HORIZON)
        sums = seeded(number).poisson(series[:40].mean(), (400, HORIZON)).sum(axis=1)
        low, high = np.quantile(sums, (0.1, 0.9))
        inside.append(low <= series[40:].sum() <= high)
    assert np.mean(inside) < 0.5


def test_a_level_that_is_known_better_is_doubted_less():
    few, many = (counted(np.full(n, 100.0), 4, seeded(n), 2000).sum(axis=1).std() for n in (3, 50))
    assert many < few
