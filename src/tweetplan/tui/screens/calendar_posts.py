"""Posts on the calendar: opened in the editor, put on a slot, taken off it, an elastic slot taken for a trend (T11)."""

from typing import TYPE_CHECKING

from tweetplan.domain.findings import Problem
from tweetplan.domain.posts import Post, Slot
from tweetplan.tui.screens.calendar_moving import CalendarMoving
from tweetplan.workspace import posts

if TYPE_CHECKING:
    from tweetplan.workspace.calendar import Placed


class CalendarPosts(CalendarMoving):
    """What is done with the post of a slot; what is done with the slot itself is `CalendarActions`'."""

    def _post_here(self, without: str = "No post stands on this slot: s puts one on it.") -> Post | None:
        """The post on the slot under the cursor, or a word about why there is none."""
        slot = self._slot()
        placed = self._placed()
        if slot is not None and (placed is None or placed.post is None):
            self.host.say(without)
        return placed.post if slot is not None and placed is not None else None

    def _placed(self) -> "Placed | None":
        return self.here.placed if self.here is not None else None

    def open_slot(self) -> None:
        """Enter on a slot: its post in the editor; without one, what may be put on it."""
        placed = self._placed()
        if placed is not None and placed.post is not None and self._slot() is not None:
            self.open_editor(placed.post)
        else:
            self.action_assign()

    def open_editor(self, post: Post, texts: dict[str, str] | None = None) -> None:
        """The editor over the calendar."""
        from tweetplan.tui.screens.editor import EditorScreen

        try:
            shown = posts.get(self.host.workspace, post.id) if post.id else post
        except Problem as problem:
            self.host.say(str(problem), trouble=True)
            return
        self.app.push_screen(EditorScreen(shown, texts))

    def action_assign(self) -> None:
        """Choose what goes on the slot: a draft that fits, a new post, a trend."""
        slot = self._slot()
        placed = self._placed()
        if slot is None or placed is None:
            return
        if placed.post is not None:
            self.host.say("A post stands on this slot: enter opens it, o takes it off, M moves it.")
            return
        from tweetplan.tui.screens.calendar_picks import COLUMNS, choices
        from tweetplan.tui.screens.picker import Picker

        rows = choices(self.host.workspace, slot)
        title = f"For {slot.day:%a} {slot.day.day} {slot.day:%b} {slot.time}"
        self.app.push_screen(Picker(title, rows, *COLUMNS), lambda choice: self._chosen(slot, choice))

    def _chosen(self, slot: Slot, choice: str | None) -> None:
        from tweetplan.tui.screens.calendar_picks import EDIT, TREND, WRITE

        if choice == WRITE:
            self._write_for(slot)
        elif choice == TREND:
            self._open_form(f"trend:{slot.id}")
        elif choice == EDIT:
            self._open_form(f"slot.edit:{slot.id}")
        elif choice:
            self.host.perform(lambda ws: posts.take_slot(ws, choice, slot.id), "It stands on the slot now (u undoes)")

    def _write_for(self, slot: Slot) -> None:
        """A new post in the editor, with what the slot asks for; it has the slot once it is stored."""
        texts = {name: held for name in ("intent", "topic", "format", "goal") if (held := str(getattr(slot, name)))}
        me = self.host.workspace.actor.login
        self.open_editor(Post("", slot.account, "", slot=slot.id, owner=slot.owner or me), texts)

    def action_unassign(self) -> None:
        """Take the post off its slot; it keeps its stage."""
        post = self._post_here()
        if post is not None:
            self.host.perform(lambda ws: posts.leave_slot(ws, post.id, post.version), "It has no slot now (u undoes)")

    def action_trend(self) -> None:
        """Take the elastic slot for a trend, with the score that says why it is worth it (T11, T21)."""
        slot = self._slot()
        if slot is None:
            return
        if slot.plan != "elastic":
            self.host.say("This slot is planned: trends take elastic ones (▒), E makes it one.")
        else:
            self._open_form(f"trend:{slot.id}")

    def action_desk(self) -> None:
        """The post on the desk, where it is moved on."""
        post = self._post_here()
        if post is not None:
            self.host.go("desk", f"post:{post.id}")

    def _open_form(self, name: str) -> bool:
        raise NotImplementedError

    def reopen_post(self, form: str) -> bool:
        """The editor with the text that was kept."""
        from tweetplan.tui.screens.editor_state import NEW

        view = self.view.view
        kind, _, identity = form.partition(":")
        if form == NEW and view is not None:
            self.open_editor(Post("", view.account.key, "", owner=self.host.workspace.actor.login))
        elif kind == "post" and identity:
            self.open_editor(Post(identity, "", ""))
        else:
            return False
        return True
