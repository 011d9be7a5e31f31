"""The library's assets as rows of the store."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from tweetplan.domain.posts import Asset
from tweetplan.storage.database import Database

TABLE = "assets"


def row(asset: Asset) -> Mapping[str, Any]:
    """The asset as a record."""
    return {one.name: getattr(asset, one.name) for one in fields(asset) if one.name != "version"}


def every(db: Database, account: str = "", kind: str = "") -> tuple[Asset, ...]:
    """The assets for one account and those for all (empty: every one), of one kind or any, by name."""
    rows = db.rows(
        f"SELECT * FROM {TABLE} WHERE (:account = '' OR account IN ('', :account)) AND (:kind = '' OR kind = :kind)"
        " ORDER BY name, account, id",
        account=account,
        kind=kind,
    )
    return tuple(Asset(**dict(each)) for each in rows)


def one(db: Database, identity: str) -> Asset | None:
    """The asset of this id, or None."""
    found = db.row(f"SELECT * FROM {TABLE} WHERE id = :id", id=identity)
    return Asset(**dict(found)) if found else None


def named(db: Database, name: str, account: str = "") -> tuple[Asset, ...]:
    """The assets of this name, an account's own before those for all."""
    rows = db.rows(
        f"SELECT * FROM {TABLE} WHERE name = :name AND (:account = '' OR account IN ('', :account))"
        " ORDER BY account DESC, id",
        name=name,
        account=account,
    )
    return tuple(Asset(**dict(each)) for each in rows)
