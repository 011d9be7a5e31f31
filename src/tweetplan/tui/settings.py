"""What the terminal UI is handed from outside: the person's settings, and how to run a command line."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from tweetplan.domain.findings import Finding
from tweetplan.domain.values import frozen

THEMES = ("dark", "light", "high-contrast", "colour-blind", "ansi-dark", "ansi-light")
"""The names of the themes; `ansi` in a config means `ansi-dark`. The last two use the terminal's own 16 colours."""


def check_theme(theme: str) -> list[Finding]:
    """What is wrong with the name of a theme; empty means the default."""
    if theme in ("", "ansi", *THEMES):
        return []
    from difflib import get_close_matches

    near = get_close_matches(theme, THEMES, n=1)
    remedy = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(THEMES)}."
    return [Finding("config.theme", "warning", f"There is no theme {theme!r}.", "theme", remedy)]


@frozen
class UiSettings:
    """The person's choices and place, as the config and the environment tell them."""

    state: Path
    """A folder of the person's own for drafts, copied text and crash reports; made when it is first written to."""
    theme: str = "dark"
    reduced: bool = False
    """For slow links: the ansi theme and no animation."""
    mouse: bool = True
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Action id → keys, e.g. `{"today.done": "x"}`."""
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    """For TMUX, SSH_CONNECTION and SSH_TTY; nothing else is read from it."""

    @property
    def theme_name(self) -> str:
        """The theme to start with; the ansi one in the reduced profile, the dark one for a name that does not exist."""
        wanted = "ansi-dark" if self.theme == "ansi" else self.theme
        if self.reduced and not wanted.startswith("ansi"):
            return "ansi-light" if wanted == "light" else "ansi-dark"
        return wanted if wanted in THEMES else THEMES[0]

    @property
    def inside_tmux(self) -> bool:
        """Whether a tmux stands between us and the terminal."""
        return bool(self.environment.get("TMUX"))

    @property
    def over_ssh(self) -> bool:
        """Whether the terminal is on another machine."""
        return bool(self.environment.get("SSH_CONNECTION") or self.environment.get("SSH_TTY"))


@frozen
class UiActions:
    """What the UI needs of the command line, handed in by the entry point because the UI may not import it."""

    program: tuple[str, ...] = ()
    """How a child of this program on this workspace starts: `(python, "-m", "tweetplan", "--workspace", …)`."""
    verbs: Callable[[], Sequence[tuple[str, str]]] = tuple
    """Every headless verb with its line of help, asked for when the palette opens."""
    remember: Callable[[Mapping[str, object]], object] = lambda settings: None
    """Keep settings that the person changed here (`theme`, `mouse`) for the next session."""
