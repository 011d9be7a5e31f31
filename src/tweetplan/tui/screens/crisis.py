"""Crisis: level and steps with minutes left, who decides, the list, what is frozen, and one thread (T09, T16–T19)."""

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.reactive import var

from tweetplan.domain.crisis import CLOSED, Crisis, Playbook
from tweetplan.domain.events import Event
from tweetplan.domain.findings import Problem
from tweetplan.domain.freezes import Freeze
from tweetplan.domain.values import frozen
from tweetplan.tui.keys import bindings, table
from tweetplan.tui.screens import crisis_rows as lines
from tweetplan.tui.screens.crisis_actions import CrisisActions
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.tui.widgets.made import MadeLines
from tweetplan.tui.widgets.row import Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.scroll import LineScroll, LinesFor, no_lines
from tweetplan.workspace import crisis_view
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.crisis_view import CrisisView

BESIDE = 100
"""From this many cells on the thread stands beside the rows, else below them."""
EMPTY = "No crisis yet: D begins an exercise, o opens a real one."


@frozen
class Shown:
    """The crisis that is shown, and what else there is."""

    seen: CrisisView | None
    every: tuple[Crisis, ...]
    alarms: tuple[Event, ...]
    books: tuple[Playbook, ...]
    frozen: tuple[Freeze, ...]
    """Freezes that no crisis asked for."""
    now: datetime


class CrisisScreen(CrisisActions):
    """Where it stands above; rows to deal with below; the thread beside or under them."""

    MODE = "crisis"
    TITLE = "Crisis"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("crisis")]
    PLACE: ClassVar[tuple[str, ...]] = ("which",)

    head: var[LinesFor] = var[LinesFor](lambda: no_lines)
    rows: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    thread: var[LinesFor] = var[LinesFor](lambda: no_lines)

    def read(self, workspace: Workspace) -> Shown:
        """The crisis asked for, else the gravest that goes on, else the last whose end still asks for something."""
        every = crisis_view.listing(workspace)
        chosen = next((one for one in every if one.id == self.which), None) or crisis_view.to_look_at(workspace, every)
        seen = crisis_view.view(workspace, chosen.id) if chosen is not None else None
        books, stopped = crisis_view.newest_books(workspace), crisis_view.by_people(workspace)
        return Shown(seen, every, crisis_view.alarms(workspace), books, stopped, workspace.now)

    def show(self, view: Shown) -> None:
        """Spread it over head, rows and thread."""
        self._set_hints(view)
        seen, now = view.seen, view.now
        self.seen = seen
        self.every = view.every
        self.head = lambda width: lines.head_lines(seen, width)
        self.thread = lambda width: lines.thread_lines(seen, now, width)
        self.rows = lines.rows_of(seen, view.every, view.alarms, view.books, view.frozen, now)

    def _set_hints(self, view: Shown) -> None:
        keys = {key.id: key for key in table("list", self.MODE, "app", keymap=self.host.keymap)}
        goes_on = view.seen is not None and view.seen.crisis.open
        closed = view.seen is not None and view.seen.crisis.stage == CLOSED
        own = ["crisis.step", "crisis.level", "crisis.note"] if goes_on else ["crisis.open", "crisis.drill"]
        own += ["crisis.postmortem"] if closed else []
        enter = keys["list.open"]._replace(hint="deal with")
        self.hints = (enter, *(keys[name] for name in own), keys["app.palette"], keys["app.help"])

    def body(self) -> ComposeResult:
        """Where it stands, the rows, the thread."""
        yield MadeLines(id="crisis-head").data_bind(lines_for=CrisisScreen.head)
        with Container(id="crisis-panes"):
            yield RowList(*lines.COLUMNS, id="crisis-rows", empty=EMPTY).data_bind(rows=CrisisScreen.rows)
            yield LineScroll(id="crisis-thread").data_bind(lines_for=CrisisScreen.thread)

    def on_resize(self) -> None:
        """The thread beside the rows where there is room, else below; nothing of it while there is none."""
        self.query_one("#crisis-panes").set_class(self.size.width >= BESIDE, "beside")

    def subjects(self) -> tuple[str, ...]:
        """Which crisis."""
        return (self.seen.crisis.name,) if self.seen is not None else ()

    def go_to(self, subject: str) -> None:
        """A crisis by its id, asked for by a notice."""
        if any(one.id == subject for one in self.every):
            self.which = subject
            self.reread()

    def explain(self, rows: RowList, key: str) -> Reason | None:
        """Where a time limit comes from; what is known of a frozen post."""
        kind, _, name = key.partition(":")
        if self.seen is None:
            return None
        if kind == "role":
            turn = next(turn for turn in self.seen.turns if turn.role == name)
            since = self.seen.crisis.since[:16].replace("T", " ")
            return Why(f"{name.replace('_', ' ')} at level {self.seen.crisis.level}", [
                ("rule", "T17: the authority matrix; `: crisis matrix` shows and changes it"),
                ("may decide", ", ".join(turn.decisions)),
                ("within", f"{turn.minutes} min from {since} UTC, when it came to its step or its level"),
                ("left", lines.left_words(turn.left) or "the next step is not its to decide"),
            ])  # fmt: skip
        found = next((one for one in (*self.seen.elsewhere, *self.seen.here) if one.post == name), None)
        if found is None:
            return None
        answered = f"{found.answer} by {found.answered_by} at {found.answered_at}" if found.answer else "not yet"
        told = [("post", found.post), ("where", found.place), ("was due", found.due or "no slot"),
                ("owner", found.owner), ("answer", answered), ("stage", found.state)]  # fmt: skip
        return Why(found.text or found.post, told)

    def reopen(self, form: str) -> bool:
        """Open the form whose text was kept."""
        try:
            return self.open_named(form)
        except Problem as problem:
            self.host.say(str(problem), trouble=True)
            return False
