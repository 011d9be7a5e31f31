"""Imported posts and the plan's: sure by id, link, or text and day; everything else is said to be unsure."""

from datetime import date

import pytest

from tweetplan.analysis.matching import Matches, Posted, match, plain_link, plain_text
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
    assert (told.matched, told.unsure) == ({}, {"1": ("p",), "2": ("p",)}), "posted twice: a person says which it was"
    out = planned("p", "hello", x_id="1")
    assert match([out], [posted("hello", "1"), posted("hello", "2")]) == Matches({"1": "p"})
    later = match([planned("p", "hello")], [posted("hello", "1"), posted("hello", "2", day="2026-07-20")])
    assert later == Matches({"1": "p"}), "the same words weeks later are nothing of ours"


def test_a_campaign_link_that_one_post_has_is_proof_about_its_day() -> None:
    link = "https://acme.com/a?utm_campaign=spring"
    told = posted(f"hello {link}.")
    assert match([planned("p", "quite other words", utm=link), planned("q", "hi")], [told]).matched == {"1": "p"}
    assert match([planned("p", "other", date(2026, 6, 20), utm=link)], [told]).unsure == {"1": ("p",)}
    assert match([planned("p", "quite other words", utm=link), planned("q", "hello")], [told]).unsure == {
        "1": ("p", "q")
    }, "the link says one, the text another"
    shared = match([planned("p", utm=link), planned("q", utm=link)], [posted(link)])
    assert shared.unsure == {"1": ("p", "q")}
    assert match([planned("p", "hello", utm=link), planned("q", "other", utm=link)], [told]).matched == {"1": "p"}


def test_the_id_goes_before_everything_and_accounts_are_kept_apart() -> None:
    plan = [planned("p", "other", x_id="1"), planned("q", "hello")]
    assert match(plan, [posted("hello")]).matched == {"1": "p"}
    assert match([planned("q", "hello")], [posted("hello", account="@tern")]) == match([planned("q")], [])


def test_texts_and_links_are_compared_plainly() -> None:
    assert plain_text("  Hello\n\nWorld… https://t.co/abc ") == "hello world"
    assert plain_link("http://www.ACME.com/A/?utm=X") == "acme.com/A/?utm=X"
    assert plain_link("https://acme.com/).") == "acme.com"


def test_t07_one_word_of_a_template_is_never_taken_for_another() -> None:
    tips = [planned(f"p{n}", f"Tip {n}: weigh the water, not the cup", date(2026, 7, n)) for n in range(1, 9)]
    told = [posted(f"Tip {n}: weigh the water, not the cup", str(n), f"2026-07-0{n}") for n in (1, 3, 4, 9)]
    found = match(tips, told)
    assert found.matched == {"1": "p1", "3": "p3", "4": "p4"}
    assert "9" in found.unsure, "a number that was planned nowhere is like its neighbours, and no more"


def test_t07_an_edit_that_makes_one_template_another_is_not_believed() -> None:
    plan = [planned("p", "Only 3 days left to book", DAY), planned("q", "Only 2 days left to book", date(2026, 7, 3))]
    found = match(plan, [posted("Only 2 days left to book")])
    assert (found.matched, found.unsure) == ({}, {"1": ("q",)}), "it may be p, edited: that one was due that day"


def test_t07_a_thread_is_one_post_of_the_plan() -> None:
    thread = planned("p", "Five things we learned\n---\nOne: begin small\n---\nMore next week")
    other = planned("q", "Four things we broke\n---\nMore next week", date(2026, 7, 4))
    rows = [posted("Five things we learned", "10"), posted("One: begin small", "11"), posted("More next week", "12")]
    found = match([thread], rows)
    assert (found.matched, found.parts, found.unsure) == ({"10": "p"}, {"11": "p", "12": "p"}, {})
    found = match([thread, other], rows)
    assert (found.parts, found.unsure) == ({"11": "p"}, {"12": ("p", "q")}), "both close so, and one is not known"
    assert match([thread], [posted("One: begin small", "9")]).unsure == {"9": ("p",)}, "its first post is not known"
    twice = match([thread], [*rows[:2], posted("One: begin small", "13")])
    assert twice.unsure == {"11": ("p",), "13": ("p",)}


def test_t07_a_persons_word_goes_before_everything() -> None:
    plan = [planned("p", "hello"), planned("q", "other")]
    assert match(plan, [posted("hello")], {("@acme", "1"): "q"}).matched == {"1": "q"}
    assert match(plan, [posted("hello")], {("@acme", "1"): ""}) == Matches()


def test_a_bare_link_of_the_plan_is_a_t_co_link_of_the_export() -> None:
    assert match([planned("p", "Read tern.coffee/winter today")], [posted("Read https://t.co/a today")]).matched
    assert match([planned("p", "Fish &amp; chips")], [posted("fish & chips")]).matched


def test_t07_a_post_written_anew_outside_is_asked_about() -> None:
    anew = LONG[:40] + " and nothing else of it was kept by whoever posted it in the end"
    assert match([planned("p", LONG)], [posted(anew)]).unsure == {"1": ("p",)}
    assert match([planned("p", LONG)], [posted("What would you do with this one in the end?")]).unsure == {}
