"""Running the warm child of an editor: its own pipes, out of reach of plugins that read or print, and its end."""

import io
import json
import os
import sys
from collections.abc import Mapping
from typing import Any, TextIO

from tweetplan.cli.session import Session
from tweetplan.domain.findings import Problem


def serve_checks(session: Session) -> int:
    """Answer the drafts that come on standard input until it ends; exit code 0."""
    from tweetplan.analysis.serving import serve
    from tweetplan.plugins import Plugins

    asked, said = _own_pipes()

    def write(answer: Mapping[str, Any]) -> None:
        said.write(json.dumps(answer) + "\n")
        said.flush()

    with asked:
        serve(asked, write, Plugins.load(environ=os.environ), _workspace(session))
    return 0


def _own_pipes() -> tuple[TextIO, TextIO]:
    """What is asked and what is answered, out of reach of plugins; as they are where they are not the process's own."""
    if not all(_is_own(stream, number) for number, stream in enumerate((sys.stdin, sys.stdout))):
        buffer = getattr(sys.stdin, "buffer", None) or io.BytesIO()
        return io.TextIOWrapper(buffer, encoding="utf-8", errors="replace"), sys.stdout
    _end_with_the_parent()
    asked = open(_taken(0, os.open(os.devnull, os.O_RDONLY)), encoding="utf-8", errors="replace")
    return asked, open(_taken(1, os.dup(2)), "w", encoding="utf-8")


def _is_own(stream: TextIO, number: int) -> bool:
    try:
        return stream.fileno() == number
    except (AttributeError, OSError, ValueError):
        return False


def _workspace(session: Session) -> Any:
    """The workspace, where one is set and can be opened; texts alone need none."""
    try:
        return session.workspace if session.located() else None
    except Problem:
        return None


def _taken(number: int, instead: int) -> int:
    """A copy of a descriptor of our own; what used it gets the other one in its place."""
    own = os.dup(number)
    os.dup2(instead, number)
    os.close(instead)
    return own


def _end_with_the_parent() -> None:
    """Have the kernel end this process with its parent, even while a plugin holds it; elsewhere the pipe's end does."""
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    except (OSError, AttributeError):
        pass
