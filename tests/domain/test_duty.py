"""Who is on duty follows each member's own hours and zone, over midnight and clock changes (T22)."""

from datetime import UTC, datetime

import pytest

from tweetplan.domain.duty import days_of, next_on_duty, on_duty, spans_of
from tweetplan.domain.goals import Member

ANA = Member("ana", (), "Europe/Berlin", {"mon-fri": "08:00-12:00, 13:00-17:00"})
LI = Member("li", (), "Asia/Shanghai", {"mon, wed": "22:00-06:00"})


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def test_hours_are_of_the_members_own_zone_and_the_end_is_not_included():
    assert [shift.login for shift in on_duty([ANA, LI], at(16, 7))] == ["ana"]
    assert on_duty([ANA, LI], at(16, 11, 30)) == ()
    assert on_duty([ANA], at(16, 16)) == ()
    assert on_duty([ANA], at(21, 9)) == ()


def test_a_night_shift_goes_on_after_midnight():
    (shift,) = on_duty([ANA, LI], at(16, 21))
    assert (shift.login, shift.ends.astimezone(UTC)) == ("li", at(16, 22))


def test_after_the_clock_change_the_local_hours_stay():
    assert on_duty([ANA], at(30, 6))[0].begins.astimezone(UTC) == at(30, 6)


def test_the_next_shift_is_known_a_week_ahead_and_hours_that_cannot_be_read_are_none():
    found = next_on_duty([ANA, LI], at(20, 17))
    assert found is not None and (found.login, found.begins.astimezone(UTC)) == ("ana", at(23, 7))
    assert next_on_duty([Member("x", hours={"someday": "8-5"})], at(20, 17)) is None


def test_days_and_hours_are_read_or_refused_with_an_example():
    assert days_of("fri-mon") == (0, 4, 5, 6)
    assert spans_of("22:00-06:00") == ((1320, 1800),)
    for days in ("", "monday", "mon-"):
        with pytest.raises(ValueError, match="mon-fri"):
            days_of(days)
    for hours in ("8-5", "08:00", "25:00-26:00"):
        with pytest.raises(ValueError, match="08:00-17:00"):
            spans_of(hours)
