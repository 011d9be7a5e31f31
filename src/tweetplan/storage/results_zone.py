"""When an account's zone changes, its results get the local days and hours of the new one, and new daily sums."""

from tweetplan.domain.local_time import LocalClock
from tweetplan.domain.measures import POSTS
from tweetplan.storage.database import Database
from tweetplan.storage.results_rollup import milliseconds, roll_up_mentions, roll_up_posts


def rezone(db: Database, account: str, zone: str) -> None:
    """Tell every post and mention of the account its local time in this zone, inside a transaction.

    Figures that came by day (overview, typed) stay: their days were never instants.
    """
    clock = LocalClock(zone)
    changed: list[tuple[str, int, int, str, str, str, str, int]] = []
    days: set[str] = set()
    for row in db.rows("SELECT ref, batch, part, posted_at, day, hour FROM post_results WHERE account = :account",
                       account=account):  # fmt: skip
        local = clock.of(milliseconds(row["posted_at"]))
        if (local.day, local.hour) != (row["day"], row["hour"]):
            changed.append((local.day, local.weekday, local.hour, local.month,
                            account, row["ref"], row["batch"], row["part"]))  # fmt: skip
            days.update((row["day"], local.day))
    db.many(
        "UPDATE post_results SET day = ?, weekday = ?, hour = ?, month = ?"
        " WHERE account = ? AND ref = ? AND batch = ? AND part = ?",
        changed,
    )
    _cover(db, account)
    roll_up_posts(db, account, days)
    instants = db.rows("SELECT created_at FROM mentions WHERE account = :account AND live = 1", account=account)
    if instants:
        db.execute("DELETE FROM daily WHERE account = :account AND source = 'mentions'", account=account)
        roll_up_mentions(db, account, {row["created_at"] for row in instants}, zone)


def _cover(db: Database, account: str) -> None:
    """Let each import cover the days that its posts now stand on."""
    for row in db.rows(
        "SELECT batch, MIN(day) AS first, MAX(day) AS last FROM post_results WHERE account = :account GROUP BY batch",
        account=account,
    ):
        span = {"account": account, "source": POSTS, "batch": row["batch"]}
        where = "account = :account AND source = :source AND batch = :batch"
        db.execute(
            f"UPDATE coverage SET first_day = :day WHERE {where} AND first_day > :day"
            f" AND first_day = (SELECT MIN(c.first_day) FROM coverage c WHERE c.{where.replace(' AND ', ' AND c.')}"
            " AND c.measure = coverage.measure)",
            day=row["first"], **span,
        )  # fmt: skip
        db.execute(
            f"UPDATE coverage SET last_day = :day WHERE {where} AND last_day < :day"
            f" AND last_day = (SELECT MAX(c.last_day) FROM coverage c WHERE c.{where.replace(' AND ', ' AND c.')}"
            " AND c.measure = coverage.measure)",
            day=row["last"], **span,
        )  # fmt: skip
