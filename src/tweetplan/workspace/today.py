"""The stand-up card (T10, T20): today's work, what waits, what is wrong, and the core goals, as one value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tweetplan.domain.budgets import AxisState, by_axis
from tweetplan.domain.duty import Shift, next_on_duty, on_duty
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Account, Goal, Member
from tweetplan.domain.outlooks import Joint, Outlook
from tweetplan.domain.periods import Period, containing
from tweetplan.domain.posts import Slot, Task
from tweetplan.domain.priority import core_goals
from tweetplan.domain.recommendations import Advice
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import mention_alarms, ticks
from tweetplan.storage import posts as stored_posts
from tweetplan.storage import tasks as stored_tasks
from tweetplan.storage import team as stored_team
from tweetplan.storage.freshness import Freshness, freshness
from tweetplan.workspace import advice, estimates, goals, inbox, ladder, mix
from tweetplan.workspace.calendar import Placed, place_posts
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.elastic import unused_elastic, unused_words
from tweetplan.workspace.meetings_waiting import Waiting, meetings_waiting
from tweetplan.workspace.moment import today
from tweetplan.workspace.posts_waiting import waiting as waiting_posts
from tweetplan.workspace.rules import rules
from tweetplan.workspace.stops_waiting import stops_waiting
from tweetplan.workspace.team import holidays_off, may_be_mine

OLD_DATA_DAYS = 7
"""Results whose last day lies further back than this are an alarm."""
TICK_PATIENCE = timedelta(days=1)
MOST_TASKS = 200
NOTHING = Freshness(None, None)


@frozen
class Work:
    """One thing to do today."""

    kind: Literal["post", "elastic", "task"]
    id: str
    """Of the slot or the task."""
    title: str
    at: datetime | None = None
    """The instant of a slot; tasks have none."""
    time: str = ""
    """The same as the card's zone tells it; empty for tasks."""
    state: str = ""
    """Of a post its state, of a slot without one `free` or `no draft`; of a task `open`."""
    minutes: int = 0
    role: str = ""
    owner: str = ""
    account: str = ""
    goal: str = ""
    overdue: int = 0
    """Days since it was due."""
    post: str = ""
    """The id of the post that stands on the slot; empty without one."""


@frozen
class Week:
    """The running week of the card's account."""

    period: Period
    posts: int
    axes: tuple[AxisState, ...]
    elastic: int
    free: int
    """Elastic slots left: not taken, and still to come."""


@frozen
class TodayCard:
    """All that Today shows, as it stands at one moment."""

    day: date
    now: datetime
    zone: str
    """The zone whose times the card tells: the readers' of its account."""
    account: Account | None
    work: tuple[Work, ...]
    waiting: tuple[Waiting, ...]
    alarms: tuple[Finding, ...]
    goals: tuple[ladder.GoalLine, ...]
    """The core goals that run (G25)."""
    others: int
    """How many goals there are beside them."""
    week: Week | None
    complete_to: date | None
    """The day to which the card's account is known."""
    last_tick: datetime | None
    duty: tuple[Shift, ...]
    next_duty: Shift | None
    outlooks: Mapping[str, Outlook] = field(default_factory=dict)
    """The stored chance of each core goal by its name, for the whole of it (`advise --refresh` computes them)."""
    joint: Joint | None = None
    """The stored chance of all core goals together."""
    advice: tuple[Advice, ...] = ()
    """What may be done next, must-dos first, then the best; as it was computed last, less what was answered."""
    advised: bool = False
    """Whether advice was ever computed."""


def card(ws: Workspace) -> TodayCard:
    """The card of this moment for whoever asks."""
    known = stored_accounts.every(ws.db)
    account = known[0] if known else None
    day = today(ws, account)
    team = stored_team.every(ws.db)
    every = goals.listing(ws)
    lines = ladder.overview(ws, core_goals(every, *_core(ws), on=day))
    tasks = stored_tasks.open_until(ws.db, day, MOST_TASKS)
    zone = account.readers_zone if account else "UTC"
    mains = [held for held in known if held.role == "main"]
    week, clashes = _week(ws, account, day, every) if account else (None, ())
    stamp = ticks.last(ws.db)
    fresh = freshness(ws.db, day)
    last_tick = datetime.fromisoformat(stamp) if stamp else None
    shifts = [member for member in team if member.hours]
    closed = holidays_off(ws, shifts, day)
    return TodayCard(
        day=day,
        now=ws.now,
        zone=zone,
        account=account,
        work=(*_posts(ws, mains, day, zone), *_tasks(ws, tasks, team, day)),
        waiting=(
            *stops_waiting(ws),
            *_waiting_posts(ws),
            *_handovers(ws),
            *_notices(ws),
            *meetings_waiting(ws, team),
            *_waiting(every, week, clashes),
        ),
        alarms=(
            *_mention_alarms(ws),
            *_goal_alarms(every, day),
            *_unused(ws, day),
            *_data_alarms(ws, known, fresh, day),
            *_tick_alarm(ws, last_tick),
        ),
        goals=lines,
        others=len(every) - len(lines),
        week=week,
        complete_to=fresh[account.key].data if account and account.key in fresh else None,
        last_tick=last_tick,
        duty=on_duty(shifts, ws.now, closed),
        next_duty=next_on_duty(shifts, ws.now, closed),
        outlooks={line.goal.name: told for line in lines if (told := _outlook(ws, line))},
        joint=estimates.joint(ws),
        advice=advice.listing(ws),
        advised=advice.computed(ws),
    )


def _outlook(ws: Workspace, line: ladder.GoalLine) -> Outlook | None:
    """The stored chance of a goal; None too while it stands for another target than the goal has now."""
    told = estimates.chance(ws, line.goal.name)
    return told if told is not None and told.target == line.goal.target and told.until == line.goal.end else None


def _core(ws: Workspace) -> tuple[int, int]:
    """The most and the least core goals (G25)."""
    least, most = rules(ws).pair("goals.core_max")
    return int(most), int(least)


def _posts(ws: Workspace, mains: Sequence[Account], day: date, zone: str) -> Iterator[Work]:
    """Today's slots of the main accounts in order of time; a day is each slot's own."""
    slots = stored_calendar.slots(ws.db, day, day)
    posts = stored_posts.between(ws.db, day, day)
    several = len(mains) > 1
    for placed in place_posts(slots, posts):
        yield _post(placed, zone, several)


def _post(placed: Placed, zone: str, several: bool) -> Work:
    slot = placed.slot
    state = placed.post.state if placed.post else ("free" if placed.free else "no draft")
    return Work(
        "elastic" if slot.plan == "elastic" else "post",
        slot.id,
        placed.title or _untitled(slot, placed.free),
        slot.at,
        f"{slot.at.astimezone(ZoneInfo(zone)):%H:%M}",
        state,
        account=slot.account if several else "",
        goal=slot.goal,
        post=placed.post.id if placed.post else "",
    )


def _untitled(slot: Slot, free: bool) -> str:
    """What a slot without a title is for."""
    if free:
        return "free: take it for a trend"
    return ", ".join(word for word in (slot.intent, slot.topic, slot.format) if word) or "post"


def _tasks(ws: Workspace, tasks: Iterable[Task], team: Sequence[Member], day: date) -> Iterator[Work]:
    """My open tasks of today and before; those without an owner are of whoever has the role."""
    me = next((member for member in team if member.login == ws.actor.login), None)
    roles = me.roles if me else ()
    for task in tasks:
        if may_be_mine(roles, not team or not roles, task.role, task.owner, ws.actor.login):
            yield Work(
                "task",
                task.id,
                task.title,
                state=task.state,
                minutes=task.minutes,
                role=task.role,
                owner=task.owner,
                account=task.account,
                goal=task.goal,
                overdue=(day - task.due).days,
            )


def _week(ws: Workspace, account: Account, day: date, every: Sequence[Goal]) -> tuple[Week, tuple[Finding, ...]]:
    """The running week's budgets of one account, and the clashes between its goals' rules."""
    period = containing("week", day)
    slots = stored_calendar.slots(ws.db, period.first, period.last, account.key)
    posts = stored_posts.between(ws.db, period.first, period.last, account.key)
    ruled, clashes = mix.rules_for(ws, account, period.first, period.last, every)
    budgets = mix.budgets(ws, account, period, ruled, slots, posts, mix.week_tasks(ws, period))
    placed = place_posts(slots, posts)
    left = sum(one.free and one.slot.at > ws.now for one in placed)
    elastic = sum(slot.plan == "elastic" for slot in slots)
    return Week(period, len(slots), by_axis(budgets), elastic, left), clashes


def _waiting_posts(ws: Workspace) -> Iterator[Waiting]:
    """Posts that wait for whoever asks: to approve, sent back, expired, handed off and not confirmed (T07)."""
    found = waiting_posts(ws)
    words = (
        (found.to_approve, "post to approve", "posts to approve"),
        (found.sent_back, "post sent back to you", "posts sent back to you"),
        (found.expired, "post expired", "posts expired"),
        (found.unconfirmed, "handed-off post not confirmed", "handed-off posts not confirmed"),
    )
    for posts, one, several in words:
        if posts:
            yield Waiting(_many(len(posts), one, several), len(posts), "desk", posts[0].id)


def _handovers(ws: Workspace) -> Iterator[Waiting]:
    """Hand-overs that somebody sent and nobody has acknowledged: they are read before anything is answered (T22)."""
    open_now = stored_team.open_handovers(ws.db, ws.actor.login)
    if open_now:
        said = _many(len(open_now), "hand-over to take", "hand-overs to take")
        yield Waiting(f"{said}, from {open_now[0]}", len(open_now), "team")


def _notices(ws: Workspace) -> Iterator[Waiting]:
    """What others did that this person has not seen yet (T12)."""
    found = inbox.unseen(ws)
    if found:
        yield Waiting(_many(len(found), "notice for you", "notices for you"), len(found), "inbox")


def _unused(ws: Workspace, day: date) -> Iterator[Finding]:
    """Elastic slots of yesterday and today that passed unused (T11)."""
    for on in (day - timedelta(days=1), day):
        words = unused_words(unused_elastic(ws, on), on)
        if words:
            yield Finding("T11.unused", "note", f"{words}.", "calendar", "Keep fewer open, or look for trends sooner.")


def _waiting(every: Sequence[Goal], week: Week | None, clashes: Sequence[Finding]) -> Iterator[Waiting]:
    drafts = [goal for goal in every if goal.draft]
    if drafts:
        yield Waiting(
            _many(len(drafts), "goal still a draft", "goals still drafts"), len(drafts), "goals", drafts[0].name
        )
    if clashes:
        yield Waiting(_many(len(clashes), "clash of mix rules", "clashes of mix rules"), len(clashes), "calendar")
    if week is not None and not week.posts and every:
        yield Waiting("this week is not laid out", 1, "calendar", week.period.label)


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _mention_alarms(ws: Workspace) -> Iterator[Finding]:
    """Unusual hours of unkind mentions in the last day, as the tick found them (W17)."""
    found = mention_alarms.since(ws.db, instant_text(ws.now - timedelta(days=1)), instant_text(ws.now))
    for account in dict.fromkeys(row["account"] for row in found):
        hours = [row for row in found if row["account"] == account]
        mentions, usual = sum(row["mentions"] for row in hours), sum(row["usual"] for row in hours)
        said = f"{account}: {mentions} unkind mentions in {len(hours)} hours, {usual:.1f} usual."
        yield Finding("W17.alarm", "error", said, account, "`tweetplan audience alarms`; is it a crisis?")


def _goal_alarms(every: Sequence[Goal], day: date) -> Iterator[Finding]:
    """Goals past their end (G31), and running ones without a baseline (D04)."""
    for goal in every:
        if goal.draft:
            continue
        if goal.end < day:
            yield Finding("G31.ended", "warning", f"{goal.name} ended on {goal.end}.", goal.name, "Review it.")
        elif not goal.proven and goal.start <= day:
            yield Finding(
                "D04.unproven", "warning", f"{goal.name} is unproven: it has no baseline.", goal.name, "Record one."
            )


def _data_alarms(
    ws: Workspace, known: Sequence[Account], fresh: Mapping[str, Freshness], day: date
) -> Iterator[Finding]:
    """Accounts without results, old data, and follower counts that are due."""
    patience = rules(ws).whole("followers.fresh_days")
    for account in known:
        held = fresh.get(account.key, NOTHING)
        if held.data is None:
            said = f"{account.handle} has no results yet."
            yield Finding("data.none", "note", said, account.key, "Import an export from X.")
        elif (day - held.data).days > OLD_DATA_DAYS:
            said = f"{account.handle}: the data is {(day - held.data).days} days old."
            yield Finding("data.old", "warning", said, account.key, "Import a newer export.")
        if held.followers is None or (day - held.followers).days > patience:
            since = f"last counted on {held.followers}" if held.followers else "never counted"
            said = f"{account.handle}: followers {since}."
            remedy = f"`tweetplan record followers N --account {account.handle}`"
            yield Finding("data.followers", "warning", said, account.key, remedy)


def _tick_alarm(ws: Workspace, last_tick: datetime | None) -> Iterator[Finding]:
    """That nothing periodic happens."""
    if last_tick is None:
        yield Finding("tick.silent", "note", "tick has never run.", "tick", "`tweetplan doctor` says how to set it up.")
    elif ws.now - last_tick > TICK_PATIENCE:
        said = f"tick last ran on {last_tick:%d %b %H:%M} UTC."
        yield Finding("tick.silent", "warning", said, "tick", "`tweetplan doctor` looks at its timer.")
