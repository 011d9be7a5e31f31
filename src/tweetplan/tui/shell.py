"""What the app does whatever it shows: start, switch modes, notice changes, keep drafts, leave with the right code."""

import gc
import os
from functools import partial
from pathlib import Path
from typing import Any

from rich.text import Text
from textual import events
from textual.app import App
from textual.notifications import SeverityLevel

from tweetplan.domain.findings import Problem
from tweetplan.domain.text import safe_text
from tweetplan.tui import crash, signals
from tweetplan.tui.drafts import Draft, Drafts
from tweetplan.tui.keymap import clean
from tweetplan.tui.poller import SECONDS, Watch
from tweetplan.tui.screens.mode import ModeScreen, Whereabouts
from tweetplan.tui.screens.too_small import TooSmall, too_small
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.tui.themes import OURS
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.crisis_banner import banner

LATEST = 2
"""How many modes keep their screens: the one in sight and those before it."""
SETTLED = 0.2
"""Seconds after which a screen that was given up is gone, and its memory can be had again."""
OFFER = (("open", "o", "open the form with its text"), ("discard", "d", "throw the text away"))


class Shell(App[None]):
    """The life of a session on one workspace; what it can be asked for is `TweetplanApp`'s."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "tweetplan"

    def __init__(self, workspace: Workspace, settings: UiSettings, actions: UiActions) -> None:
        super().__init__()
        self.workspace, self.settings, self.actions = workspace, settings, actions
        self.keymap = clean(settings.keymap)
        self.set_keymap(self.keymap)
        self._begin_with(settings.theme_name)
        self.animation_level = "none" if settings.reduced else "basic"
        self.zones = zones_of(workspace)
        self.watch_store = Watch(workspace.db.token, lambda: self.workspace.now, self.zones[0])
        self.seen = workspace.revision
        self.drafts = Drafts(settings.state, str(workspace.db.path))
        self.status = ""
        self._mouse = settings.mouse
        self._came_from: list[str] = []

    def _begin_with(self, theme: str) -> None:
        """Have the theme before any style is read: changing it later parses every style sheet again."""
        for each in OURS:
            self.register_theme(each)
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self._refresh_truecolor_filter(self.ansi_theme)
        dark = self.current_theme.dark
        self.update_classes({f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False)

    # ---- life --------------------

    def on_mount(self) -> None:
        """Listen for signals, and look at the store once a second."""
        signals.install(self.leave)
        self.set_interval(SECONDS, self.poll, name="poll")
        self.call_after_refresh(gc.enable)  # `run` stopped it for the start
        kept = self.drafts.kept()
        if kept:
            self.call_after_refresh(self._offer, kept[-1])

    def on_resize(self, event: events.Resize) -> None:
        """Cover everything while the terminal is too small."""
        small, covered = too_small(*event.size), isinstance(self.screen, TooSmall)
        if small and not covered:
            self.push_screen(TooSmall(*event.size))
        elif covered and not small:
            self.pop_screen()

    def poll(self) -> None:
        """What changed outside: a lost terminal, another's commit, a new day."""
        if not self.is_headless and signals.hung_up():
            self.save_drafts()
            os._exit(signals.HANGUP)  # nothing is left to restore, and Textual would wait for what it cannot write
        try:
            wrote, turned = self.watch_store.others_wrote(), self.watch_store.day_turned()
            if wrote:
                self._tell_news()
            if wrote or turned:
                self.action_reread()
            self._tell_alert()
        except Problem as problem:
            self.say(str(problem), trouble=True)

    async def on_event(self, event: events.Event) -> None:
        """With any key, bring the clock up to date: a minute that passes by itself writes nothing to the terminal."""
        if isinstance(event, events.Key) and isinstance(self.screen, ModeScreen):
            self.screen.tell_time()
        await super().on_event(event)

    def leave(self, code: int) -> None:
        """Save what was typed, restore the terminal, and end with this code."""
        self.save_drafts()
        self.exit(return_code=code)

    def save_drafts(self) -> None:
        """Keep the unsent text of an open form; a full disk must not keep us from leaving."""
        for screen in self.screen_stack:
            unsent = getattr(screen, "unsent", None)
            values = unsent() if callable(unsent) else None
            if values:
                stamp = self.workspace.clock().isoformat(timespec="seconds")
                draft = Draft(self.current_mode, str(screen.name), str(screen.title or ""), values, stamp)
                try:
                    self.drafts.save(draft)
                except OSError as error:
                    self.say(f"The draft could not be kept: {error.strerror}.", trouble=True)

    def go(self, mode: str, subject: str = "") -> None:
        """Switch to a mode, and there to a subject (a goal's name, a day); a mode that is not there is passed over."""
        if mode == "inbox":
            self.call_after_refresh(self.run_action, "inbox")
        if mode not in self.MODES:
            return
        if mode != self.current_mode:
            self._came_from = [*self._came_from[-20:], self.current_mode]
            self.switch_mode(mode)
            self._give_up_others()
        if subject:
            self.call_after_refresh(self._go_to, subject)

    def _go_to(self, subject: str) -> None:
        if isinstance(self.screen, ModeScreen):
            self.screen.go_to(subject)

    def _give_up_others(self) -> None:
        """Give up the screens of modes that were not looked at lately; they are made again, where they were, if asked.

        A mode with something open over it, such as the editor, stays.
        """
        latest = list(dict.fromkeys((self.current_mode, *reversed(self._came_from))))
        for name in latest[LATEST:]:
            stack = self._screen_stacks.get(name, [])
            if len(stack) == 1 and isinstance(stack[0], ModeScreen):
                place = stack[0].whereabouts()
                self.remove_mode(name)
                self.add_mode(name, partial(_made_at, self.MODES[name], place))
                self.set_timer(SETTLED, gc.collect)

    def action_reread(self) -> None:
        """Show what is stored now; a mode under a dialog does so when it is seen again."""
        self.zones = zones_of(self.workspace)
        self.watch_store.zone = self.zones[0]
        if isinstance(self.screen, ModeScreen):
            self.screen.reread()

    @property
    def alert(self) -> str:
        """The crisis that goes on, in one line; empty when none does."""
        return banner(self.workspace)

    def _tell_alert(self) -> None:
        """Have the minutes left of a crisis counted down on every screen in sight, those under a dialog too."""
        for screen in self.screen_stack:
            if isinstance(screen, ModeScreen):
                screen.tell_alert()

    def _tell_news(self) -> None:
        """Say who changed what since this session last looked (UX rule 16)."""
        from tweetplan.tui.news import news

        self.seen, lines = news(self.workspace, self.seen)
        if lines:
            self.say("\n".join(lines))

    def _offer(self, draft: Draft) -> None:
        from tweetplan.tui.screens.ask import Ask

        def answer(choice: str | None) -> None:
            if choice == "open":
                self.go(draft.mode)
                self.call_after_refresh(self._reopen, draft)
            elif choice == "discard":
                self.drafts.discard(draft.form)

        minute = draft.at[:16].replace("T", " ")
        asked = Ask(f"“{draft.title}” was not sent when a session broke off ({minute} UTC).", OFFER)
        self.push_screen(asked, answer)

    def _reopen(self, draft: Draft) -> None:
        if not isinstance(self.screen, ModeScreen) or not self.screen.reopen(draft.form):
            self.say(f"There is no form {draft.form!r} here any more; its text is in {self.drafts.path}.", trouble=True)

    def _fatal_error(self) -> None:
        """End after a fault of our own: keep drafts and the trace, say one line, print no local's value."""
        error = self._exception or RuntimeError()
        try:
            self.save_drafts()
        finally:
            kept = crash.keep(error, self.settings.state, self.workspace.clock())
            self._exit_renderables.append(Text(crash.words(error, kept)))
            self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """An error that knows how to draw itself might draw locals: it ends like any other."""
        self._fatal_error()

    def say(self, message: str, *, trouble: bool = False) -> None:
        """Tell the person something in passing."""
        self.notify(message, severity="error" if trouble else "information", timeout=10 if trouble else 5)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """As Textual does, but the text is never markup and never a control sequence."""
        safe = safe_text(message, limit=600, newlines=True)
        super().notify(safe, title=safe_text(title, 80), severity=severity, timeout=timeout, markup=False)


def _made_at(made: Any, place: Whereabouts) -> Any:
    """A mode's screen made anew by `made`, where somebody was in it when it was given up."""
    return made().be_at(place)


def zones_of(workspace: Workspace) -> tuple[str, ...]:
    """The zones of the first account (its day is the session's day) and of its readers; UTC while there is none."""
    known = accounts.listing(workspace)
    return tuple(dict.fromkeys((known[0].zone, known[0].readers_zone))) if known else ("UTC",)
