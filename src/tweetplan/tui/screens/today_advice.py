"""All advice, ranked, each with its because; and the answers that a person gives to it: do it, set it aside, later."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from tweetplan.domain.recommendations import Advice
from tweetplan.tui.host import host_of
from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Line, Piece
from tweetplan.tui.screens.ask import Ask
from tweetplan.tui.screens.chance_words import advice_why
from tweetplan.tui.screens.why import WhyCard, why_lines
from tweetplan.tui.widgets.row import Column, Row, heading
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.scroll import LineScroll
from tweetplan.workspace import advice

COLUMNS = (Column(), Column(7, "right", title="takes"), Column(7, "right", title="points"))
NONE = "Nothing is advised now: R on Today computes it anew."
REASONS = (
    ("wrong", "w", "it is wrong: its rule is of less use here"),
    ("no time", "t", "no time: such things take longer than it says"),
    ("not now", "n", "not now"),
)
DAYS = (("1", "d", "tomorrow"), ("7", "w", "in a week"), ("28", "m", "in four weeks"))
Then = Callable[[], None]


def accept(screen: Screen[None], one: Advice, then: Then) -> None:
    """Do what was advised, as one operation; say what was made of it."""
    done = host_of(screen.app).perform(lambda ws: advice.accept(ws, one.id), lambda made: f"{made.said} (u undoes)")
    if done is not None:
        then()


def dismiss(screen: Screen[None], one: Advice, then: Then) -> None:
    """Ask why it is set aside, and do it."""

    def answered(reason: str | None) -> None:
        if reason is None:
            return
        said = f"Set aside: {one.recommendation.title} (u undoes)"
        if host_of(screen.app).perform(lambda ws: advice.dismiss(ws, one.id, reason), said) is not None:
            then()

    screen.app.push_screen(Ask(f"Set aside “{one.recommendation.title}”?", REASONS), answered)


def snooze(screen: Screen[None], one: Advice, then: Then) -> None:
    """Ask when it is to come back, and hide it until then."""

    def answered(days: str | None) -> None:
        if days is None:
            return
        host = host_of(screen.app)
        until = host.today + timedelta(days=int(days))
        said = f"Comes back on {until:%a %d %b}: {one.recommendation.title} (u undoes)"
        if host.perform(lambda ws: advice.snooze(ws, one.id, until), said) is not None:
            then()

    screen.app.push_screen(Ask(f"When shall “{one.recommendation.title}” come back?", DAYS), answered)


def ranked_rows(found: Sequence[Advice]) -> tuple[Row, ...]:
    """Must-dos, what fits into today, and the rest, in the order of the ranking."""
    rows: list[Row] = []
    for title, held in (
        ("Must do", [one for one in found if one.recommendation.must]),
        ("Fits into today", [one for one in found if one.chosen and not one.recommendation.must]),
        ("Beside today's capacity", [one for one in found if not one.chosen and not one.recommendation.must]),
    ):
        if held:
            rows += [heading(title), *map(_row, held)]
    return tuple(rows)


def _row(one: Advice) -> Row:
    points = "" if one.p_now is None or one.p_done is None else f"{(one.p_done - one.p_now) * 100:+.1f}"
    title: Line = (Piece("try: " if one.explore else "", "accent"), Piece(one.recommendation.title))
    return Row(one.id, (title, f"{one.recommendation.minutes} min", Piece(points.replace("-", "−"), "good")))


class AdviceList(ModalScreen[None]):
    """The ranked list over Today, with the because of the row under the cursor below it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("advice")]
    DEFAULT_CSS = """
    AdviceList .card { width: 92%; height: 90%; }
    AdviceList RowList { height: 1fr; }
    AdviceList LineScroll { height: 1fr; border-top: solid $panel; }
    """

    def compose(self) -> ComposeResult:
        """The list, the reason, the keys."""
        with Vertical(classes="card"):
            yield RowList(*COLUMNS, rows=ranked_rows(self._found()), empty=NONE, id="ranked")
            yield LineScroll(lambda width: ())

    def _found(self) -> tuple[Advice, ...]:
        return advice.listing(host_of(self.app).workspace)

    @property
    def chosen(self) -> Advice | None:
        """The advice under the cursor."""
        row = self.query_one(RowList).current
        return next((one for one in self._found() if row is not None and one.id == row.key), None)

    def on_mount(self) -> None:
        """Tell why the first one is there."""
        self._tell()

    @on(RowList.Moved)
    def _tell(self) -> None:
        one = self.chosen
        head: Line = (Piece("a accept   x set aside   z later   esc back", "dim"),)
        self.query_one(LineScroll).lines_for = lambda width: (
            (head, *why_lines(advice_why(one), width)) if one is not None else (head,)
        )

    def _again(self) -> None:
        self.query_one(RowList).rows = ranked_rows(self._found())
        self._tell()

    def action_accept(self) -> None:
        """Do it."""
        if self.chosen is not None:
            accept(self, self.chosen, self._again)

    def action_set_aside(self) -> None:
        """Set it aside."""
        if self.chosen is not None:
            dismiss(self, self.chosen, self._again)

    def action_snooze(self) -> None:
        """Later."""
        if self.chosen is not None:
            snooze(self, self.chosen, self._again)

    @on(RowList.Opened)
    @on(RowList.WhyAsked)
    def _open(self, event: RowList.Asked) -> None:
        event.stop()
        if self.chosen is not None:
            self.app.push_screen(WhyCard(advice_why(self.chosen)))

    @on(RowList.CopyAsked)
    def _copy(self, event: RowList.CopyAsked) -> None:
        event.stop()
        host_of(self.app).copy(event.rows.text_of(event.key))

    def action_close(self) -> None:
        """Back to Today."""
        self.dismiss(None)
