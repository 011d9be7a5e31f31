"""Text in cells: exact widths for every script, whole graphemes, nothing a terminal would obey."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tweetplan.tui.paint import Piece, cropped, cut, fit, plain, spread, width_of, wrap

SCRIPTS = ["plain", "日本語の文字", "پیروزی در توییتر", "kami berjaya", "👨‍👩‍👧‍👦 family", "é̂ marks", "a\tb", "한국어"]
ANY = st.text(max_size=60)


@given(ANY, st.integers(0, 40), st.sampled_from(["left", "right"]))
def test_fit_takes_exactly_its_cells(text: str, width: int, align: str) -> None:
    assert cell_len(fit(text, width, align)) == width  # type: ignore[arg-type]


@given(ANY, st.integers(0, 40))
def test_cut_never_takes_more_and_is_idempotent(text: str, width: int) -> None:
    once = cut(text, width)
    assert cell_len(once) <= width
    assert cut(once, width) == once


@given(st.lists(ANY, max_size=5), st.integers(0, 40))
def test_a_cropped_line_fits_and_keeps_what_fitted(texts: list[str], width: int) -> None:
    line = tuple(Piece(text) for text in texts)
    short = cropped(line, width)
    assert width_of(short) <= width
    if width_of(line) <= width:
        assert width_of(short) == width_of(line)


@given(ANY, st.integers(4, 40))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(cell_len(row) <= width for row in wrap(text, width))


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_cut_text_ends_in_an_ellipsis_and_splits_no_grapheme(text: str) -> None:
    short = cut(text, 5)
    assert short == text.replace("\t", " ") or short.endswith("…")
    assert not short.removesuffix("…").endswith("\u200d")


def test_wide_letters_are_cut_between_letters() -> None:
    assert cut("日本語の文字", 7) == "日本語…"
    assert cut("日本語の文字", 6) == "日本…"


def test_words_wrap_at_spaces_and_paragraphs_stay() -> None:
    assert wrap("one two three\nfour", 8) == ["one two", "three", "four"]
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_the_right_side_stays_and_the_left_gives_way() -> None:
    line = spread((Piece("a very long breadcrumb that cannot fit"),), (Piece("13:05 UTC"),), 30)
    assert width_of(line) == 30
    assert plain(line).endswith("13:05 UTC") and "…" in plain(line)
