"""A written goal is accepted or refused the same way in English, Chinese, Persian and Malay (G01–G04, G06)."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.findings import Finding
from tweetplan.domain.smart_reading import read
from tweetplan.domain.smart_scan import LANGUAGES, guess_language, words_of
from tweetplan.domain.smart_text import check_statement
from tweetplan.domain.text import safe_text

FOLDER = Path(__file__).parent / "goal_sentences"
SENTENCES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
GOOD = [(lang, text) for lang, lists in SENTENCES.items() for text in lists["good"]]
BAD = [(lang, text) for lang, lists in SENTENCES.items() for text in lists["bad"]]
DIGITS = ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９")  # Persian, Arabic, full width


def errors(text: str, lang: str = "") -> list[str]:
    return [finding.rule for finding in check_statement(text, lang) if finding.severity == "error"]


def rules(text: str, lang: str = "") -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in check_statement(text, lang)]


def said(text: str, finding: Finding) -> str:
    return text[finding.start : finding.end]


def test_there_are_enough_sentences_in_each_of_the_four_languages() -> None:
    assert set(SENTENCES) == {"en", "fa", "ms", "zh"}
    assert all(len(lists[kind]) >= 25 for lists in SENTENCES.values() for kind in ("good", "bad"))


@pytest.mark.parametrize(("lang", "text"), GOOD)
def test_a_goal_with_a_thing_and_a_figure_is_accepted(lang: str, text: str) -> None:
    assert errors(text, lang) == []
    assert errors(text) == []


@pytest.mark.parametrize(("lang", "text"), BAD)
def test_a_wish_without_a_thing_or_a_figure_is_refused(lang: str, text: str) -> None:
    assert errors(text, lang)
    assert errors(text)


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("increase engagement", "engagement"),
        ("提高互动", "互动"),
        ("افزایش تعامل", "تعامل"),
        ("tingkatkan penglibatan", "penglibatan"),
    ],
)
def test_g02_increase_engagement_is_refused_with_an_example_in_its_language(text: str, aim: str) -> None:
    found = check_statement(text)
    assert [(f.rule, f.severity) for f in found] == [
        ("G02.vague", "error"),
        ("G03.number", "error"),
        ("G06.window", "warning"),
    ]
    assert said(text, found[0]) == aim
    assert aim in found[0].message
    for finding in found:
        assert guess_language(read(finding.remedy.split("“")[1]).text) == guess_language(read(text).text)


@pytest.mark.parametrize("words", map(words_of, LANGUAGES), ids=LANGUAGES)
def test_every_example_that_we_give_is_a_goal(words: object) -> None:
    for example in (getattr(words, name) for name in ("example", "example_number", "example_window")):
        assert check_statement(example) == []


@pytest.mark.parametrize(
    "text",
    [
        "raise the monthly engagement rate by 15 %",
        "每月互动率提高百分之十五",
        "نرخ تعامل ماهانه +۱۵٪",
        "pengikut +25 % suku tahun depan",
    ],
)
def test_g02_the_sources_own_examples_pass_without_a_remark(text: str) -> None:
    assert check_statement(text) == []


@pytest.mark.parametrize(
    "text", ["users clicking tweet links +20 %", "brand mentions +30 %", "品牌提及量+30%", "sebutan jenama +30 %"]
)
def test_g06_a_missing_window_is_a_warning(text: str) -> None:
    assert rules(text) == [("G06.window", "warning")]


@pytest.mark.parametrize(
    "text",
    [
        "Increase engagement in 2026", "Increase engagement in Q3", "Grow engagement within 3 months",
        "Engagement 24/7",
        "2026年第一季度提高互动", "三个月内提高互动",
        "افزایش تعامل در ۳ ماه", "افزایش تعامل تا سال ۱۴۰۵",
        "tingkatkan penglibatan dalam 3 bulan", "tingkatkan penglibatan pada tahun 2026",
    ],
)  # fmt: skip
def test_g03_dates_and_periods_are_no_figures(text: str) -> None:
    assert errors(text) == ["G02.vague", "G03.number"]


@pytest.mark.parametrize("text", ["followers", "提高互动率", "افزایش نرخ تعامل", "kadar penglibatan"])
def test_g03_a_thing_without_a_figure_lacks_the_figure_alone(text: str) -> None:
    assert errors(text) == ["G03.number"]


def test_g01_a_share_of_something_unknown_is_a_question() -> None:
    assert rules("Increase machine uptime by 5% this month") == [("G01.measure", "warning")]
    assert rules("Increase engagement by 5% this month") == [("G02.vague", "warning")]
    assert errors("Increase brand awareness by 5% this month") == ["G02.vague"]


def test_g03_a_number_by_the_way_is_not_the_aim() -> None:
    assert errors("Increase engagement on our 2 accounts") == ["G02.vague", "G03.number"]
    assert rules("Win followers every month, as our 3 rivals do") == [("G03.number", "warning")]


def test_g03_a_number_of_something_unknown_is_the_aim_only_where_it_is_gained() -> None:
    assert rules("Sell 40 office machines by December") == []
    assert rules("By December, 40 office machines") == [("G01.measure", "warning")]
    assert errors("Three campaigns for more brand awareness") == ["G02.vague"]
    assert errors("Promote product A in Q2 with 2 campaigns") == ["G03.number"]


def test_g02_counting_the_work_alone_is_questioned_beside_a_wide_aim() -> None:
    assert rules("Increase brand awareness by posting 5 tweets a day") == [("G02.work", "warning")]
    assert rules("提高知名度,每天发布5条推文") == [("G02.work", "warning")]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("post 20 quality tweets a day", "warning"),
        ("publish twenty posts every day with a small team", "error"),
        ("每天发布20条推文", "warning"),
        ("روزانه انتشار ۲۰ توییت", "warning"),
        ("terbitkan 20 hantaran sehari", "warning"),
    ],
)
def test_g04_twenty_quality_posts_a_day_are_questioned(text: str, severity: str) -> None:
    assert ("G04.capacity", severity) in rules(text)


def test_g04_three_to_five_posts_a_day_pass() -> None:
    assert rules("post 5 quality tweets a day") == []


@pytest.mark.parametrize(("lang", "text"), [*GOOD, *BAD])
def test_digits_of_every_script_are_read_alike(lang: str, text: str) -> None:
    assert lang in LANGUAGES
    for digits in DIGITS:
        assert rules(text.translate(str.maketrans("0123456789", digits))) == rules(text)


@pytest.mark.parametrize(
    "text", [text for text in SENTENCES["fa"]["good"] + SENTENCES["fa"]["bad"] if "\u200c" in text]
)
def test_a_half_space_may_be_a_space(text: str) -> None:
    assert errors(text.replace("\u200c", " ")) == errors(text)


def test_traditional_and_simplified_and_spaced_chinese_are_read_alike() -> None:
    for text in (
        "每月新增500名高质量粉丝",
        "每月新增500名高質量粉絲",
        "每月 新增 ５００ 名 高质量 粉丝",
        "每月新增五百名高品質追蹤者",
    ):
        assert check_statement(text) == []


def test_spans_point_into_what_was_written() -> None:
    text = "  In　２０２６ we want better brand awareness"
    vague = next(f for f in check_statement(text) if f.rule == "G02.vague")
    assert said(text, vague) == "better"
    zwnj = "هدف: دیده‌شدن بیشتر"
    vague = next(f for f in check_statement(zwnj) if f.rule == "G02.vague")
    assert said(zwnj, vague).startswith("دیده‌شد")


@pytest.mark.parametrize("text", ["", "   ", "\u3000\u200b"])
def test_nothing_written_is_no_goal(text: str) -> None:
    assert rules(text) == [("G02.blank", "error")]


@pytest.mark.parametrize(
    ("given", "example"), [("zh-TW", "每月"), ("fa_IR", "نرخ"), ("id", "kadar"), ("de", "raise"), ("", "raise")]
)
def test_the_language_given_picks_the_examples(given: str, example: str) -> None:
    assert example in check_statement("engagement", given)[0].remedy


def test_languages_are_guessed_by_script_and_words() -> None:
    for lang, lists in SENTENCES.items():
        texts = lists["good"]
        right = sum(guess_language(read(text).text) == lang for text in texts)
        assert right == len(texts), lang


@given(st.text(st.characters(exclude_categories=()), max_size=120))
def test_any_text_is_judged_without_harm(text: str) -> None:
    for finding in check_statement(text):
        assert finding.start is not None and finding.end is not None
        assert 0 <= finding.start <= finding.end <= len(text)
        assert safe_text(finding.message) == finding.message


def test_a_long_text_is_judged_quickly_by_its_beginning() -> None:
    assert errors("100 " * 50_000) == ["G02.vague"]
