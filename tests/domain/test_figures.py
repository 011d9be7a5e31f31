"""Figures read the same wherever they are shown, and no data is a dash."""

import pytest

from tweetplan.domain.figures import figure, percent_words, seconds_words
from tweetplan.domain.kpis import Kpi, duration, growth, level, ratio, total
from tweetplan.domain.rule_words import RULE_WORDS, rule_line

LEADS = Kpi("leads", total("leads"))
RATE = Kpi("rate", ratio("likes", "impressions"), unit="%")


@pytest.mark.parametrize(
    ("kpi", "value", "words"),
    [
        (LEADS, None, "–"),
        (LEADS, 0, "0"),
        (LEADS, 1000, "1000"),
        (LEADS, 12345.0, "12,345"),
        (LEADS, -3, "−3"),
        (RATE, 0.031, "3.1 %"),
        (RATE, 0.0042, "0.42 %"),
        (RATE, 0.31, "31 %"),
        (Kpi("growth", growth("followers")), 0.18, "+18 %"),
        (Kpi("followers", level("followers")), 9999, "9999"),
        (Kpi("wait", duration("s", "n")), 7200, "2 h"),
        (Kpi("cost", ratio("spend", "leads"), currency="EUR"), 12.5, "12.50 EUR"),
    ],
)
def test_a_figure_is_written_in_its_own_unit(kpi: Kpi, value: float | None, words: str):
    assert figure(value, kpi) == words


def test_lengths_of_time_and_shares_keep_what_tells_something():
    assert [seconds_words(n) for n in (45, 720, 11400, 187200)] == ["45 s", "12 min", "3 h 10", "2 d 4 h"]
    assert percent_words(-0.05, signed=True) == "−5 %"


def test_rules_are_told_with_their_words():
    assert rule_line("W04").startswith("W04: 80 % value")
    assert rule_line("G15 + W04").count(":") >= 2
    assert rule_line("own") == "own"
    assert len(RULE_WORDS) == 33 + 24 + 17 + 4 + 5
