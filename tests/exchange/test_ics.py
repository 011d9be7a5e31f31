"""The calendar as ICS: bytes as RFC 5545 wants them, three readers that agree, and times right over every change."""

import re
from datetime import UTC, datetime

import icalendar
import ics
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.made import entry, slot
from tweetplan.exchange.entries import Entry
from tweetplan.exchange.ics import calendar_file

NOW = datetime(2026, 3, 17, 9, tzinfo=UTC)
HOSTILE = (
    "A\r\nATTACH:file:///etc/passwd",
    "END:VEVENT\r\nBEGIN:VEVENT",
    "x" * 300 + "é" * 80,
    'commas, semicolons; back\\slashes \\n and "quotes"',
    "\x1b]0;title\x07 and \x9b2J",
    "新しいブレンド" * 30,
    "👩‍👩‍👧‍👦" * 40,
    "سلام دنیا " * 20,
)


def lines(held: bytes) -> list[bytes]:
    assert (
        held.endswith(b"\r\n") and b"\n" not in held.replace(b"\r\n", b"") and b"\r" not in held.replace(b"\r\n", b"")
    )
    return held.split(b"\r\n")[:-1]


def check_bytes(held: bytes) -> None:
    for line in lines(held):
        assert len(line) <= 75
        line.decode("utf-8")  # no code point is split
        assert not re.search(rb"[\x00-\x1f\x7f]", line)
    unfolded = held.replace(b"\r\n ", b"").split(b"\r\n")
    assert unfolded[0] == b"BEGIN:VCALENDAR" and unfolded[-2] == b"END:VCALENDAR"
    assert unfolded.count(b"VERSION:2.0") == 1 and any(line.startswith(b"PRODID:") for line in unfolded)
    uids = [line for line in unfolded if line.startswith(b"UID:")]
    assert len(uids) == len(set(uids)) == unfolded.count(b"BEGIN:VEVENT")
    used = set(re.findall(rb";TZID=([^:;]+):", b"\n".join(unfolded)))
    assert used == {line[5:] for line in unfolded if line.startswith(b"TZID:")}


def week() -> list[Entry]:
    return [
        entry("2026-03-28", "09:00", "Before the clocks change"),
        entry("2026-03-30", "09:00", "After they changed", intent="promo", topic="evergreen"),
        entry("2026-10-25", "02:30", "In the hour that comes twice"),
        entry("2026-07-01", "17:00", "Read in New York", zone="America/New_York", state="approved"),
        entry("2026-07-02", "12:00", "Plain UTC", zone="UTC", state="published", url="https://x.com/tern/status/12"),
        slot("2026-03-31", "13:00", plan="elastic"),
        slot("2026-03-31", "17:00"),
    ]


def test_the_bytes_are_what_rfc_5545_wants():
    check_bytes(calendar_file(week(), NOW, "Tern, the roaster"))


def test_three_readers_find_the_same_events_at_the_same_instants():
    entries = week()
    held = calendar_file(entries, NOW)
    wanted = sorted(one.at for one in entries if one.at)
    ours = icalendar.Calendar.from_ical(held)
    assert sorted(event.start.astimezone(UTC) for event in ours.events) == wanted
    theirs = vobject.readOne(held.decode())
    assert sorted(event.dtstart.value.astimezone(UTC) for event in theirs.vevent_list) == wanted
    third = ics.Calendar(held.decode())
    assert sorted(event.begin.datetime.astimezone(UTC) for event in third.events) == wanted


def test_a_zone_stands_in_the_file_with_each_change_at_its_own_wall_time():
    held = icalendar.Calendar.from_ical(calendar_file(week()[:2], NOW))
    (zone,) = held.walk("VTIMEZONE")
    changes = {
        (
            part.name,
            f"{part['dtstart'].dt:%Y-%m-%dT%H:%M}",
            part["tzoffsetfrom"].to_ical(),
            part["tzoffsetto"].to_ical(),
        )
        for part in zone.subcomponents
    }
    assert ("DAYLIGHT", "2026-03-29T02:00", "+0100", "+0200") in changes
    assert ("STANDARD", "2026-10-25T03:00", "+0200", "+0100") in changes


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_one_property_and_comes_back(text: str):
    held = calendar_file([entry("2026-03-28", "09:00", text)], NOW)
    check_bytes(held)
    (event,) = icalendar.Calendar.from_ical(held).events
    clean = re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f]", "", text.replace("\r\n", "\n"))
    assert str(event["description"]) == clean
    assert "ATTACH" not in event and str(vobject.readOne(held.decode()).vevent.description.value) == clean


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_makes_a_sound_file(text: str):
    held = calendar_file([entry("2026-03-28", "09:00", text.replace("\0", ""))], NOW)
    check_bytes(held)
    assert len(icalendar.Calendar.from_ical(held).events) == 1


def test_the_status_follows_the_stage_and_a_free_slot_is_tentative_and_free():
    held = icalendar.Calendar.from_ical(calendar_file(week(), NOW))
    found = {str(event["summary"]): (str(event["status"]), str(event["transp"])) for event in held.events}
    assert found["@Tern: Before the clocks change"] == ("CONFIRMED", "OPAQUE")
    assert found["@Tern: Read in New York (approved)"] == ("TENTATIVE", "OPAQUE")
    assert found["@Tern: elastic slot (free)"] == ("TENTATIVE", "TRANSPARENT")


def test_uids_stay_and_sequence_grows_with_the_version():
    def of(version: int, clock: str) -> tuple[str, int]:
        held = calendar_file([entry("2026-03-28", clock, "Hello", ident="p1", version=version)], NOW)
        (event,) = icalendar.Calendar.from_ical(held).events
        return str(event["uid"]), int(event["sequence"])

    first, second = of(3, "09:00"), of(8, "11:00")
    assert first[0] == second[0] and (first[1], second[1]) == (3, 8)


def test_equal_calendars_are_equal_bytes():
    assert calendar_file(week(), NOW) == calendar_file(reversed(week()), NOW)


def test_an_empty_calendar_is_still_one():
    check_bytes(calendar_file([], NOW))


@pytest.mark.parametrize(
    "zone",
    ["Etc/UTC", "GMT", "Asia/Tehran", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns",
     "Asia/Kathmandu", "Africa/Cairo", "Etc/GMT+5", "Europe/Dublin"],
)  # fmt: skip
def test_every_kind_of_zone_is_told_as_it_is(zone: str):
    days = ("2026-01-10", "2026-03-07", "2026-03-29", "2026-04-05", "2026-07-01", "2026-10-04", "2026-10-25")
    entries = [slot(day, clock, zone=zone) for day in days for clock in ("00:30", "03:30", "12:00")]
    held = calendar_file(entries, NOW)
    check_bytes(held)
    wanted = sorted(one.at for one in entries if one.at)
    assert sorted(event.start.astimezone(UTC) for event in icalendar.Calendar.from_ical(held).events) == wanted
    events = vobject.readOne(held.decode()).vevent_list
    assert sorted(event.dtstart.value.astimezone(UTC) for event in events) == wanted
