"""Lists for the Results screen: imports, the best posts, and the accounts whose follower count is due."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.goals import Account, handle_key
from tweetplan.domain.measures import POST_MEASURES
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import results_read as stored
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.results_facts import facts, last_shown

COUNT_DAYS = 31
"""After so many days a fresh follower count is asked for."""
BEST_DAYS = 90
"""The best posts are looked for in this many days up to the last post, unless a span is given."""
FEWEST_VIEWS = 100
"""A rate over fewer impressions is chance, so that such posts are in no list ordered by a rate."""
_RATES = {
    "engagement_rate": "engagements",
    "interaction_rate": "likes + replies + reposts",
    "link_ctr": "url_clicks",
}


@frozen
class Import:
    """One import or typed figure, for the list of them."""

    batch: str
    at: str
    """When it was stored: UTC, ISO 8601."""
    login: str
    operation: str
    """The id of its operation, for undo."""
    reader: str
    accounts: tuple[str, ...]
    """Handle keys."""
    files: tuple[str, ...]
    counts: Mapping[str, int]
    """read, new, updated, known, rejected, matched, unsure, unplanned."""
    rejected: tuple[tuple[str, int, str], ...]
    """The first rejected rows: file, line, why."""
    withdrawn: bool
    summary: str = ""
    """What the log says of it: `recorded 20 leads on …`."""


@frozen
class BestPost:
    """A post with its figures."""

    ref: str
    posted_at: str
    day: date
    kind: str
    text: str
    url: str
    format: str
    plan_post: str
    rank: float
    """What it was ordered by."""
    figures: Mapping[str, float]


def imports(ws: Workspace, limit: int = 50) -> list[Import]:
    """The imports and typed figures, newest first; withdrawn ones are marked."""
    found = []
    for row in stored.batches(ws.db, limit):
        counts = json.loads(row["counts"])
        rejected = tuple((each["file"], each["line"], each["why"]) for each in counts.get("rejected_first", ()))
        found.append(
            Import(
                row["id"],
                row["imported_at"],
                row["login"] or "",
                row["operation"] or "",
                row["reader"],
                tuple(row["account"].split(",")),
                tuple(file["name"] for file in json.loads(row["files"])),
                {name: count for name, count in counts.items() if isinstance(count, int)},
                rejected,
                bool(row["withdrawn"]),
                row["summary"] or "",
            )
        )
    return found


def best_posts(
    ws: Workspace,
    account: str,
    order_by: str = "impressions",
    limit: int = 10,
    first: date | None = None,
    last: date | None = None,
    kinds: Sequence[str] = ("own",),
) -> list[BestPost]:
    """The posts with the greatest figure, or rate, of a span of posting days; replies and reposts only when asked for.

    Raises `UsageProblem` for an order that posts do not have.
    """
    told = facts(ws, handle_key(account))
    shown = last_shown(ws, told)
    end = min(last.isoformat() if last else shown, shown)
    if first is None:
        newest = stored.last_post_day(ws.db, told.account.key, end)
        if not newest:
            return []
        end = min(end, newest)
        first = date.fromisoformat(newest) - timedelta(days=BEST_DAYS - 1)
    until = instant_text(ws.as_of) if ws.as_of else "9999"
    rows = stored.best_posts(ws.db, told.account.key, _order(order_by), kinds, first.isoformat(), end, until, limit)
    return [
        BestPost(row["ref"], row["posted_at"], date.fromisoformat(row["day"]), row["kind"], row["text"], row["url"],
                 row["format"], row["plan_post"], row["rank"],
                 {name: row[name] for name in POST_MEASURES if row[name] is not None})
        for row in rows
    ]  # fmt: skip


def count_due(ws: Workspace) -> list[tuple[Account, date | None]]:
    """The main accounts whose last follower count is older than a month, with its day; None: never counted."""
    counted = stored.last_counts(ws.db)
    found = []
    for account in stored_accounts.every(ws.db):
        last = date.fromisoformat(counted[account.key]) if account.key in counted else None
        if account.role == "main" and (last is None or (today(ws, account) - last).days > COUNT_DAYS):
            found.append((account, last))
    return found


def _order(name: str) -> str:
    if name in POST_MEASURES:
        return name
    if name in _RATES:
        return f"CASE WHEN impressions >= {FEWEST_VIEWS} THEN ({_RATES[name]}) / impressions END"
    raise UsageProblem(f"Posts have no {name!r}.", f"Choose {', '.join((*POST_MEASURES, *_RATES))}.")
