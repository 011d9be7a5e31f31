"""The rules with figures of one workspace: read with its overrides, changed one at a time."""

import json
from datetime import timedelta

from tweetplan.domain.findings import CheckFailed, Finding
from tweetplan.domain.rules import Rules
from tweetplan.storage.rules_file import PREFIX, default_rules, default_tables, stored_overrides
from tweetplan.workspace.core import Workspace


def rules(ws: Workspace) -> Rules:
    """The rules as the workspace wants them, less stored overrides that no longer fit (`rule_findings` names those)."""
    return ws.remember("rules", lambda: _read(ws))


def _read(ws: Workspace) -> Rules:
    fitting = {key: held for key, held in stored_overrides(ws.db).items() if not default_rules().fault(key, held)}
    return Rules.parse(default_tables(), fitting)


def rule_findings(ws: Workspace) -> list[Finding]:
    """The stored overrides that this version cannot follow, as warnings."""
    faults = (default_rules().fault(key, held) for key, held in stored_overrides(ws.db).items())
    return [Finding(f.rule, "warning", f.message, f.where, f.remedy) for f in faults if f]


def lateness(ws: Workspace) -> timedelta:
    """How long after its slot a post may still go out, whoever sends it; after that it is held, or expires (T18)."""
    return timedelta(minutes=rules(ws).whole("publish.late_minutes"))


def set_rule(ws: Workspace, key: str, value: object | None) -> Rules:
    """Override one rule, or go back to the default with None; returns the rules as they then stand.

    Raises `CheckFailed` with the finding when there is no such rule or the value cannot stand there.
    """
    known = default_rules()
    reset = value is None and (key in known.by_key or key in stored_overrides(ws.db))
    fault = None if reset else known.fault(key, value)
    if fault:
        raise CheckFailed(fault.message, fault.remedy, [fault])
    wanted = None if reset else known.by_key[key].taking(value)
    with ws.operation("rule.set") as change:
        if wanted is None or wanted.values == known.by_key[key].values:
            change.remove("settings", PREFIX + key)
            change.summary = f"reset rule {key}"
        else:
            change.put("settings", {"id": PREFIX + key, "value": json.dumps(wanted.value)})
            change.summary = f"set rule {key} to {wanted.value}"
    return rules(ws)
