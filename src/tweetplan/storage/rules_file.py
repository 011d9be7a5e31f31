"""Where the rules with figures lie: defaults in the package, overrides among the settings of a workspace."""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tweetplan.domain.rules import Rules
from tweetplan.storage.database import Database

FILE = Path(__file__).parents[1] / "rules.toml"
PREFIX = "rule:"
"""What the ids of overrides begin with in the table `settings`; their values are JSON."""


@cache
def default_tables() -> Mapping[str, Any]:
    """The package's `rules.toml` as tables by key."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def default_rules() -> Rules:
    """The rules as the package ships them."""
    return Rules.parse(default_tables())


def stored_overrides(db: Database) -> dict[str, Any]:
    """What a workspace says otherwise, by key, unchecked."""
    rows = db.rows("SELECT id, value FROM settings WHERE id >= 'rule:' AND id < 'rule;' ORDER BY id")
    return {row["id"].removeprefix(PREFIX): json.loads(row["value"]) for row in rows}
