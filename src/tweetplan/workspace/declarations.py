"""What the installed plugins declare, as values of the workspace: every session reads them, and none loads a plugin."""

import json
from collections.abc import Iterable, Set
from datetime import UTC
from functools import lru_cache

from tweetplan.domain.codec import plain, restored
from tweetplan.domain.declaration_checks import nearest
from tweetplan.domain.findings import NotFound
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi, account_kpis, level, total
from tweetplan.domain.measures import X_MEASURES, Measure
from tweetplan.domain.values import frozen
from tweetplan.storage import declarations as stored
from tweetplan.storage import records
from tweetplan.workspace.core import Workspace


@frozen
class Refreshed:
    """What a refresh found: goal types that are new, changed, gone, or back, by key."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


def refresh(
    ws: Workspace, declarations: Iterable[Declaration], *, fingerprint: str = "", keep: Set[str] = frozenset()
) -> Refreshed:
    """Store what the installed plugins declare, in one transaction, and only what changed.

    A goal type that is no longer declared keeps its body and is marked missing, unless its plugin (a distribution) is
    in `keep`. No operation is logged: installing is the machine's doing, and `undo` cannot undo it.
    """
    offered = {declaration.key: declaration for declaration in declarations}
    bodies = {key: _body(declaration) for key, declaration in offered.items()}
    now = ws.clock().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    with ws.db.writing():
        known = {row["key"]: row for row in stored.rows(ws.db)}
        new = tuple(key for key in offered if key not in known)
        changed = tuple(key for key in offered if key in known and known[key]["hash"] != _hash(bodies[key]))
        back = tuple(key for key in offered if key in known and not known[key]["present"])
        absent = (key for key in known if key not in offered and known[key]["plugin"] not in keep)
        gone = tuple(key for key in absent if known[key]["present"])
        for key in dict.fromkeys((*new, *changed, *back)):
            declaration, body = offered[key], bodies[key]
            stored.put(ws.db, key, declaration.plugin, declaration.version, _hash(body), body, now)
        for key in gone:
            stored.mark_missing(ws.db, key)
        if fingerprint and fingerprint != stored.fingerprint(ws.db):
            stored.set_fingerprint(ws.db, fingerprint)
    return Refreshed(new, changed, gone, back)


def may_refresh(ws: Workspace) -> bool:
    """Whether this session may store declarations: it can write, and its login is no mere reader."""
    return not ws.db.read_only and records.member_listed(ws.db, ws.actor.login)


def fingerprint(ws: Workspace) -> str:
    """Which installed plugins the stored declarations were taken from; empty in a new workspace."""
    return stored.fingerprint(ws.db)


def all(ws: Workspace) -> dict[str, Declaration]:  # noqa: A001 - read as `declarations.all(ws)`
    """Every stored declaration by goal type key, in order of the keys; those whose plugin is gone included."""
    return {row["key"]: _restored(row["key"], row["body"]) for row in stored.rows(ws.db)}


def missing(ws: Workspace) -> dict[str, str]:
    """The goal types whose plugin is not installed any more, with that plugin and its last version."""
    return {row["key"]: f"{row['plugin']} {row['version']}".strip() for row in stored.rows(ws.db) if not row["present"]}


def goals_of(ws: Workspace, key: str) -> list[str]:
    """The names of the goals of this type."""
    return stored.goals_of(ws.db, key)


def measures(ws: Workspace) -> dict[str, Measure]:
    """Every measure that somebody declares, by key: the goal types', and X's own.

    Several goal types may declare one measure; it is complete when the slowest of them says so.
    """
    declared: dict[str, Measure] = {}
    for declaration in all(ws).values():
        for measure in declaration.measures:
            known = declared.get(measure.key)
            if known is None or known.complete_after_days < measure.complete_after_days:
                declared[measure.key] = measure
    return {measure.key: measure for measure in (*declared.values(), *X_MEASURES)}


def measure(ws: Workspace, key: str) -> Measure | None:
    """The measure of that key; None when nothing declares it."""
    return measures(ws).get(key)


def kpis(ws: Workspace, goal_type: str) -> dict[str, Kpi]:
    """Every KPI that a goal of this type can be about, by key: its own, the account's, each declared measure's."""
    declaration = all(ws).get(goal_type)
    own = declaration.kpis if declaration else ()
    typed = (
        Kpi(found.key, level(found.key) if found.level else total(found.key), title=found.title, unit=found.unit)
        for found in measures(ws).values()
    )
    by_key: dict[str, Kpi] = {}
    for kpi in (*own, *account_kpis(), *typed):
        by_key.setdefault(kpi.key, kpi)
    return by_key


def kpi(ws: Workspace, goal: Goal) -> Kpi:
    """The KPI that a goal is about; raises `NotFound` with the nearest name when nothing declares it."""
    known = kpis(ws, goal.type)
    if goal.kpi not in known:
        remedy = nearest(goal.kpi, known) or f"A {goal.type} goal can be about {', '.join(list(known)[:8])} …"
        raise NotFound(f"{goal.name} is about {goal.kpi!r}, which nothing declares.", remedy)
    return known[goal.kpi]


def _body(declaration: Declaration) -> str:
    return json.dumps(plain(declaration), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(body: str) -> str:
    from hashlib import sha256  # a session never hashes: only a refresh does

    return sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=256)
def _restored(key: str, body: str) -> Declaration:
    """A stored declaration as a value; kept by its text, since screens ask again and again.

    One that a newer version wrote, in words that are not known here, is its bare key: the goals stay, and say so.
    """
    try:
        return restored(Declaration, json.loads(body))
    except ValueError:
        return Declaration(key, key)
