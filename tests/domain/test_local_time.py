"""An instant as an account's clock showed it, whatever the clocks did that day; and spans of days."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.local_time import LocalClock
from tweetplan.domain.spans import covers, days_within, joined

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
         "Africa/Casablanca")  # fmt: skip
CHANGES = ("2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-04-04", "2011-12-29", "2026-02-15")
CLOCKS = {zone: LocalClock(zone) for zone in ZONES}
START = datetime(2006, 3, 21, tzinfo=UTC)


def agrees(zone: str, instant: datetime) -> None:
    ms = (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    found, wall = CLOCKS[zone].of(ms), instant.astimezone(ZoneInfo(zone))
    assert (found.day, found.weekday, found.hour) == (wall.date().isoformat(), wall.weekday(), wall.hour)
    assert found.month == f"{wall:%Y-%m}"
    assert found.at == instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@given(st.sampled_from(ZONES), st.integers(0, 40 * 366 * 86_400_000))
def test_it_agrees_with_the_calendar(zone: str, after: int) -> None:
    agrees(zone, START + timedelta(milliseconds=after))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", CHANGES)
def test_it_agrees_at_every_quarter_of_days_on_which_clocks_change(zone: str, day: str) -> None:
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    for quarter in range(3 * 96):
        agrees(zone, start + timedelta(minutes=15 * quarter))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=12), st.integers(0, 60), st.integers(0, 30))
def test_joined_spans_hold_the_same_days(told: list[tuple[int, int]], first: int, length: int) -> None:
    def text(day: int) -> str:
        return (START + timedelta(days=day)).date().isoformat()

    spans = joined((text(start), text(start + more)) for start, more in told)
    held = {day for start, more in told for day in range(start, start + more + 1)}
    asked = set(range(first, first + length + 1))
    assert days_within(spans, text(first), text(first + length)) == len(held & asked)
    assert covers(spans, text(first), text(first + length)) == (asked <= held)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
