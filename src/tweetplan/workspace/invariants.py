"""`check`: the named invariants of a workspace, and for each that does not hold what breaks it and what to do."""

from collections.abc import Iterator

from tweetplan.domain.findings import Finding, Problem
from tweetplan.storage import invariants as stored
from tweetplan.storage import log, records
from tweetplan.workspace.core import Workspace

RESTORE = "Keep a copy, then `tweetplan restore` the newest backup that passes `tweetplan check`."


def names() -> tuple[str, ...]:
    """The invariants that `check` looks at, in order."""
    return ("file", *(each.name for each in stored.INVARIANTS), "records-follow-the-log")


def check(ws: Workspace, *, full: bool = True) -> list[Finding]:
    """Every violation of every invariant; empty when the workspace is sound.

    Without `full` the file is checked quickly and records are not compared with a replay of the log.
    """
    found = [_finding("file", "SQLite finds the file sound", said) for said in _file(ws, full)]
    if found:
        return found
    for invariant in stored.INVARIANTS:
        found += [_finding(invariant.name, invariant.says, what) for what in stored.broken(ws.db, invariant)]
    if full and not found:
        says = "every record is what the log says it became"
        found += [_finding("records-follow-the-log", says, what) for what in _beside_the_log(ws)]
    return found


def _file(ws: Workspace, full: bool) -> list[str]:
    try:
        return stored.integrity(ws.db, full=full)
    except Problem as problem:
        return [problem.message]


def _finding(name: str, says: str, what: str) -> Finding:
    return Finding(f"check.{name}", "error", f"{what} (should hold: {says})", remedy=RESTORE)


def _beside_the_log(ws: Workspace) -> Iterator[str]:
    """Records that are not as the last operation on them left them, or that no operation made."""
    expected = log.replayed(ws.db)
    for (table, identity), after in expected.items():
        now = records.get(ws.db, table, identity)
        if (now is None) != (after is None):
            yield f"{table} {identity} is {'gone' if now is None else 'there, but was removed'}"
        elif now is not None and after is not None and any(now.get(name) != held for name, held in after.items()):
            yield f"{table} {identity} holds other values"
    for table in sorted(records.TABLES):
        for identity in sorted(records.every_id(ws.db, table) - {key[1] for key in expected if key[0] == table}):
            yield f"{table} {identity} was made by no operation"
