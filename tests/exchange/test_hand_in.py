"""Drafts from others' CSV: known by headers or mapped, dates in any order, each bad row named, bounds on the file."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tweetplan.domain.findings import NotFound, Problem, UsageProblem
from tweetplan.exchange.files import read_bytes, write_bytes
from tweetplan.exchange.hand_in import MOST_BYTES, Hints, Reading, read_drafts

BERLIN = Hints(zone="Europe/Berlin")


def read(text: str, hints: Hints = BERLIN) -> Reading:
    return read_drafts(text.encode(), "posts.csv", hints)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Text,Image URL,Tags,Posting Time\nHi,,,2026-03-30 09:00\n", "buffer"),
        ("date,time_24hr,message_text\n03/30/2026,09:00,Hi\n", "sprout"),
        ("03/30/2026 09:00,Hi,\n", "hootsuite"),
        ("post,platforms,mediaUrls,scheduleDate\nHi,twitter,,2026-03-30T07:00:00Z\n", "ayrshare"),
        ("scheduled_at,account_id,content\n2026-03-30T09:00:00+02:00,1,Hi\n", "postfast"),
        ("Date - Intl. format or prompt,Text\n2026/03/30 09:00,Hi\n", "publer"),
        ("Day;text;date\nx;Hi;2026-03-30 09:00\n", "columns"),
    ],
)
def test_a_file_is_known_by_its_headers(text: str, kind: str):
    found = read(text)
    assert (found.kind, found.rejected) == (kind, ())
    assert [(row.text, row.at) for row in found.rows] == [("Hi", datetime(2026, 3, 30, 7, tzinfo=UTC))]


def test_columns_can_be_mapped_and_the_rest_goes_to_its_fields():
    text = "Message,Post date,Clock,What for,Shot\nHi,30.03.2026,9:00 pm,promo,https://a/b.png\n"
    columns = {"text": "message", "date": "Post date", "time": "Clock", "intent": "What for", "media": "Shot"}
    (row,) = read(text, Hints(zone="UTC", columns=columns)).rows
    assert (row.at, row.given["intent"]) == (datetime(2026, 3, 30, 21, tzinfo=UTC), "promo")
    assert row.given["pictures"] == (("https://a/b.png", ""),)
    with pytest.raises(UsageProblem, match="no column 'Words'"):
        read(text, Hints(columns={"text": "Words"}))
    with pytest.raises(UsageProblem, match="no field 'colour'"):
        read(text, Hints(columns={"text": "Message", "colour": "Shot"}))


def test_columns_that_nobody_reads_are_said():
    assert read("text,created_at\nHi,2026-03-30 09:00\n").notes == (
        "These columns are not read: created_at. --map names what they hold.",
    )


def test_a_day_without_a_time_and_no_day_at_all_are_drafts_too():
    rows = read("text,date\nA,2026-03-30\nB,\n").rows
    assert [(row.day, row.at) for row in rows] == [(date(2026, 3, 30), None), (None, None)]


def test_the_order_of_day_and_month_shows_in_the_days_or_is_said_or_is_told_as_a_guess():
    head = "date,time_24hr,message_text\n"
    assert read(head + "30/03/2026,09:00,a\n02/03/2026,09:00,b\n").order == "dd/mm/yyyy"
    guessed = read(head + "02/03/2026,09:00,b\n")
    assert guessed.rows[0].at == datetime(2026, 2, 3, 8, tzinfo=UTC) and "mm/dd/yyyy" in guessed.notes[0]
    said = read(head + "02/03/2026,09:00,b\n", Hints("UTC", date_format="dd/mm/yyyy"))
    assert (said.rows[0].at, said.notes) == (datetime(2026, 3, 2, 9, tzinfo=UTC), ())
    with pytest.raises(UsageProblem, match="two orders"):
        read(head + "30/03/2026,09:00,a\n03/30/2026,09:00,b\n")


def test_a_time_that_never_shows_is_rejected_and_one_that_shows_twice_is_the_first():
    found = read("text,date\ngap,2026-03-29 02:30\ntwice,2026-10-25 02:30\nno,soon\nno,2026-02-30 09:00\n")
    assert "put forward" in found.rejected[0].why
    assert found.rows[0].at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC) and "twice" in found.notes[0]
    assert [one.line for one in found.rejected] == [2, 4, 5]


def test_rejected_rows_are_named_by_the_line_they_begin_on():
    found = read('text,date\n"two\nlines",2026-03-30 09:00\n,2026-03-30 10:00\na,b,c\n"bad\x00",\n')
    assert [row.line for row in found.rows] == [2]
    assert [(one.line, one.why) for one in found.rejected] == [
        (4, "it has no text."),
        (5, "it has 3 cells, 2 are named."),
        (6, "its text holds a character that cannot be stored."),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b'text\n"never closed\n', "line 2: unexpected end of data"),
        (b"text\n" + b"x" * 140_000 + b"\n", "line 2: field larger"),
        (b"text\n" + b"x" * 1_000_001 + b"\n", "line 2: more than"),
        (b"text\n" + b"x\n" * 10_001, "more than 10,000 rows"),
        ("text\nCafé\n".encode("cp1252"), "line 2: byte 8 is not UTF-8"),
        (b"a,b\n1,2\n", "no column is known to hold the text"),
    ],
)
def test_a_file_that_is_no_table_of_drafts_is_refused_with_its_line(content: bytes, said: str):
    with pytest.raises(Problem, match=said):
        read_drafts(content, "posts.csv", BERLIN)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_of_an_encoding_are_understood(encoding: str):
    assert read_drafts("text\nCafé\n".encode(encoding), "x.csv").rows[0].text == "Café"
    assert read_drafts("text\nCafé\n".encode("cp1252"), "x.csv", Hints(encoding="cp1252")).rows[0].text == "Café"


def test_only_regular_files_of_a_bounded_size_are_read(tmp_path: Path):
    os.mkfifo(tmp_path / "fifo.csv")
    with pytest.raises(Problem, match="not a regular file"):
        read_bytes(str(tmp_path / "fifo.csv"), MOST_BYTES)
    with open(tmp_path / "large.csv", "wb") as large:
        large.truncate(300_000_000)
    with pytest.raises(Problem, match="more than 10,000,000 bytes"):
        read_bytes(str(tmp_path / "large.csv"), MOST_BYTES)
    with pytest.raises(NotFound):
        read_bytes(str(tmp_path / "none.csv"), MOST_BYTES)


def test_a_file_is_written_whole_and_never_through_a_link(tmp_path: Path):
    theirs, target = tmp_path / "theirs", tmp_path / "week.csv"
    theirs.write_text("theirs")
    target.symlink_to(theirs)
    with pytest.raises(Problem, match="there already"):
        write_bytes(target, b"ours")
    write_bytes(target, b"ours", force=True)
    assert (theirs.read_text(), target.read_bytes(), target.is_symlink()) == ("theirs", b"ours", False)
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["theirs", "week.csv"]
    with pytest.raises(Problem, match="cannot be written"):
        write_bytes(tmp_path / "none" / "week.csv", b"ours")
