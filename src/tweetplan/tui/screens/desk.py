"""Desk: the board of posts from idea to published, one stage at a time with its cards, and one post in detail (T07)."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.reactive import var

from tweetplan.domain.findings import Problem
from tweetplan.domain.post_life import DRAFT, IN_REVIEW
from tweetplan.domain.values import frozen
from tweetplan.tui.keys import bindings, table
from tweetplan.tui.screens import desk_rows as lines
from tweetplan.tui.screens.desk_more import DeskMore
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.tui.widgets.made import MadeLines
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.scroll import LineScroll, LinesFor, no_lines
from tweetplan.workspace import accounts, approving, desk, stops_waiting
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.desk import Board, Card, PostView

BESIDE = 100
"""From this many cells on the post stands beside the cards, else below them."""


@frozen
class DeskView:
    """The board, and the stage that is shown."""

    board: Board
    cards: tuple[Card, ...]
    counts: dict[str, int]
    standings: dict[str, tuple[int, int]]
    """Approvals given and asked for, of the posts in review."""
    zone: str
    """Whose times are told: those of the first account's readers."""
    accounts: int
    unknown: int
    """Posts of which nobody knows whether they are out."""
    overdue: int
    """Posts that a freeze made late: each waits for keep, move or drop."""


class DeskScreen(DeskMore):
    """Stages above, cards below them, the post under the cursor beside or below."""

    MODE = "desk"
    TITLE = "Desk"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("desk")]
    PLACE: ClassVar[tuple[str, ...]] = ("stage", "mine")

    strip: var[LinesFor] = var[LinesFor](lambda: no_lines)
    columns: var[tuple[Column, ...]] = var[tuple[Column, ...]]((Column(),))
    cards: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    cards_empty: var[str] = var("")
    post_lines: var[LinesFor] = var[LinesFor](lambda: no_lines)

    # ---- the view --------------------

    def read(self, workspace: Workspace) -> DeskView:
        """The board of this moment, and how far the approvals of what is in review have come."""
        board = desk.board(workspace, mine=self.mine)
        counts = {column.state: column.count for column in board.columns}
        counts |= {state: count for state, _, count in board.aside}
        if not self.stage:
            self.stage = next((stage for stage in (IN_REVIEW, DRAFT) if counts[stage]), DRAFT)
        column = next((column for column in board.columns if column.state == self.stage), None)
        if column is None:
            column = desk.column(workspace, self.stage, owner=workspace.actor.login if self.mine else "")
        standings = {}
        if self.stage == IN_REVIEW:
            for card in column.cards:
                state = approving.standing_of(workspace, card.post)
                standings[card.post.id] = (len(state.given), len(state.given) + len(state.missing))
        known = accounts.listing(workspace)
        zone = known[0].readers_zone if known else "UTC"
        lost, late = stops_waiting.unknown(workspace), stops_waiting.overdue(workspace)
        return DeskView(board, column.cards, counts, standings, zone, len(known), lost, late)

    def show(self, view: DeskView) -> None:
        """Spread it over strip, cards and detail."""
        self._set_hints()
        narrow = self.size.width >= BESIDE
        self.columns = lines.card_columns(view.zone, narrow)
        self.cards_empty = self._why_empty(view)
        self.cards = lines.card_rows(view.cards, view.standings, view.zone, view.board.now, narrow)
        self.strip = self._strip(view)
        self._tell()

    def _strip(self, view: DeskView) -> LinesFor:
        here, tall = self.stage, self.size.height >= lines.TALL
        frozen = [f"frozen: {each.whose} by {each.login}: {each.reason} (F)" for each in view.board.freezes]
        if view.unknown:
            frozen.append(f"{view.unknown} of unknown outcome: look on X, O says what you found")
        if view.overdue:
            frozen.append(f"{view.overdue} overdue after a freeze: F keeps, moves or drops each")
        titles = {
            column.state: [card.post.title or "no text yet" for card in column.cards[:4]]
            for column in view.board.columns
        }

        def made(width: int) -> lines.Lines:
            banner = lines.banner(frozen)
            if tall and width >= lines.WIDE:
                return (*banner, *lines.board_lines(view.counts, titles, here, width, 4))
            return (*banner, *lines.strip_lines(view.counts, here, width))

        return made

    def _why_empty(self, view: DeskView) -> str:
        if not view.accounts:
            return "No account yet: `: account add` adds the first one."
        if not any(view.counts.values()):
            whose = "of yours " if self.mine else ""
            return f"No post {whose}yet: n writes one" + (", m shows everybody's." if self.mine else ".")
        if self.mine:
            return f"None of yours is {lines.title_of(self.stage)}: ← → show other stages, m shows everybody's."
        return f"No post is {lines.title_of(self.stage)}: ← → show the other stages, n writes one."

    def _set_hints(self) -> None:
        keys = {key.id: key for key in table("list", self.MODE, "app", keymap=self.host.keymap)}
        own = [keys["list.open"]._replace(hint="edit"), keys["desk.forward"], keys["desk.approve"], keys["desk.new"]]
        self.hints = (*own, keys["app.palette"], keys["app.help"])

    def body(self) -> ComposeResult:
        """Stages, cards, one post."""
        yield MadeLines(id="stages").data_bind(lines_for=DeskScreen.strip)
        with Container(id="desk-panes"):
            cards = RowList(id="cards").data_bind(DeskScreen.columns, rows=DeskScreen.cards)
            yield cards.data_bind(empty=DeskScreen.cards_empty)
            yield LineScroll(id="post").data_bind(lines_for=DeskScreen.post_lines)

    def on_resize(self) -> None:
        """The post beside the cards where there is room, else below."""
        beside = self.size.width >= BESIDE
        self.query_one("#desk-panes").set_class(beside, "beside")
        if self.view is not None:
            self.show(self.view)

    def subjects(self) -> tuple[str, ...]:
        """Whose posts, and the stage."""
        return (lines.title_of(self.stage) + (", mine" if self.mine else ""),)

    # ---- the post under the cursor --------------------

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        """The post under the cursor in detail."""
        identity = self.chosen
        view: DeskView = self.view
        self.shown: PostView | None = None
        if identity:
            try:
                self.shown = desk.post_view(self.host.workspace, identity)
            except Problem:
                self.shown = None
        post, zone, now = self.shown, view.zone, view.board.now
        self.post_lines = (lambda width: lines.post_lines(post, zone, now, width)) if post is not None else no_lines

    def explain(self, rows: RowList, key: str) -> Reason | None:
        """What the post's stage asks for, who may do what, and what stands against each move."""
        try:
            view = desk.post_view(self.host.workspace, key)
        except Problem as problem:
            return Why("It cannot be told", [str(problem)])
        moves = [
            (option.title, f"not now: {option.why_not}" if option.why_not else "can be done") for option in view.options
        ]
        counted = self.view.standings.get(key)
        asked: list[str | tuple[str, str]] = [
            ("stage", view.title),
            ("approval", approving.rule_words(view.standing.rule)),
        ]
        if counted:
            asked.append(("given", f"{counted[0]} of {counted[1]} (T07)"))
        note = approving.approvals_note(self.host.workspace)
        return Why(view.post.title or "A post without a text", [*asked, *moves, note])

    # ---- where we are --------------------

    def go_to(self, subject: str) -> None:
        """A stage, a post by its id, the freeze or what is unknown, asked for by another mode."""
        if subject in ("freeze", "unknown"):
            self.action_freeze() if subject == "freeze" else self.action_resolve()
            return
        if subject in lines.STAGES:
            self.stage = subject
            self.reread()
            return
        identity = subject.removeprefix("post:")
        try:
            post = desk.post_view(self.host.workspace, identity).post
        except Problem as problem:
            self.host.say(str(problem), trouble=True)
            return
        self.mine = self.mine and post.owner == self.host.workspace.actor.login
        self.stand_on(post)
