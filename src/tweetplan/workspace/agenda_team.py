"""The parts of an agenda about people: work, waiting, duty, roles, decisions, insights, reports, the platform."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.duty import next_on_duty, on_duty
from tweetplan.domain.figures import number_words, percent_words
from tweetplan.domain.occurrences import hours_words
from tweetplan.domain.posts import Task
from tweetplan.domain.reviews import REPORT, Decision, Item
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import posts as stored_posts
from tweetplan.storage import reviews as stored
from tweetplan.storage import tasks as stored_tasks
from tweetplan.storage import team as stored_team
from tweetplan.workspace import rhythm
from tweetplan.workspace.agenda_parts import Context, capped, first_line, many
from tweetplan.workspace.calendar import place_posts
from tweetplan.workspace.team import holidays_off

MOST_TASKS = 500
QUARTERS = 8
"""How far back the team's own figures are read."""


def work(made: Context) -> Iterator[Item]:
    """The day's posts of every account with their stage and owner, then the tasks that are open (T10, T20)."""
    day = made.period.first
    slots = stored_calendar.slots(made.ws.db, day, day)
    posts = stored_posts.between(made.ws.db, day, day)
    zone = ZoneInfo(made.frame.zone)
    for one in place_posts(slots, posts):
        state = one.post.state.replace("_", " ") if one.post else "free elastic slot" if one.free else "no draft"
        owner = f", {one.slot.owner}" if one.slot.owner else ""
        title = first_line(one.title) if one.title else "no title"
        words = f"{one.slot.at.astimezone(zone):%H:%M} {one.slot.account}: {title} ({state}{owner})"
        late = one.post is None and not one.free
        yield Item(f"work/{one.slot.id}", words, source="T10", urgent=late)
    open_tasks = [task for task in stored_tasks.open_until(made.ws.db, day, MOST_TASKS)]
    yield from capped((_task("work", task, day) for task in open_tasks), "work", "open tasks")


def _task(part: str, task: Task, day: date) -> Item:
    late = (day - task.due).days
    whose = task.owner or task.role or "anybody"
    words = f"{task.title} ({whose}{f', {task.minutes} min' if task.minutes else ''})"
    words += f", {many(late, 'day')} overdue" if late > 0 else f", due {task.due}"
    return Item(f"{part}/{task.id}", words, (("overdue_days", float(max(late, 0))),), task.why or "task",
                urgent=late > 0)  # fmt: skip


def waiting(made: Context) -> Iterator[Item]:
    """Posts that wait for somebody, whoever asks (T07); told for the running day alone."""
    if made.period.first != made.day:
        return
    from tweetplan.storage import board
    from tweetplan.workspace.posts_due import MOST
    from tweetplan.workspace.posts_moving import called

    for state, words in (("in_review", "waits for approval"), ("changes_asked", "was sent back")):
        found = [stored_posts.value(board.of_row(row)) for row in board.column(made.ws.db, state, limit=MOST)]
        items = (Item(f"waiting/{post.id}", f"{called(post)} {words} ({post.owner or 'no owner'})", source="T07",
                      urgent=True) for post in found)  # fmt: skip
        yield from capped(items, f"waiting/{state}", "posts")


def alarms(made: Context) -> Iterator[Item]:
    """What is wrong today; told for the running day alone."""
    if made.period.first != made.day:
        return
    from tweetplan.workspace import today

    for at, one in enumerate(today.card(made.ws).alarms):
        remedy = f" {one.remedy}" if one.remedy else ""
        late = one.severity != "note"
        yield Item(f"alarms/{one.rule}/{at}", f"{one.message}{remedy}", source=one.rule, urgent=late)


def duty(made: Context) -> Iterator[Item]:
    """Who is on duty when the meeting begins, and who is next (G23, T22)."""
    team = [member for member in stored_team.every(made.ws.db) if member.hours]
    zone, off = ZoneInfo(made.frame.zone), holidays_off(made.ws, team, made.sitting.day)
    for shift in on_duty(team, made.sitting.at, off):
        words = f"{shift.login} until {shift.ends.astimezone(zone):%H:%M} ({made.frame.zone})"
        yield Item(f"duty/{shift.login}", words, source="T22")
    later = next_on_duty(team, made.sitting.at, off)
    if later is not None:
        yield Item("duty/next", f"next {later.login} from {later.begins.astimezone(zone):%a %H:%M}", source="T22")


def topics(made: Context) -> Iterator[Item]:
    """The hot topics that the team watches on the day (T10)."""
    for at, text in enumerate(stored.topics(made.ws.db, made.period.first.isoformat())):
        yield Item(f"topics/{at}", first_line(text), source="T10")


def tasks(made: Context) -> Iterator[Item]:
    """The period's work by role, then what is open."""
    found = stored_tasks.between(made.ws.db, made.ahead.first, made.ahead.last)
    minutes: Counter[str] = Counter()
    for task in found:
        if task.state != "skipped":
            minutes[task.role or "anybody"] += task.minutes
    done = sum(task.state == "done" for task in found)
    if found:
        by_role = ", ".join(f"{role} {hours_words(spent)}" for role, spent in sorted(minutes.items()))
        numbers = (("tasks", float(len(found))), ("done", float(done)), ("minutes", float(minutes.total())))
        yield Item("tasks/all", f"{many(len(found), 'task')}, {done} done: {by_role}", numbers, "T10")
    items = (_task("tasks", task, made.day) for task in found if task.state == "open")
    yield from capped(items, "tasks", "open tasks")


def late(made: Context) -> Iterator[Item]:
    """Open tasks whose day is past, the longest overdue first."""
    found = [task for task in stored_tasks.open_until(made.ws.db, made.day, MOST_TASKS) if task.due < made.day]
    yield from capped((_task("late", task, made.day) for task in found), "late", "overdue tasks")


def roles(made: Context) -> Iterator[Item]:
    """Each role with who has it and its work of the week: what nobody or only one person can do (T02, T04)."""
    team = stored_team.every(made.ws.db)
    if not team:
        return
    week = stored_tasks.between(made.ws.db, made.period.first, made.period.last)
    load: dict[str, int] = defaultdict(int)
    for task in week:
        if task.state != "skipped":
            load[task.role] += task.minutes
    for role in ROLES:
        holders = [member.login for member in team if role in member.roles]
        said = ", ".join(holders) if holders else "nobody"
        gap = " — a gap" if not holders else " — nobody else can" if len(holders) == 1 and len(team) > 1 else ""
        words = f"{role.replace('_', ' ')}: {said}{gap}; {hours_words(load[role])} of tasks in {made.period.label}"
        numbers = (("people", float(len(holders))), ("minutes", float(load[role])))
        yield Item(f"roles/{role}", words, numbers, "T02", urgent=not holders)


def collaboration(made: Context) -> Iterator[Item]:
    """How the team worked together in the quarter that the period lies in, against the quarter before (T23)."""
    from tweetplan.workspace.collaboration import quarters

    every = quarters(made.ws, QUARTERS)
    at = next((place for place, one in enumerate(every) if made.period.first in one.period), None)
    if at is None:
        return
    before = {figure.key: figure for figure in every[at - 1].figures} if at else {}
    for figure in every[at].figures:
        if not figure.n or figure.value is None:
            continue
        last = before.get(figure.key)
        then = last.value if last is not None and last.n else None
        moved = f", {_amount(then, figure.unit)} the quarter before" if then is not None else ""
        words = f"{figure.title}: {_amount(figure.value, figure.unit)} in {every[at].period.label}, n {figure.n}{moved}"
        numbers = (("value", figure.value), ("n", float(figure.n)), ("before", then))
        yield Item(f"collaboration/{figure.key}", words, numbers, "T23")


def _amount(value: float, unit: str) -> str:
    return percent_words(value) if unit == "share" else f"{number_words(round(value, 2))} {unit}"


def reports(made: Context) -> Iterator[Item]:
    """Reports under way: the stage, whose turn, until when (T08)."""
    for one in stored.reports(made.ws.db):
        at = one.now
        if at is None:
            continue
        overdue = bool(at.due) and at.due < made.day.isoformat()
        due = f", due {at.due}" if at.due else ""
        words = f"{one.title}: {REPORT.stage(one.stage).title}, {at.owner or 'no owner'}{due}"
        yield Item(f"reports/{one.id}", words, source="T08", urgent=overdue)


def experts(made: Context) -> Iterator[Item]:
    """The people who follow the platform for the team (T24)."""
    for login in rhythm.experts(made.ws):
        yield Item(f"experts/{login}", f"{login} reports what changed, and what is worth a try", source="T24")


def changes(made: Context) -> Iterator[Item]:
    """What was noted to have changed on the platform since the period began (G33)."""
    yield from _noted(made, "change", "changes", "G33")


def insights(made: Context) -> Iterator[Item]:
    """What was learnt since the period began, and the task or budget that came of it (T14)."""
    yield from _noted(made, "insight", "insights", "T14")


def _noted(made: Context, kind: str, part: str, rule: str) -> Iterator[Item]:
    since = made.period.first.isoformat()
    found = [one for one in stored.decisions(made.ws.db, kind=kind) if one.at[:10] >= since and one.state != "dropped"]
    yield from capped((Item(f"{part}/{one.id}", _words(one), source=rule) for one in found), part, part)


def _words(one: Decision) -> str:
    became = [f"task {one.task}"] if one.task else []
    became += [f"budget {one.mix}"] if one.mix else []
    reason = f" because {one.reason}" if one.reason else ""
    return f"{one.text}{reason} ({one.login}): {', '.join(became) if became else 'nothing came of it yet'}"


def learnt(made: Context) -> Iterator[Item]:
    """The insights for people outside of the team: what was learnt and why, without who, tasks and budgets (T15)."""
    yield from _told_outside(made, "insight", "insights", "T14")


def changed(made: Context) -> Iterator[Item]:
    """The platform's changes for people outside of the team (T15)."""
    yield from _told_outside(made, "change", "changes", "G33")


def _told_outside(made: Context, kind: str, part: str, rule: str) -> Iterator[Item]:
    since = made.period.first.isoformat()
    found = [one for one in stored.decisions(made.ws.db, kind=kind) if one.at[:10] >= since and one.state != "dropped"]
    items = (
        Item(f"{part}/{one.id}", f"{one.text}{f' because {one.reason}' if one.reason else ''}", source=rule)
        for one in found
    )
    yield from capped(items, part, part)


def decisions(made: Context) -> Iterator[Item]:
    """Decisions that are open, the next deadline first, then those taken since the period began."""
    since, today = made.period.first.isoformat(), made.day.isoformat()
    for one in stored.decisions(made.ws.db, kind="decision"):
        if one.state == "open":
            overdue = bool(one.deadline) and one.deadline < today
            due = f", by {one.deadline}{' (past)' if overdue else ''}" if one.deadline else ""
            said = f"; {many(len(one.voices), 'voice')}" if one.voices else ""
            options = f" [{' | '.join(one.options)}]" if one.options else ""
            words = f"open: {one.text}{options} ({one.owner or 'no owner'}{due}){said}"
            yield Item(f"decisions/{one.id}", words, (("voices", float(len(one.voices))),), "T22", urgent=overdue)
        elif one.state == "decided" and one.decided_at[:10] >= since:
            reason = f" because {one.reason}" if one.reason else ""
            words = f"decided: {one.text}: {one.outcome or 'yes'}{reason} ({one.decided_by})"
            yield Item(f"decisions/{one.id}", words, source="T22")
