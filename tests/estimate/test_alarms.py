"""The tail of the volume alarm against sums and draws of its own distribution."""

import numpy as np
import pytest

from tweetplan.estimate.alarms import tail, usual


def test_the_tail_is_one_minus_the_probabilities_below() -> None:
    assert tail(0, 2.0, 0.5) == 1.0
    assert tail(1, 2.0, 0.5) == pytest.approx(1 - (2 / 4) ** 2)  # size 2: P(0) = (2/(2+2))²
    assert 0 < tail(60, 0.5, 0.3) < 1e-20


def test_w17_a_steady_account_seldom_has_an_unusual_hour() -> None:
    rng = np.random.default_rng(7)
    rate = rng.gamma(2.0, 0.5, 168)
    fired = 0
    for _ in range(20):
        rates, spread = usual(rng.poisson(rate, (8, 168)).astype(float))
        now = rng.poisson(rate)
        fired += sum(tail(int(n), float(r), spread) < 0.001 for n, r in zip(now, rates, strict=True))
    assert fired / (20 * 168) < 0.004
