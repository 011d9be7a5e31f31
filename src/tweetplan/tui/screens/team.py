"""Team: who is on duty, the week's cover, hand-over, roles and gaps, how work goes together (T02, T22, T23)."""

from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import var

from tweetplan.domain.findings import Problem
from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Line, Piece
from tweetplan.tui.screens import team_rows as made
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.tui.widgets.row import Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.ruled import RuleLine
from tweetplan.tui.widgets.scroll import LineScroll, LinesFor, no_lines
from tweetplan.workspace import handing, team_view, teamwork
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.team_view import TeamView

WHY_COVER = (
    "Each member's hours are laid on instants by their own zone, so clock changes are right; a stretch is uncovered"
    " when nobody's hours reach it. Whoever began first owns it. A hand-over is where somebody's working day ends and"
    " another stays on; breaks up to 2 h are none (T22)."
)
WHY_FIGURES = (
    "From the log of operations in force (what was undone never was): a post's first operation to the one that"
    " published it, each stay in review to its verdict, a crisis opened to answered. The quarter is that of the end."
)


class TeamScreen(ModeScreen[TeamView]):
    """A list of everything about the team above, what is under the cursor below."""

    MODE = "team"
    TITLE = "Team"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("team")]
    PLACE: ClassVar[tuple[str, ...]] = ("day", "tried")
    rows: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    words: var[Line] = var[Line](())
    detail: var[LinesFor] = var[LinesFor](lambda: no_lines)

    def __init__(self) -> None:
        super().__init__()
        self.day: date | None = None
        """A day of the week whose cover is shown; None: this week."""
        self.tried = ""
        """A shift that is tried out."""

    # ---- the view --------------------

    def read(self, workspace: Workspace) -> TeamView:
        """The team at this moment."""
        return team_view.view(workspace, self.day, self.tried)

    def show(self, view: TeamView) -> None:
        """Rows, and what is under the cursor."""
        self.rows = made.rows(view)
        self._tell()

    def body(self) -> ComposeResult:
        """The list, a rule, the detail."""
        rows = RowList(*made.COLUMNS, id="team", empty=made.NOTHING)
        yield rows.data_bind(rows=TeamScreen.rows)
        yield RuleLine().data_bind(TeamScreen.words)
        yield LineScroll(id="team-detail").data_bind(lines_for=TeamScreen.detail)

    def subjects(self) -> tuple[str, ...]:
        """The week, when it is not this one."""
        return (self.view.cover.period.label,) if self.day else ()

    def on_mount(self) -> None:
        """Tell of the row the cursor stands on."""
        self._tell()

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._tell()

    @property
    def key(self) -> str:
        """The key of the row under the cursor."""
        found = self.query("#team")
        rows = found.first(RowList) if found else None
        return rows.current.key if rows is not None and rows.current is not None else ""

    def _tell(self) -> None:
        view, key = self.view, self.key
        if not view.members:
            self.words = (Piece(made.NOTHING, "dim"),)
        elif view.mine:
            self.words = (Piece(f"{view.mine[0].giver} handed over to you: a takes over", "warn"),)
        else:
            self.words = ()
        self.detail = lambda width: made.detail(view, key, width)

    def explain(self, rows: RowList, key: str) -> Reason | None:
        """How cover and figures are made."""
        kind = key.partition(":")[0]
        if kind in ("day", "cover"):
            return Why("The week's cover", (WHY_COVER,))
        return Why("Working together", (WHY_FIGURES,)) if kind == "figure" else None

    def open_row(self, rows: RowList, key: str) -> None:
        """Say what became of a topic; of any other row the detail below, so that a note is read before it is taken."""
        kind, _, rest = key.partition(":")
        if kind == "topic":
            self._settle(rest)
        else:
            self.query_one("#team-detail").focus()

    def go_to(self, subject: str) -> None:
        """A hand-over or a role, asked for by another mode."""
        rows = self.query_one("#team", RowList)
        for name in ("handover", "role"):
            rows.stand_on(f"{name}:{subject}")

    def step_back(self) -> bool:
        """From the detail to the list, from what is tried out, from another week."""
        if self.focused is not None and self.focused.id == "team-detail":
            self.query_one("#team").focus()
            return True
        if not (self.tried or self.day):
            return False
        self.tried, self.day = ("", self.day) if self.tried else ("", None)
        self.reread()
        return True

    # ---- verbs --------------------

    def action_turn(self, weeks: int) -> None:
        """Another week's cover."""
        self.day = self.view.cover.period.first + timedelta(weeks=weeks)
        self.reread()

    def action_hand_over(self) -> None:
        """Write the note and send it."""
        self.open_form("team.handover")

    def action_take_over(self) -> None:
        """Acknowledge the oldest hand-over that waits, or the one under the cursor."""
        kind, _, rest = self.key.partition(":")
        self._take_over(rest if kind == "handover" else "")

    def _take_over(self, identity: str) -> None:
        self.host.perform(lambda ws: handing.acknowledge(ws, identity), lambda done: f"You took over from {done.giver}")

    def action_pulse(self) -> None:
        """One key says how content one is."""
        from tweetplan.tui.screens.ask import Ask

        said = ("bad", "not good", "so-so", "good", "very good")
        choices = [(str(score), str(score), words) for score, words in enumerate(said, 1)]
        self.app.push_screen(Ask("How content are you with working here today?", choices), self._pulse)

    def _pulse(self, score: str | None) -> None:
        if score:
            self.host.perform(
                lambda ws: teamwork.pulse(ws, int(score)), lambda held: f"Pulse: {held.score} of 5 (u undoes)"
            )

    def action_topic(self) -> None:
        """Watch a topic today."""
        self.open_form("team.topic")

    def _settle(self, identity: str) -> None:
        from tweetplan.tui.screens.ask import Ask

        choices = [("taken", "t", "it was taken up"), ("dropped", "d", "let it go"), ("watched", "w", "go on watching")]

        def settle(state: str | None) -> None:
            if state:
                self.host.perform(
                    lambda ws: teamwork.settle(ws, identity, state),
                    lambda held: f"{held.text}: {held.state} (u undoes)",
                )

        self.app.push_screen(Ask("What became of the topic?", choices), settle)

    def action_what_if(self) -> None:
        """Try a shift out; nothing is stored."""
        self.open_form("team.shift")

    def try_out(self, text: str) -> bool:
        """Show the cover with a shift on top; False (and why) when it cannot be read."""
        before, self.tried = self.tried, text
        try:
            self.read(self.host.workspace)
        except Problem as problem:
            self.tried = before
            self.host.say(str(problem), trouble=True)
            return False
        self.reread()
        return True

    # ---- forms --------------------

    def open_form(self, name: str) -> bool:
        """Open the form of this name; False when there is none."""
        from tweetplan.tui.screens import team_forms as forms
        from tweetplan.tui.screens.form import Form

        specs = {
            "team.handover": lambda: forms.handover_form(self.host),
            "team.topic": lambda: forms.topic_form(self.host),
            "team.shift": lambda: forms.shift_form(self.try_out),
        }
        if name not in specs:
            return False
        self.app.push_screen(Form(specs[name]()))
        return True

    def reopen(self, form: str) -> bool:
        """Open a form whose draft was kept."""
        return self.open_form(form)
