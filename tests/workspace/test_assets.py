"""T06: a library of templates, snippets and pictures: filled from goal, account and post; every version can be read."""

from datetime import date

import pytest

from facts import start
from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.goals import Goal
from tweetplan.domain.posts import Content, Post
from tweetplan.workspace import assets, history
from tweetplan.workspace.assets import Context
from tweetplan.workspace.core import Workspace

GOAL = Goal("leads", "leads", "@acme", "leads", 500, date(2026, 1, 1), date(2026, 12, 31), fields={"event": "the fair"})


def test_t06_a_template_is_filled_and_what_is_unknown_stays_to_be_seen(ws: Workspace) -> None:
    start(ws)
    made = assets.add(ws, "fair", "template", "Meet {account} at {event}: {link} {CTA} {who}", account="@ACME")
    assert (made.account, made.owner, made.number) == ("@acme", "ana", 1)
    post = Post("p", "@acme", "", utm="https://acme.com/?utm_campaign=x", content=Content(cta="book {event}"))
    text = assets.insert(ws, "fair", Context("@acme", GOAL, post))
    assert text == "Meet @acme at the fair: https://acme.com/?utm_campaign=x book {event} {who}", "filled once"
    assert assets.blanks(text) == ("event", "who")
    assert assets.insert(ws, "fair", Context(words={"who": "us"})).endswith("{CTA} us")


def test_t06_only_templates_have_placeholders_and_pictures_a_description(ws: Workspace) -> None:
    start(ws)
    assets.add(ws, "css", "snippet", "a {b} c")
    assets.add(ws, "logo", "picture", "brand/logo.png", alt="Our logo")
    assert assets.insert(ws, "css", Context(words={"b": "x"})) == "a {b} c"
    assert assets.picture(ws, "logo").alt == "Our logo"
    with pytest.raises(UsageProblem):
        assets.picture(ws, "css")
    assert [each.name for each in assets.listing(ws, kind="picture")] == ["logo"]


def test_t06_everyone_is_on_the_newest_version_and_old_ones_are_read_from_the_log(ws: Workspace) -> None:
    start(ws)
    assets.add(ws, "bio", "snippet", "We roast.")
    held = assets.edit(ws, "bio", body="We roast well.")
    assert (held.number, assets.edit(ws, "bio", body="We roast well.").number) == (2, 2), "the same is no new version"
    assert [each.asset.body for each in assets.versions(ws, held.id)] == ["We roast well.", "We roast."]
    assert assets.version(ws, "bio", 1).body == "We roast."
    with pytest.raises(NotFound):
        assets.version(ws, "bio", 3)
    with pytest.raises(Conflict):
        assets.edit(ws, "bio", body="x", expected=held.version - 1)
    assets.remove(ws, "bio")
    with pytest.raises(NotFound):
        assets.get(ws, "bio")
    history.undo(ws)
    assert assets.get(ws, "bio").number == 2


def test_t06_a_name_is_taken_once_an_account_and_the_accounts_own_goes_first(ws: Workspace) -> None:
    start(ws)
    assets.add(ws, "bye", "snippet", "for all")
    assets.add(ws, "bye", "snippet", "ours", account="@acme")
    with pytest.raises(Conflict):
        assets.add(ws, "bye", "snippet", "again")
    assert assets.insert(ws, "bye", account="@acme") == "ours"
    assert assets.insert(ws, "bye") == "for all"
    for wrong in ({"kind": "song"}, {"body": " "}, {"name": "two\nlines"}):
        with pytest.raises(UsageProblem):
            assets.add(ws, **{"name": "n", "kind": "snippet", "body": "b", **wrong})
