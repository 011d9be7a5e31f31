"""Reviews: meetings due and to come, their agendas with the figures filled in, decisions, reports (T04, T13, G31)."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import var

from tweetplan.domain.findings import Problem
from tweetplan.domain.reviews import Decision, Report, Review
from tweetplan.domain.rhythm import MEETINGS, Sitting
from tweetplan.tui.keys import bindings, table
from tweetplan.tui.paint import Line, Piece
from tweetplan.tui.screens import reviews_rows as made
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.screens.why import Reason
from tweetplan.tui.widgets.row import Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.ruled import RuleLine
from tweetplan.tui.widgets.scroll import LineScroll, LinesFor, no_lines
from tweetplan.workspace import reviews_view, rhythm
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.reviews_view import ReviewsView

NO_MEETING = "Put the cursor on a meeting first."
NO_DECISION = "Put the cursor on a decision or an insight first."
LIST_HINTS = ("list.open", "reviews.hold", "reviews.decide", "reviews.action")
DECISION_HINTS = ("reviews.say", "reviews.close", "reviews.decide", "reviews.action")
AGENDA_HINTS = ("reviews.hold", "reviews.decide", "reviews.accept", "reviews.markdown")


class ReviewsScreen(ModeScreen[ReviewsView]):
    """The lists above, what is under the cursor below; or one agenda over all of it."""

    MODE = "reviews"
    TITLE = "Reviews"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reviews")]
    PLACE: ClassVar[tuple[str, ...]] = ("opened", "kept")
    rows: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    words: var[Line] = var[Line](())
    detail: var[LinesFor] = var[LinesFor](lambda: no_lines)

    def __init__(self) -> None:
        super().__init__()
        self.opened: tuple[str, str] | None = None
        """The meeting and the period whose agenda is shown."""
        self.kept = ""
        """The id of the held meeting whose kept agenda is shown."""
        self._shown: tuple[object, ...] = ()
        """What the agenda in sight is made of, so that others' changes elsewhere leave it where it was scrolled to."""

    # ---- the view --------------------

    def read(self, workspace: Workspace) -> ReviewsView:
        """The lists, and the open agenda with the figures of now."""
        return reviews_view.view(workspace, *(self.opened or ()))

    def show(self, view: ReviewsView) -> None:
        """Rows, and what is below them."""
        self._set_hints()
        self.rows = made.rows(view)
        self._tell()

    def body(self) -> ComposeResult:
        """The lists, a rule, the detail or the agenda."""
        rows = RowList(*made.COLUMNS, id="reviews", empty=made.NOTHING)
        yield rows.data_bind(rows=ReviewsScreen.rows)
        yield RuleLine().data_bind(ReviewsScreen.words)
        yield LineScroll(id="agenda").data_bind(lines_for=ReviewsScreen.detail)

    def subjects(self) -> tuple[str, ...]:
        """The agenda that is open."""
        if self.kept:
            return (self.kept,)
        return (" ".join(self.opened),) if self.opened else ()

    def _set_hints(self) -> None:
        keys = {key.id: key for key in table("list", self.MODE, "app", keymap=self.host.keymap)}
        one = self.decision
        about = DECISION_HINTS if one is not None and one.state == "open" else LIST_HINTS
        own = AGENDA_HINTS if self.opened else about
        self.hints = (*(keys[name] for name in own), keys["app.palette"], keys["app.help"])

    def on_mount(self) -> None:
        """Tell of the row the cursor stands on."""
        self._tell()

    # ---- what is under the cursor --------------------

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._set_hints()
        self._tell()

    @property
    def key(self) -> str:
        """The key of the row under the cursor."""
        found = self.query("#reviews")
        rows = found.first(RowList) if found else None
        return rows.current.key if rows is not None and rows.current is not None else ""

    def _tell(self) -> None:
        """The agenda that is open, or the row under the cursor in detail."""
        view: ReviewsView = self.view
        agenda, decided = view.agenda, view.decided
        self._shown = self._shown if agenda is not None and not self.kept else ()
        if self.kept:
            held = next((one for one in view.held if one.id == self.kept), None)
            text = held.agenda if held else ""
            self.words = (Piece(self.kept, "head"), Piece("  the figures as they stood when it was held", "dim"))
            self.detail = lambda width: made.kept_lines(text, width)
        elif agenda is not None:
            self.words = made.agenda_words(agenda)
            self._show_agenda((agenda.sitting, agenda.sections, agenda.review, decided))
        else:
            key, sitting = self.key, self._sitting(self.key)
            places = rhythm.places(self.host.workspace, sitting) if sitting else ()
            self.words = (Piece("enter opens the agenda", "dim"),) if sitting else ()
            self.detail = lambda width: made.detail(view, key, places, width)

    def _show_agenda(self, shown: tuple[object, ...]) -> None:
        """Show the agenda where its lines changed; of the same meeting it stays scrolled to where it was."""
        if shown == self._shown:
            return
        agenda, decided = self.view.agenda, self.view.decided
        same, self._shown = bool(self._shown) and self._shown[0] == shown[0], shown
        found = self.query("#agenda")
        at = found.first(LineScroll).scroll_y if found and same else 0
        self.detail = lambda width: made.agenda_lines(agenda, decided, width)
        if at:
            self.call_after_refresh(self.query_one("#agenda", LineScroll).scroll_to, y=at, animate=False)

    def _sitting(self, key: str) -> Sitting | None:
        found = next((one for one in self.view.meetings if f"meeting:{one.id}" == key), None)
        return found.sitting if found else None

    @property
    def meeting(self) -> Sitting | None:
        """The meeting whose agenda is open, or the one under the cursor."""
        return self.view.agenda.sitting if self.view.agenda is not None else self._sitting(self.key)

    @property
    def decision(self) -> Decision | None:
        """The decision under the cursor."""
        known = (*self.view.open, *self.view.taken)
        return next((one for one in known if f"decision:{one.id}" == self.key), None) if not self.opened else None

    @property
    def report(self) -> Report | None:
        """The report under the cursor."""
        return next((one for one in self.view.reports if f"report:{one.id}" == self.key), None)

    @property
    def held(self) -> Review | None:
        """The held meeting under the cursor."""
        return next((one for one in self.view.held if f"held:{one.id}" == self.key), None)

    def explain(self, rows: RowList, key: str) -> Reason | None:
        """Why a meeting is on its day."""
        sitting = self._sitting(key)
        return made.why_meeting(sitting, self.host.workspace.now) if sitting else None

    # ---- places --------------------

    def open_row(self, rows: RowList, key: str) -> None:
        """A meeting's agenda, a held one as it was kept, a decision to close, a report's next stage."""
        sitting, held = self._sitting(key), self.held
        if sitting is not None:
            self._open_agenda(sitting.meeting.key, sitting.period.label)
        elif held is not None and held.agenda:
            self.kept = held.id
            self._show_place()
        elif self.decision is not None and self.decision.state == "open":
            self.action_close()
        elif self.decision is not None:
            self.action_action()
        elif self.report is not None:
            self.action_next_stage()

    def _open_agenda(self, kind: str, period: str) -> None:
        before, self.opened = self.opened, (kind, period)
        try:
            self.read(self.host.workspace)
        except Problem as problem:
            self.opened = before
            self.host.say(str(problem), trouble=True)
            return
        self.reread()
        self._show_place()

    def _show_place(self) -> None:
        whole = bool(self.opened or self.kept)
        self.query_one("#reviews").display = not whole
        self._tell()
        self.query_one("#agenda" if whole else "#reviews").focus()

    def step_back(self) -> bool:
        """From an agenda to the lists."""
        if not (self.opened or self.kept):
            return False
        self.opened, self.kept = None, ""
        self.reread()
        self._show_place()
        return True

    def go_to(self, subject: str) -> None:
        """A meeting by its id (`data 2026-W12`), a decision or a report, asked for by another mode."""
        kind, _, period = subject.partition(" ")
        if kind in MEETINGS:
            self._open_agenda(kind, period)
            return
        self.step_back()
        for name in ("decision", "report", "held", "meeting"):
            self.query_one("#reviews", RowList).stand_on(f"{name}:{subject}")

    # ---- verbs --------------------

    def action_hold(self) -> None:
        """Who was there, what was said."""
        self._about_meeting("hold")

    def action_skip(self) -> None:
        """Let the meeting pass."""
        self._about_meeting("skip")

    def _about_meeting(self, what: str) -> None:
        found = self.meeting
        if found is None:
            self.host.say(NO_MEETING)
        else:
            self.open_form(f"reviews.{what}:{rhythm.review_id(found)}")

    def action_decide(self) -> None:
        """Note a decision, an insight or a change, or put a question to the team."""
        found = self.view.agenda.sitting if self.view.agenda is not None else None
        self.open_form(f"reviews.decide:{rhythm.review_id(found) if found else ''}")

    def action_say(self) -> None:
        """One's word on an open decision."""
        self._about_decision("say", still_open=True)

    def action_close(self) -> None:
        """Take an open decision."""
        self._about_decision("close", still_open=True)

    def action_action(self) -> None:
        """Make a task of it; in an agenda of one of its decisions."""
        if self.view.agenda is not None:
            self._pick_decision()
        else:
            self._about_decision("action")

    def action_budget(self) -> None:
        """Make a soft budget of the insight: video at 40 % of the posts."""
        self._about_decision("budget")

    def _about_decision(self, what: str, *, still_open: bool = False) -> None:
        one = self.decision
        if one is None:
            self.host.say(NO_DECISION)
        elif still_open and one.state != "open":
            self.host.say(f"It is {one.state} already.")
        else:
            self.open_form(f"reviews.{what}:{one.id}")

    def _pick_decision(self) -> None:
        from tweetplan.tui.screens.picker import Picker
        from tweetplan.tui.widgets.row import Column

        known = {one.id: one for one in (*self.view.decided, *self.view.open, *self.view.taken) if not one.task}
        rows = [Row(one.id, (Piece(one.kind, "dim"), one.text)) for one in known.values()]
        empty = "Nothing is decided or learnt yet: esc, then d notes it."
        self.app.push_screen(Picker("Make a task of which?", rows, Column(9), Column(), empty=empty), self._act_on)

    def _act_on(self, identity: str | None) -> None:
        if identity:
            self.open_form(f"reviews.action:{identity}")

    def action_report(self) -> None:
        """Begin a report."""
        self.open_form("reviews.report")

    def action_next_stage(self) -> None:
        """Finish the stage of the report under the cursor."""
        if self.report is None:
            self.host.say("Put the cursor on a report first: r begins one.")
        else:
            self.open_form(f"reviews.stage:{self.report.id}")

    def action_accept(self) -> None:
        """Accept a proposed adjustment: the one there is, or one of several."""
        from tweetplan.tui.screens.reviews_accept import accept

        accept(self)

    def action_markdown(self) -> None:
        """Write the agenda into a file of one's own."""
        from tweetplan.workspace import agendas, reviews

        held, found = self.held, self.meeting
        if held is not None and not self.opened:
            self.host.write(held.agenda)
        elif found is None:
            self.host.say(NO_MEETING)
        else:
            workspace = self.host.workspace
            self.host.write(reviews.sheet(workspace, self.view.agenda or agendas.agenda_of(workspace, found)))

    def action_pack(self) -> None:
        """Write the weekly pack for marketing, product and support into a file of one's own."""
        from tweetplan.workspace import packs

        try:
            self.host.write(packs.pack(self.host.workspace))
        except Problem as problem:
            self.host.say(str(problem), trouble=True)

    # ---- forms --------------------

    def open_form(self, name: str) -> bool:
        """Open the form of this name; False when there is none, or what it is about is gone."""
        from tweetplan.tui.screens.form import Form
        from tweetplan.tui.screens.reviews_forms import spec_of

        spec = spec_of(self.host, self.view, self.meeting, name)
        if spec is None:
            return False
        self.app.push_screen(Form(spec))
        return True

    def reopen(self, form: str) -> bool:
        """Open a form whose draft was kept."""
        return self.open_form(form)
