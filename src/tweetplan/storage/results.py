"""Results as rows of the store: appended by batch, never overwritten; undo withdraws a batch, redo brings it back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from tweetplan.domain.measures import POST_MEASURES
from tweetplan.domain.result_versions import Version, live_version
from tweetplan.storage.database import Database, Row
from tweetplan.storage.results_rollup import roll_up_days, roll_up_mentions, roll_up_posts

POST_COLUMNS = ("ref", "posted_at", "day", "weekday", "hour", "month", "kind", "text", "url", "format", "extra")
"""What a post's row begins with; the figures follow."""
DAY_COLUMNS = ("account", "source", "campaign", "day", "measure", "batch", "part", "live", "period_end", "value")
MENTION_COLUMNS = ("account", "ref", "author", "created_at", "text", "in_reply_to", "answered_at", "resolved_at",
                   "batch", "live")  # fmt: skip
PERSON_COLUMNS = ("account", "handle", "segment", "followers", "last_interaction", "birthday", "value", "batch")
COVERAGE_COLUMNS = ("batch", "account", "source", "campaign", "measure", "first_day", "last_day")
MANY = 400
"""Keys asked for in one query."""


def append(db: Database, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows, each with a value for every column, in order."""
    holders = ", ".join("?" * len(columns))
    db.many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({holders})", rows)


def append_posts(
    db: Database, shared: Mapping[str, str | int], measures: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert posts: `POST_COLUMNS` and a figure for each measure; `shared` columns are the same in all rows.

    What is shared stands in the statement: to bind it a hundred thousand times took half of an import's writing.
    """
    columns = (*shared, *POST_COLUMNS, *measures)
    values = [*map(_literal, shared.values()), *"?" * (len(POST_COLUMNS) + len(measures))]
    db.many(f"INSERT INTO post_results ({', '.join(columns)}) VALUES ({', '.join(values)})", rows)


def add_batch(
    db: Database, batch: str, seq: int, reader: str, account: str, files: str, imported_at: str, counts: str
) -> None:
    """Enter one import: `files` and `counts` are JSON."""
    db.execute(
        "INSERT INTO batches (id, seq, reader, account, files, imported_at, counts, withdrawn)"
        " VALUES (:id, :seq, :reader, :account, :files, :at, :counts, 0)",
        id=batch, seq=seq, reader=reader, account=account, files=files, at=imported_at, counts=counts,
    )  # fmt: skip


def displace_posts(db: Database, keys: Iterable[tuple[str, str, str, int]]) -> None:
    """Let these versions of posts (account, ref, batch, part) no longer count."""
    db.many("UPDATE post_results SET live = 0 WHERE account = ? AND ref = ? AND batch = ? AND part = ?", keys)


def displace_days(db: Database, keys: Iterable[tuple[str, str, str, str, str, str, int]]) -> None:
    """Let these versions of days' figures (account, source, campaign, measure, day, batch, part) no longer count."""
    db.many(
        "UPDATE day_results SET live = 0 WHERE account = ? AND source = ? AND campaign = ? AND measure = ?"
        " AND day = ? AND batch = ? AND part = ?",
        keys,
    )


def displace_mentions(db: Database, keys: Iterable[tuple[str, str]]) -> None:
    """Let every stored version of these mentions (account, ref) no longer count."""
    db.many("UPDATE mentions SET live = 0 WHERE account = ? AND ref = ?", keys)


def has_posts(db: Database, account: str) -> bool:
    """Whether any result of a post of this account is stored."""
    return db.row("SELECT 1 FROM post_results WHERE account = :account LIMIT 1", account=account) is not None


def post_versions(db: Database, account: str, refs: Collection[str]) -> Iterator[Row]:
    """The versions that count or could count of these posts, with the seq of their import."""
    figures = ", ".join(f"r.{name}" for name in POST_MEASURES)
    for chunk in _chunks(refs):
        names = {f"r{at}": ref for at, ref in enumerate(chunk)}
        yield from db.rows(
            f"SELECT r.ref, r.batch, r.part, r.live, r.period_end, r.day, b.seq, {figures}, r.extra"
            " FROM post_results r JOIN batches b ON b.id = r.batch"
            f" WHERE r.account = :account AND b.withdrawn = 0 AND r.ref IN ({', '.join(f':{name}' for name in names)})",
            account=account, **names,
        )  # fmt: skip


def day_versions(
    db: Database, account: str, source: str, campaign: str, measure: str, first: str, last: str
) -> list[Row]:
    """The versions of one measure's days that count or could count, with the seq of their import."""
    return db.rows(
        "SELECT r.day, r.batch, r.part, r.live, r.period_end, r.value, b.seq FROM day_results r"
        " JOIN batches b ON b.id = r.batch WHERE r.account = :account AND r.source = :source"
        " AND r.campaign = :campaign AND r.measure = :measure AND r.day BETWEEN :first AND :last AND b.withdrawn = 0",
        account=account, source=source, campaign=campaign, measure=measure, first=first, last=last,
    )  # fmt: skip


def mention_versions(db: Database, account: str, refs: Collection[str]) -> Iterator[Row]:
    """The live versions of these mentions."""
    for chunk in _chunks(refs):
        names = {f"r{at}": ref for at, ref in enumerate(chunk)}
        yield from db.rows(
            "SELECT * FROM mentions WHERE account = :account AND live = 1"
            f" AND ref IN ({', '.join(f':{name}' for name in names)})",
            account=account, **names,
        )  # fmt: skip


def people_known(db: Database, account: str) -> list[Row]:
    """Each person's newest entry, of imports that are in force."""
    return db.rows(
        "SELECT p.*, b.seq FROM people p JOIN batches b ON b.id = p.batch WHERE p.account = :account"
        " AND b.withdrawn = 0 ORDER BY b.seq",
        account=account,
    )


def followers_on(db: Database, account: str, day: str) -> frozenset[str]:
    """The list of followers stored for a day; empty when there is none."""
    rows = db.rows(
        "SELECT f.handle FROM follower_lists f JOIN batches b ON b.id = f.batch"
        " WHERE f.account = :account AND f.day = :day AND b.withdrawn = 0",
        account=account, day=day,
    )  # fmt: skip
    return frozenset(row["handle"] for row in rows)


def withdraw(db: Database, batch: str) -> None:
    """Let nothing of this import count any more; what it had displaced counts again. Inside a transaction."""
    db.execute("UPDATE batches SET withdrawn = 1 WHERE id = :batch", batch=batch)
    _settle(db, batch)


def reinstate(db: Database, batch: str) -> None:
    """Let a withdrawn import count again, in its old place among the imports. Inside a transaction."""
    db.execute("UPDATE batches SET withdrawn = 0 WHERE id = :batch", batch=batch)
    _settle(db, batch)


def _settle(db: Database, batch: str) -> None:
    """Choose again among all versions of everything that this batch holds, and roll up the days that it touches."""
    posts = db.rows(
        "SELECT DISTINCT r.account, r.ref, r.batch, r.part, r.live, r.period_end, r.day, b.seq, b.withdrawn,"
        " CASE WHEN r.impressions IS NULL THEN 0 ELSE 1 END AS complete"
        " FROM post_results w JOIN post_results r ON r.account = w.account AND r.ref = w.ref"
        " JOIN batches b ON b.id = r.batch WHERE w.batch = :batch",
        batch=batch,
    )
    changed = _chosen(posts, ("account", "ref"))
    db.many("UPDATE post_results SET live = ? WHERE account = ? AND ref = ? AND batch = ? AND part = ?", changed)
    for account in {row["account"] for row in posts}:
        roll_up_posts(db, account, {row["day"] for row in posts if row["account"] == account})
    days = db.rows(
        "SELECT DISTINCT r.account, r.source, r.campaign, r.measure, r.day, r.batch, r.part, r.live, r.period_end,"
        " b.seq, b.withdrawn, 1 AS complete FROM day_results w JOIN day_results r ON r.account = w.account"
        " AND r.source = w.source AND r.campaign = w.campaign AND r.measure = w.measure AND r.day = w.day"
        " JOIN batches b ON b.id = r.batch WHERE w.batch = :batch",
        batch=batch,
    )
    key = ("account", "source", "campaign", "measure", "day")
    db.many(
        "UPDATE day_results SET live = ? WHERE account = ? AND source = ? AND campaign = ? AND measure = ?"
        " AND day = ? AND batch = ? AND part = ?",
        _chosen(days, key),
    )
    roll_up_days(db, {tuple(row[name] for name in key) for row in days})
    _settle_mentions(db, batch)


def _settle_mentions(db: Database, batch: str) -> None:
    rows = db.rows(
        "SELECT r.account, r.ref, r.batch, r.live, r.created_at, b.seq, b.withdrawn, 1 AS complete, '' AS period_end,"
        " 0 AS part FROM mentions w JOIN mentions r ON r.account = w.account AND r.ref = w.ref"
        " JOIN batches b ON b.id = r.batch WHERE w.batch = :batch",
        batch=batch,
    )
    changed = (row[:-1] for row in _chosen(rows, ("account", "ref")))
    db.many("UPDATE mentions SET live = ? WHERE account = ? AND ref = ? AND batch = ?", changed)
    for account in {row["account"] for row in rows}:
        zone = db.value("SELECT zone FROM accounts WHERE id = :account", account=account) or "UTC"
        instants = {row["created_at"] for row in rows if row["account"] == account}
        roll_up_mentions(db, account, instants, zone)


def _chosen(rows: Iterable[Row], key: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """For every version whose `live` must change: the new value, the key, batch and part."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in key), []).append(row)
    changed = []
    for identity, versions in groups.items():
        standing = {
            Version(bool(row["complete"]), row["period_end"], row["seq"], row["part"]): (row["batch"], row["part"])
            for row in versions
            if not row["withdrawn"]
        }
        winner = standing[live_version(standing)] if standing else None
        for row in versions:
            live = int((row["batch"], row["part"]) == winner)
            if live != row["live"]:
                changed.append((live, *identity, row["batch"], row["part"]))
    return changed


def _literal(value: str | int) -> str:
    """A value as SQL writes it."""
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def _chunks(keys: Collection[str]) -> Iterator[list[str]]:
    left = iter(keys)
    while chunk := list(islice(left, MANY)):
        yield chunk
