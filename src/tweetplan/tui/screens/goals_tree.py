"""The ladder of the Goals screen: which periods stand on it, which are open, and the keys that walk it (G07, G08)."""

from textual import on
from textual.reactive import var

from tweetplan.domain.ladder import Node, Rung
from tweetplan.domain.periods import PeriodKind
from tweetplan.tui.paint import Line
from tweetplan.tui.screens import goals_rows as ladder
from tweetplan.tui.screens.goals_actions import GoalActions
from tweetplan.tui.screens.goals_facts import period_line
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.workspace.goals_view import GoalPage, Place

LADDER_SHARE = 47 / 80
"""How much of the width the ladder has; the chart takes the rest."""


def ladder_room(height: int) -> int:
    """The rows that the ladder has on a terminal of this height: what bars, head, rule and facts leave."""
    return height - 7 - min(round(height * 0.28), 8)


class GoalsTree(GoalActions):
    """The part of the screen that shows one goal's periods, as a tree or level by level."""

    place: var[Place] = var[Place]("ladder", init=False)
    columns: var[tuple[Column, ...]] = var[tuple[Column, ...]](ladder.ladder_columns(47, False))
    rungs: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    words: var[Line] = var[Line](())

    def __init__(self) -> None:
        super().__init__()
        self._subject = ""
        self._level: PeriodKind | None = None
        self._tree: tuple[Node, ...] = ()
        self._opened: dict[str, frozenset[str]] = {}
        self._shown: dict[str, tuple[Node, int]] = {}
        """What stands on the ladder: by the row's key its period, and how deep it lies."""

    def _show_tree(self, page: GoalPage | None) -> None:
        """The periods of this goal; when it is seen for the first time, opened at today with the cursor there."""
        reading = page.reading if page else None
        self._tree = reading.tree() if reading is not None else ()
        fresh = page is not None and reading is not None and page.goal.name not in self._opened
        if page is not None and reading is not None and fresh:
            self._opened[page.goal.name] = ladder.opened_now(reading, ladder_room(self.app.size.height))
        self._lay_ladder()
        if fresh:
            self.call_after_refresh(self._stand_on_now)

    def _lay_ladder(self) -> None:
        """The ladder's rows as they are opened, and what the period under the cursor is for."""
        page: GoalPage | None = self.view.page if self.view else None
        if page is None or page.reading is None:
            self._shown, self.rungs, self.words = {}, (), ()
            return
        reading = page.reading
        self.columns = ladder.ladder_columns(round(self.size.width * LADDER_SHARE), page.replan is not None)
        if self._level is None:
            opened = self._opened[page.goal.name]
            shown = list(ladder.shown_nodes(self._tree, opened))
            self.rungs = ladder.tree_rows(shown, opened, self.columns)
        else:
            shown = [(Node(rung, self._level, reading), 0) for rung in reading.rungs(self._level)]
            self.rungs = ladder.level_rows([node for node, _ in shown], self.columns)
        self._shown = {ladder.rung_key(node.kind, node.rung): (node, depth) for node, depth in shown}
        self._tell_period()

    @property
    def node(self) -> Node | None:
        """The period under the cursor, while the ladder is in sight."""
        row = self.query_one("#ladder", RowList).current if self.is_mounted and self.place == "ladder" else None
        return self._shown[row.key][0] if row and row.key in self._shown else None

    @property
    def period(self) -> Rung | None:
        """The period under the cursor, while the ladder is in sight."""
        return self.node.rung if self.node else None

    @on(RowList.Moved, "#ladder")
    def _tell_period(self) -> None:
        self.words = period_line(self.view.page, self.node)

    def _stand_on_now(self) -> None:
        """Put the cursor on the shortest open period that holds today."""
        today = self.view.page.reading.today if self.view.page and self.view.page.reading else None
        here = [key for key, (node, _) in self._shown.items() if today and node.rung.start <= today <= node.rung.end]
        if here:
            self.query_one("#ladder", RowList).stand_on(here[-1])

    def action_open_close(self) -> None:
        """Open the period, or close it."""
        node = self.node
        if node is not None:
            key = ladder.rung_key(node.kind, node.rung)
            self._unfold(key, key not in self._opened[self._subject])

    def _unfold(self, key: str, wide: bool) -> None:
        if self._level is None:
            held = self._opened[self._subject]
            self._opened[self._subject] = held | {key} if wide else held - {key}
            self._lay_ladder()

    def action_unfold(self) -> None:
        """Open the period; when it is open, go to the first one in it."""
        node, rows = self.node, self.query_one("#ladder", RowList)
        if node is None or node.kind == "day" or self._level is not None:
            return
        key = ladder.rung_key(node.kind, node.rung)
        if key in self._opened[self._subject]:
            rows.action_move(1)
        else:
            self._unfold(key, True)

    def action_fold(self) -> None:
        """Close the period; when it is closed, go to the one that holds it."""
        node = self.node
        if node is None or self._level is not None:
            return
        key = ladder.rung_key(node.kind, node.rung)
        if key in self._opened[self._subject]:
            self._unfold(key, False)
            return
        depth, above = self._shown[key][1], ""
        for other, (_, deep) in self._shown.items():
            if other == key:
                break
            above = other if deep < depth else above
        self.query_one("#ladder", RowList).stand_on(above)

    def action_level(self) -> None:
        """Quarters, months, weeks, days, then the tree again."""
        at = ladder.LEVELS.index(self._level)
        self._level = ladder.LEVELS[(at + 1) % len(ladder.LEVELS)]
        if self.place == "ladder":
            self.reread()
            self.call_after_refresh(self._stand_on_now)
