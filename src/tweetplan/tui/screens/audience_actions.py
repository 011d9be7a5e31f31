"""What can be done with the audience: each key stamps, asks, or opens a form for what the cursor stands on."""

from collections.abc import Callable
from typing import Any

from tweetplan.domain.mentions import Mention
from tweetplan.tui.screens.audience_rows import SECTIONS
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import mentions
from tweetplan.workspace.core import Workspace

ORDER = tuple(SECTIONS)


class AudienceActions(ModeScreen[Any]):
    """The actions; the screen shows what they are about."""

    section = "mentions"
    account = ""
    """The key of the account whose audience is shown; empty: the first with mentions."""
    only_open = True

    @property
    def chosen(self) -> str:
        """The key of the row under the cursor; empty when there is none."""
        found = self.query("#audience")
        rows = found.first(RowList) if found else None
        return rows.current.key if rows is not None and rows.current is not None else ""

    # ---- where we are --------------------

    def action_turn(self, by: int) -> None:
        """The next section, round and round."""
        self.section = ORDER[(ORDER.index(self.section) + by) % len(ORDER)]
        self.reread()
        self.query_one("#audience", RowList).action_first()

    def action_account(self) -> None:
        """The audience of the next account."""
        known = [one.key for one in self.view.accounts]
        if len(known) < 2:
            self.host.say("There is one account." if known else "There is no account yet.")
            return
        self.account = known[(known.index(self.account) + 1) % len(known) if self.account in known else 0]
        self.reread()

    def action_all(self) -> None:
        """What waits alone, or all of the last weeks."""
        if self._in_mentions():
            self.only_open = not self.only_open
            self.reread()

    def step_back(self) -> bool:
        """Back to the mentions."""
        if self.section == "mentions":
            return False
        self.section = "mentions"
        self.reread()
        return True

    # ---- mentions --------------------

    def _in_mentions(self) -> bool:
        if self.section == "mentions":
            return True
        self.host.say("That is for mentions: ← goes back to them.")
        return False

    def _mention(self, verb: Callable[[Workspace, str, str], Mention], said: str) -> None:
        if not self._in_mentions():
            return
        ref, account = self.chosen, self.account
        if not ref:
            self.host.say("Put the cursor on a mention first.")
            return
        self.host.perform(lambda ws: verb(ws, ref, account), lambda one: f"{one.author}: {said} (u undoes)")

    def action_answered(self) -> None:
        """It was answered now."""
        self._mention(mentions.answered, "answered")

    def action_resolved(self) -> None:
        """It is settled now."""
        self._mention(mentions.resolved, "resolved")

    def action_leave(self) -> None:
        """Leave it without an answer."""
        self._mention(mentions.leave, "left alone")

    def action_reopen(self) -> None:
        """Let it wait again."""
        self._mention(mentions.reopen, "waits again")

    def action_avoid(self) -> None:
        """Do not engage with its author, or do so again."""
        if not self._in_mentions():
            return
        row = self.chosen
        if not row:
            self.host.say("Put the cursor on a mention first.")
            return
        account = self.account

        def turn(ws: Workspace) -> Mention:
            wanted = not mentions.get(ws, row, account).avoid
            return mentions.avoid(ws, row, account, wanted)

        said: Callable[[Mention], str] = lambda one: (  # noqa: E731
            f"{one.author}: {'not engaged with' if one.avoid else 'engaged with again'} (u undoes)"
        )
        self.host.perform(turn, said)

    # ---- forms --------------------

    def action_label(self) -> None:
        """What a mention is, or which segment a person is in."""
        self._ask_form("label")

    def action_assign(self) -> None:
        """Who takes care of it."""
        self._ask_form("assign")

    def action_rate(self) -> None:
        """How satisfied its author was when asked."""
        if self._in_mentions():
            self._ask_form("rate")

    def action_target(self) -> None:
        """The target of a segment or of an influencer."""
        self._ask_form("target")

    def action_invite(self) -> None:
        """Note an invitation, or what came of one."""
        self._ask_form("invite")

    def action_programme(self) -> None:
        """Start the win-back programme, or move it on."""
        self._ask_form("programme")

    def _ask_form(self, what: str) -> None:
        name = f"audience.{what}:{self.section}:{self.account}:{self.chosen}"
        if not self.reopen(name):
            self.host.say("Put the cursor on a row that this is about first; ← → change the section.")

    def reopen(self, form: str) -> bool:
        """Open the form of this name; False when there is none for what the cursor stands on."""
        from tweetplan.tui.screens.audience_forms import form_named
        from tweetplan.tui.screens.form import Form

        spec = form_named(form, self.host)
        if spec is None:
            return False
        self.app.push_screen(Form(spec))
        return True
