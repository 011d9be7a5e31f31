"""From a stored post to the draft that checks read, and back to places of the text as it was typed."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tweetplan.analysis.drafts import check_post, draft_of, origins
from tweetplan.domain.draft import Picture, Risk, TrendScore
from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.posts import Content, Post, Slot
from tweetplan.plugins import Plugins
from tweetplan.storage import calendar
from tweetplan.workspace import accounts, words
from tweetplan.workspace.core import Workspace

Fresh = Callable[[], Workspace]
DAY = date(2026, 4, 5)


@pytest.fixture
def ws(fresh: Fresh) -> Workspace:
    found = fresh()
    accounts.add(found, "@Tern", zone="UTC")
    accounts.add(found, "@ternhelp", role="support")
    return found


def put(ws: Workspace, table: str, **record: object) -> None:
    with ws.operation("test.put") as change:
        change.put(table, {"id": f"{table}-{record.get('title', '')}", **record})


def mark(ws: Workspace, handle: str, avoid: int) -> None:
    with ws.operation("test.mark") as change:
        held = {
            "segment": "",
            "value": None,
            "birthday": "",
            "owner": "",
            "note": "",
            "held_out": 0,
            "collaboration": "",
        }
        change.put(
            "person_marks", {"id": f"@tern/{handle}", "account": "@tern", "handle": handle, "avoid": avoid, **held}
        )


def test_a_draft_holds_what_the_workspace_knows(ws: Workspace) -> None:
    mark(ws, "@Troll42", 1)
    mark(ws, "@fan", 0)
    day = {"account": "", "first_day": "2026-04-04", "last_day": "2026-04-06", "source": ""}
    put(ws, "dates", title="Qingming", kind="holiday", **day)
    put(ws, "dates", title="Later", kind="holiday", **{**day, "first_day": "2026-04-06"})
    words.change(ws, "@tern", ban=["cheap"], require=["#ad"])
    slot = Slot("s1", "@tern", DAY, "09:00", "UTC", datetime(2026, 4, 5, 9, tzinfo=UTC), topic="trend", intent="promo")
    with ws.operation("test.slot") as change:
        change.put("slots", calendar.slot_row(slot))
    content = Content(
        link="https://tern.coffee", pictures=(Picture("a.png"),), cta="order", lang="en", trend=TrendScore(1, 2, 3)
    )
    made = draft_of(ws, Post("p1", "@tern", "One\n---\nTwo", slot="s1", content=content))
    assert [part.text for part in made.parts] == ["One", "Two"]
    assert (made.role, made.support, made.avoid) == ("main", "@ternhelp", ("troll42",))
    assert (made.banned, made.required) == (("cheap",), ("#ad",))
    assert made.risks == (Risk("Qingming", "holiday"),) and made.planned_for == DAY and made.at == slot.at
    assert (made.topic, made.intent, made.cta, made.link) == ("trend", "promo", "order", "https://tern.coffee")
    assert made.trend == TrendScore(1, 2, 3) and made.pictures == (Picture("a.png"),)


def test_t18_an_open_crisis_is_a_risk_and_a_drill_is_none(ws: Workspace) -> None:
    held = {"account": "", "level": "C", "stage": "told", "opened_at": "x", "opened_by": "ana", "body": "{}"}
    put(ws, "crises", title="Leak", closed_at="", drill=0, **held)
    put(ws, "crises", title="Old", closed_at="y", drill=0, **held)
    put(ws, "crises", title="Drill", closed_at="", drill=1, **held)
    assert draft_of(ws, Post("p1", "@tern", "One")).risks == (Risk("Leak", "crisis"),)


def test_places_are_those_of_the_text_as_typed(ws: Workspace, plugins: Plugins) -> None:
    text = "\nWe roast.\n\n---\n\n\nI brew.\n---\nMy #a #b #c"
    found = check_post(ws, plugins, Post("p1", "@tern", text))
    spans = [(one.rule, text[one.start : one.end]) for one in found.findings if one.start is not None]
    assert spans == [("C01.first-person", "I"), ("C01.first-person", "My"), ("reach.hashtags", "#c")]
    assert [text[part["start"] : part["end"]] for part in found.parts()] == ["We roast.", "I brew.", "My #a #b #c"]
    tags = found.json()["entities"]["hashtags"]
    assert [text[tag["start"] : tag["end"]] for tag in tags] == ["#a", "#b", "#c"]
    assert origins("a\n---\nb") == (0, 6)


def test_c05_a_post_that_answers_a_hater_is_told(ws: Workspace, plugins: Plugins) -> None:
    mark(ws, "troll42", 1)
    post = Post("p1", "@tern", "We beg to differ.", content=Content(reply_to="@Troll42"))
    assert [one.rule for one in check_post(ws, plugins, post).findings] == ["C05.reply-to-hater"]


def test_a_post_of_no_account_is_not_found(ws: Workspace, plugins: Plugins) -> None:
    with pytest.raises(NotFound):
        check_post(ws, plugins, Post("p1", "@nobody", "x"))


def test_words_are_kept_once_and_in_one_list(ws: Workspace) -> None:
    words.change(ws, "@tern", ban=["Cheap", "cheap", " so  good "], require=["#ad"])
    assert words.read(ws, "@tern") == words.Words(("cheap", "so good"), ("#ad",))
    assert words.change(ws, "tern", require=["CHEAP"], drop=["so good"]) == words.Words((), ("#ad", "CHEAP"))
    for wrong in ("", " ", "a|", "x" * 101):
        with pytest.raises(UsageProblem):
            words.change(ws, "@tern", ban=[wrong])
    with pytest.raises(UsageProblem):
        words.change(ws, "@tern", ban=["a"], require=["A"])


def test_g28_the_link_that_goes_out_behind_the_text_counts(ws: Workspace) -> None:
    """A text of 270 and a link make 294: X would refuse it, so the check does."""
    link = "https://tern.coffee/office"
    bare = Post("p1", "@tern", "a" * 270)
    carried = Post("p1", "@tern", "a" * 270, utm=f"{link}?utm_source=x", content=Content(link=link))
    inside = Post("p1", "@tern", "a" * 200 + f" {link}", utm=f"{link}?utm_source=x", content=Content(link=link))
    lengths = [draft_of(ws, post).weighted_length for post in (bare, carried, inside)]
    assert lengths == [270, 294, 224]
    assert not draft_of(ws, carried).valid
    assert "X.length" in [found.rule for found in check_post(ws, Plugins.load(), carried).findings]
    thread = Post("p1", "@tern", "a" * 270 + "\n---\n" + "b" * 270, utm=link)
    assert [part.weighted_length for part in draft_of(ws, thread).parts] == [270, 294]
