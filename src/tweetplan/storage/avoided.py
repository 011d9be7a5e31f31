"""What was kept from happening: changes that would have overwritten somebody's, and verbs that were done already (T23).

These are no operations, since nothing was changed; they are kept beside the log for the collaboration figures.
"""

from tweetplan.domain.findings import Problem
from tweetplan.storage.database import Database, Row


def note(db: Database, identity: str, at: str, login: str, verb: str, kind: str) -> None:
    """Keep that a verb was refused; `kind` is `overwrite` or `repeat`. A store that cannot take it says nothing."""
    try:
        with db.writing():
            db.execute(
                "INSERT INTO avoided (id, at, login, verb, kind) VALUES (:id, :at, :login, :verb, :kind)"
                " ON CONFLICT (id) DO NOTHING",
                id=f"{identity}.{kind}", at=at, login=login, verb=verb, kind=kind,
            )  # fmt: skip
    except Problem:
        return


def every(db: Database, until: str) -> list[Row]:
    """All that was kept from happening up to an instant, oldest first."""
    return db.rows("SELECT at, verb, kind FROM avoided WHERE at < :until ORDER BY at, id", until=until)
