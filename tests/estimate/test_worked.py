"""Before and after (W16): a change is found where there is one, and chance is called chance where there is none."""

import numpy as np
import pytest

from tweetplan.estimate.returns import ratio_of_sums
from tweetplan.estimate.worked import LEAST_PLACEBOS, before_after


def history(seed: int, days: int = 300, effect: float = 1.0, at: int = 250) -> np.ndarray:
    """A noisy daily series with a week's shape and a slow drift; from `at` on it is `effect` times itself."""
    rng = np.random.default_rng(seed)
    shape = np.array([1.0, 1.1, 1.2, 1.1, 1.0, 0.6, 0.5])[np.arange(days) % 7]
    level = 200 * np.exp(np.cumsum(rng.normal(0, 0.005, days)))
    series = level * shape * np.exp(rng.normal(0, 0.35, days))
    series[at:] *= effect
    return series


def test_w16_a_real_change_is_found_and_its_interval_holds_it() -> None:
    held = [before_after(history(seed, effect=1.5), 250, 28) for seed in range(40)]
    found = [one for one in held if one is not None]
    assert len(found) == 40
    assert np.mean([one.p_value <= 0.05 for one in found]) >= 0.85
    assert 0.40 <= np.median([one.lift.mean for one in found]) <= 0.60
    assert 0.65 <= np.mean([one.lift.low <= 0.5 <= one.lift.high for one in found]) <= 0.97


def test_w16_where_nothing_changed_chance_is_called_chance() -> None:
    held = [before_after(history(seed + 1000), 250, 28) for seed in range(200)]
    wrong = np.mean([one is not None and one.p_value <= 0.05 for one in held])
    assert wrong <= 0.10


def test_w16_a_short_past_is_not_surer_than_its_few_windows() -> None:
    """The windows of 67 placebo dates share most of their days: they are no 67 trials."""
    held = [before_after(history(seed + 2000, days=150), 122, 28) for seed in range(150)]
    found = [one for one in held if one is not None]
    assert len(found) == 150
    assert np.mean([one.p_value <= 0.05 for one in found]) <= 0.08
    assert 0.72 <= np.mean([one.lift.low <= 0.0 <= one.lift.high for one in found]) <= 0.92


def test_a_short_past_says_nothing() -> None:
    assert before_after(history(1), 56 + 28 + LEAST_PLACEBOS - 2, 28) is None
    assert before_after(history(1), 56 + 28 + LEAST_PLACEBOS - 1, 28) is not None


def test_days_that_are_not_known_are_no_zeros() -> None:
    whole, gaps = history(5, effect=1.0), history(5, effect=1.0)
    gaps[::3] = np.nan
    one, other = before_after(whole, 250, 28), before_after(gaps, 250, 28)
    assert one is not None and other is not None
    assert abs(one.lift.mean - other.lift.mean) < 0.25
    assert other.expected == pytest.approx(one.expected * 2 / 3, rel=0.2)


def test_g28_a_ratio_of_sums_is_exact_and_its_interval_comes_from_weeks() -> None:
    rng = np.random.default_rng(1)
    spend, leads = np.array([100.0, 150, 0, 120, 130, 0]), np.array([4.0, 7, 0, 5, 5, 0])
    found = ratio_of_sums(spend, leads, rng)
    assert found is not None
    assert found.mean == 500 / 21 and found.n == 4
    assert 20 < found.low < found.mean < found.high < 28
    assert ratio_of_sums(spend[:4], leads[:4], rng) is None, "three weeks hold anything"
    assert ratio_of_sums(spend, np.zeros(6), rng) is None
