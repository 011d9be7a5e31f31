"""Schedulers' bulk files: columns, dates and limits of each tool, no cell a formula, and read back to the same."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.made import entry, texts
from tweetplan.domain.draft import Picture
from tweetplan.domain.findings import CheckFailed, UsageProblem
from tweetplan.domain.outgoing import outgoing
from tweetplan.domain.posts import Poll
from tweetplan.domain.text import blank
from tweetplan.exchange.bulk_csv import Sheet, Wishes, sheet
from tweetplan.exchange.bulk_formats import TOOLS
from tweetplan.exchange.entries import Entry
from tweetplan.exchange.formula import guarded, unguarded
from tweetplan.exchange.hand_in import Hints, read_drafts

NOW = datetime(2026, 3, 17, 9, tzinfo=UTC)
ZONE = "Europe/Berlin"
SIGNS = ("=", "+", "-", "@", "\t", "\0", "\r", "＝", "＋", "－", "＠")
TEXTS = ("+1", "@SUM(1)", "\r=1", '=HYPERLINK("http://x","y")', "  =1", "'=1", "''+1", "-5 degrees", "＝1", "plain",
         "'tis the season", "a,b;c\t\"d\"\ne", "émoji 👩‍👩‍👧 سلام 新しい")  # fmt: skip
PUBLER = (
    "Date - Intl. format or prompt,Text,Link(s) - Separated by comma for FB carousels,"
    "Media URL(s) - Separated by comma,"
    '"Title - For the video, pin, PDF ..",Label(s) - Separated by comma,Alt text(s) - Separated by ||,'
    'Comment(s) - Separated by ||,"Pin board, FB album, or Google category","Post subtype - I.e. story, reel, PDF ..",'
    'CTA - For Facebook links or Google,"Reminder - For stories, reels, shorts, and TikToks"'
)


def made(tool: str, entries: list[Entry], **wishes: Any) -> Sheet:
    account_id = "17" if tool == "postfast" else ""
    return sheet(TOOLS[tool], entries, NOW, Wishes(**{"zone": ZONE, "account_id": account_id, **wishes}))


def cells(found: Sheet) -> list[list[str]]:
    return list(csv.reader(io.StringIO(found.content.decode(), newline=""), strict=True))


def rules(found: Sheet) -> list[str]:
    return [finding.rule for finding in found.findings]


@pytest.mark.parametrize(
    ("tool", "first", "row"),
    [
        ("publer", PUBLER, ["2026-03-30 09:05", "Hello", *[""] * 10]),
        ("buffer", "Text,Image URL,Tags,Posting Time", ["Hello", "", "", "2026-03-30 09:05"]),
        ("sprout", "date,time_24hr,message_text", ["03/30/2026", "09:05", "Hello"]),
        ("ayrshare", "post,platforms,mediaUrls,scheduleDate", ["Hello", "twitter", "", "2026-03-30T07:05:00Z"]),
        (
            "postfast",
            "scheduled_at,account_id,content,media_urls,first_comment",
            ["2026-03-30T09:05:00+02:00", "17", "Hello", "", ""],
        ),
    ],
)
def test_each_tool_gets_its_own_columns_and_dates(tool: str, first: str, row: list[str]):
    found = made(tool, [entry("2026-03-30", "09:05", "Hello")])
    assert found.content.decode().partition("\r\n")[0] == first
    assert cells(found)[1:] == [row]


def test_hootsuite_has_no_header():
    assert cells(made("hootsuite", [entry("2026-03-30", "09:05", "Hello")])) == [["03/30/2026 09:05", "Hello", ""]]


def test_the_order_of_day_and_month_can_be_chosen_where_the_tool_lets_people():
    one = [entry("2026-03-30", "09:05", "Hello")]
    assert cells(made("sprout", one, order="dd/mm/yyyy"))[1][0] == "30/03/2026"
    with pytest.raises(UsageProblem, match="one way only"):
        made("publer", one, order="dd/mm/yyyy")
    with pytest.raises(UsageProblem, match="own id"):
        sheet(TOOLS["postfast"], one, NOW, Wishes())


def test_sprout_takes_350_rows_ten_minutes_apart_and_ahead():
    near = [entry("2026-03-30", "09:00", "a"), entry("2026-03-30", "09:09", "b"), entry("2026-03-30", "09:10", "c")]
    found = made("sprout", near)
    assert (texts(found.carried), rules(found)) == (["a", "c"], ["handoff.near"])
    soon = [entry("2026-03-17", "10:09", "soon"), entry("2026-03-17", "10:10", "in time")]
    found = made("sprout", soon)
    assert (texts(found.carried), rules(found)) == (["in time"], ["handoff.late"])
    assert texts(made("buffer", soon).carried) == ["soon", "in time"]
    start = datetime(2026, 4, 1, tzinfo=UTC)
    hours = [start + timedelta(hours=step) for step in range(351)]
    many = [entry(f"{at:%Y-%m-%d}", f"{at:%H:%M}", f"post {at}", zone="UTC") for at in hours]
    assert len(made("sprout", many[:350]).carried) == 350
    with pytest.raises(CheckFailed, match="351 posts; Sprout Social takes 350"):
        made("sprout", many)


def test_what_is_over_is_left_out_of_a_hand_off_and_said_of_a_mere_export():
    over = [entry("2026-03-16", "09:00", "yesterday")]
    assert made("buffer", over).carried == ()
    found = made("buffer", over, late=True)
    assert (texts(found.carried), [one.severity for one in found.findings]) == (["yesterday"], ["warning"])


def test_ayrshare_refuses_the_same_text_within_three_days():
    same = [entry("2026-03-30", "09:00", "Hi"), entry("2026-04-02", "08:59", "Hi"), entry("2026-04-02", "09:00", "Hi")]
    found = made("ayrshare", same)
    assert [one.day.isoformat() for one in found.carried if one.day] == ["2026-03-30", "2026-04-02"]
    assert rules(found) == ["handoff.same"]


def test_what_no_file_carries_is_left_out_and_named():
    odd = [
        entry("2026-03-30", "09:00", "Which?", poll=Poll(("a", "b"))),
        entry("2026-03-30", "10:00", "@ann here", reply_to="ann"),
        entry("2026-03-30", "11:00", "one\n---\ntwo\n---\nthree"),
        entry("2026-10-25", "02:30", "the first half past two"),
    ]
    found = made("buffer", odd)
    assert (texts(found.carried), rules(found)) == (
        ["the first half past two"],
        ["handoff.poll", "handoff.reply", "handoff.thread"],
    )
    assert cells(made("publer", odd[2:3]))[1][1] == "one" and cells(made("publer", odd[2:3]))[1][7] == "two||three"


def test_the_second_of_two_equal_clock_times_cannot_be_said():
    second = entry("2026-10-25", "01:30", "01:30 UTC is 02:30 once more", zone="UTC")
    found = made("buffer", [second])
    assert (found.carried, rules(found)) == ((), ["handoff.clock"])
    assert texts(made("ayrshare", [second]).carried) == texts(made("postfast", [second]).carried) == texts([second])


def test_a_link_goes_out_with_its_campaign_and_pictures_as_links_alone():
    utm = "https://tern.coffee/?utm_source=x"
    one = entry(
        "2026-03-30", "09:00", "See tern.coffee", link="https://tern.coffee/", utm=utm,
        pictures=(Picture("https://cdn.tern.coffee/a.png", "A cup"), Picture("b.png")),
    )  # fmt: skip
    found = made("publer", [one])
    row = cells(found)[1]
    assert (row[1], row[3], row[6]) == (f"See tern.coffee {utm}", "https://cdn.tern.coffee/a.png", "A cup")
    assert rules(found) == ["handoff.picture"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("tool", TOOLS)
def test_no_cell_is_a_formula_and_the_text_comes_back(tool: str, text: str):
    one = entry("2026-03-30", "09:00", text)
    found = made(tool, [one])
    for cell in cells(found)[-1]:
        assert not cell.lstrip().startswith(SIGNS)
    (row,) = read_drafts(found.content, "week.csv", Hints(zone=ZONE)).rows
    assert (row.text, row.at) == (text.replace("\r\n", "\n").replace("\r", "\n"), one.at)


@given(st.text())
def test_guarding_is_undone_exactly(text: str):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(SIGNS)


def test_raw_is_for_machines_and_comes_back_when_it_is_named():
    one = entry("2026-03-30", "09:00", "'=1")
    found = made("buffer", [one], raw=True)
    assert cells(found)[1][0] == "'=1"
    assert read_drafts(found.content, "x.csv", Hints(zone=ZONE, raw=True)).rows[0].text == "'=1"


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(TOOLS)),
    st.lists(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r"), min_size=1, max_size=60),
             min_size=1, max_size=8, unique=True),
)  # fmt: skip
def test_every_file_of_ours_is_read_back_to_the_same(tool: str, said: list[str]):
    start = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    moments = [start + timedelta(minutes=17 * step * 7) for step in range(len(said))]
    entries = [entry(f"{at:%Y-%m-%d}", f"{at:%H:%M}", text, zone="UTC") for at, text in zip(moments, said, strict=True)]
    found = made(tool, entries)
    back = read_drafts(found.content, "week.csv", Hints(zone=ZONE)) if found.carried else None
    wanted = [(outgoing(one.post), one.at) for one in found.carried if one.post and not blank(one.post.text)]
    seen = [(row.text, row.at) for row in back.rows] if back else []
    assert seen == wanted
