"""The target curve adds up at every height, for any weights and anchors (G07)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.curve import Anchor, BadCurve, TargetCurve, decimals, grid

DAY = timedelta(days=1)
START, END = date(2026, 1, 1), date(2026, 12, 31)
YEAR = TargetCurve(START, END, target=1000)


def test_g07_a_curve_begins_at_nothing_and_ends_at_its_target() -> None:
    assert (YEAR.value_at(START - DAY), YEAR.value_at(END), YEAR.value_at(END + 400 * DAY)) == (0, 1000, 1000)
    assert YEAR.value_at(date.min) == 0
    assert YEAR.over(date.min, date.max) == 1000


def test_g07_whole_numbers_stay_integers_and_money_keeps_its_cents() -> None:
    assert isinstance(YEAR.over(START, START + 30 * DAY), int)
    money = TargetCurve(START, START + 2 * DAY, target=100, scale=2)
    assert [money.over(START + n * DAY, START + n * DAY) for n in range(3)] == [33.33, 33.34, 33.33]


def test_g07_a_day_of_weight_0_is_asked_nothing_and_a_heavy_one_its_share() -> None:
    weights = {START + DAY: 0.0, START + 2 * DAY: 2.0}
    curve = TargetCurve(START, START + 3 * DAY, 400, weights)
    assert [curve.over(day, day) for day in (START + n * DAY for n in range(4))] == [100, 0, 200, 100]


def test_g07_a_stretch_without_any_weight_is_shared_out_evenly() -> None:
    curve = TargetCurve(START, START + 3 * DAY, 40, {START + n * DAY: 0.0 for n in range(4)})
    assert [curve.over(day, day) for day in (START + n * DAY for n in range(4))] == [10, 10, 10, 10]


def test_g08_an_anchor_reshapes_what_lies_around_it_and_an_older_one_gives_way() -> None:
    curve = YEAR.anchored(date(2026, 3, 31), 150).anchored(date(2026, 3, 31), 200)
    assert curve.fixed == (Anchor(date(2026, 3, 31), 200), Anchor(END, 1000))
    assert curve.value_at(date(2026, 3, 31)) == 200
    assert YEAR.anchors == ()


@pytest.mark.parametrize(
    ("anchors", "said"),
    [
        ((Anchor(date(2026, 2, 1), 8), Anchor(date(2026, 3, 1), 5)), "5 on 2026-03-01 is less than 8"),
        ((Anchor(date(2026, 2, 1), 11),), "10 on 2026-12-31 is less than 11"),
        ((Anchor(date(2026, 2, 1), 1), Anchor(date(2026, 2, 1), 2)), "two anchors on 2026-02-01"),
        ((Anchor(date(2026, 3, 1), 1), Anchor(date(2026, 2, 1), 2)), "order of time"),
        ((Anchor(date(2025, 12, 31), 1),), "must lie in the goal's dates"),
        ((Anchor(END, 10),), "must lie in the goal's dates"),
        ((Anchor(date(2026, 2, 1), float("nan")),), "finite"),
    ],
)
def test_g07_inconsistent_anchors_are_refused_in_words(anchors: tuple[Anchor, ...], said: str) -> None:
    with pytest.raises(BadCurve, match=said):
        TargetCurve(START, END, 10, anchors=anchors)


def test_g06_dates_that_make_no_span_are_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        TargetCurve(END, START, 10)
    with pytest.raises(ValueError, match="must lie in the years"):
        TargetCurve(START, date.max, 10)


@pytest.mark.parametrize("weight", [-0.1, float("nan"), float("inf")])
def test_g07_weights_are_never_negative(weight: float) -> None:
    with pytest.raises(ValueError, match="at least 0"):
        TargetCurve(START, END, 10, {START: weight})


def test_levels_may_fall_and_ask_their_last_value_of_a_period() -> None:
    backlog = TargetCurve(START, START + 9 * DAY, 20, origin=120, adds_up=False, may_fall=True)
    assert [backlog.value_at(START + n * DAY) for n in (-1, 0, 4, 9)] == [120, 110, 70, 20]
    assert backlog.over(START, START + 4 * DAY) == 70


@given(
    target=st.integers(0, 10**15),
    scale=st.integers(0, 3),
    days=st.integers(1, 1200),
    cuts=st.lists(st.integers(0, 1199), max_size=40),
    weights=st.lists(st.floats(0, 1e300), max_size=400),
    fixed=st.lists(st.tuples(st.integers(0, 1199), st.floats(0, 1)), max_size=5),
)
def test_g07_any_cut_into_periods_adds_up_exactly(
    target: int, scale: int, days: int, cuts: list[int], weights: list[float], fixed: list[tuple[int, float]]
) -> None:
    end = START + DAY * (days - 1)
    inside = sorted({day % days for day, _ in fixed} - {days - 1})
    values = sorted(int(target * share) for _, share in fixed)
    anchors = tuple(Anchor(START + DAY * day, value) for day, value in zip(inside, values, strict=False))
    curve = TargetCurve(START, end, target, {START + DAY * n: w for n, w in enumerate(weights)}, anchors, scale=scale)
    edges = sorted({START, *(START + DAY * (cut % days) for cut in cuts), end + DAY})
    periods = [curve.steps(first, after - DAY) for first, after in pairwise(edges)]
    assert sum(periods) == target * 10**scale
    assert all(asked >= 0 for asked in periods)
    assert all(curve.value_at(anchor.day) == anchor.value for anchor in curve.fixed)


@given(target=st.integers(0, 5000), days=st.integers(1, 400), day=st.integers(0, 399))
def test_g07_no_day_is_more_than_half_a_unit_off_the_straight_line(target: int, days: int, day: int) -> None:
    curve = TargetCurve(START, START + DAY * (days - 1), target)
    done = min(day + 1, days)
    assert abs(curve.value_at(START + DAY * day) - target * done / days) <= 0.5


def test_decimals_and_grid_are_exact() -> None:
    assert decimals(1000.0, None, 0.0, 1e22) == 0
    assert decimals(12.5, 0.25, 3) == 2
    assert decimals(0.1 + 0.2) == 6
    assert grid(1.15, 2) == 115
    assert grid(10**17 + 1, 2) == 10**19 + 100
