"""Campaigns as the results know them: where and when they ran, and their figures by day (G28)."""

from collections.abc import Collection, Mapping

from tweetplan.storage.database import Database, Row


def spans(db: Database) -> Mapping[str, tuple[str, str, str]]:
    """Each campaign with the account it ran on (the one with most days), its first and its last day."""
    rows = db.rows(
        "SELECT campaign, account, MIN(day) AS first, MAX(day) AS last, COUNT(DISTINCT day) AS days FROM daily"
        " WHERE campaign <> '' GROUP BY campaign, account ORDER BY days"
    )
    return {row["campaign"]: (row["account"], row["first"], row["last"]) for row in rows}


def days(db: Database, campaigns: Collection[str], until: str) -> list[Row]:
    """The figures of these campaigns by day up to a day: campaign, day, measure, value."""
    names = {f"c{place}": name for place, name in enumerate(sorted(campaigns))}
    places = ", ".join(f":{name}" for name in names)
    return db.rows(
        f"SELECT campaign, day, measure, SUM(value) AS value FROM daily WHERE campaign IN ({places}) AND day <= :until"
        " GROUP BY campaign, day, measure ORDER BY day",
        until=until,
        **names,
    )
