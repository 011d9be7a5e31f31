"""Unusual hours of unkind mentions, as computed."""

from collections.abc import Iterable

from tweetplan.storage.database import Database, Row


def since(db: Database, instant: str, until: str, account: str = "") -> list[Row]:
    """The unusual hours from an instant on, of one account or all, the newest first."""
    return db.rows(
        "SELECT * FROM mention_alarms WHERE hour >= :since AND hour <= :until AND :account IN ('', account)"
        " ORDER BY hour DESC, account",
        since=instant, until=until, account=account,
    )  # fmt: skip


def unkind(db: Database, account: str, first: str, last: str) -> list[str]:
    """When unkind mentions of others were written: by tone, or as crisis or abuse; spam is not counted."""
    rows = db.rows(
        "SELECT m.created_at FROM mentions m JOIN mention_labels l ON l.account = m.account AND l.ref = m.ref"
        " AND l.batch = m.batch LEFT JOIN mention_marks k ON k.id = m.account || '/' || m.ref"
        " WHERE m.account = :account AND m.live = 1 AND m.created_at BETWEEN :first AND :last"
        " AND COALESCE(NULLIF(k.label, ''), l.label) <> 'spam'"
        " AND (l.tone < 0 OR COALESCE(NULLIF(k.label, ''), l.label) IN ('crisis', 'abuse'))",
        account=account, first=first, last=last,
    )  # fmt: skip
    return [row["created_at"] for row in rows]


def span(db: Database, account: str, until: str) -> tuple[str, str]:
    """The first and the last instant of stored mentions; empty texts without any."""
    row = db.row(
        "SELECT MIN(created_at) AS first, MAX(created_at) AS last FROM mentions WHERE account = :account AND live = 1"
        " AND created_at <= :until",
        account=account, until=until,
    )  # fmt: skip
    return (row["first"] or "", row["last"] or "") if row else ("", "")


def put(db: Database, rows: Iterable[tuple[str, str, int, float, float, int]]) -> None:
    """Inside a transaction: keep unusual hours (account, hour, mentions, usual, p, weeks)."""
    db.many(
        "INSERT INTO mention_alarms (account, hour, mentions, usual, p, weeks) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (account, hour) DO UPDATE SET mentions = excluded.mentions, usual = excluded.usual,"
        " p = excluded.p, weeks = excluded.weeks",
        rows,
    )
