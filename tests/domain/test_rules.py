"""Rules with figures: the defaults are the sources' constants, and overrides are checked before they count."""

import re
from typing import Any

import pytest

from tweetplan.domain.findings import CheckFailed
from tweetplan.domain.rules import Rules
from tweetplan.storage.rules_file import default_rules, default_tables

TINY: dict[str, Any] = {
    "adjust.raise": {
        "value": 1.2,
        "low": 1,
        "high": 5,
        "unit": "× target",
        "source": "G30",
        "what": "Beaten from here",
    },
    "tl.insight": {"value": [2, 3], "low": 0, "high": 50, "whole": True, "source": "G14", "what": "Insight posts"},
    "mix.bucket": {"value": [0.6, 0.2, 0.2], "kind": "shares", "low": 0, "high": 1, "source": "T21", "what": "Topics"},
}


def test_the_constants_of_the_sources_stand_in_the_package() -> None:
    rules = default_rules()
    numbers = {
        "adjust.raise": 1.20, "adjust.raise_cycles": 2, "adjust.analyse": 0.70, "adjust.cycle_days": 28,
        "review.checkpoint": 14, "review.full": 3, "reserve.resources": 0.20, "crisis.postmortem": 48,
        "winback.silent_days": 30, "winback.failed_attempts": 2, "tz.overlap": 2, "meetings.standup": 15,
        "meetings.data": 30, "posts.unreal_day": 20, "pace.ahead": 1.10, "pace.behind": 0.90, "replan.cap": 1.3,
        "followers.fresh_days": 31,
    }  # fmt: skip
    bands = {
        "goals.core_max": (2, 3), "mix.planned_elastic": (0.20, 0.30), "posts.small_team_day": (3, 5),
        "winback.evaluate": (4, 8), "tl.insight": (2, 3), "tl.chats": (1, 2), "team.experts": (1, 2),
    }  # fmt: skip
    assert {key: rules.number(key) for key in numbers} == numbers
    assert {key: rules.pair(key) for key in bands} == bands
    assert rules.shares("mix.value_promo") == (0.80, 0.20)
    assert rules.shares("mix.bucket") == (0.60, 0.20, 0.20)


def test_every_default_says_what_it_is_and_where_it_comes_from() -> None:
    rules = default_rules()
    assert tuple(default_tables()) == rules.keys
    for key in rules.keys:
        rule = rules.describe(key)
        assert re.fullmatch(r"[GTWDC]\d\d", rule.source), key
        assert rule.what and rule.unit and rule.low <= min(rule.values) <= max(rule.values) <= rule.high, key


def test_overrides_replace_defaults_and_are_told_apart() -> None:
    rules = Rules.parse(TINY, {"adjust.raise": 1.5, "tl.insight": [1, 4]})
    assert rules.number("adjust.raise") == 1.5
    assert rules.pair("tl.insight") == (1, 4)
    assert rules.overrides == {"adjust.raise": 1.5, "tl.insight": [1, 4]}
    assert Rules.parse(TINY, {"adjust.raise": 1.2}).overrides == {}


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("adjust.rais", 1.2, "no rule 'adjust.rais'"),
        ("adjust.raise", 0.9, "lies between 1 and 5"),
        ("adjust.raise", "1.3", "wants figures"),
        ("adjust.raise", True, "wants figures"),
        ("adjust.raise", float("nan"), "wants figures"),
        ("adjust.raise", [1.2, 1.3], "wants one number"),
        ("tl.insight", 2, r"wants \[least, most\]"),
        ("tl.insight", [3, 2], "least before the most"),
        ("tl.insight", [2, 2.5], "whole numbers"),
        ("tl.insight", {"least": 2}, "wants"),
        ("mix.bucket", [0.6, 0.2, 0.3], "make 1, not 1.1"),
        ("mix.bucket", [0.6, 0.4], "3 shares"),
    ],
)
def test_an_override_that_cannot_stand_is_refused_with_a_remedy(key: str, value: object, message: str) -> None:
    with pytest.raises(CheckFailed, match=message) as refused:
        Rules.parse(TINY, {key: value})
    assert refused.value.findings[0].where == key
    assert refused.value.remedy


def test_an_unknown_key_is_answered_with_the_nearest() -> None:
    fault = default_rules().fault("winback.silent_day", 20)
    assert fault is not None and fault.remedy == "Did you mean winback.silent_days?"


def test_asking_for_the_wrong_shape_is_a_mistake_of_the_code() -> None:
    rules = Rules.parse(TINY)
    with pytest.raises(TypeError, match="holds a band"):
        rules.number("tl.insight")
    with pytest.raises(TypeError, match="not held in whole"):
        rules.whole("adjust.raise")
    with pytest.raises(KeyError):
        rules.number("no.such")
    assert default_rules().whole("winback.silent_days") == 30


def test_a_default_that_breaks_its_own_bounds_is_named() -> None:
    with pytest.raises(ValueError, match=r"default of adjust\.raise lies between"):
        Rules.parse({"adjust.raise": {**TINY["adjust.raise"], "value": 9}})
