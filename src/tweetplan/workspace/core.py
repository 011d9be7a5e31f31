"""The workspace: an open store with its actor, its clock and its moment, and the one way to change a record."""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from tweetplan.domain.events import Event
from tweetplan.domain.findings import Conflict, Problem
from tweetplan.domain.operations import Actor, RecordChange
from tweetplan.storage import records
from tweetplan.storage.database import Database
from tweetplan.workspace.permits import Permit, permit_of

T = TypeVar("T")
MOST_REMEMBERED = 500


class Outdated(Conflict):
    """Somebody else changed or removed the record after it was read: nothing was overwritten."""


class StoredAlready(Conflict):
    """An operation of this id is in the log: the change that is being repeated was stored the first time."""


@dataclass(frozen=True)
class Workspace:
    """What every verb takes first. All that comes from outside (clock, identity, ids) is injected here alone."""

    db: Database
    actor: Actor
    clock: Callable[[], datetime]
    """Real time, aware UTC."""
    new_id: Callable[[], str]
    as_of: datetime | None = None
    """The moment asked about; None is now. Results after it are hidden; operations always record real time."""
    remembered: dict[Hashable, tuple[int, Any]] = field(default_factory=dict, compare=False, repr=False)
    """What reads keep until somebody commits: the store's token then, and the value."""

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value kept under `key` while nobody has committed since, else a fresh one."""
        token = self.db.token()
        kept = self.remembered.get(key)
        if kept is None or kept[0] != token:
            if len(self.remembered) >= MOST_REMEMBERED:
                self.remembered.clear()
            kept = self.remembered[key] = (token, make())
        found: T = kept[1]
        return found

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
        """One verb: a transaction whose changes and log entry are committed together, or not at all.

        Raises `StoredAlready` (a `Conflict`) when `operation_id` was done before (a retry), `Problem` when the actor
        may not do `verb`. When the disk fails, the log is asked whether the change got there before anything is said:
        what is reported as failed was not stored.
        """
        identity = operation_id or self.new_id()
        complete = False
        try:
            with self.db.writing():
                held = permit(self, verb)
                if records.operation_known(self.db, identity):
                    raise StoredAlready("This change is stored already.")
                change = Change(self.db, records.revision(self.db) + 1, verb, held)
                yield change
                change.log(identity, self)
                complete = True
        except Problem as problem:
            if not complete or not self._is_stored(identity):
                self._note_avoided(problem, identity, verb)
                raise

    def _note_avoided(self, problem: Problem, identity: str, verb: str) -> None:
        """Keep what did not happen twice and what was not overwritten, for the collaboration figures (T23)."""
        kinds: dict[type[Problem], str] = {Outdated: "overwrite", StoredAlready: "repeat"}
        kind = kinds.get(type(problem))
        if kind:
            from tweetplan.storage import avoided

            avoided.note(self.db, identity, instant_text(self.clock()), self.actor.login, verb, kind)

    def _is_stored(self, identity: str) -> bool:
        try:
            return records.operation_known(self.db, identity)
        except Problem:
            return False


@dataclass
class Change:
    """The inside of an operation: what it changed so far. Every touched record gets the operation's seq as version."""

    db: Database
    seq: int
    verb: str
    permit: Permit
    """What the actor may do, as the team stood before this operation."""
    summary: str = ""
    batch: str = ""
    undoes: str = ""
    always: bool = False
    """Log it even when no record changed."""
    entries: list[dict[str, Any]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    _index: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict, repr=False)

    def put(self, table: str, record: Mapping[str, Any], expected: int | None = None) -> None:
        """Insert or update a record by its `id`; `expected` is the version the caller read (None: do not care).

        Nothing happens when the record already holds these values; `Conflict` when the stored version is another.
        """
        before = records.get(self.db, table, record["id"])
        self._expect(table, record["id"], before, expected)
        if before is not None and all(before[name] == held for name, held in record.items() if name != "version"):
            return
        after = {**(before or {}), **record, "version": self.seq}
        records.put(self.db, table, after)
        self._note(table, after["id"], before, records.get(self.db, table, after["id"]))

    def add_many(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert many records of one shape that the caller has just seen are not there: one statement for them all."""
        added = [{**record, "version": self.seq} for record in rows]
        records.add_many(self.db, table, added)
        for after in added:
            self._note(table, after["id"], None, after)

    def remove(self, table: str, identity: str, expected: int | None = None) -> None:
        """Delete a record; the log keeps what it was."""
        before = records.get(self.db, table, identity)
        self._expect(table, identity, before, expected)
        if before is None:
            return
        records.delete(self.db, table, identity)
        self._note(table, identity, before, None)

    def tell(self, kind: str, text: str, *, subject: str = "", channel: str = "", audience: Iterable[str] = ()) -> None:
        """Have something told to people, if this operation is committed (T12): see `domain.events` for the kinds.

        `subject` is the id of the record that it is about; `audience` are logins or roles, nobody named means all.
        """
        self.events.append(Event(kind, text, subject, channel, tuple(audience)))

    def turn_back(self, changes: Iterable[RecordChange]) -> None:
        """Make every record what it was before these changes; the caller has checked that nobody moved on.

        All of them are taken out before any is put back, so that names which changed places can change back.
        """
        pairs = [(change, records.get(self.db, change.table, change.id)) for change in changes]
        for change, now in pairs:
            if now is not None:
                records.delete(self.db, change.table, change.id)
        for change, now in pairs:
            restored = {**(now or {}), **change.before, "version": self.seq} if change.before is not None else None
            if restored is not None:
                records.put(self.db, change.table, restored)
            self._note(change.table, change.id, now, restored)

    def log(self, identity: str, workspace: Workspace) -> None:
        """Write the operation to the log, unless it changed nothing; `operation` calls this last."""
        entries = [e for e in self.entries if e["before"] is not None or e["after"] is not None]
        if not (entries or self.batch or self.undoes or self.always):
            return
        if entries:
            self.permit.refuse_changes(self.verb, entries)
        self._follow_zones(entries)
        if any(entry["table"] in ("posts", "matched_posts") for entry in entries):
            from tweetplan.storage.matched import follow_changes

            follow_changes(self.db, entries)
        if any(entry["table"] == "mention_marks" for entry in entries):
            from tweetplan.storage import mention_marks

            mention_marks.follow_changes(self.db, entries)
        entry = {
            "seq": self.seq,
            "id": identity,
            "at": instant_text(workspace.clock()),
            "verb": self.verb,
            "summary": self.summary,
            "changes": json.dumps(entries, ensure_ascii=False),
            "batch": self.batch,
            "undoes": self.undoes,
        }
        records.append(self.db, workspace.actor, entry)
        if self.events:
            from tweetplan.storage.events import keep

            keep(self.db, identity, str(entry["at"]), workspace.actor.login, self.events)

    def _follow_zones(self, entries: Iterable[Mapping[str, Any]]) -> None:
        """Results are kept by their account's local days: when its zone changes, by whatever verb, they follow."""
        for entry in entries:
            before, after = entry["before"], entry["after"]
            if entry["table"] == "accounts" and before and after and before["zone"] != after["zone"]:
                from tweetplan.storage.results_zone import rezone

                rezone(self.db, entry["id"], after["zone"])

    def _expect(self, table: str, identity: str, stored: Mapping[str, Any] | None, expected: int | None) -> None:
        """Nothing was changed since the caller looked, except by this very operation."""
        version = stored["version"] if stored else 0
        if expected is None or version in (expected, self.seq):
            return
        if expected and not stored:
            who = records.last_touch(self.db, table, identity, after=expected)
            gone = f" by {who['login']} at {who['at']}" if who else ""
            raise Outdated(f"This {records.ONE_OF[table]} was removed{gone}.", "Look again, then repeat.")
        who = records.operation_at(self.db, version)
        name = f"{who['login']} changed this {records.ONE_OF[table]} at {who['at']}" if who else "Somebody changed this"
        raise Outdated(f"{name} in the meantime.", "Look at it again, then repeat.")

    def _note(
        self, table: str, identity: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> None:
        """Keep one entry a record: its first `before` and its last `after`."""
        known = self._index.get((table, identity))
        if known is None:
            known = self._index[table, identity] = {"table": table, "id": identity, "before": before, "after": after}
            self.entries.append(known)
        else:
            known["after"] = after


def instant_text(moment: datetime) -> str:
    """An aware instant as the store writes it: UTC, milliseconds, Z; as text it sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def permit(workspace: Workspace, verb: str, said: str = "") -> Permit:
    """What the actor may do now; raises `Problem` when `verb` is not among it: an unlisted login reads (T02).

    A workspace whose team is empty lets everyone do everything. `said` is what the refusal calls the verb.
    """
    return permit_of(workspace.db, workspace.actor.login, verb, said)
