"""The Goals mode's rows, curve, facts and matrix as pure functions: figures of the sources, exact widths, no lie."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tweetplan.domain.curve import Anchor
from tweetplan.domain.goals import Goal, PeriodNote
from tweetplan.domain.kpis import Kpi, duration, level, ratio, total
from tweetplan.domain.ladder import Node, Reading
from tweetplan.domain.priority import core_goals, matrix, pairs, priority_findings
from tweetplan.domain.targets import commitment, plan, replan
from tweetplan.tui.paint import plain, width_of
from tweetplan.tui.screens import goals_rows as ladder
from tweetplan.tui.screens.goals_curve import curve_of, sampled_days, step_of
from tweetplan.tui.screens.goals_facts import note_words, pace_line
from tweetplan.tui.screens.goals_matrix import matrix_height, matrix_lines, pair_rows, rank_why
from tweetplan.tui.widgets.row import Row, row_line
from tweetplan.tui.widgets.ruled import ruled
from tweetplan.workspace.goals_view import GoalPage, PriorityView, pace_of

LEADS = Kpi("leads", total("leads"))
GOAL = Goal(
    "leads-2026", "leads", "@tern", "leads", 1000.0, date(2026, 1, 1), date(2026, 12, 31), baseline=0,
    anchors=(Anchor(date(2026, 2, 28), 120), Anchor(date(2026, 3, 31), 200), Anchor(date(2026, 6, 30), 450),
             Anchor(date(2026, 9, 30), 750)),
    periods=(PeriodNote("2026-03", "industry fair", 800.0, {"posts": 15, "chats": 2}),),
)  # fmt: skip
KNOWN, TODAY = date(2026, 3, 16), date(2026, 3, 17)
NARROW = ladder.ladder_columns(47, replanned=False)


def reading(goal: Goal = GOAL, kpi: Kpi = LEADS, daily: float = 2.0) -> Reading:
    curve = commitment(goal, kpi)
    return Reading(
        goal, kpi, curve, curve, lambda first, last: daily * ((last - first).days + 1), KNOWN, TODAY, source="typed"
    )


def tree(read: Reading, opened: frozenset[str]) -> tuple[Row, ...]:
    return ladder.tree_rows(list(ladder.shown_nodes(read.tree(), opened)), opened, NARROW)


def text(row: Row, width: int = 46) -> str:
    return plain(row_line(row, NARROW, width))


def test_g07_the_tree_opens_at_today_and_shows_the_quarters_of_the_source() -> None:
    shown = [text(row) for row in tree(reading(), ladder.opened_now(reading()))]
    assert shown[0].split() == ["▾", "2026", "◂", "1000", "150", "93", "%", "●", "on", "track"]
    assert [line.split()[1] for line in shown if "Q" in line] == ["Q1", "Q2", "Q3", "Q4"]
    assert [line.split()[3] for line in shown if " Q2" in line or " Q3" in line] == ["250", "300"]
    march = next(line for line in shown if " Mar " in line)
    assert march.startswith("    ▾ Mar ◂◆¶") and " 80 " in march
    assert sum("W" in line for line in shown) == 6
    assert all(cell_len(line) == 46 for line in shown)


def test_a_quarter_that_is_fixed_is_marked_and_one_to_come_has_no_figure() -> None:
    second = next(text(row) for row in tree(reading(), ladder.opened_now(reading())) if "Q2" in row.text)
    assert "Q2 ◆" in second and second.rstrip().endswith("○ to come") and "–" in second


def test_rows_have_keys_of_their_own_even_when_a_week_is_split_by_a_month() -> None:
    read = reading()
    opened = frozenset(
        ladder.rung_key(kind, rung) for kind in ("year", "quarter", "month") for rung in read.rungs(kind)
    )
    nodes = [node for node, _ in ladder.shown_nodes(read.tree(), opened)]
    keys = [ladder.rung_key(node.kind, node.rung) for node in nodes]
    assert len(keys) == len(set(keys))
    assert sum(key.startswith("week:2026-W14") for key in keys) == 2


def test_more_room_opens_the_other_quarters() -> None:
    assert len(tree(reading(), ladder.opened_now(reading(), 12))) < 20
    assert (
        sum("Q" not in row.text and "W" not in row.text for row in tree(reading(), ladder.opened_now(reading(), 30)))
        == 13
    )


def test_a_goal_that_is_over_opens_its_last_month_and_says_what_was_met() -> None:
    old = replace(GOAL, start=date(2025, 1, 1), end=date(2025, 12, 31), anchors=(), periods=())
    shown = [text(row) for row in tree(reading(old), ladder.opened_now(reading(old)))]
    assert any("Dec" in line for line in shown) and all("✗ missed" in line or "✓ met" in line for line in shown)


def test_levels_are_flat_and_whole() -> None:
    read = reading()
    nodes = [Node(rung, "week", read) for rung in read.rungs("week")]
    assert len(ladder.level_rows(nodes, NARROW)) == 53
    two_years = reading(replace(GOAL, end=date(2027, 12, 31)))
    months = [Node(rung, "month", two_years) for rung in two_years.rungs("month")]
    assert [row.text.split()[:2] for row in ladder.level_rows(months, NARROW)][12] == ["Jan", "2027"]


@given(st.floats(0, 2000, allow_nan=False))
def test_a_pace_is_never_rounded_up_to_what_it_missed(pace: float) -> None:
    words = ladder.pace_words(pace)
    assert cell_len(words) <= 5
    if "%" in words:
        assert int(words.split()[0]) / 100 <= pace + 1e-9


@pytest.mark.parametrize(
    ("pace", "words"), [(None, ""), (1.0, "100 %"), (0.996, "99 %"), (1.1, "110 %"), (12.4, "×12")]
)
def test_paces_in_words(pace: float | None, words: str) -> None:
    assert ladder.pace_words(pace) == words


@given(st.floats(-9.9e11, 9.9e11) | st.integers(-(10**11), 10**11))
def test_a_total_fits_its_column(value: float) -> None:
    assert cell_len(ladder.narrow(value, LEADS, 6)) <= 6


def test_currencies_are_said_once_above_the_chart() -> None:
    assert ladder.narrow(1250.5, Kpi("spend", total("spend"), currency="EUR"), 7) == "1250.50"
    assert ladder.narrow(0.031, Kpi("r", ratio("a", "b"), unit="%"), 6) == "3.1 %"
    assert ladder.narrow(7800.0, Kpi("d", duration("a", "b")), 6) == "2 h 10"


def test_the_curve_ends_its_actuals_where_they_end_and_marks_what_is_fixed() -> None:
    curve = curve_of(reading())
    assert (len(curve.plan), len(curve.actual), curve.commitment) == (181, 37, ())
    assert curve.actual[-1] == 148 and curve.plan[-1] == 1000
    assert [value for _, value in curve.fixed] == [120, 200, 450, 750, 1000]
    assert [label for _, label in curve.ticks] == ["Q1", "Q2", "Q3", "Q4"]
    assert curve.now == 37
    again = curve_of(reading())
    assert curve == again, "an unchanged goal must not be painted anew"


@pytest.mark.parametrize("width", [47, 69])
def test_a_replan_has_a_column_and_what_is_over_is_judged_as_agreed(width: int) -> None:
    made = replan(GOAL, LEADS, KNOWN, 150, history=[Anchor(date(2026, 1, 31), 62), Anchor(date(2026, 2, 28), 118)])
    read = replace(reading(), plan=plan(GOAL, LEADS, made))
    columns = ladder.ladder_columns(width, replanned=True)
    opened = ladder.opened_now(read)
    rows = {
        row.key.split(":")[1]: row
        for row in ladder.tree_rows(list(ladder.shown_nodes(read.tree(), opened)), opened, columns)
    }
    january, march = rows["2026-01"].text.split(), rows["2026-03"].text.split()
    assert january[2:6] == ["63", "62", "62", "98"] and january[7] == "✗"
    figures = [word for word in march if word.isdigit()]
    assert figures[:3] == ["80", "82", "32"]
    assert all(cell_len(plain(row_line(row, columns, width - 1))) == width - 1 for row in rows.values())


def test_a_replan_is_drawn_beside_what_was_agreed() -> None:
    curve = curve_of(reading(), replanned=True)
    assert len(curve.commitment) == len(curve.plan) == 181


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 3000))
def test_the_steps_of_a_chart_hold_its_first_and_last_day(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    days = sampled_days(start, end)
    assert (days[0], days[-1]) == (start, end) and days == sorted(set(days)) and len(days) <= 181
    assert [step_of(days, day) for day in days] == list(range(len(days)))


def page(kpi: Kpi = LEADS, goal: Goal = GOAL, **changes: float) -> GoalPage:
    read = reading(goal, kpi, **changes)
    year = read.rungs("year")[0]
    return GoalPage(goal, 1, None, kpi, read, year, pace_of(read), ())


def test_the_pace_line_says_what_is_and_what_is_needed() -> None:
    assert pace_line(page()) == "14 a week over 4 weeks; 21 a week needed for 1000 by 31 Dec"
    assert (1000 - 150) * 7 / (date(2026, 12, 31) - KNOWN).days == pytest.approx(20.5, abs=0.1)


def test_a_ratio_has_no_rate_and_says_what_is_asked() -> None:
    rate = Kpi("rate", ratio("leads", "url_clicks"), unit="%")
    goal = replace(GOAL, kpi="rate", target=0.05, baseline=0.04, anchors=())
    words = pace_line(page(rate, goal, daily=0.0005))
    assert "a week" not in words and "asked by then" in words and words.endswith("5 % by 31 Dec")


def test_an_allowance_is_told_as_one() -> None:
    spend = Kpi("spend", total("spend"), better="lower")
    assert "at most" in pace_line(page(spend, replace(GOAL, kpi="spend")))


def test_a_level_moves_by_its_change() -> None:
    read = replace(
        reading(replace(GOAL, kpi="followers", target=2000.0, baseline=1000, anchors=()), Kpi("f", level("followers"))),
        actual_of=lambda first, last: 1000.0 + (last - date(2026, 1, 1)).days,
    )
    pace = pace_of(read)
    assert pace is not None and pace.rate == pytest.approx(7) and pace.stands == 1074


def test_g08_a_note_in_words() -> None:
    march = reading().rungs("month")[2]
    assert note_words(march) == "industry fair · budget 800 · 15 posts, 2 chats"
    assert note_words(reading().rungs("month")[3]) == ""


# ---- priority --------------------


def view(*goals: Goal) -> PriorityView:
    return PriorityView(matrix(goals), core_goals(goals), pairs(goals), priority_findings(goals), 2, 3)


def ranked(name: str, importance: int, urgency: int, **changes: object) -> Goal:
    return replace(GOAL, name=name, importance=importance, urgency=urgency, **changes)


def test_g25_the_matrix_has_every_goal_in_its_quadrant() -> None:
    made = view(ranked("leads", 5, 5), ranked("brand", 5, 2, tier="secondary", supports="leads"), ranked("chat", 1, 5))
    lines = [plain(line) for line in matrix_lines(made, 80)]
    assert len(lines) == matrix_height(made) and all(cell_len(line) <= 80 for line in lines)
    top = next(line for line in lines if "leads" in line)
    assert top.index("brand") < top.index("★ leads")
    assert any("★ chat" in line for line in lines)
    rows = [row.text for row in pair_rows(made)]
    assert any(row.startswith("↳ brand") for row in rows) and any("5 × 5 = 25" in row for row in rows)


def test_g25_too_many_goals_in_a_quadrant_are_counted() -> None:
    made = view(*(ranked(f"g{n}", 5, 5) for n in range(6)))
    text = "\n".join(plain(line) for line in matrix_lines(made, 80))
    assert "… and 4 more" in text and "★ g0" in text
    assert any("at most 3" in row.text for row in pair_rows(made))
    why = rank_why(made, "goal:g0")
    assert why is not None and "do first" in why.title


@given(st.integers(16, 140), st.lists(st.text(max_size=40), max_size=5, unique=True))
def test_the_matrix_stays_in_its_width(width: int, names: list[str]) -> None:
    made = view(*(ranked(name, 5, 5) for name in names))
    assert all(width_of(line) <= max(width, 31) for line in matrix_lines(made, width))


@given(st.text(max_size=60), st.integers(1, 120))
def test_a_rule_with_words_is_as_wide_as_its_room(words: str, width: int) -> None:
    from tweetplan.tui.paint import Piece

    assert width_of(ruled((Piece(words),), width)) == width


def test_the_clock_of_a_goal_that_has_not_begun(days: int = 400) -> None:
    later = replace(GOAL, start=TODAY + timedelta(days=days), end=TODAY + timedelta(days=2 * days), anchors=())
    assert curve_of(reading(later)).actual == [] and pace_of(reading(later)) is None
    shown = tree(reading(later), ladder.opened_now(reading(later)))
    assert all("to come" in row.text for row in shown)
