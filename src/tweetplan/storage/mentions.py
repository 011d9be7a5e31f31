"""Mentions as they stand: the imported rows with what triage made of them and what the team did with them."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tweetplan.domain.mentions import Mention
from tweetplan.storage.database import Database, Row

MARKS = "mention_marks"
OWN_REPLY = (
    "(SELECT MIN(o.created_at) FROM mentions o WHERE o.in_reply_to = m.ref AND o.account || '' = m.account"
    " AND o.live = 1 AND lower(o.author) = m.account)"
)
"""When our own imported reply to a mention was written; the joined text leaves it one index, that of replies."""
ANSWERED = f"COALESCE(NULLIF(m.answered_at, ''), NULLIF(k.answered_at, ''), {OWN_REPLY}, '')"
RESOLVED = "COALESCE(NULLIF(m.resolved_at, ''), NULLIF(k.resolved_at, ''), '')"
LABEL = "COALESCE(NULLIF(k.label, ''), l.label, '')"
_LEFT = "COALESCE(k.left_at, '')"
JOINED = (
    "FROM mentions m LEFT JOIN mention_marks k ON k.id = m.account || '/' || m.ref"
    " LEFT JOIN mention_labels l ON l.account = m.account AND l.ref = m.ref AND l.batch = m.batch"
)
THEIRS = "m.account = :account AND m.live = 1 AND lower(m.author) <> m.account"
"""What others said: our own rows of the same file are answers."""
_OPEN = f"{ANSWERED} = '' AND {RESOLVED} = '' AND {_LEFT} = ''"
_COLUMNS = (
    "m.account, m.ref, m.author, m.created_at, m.text, m.in_reply_to, COALESCE(l.label, '') AS computed,"
    f" {LABEL} AS label, COALESCE(l.evidence, '[]') AS evidence, COALESCE(l.tone, 0) AS tone,"
    f" {ANSWERED} AS answered_at, {RESOLVED} AS resolved_at, {_LEFT} AS left_at, COALESCE(k.owner, '') AS owner,"
    " k.satisfaction, COALESCE(k.note, '') AS note, COALESCE(k.version, 0) AS version"
)
MANY = 400


def key_of(account: str, ref: str) -> str:
    """The id of a mention's mark."""
    return f"{account}/{ref}"


def value(row: Row) -> Mention:
    """The mention that a row holds, without what is known of its author."""
    held = dict(row)
    held["evidence"] = tuple(json.loads(held["evidence"]))
    return Mention(**held)


def listing(
    db: Database, account: str, since: str, until: str, *, label: str = "", only_open: bool = True, limit: int = 2000
) -> tuple[Mention, ...]:
    """What others said from `since` to `until`, the newest first; of one label, or only what waits for an answer."""
    rows = db.rows(
        f"SELECT {_COLUMNS} {JOINED} WHERE {THEIRS} AND m.created_at BETWEEN :since AND :until"
        + (f" AND {_OPEN}" if only_open else "")
        + (f" AND {LABEL} = :label" if label else "")
        + " ORDER BY m.created_at DESC, m.ref LIMIT :limit",
        account=account, since=since, until=until, limit=limit, **({"label": label} if label else {}),
    )  # fmt: skip
    return tuple(map(value, rows))


def starting(db: Database, account: str, ref: str) -> tuple[Mention, ...]:
    """The mention of an account with this id, else those whose id begins so (two at most); ours are not among them."""
    for condition in ("m.ref = :ref", "substr(m.ref, 1, length(:ref)) = :ref"):
        rows = db.rows(
            f"SELECT {_COLUMNS} {JOINED} WHERE {THEIRS} AND {condition} ORDER BY m.ref LIMIT 2",
            account=account,
            ref=ref,
        )
        if rows:
            return tuple(map(value, rows))
    return ()


def thread(db: Database, mention: Mention, until: str, limit: int = 20) -> list[Row]:
    """What stands before and after a mention, in order of time: author, created_at, text, and whether it is ours."""
    return db.rows(
        "SELECT author, created_at, text, CASE WHEN lower(author) = account THEN 1 ELSE 0 END AS ours FROM mentions"
        " WHERE account = :account AND live = 1 AND ref <> :ref AND created_at <= :until"
        " AND (in_reply_to = :ref OR (:parent <> '' AND (ref = :parent OR in_reply_to = :parent)))"
        " UNION ALL SELECT account AS author, posted_at AS created_at, text, 1 AS ours FROM post_results"
        " WHERE account = :account AND live = 1 AND ref = :parent AND :parent <> ''"
        " ORDER BY created_at LIMIT :limit",
        account=mention.account, ref=mention.ref, parent=mention.in_reply_to, until=until, limit=limit,
    )  # fmt: skip


def counts(db: Database, account: str, since: str, until: str) -> Row | None:
    """How many others said something in a span: all, open ones, and those that were not sorted yet."""
    return db.row(
        f"SELECT COUNT(*) AS mentions, SUM(CASE WHEN {_OPEN} THEN 1 ELSE 0 END) AS open,"
        f" SUM(CASE WHEN {LABEL} = '' THEN 1 ELSE 0 END) AS unsorted {JOINED}"
        f" WHERE {THEIRS} AND m.created_at BETWEEN :since AND :until",
        account=account, since=since, until=until,
    )  # fmt: skip


def last_import(db: Database, account: str, until: str) -> Row | None:
    """When mentions were imported last (`at`) and the instant of the newest (`newest`); None without any."""
    found = db.row(
        "SELECT MAX(b.imported_at) AS at, MAX(m.created_at) AS newest FROM mentions m JOIN batches b ON b.id = m.batch"
        " WHERE m.account = :account AND b.withdrawn = 0 AND m.created_at <= :until",
        account=account, until=until,
    )  # fmt: skip
    return found if found and found["at"] else None


def authors(db: Database, account: str, since: str, until: str) -> dict[str, int]:
    """How often each author (lower case) said something in a span."""
    rows = db.rows(
        f"SELECT lower(m.author) AS author, COUNT(*) AS n FROM mentions m WHERE {THEIRS}"
        " AND m.created_at BETWEEN :since AND :until GROUP BY lower(m.author)",
        account=account, since=since, until=until,
    )  # fmt: skip
    return {row["author"]: row["n"] for row in rows}


def known_people(db: Database, account: str, handles: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """What is known of these people (handles in lower case): segment, followers, avoid; a person's word wins."""
    found: dict[str, Mapping[str, Any]] = {}
    wanted = sorted(handles)
    for start in range(0, len(wanted), MANY):
        names = {f"h{at}": handle for at, handle in enumerate(wanted[start : start + MANY])}
        holders = ", ".join(f":{name}" for name in names)
        for row in db.rows(
            "SELECT lower(p.handle) AS handle, p.segment, p.followers, 0 AS avoid FROM people p"
            " JOIN batches b ON b.id = p.batch WHERE p.account = :account AND b.withdrawn = 0"
            f" AND lower(p.handle) IN ({holders}) ORDER BY b.seq",
            account=account, **names,
        ):  # fmt: skip
            found[row["handle"]] = dict(row)
        for row in db.rows(
            "SELECT lower(handle) AS handle, segment, avoid FROM person_marks WHERE account = :account"
            f" AND lower(handle) IN ({holders})",
            account=account, **names,
        ):  # fmt: skip
            before = found.get(row["handle"], {"handle": row["handle"], "segment": "", "followers": None})
            found[row["handle"]] = {**before, "segment": row["segment"] or before["segment"], "avoid": row["avoid"]}
    return found


def unsorted_rows(db: Database, limit: int, account: str = "") -> list[Row]:
    """Mentions in force, ours left out, that triage has not seen, the newest first."""
    return db.rows(
        "SELECT m.account, m.ref, m.batch, m.author, m.text FROM mentions m"
        " LEFT JOIN mention_labels l ON l.account = m.account AND l.ref = m.ref AND l.batch = m.batch"
        " WHERE m.live = 1 AND l.ref IS NULL AND lower(m.author) <> m.account AND :account IN ('', m.account)"
        " ORDER BY m.created_at DESC LIMIT :limit",
        limit=limit, account=account,
    )  # fmt: skip


def put_labels(db: Database, rows: Iterable[tuple[str, str, str, str, str, int]]) -> None:
    """Keep labels (account, ref, batch, label, evidence, tone) in the place of what stood there."""
    db.many(
        "INSERT INTO mention_labels (account, ref, batch, label, evidence, tone) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (account, ref, batch) DO UPDATE SET label = excluded.label, evidence = excluded.evidence,"
        " tone = excluded.tone",
        rows,
    )


def forget_labels(db: Database, account: str = "") -> None:
    """Let triage see every mention anew."""
    db.execute("DELETE FROM mention_labels WHERE :account IN ('', account)", account=account)


def threads(db: Database, account: str, since: str, until: str) -> list[Row]:
    """What others opened in a span: not spam or abuse, nor what goes on below another mention or our answer."""
    return db.rows(
        f"SELECT m.ref, m.created_at, {ANSWERED} AS answered_at, {RESOLVED} AS resolved_at {JOINED}"
        f" WHERE {THEIRS} AND m.created_at BETWEEN :since AND :until AND {LABEL} NOT IN ('spam', 'abuse')"
        " AND (m.in_reply_to = '' OR NOT EXISTS (SELECT 1 FROM mentions q WHERE q.account = m.account AND q.live = 1"
        " AND q.ref = m.in_reply_to)) ORDER BY m.created_at",
        account=account, since=since, until=until,
    )  # fmt: skip


def mention_times(db: Database, account: str, first: str, last: str) -> list[Row]:
    """What others said from an instant (or day) to another: created_at, answered_at, resolved_at, satisfaction."""
    return db.rows(
        f"SELECT m.created_at, {ANSWERED} AS answered_at, {RESOLVED} AS resolved_at, k.satisfaction"
        " FROM mentions m LEFT JOIN mention_marks k ON k.id = m.account || '/' || m.ref"
        f" WHERE {THEIRS} AND m.created_at BETWEEN :first AND :last",
        account=account, first=first, last=last,
    )  # fmt: skip


def answers(db: Database, account: str, since: str, until: str) -> list[Row]:
    """Tone of what people wrote after our answer, and what they said when asked: tone, satisfaction."""
    return db.rows(
        f"SELECT k.satisfaction, CASE WHEN EXISTS (SELECT 1 FROM mentions q WHERE q.account = m.account AND q.live = 1"
        " AND q.ref = m.in_reply_to AND (lower(q.author) = q.account OR (q.answered_at <> ''"
        " AND q.answered_at < m.created_at))) THEN l.tone END AS tone, m.in_reply_to"
        f" {JOINED} WHERE {THEIRS} AND m.created_at BETWEEN :since AND :until"
        " AND (k.satisfaction IS NOT NULL OR m.in_reply_to <> '')",
        account=account, since=since, until=until,
    )  # fmt: skip
