"""Accounts as rows of the store."""

from collections.abc import Mapping
from typing import Any

from tweetplan.domain.goals import Account
from tweetplan.storage.database import Database, Row

TABLE = "accounts"


def row(account: Account) -> Mapping[str, Any]:
    """The account as a record; its id is its handle key."""
    return {
        "id": account.key,
        "handle": account.handle,
        "role": account.role,
        "zone": account.zone,
        "audience_zone": account.audience_zone,
    }


def value(row: Row) -> Account:
    """The account that a row holds."""
    return Account(row["handle"], row["role"], row["zone"], row["audience_zone"], row["version"])


def every(db: Database) -> tuple[Account, ...]:
    """Every account: main ones first, then by handle key."""
    rows = db.rows("SELECT * FROM accounts ORDER BY CASE role WHEN 'main' THEN 0 ELSE 1 END, id")
    return tuple(value(row) for row in rows)


def one(db: Database, key: str) -> Account | None:
    """The account of this handle key, or None."""
    found = db.row("SELECT * FROM accounts WHERE id = :key", key=key)
    return value(found) if found else None
