"""Days to respect from calendar files: recurrences on their days, real files of thirty programs, and bounds."""

import time
import warnings
from datetime import date
from pathlib import Path

import pytest

from tweetplan.domain.findings import Problem
from tweetplan.exchange.ics_read import DatesRead, read_dates

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


def read(*events: str, zone: str = "Europe/Berlin", head: str = "") -> DatesRead:
    held = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n".replace("\n\n", "\n") for event in events)
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{head}{held}END:VCALENDAR\r\n"
    return read_dates(text.encode(), "dates.ics", FIRST, LAST, zone)


def days(found: DatesRead) -> list[str]:
    return [f"{one.first}" if one.first == one.last else f"{one.first}/{one.last}" for one in found.found]


def test_a_day_a_run_of_days_and_a_moment_in_another_zone():
    assert days(read("UID:1\nSUMMARY:Fair\nDTSTART;VALUE=DATE:20260401")) == ["2026-04-01"]
    fair = "UID:1\nSUMMARY:Fair\nDTSTART;VALUE=DATE:20260401\nDTEND;VALUE=DATE:20260404"
    assert days(read(fair)) == ["2026-04-01/2026-04-03"]
    evening = "UID:1\nSUMMARY:Call\nDTSTART;TZID=America/New_York:20260401T200000\nDURATION:PT1H"
    assert days(read(evening)) == ["2026-04-02"]
    assert days(read(evening, zone="America/New_York")) == ["2026-04-01"]
    assert days(read("UID:1\nSUMMARY:Party\nDTSTART:20260401T200000Z\nDTEND:20260401T220000Z")) == ["2026-04-01"]


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("RRULE:FREQ=YEARLY", ["2026-05-01", "2027-05-01"]),
        ("RRULE:FREQ=YEARLY;UNTIL=20260501", ["2026-05-01"]),
        ("RRULE:FREQ=YEARLY;COUNT=3", ["2026-05-01"]),
        ("RRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20260501", ["2027-05-01"]),
        ("RDATE;VALUE=DATE:20260708", ["2026-07-08"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", ["2026-11-26", "2027-11-25"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", []),
    ],
)
def test_recurrences_are_laid_out_in_the_span(rule: str, wanted: list[str]):
    assert days(read(f"UID:1\nSUMMARY:Day\nDTSTART;VALUE=DATE:20240501\n{rule}")) == wanted


def test_times_recur_by_the_wall_clock_over_the_change_of_the_clocks():
    once = "UID:1\nSUMMARY:Late show\nDTSTART;TZID=Europe/Berlin:20260322T233000\nDURATION:PT20M"
    weekly = once + "\nRRULE:FREQ=WEEKLY;COUNT=3"
    assert days(read(weekly)) == ["2026-03-22", "2026-03-29", "2026-04-05"]
    excepted = weekly + "\nEXDATE:20260329T213000Z"
    assert days(read(excepted)) == ["2026-03-22", "2026-04-05"]
    ended = weekly.replace("COUNT=3", "UNTIL=20260329T213000Z")
    assert days(read(ended)) == ["2026-03-22", "2026-03-29"]


def test_an_occurrence_that_was_moved_or_cancelled_is_not_where_it_was():
    series = "UID:1\nSUMMARY:Stand-up\nDTSTART:20260401T090000Z\nRRULE:FREQ=DAILY;COUNT=3"
    moved = "UID:1\nSUMMARY:Stand-up\nRECURRENCE-ID:20260402T090000Z\nDTSTART:20260410T090000Z"
    assert days(read(series, moved)) == ["2026-04-01", "2026-04-03", "2026-04-10"]
    gone = moved + "\nSTATUS:CANCELLED"
    assert days(read(series, gone)) == ["2026-04-01", "2026-04-03"]
    uids = {one.uid for one in read(series, moved).found}
    assert uids == {one.uid for one in read(series).found}, "a moved occurrence keeps its identity"


def test_what_cannot_be_told_is_named_and_the_rest_is_kept():
    found = read(
        "UID:1\nSUMMARY:Alarm\nDTSTART:20260401T090000Z\nRRULE:FREQ=SECONDLY",
        "UID:2\nSUMMARY:Nothing\nDTSTART:20260401T090000Z\nRRULE:FREQ=DAILY;INTERVAL=0",
        "UID:3\nSUMMARY:No day",
        "UID:4\nDTSTART;VALUE=DATE:20260401",
        "UID:5\nSUMMARY:Fine\nDTSTART;VALUE=DATE:20260402",
        "UID:6\nSUMMARY:Long ago\nDTSTART;VALUE=DATE:19990402",
    )
    assert [said.partition(":")[0] for said in found.skipped] == [
        "Alarm",
        "Nothing",
        "No day",
        "an event without a title",
    ]
    assert (days(found), found.outside) == (["2026-04-02"], 1)


def test_a_zone_without_a_name_and_components_of_somebody_s_own_do_no_harm():
    zone = "BEGIN:VTIMEZONE\r\nTZID:\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
    zone += "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    head = zone + "BEGIN:X-OWN\r\nX-A:1\r\nEND:X-OWN\r\n"
    assert days(read("UID:1\nSUMMARY:Fair\nDTSTART;TZID=:20260401T090000", head=head)) == ["2026-04-01"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no calendar file"),
        (b"<html>", "no calendar file"),
        (b"BEGIN:VCALENDAR\r\n\x00\xff;;;:::\r\n", "cannot be read"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 20_001, "more than 20,000 events"),
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes, said: str):
    with pytest.raises(Problem, match=said):
        read_dates(content, "dates.ics", FIRST, LAST, "UTC")


def test_rules_that_never_find_a_day_end_in_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tweetplan.exchange.ics_read.SECONDS", 0.5)
    never = "SUMMARY:Never\nDTSTART:20260101T090000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    began = time.monotonic()
    with pytest.raises(Problem, match="took longer"):
        read(*[f"UID:{at}\n{never}" for at in range(20)])
    assert time.monotonic() - began < 5


def test_real_calendars_of_many_programs_are_read(real_data: Path):
    files = sorted((real_data / "ical-valid").glob("*.ics"))
    if not files:
        pytest.skip("needs calendar files in ical-valid")
    counts: dict[str, int] = {}
    for file in files:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            held = read_dates(file.read_bytes(), file.name, date(2000, 1, 1), date(2010, 12, 31), "UTC")
        counts[file.name] = len(held.found)
    events = [file for file in files if b"BEGIN:VEVENT" in file.read_bytes()]
    assert len(counts) == len(files) and sum(map(bool, counts.values())) > len(events) // 2
    assert counts["EXDATE.ics"] == 5 and counts["ArgentinaHolidays.ics"] == 11
