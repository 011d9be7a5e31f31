"""What the desk does beside single posts: the freeze, unknown outcomes, files for other tools, publishing, library."""

from typing import TYPE_CHECKING

from tweetplan.tui.screens.desk_actions import DeskActions

if TYPE_CHECKING:
    from tweetplan.tui.screens.form import FormSpec

NO_PROGRAM = "Commands cannot be started here."


class DeskMore(DeskActions):
    """Each key opens a list, a form or a card; what it needs is loaded then."""

    # ---- the freeze (T18) --------------------

    def action_freeze(self) -> None:
        """Hold all publishing; while something is frozen, what must be paused elsewhere, and the release."""
        from tweetplan.tui.screens import desk_freeze as freeze
        from tweetplan.tui.screens.picker import Picker
        from tweetplan.workspace import freezing

        found = freezing.status(self.host.workspace)
        if not found:
            self.open_form("freeze")
            return
        rows = freeze.standing_rows(found)
        self.app.push_screen(Picker("The freeze: enter does it", rows, *freeze.COLUMNS), self._freeze_chosen)

    def _freeze_chosen(self, choice: str | None) -> None:
        from tweetplan.workspace import freezing

        kind, _, rest = (choice or "").partition(":")
        if kind == "pause":
            said = f"Noted: paused in {rest} (u undoes)"
            self.host.perform(lambda ws: freezing.confirm(ws, rest), said)
            self.call_after_refresh(self.action_freeze)
        elif kind == "answer":
            self._ask_overdue(rest)
        elif kind == "release":
            self._ask_release(rest)
        elif kind == "more":
            self.open_form("freeze")

    def _ask_overdue(self, identity: str) -> None:
        """Keep, move or drop a post that a freeze made overdue."""
        from tweetplan.tui.screens.ask import Ask
        from tweetplan.tui.screens.desk_forms import pick_slot
        from tweetplan.workspace import freezing, posts

        post = posts.get(self.host.workspace, identity)

        def answered(choice: str | None) -> None:
            if choice == "move":
                pick_slot(self.app, self.host, post, lambda slot: answer("move", slot))
            elif choice:
                answer(choice, "")

        def answer(choice: str, slot: str) -> None:
            self.host.perform(lambda ws: freezing.answer(ws, post.id, choice, slot), f"Done: {choice} (u undoes)")

        answers = [
            ("keep", "k", "keep it, approved and without a time"),
            ("move", "m", "move it to another slot"),
            ("drop", "x", "drop it"),
        ]
        self.app.push_screen(Ask(f"Its time passed while it was frozen: {post.title or post.id}", answers), answered)

    def _ask_release(self, account: str) -> None:
        from tweetplan.tui.screens.ask import Ask
        from tweetplan.tui.screens.desk_freeze import released_words
        from tweetplan.workspace import freezing

        def answered(choice: str | None) -> None:
            if choice:
                self.host.perform(lambda ws: freezing.release(ws, account), released_words)

        asked = f"Release {account or 'every account'}? What is still to come is scheduled again; nothing fires late."
        self.app.push_screen(Ask(asked, [("yes", "y", "yes, release")]), answered)

    # ---- what nobody knows the outcome of --------------------

    def action_resolve(self) -> None:
        """Say what was found on X of a post whose outcome nobody knows."""
        from tweetplan.tui.screens.desk_freeze import UNKNOWN_COLUMNS, unknown_rows
        from tweetplan.tui.screens.picker import Picker

        rows = unknown_rows(self.host.workspace)
        if not rows:
            self.host.say("The outcome of every post is known.")
        elif any(row.key == self.chosen for row in rows) or len(rows) == 1:
            self.open_form(f"resolve:{self.chosen if len(rows) > 1 else rows[0].key}")
        else:
            picker = Picker("Nobody knows whether these are out: look on X", rows, *UNKNOWN_COLUMNS)
            self.app.push_screen(picker, self._resolve)

    def _resolve(self, identity: str | None) -> None:
        if identity:
            self.open_form(f"resolve:{identity}")

    # ---- files, publishing, the library --------------------

    def action_export(self) -> None:
        """Write the calendar to a file for another tool, or hand it off."""
        self.open_form("export")

    def action_publish(self) -> None:
        """Publish what is due, once the word was typed: it cannot be undone."""
        if not self.host.actions.program:
            self.host.say(NO_PROGRAM, trouble=True)
            return
        from tweetplan.tui.screens.ask import TypeTheWord

        def answered(sure: bool | None) -> None:
            if sure:
                self.host.run_command(["publish", "--due"], "Publishing what is due")

        asked = "Publish every scheduled post whose time has come, through the publishers that accounts chose."
        self.app.push_screen(TypeTheWord(asked, "publish"), answered)

    def action_library(self) -> None:
        """The library: choose one to change it, or add one (T06)."""
        from tweetplan.tui.screens.desk_forms import ASSET_COLUMNS
        from tweetplan.tui.screens.desk_library import NEW, library_rows
        from tweetplan.tui.screens.picker import Picker

        def chosen(key: str | None) -> None:
            if key == NEW:
                self.open_form("asset.add")
            elif key:
                self._ask_asset(key)

        self.app.push_screen(Picker("The library", library_rows(self.host.workspace), *ASSET_COLUMNS), chosen)

    def _ask_asset(self, identity: str) -> None:
        from tweetplan.tui.screens.ask import Ask
        from tweetplan.workspace import assets

        held = assets.get(self.host.workspace, identity)

        def answered(choice: str | None) -> None:
            if choice == "edit":
                self.open_form(f"asset.edit:{held.id}")
            elif choice == "copy":
                self.host.copy(held.body)
            elif choice == "remove":
                self.host.perform(lambda ws: assets.remove(ws, held.id), f"Removed {held.name} (u brings it back)")

        choices = [("edit", "e", "a new version"), ("copy", "y", "copy it"), ("remove", "x", "remove it")]
        self.app.push_screen(Ask(f"{held.name}, {held.kind}, version {held.number}", choices), answered)

    # ---- forms --------------------

    def spec_of(self, name: str) -> "FormSpec | None":
        """The forms of the freeze, of files and of the library, beside those of a post."""
        kind, _, rest = name.partition(":")
        if kind in ("freeze", "resolve"):
            from tweetplan.tui.screens import desk_freeze as freeze

            return (
                freeze.resolve_form(self.host, rest) if kind == "resolve" else freeze.freeze_form(self.app, self.host)
            )
        if kind == "export":
            from tweetplan.tui.screens.desk_export import export_form

            return export_form(self.host)
        if kind in ("asset.add", "asset.edit"):
            from tweetplan.tui.screens.desk_library import asset_form

            return asset_form(self.host, rest)
        return super().spec_of(name)
