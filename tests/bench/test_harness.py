"""The measuring itself, tried on the bare apps: it must see a frame, a key's answer, silence, and what is missing."""

import csv
from pathlib import Path

import bare_app
import bare_table
import pytest
from harness import SkipRow, Terminal, bare, environment, interleaved, python, run
from product import HEADER, Product, write_export
from rows import Cost


def test_a_bare_app_is_seen_then_silent(tmp_path: Path) -> None:
    with Terminal(bare("bare_app.py"), tmp_path) as terminal:
        seconds = terminal.first_seen(bare_app.TEXT)
        assert 0 < seconds < 30
        assert bare_app.TEXT in terminal.text()
        assert terminal.resident_mib() > 5
        terminal.settle(1.0)
        assert terminal.idle_bytes(1.0) == 0


def test_a_key_is_answered_with_bytes(tmp_path: Path) -> None:
    with Terminal(bare("bare_table.py"), tmp_path) as terminal:
        terminal.first_seen(bare_table.TEXT)
        seconds, count = terminal.press("\x1b[B")
        assert seconds > 0
        assert count > 0


def test_a_text_that_never_comes_skips_the_row(tmp_path: Path) -> None:
    with (
        Terminal(python("-c", "print('no such module')"), tmp_path) as terminal,
        pytest.raises(SkipRow, match="no such module"),
    ):
        terminal.first_seen("Do now")


def test_a_process_is_timed_to_its_end(tmp_path: Path) -> None:
    ended = run(python("-c", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"), tmp_path)
    assert (ended.code, ended.out, ended.err) == (3, "out\n", "err\n")
    assert ended.seconds > 0


def test_bytecode_is_allowed_and_colour_is_not_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "TEXTUAL_THEME", "TWEETPLAN_WORKSPACE"):
        monkeypatch.setenv(name, "1")
    assert (
        environment(tmp_path)
        .keys()
        .isdisjoint({"PYTHONDONTWRITEBYTECODE", "NO_COLOR", "TEXTUAL_THEME", "TWEETPLAN_WORKSPACE"})
    )


def test_cases_take_turns() -> None:
    order: list[str] = []

    def case(name: str, value: float) -> float:
        order.append(name)
        return value

    medians = interleaved(2, {"a": lambda: case("a", 1.0), "b": lambda: case("b", 2.0)})
    assert medians == {"a": 1.0, "b": 2.0}
    assert order == ["a", "b", "a", "b", "b", "a"]


def test_an_export_is_the_same_every_time(tmp_path: Path) -> None:
    first = write_export(tmp_path / "1.csv", 50, "@bench").read_text()
    assert first == write_export(tmp_path / "2.csv", 50, "@bench").read_text()
    rows = list(csv.reader(first.splitlines()))
    assert rows[0] == HEADER
    assert len({row[0] for row in rows[1:]}) == 50
    assert {len(row) for row in rows} == {len(HEADER)}


def test_a_missing_program_skips_the_row(tmp_path: Path) -> None:
    product = Product(tmp_path)
    product.program = str(tmp_path / "nothing")
    with pytest.raises(SkipRow, match="not installed"):
        product.do("--version")


def test_a_ratio_is_kept_or_over() -> None:
    assert Cost("x", 3.0, 2.0, "ms", 1.5).kept
    assert not Cost("x", 3.1, 2.0, "ms", 1.5).kept
    assert Cost("idle", 0, 0, "bytes", 0, absolute=True).kept
