"""Between a goal and its form: figures come back as they were, counts are read, changes are only what was changed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi, duration, growth, ratio, total
from tweetplan.tui.screens.goals_values import (
    changes_of,
    figure_text,
    goal_values,
    read_counts,
    read_figure,
    read_goal_values,
    with_values,
)

GOAL = Goal("g", "event", "@tern", "leads", 1000, date(2026, 1, 1), date(2026, 12, 31), fields={"seats": 40})
KINDS = (
    Kpi("t", total("a")), Kpi("r", ratio("a", "b"), unit="%"), Kpi("g", growth("a")), Kpi("d", duration("a", "b")),
    Kpi("c", total("a"), currency="EUR"), Kpi("p", ratio("a", "b"), currency="EUR"),
)  # fmt: skip


@given(st.floats(-1e9, 1e9) | st.integers(-(10**9), 10**9), st.sampled_from(KINDS))
def test_a_figure_comes_back_as_it_was(value: float, kpi: Kpi) -> None:
    assert read_figure(figure_text(value, kpi)) == pytest.approx(value, rel=1e-15, abs=0)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1000", 1000), ("1,000", 1000), ("15 %", 0.15), ("15%", 0.15), ("0.15", 0.15), ("2 h", 7200), ("2 h 10", 7800),
     ("90 min", 5400), ("1 h 30 min", 5400), ("45 s", 45), ("−3", -3)],
)  # fmt: skip
def test_figures_as_people_write_them(text: str, value: float) -> None:
    assert read_figure(text) == value


@pytest.mark.parametrize("text", ["", "many", "1_000", "nan", "inf %", "15 %%", "2 h 90 x", "1e999"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_figure(text)


@pytest.mark.parametrize("kpi", KINDS)
def test_figures_are_shown_as_people_write_them(kpi: Kpi) -> None:
    assert figure_text(0.15, kpi) in ("0.15", "15 %") and figure_text(None, kpi) == ""


def test_a_time_is_shown_in_its_largest_whole_unit() -> None:
    assert [figure_text(value, KINDS[3]) for value in (7200, 5400, 45, 86400)] == ["2 h", "90 min", "45 s", "1 d"]


def test_counts_in_the_ways_people_write_them() -> None:
    assert read_counts("15 posts, 2 chats") == {"posts": 15, "chats": 2}
    assert read_counts("posts=15,chats 2,") == {"posts": 15, "chats": 2}
    assert read_counts("") == {}
    for bad in ("posts", "12", "many posts", "posts=1.5"):
        with pytest.raises(ValueError):
            read_counts(bad)


def test_what_was_not_changed_is_no_change() -> None:
    values = {name: value for name, value in goal_values(GOAL).items() if value not in (None, "")}
    values |= {"target": "1,000", "importance": "3", "urgency": "3", "account": "@Tern", "supports": "–"}
    read, found = read_goal_values(values, goal_values(GOAL))
    assert found == [] and changes_of(GOAL, read) == {}


def test_only_what_was_changed_is_sent_and_an_emptied_baseline_is_none() -> None:
    goal = replace(GOAL, baseline=5.0)
    given = {name: value for name, value in goal_values(goal).items() if value not in (None, "")}
    read, _ = read_goal_values({**given, "target": "12 %", "own-seats": 50, "baseline": None}, goal_values(goal))
    assert changes_of(goal, read) == {"target": 0.12, "fields": {"seats": 50}, "baseline": None}
    assert with_values(goal, read).fields == {"seats": 50}


def test_a_figure_that_is_none_is_a_finding_at_its_field() -> None:
    _, found = read_goal_values({"target": "lots"}, ["target"])
    assert [(finding.where, finding.severity) for finding in found] == [("target", "error")]
