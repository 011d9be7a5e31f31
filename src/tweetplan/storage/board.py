"""Reading posts by their stage: the columns of the desk, its lists, and what is late in one of them.

Every query goes by the indexes on stage, so that posts published long ago cost nothing.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tweetplan.storage.database import Database, Row

_CARD = (
    "posts.*, COALESCE(slots.at, '') AS slot_at, COALESCE(slots.day, posts.planned_for) AS on_day,"
    " COALESCE(slots.plan, '') AS plan, COALESCE(operations.login, '') AS by_login,"
    " COALESCE(operations.at, '') AS by_at, COALESCE(operations.summary, '') AS by_said"
)
_FROM = "posts LEFT JOIN slots ON slots.id = posts.slot LEFT JOIN operations ON operations.seq = posts.version"
_DAY = "COALESCE(slots.day, posts.planned_for)"
_BY_DAY = (
    f"CASE WHEN slots.at IS NULL THEN 1 ELSE 0 END, slots.at, CASE {_DAY} WHEN '' THEN 1 ELSE 0 END, {_DAY}, posts.id"
)
"""The soonest slot first, then those planned for a day, then the rest; in words that every store understands."""
_OWN = "(:account = '' OR posts.account = :account) AND (:owner = '' OR posts.owner = :owner)"
BESIDE = ("slot_at", "on_day", "plan", "by_login", "by_at", "by_said")
"""What a row holds beside the post's own columns."""


def of_row(row: Row) -> Mapping[str, Any]:
    """The post's own columns of a row that holds more."""
    return {name: held for name, held in dict(row).items() if name not in BESIDE}


def column(
    db: Database, state: str, *, account: str = "", owner: str = "", since: str = "", limit: int = 100
) -> list[Row]:
    """The posts of one stage that came into it after `since`, the soonest slot first; of those published the newest."""
    order = "posts.since DESC, posts.id" if state == "published" else _BY_DAY
    return db.rows(
        f"SELECT {_CARD} FROM {_FROM} WHERE posts.state = :state AND posts.since >= :since AND {_OWN}"
        f" ORDER BY {order} LIMIT :limit",
        state=state,
        account=account,
        owner=owner,
        since=since,
        limit=limit,
    )


def count(db: Database, state: str, *, account: str = "", owner: str = "", since: str = "") -> int:
    """How many posts are in one stage that came into it after `since`."""
    return int(
        db.value(
            f"SELECT COUNT(*) FROM posts WHERE state = :state AND since >= :since AND {_OWN}",
            state=state,
            account=account,
            owner=owner,
            since=since,
        )
    )


def found(
    db: Database, states: Collection[str], *, account: str = "", owner: str = "", goal: str = "", first: str = "",
    last: str = "", limit: int = 1000,
) -> Iterator[Row]:  # fmt: skip
    """The posts of some stages between two days (of the slot, else the planned one; empty: no bound), by day."""
    names = {f"state{place}": state for place, state in enumerate(sorted(set(states)))}
    yield from db.rows(
        f"SELECT {_CARD} FROM {_FROM} WHERE posts.state IN ({', '.join(f':{name}' for name in names)}) AND {_OWN}"
        " AND (:goal = '' OR posts.goal = :goal)"
        " AND (:first = '' OR COALESCE(slots.day, posts.planned_for) >= :first)"
        " AND (:last = '' OR (COALESCE(slots.day, posts.planned_for) <> ''"
        " AND COALESCE(slots.day, posts.planned_for) <= :last))"
        f" ORDER BY {_BY_DAY} LIMIT :limit",
        account=account,
        owner=owner,
        goal=goal,
        first=first,
        last=last,
        limit=limit,
        **names,
    )


def past_their_slot(db: Database, state: str, until: str) -> list[Row]:
    """The posts of one stage whose slot began before an instant, the longest past first."""
    return db.rows(
        f"SELECT {_CARD} FROM {_FROM} WHERE posts.state = :state AND slots.at < :until ORDER BY slots.at, posts.id",
        state=state,
        until=until,
    )
