"""The brand's voice (C01) and the support talk (C02), on sentences in four languages."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tweetplan.analysis.x_text import draft
from tweetplan.domain.findings import Finding
from tweetplan_checks import apology, persona, voice

HERE = Path(__file__).parent
SENTENCES = sorted((HERE / "voice").glob("*.toml"))
LEAST = 0.95
TALK = tomllib.loads((HERE / "apology.toml").read_text(encoding="utf-8"))


def heard(text: str, lang: str = "") -> list[Finding]:
    made = draft(text, lang=lang)
    return [*voice.tweetplan_check_draft(draft=made), *persona.tweetplan_check_draft(draft=made)]


def said(text: str, lang: str = "") -> list[str]:
    return [text[found.start : found.end] for found in heard(text, lang)]


@pytest.mark.parametrize("given", [True, False], ids=["language given", "language guessed"])
@pytest.mark.parametrize("file", SENTENCES, ids=lambda file: file.stem)
def test_c01_precision_and_recall(file: Path, given: bool) -> None:
    sentences = tomllib.loads(file.read_text(encoding="utf-8"))
    lang = file.stem.split("-")[0] if given else ""
    missed = [text for text in sentences["breaks"] if not heard(text, lang)]
    wrong = [text for text in sentences["keeps"] if heard(text, lang)]
    right = len(sentences["breaks"]) - len(missed)
    recall, precision = right / len(sentences["breaks"]), right / (right + len(wrong))
    count = len(sentences["breaks"]) + len(sentences["keeps"])
    print(f"{file.stem}: {count} sentences, precision {precision:.3f}, recall {recall:.3f}")
    assert recall >= LEAST, missed
    assert precision >= LEAST, wrong


@pytest.mark.parametrize("lang", ["en", "zh", "fa", "ms"])
def test_there_are_enough_sentences_to_say_so(lang: str) -> None:
    files = [tomllib.loads(file.read_text(encoding="utf-8")) for file in SENTENCES if file.stem.startswith(lang)]
    together = [text for file in files for kind in ("breaks", "keeps") for text in file[kind]]
    assert len(together) == len(set(together)) >= 160


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("World War I ended, I read.", ["I"]),
        ("We and I'm and my and ME", ["I'm", "my"]),
        ("我们和我", ["我"]),
        ("ما رفتیم، من رفتم", ["من", "رفتم"]),
        ("Kami suka, saya suka", ["saya"]),
        ("“I” and we", []),
        ("I'd say: “my way”.", ["I'd"]),
    ],
)
def test_c01_names_the_words_and_nothing_else(text: str, words: list[str]) -> None:
    assert said(text) == words


def test_c01_a_finding_says_rule_span_and_remedy() -> None:
    found = heard("Today I roast.")
    assert [(one.rule, one.severity, one.start, one.end) for one in found] == [("C01.first-person", "error", 6, 7)]
    assert "we" in found[0].remedy


def test_c01_presenting_the_person_is_a_rule_of_its_own() -> None:
    assert [one.rule for one in heard("Admin here: we open at nine.")] == ["C01.persona"]
    assert [one.rule for one in heard("小编说，我们九点开门。")] == ["C01.persona"]


def test_c01_other_languages_are_left_alone() -> None:
    assert said("私は毎朝コーヒーを飲みます。我々のカフェ。") == []
    assert said("هذه القهوة من اليمن وهي من أفضل الأنواع") == []
    assert said("Le café est prêt, me dit-on dans la ville") == []
    assert said("I like it", lang="fr") == []


@pytest.mark.parametrize("lang", TALK)
def test_c02_apologies_and_support_talk_on_a_main_account(lang: str) -> None:
    def rules(text: str, **known: str) -> set[str]:
        return {found.rule for found in apology.tweetplan_check_draft(draft=draft(text, lang=lang, **known))}

    for text in TALK[lang]["breaks"]:
        assert rules(text) & {"C02.apology", "C02.support-talk"}, text
        assert not rules(text, role="support"), text
    for text in TALK[lang]["keeps"]:
        assert not rules(text), text


def test_c02_the_remedy_names_the_support_account() -> None:
    made = draft("We are sorry about that.", support="@acmehelp")
    found = list(apology.tweetplan_check_draft(draft=made))
    assert [(one.rule, one.start, one.end) for one in found] == [("C02.apology", 0, 12)]
    assert "@acmehelp" in found[0].remedy


PIECES = [
    "I ",
    "I. ",
    "my A",
    "i'",
    "'a",
    "我",
    "自我",
    "本人",
    "م",
    "می ",
    "ام ",
    "saya ",
    "aku",
    "\ufffc",
    " \n",
    ">a\n",
    "says: ",
    "sorry ",
    "Hi, ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_takes_a_check_long(piece: str) -> None:
    made = draft(piece * (10_000 // len(piece)))
    for check in (voice, persona, apology):
        began = time.perf_counter()
        list(check.tweetplan_check_draft(draft=made))
        assert time.perf_counter() - began < 1.5, check.__name__


@pytest.mark.parametrize("lang", ["en", "zh", "fa", "ms"])
@pytest.mark.parametrize(
    ("file", "check"), [("persona", persona), ("apology-strangers", apology), ("apology-third", apology)]
)
def test_c01_c02_sentences_written_by_a_stranger(file: str, check: Any, lang: str) -> None:
    sentences = tomllib.loads((HERE / f"{file}.toml").read_text(encoding="utf-8"))[lang]

    def found(text: str) -> bool:
        return any(check.tweetplan_check_draft(draft=draft(text, lang=lang)))

    missed = [text for text in sentences["breaks"] if not found(text)]
    wrong = [text for text in sentences["keeps"] if found(text)]
    right = len(sentences["breaks"]) - len(missed)
    assert right / len(sentences["breaks"]) >= LEAST, missed
    assert right / (right + len(wrong)) >= LEAST, wrong
