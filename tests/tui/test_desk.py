"""The desk on a stored workspace: what it shows at both sizes, what each key does, hostile text is inert."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tui.desk_made import DeskApp, as_login, bare, busy, desk_app, hostile
from tui.stub import Clock, screen_text, told, workspace_at
from tui.test_hostile import obeyed
from tweetplan.domain.posts import Post
from tweetplan.tui.screens.desk import DeskScreen
from tweetplan.tui.screens.editor import EditorScreen
from tweetplan.tui.screens.form import Form
from tweetplan.tui.widgets.field import Field
from tweetplan.workspace import approving, freezing, posts
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
FAKE = (sys.executable, str(Path(__file__).with_name("fake_checks.py")))
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return busy(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> DeskApp:
    return desk_app(ws, tmp_path / "state")


def screen_of(app: DeskApp) -> DeskScreen:
    assert isinstance(app.screen, DeskScreen)
    return app.screen


def here(app: DeskApp) -> Post:
    return posts.get(app.workspace, screen_of(app).chosen)


def of(ws: Workspace, words: str) -> Post:
    return next(post for post in posts.listing(ws) if words in post.text)


async def typed(pilot: Any, words: str) -> None:
    """Answer the form's first question and send it."""
    pilot.app.screen.query_one("#field-words", Field).value = words
    await pilot.press("ctrl+r")
    await pilot.pause()


# ---- pictures --------------------


@SIZES
@pytest.mark.parametrize("keys", [[], ["left"], ["b"], ["w"], ["M"], ["o"]],
                         ids=["review", "sent-back", "held", "why", "moves", "history"])  # fmt: skip
def test_picture(snap_compare: Any, app: DeskApp, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(app, press=keys, terminal_size=size)


@SIZES
def test_picture_of_a_desk_without_posts(snap_compare: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(desk_app(bare(tmp_path), tmp_path / "state"), terminal_size=size)


@SIZES
def test_picture_of_hostile_text(snap_compare: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(desk_app(hostile(tmp_path), tmp_path / "state"), press=["down"], terminal_size=size)


# ---- what it shows --------------------


async def test_the_board_counts_every_stage_and_begins_with_what_is_in_review(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        for words in ("idea 2", "draft 1", "[in review 2]", "changes asked 1", "approved 1", "scheduled 1",
                      "handed off 0", "published 0", "held 1", "expired 0", "dropped 1"):  # fmt: skip
            assert words in shown
        assert "New York time" in shown and "0 of 2 due 1 d" in shown and "1 of 2 due 1 d" in shown
        assert "waits for strategist or analyst" in shown


async def test_an_empty_desk_says_why_and_the_key(tmp_path: Path) -> None:
    app = desk_app(bare(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "No post yet: n writes one." in screen_text(app)
    none = desk_app(workspace_at(tmp_path / "none", Clock()), tmp_path / "state")
    async with none.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        assert "No account yet" in screen_text(none) and "There is no account yet" in told(none)


async def test_arrows_go_round_the_board_and_b_goes_beside_it(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("right")
        assert screen_of(app).stage == "changes_asked" and "I brew it at home" in screen_text(app)
        await pilot.press("left", "left", "left", "left")
        assert screen_of(app).stage == "published"
        assert "No post is published: ← → show the other stages" in screen_text(app)
        await pilot.press("b")
        assert screen_of(app).stage == "held" and "the fair was moved" in screen_text(app)
        await pilot.press("right", "right")
        assert screen_of(app).stage == "dropped"
        await pilot.press("escape")
        assert screen_of(app).stage == "draft"


async def test_mine_hides_the_others_posts_and_says_so(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        assert "[in review 0]" in screen_text(app) and "m shows everybody's" in screen_text(app)
        assert "idea 1" in screen_text(app)
        await pilot.press("m")
        assert "[in review 2]" in screen_text(app)


async def test_a_filter_hides_cards_and_says_how_many(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("/", *"winter", "enter")
        assert "1 hidden" in screen_text(app) and "日本語" not in screen_text(app)


async def test_wide_the_stages_stand_side_by_side(app: DeskApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "Roast notes …" in shown and "beside the board:  held 1" in shown
        assert "cta order" in shown


async def test_a_freeze_is_said_above_everything(ws: Workspace, app: DeskApp) -> None:
    freezing.freeze(ws, "a recall")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "frozen: every account by kim: a recall" in screen_text(app)


async def test_others_changes_appear_and_the_cursor_stays(ws: Workspace, app: DeskApp, tmp_path: Path) -> None:
    other = as_login(workspace_at(tmp_path, Clock(), prefix="other", create=False), "ben")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down")
        post = here(app)
        posts.edit(other, of(ws, "winter blend").id, text="We roasted it three times")
        app.poll()
        await pilot.pause()
        assert here(app).id == post.id and "draft 2" in screen_text(app) and "ben 0 s ago" in told(app)


# ---- moves --------------------


async def test_t07_a_approves_and_undo_takes_it_back(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "a")
        post = of(ws, "日本語")
        assert post.state == "approved" and "Approved (u undoes)" in told(app)
        await pilot.press("u")
        assert of(ws, "日本語").state == "in_review" and "1 of 2" in screen_text(app)


async def test_t07_nobody_approves_their_own_wording(ws: Workspace, app: DeskApp) -> None:
    posts.edit(ws, of(ws, "winter blend").id, text="My own words")
    posts.submit(ws, of(ws, "My own words").id)
    async with app.run_test(size=SIZE) as pilot:
        app.go("desk", of(ws, "My own words").id)
        await pilot.pause()
        await pilot.press("a")
        assert "nobody approves their own wording" in told(app) and of(ws, "My own words").state == "in_review"


async def test_t20_a_checklist_is_asked_before_an_approval(ws: Workspace, app: DeskApp) -> None:
    approving.set_approval_rule(ws, "@tern", checklist=("facts", "prices"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "a")
        assert "Did you look at all of this? facts · prices" in screen_text(app)
        await pilot.press("escape")
        assert of(ws, "日本語").state == "in_review"
        await pilot.press("a", "y")
        assert of(ws, "日本語").state == "approved"


async def test_r_sends_back_with_a_comment(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        assert isinstance(app.screen, Form)
        await pilot.press("ctrl+r")
        assert isinstance(app.screen, Form), "it asks for the words"
        await typed(pilot, "Name the price")
        post = of(ws, "winter blend")
        assert (post.state, post.why) == ("changes_asked", "Name the price")


async def test_forward_goes_the_whole_way_of_a_post(ws: Workspace, app: DeskApp) -> None:
    roast = of(ws, "Roast notes")
    async with app.run_test(size=SIZE) as pilot:
        app.go("desk", roast.id)
        await pilot.pause()
        await pilot.press(">")
        assert posts.get(ws, roast.id).state == "scheduled"
        await pilot.press("right")
        app.go("desk", roast.id)
        await pilot.pause()
        await pilot.press(">")
        await typed(pilot, "buffer")
        assert posts.get(ws, roast.id).state == "handed_off"
        app.go("desk", roast.id)
        await pilot.pause()
        await pilot.press(">")
        app.screen.query_one("#field-link", Field).value = "https://x.com/tern/status/1900000000000000001"
        await pilot.press("ctrl+r")
        await pilot.pause()
        out = posts.get(ws, roast.id)
        assert (out.state, out.x_id) == ("published", "1900000000000000001")
        app.go("desk", roast.id)
        await pilot.pause()
        await pilot.press(">")
        assert "no further stage" in told(app)


async def test_forward_of_a_draft_asks_for_review_where_approval_is_asked_for(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("left", ">")
        assert of(ws, "grinder").state == "in_review"


@pytest.mark.parametrize(
    ("program", "words", "state", "said"),
    [(FAKE, "How we set it", "in_review", "Sent to review"), (FAKE, "I set it", "draft", "first person"),
     (("/no/such/program",), "How we set it", "draft", "could not be checked")],
)  # fmt: skip
async def test_forward_has_the_text_checked_first(
    ws: Workspace, tmp_path: Path, program: tuple[str, ...], words: str, state: str, said: str
) -> None:
    post = of(ws, "grinder")
    posts.edit(ws, post.id, text=words)
    app = desk_app(ws, tmp_path / "state", *program)
    async with app.run_test(size=SIZE) as pilot:
        app.go("desk", post.id)
        await pilot.pause()
        await pilot.press(">")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert said in told(app) and posts.get(ws, post.id).state == state


async def test_forward_without_a_slot_offers_the_free_ones(ws: Workspace, app: DeskApp) -> None:
    approving.set_approval_rule(ws, "@tern", "none", ())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("left", ">")
        await pilot.pause()
        assert "Free slots of @Tern, New York time" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        post = of(ws, "grinder")
        assert post.state == "scheduled" and post.slot


async def test_an_idea_moves_on_by_being_written(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("left", "left", ">")
        await pilot.pause()
        assert isinstance(app.screen, EditorScreen)


async def test_moves_that_cannot_be_made_say_why(ws: Workspace, app: DeskApp) -> None:
    posts.edit(ws, of(ws, "winter blend").id, text="My own words")
    async with app.run_test(size=SIZE) as pilot:
        app.go("desk", of(ws, "My own words").id)
        await pilot.pause()
        await pilot.press("M")
        assert "It is not approved" in screen_text(app) and "can be done" in screen_text(app)
        await pilot.press(*"Schedule", "enter")
        await pilot.pause()
        assert "It is not approved: strategist, analyst still to come." in told(app)
        assert of(ws, "My own words").state == "draft"


async def test_hold_release_drop_and_revive(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("h")
        await typed(pilot, "wait for the fair")
        assert of(ws, "winter blend").state == "held"
        app.go("desk", of(ws, "winter blend").id)
        await pilot.pause()
        await pilot.press("h")
        assert of(ws, "winter blend").state == "in_review"
        app.go("desk", of(ws, "winter blend").id)
        await pilot.pause()
        await pilot.press("x")
        await typed(pilot, "sold out")
        assert (of(ws, "winter blend").state, of(ws, "winter blend").why) == ("dropped", "sold out")
        await pilot.press("u")
        assert of(ws, "winter blend").state == "in_review"


async def test_comments_and_history(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        await typed(pilot, "Looks good to me")
        assert "kim 0 s ago: Looks good to me" in screen_text(app)
        await pilot.press("o")
        shown = screen_text(app)
        assert "Who changed what" in shown and "stage: draft → in review" in shown and "ben 0 s ago" in shown


async def test_other_modes_lead_to_a_stage_or_a_post(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.go("desk", "scheduled")
        await pilot.pause()
        assert screen_of(app).stage == "scheduled"
        app.go("desk", of(ws, "Held back").id)
        await pilot.pause()
        await pilot.pause()
        assert here(app).text == "Held back"
        app.go("desk", "nonsense")
        await pilot.pause()
        assert "There is no post 'nonsense'." in told(app)


async def test_what_another_session_dropped_breaks_nothing(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        with ws.operation("test") as change:
            change.remove("posts", here(app).id)
        await pilot.press("a", ">", "w", "M", "o", "e", "x", "h")
        assert "There is no post" in told(app) and app.is_running


async def test_every_row_says_why(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("w")
        shown = screen_text(app)
        assert "all of strategist, analyst" in shown and "approvals are advisory" in shown


async def test_hostile_text_is_shown_and_obeyed_nowhere(tmp_path: Path) -> None:
    app = desk_app(hostile(tmp_path), tmp_path / "state")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        for keys in (["down"], ["w"], ["escape", "M"], ["escape", "o"], ["escape", "b"], ["right", "right"],
                     ["escape", "e"], ["escape", "escape", "x"]):  # fmt: skip
            await pilot.press(*keys)
            await pilot.pause()
            assert obeyed(screen_text(app)) == []
        assert app.is_running


async def test_a_kept_form_is_opened_again_and_of_a_post_that_is_gone_it_is_said(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        post = here(app)
        assert screen_of(app).reopen(f"post.drop:{post.id}")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        await pilot.press("escape")
        assert not screen_of(app).reopen("post.drop:gone") and not screen_of(app).reopen("other")
        assert not screen_of(app).reopen("post:gone")
