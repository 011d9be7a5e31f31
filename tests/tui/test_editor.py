"""The editor of a post: letters type, commands wait behind ctrl and esc, checks follow, nothing typed is lost."""

import asyncio
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tui.desk_made import FIRST_PERSON, DeskApp, as_login, busy, desk_app, hostile
from tui.stub import Clock, screen_text, told, workspace_at
from tui.test_hostile import OWN, obeyed
from tui.test_terminal import NOT_THE_TERMINALS, RESTORED, ended, quiet
from tweetplan.domain.posts import Post
from tweetplan.tui.drafts import Drafts
from tweetplan.tui.screens import editor, editor_outside
from tweetplan.tui.screens.conflict import ConflictCard
from tweetplan.tui.screens.desk import DeskScreen
from tweetplan.tui.screens.editor import EditorScreen
from tweetplan.tui.screens.form import Form
from tweetplan.tui.widgets.choice import Choice
from tweetplan.tui.widgets.field import Field
from tweetplan.tui.widgets.post_text import PostText
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import assets, desk, posts
from tweetplan.workspace.check_child import Answer, PartCount
from tweetplan.workspace.core import Workspace

SIZE = (80, 24)
SIZES = pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])
FAKE = (sys.executable, str(Path(__file__).with_name("fake_checks.py")))


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return busy(tmp_path)


@pytest.fixture
def app(ws: Workspace, tmp_path: Path) -> DeskApp:
    return desk_app(ws, tmp_path / "state", *FAKE)


class AtOnce:
    """Checks that answer at once, so that pictures wait for nothing."""

    def __init__(self, program: object, on_answer: Callable[[Answer], None], on_trouble: object) -> None:
        self.on_answer, self.count = on_answer, 0

    def ask(self, post: Post) -> int:
        self.count += 1
        parts = tuple(PartCount(0, 0, len(part), 280, len(part) <= 280) for part in post.parts)
        asyncio.get_running_loop().call_soon(self.on_answer, Answer(self.count, parts, (FIRST_PERSON,)))
        return self.count

    async def close(self) -> None:
        pass


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "CheckChild", AtOnce)
    monkeypatch.setattr(editor, "CHECK_SECONDS", 0.01)


def of(ws: Workspace, words: str) -> Post:
    return next(post for post in posts.listing(ws) if words in post.text)


def screen_of(app: DeskApp) -> EditorScreen:
    assert isinstance(app.screen, EditorScreen)
    return app.screen


async def opened(app: DeskApp, pilot: Any, words: str = "winter blend") -> EditorScreen:
    await pilot.pause()
    assert isinstance(app.screen, DeskScreen)
    app.screen.open_editor(of(app.workspace, words))
    await pilot.pause()
    return screen_of(app)


async def until(pilot: Any, held: Callable[[], bool], seconds: float = 15.0) -> None:
    deadline = asyncio.get_running_loop().time() + seconds
    while not held():
        assert asyncio.get_running_loop().time() < deadline, screen_text(pilot.app)
        await pilot.pause(0.02)


async def known(pilot: Any) -> None:
    await until(pilot, lambda: screen_of(pilot.app).work.said.known)


# ---- pictures --------------------


@SIZES
@pytest.mark.parametrize("keys", [[], ["escape"], ["ctrl+f"], ["ctrl+o"]], ids=["text", "commands", "fields", "insert"])
def test_picture(
    snap_compare: Any, ws: Workspace, tmp_path: Path, at_once: None, size: tuple[int, int], keys: list[str]
) -> None:
    app = desk_app(ws, tmp_path / "state", "checks")

    async def before(pilot: Any) -> None:
        await opened(app, pilot)
        await known(pilot)
        await pilot.press(*keys)
        await pilot.pause()

    assert snap_compare(app, run_before=before, terminal_size=size)


@SIZES
def test_picture_of_a_new_post(
    snap_compare: Any, ws: Workspace, tmp_path: Path, at_once: None, size: tuple[int, int]
) -> None:
    app = desk_app(ws, tmp_path / "state", "checks")

    async def before(pilot: Any) -> None:
        await pilot.press("n", *"Bohnen")
        await known(pilot)

    assert snap_compare(app, run_before=before, terminal_size=size)


@SIZES
def test_picture_of_hostile_text(snap_compare: Any, tmp_path: Path, at_once: None, size: tuple[int, int]) -> None:
    app = desk_app(hostile(tmp_path), tmp_path / "state", "checks")

    async def before(pilot: Any) -> None:
        await pilot.press("e")
        await known(pilot)

    assert snap_compare(app, run_before=before, terminal_size=size)


# ---- typing and the checks --------------------


async def test_letters_type_and_the_checks_follow(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "grinder")
        await pilot.press(*"q I ")
        assert screen.field.text.startswith("q I How"), "no letter is a command while the text has the focus"
        assert "…" in screen_text(app)
        await known(pilot)
        shown = screen_text(app)
        assert "36/280" in shown and "C01.first-person" in shown and "Say “we”." in shown
        await pilot.press("ctrl+n")
        assert screen.field.selected_text == "I"


async def test_threads_are_counted_part_by_part(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        screen.field.load_text("a" * 290 + "\n---\nbb")
        await until(pilot, lambda: "1: 290/280  2: 2/280" in screen_text(app))
        assert "part 1 is 10 over" in screen_text(app)


async def test_checks_that_hang_or_end_are_said_in_a_line_and_hold_no_key_up(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "grinder")
        await known(pilot)
        screen.field.load_text("BAD")
        await until(pilot, lambda: bool(screen.work.said.trouble))
        await pilot.press("x")
        assert screen.field.text == "xBAD" and "the checks" in screen_text(app)
        screen.field.load_text("fine")
        await until(pilot, lambda: "not asked any more" in screen.work.said.trouble or screen.work.said.known)


async def test_without_checks_nothing_is_sent_to_review(ws: Workspace, tmp_path: Path) -> None:
    app = desk_app(ws, tmp_path / "state")
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot, "grinder")
        await pilot.press("ctrl+r")
        assert "cannot be sent to review unchecked" in told(app) and of(ws, "grinder").state == "draft"


async def test_esc_leaves_the_text_then_the_editor_and_i_goes_back_to_it(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("escape")
        assert not isinstance(screen.focused, PostText) and "r submit" in screen_text(app)
        await pilot.press("i")
        assert isinstance(screen.focused, PostText)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, DeskScreen)


async def test_typing_is_taken_back_and_typed_again(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        before = screen.field.text
        await pilot.press(*"xyz", "ctrl+u")
        assert screen.field.text == before
        await pilot.press("ctrl+y")
        assert screen.field.text == "xyz" + before


# ---- storing --------------------


async def test_a_new_post_is_stored_as_a_draft_and_undone(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", *"Fresh beans", "ctrl+x")
        await pilot.pause()
        post = of(ws, "Fresh beans")
        assert (post.state, post.account, post.owner) == ("draft", "@tern", "kim") and "Stored" in told(app)
        assert screen_of(app).work.base.id == post.id
        await pilot.press(*"!", "ctrl+x")
        assert len([each for each in posts.listing(ws) if "Fresh beans" in each.text]) == 1
        assert app.drafts.kept() == []


async def test_t07_an_edit_after_approval_voids_it(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot, "Roast notes")
        await pilot.press(*"New ", "ctrl+x")
        assert of(ws, "Roast notes").state == "draft" and "another wording: void" in screen_text(app).replace("\n", " ")


async def test_fields_are_asked_and_stored_with_the_text_as_one_change(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "grinder")
        revision = ws.revision
        await pilot.press(*"Look: ", "ctrl+f")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        app.screen.query_one("#field-poll", Field).value = "one"
        await pilot.press("ctrl+r")
        assert isinstance(app.screen, Form), "a poll of one option is refused"
        app.screen.query_one("#field-poll", Field).value = "fine / coarse | 60"
        app.screen.query_one("#field-intent", Choice).value = "promo"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "fine / coarse | 60" in screen_text(app)
        await pilot.press("ctrl+x")
        post = of(ws, "Look: ")
        assert post.intent == "promo" and post.content.poll is not None and post.content.poll.minutes == 60
        assert ws.revision == revision + 1


async def test_two_people_on_one_text_are_shown_base_theirs_and_mine(
    ws: Workspace, app: DeskApp, tmp_path: Path
) -> None:
    other = as_login(workspace_at(tmp_path, Clock(), prefix="other", create=False), "ben")
    post = of(ws, "grinder")
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "grinder")
        await pilot.press(*"Mine ")
        posts.edit(other, post.id, text="Theirs entirely", topic="industry")
        app.poll()
        await pilot.pause()
        assert "ben changed this while you wrote" in screen_text(app) and screen.field.text.startswith("Mine ")
        await pilot.press("ctrl+x")
        await pilot.pause()
        assert isinstance(app.screen, ConflictCard)
        assert "Theirs ent" in screen_text(app) and posts.get(ws, post.id).text == "Theirs entirely"
        await pilot.press("m", "enter")
        await pilot.pause()
        stored = posts.get(ws, post.id)
        assert stored.text.startswith("Mine How") and stored.topic == "industry"


async def test_another_session_that_changes_an_untouched_text_is_followed(
    ws: Workspace, app: DeskApp, tmp_path: Path
) -> None:
    other = as_login(workspace_at(tmp_path, Clock(), prefix="other", create=False), "ben")
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "grinder")
        posts.edit(other, of(ws, "grinder").id, text="Newer")
        app.poll()
        await pilot.pause()
        assert screen.field.text == "Newer" and screen.work.changed == {}


async def test_submit_stores_checks_and_refuses_errors_until_they_are_waived(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "grinder")
        await pilot.press(*"I ", "ctrl+r")
        await until(pilot, lambda: "was not sent to review" in told(app))
        assert "C01.first-person" in told(app) and of(ws, "grinder").state == "draft"
        await pilot.press("ctrl+w")
        await pilot.pause()
        app.screen.query_one("#field-reason", Field).value = "a quotation"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert screen_of(app) is screen and "kim waived C01.first-person" in screen_text(app).replace("\n", " ")
        await known(pilot)
        assert "~ C01.first-person waived" in screen_text(app)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: of(ws, "grinder").state == "in_review")


async def test_who_types_on_while_the_checks_are_asked_sends_nothing(
    ws: Workspace, app: DeskApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AtOnce, "ask", lambda self, post: 1)
    monkeypatch.setattr(editor, "CheckChild", AtOnce)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "grinder")
        await pilot.press("z", "ctrl+r", "z")
        await until(pilot, lambda: screen._asked == 1 and not screen._waiting)
        screen._answered(Answer(1))
        await pilot.pause()
        assert "you typed on" in told(app)
        assert of(ws, "grinder").state == "draft" and screen.field.text.startswith("zzHow")


async def test_what_is_out_can_only_be_read(ws: Workspace, app: DeskApp) -> None:
    roast = of(ws, "Roast notes")
    posts.schedule(ws, roast.id)
    posts.hand_off(ws, roast.id, "buffer")
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "Roast notes")
        await pilot.press("x")
        assert screen.field.text == roast.text and "it can only be read" in screen_text(app)


async def test_the_palette_has_the_editors_actions_and_undo_reaches_the_text(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "grinder")
        before = screen.field.text
        await pilot.press("z", "ctrl+p")
        await pilot.pause()
        await pilot.press(*"store what", "enter")
        await pilot.pause()
        assert of(ws, "grinder").text == "z" + before
        await pilot.press("escape", "u")
        await pilot.pause()
        assert of(ws, "grinder").text == before == screen.field.text


async def test_a_free_slot_is_taken_and_the_typed_text_stays(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "grinder")
        await pilot.press("z", "ctrl+t")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert of(ws, "grinder").slot and "New York time" in screen_text(app)
        assert screen.field.text.startswith("z") and not screen.work.behind


async def test_budgets_are_told_before_and_after_with_the_fields_as_typed(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        assert "promo 0→1 of 7" in screen_text(app)
        await pilot.press("escape")
        assert screen.query_one("#post-side", RowList).stand_on("budget")
        await pilot.press("w")
        assert "allowed" in screen_text(app) and "published" in screen_text(app)
        await pilot.press("escape", "d")
        await pilot.pause()
        app.screen.query_one("#field-intent", Choice).value = "value"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "promo 0→1" not in screen_text(app) and of(ws, "winter blend").intent == "promo"


async def test_t06_a_text_and_a_picture_of_the_library_are_inserted(ws: Workspace, app: DeskApp) -> None:
    assets.add(ws, "order line", "template", "Order with {account}\x1b[2J now")
    assets.add(ws, "cup", "picture", "cups/one.png", alt="a white cup")
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "grinder")
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "The library" in screen_text(app) and "order line v1" in screen_text(app)
        await pilot.press(*"order", "enter")
        await pilot.pause()
        assert screen.field.text.startswith("Order with @Tern") and obeyed(screen.field.text) == []
        await pilot.press("ctrl+o")
        await pilot.pause()
        await pilot.press(*"cup", "enter", "ctrl+x")
        await pilot.pause()
        stored = of(ws, "Order with")
        assert [(one.path, one.alt) for one in stored.content.pictures] == [("cups/one.png", "a white cup")]


# ---- drafts --------------------


async def test_what_was_typed_is_kept_when_the_editor_is_left_and_is_back_on_return(
    ws: Workspace, app: DeskApp
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot, "grinder")
        await pilot.press(*"half", "escape", "escape")
        await pilot.pause()
        assert "your text is kept" in told(app)
        screen = await opened(app, pilot, "grinder")
        assert screen.field.text.startswith("halfHow") and "published  not stored" in screen_text(app)
        await pilot.press("ctrl+g")
        assert screen.field.text == of(ws, "grinder").text and app.drafts.kept() == []


async def test_typing_is_on_disk_a_moment_later(app: DeskApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "KEEP_SECONDS", 0.05)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot, "grinder")
        await pilot.press(*"half")
        await until(pilot, lambda: any(kept.values["text"].startswith("half") for kept in app.drafts.kept()))
        kept = app.drafts.kept()[0]
        assert kept.mode == "desk" and "grinder" in kept.title


async def test_a_broken_sessions_text_is_offered_and_opened(ws: Workspace, app: DeskApp, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot, "grinder")
        await pilot.press(*"half", "escape", "q")
        await pilot.pause()
    again = desk_app(ws, tmp_path / "state", *FAKE)
    async with again.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "was not sent when a session" in screen_text(again))
        await pilot.press("o")
        await pilot.pause()
        await pilot.pause()
        assert screen_of(again).field.text.startswith("halfHow")


async def test_what_was_typed_back_to_what_is_stored_leaves_no_draft(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot, "grinder")
        await pilot.press("x")
        screen._keep()
        assert len(app.drafts.kept()) == 1
        await pilot.press("backspace")
        screen._keep()
        assert app.drafts.kept() == []


async def test_another_post_asked_for_closes_the_editor_and_keeps_the_text(ws: Workspace, app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot, "grinder")
        await pilot.press("x")
        app.go("desk", of(ws, "Held back").id)
        await until(pilot, lambda: isinstance(app.screen, DeskScreen) and app.screen.stage == "held")
        assert app.drafts.kept()[0].values["text"].startswith("xHow")


# ---- hostile --------------------


async def test_hostile_text_is_loaded_typed_and_pasted_as_text(app: DeskApp) -> None:
    from textual import events

    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        for text in OWN:
            screen.field.load_text(text)
            screen.field.post_message(events.Paste(text))
            await pilot.pause()
            assert obeyed(screen_text(app)) == [] and obeyed(screen.field.text) == [], ascii(text)
        assert app.is_running


async def test_opening_a_hostile_text_and_storing_nothing_changes_nothing(tmp_path: Path) -> None:
    ws = hostile(tmp_path)
    app = desk_app(ws, tmp_path / "state", *FAKE)
    async with app.run_test(size=SIZE) as pilot:
        before = ws.revision
        await pilot.press("e", "ctrl+x")
        await pilot.pause()
        assert ws.revision == before and "Everything is stored already." in told(app)


# ---- $EDITOR --------------------


def editor_script(folder: Path, body: str) -> str:
    path = folder / "my editor.py"
    path.write_text(f"import os, sys\npath = sys.argv[-1]\n{body}\n", encoding="utf-8")
    return f"{sys.executable} '{path}' --wait"


def test_the_file_of_the_editor_is_the_persons_own_and_gone_afterwards(tmp_path: Path) -> None:
    named = editor_script(tmp_path, "open(path, 'a').write(oct(os.stat(path).st_mode & 0o777))")
    words = editor_outside.command({"EDITOR": named})
    assert words[-1] == "--wait"
    text = editor_outside.written("before", words, tmp_path / "state")
    assert text == "before\n0o600" and list((tmp_path / "state").iterdir()) == []
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("body", "words"),
    [("sys.exit(3)", "exit code 3"), ("open(path, 'wb').write(b'\\xff')", "no UTF-8"),
     ("open(path, 'w').write('x' * 2_000_000)", "longer than"), ("os.remove(path)", "No such file")],
)  # fmt: skip
def test_an_editor_that_fails_leaves_the_text_as_it_was(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(editor_outside.NotWritten, match=words):
        editor_outside.written("before", editor_outside.command({"EDITOR": editor_script(tmp_path, body)}), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["my editor.py"]


@pytest.mark.parametrize("named", ["", "'unclosed"])
def test_no_editor_or_one_that_cannot_be_read_is_said(named: str) -> None:
    with pytest.raises(editor_outside.NotWritten):
        editor_outside.command({"EDITOR": named})
    assert editor_outside.command({"EDITOR": "a", "VISUAL": "b -c"}) == ["b", "-c"]


# ---- in a real terminal --------------------


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Callable[[str], "pexpect.spawn[bytes]"]]:
    started: list[pexpect.spawn[bytes]] = []
    script = Path(__file__).with_name("desk_session.py")

    def start(named: str) -> "pexpect.spawn[bytes]":
        held = {name: value for name, value in os.environ.items() if name not in NOT_THE_TERMINALS}
        environment = {**held, "TERM": "xterm-256color", "PYTHONPATH": str(script.parents[1])}
        child = pexpect.spawn(sys.executable, [str(script), str(tmp_path), named], dimensions=(24, 80), timeout=20,
                              env=environment)  # fmt: skip
        started.append(child)
        child.expect_exact(b"forward")
        quiet(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143)])
def test_a_signal_keeps_the_unsent_text(
    spawn: Callable[[str], "pexpect.spawn[bytes]"], tmp_path: Path, number: signal.Signals, code: int
) -> None:
    child = spawn("true")
    child.send(b"n")
    quiet(child)
    child.send(b"half a thought")
    quiet(child, 0.2)
    child.kill(number)
    status, rest = ended(child)
    assert status == code and RESTORED in rest
    kept = Drafts(tmp_path / "state", str((tmp_path / "acme" / "tweetplan.db").resolve())).of("post.new")
    assert kept is not None and kept.values["text"] == "half a thought"


def test_idling_writes_nothing_and_a_letter_little(spawn: Callable[[str], "pexpect.spawn[bytes]"]) -> None:
    child = spawn("true")
    child.send(b"n")
    quiet(child, 1.5)
    assert quiet(child, 2.0) == 0
    child.send(b"ab")
    quiet(child, 1.0)
    child.send(b"c")
    assert 0 < quiet(child, 1.0) < 400
    child.send(b"\x1b[D")
    assert 0 < quiet(child, 1.0) < 400


def test_the_persons_own_editor_gets_the_terminal_and_gives_the_text_back(
    spawn: Callable[[str], "pexpect.spawn[bytes]"], tmp_path: Path
) -> None:
    named = editor_script(
        tmp_path, "print('HELLO', flush=True); input(); open(path, 'w').write('from outside\\x1b[2J')"
    )
    child = spawn(named)
    child.send(b"n")
    quiet(child)
    child.send(b"\x05")  # ctrl+e
    child.expect_exact(b"HELLO")
    child.send(b"\r")
    child.expect_exact(b"rom outside")  # the cursor stands on the first letter
    quiet(child)
    child.send(b"\x18")  # ctrl+x
    child.expect_exact(b"Stored")
    quiet(child)
    child.send(b"\x1b")
    quiet(child)
    child.send(b"q")
    assert ended(child)[0] == 0
    stored = posts.listing(workspace_at(tmp_path, Clock(), create=False))
    assert [post.text for post in stored] == ["from outside␛[2J"]
    assert desk.board(workspace_at(tmp_path, Clock(), create=False)).columns[1].count == 1


def test_the_day_of_a_post_without_a_slot_is_a_field_of_its_own() -> None:
    from datetime import date

    from tweetplan.tui.screens.editor_fields import given, texts_of, wrong

    post = Post("p1", "@tern", "Water", planned_for=date(2026, 3, 17))
    assert texts_of(post)["planned_for"] == "2026-03-17" and texts_of(Post("p", "@tern", ""))["planned_for"] == ""
    assert given(post, {"planned_for": ""}) == {"planned_for": None}
    assert given(post, {"planned_for": "2026-03-19"}) == {"planned_for": date(2026, 3, 19)}
    assert [finding.where for finding in wrong(post, {"planned_for": "soon"})] == ["planned_for"]
