"""What a key sends is little and right: only the cells that changed, and a breadcrumb that the clock leaves whole."""

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.strip import Strip

from tweetplan.tui.chrome import crumb_line, shorter
from tweetplan.tui.paint import Piece, plain, width_of
from tweetplan.tui.widgets.painted import changed_cells
from tweetplan.tui.widgets.tight import cropped_chop

WORDS = st.lists(st.text("abc ", max_size=6), max_size=5)


def cells(texts: list[str], width: int) -> str:
    """What stands on the screen: the line, and blanks up to the width."""
    return "".join(texts).ljust(width)[:width]


@given(WORDS, WORDS, st.integers(1, 40))
def test_what_is_sent_of_a_line_makes_the_old_line_the_new_one(old: list[str], new: list[str], width: int) -> None:
    before, after = cells(old, width), cells(new, width)
    start, end = changed_cells(tuple(map(Piece, old)), tuple(map(Piece, new)), width)
    assert before[:start] + after[start:end] + before[end:] == after


def test_of_a_line_of_which_the_middle_changed_the_middle_is_sent() -> None:
    old, new = (Piece("Mon "), Piece("tea "), Piece("end")), (Piece("Mon "), Piece("ice "), Piece("end"))
    assert changed_cells(old, new, 80) == (4, 8)
    assert changed_cells(old, old, 80) == (0, 0)
    assert changed_cells(old, (Piece("Mon "),), 80) == (4, 11)


@given(st.integers(0, 20), st.integers(0, 30), st.integers(0, 30))
def test_a_piece_of_a_strip_is_cropped_on_both_sides(x: int, start: int, size: int) -> None:
    strip = Strip([Segment("abcdefghij")], 10)
    found = cropped_chop(strip, x, x + 10, (start, start + size))
    wanted = "".join(char for at, char in enumerate("abcdefghij", x) if start <= at < start + size)
    assert (found[1].text if found else "") == wanted
    assert found is None or found[0] == max(x, start)


def test_no_wide_character_is_cut_in_half() -> None:
    strip = Strip([Segment("ab"), Segment("日本語"), Segment("cd")], 10)
    found = cropped_chop(strip, 5, 15, (8, 10))
    assert found is not None and (found[0], found[1].text) == (7, "日本語")
    plain_part = cropped_chop(strip, 5, 15, (6, 7))
    assert plain_part is not None and (plain_part[0], plain_part[1].text) == (6, "b")


def test_the_breadcrumb_stays_whole_and_the_clock_gives_way() -> None:
    clock = "Tue 17 Mar  13:05 UTC · 14:05 Berlin · 09:05 New York"
    assert shorter(clock)[1:] == (
        "13:05 UTC · 14:05 Berlin · 09:05 New York",
        "13:05 UTC · 14:05 Ber · 09:05 NY",
    )
    crumb = ("Tern Coffee", "Calendar", "2026-W12 (New York)")
    whole = crumb_line(crumb, 46)
    assert whole is not None and plain(whole) == "Tern Coffee › Calendar › 2026-W12 (New York)"
    tight = crumb_line(crumb, 38)
    assert tight is not None and plain(tight).endswith("› Calendar › 2026-W12 (New York)") and width_of(tight) <= 38
    assert crumb_line(crumb, 20) is None
