"""Unsent text of forms, kept in a file of the person's own so that a broken session loses no typing."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

LONGEST = 1_000_000
"""Bytes of a draft file that is read back; a longer one is not ours."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in a form: where the form was, its name, its texts by field, and when."""

    mode: str
    form: str
    title: str
    values: Mapping[str, str]
    at: str
    """UTC, ISO 8601."""


class Drafts:
    """One file for one workspace and person: 0600, replaced whole, on disk before `save` returns."""

    def __init__(self, folder: Path, workspace: str) -> None:
        safe = "".join(letter if letter.isalnum() else "-" for letter in workspace)[-80:]
        self.path = folder / f"draft{safe}.json"

    def save(self, draft: Draft) -> None:
        """Keep this draft, in place of the one before."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self.path.with_suffix(f".{os.getpid()}.new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogatepass") as file:
            json.dump(asdict(draft), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def kept(self) -> Draft | None:
        """The draft that waits; None when there is none, or the file is not one of ours."""
        try:
            if self.path.stat().st_size > LONGEST:
                return None
            found = json.loads(self.path.read_text(encoding="utf-8", errors="surrogatepass"))
            values = {str(name): str(text) for name, text in found["values"].items()}
            return Draft(str(found["mode"]), str(found["form"]), str(found["title"]), values, str(found["at"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def discard(self) -> None:
        """Forget the draft."""
        self.path.unlink(missing_ok=True)
