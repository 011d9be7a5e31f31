"""Audience: mentions first, then segments, influencers, the silent and the win-back programme (C04, G17, G20, W02)."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.reactive import var

from tweetplan.domain.goals import Account
from tweetplan.domain.values import frozen
from tweetplan.tui.keys import bindings, table
from tweetplan.tui.paint import Piece
from tweetplan.tui.screens import audience_rows as lines
from tweetplan.tui.screens.audience_actions import AudienceActions
from tweetplan.tui.screens.audience_rows import Panel
from tweetplan.tui.screens.why import Reason
from tweetplan.tui.widgets.made import MadeLines
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.scroll import LineScroll, LinesFor, no_lines
from tweetplan.workspace import accounts, mentions
from tweetplan.workspace.core import Workspace

BESIDE = 100
"""From this many cells on the detail stands beside the list, else below it."""
OWN_HINTS = {
    "mentions": ("audience.answered", "audience.leave", "audience.next"),
    "segments": ("audience.target", "audience.label", "audience.next"),
    "influencers": ("audience.label", "audience.target", "audience.next"),
    "silent": ("audience.invite", "audience.label", "audience.next"),
    "winback": ("audience.programme", "audience.invite", "audience.next"),
}


@frozen
class AudienceView:
    """The section that is shown, of one account."""

    section: str
    account: Account | None
    panel: Panel
    accounts: tuple[Account, ...]


class AudienceScreen(AudienceActions):
    """Sections above, their rows below, what the cursor stands on beside or below."""

    MODE = "audience"
    TITLE = "Audience"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("audience")]
    PLACE: ClassVar[tuple[str, ...]] = ("section", "account", "only_open")

    strip: var[LinesFor] = var[LinesFor](lambda: no_lines)
    columns: var[tuple[Column, ...]] = var[tuple[Column, ...]]((Column(),))
    rows: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    rows_empty: var[str] = var("")
    detail: var[LinesFor] = var[LinesFor](lambda: no_lines)

    # ---- the view --------------------

    def read(self, workspace: Workspace) -> AudienceView:
        """The section of this moment; a section's code is loaded when it is first shown."""
        known = accounts.listing(workspace)
        account = next((one for one in known if one.key == self.account), None) or first_talked_to(workspace, known)
        if account is None:
            return AudienceView(self.section, None, lines.NOBODY, ())
        self.account = account.key
        if self.section == "mentions":
            panel = lines.mention_panel(workspace, account.handle, self.only_open)
        elif self.section == "winback":
            from tweetplan.tui.screens.audience_winback import winback_panel

            panel = winback_panel(workspace, account.handle)
        else:
            from tweetplan.tui.screens import audience_people

            panel = audience_people.panel(workspace, account.handle, self.section)
        return AudienceView(self.section, account, panel, known)

    def show(self, view: AudienceView) -> None:
        """Spread it over strip, list and detail."""
        self._set_hints()
        self.columns, self.rows_empty, self.rows = view.panel.columns, view.panel.empty, view.panel.rows
        section, head = self.section, view.panel.head
        self.strip = lambda width: (lines.section_line(section), (Piece(" "), *head))
        self._tell()

    def _set_hints(self) -> None:
        keys = {key.id: key for key in table("list", self.MODE, "app", keymap=self.host.keymap)}
        own = [keys[name] for name in OWN_HINTS[self.section]]
        self.hints = (keys["list.why"], *own, keys["app.palette"], keys["app.help"])

    def body(self) -> ComposeResult:
        """Sections, rows, detail."""
        yield MadeLines(id="sections").data_bind(lines_for=AudienceScreen.strip)
        with Container(id="audience-panes", classes="panes"):
            held = RowList(id="audience").data_bind(AudienceScreen.columns, AudienceScreen.rows)
            yield held.data_bind(empty=AudienceScreen.rows_empty)
            yield LineScroll(id="about").data_bind(lines_for=AudienceScreen.detail)

    def on_resize(self) -> None:
        """The detail beside the list where there is room, else below."""
        self.query_one("#audience-panes").set_class(self.size.width >= BESIDE, "beside")

    def subjects(self) -> tuple[str, ...]:
        """Whose audience, and the section."""
        account = self.view.account if self.view else None
        return (*((account.handle,) if account else ()), lines.SECTIONS[self.section])

    # ---- what the cursor stands on --------------------

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        panel: Panel = self.view.panel
        keys = [row.key for row in panel.rows if not row.heading]
        here = self.chosen if self.chosen in keys else next(iter(keys), "")
        self.detail = panel.detail(here) if here else no_lines

    def explain(self, rows: RowList, key: str) -> Reason | None:
        """How a priority, a rank or a cohort came about."""
        reason: Reason | None = self.view.panel.why(key)
        return reason

    def open_row(self, rows: RowList, key: str) -> None:
        """The whole of it in a card."""
        reason = self.explain(rows, key)
        if reason is not None:
            from tweetplan.tui.screens.why import WhyCard

            self.app.push_screen(WhyCard(reason))

    def go_to(self, subject: str) -> None:
        """A section, or a mention by its id, asked for by another mode."""
        section, _, rest = subject.partition(":")
        if section in lines.SECTIONS:
            self.section = section
            self.reread()
            if rest:
                self.query_one("#audience", RowList).stand_on(rest)


def first_talked_to(workspace: Workspace, known: tuple[Account, ...]) -> Account | None:
    """The first account with imported mentions, else the first one."""
    return next((one for one in known if mentions.feed(workspace, one).imported_at), known[0] if known else None)
