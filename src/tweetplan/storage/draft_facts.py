"""What a draft's checks need from the store beside the post itself: handles nobody answers, crises, marked days."""

from datetime import date

from tweetplan.domain.draft import Risk, RiskKind
from tweetplan.storage.database import Database

KINDS: tuple[RiskKind, ...] = ("crisis", "risk", "holiday", "event")


def avoided(db: Database, account: str) -> tuple[str, ...]:
    """The handles that an account does not answer (C05), without the @, in lower case, in order."""
    rows = db.rows("SELECT DISTINCT handle FROM person_marks WHERE account = :account AND avoid = 1", account=account)
    return tuple(sorted({row["handle"].strip().lstrip("@").lower() for row in rows}))


def crises(db: Database, account: str) -> tuple[Risk, ...]:
    """The crises that are open on an account, or on all; drills are none."""
    rows = db.rows(
        "SELECT title, level FROM crises WHERE closed_at = '' AND drill = 0 AND (account = '' OR account = :account)"
        " ORDER BY opened_at, id",
        account=account,
    )
    return tuple(Risk(row["title"], "crisis") for row in rows)


def marked(db: Database, account: str, day: date) -> tuple[Risk, ...]:
    """The holidays, events and risks that the team marked on a day of an account, or of all."""
    rows = db.rows(
        "SELECT title, kind FROM dates WHERE first_day <= :day AND last_day >= :day"
        " AND (account = '' OR account = :account) ORDER BY first_day, title, id",
        day=day.isoformat(),
        account=account,
    )
    return tuple(Risk(row["title"], next((kind for kind in KINDS if kind == row["kind"]), "event")) for row in rows)
