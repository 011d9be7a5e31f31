"""Claims of periodic work: of ten sessions that find a job due, the store lets one do it."""

from tweetplan.domain.operations import Actor
from tweetplan.storage.database import Database

ITSELF = "tick"
"""The row that says when the last tick ran."""


def claim(db: Database, job: str, due: str, now: str, stale: str, actor: Actor) -> bool:
    """Whether the job is ours to do: nobody has claimed it, or who did failed or fell silent before `stale`."""
    with db.writing():
        taken = db.execute(
            "INSERT INTO ticks (job, due, claimed_at, login, outcome) VALUES (:job, :due, :now, :login, '')"
            " ON CONFLICT (job, due)"
            " DO UPDATE SET claimed_at = excluded.claimed_at, login = excluded.login, outcome = ''"
            " WHERE ticks.claimed_at < :stale AND (ticks.outcome = '' OR ticks.outcome LIKE 'failed%')",
            job=job,
            due=due,
            now=now,
            stale=stale,
            login=actor.login,
        )
    return taken == 1


def settled(db: Database, job: str, due: str) -> bool:
    """Whether the job was done for this due date (a look that takes no lock)."""
    outcome = db.value("SELECT outcome FROM ticks WHERE job = :job AND due = :due", job=job, due=due)
    return bool(outcome) and not outcome.startswith("failed")


def finish(db: Database, job: str, due: str, outcome: str) -> None:
    """Note what came of a claimed job; an outcome that begins with `failed` lets a later tick try again."""
    with db.writing():
        db.execute(
            "UPDATE ticks SET outcome = :outcome WHERE job = :job AND due = :due", job=job, due=due, outcome=outcome
        )


def stamp(db: Database, now: str, forget: str, actor: Actor, outcome: str) -> None:
    """Note that a tick ran, and forget claims from before `forget`."""
    with db.writing():
        db.execute(
            "INSERT INTO ticks (job, due, claimed_at, login, outcome) VALUES (:job, '', :now, :login, :outcome)"
            " ON CONFLICT (job, due) DO UPDATE SET claimed_at = excluded.claimed_at, login = excluded.login,"
            " outcome = excluded.outcome",
            job=ITSELF,
            now=now,
            login=actor.login,
            outcome=outcome,
        )
        db.execute("DELETE FROM ticks WHERE job <> :job AND claimed_at < :forget", job=ITSELF, forget=forget)


def last(db: Database) -> str:
    """When the last tick ran, UTC text; '' when none did."""
    return str(db.value("SELECT claimed_at FROM ticks WHERE job = :job AND due = ''", job=ITSELF) or "")


def last_failures(db: Database) -> list[tuple[str, str]]:
    """The jobs whose last try failed, with what they said."""
    rows = db.rows(
        "SELECT job, outcome FROM ticks t WHERE outcome LIKE 'failed%'"
        " AND claimed_at = (SELECT MAX(claimed_at) FROM ticks u WHERE u.job = t.job) ORDER BY job"
    )
    return [(row["job"], row["outcome"]) for row in rows]
