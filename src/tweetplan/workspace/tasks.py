"""Tasks: the week's work from goal types' templates, and what people type; done, or skipped with a reason (G09)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.goals import Goal, handle_key
from tweetplan.domain.periods import Period, containing, parse
from tweetplan.domain.posts import Task
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import goals as stored_goals
from tweetplan.storage import tasks as stored
from tweetplan.workspace import declarations, settings
from tweetplan.workspace.core import Change, Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import missing, one_line

MOST = 2000
STATES = ("open", "done", "skipped")


def listing(ws: Workspace, label: str = "", *, state: str = "", goal: str = "", owner: str = "") -> tuple[Task, ...]:
    """The tasks due in a period (default: this ISO week, and what is overdue and open), by day."""
    if state and state not in STATES:
        raise UsageProblem(f"A task is {', '.join(STATES[:-1])} or {STATES[-1]}, not {state!r}.")
    period = parse(label, settings.read(ws).fiscal_start) if label else containing("week", today(ws))
    found = stored.between(ws.db, period.first, period.last)
    if not label:
        late = (task for task in stored.open_until(ws.db, period.first, MOST) if task.due < period.first)
        found = (*late, *found)
    return tuple(
        task
        for task in found
        if (not state or task.state == state) and (not goal or task.goal == goal) and (not owner or task.owner == owner)
    )


def get(ws: Workspace, identity: str) -> Task:
    """The task of this id, or whose id alone begins with it; raises `NotFound`, or `UsageProblem` when several do."""
    found = stored.starting(ws.db, identity) if identity else ()
    exact = next((task for task in found if task.id == identity), None)
    if exact is None and len(found) > 1:
        raise UsageProblem(f"More than one task begins with {identity!r}.", "Type more of its id.")
    if not found:
        raise NotFound(f"There is no task {identity!r}.", "`tweetplan task list` shows them with their ids.")
    return exact or found[0]


def week_of(ws: Workspace, label: str = "") -> Period:
    """The ISO week that a label names (default: this one); raises `UsageProblem` for another kind of period."""
    period = parse(label) if label else containing("week", today(ws))
    if period.kind != "week":
        raise UsageProblem(f"{label!r} is not an ISO week.", f"Write it like {containing('week', period.first).label}.")
    return period


def generate(ws: Workspace, label: str = "") -> tuple[Task, ...]:
    """Make the tasks of an ISO week (default: this one) that are not there yet; returns the new ones."""
    week = week_of(ws, label)
    with ws.operation("task.generate") as change:
        made = put_missing(ws, change, week, stored_goals.every(ws.db))
        change.summary = f"made {len(made)} tasks for {week.label}"
    return made


def put_missing(ws: Workspace, change: Change, week: Period, goals: Iterable[Goal]) -> tuple[Task, ...]:
    """Inside an operation: store what the goals' templates make in the week, except what was made before."""
    from tweetplan.domain.occurrences import tasks_for_week

    known = declarations.all(ws)
    fiscal_start = settings.read(ws).fiscal_start
    made = []
    for goal in goals:
        templates = known[goal.type].tasks if goal.type in known else ()
        for task in tasks_for_week(templates, goal, week, fiscal_start):
            if not stored.known(ws.db, task.id):
                change.put(stored.TABLE, stored.row(task))
                made.append(replace(task, version=change.seq))
    return tuple(made)


def add(
    ws: Workspace,
    title: str,
    due: date,
    *,
    role: str = "",
    minutes: int = 0,
    goal: str = "",
    account: str = "",
    owner: str = "",
    why: str = "",
) -> Task:
    """Add a typed task; raises `NotFound` when it names a goal or an account that there is not."""
    if not 0 <= minutes <= 7 * 24 * 60:
        raise UsageProblem(f"A task takes from 0 to 10080 minutes, not {minutes}.")
    if goal and stored_goals.named(ws.db, goal) is None:
        raise missing("goal", goal, stored_goals.names(ws.db))
    if account and stored_accounts.one(ws.db, handle_key(account)) is None:
        raise missing("account", account, (known.handle for known in stored_accounts.every(ws.db)))
    task = Task(
        id="t" + ws.new_id()[:10],
        title=one_line(title, "title"),
        due=due,
        role=role,
        minutes=minutes,
        goal=goal,
        account=handle_key(account) if account else "",
        owner=owner,
        why=why,
    )
    with ws.operation("task.add") as change:
        change.put(stored.TABLE, stored.row(task), expected=0)
        change.summary = f"added task “{task.title}”"
    return get(ws, task.id)


def done(ws: Workspace, identity: str, expected: int | None = None) -> Task:
    """Mark a task done today."""
    task = get(ws, identity)
    wanted = replace(task, state="done", done_on=today(ws).isoformat(), skipped_because="")
    return _changed(ws, "task.done", wanted, f"done: {task.title}", expected)


def skip(ws: Workspace, identity: str, reason: str, expected: int | None = None) -> Task:
    """Skip a task; the reason stays with it."""
    task = get(ws, identity)
    wanted = replace(task, state="skipped", done_on="", skipped_because=one_line(reason, "reason for skipping"))
    return _changed(ws, "task.skip", wanted, f"skipped: {task.title}", expected)


def reopen(ws: Workspace, identity: str, expected: int | None = None) -> Task:
    """Make a done or skipped task open again."""
    task = get(ws, identity)
    return _changed(
        ws, "task.reopen", replace(task, state="open", done_on="", skipped_because=""), f"reopened: {task.title}",
        expected,
    )  # fmt: skip


def edit(
    ws: Workspace,
    identity: str,
    *,
    due: date | None = None,
    owner: str | None = None,
    minutes: int | None = None,
    expected: int | None = None,
) -> Task:
    """Move a task to another day, give it to somebody, or say how long it takes."""
    task = get(ws, identity)
    wanted = replace(
        task,
        due=due or task.due,
        owner=task.owner if owner is None else owner,
        minutes=task.minutes if minutes is None else minutes,
    )
    return _changed(ws, "task.edit", wanted, f"changed task “{task.title}”", expected)


def _changed(ws: Workspace, verb: str, task: Task, summary: str, expected: int | None) -> Task:
    with ws.operation(verb) as change:
        change.put(stored.TABLE, stored.row(task), expected)
        change.summary = summary
    return get(ws, task.id)
