"""Cover (T22, C03, G22) against a calculation that looks at every single minute and at nothing else."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetplan.domain.cover import (
    audience_findings,
    cover,
    cover_findings,
    hours_of,
    hours_words,
    local_midnight,
    pairs,
)
from tweetplan.domain.duty import checked_hours, on_duty, shifts
from tweetplan.domain.goals import Account, Member

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TEAM = (
    Member("ana", ("strategist",), "Europe/Berlin", {"mon-fri": "08:00-12:00,13:00-17:00"}),
    Member("ben", ("creator",), "America/New_York", {"mon-fri": "09:00-18:00"}),
    Member("li", ("community_manager",), "Asia/Shanghai", {"mon-sun": "08:00-16:00"}),
    Member("mia", ("analyst",), "Europe/Berlin", {"sat, sun": "10:00-22:00"}),
    Member("noa", ("crisis_manager",), "America/New_York", {"mon-thu": "21:00-05:00"}),
)
WEEKS = [date(2026, 3, 2), date(2026, 3, 23), date(2026, 10, 19), date(2026, 10, 26), date(2026, 6, 1)]
"""New York's clocks change on 8 March and 1 November 2026, Berlin's on 29 March and 25 October."""


def there(member: Member, minute: datetime) -> bool:
    """Whether a member is on duty in the minute that begins now, by looking at the clock on their wall alone."""
    wall = minute.astimezone(ZoneInfo(member.zone))
    now = wall.hour * 60 + wall.minute
    for days, texts in member.hours.items():
        named: set[str] = set()
        for part in days.replace(" ", "").split(","):
            first, _, last = part.partition("-")
            at = DAYS.index(first)
            named.add(DAYS[at])
            while last and DAYS[at] != last:
                at = (at + 1) % 7
                named.add(DAYS[at])
        for text in texts.replace(" ", "").split(","):
            begin, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in text.split("-"))
            today, yesterday = DAYS[wall.weekday()] in named, DAYS[wall.weekday() - 1] in named
            if begin < end and today and begin <= now < end:
                return True
            if begin >= end and ((today and now >= begin) or (yesterday and now < end)):
                return True
    return False


def every_minute(team: tuple[Member, ...], begin: datetime, end: datetime) -> dict[datetime, frozenset[str]]:
    found, minute = {}, begin
    while minute < end:
        found[minute] = frozenset(member.login for member in team if there(member, minute))
        minute += timedelta(minutes=1)
    return found


@pytest.mark.parametrize("monday", WEEKS)
def test_t22_cover_and_overlap_equal_a_count_of_every_minute(monday: date) -> None:
    begin = local_midnight(monday, "Europe/Berlin")
    end = local_midnight(monday + timedelta(days=7), "Europe/Berlin")
    covered = cover(TEAM, begin, end)
    minutes = every_minute(TEAM, begin, end)
    assert sum(stretch.minutes for stretch in covered.stretches) == len(minutes)
    assert covered.minutes_uncovered == sum(not logins for logins in minutes.values())
    assert covered.share == pytest.approx(1 - covered.minutes_uncovered / len(minutes))
    for stretch in covered.stretches:
        for step in range(0, stretch.minutes, 30):
            assert minutes[stretch.begins + timedelta(minutes=step)] == set(stretch.logins)
        assert minutes[stretch.ends - timedelta(minutes=1)] == set(stretch.logins)
    for one in covered.handovers:
        both, back = 0, one.at - timedelta(minutes=1)
        whole = every_minute(TEAM, one.at - timedelta(hours=24), one.at + timedelta(minutes=1))
        assert one.giver in whole[back] and one.giver not in whole[one.at] and one.taker in whole[one.at]
        while {one.giver, one.taker} <= whole[back]:
            both, back = both + 1, back - timedelta(minutes=1)
        if one.giver != "ana" or both > 240:  # her break at noon ends the count of minutes in a row
            assert one.overlap == both


def test_t22_a_whole_quarter_of_five_people_in_three_zones_equals_a_count_of_its_quarter_hours() -> None:
    """From January to April both clock changes of the spring lie in it; every duty begins and ends on the hour."""
    begin, end = local_midnight(date(2026, 1, 1), "UTC"), local_midnight(date(2026, 4, 1), "UTC")
    covered = cover(TEAM, begin, end)
    uncovered, pairs_seen, at = 0, Counter[tuple[str, str, datetime]](), begin
    before: frozenset[str] = frozenset()
    while at < end:
        now = frozenset(member.login for member in TEAM if there(member, at))
        uncovered += 15 * (not now)
        for gone in before - now:
            pairs_seen.update((gone, other, at) for other in now)
        before, at = now, at + timedelta(minutes=15)
    assert covered.minutes_uncovered == uncovered
    assert covered.handovers and all(pairs_seen[one.giver, one.taker, one.at] for one in covered.handovers)


def test_the_hand_overs_of_an_ordinary_week_and_of_the_weeks_between_two_clock_changes() -> None:
    """Ben begins at 15:00 in Berlin, in the weeks between the two changes at 14:00: the overlap grows by an hour."""
    for monday, overlap in ((date(2026, 3, 2), 120), (date(2026, 3, 9), 180), (date(2026, 3, 30), 120)):
        begin = local_midnight(monday, "UTC")
        found = pairs(cover(TEAM[:2], begin, begin + timedelta(days=7)))
        assert Counter(one.overlap for one in found["ana", "ben"]) == {overlap: 5}, monday


def test_a_day_of_23_or_25_hours_has_all_its_hours() -> None:
    always = (Member("li", (), "UTC", {"mon-sun": "00:00-24:00"}),)
    for day, lengths in ((date(2026, 3, 29), {2: 0}), (date(2026, 10, 25), {2: 120}), (date(2026, 6, 1), {})):
        begin = local_midnight(day, "Europe/Berlin")
        hours = hours_of(cover(always, begin, begin + timedelta(hours=25)), day, "Europe/Berlin")
        assert [hour.minutes for hour in hours] == [lengths.get(number, 60) for number in range(24)]
        assert not sum(hour.uncovered for hour in hours)


def test_a_break_is_no_hand_over_and_the_first_to_come_owns_the_slot() -> None:
    begin = datetime(2026, 6, 1, tzinfo=UTC)
    covered = cover((*TEAM[:1], Member("zoe", (), "UTC", {"mon": "09:00-10:00"})), begin, begin + timedelta(days=1))
    assert [(one.giver, one.taker) for one in covered.handovers] == [("zoe", "ana")]
    nine = next(stretch for stretch in covered.stretches if stretch.begins.hour == 9)
    assert (nine.owner, nine.logins) == ("ana", ("ana", "zoe"))


def test_t22_short_meetings_and_empty_hours_are_findings() -> None:
    team = (Member("ana", (), "UTC", {"mon-sun": "08:00-16:00"}), Member("ben", (), "UTC", {"mon-sun": "15:00-23:00"}))
    begin = datetime(2026, 6, 1, tzinfo=UTC)
    found = cover_findings(cover(team, begin, begin + timedelta(days=7)))
    assert [one.rule for one in found] == ["T22.cover", "T22.overlap"]
    assert "63 h of 168 h have nobody" in found[0].message and "9 h from" in found[0].message
    assert "ana hands over to ben 7 times and meets them too shortly 7 times: 1 h" in found[1].message
    assert [one.rule for one in cover_findings(cover(team, begin, begin + timedelta(days=7)), 1)] == ["T22.cover"]


def test_c03_eight_to_five_in_san_francisco_misses_the_morning_of_the_east_coast() -> None:
    team = (Member("ana", (), "America/Los_Angeles", {"mon-sun": "09:00-17:00"}),)
    manhattan = (Member("ben", (), "America/New_York", {"mon-sun": "08:00-17:00"}),)
    begin, days = local_midnight(date(2026, 6, 1), "UTC"), [date(2026, 6, 1) + timedelta(days=n) for n in range(7)]
    end = begin + timedelta(days=8)
    east = [Account("@acme", audience_zone="America/New_York")]
    west = [Account("@acme", audience_zone="America/Los_Angeles")]
    (found,) = audience_findings(cover(team, begin, end), east, days)
    assert found.rule == "C03.hours" and "all morning long (06:00–12:00 America/New_York)" in found.message
    assert ["evening" in one.message for one in audience_findings(cover(manhattan, begin, end), west, days)] == [True]


def test_days_of_their_own_win_over_holidays_and_these_over_weekdays() -> None:
    hours = {"mon-fri": "08:00-17:00", "holidays": "off", "2026-12-24/2026-12-25": "10:00-12:00", "2026-12-28": "off"}
    checked_hours(hours)
    member, christmas = Member("ana", (), "UTC", hours), {date(2026, 12, 25), date(2027, 1, 1)}
    held = {shift.begins.date(): shift.begins.hour
            for shift in shifts(member, date(2026, 12, 21), date(2027, 1, 1), christmas)}  # fmt: skip
    assert held == {date(2026, 12, n): 10 if n in (24, 25) else 8 for n in (21, 22, 23, 24, 25, 29, 30, 31)}
    assert not on_duty([member], datetime(2027, 1, 1, 9, tzinfo=UTC), christmas)
    assert on_duty([member], datetime(2027, 1, 1, 9, tzinfo=UTC))
    for wrong in ({"2026-02-30": "off"}, {"2026-12-26/2026-12-24": "off"}, {"holiday": "off"}):
        with pytest.raises(ValueError, match="days"):
            checked_hours(wrong)


def test_nobody_and_unreadable_hours_cover_nothing() -> None:
    begin = datetime(2026, 6, 1, tzinfo=UTC)
    team = [Member("x", hours={"someday": "8-5"}), Member("y", zone="Mars/Base", hours={"mon": "08:00-09:00"})]
    assert cover(team, begin, begin + timedelta(hours=2)).share == 0.0
    assert [hours_words(minutes) for minutes in (0, 45, 60, 150)] == ["0 h", "45 min", "1 h", "2 h 30 min"]


ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Asia/Shanghai"])
CLOCK = st.integers(4, 22).map(lambda hour: f"{hour:02}:00")
"""No duty begins or ends in an hour that a clock change skips or repeats."""
HOURS = st.dictionaries(st.sampled_from(["mon-fri", "sat", "sun-mon", "wed"]), st.tuples(CLOCK, CLOCK).map("-".join),
                        min_size=1, max_size=2)  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(
    team=st.lists(st.tuples(ZONES, HOURS), min_size=1, max_size=3),
    monday=st.sampled_from([date(2026, 3, 28), date(2026, 10, 24), date(2026, 3, 7), date(2026, 10, 31)]),
)
def test_any_teams_cover_equals_the_count_of_every_minute(team: list[tuple[str, dict[str, str]]], monday: date) -> None:
    people = tuple(Member(f"m{n}", (), zone, hours) for n, (zone, hours) in enumerate(team))
    begin = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
    end = begin + timedelta(days=3)
    covered, minutes = cover(people, begin, end), every_minute(people, begin, end)
    assert covered.minutes_uncovered == sum(not logins for logins in minutes.values())
    for stretch in covered.stretches:
        assert minutes[stretch.begins] == set(stretch.logins) == minutes[stretch.ends - timedelta(minutes=1)]
