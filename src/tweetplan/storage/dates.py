"""Days to respect as rows of the store."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tweetplan.domain.key_dates import KINDS, KeyDate, KeyDateKind
from tweetplan.storage.database import Database, Row

TABLE = "dates"


def row(held: KeyDate) -> Mapping[str, Any]:
    """The date as a record."""
    return {
        "id": held.id,
        "account": held.account,
        "first_day": held.first.isoformat(),
        "last_day": held.last.isoformat(),
        "title": held.title,
        "kind": held.kind,
        "source": held.source,
    }


def value(row: Row) -> KeyDate:
    """The date that a row holds."""
    kind: KeyDateKind = next((kind for kind in KINDS if kind == row["kind"]), "event")
    first, last = (date.fromisoformat(row[name]) for name in ("first_day", "last_day"))
    return KeyDate(row["id"], row["account"], first, last, row["title"], kind, row["source"], row["version"])


def between(db: Database, first: date, last: date, account: str = "") -> tuple[KeyDate, ...]:
    """The dates that touch the days from `first` to `last`: with an account its own and those for all; in order."""
    rows = db.rows(
        "SELECT * FROM dates WHERE first_day <= :last AND last_day >= :first"
        " AND (:account = '' OR account = '' OR account = :account) ORDER BY first_day, last_day, title, id",
        first=first.isoformat(),
        last=last.isoformat(),
        account=account,
    )
    return tuple(map(value, rows))


def of_source(db: Database, source: str, account: str) -> tuple[KeyDate, ...]:
    """The dates that one file brought for an account (empty: for all)."""
    rows = db.rows(
        "SELECT * FROM dates WHERE source = :source AND account = :account ORDER BY first_day, title, id",
        source=source,
        account=account,
    )
    return tuple(map(value, rows))


def starting(db: Database, prefix: str, limit: int = 2) -> tuple[KeyDate, ...]:
    """The dates whose id begins with `prefix`."""
    rows = db.rows(
        "SELECT * FROM dates WHERE substr(id, 1, length(:prefix)) = :prefix ORDER BY id LIMIT :limit",
        prefix=prefix,
        limit=limit,
    )
    return tuple(map(value, rows))
