"""How fresh each account's results are, told from what the imports say they cover."""

from datetime import date

from tweetplan.domain.measures import OVERVIEW, POSTS
from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database


@frozen
class Freshness:
    """Of one account: the last day that X's own exports cover, and the last day with a follower count."""

    data: date | None
    followers: date | None


def freshness(db: Database, until: date) -> dict[str, Freshness]:
    """By account key, as things stood on `until`; an account without results is absent."""
    rows = db.rows(
        "SELECT c.account,"
        " MAX(CASE WHEN c.source IN (:overview, :posts) THEN c.last_day END) AS data,"
        " MAX(CASE WHEN c.measure = 'followers' THEN c.last_day END) AS followers"
        " FROM coverage c JOIN batches b ON b.id = c.batch"
        " WHERE b.withdrawn = 0 AND c.first_day <= :until GROUP BY c.account",
        overview=OVERVIEW,
        posts=POSTS,
        until=until.isoformat(),
    )
    return {row["account"]: Freshness(_until(row["data"], until), _until(row["followers"], until)) for row in rows}


def _until(day: str | None, until: date) -> date | None:
    return min(date.fromisoformat(day), until) if day else None
