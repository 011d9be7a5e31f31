"""The normal distribution and ranks, against the textbook."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.estimate.normal import (
    cdf,
    local_percentile,
    normal_scores,
    quantile,
    ranks,
    residuals,
    rolling_median,
    spearman,
)


@pytest.mark.parametrize(("p", "z"), [(0.5, 0), (0.9, 1.2815515655), (0.975, 1.9599639845), (0.001, -3.0902323062)])
def test_quantiles_of_the_table(p: float, z: float):
    assert float(quantile(p)) == pytest.approx(z, abs=1e-7)


@given(st.floats(1e-6, 1 - 1e-6))
def test_cdf_takes_the_quantile_back(p: float):
    assert float(cdf(quantile(p))) == pytest.approx(p, abs=1e-8)


def test_equal_values_share_their_ranks():
    assert ranks(np.array([3.0, 1, 3, 2])).tolist() == [3.5, 1, 3.5, 2]


def test_spearman_sees_order_alone():
    x = np.arange(20.0)
    assert spearman(x, np.exp(x)) == pytest.approx(1)
    assert spearman(x, -x) == pytest.approx(-1)
    assert spearman(x, np.ones(20)) == 0


def test_a_viral_post_is_only_the_first_rank():
    assert normal_scores(np.array([1.0, 2, 3])) == pytest.approx(normal_scores(np.array([1.0, 2, 1e9])))


def test_residuals_take_out_growth():
    growth = np.linspace(0, 5, 200)
    left = residuals(growth)
    assert abs(left[30:-30]).max() < 0.01
    assert rolling_median(np.array([1.0, 100, 2]), 3).tolist() == [50.5, 2, 51]


def test_local_percentiles_compare_with_neighbours():
    assert local_percentile(np.array([1.0, 2, 3])).tolist() == [0, 0.5, 1]
    assert local_percentile(np.array([4.0])).tolist() == [0.5]
