"""Posts by what came of them: the greatest or the least of some days, how many there are, and one as a whole."""

from tweetplan.domain.measures import POST_MEASURES
from tweetplan.domain.values import frozen
from tweetplan.storage.database import Database, Row

FEWEST_VIEWS = 100
"""A rate over fewer impressions is chance, so that such posts are in no list ordered by a rate."""
RATES = {
    "engagement_rate": "engagements",
    "interaction_rate": "likes + replies + reposts",
    "link_ctr": "url_clicks",
}
"""What is divided by the impressions."""
ORDERS = ("impressions", *RATES, *(name for name in POST_MEASURES if name != "impressions"))
LONGEST = 400
"""Characters of a post's text that a list reads."""
_FIGURES = ", ".join(POST_MEASURES)


@frozen
class Span:
    """Which posts of an account: their local days from `first` to `last`, and none after the instant `until`."""

    account: str
    first: str
    last: str
    until: str = "9999"


def ranked(db: Database, span: Span, order: str, *, least: bool, limit: int) -> list[Row]:
    """The account's own live posts with the greatest (or least) `order`; `n` of each row says how many there are.

    `order` is one of `ORDERS`; a post without the figure is not among them.
    """
    if order not in ORDERS:
        raise ValueError(f"{order!r} orders no posts")
    rate = RATES.get(order)
    worth = f"CASE WHEN impressions >= {FEWEST_VIEWS} THEN ({rate}) / impressions END" if rate else order
    return db.rows(
        "SELECT ref, posted_at, day, kind, substr(text, 1, :longest) AS text, url, format, plan_post, impressions,"
        f" {worth} AS worth, COUNT(*) OVER () AS n FROM post_results WHERE account = :account AND live = 1"
        f" AND kind = 'own' AND day BETWEEN :first AND :last AND posted_at <= :until AND ({worth}) IS NOT NULL"
        f" ORDER BY worth {'ASC' if least else 'DESC'}, ref LIMIT :limit",
        account=span.account, first=span.first, last=span.last, until=span.until, longest=LONGEST, limit=limit,
    )  # fmt: skip


def last_day(db: Database, account: str, until: str) -> str:
    """The day of the account's last post on or before a day; empty when there is none."""
    found = db.value(
        "SELECT MAX(day) FROM post_results WHERE account = :account AND day <= :until", account=account, until=until
    )
    return str(found or "")


def one(db: Database, account: str, ref: str) -> Row | None:
    """The version of a post that counts, with all its figures, its reader, its import's day and files; or None."""
    return db.row(
        "SELECT r.ref, r.posted_at, r.day, r.kind, r.text, r.url, r.format, r.plan_post, r.part, r.period_end, r.extra,"
        f" {_FIGURES}, b.reader, b.files, b.imported_at FROM post_results r JOIN batches b ON b.id = r.batch"
        " WHERE r.account = :account AND r.ref = :ref AND r.live = 1",
        account=account, ref=ref,
    )  # fmt: skip
