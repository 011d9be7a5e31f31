"""Verbs about the calendar: the stand-up card, a week and a month, and laying them out."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli import grids
from tweetplan.cli.output import jsonable, print_findings, say
from tweetplan.cli.session import Session, handles, verb
from tweetplan.cli.tasks import row as task_row

if TYPE_CHECKING:
    from tweetplan.domain.outlooks import Times
    from tweetplan.workspace.calendar import CalendarView
    from tweetplan.workspace.core import Workspace
    from tweetplan.workspace.filling import Filled

ACCOUNT = click.option(
    "--account", default="", metavar="@H", shell_complete=handles, help="Else the first main account."
)
FILL = click.option("--fill", is_flag=True, help="Lay it out first: slots, and the tasks that the goals ask for.")


@click.command("week")
@click.argument("label", metavar="[ISO-WEEK]", default="")
@ACCOUNT
@FILL
@verb
def week_command(session: Session, label: str, account: str, fill: bool) -> None:
    """A week's slots, budgets and tasks: this one, or 2026-W12."""
    from tweetplan.workspace import calendar

    workspace = session.declared if fill else session.workspace
    view = calendar.week(workspace, label, account)
    filled = _fill(workspace, view.period.label, account) if fill else None
    view = calendar.week(workspace, label, account) if fill else view
    session.answer(_calendar(view, filled), lambda: _print(view, filled, grids.week_lines(view)))


@click.command("month")
@click.argument("label", metavar="[YYYY-MM]", default="")
@ACCOUNT
@FILL
@verb
def month_command(session: Session, label: str, account: str, fill: bool) -> None:
    """A month's slots and budgets: this one, or 2026-03."""
    from tweetplan.workspace import calendar

    workspace = session.declared if fill else session.workspace
    view = calendar.month(workspace, label, account)
    filled = _fill(workspace, view.period.label, account) if fill else None
    view = calendar.month(workspace, label, account) if fill else view
    session.answer(_calendar(view, filled), lambda: _print(view, filled, grids.month_lines(view)))


def _fill(workspace: "Workspace", label: str, account: str) -> "Filled":
    """Lay out with what a command may load and no session: the exact solver, where its extra is there, and draws."""
    from tweetplan.analysis import exact_slots
    from tweetplan.workspace import calendar

    def draw(times: "Times", period: str) -> "Mapping[tuple[int, int], float]":
        from tweetplan.analysis import exploring  # numpy, only where times were learnt

        return exploring.draw(times, period)

    return calendar.fill(workspace, label, account, exact_slots.fill_exactly if exact_slots.available() else None, draw)


def _print(view: "CalendarView", filled: "Filled | None", lines: Iterable[str]) -> None:
    if filled:
        what = f"{filled.added} slots added, {filled.changed} changed, {filled.removed} removed"
        solved = f"; {filled.exact} weeks solved exactly" if filled.exact else ""
        say(f"Laid out {', '.join(filled.weeks)}: {what}; {len(filled.tasks)} tasks made{solved}.")
        print_findings(filled.findings)
        say()
    for line in (*grids.heading(view), "", *lines, "", *grids.budget_lines(view.axes)):
        say(line)
    for held in view.dates:
        days = f"{held.first}" if held.first == held.last else f"{held.first} to {held.last}"
        say(f"{held.kind:<8}{days}  {held.title}")
    if view.tasks:
        say()
        open_tasks = [task for task in view.tasks if task.state == "open"]
        minutes = sum(task.minutes for task in open_tasks)
        say(f"tasks   {len(open_tasks)} open of {len(view.tasks)}, {minutes // 60} h {minutes % 60:02d} min to do")
    print_findings(view.findings)


def _calendar(view: "CalendarView", filled: "Filled | None") -> dict[str, Any]:
    """The view as JSON shows it."""
    held: dict[str, Any] = {
        "period": view.period.label,
        "start": view.period.first,
        "end": view.period.last,
        "account": view.account.handle,
        "zone": view.zone,
        "theme": view.theme.theme if view.theme else None,
        "month_theme": view.month_theme.theme if view.month_theme else None,
        "slots": [
            {**jsonable(placed.slot), "title": placed.title, "free": placed.free, "counts_as": dict(placed.parts),
             "post": placed.post.id if placed.post else None}
            for placed in view.slots
        ],
        "free": view.free,
        "elastic": view.elastic,
        "budgets": view.budgets,
        "weeks": [{"week": label, "budgets": budgets} for label, budgets in view.weeks],
        "tasks": [task_row(task) for task in view.tasks],
        "dates": view.dates,
        "findings": view.findings,
    }  # fmt: skip
    if filled:
        held["filled"] = {
            "weeks": filled.weeks,
            "added": filled.added,
            "changed": filled.changed,
            "removed": filled.removed,
            "solved_exactly": filled.exact,
            "tasks": [task_row(task) for task in filled.tasks],
            "findings": filled.findings,
        }
    return held
