"""Checks that rest on what the team stored: whom nobody answers, trends' scores, risky times, the brand's words."""

from dataclasses import replace
from datetime import date

import pytest

from tweetplan.analysis.x_text import draft
from tweetplan.domain.draft import Draft, Poll, Risk, TrendScore
from tweetplan.domain.findings import Finding
from tweetplan_checks import answers, campaign, limits, occasions, trends, words


def brief(found: list[Finding]) -> list[tuple[str, str, int | None, int | None]]:
    return [(one.rule, one.severity, one.start, one.end) for one in found]


def test_c05_a_reply_to_somebody_nobody_answers() -> None:
    made = draft("@Troll42 we beg to differ, @fan", avoid=("troll42",))
    found = list(answers.tweetplan_check_draft(draft=made))
    assert brief(found) == [("C05.reply-to-hater", "error", 0, 8)]
    assert list(answers.tweetplan_check_draft(draft=replace(made, avoid=()))) == []


def test_c05_a_reply_whose_text_names_nobody_and_a_name_without_a_reply() -> None:
    quiet = replace(draft("We beg to differ.", avoid=("troll42",)), reply_to="Troll42")
    assert brief(list(answers.tweetplan_check_draft(draft=quiet))) == [("C05.reply-to-hater", "error", None, None)]
    named = draft("Thanks to @troll42 and others", avoid=("troll42",))
    assert brief(list(answers.tweetplan_check_draft(draft=named))) == [("C05.names-hater", "warning", 10, 18)]


@pytest.mark.parametrize(
    ("score", "rules"),
    [
        (None, ["T21.trend-without-score"]),
        (TrendScore(4, 5, 3), []),
        (TrendScore(4, 2, 3), ["T21.unsafe-trend"]),
        (TrendScore(0, 5, 6), ["T21.score-range", "T21.score-range"]),
        (TrendScore(2, 5, 3), ["T21.off-topic-trend"]),
        (TrendScore(3, 3, 2), ["T21.weak-trend"]),
    ],
)
def test_t21_a_trend_is_taken_up_with_its_score(score: TrendScore | None, rules: list[str]) -> None:
    made = draft("Everybody talks of #cats", topic="trend", trend=score, trend_least=3)
    assert [found.rule for found in trends.tweetplan_check_draft(draft=made)] == rules
    if score is None:
        assert list(trends.tweetplan_check_draft(draft=replace(made, topic="evergreen"))) == []


@pytest.mark.parametrize(
    ("kind", "intent", "rules"),
    [
        ("crisis", "promo", [("T18.crisis-open", "error")]),
        ("crisis", "value", [("T18.crisis-open", "warning")]),
        ("risk", "value", [("dates.risk", "warning")]),
        ("holiday", "promo", [("dates.holiday", "warning")]),
        ("holiday", "", [("dates.holiday", "note")]),
        ("event", "promo", []),
    ],
)
def test_t18_risky_times(kind: str, intent: str, rules: list[tuple[str, str]]) -> None:
    risks = (Risk("Qingming", kind),)  # type: ignore[arg-type]
    made = draft("Hello", intent=intent, risks=risks, planned_for=date(2026, 4, 5))
    found = list(occasions.tweetplan_check_draft(draft=made))
    assert [(one.rule, one.severity) for one in found] == rules
    assert all("Qingming" in one.message for one in found)
    assert list(occasions.tweetplan_check_draft(draft=replace(made, risks=()))) == []


def test_t18_support_goes_on_in_a_crisis() -> None:
    made = draft("Hello", role="support", risks=(Risk("Leak", "crisis"),))
    assert list(occasions.tweetplan_check_draft(draft=made)) == []


def hits(text: str, *banned: str) -> list[str]:
    made: Draft = draft(text, banned=banned)
    return [made.text[found.start : found.end] for found in words.tweetplan_check_draft(draft=made)]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Cheap! cheaper cheap-ish CHEAP", "cheap", ["Cheap", "cheap", "CHEAP"]),
        ("See #cheap, @cheap, cheap.com", "cheap", ["cheap"]),
        ("world  class\nservice", "World Class", ["world  class"]),
        ("我们的AI工具和最便宜的", "ai", ["AI"]),
        ("我们的AI工具和最便宜的", "便宜", ["便宜"]),
        ("قهوهٔ ارزان و ارزانی", "ارزان", ["ارزان"]),
        ("كتاب و کتاب‌ها", "کتاب", ["كتاب", "کتاب"]),
        ("murah dan termurah", "murah", ["murah"]),
        ("cafe\u0301 and café", "café", ["cafe\u0301", "café"]),
        ("cafe\u0301", "cafe", []),
        ("a+b c++ d", "c++", ["c++"]),
        ("best or No. 1", "best|no. 1", ["best", "No. 1"]),
    ],
)
def test_banned_words_in_every_script(text: str, word: str, found: list[str]) -> None:
    assert hits(text, word) == found


def test_required_words_stand_somewhere() -> None:
    made = draft(["One of two", "Two #ad"], required=("#ad|#sponsored", "tern"))
    found = list(words.tweetplan_check_draft(draft=made))
    assert brief(found) == [("words.required", "error", 0, len(made.text))] and "“tern”" in found[0].message
    assert list(words.tweetplan_check_draft(draft=replace(made, required=()))) == []


def test_x_a_poll_is_what_x_takes() -> None:
    def found(*options: str, minutes: int = 60) -> list[str]:
        made = draft("Which?", poll=Poll(options, minutes))
        return [one.message for one in limits.tweetplan_check_draft(draft=made)]

    assert found("a", "b") == found("a" * 25, "b", "c", "d", minutes=10_080) == []
    assert len(found("a")) == len(found("a", "b", minutes=4)) == len(found("a", "b" * 26)) == len(found("a", " ")) == 1


def test_g28_a_landing_page_goes_out_with_its_campaign() -> None:
    made = draft("Order now", intent="promo", link="https://tern.coffee/a")
    found = list(campaign.tweetplan_check_draft(draft=made, goal=None))
    assert [(one.rule, one.where) for one in found] == [("G28.link-without-utm", "link")]
    tagged = replace(made, utm="https://tern.coffee/a?utm_campaign=x")
    assert list(campaign.tweetplan_check_draft(draft=tagged, goal=None)) == []
