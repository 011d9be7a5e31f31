"""What plugins declared, kept as values: a goal whose plugin is gone keeps its KPI. They are no records."""

from tweetplan.storage.database import Database, Row

FINGERPRINT = "plugins"
"""The entry of `meta` that says which installed plugins the declarations were last taken from."""


def rows(db: Database) -> list[Row]:
    """Every stored declaration with key, plugin, version, hash, body, seen_at and present (1: installed), by key."""
    return db.rows("SELECT key, plugin, version, hash, body, seen_at, present FROM declarations ORDER BY key")


def put(db: Database, key: str, plugin: str, version: str, digest: str, body: str, seen_at: str) -> None:
    """Store a declaration that is installed, in place of an older one of its key."""
    db.execute(
        "INSERT INTO declarations (key, plugin, version, hash, body, seen_at, present)"
        " VALUES (:key, :plugin, :version, :hash, :body, :seen_at, 1) ON CONFLICT (key) DO UPDATE SET"
        " plugin = excluded.plugin, version = excluded.version, hash = excluded.hash, body = excluded.body,"
        " seen_at = excluded.seen_at, present = 1",
        key=key,
        plugin=plugin,
        version=version,
        hash=digest,
        body=body,
        seen_at=seen_at,
    )


def mark_missing(db: Database, key: str) -> None:
    """Say that the plugin of this declaration is not installed any more; its body stays."""
    db.execute("UPDATE declarations SET present = 0 WHERE key = :key", key=key)


def fingerprint(db: Database) -> str:
    """Of the plugins that the declarations were last taken from; empty in a new workspace."""
    return str(db.value("SELECT value FROM meta WHERE key = :key", key=FINGERPRINT) or "")


def set_fingerprint(db: Database, value: str) -> None:
    """Remember which plugins the declarations were taken from."""
    db.execute(
        "INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key=FINGERPRINT,
        value=value,
    )


def goals_of(db: Database, key: str) -> list[str]:
    """The names of the goals of this type."""
    return [row["name"] for row in db.rows("SELECT name FROM goals WHERE type = :key ORDER BY name", key=key)]
