"""W01: texts that say the same are alike whatever their links, handles and case; others are not, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.likeness import keys, likeness, shingles, tokens

TEXT = "We roasted the winter blend twice, because the first try was too dark for us"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TEXT, TEXT.upper() + " https://t.co/abc"),
        (TEXT, "@tern " + TEXT.replace(",", " –")),
        ("冬季拼配我们烘了两次", "冬季拼配，我们烘了两次！ https://t.co/x"),
        ("ما قهوه زمستان را دوبار برشته کردیم", "ما قهوه زمستان را دوبار برشته کردیم."),
    ],
)
def test_w01_links_handles_signs_and_case_do_not_count(one: str, other: str) -> None:
    assert likeness(shingles(one), shingles(other)) == 1.0


def test_w01_an_edit_is_near_and_another_text_is_not() -> None:
    assert 0.6 <= likeness(shingles(TEXT), shingles(TEXT.replace("winter", "summer"))) < 0.97
    assert (
        0.6
        <= likeness(shingles("冬季拼配我们烘了两次因为第一次太深"), shingles("夏季拼配我们烘了两次因为第一次太深"))
        < 0.97
    )
    assert likeness(shingles(TEXT), shingles("How to weigh the water and not the cup in five steps")) == 0.0
    assert likeness(shingles(""), shingles("")) == 0.0, "texts without words are like nothing"


def test_han_characters_are_tokens_and_latin_words_between_them_stay_whole() -> None:
    assert tokens("用AI烘焙 Café 2026") == ["用", "ai", "烘", "焙", "café", "2026"]


@given(st.lists(st.sampled_from("winter blend roast cup water farm press".split()), min_size=6, max_size=40))
def test_keys_are_the_same_for_the_same_words_and_kept_apart_by_account(words: list[str]) -> None:
    text = " ".join(words)
    assert keys(shingles(text), "@acme") == keys(shingles(text.upper()), "@acme")
    assert not set(keys(shingles(text), "@acme")) & set(keys(shingles(text), "@tern"))
