"""What the Results mode shows, as values: the goals' KPIs with their trend, posts by what came of them, imports.

Read from the daily roll-up and by index: what it costs grows with the KPIs on it, and not with the posts.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.kpis import Kpi, account_kpis
from tweetplan.domain.measures import POST_MEASURES
from tweetplan.domain.periods import containing
from tweetplan.domain.values import frozen
from tweetplan.storage import results_ranked as stored
from tweetplan.workspace import accounts, declarations, goals, results, results_learnt
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.results import Figure, Import
from tweetplan.workspace.results_learnt import Learnt

Place = Literal["posts", "imports", "timing", "lifts", "experiments", "trust"]
"""What stands below the KPIs; only that is read."""
SPANS = (28, 7, 90)
"""The days that figures are taken over, the first at first (a cycle of the adjust rule is 28)."""
WEEKS = 8
"""Complete ISO weeks in a trend."""
MOST_POSTS = 500
MOST_IMPORTS = 200
ORDERS = stored.ORDERS
FEWEST_VIEWS = stored.FEWEST_VIEWS


@frozen
class KpiLine:
    """One KPI of one account over the last days that are complete."""

    goal: str
    """The goal that it is shown for; empty for an account's own KPIs."""
    campaign: str
    kpi: Kpi
    account: str
    """Its key."""
    aim: bool
    """Whether it is the KPI that the goal is about."""
    figure: Figure
    before: float | None
    """The same over as many days before."""
    weeks: tuple[float | None, ...]
    """Of each complete ISO week, the oldest first."""
    age: int | None
    """Days since the last complete one; None while nothing is known."""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.goal or self.account}/{self.kpi.key}"


@frozen
class Block:
    """The KPIs of one goal, or of an account without goals."""

    title: str
    goal: str
    """Empty for an account."""
    account: Account | None
    lines: tuple[KpiLine, ...]
    silent: int
    """KPIs of its goal type of which nothing is known."""


@frozen
class RankedPost:
    """One post with what it is ordered by."""

    ref: str
    day: date
    posted_at: str
    text: str
    url: str
    format: str
    planned: bool
    worth: float
    impressions: float | None


@frozen
class Ranking:
    """Posts by one measure or rate."""

    account: Account
    order: str
    least: bool
    first: date | None
    """None while no post is known."""
    last: date | None
    posts: tuple[RankedPost, ...]
    n: int
    """How many posts of these days have the figure; `posts` holds the first of them."""


@frozen
class ResultsView:
    """All that the mode shows at one moment."""

    days: int
    accounts: tuple[Account, ...]
    blocks: tuple[Block, ...]
    ranking: Ranking | None
    """While posts are in sight and there is an account."""
    imports: tuple[Import, ...]
    """While imports are in sight."""
    due: tuple[tuple[Account, date | None], ...]
    """Accounts whose followers should be counted anew, with the day of the last count."""
    learnt: Learnt | None = None
    """While what posts taught is in sight."""


SECTIONS: Mapping[Place, Callable[[Workspace, Account | None], Learnt]] = {
    "timing": results_learnt.timing,
    "lifts": results_learnt.lifts,
    "experiments": results_learnt.experiments,
    "trust": results_learnt.promises,
}
"""What posts taught: each section with what reads it."""


def view(
    ws: Workspace,
    place: Place = "posts",
    days: int = SPANS[0],
    account: str = "",
    order: str = "impressions",
    least: bool = False,
) -> ResultsView:
    """The mode at this moment; `account` (default: the first) is the one whose posts are shown."""
    known = accounts.listing(ws)
    shown = next((held for held in known if held.key == account), known[0] if known else None)
    posts = place == "posts" and shown is not None
    return ResultsView(
        days,
        known,
        ws.remember(("results blocks", days, today(ws)), lambda: tuple(_blocks(ws, known, days))),
        ranking(ws, shown, days, order, least) if posts and shown else None,
        tuple(results.imports(ws, MOST_IMPORTS)) if place == "imports" else (),
        tuple(results.count_due(ws)),
        SECTIONS[place](ws, shown) if place in SECTIONS else None,
    )


# ---- KPIs --------------------


def _blocks(ws: Workspace, known: Iterable[Account], days: int) -> Iterator[Block]:
    """A block for each goal by priority, and one for each account without goals; a KPI is read once an account."""
    types = declarations.all(ws)
    by_key = {account.key: account for account in known}
    every = [goal for goal in goals.listing(ws) if not goal.draft]
    read: dict[tuple[str, str, Kpi], KpiLine] = {}

    def line(goal: Goal | None, kpi: Kpi, account: Account) -> KpiLine:
        campaign = goal.campaign if goal else ""
        key = (account.key, campaign, kpi)
        if key not in read:
            read[key] = _line(ws, kpi, account, days, campaign)
        return replace(read[key], goal=goal.name, aim=kpi.key == goal.kpi) if goal else read[key]

    for goal in every:
        account, declared = by_key.get(goal.account), types.get(goal.type)
        lines = tuple(line(goal, kpi, account) for kpi in _kpis(ws, goal, declared)) if account else ()
        told = tuple(held for held in lines if held.figure.complete_to is not None or held.aim)
        yield Block(_title(goal, account, declared), goal.name, account, told, len(lines) - len(told))
    for account in by_key.values():
        if not any(goal.account == account.key for goal in every):
            lines = tuple(line(None, kpi, account) for kpi in account_kpis())
            told = tuple(held for held in lines if held.figure.complete_to is not None)
            if told:
                yield Block(f"{account.handle}, no goal", "", account, told, 0)


def _title(goal: Goal, account: Account | None, declared: Declaration | None) -> str:
    handle = account.handle if account else goal.account
    campaign = f" · {goal.campaign}" if goal.campaign else ""
    return f"{goal.name} · {declared.title if declared else goal.type} · {handle}{campaign}"


def _kpis(ws: Workspace, goal: Goal, declared: Declaration | None) -> list[Kpi]:
    """The KPI that the goal is about, then those of its type."""
    aim = goals.kpi_of(ws, goal)
    rest = [kpi for kpi in (declared.kpis if declared else ()) if kpi.key != goal.kpi]
    return [*([aim] if aim else []), *rest]


def _line(ws: Workspace, kpi: Kpi, account: Account, days: int, campaign: str) -> KpiLine:
    """One KPI of an account over the last days that are complete, with the same before and the weeks."""
    day = today(ws, account)
    known = results.complete_to(ws, kpi, account.key, campaign=campaign)
    last = min(known, day) if known else day
    first = last - timedelta(days=days - 1)
    span = timedelta(days=days)

    def value(begin: date, end: date) -> Figure:
        return results.kpi_value(ws, kpi, account.key, begin, end, campaign=campaign)

    return KpiLine(
        "",
        campaign,
        kpi,
        account.key,
        False,
        value(first, last),
        value(first - span, last - span).value if known else None,
        _weeks(ws, kpi, account, last, campaign) if known else (),
        (day - known).days if known else None,
    )


def _weeks(ws: Workspace, kpi: Kpi, account: Account, last: date, campaign: str) -> tuple[float | None, ...]:
    """The KPI of the last complete ISO weeks."""
    week = containing("week", last)
    if week.last > last:
        week = week.previous()
    first = week.first - timedelta(days=7 * (WEEKS - 1))
    if not campaign:
        return tuple(value for _, value in results.series(ws, kpi, account.key, first, week.last, "week"))
    mondays = (first + timedelta(days=7 * step) for step in range(WEEKS))
    return tuple(
        results.kpi_value(ws, kpi, account.key, monday, monday + timedelta(days=6), campaign=campaign).value
        for monday in mondays
    )


# ---- posts --------------------


def ranking(ws: Workspace, account: Account, days: int, order: str = "impressions", least: bool = False) -> Ranking:
    """An account's posts of the last `days` days up to its last post, by one measure or rate; at most `MOST_POSTS`."""
    newest = stored.last_day(ws.db, account.key, today(ws, account).isoformat())
    if not newest:
        return Ranking(account, order, least, None, None, (), 0)
    last = date.fromisoformat(newest)
    first = last - timedelta(days=days - 1)
    span = stored.Span(account.key, first.isoformat(), last.isoformat(), instant_text(ws.as_of) if ws.as_of else "9999")
    rows = stored.ranked(ws.db, span, order, least=least, limit=MOST_POSTS)
    posts = tuple(
        RankedPost(row["ref"], date.fromisoformat(row["day"]), row["posted_at"], row["text"], row["url"],
                   row["format"], bool(row["plan_post"]), row["worth"], row["impressions"])
        for row in rows
    )  # fmt: skip
    return Ranking(account, order, least, first, last, posts, rows[0]["n"] if rows else 0)


@frozen
class PostDetail:
    """One post with all that is known of it."""

    ref: str
    posted_at: str
    """UTC, ISO 8601."""
    day: date
    """The local day in the account's zone."""
    text: str
    url: str
    format: str
    plan_post: str
    """The id of the planned post that it is; empty when it was not planned."""
    figures: tuple[tuple[str, float], ...]
    reader: str
    file: str
    """The file that it is from; empty when the import does not say."""
    imported_at: str
    period_end: str
    """The last day that its export covers; empty when the file does not say."""


def post(ws: Workspace, account: str, ref: str) -> PostDetail | None:
    """One post with its figures and the import that they are from; None when it is gone."""
    row = stored.one(ws.db, account, ref)
    if row is None:
        return None
    extra = json.loads(row["extra"]) if row["extra"] else {}
    figures = [(name, row[name]) for name in POST_MEASURES if row[name] is not None]
    files = [str(file["name"]) for file in json.loads(row["files"])]
    file = files[row["part"]] if row["part"] < len(files) else ""
    return PostDetail(
        row["ref"], row["posted_at"], date.fromisoformat(row["day"]), row["text"], row["url"], row["format"],
        row["plan_post"], (*figures, *((str(name), float(value)) for name, value in extra.items())), row["reader"],
        file, row["imported_at"], row["period_end"],
    )  # fmt: skip
