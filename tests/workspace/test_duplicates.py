"""W01: a draft is told what it repeats: what was posted, and the other drafts; an evergreen's copy may repeat it."""

from datetime import date

from facts import posted, start
from tweetplan.domain.posts import Content, Post, Reuse
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import duplicates
from tweetplan.workspace.core import Workspace

TEXT = "We roasted the winter blend twice, because the first try was too dark for us"


def test_w01_a_draft_is_told_what_was_posted_and_drafted_like_it(ws: Workspace) -> None:
    mine = Post("p", "@acme", TEXT, "draft")
    near = Post("q", "@acme", TEXT.replace("winter", "summer"), "draft")
    start(ws, mine, near, Post("r", "@acme", TEXT, "dropped"))
    loud = TEXT.upper() + " https://t.co/a"
    posted(ws, ("1", "2026-03-01", loud), ("2", "2026-03-01", "Something else entirely"), ("3", "2024-01-01", TEXT))
    assert duplicates.take_in(ws) == 2, "what is older than a year is not asked about"
    assert duplicates.take_in(ws) == 0
    found = duplicates.alike(ws, mine)
    assert [(each.ref, each.post, each.same) for each in found] == [("1", "", True), ("", "q", False)]
    told = duplicates.findings(ws, mine)
    assert [(each.rule, each.severity) for each in told] == [("W01.repeated", "warning"), ("W01.repeated", "note")]
    assert "posted on 2026-03-01" in told[0].message


def test_w01_a_thread_is_compared_part_by_part_and_a_short_text_only_as_a_whole(ws: Workspace) -> None:
    start(ws, Post("p", "@acme", f"Hello all\n---\n{TEXT}", "draft"), Post("q", "@acme", "Hello all of you", "draft"))
    posted(ws, ("1", "2026-03-01", TEXT))
    duplicates.take_in(ws)
    post = stored_posts.one(ws.db, "p")
    assert post is not None and [each.ref for each in duplicates.alike(ws, post)] == ["1"]


def test_w01_the_copy_of_an_evergreen_does_not_repeat_it(ws: Workspace) -> None:
    first = Post("p", "@acme", TEXT, "published", x_id="1", content=Content(reuse=Reuse()))
    copy = Post("q", "@acme", TEXT, "draft", content=Content(reuse=Reuse(of="p")))
    start(ws, first, copy, Post("r", "@acme", TEXT, "draft", planned_for=date(2026, 3, 20)))
    posted(ws, ("1", "2026-03-01", TEXT))
    duplicates.take_in(ws)
    assert [(each.post, each.day) for each in duplicates.alike(ws, copy)] == [("r", "2026-03-20")]


def test_w01_a_hundred_thousand_posts_are_taken_in_by_steps_and_found_at_once(ws: Workspace) -> None:
    start(ws, Post("p", "@acme", TEXT, "draft"))
    posted(
        ws,
        *(
            (str(10_000 + n), "2026-03-01", f"Post number {n} of many that we wrote about {n * 7}")
            for n in range(4_500)
        ),
    )
    posted(ws, ("99999", "2026-03-02", TEXT), batch="b2")
    assert duplicates.take_in(ws, steps=9) == 4_501
    post = stored_posts.one(ws.db, "p")
    assert post is not None and [each.ref for each in duplicates.alike(ws, post)] == ["99999"]
    assert ws.db.value("SELECT COUNT(DISTINCT ref) FROM likeness_keys") == 4_501


def test_w01_a_threads_closing_phrase_may_come_again(ws: Workspace) -> None:
    closing = "More of this next week: follow us"
    start(
        ws,
        Post("p", "@acme", f"{TEXT}\n---\n{closing}", "draft"),
        Post("q", "@acme", f"Other\n---\n{closing}", "draft"),
    )
    post = stored_posts.one(ws.db, "p")
    assert post is not None and duplicates.alike(ws, post) == ()


def test_w01_a_text_that_is_not_stored_is_compared_too(ws: Workspace) -> None:
    start(ws)
    posted(ws, ("1", "2026-03-01", TEXT))
    duplicates.take_in(ws)
    assert [each.ref for each in duplicates.alike(ws, Post("", "@acme", TEXT))] == ["1"]


def test_w01_a_later_export_of_the_same_posts_adds_nothing(ws: Workspace) -> None:
    start(ws)
    posted(ws, ("1", "2026-03-01", TEXT))
    duplicates.take_in(ws)
    before = ws.db.value("SELECT COUNT(*) FROM likeness_keys")
    with ws.db.writing():
        ws.db.execute("UPDATE post_results SET live = 0")
    posted(ws, ("1", "2026-03-01", TEXT), ("2", "2026-03-02", "Quite another text of ours"), batch="b2")
    assert duplicates.take_in(ws) == 2
    assert ws.db.value("SELECT COUNT(*) FROM likeness_keys WHERE ref = '1'") == before
    assert [each.ref for each in duplicates.alike(ws, Post("", "@acme", TEXT))] == ["1"]
