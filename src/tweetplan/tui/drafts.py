"""Unsent text of forms, kept in a file of the person's own so that a broken session loses no typing (UX rule 14)."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from tweetplan.domain.values import frozen

LONGEST = 1_000_000
"""Bytes of a draft file that is read back; a longer one is not ours."""


@frozen
class Draft:
    """What stood in a form: where the form was, its name, its texts by field, and when."""

    mode: str
    form: str
    title: str
    values: Mapping[str, str]
    at: str
    """UTC, ISO 8601."""


class Drafts:
    """One file for a workspace and a person, a draft for each form: 0600, replaced whole, on disk after `save`."""

    def __init__(self, folder: Path, workspace: str) -> None:
        safe = "".join(letter if letter.isalnum() else "-" for letter in workspace)[-80:]
        self.path = folder / f"drafts{safe}.json"

    def save(self, draft: Draft) -> None:
        """Keep this draft, in place of the one of the same form."""
        self._write([*(kept for kept in self.kept() if kept.form != draft.form), draft])

    def kept(self) -> list[Draft]:
        """The drafts that wait, the newest last; none when the file is not there or not one of ours."""
        try:
            if self.path.stat().st_size > LONGEST:
                return []
            stored = json.loads(self.path.read_text(encoding="utf-8", errors="surrogatepass"))
            return [_draft(entry) for entry in stored]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return []

    def of(self, form: str) -> Draft | None:
        """The draft of this form."""
        return next((draft for draft in self.kept() if draft.form == form), None)

    def discard(self, form: str) -> None:
        """Forget the draft of this form."""
        kept = self.kept()
        left = [draft for draft in kept if draft.form != form]
        if not left:
            self.path.unlink(missing_ok=True)
        elif len(left) < len(kept):
            self._write(left)

    def _write(self, drafts: list[Draft]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self.path.with_suffix(f".{os.getpid()}.new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogatepass") as file:
            json.dump([asdict(draft) for draft in drafts], file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _draft(entry: Mapping[str, object]) -> Draft:
    values = entry["values"]
    if not isinstance(values, dict):
        raise TypeError("values are a table")
    texts = {str(name): str(text) for name, text in values.items()}
    return Draft(str(entry["mode"]), str(entry["form"]), str(entry["title"]), texts, str(entry["at"]))
