"""Cadences fall on the days they should, and a week of tasks is the same however often it is made (G09, G14, T10)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.cadence import after, before, daily, fortnightly, monthly, quarterly, weekly, when
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi, duration
from tweetplan.domain.occurrences import occurrences, plan_line, tasks_for_week, times_in, wants_for_week
from tweetplan.domain.periods import containing, parse
from tweetplan.domain.timing import within

GOAL = Goal(
    "ideas", "thought_leadership", "@tern", "leads", 100, date(2026, 1, 1), date(2026, 12, 31),
    fields={"event": "2026-06-01"},
)  # fmt: skip
TEMPLATES = (
    weekly((2, 3), "Insight post", minutes=30, makes_post=True, topic="industry", why="G14"),
    monthly((1, 2), "Industry chat", role="community_manager", minutes=60, why="G14"),
    quarterly(1, "Data report", role="analyst", minutes=240, why="G14"),
    weekly(1, "Plan the week", role="strategist", minutes=45, weekday=0, why="T10"),
)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def days(template, goal=GOAL, first=YEAR[0], last=YEAR[1], **more):
    return [found.day for found in occurrences(template.cadence, goal, first, last, **more)]


def test_g14_two_to_three_insights_fall_on_different_weekdays_of_every_week():
    for week in range(2, 53):
        period = parse(f"2026-W{week:02}")
        found = days(TEMPLATES[0], first=period.first, last=period.last)
        assert 2 <= len(found) <= 3
        assert len(set(found)) == len(found) and all(day.weekday() < 5 for day in found)


def test_g14_one_to_two_chats_a_month_and_one_report_a_quarter():
    by_month = [len([day for day in days(TEMPLATES[1]) if day.month == month]) for month in range(1, 13)]
    assert set(by_month) == {1, 2} and sum(by_month) == 18
    assert [(day.month - 1) // 3 for day in days(TEMPLATES[2])] == [0, 1, 2, 3]


def test_t10_the_week_is_planned_on_mondays():
    found = days(TEMPLATES[3], first=date(2026, 3, 1), last=date(2026, 3, 31), shift=3)
    assert found == [date(2026, 3, 2) + timedelta(days=7 * n) for n in range(5)]


def test_fortnights_count_from_the_goals_start():
    late = replace(GOAL, start=date(2026, 1, 7))
    found = days(fortnightly(1, "Check-point"), late)
    assert [day.isocalendar().week for day in found][:4] == [3, 5, 7, 9]
    assert all(10 <= (later - earlier).days <= 18 for earlier, later in pairwise(found))


def test_before_and_after_a_date_of_the_goal():
    assert days(before("event", days=7)("Remind")) == [date(2026, 5, 25)]
    assert days(after("end", days=2)("Look back"), last=date(2027, 1, 31)) == [date(2027, 1, 2)]
    assert days(before("event", days=7)("Remind"), replace(GOAL, fields={})) == []
    assert days(when("mention")("Answer")) == []


def test_two_reminders_of_one_name_are_two_tasks():
    week = containing("week", date(2026, 5, 27))
    made = tasks_for_week((before("event", days=7)("Remind"), before("event", days=5)("Remind")), GOAL, week)
    assert len({task.id for task in made}) == 2


def test_daily_work_is_for_every_day():
    week = parse("2026-W12")
    assert len(days(daily(1, "Answer mentions"), first=week.first, last=week.last)) == 7
    assert len(days(daily(2, "Answer mentions"), first=week.first, last=week.last)) == 14


def test_the_same_week_made_twice_is_the_same_and_weeks_do_not_overlap():
    weeks = [tasks_for_week(TEMPLATES, GOAL, parse(f"2026-W{week:02}")) for week in range(1, 54)]
    assert weeks[11] == tasks_for_week(TEMPLATES, GOAL, parse("2026-W12"))
    ids = [task.id for week in weeks for task in week]
    assert len(ids) == len(set(ids))
    for number, week in enumerate(weeks, 1):
        assert all(task.due in parse(f"2026-W{number:02}") for task in week)


def test_a_draft_goal_and_days_outside_the_goal_make_no_work():
    assert tasks_for_week(TEMPLATES, replace(GOAL, draft=True), parse("2026-W12")) == ()
    assert tasks_for_week(TEMPLATES, GOAL, parse("2027-W12")) == ()


def test_a_period_that_the_goal_touches_in_part_gets_its_share():
    late = replace(GOAL, start=date(2026, 3, 20))
    week = parse("2026-W12")
    assert len(days(weekly(4, "x"), late, week.first, week.last)) == 2
    assert days(monthly(1, "x"), replace(GOAL, end=date(2026, 1, 10))) == []


def test_tasks_that_make_posts_are_what_the_layout_wants():
    wants = wants_for_week(TEMPLATES, GOAL, parse("2026-W12"))
    assert {(want.title, want.goal, want.topic, want.intent) for want in wants} == {
        ("Insight post", "ideas", "industry", "value")
    }


def test_g09_a_week_says_how_often_how_soon_and_what_to_make():
    kind = Declaration(
        "support", "Support", kpis=(Kpi("leads", duration("response_seconds", "responses")),), tasks=TEMPLATES[:1]
    )
    line = plan_line(replace(GOAL, target=7200), kind, parse("2026-W12"))
    count = len(wants_for_week(TEMPLATES[:1], GOAL, parse("2026-W12")))
    spent = {2: "1 h", 3: "1 h 30"}[count]
    assert line == f"{count} posts (Insight post ×{count}) · answers within 2 h · creator {spent}"
    by_timing = Declaration("x", "X", timing=within("30 min", of="mention"))
    assert plan_line(GOAL, by_timing, parse("2026-03-17")) == "answers within 30 min"
    assert plan_line(GOAL, Declaration("x", "X"), parse("2026-W12")) == ""


@given(least=st.integers(1, 10), spread=st.integers(0, 5), week=st.integers(2, 52), shift=st.integers(0, 9))
def test_any_week_inside_the_goal_holds_from_least_to_most(least: int, spread: int, week: int, shift: int):
    template = weekly((least, least + spread), "x")
    period = parse(f"2026-W{week:02}")
    found = days(template, first=period.first, last=period.last, shift=shift)
    assert least <= len(found) <= least + spread
    assert max(found.count(day) for day in found) <= -(-(least + spread) // 5)


@given(least=st.integers(1, 5), spread=st.integers(0, 5), periods=st.integers(2, 60))
def test_over_many_periods_the_mean_is_the_middle(least: int, spread: int, periods: int):
    made = sum(times_in(weekly((least, least + spread), "x").cadence, index) for index in range(periods))
    assert abs(made - periods * (least + spread / 2)) <= 0.5


@given(
    first=st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    span=st.integers(0, 60),
    cut=st.integers(0, 60),
    template=st.sampled_from(TEMPLATES),
    shift=st.integers(0, 4),
)
def test_a_span_cut_in_two_has_the_same_days(first: date, span: int, cut: int, template, shift: int):
    last, middle = first + timedelta(days=span), first + timedelta(days=min(cut, span))
    whole = days(template, first=first, last=last, shift=shift)
    parts = days(template, first=first, last=middle, shift=shift)
    parts += days(template, first=middle + timedelta(days=1), last=last, shift=shift) if middle < last else []
    assert parts == whole
