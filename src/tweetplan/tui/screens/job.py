"""A headless command under way: what it says, how far it is, and a key that stops it; esc leaves it to go on behind."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tweetplan.tui.keys import bindings
from tweetplan.tui.paint import Line, Piece, cut, wrap
from tweetplan.tui.widgets.bars import bar
from tweetplan.tui.widgets.painted import Lines
from tweetplan.tui.widgets.scroll import LineScroll
from tweetplan.workspace.jobs import Job, Progress

WORDS = {0: "done", 1: "failed", 2: "not understood", 3: "problems were found", 4: "not found", 5: "conflict"}
SHOWN_LINES = 400


class JobCard(ModalScreen[None]):
    """Follows one job; knows nothing of who started it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("job")]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.job: Job | None = None
        self._last = Progress()
        self._trouble = ""

    def compose(self) -> ComposeResult:
        """Title, progress, what it said."""
        with Vertical(classes="card job"):
            yield Lines(*self._state(), id="state")
            yield LineScroll(id="said")

    def on_mount(self) -> None:
        """Show what is known already."""
        self.show()

    def told(self, job: Job, progress: Progress) -> None:
        """New progress of the job."""
        self.job, self._last = job, progress
        self.show()

    def failed(self, trouble: str) -> None:
        """It could not be started."""
        self._trouble = trouble
        self.show()

    def show(self) -> None:
        """Bring the card up to date."""
        if not self.query("#state"):
            return
        self.query_one("#state", Lines).lines = tuple(self._state())
        said = self._said()
        self.query_one(LineScroll).lines_for = lambda width: tuple(
            (Piece(row),) for text in said for row in wrap(text, width)
        )

    def _said(self) -> Sequence[str]:
        if self.job is None:
            return ()
        done = self.job.code is not None
        return [*self.job.talk, *(self.job.output.splitlines()[:SHOWN_LINES] if done else ())]

    def _state(self) -> Sequence[Line]:
        title = (Piece(self._title, "head"),)
        if self._trouble:
            return (title, (Piece(self._trouble, "bad"),), (Piece("esc back", "dim"),))
        code = self.job.code if self.job else None
        if code is not None:
            words = "stopped" if self.job and self.job.cancelled else WORDS.get(code, "ended")
            ended = Piece(f"{words} (exit code {code})", "good" if code == 0 else "bad")
            return (title, (ended,), (Piece("esc back", "dim"),))
        share = self._last.share
        moving = (*bar(share, 30), Piece(f" {share:.0%}")) if share is not None else (Piece("at work …"),)
        return (
            title,
            (*moving, Piece("  " + cut(self._last.words, 30), "dim")),
            (Piece("x stop   esc leave it at work", "dim"),),
        )

    def action_close(self) -> None:
        """Back; the job goes on."""
        self.dismiss(None)

    def action_stop(self) -> None:
        """Tell the job to stop."""
        if self.job is not None:
            self.job.cancel()


def said_lines(said: Sequence[str], width: int) -> tuple[Line, ...]:
    """What a child wrote, wrapped."""
    return tuple((Piece(row),) for text in said for row in wrap(text, width))
