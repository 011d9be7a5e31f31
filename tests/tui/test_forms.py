"""Forms: questions from a dataclass, findings while typing, drafts when left, and what two people changed at once."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.stub import StubApp, note_form, screen_text, stub_app, told
from tweetplan.tui.fields import FormField, form_fields, read_values
from tweetplan.tui.screens.ask import TypeTheWord
from tweetplan.tui.screens.conflict import Clash, ConflictCard, merged
from tweetplan.tui.screens.form import Form
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
PAUSE = 0.3


@dataclass(frozen=True)
class Event:
    """Own fields of an event goal."""

    day: date
    seats: int = 40
    fee: float = 0.0
    online: bool = False
    url: str = ""


def test_questions_come_from_the_fields_of_the_dataclass() -> None:
    assert [(f.name, f.kind, f.required, f.value) for f in form_fields(Event)] == [
        ("day", "date", True, ""),
        ("seats", "integer", False, "40"),
        ("fee", "number", False, "0.0"),
        ("online", "yes/no", False, "no"),
        ("url", "text", False, ""),
    ]


def test_answers_become_values_and_what_cannot_be_read_is_named() -> None:
    fields = form_fields(Event)
    values, found = read_values(
        fields, {"day": "2026-06-01", "seats": "1,000", "fee": "12.5", "online": "yes", "url": " "}
    )
    assert found == [] and values == {"day": date(2026, 6, 1), "seats": 1000, "fee": 12.5, "online": True}
    _, found = read_values(fields, {"day": "", "seats": "many", "fee": "nan", "online": "yes"})
    assert [(f.where, f.rule) for f in found] == [
        ("day", "form.required"),
        ("seats", "form.value"),
        ("fee", "form.value"),
    ]


@given(st.text(max_size=20), st.sampled_from(["integer", "number", "date", "yes/no", "text"]))
def test_no_answer_breaks_the_reading(text: str, kind: Any) -> None:
    values, found = read_values([FormField("x", kind=kind)], {"x": text})
    assert len(values) + len(found) == (1 if text.strip() else 0)


async def test_typing_shows_findings_and_sends_values(app: StubApp) -> None:
    sent: list[Any] = []
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(note_form(lambda values: bool(sent.append(values) or True)))
        await pilot.pause()
        assert "✗ text" in screen_text(app) and "text is needed." in screen_text(app)
        await pilot.press(*"ab")
        await pilot.pause(PAUSE)
        assert "! text" in screen_text(app) and "note.short That is short." in screen_text(app)
        await pilot.press("c", "enter", *"x")
        await pilot.pause(PAUSE)
        assert "'x' is no integer" in screen_text(app)
        await pilot.press("ctrl+r")
        assert sent == [] and isinstance(app.screen, Form)
        await pilot.press("backspace", "7", "enter", "right", "enter")
        assert sent == [{"text": "abc", "count": 7, "loud": True}]
        assert not isinstance(app.screen, Form)


async def test_letters_and_digits_type_while_a_field_has_the_keys(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(note_form(lambda values: True))
        await pilot.pause()
        await pilot.press(*"q1u:?/wf")
        form = app.screen
        assert isinstance(form, Form) and form._texts["text"] == "q1u:?/wf"


async def test_a_refused_form_stays_open_with_its_text(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(note_form(lambda values: False))
        await pilot.pause()
        await pilot.press(*"hello", "ctrl+r")
        assert isinstance(app.screen, Form) and "hello" in screen_text(app)


async def test_esc_keeps_the_text_and_opening_again_brings_it_back(app: StubApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(note_form(lambda values: True))
        await pilot.pause()
        await pilot.press(*"hello", "escape")
        assert "kept as a draft" in told(app)
        app.push_screen(note_form(lambda values: True))
        await pilot.pause()
        assert "hello" in screen_text(app) and "ctrl+n starts anew" in screen_text(app)
        await pilot.press("ctrl+n")
        await pilot.pause(PAUSE)
        assert "hello" not in screen_text(app) and app.drafts.kept() == []
        await pilot.press("escape")
        assert app.drafts.kept() == []


async def test_a_sent_form_leaves_no_draft(workspace: Workspace, tmp_path: Path) -> None:
    app = stub_app(workspace, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(note_form(lambda values: True))
        await pilot.pause()
        await pilot.press(*"hello")
        app.save_drafts()
        await pilot.press("ctrl+r")
        assert app.drafts.kept() == []


async def test_what_cannot_be_undone_wants_its_word(app: StubApp) -> None:
    answers: list[bool | None] = []
    async with app.run_test(size=SIZE) as pilot:
        for word in ("yes", "publish"):
            app.push_screen(TypeTheWord("Publish 3 posts?", "publish"), answers.append)
            await pilot.pause()
            await pilot.press(*word, "enter")
        await pilot.pause()
    assert answers == [False, True]


# ---- conflicts --------------------


def test_fields_that_one_side_changed_merge_by_themselves() -> None:
    base = {"title": "a", "due": "1", "role": "x"}
    result, clashes = merged(base, {**base, "due": "2"}, {**base, "title": "b"})
    assert result == {"title": "b", "due": "2", "role": "x"} and clashes == []


def test_a_field_that_both_changed_is_never_overwritten_silently() -> None:
    base = {"title": "a"}
    result, clashes = merged(base, {"title": "theirs"}, {"title": "mine"})
    assert clashes == [Clash("title", "a", "theirs", "mine")] and result == {"title": "theirs"}
    assert merged(base, {"title": "same"}, {"title": "same"})[1] == []


@given(*(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), min_size=3) for _ in range(3)))
def test_every_lost_race_is_a_clash(base: dict[str, int], theirs: dict[str, int], mine: dict[str, int]) -> None:
    result, clashes = merged(base, theirs, mine)
    named = {clash.field for clash in clashes}
    for name, value in mine.items():
        if value != base[name] and value != theirs[name]:
            assert (result[name] == value and theirs[name] == base[name]) or name in named


@pytest.mark.parametrize(
    ("keys", "answer"), [("mt", {"a": "mine", "b": "theirs"}), ("tt", {"a": "theirs", "b": "theirs"})]
)
async def test_a_conflict_is_decided_field_by_field(app: StubApp, keys: str, answer: dict[str, str]) -> None:
    answers: list[Any] = []
    clashes = [Clash("a", "was a", "their a", "my a"), Clash("b", "was b", "their b", "my b")]
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(ConflictCard("Winter blend", "ana, 10 s ago,", clashes), answers.append)
        await pilot.pause()
        shown = screen_text(app)
        assert "was a" in shown and "their a" in shown and "my a" in shown and "which?" in shown
        await pilot.press("enter")
        assert answers == []
        await pilot.press(*keys, "enter")
        await pilot.pause()
    assert answers == [answer]


async def test_esc_on_a_conflict_stores_nothing(app: StubApp) -> None:
    answers: list[Any] = []
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(ConflictCard("x", "ana", [Clash("a", "1", "2", "3")]), answers.append)
        await pilot.pause()
        await pilot.press("escape")
    assert answers == [None]
