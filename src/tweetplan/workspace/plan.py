"""The plan as a file: taken out, compared, and applied as one operation that can be undone.

A record that changed in the store since the file's revision, and differs from the file, is a conflict: then nothing is
written.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from tweetplan.domain.findings import CheckFailed, Conflict, Finding, Severity
from tweetplan.domain.goals import Goal
from tweetplan.domain.plan import Plan
from tweetplan.domain.values import frozen
from tweetplan.exchange.plan_read import read_plan
from tweetplan.exchange.plan_write import write_plan
from tweetplan.storage import log, records, references
from tweetplan.storage.rules_file import default_rules
from tweetplan.workspace import goals
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.plan_records import SECTION_OF, Wanted, differing, plan_of, surplus, wanted

OwnCheck = Callable[[Goal], Iterable[Finding]]
"""What a goal's own type says of it: a plugin's code, so whoever may run it hands it in."""


def _silent(goal: Goal) -> Iterable[Finding]:
    return ()


@frozen
class PlanChange:
    """One record that applying would add, change or remove, with the fields that differ as (store, file)."""

    kind: Literal["add", "change", "remove"]
    section: str
    name: str
    fields: Mapping[str, tuple[Any, Any]]
    line: int = 0
    conflict: str = ""
    """Who changed it since the file was taken; empty when nobody did."""


@frozen
class Applied:
    """What applying a plan file did, or would do."""

    changes: tuple[PlanChange, ...]
    findings: tuple[Finding, ...]
    revision: int
    """The workspace's revision afterwards: what the file's `revision` should say from now on."""


def export(ws: Workspace) -> str:
    """The plan as TOML text of this revision."""
    return write_plan(plan_of(ws.db, ws.revision))


def diff(ws: Workspace, raw: bytes, name: str, *, prune: bool = False, own: OwnCheck = _silent) -> Applied:
    """What applying this file would do; raises `CheckFailed` when the file itself is wrong."""
    plan = read_plan(raw, name)
    changes, _, _ = _compare(ws, plan, prune)
    return Applied(changes, _findings(ws, plan, name, own), ws.revision)


def apply(ws: Workspace, raw: bytes, name: str, *, prune: bool = False, own: OwnCheck = _silent) -> Applied:
    """Apply a plan file: all of it or nothing.

    Raises `CheckFailed` with every finding of error grade (of the file, of a goal that is no draft, of a rule), and
    `Conflict` naming each record that somebody else changed since the file was taken.
    """
    plan = read_plan(raw, name)
    findings = _findings(ws, plan, name, own)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise CheckFailed(f"{name} was not applied: nothing was written.", findings=errors)
    with ws.operation("plan.apply") as change:
        changes, wants, gone = _compare(ws, plan, prune)
        _refuse_conflicts(ws, plan, changes, name)
        for want in wants:
            change.put(want.table, want.row)
        for leaving in gone:
            _refuse_used(ws, leaving)
            change.remove(leaving.table, str(leaving.row["id"]))
        change.summary = f"applied {name}: {len(changes)} record{'' if len(changes) == 1 else 's'}"
    return Applied(changes, findings, ws.revision)


def _compare(ws: Workspace, plan: Plan, prune: bool) -> tuple[tuple[PlanChange, ...], list[Wanted], list[Wanted]]:
    """The changes, the records to write, and the records to take away."""
    wants = wanted(ws.db, plan, ws.new_id)
    base = _base(ws, plan)
    removed = _removed_since(ws, base) if base is not None else {}
    changes = []
    for want in wants:
        stored = records.get(ws.db, want.table, str(want.row["id"]))
        fields = differing(stored or {}, want.row)
        if stored is None:
            changes.append(_changed("add", want, fields, removed.get((want.table, _title(want.table, want.row)), "")))
        elif fields:
            changes.append(_changed("change", want, fields, _moved_by(ws, stored, base)))
    gone = list(surplus(ws.db, plan, wants, prune))
    for leaving in gone:
        stored = records.get(ws.db, leaving.table, str(leaving.row["id"]))
        changes.append(_changed("remove", leaving, {}, _moved_by(ws, stored or {"version": 0}, base)))
    return tuple(changes), wants, gone


def _title(table: str, row: Mapping[str, Any]) -> str:
    """What stays the same when a record is removed and made again: a goal's name, any other record's id."""
    return str(row["name"] if table == "goals" else row["id"])


def _removed_since(ws: Workspace, base: int) -> dict[tuple[str, str], str]:
    """Who removed which record since a revision, by table and title."""
    found = {}
    for operation in log.operations(ws.db, ws.revision, after=base):
        for change in operation.changes:
            if change.after is None and change.before is not None:
                title = _title(change.table, change.before)
                found[change.table, title] = f"{operation.actor.login} removed it"
    return found


def _moved_by(ws: Workspace, stored: Mapping[str, Any], base: int | None) -> str:
    """Who changed this record since the file was taken; empty when nobody did."""
    if base is None or stored["version"] <= base:
        return ""
    writers = log.operations(ws.db, 1, after=stored["version"] - 1, before=stored["version"] + 1)
    return f"{writers[0].actor.login if writers else 'somebody'} changed it"


def _base(ws: Workspace, plan: Plan) -> int | None:
    """The revision the file builds on; 0 when it is of another workspace's time, None when the file does not say."""
    if plan.revision is None:
        return None
    return plan.revision if plan.revision <= ws.revision else 0


def _changed(
    kind: Literal["add", "change", "remove"], want: Wanted, fields: Mapping[str, tuple[Any, Any]], conflict: str
) -> PlanChange:
    return PlanChange(kind, SECTION_OF[want.table], want.name, fields, want.line, conflict)


def _refuse_conflicts(ws: Workspace, plan: Plan, changes: tuple[PlanChange, ...], name: str) -> None:
    conflicts = [change for change in changes if change.conflict]
    if not conflicts:
        return
    findings = [
        Finding("plan.conflict", "error", _conflict_words(change, plan), f"{name}, line {change.line}")
        for change in conflicts
    ]
    raise Conflict(
        f"{name} was not applied and nothing was written: {len(conflicts)} record(s) changed since it was taken.",
        f"Export again, or look at these and set `revision = {ws.revision}` in the file to have its way.",
        findings,
    )


def _conflict_words(change: PlanChange, plan: Plan) -> str:
    """Who changed what since when, and both values of every field that differs."""
    both = "; ".join(f"{field}: store {before!r}, file {after!r}" for field, (before, after) in change.fields.items())
    said = f"{change.section} {change.name}: {change.conflict} since revision {plan.revision}"
    return f"{said}: {both or 'the file does not have it'}"


def _refuse_used(ws: Workspace, leaving: Wanted) -> None:
    if leaving.table != "accounts":
        return
    uses = references.uses_of_account(ws.db, str(leaving.row["id"]))
    if uses:
        raise Conflict(
            f"Account {leaving.name} cannot be removed: {', '.join(uses)} belong to it; nothing was written.",
            "Keep it in the file.",
        )


def _findings(ws: Workspace, plan: Plan, name: str, own: OwnCheck) -> tuple[Finding, ...]:
    """What the rules and the goals of the file are checked for, with their lines."""
    faults = (default_rules().fault(key, value) for key, value in (plan.rules or {}).items())
    found = [Finding(f.rule, f.severity, f.message, f"{name} {f.where}".strip(), f.remedy) for f in faults if f]
    handles = {account.key for account in plan.accounts or ()}
    for goal in plan.goals or ():
        line = plan.lines.get(f"goals:{goal.name}", 0)
        checked = goals.findings(ws, goal, among=plan.goals or (), accounts=handles)
        for finding in (*checked, *own(goal)):
            severity: Severity = "warning" if goal.draft and finding.severity == "error" else finding.severity
            place = f"{name}, line {line} {goal.name}" if line else f"{name} {goal.name}"
            found.append(
                Finding(finding.rule, severity, finding.message, f"{place} {finding.where}".strip(), finding.remedy)
            )
    return tuple(found)
