"""The terminal UI: one App, one frame for every mode, and widgets that paint plain, safe text.

How a mode is added
-------------------
1. `keys.py`: a table named like the mode: `Key("goals.edit", "e", "edit", "Edit the goal", hint="edit")`. Hints are
   shown in the footer in this order, after the list's. A key that `app`, `mode` or `list` has already is refused by a
   test.
2. `modes.py`: one line: `Mode("goals", "2", "Goals", "goals:GoalsScreen")`, and in `keys.TABLES["app"]` its digit:
   `Key("app.goals", "2", "mode('goals')", "Goals: …")`.
3. `screens/goals.py`: the screen. `read` makes the view value, `show` spreads it over vars, `body` binds these to
   widgets:

       class GoalsScreen(ModeScreen[GoalsView]):
           MODE = "goals"
           TITLE = "Goals"
           BINDINGS: ClassVar[list[BindingType]] = [*bindings("goals")]
           ladder: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
           curve: var[Curve] = var(Curve())

           def read(self, workspace: Workspace) -> GoalsView:
               return goals.view(workspace, self.subject)

           def show(self, view: GoalsView) -> None:
               self.ladder, self.curve = ladder_rows(view), curve_of(view)

           def body(self) -> ComposeResult:
               with Horizontal(classes="columns"):
                   yield RowList(*COLUMNS, id="ladder", empty=NO_GOALS).data_bind(rows=GoalsScreen.ladder)
                   yield Chart(classes="split").data_bind(GoalsScreen.curve)

   and what it answers: `explain(rows, key) -> Reason | None` (w), `open_row(rows, key)` (enter), `subjects()` (the
   breadcrumb), `go_to(subject)` (another mode sends the person here), `step_back()` (esc), `reopen(form)` (a
   kept draft).
4. Pure functions that make rows, lines and curves from the view live beside the screen (`screens/goals_rows.py`) and
   are tested without an app; `tests/tui/test_goals.py` snapshots it at 80×24 and 120×40, empty, and with hostile
   text.

Widgets
-------
`RowList(*columns, rows=(), empty="why, and the key to press", id=…)`, vars `rows`, `columns`, `empty`, `needle`; it
posts `Opened`, `Moved`, `WhyAsked`, `CopyAsked`, `WriteAsked`, `FilterAsked` (each with `.rows` and `.key`), which
ModeScreen answers. `Row(key, cells, tone=, wide=, indent=)`, `heading`, `blank`, `note`; a cell is a text, a Piece,
a Line, or a function of the column's width. `LineScroll(lines_for)`: a detail, made for its width. `Lines(*lines)`:
a few fixed lines. `Chart()`, var `curve: Curve`. Functions: `bar`, `budget_line`, `spark`, `finding_lines`,
`finding_rows`. A mode's CSS stands in `app.tcss`, by the ids of its widgets: a mode with `CSS` of its own
has every style sheet parsed again when it opens. A dialog's stands in the dialog: few sessions open it.

View values
-----------
Frozen dataclasses made by one call of a workspace verb: figures with their unit, source and complete-to day, no texts
laid out for a width, no widget, no markup. The app calls `read` again when another session commits, after every verb
of its own, at the turn of the day, and when the mode is come back to; so `read` is a few indexed queries. `Row.key`
stays the same from one reading to the next: the cursor stands on a key.

Asking for things
-----------------
`self.host` (a `Host`) does them: `perform(verb, said)` runs `verb(workspace)`, shows a refusal with its remedy,
rereads; `go(mode, subject)`, `copy(text)`, `write(text)`, `say(text)`, `run_command(["import", path], title)`.
Dialogs are pushed with `self.app.push_screen(dialog, callback)`: `Picker`, `Ask`, `TypeTheWord`, `Form`,
`ConflictCard`, `WhyCard`.

Text
----
Every text is a `Piece(text, tone)` in a `Line`; only `widgets/painted.py` turns them into what Textual draws. No
Static, Label, DataTable or f-string goes near a markup parser: a test reads the source.
"""

import sys
from typing import TYPE_CHECKING

from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.tui.terminal import terminal_problem

if TYPE_CHECKING:
    from tweetplan.workspace.core import Workspace

UNUSED = ("ssl", "_hashlib")
"""A session opens no connection: without OpenSSL, which asyncio would load, it is over 4 MiB smaller (measured)."""

__all__ = ["UiActions", "UiSettings", "run", "terminal_problem"]


def run(workspace: "Workspace", settings: UiSettings, actions: UiActions) -> int:
    """Open the UI on a workspace until the person quits; the exit code: 0, 1 (a fault), 129 or 143 (signals)."""
    import gc

    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # as documented: importing it then fails
    gc.disable()  # until the first frame: collecting while modules load takes a tenth of the start
    from tweetplan.tui.app import TweetplanApp

    app = TweetplanApp(workspace, settings, actions)
    app.run(mouse=settings.mouse)
    return 1 if app.return_code is None else app.return_code
