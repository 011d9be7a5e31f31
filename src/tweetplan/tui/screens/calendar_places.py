"""Where the person is on the calendar: which account, period, day and slot, and the keys that go elsewhere."""

from datetime import date, timedelta

from textual import on
from textual.reactive import var

from tweetplan.domain.periods import Period, containing
from tweetplan.domain.posts import Slot
from tweetplan.domain.values import frozen
from tweetplan.tui.paint import Line
from tweetplan.tui.screens.calendar_grid import CellPlace, cell_key
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.widgets.grid import CellGrid
from tweetplan.workspace.calendar import CalendarView, Placed
from tweetplan.workspace.calendar_view import Board, Kind


@frozen
class Moving:
    """A slot that is being moved, or its post alone: as it was taken up, the grid's time, and the period it was in."""

    placed: Placed
    time: str
    origin: CalendarView
    post_only: bool = False

    @property
    def slot(self) -> Slot:
        """The slot."""
        return self.placed.slot


class CalendarPlaces(ModeScreen[Board]):
    """Where the person is: account, period, cell, and what is being moved."""

    carried: var[Line] = var[Line](())
    """What stands in the cell under the cursor while a slot is being moved."""

    def __init__(self) -> None:
        super().__init__()
        self.kind: Kind = "week"
        self.label = ""
        """The period shown; empty: the one that runs, also after midnight."""
        self.account = ""
        """The key of the account shown; empty: the first."""
        self.places: dict[str, CellPlace] = {}
        """What the week's cells stand for."""
        self.moving: Moving | None = None
        self.more_times: tuple[str, ...] = ()
        """Times that a move has asked for beside those of the slots."""
        self.fresh = True
        """Whether the cursor has not yet been put anywhere."""
        self.aim = ""
        """The key of the cell to stand on first."""

    # ---- what keys act on --------------------

    @property
    def cells_grid(self) -> CellGrid:
        """The grid."""
        return self.query_one(CellGrid)

    @property
    def here(self) -> CellPlace | None:
        """The cell of the week under the cursor."""
        return self.places.get(self.cells_grid.key) if self.query(CellGrid) else None

    @property
    def day(self) -> date | None:
        """The day under the cursor, in a week or a month."""
        if self.here is not None:
            return self.here.day
        key = self.cells_grid.key if self.query(CellGrid) else ""
        return date.fromisoformat(key[:10]) if key else None

    @property
    def period(self) -> Period | None:
        """The period shown."""
        view = self.view.view if self.view else None
        return view.period if view else None

    def _slot(self) -> Slot | None:
        """The slot under the cursor, or a word about why there is none."""
        if self.moving is not None:
            self.host.say("Enter drops the slot that you are moving; esc puts it back.")
        elif self.kind == "month":
            self.host.say("Enter opens the day's week; slots are changed there.")
        elif self.here is None or self.here.placed is None:
            self.host.say("Put the cursor on a slot first.")
        else:
            return self.here.placed.slot
        return None

    # ---- the period --------------------

    def _show_label(self, label: str) -> None:
        """Show this period; the running one is followed over midnight."""
        view = self.view.view if self.view else None
        running = containing(self.kind, self.view.today).label if view else ""
        self.label = "" if label == running else label
        self.reread()

    def _show_day(self, day: date) -> None:
        """The week of a day."""
        self.kind = "week"
        self._show_label(containing("week", day).label)

    def _turn(self, by: int) -> None:
        period = self.period
        if period is not None:
            try:
                self._show_label((period.next() if by > 0 else period.previous()).label)
            except OverflowError:
                self.host.say("The calendar ends here.")

    def action_next(self) -> None:
        """The next week or month."""
        self._turn(1)

    def action_previous(self) -> None:
        """The week or month before."""
        self._turn(-1)

    def action_today(self) -> None:
        """The period that runs, the cursor on the next slot."""
        self.label, self.fresh = "", True
        self.reread()

    def action_view(self) -> None:
        """The month of this week, or the week of this day."""
        period, day = self.period, self.day
        if period is None or self.moving is not None:
            return
        if self.kind == "week":
            self.kind = "month"
            day = day or period.first + timedelta(days=3)
            self._show_label(containing("month", day).label)
            self._stand_later(day.isoformat())
        else:
            self._open_week(day or period.first)

    def _open_week(self, day: date) -> None:
        """The week of a day, the cursor on its first slot."""
        self._show_day(day)
        first = next((key for key, place in self.places.items() if place.day == day and place.placed), "")
        self._stand_later(first or next((key for key, place in self.places.items() if place.day == day), ""))

    def _stand_later(self, key: str) -> None:
        if key:
            self.call_after_refresh(self.cells_grid.stand_on, key)

    def action_account(self) -> None:
        """The next account."""
        known = [held.key for held in self.view.accounts]
        if len(known) < 2:
            self.host.say("There is one account." if known else "There is no account yet.")
        elif self.moving is None and self.view.view is not None:
            self.account = known[(known.index(self.view.view.account.key) + 1) % len(known)]
            self.reread()

    def action_side(self, by: int) -> None:
        """To the next day."""
        if self.cells_grid.has_focus:
            self.cells_grid.action_side(by)

    @on(CellGrid.Beyond)
    def _beyond(self, event: CellGrid.Beyond) -> None:
        """Over the edge lies the next week, at the same time; in the month, the week below or above."""
        event.stop()
        period, place, day = self.period, self.here, self.day
        if period is None or day is None:
            return
        other = day + timedelta(days=event.side)
        if place is not None:
            self._turn(event.side)
            self._stand_later(cell_key(other, place.time))
            return
        if other not in period:
            self._turn(event.side)
        self._stand_later(other.isoformat())
