"""Goals: the ladder with its curve, all goals, and the priority matrix (G07, G08, G25); every figure says why."""

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import var

from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Goal
from tweetplan.domain.ladder import Rung
from tweetplan.tui.keys import Key, bindings, table
from tweetplan.tui.paint import Line
from tweetplan.tui.screens import goals_rows as ladder
from tweetplan.tui.screens.goals_curve import caption_lines, curve_of
from tweetplan.tui.screens.goals_facts import FACT_COLUMNS, about_lines, fact_rows, fact_why
from tweetplan.tui.screens.goals_matrix import PAIR_COLUMNS, Matrix, pair_rows, rank_why
from tweetplan.tui.screens.goals_tree import GoalsTree
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.tui.widgets.chart import Chart, Curve
from tweetplan.tui.widgets.painted import Lines
from tweetplan.tui.widgets.row import Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.ruled import RuleLine
from tweetplan.workspace import goals_view
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.goals_view import GoalPage, GoalsView, Place, PriorityView

HINTS: Mapping[Place, tuple[str, ...]] = {
    "ladder": ("list.open", "list.why", "goals.edit", "goals.all"),
    "all": ("list.open", "list.why", "goals.create", "goals.priority"),
    "priority": ("list.open", "list.why", "goals.edit", "goals.all"),
}
LISTS: Mapping[Place, str] = {"ladder": "#ladder", "all": "#goals", "priority": "#pairs"}


class GoalsScreen(GoalsTree):
    """On the left the ladder, on the right its curve, below the facts; or all goals; or the priority matrix."""

    MODE = "goals"
    TITLE = "Goals"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("goals")]
    PLACE: ClassVar[tuple[str, ...]] = ("place", "_subject", "_level", "_opened", "_shown")
    trouble: var[str] = var("")
    """Why a goal has no ladder."""
    none: var[str] = var("")
    """Why there is no goal, and what to press."""
    curve: var[Curve] = var(Curve())
    caption: var[tuple[Line, ...]] = var[tuple[Line, ...]](())
    facts: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    every: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    about: var[tuple[Line, ...]] = var[tuple[Line, ...]](())
    priority: var[PriorityView | None] = var[PriorityView | None](None)
    ranked: var[tuple[Row, ...]] = var[tuple[Row, ...]](())

    # ---- the view --------------------

    def read(self, workspace: Workspace) -> GoalsView:
        """What is in sight of the goals at this moment."""
        return goals_view.view(workspace, self._subject, self.place)

    def show(self, view: GoalsView) -> None:
        """The ladder, the list or the matrix."""
        self._set_hints()
        self.none = ladder.why_no_goals(view)
        if self.is_mounted and not self.query_one(f"#place-{self.seen}").display:
            self._show_place()
        if self.seen == "all":
            self.every = ladder.goal_rows(view.lines, view.handles)
            self._tell_goal()
        elif self.place == "priority":
            self.priority, self.ranked = view.priority, pair_rows(view.priority)
        else:
            self._show_page(view.page)

    def _show_page(self, page: GoalPage | None) -> None:
        if page is not None:
            self._subject, self.trouble = page.goal.name, page.trouble
        remade = page is not None and page.replan is not None
        self.curve = curve_of(page.reading if page else None, remade, page.fan if page else None)
        self.caption = caption_lines(page, len(self.view.goals))
        self.facts = fact_rows(page)
        self._show_tree(page)

    def body(self) -> ComposeResult:
        """The three places, of which one is seen."""
        with Vertical(id="place-ladder"):
            with Horizontal(classes="columns"):
                rows = RowList(id="ladder").data_bind(rows=GoalsScreen.rungs, columns=GoalsScreen.columns)
                yield rows.data_bind(empty=GoalsScreen.trouble)
                with Vertical(id="picture", classes="split"):
                    yield Lines().data_bind(lines=GoalsScreen.caption)
                    yield Chart().data_bind(GoalsScreen.curve)
            yield RuleLine().data_bind(GoalsScreen.words)
            yield RowList(*FACT_COLUMNS, id="facts", empty="").data_bind(rows=GoalsScreen.facts)
        with Vertical(id="place-all"):
            goals = RowList(*ladder.GOAL_COLUMNS, id="goals")
            yield goals.data_bind(rows=GoalsScreen.every, empty=GoalsScreen.none)
            yield RuleLine()
            yield Lines(id="about").data_bind(lines=GoalsScreen.about)
        with Vertical(id="place-priority"):
            yield Matrix().data_bind(GoalsScreen.priority)
            pairs = RowList(*PAIR_COLUMNS, id="pairs")
            yield pairs.data_bind(rows=GoalsScreen.ranked, empty=GoalsScreen.none)

    def on_mount(self) -> None:
        """Show the one place that was asked for; a filter moves the cursor too."""
        self._show_place()
        self.watch(self.query_one("#goals", RowList), "needle", self._tell_goal, init=False)
        self.watch(self.query_one("#ladder", RowList), "needle", self._tell_period, init=False)

    def on_resize(self, event: events.Resize) -> None:
        """Wider figures where there is room."""
        if self.view is not None and self.place == "ladder":
            self._lay_ladder()

    def subjects(self) -> tuple[str, ...]:
        """The goal and the level it is read at; or which other place this is."""
        if self.place == "all":
            return ("all goals",)
        if self.place == "priority":
            return ("priority",)
        page: GoalPage | None = self.view.page
        if page is None:
            return ()
        level = ladder.level_words(self._level)
        return (page.goal.name, *([level] if level else ()))

    def _set_hints(self) -> None:
        keys = {key.id: key for key in table("list", self.MODE, "app", keymap=self.host.keymap)}
        ids = (*HINTS[self.seen], "app.palette", "app.help")
        hints: list[Key] = [keys[name] for name in ids]
        self.hints = tuple(hints)

    # ---- places --------------------

    def watch_place(self) -> None:
        """Show another place, with the figures of now."""
        if self.is_mounted:
            self.reread()
            self._show_place()

    def _show_place(self) -> None:
        for name in LISTS:
            self.query_one(f"#place-{name}").display = name == self.seen
        for rule in self.query(RuleLine):
            rule.display = bool(self.view and self.view.goals)
        self.query_one(LISTS[self.seen], RowList).focus()

    @property
    def seen(self) -> Place:
        """The place in sight: while there is no goal, the list that says what to press."""
        return self.place if self.view and self.view.goals else "all"

    def action_all(self) -> None:
        """All goals, or back to the goal."""
        self.place = "ladder" if self.place == "all" else "all"
        if self.place == "all":
            self.call_after_refresh(self.query_one("#goals", RowList).stand_on, f"goal:{self._subject}")

    def action_priority(self) -> None:
        """The priority matrix, or back to the goal."""
        self.place = "ladder" if self.place == "priority" else "priority"

    def step_back(self) -> bool:
        """From one level to the tree, from the list or the matrix to the goal."""
        if self.place != "ladder":
            self.place = "ladder"
        elif self._level is not None:
            self._level = None
            self.reread()
        else:
            return False
        return True

    def go_to(self, subject: str) -> None:
        """Show the goal of this name."""
        self._subject, self._level = subject, None
        if self.place == "ladder":
            self.reread()
        else:
            self.place = "ladder"

    def action_turn(self, by: int) -> None:
        """The next goal by priority, or the one before."""
        names = [goal.name for goal in self.view.goals]
        if self.place == "ladder" and self._subject in names:
            self.go_to(names[(names.index(self._subject) + by) % len(names)])

    # ---- what keys act on --------------------

    @property
    def chosen(self) -> Goal | None:
        """The goal in sight, or the one under the cursor."""
        name = self._subject
        if self.place != "ladder":
            row = self.query_one(LISTS[self.place], RowList).current
            name = row.key.removeprefix("goal:") if row else ""
        return next((goal for goal in self.view.goals if goal.name == name), None)

    def explain(self, rows: RowList, key: str) -> Reason | None:
        """How the figure on this row was made."""
        view: GoalsView = self.view
        if rows.id == "ladder":
            return self._told(self._subject, self._shown[key][0].rung)
        if rows.id == "facts" and key in ("data", "kpi"):
            return self._told(self._subject, None)
        if rows.id == "facts":
            return fact_why(view.page, key) if view.page else None
        if rows.id == "pairs":
            return rank_why(view.priority, key) if view.priority else None
        return self._told(key.removeprefix("goal:"), None)

    def _told(self, name: str, rung: Rung | None) -> Reason:
        """Why a period of a goal, or a goal as a whole, is where it is."""
        from tweetplan.workspace import why

        inside = (rung.start, rung.end) if rung else None
        try:
            return why.explain_rung(self.host.workspace, name, rung.label if rung else "", inside=inside)
        except Problem as problem:
            return Why(name, [("trouble", str(problem))])

    def open_row(self, rows: RowList, key: str) -> None:
        """A period opens or closes, a goal is shown, a finding is mended, any other fact says why."""
        kind, _, rest = key.partition(":")
        if rows.id == "ladder" and self._shown[key][0].kind != "day" and self._level is None:
            self.action_open_close()
        elif kind == "goal":
            self.go_to(rest)
        elif rows.id == "facts" and kind in ("finding", "reason", "statement", "field"):
            self.action_edit()
        else:
            rows.action_why()

    @on(RowList.Moved, "#goals")
    def _tell_goal(self) -> None:
        self.about = about_lines(self.chosen) if self.is_mounted else ()
