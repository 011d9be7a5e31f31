"""What estimates learn from: the account's own posts with their figures, each post's current version once."""

from tweetplan.domain.measures import POST_MEASURES
from tweetplan.storage.database import Database, Row


def own_posts(db: Database, account: str, until: str) -> list[Row]:
    """The account's own posts (no replies, no reposts) up to an instant, in order of time: when, format, figures."""
    return db.rows(
        f"SELECT ref, posted_at, format, text, {', '.join(POST_MEASURES)} FROM post_results WHERE account = :account"
        " AND live = 1 AND kind = 'own' AND posted_at <= :until ORDER BY posted_at, ref",
        account=account, until=until,
    )  # fmt: skip
