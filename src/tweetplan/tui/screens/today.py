"""Today: the stand-up card in one look, and what can be done about each row (T10, T20)."""

from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import var

from tweetplan.domain.recommendations import Advice
from tweetplan.tui.keys import bindings
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.screens.reasons import axis_why, finding_why, goal_why
from tweetplan.tui.screens.today_rows import (
    EMPTY,
    FIGURE_COLUMNS,
    NO_GOALS,
    WORK_COLUMNS,
    advice_rows,
    figure_rows,
    work_rows,
)
from tweetplan.tui.screens.why import Reason
from tweetplan.tui.widgets.row import Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace import tasks, today
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.today import TodayCard


class TodayScreen(ModeScreen[TodayCard]):
    """The first screen: on the left what to do now, on the right how it goes."""

    MODE = "today"
    TITLE = "Today"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("today")]

    work: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    figures: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    best: var[tuple[Row, ...]] = var[tuple[Row, ...]](())

    def read(self, workspace: Workspace) -> TodayCard:
        """The card of this moment."""
        return today.card(workspace)

    def show(self, view: TodayCard) -> None:
        """Rows for both sides."""
        self.work, self.figures, self.best = work_rows(view), figure_rows(view), advice_rows(view)

    def watch_best(self) -> None:
        """As tall as it is; no room for it while there is nothing to advise about."""
        for rows in self.query("#advice"):
            rows.display = bool(self.best)
            rows.styles.height = len(self.best) + 1  # and the rule above it

    def on_mount(self) -> None:
        """Give the best next action its room."""
        self.watch_best()

    def body(self) -> ComposeResult:
        """What to do, the best next action below it, and how it goes."""
        with Horizontal(classes="columns"):
            with Vertical(id="todo"):
                yield RowList(*WORK_COLUMNS, id="work", empty=EMPTY).data_bind(rows=TodayScreen.work)
                yield RowList(*FIGURE_COLUMNS, id="advice", empty="").data_bind(rows=TodayScreen.best)
            figures = RowList(*FIGURE_COLUMNS, id="figures", empty=NO_GOALS, classes="split")
            yield figures.data_bind(rows=TodayScreen.figures)

    # ---- rows --------------------

    def explain(self, rows: RowList, key: str) -> Reason | None:
        """How the figure was made, or why the work is there."""
        kind, _, rest = key.partition(":")
        card: TodayCard = self.view
        workspace = self.host.workspace
        if kind in ("chance", "joint", "advice"):
            return self._estimate_why(card, kind, rest)
        if kind == "goal":
            return next((goal_why(workspace, line) for line in card.goals if line.goal.name == rest), None)
        if kind == "axis" and card.week is not None:
            axes = (state for state in card.week.axes if f"{state.axis}:{state.budgets[0].part}" == rest)
            return next((axis_why(state) for state in axes), None)
        if kind == "alarm":
            found = (finding for finding in card.alarms if f"{finding.rule}:{finding.where}" == rest)
            return next(map(finding_why, found), None)
        if kind in ("task", "slot"):
            from tweetplan.workspace.why import explain_slot, explain_task

            return explain_task(workspace, rest) if kind == "task" else explain_slot(workspace, rest)
        return None

    def _estimate_why(self, card: TodayCard, kind: str, rest: str) -> Reason | None:
        from tweetplan.tui.screens.chance_words import advice_why, joint_why, outlook_why, span_word

        if kind == "joint":
            return joint_why(card.joint) if card.joint is not None else None
        if kind == "advice":
            return next((advice_why(one) for one in card.advice if one.id == rest), None)
        line = next((line for line in card.goals if line.goal.name == rest), None)
        told = card.outlooks.get(rest)
        return outlook_why(told, line.kpi, span_word(line.goal)) if line is not None and told is not None else None

    def open_row(self, rows: RowList, key: str) -> None:
        """Go to where the row is dealt with; a row that lives only here shows its card."""
        kind, _, rest = key.partition(":")
        card: TodayCard = self.view
        if kind in ("goal", "chance"):
            self._go("goals", rest, rows, key)
        elif kind == "axis":
            self._go("calendar", card.week.period.label if card.week else "", rows, key)
        elif kind == "slot":
            post = next((work.post for work in card.work if work.kind != "task" and work.id == rest), "")
            self._go(*(("desk", f"post:{post}") if post else ("calendar", f"slot:{rest}")), rows, key)
        elif kind == "waiting":
            mode, _, subject = rest.partition(":")
            if mode == "inbox":
                self.host.go(mode)
            else:
                self._go(mode, subject, rows, key)
        else:
            rows.action_why()

    def _go(self, mode: str, subject: str, rows: RowList, key: str) -> None:
        """To another mode, as far as it exists; else the row's own card."""
        if any(tab.name == mode for tab in self.host.tabs):
            self.host.go(mode, subject)
        else:
            rows.action_why()

    # ---- keys --------------------

    def _chosen_task(self) -> str:
        """The id of the task under the cursor; empty, and said, when it is something else."""
        rows = self.query_one("#work", RowList)
        key = rows.current.key if rows.current else ""
        if not key.startswith("task:"):
            self.host.say("Put the cursor on a task first.")
            return ""
        return key.removeprefix("task:")

    def action_done(self) -> None:
        """The task under the cursor is done; undo takes it back."""
        identity = self._chosen_task()
        if identity:
            self.host.perform(lambda ws: tasks.done(ws, identity), lambda task: f"Done: {task.title} (u undoes)")

    def action_skip(self) -> None:
        """Skip the task under the cursor, with a reason."""
        identity = self._chosen_task()
        if identity:
            self.open_form(f"task.skip:{identity}")

    def _chosen_advice(self) -> Advice | None:
        """The advice under the cursor of the pane with the keys, else the best; None, and said, when there is none."""
        found = {one.id: one for one in self.view.advice}
        row = self.focused.current if isinstance(self.focused, RowList) else None
        if row is not None and row.key.startswith("advice:"):
            return found.get(row.key.removeprefix("advice:"))
        best = next((one for one in found.values() if not one.recommendation.must), None)
        if best is None:
            self.host.say("Nothing is advised now: R computes it anew.")
        return best

    def action_accept(self) -> None:
        """Do what is advised."""
        from tweetplan.tui.screens.today_advice import accept

        one = self._chosen_advice()
        if one is not None:
            accept(self, one, self.reread)

    def action_set_aside(self) -> None:
        """Set the advice aside, with a reason."""
        from tweetplan.tui.screens.today_advice import dismiss

        one = self._chosen_advice()
        if one is not None:
            dismiss(self, one, self.reread)

    def action_snooze(self) -> None:
        """Show the advice on another day."""
        from tweetplan.tui.screens.today_advice import snooze

        one = self._chosen_advice()
        if one is not None:
            snooze(self, one, self.reread)

    def action_all_advice(self) -> None:
        """The ranked list."""
        from tweetplan.tui.screens.today_advice import AdviceList

        self.app.push_screen(AdviceList())

    def action_refresh(self) -> None:
        """Compute estimates and advice in a child; sessions that ask at the same time share one computation."""
        self.host.run_command(["advise", "--refresh", "--progress", "json"], "advice")

    def action_add(self) -> None:
        """Type a task."""
        self.open_form("task.add")

    def action_import(self) -> None:
        """Import results from a file."""
        self.open_form("results.import")

    def action_record(self) -> None:
        """Type one figure."""
        self.open_form("results.record")

    def open_form(self, name: str) -> bool:
        """Open the form of this name; False when there is none."""
        from tweetplan.tui.screens.form import Form
        from tweetplan.tui.screens.today_forms import form_named

        spec = form_named(name, self.host, self.today, self._preview)
        if spec is not None:
            self.app.push_screen(Form(spec))
        return spec is not None

    def _preview(self, path: Path, account: str) -> None:
        from tweetplan.tui.screens.results_import import show_preview

        show_preview(self, path, account)

    @property
    def today(self) -> date:
        """The card's day."""
        return self.host.today

    def reopen(self, form: str) -> bool:
        """Open a form whose draft was kept."""
        return self.open_form(form)
