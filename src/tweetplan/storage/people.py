"""People as rows: the newest word of every file in force, what the team said, mentions and invitations beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tweetplan.domain.people import ANSWER_TIME, WITHOUT_RESULT, Invitation, Person, segment_of
from tweetplan.storage.database import Database, Row

INVITATIONS, TARGETS, RIVALS = "invitations", "segment_targets", "rivals"
_FAILED = ", ".join(f"'{word}'" for word in WITHOUT_RESULT)
_WITH = f"""
WITH files AS (
    SELECT lower(p.handle) AS who, p.segment, p.followers, p.last_interaction, p.birthday, p.value,
        ROW_NUMBER() OVER (PARTITION BY lower(p.handle) ORDER BY b.seq DESC) AS place
    FROM people p JOIN batches b ON b.id = p.batch WHERE p.account = :account AND b.withdrawn = 0
), seen AS (
    SELECT lower(p.handle) AS who, MAX(p.last_interaction) AS day
    FROM people p JOIN batches b ON b.id = p.batch WHERE p.account = :account AND b.withdrawn = 0
    GROUP BY lower(p.handle)
), marks AS (
    SELECT lower(k.handle) AS who, k.* FROM person_marks k WHERE k.account = :account
), names AS (
    SELECT who FROM files WHERE place = 1 UNION SELECT who FROM marks
), said AS (
    SELECT lower(author) AS who, COUNT(*) AS n, MAX(created_at) AS last FROM mentions
    WHERE account = :account AND live = 1 AND created_at <= :now GROUP BY lower(author)
), tried AS (
    SELECT lower(i.handle) AS who, COUNT(*) AS n, MAX(i.at) AS last,
        SUM(CASE WHEN i.outcome = 'came back' THEN 1 ELSE 0 END) AS back,
        SUM(CASE WHEN i.outcome IN ({_FAILED}) OR (i.outcome = '' AND i.at <= :waited AND i.at >= (
            SELECT COALESCE(MAX(s.day), '') FROM seen s WHERE s.who = lower(i.handle)) AND i.at >= (
            SELECT COALESCE(MAX(m.last), '') FROM said m WHERE m.who = lower(i.handle))) THEN 1 ELSE 0 END) AS failed
    FROM invitations i WHERE i.account = :account AND i.at <= :now GROUP BY lower(i.handle)
), persons AS (
    SELECT n.who AS handle, COALESCE(NULLIF(k.segment, ''), f.segment, '') AS segment, f.followers,
        CASE WHEN COALESCE(substr(d.last, 1, 10), '') > COALESCE(s.day, '') THEN substr(d.last, 1, 10)
            ELSE COALESCE(s.day, '') END AS last_seen,
        COALESCE(NULLIF(k.birthday, ''), f.birthday, '') AS birthday, COALESCE(k.value, f.value) AS value,
        COALESCE(k.owner, '') AS owner, COALESCE(k.note, '') AS note, COALESCE(k.held_out, 0) AS held_out,
        COALESCE(k.avoid, 0) AS avoid, k.fit, COALESCE(k.collaboration, '') AS collaboration,
        COALESCE(d.n, 0) AS mentions, COALESCE(t.n, 0) AS tries, COALESCE(t.last, '') AS last_try,
        COALESCE(t.failed, 0) AS failed, COALESCE(t.back, 0) AS came_back
    FROM names n LEFT JOIN files f ON f.who = n.who AND f.place = 1 LEFT JOIN seen s ON s.who = n.who
    LEFT JOIN marks k ON k.who = n.who LEFT JOIN said d ON d.who = n.who LEFT JOIN tried t ON t.who = n.who
)
"""


def value(row: Row, account: str) -> Person:
    """The person that a row holds."""
    held = dict(row)
    held["segment"] = segment_of(held["segment"])
    held["held_out"], held["avoid"] = bool(held["held_out"]), bool(held["avoid"])
    return Person(account=account, **held)


def listing(
    db: Database, account: str, now: str, known_to: date, where: str = "1 = 1", order: str = "handle",
    limit: int = 200, **values: Any,
) -> tuple[Person, ...]:  # fmt: skip
    """The people of an account that a condition over a person's columns lets through, in an order, at most so many."""
    rows = db.rows(
        f"{_WITH} SELECT * FROM persons WHERE {where} ORDER BY {order} LIMIT :limit",
        account=account, now=now, waited=(known_to - ANSWER_TIME).isoformat(), limit=limit, **values,
    )  # fmt: skip
    return tuple(value(row, account) for row in rows)


def count(db: Database, account: str, now: str, known_to: date, where: str, **values: Any) -> int:
    """How many people a condition lets through."""
    return int(
        db.value(
            f"{_WITH} SELECT COUNT(*) FROM persons WHERE {where}",
            account=account, now=now, waited=(known_to - ANSWER_TIME).isoformat(), **values,
        )
    )  # fmt: skip


def segments(db: Database, account: str, now: str, known_to: date, since: str) -> list[Row]:
    """By the segment's word: people, those heard of since a day, mentions they ever wrote, invitations."""
    return db.rows(
        f"{_WITH} SELECT segment, COUNT(*) AS people, SUM(CASE WHEN last_seen >= :since THEN 1 ELSE 0 END) AS active,"
        " SUM(mentions) AS mentions, SUM(tries) AS tries FROM persons GROUP BY segment",
        account=account, now=now, waited=(known_to - ANSWER_TIME).isoformat(), since=since,
    )  # fmt: skip


def known_to(db: Database, account: str, now: str) -> str:
    """The day up to which people are known: of the last file of people, or the newest mention; '' for never."""
    found = db.row(
        "SELECT (SELECT MAX(b.imported_at) FROM people p JOIN batches b ON b.id = p.batch WHERE p.account = :account"
        " AND b.withdrawn = 0 AND b.imported_at <= :now) AS files, (SELECT MAX(m.created_at) FROM mentions m"
        " WHERE m.account = :account AND m.live = 1 AND m.created_at <= :now) AS said",
        account=account, now=now,
    )  # fmt: skip
    return max((found["files"] or "")[:10], (found["said"] or "")[:10]) if found else ""


def interactions(db: Database, account: str, now: str) -> list[Row]:
    """Every day on which each person was heard of: handle, day."""
    return db.rows(
        "SELECT lower(author) AS handle, substr(created_at, 1, 10) AS day FROM mentions WHERE account = :account"
        " AND live = 1 AND created_at <= :now AND lower(author) <> account UNION SELECT lower(p.handle),"
        " p.last_interaction FROM people p JOIN batches b ON b.id = p.batch WHERE p.account = :account"
        " AND b.withdrawn = 0 AND p.last_interaction <> '' AND p.last_interaction <= :now",
        account=account, now=now,
    )  # fmt: skip


def follower_days(db: Database, account: str, until: str, most: int = 12) -> list[str]:
    """The days with a list of followers, oldest first, the newest `most` of them."""
    rows = db.rows(
        "SELECT DISTINCT f.day FROM follower_lists f JOIN batches b ON b.id = f.batch WHERE f.account = :account"
        " AND b.withdrawn = 0 AND f.day <= :until ORDER BY f.day DESC LIMIT :most",
        account=account, until=until, most=most,
    )  # fmt: skip
    return sorted(row["day"] for row in rows)


def invitations(db: Database, account: str, handle: str = "") -> tuple[Invitation, ...]:
    """The invitations of an account, or of one person, the newest first."""
    rows = db.rows(
        "SELECT * FROM invitations WHERE account = :account AND :handle IN ('', lower(handle)) ORDER BY at DESC, id",
        account=account, handle=handle,
    )  # fmt: skip
    return tuple(Invitation(**dict(row)) for row in rows)


def targets(db: Database, account: str) -> dict[tuple[str, str], float]:
    """The targets of segments (or of single people, by handle) by measure."""
    rows = db.rows("SELECT segment, measure, target FROM segment_targets WHERE account = :account", account=account)
    return {(row["segment"], row["measure"]): row["target"] for row in rows}


def rivals(db: Database, account: str) -> list[Row]:
    """Competitors' figures, by name, measure and day."""
    return db.rows(
        "SELECT name, measure, day, value FROM rivals WHERE account = :account ORDER BY name, measure, day",
        account=account,
    )


def put_figure(db: Database, account: str, kind: str, body: str, made_at: str) -> None:
    """Inside a transaction: keep what was computed in the place of what stood there."""
    db.execute(
        "INSERT INTO audience_figures (account, kind, body, made_at) VALUES (:account, :kind, :body, :made_at)"
        " ON CONFLICT (account, kind) DO UPDATE SET body = excluded.body, made_at = excluded.made_at",
        account=account, kind=kind, body=body, made_at=made_at,
    )  # fmt: skip


def figure(db: Database, account: str, kind: str) -> Mapping[str, Any] | None:
    """What was computed (body as JSON text, made_at), or None."""
    return db.row(
        "SELECT body, made_at FROM audience_figures WHERE account = :account AND kind = :kind",
        account=account, kind=kind,
    )  # fmt: skip
