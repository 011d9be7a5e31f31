"""How much a workspace holds, by subject, and which schema it has: what `info` and the doctor say of it."""

from collections.abc import Mapping

from tweetplan.storage.database import Database
from tweetplan.storage.migrate import schema_version

COUNTED: Mapping[str, str] = {
    "accounts": "accounts",
    "members": "members",
    "goals": "goals",
    "slots": "slots",
    "planned posts": "posts",
    "tasks": "tasks",
    "operations": "operations",
    "import batches": "batches WHERE withdrawn = 0",
    "posts with results": "post_results WHERE live = 1",
    "daily figures": "daily",
    "people": "people",
    "mentions": "mentions WHERE live = 1",
}


def counts(db: Database) -> Mapping[str, int]:
    """How many records and results of each kind there are."""
    return {name: int(db.value(f"SELECT COUNT(*) FROM {source}")) for name, source in COUNTED.items()}


def schema(db: Database) -> int:
    """The number of the last migration that this store went through."""
    return db.borrow(schema_version)


def logins(db: Database) -> list[str]:
    """The logins of the team's members, in order."""
    return [row["id"] for row in db.rows("SELECT id FROM members ORDER BY id")]
