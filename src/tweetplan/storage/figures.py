"""Reading the daily roll-up: what every screen's figures are made of, by account and measure, never by post."""

from collections.abc import Sequence

from tweetplan.storage.database import Database, Row


def days(db: Database, account: str, measures: Sequence[str], until: str) -> list[Row]:
    """Every stored day of these measures up to a day: measure, source, campaign, day, value, in order of day."""
    names = {f"m{place}": measure for place, measure in enumerate(measures)}
    return db.rows(
        "SELECT measure, source, campaign, day, value FROM daily WHERE account = :account AND day <= :until"
        f" AND measure IN ({', '.join(f':{name}' for name in names)}) ORDER BY measure, source, campaign, day",
        account=account,
        until=until,
        **names,
    )


def measures(db: Database, account: str) -> list[str]:
    """The keys of the measures that an account has any figure of."""
    rows = db.rows("SELECT DISTINCT measure FROM daily WHERE account = :account ORDER BY measure", account=account)
    return [row["measure"] for row in rows]
