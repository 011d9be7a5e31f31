"""What may I post next, what is left of the elastic slots, and what a draft does to the budgets: in posts, with n."""

from datetime import UTC, date, datetime

import pytest

from facts import posted, start
from tweetplan.domain.posts import Content, Post, Slot
from tweetplan.storage import calendar as stored
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import answers, tagging
from tweetplan.workspace.core import Workspace

MONDAY = date(2026, 3, 16)


def put(ws: Workspace, identity: str, day: int, **fields: str) -> None:
    """A slot at noon of a day of March; the tests' clock stands at the 17th, 9:00."""
    at = datetime(2026, 3, day, 12, tzinfo=UTC)
    held = Slot(identity, "@acme", at.date(), "12:00", "UTC", at, **fields)  # type: ignore[arg-type]
    with ws.operation("slot.add") as change:
        change.put(stored.SLOTS, stored.slot_row(held))


def week(ws: Workspace, *posts: Post) -> None:
    """Seven slots: Tuesday is promo, Thursday elastic, the others are for value and evergreen topics."""
    start(ws, *posts)
    for day in range(16, 23):
        if day == 19:
            put(ws, "e19", day, plan="elastic")
        else:
            put(ws, f"s{day}", day, intent="promo" if day == 17 else "value", topic="evergreen")


def test_what_may_i_post_next(ws: Workspace) -> None:
    value = Post("v", "@acme", "How to rinse a filter", "draft", intent="value", topic="evergreen")
    ready = Post("r", "@acme", "What we learned", "approved", intent="value")
    promo = Post("p", "@acme", "20 % off", "draft", intent="promo")
    week(ws, value, ready, promo, Post("t", "@acme", "On it", "scheduled", slot="s18"))
    told = answers.next_posts(ws)
    assert [one.slot.id for one in told.slots] == ["s17", "e19", "s20", "s21", "s22"], "free, and still to come"
    assert (told.elastic, told.elastic_left) == (1, 1)
    first, elastic, third = told.slots[:3]
    assert ("intent", "promo", 0) in [(ask.axis, ask.part, ask.short) for ask in first.asks]
    assert [fit.post.id for fit in first.drafts] == ["p"], "no value on a slot laid out for a promo"
    assert ("topic", "trend") in [(ask.axis, ask.part) for ask in elastic.asks]
    assert [(fit.post.id, fit.fits) for fit in third.drafts] == [("v", ("value", "evergreen")), ("r", ("value",))]


@pytest.mark.parametrize("stored_first", [False, True])
def test_w04_what_a_draft_does_to_the_budgets(ws: Workspace, stored_first: bool) -> None:
    draft = Post(
        "d", "@acme", "20 % off", "draft", slot="s18" if stored_first else "", intent="promo", topic="evergreen"
    )
    week(ws, *((draft,) if stored_first else ()))
    told = {each.part: each for each in answers.effect(ws, draft, "s18")}
    promo = told["promo"]
    assert (promo.before.planned, promo.after.planned, promo.after.window) == (1, 2, 6)
    assert (promo.after.high, promo.after.verdict, promo.worse) == (1, "above", True)
    assert promo.words == "promo 1 → 2 of 6, allowed 0 to 1: above; published 0 of 0"
    assert "evergreen" not in told, "the slot counted as evergreen before"


def test_t11_taking_the_elastic_slot_moves_the_topics_and_the_intents(ws: Workspace) -> None:
    week(ws)
    told = {
        each.part: each
        for each in answers.effect(ws, Post("d", "@acme", "Hot", intent="value", topic="industry"), "e19")
    }
    assert (told["trend"].before.planned, told["trend"].after.planned) == (1, 0)
    assert (told["industry"].before.planned, told["industry"].after.planned) == (0, 1)
    assert (told["promo"].before.window, told["promo"].after.window) == (6, 7)
    assert "elastic" not in told


def test_w04_published_counts_stand_beside_the_planned_ones(ws: Workspace) -> None:
    week(ws, Post("o", "@acme", "Out", "published", slot="s16", intent="value", x_id="1"))
    posted(ws, ("2", "2026-03-16", "Unplanned sale"))
    tagging.tag(ws, ["2"], intent="promo")
    promo = next(
        each for each in answers.effect(ws, Post("d", "@acme", "x", intent="promo"), "s20") if each.part == "promo"
    )
    assert (promo.after.published, promo.after.published_window) == (1, 2)


def test_w04_the_spread_of_value(ws: Workspace) -> None:
    start(
        ws,
        Post("a", "@acme", "a", "published", planned_for=MONDAY, content=Content(worth="educational")),
        Post("b", "@acme", "b", "draft", planned_for=MONDAY, content=Content(worth="educational")),
        Post("c", "@acme", "c", "dropped", planned_for=MONDAY, content=Content(worth="inspiring")),
        Post("d", "@acme", "d", "draft", planned_for=MONDAY),
    )
    told = {row.worth: (row.planned, row.published) for row in answers.value_spread(ws, "@acme", MONDAY, MONDAY)}
    assert told["educational"] == (2, 1) and told["inspiring"] == (0, 0) and told[""] == (1, 0)
    assert len(told) == 7, "six kinds, and what nobody said"


def test_a_support_account_has_no_budgets(ws: Workspace) -> None:
    start(ws)
    with ws.operation("account.edit") as change:
        change.put("accounts", {"id": "@acme", "role": "support"})
    assert answers.effect(ws, Post("d", "@acme", "x", intent="promo")) == ()
    assert stored_posts.one(ws.db, "d") is None
