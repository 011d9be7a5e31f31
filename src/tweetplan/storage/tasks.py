"""Tasks as rows of the store."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from tweetplan.domain.posts import Task
from tweetplan.storage.database import Database, Row

TABLE = "tasks"


def row(task: Task) -> Mapping[str, Any]:
    """The task as a record."""
    held = asdict(task)
    del held["version"]
    return {**held, "due": task.due.isoformat(), "makes_post": int(task.makes_post)}


def value(row: Row) -> Task:
    """The task that a row holds."""
    held = dict(row)
    held["due"] = date.fromisoformat(row["due"])
    held["makes_post"] = bool(row["makes_post"])
    return Task(**held)


def between(db: Database, first: date, last: date) -> tuple[Task, ...]:
    """The tasks due from `first` to `last`, by day and title."""
    rows = db.rows(
        "SELECT * FROM tasks WHERE due >= :first AND due <= :last ORDER BY due, title, id",
        first=first.isoformat(),
        last=last.isoformat(),
    )
    return tuple(value(row) for row in rows)


def open_until(db: Database, last: date, limit: int) -> tuple[Task, ...]:
    """The open tasks due up to `last`, the longest overdue first."""
    rows = db.rows(
        "SELECT * FROM tasks WHERE state = 'open' AND due <= :last ORDER BY due, title, id LIMIT :limit",
        last=last.isoformat(),
        limit=limit,
    )
    return tuple(value(row) for row in rows)


def starting(db: Database, prefix: str, limit: int = 2) -> tuple[Task, ...]:
    """The tasks whose id begins with `prefix`."""
    rows = db.rows(
        "SELECT * FROM tasks WHERE substr(id, 1, length(:prefix)) = :prefix ORDER BY id LIMIT :limit",
        prefix=prefix,
        limit=limit,
    )
    return tuple(value(row) for row in rows)


def known(db: Database, identity: str) -> bool:
    """Whether a task of this id is stored."""
    return db.value("SELECT 1 FROM tasks WHERE id = :id", id=identity) is not None
