"""The log, and undo and redo from it: a new operation that puts records back, refused when somebody has moved on.

An undo names the operation it undoes, a redo the undo that it takes back; so at any time an operation is in force or
undone, and `undone_by` says which. A record has moved on when its present state is not the one the operation left:
undone changes in between cancel out, a change back to the same values by somebody else does not.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tweetplan.domain.findings import Conflict, Finding, NotFound, UsageProblem
from tweetplan.domain.operations import Operation, RecordChange
from tweetplan.storage import log as stored
from tweetplan.storage import records, references
from tweetplan.storage.faults import Taken
from tweetplan.storage.log import Key
from tweetplan.storage.references import SAID_OF_POST
from tweetplan.workspace.core import Change, Workspace, instant_text, permit

KEEPS = ("posts", "slots", "freezes", *SAID_OF_POST)
"""Records on which the safety of posts rests: when one is put back, `posts_kept` looks at what follows."""
State = tuple[str, str]
"""A state of one record, as the operation that made it: ("after", id of the operation) or ("before", the same)."""
NOT_UNDOABLE: Mapping[str, str] = {
    "post.published": "What is out on X stays out, whatever is written here.",
    "publish": "What was given to a publisher cannot be called back from here.",
    "tick.alarm": "What was told was told.",
    "crisis": "The thread of a crisis is a record of what was done and when.",
    "statement": "Who said yes to a statement is on record; write it anew, or retire it.",
    "handover": "The next person was told.",
    "post.expire": "Its slot has passed; `tweetplan post revive` takes the post up again.",
}
"""Verbs (with their families: `publish` is `publish.done` too) that undo refuses, each with why."""


def log(ws: Workspace, limit: int = 50, *, login: str = "", verb: str = "", after: int = 0) -> list[Operation]:
    """The newest operations first, up to the moment asked about; `after` is a seq already seen."""
    until = instant_text(ws.as_of) if ws.as_of else ""
    return stored.operations(ws.db, limit, login=login, verb=verb, until=until, after=after)


def of_record(ws: Workspace, identity: str, limit: int = 50) -> list[Operation]:
    """The operations that touched a record, or one that names it (an approval names its post), the newest first."""
    return stored.naming(ws.db, identity, limit)


def peek_undo(ws: Workspace) -> Operation | None:
    """What `undo` would take back: this actor's last operation that is in force."""
    return stored.last_to_undo(ws.db, ws.actor.login, NOT_UNDOABLE)


def peek_redo(ws: Workspace) -> Operation | None:
    """What `redo` would do again: the operation behind this actor's last undo, if nothing was changed since."""
    last = stored.last_to_redo(ws.db, ws.actor.login, NOT_UNDOABLE)
    return _root(ws, last) if last else None


def undo(ws: Workspace, operation_id: str = "", *, new_id: str = "") -> Operation:
    """Take back one operation (an id or its beginning; default: this actor's last in force) and give the new one.

    Raises `Conflict` naming who changed what when a touched record has moved on; then nothing is undone.
    """
    if operation_id:
        target = _named(ws, operation_id)
        if target.verb == "undo":
            return _turn_back(ws, target, "redo", new_id)
        return _turn_back(ws, _root(ws, target), "undo", new_id)
    last = peek_undo(ws)
    if last is None:
        raise NotFound(f"{ws.actor.login} has changed nothing that could be undone.", "`tweetplan log` lists changes.")
    return _turn_back(ws, last, "undo", new_id)


def redo(ws: Workspace, operation_id: str = "", *, new_id: str = "") -> Operation:
    """Do again what an undo took back (the undo's or the operation's id; default: this actor's last undo)."""
    if operation_id:
        target = _root(ws, _named(ws, operation_id))
        if not target.undone_by:
            raise Conflict(f"“{target.summary}” is in force: there is nothing to redo.")
        return _turn_back(ws, _named(ws, target.undone_by), "redo", new_id)
    last = stored.last_to_redo(ws.db, ws.actor.login, NOT_UNDOABLE)
    if last is None:
        raise NotFound(
            f"{ws.actor.login} has undone nothing since their last change.", "`tweetplan log` lists changes."
        )
    return _turn_back(ws, last, "redo", new_id)


def _named(ws: Workspace, identity: str) -> Operation:
    found = stored.find(ws.db, identity)
    if not found:
        raise NotFound(f"There is no operation {identity!r}.", "`tweetplan log` lists them.")
    if len(found) > 1:
        raise UsageProblem(f"More than one operation begins with {identity!r}.", "Type more of its id.")
    return found[0]


def _root(ws: Workspace, operation: Operation) -> Operation:
    """The change that a chain of undos and redos is about."""
    while operation.undoes:
        operation = _named(ws, operation.undoes)
    return operation


def _turn_back(ws: Workspace, target: Operation, verb: str, new_id: str) -> Operation:
    """One transaction: look again, check that nobody moved on, put the records back, mark what is now in force."""
    identity = new_id or ws.new_id()
    _refuse_for_good(_root(ws, target))
    with ws.operation(verb, operation_id=identity) as change:
        target = _named(ws, target.id)
        root = _root(ws, target)
        permit(ws, root.verb, f"{verb} of {root.verb}")
        if target.undone_by:
            by = _named(ws, target.undone_by)
            raise Conflict(f"“{root.summary}” was {_done(by.verb)} already by {by.actor.login} at {by.at}.")
        _refuse_moved_on(ws, target)
        entries = target.changes
        if root.batch:
            _turn_batch(ws, root.batch, verb)
            entries = tuple(entry for entry in entries if not _still_needed(ws, entry))
        _put_back(ws, change, entries)
        _refuse_dangling(ws, entries)
        _refuse_broken_posts(ws, entries)
        stored.mark_undone(ws.db, target.id, identity)
        if verb == "redo":
            stored.mark_undone(ws.db, root.id, "")
        change.undoes = target.id
        change.summary = f"{_done(verb)}: {root.summary}"
    return _named(ws, identity)


def _refuse_for_good(root: Operation) -> None:
    for verb, why in NOT_UNDOABLE.items():
        if root.verb == verb or root.verb.startswith(f"{verb}."):
            raise Conflict(f"“{root.summary}” cannot be undone. {why}")


def _done(verb: str) -> str:
    return "redone" if verb == "redo" else "undone"


def _turn_batch(ws: Workspace, batch: str, verb: str) -> None:
    from tweetplan.storage import results

    if verb == "undo":
        results.withdraw(ws.db, batch)
    else:
        results.reinstate(ws.db, batch)


def _still_needed(ws: Workspace, entry: RecordChange) -> bool:
    """An account that an import added stays when others have imported for it, or planned on it, since."""
    added = entry.table == "accounts" and entry.before is None
    return added and bool(references.uses_of_account(ws.db, entry.id))


def _put_back(ws: Workspace, change: Change, entries: Iterable[RecordChange]) -> None:
    try:
        change.turn_back(entries)
    except Taken as error:
        raise Conflict(
            f"A name that this would bring back is taken now ({error.message})", "Rename one first."
        ) from error


def _refuse_moved_on(ws: Workspace, target: Operation) -> None:
    """Every record must be as the operation left it: by the log, and by its values."""
    entries = {(entry.table, entry.id): entry for entry in target.changes}
    left: State = ("after", target.id)
    states: dict[Key, State] = dict.fromkeys(entries, left)
    before: dict[tuple[str, Key], State] = {(target.id, key): ("before", target.id) for key in entries}
    last: dict[Key, Operation] = {}
    for operation, key in stored.touches_since(ws.db, target.seq, entries):
        before[operation.id, key] = states[key]
        states[key] = before.get((operation.undoes, key), ("after", operation.id))
        last[key] = operation
    findings = []
    for key, entry in entries.items():
        now = records.get(ws.db, *key)
        if states[key] != left or not _same(now, entry.after):
            findings.append(_moved(entry, now, last.get(key)))
    if findings:
        raise Conflict(f"Not undone: {findings[0].message}.", "Undo the later change first, or edit by hand.", findings)


def _same(now: Mapping[str, Any] | None, then: Mapping[str, Any] | None) -> bool:
    """Equal values, whatever the version and columns that a later schema added."""
    if now is None or then is None:
        return now is then
    return all(now.get(name) == held for name, held in then.items() if name != "version")


def _moved(entry: RecordChange, now: Mapping[str, Any] | None, by: Operation | None) -> Finding:
    held = now or entry.after or entry.before or {}
    name = next((str(held[column]) for column in ("name", "handle", "title", "theme") if held.get(column)), entry.id)
    what = f"the {records.ONE_OF[entry.table]} {name}"
    if by is None:
        return Finding("undo.moved-on", "error", f"{what} was changed outside of the log", f"{entry.table}/{entry.id}")
    done = "removed" if now is None else "changed"
    said = f" (“{by.summary}”)" if by.summary else ""
    return Finding(
        "undo.moved-on", "error", f"{by.actor.login} {done} {what} at {by.at}{said}", f"{entry.table}/{entry.id}"
    )


def _refuse_dangling(ws: Workspace, entries: Iterable[RecordChange]) -> None:
    """No account disappears under what uses it, and nothing comes back for an account that is gone."""
    for entry in entries:
        restored = entry.before
        if entry.table == "accounts" and restored is None:
            uses = references.uses_of_account(ws.db, entry.id)
            if uses:
                raise Conflict(f"Not undone: {entry.id} is in use by {', '.join(uses)}.", "Remove those first.")
        elif restored and entry.table in references.USES_ACCOUNT and restored.get("account"):
            if not references.account_known(ws.db, restored["account"]):
                raise Conflict(f"Not undone: the account {restored['account']} is gone.", "Add it again first.")


def _refuse_broken_posts(ws: Workspace, entries: Sequence[RecordChange]) -> None:
    """No post stands approved without its approvals, or on a slot that another one took (T07)."""
    if any(entry.table in KEEPS for entry in entries):
        from tweetplan.workspace.posts_kept import refuse_broken

        refuse_broken(ws, entries)
