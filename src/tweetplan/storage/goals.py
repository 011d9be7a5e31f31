"""Goals and their re-plans as rows of the store."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tweetplan.domain.curve import Anchor
from tweetplan.domain.goals import Goal, PeriodNote
from tweetplan.domain.targets import Replan
from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database, Row

TABLE = "goals"
REPLANS = "replans"
DAY = "$day"
"""How a date stands among a goal's own fields, so that text which looks like a date stays text."""


def row(goal: Goal) -> Mapping[str, Any]:
    """The goal as a record."""
    return {
        "id": goal.id,
        "name": goal.name,
        "type": goal.type,
        "account": goal.account,
        "kpi": goal.kpi,
        "target": float(goal.target),
        "start_day": goal.start.isoformat(),
        "end_day": goal.end.isoformat(),
        "reason": goal.reason,
        "statement": goal.statement,
        "baseline": None if goal.baseline is None else float(goal.baseline),
        "importance": goal.importance,
        "urgency": goal.urgency,
        "tier": goal.tier,
        "supports": goal.supports,
        "owner": goal.owner,
        "campaign": goal.campaign,
        "fields": json.dumps({name: _plain(held) for name, held in goal.fields.items()}, ensure_ascii=False),
        "anchors": anchors_text(goal.anchors),
        "periods": json.dumps([_note(note) for note in goal.periods], ensure_ascii=False),
        "draft": int(goal.draft),
    }


def value(row: Row) -> Goal:
    """The goal that a row holds."""
    return Goal(
        name=row["name"],
        type=row["type"],
        account=row["account"],
        kpi=row["kpi"],
        target=_number(row["target"]),
        start=date.fromisoformat(row["start_day"]),
        end=date.fromisoformat(row["end_day"]),
        id=row["id"],
        reason=row["reason"],
        statement=row["statement"],
        baseline=None if row["baseline"] is None else _number(row["baseline"]),
        importance=row["importance"],
        urgency=row["urgency"],
        tier=row["tier"],
        supports=row["supports"],
        owner=row["owner"],
        campaign=row["campaign"],
        fields={name: _restored(held) for name, held in json.loads(row["fields"]).items()},
        anchors=anchors_value(row["anchors"]),
        periods=tuple(
            PeriodNote(held["period"], held.get("focus", ""), held.get("budget"), held.get("counts", {}))
            for held in json.loads(row["periods"])
        ),
        draft=bool(row["draft"]),
        version=row["version"],
    )


def every(db: Database) -> tuple[Goal, ...]:
    """Every goal: primary ones first, then by importance × urgency, then by name (G25)."""
    rows = db.rows(
        "SELECT * FROM goals ORDER BY CASE tier WHEN 'primary' THEN 0 ELSE 1 END, importance * urgency DESC, name"
    )
    return tuple(value(row) for row in rows)


def named(db: Database, name: str) -> Goal | None:
    """The goal of this name, or None."""
    found = db.row("SELECT * FROM goals WHERE name = :name", name=name)
    return value(found) if found else None


def names(db: Database) -> list[str]:
    """The names of all goals."""
    return [row["name"] for row in db.rows("SELECT name FROM goals ORDER BY name")]


def naming(db: Database, name: str) -> list[tuple[str, dict[str, Any]]]:
    """The records that name this goal, each with its table: tasks, slots, posts, and the goals that support it."""
    found = [
        (table, dict(row))
        for table in ("tasks", "slots", "posts")
        for row in db.rows(f"SELECT * FROM {table} WHERE goal = :name ORDER BY id", name=name)
    ]
    found += [(TABLE, dict(row)) for row in db.rows("SELECT * FROM goals WHERE supports = :name", name=name)]
    return found


@frozen
class StoredReplan:
    """A re-plan of a goal with when it was made."""

    goal: str
    """The goal's id."""
    replan: Replan
    made_at: str
    id: str
    version: int = 0


def replan_row(identity: str, goal: Goal, replan: Replan, made_at: str) -> Mapping[str, Any]:
    """A re-plan as a record."""
    return {
        "id": identity,
        "goal": goal.id,
        "as_of": replan.as_of.isoformat(),
        "actual": float(replan.actual),
        "target": float(replan.target),
        "anchors": anchors_text(replan.anchors),
        "missed": anchors_text(replan.missed),
        "gap": float(replan.gap),
        "made_at": made_at,
    }


def replans(db: Database, last: date) -> dict[str, StoredReplan]:
    """The latest re-plan of every goal that was made from actuals up to `last`, by the goal's id."""
    rows = db.rows("SELECT * FROM replans WHERE as_of <= :last ORDER BY version", last=last.isoformat())
    return {row["goal"]: _replan(row) for row in rows}


def _replan(row: Row) -> StoredReplan:
    held = Replan(
        date.fromisoformat(row["as_of"]),
        _number(row["actual"]),
        _number(row["target"]),
        anchors_value(row["anchors"]),
        anchors_value(row["missed"]),
        _number(row["gap"]),
    )
    return StoredReplan(row["goal"], held, row["made_at"], row["id"], row["version"])


def anchors_text(anchors: tuple[Anchor, ...]) -> str:
    """Anchors as JSON pairs of day and value."""
    return json.dumps([[anchor.day.isoformat(), anchor.value] for anchor in anchors])


def anchors_value(text: str) -> tuple[Anchor, ...]:
    """The anchors that `anchors_text` wrote."""
    return tuple(Anchor(date.fromisoformat(day), held) for day, held in json.loads(text))


def _note(note: PeriodNote) -> dict[str, Any]:
    return {"period": note.period, "focus": note.focus, "budget": note.budget, "counts": dict(note.counts)}


def _number(value: float) -> float:
    """Whole numbers stay whole, as people wrote them."""
    return int(value) if float(value).is_integer() else value


def _plain(value: object) -> object:
    return {DAY: value.isoformat()} if isinstance(value, date) and not isinstance(value, datetime) else value


def _restored(value: object) -> object:
    return date.fromisoformat(value[DAY]) if isinstance(value, dict) and DAY in value else value
