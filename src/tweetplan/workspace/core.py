"""The workspace: an open store with its actor, its clock and its moment, and the one way to change a record."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tweetplan.domain.findings import Conflict, Problem
from tweetplan.domain.operations import Actor
from tweetplan.storage import records
from tweetplan.storage.database import Database


@dataclass(frozen=True)
class Workspace:
    """What every verb takes first. Everything from outside (clock, identity, ids) is injected here and nowhere else."""

    db: Database
    actor: Actor
    clock: Callable[[], datetime]
    """Real time, aware UTC."""
    new_id: Callable[[], str]
    as_of: datetime | None = None
    """The moment asked about; None is now. Results after it are hidden; operations always record real time."""

    @property
    def now(self) -> datetime:
        """The moment asked about, aware UTC."""
        return self.as_of or self.clock()

    @property
    def revision(self) -> int:
        """The seq of the last operation; 0 in a new workspace."""
        return records.revision(self.db)

    @contextmanager
    def operation(self, verb: str, *, operation_id: str = "", needs: str = "") -> Iterator["Change"]:
        """One verb: a transaction whose record changes and log entry are committed together, or not at all.

        Raises `Conflict` when `operation_id` was done before (a retry), `Problem` when the actor may not do `verb`.
        """
        if self.db.read_only:
            raise Problem("This workspace is open read-only.", "Nothing can be changed from here.")
        with self.db.writing():
            _permit(self, verb)
            identity = operation_id or self.new_id()
            if records.operation_known(self.db, identity):
                raise Conflict("This change is stored already.")
            change = Change(self.db, records.revision(self.db) + 1, verb)
            yield change
            if change.entries or change.batch or change.always:
                stamp = self.clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
                records.log(self.db, change.seq, identity, stamp, self.actor, verb, change.summary,
                            json.dumps(change.entries, ensure_ascii=False), change.batch, change.undoes)  # fmt: skip


@dataclass
class Change:
    """The inside of an operation: what it changed so far. Every touched record gets the operation's seq as its version."""

    db: Database
    seq: int
    verb: str
    summary: str = ""
    batch: str = ""
    undoes: str = ""
    always: bool = False
    """Log it even when no record changed."""
    entries: list[dict[str, Any]] = field(default_factory=list)

    def put(self, table: str, record: Mapping[str, Any], expected: int | None = None) -> None:
        """Insert or update a record by its `id`; `expected` is the version the caller read (None: do not care).

        Nothing happens when the record already holds these values. Raises `Conflict` when the stored version is another.
        """
        before = records.get(self.db, table, record["id"])
        if expected is not None and (before["version"] if before else 0) != expected:
            raise Conflict(f"Somebody changed this {table.rstrip('s')} in the meantime.", "Look at it again, then repeat.")
        if before is not None and all(before[name] == held for name, held in record.items() if name != "version"):
            return
        after = {**(before or {}), **record, "version": self.seq}
        records.put(self.db, table, after)
        self._note(table, after["id"], before, after)

    def remove(self, table: str, identity: str, expected: int | None = None) -> None:
        """Delete a record; the log keeps what it was."""
        before = records.get(self.db, table, identity)
        if before is None:
            return
        if expected is not None and before["version"] != expected:
            raise Conflict(f"Somebody changed this {table.rstrip('s')} in the meantime.", "Look at it again, then repeat.")
        records.delete(self.db, table, identity)
        self._note(table, identity, before, None)

    def _note(self, table: str, identity: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """Keep one entry a record: its first `before` and its last `after`."""
        known = next((e for e in self.entries if e["table"] == table and e["id"] == identity), None)
        if known is None:
            self.entries.append({"table": table, "id": identity, "before": before, "after": after})
        else:
            known["after"] = after


def _permit(workspace: Workspace, verb: str) -> None:
    """A workspace whose team is empty lets everyone do everything; otherwise an unlisted login reads."""
    if records.member_listed(workspace.db, workspace.actor.login):
        return
    raise Problem(
        f"{workspace.actor.login} is not in this workspace's team and may only read, so `{verb}` was not done.",
        "Ask a member to add you to [[team]] in the plan.",
    )
