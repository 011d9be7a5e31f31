"""The chance of a target: every kind of KPI, both directions, and several goals together."""

from dataclasses import replace

import numpy as np
import pytest

from tweetplan.estimate import Course, joint_chance, outlook, seeded

RNG = np.random.default_rng(11)
STEADY = RNG.poisson(100, 30).astype(float)
WHOLE = np.ones(10)


def chance(course: Course) -> float:
    return outlook(course, seeded("test")).outcome.p_positive


def test_a_total_is_what_stands_and_what_comes():
    course = Course("total", 1500, STEADY, WHOLE, stands=500)
    found = outlook(course, seeded(1), window="30 weeks to 2026-03-16")
    assert found.outcome.mean == pytest.approx(1500, rel=0.06)
    assert found.outcome.low < found.outcome.mean < found.outcome.high
    assert (found.outcome.n, found.outcome.window) == (30, "30 weeks to 2026-03-16")
    assert found.fan.shape == (10, 3) and found.fan[-1, 0] == pytest.approx(found.outcome.low)
    assert chance(replace(course, target=1000)) > 0.99 and chance(replace(course, target=2500)) < 0.01


def test_the_chance_never_says_never():
    assert 0 < chance(Course("total", 1e9, STEADY, WHOLE)) < 0.001


def test_weeks_that_do_not_count_add_nothing():
    course = Course("total", 100, STEADY, np.array([0.0, 0.0, 0.5]))
    assert outlook(course, seeded(1)).outcome.mean == pytest.approx(50, rel=0.1)


def test_a_level_starts_from_where_it_stands_and_may_fall():
    changes = RNG.normal(-5, 3, 20)
    found = outlook(Course("level", 1000, changes, WHOLE, stands=1000), seeded(1)).outcome
    assert found.mean == pytest.approx(950, abs=15) and found.p_positive < 0.05


def test_a_growth_is_relative_to_its_base():
    changes = RNG.normal(10, 2, 20)
    found = outlook(Course("growth", 0.2, changes, WHOLE, stands=1100, base=1000), seeded(1)).outcome
    assert found.mean == pytest.approx(0.2, abs=0.03)


def test_a_ratio_weighs_weeks_by_their_size():
    under = RNG.integers(800, 1200, 30).astype(float)
    course = Course("ratio", 0.05, 0.04 * under, WHOLE, 100.0, under, 1000.0)
    found = outlook(course, seeded(1)).outcome
    assert found.mean == pytest.approx((100 + 0.04 * 10_000) / 11_000, rel=0.05)
    assert found.p_positive < 0.5


def test_less_is_better_where_the_kpi_says_so():
    count = RNG.integers(20, 40, 30).astype(float)
    course = Course("duration", 7200, 3600 * count, WHOLE, 0.0, count, 0.0, better="lower")
    assert chance(course) > 0.95
    assert chance(replace(course, better="higher")) < 0.05


@pytest.mark.parametrize("weeks", [0, 1])
def test_below_two_weeks_nothing_is_known(weeks: int):
    course = Course("total", 10, STEADY[:weeks], WHOLE)
    assert not course.known
    with pytest.raises(ValueError, match="two known weeks"):
        outlook(course, seeded(1))


def test_goals_that_move_together_are_hit_together():
    rng = np.random.default_rng(3)
    shared = rng.gamma(2, 50, 50)
    course = Course("total", 1020, shared, WHOLE)
    twin, rival = replace(course, weeks=shared * 2, target=2040), replace(course, weeks=rng.permutation(shared))
    looks = [outlook(each, seeded(at), 4000) for at, each in enumerate((course, twin, rival))]
    alone = looks[0].outcome.p_positive
    together = joint_chance([course, twin], [looks[0], looks[1]], seeded("joint"))
    apart = joint_chance([course, rival], [looks[0], looks[2]], seeded("joint"))
    assert together is not None and apart is not None
    assert together > apart + 0.05
    assert together <= alone + 0.02 and apart == pytest.approx(alone * looks[2].outcome.p_positive, abs=0.12)
    assert joint_chance([], [], seeded(1)) is None
