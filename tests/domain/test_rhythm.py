"""Where meetings fall: once a period, on open days, whole whatever span is asked, at the same time on the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.rhythm import MEETINGS, SECTIONS, Frame, Habit, meeting_of, period_named, sitting, sittings

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
CLOSED = st.sets(st.dates(date(2025, 12, 20), date(2026, 6, 30)), max_size=30)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"])
KEYS = st.sampled_from(list(MEETINGS))


def frame(closed: set[date], zone: str = "UTC", fiscal_start: int = 1) -> Frame:
    return Frame(zone, lambda day: day in closed, fiscal_start)


@given(KEYS, CLOSED, ZONES, st.integers(1, 12))
def test_a_meeting_is_held_once_a_period_and_never_on_a_day_that_is_closed(
    key: str, closed: set[date], zone: str, fiscal_start: int
) -> None:
    found = list(sittings(MEETINGS[key], date(2026, 1, 1), date(2026, 6, 30), frame(closed, zone, fiscal_start)))
    labels = [one.period.label for one in found]
    assert len(labels) == len(set(labels))
    for one in found:
        assert one.day not in closed and one.day.weekday() < 5
        assert f"{one.at.astimezone(ZoneInfo(zone)):%H:%M}" == one.meeting.clock
        assert one.at.astimezone(ZoneInfo(zone)).date() == one.day
        if one.meeting.over:
            assert one.period.last < one.day
        else:
            assert one.period.first <= one.day <= one.period.last


@given(KEYS, CLOSED, st.dates(date(2026, 1, 1), date(2026, 6, 29)))
def test_a_span_holds_what_its_parts_hold(key: str, closed: set[date], cut: date) -> None:
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    laid = frame(closed)
    whole = list(sittings(MEETINGS[key], first, last, laid))
    parts = [*sittings(MEETINGS[key], first, cut, laid), *sittings(MEETINGS[key], cut + timedelta(days=1), last, laid)]
    assert whole == sorted(parts, key=lambda one: one.at)


@given(KEYS, DAYS)
def test_any_day_of_a_period_names_its_meeting(key: str, day: date) -> None:
    laid = frame(set())
    named = period_named(MEETINGS[key], day.isoformat(), laid)
    assert named.first <= day <= named.last
    assert period_named(MEETINGS[key], named.first.isoformat(), laid) == named
    assert key == "standup" or sitting(MEETINGS[key], named, laid) is not None


def test_a_time_that_the_clock_change_skips_moves_on() -> None:
    early = meeting_of("planning", Habit(clock="02:30", weekday=6))
    for day in (date(2026, 3, 22), date(2026, 3, 29)):
        (found,) = sittings(early, day, day, frame(set(), "Europe/Berlin"))
        assert found.at == datetime.combine(day, time(1, 30), UTC)
    assert f"{found.at.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}" == "03:30"


@given(DAYS, st.integers(1, 12), st.integers(1, 12))
def test_full_reviews_may_be_further_apart_than_a_quarter(day: date, months: int, fiscal_start: int) -> None:
    laid = Frame(fiscal_start=fiscal_start, months=months)
    found = period_named(MEETINGS["quarter"], day.isoformat(), laid)
    assert found.first.day == 1 and found.first <= day <= found.last
    after = period_named(MEETINGS["quarter"], (found.last + timedelta(days=1)).isoformat(), laid)
    apart = (after.first.year - found.first.year) * 12 + after.first.month - found.first.month
    assert apart == months
    assert period_named(MEETINGS["quarter"], found.label, laid) == found


def test_the_meetings_are_those_of_the_rules() -> None:
    assert MEETINGS["standup"].minutes == 15 and MEETINGS["data"].minutes == 30
    assert MEETINGS["planning"].cadence.weekday == 0 and MEETINGS["checkpoint"].cadence.every == "fortnight"
    assert {meeting.rule for meeting in MEETINGS.values()} == {"T20", "T10", "T13", "T04", "G26", "G31", "T24"}
    assert {key for meeting in MEETINGS.values() for key in meeting.sections} == set(SECTIONS)
    with pytest.raises(UsageProblem):
        meeting_of("lunch")
