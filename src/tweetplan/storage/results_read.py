"""Reading results for screens: from the daily roll-up and by index, so that the cost grows with days, not posts."""

from collections.abc import Collection, Iterable
from typing import Any

from tweetplan.domain.measures import POST_MEASURES
from tweetplan.storage.database import Database, Row


def sums(
    db: Database, account: str, sources: Collection[str], measures: Collection[str], first: str, last: str
) -> list[Row]:
    """The sums over a span of days: source, campaign, measure, value; one row for each that has any day there."""
    if not sources or not measures or first > last:
        return []
    sources_in, values = _several("s", sources)
    measures_in, more = _several("m", measures)
    return db.rows(
        "SELECT source, campaign, measure, SUM(value) AS value FROM daily WHERE account = :account"
        f" AND source IN ({sources_in}) AND measure IN ({measures_in}) AND day BETWEEN :first AND :last"
        " GROUP BY source, measure, campaign",
        account=account, first=first, last=last, **values, **more,
    )  # fmt: skip


def days(
    db: Database, account: str, sources: Collection[str], measures: Collection[str], first: str, last: str
) -> list[Row]:
    """The days themselves: source, campaign, measure, day, value."""
    if not sources or not measures or first > last:
        return []
    sources_in, values = _several("s", sources)
    measures_in, more = _several("m", measures)
    return db.rows(
        "SELECT source, campaign, measure, day, value FROM daily WHERE account = :account"
        f" AND source IN ({sources_in}) AND measure IN ({measures_in}) AND day BETWEEN :first AND :last",
        account=account, first=first, last=last, **values, **more,
    )  # fmt: skip


def last_level(
    db: Database, account: str, sources: Collection[str], measure: str, *, until: str = "9999", after: str = ""
) -> Row | None:
    """The last figure of a level on or before `until`, or (with `after`) the first one later: day, value, source.

    Of several sources on one day the greatest value is taken, so that the answer is always the same.
    """
    if not sources:
        return None
    sources_in, values = _several("s", sources)
    order = "day ASC" if after else "day DESC"
    return db.row(
        "SELECT day, value, source FROM daily WHERE account = :account AND measure = :measure"
        f" AND source IN ({sources_in}) AND day <= :until AND day > :after ORDER BY {order}, value DESC LIMIT 1",
        account=account, measure=measure, until=until, after=after, **values,
    )  # fmt: skip


def best_posts(
    db: Database, account: str, order: str, kinds: Iterable[str], first: str, last: str, until: str, limit: int
) -> list[Row]:
    """The live posts of some days with the greatest `order`, an expression over the columns of posts."""
    kinds_in, values = _several("k", list(kinds))
    return db.rows(
        f"SELECT ref, posted_at, day, kind, text, url, format, plan_post, {', '.join(POST_MEASURES)},"
        f" {order} AS rank FROM post_results WHERE account = :account AND live = 1 AND kind IN ({kinds_in})"
        " AND day BETWEEN :first AND :last AND posted_at <= :until AND rank IS NOT NULL"
        " ORDER BY rank DESC, ref LIMIT :limit",
        account=account, first=first, last=last, until=until, limit=limit, **values,
    )  # fmt: skip


def last_post_day(db: Database, account: str, until: str) -> str:
    """The day of the account's last post on or before a day; empty when there is none."""
    found = db.value(
        "SELECT MAX(day) FROM post_results WHERE account = :account AND day <= :until", account=account, until=until
    )
    return str(found or "")


def batches(db: Database, limit: int) -> list[Row]:
    """The imports and typed figures, newest first, each with the login that made it and its operation."""
    return db.rows(
        "SELECT b.*, o.login, o.id AS operation, o.summary FROM batches b LEFT JOIN operations o ON o.seq = b.seq"
        " ORDER BY b.seq DESC LIMIT :limit",
        limit=limit,
    )


def last_counts(db: Database) -> dict[str, str]:
    """For each account the last day of a recorded follower count; the overview's own column counts too."""
    rows = db.rows(
        "SELECT c.account, MAX(c.last_day) AS day FROM coverage c JOIN batches b ON b.id = c.batch"
        " WHERE c.measure = 'followers' AND b.withdrawn = 0 GROUP BY c.account"
    )
    return {row["account"]: row["day"] for row in rows}


def coverage(db: Database, account: str) -> list[Row]:
    """What the imports that are in force say they cover: source, campaign, measure, first_day, last_day.

    Satisfaction that somebody typed at a mention is covered from the first such day to the last.
    """
    return db.rows(
        "SELECT c.source, c.campaign, c.measure, c.first_day, c.last_day FROM coverage c"
        " JOIN batches b ON b.id = c.batch WHERE c.account = :account AND b.withdrawn = 0"
        " UNION ALL SELECT d.source, d.campaign, d.measure, MIN(d.day), MAX(d.day) FROM daily d"
        " WHERE d.account = :account AND d.source = 'mentions' AND d.measure IN ('surveyed', 'satisfied')"
        " GROUP BY d.source, d.campaign, d.measure ORDER BY 1, 2, 3, 4",
        account=account,
    )


def _several(prefix: str, keys: Collection[str]) -> tuple[str, dict[str, Any]]:
    """Place holders for a list, and their values."""
    values = {f"{prefix}{at}": key for at, key in enumerate(keys)}
    return ", ".join(f":{name}" for name in values), values
