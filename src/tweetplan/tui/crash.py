"""What is said and kept when the UI fails: a line for the person, the trace in a private file, no local's value."""

import os
import traceback
from datetime import datetime
from pathlib import Path

from tweetplan.domain.text import safe_text


def words(error: BaseException, report: Path | None) -> str:
    """What the person reads after the terminal is restored."""
    kind, where = type(error).__name__, _place(error)
    kept = f"The trace is in {report}." if report else "The trace could not be written."
    return safe_text(
        f"tweetplan stopped because of a fault of its own: {kind} {where}. What you had saved is stored. {kept}", 1000
    )


def keep(error: BaseException, folder: Path, at: datetime) -> Path | None:
    """Append the trace, without locals' values and the message, to `crash.log` (0600); None when that fails."""
    path = folder / "crash.log"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(
                f"{at.isoformat()} {type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}\n"
            )
    except OSError:
        return None
    return path


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "at an unknown place"
