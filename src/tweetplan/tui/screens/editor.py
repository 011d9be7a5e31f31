"""The editor of a post: the text on the left, live counts and findings, slot, budgets and approval on the right."""

from dataclasses import replace
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import TextArea

from tweetplan.domain.post_life import WRITABLE
from tweetplan.domain.posts import Post
from tweetplan.tui.chrome import HintBar
from tweetplan.tui.drafts import Draft
from tweetplan.tui.keys import Key, bindings, table
from tweetplan.tui.screens.editor_actions import EditorActions
from tweetplan.tui.screens.editor_side import Said, side_rows, spans
from tweetplan.tui.screens.editor_state import Work
from tweetplan.tui.screens.editor_view import EditorView, about, view_of, waived, why_of
from tweetplan.tui.screens.mode import ModeScreen, workspace_name
from tweetplan.tui.screens.reasons import finding_why
from tweetplan.tui.screens.why import Reason
from tweetplan.tui.widgets.findings import worst_first
from tweetplan.tui.widgets.made import MadeLines
from tweetplan.tui.widgets.post_text import PostText
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.scroll import LinesFor, no_lines
from tweetplan.workspace.check_child import Answer, CheckChild
from tweetplan.workspace.core import Workspace

CHECK_SECONDS, KEEP_SECONDS = 0.25, 1.0
"""After the last key before the checks are asked, and before the draft is on disk."""
TYPING = ("submit", "save", "fields", "external")
COMMANDS = ("submit", "save", "finding", "type")
"""The hints while letters type, and after esc."""


class EditorScreen(EditorActions):
    """One post. Letters type while the text has the focus; esc leaves it, and then single letters are commands."""

    MODE = "editor"
    TITLE = "Desk"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("editor")]
    AUTO_FOCUS = "PostText"

    side: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    foot: var[LinesFor] = var[LinesFor](lambda: no_lines)

    def __init__(self, post: Post, texts: dict[str, str] | None = None) -> None:
        super().__init__()
        self.work = Work(post, dict(texts or {}))
        self._child: CheckChild | None = None
        self._asked, self._waiting = 0, False
        self._check_timer: Timer | None = None
        self._keep_timer: Timer | None = None
        self._take_draft()

    def _take_draft(self) -> None:
        draft = self.host.drafts.of(self.work.form)
        if draft is None:
            return
        known = {name: text for name, text in draft.values.items() if name in self.work.texts}
        self.work.texts.update(known)
        if self.work.changed:
            minute = draft.at[:16].replace("T", " ")
            self.call_after_refresh(self.host.say, f"Your text of {minute} UTC is back; ctrl+g starts anew.")

    # ---- the frame --------------------

    def compose(self) -> ComposeResult:
        """As every mode's, under the tab of the desk."""
        self.reread()
        yield self.top_bar("desk")
        yield from self.body()
        yield HintBar().data_bind(ModeScreen.hints)

    def body(self) -> ComposeResult:
        """The text, what stands beside it, and where the post stands."""
        with Horizontal(classes="columns"):
            yield PostText(self.work.texts["text"], self.work.base.state not in WRITABLE, id="post-text")
            yield RowList(Column(), id="post-side", classes="split", empty="").data_bind(rows=EditorScreen.side)
        yield MadeLines(id="post-foot").data_bind(lines_for=EditorScreen.foot)

    def on_mount(self) -> None:
        """Ask the checks about what is there."""
        program = self.host.actions.program
        if program:
            self._child = CheckChild(program, self._answered, self._in_trouble)
        else:
            self._in_trouble("The checks cannot be started here.")
        self.call_after_refresh(self.told)
        self.check_soon()

    async def on_unmount(self) -> None:
        """Let the checks' child go."""
        if self._child is not None:
            await self._child.close()

    def read(self, workspace: Workspace) -> EditorView:
        """The post with its slot, approvals and budgets as they are stored now."""
        return view_of(workspace, self.work)

    def show(self, view: EditorView) -> None:
        """Follow what is stored, unless something was typed here; then say who changed it."""
        stored = view.stored
        if self.is_mounted and self.query(PostText):
            self.field.read_only = self.work.base.state not in WRITABLE
        if stored is not None and stored.post.version != self.work.base.version:
            if not self.work.follow(stored.post):
                self.work.behind = stored.touched.login or "Somebody"
            elif self.is_mounted and self.field.text != self.work.shown_text:
                self.field.load_text(self.work.shown_text)
                self.check_soon()
        self.told()

    def subjects(self) -> tuple[str, ...]:
        """The post's first line."""
        return (self.work.base.title or ("new post" if not self.work.base.id else "no text yet"),)

    def reread(self) -> None:
        """As every mode, and the name that drafts are offered by."""
        super().reread()
        self.name_draft()

    def name_draft(self) -> None:
        """The form's name and title, by which an unsent text is kept and offered; the breadcrumb under the desk."""
        self._name = self.work.form
        self.title = self.subjects()[0]
        self.crumb = (workspace_name(self.host.workspace), "Desk", *self.subjects())

    # ---- typing --------------------

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        before = bool(self.work.changed)
        if self.work.typed(self.field.text):
            self.check_soon()
        if before != bool(self.work.changed):
            self.told()

    def check_soon(self) -> None:
        """Ask the checks once the keys rest, and keep the draft a little later."""
        self._waiting = True
        said = self.work.said
        if said.known:
            self.work.said = replace(said, known=False)
            self.told()
        self._check_timer = self._again(self._check_timer, CHECK_SECONDS, self._check)
        self._keep_timer = self._again(self._keep_timer, KEEP_SECONDS, self._keep)

    def _again(self, timer: Timer | None, seconds: float, then: Any) -> Timer:
        if timer is not None:
            timer.stop()
        return self.set_timer(seconds, then)

    def _check(self) -> None:
        self._waiting = False
        if self._child is not None:
            self._asked = self._child.ask(self.work.post())

    def _keep(self) -> None:
        """Have what was typed on disk; what was typed back to what is stored is forgotten."""
        values, drafts = self.unsent(), self.host.drafts
        stamp = self.host.workspace.clock().isoformat(timespec="seconds")
        try:
            if values:
                drafts.save(Draft("desk", self.work.form, str(self.title), values, stamp))
            else:
                drafts.discard(self.work.form)
        except OSError as error:
            self.host.say(f"The draft could not be kept: {error.strerror}.", trouble=True)

    def on_screen_suspend(self) -> None:
        """Another mode or a dialog comes over it: keep what was typed."""
        super().on_screen_suspend()
        self._keep()

    def unsent(self) -> dict[str, str] | None:
        """What was typed and not stored; None when nothing was."""
        return dict(self.work.texts) if self.work.changed else None

    def _answered(self, answer: Answer) -> None:
        """The checks' answer; one that is older than the text is passed over, for the newest is on its way."""
        if answer.number != self._asked or self._waiting:
            return
        if answer.error:
            self._in_trouble(answer.error)
            return
        self.work.said = Said(answer.parts, answer.findings, known=True)
        self.told()
        then, self.after_check = self.after_check, None
        if then is not None:
            then()

    def _in_trouble(self, words: str) -> None:
        """The checks did not answer: say it in one line."""
        self.work.said = replace(self.work.said, trouble=words, known=False)
        self.told()

    # ---- beside the text --------------------

    def told(self) -> None:
        """Show counts, findings, slot, budgets, approval and fields of this moment."""
        if not self.is_mounted or self.view is None:
            return
        width = self.query_one("#post-side", RowList).scrollable_content_region.width or 33
        lines = about(self.view, self.work, self.host.workspace.now, width)
        said = (
            replace(self.work.said, waived=waived(self.view, self.work)) if self.work.said.findings else self.work.said
        )
        self.side = side_rows(said, lines.slot, lines.budgets, lines.approval, self.work.texts, width)
        self.foot = lines.foot
        self._set_hints()

    def on_resize(self) -> None:
        """Wrap what stands beside the text for its new width."""
        self.call_after_refresh(self.told)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Other keys help while letters type."""
        self._set_hints()

    def _set_hints(self) -> None:
        typing = isinstance(self.focused, PostText)
        keys = {key.id: key for key in table("editor", "app", keymap=self.host.keymap)}
        names = TYPING if typing else COMMANDS
        found = [hinted(keys[f"editor.{name}"], name, typing) for name in names]
        after = [keys["editor.leave"]._replace(hint="commands")] if typing else [keys["app.palette"], keys["app.help"]]
        self.hints = (*found, *after)

    def open_row(self, rows: RowList, key: str) -> None:
        """Enter: a finding is marked in the text, the slot is chosen, fields are asked for, anything else says why."""
        kind, _, rest = key.partition(":")
        if kind == "finding":
            found = next((place for place in spans(self.work.said.findings) if place[2] == int(rest)), None)
            if found is None:
                rows.action_why()
            else:
                self.show_span(*found)
        elif kind == "slot":
            self.action_slot()
        elif kind == "field":
            self.action_fields()
        else:
            rows.action_why()

    def explain(self, rows: RowList, key: str) -> Reason | None:
        """A finding's rule and remedy; how the budgets were counted; who approved what."""
        kind, _, rest = key.partition(":")
        every = worst_first(self.work.said.findings)
        if kind == "finding" and int(rest) < len(every):
            return finding_why(every[int(rest)])
        return why_of(self.view, kind)

    # ---- leaving --------------------

    def action_leave(self) -> None:
        """Out of the text; from beside it back to the board, what was typed kept as a draft."""
        if isinstance(self.focused, PostText):
            self.query_one(RowList).focus()
        elif not self.back():
            self.close_editor()

    def close_editor(self) -> None:
        """Back to the board; the text is kept."""
        self._keep()
        if self.unsent():
            self.host.say("Not stored yet: your text is kept, and there when you open it again.")
        self.app.pop_screen()

    def go_to(self, subject: str) -> None:
        """Another post or a stage is asked for: back to the board, which shows it."""
        if subject.removeprefix("post:") != self.work.base.id:
            self.close_editor()
            self.app.call_later(self.host.go, "desk", subject)

    def action_quit(self) -> None:
        """Leave tweetplan; the text is kept."""
        self._keep()
        self.app.exit()

    def action_type(self) -> None:
        """Back to the text."""
        self.field.focus()

    def action_undo_typing(self) -> None:
        """Take back what was typed last."""
        self.field.undo()

    def action_redo_typing(self) -> None:
        """Type it again."""
        self.field.redo()


def hinted(key: Key, word: str, typing: bool) -> Key:
    """A key for the footer: while letters type the one with ctrl, else the plain one."""
    every = [name.strip() for name in key.keys.split(",")]
    fits = [name for name in every if ("+" in name) == typing] or every
    return key._replace(keys=fits[0], hint=key.hint or word)
