"""What records point at: who uses an account, who holds a name. Nothing else in the store points hard."""

from tweetplan.storage.database import Database
from tweetplan.storage.records import ONE_OF

USES_ACCOUNT = ("goals", "posts", "slots", "patterns", "themes", "mixes", "tasks", "assets")
"""The record tables whose `account` column names an account (or nobody: empty)."""
SAID_OF_POST = ("approvals", "comments", "waivers", "deliveries", "frozen_posts")
"""The record tables whose `post` column names a post."""
RESULTS_OF_ACCOUNT = ("post_results", "day_results", "mentions")


def uses_of_account(db: Database, key: str) -> list[str]:
    """What points at this account, in words: `2 goals`, `results`; empty when nothing does."""
    found = []
    for table in USES_ACCOUNT:
        count = db.value(f"SELECT COUNT(*) FROM {table} WHERE account = :key", key=key)
        if count:
            found.append(f"{count} {ONE_OF[table]}{'' if count == 1 else 's'}")
    for table in RESULTS_OF_ACCOUNT:
        if db.value(f"SELECT 1 FROM {table} WHERE account = :key AND live = 1 LIMIT 1", key=key):
            return [*found, "results"]
    return found


def account_known(db: Database, key: str) -> bool:
    """Whether an account of this handle key is in the store."""
    return db.value("SELECT 1 FROM accounts WHERE id = :key", key=key) is not None


def goal_of_name(db: Database, name: str) -> str:
    """The id of the goal that bears this name, or ''."""
    return str(db.value("SELECT id FROM goals WHERE name = :name", name=name) or "")


def uses_of_post(db: Database, post: str) -> list[str]:
    """What was said of a post or came of it, in words: `2 comments`; empty when nothing points at it."""
    counts = {table: db.value(f"SELECT COUNT(*) FROM {table} WHERE post = :post", post=post) for table in SAID_OF_POST}
    return [
        f"{count} {ONE_OF[table] if count == 1 else table.replace('_', ' ')}"
        for table, count in counts.items()
        if count
    ]
