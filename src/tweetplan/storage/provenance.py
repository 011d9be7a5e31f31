"""Where figures came from: the import batches that cover a span of a measure, with their files."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database


@frozen
class Origin:
    """One import that a figure rests on."""

    batch: str
    reader: str
    files: tuple[str, ...]
    imported_at: str


def origins(
    db: Database, account: str, source: str, measures: Sequence[str], first: date, last: date, most: int = 5
) -> tuple[Origin, ...]:
    """The imports in force that cover any of these measures on any of these days, the newest first."""
    if not measures:
        return ()
    names = {f"m{place}": measure for place, measure in enumerate(measures)}
    rows = db.rows(
        "SELECT DISTINCT b.id, b.seq, b.reader, b.files, b.imported_at FROM coverage c JOIN batches b ON b.id = c.batch"
        " WHERE c.account = :account AND (:source = '' OR c.source = :source) AND b.withdrawn = 0"
        f" AND c.measure IN ({', '.join(f':{name}' for name in names)})"
        " AND c.first_day <= :last AND c.last_day >= :first ORDER BY b.seq DESC LIMIT :most",
        account=account,
        source=source,
        first=first.isoformat(),
        last=last.isoformat(),
        most=most,
        **names,
    )
    return tuple(Origin(row["id"], row["reader"], _names(json.loads(row["files"])), row["imported_at"]) for row in rows)


def _names(files: Any) -> tuple[str, ...]:
    """The files' names, however the import noted them."""
    held = files if isinstance(files, list) else [files]
    return tuple(str(file.get("name", "")) if isinstance(file, dict) else str(file) for file in held if file)
