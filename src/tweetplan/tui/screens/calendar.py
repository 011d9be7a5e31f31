"""Calendar: an account's week or month in one grid, its four budgets with their bands, its tasks (T06, T11, G21)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import var

from tweetplan.domain.budgets import AxisState
from tweetplan.domain.findings import Problem
from tweetplan.domain.periods import containing, parse
from tweetplan.tui.chrome import city
from tweetplan.tui.keys import bindings, table
from tweetplan.tui.paint import Line
from tweetplan.tui.screens import calendar_grid as cells
from tweetplan.tui.screens.calendar_actions import CalendarActions
from tweetplan.tui.screens.calendar_rows import COLUMNS, date_why, lower_rows, worth_why
from tweetplan.tui.screens.calendar_words import day_line, moving_lines, slot_lines, theme_line, with_legend
from tweetplan.tui.screens.reasons import axis_why, finding_why
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.tui.widgets.findings import worst_first
from tweetplan.tui.widgets.grid import CellGrid
from tweetplan.tui.widgets.grid_cell import GridRow
from tweetplan.tui.widgets.made import MadeLines
from tweetplan.tui.widgets.row import Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.scroll import LinesFor, no_lines
from tweetplan.workspace import calendar_view
from tweetplan.workspace.calendar import CalendarView, Placed
from tweetplan.workspace.calendar_view import Board, MovePreview
from tweetplan.workspace.core import Workspace

NO_ACCOUNT = "No account yet: `: account add` adds the first one."
MOST = {"week": 0.45, "month": 0.55}
"""The share of the screen's height that the grid may take."""
TALL = 30
"""From this many lines on a day of the month shows three of its slots."""


class CalendarScreen(CalendarActions):
    """The grid above; below the budgets, clashes and tasks; between them themes and what the cursor stands on."""

    MODE = "calendar"
    TITLE = "Calendar"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("calendar")]
    PLACE: ClassVar[tuple[str, ...]] = ("account", "kind", "label")
    AUTO_FOCUS = "CellGrid"

    heads: var[Line] = var[Line](())
    grid: var[tuple[GridRow, ...]] = var[tuple[GridRow, ...]](())
    carried: var[Line] = var[Line](())
    grid_empty: var[str] = var(NO_ACCOUNT)
    most: var[float] = var(MOST["week"])
    theme: var[LinesFor] = var[LinesFor](lambda: no_lines)
    about: var[LinesFor] = var[LinesFor](lambda: no_lines)
    lower: var[tuple[Row, ...]] = var[tuple[Row, ...]](())

    _below: tuple[CalendarView, Sequence[AxisState]] | None = None
    """What the rows below were made of, so that an arrow key does not make them anew."""

    # ---- the view --------------------

    def read(self, workspace: Workspace) -> Board:
        """The week or the month of this moment."""
        return calendar_view.board(workspace, self.kind, self.label, self.account)

    def show(self, view: Board) -> None:
        """Spread it over grid, lines and rows."""
        if view.view is None:
            self.grid, self.lower, self.places = (), (), {}
            return
        self._set_hints()
        self.most = MOST[self.kind]
        self.grid_empty = self._why_empty()
        self._show_grid()
        shown = view.view
        self.theme = lambda width: (theme_line(view, shown),)
        self._tell()
        if self.fresh and self.places:
            self.fresh = False
            self.call_after_refresh(self._stand_first)

    def _show_grid(self) -> None:
        board: Board = self.view
        assert board.view is not None
        if self.kind == "month":
            self.places = {}
            titles = 2 if self.size.height < TALL else 3
            rows = cells.month_rows(board, titles) if board.view.slots else ()
            self.heads, self.grid = cells.month_heads(board), rows
            return
        more = (self.moving.time, *self.more_times) if self.moving else ()
        self.places = cells.week_places(board.view, more)
        identity = self.moving.slot.id if self.moving else ""
        self.heads, self.grid = cells.week_heads(board), cells.week_rows(board, self.places, identity)

    def _set_hints(self) -> None:
        """What helps here: other keys in the month, and others while a slot is being moved."""
        keys = {key.id: key for key in table("list", self.MODE, "app", keymap=self.host.keymap)}
        if self.moving is not None:
            own = [keys["list.open"]._replace(hint="drop"), keys["app.back"]._replace(hint="put back")]
            own += [keys["calendar.next"]._replace(hint="next week"), keys["calendar.later"]._replace(hint="later")]
        elif self.kind == "month":
            own = [keys["list.open"], keys["calendar.fill"], keys["calendar.next_post"]]
            own.append(keys["calendar.view"]._replace(hint="week"))
        else:
            own = [keys[f"calendar.{name}"] for name in ("move", "assign", "fill", "view")]
        self.hints = (*own, keys["app.palette"], keys["app.help"])

    def _why_empty(self) -> str:
        view = self.view.view
        if view.account.role == "support":
            return f"{view.account.handle} answers and has no slots (C02): A shows the next account."
        return f"No slots in {view.period.label} yet: F lays it out from the goals and the budgets."

    def body(self) -> ComposeResult:
        """Grid, themes, words, budgets."""
        grid = CellGrid(id="grid").data_bind(heads=CalendarScreen.heads, rows=CalendarScreen.grid)
        yield grid.data_bind(carried=CalendarScreen.carried, empty=CalendarScreen.grid_empty, most=CalendarScreen.most)
        yield MadeLines(id="theme").data_bind(lines_for=CalendarScreen.theme)
        yield MadeLines(id="about").data_bind(lines_for=CalendarScreen.about)
        yield RowList(*COLUMNS, id="lower", empty="").data_bind(rows=CalendarScreen.lower)

    def subjects(self) -> tuple[str, ...]:
        """The period with the zone that the grid tells; the account stands under the grid."""
        view = self.view.view
        return (f"{view.period.label} ({city(view.zone)})",) if view else ()

    def _stand_first(self) -> None:
        key = self.aim or cells.nearest_slot(self.places, self.view.now)
        self.aim = ""
        if key:
            self.query_one(CellGrid).stand_on(key)

    # ---- what the cursor stands on --------------------

    @on(CellGrid.Moved)
    def _moved(self, event: CellGrid.Moved) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        """Words about the cell under the cursor, and the budgets as they would stand while something is moved."""
        board: Board = self.view
        view = board.view
        if view is None:
            return
        place, axes = self.here, view.axes
        if self.moving is not None and place is not None:
            slot, words = self.moving.slot, cells.words_of(self.moving.placed)
            preview, at = self._preview(place), place
            axes = preview.axes if preview is not None else axes
            self.about = lambda width: moving_lines(slot, words, at, preview, width)
        elif place is not None:
            first, second = slot_lines(board, view, place)
            self.about = lambda width: (first, with_legend(second, view, width))
        else:
            day = self.day
            said = day_line(view, day, self._on(day)) if day else ()
            self.about = lambda width: (with_legend(said, view, width),)
        if self._below is None or self._below[0] is not view or self._below[1] is not axes:
            self._below = (view, axes)
            self.lower = lower_rows(board, view, axes)

    def _preview(self, place: cells.CellPlace) -> MovePreview | None:
        """What dropping here would do; None for a post where no slot lies."""
        moving, view, ws = self.moving, self.view.view, self.host.workspace
        assert moving is not None
        if not moving.post_only:
            return calendar_view.moved(ws, view, moving.placed, place.day, place.time, moving.origin)
        if place.placed is None:
            return None
        return calendar_view.moved_post(ws, view, moving.placed, place.placed, moving.origin)

    def _on(self, day: date) -> tuple[Placed, ...]:
        view = self.view.view
        return tuple(p for p in view.slots if calendar_view.place_of(p.slot, view.zone, view.period)[0] == day)

    def explain(self, rows: RowList, key: str) -> Reason | None:
        """How a budget was counted, what clashes, why a task is there."""
        kind, _, rest = key.partition(":")
        view = self.view.view
        if kind == "axis":
            return next((axis_why(s) for s in view.axes if f"{s.axis}:{s.budgets[0].part}" == rest), None)
        if key == "worth":
            return worth_why(self.view.worth, view.period.label)
        if kind == "conflict":
            return finding_why(self.view.conflicts[int(rest)].finding)
        if kind == "freeze":
            held = self.view.freezes[int(rest)]
            told = [("by", held.login), ("since", held.at), ("because", held.reason)]
            return Why(f"{held.whose} is frozen (T18)", [*told, "Nothing goes out until it is released: 4, then F."])
        if kind == "date":
            return next((date_why(one) for one in view.dates if one.id == rest), None)
        if kind == "clash":
            return finding_why(worst_first(view.findings)[int(rest)])
        if kind == "task":
            from tweetplan.workspace.why import explain_task

            return _told(lambda: explain_task(self.host.workspace, rest))
        return None

    def open_row(self, rows: RowList, key: str) -> None:
        """A conflict leads to its slot; any other row below says why."""
        kind, _, rest = key.partition(":")
        slots = self.view.conflicts[int(rest)].slots if kind == "conflict" else ()
        if not slots:
            rows.action_why()
        elif self.kind == "week":
            found = (at for at, place in self.places.items() if place.slot_id in slots)
            self.cells_grid.focus()
            self.cells_grid.stand_on(next(found, ""))
        else:
            self.go_to(f"slot:{slots[-1]}")

    @on(CellGrid.WhyAsked)
    def _grid_why(self, event: CellGrid.WhyAsked) -> None:
        event.stop()
        from tweetplan.tui.screens.why import WhyCard

        self.app.push_screen(WhyCard(self._cell_why()))

    def _cell_why(self) -> Reason:
        """Why the slot lies where it does; of a day, its slots; of an empty place, that nothing is there."""
        place, day = self.here, self.day
        if place is not None and place.placed is not None:
            from tweetplan.workspace.why import explain_slot

            identity = place.placed.slot.id
            return _told(lambda: explain_slot(self.host.workspace, identity))
        if place is not None or day is None:
            return Why("An empty place", ["No slot lies here. a adds one by hand, F lays the period out."])
        view = self.view.view
        held = ((calendar_view.place_of(p.slot, view.zone, view.period)[1], p) for p in self._on(day))
        lines = [(time, f"{cells.words_of(p)} ({cells.kind_of(p)})") for time, p in held]
        return Why(f"{day:%A} {day.day} {day:%B}", lines or ["No slot lies on this day."])

    # ---- where we are --------------------

    def go_to(self, subject: str) -> None:
        """A week, a month, a day, or `slot:ID`, asked for by another mode."""
        try:
            if subject.startswith("slot:"):
                self._show_slot(subject.removeprefix("slot:"))
            else:
                period = parse(subject)
                self.kind = "month" if period.kind == "month" else "week"
                label = period.label if period.kind == self.kind else containing("week", period.first).label
                self._show_label(label)
        except Problem as problem:
            self.host.say(str(problem), trouble=True)
        self.call_after_refresh(self._stand_first)

    def _show_slot(self, identity: str) -> None:
        """The week of a slot, the cursor on it."""
        slot = calendar_view.placed(self.host.workspace, identity).slot
        self.account = slot.account
        self._show_day(slot.day)
        self.aim = next((key for key, place in self.places.items() if place.slot_id == slot.id), "")

    def step_back(self) -> bool:
        """Put back what is being moved; from the month to the week it came from is no step."""
        if self.moving is None:
            return False
        self.put_back()
        return True

    def action_jump(self) -> None:
        """A letter on every slot in sight, and on the rows below."""
        from tweetplan.tui.screens.jump import JumpScreen, Spot

        grid, rows = self.query_one(CellGrid), self.query_one(RowList)
        left, top = grid.content_region.offset
        spots = [
            Spot("grid", key, left + x, top + y)
            for x, y, key in grid.in_sight()
            if self.kind == "month" or self.places[key].placed is not None
        ]
        x, y = rows.content_region.offset
        self.app.push_screen(
            JumpScreen([*spots, *(Spot("lower", key, x, y + line) for line, key in rows.in_sight())]), self._jumped
        )

    def _jumped(self, spot: object) -> None:
        where, key = getattr(spot, "rows", ""), str(getattr(spot, "key", ""))
        if where:
            target = self.query_one(CellGrid) if where == "grid" else self.query_one(RowList)
            target.focus()
            target.stand_on(key)


def _told(explain: Callable[[], Reason]) -> Reason:
    """The reason, or why there is none: somebody may have removed what it is about."""
    try:
        return explain()
    except Problem as problem:
        return Why("It cannot be told", [str(problem)])
