"""What can be done on the desk: each key asks, opens a form or the editor, or moves the post under the cursor."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tweetplan.domain.findings import Finding, Problem
from tweetplan.domain.post_life import ASIDE, BOARD, CHANGES_ASKED, DRAFT, HANDED_OFF, IDEA, IN_REVIEW, SCHEDULED
from tweetplan.domain.posts import Post
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import approving, posts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.desk import Option, PostView

if TYPE_CHECKING:
    from tweetplan.tui.screens.form import FormSpec

STAGES = (*BOARD, *ASIDE)
NO_POST = "Put the cursor on a post first."
CHECKED = ("submit", "schedule")
"""Moves that look at what the checks say of the text."""
ASKED = ("ask_changes", "hold", "drop", "hand_off", "publish")
"""Moves that ask for a word first."""
DONE = {
    "submit": "Sent to review", "approve": "Approved", "withdraw": "Taken back from review", "schedule": "Scheduled",
    "unschedule": "Taken off the schedule", "take_back": "Taken back", "release": "Released",
    "revive": "Taken up again as a draft",
}  # fmt: skip


class DeskActions(ModeScreen[Any]):
    """The actions; the screen shows what they are about."""

    stage = ""
    mine = False
    shown: PostView | None = None

    @property
    def chosen(self) -> str:
        """The id of the post under the cursor; empty when there is none."""
        found = self.query("#cards")
        rows = found.first(RowList) if found else None
        return rows.current.key if rows is not None and rows.current is not None else ""

    def post(self) -> Post | None:
        """The post under the cursor as it is stored now; None, and said, when there is none."""
        if not self.chosen:
            self.host.say(NO_POST)
            return None
        try:
            return posts.get(self.host.workspace, self.chosen)
        except Problem as problem:
            self.host.say(str(problem), trouble=True)
            return None

    def stand_on(self, post: Post) -> None:
        """Show the stage of a post, the cursor on it."""
        self.stage = post.state
        self.reread()
        self.call_after_refresh(self._stand_on, post.id)

    def _stand_on(self, identity: str) -> None:
        rows = self.query_one("#cards", RowList)
        rows.stand_on(identity)
        rows.focus()

    # ---- stages --------------------

    def action_turn(self, by: int) -> None:
        """The next stage of the board, round and round; beside the board those beside it."""
        row = ASIDE if self.stage in ASIDE else BOARD
        self.stage = row[(row.index(self.stage) + by) % len(row)]
        self.reread()

    def action_beside(self) -> None:
        """The posts beside the board, or back to it."""
        self.stage = DRAFT if self.stage in ASIDE else ASIDE[0]
        self.reread()

    def action_mine(self) -> None:
        """My posts, or everybody's."""
        self.mine = not self.mine
        self.reread()

    def step_back(self) -> bool:
        """From beside the board back to it."""
        if self.stage in ASIDE:
            self.action_beside()
            return True
        return False

    # ---- moves --------------------

    def action_forward(self) -> None:
        """To the next stage, whatever that takes: a text, a review, an approval, a slot, a word on where it went."""
        post = self.post()
        if post is None:
            return
        asks = approving.approval_rule(self.host.workspace, post.account).mode != "none"
        verb = {
            DRAFT: "submit" if asks else "schedule", CHANGES_ASKED: "submit", IN_REVIEW: "approve",
            "approved": "schedule", SCHEDULED: "hand_off", HANDED_OFF: "publish", "held": "release",
            "expired": "revive", "dropped": "revive",
        }.get(post.state, "")  # fmt: skip
        if post.state == IDEA:
            self.open_editor(post)
        elif not verb:
            self.host.say("It is out: there is no further stage.")
        elif verb == "schedule" and not post.slot:
            self._choose_slot(post)
        else:
            self.move(verb, post)

    def action_approve(self) -> None:
        """Approve the wording as it stands, once its checklist was looked at (T20)."""
        post = self.post()
        if post is not None:
            self.move("approve", post)

    def action_ask_changes(self) -> None:
        """Send it back with what to change."""
        self._ask("ask_changes")

    def action_hold(self) -> None:
        """Hold it with a reason, or release it."""
        post = self.post()
        if post is not None:
            self.move("release" if post.state == "held" else "hold", post)

    def action_drop(self) -> None:
        """Drop it, with the reason."""
        self._ask("drop")

    def action_comment(self) -> None:
        """Say something about it."""
        self._ask("comment")

    def _ask(self, what: str) -> None:
        post = self.post()
        if post is not None:
            self.open_form(f"post.{what}:{post.id}")

    def move(self, verb: str, post: Post) -> None:
        """Make one move, after what it asks for."""
        if verb in ASKED:
            self.open_form(f"post.{verb}:{post.id}")
        elif verb == "approve":
            self._approve(post)
        elif verb in CHECKED and self.host.actions.program:
            self.run_worker(self._move_checked(verb, post), exit_on_error=False)
        else:
            self.make(verb, lambda ws: getattr(posts, verb)(ws, post.id, expected=post.version))

    def make(self, verb: str, done: Callable[[Workspace], Post]) -> bool:
        """Do it, and follow the post to its new stage."""
        made = self.host.perform(done, f"{DONE.get(verb, 'Done')} (u undoes)")
        if made is None:
            self.reread()
            return False
        if made.state != self.stage:
            self.host.say(f"It is {made.state.replace('_', ' ')} now.") if verb == "approve" else None
        return True

    async def _move_checked(self, verb: str, post: Post) -> None:
        """Have the text looked at by the checks first; what they find goes with the move."""
        from tweetplan.workspace.check_child import CheckChild

        self.host.say("Checking …")
        child = CheckChild(self.host.actions.program)
        try:
            child.ask(post)
            answer = await child.settled()
        finally:
            await child.close()
        if answer is None or answer.error:
            words = answer.error if answer is not None else child.trouble
            self.host.say(f"It was not moved, for it could not be checked. {words}", trouble=True)
            return
        found: Sequence[Finding] = answer.findings
        self.make(verb, lambda ws: getattr(posts, verb)(ws, post.id, findings=found, expected=post.version))

    def _approve(self, post: Post) -> None:
        checklist = approving.approval_rule(self.host.workspace, post.account).checklist
        if not checklist:
            self.make("approve", lambda ws: posts.approve(ws, post.id, expected=post.version))
            return
        from tweetplan.tui.screens.ask import Ask

        def answered(choice: str | None) -> None:
            if choice:
                self.make("approve", lambda ws: posts.approve(ws, post.id, checked=checklist, expected=post.version))

        asked = "Did you look at all of this? " + " · ".join(checklist)
        self.app.push_screen(Ask(asked, [("yes", "y", "yes, all of it: approve")]), answered)

    def action_moves(self) -> None:
        """Every move out of the post's stage; those that cannot be made say why."""
        post = self.post()
        if post is None or self.shown is None:
            return
        from tweetplan.tui.screens.desk_forms import MOVE_COLUMNS, move_rows
        from tweetplan.tui.screens.picker import Picker

        options: dict[str, Option] = {option.verb: option for option in self.shown.options}

        def chosen(verb: str | None) -> None:
            option = options.get(verb or "")
            if option is not None and option.why_not:
                self.host.say(f"{option.why_not} {option.remedy}", trouble=True)
            elif option is not None:
                self.move(option.verb, post)

        title = f"Moves: {post.title or 'no text yet'}"
        picker = Picker(title, move_rows(options.values()), *MOVE_COLUMNS, empty="Nothing leads out of this stage.")
        self.app.push_screen(picker, chosen)

    def _choose_slot(self, post: Post) -> None:
        from tweetplan.tui.screens.desk_forms import pick_slot

        def taken(slot: str) -> None:
            done = self.host.perform(lambda ws: posts.take_slot(ws, post.id, slot, post.version))
            if done is not None:
                self.move("schedule", done)

        pick_slot(self.app, self.host, post, taken)

    # ---- the editor, forms, cards --------------------

    def action_new(self) -> None:
        """Write a new post."""
        from tweetplan.workspace import accounts

        known = accounts.listing(self.host.workspace)
        if not known:
            self.host.say("There is no account yet: `: account add` adds one.", trouble=True)
            return
        main = next((held for held in known if held.role == "main"), known[0])
        here = self.shown.post.account if self.shown is not None else main.key
        self.open_editor(Post("", here, "", owner=self.host.workspace.actor.login))

    def action_edit(self) -> None:
        """Open the post in the editor."""
        post = self.post()
        if post is not None:
            self.open_editor(post)

    def open_row(self, rows: RowList, key: str) -> None:
        """Enter opens the editor."""
        self.action_edit()

    def open_editor(self, post: Post) -> None:
        """The editor over the board."""
        from tweetplan.tui.screens.editor import EditorScreen

        self.app.push_screen(EditorScreen(post))

    def action_history(self) -> None:
        """Who changed what, and when."""
        post = self.post()
        if post is not None:
            from tweetplan.tui.screens.desk_forms import history_why
            from tweetplan.tui.screens.why import WhyCard

            self.app.push_screen(WhyCard(history_why(self.host.workspace, post)))

    def open_form(self, name: str) -> bool:
        """Open the form of this name; False when there is none."""
        from tweetplan.tui.screens.form import Form

        try:
            spec = self.spec_of(name)
        except Problem as problem:
            self.host.say(str(problem), trouble=True)
            return False
        if spec is not None:
            self.app.push_screen(Form(spec))
        return spec is not None

    def spec_of(self, name: str) -> "FormSpec | None":
        """The form of a post of this name."""
        from tweetplan.tui.screens.desk_forms import form_named

        return form_named(name, self.host)

    def reopen(self, form: str) -> bool:
        """Open the editor or the form whose text was kept."""
        from tweetplan.tui.screens.editor_state import NEW

        kind, _, identity = form.partition(":")
        if form == NEW:
            self.action_new()
            return True
        if kind == "post":
            try:
                self.open_editor(posts.get(self.host.workspace, identity))
            except Problem:
                return False
            return True
        return self.open_form(form)
