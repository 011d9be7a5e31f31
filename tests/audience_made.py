"""What tests of the audience share: mentions and people as files, imported into a workspace."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from tweetplan.analysis import importing
from tweetplan.plugins import Plugins
from tweetplan.workspace.core import Workspace

MENTIONS = ("id", "author", "created_at", "text", "in_reply_to", "answered_at", "resolved_at")
PEOPLE = ("handle", "segment", "followers", "last_interaction", "birthday", "value")
TALK = (
    ("1001", "@ann", "2026-03-15T09:00Z", "@tern where is my order? It is two weeks late", "", "", ""),
    ("1002", "@bo", "2026-03-16T07:00Z", "@tern how much is the office machine?", "", "", ""),
    ("1003", "@cy", "2026-03-16T08:00Z", "@tern you are all idiots", "", "", ""),
    ("1004", "@di", "2026-03-16T08:30Z", "@tern my grinder broke after a day", "", "2026-03-16T08:50Z", ""),
    ("1005", "@tern", "2026-03-16T08:50Z", "@di sorry! Write us your order number", "1004", "", ""),
    ("1006", "@di", "2026-03-16T09:20Z", "@tern fixed, thank you so much, great service", "1005", "", ""),
    ("1007", "@eve", "2026-03-16T10:00Z", "@tern my parcel never arrived, please help", "", "", ""),
)


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """A CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
    return path


def bring_in(ws: Workspace, path: Path, account: str = "@tern") -> str:
    """Import a file; the batch."""
    return importing.commit(ws, importing.preview(ws, Plugins.load(), [path], account=account)).batch


def talk(ws: Workspace, folder: Path, rows: Iterable[Sequence[object]] = TALK, account: str = "@tern") -> str:
    """Import mentions."""
    return bring_in(ws, write(folder / "mentions.csv", MENTIONS, rows), account)


def people(ws: Workspace, folder: Path, rows: Iterable[Sequence[object]], account: str = "@tern") -> str:
    """Import people."""
    return bring_in(ws, write(folder / "people.csv", PEOPLE, rows), account)
