"""Results: the goals' KPIs with trend, n, source and age; posts by what came of them; imports (G11, G19, T13)."""

from pathlib import Path
from typing import ClassVar, get_args

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import var

from tweetplan.tui.keys import bindings, table
from tweetplan.tui.paint import Line, Piece
from tweetplan.tui.screens import results_rows as made
from tweetplan.tui.screens.results_matching import OPEN, ResultsMatching
from tweetplan.tui.screens.why import Reason, Why, WhyCard
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.rows import RowList
from tweetplan.tui.widgets.ruled import RuleLine
from tweetplan.workspace import results_view
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.results import Import
from tweetplan.workspace.results_learnt import Learnt
from tweetplan.workspace.results_view import ORDERS, SPANS, KpiLine, Place, ResultsView

WHY_COUNT = (
    "X's overview tells follows and unfollows, never the count: a count typed once a month keeps the level true that "
    "is derived from them."
)
WIDE = 110
"""From this many cells on a figure names every source."""
HINTS = ("list.open", "list.why", "results.import", "results.view")


class ResultsScreen(ResultsMatching):
    """KPIs above; below posts or imports."""

    MODE = "results"
    TITLE = "Results"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("results")]
    PLACE: ClassVar[tuple[str, ...]] = ("place", "days", "order", "least", "account")
    kpis: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    kpi_columns: var[tuple[Column, ...]] = var[tuple[Column, ...]](made.kpi_columns(SPANS[0]))
    words: var[Line] = var[Line](())
    below: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    below_columns: var[tuple[Column, ...]] = var[tuple[Column, ...]](made.post_columns(None))
    below_empty: var[str] = var(made.NO_POSTS)

    def __init__(self) -> None:
        super().__init__()
        self.place: Place = "posts"
        self.days = SPANS[0]
        self.order = ORDERS[0]
        self.least = False
        self.account = ""
        """The key of the account whose posts are shown; empty: the first."""

    # ---- the view --------------------

    def read(self, workspace: Workspace) -> ResultsView:
        """The figures of this moment."""
        return results_view.view(workspace, self.place, self.days, self.account, self.order, self.least)

    def show(self, view: ResultsView) -> None:
        """Rows for both lists."""
        self._set_hints()
        self.kpi_columns = made.kpi_columns(view.days, self.size.width >= WIDE)
        self.kpis = (*self.open_rows(), *made.kpi_rows(view))
        self._make_room()
        if view.learnt is not None:
            self._show_learnt(view.learnt)
            return
        if self.place == "imports":
            self.words, self.below_empty = made.imports_line(view.imports), made.NO_IMPORTS
            self.below_columns, self.below = made.IMPORT_COLUMNS, made.import_rows(view.imports)
            return
        ranking = view.ranking
        self.words, self.below_empty = made.post_words(ranking, view.days), self._why_empty(view)
        self.below_columns = made.post_columns(ranking)
        self.below = made.post_rows(ranking) if ranking else ()

    def _make_room(self) -> None:
        """What posts taught has the whole height: the KPIs come back with the posts."""
        for kpis in self.query("#kpis"):
            kpis.display = self.place in ("posts", "imports")

    def _show_learnt(self, found: Learnt) -> None:
        from tweetplan.tui.screens import results_learnt as rows

        sections = {
            "timing": (rows.timing_line, rows.ONE, rows.timing_rows, rows.NOT_COMPUTED),
            "lifts": (rows.lifts_line, rows.LIFT_COLUMNS, rows.lift_rows, rows.NO_LIFTS),
            "experiments": (rows.experiments_line, rows.EXPERIMENT_COLUMNS, rows.experiment_rows, rows.NO_EXPERIMENTS),
            "trust": (rows.trust_line, rows.TRUST_COLUMNS, rows.trust_rows, rows.NO_PROMISES),
        }
        line, columns, made_rows, empty = sections[self.place]
        self.words, self.below_columns, self.below = line(found), columns, made_rows(found)
        self.below_empty = empty if found.computed else rows.NOT_COMPUTED

    def _why_empty(self, view: ResultsView) -> str:
        ranking = view.ranking
        if ranking is None or ranking.first is None:
            return made.NO_POSTS
        return f"No post of these {view.days} days has {made.order_words(ranking.order)}: o takes another measure."

    def _set_hints(self) -> None:
        keys = {key.id: key for key in table("list", self.MODE, "app", keymap=self.host.keymap)}
        other = "imports" if self.place == "posts" else "posts"
        if self.place not in ("posts", "imports"):
            names = ("results.timing", "results.lifts", "results.experiments", "results.trust")
            beside = [keys[name] for name in names if not name.endswith(self.place)][:2]
            self.hints = (keys["list.why"], *beside, keys["results.view"]._replace(hint=other), keys["app.palette"],
                          keys["app.help"])  # fmt: skip
            return
        own = [keys[name] for name in HINTS[:3]]
        self.hints = (*own, keys["results.view"]._replace(hint=other), keys["app.palette"], keys["app.help"])

    def body(self) -> ComposeResult:
        """KPIs, a rule that says what is below, posts or imports."""
        kpis = RowList(id="kpis", empty=made.NO_RESULTS)
        yield kpis.data_bind(rows=ResultsScreen.kpis, columns=ResultsScreen.kpi_columns)
        yield RuleLine().data_bind(ResultsScreen.words)
        below = RowList(id="below").data_bind(rows=ResultsScreen.below, columns=ResultsScreen.below_columns)
        yield below.data_bind(empty=ResultsScreen.below_empty)

    def subjects(self) -> tuple[str, ...]:
        """What is below, and the days."""
        return (self.place, f"{self.days} days") if self.place in ("posts", "imports") else (self.place,)

    def on_resize(self) -> None:
        """Wider columns where there is room."""
        if self.view is not None:
            self.kpi_columns = made.kpi_columns(self.view.days, self.size.width >= WIDE)

    # ---- rows --------------------

    def _kpi(self, key: str) -> KpiLine | None:
        lines = (line for block in self.view.blocks for line in block.lines)
        return next((line for line in lines if f"kpi:{line.key}" == key), None)

    def _import(self, key: str) -> Import | None:
        return next((one for one in self.view.imports if f"import:{one.batch}" == key), None)

    def explain(self, rows: RowList, key: str) -> Reason | None:
        """How the figure was made, why a post stands where it does, what an import brought."""
        from tweetplan.tui.screens import results_cards as cards

        kind, _, rest = key.partition(":")
        workspace = self.host.workspace
        line, one = self._kpi(key), self._import(key)
        if self.view.learnt is not None and rows.id == "below":
            from tweetplan.tui.screens.results_learnt_why import learnt_why

            return learnt_why(self.view.learnt, key)
        if line is not None:
            return cards.kpi_why(workspace, line)
        if one is not None:
            return cards.import_card(one)
        if kind == "post" and self.view.ranking is not None:
            return cards.rank_why(workspace, self.view.ranking, rest)
        if kind == OPEN:
            return self.why_open()
        if kind == "due":
            return Why("Followers", [WHY_COUNT])
        return None

    def open_row(self, rows: RowList, key: str) -> None:
        """A post is shown whole, a goal's KPI on its ladder, an import with its rejected rows."""
        kind, _, rest = key.partition(":")
        line = self._kpi(key)
        if kind == OPEN:
            self.action_matches()
        elif kind == "due":
            self.open_form(f"results.record:{rest}")
        elif kind == "post" and self.view.ranking is not None:
            from tweetplan.tui.screens.results_cards import post_card

            card = post_card(self.host.workspace, self.view.ranking, rest)
            if card is not None:
                self.app.push_screen(WhyCard(card))
        elif line is not None and line.goal and any(tab.name == "goals" for tab in self.host.tabs):
            self.host.go("goals", line.goal)
        else:
            rows.action_why()

    def go_to(self, subject: str) -> None:
        """Posts, imports or a section of what posts taught, asked for by another mode."""
        if subject == "matches":
            self.action_matches()
        found = next((place for place in get_args(Place) if place == subject), None)
        if found is not None:
            self.place = found
            self.reread()

    def step_back(self) -> bool:
        """From anything else to the posts."""
        if self.place != "posts":
            self.action_section("posts")
            return True
        return False

    # ---- what is shown --------------------

    def action_view(self) -> None:
        """Imports in place of posts, or posts again."""
        self.action_section("imports" if self.place == "posts" else "posts")

    def action_section(self, place: Place) -> None:
        """Show posts, imports, or what posts taught; the same key again goes back to the posts."""
        self.place = place if place != self.place else "posts"
        self.reread()
        below = self.query_one("#below", RowList)
        below.action_first()
        below.focus()

    def action_days(self) -> None:
        """Figures of other days: 28, 7, 90."""
        self.days = SPANS[(SPANS.index(self.days) + 1) % len(SPANS)]
        self.reread()

    def action_order(self) -> None:
        """Order posts by another measure."""
        from tweetplan.tui.screens.picker import Picker

        rows = [Row(order, (made.order_words(order), _order_kind(order))) for order in ORDERS]
        self.app.push_screen(Picker("Posts by which figure?", rows, Column(20), Column()), self._ordered)

    def _ordered(self, order: str | None) -> None:
        if order is not None:
            self.order, self.place = order, "posts"
            self.reread()
            self.query_one("#below", RowList).action_first()

    def action_least(self) -> None:
        """The least posts first, or the best again."""
        self.least, self.place = not self.least, "posts"
        self.reread()
        self.query_one("#below", RowList).action_first()

    def action_account(self) -> None:
        """The posts of the next account."""
        known = [account.key for account in self.view.accounts]
        shown = self.view.ranking.account.key if self.view.ranking else self.account or next(iter(known), "")
        if len(known) < 2:
            self.host.say("There is one account." if known else "There is no account yet.")
            return
        self.account = known[(known.index(shown) + 1) % len(known) if shown in known else 0]
        self.place = self.place if self.view.learnt is not None else "posts"
        self.reread()

    # ---- verbs --------------------

    def action_import(self) -> None:
        """Import results from a file: the preview first."""
        self.open_form("results.import")

    def action_record(self) -> None:
        """Record one figure."""
        row = self.query_one("#kpis", RowList).current
        line = self._kpi(row.key) if row else None
        typed = line is not None and line.kpi.formula.kind in ("total", "level") and line.figure.source == "typed"
        measure = line.kpi.formula.plus[0] if line is not None and typed else ""
        self.open_form("results.record", measure, line.account if line else "")

    def open_form(self, name: str, measure: str = "", account: str = "") -> bool:
        """Open the form of this name; False when there is none."""
        from tweetplan.tui.screens import results_forms as forms
        from tweetplan.tui.screens.form import Form

        kind, _, rest = name.partition(":")
        if kind == "results.import":
            spec = forms.import_form(self.host, self._preview)
        elif kind == "results.record":
            measure = measure or ("followers" if rest else "")
            spec = forms.record_form(self.host, self.host.today, measure, rest or account)
        else:
            return self.open_matching(name)
        self.app.push_screen(Form(spec))
        return True

    def reopen(self, form: str) -> bool:
        """Open a form whose draft was kept."""
        return self.open_form(form)

    def _preview(self, path: Path, account: str) -> None:
        from tweetplan.tui.screens.results_import import show_preview

        show_preview(self, path, account)

    def action_withdraw(self) -> None:
        """Let nothing of the import under the cursor count any more; the same key lets it count again."""
        from tweetplan.workspace import history

        rows = self.query_one("#below", RowList)
        one = self._import(rows.current.key) if rows.current else None
        if one is None:
            said = "Put the cursor on an import first" + ("." if self.place == "imports" else ": v shows them.")
            self.host.say(said)
            return
        if not one.operation:
            self.host.say("The log does not know this import.", trouble=True)
            return
        verb = history.redo if one.withdrawn else history.undo
        self.host.perform(lambda ws: verb(ws, one.operation), lambda operation: operation.summary)


def _order_kind(order: str) -> Piece:
    words = f"a rate: posts with {results_view.FEWEST_VIEWS}+ views" if order in made.RATES else "a count"
    return Piece(words, "dim")
