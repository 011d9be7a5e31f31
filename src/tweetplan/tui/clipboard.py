"""Copy over ssh: into tmux's buffer inside tmux, else by OSC 52, else into a file; it says where it went (UX rule 9).

xclip, xsel and wl-copy are never called: over ssh they reach the wrong machine, and some of them hang.
"""

import os
import subprocess
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from tweetplan.tui.settings import UiSettings

MOST_OSC_BYTES = 74_000
"""Terminals drop an OSC 52 that is longer (xterm and tmux take about 100 kB of base64)."""
TMUX_SECONDS = 2.0


def copy(text: str, settings: UiSettings, write: Callable[[str], None]) -> str:
    """Copy the text and say where it is now; `write` sends control sequences to the terminal."""
    if settings.inside_tmux and _into_tmux(text):
        return "Copied into tmux's buffer (prefix ] pastes it) and offered to the terminal."
    if len(text.encode("utf-8", "replace")) > MOST_OSC_BYTES:
        return f"Too long for the terminal's clipboard, so it is in {save(text, settings.state)}."
    write(f"\x1b]52;c;{b64encode(text.encode('utf-8', 'replace')).decode('ascii')}\x07")
    where = "the terminal's clipboard on your side of ssh" if settings.over_ssh else "the terminal's clipboard"
    return f"Sent to {where} (OSC 52). If nothing pastes, write it to a file instead."


def save(text: str, folder: Path) -> Path:
    """Write the text to `copied.txt` in a folder of the person's own, readable by nobody else, and give its path."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "copied.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(text + "\n")
    return path


def _into_tmux(text: str) -> bool:
    """`tmux load-buffer -w -`; False when tmux did not take it (older than 3.2, gone, or hanging)."""
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"],
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TMUX_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
