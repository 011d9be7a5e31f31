"""Text as X counts and reads it: X's own suite where it is at hand, and cases of our own beside it."""

import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x_conformance
from tweetplan.analysis.x_text import draft, entities, measured
from tweetplan.domain.draft import Entity
from tweetplan.domain.findings import UsageProblem

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def named(text: str, kind: str) -> list[tuple[str, int, int]]:
    return [(one.text, one.start, one.end) for one in getattr(entities(text), kind)]


def test_xs_own_suite_passes_whole(real_data: Path) -> None:
    folder = real_data / "twitter-text"
    if not folder.is_dir():
        pytest.skip("needs X's conformance suite in the folder of real exports")
    counts = x_conformance.passes(folder)
    for group, (passed, cases) in counts.items():
        print(f"{passed} of {cases}  {group}")
    assert {group: count for group, count in counts.items() if count[0] < count[1]} == {}
    of = {group: cases for group, (_, cases) in counts.items()}
    assert sum(of[group] for group in x_conformance.COUNTED) == 52
    assert sum(of[group] for group in of if group.startswith(("urls", "tco"))) == 108


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("We roast.", 9),
        ("咖啡", 4),
        ("قهوه", 4),
        ("See https://tern.coffee/winter-blend?x=1 now", 31),
        ("tern.coffee", 23),
        ("tern.nosuchtld", 14),
        ("\U0001f600", 2),
        (FAMILY, 2),
        ("\U0001f44b\U0001f3fd", 2),
        ("\U0001f1e9\U0001f1ea", 2),
        ("1\ufe0f\u20e3", 2),
        ("\u2764\ufe0f", 2),
        ("caf\u0065\u0301", 4),
        ("a\r\nb", 3),
        ("“quoted”", 8),
    ],
)
def test_length_as_x_counts_it(text: str, length: int) -> None:
    assert measured(text).weighted_length == length


def test_three_ways_of_counting() -> None:
    text = f"咖啡 {FAMILY}"
    assert [measured(text, config).weighted_length for config in ("v1", "v2", "v3")] == [8, 13, 7]
    assert [measured(text, config).limit for config in ("v1", "v2", "v3")] == [140, 280, 280]
    with pytest.raises(UsageProblem, match="v4"):
        measured(text, "v4")


def test_valid_is_one_to_the_limit_without_forbidden_characters() -> None:
    assert [measured(text).valid for text in ("", "a", "a" * 280, "a" * 281, "a\ufeffb", "咖" * 140, "咖" * 141)] == [
        *(False, True, True, False, False, True, False)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Go to tern.coffee, today", [("tern.coffee", 6, 17)]),
        ("见tern.coffee。", [("tern.coffee", 1, 12)]),
        ("(https://tern.coffee/a_(b))", [("https://tern.coffee/a_(b)", 1, 26)]),
        ("https://tern.coffee/a.", [("https://tern.coffee/a", 0, 21)]),
        ("me@tern.coffee", []),
        ("https://t.co/abc!x", [("https://t.co/abc", 0, 16)]),
        ("https://咖啡.中国/x", [("https://咖啡.中国/x", 0, 15)]),
        ("end.Then", []),
        ("https://tern.nosuchtld/a", []),
    ],
)
def test_links(text: str, found: list[tuple[str, int, int]]) -> None:
    assert named(text, "urls") == found


def test_links_that_are_too_long_are_none() -> None:
    assert len(named("https://t.co/" + "a" * 40, "urls")) == 1
    assert named("https://t.co/" + "a" * 41, "urls") == []
    longest = "https://tern.coffee/" + "a" * (4096 - len("https://https://tern.coffee/"))
    assert len(named(longest, "urls")) == 1
    assert named(longest + "a", "urls") == []


def test_mentions_lists_hashtags_and_cashtags() -> None:
    text = "@ana and .@ben/roasters: #咖啡 #2026 #mix26 $TERN $1 a@b.coffee"
    assert named(text, "mentions") == [("ana", 0, 4)]
    assert named(text, "lists") == [("ben/roasters", 10, 23)]
    assert named(text, "hashtags") == [("咖啡", 25, 28), ("mix26", 35, 41)]
    assert named(text, "cashtags") == [("TERN", 42, 47)]


def test_places_are_code_points() -> None:
    text = f"{FAMILY}\U0001d54f @ana"
    start = text.index("@")
    assert named(text, "mentions") == [("ana", start, start + 4)]


def test_of_two_that_overlap_the_first_stays() -> None:
    assert named("https://tern.coffee/#winter", "hashtags") == []
    assert named("https://tern.coffee/@ana", "mentions") == []


@pytest.mark.parametrize(
    ("text", "name"), [("@ana hi", "ana"), (" @ana hi", "ana"), ("hi @ana", ""), (".@ana", ""), ("@ana@ben", "")]
)
def test_replies(text: str, name: str) -> None:
    assert draft(text).reply_to == name


def test_a_thread_is_measured_part_by_part() -> None:
    made = draft(["One. tern.coffee", "咖啡" * 80])
    assert [(part.start, part.weighted_length, part.valid) for part in made.parts] == [(0, 28, True), (18, 320, False)]
    assert (made.weighted_length, made.limit, made.valid) == (320, 280, False)
    assert made.text[made.parts[1].start :] == made.parts[1].text


def test_the_entities_of_a_thread_stand_where_its_text_has_them() -> None:
    made = draft(["Hi @ana", "and @ben"])
    assert [made.text[one.start : one.end] for one in made.entities.mentions] == ["@ana", "@ben"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("We roast coffee", "en"),
        ("Kami suka kopi", "ms"),
        ("Nantikan kejutan daripadaku", "ms"),
        ("我们烘焙咖啡", "zh"),
        ("私たちはコーヒーを焙煎します", "ja"),
        ("ما قهوه را دوست داریم", "fa"),
        ("نحن نحب القهوة من اليمن", "ar"),
        ("ہم کافی پسند کرتے ہیں", "ur"),
        ("Nous aimons le café et les gens", "fr"),
        ("12345", ""),
    ],
)
def test_the_language_is_guessed(text: str, lang: str) -> None:
    assert draft(text).lang == lang


@pytest.mark.parametrize(("given_lang", "lang"), [("zh-Hant", "zh"), ("EN_us", "en"), ("id", "ms"), ("fas", "fa")])
def test_a_language_that_is_given_is_kept(given_lang: str, lang: str) -> None:
    assert draft("We roast", lang=given_lang).lang == lang


MIXED = st.lists(
    st.sampled_from([*"ab .@#$/:-_&(1)\n咖مé", "https://", "tern.coffee", FAMILY, "\U0001f3fd", "\ufe0f", "\ufeff"]),
    max_size=30,
).map("".join) | st.text(max_size=40)


@given(MIXED)
def test_every_entity_is_a_span_of_the_text_and_none_overlap(text: str) -> None:
    held = entities(text)
    found: list[Entity] = sorted(
        (*held.urls, *held.mentions, *held.lists, *held.hashtags, *held.cashtags), key=lambda one: one.start
    )
    for one, sign in [(one, int(one not in held.urls)) for one in found]:
        assert text[one.start + sign : one.end] == one.text
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(MIXED)
def test_composed_and_decomposed_text_count_alike(text: str) -> None:
    forms = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    lengths = {measured(form).weighted_length for form in forms}
    assert len(lengths) == 1


@pytest.mark.parametrize(
    "piece", ["咖", "a.", "咖.", "a-", "@a", "#", " $A", FAMILY, "tern.coffee ", "(a)", "((a)", "x/", "?", "_.", "rt@"]
)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    text = "https://tern.coffee/" + piece * (60_000 // len(piece))
    began = time.perf_counter()
    draft(text)
    assert time.perf_counter() - began < 2.0
