"""The brand's own words: those that it never uses, and those that each of its posts carries."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from tweetplan.api import Draft, Finding, hookimpl

_NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that write words without spaces between them: there a word begins and ends anywhere."""
_VOWELS = "[\u064b-\u065f\u0670]*"
"""Arabic vowel signs, which may stand after any letter without making another word."""
_ALIKE = ("يی", "كک", "‘’'", "-‐‑")
"""Signs that one keyboard writes for another."""


@hookimpl
def tweetplan_check_draft(draft: Draft) -> Iterator[Finding]:
    """Each banned word where it stands, and each required one that stands nowhere."""
    names = [(found.start, found.end) for found in (*draft.entities.urls, *draft.entities.mentions)]
    for word in draft.banned:
        for match in _pattern(word).finditer(draft.text):
            if any(start < match.end() and match.start() < end for start, end in names):
                continue
            yield Finding(
                "words.banned",
                "error",
                f"The brand never says “{match[0]}”.",
                "text",
                "Say it in other words.",
                *match.span(),
            )
    for word in draft.required:
        if draft.text and not _pattern(word).search(draft.text):
            either = " or ".join(f"“{one.strip()}”" for one in word.split("|"))
            yield Finding(
                "words.required",
                "error",
                f"It says {either} nowhere.",
                "text",
                "Put it in: each post of this account carries it.",
                0,
                len(draft.text),
            )


@lru_cache(maxsize=2_000)
def _pattern(word: str) -> re.Pattern[str]:
    """Finds a word in any case, whole where its script parts words by spaces; `a|b` finds either."""
    return re.compile("|".join(_one(each.strip()) for each in word.split("|") if each.strip()), re.IGNORECASE)


def _one(word: str) -> str:
    signs = unicodedata.normalize("NFC", re.sub(_VOWELS, "", word))
    middle = "".join(r"\s+" if sign.isspace() else _sign(sign) for sign in signs)
    first = rf"(?<![^\W{_NO_SPACES}])" if _parted(signs[0]) else ""
    last = rf"(?![^\W{_NO_SPACES}]|[\u0300-\u036f])" if _parted(signs[-1]) else ""
    return f"{first}{middle}{last}"


def _sign(sign: str) -> str:
    """One sign in each way it can be written, with the vowel signs that may follow it."""
    ways = {sign, unicodedata.normalize("NFD", sign), *next((group for group in _ALIKE if sign in group), "")}
    vowels = _VOWELS if "\u0620" <= sign <= "\u06ff" else ""
    return f"(?:{'|'.join(map(re.escape, sorted(ways)))}){vowels}"


def _parted(sign: str) -> bool:
    """Whether a word that has this sign at its edge ends where the next space or stop is."""
    return (sign.isalnum() or sign == "_") and not re.match(f"[{_NO_SPACES}]", sign)
