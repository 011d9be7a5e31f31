"""What can be done on the calendar: each key asks, opens a form, or performs a verb on the slot under the cursor."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from textual import on

from tweetplan.domain.findings import Problem
from tweetplan.domain.posts import Slot
from tweetplan.tui.screens.calendar_grid import words_of
from tweetplan.tui.screens.calendar_posts import CalendarPosts
from tweetplan.tui.widgets.grid import CellGrid
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import answers, calendar, calendar_view, slots, tasks
from tweetplan.workspace.core import Workspace

if TYPE_CHECKING:
    from tweetplan.tui.screens.calendar_forms import Settle
    from tweetplan.tui.screens.conflict import Clash, Take
    from tweetplan.workspace.filling import Filled

T = TypeVar("T")


class CalendarActions(CalendarPosts):
    """The actions; the screen shows what they are about."""

    def _on_slot(self, verb: Callable[[Workspace, Slot], T], said: str | Callable[[T], str]) -> None:
        slot = self._slot()
        if slot is not None:
            self.host.perform(lambda ws: verb(ws, slot), said)

    @on(CellGrid.Opened)
    def _open_cell(self, event: CellGrid.Opened) -> None:
        event.stop()
        if self.moving is not None:
            self._drop()
        elif self.kind == "month" and self.day is not None:
            self._open_week(self.day)
        elif self.here is not None and self.here.placed is None:
            self.action_add()
        else:
            self.open_slot()

    def action_lock(self) -> None:
        """Keep the slot as it is when the week is laid out again, or let it go."""
        self._on_slot(
            lambda ws, slot: slots.lock(ws, slot.id, not slot.locked, slot.version),
            lambda slot: f"{'Locked' if slot.locked else 'Unlocked'} {slot.day:%a} {slot.time} (u undoes)",
        )

    def action_elastic(self) -> None:
        """Planned becomes elastic, elastic planned (T11)."""
        self._on_slot(
            lambda ws, slot: slots.edit(
                ws, slot.id, slot.version, plan="planned" if slot.plan == "elastic" else "elastic"
            ),
            lambda slot: f"{slot.day:%a} {slot.time} is {slot.plan} now, locked (u undoes)",
        )

    def action_delete(self) -> None:
        """Remove the slot, or the day to respect under the cursor below; undo brings it back."""
        rows = self.query_one(RowList)
        key = rows.current.key if rows.has_focus and rows.current else ""
        if rows.has_focus:
            self._forget_date(key.removeprefix("date:") if key.startswith("date:") else "")
            return

        def gone(ws: Workspace, slot: Slot) -> str:
            slots.delete(ws, slot.id, slot.version)
            return f"Removed the slot of {slot.day:%a} {slot.time} (u brings it back)"

        self._on_slot(gone, str)

    def _forget_date(self, identity: str) -> None:
        from tweetplan.workspace import dates

        if identity:
            self.host.perform(
                lambda ws: dates.remove_date(ws, identity), lambda held: f"Forgot {held.title} (u undoes)"
            )
        else:
            self.host.say("Put the cursor on a day to respect, or tab to a slot.")

    def action_date(self) -> None:
        """Mark a day to respect: a holiday, an event, a risk."""
        if self.view.view is not None and self.moving is None:
            self._open_form(f"date.add:{self.day or max(self.view.today, self.view.view.period.first)}")

    def action_edit(self) -> None:
        """Say what the slot is for."""
        slot = self._slot()
        if slot is not None:
            self._open_form(f"slot.edit:{slot.id}")

    def action_add(self) -> None:
        """Add a slot by hand where the cursor stands."""
        view = self.view.view
        if view is None or self.moving is not None:
            return
        day = self.day or max(self.view.today, view.period.first)
        clock = self.here.time if self.here is not None and self.here.placed is None else "12:00"
        self._open_form(f"slot.add:{day}T{clock}")

    def action_theme(self) -> None:
        """Name what the week and the month are about (G21)."""
        if self.view.view is not None:
            self._open_form("theme")

    def _open_form(self, name: str) -> bool:
        from tweetplan.tui.screens import calendar_forms as forms
        from tweetplan.tui.screens.form import Form

        kind, _, rest = name.partition(":")
        view = self.view.view
        if view is None:
            return False
        try:
            if kind == "slot.edit":
                spec = forms.edit_form(self.host, rest, self._ask_clashes)
            elif kind == "slot.add":
                spec = forms.add_form(self.host, view, date.fromisoformat(rest[:10]), rest[11:])
            elif kind == "theme":
                spec = forms.theme_form(self.host, view)
            elif kind == "trend":
                spec = forms.trend_form(self.host, rest)
            elif kind == "date.add":
                spec = forms.date_form(self.host, view, date.fromisoformat(rest))
            else:
                return False
        except (Problem, ValueError) as problem:
            self.host.say(str(problem), trouble=True)
            return False
        self.app.push_screen(Form(spec))
        return True

    def reopen(self, form: str) -> bool:
        """Open a form whose draft was kept; a theme's belongs to its own account and period."""
        kind, _, rest = form.partition(":")
        if kind == "theme":
            self.account, _, label = rest.rpartition(":")
            self.go_to(label)
        if kind in ("post", "post.new"):
            return self.reopen_post(form)
        return self._open_form(form)

    def _ask_clashes(self, title: str, clashes: "list[Clash]", settle: "Settle") -> None:
        from tweetplan.tui.screens.conflict import ConflictCard

        card = ConflictCard(title, "Somebody else", clashes)

        def taken(takes: "dict[str, Take] | None") -> None:
            self.app.call_later(settle, takes)

        self.app.call_later(self.app.push_screen, card, taken)  # the form closes first

    def action_fill(self) -> None:
        """Lay the period out: slots from patterns, goals and budgets, and the tasks that the goals ask for."""
        view = self.view.view
        if view is None or self.moving is not None:
            return
        self.fresh = not view.slots
        if view.period.kind == "month" and self.host.actions.program:
            words = ["month", view.period.label, "--fill", "--account", view.account.handle]
            self.host.run_command(words, f"Laying out {view.period.label}")
            return
        self.host.perform(
            lambda ws: calendar.fill(ws, view.period.label, view.account.handle),
            lambda filled: _filled_words(filled, view.period.label),
        )

    def action_done(self) -> None:
        """The task under the cursor below is done; undo takes it back."""
        rows = self.query_one(RowList)
        key = rows.current.key if rows.current else ""
        if rows.has_focus and key.startswith("task:"):
            identity = key.removeprefix("task:")
            self.host.perform(lambda ws: tasks.done(ws, identity), lambda task: f"Done: {task.title} (u undoes)")
        else:
            self.host.say("Put the cursor on a task first (tab goes there).")

    def action_next_post(self) -> None:
        """What the next post may be, by the budgets of the period shown (W04, T11, T21)."""
        from tweetplan.tui.screens.calendar_words import next_why
        from tweetplan.tui.screens.why import WhyCard

        if self.view.view is not None:
            coming_up = answers.next_posts(self.host.workspace, self.view.view.account.handle)
            self.app.push_screen(WhyCard(next_why(self.view, coming_up)))

    # ---- words to look for, copying --------------------

    @on(CellGrid.FilterAsked)
    def _find(self, event: CellGrid.FilterAsked) -> None:
        """Look for a slot of the period by its words."""
        event.stop()
        from tweetplan.tui.screens.picker import Picker

        view = self.view.view
        if view is None or self.moving is not None:
            return
        rows = [
            Row(placed.slot.id, (f"{day:%a} {day.day} {clock}", words_of(placed), placed.slot.goal))
            for placed in view.slots
            for day, clock in [calendar_view.place_of(placed.slot, view.zone, view.period)]
        ]
        columns = (Column(13), Column(), Column(18))
        picker = Picker(f"Slots of {view.period.label}", rows, *columns, empty="No slots: esc, then F lays them out.")
        self.app.push_screen(picker, self._found)

    def _found(self, identity: str | None) -> None:
        if identity:
            self.go_to(f"slot:{identity}")

    @on(CellGrid.CopyAsked)
    def _copy_cell(self, event: CellGrid.CopyAsked) -> None:
        event.stop()
        self.host.copy(self._cell_text())

    @on(CellGrid.WriteAsked)
    def _write_cell(self, event: CellGrid.WriteAsked) -> None:
        event.stop()
        self.host.write(self._cell_text())

    def _cell_text(self) -> str:
        cell, day = self.cells_grid.current, self.day
        clock = f" {self.here.time}" if self.here is not None else ""
        return f"{day}{clock} {cell.text}" if cell is not None and day is not None else ""


def _filled_words(filled: "Filled", label: str) -> str:
    """What laying out did, and the first of what did not fit."""
    done = f"{filled.added} added, {filled.changed} changed, {filled.removed} removed, {len(filled.tasks)} tasks made"
    if not (filled.added or filled.changed or filled.removed or filled.tasks):
        return f"{label} is laid out already: nothing changed."
    more = [finding.message for finding in filled.findings[:3]]
    return "\n".join([f"Laid out {label}: {done} (u undoes)", *more])
