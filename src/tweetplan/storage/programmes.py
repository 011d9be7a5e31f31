"""Win-back programmes as rows."""

import json
from collections.abc import Mapping
from typing import Any

from tweetplan.domain.codec import plain, restored
from tweetplan.domain.winback import Programme
from tweetplan.storage.database import Database, Row

TABLE, KIND = "programmes", "win-back"
_COLUMNS = ("id", "account", "state", "started", "ended", "version")


def row(programme: Programme) -> Mapping[str, Any]:
    """The programme as a record."""
    body = {name: held for name, held in plain(programme).items() if name not in _COLUMNS}
    return {
        **{name: getattr(programme, name) for name in _COLUMNS[:-1]},
        "kind": KIND,
        "body": json.dumps(body, ensure_ascii=False),
    }


def value(held: Row) -> Programme:
    """The programme that a row holds."""
    return restored(Programme, {**json.loads(held["body"]), **{name: held[name] for name in _COLUMNS}})


def every(db: Database, account: str = "") -> tuple[Programme, ...]:
    """The programmes of an account, or all, the newest first."""
    rows = db.rows(
        "SELECT * FROM programmes WHERE kind = :kind AND :account IN ('', account) ORDER BY version DESC",
        kind=KIND, account=account,
    )  # fmt: skip
    return tuple(value(held) for held in rows)
