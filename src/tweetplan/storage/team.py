"""Members of the team as rows of the store."""

import json
from collections.abc import Mapping
from typing import Any

from tweetplan.domain.goals import Member
from tweetplan.storage.database import Database, Row

TABLE = "members"


def row(member: Member) -> Mapping[str, Any]:
    """The member as a record; its id is the login."""
    return {
        "id": member.login,
        "roles": json.dumps(member.roles, ensure_ascii=False),
        "zone": member.zone,
        "hours": json.dumps(dict(member.hours), ensure_ascii=False),
        "minutes_a_week": member.minutes_a_week,
    }


def value(row: Row) -> Member:
    """The member that a row holds."""
    return Member(
        row["id"],
        tuple(json.loads(row["roles"])),
        row["zone"],
        json.loads(row["hours"]),
        row["minutes_a_week"],
        row["version"],
    )


def open_handovers(db: Database, login: str) -> tuple[str, ...]:
    """Who handed over to a login (or to whoever comes next) and waits for it to be acknowledged, the oldest first."""
    rows = db.rows(
        "SELECT giver FROM handovers WHERE acknowledged_at = '' AND giver <> :login AND (taker = :login OR taker = '')"
        " ORDER BY at, id LIMIT 50",
        login=login,
    )
    return tuple(row["giver"] for row in rows)


def every(db: Database) -> tuple[Member, ...]:
    """The whole team by login."""
    return tuple(value(row) for row in db.rows("SELECT * FROM members ORDER BY id"))
