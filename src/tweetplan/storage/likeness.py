"""What was posted, by hashes of its words: kept apart from imports, which it would slow, and found by a draft (W01)."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from tweetplan.domain.posts import thread_parts
from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database, Row

STEP = 2_000
"""Posts that one transaction takes in: other sessions wait no longer than that."""
MOST_CANDIDATES = 60
Keys = Callable[[str, str], Sequence[int]]
"""The hashes of an account's text."""


@frozen
class Shown:
    """A post that is out, as results show it."""

    ref: str
    day: str
    text: str
    url: str
    plan_post: str


@frozen
class Drafted:
    """A post of the plan that no result shows yet."""

    id: str
    text: str
    x_id: str
    day: str
    """Of its slot, or the one it is planned for; may be empty."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The posts of a thread, or the only one."""
        return thread_parts(self.text)


def waiting(db: Database) -> list[tuple[str, str]]:
    """The imports, newest first, that are not wholly taken in yet: batch and account."""
    done = {
        (row["batch"], row["account"]) for row in db.rows("SELECT batch, account FROM likeness_done WHERE ref = ''")
    }
    batches = db.rows("SELECT id, account FROM batches WHERE withdrawn = 0 ORDER BY seq DESC")
    each = ((row["id"], account) for row in batches for account in row["account"].split(",") if account)
    return [pair for pair in each if pair not in done]


def take_in(db: Database, batch: str, account: str, since: str, keys: Keys) -> int:
    """Take in the next posts of one import; how many. Inside `writing()`."""
    done = db.value("SELECT ref FROM likeness_done WHERE batch = :batch AND account = :account",
                    batch=batch, account=account)  # fmt: skip
    rows = db.rows(
        "SELECT ref, text FROM post_results WHERE account = :account AND batch = :batch AND live = 1 AND kind = 'own'"
        " AND day >= :since AND text <> '' AND (:done = '' OR ref < :done) ORDER BY ref DESC LIMIT :step",
        account=account,
        batch=batch,
        since=since,
        done=done or "",
        step=STEP,
    )
    db.many(
        "INSERT INTO likeness_keys (hash, account, ref) VALUES (?, ?, ?)",
        list(_fresh(db, account, rows, keys)),
    )
    db.execute(
        "INSERT INTO likeness_done (batch, account, ref) VALUES (:batch, :account, :ref)"
        " ON CONFLICT (batch, account) DO UPDATE SET ref = excluded.ref",
        batch=batch,
        account=account,
        ref=rows[-1]["ref"] if len(rows) == STEP else "",
    )
    return len(rows)


def _fresh(db: Database, account: str, rows: Iterable[Row], keys: Keys) -> Iterator[tuple[int, str, str]]:
    """The hashes of posts that are not there yet: a later export brings most posts again."""
    for row in rows:
        found = keys(account, row["text"])
        known = found and db.value(
            "SELECT 1 FROM likeness_keys WHERE hash = :hash AND account = :account AND ref = :ref LIMIT 1",
            hash=found[0],
            account=account,
            ref=row["ref"],
        )
        for key in () if known else found:
            yield key, account, row["ref"]


def candidates(db: Database, account: str, keys: Iterable[int], since: str) -> tuple[Shown, ...]:
    """The account's posts since a day that share a hash, those that share most first."""
    names = {f"k{place}": key for place, key in enumerate(keys)}
    if not names:
        return ()
    sharing = db.rows(
        f"SELECT ref, COUNT(*) AS shared FROM likeness_keys WHERE hash IN ({', '.join(f':{name}' for name in names)})"
        " AND account = :account GROUP BY ref ORDER BY shared DESC, ref DESC LIMIT :most",
        account=account,
        most=MOST_CANDIDATES,
        **names,
    )
    refs = {f"r{place}": row["ref"] for place, row in enumerate(sharing)}
    if not refs:
        return ()
    rows = db.rows(
        "SELECT ref, day, text, url, plan_post FROM post_results WHERE account = :account"
        f" AND ref IN ({', '.join(f':{name}' for name in refs)}) AND live = 1",
        account=account,
        **refs,
    )
    return tuple(
        Shown(row["ref"], row["day"], row["text"], row["url"], row["plan_post"]) for row in rows if row["day"] >= since
    )


def open_texts(db: Database, account: str, since: str) -> tuple[Drafted, ...]:
    """The account's posts of the plan that no result shows: those still wanted, planned for no day before `since`."""
    rows = db.rows(
        "SELECT p.id, p.text, p.x_id, COALESCE(s.day, p.planned_for) AS day FROM posts p"
        " LEFT JOIN slots s ON s.id = p.slot WHERE p.account = :account AND p.text <> ''"
        " AND p.state NOT IN ('idea', 'expired', 'dropped')"
        " AND (COALESCE(s.day, p.planned_for) = '' OR COALESCE(s.day, p.planned_for) >= :since)"
        " AND NOT EXISTS (SELECT 1 FROM post_results r WHERE p.x_id <> '' AND r.account = p.account AND r.ref = p.x_id)"
        " ORDER BY p.id",
        account=account,
        since=since,
    )
    return tuple(Drafted(row["id"], row["text"], row["x_id"], row["day"]) for row in rows)


def family(db: Database, account: str, root: str) -> frozenset[str]:
    """A post and those that repeat it (Reuse): their ids, and their ids on X."""
    rows = db.rows(
        "SELECT id, x_id FROM posts WHERE account = :account AND (id = :root OR content LIKE :named)",
        account=account,
        root=root,
        named=f'%"of": "{root}"%',
    )
    return frozenset(held for row in rows for held in (row["id"], row["x_id"]) if held)
