"""Hostile text in every widget: no control byte, no markup, no crash, and the rows around it stand as they stood."""

import json
import unicodedata
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult

import tweetplan.tui
from tui.stub import StubApp, note_form, screen_text
from tweetplan.domain.findings import Finding
from tweetplan.domain.text import safe_text
from tweetplan.tui.paint import Line, Piece
from tweetplan.tui.screens.ask import Ask, TypeTheWord
from tweetplan.tui.screens.conflict import Clash, ConflictCard
from tweetplan.tui.screens.picker import Picker
from tweetplan.tui.screens.why import Why, WhyCard
from tweetplan.tui.themes import OURS
from tweetplan.tui.widgets.bars import budget_line
from tweetplan.tui.widgets.findings import finding_lines, finding_rows
from tweetplan.tui.widgets.painted import Lines
from tweetplan.tui.widgets.row import Column, Row, heading, note
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.scroll import LineScroll

OWN = [
    "[/]", "[red]x[/red]", "[@click=app.quit]hit[/]", "price [$5]", "[link=http://evil.test]x", "x\\",
    "a [b + c [/red] d", "\x1b]52;c;aGk=\x07", "\x1b]0;title\x07", "\x1b[2J\x1b[H", "\x1b[31mred", "\x9b31m",
    "\x1bPq#\x1b\\", "\x1bc", "\x1b[6n", "a\x00b", "a\x07b", "a\x7fb", "a\rb", "a\nb", "a\tb", "\u202egnirts",
    "\u2066x\u2069", "\u2028x", "\U000e0041tag", "\ud800", "e" + "\u0301" * 200, "👨‍👩‍👧‍👦" * 30,
    "日本語の投稿がここにある" * 8, "سلام دنیا این یک متن است", "x" * 5000,
]  # fmt: skip


def given_cases(folder: Path) -> list[str]:
    entries = map(json.loads, (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines())
    return [entry["input"] for entry in entries if entry["area"] == "text" and not entry["input"].startswith("files/")]


def obeyed(text: str) -> list[str]:
    """The characters that a terminal would obey or that change the order of others."""
    bad = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
    return [hex(ord(c)) for c in text if c != "\n" and (unicodedata.category(c) in ("Cc", "Cs") or c in bad)]


class Surfaces(App[None]):
    """One text in every widget, between two rows that must stay."""

    ALLOW_SELECT = False
    CSS_PATH = Path(tweetplan.tui.__file__).with_name("app.tcss")
    fired = False

    def __init__(self) -> None:
        super().__init__()
        for theme in OURS:
            self.register_theme(theme)
        self.theme = "dark"

    def compose(self) -> ComposeResult:
        yield RowList(Column(12), Column(title="t"))
        yield LineScroll()
        yield Lines()

    def put(self, text: str) -> None:
        line: Line = (Piece(text), Piece(text, "bad"))
        found = Finding(text, "error", text, text, text)
        rows = self.query_one(RowList)
        rows.columns, rows.empty = (Column(12, title=text), Column(title="t")), text
        rows.rows = (
            heading(text),
            Row("top", ("MARKTOP", "")),
            Row(text, (text, Piece(text, "good"))),
            Row("wide", (line,), wide=True),
            Row("made", (lambda width: line,), wide=True),
            note("n", text),
            *finding_rows([found]),
            Row("bottom", ("MARKBOT", "")),
        )
        self.query_one(LineScroll).lines_for = lambda width: (line, *finding_lines([found], width))
        self.query_one(Lines).lines = (line, budget_line(text, 0.5, 0.0, 1.0, text, text, 60))

    def action_quit(self) -> None:  # type: ignore[override]
        self.fired = True


async def shown_everywhere(texts: Iterable[str]) -> None:
    app = Surfaces()
    async with app.run_test(size=(80, 40)) as pilot:
        for text in texts:
            app.put(text)
            await pilot.pause()
            shown = screen_text(app)
            await pilot.click(offset=(4, 3))
            app.query_one(RowList).needle = text[:20]
            await pilot.pause()
            shown += screen_text(app)
            app.query_one(RowList).needle = ""
            assert app.is_running and not app.fired, ascii(text)
            assert obeyed(shown) == [], ascii(text)
            assert "MARKTOP" in shown and "MARKBOT" in shown, ascii(text)
            if text.isascii() and text.isprintable() and len(text) < 60:
                assert text in shown


async def test_every_widget_shows_hostile_text_as_text() -> None:
    await shown_everywhere(OWN)


async def test_every_widget_shows_the_given_cases_as_text(hostile_data: Path) -> None:
    await shown_everywhere(given_cases(hostile_data))


def dialogs(text: str) -> list[Any]:
    clash = Clash(text, text, text, text)
    form = note_form(lambda values: True)
    form._texts["text"] = text
    return [
        WhyCard(Why(text, [text, (text[:9], text)])),
        Picker(text, [Row("a", (text,))], empty=text),
        Ask(text, [("a", "a", text)]),
        TypeTheWord(text, text[:9]),
        ConflictCard(text, text, [clash]),
        form,
    ]


@pytest.mark.parametrize("kind", range(6))
async def test_every_dialog_shows_hostile_text_as_text(app: StubApp, kind: int) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for text in OWN[::6]:
            dialog = dialogs(text)[kind]
            app.push_screen(dialog)
            await pilot.pause()
            app.say(text)
            await pilot.pause()
            assert obeyed(screen_text(app)) == [], ascii(text)
            app.clear_notifications()
            dialog.dismiss(None)
            await pilot.pause()


async def test_hostile_names_in_the_frame(app: StubApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for text in OWN:
            app.screen.crumb = ("acme", text)  # type: ignore[attr-defined]
            app.screen.status = text  # type: ignore[attr-defined]
            await pilot.pause()
            assert obeyed(screen_text(app)) == []
            assert "UTC" in screen_text(app).splitlines()[0]


def test_copied_text_is_safe(app: StubApp) -> None:
    sent: list[str] = []
    app._to_terminal = sent.append  # type: ignore[method-assign]
    for text in OWN:
        app.copy(text)
    assert all(s.startswith("\x1b]52;c;") and s.endswith("\x07") and s.count("\x1b") == 1 for s in sent)


def test_obeyed_sees_what_it_looks_for() -> None:
    assert obeyed("a\x1b\u202e\x9b") == ["0x1b", "0x202e", "0x9b"]
    assert list(map(partial(safe_text, limit=99), ["a\x1bb"])) == ["a␛b"]
