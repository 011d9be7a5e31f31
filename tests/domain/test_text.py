"""safe_text lets no control byte, order trick or pile of marks through, and leaves honest text alone (UX rule 12)."""

import json
import random
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.text import _SUSPECT, blank, safe_text, storable

FORBIDDEN = {
    *range(0x20), *range(0x7F, 0xA0), 0x200B, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A),
    *range(0xD800, 0xE000), *range(0xE0000, 0xE0080),
}  # fmt: skip
HONEST = (
    "plain words, 100 % [b]not markup[/b] x\\",
    "می‌خواهیم دنبال‌کننده‌های بیشتری داشته باشیم",
    "مُحَمَّدٌ",
    "\u200fשלום abc",
    "每月互动率提高 15 %,“引号”……",
    "👨‍👩‍👧‍👦 👍🏽 ❤️ 🇩🇪 1️⃣",
    "cafe\u0301 naïve",
    "non-breaking\u00a0space\u3000wide",
    "﷽" * 20,
)


def fuzz(n: int) -> list[str]:
    dice = random.Random(20_260_317)
    nasty = [*sorted(FORBIDDEN), *map(ord, "\u200c\u200d\u200f\u0301\u0336\u20e3\ufe0f\xad\u2060\ufeff👨")]
    plain = [*range(0x20, 0x7F), *range(0x627, 0x650), *range(0x4E00, 0x4E40), *range(0x1F600, 0x1F640)]
    made = []
    for _ in range(n):
        pool = dice.choice((nasty, plain, nasty + plain))
        codes = [
            dice.choice(pool) if dice.random() < 0.9 else dice.randrange(sys.maxunicode)
            for _ in range(dice.randrange(60))
        ]
        made.append("".join(map(chr, codes)))
    return made


def most_marks(text: str) -> int:
    most = run = 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me"):
            run += 1
        elif character not in "\u200c\u200d\u200e\u200f\u061c":
            run = 0
        most = max(most, run)
    return most


def test_20000_fuzzed_strings_come_out_clean_and_stay_as_they_came_out() -> None:
    for text in fuzz(20_000):
        for newlines in (False, True):
            shown = safe_text(text, newlines=newlines)
            assert not (set(map(ord, shown)) - ({10} if newlines else set())) & FORBIDDEN
            assert most_marks(shown) <= 4
            assert safe_text(shown, newlines=newlines) == shown


@given(st.text(st.characters(exclude_categories=()), max_size=80), st.integers(1, 40))
def test_any_text_is_capped_and_idempotent(text: str, limit: int) -> None:
    shown = safe_text(text, limit)
    assert len(shown) <= limit
    assert not set(map(ord, shown)) & FORBIDDEN
    assert safe_text(shown, limit) == shown


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_comes_back_as_the_same_object(text: str) -> None:
    assert safe_text(text) is text


@pytest.mark.parametrize("text", ["हिन्दी में ट्वीट्स", "ภาษาไทยนี้ที่", "ကြွောင့်"])
def test_scripts_that_live_on_marks_are_not_touched(text: str) -> None:
    assert safe_text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A\x1b]0;pwn\x07Z", "A␛]0;pwn␇Z"),
        ("A\x9d0;pwn\x9cZ", "A\ufffd0;pwn\ufffdZ"),
        ("A\x7fZ", "A␡Z"),
        ("AAA\rZ", "AAA␍Z"),
        ("a\tb\nc", "a b␊c"),
        ("A\u202eevil\u202cZ", "A\ufffdevil\ufffdZ"),
        ("A\u2066x\u2069Z", "A\ufffdx\ufffdZ"),
        ("A\U000e0041\U000e0042Z", "AZ"),
        ("A\ud800Z", "A\ufffdZ"),
        ("zero\u200bwidth", "zerowidth"),
        ("a\u2028b\u2029c", "a\ufffdb\ufffdc"),
        ("z" + "\u0336" * 2000 + "y", "z" + "\u0336" * 4 + "y"),
        ("z\u0336\u0336\u0336\u200b\u0336\u0336", "z" + "\u0336" * 4),
        ("a" + "\u200d👨" * 20, "a" + "\u200d👨" * 8 + "👨" * 12),
        ("a" + "\u200c" * 50 + "b", "a" + "\u200c" * 8 + "b"),
    ],
)
def test_what_harms_is_made_visible_or_dropped(text: str, shown: str) -> None:
    assert safe_text(text) == shown


def test_newlines_stay_when_asked_and_carriage_returns_do_not() -> None:
    assert safe_text("a\r\nb\nc\rd\x1b", newlines=True) == "a\nb\nc␍d␛"


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert safe_text("abcdef", limit=4) == "abc…"
    assert len(safe_text("x" * 200_000)) == 10_000


def test_every_combining_mark_gets_the_closer_look() -> None:
    marks = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Mn", "Me")]
    assert [f"{ord(mark):04x}" for mark in marks if not _SUSPECT.search("a" + mark * 5)] == []


def test_the_hostile_texts_lose_their_teeth(hostile_data: Path) -> None:
    lines = (hostile_data / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if case["area"] == "text"]
    assert cases
    for case in cases:
        shown = safe_text(case["input"])
        assert not set(map(ord, shown)) & FORBIDDEN, case["id"]
        shown.encode("utf-8")


def test_only_nul_and_lone_surrogates_cannot_be_stored() -> None:
    assert storable("A\x1b[31m\u202e") == ("A\x1b[31m\u202e", False)
    assert storable("A\x00B\ud800C") == ("A\ufffdB\ufffdC", True)
    assert storable("\ud83d\ude00") == ("😀", True)


@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_what_is_storable_is_utf8_without_nul_and_stays_so(text: str) -> None:
    held, changed = storable(text)
    held.encode("utf-8")
    assert "\x00" not in held
    assert changed == (held != text)
    assert storable(held) == (held, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \u00a0\u3000",
        "\t\n\r\v",
        "\u200b\u200c\u200d\u2060\ufeff",
        "\u3164\u2800",
        "\ufe0f",
        "\x00\x07",
        "\u202e\u2069",
    ],
)
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert blank(text)


@pytest.mark.parametrize("text", ["a", " . ", "中", "‌م", "👍", "0", "\ufffd"])
def test_what_shows_something_is_not_blank(text: str) -> None:
    assert not blank(text)
