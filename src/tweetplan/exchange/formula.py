"""Cells that a spreadsheet would calculate, made text, and made what they were again.

The apostrophe that spreadsheets know as "this is text" is put before a cell that begins with a formula's character,
also behind spaces. A cell that begins with apostrophes before such a character gets one more, so that taking one off
gives every text back: `unguarded(guarded(text)) == text`, and a file needs no mark that says what was done to it.
"""

import re

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\x00＝＋－＠﹢﹣﹦﹫]")
_GUARDED = re.compile(r"'+\s*[=+\-@\t\r\x00＝＋－＠﹢﹣﹦﹫]")


def guarded(cell: str) -> str:
    """The cell as no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`; one that was not guarded comes back as it is."""
    return cell[1:] if _GUARDED.match(cell) else cell
