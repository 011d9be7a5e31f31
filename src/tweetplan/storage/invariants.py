"""What must always hold in a store, each as a name, a sentence and a query that finds what breaks it.

`json_valid` is SQLite's; everything else is the portable subset.
"""

from collections.abc import Iterator

from tweetplan.domain.measures import POST_MEASURES
from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database
from tweetplan.storage.invariants_crises import CRISES
from tweetplan.storage.invariants_posts import POSTS
from tweetplan.storage.records import TABLES
from tweetplan.storage.references import USES_ACCOUNT

MOST_NAMED = 10
"""Violations named for one invariant; the rest are counted."""

JSON_COLUMNS = (
    ("operations", "id", ("changes",)),
    ("members", "id", ("roles", "hours")),
    ("goals", "name", ("fields", "anchors", "periods")),
    ("replans", "id", ("anchors", "missed")),
    ("patterns", "id", ("days", "times")),
    ("mixes", "id", ("rule",)),
    ("settings", "id", ("value",)),
    ("posts", "id", ("extra", "content")),
    ("declarations", "key", ("body",)),
    ("batches", "id", ("files", "counts")),
    ("post_results", "ref", ("extra",)),
    ("unsure_matches", "ref", ("posts",)),
)


@frozen
class Invariant:
    """A sentence that must be true; `broken_by` yields one short text for every row that breaks it."""

    name: str
    says: str
    broken_by: str


def _each(template: str, tables: frozenset[str] | tuple[str, ...]) -> str:
    return " UNION ALL ".join(template.format(table=table) for table in sorted(tables))


def _json() -> str:
    parts = [
        f"SELECT '{table} ' || {key} || ': {column}' FROM {table} WHERE {column} <> '' AND NOT json_valid({column})"
        for table, key, columns in JSON_COLUMNS
        for column in columns
    ]
    return " UNION ALL ".join(parts)


_FROM_DAYS = "source NOT IN ('posts', 'mentions')"
_SAME_FIGURE = (
    "d.account = r.account AND d.source = r.source AND d.measure = r.measure"
    " AND d.campaign = r.campaign AND d.day = r.day"
)


def _post_sums() -> str:
    """Sums by account and day against the roll-up, to one part in a million; then sums that have no row."""
    sums = ", ".join(f"SUM({name}) AS {name}" for name in POST_MEASURES)
    each = " UNION ALL ".join(
        f"SELECT s.account || ' {name} ' || s.day FROM sums s LEFT JOIN daily d ON d.account = s.account"
        f" AND d.source = 'posts' AND d.measure = '{name}' AND d.campaign = '' AND d.day = s.day"
        f" WHERE s.{name} IS NOT NULL"
        f" AND (d.value IS NULL OR ABS(d.value - s.{name}) > 0.000001 * (1 + ABS(s.{name})))"
        for name in POST_MEASURES
    )
    names = ", ".join(f"'{name}'" for name in POST_MEASURES)
    return (
        "WITH sums AS MATERIALIZED"
        f" (SELECT account, day, {sums} FROM post_results WHERE live = 1 GROUP BY account, day)"
        f" {each} UNION ALL SELECT account || ' ' || measure || ' ' || day FROM daily d"
        f" WHERE source = 'posts' AND measure IN ({names}) AND NOT EXISTS"
        " (SELECT 1 FROM post_results r WHERE r.account = d.account AND r.day = d.day AND r.live = 1)"
    )


_LIVE_TWICE = (
    "SELECT {what} FROM {table} WHERE live = 1 GROUP BY {key} HAVING COUNT(*) > 1"  # the key columns name one quantity
)

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "log-unbroken",
        "operations are numbered 1, 2, 3 … without a gap",
        "SELECT 'operation ' || seq FROM operations o"
        " WHERE seq <> 1 AND NOT EXISTS (SELECT 1 FROM operations p WHERE p.seq = o.seq - 1)",
    ),
    Invariant(
        "undo-names-an-operation",
        "what an operation undoes, and what undid it, is in the log",
        "SELECT 'operation ' || o.seq FROM operations o WHERE"
        " (o.undoes <> '' AND NOT EXISTS (SELECT 1 FROM operations p WHERE p.id = o.undoes)) OR"
        " (o.undone_by <> '' AND NOT EXISTS (SELECT 1 FROM operations p WHERE p.id = o.undone_by))",
    ),
    Invariant(
        "versions-in-the-log",
        "every record's version is an operation of the log",
        _each(
            "SELECT '{table} ' || id FROM {table} r"
            " WHERE NOT EXISTS (SELECT 1 FROM operations o WHERE o.seq = r.version)",
            TABLES,
        ),
    ),
    Invariant("json", "structured columns hold JSON", _json()),
    Invariant(
        "accounts-exist",
        "every account that something is for exists",
        _each(
            "SELECT '{table} ' || r.id || ': ' || r.account FROM {table} r WHERE r.account <> ''"
            " AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = r.account)",
            USES_ACCOUNT,
        ),
    ),
    Invariant(
        "results-have-accounts",
        "every live figure is of an account that exists",
        "SELECT DISTINCT d.account FROM daily d WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = d.account)",
    ),
    Invariant(
        "one-live-row-a-post",
        "of several exports of one post one counts",
        _LIVE_TWICE.format(what="account || ' ' || ref", table="post_results", key="account, ref"),
    ),
    Invariant(
        "one-live-figure-a-day",
        "of several exports of one day's figure one counts",
        _LIVE_TWICE.format(
            what="account || ' ' || source || ' ' || measure || ' ' || day",
            table="day_results",
            key="account, source, campaign, measure, day",
        ),
    ),
    Invariant(
        "withdrawn-is-not-live",
        "what an undone import brought does not count",
        _each(
            "SELECT '{table} of import ' || r.batch FROM {table} r WHERE r.live = 1"
            " AND EXISTS (SELECT 1 FROM batches b WHERE b.id = r.batch AND b.withdrawn = 1) GROUP BY r.batch",
            ("post_results", "day_results", "mentions"),
        ),
    ),
    Invariant("sums-of-posts", "the daily sums of posts are those of the rows that count", _post_sums()),
    Invariant(
        "figures-of-days",
        "the daily figures are those of the rows that count",
        f"SELECT account || ' ' || source || ' ' || measure || ' ' || day FROM day_results r"
        f" WHERE live = 1 AND {_FROM_DAYS}"
        f" AND NOT EXISTS (SELECT 1 FROM daily d WHERE {_SAME_FIGURE} AND d.value = r.value) UNION ALL"
        f" SELECT account || ' ' || source || ' ' || measure || ' ' || day FROM daily d WHERE {_FROM_DAYS}"
        f" AND NOT EXISTS (SELECT 1 FROM day_results r WHERE {_SAME_FIGURE} AND r.live = 1)",
    ),
    Invariant(
        "imports-in-the-log",
        "every import batch was made by an operation",
        "SELECT 'import ' || b.id FROM batches b WHERE NOT EXISTS (SELECT 1 FROM operations o WHERE o.batch = b.id)",
    ),
    Invariant(
        "unique-goals",
        "a goal's name is its own",
        "SELECT name FROM goals GROUP BY name HAVING COUNT(*) > 1",
    ),
    *(Invariant(*each) for each in (*POSTS, *CRISES)),
)


def broken(db: Database, invariant: Invariant) -> Iterator[str]:
    """What breaks one invariant: the first few, then how many more."""
    found = db.rows(f"SELECT * FROM ({invariant.broken_by}) LIMIT {MOST_NAMED}")
    for row in found:
        yield str(next(iter(dict(row).values())))
    if len(found) == MOST_NAMED:
        rest = db.value(f"SELECT COUNT(*) FROM ({invariant.broken_by})") - MOST_NAMED
        if rest:
            yield f"{rest} more"


def integrity(db: Database, *, full: bool) -> list[str]:
    """What SQLite itself finds wrong with the file; empty when it is sound. `full` also compares indexes with rows."""
    check = "integrity_check" if full else "quick_check"
    said = db.borrow(lambda connection: [row[0] for row in connection.execute(f"PRAGMA {check}({MOST_NAMED})")])
    return [] if said == ["ok"] else said
