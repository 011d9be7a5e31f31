"""Settings of a workspace: single JSON values by key, among them its name, its fiscal year and its reserve."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tweetplan.storage.database import Database

NAME = "workspace.name"
FISCAL_START = "workspace.fiscal_year_starts"
RESERVE = {"hours": "reserve.hours", "money": "reserve.money"}


def values(db: Database, keys: Iterable[str]) -> dict[str, Any]:
    """The settings of these keys that are stored, by key."""
    wanted = {f"key{place}": key for place, key in enumerate(keys)}
    places = ", ".join(f":{name}" for name in wanted)
    rows = db.rows(f"SELECT id, value FROM settings WHERE id IN ({places})", **wanted)
    return {row["id"]: json.loads(row["value"]) for row in rows}


def row(key: str, value: Any) -> Mapping[str, Any]:
    """A setting as a record."""
    return {"id": key, "value": json.dumps(value, ensure_ascii=False)}
