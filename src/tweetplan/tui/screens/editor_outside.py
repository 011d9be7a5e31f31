"""A text in the person's own editor: a file only they can read, their command, and what came back (`$EDITOR`)."""

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

MOST_BYTES = 1_000_000
"""Of what comes back; a post of X has 25,000 characters at most."""


class NotWritten(Exception):
    """Why nothing came back, in words."""


def command(environment: Mapping[str, str]) -> list[str]:
    """The person's editor as words of a command line; raises `NotWritten` when none is named, or not as one."""
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError:
        raise NotWritten(f"A quotation mark is not closed in $EDITOR: {named!r}.") from None
    if not words:
        raise NotWritten("Neither $VISUAL nor $EDITOR names an editor.")
    return words


def written(text: str, words: list[str], folder: Path) -> str:
    """The text as the editor left it; it waits until the editor ends. The file is 0600 and gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(prefix="post-", suffix=".txt", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text + "\n")
        code = _run([*words, str(path)])
        if code != 0:
            raise NotWritten(f"{words[0]} ended with exit code {code}: the text is as it was.")
        return _read(path)
    except OSError as error:
        raise NotWritten(f"{words[0]}: {error.strerror}.") from error
    finally:
        path.unlink(missing_ok=True)


def _run(argv: list[str]) -> int:
    """The editor's exit code; ctrl+c is the editor's alone while it runs."""
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        return subprocess.run(argv, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)


def _read(path: Path) -> str:
    with path.open("rb") as file:
        held = file.read(MOST_BYTES + 1)
    if len(held) > MOST_BYTES:
        raise NotWritten(f"The file is longer than {MOST_BYTES:,} bytes: the text is as it was.")
    try:
        return held.decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError:
        raise NotWritten("The file is no UTF-8: the text is as it was.") from None
