"""Triage on labelled mentions of four languages, half of them kept aside, and what each rule says (C04, C05)."""

import hashlib
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.mentions import LABELS, LOWEST, Label, priority
from tweetplan.domain.triage import triage
from tweetplan.domain.triage_tone import tone

FOLDER = Path(__file__).parent / "mentions"
LANGUAGES = ("en", "zh", "fa", "ms")
Pairs = list[tuple[str, str]]


def mentions(language: str) -> Pairs:
    """Every labelled mention of a language: its label and its text."""
    held = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return [(label, text) for label, texts in held.items() for text in texts]


def kept_aside(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 1


def part(language: str, name: str) -> Pairs:
    return [(label, text) for label, text in mentions(language) if kept_aside(text) == (name == "aside")]


def measured(pairs: Pairs) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, F1 and count of each label."""
    told = [(label, triage(text).label) for label, text in pairs]
    right = Counter(label for label, found in told if label == found)
    real, said = Counter(label for label, _ in told), Counter(found for _, found in told)
    figures = {}
    for label in LABELS:
        precision = right[label] / said[label] if said[label] else 1.0
        recall = right[label] / real[label] if real[label] else 1.0
        figures[label] = (precision, recall, 2 * precision * recall / ((precision + recall) or 1), real[label])
    return figures


def macro(figures: dict[str, tuple[float, float, float, int]]) -> float:
    held = [f1 for _, _, f1, n in figures.values() if n]
    return sum(held) / len(held)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_mentions_of_every_label(language: str) -> None:
    counts = Counter(label for label, _ in mentions(language))
    assert set(counts) == set(LABELS) and sum(counts.values()) >= 60 and min(counts.values()) >= 7


@pytest.mark.parametrize("name", ["seen", "aside"])
def test_the_gates_hold_over_all_languages(name: str) -> None:
    pairs = [pair for language in LANGUAGES for pair in part(language, name)]
    figures = measured(pairs)
    print(f"\n{name}: macro-F1 {macro(figures):.3f}, n {len(pairs)}")
    for label, (precision, recall, f1, n) in figures.items():
        print(f"  {label:10} precision {precision:.2f} recall {recall:.2f} F1 {f1:.2f} n {n}")
    assert figures["abuse"][0] >= 0.95 and figures["abuse"][1] >= 0.6
    assert figures["support"][1] >= 0.95
    assert macro(figures) >= 0.75


@pytest.mark.parametrize("name", ["seen", "aside"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gates_hold_in_each_language(language: str, name: str) -> None:
    figures = measured(part(language, name))
    shown = " ".join(f"{label} {p:.2f}/{r:.2f}" for label, (p, r, _, _) in figures.items())
    print(f"\n{language} {name}: macro-F1 {macro(figures):.3f} {shown}")
    assert figures["abuse"][0] >= 0.95 and figures["abuse"][1] >= 0.6
    assert figures["support"][1] >= 0.9  # a part holds about ten: one missed is what ten can tell
    assert macro(figures) >= 0.75


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_is_a_part_of_the_text(language: str) -> None:
    for _, text in mentions(language):
        found = triage(text)
        assert all(span and span in text for span in found.evidence)
        assert found.evidence or found.label == "other"


@given(st.text(max_size=300))
def test_any_text_has_a_label_and_spans_of_its_own(text: str) -> None:
    found = triage(text)
    assert found.label in LABELS
    assert all(span in text for span in found.evidence)


def test_c05_rude_about_a_real_problem_is_support_and_hate_is_not() -> None:
    assert triage("You idiots, my refund never arrived").label == "support"
    assert triage("You idiots, all of you").label == "abuse"


@pytest.mark.parametrize(
    "text",
    [
        "I'm an idiot, I had it upside down all along",
        "He called me an idiot",
        'A man yelled "you idiots" at the bus',
        "stupid question, but does it come in red",
        "you're not stupid, you just need a rest",
        "your coffee is stupidly good",
    ],
)
def test_an_insult_that_is_not_meant_is_no_abuse(text: str) -> None:
    assert triage(text).label != "abuse"


def test_masked_insults_are_read() -> None:
    assert triage("you are b@stards").label == "abuse"
    assert triage("what id*ots you are").label == "abuse"


def test_negation_and_sarcasm_turn_praise() -> None:
    assert triage("the coffee was not good, not great at all").label == "support"
    assert triage("thanks for nothing").label == "support"
    assert triage("no problem at all, lovely, thanks").label == "praise"


def test_c04_reach_makes_a_kind_voice_an_influencer_and_comes_first() -> None:
    assert triage("lovely coffee, thanks").label == "praise"
    assert triage("lovely coffee, thanks", followers=50_000).label == "influencer"
    assert triage("my order never arrived", followers=50_000).label == "support"
    wide, narrow = priority("support", followers=1_000_000), priority("support", followers=10)
    assert wide.total > narrow.total and wide.reach == 25


@given(st.sampled_from(LABELS), st.integers(0, 10**9), st.integers(0, 10**4), st.floats(-1e4, 1e6), st.booleans())
def test_a_priority_is_the_sum_of_its_parts(
    label: Label, followers: int, count: int, hours: float, answered: bool
) -> None:
    found = priority(label, followers=followers, mentions=count, hours=hours, answered=answered)
    assert found.total == found.reach + found.activity + found.urgency + found.age
    assert 0 <= found.total <= 100
    if answered or label in LOWEST:
        assert found.total == 0


def test_the_same_link_from_many_is_spam() -> None:
    text = "look at this free thing https://a.example/x"
    assert triage(text, repeated=5).label == "spam"


def test_w17_the_tone_of_a_reply() -> None:
    assert (tone("thank you so much, all sorted"), tone("still not working"), tone("ok")) == (1, -1, 0)


def test_the_gates_hold_on_what_strangers_wrote() -> None:
    held = tomllib.loads((FOLDER / "strangers.toml").read_text(encoding="utf-8"))
    pairs = [(label, text) for labels in held.values() for label, texts in labels.items() for text in texts]
    figures = measured(pairs)
    assert figures["abuse"][0] >= 0.95 and figures["support"][1] >= 0.95
    assert figures["abuse"][1] >= 0.6 and macro(figures) >= 0.75
