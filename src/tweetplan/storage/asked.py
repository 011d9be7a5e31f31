"""What was asked of a goal's period when it closed, as rows of the store: the adjust rule compares with this (G30)."""

from collections.abc import Mapping
from typing import Any

from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database

TABLE = "asked"


@frozen
class Asked:
    """One closed period of one goal: what commitment and plan asked of it then, and what had come."""

    goal: str
    """The goal's id."""
    period: str
    commitment: float
    planned: float
    actual: float | None
    closed_at: str


def row(asked: Asked) -> Mapping[str, Any]:
    """The closed period as a record: one for each goal and period."""
    return {
        "id": f"{asked.goal}/{asked.period}",
        "goal": asked.goal,
        "period": asked.period,
        "commitment": asked.commitment,
        "planned": asked.planned,
        "actual": asked.actual,
        "closed_at": asked.closed_at,
    }


def labels(db: Database, goal: str) -> set[str]:
    """The periods of a goal that are recorded as closed."""
    return {row["period"] for row in db.rows("SELECT period FROM asked WHERE goal = :goal", goal=goal)}


def one(db: Database, goal: str, period: str) -> Asked | None:
    """What was asked of this period of this goal; None while it is not recorded."""
    found = db.row("SELECT * FROM asked WHERE id = :id", id=f"{goal}/{period}")
    if found is None:
        return None
    return Asked(
        found["goal"], found["period"], found["commitment"], found["planned"], found["actual"], found["closed_at"]
    )
