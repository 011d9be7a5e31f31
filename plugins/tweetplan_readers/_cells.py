"""Cells of a table as values: counts, amounts, header names, and the little escaping that X does in texts."""

import math
import re
from collections.abc import Callable, Iterable

from tweetplan.api import Problem

_COUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,20})?")
_AMOUNT = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?")
LARGEST = 1e15
"""No figure of a table is as large."""
MISSING = frozenset({"", "-", "–", "—", "NA", "N/A", "NaN", "nan", "null", "None"})
"""How files write a figure they do not have."""


class _Read(dict[str, float | None]):
    """Cells that were read before with their values: most cells of an export hold one of few small numbers."""

    def __init__(self, read: Callable[[str], float | None]) -> None:
        self._read = read

    def __missing__(self, cell: str) -> float | None:
        found = self[cell] = self._read(cell)
        return found


def counts() -> Callable[[str], float | None]:
    """A function from a cell to a count (never negative), None where the cell has none; raises `ValueError`."""
    return _Read(_count).__getitem__


def amounts() -> Callable[[str], float | None]:
    """A function from a cell to any finite number, None where the cell has none; raises `ValueError`."""
    return _Read(_amount).__getitem__


def _count(cell: str) -> float | None:
    text = cell.strip()
    if text in MISSING:
        return None
    if not _COUNT.fullmatch(text):
        raise ValueError(f"{cell[:40]!r} is no count")
    return float(text)


def _amount(cell: str) -> float | None:
    text = cell.strip()
    if text in MISSING:
        return None
    found = float(text) if _AMOUNT.fullmatch(text) else math.nan
    if not abs(found) < LARGEST:
        raise ValueError(f"{cell[:40]!r} is no number")
    return found


def is_number(cell: str) -> bool:
    """Whether a cell holds a number."""
    return _AMOUNT.fullmatch(cell.strip()) is not None


def is_name(cell: str) -> bool:
    """Whether a cell may be a column's name, in whatever language: something, and no number."""
    return cell.strip() not in MISSING and not is_number(cell)


def plain_name(cell: str) -> str:
    """A header cell for comparison: lower case, single spaces, without byte-order mark and stray backslashes."""
    return " ".join(cell.replace("\ufeff", "").replace("\\", "").replace("_", " ").casefold().split())


def unescaped(text: str) -> str:
    """A text with the few entities that X writes turned back; nothing else is touched."""
    if "&" not in text:
        return text
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def refuse_repeated(names: Iterable[str], file: str) -> None:
    """Raise `Problem` when two columns have one name: nobody could tell which one is meant."""
    seen: set[str] = set()
    for name in names:
        if name and name in seen:
            raise Problem(f"{file} has two columns named {name!r}.", "Rename or remove one of them.")
        seen.add(name)


def is_table(head: bytes) -> bool:
    """Whether the first bytes may be delimited text: not empty, no zip, no JSON."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:7]
    return bool(start) and not start.startswith((b"PK\3\4", b"PK\5\6", b"[", b"{", b"window."))


def delimiter_of(head: bytes, least: int) -> str:
    """What parts the cells of an export: a comma, or the semicolon or tab that a spreadsheet wrote instead.

    Only `least` marks or more in the first line count, so that a text with semicolons stays a text.
    """
    first = head.split(b"\n", 1)[0]
    mark = max(",;\t", key=lambda found: first.count(found.encode()))
    return mark if first.count(mark.encode()) >= least else ","
