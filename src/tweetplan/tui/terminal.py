"""Whether this terminal can carry the UI, answered before anything of the UI is imported (UX rule 13)."""

from collections.abc import Mapping
from typing import Protocol

INSTEAD = "use a verb such as `tweetplan today`, `tweetplan ladder NAME --json` or `tweetplan --help`"
"""What works without a terminal."""


class _Stream(Protocol):
    def isatty(self) -> bool:
        """Whether the stream is a terminal."""


def terminal_problem(environment: Mapping[str, str], stdin: _Stream | None, stdout: _Stream | None) -> str | None:
    """Why the UI cannot open here, in words that name what to run instead; None when it can."""
    if not _terminal(stdin):
        return f"there is no terminal on standard input: {INSTEAD}."
    if not _terminal(stdout):
        return f"the output goes to a file or a pipe, not to a terminal: {INSTEAD}."
    kind = environment.get("TERM", "")
    if kind in ("", "dumb", "unknown"):
        return f"the terminal cannot be drawn on (TERM={kind or 'unset'}): {INSTEAD}."
    return None


def _terminal(stream: _Stream | None) -> bool:
    """Whether the stream is an open terminal; a closed or absent one is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
