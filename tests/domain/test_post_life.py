"""The table of a post's life: every stage can be reached and left, and the pure parts that its guards rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetplan.domain.approvals import ApprovalRule, role_to_approve_in, standing, wording
from tweetplan.domain.findings import Conflict, UsageProblem
from tweetplan.domain.goals import Member
from tweetplan.domain.post_life import ASIDE, BOARD, POST
from tweetplan.domain.posts import Approval, Content, Poll, Post
from tweetplan.domain.utm import campaign_link, slug
from tweetplan.domain.x_links import status_link

STAGES = tuple(stage.key for stage in POST.stages)
AUTHOR = Post("p1", "@tern", "We roast.", "in_review", owner="ana", wording_by="ana")


def test_every_stage_is_on_the_board_or_beside_it_and_can_be_reached() -> None:
    assert set(BOARD) | set(ASIDE) == set(STAGES) and not set(BOARD) & set(ASIDE)
    reached, before = {POST.start}, set[str]()
    while reached != before:
        before = set(reached)
        for stage in before:
            reached |= {move.target for move in POST.open_moves(stage) if move.target != "*"}
    assert reached == set(STAGES)
    assert [stage for stage in STAGES if POST.final(stage)] == ["published"]


@pytest.mark.parametrize("stage", STAGES)
def test_t07_nothing_becomes_published_or_handed_off_unless_approval_was_looked_at(stage: str) -> None:
    for move in POST.open_moves(stage):
        if move.target in ("scheduled", "handed_off", "published"):
            assert "valid_approval" in move.guards, (stage, move.verb)


@pytest.mark.parametrize("stage", STAGES)
def test_a_move_that_the_table_does_not_have_is_refused_with_those_it_has(stage: str) -> None:
    open_verbs = {move.verb for move in POST.open_moves(stage)}
    for verb in {move.verb for move in POST.moves} - open_verbs:
        with pytest.raises(Conflict):
            POST.move(stage, verb)


def yes(login: str, post: Post, role: str = "", at: str = "2026-03-17T09:00:00Z") -> Approval:
    return Approval(f"a-{login}-{at}", post.id, login, at, "approved", wording(post), role)


TEXTS = st.text(max_size=40)


@given(TEXTS, TEXTS, st.sampled_from(["one", "all", "steps"]))
def test_t07_an_approval_is_of_one_wording_alone(before: str, after: str, mode: str) -> None:
    rule = ApprovalRule(mode, ("analyst",))  # type: ignore[arg-type]
    old = Post("p1", "@tern", before, wording_by="ana")
    new = Post("p1", "@tern", after, wording_by="ana")
    given = [yes("bo", old, "analyst")]
    assert standing(rule, old, given).valid
    assert standing(rule, new, given).valid == (before == after)


def test_t07_a_yes_of_who_changed_the_wording_last_does_not_count() -> None:
    mine = Post("p1", "@tern", "We roast.", wording_by="bo")
    assert not standing(ApprovalRule("one"), mine, [yes("bo", mine)]).valid
    assert standing(ApprovalRule("one"), mine, [yes("cy", mine)]).valid


def test_t07_what_readers_do_not_see_may_change_and_what_they_see_may_not() -> None:
    def of(**content: object) -> str:
        return wording(Post("p1", "@tern", "We roast.", content=Content(**content)))  # type: ignore[arg-type]

    assert of(cta="buy", segment="cafés", worth="educational", arm="b") == of()
    assert len({of(), of(link="https://tern.example"), of(poll=Poll(("a", "b"))), of(reply_to="@bo")}) == 4


def test_t07_steps_come_in_their_order_and_nobody_goes_twice() -> None:
    rule = ApprovalRule("steps", ("strategist", "analyst"))
    bo, cy = Member("bo", ("strategist", "analyst")), Member("cy", ("analyst",))
    first = standing(rule, AUTHOR, [])
    assert role_to_approve_in(rule, first, bo, "ana", "bo") == "strategist"
    with pytest.raises(ValueError, match="turn of strategist"):
        role_to_approve_in(rule, first, cy, "ana", "cy")
    with pytest.raises(ValueError, match="own wording"):
        role_to_approve_in(rule, first, Member("ana", ("strategist",)), "ana", "ana")
    second = standing(rule, AUTHOR, [yes("bo", AUTHOR, "strategist")])
    with pytest.raises(ValueError, match="already"):
        role_to_approve_in(rule, second, bo, "ana", "bo")
    assert role_to_approve_in(rule, second, cy, "ana", "cy") == "analyst"


@pytest.mark.parametrize(
    ("link", "made"),
    [
        ("https://tern.example", "https://tern.example/?utm_source=x&utm_medium=social&utm_campaign=spring%20fair"),
        (
            "https://tern.example/a?b=1&b=2#top",
            "https://tern.example/a?b=1&b=2&utm_source=x&utm_medium=social&utm_campaign=spring%20fair#top",
        ),
        (
            "https://tern.example/?utm_source=Mail&UTM_Campaign=old",
            "https://tern.example/?utm_source=Mail&UTM_Campaign=old&utm_medium=social",
        ),
        ("https://tern.example/?q=%26&empty=", "https://tern.example/?q=%26&empty=&utm_source=x&utm_medium=social"
         "&utm_campaign=spring%20fair"),
    ],
)  # fmt: skip
def test_g28_the_campaign_link_keeps_the_query_and_doubles_nothing(link: str, made: str) -> None:
    assert campaign_link(link, campaign="spring fair") == made
    assert campaign_link(made, campaign="spring fair") == made


def test_g28_only_links_of_the_web_are_taken_and_names_become_campaigns() -> None:
    for wrong in ("tern.example", "ftp://tern.example", "javascript:alert(1)", "https://", ""):
        with pytest.raises(ValueError, match="https"):
            campaign_link(wrong, campaign="x")
    assert slug("Leads 2026: Büro & Küche!") == "leads-2026-büro-küche"


@given(st.from_regex(r"\A[1-9][0-9]{0,18}\Z"), st.from_regex(r"\A[A-Za-z0-9_]{1,15}\Z"))
def test_any_link_of_a_post_on_x_gives_its_id(x_id: str, handle: str) -> None:
    found = status_link(f"https://x.com/{handle}/status/{x_id}?s=46")
    assert (found.x_id, found.handle) == (x_id, handle)


@pytest.mark.parametrize(
    "url", ["https://t.co/abc", "https://x.com/a/status/", "https://x.com/a/status/1x", "file:///x.com/a/status/1"]
)
def test_any_other_link_is_refused(url: str) -> None:
    with pytest.raises(UsageProblem):
        status_link(url)
