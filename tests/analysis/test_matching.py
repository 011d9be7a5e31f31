"""Imported posts and the plan's: sure by id, link, or text and day; everything else is said to be unsure."""

from datetime import date

import pytest

from tweetplan.analysis.matching import Posted, match, plain_link, plain_text
from tweetplan.domain.posts import Post

LONG = "We asked forty roasters what they would do differently if they had to begin again, and this is what they said"
DAY = date(2026, 7, 2)


def planned(identity: str, text: str = "", day: date | None = DAY, **fields: str) -> Post:
    return Post(identity, "@acme", text, "scheduled", planned_for=day, **fields)


def posted(text: str, ref: str = "1", day: str = "2026-07-02", account: str = "@acme") -> Posted:
    return Posted(ref, account, day, text)


@pytest.mark.parametrize(
    ("told", "plan"),
    [
        ("Hello  WORLD https://t.co/abc", "hello world https://acme.com/a"),
        ("Ｈｅｌｌｏ world", "hello world"),
        (LONG[:60] + "… https://t.co/x", LONG),
    ],
)
def test_a_text_on_its_day_is_the_same_post(told: str, plan: str) -> None:
    assert match([planned("p", plan)], [posted(told)]).matched == {"1": "p"}


@pytest.mark.parametrize("day", ["2026-07-01", "2026-07-03"])
def test_the_day_before_and_after_are_still_the_day(day: str) -> None:
    assert match([planned("p", "hello")], [posted("hello", day=day)]).matched == {"1": "p"}


def test_what_is_only_near_is_unsure() -> None:
    far = match([planned("p", "hello")], [posted("hello", day="2026-07-05")])
    assert (far.matched, far.unsure) == ({}, {"1": ("p",)})
    near = match([planned("p", LONG)], [posted(LONG.replace("forty", "fifty"))])
    assert (near.matched, near.unsure) == ({}, {"1": ("p",)})
    assert match([planned("p", LONG)], [posted("something else altogether")]).unsure == {}
    assert match([planned("p", "hello there")], [posted("hello")]).matched == {}, "a short text is no cut one"


def test_a_post_of_the_plan_is_matched_once() -> None:
    told = match([planned("p", "hello"), planned("q", "hello")], [posted("hello")])
    assert told.unsure == {"1": ("p", "q")}
    told = match([planned("p", "hello")], [posted("hello", "1"), posted("hello", "2")])
    assert (told.matched, told.unsure) == ({"1": "p"}, {})


def test_a_campaign_link_goes_before_text_and_day() -> None:
    link = "https://acme.com/a?utm_campaign=spring"
    plan = [planned("p", "quite other words", date(2026, 1, 1), utm=link), planned("q", "hello")]
    assert match(plan, [posted(f"hello {link}.")]).matched == {"1": "p"}
    shared = match([planned("p", utm=link), planned("q", utm=link)], [posted(link)])
    assert shared.unsure == {"1": ("p", "q")}


def test_the_id_goes_before_everything_and_accounts_are_kept_apart() -> None:
    plan = [planned("p", "other", x_id="1"), planned("q", "hello")]
    assert match(plan, [posted("hello")]).matched == {"1": "p"}
    assert match([planned("q", "hello")], [posted("hello", account="@tern")]) == match([planned("q")], [])


def test_texts_and_links_are_compared_plainly() -> None:
    assert plain_text("  Hello\n\nWorld… https://t.co/abc ") == "hello world"
    assert plain_link("http://www.ACME.com/A/?utm=X") == "acme.com/A/?utm=X"
    assert plain_link("https://acme.com/).") == "acme.com"
