"""Everything that is estimated of a workspace in one go, as the values that are stored for all sessions."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tweetplan.analysis.adjusting import adjustment
from tweetplan.analysis.chances import Chances, GoalChance, chances
from tweetplan.analysis.experimenting import reading
from tweetplan.analysis.habits import trust
from tweetplan.analysis.parts import Posts, Told, own_posts, part_lifts
from tweetplan.analysis.situating import Learnt
from tweetplan.analysis.timing_table import learnt as slots_of
from tweetplan.domain.codec import plain
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Account
from tweetplan.domain.outlooks import Fan, FanPoint, Joint, Kept, Lifts, Outlook, Over, Promises, Times, Window
from tweetplan.estimate.timing import Timing, pooled, timing
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import experiments as stored_experiments
from tweetplan.workspace.core import Workspace

Stored = tuple[str, str, Any]
"""Kind, subject and body of one estimate."""


def estimate(ws: Workspace) -> tuple[Learnt, list[Stored]]:
    """What advice needs, and every estimate as it is stored (see `workspace.estimates` for who reads it)."""
    known = stored_accounts.every(ws.db)
    posts = {account.key: own_posts(ws, account.key) for account in known}
    whole, quarter = chances(ws), chances(ws, over="quarter")
    lifts: dict[tuple[str, str], Told] = {(key, ""): part_lifts(held) for key, held in posts.items()}
    for row in whole.rows:
        if row.goal.account in posts:
            lifts[row.goal.account, row.goal.name] = part_lifts(posts[row.goal.account], row.kpi)
    times = _times(known, posts)
    adjustments = {row.goal.name: adjustment(ws, row, posts.get(row.goal.account)) for row in whole.rows if row.reading}
    learnt = Learnt(whole, posts, times, lifts, adjustments)
    return learnt, [*_stored(learnt, quarter), *_readings(ws), ("trust", "", plain(_promises(ws)))]


def _readings(ws: Workspace) -> Iterator[Stored]:
    """What each experiment shows that has begun; one whose KPI nobody declares any more is left out."""
    for held in stored_experiments.every(ws.db):
        if held.state in ("running", "decided"):
            try:
                yield "experiment", held.id, plain(reading(ws, held.id))
            except Problem:
                continue


def _promises(ws: Workspace) -> Promises:
    """Predicted against realised, of all advice that was accepted with an effect."""
    rows = (
        Kept(one.rule, one.title, one.goal, one.account, one.accepted_on, one.measure, one.due, one.said, one.came,
             record.slope)
        for record in trust(ws) for one in record.outcomes
    )  # fmt: skip
    return Promises(tuple(sorted(rows, key=lambda row: (row.accepted_on, row.title), reverse=True)))


def _stored(learnt: Learnt, quarter: Chances) -> Iterator[Stored]:
    overs: tuple[tuple[Over, Chances], ...] = (("goal", learnt.chances), ("quarter", quarter))
    for over, found in overs:
        for row in found.rows:
            yield f"chance-{over}", row.goal.name, plain(_outlook(row, over))
    for row in learnt.chances.rows:
        points = tuple(FanPoint(*point) for point in row.fan)
        yield "fan", row.goal.name, plain(Fan(row.goal.name, points))
    core = tuple(row.goal.name for row in learnt.chances.rows if row.core)
    yield "joint", "", plain(Joint(learnt.chances.all_core, core))
    for key, told in learnt.times.items():
        yield "timing", key, plain(told)
    for (key, goal), held in learnt.lifts.items():
        yield "lifts", f"{key} {goal}".strip(), plain(Lifts(key, goal, held.figure, held.rows, held.window))
    for name, found_adjustment in learnt.adjustments.items():
        yield "adjust", name, plain(found_adjustment)


def _outlook(row: GoalChance, over: Over) -> Outlook:
    return Outlook(
        row.goal.name,
        row.goal.kpi,
        row.status,
        row.until,
        float(row.target),
        row.complete_to,
        row.outcome,
        over,
        row.core,
        row.trouble,
    )


def _times(known: tuple[Account, ...], posts: Mapping[str, Posts]) -> dict[str, Times]:
    """The best times of every account, each pooled over the others in its own readers' zone (C03)."""
    found: dict[str, Times] = {}
    raw: dict[tuple[str, str], Timing] = {}

    def of(account: str, zone: str, prior: np.ndarray | None = None) -> Timing:
        held = posts[account]
        told = slots_of((row["posted_at"] for row in held.rows), held.rows, zone)
        return timing(told.slots, told.hours, told.values, prior)

    for account in known:
        zone = account.readers_zone
        others = []
        for other in known:
            if other.key != account.key and posts[other.key].rows:
                if (other.key, zone) not in raw:
                    raw[other.key, zone] = of(other.key, zone)
                others.append(raw[other.key, zone])
        prior = pooled([other for other in others if other.verdict != "none"])
        told = of(account.key, zone, prior)
        windows = tuple(Window(held.weekdays, held.begin, held.end, held.lift) for held in told.windows)
        found[account.key] = Times(account.handle, zone, told.verdict, told.posts, told.slots, windows)
    return found
