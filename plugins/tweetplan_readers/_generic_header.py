"""The header of a table that somebody made: its delimiter, what each column is, and which of four tables it makes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from operator import methodcaller
from typing import Literal

from tweetplan.api import X_MEASURES, Line, Problem, Source
from tweetplan_readers._cells import MISSING, is_number, plain_name, refuse_repeated

Kind = Literal["days", "posts", "people", "mentions", "wide"]
MEASURE_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
SAMPLE = 200
_ALIASES = {
    "id": ("id", "tweet id", "post id", "status id", "id str"),
    "posted_at": ("posted at", "created at"),
    "account": ("account", "screen name", "username", "user screen name"),
    "text": ("text", "full text"),
    "url": ("url", "link", "permalink"),
    "likes": ("likes", "favorite count", "favourite count", "like count"),
    "reposts": ("reposts", "retweet count", "repost count", "retweets"),
    "replies": ("replies", "reply count"),
    "impressions": ("impressions", "impression count", "views", "view count"),
    "bookmarks": ("bookmarks", "bookmark count"),
}
"""Names that other tools use for the same column; any other known name means itself."""
_PLAIN = ("date", "measure", "value", "campaign", "source", "format", "author", "in_reply_to", "answered_at",
          "resolved_at", "handle", "segment", "followers", "last_interaction", "birthday")  # fmt: skip
_KNOWN = {
    **{name.replace("_", " "): name for name in (*_PLAIN, *(measure.key for measure in X_MEASURES))},
    **{name: role for role, names in _ALIASES.items() for name in names},
}
_OTHERS = {"inbound", "in response to tweet id", "author id"}
"""Columns of tables of conversations, which are no posts of one account."""
_NO_MEASURE = re.compile(r"ids?|ids?_.*|.*_ids?|unnamed.*|year|month|day|hour|week|.*_(at|time|date|on)")
_ROLES_OF_POSTS = {"id", "posted_at", "account", "text", "url", "format"}


@dataclass(frozen=True, slots=True)
class Header:
    """What a table's header says."""

    kind: Kind
    delimiter: str
    line: int
    width: int
    at: Mapping[str, int]
    """Role or measure → column."""
    measures: tuple[str, ...]
    """The columns that are figures, for tables by post and wide tables of days."""
    sure: float


def read_header(source: Source) -> Header | None:
    """The header in the first record; None when it is no table that is known here. Raises `Problem` if unclear."""
    first_line = source.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    delimiter = max(",;\t", key=lambda mark: first_line.count(mark.encode()))
    sample = [item for item in islice(source.records(delimiter), SAMPLE) if isinstance(item, Line)]
    if not sample or any(map(is_number, sample[0].cells)):
        return None
    names = [" ".join(cell.replace("\ufeff", "").split()) for cell in sample[0].cells]
    refuse_repeated(map(methodcaller("casefold"), names), source.name)
    mapped = _mapped(source.columns, names, source.name)
    plain = [plain_name(name) for name in names]
    if not mapped and _OTHERS.intersection(plain):
        return None
    at = dict(mapped)
    for column, name in enumerate(plain):
        role = _KNOWN.get(name, "")
        if role and role not in at and column not in mapped.values():
            at[role] = column
    figures = _figures(at, names, sample[1:], free=not mapped)
    kind, sure = _kind(at, set(mapped), figures)
    if kind is None:
        return None
    at.update(figures)
    return Header(kind, delimiter, sample[0].number, len(names), at, tuple(figures), sure)


def _mapped(columns: Mapping[str, str], names: list[str], file: str) -> dict[str, int]:
    """The user's own mapping, as role → column; raises `Problem` for a column that is not there."""
    folded = [name.casefold() for name in names]
    found = {}
    for role, name in columns.items():
        wanted = " ".join(name.split()).casefold()
        if wanted not in folded:
            raise Problem(f"{file} has no column {name!r}.", f"It has: {', '.join(names)[:400]}.")
        found["posted_at" if role == "created_at" else role] = folded.index(wanted)
    return found


def _figures(at: Mapping[str, int], names: list[str], rows: list[Line], free: bool) -> dict[str, int]:
    """The columns that are measures: known or mapped names, and (in a free table) any lower_snake name over numbers."""
    roles = {*_ROLES_OF_POSTS, *_PLAIN} - {"followers"}
    found = {role: column for role, column in at.items() if role not in roles and MEASURE_NAME.fullmatch(role)}
    taken = set(at.values())
    for column, name in enumerate(names):
        if free and column not in taken and MEASURE_NAME.fullmatch(name) and not _NO_MEASURE.fullmatch(name):
            cells = [line.cells[column].strip() for line in rows if len(line.cells) == len(names)]
            if any(map(is_number, cells)) and all(cell in MISSING or is_number(cell) for cell in cells):
                found[name] = column
    return found


def _kind(at: Mapping[str, int], mapped: Iterable[str], figures: Mapping[str, int]) -> tuple[Kind | None, float]:
    have = set(at)
    if {"date", "measure", "value"} <= have:
        return "days", 0.7
    if {"id", "author", "posted_at"} <= have:
        return "mentions", 0.7
    if {"id", "posted_at"} <= have or ({"posted_at", "text"} <= have and set(figures) - {"followers"}):
        return "posts", 0.6
    if "handle" in have and {"segment", "followers", "last_interaction"} & have:
        return "people", 0.6
    if {"date"} <= set(mapped) and figures:
        return "wide", 0.5
    return None, 0.0
