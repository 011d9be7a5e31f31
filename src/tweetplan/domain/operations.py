"""Operations: one verb done by one actor, with what every touched record was before and after (DESIGN: idea 8)."""

from collections.abc import Mapping
from typing import Any

from tweetplan.domain.values import frozen


@frozen
class Actor:
    """Who acts: the Unix uid's login (or `uid:N` without one) or the database login; never `$USER`."""

    login: str
    uid: int
    host: str = ""
    note: str = ""
    """Something worth keeping beside the actor, such as the uid that called sudo."""


@frozen
class RecordChange:
    """One record of one table as it was and as it became; None means it was not there."""

    table: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@frozen
class Operation:
    """An entry of the log: the audit trail, the undo stack, and the change notice in one."""

    seq: int
    id: str
    at: str
    """Real time, UTC, ISO 8601 with Z."""
    actor: Actor
    verb: str
    """`goal.add`, `import`, `task.done` …"""
    summary: str
    """One line for people: `added goal leads-2026`."""
    changes: tuple[RecordChange, ...] = ()
    batch: str = ""
    undoes: str = ""
    """The operation that this one undoes (or redoes)."""
    undone_by: str = ""
