"""The app: it switches modes, does the verbs that screens ask for, and its own actions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.screen import Screen

from tweetplan.domain.events import Event
from tweetplan.domain.findings import Problem
from tweetplan.domain.text import safe_text
from tweetplan.tui import modes
from tweetplan.tui.chrome import HintBar, ModeTab, TopBar, clock_text
from tweetplan.tui.keys import bindings
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.shell import Shell
from tweetplan.tui.themes import NAMES
from tweetplan.workspace.core import Workspace

T = TypeVar("T")
MOUSE = ("1000", "1003", "1015", "1006")
"""The terminal modes that send us the mouse."""


class TweetplanApp(Shell):
    """The terminal UI of one workspace."""

    listed: ClassVar[tuple[modes.Mode, ...]] = modes.MODES
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {mode.name: mode.open for mode in listed}
    DEFAULT_MODE = "today"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    _notices: Mapping[str, Event] = MappingProxyType({})
    """The notices that the inbox shows, by id."""

    # ---- what screens read --------------------

    @property
    def tabs(self) -> Sequence[ModeTab]:
        """The modes that exist."""
        return [mode.tab for mode in self.listed]

    @property
    def clock_line(self) -> str:
        """The time in UTC and in the account's zones, to the minute."""
        return clock_text(self.workspace.now, self.zones)

    @property
    def today(self) -> date:
        """The day in the first account's zone."""
        return self.watch_store.today

    # ---- what screens ask for --------------------

    def perform(self, verb: Callable[[Workspace], T], said: str | Callable[[T], str] = "") -> T | None:
        """Do a verb of the workspace, say so, show its effects; None after a refusal, shown with its remedy."""
        try:
            result = verb(self.workspace)
        except Problem as problem:
            self.show_problem(problem)
            return None
        self.seen = self.workspace.revision
        self.action_reread()
        words = said(result) if callable(said) else said
        if words:
            self.say(words)
        return result

    def show_problem(self, problem: Problem) -> None:
        """Say why a verb was refused, what to do, and the first findings."""
        findings = [f"{finding.rule} {finding.message}" for finding in problem.findings[:4]]
        self.say("\n".join([problem.message, *findings, *([problem.remedy] if problem.remedy else [])]), trouble=True)

    def copy(self, text: str) -> None:
        """Put text on the clipboard, and say where it went."""
        from tweetplan.tui import clipboard

        self.say(clipboard.copy(safe_text(text, newlines=True), self.settings, self._to_terminal))

    def write(self, text: str) -> None:
        """Put text into a file of the person's own, and say which."""
        from tweetplan.tui import clipboard

        try:
            self.say(f"Written to {clipboard.save(safe_text(text, newlines=True), self.settings.state)}.")
        except OSError as error:
            self.say(f"It could not be written: {error.strerror}.", trouble=True)

    def _to_terminal(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)

    def run_command(self, arguments: Sequence[str], title: str) -> None:
        """Start a headless command as a child and follow it; the screen stays usable."""
        from tweetplan.tui.follow import follow
        from tweetplan.tui.screens.job import JobCard

        card = JobCard(title)
        self.push_screen(card)
        self.run_worker(follow(self, (*self.actions.program, *arguments), title, card), exit_on_error=False)

    # ---- actions --------------------

    def action_mode(self, name: str) -> None:
        """Go to a mode by its digit."""
        self.go(name)

    async def action_back(self) -> None:
        """One step back: inside the mode, then to the mode before."""
        if isinstance(self.screen, ModeScreen) and self.screen.back():
            return
        if self._came_from:
            self.switch_mode(self._came_from.pop())

    def action_undo(self) -> None:
        """Take back this person's last change, and say which it was."""
        from tweetplan.workspace import history

        self.perform(history.undo, lambda operation: operation.summary)

    def action_redo(self) -> None:
        """Do again what was undone last, and say what."""
        from tweetplan.workspace import history

        self.perform(history.redo, lambda operation: operation.summary)

    def action_inbox(self) -> None:
        """What others did that concerns this person; enter goes there and notes it as seen."""
        if not isinstance(self.screen, ModeScreen):
            return
        from tweetplan.tui import inbox
        from tweetplan.tui.screens.picker import Picker
        from tweetplan.workspace.inbox import unseen

        self._notices = {event.id: event for event in unseen(self.workspace)}
        rows = inbox.notice_rows(tuple(self._notices.values()), self.workspace.clock())
        self.push_screen(Picker("Inbox", rows, *inbox.COLUMNS, empty=inbox.EMPTY), self._notice_picked)

    def _notice_picked(self, choice: str | None) -> None:
        if choice is None:
            return
        from tweetplan.tui import inbox
        from tweetplan.workspace.inbox import see

        chosen = [*self._notices] if choice == inbox.ALL_SEEN else [choice]
        self.perform(lambda ws: see(ws, chosen), "" if len(chosen) == 1 else "All seen.")
        if choice in self._notices:
            self.go(*inbox.leads_to(self._notices[choice]))

    def action_toggle_mouse(self) -> None:
        """Give the mouse to the terminal, so that it selects text, or take it back."""
        self._mouse = not self._mouse
        for sequence in MOUSE:
            self._to_terminal(f"\x1b[?{sequence}{'h' if self._mouse else 'l'}")
        self.actions.remember({"mouse": self._mouse})
        self.say(
            "The mouse is ours: % gives it back."
            if self._mouse
            else "The mouse selects text in your terminal: % takes it."
        )

    def action_next_theme(self) -> None:
        """Take the next theme and remember it."""
        self.theme = NAMES[(NAMES.index(self.theme) + 1) % len(NAMES)] if self.theme in NAMES else NAMES[0]
        self.actions.remember({"theme": self.theme})
        self.say(f"Theme: {self.theme}.")

    def action_palette(self) -> None:
        """Choose any action or headless verb by its words."""
        self._pick("Do what?", with_verbs=True)

    def action_help(self) -> None:
        """What every key does here; enter does it."""
        self._pick("Keys", with_verbs=False)

    def action_help_quit(self) -> None:
        """Ctrl+C does not quit: it is too near to copying."""
        self.say("ctrl+q quits.")

    def _pick(self, title: str, *, with_verbs: bool) -> None:
        if not isinstance(self.screen, ModeScreen):
            return
        from tweetplan.tui import palette
        from tweetplan.tui.screens.picker import Picker

        screen = self.screen
        rows = palette.action_rows(screen.MODE, str(screen.title), self.keymap)
        if with_verbs:
            rows += palette.verb_rows(self.actions.verbs())
        self.push_screen(Picker(title, rows, *palette.COLUMNS), self._picked)

    async def _picked(self, choice: str | None) -> None:
        if choice is None:
            return
        from tweetplan.tui import palette

        if choice.startswith(palette.VERB):
            from tweetplan.tui.screens.command import CommandLine

            self.push_screen(CommandLine(choice.removeprefix(palette.VERB)), self._command_typed)
            return
        await self.do(choice)

    def _command_typed(self, arguments: list[str] | None) -> None:
        if arguments:
            self.run_command(arguments, "tweetplan " + " ".join(arguments))

    async def do(self, identity: str) -> None:
        """Do the action of this id where its table says: in the list with the focus, in the mode, or here."""
        from tweetplan.tui import palette

        screen = self.screen
        key = palette.found(screen.MODE, identity) if isinstance(screen, ModeScreen) else None
        if key is None:
            return
        owner = identity.partition(".")[0]
        target = (screen.focused or screen) if owner == "list" else self if owner == "app" else screen
        await self.run_action(key.action, target)

    @on(TopBar.ModeClicked)
    def _mode_clicked(self, event: TopBar.ModeClicked) -> None:
        self.go(event.mode)

    @on(HintBar.Clicked)
    async def _hint_clicked(self, event: HintBar.Clicked) -> None:
        await self.do(event.key.id)
