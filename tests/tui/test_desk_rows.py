"""The desk as values: stages that fit, cards that say who is late, fields that read back as they were."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.draft import Picture, Poll, TrendScore
from tweetplan.domain.findings import Finding
from tweetplan.domain.post_life import ASIDE, BOARD
from tweetplan.domain.posts import Content, Post, Reuse
from tweetplan.tui.paint import plain, width_of
from tweetplan.tui.screens import desk_rows as rows
from tweetplan.tui.screens.editor_fields import given as changes
from tweetplan.tui.screens.editor_fields import post_of, texts_of, wrong
from tweetplan.tui.screens.editor_side import Said, count_line, excerpt, side_rows, spans
from tweetplan.tui.screens.editor_state import Work
from tweetplan.workspace.check_child import PartCount
from tweetplan.workspace.desk import Card, Touch

NOW = datetime(2026, 3, 16, 13, 5, tzinfo=UTC)
FULL = Post(
    "p1", "@tern", "one\n---\ntwo", intent="promo", goal="leads", owner="ana",
    content=Content(
        link="https://tern.example", pictures=(Picture("a.png", "a cup"), Picture("b.png")),
        poll=Poll(("yes", "no"), 60),
        cta="order", trend=TrendScore(5, 4, 3), reuse=Reuse(90, 2, "p0"),
    ),
)  # fmt: skip


def card(**given: object) -> Card:
    held: dict[str, object] = {
        "post": Post("p1", "@tern", "Hello", "in_review", owner="ana"), "slot_at": None, "day": "", "elastic": False,
        "touched": Touch("", "", ""), "late": False, "due": None,
    }  # fmt: skip
    return Card(**{**held, **given})  # type: ignore[arg-type]


@given(st.fixed_dictionaries({stage: st.integers(0, 99_999) for stage in rows.STAGES}), st.integers(60, 200))
def test_every_stage_stands_in_the_strip_whatever_its_count(counts: dict[str, int], width: int) -> None:
    lines = rows.strip_lines(counts, "in_review", width)
    shown = "\n".join(map(plain, lines))
    assert all(width_of(line) <= width for line in lines)
    assert all(f"{rows.title_of(stage)} {count}" in shown for stage, count in counts.items())
    assert f"[in review {counts['in_review']}]" in shown


def test_at_80_columns_the_strip_takes_two_lines() -> None:
    assert len(rows.strip_lines(dict.fromkeys(rows.STAGES, 12), "draft", 80)) == 2


def test_wide_the_stages_stand_side_by_side_with_what_is_in_them() -> None:
    titles = {"draft": ["First", "Second", "Third"]}
    lines = rows.board_lines({"draft": 9, "held": 1}, titles, "draft", 120, 3)
    assert len({width_of(line) for line in lines[:5]}) == 1
    assert "[draft]" in plain(lines[0]) and "First" in plain(lines[2]) and "+ 7 more" in plain(lines[4])
    assert "held 1" in plain(lines[5])
    assert set(BOARD) | set(ASIDE) == set(rows.STAGES)


def test_t07_a_card_says_how_many_approved_and_until_when() -> None:
    words = plain(rows.state_words(card(due=NOW + timedelta(hours=2)), (1, 2), NOW))
    assert words == "1 of 2 due 2 h"
    late = rows.state_words(card(due=NOW - timedelta(days=3), late=True), None, NOW)
    assert plain(late) == "late 3 d" and late[0].tone == "bad"
    assert plain(rows.state_words(card(late=True, slot_at=NOW - timedelta(minutes=9)), None, NOW)) == "late 9 min"


def test_a_card_says_who_changed_it_a_moment_ago() -> None:
    at = (NOW - timedelta(seconds=10)).isoformat()
    assert plain(rows.state_words(card(touched=Touch("ana", at, "moved")), None, NOW)) == "ana 10 s ago"
    old = (NOW - timedelta(hours=1)).isoformat()
    assert plain(rows.state_words(card(touched=Touch("ana", old, "moved")), None, NOW)) == ""


def test_times_are_told_in_the_zone_and_name_another_year() -> None:
    assert rows.when_words(NOW, "America/New_York", NOW) == "Mon 16 Mar 09:05"
    assert rows.when_words(NOW + timedelta(days=365), "UTC", NOW) == "Tue 16 Mar 2027 13:05"


# ---- fields --------------------


def test_a_post_reads_back_from_its_texts() -> None:
    assert changes(FULL, texts_of(FULL)) == {}
    assert post_of(Post("p1", "@tern", ""), texts_of(FULL)).content.pictures == FULL.content.pictures
    assert post_of(FULL, {"poll": "", "trend": "", "reuse": "", "pictures": ""}).content == Content(
        link=FULL.content.link, cta="order"
    )


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("pictures", "a.png | a cup; b.png", (Picture("a.png", "a cup"), Picture("b.png"))),
        ("poll", "yes / no | 60", Poll(("yes", "no"), 60)),
        ("poll", "yes / no", Poll(("yes", "no"), 1440)),
        ("trend", "5/4/3", TrendScore(5, 4, 3)),
        ("reuse", "90 | 2", Reuse(90, 2, "")),
    ],
)
def test_a_field_is_read_as_its_help_says(name: str, text: str, value: object) -> None:
    assert changes(Post("p", "@a", ""), {name: text}) == {name: value}


@pytest.mark.parametrize(
    ("name", "text"),
    [("poll", "one"), ("poll", "a / b | 4"), ("poll", "a / " + "b" * 26), ("trend", "6/1/1"), ("trend", "1/1"),
     ("reuse", "soon"), ("pictures", " | no path")],
)  # fmt: skip
def test_a_field_that_cannot_be_read_is_named_with_how_it_is_written(name: str, text: str) -> None:
    found = wrong(Post("p", "@a", ""), {name: text})
    assert [finding.where for finding in found] == [name] and found[0].remedy


# ---- beside the text --------------------


def test_the_count_of_each_part_is_told_and_of_none_an_ellipsis() -> None:
    parts = (PartCount(0, 3, 213, 280, True), PartCount(8, 9, 290, 280, False))
    assert plain(count_line(Said(parts, known=True))) == "1: 213/280  2: 290/280"
    assert plain(count_line(Said(parts[:1], known=True))) == "213/280"
    assert plain(count_line(Said())) == "…" and plain(count_line(Said(parts[:1]))) == "213/280 …"
    side = side_rows(Said(parts, known=True), (), (), (), {}, 30)
    assert "part 2 is 10 over" in "\n".join(row.text for row in side)


def test_findings_have_rule_words_and_remedy_and_the_worst_comes_first() -> None:
    found = (Finding("G15", "warning", "no call to action", "", "Ask for something."),
             Finding("C01.first-person", "error", "first person", "", "Say we.", 3, 4))  # fmt: skip
    side = side_rows(Said((), found, known=True), (), (), (), {}, 30)
    keys = [row.key for row in side if row.key.startswith("finding:")]
    assert keys == ["finding:0", "finding:1"]
    text = "\n".join(row.text for row in side)
    assert text.index("C01.first-person") < text.index("Say we.") < text.index("G15")
    assert spans(found) == [(3, 4, 0)]


def test_three_versions_of_a_text_are_shown_from_where_they_part() -> None:
    base, theirs, mine = excerpt("a" * 100 + "base", "a" * 100 + "theirs", "a" * 100 + "mine")
    assert (base, theirs, mine) == ("…aaaaaaaabase", "…aaaaaaaatheirs", "…aaaaaaaamine")


# ---- what the editor holds --------------------


def test_a_stored_text_that_was_made_safe_for_showing_is_no_change() -> None:
    work = Work(Post("p1", "@tern", "a\x1b[2Jb"))
    assert not work.typed(work.shown_text) and work.changed == {}
    assert work.typed("other") and work.changed == {"text": "other"}


def test_what_only_one_changed_is_merged_and_what_both_changed_is_asked() -> None:
    work = Work(Post("p1", "@tern", "base", intent="value"))
    work.typed("mine")
    theirs = Post("p1", "@tern", "base", intent="promo", version=2)
    wanted, clashes = work.merge(theirs)
    assert clashes == [] and (wanted["text"], wanted["intent"]) == ("mine", "promo")
    wanted, clashes = work.merge(Post("p1", "@tern", "theirs", version=2))
    assert [clash.field for clash in clashes] == ["text"]
    assert work.settled(wanted, {"text": "mine"})["text"] == "mine"
    assert work.settled(wanted, {"text": "theirs"})["text"] == "theirs"


def test_the_editor_follows_the_store_while_nothing_was_typed() -> None:
    work = Work(Post("p1", "@tern", "base", version=1))
    assert work.follow(Post("p1", "@tern", "newer", version=2)) and work.texts["text"] == "newer"
    work.typed("mine")
    assert work.follow(Post("p1", "@tern", "newer", state="in_review", version=3)) and work.changed
    assert not work.follow(Post("p1", "@tern", "newest", version=4)) and work.base.version == 3
