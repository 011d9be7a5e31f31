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


def parted_posts(db: Database, account: str, until: str) -> list[Row]:
    """The same posts with their part on each axis: as people tagged them, else as they were planned, else as read."""
    return db.rows(
        f"SELECT r.ref, r.posted_at, r.day, r.text, {', '.join('r.' + key for key in POST_MEASURES)},"
        " COALESCE(NULLIF(t.format, ''), NULLIF(p.format, ''), r.format) AS format,"
        " COALESCE(NULLIF(t.topic, ''), p.topic, '') AS topic, COALESCE(NULLIF(t.intent, ''), p.intent, '') AS intent,"
        " COALESCE(t.cta, '') AS tagged_cta, COALESCE(p.content, '') AS content"
        " FROM post_results r LEFT JOIN tags t ON t.account = r.account AND t.ref = r.ref"
        " LEFT JOIN posts p ON r.plan_post <> '' AND p.id = r.plan_post"
        " WHERE r.account = :account AND r.live = 1 AND r.kind = 'own' AND r.posted_at <= :until"
        " ORDER BY r.posted_at, r.ref",
        account=account, until=until,
    )  # fmt: skip


def unanswered(db: Database, account: str, since: str) -> Row | None:
    """The mentions of an account since an instant: all, those left unanswered, the oldest of these."""
    return db.row(
        "SELECT COUNT(*) AS mentions,"
        " SUM(CASE WHEN m.answered_at = '' AND m.resolved_at = '' AND COALESCE(k.answered_at, '') = ''"
        " AND COALESCE(k.left_at, '') = '' AND COALESCE(k.resolved_at, '') = '' THEN 1 ELSE 0 END) AS unanswered,"
        " MIN(CASE WHEN m.answered_at = '' AND m.resolved_at = '' AND COALESCE(k.answered_at, '') = ''"
        " AND COALESCE(k.left_at, '') = '' AND COALESCE(k.resolved_at, '') = '' THEN m.created_at END) AS oldest"
        " FROM mentions m LEFT JOIN mention_marks k ON k.account = m.account AND k.ref = m.ref"
        " WHERE m.account = :account AND m.live = 1 AND m.created_at >= :since AND lower(m.author) <> m.account",
        account=account,
        since=since,
    )


def people_counts(db: Database, account: str, silent_before: str, since: str) -> Row | None:
    """How many people are known, how many were silent since a day, and how many were invited since an instant."""
    return db.row(
        "SELECT COUNT(DISTINCT handle) AS known,"
        " COUNT(DISTINCT CASE WHEN last_interaction <> '' AND last_interaction < :silent THEN handle END) AS silent,"
        " (SELECT COUNT(*) FROM invitations i WHERE i.account = :account AND i.at >= :since) AS invited"
        " FROM people WHERE account = :account",
        account=account,
        silent=silent_before,
        since=since,
    )


def waiting_posts(db: Database) -> list[Row]:
    """The posts that are in review: id, account, first line of the text, since when."""
    return db.rows("SELECT id, account, text, since, owner FROM posts WHERE state = 'in_review' ORDER BY since, id")


def open_experiments(db: Database) -> list[Row]:
    """The experiments that are not over: name, account, state, and when the last of their slots is."""
    return db.rows(
        "SELECT e.name, e.account, e.state, MAX(s.at) AS last FROM experiments e"
        " LEFT JOIN experiment_units u ON u.experiment = e.id LEFT JOIN slots s ON s.id = u.slot"
        " WHERE e.state IN ('planned', 'running') GROUP BY e.id, e.name, e.account, e.state ORDER BY e.name"
    )
