"""Handing off and in at the command line: files, exit codes, JSON, and nothing hostile on a terminal."""

import csv
import io
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

import exports
from commandline import Shell
from tweetplan.workspace.posts import schedule


@pytest.fixture
def desk(team: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A workspace with an account in Berlin; files go to a folder of their own."""
    team("account", "add", "@acme", "--zone", "Europe/Berlin")
    (tmp_path / "files").mkdir()
    monkeypatch.chdir(tmp_path / "files")
    return team


def drafts(shell: Shell, *rows: tuple[str, str], code: int = 0) -> list[str]:
    """Drafts by `post import`, which puts them on slots."""
    file = io.StringIO()
    csv.writer(file).writerows([("text", "date"), *rows])
    Path("drafts.csv").write_text(file.getvalue(), encoding="utf-8", newline="")
    found: list[str] = shell.json("post", "import", "drafts.csv", "--raw", code=code)["posts"]
    Path("drafts.csv").unlink()
    return found


def scheduled(shell: Shell, *rows: tuple[str, str]) -> list[str]:
    found = drafts(shell, *rows)
    workspace = shell.open(str(shell.home.parent / "team"))
    for post in found:
        schedule(workspace, post)
    workspace.db.close()
    return found


TOPICS = ("espresso grind", "winter blend", "cold brew", "latte art", "the farm in Huila", "office machines")
WEEK = [("Good morning", "2026-03-23 09:00"), ("=1+1 cups", "2026-03-24 09:00"), ("Good night", "2026-03-29 21:00")]


def test_a_month_is_handed_off_listed_and_not_twice(desk: Shell):
    posts = scheduled(desk, *WEEK)
    facts = desk.json("export", "calendar", "march.csv", "--format", "buffer", "--month", "2026-03", "--hand-off")
    assert (facts["posts"], facts["handed_off"], facts["zone"]) == (posts, 3, "Europe/Berlin")
    rows = list(csv.reader(io.StringIO(Path("march.csv").read_text(encoding="utf-8"), newline="")))
    assert rows[1][0] == "Good morning" and rows[2][0] == "'=1+1 cups" and rows[3][3] == "2026-03-29 21:00"
    assert os.stat("march.csv").st_mode & 0o777 == 0o600
    held = desk.json("post", "handed", "--tool", "buffer")
    assert [(one["post"], one["state"], one["file"]) for one in held] == [
        (post, "waiting", "march.csv") for post in posts
    ]
    refused = desk("export", "calendar", "again.csv", "--format", "buffer", "--hand-off", code=1)
    assert "3 posts are handed off already" in refused.err and not Path("again.csv").exists()
    desk("undo")
    assert desk.json("post", "handed") == [] and Path("march.csv").exists()


def test_a_file_that_is_there_is_kept_and_nothing_is_marked(desk: Shell):
    scheduled(desk, *WEEK)
    Path("week.csv").write_text("mine")
    refused = desk("export", "calendar", "week.csv", "--format", "publer", "--hand-off", code=5)
    assert "is there already" in refused.err and Path("week.csv").read_text() == "mine"
    assert desk.json("post", "handed") == []
    Path("link.csv").symlink_to("week.csv")
    desk("export", "calendar", "link.csv", "--format", "publer", "--force")
    assert Path("week.csv").read_text() == "mine" and not Path("link.csv").is_symlink()


def test_rows_that_a_tool_would_refuse_are_named_with_exit_code_3(desk: Shell):
    scheduled(desk, ("a", "2026-03-23 09:00"), ("b", "2026-03-23 09:05"))
    answer = desk("export", "calendar", "s.csv", "--format", "sprout", "--hand-off", code=3)
    assert "handoff.near" in answer.err and "1 post; 1 left out" in answer.out and "1 handed off" in answer.out
    assert len(desk.json("post", "handed")) == 1


def test_the_calendar_as_ics_on_standard_output_and_as_markdown(desk: Shell):
    scheduled(desk, *WEEK)
    answer = desk("export", "calendar", "-", "--format", "ics")
    assert len(icalendar.Calendar.from_ical(answer.out.encode()).events) == 3
    sheet = desk("export", "calendar", "-", "--format", "markdown", "--week", "2026-W13").out
    assert sheet.startswith("# Week 2026-W13\n") and "Good night" in sheet
    empty = desk("export", "calendar", "-", "--format", "markdown").out
    assert empty == "Nothing is planned for these days.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("-", "--format", "buffer", "--hand-off"),
        ("x.ics", "--format", "ics", "--hand-off"),
        ("x.csv", "--format", "postfast"),
        ("x.csv", "--format", "odd"),
        ("x.csv", "--format", "buffer", "--week", "2026-W13", "--month", "2026-03"),
        ("x.csv", "--format", "buffer", "--zone", "Middle/Earth"),
        ("x.csv", "--format", "buffer", "--date-format", "dd/mm/yyyy"),
        ("x.csv", "--format", "buffer", "--state", "nonsense"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error_and_writes_nothing(desk: Shell, arguments: tuple[str, ...]):
    desk("export", "calendar", *arguments, code=2)
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("tool", ["publer", "sprout", "buffer", "hootsuite", "ayrshare", "postfast"])
def test_an_export_is_imported_elsewhere_as_it_was(desk: Shell, tool: str, tmp_path: Path):
    scheduled(desk, *WEEK, ('\n@acme, "quoted"; 新しい', "2026-03-25 08:00"))
    more = ("--account-id", "17") if tool == "postfast" else ()
    desk("export", "calendar", "week.csv", "--format", tool, *more)
    assert desk.json("post", "import", "week.csv")["known"] == 4
    desk("init", tmp_path / "other")
    desk("account", "add", "@acme", "--zone", "Europe/Berlin")
    report = desk.json("post", "import", "week.csv")
    assert (report["format"], report["new"], report["rejected"], report["stored"]) == (tool, 4, [], True)
    held = {one["text"]: one["at"] for one in desk.json("post", "list")}
    assert held == {
        "Good morning": "2026-03-23T08:00:00Z",
        "=1+1 cups": "2026-03-24T08:00:00Z",
        '\n@acme, "quoted"; 新しい': "2026-03-25T07:00:00Z",
        "Good night": "2026-03-29T19:00:00Z",
    }


def test_rejected_rows_are_named_and_nothing_is_half_imported(desk: Shell):
    Path("d.csv").write_text("text,date\nfine,2026-03-23 09:00\nbad,soon\n\x1b[2J,2026-13-01\n")
    refused = desk("post", "import", "d.csv", code=3)
    assert "d.csv, line 3" in refused.err and "d.csv, line 4" in refused.err and "Nothing was stored" in refused.out
    assert "\x1b" not in refused.out + refused.err
    assert desk.json("post", "list") == []
    report = desk.json("post", "import", "d.csv", "--keep-good", code=3)
    assert (report["new"], [one["line"] for one in report["rejected"]], report["stored"]) == (1, [3, 4], True)
    again = desk.json("post", "import", "d.csv", "--keep-good", code=3)
    assert (again["new"], again["known"]) == (0, 1)


def test_columns_are_mapped_in_one_option_or_several(desk: Shell):
    Path("d.csv").write_text("Message,Post date,What for\nHi,23.03.2026 09:00,promo\n")
    report = desk.json("post", "import", "d.csv", "--map", 'text=Message,date="Post date"', "--map", "intent=What for",
                       "--date-format", "%d.%m.%Y %H:%M")  # fmt: skip
    (held,) = desk.json("post", "list")
    assert report["stored"] and (held["text"], held["intent"], held["at"]) == ("Hi", "promo", "2026-03-23T08:00:00Z")
    desk("post", "import", "d.csv", "--map", "Message", code=2)
    desk("post", "import", "nothing.csv", code=4)


def test_hostile_texts_leave_as_cells_and_properties(desk: Shell, hostile_data: Path):
    cases = [json.loads(line) for line in (hostile_data / "cases.jsonl").read_text().splitlines()]
    texts = [case["input"] for case in cases if case["area"] == "export" and "symlink" not in case["input"]]
    assert len(texts) >= 5
    rows = [(text, f"2026-03-{23 + at // 9} {9 + at % 9:02}:00") for at, text in enumerate(texts)]
    posts = drafts(desk, *rows)
    desk("export", "calendar", "x.csv", "--format", "buffer", "--state", "draft", code=None)
    with open("x.csv", encoding="utf-8", newline="") as opened:
        cells = [row[0] for row in csv.reader(opened)][1:]
    assert len(cells) == len(posts) == len(texts)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    desk("export", "calendar", "x.ics", "--format", "ics")
    held = Path("x.ics").read_bytes()
    assert max(len(line) for line in held.split(b"\r\n")) <= 75
    told = {str(event["description"]) for event in icalendar.Calendar.from_ical(held).events}
    assert told == {text.replace("\r\n", "\n").replace("\r", "\n") for text in texts}


def test_days_to_respect_are_listed_added_imported_and_removed(desk: Shell):
    held: Any = desk.json("calendar", "dates", "add", "2026-05-01", "Labour Day")
    Path("t.ics").write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Fair\x1b[2J\r\nDTSTART;VALUE=DATE:20260420\r\n"
        b"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Odd\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    answer = desk("calendar", "dates", "import", "t.ics", "--kind", "event", code=3)
    assert "1 new" in answer.out and "Odd: it has no day" in answer.err
    assert desk.json("calendar", "dates", "import", "t.ics", code=3)["known"] == 0, "another kind is a change"
    table = desk("calendar", "dates", "list").out
    assert "Labour Day" in table and "Fair" in table and "\x1b" not in table
    assert "holiday 2026-05-01  Labour Day" in desk("month", "2026-05").out
    assert [one["title"] for one in desk.json("week", "2026-W18")["dates"]] == ["Labour Day"]
    desk("calendar", "dates", "remove", held["id"])
    assert [one["first"] for one in desk.json("calendar", "dates", "list")] == ["2026-04-20"]


def test_a_month_handed_off_and_changed_outside_is_matched_or_named_and_never_wrong(desk: Shell):
    told = [f"Number {at}: what we learned about {TOPICS[at % 6]}, part {at // 6}. Tell us yours." for at in range(60)]
    first = datetime(2026, 3, 18, 9)  # noqa: DTZ001 - by the clocks of Berlin
    times = [first + timedelta(days=at // 2, hours=6 * (at % 2)) for at in range(60)]
    posts = scheduled(desk, *[(text, f"{at:%Y-%m-%d %H:%M}") for text, at in zip(told, times, strict=True)])
    desk("export", "calendar", "month.csv", "--format", "buffer", "--hand-off")
    edited, dropped = {3, 13, 23, 33, 43}, {7, 21, 44}
    out = [exports.Post("2026-03-25T20:00:00", "Thanks for coming to the fair", number=99)]
    for at, (text, local) in enumerate(zip(told, times, strict=True)):
        said = text.replace("Tell us yours.", "What is yours? Reply below!") if at in edited else text
        moment = local.replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC) + timedelta(minutes=1)
        out += [] if at in dropped else [exports.Post(f"{moment:%Y-%m-%dT%H:%M:%S}", said, number=at)]
    Path("x.csv").write_text(exports.content(out), encoding="utf-8")
    desk.now = datetime(2026, 4, 20, tzinfo=UTC)
    found = desk.json("import", "x.csv", "--account", "@acme")
    assert (found["matched"], found["unsure"], found["unplanned"]) == (52, 5, 1)
    held = {one["post"]: one["state"] for one in desk.json("post", "handed")}
    open_still = {posts[at] for at in edited | dropped}
    assert {post for post, state in held.items() if state == "unconfirmed"} == open_still
    assert {post for post, state in held.items() if state == "confirmed"} == set(posts) - open_still
    desk("post", "handed", "--unconfirmed", code=3)


def test_a_filter_that_hides_what_is_handed_off_does_not_say_that_nothing_is(team: Shell) -> None:
    assert team("post", "handed").out == "Nothing is handed off.\n"
    assert team("post", "handed", "--unconfirmed").out == "Nothing that is due waits to be confirmed.\n"
