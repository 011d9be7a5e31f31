"""Verbs about tasks: the week's work, from goal types' templates or typed."""

from datetime import date

import click

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import DAY, Session, goal_names, handles, verb
from tweetplan.domain.posts import Task

SHORT = 6
"""Characters of a task's id that people see; the verbs take any beginning that is clear."""


@click.group("task")
def task_command() -> None:
    """Tasks: list, add, generate, done, skip."""


@task_command.command("list")
@click.argument("period", default="")
@click.option("--state", type=click.Choice(["open", "done", "skipped"]), default=None)
@click.option("--goal", default="", metavar="NAME", shell_complete=goal_names)
@click.option("--owner", default="", metavar="LOGIN")
@verb
def list_tasks(session: Session, period: str, state: str | None, goal: str, owner: str) -> None:
    """The tasks of a period (2026-W12, 2026-03, 2026-03-17); without one this week's and the overdue."""
    from tweetplan.workspace.tasks import listing

    found = listing(session.workspace, period, state=state or "", goal=goal, owner=owner)
    rows = [
        (_mark(task), task.id[:SHORT], f"{task.due:%a %d %b}", _takes(task), task.title, task.role, task.goal)
        for task in found
    ]
    empty = "No tasks here: `tweetplan task generate` makes this week's, `tweetplan task add` one of yours."
    session.answer(
        [row(task) for task in found],
        lambda: print_table(("", "id", "due", "takes", "task", "role", "goal"), rows, empty),
    )


@task_command.command("add")
@click.argument("title")
@click.option("--due", type=DAY, default=None, help="Today, if not given.")
@click.option("--role", default="", help="strategist, creator, community, analyst or crisis_manager.")
@click.option("--minutes", type=int, default=0)
@click.option("--goal", default="", metavar="NAME", shell_complete=goal_names)
@click.option("--account", default="", metavar="@H", shell_complete=handles)
@click.option("--owner", default="", metavar="LOGIN")
@click.option("--why", default="", help="The rule it rests on.")
@verb
def add(
    session: Session,
    title: str,
    due: date | None,
    role: str,
    minutes: int,
    goal: str,
    account: str,
    owner: str,
    why: str,
) -> None:
    """Add a task of your own."""
    from tweetplan.workspace import tasks
    from tweetplan.workspace.moment import today

    workspace = session.workspace
    made = tasks.add(
        workspace, title, due or today(workspace), role=role, minutes=minutes, goal=goal, account=account, owner=owner,
        why=why,
    )  # fmt: skip
    _answer(session, "Added", made)


@task_command.command("generate")
@click.argument("week", metavar="[ISO-WEEK]", default="")
@verb
def generate(session: Session, week: str) -> None:
    """Make the tasks that the goals ask for in a week (this one, or 2026-W12); what is there stays."""
    from tweetplan.workspace import tasks

    workspace = session.declared
    made = tasks.generate(workspace, week)
    label = tasks.week_of(workspace, week).label
    session.answer([row(task) for task in made], lambda: say(f"Made {len(made)} tasks for {label}."))


@task_command.command("done")
@click.argument("task", metavar="ID")
@verb
def done(session: Session, task: str) -> None:
    """Mark a task done today."""
    from tweetplan.workspace import tasks

    _answer(session, "Done:", tasks.done(session.workspace, task))


@task_command.command("skip")
@click.argument("task", metavar="ID")
@click.argument("words", metavar="[REASON]", nargs=-1)
@click.option("--because", "--reason", "reason", default="", help="The same, as an option.")
@verb
def skip(session: Session, task: str, words: tuple[str, ...], reason: str) -> None:
    """Skip a task; the reason stays with it."""
    from tweetplan.workspace import tasks

    _answer(session, "Skipped:", tasks.skip(session.workspace, task, reason or " ".join(words)))


@task_command.command("reopen")
@click.argument("task", metavar="ID")
@verb
def reopen(session: Session, task: str) -> None:
    """Make a done or skipped task open again."""
    from tweetplan.workspace import tasks

    _answer(session, "Open again:", tasks.reopen(session.workspace, task))


def row(task: Task) -> dict[str, object]:
    """A task as JSON shows it."""
    return {
        "id": task.id,
        "title": task.title,
        "due": task.due,
        "role": task.role,
        "minutes": task.minutes,
        "goal": task.goal,
        "account": task.account,
        "owner": task.owner,
        "why": task.why,
        "state": task.state,
        "done_on": task.done_on,
        "skipped_because": task.skipped_because,
        "makes_post": task.makes_post,
    }


def _answer(session: Session, done: str, task: Task) -> None:
    session.answer(row(task), lambda: say(f"{done} {task.title} ({task.id}, {task.due})."))


def _mark(task: Task) -> str:
    return {"open": "·", "done": "✓", "skipped": "–"}[task.state]


def _takes(task: Task) -> str:
    return f"{task.minutes} min" if task.minutes else ""
