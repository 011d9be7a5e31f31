"""Reading the situation: the snapshot that goal types and plugins advise on, from the store, once for all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from tweetplan.analysis.chances import Chances, GoalChance
from tweetplan.analysis.chances_weeks import WEEK, spans_of
from tweetplan.analysis.parts import Posts, Told, typical
from tweetplan.domain.estimate import Estimate
from tweetplan.domain.goals import Account, Goal
from tweetplan.domain.ladder import Reading
from tweetplan.domain.measures import MENTIONS, POST_MEASURES
from tweetplan.domain.occurrences import tasks_for_week
from tweetplan.domain.outlooks import Adjustment, Times
from tweetplan.domain.periods import Period, containing
from tweetplan.domain.post_life import DROPPED, EXPIRED, PUBLISHED
from tweetplan.domain.posts import Post, Slot
from tweetplan.domain.recommendations import Fact
from tweetplan.domain.situation import (
    AccountView,
    BudgetView,
    GoalView,
    MeasureView,
    PeopleView,
    Situation,
    SlotView,
    product,
)
from tweetplan.domain.spans import covers
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import freezes as stored_freezes
from tweetplan.storage import learning
from tweetplan.storage import posts as stored_posts
from tweetplan.storage import tasks as stored_tasks
from tweetplan.storage import team as stored_team
from tweetplan.storage.freshness import Freshness, freshness
from tweetplan.workspace import declarations, mix, results, settings
from tweetplan.workspace.calendar import place_posts
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.readings import current, whole
from tweetplan.workspace.results_facts import facts

AHEAD = timedelta(days=13)
WEEKS = 8
USUAL_MINUTES = 60
"""What a team that states no minutes has for advice in a day."""
DAYS_A_WEEK = 7
DAY = timedelta(days=1)
CLICKS = "url_clicks"
SILENT = timedelta(days=30)
MONTH = timedelta(days=28)


@dataclass(frozen=True)
class Learnt:
    """What was estimated of the workspace before the situation is read."""

    chances: Chances
    posts: Mapping[str, Posts]
    """By account key."""
    times: Mapping[str, Times]
    lifts: Mapping[tuple[str, str], Told]
    """By account key and goal name; the name is empty for what posts earn in general."""
    adjustments: Mapping[str, Adjustment]


def situation(ws: Workspace, learnt: Learnt) -> Situation:
    """The situation as it stands at the workspace's moment."""
    day = today(ws)
    known = stored_accounts.every(ws.db)
    fresh = freshness(ws.db, day)
    posts = stored_posts.between(ws.db, day, day + AHEAD)
    slots = tuple(_slots(ws, day, posts, learnt))
    planned = _planned(slots, posts)
    views = tuple(_account(ws, account, fresh.get(account.key), day, learnt) for account in known)
    by_key = {view.account.key: view for view in views}
    rows = [row for row in learnt.chances.rows if row.reading and row.goal.account in by_key]
    running = [row for row in rows if row.goal.start - AHEAD <= day <= row.goal.end]
    return Situation(
        ws.now,
        day,
        views,
        tuple(_goal(ws, row, by_key[row.goal.account], planned[row.goal.name], day, learnt) for row in running),
        slots,
        stored_tasks.open_until(ws.db, day + AHEAD, 500),
        tuple((row["id"], row["text"].split("\n")[0], row["since"]) for row in learning.waiting_posts(ws.db)),
        tuple(
            (row["name"], row["account"], row["state"], row["last"] or "") for row in learning.open_experiments(ws.db)
        ),
        _capacity(ws, day),
    )


def _capacity(ws: Workspace, day: date) -> int:
    """Minutes for advice today: the team's stated minutes of a day less what today's tasks take; at least an hour."""
    stated = sum(member.minutes_a_week for member in stored_team.every(ws.db)) / DAYS_A_WEEK
    taken = sum(task.minutes for task in stored_tasks.open_until(ws.db, day, 500))
    return max(USUAL_MINUTES, round(stated - taken))


def _planned(slots: Iterable[SlotView], posts: Iterable[Post]) -> Counter[str]:
    """By goal the posts to come: slots that serve it, by what stands on them first, and posts without a slot."""
    by_id = {post.id: post for post in posts}
    served = [(by_id[held.post].goal if held.post else "") or held.slot.goal for held in slots]
    loose = [post.goal for post in by_id.values() if not post.slot and post.state not in (DROPPED, EXPIRED, PUBLISHED)]
    return Counter((*served, *loose))


def _slots(ws: Workspace, day: date, posts: Iterable[Post], learnt: Learnt) -> Iterator[SlotView]:
    held = stored_calendar.slots(ws.db, day, day + AHEAD)
    for placed in place_posts(held, posts):
        if placed.slot.at > ws.now:
            post = placed.post
            free = placed.free
            yield SlotView(placed.slot, free, post.state if post else "", post.id if post else "",
                           _lift(placed.slot, learnt))  # fmt: skip


def _lift(slot: Slot, learnt: Learnt) -> Estimate | None:
    """What the hour of a slot is expected to do, by the readers' clock, where time matters at all (C03)."""
    times = learnt.times.get(slot.account)
    if times is None or times.verdict == "none" or len(times.slots) != 7 * 24:
        return None
    local = slot.at.astimezone(ZoneInfo(times.zone))
    return times.slots[local.weekday() * 24 + local.hour]


def _account(ws: Workspace, account: Account, fresh: Freshness | None, day: date, learnt: Learnt) -> AccountView:
    data = fresh.data if fresh else None
    posts = learnt.posts[account.key]
    times = learnt.times.get(account.key)
    week = containing("week", day)
    ruled, _ = mix.rules_for(ws, account, week.first, week.last)
    slots = stored_calendar.slots(ws.db, week.first, week.last, account.key)
    planned = stored_posts.between(ws.db, week.first, week.last, account.key)
    rate, before, silent = _rhythm(posts, data)
    return AccountView(
        account,
        data,
        fresh.followers if fresh else None,
        rate,
        before,
        silent,
        tuple(_measures(ws, account, data or day)),
        times.verdict if times else "none",
        times.windows if times else (),
        learnt.lifts[account.key, ""].rows,
        tuple(
            BudgetView(
                held.axis, held.part, held.planned, held.window, held.low, held.high, held.verdict, held.rule, held.soft
            )
            for held in mix.budgets(ws, account, week, ruled, slots, planned, mix.week_tasks(ws, week))
        ),
        _people(ws, account),
        bool(stored_freezes.in_force(ws.db, account.key)),
    )


def _rhythm(posts: Posts, data: date | None) -> tuple[float | None, float | None, int | None]:
    """Own posts a week of the last four weeks and of the eight before, and the days since the last post."""
    if data is None or not posts.days:
        return None, None, None
    until = data.isoformat()
    edges = [(data - timedelta(weeks=weeks)).isoformat() for weeks in (4, 12)]
    now = sum(edges[0] < held <= until for held in posts.days) / 4
    then = sum(edges[1] < held <= edges[0] for held in posts.days) / 8
    last = max((held for held in posts.days if held <= until), default="")
    silent = (data - date.fromisoformat(last)).days if last else None
    return now, then if posts.days[0] <= edges[1] else None, silent


def _measures(ws: Workspace, account: Account, settled: date) -> Iterator[MeasureView]:
    """The weekly sums of everything that adds up, in weeks that end on the same day of the week."""
    told = facts(ws, account.key)
    first = settled - timedelta(days=7 * WEEKS - 1)
    for measure in sorted(told.by_measure):
        declared = told.measures.get(measure)
        if declared is not None and declared.level:
            continue
        source = told.source_of((measure,), first.isoformat(), settled.isoformat())
        spans = spans_of(told, measure, source, "")
        known = max((last for held in told.sources(measure).values() for _, last in held), default="")
        weeks = []
        last = settled
        for _ in range(WEEKS):
            begin = last - timedelta(days=6)
            if last.isoformat() <= known and spans and covers(spans, begin.isoformat(), last.isoformat()):
                weeks.append((last, results.sums(ws, account.key, (measure,), begin, last).get(measure, 0.0)))
            elif weeks:
                break
            last -= WEEK
        if weeks:
            yield MeasureView(
                measure, tuple(value for _, value in reversed(weeks)), weeks[-1][0] - timedelta(days=6), weeks[0][0],
                source or ("mentions" if MENTIONS in told.sources(measure) else "typed"),
            )  # fmt: skip


def _people(ws: Workspace, account: Account) -> PeopleView:
    since = instant_text(ws.now - MONTH)
    people = learning.people_counts(ws.db, account.key, (ws.now - SILENT).date().isoformat(), since)
    said = learning.unanswered(ws.db, account.key, since)
    return PeopleView(
        people["known"] if people else 0,
        people["silent"] if people else 0,
        (said["mentions"] or 0) if said else 0,
        (said["unanswered"] or 0) if said else 0,
        (said["oldest"] or "") if said else "",
        people["invited"] if people else 0,
    )


def _goal(ws: Workspace, row: GoalChance, account: AccountView, planned: int, day: date, learnt: Learnt) -> GoalView:
    read, goal = row.reading, row.goal
    assert read is not None  # rows without a reading were left out
    rung = whole(read)
    told = learnt.lifts.get((goal.account, goal.name))
    measure, worth, basis = _worth(goal, read, account, learnt.posts[goal.account])
    quarter = current(read)
    return GoalView(
        goal,
        read.kpi,
        rung.actual,
        rung.asked,
        rung.pace if rung.pace is not None else quarter.pace,
        row.complete_to,
        max((goal.end - day).days, 0),
        row.status,
        row.outcome.p_positive if row.outcome else None,
        row.outcome,
        row.core,
        _cadence(ws, goal, containing("week", day)),
        planned,
        measure,
        worth,
        basis,
        told.rows if told else (),
        learnt.adjustments.get(goal.name),
    )


def _cadence(ws: Workspace, goal: Goal, week: Period) -> int:
    """The posts that the goal's templates ask for in a week."""
    declared = declarations.all(ws).get(goal.type)
    if declared is None:
        return 0
    made = tasks_for_week(declared.tasks, goal, week, settings.read(ws).fiscal_start)
    return sum(task.makes_post for task in made)


def _worth(
    goal: Goal, read: Reading, account: AccountView, posts: Posts
) -> tuple[str, Estimate | None, tuple[Fact, ...]]:
    """The measure that a post moves and the goal counts, what a typical post adds to it, and the figures it is made of.

    What posts do not carry (leads) is reached through link clicks, by the account's own weeks; a level of followers
    through new follows.
    """
    formula = read.kpi.formula
    if formula.kind in ("level", "growth"):
        measure = "new_follows" if formula.plus == ("followers",) else ""
    elif formula.kind == "total":
        measure = next((key for key in formula.plus if key in POST_MEASURES), formula.plus[0])
    else:
        measure = ""
    if not measure:
        return "", None, ()
    if measure in POST_MEASURES:
        post = typical(posts, measure)
        return measure, post, (_typical_fact(measure, post),) if post else ()
    clicks, rate, under = typical(posts, CLICKS), account.rate(measure, CLICKS), account.measure(CLICKS)
    if clicks is None or rate is None or under is None or rate.mean <= 0:
        return measure, None, ()
    words = f"{measure.replace('_', ' ')} per link click"
    last = min(under.last, held.last) if (held := account.measure(measure)) else under.last
    per = Fact(words, rate.mean, "", rate.low, rate.high, rate.n, measure, last - rate.n * WEEK + DAY, last)
    return measure, product(clicks, rate), (_typical_fact(CLICKS, clicks), per)


def _typical_fact(measure: str, post: Estimate) -> Fact:
    first, _, last = post.window.partition(" to ")
    words = f"{measure.replace('_', ' ')} of a typical own post"
    span = date.fromisoformat(first), date.fromisoformat(last)
    return Fact(words, post.mean, "", post.low, post.high, post.n, measure, *span)
