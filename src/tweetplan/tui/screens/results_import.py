"""What an import would do before anything is stored: the command line's dry run as a child, with progress."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from tweetplan.domain.figures import number_words, percent_words
from tweetplan.tui.host import Host, host_of
from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Line, Piece, cut, wrap
from tweetplan.tui.widgets.bars import bar
from tweetplan.tui.widgets.painted import Lines
from tweetplan.tui.widgets.scroll import LineScroll
from tweetplan.workspace import jobs

SECONDS_BETWEEN = 0.25
MOST_REJECTED = 50
READABLE = (0, 3)
"""Exit codes after which there is something to import: done, and some rows were rejected."""


def words_for(path: Path, account: str) -> list[str]:
    """The command line that imports a file; a name that begins with a dash is no option."""
    return ["import", *(["--account", account] if account else []), "--progress", "json", "--", str(path)]


class ImportPreview(ModalScreen[bool]):
    """Follows the dry run and shows what it says; answers True when it should be imported."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("preview")]

    def __init__(self, path: Path, account: str) -> None:
        super().__init__()
        self._path, self._account = path, account
        self._job: jobs.Job | None = None
        self._progress = jobs.Progress()
        self._report: dict[str, Any] | None = None
        self._trouble: Sequence[str] = ()

    @property
    def host(self) -> Host:
        """The app, as far as screens know it."""
        return host_of(self.app)

    def compose(self) -> ComposeResult:
        """What it is, how far it is, what would happen."""
        with Vertical(classes="card job"):
            yield Lines(*self._head(), id="preview-head")
            yield LineScroll(id="preview-said")

    def on_mount(self) -> None:
        """Read the file."""
        self.run_worker(self._follow(), exit_on_error=False)

    async def _follow(self) -> None:
        argv = (*self.host.actions.program, *words_for(self._path, self._account))
        place = argv.index("import") + 1
        try:
            self._job = await jobs.start((*argv[:place], "--dry-run", "--json", *argv[place:]))
        except OSError as error:
            self._trouble = (f"It could not be started: {error.strerror}.",)
            self._show()
            return
        painted = 0.0
        try:
            async for progress in self._job.progress():
                if progress.share is not None and monotonic() - painted >= SECONDS_BETWEEN:
                    painted, self._progress = monotonic(), progress
                    self._show()
        finally:
            if self._job.code is None:
                self._job.cancel()
        self._ended(self._job)

    def _ended(self, job: jobs.Job) -> None:
        try:
            held = json.loads(job.output)["data"] if job.code in READABLE else None
        except (ValueError, KeyError, TypeError, RecursionError):
            held = None
        self._report = held if isinstance(held, dict) else None
        if self._report is None:
            said = [line for line in job.talk if not line.startswith("{")]
            self._trouble = said or [f"It ended with exit code {job.code}."]
        else:
            self._trouble = [line for line in job.talk if line.strip() and line not in ("reading", "comparing")]
        self._show()

    # ---- what it shows --------------------

    def _show(self) -> None:
        if not self.query("#preview-head"):
            return
        self.query_one("#preview-head", Lines).lines = tuple(self._head())
        self.query_one(LineScroll).lines_for = lambda width: tuple(self._body(width))

    def _head(self) -> Iterable[Line]:
        yield (Piece(f"Import {cut(self._path.name, 50)}?", "head"),)
        if self._report is not None:
            yield (Piece("enter imports it   esc leaves it", "accent"),)
        elif self._trouble:
            yield (Piece("nothing to import   esc back", "bad"),)
        else:
            share = self._progress.share
            moving = (
                (*bar(share, 30), Piece(f" {percent_words(round(share, 2))}"))
                if share is not None
                else (Piece("reading …"),)
            )
            yield (*moving, Piece("   esc stops", "dim"))

    def _body(self, width: int) -> Iterable[Line]:
        if self._report is not None:
            yield from report_lines(self._report, width)
        for text in self._trouble:
            yield from ((Piece(row, "warn"),) for row in wrap(text, width))

    # ---- keys --------------------

    def action_import(self) -> None:
        """Import it, once it is known what that does."""
        if self._report is not None:
            self.dismiss(True)

    def action_close(self) -> None:
        """Leave it, and stop reading."""
        if self._job is not None and self._job.code is None:
            self._job.cancel()
        self.dismiss(False)


def report_lines(report: dict[str, Any], width: int) -> Iterable[Line]:
    """What the dry run counted, and the first rows that it rejects."""
    rejected = report.get("rejected")
    rows = rejected if isinstance(rejected, list) else []
    for names in (("read",), ("new", "updated", "known"), ("matched", "unsure", "unplanned")):
        counts = [f"{number_words(_whole(report.get(name)))} {name}" for name in names]
        words = {"read": "rows", "new": "store", "matched": "plan"}[names[0]]
        yield (Piece(f"{words:<9}", "dim"), Piece(", ".join(counts)))
    yield (Piece(f"{'rejected':<9}", "dim"), Piece(number_words(len(rows)), "warn" if rows else ""))
    if not _whole(report.get("new")) and not _whole(report.get("updated")):
        yield (Piece("All of it is known already: importing it adds nothing.", "warn"),)
    for row in rows[:MOST_REJECTED]:
        held = row if isinstance(row, dict) else {}
        told = wrap(f"{held.get('file', '')}, line {held.get('line', '')}: {held.get('why', '')}", width - 2)
        yield from ((Piece(("  " if at else "✗ ") + part, "warn"),) for at, part in enumerate(told))
    if len(rows) > MOST_REJECTED:
        yield (Piece(f"… and {number_words(len(rows) - MOST_REJECTED)} more", "dim"),)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def show_preview(screen: Screen[Any], path: Path, account: str) -> None:
    """Preview a file over a screen, and import it when the person wants that."""
    host = host_of(screen.app)

    def answered(wanted: bool | None) -> None:
        if wanted:
            host.run_command(words_for(path, account), f"import {path.name}")

    screen.app.call_later(screen.app.push_screen, ImportPreview(path, account), answered)
