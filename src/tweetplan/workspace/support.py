"""Support figures from the stored mentions, with the times that the team stamped (G13, W17)."""

from datetime import date, datetime
from statistics import fmean
from zoneinfo import ZoneInfo

from tweetplan.domain.goals import Account
from tweetplan.domain.mentions import SATISFIED
from tweetplan.domain.support import Share, SupportFigures, Thread, figures
from tweetplan.domain.support_hours import BusinessHours
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import mentions as stored
from tweetplan.workspace import accounts, mentions
from tweetplan.workspace.core import Workspace, instant_text


@frozen
class Survey:
    """What people answered when asked (1 to 5): how many, the mean, the satisfied share."""

    n: int
    mean: float
    satisfied: float


@frozen
class StoredSupport:
    """The figures of the store, and since when no mention came in."""

    figures: SupportFigures
    survey: Survey | None
    feeds: dict[str, str]
    """By account: since when nothing was imported."""


def of_store(
    ws: Workspace,
    handle: str = "",
    first: date | None = None,
    last: date | None = None,
    hours: BusinessHours | None = None,
) -> StoredSupport:
    """The figures of one account or all; open cases wait up to this moment, spam and abuse are no cases."""
    held = (accounts.get(ws, handle),) if handle else stored_accounts.every(ws.db)
    threads: list[Thread] = []
    tones: list[int] = []
    scores: list[int] = []
    replies = 0
    for account in held:
        since, until = _span(ws, account, first, last)
        for row in stored.threads(ws.db, account.key, since, until):
            threads.append(Thread(row["ref"], account.handle.lstrip("@"), _seconds(row["created_at"]),
                                  _known(row["answered_at"], ws), _known(row["resolved_at"], ws)))  # fmt: skip
        for row in stored.answers(ws.db, account.key, since, until):
            if row["satisfaction"] is not None:
                scores.append(row["satisfaction"])
            if row["tone"] is not None:
                replies += 1
                tones += [row["tone"]] if row["tone"] else []
    tone = Share(sum(one > 0 for one in tones) / len(tones), len(tones), replies) if tones else None
    found = figures(threads, ws.now.timestamp(), hours=hours, resolution=True, satisfaction=tone)
    survey = None
    if scores:
        survey = Survey(len(scores), round(fmean(scores), 2), sum(one >= SATISFIED for one in scores) / len(scores))
    return StoredSupport(found, survey, {account.handle: mentions.feed(ws, account).words for account in held})


def _span(ws: Workspace, account: Account, first: date | None, last: date | None) -> tuple[str, str]:
    zone = ZoneInfo(account.zone)
    since = instant_text(datetime(first.year, first.month, first.day, tzinfo=zone)) if first else ""
    end = datetime(last.year, last.month, last.day, 23, 59, 59, 999_000, tzinfo=zone) if last else ws.now
    return since, instant_text(min(end, ws.now))


def _seconds(instant: str) -> float:
    return datetime.fromisoformat(instant).timestamp()


def _known(instant: str, ws: Workspace) -> float | None:
    """A stamp as it was known at the moment asked about."""
    if not instant:
        return None
    found = _seconds(instant)
    return found if found <= ws.now.timestamp() else None
