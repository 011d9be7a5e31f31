"""What is printed is inert and fits: JSON that any reader takes, tables by terminal cells, no byte that acts."""

import io
import json
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from tweetplan.cli import output
from tweetplan.cli.session import verdict
from tweetplan.domain.findings import Finding

ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters that move, colour, reorder or end a line; the newline is ours."""


def printed(work: Callable[[], None], encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    with redirect_stdout(stream):
        work()
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(encoding)


@dataclass(frozen=True)
class Value:
    day: date
    share: float
    at: datetime


def test_json_has_the_plain_form_of_every_value() -> None:
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    held = output.jsonable(
        {"rows": (Value(date(2026, 3, 1), 0.5, at),), 1: 3.0, "none": float("nan"), "at": Path("/a")}
    )
    assert held == {
        "rows": [{"day": "2026-03-01", "share": 0.5, "at": "2026-03-01T09:00:00Z"}],
        "1": 3,
        "none": None,
        "at": "/a",
    }
    assert isinstance(held["1"], int)


def test_json_loses_no_character_and_prints_none_that_acts(hostile_data: Path) -> None:
    cases = [json.loads(line) for line in (hostile_data / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [case["input"] for case in cases if case["area"] == "text"]
    assert texts
    text = printed(lambda: output.print_json(texts, "now"))
    assert not ACTS.search(text)
    assert json.loads(text)["data"] == texts
    ascii_text = printed(lambda: output.print_json(texts, "now"), "ascii")
    assert json.loads(ascii_text) == json.loads(text)


def test_tables_and_findings_print_no_character_that_acts(hostile_data: Path) -> None:
    for line in (hostile_data / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["input"]

        def work(text: str = text) -> None:
            output.print_table(("a", text), [(text, 1), ("plain", 20)])
            output.print_findings([Finding("G02", "error", text, text, text)])
            output.say(text)

        shown = printed(work)
        assert not ACTS.search(shown), line


def test_a_table_fits_the_terminal_and_lines_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    rows = [
        ("@terncoffee", 1234567, "每周的互动率提高百分之十五 " * 9),
        ("@a", None, "short"),
        ("سلام", 0.0512, "x" * 300),
    ]
    lines = printed(lambda: output.print_table(("account", "views", "text"), rows)).splitlines()
    assert all(cell_len(line) <= 60 for line in lines)
    assert "1,234,567" in lines[1]
    assert lines[1].index("1,234,567") + 9 == lines[2].index("–") + 1
    assert lines[1].endswith("…")
    assert "0.0512" in lines[3]


def test_an_empty_table_says_why() -> None:
    assert printed(lambda: output.print_table(("a",), [], "No goals yet: `tweetplan goal add`.")).startswith("No goals")


def test_a_terminal_that_lacks_a_glyph_gets_its_name() -> None:
    shown = printed(lambda: output.print_findings([Finding("G02", "error", "naïve ✗")]), "latin-1")
    assert shown == "\\u2717 G02 naïve \\u2717\n"


def test_only_errors_fail_a_check() -> None:
    assert verdict([Finding("a", "warning", ""), Finding("b", "note", "")]) == 0
    assert verdict([Finding("a", "warning", ""), Finding("b", "error", "")]) == 3
