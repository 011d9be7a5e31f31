"""Length and forbidden characters, calls to action, campaign links, pictures and hashtags."""

from dataclasses import replace
from datetime import date

import pytest

from tweetplan.analysis.x_text import draft
from tweetplan.domain.draft import Picture
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Goal
from tweetplan_checks import campaign, limits, reach

GOAL = Goal("leads 2026", "leads", "@acme", "leads", 1000, date(2026, 1, 1), date(2026, 12, 31), campaign="winter26")


def brief(found: list[Finding]) -> list[tuple[str, int | None, int | None]]:
    return [(one.rule, one.start, one.end) for one in found]


def test_x_a_text_that_is_too_long_says_by_how_much() -> None:
    found = list(limits.tweetplan_check_draft(draft=draft("a" * 283)))
    assert brief(found) == [("X.length", 0, 283)]
    assert found[0].severity == "error" and "3 too many" in found[0].message
    assert list(limits.tweetplan_check_draft(draft=draft("a" * 280))) == []


def test_x_the_part_that_is_too_long_is_named() -> None:
    made = draft(["short", "a" * 281])
    found = list(limits.tweetplan_check_draft(draft=made))
    assert brief(found) == [("X.length", 7, 288)] and found[0].message.startswith("Part 2")


def test_x_a_forbidden_character_and_a_missing_text() -> None:
    assert brief(list(limits.tweetplan_check_draft(draft=draft("a\ufeffb")))) == [("X.forbidden-character", 1, 2)]
    assert brief(list(limits.tweetplan_check_draft(draft=draft("")))) == [("X.empty", 0, 0)]
    assert list(limits.tweetplan_check_draft(draft=draft("", pictures=(Picture("cup.jpg", "A cup"),)))) == []


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("The winter blend is back.", False),
        ("The winter blend is back. Order yours today.", True),
        ("冬季拼配回归。", False),
        ("冬季拼配回归，立即下单。", True),
        ("قهوهٔ زمستانی برگشت.", False),
        ("قهوهٔ زمستانی برگشت؛ همین حالا سفارش دهید.", True),
        ("Adunan musim sejuk kembali.", False),
        ("Adunan musim sejuk kembali. Tempah sekarang.", True),
    ],
)
def test_g15_a_promotion_asks_for_something(text: str, clear: bool) -> None:
    made = draft(text, intent="promo")
    rules = [found.rule for found in campaign.tweetplan_check_draft(draft=made, goal=None)]
    assert rules == ([] if clear else ["G15.no-call-to-action"])
    assert list(campaign.tweetplan_check_draft(draft=replace(made, cta="order"), goal=None)) == []
    assert list(campaign.tweetplan_check_draft(draft=replace(made, intent=""), goal=None)) == []


def test_g28_a_link_of_a_goal_carries_its_campaign() -> None:
    text = "Read https://tern.coffee/a and https://tern.coffee/b?utm_campaign=x and https://bit.ly/x"
    found = list(campaign.tweetplan_check_draft(draft=draft(text), goal=GOAL))
    assert brief(found) == [("G28.link-without-utm", 5, 26)]
    assert "?utm_source=x&utm_medium=social&utm_campaign=winter26" in found[0].remedy
    assert list(campaign.tweetplan_check_draft(draft=draft(text), goal=None)) == []


def test_the_name_of_a_goal_fits_into_a_link() -> None:
    found = list(campaign.tweetplan_check_draft(draft=draft("tern.coffee?a=1/b"), goal=replace(GOAL, campaign="")))
    assert "utm_campaign=leads%202026" in found[0].remedy


def test_every_picture_has_a_description() -> None:
    made = draft("Look", pictures=(Picture("a.jpg", "A cup"), Picture("b.jpg", " ")))
    found = list(reach.tweetplan_check_draft(draft=made))
    assert [(one.rule, one.where) for one in found] == [("reach.alt-text", "pictures")] and "b.jpg" in found[0].message


def test_two_hashtags_are_enough() -> None:
    assert list(reach.tweetplan_check_draft(draft=draft("#a #b"))) == []
    assert brief(list(reach.tweetplan_check_draft(draft=draft("#a #b #c #d")))) == [("reach.hashtags", 6, 11)]
    assert list(reach.tweetplan_check_draft(draft=draft(["#a #b", "#c #d"]))) == []
