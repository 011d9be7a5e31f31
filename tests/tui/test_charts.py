"""Bars, sparks and the chart: right heights, exact sizes, no figure that was not given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.tui.paint import plain, width_of
from tweetplan.tui.widgets.bars import bar, budget_line
from tweetplan.tui.widgets.chart import Curve, chart_lines
from tweetplan.tui.widgets.spark import spark

VALUES = st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=50)


@given(VALUES, VALUES, st.integers(16, 120), st.integers(5, 40))
def test_a_chart_has_the_size_it_was_given(
    actual: list[float | None], plan: list[float | None], w: int, h: int
) -> None:
    lines = chart_lines(Curve(actual=actual, plan=plan, fixed=[(0, 1.0)] if plan else [], now=0), w, h)
    assert len(lines) == h
    assert all(width_of(line) <= w for line in lines[:-1])


def test_a_chart_without_figures_says_so() -> None:
    assert plain(chart_lines(Curve(actual=[None, None]), 40, 8)[0]) == "No figures to draw yet."


def test_the_plan_climbs_from_the_lower_left_to_the_upper_right() -> None:
    lines = chart_lines(Curve(plan=[float(n) for n in range(11)]), 30, 13)
    body = [plain(line).partition("┤")[2] or plain(line).partition("│")[2] for line in lines[:10]]
    top, bottom = body[0], body[-1]
    assert top.rstrip() and top[:10].strip() == ""
    assert bottom[:3].strip() and bottom[15:].strip() == ""


def test_actuals_end_where_they_end() -> None:
    lines = chart_lines(Curve(plan=[10.0] * 100, actual=[5.0] * 50), 45, 13)
    filled = plain(lines[9])
    assert "⣿" in filled and not filled.rstrip().endswith("⣿" * 30)


def test_axis_marks_the_values_and_the_ticks() -> None:
    lines = chart_lines(Curve(plan=[0.0, 1000.0] * 6, ticks=[(0, "Q1"), (6, "Q3")], now=3), 45, 12)
    text = "\n".join(plain(line) for line in lines)
    assert "1,000┤" in text and "0┤" in text and "Q1" in text and "Q3" in text and "▲" in text
    assert plain(lines[-1]).strip() == "⠤ plan"


def test_a_small_range_is_told_apart() -> None:
    assert "0.05" in "\n".join(plain(line) for line in chart_lines(Curve(actual=[0.0, 0.05]), 40, 10))


@pytest.mark.parametrize(("share", "done"), [(0.0, 0), (0.5, 5), (1.0, 10), (7.0, 10), (-1.0, 0)])
def test_a_bar_is_as_long_as_its_share(share: float, done: int) -> None:
    text = plain(bar(share, 10, 0.6, 0.8))
    assert len(text) == 10 and text.count("━") == done


def test_the_allowed_band_is_seen_without_colour() -> None:
    assert plain(bar(0.1, 10, 0.2, 0.4)) == "━┄──┄┄┄┄┄┄"


def test_a_budget_line_fills_its_width_and_names_the_verdict() -> None:
    line = budget_line("intent", 2 / 14, 0.0, 0.2, "2 of 14 promo", "ok", 50)
    assert width_of(line) == 50 and plain(line).endswith("2 of 14 promo  ok")
    assert line[-1].tone == "good"
    assert budget_line("intent", 0.5, 0.0, 0.2, "7 of 14 promo", "above", 50)[-1].tone == "warn"


def test_a_spark_spans_its_own_range_and_shows_gaps() -> None:
    assert spark([1, None, 8], 5) == "▁·█"
    assert spark([3, 3], 5) == "▄▄"
    assert spark([], 5) == ""
    assert spark(list(range(100)), 4) == "▁▃▆█"
