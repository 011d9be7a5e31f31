"""The ladder: a goal's targets and actuals at one level, or all of it down to the months."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tweetplan.cli.figures import shown
from tweetplan.cli.output import Right, print_table, say
from tweetplan.cli.session import Session, goal_names, verb

if TYPE_CHECKING:
    from tweetplan.domain.kpis import Kpi
    from tweetplan.domain.ladder import Node, Rung

LEVELS = ("year", "quarter", "month", "week", "day")
SHOWN = ("year", "quarter", "month")
"""The levels of the whole ladder that people see when they name none."""


@click.command("ladder")
@click.argument("name", shell_complete=goal_names)
@click.option("--level", type=click.Choice(LEVELS), default=None, help="month, if not given with --json.")
@click.option("--source", default="", metavar="overview|posts", help="Else the overview where it covers the whole.")
@verb
def ladder_command(session: Session, name: str, level: str | None, source: str) -> None:
    """A goal's targets and actuals by period; target is the commitment, planned the plan now followed."""
    from tweetplan.workspace import goals
    from tweetplan.workspace.ladder import level_of
    from tweetplan.workspace.readings import reading

    workspace = session.declared
    goal = goals.get(workspace, name)
    read = reading(workspace, goal, source)
    if level is None and not session.json:
        rows = [_cells(rung, read.kpi, depth) for rung, depth in _deep(read.tree())]
    else:
        rungs = read.rungs(level_of(level or "month"))
        rows = [_cells(rung, read.kpi) for rung in rungs]

    def people() -> None:
        print_table(("period", "target", "planned", "actual", "pace", "status"), rows)
        complete = (
            f"data to {read.complete_to}" if read.complete_to else "no data yet: import an export or record figures"
        )
        say(f"{read.kpi.label}, {complete}")

    session.answer([_row(rung) for rung in rungs] if session.json else None, people)


def _deep(nodes: "Iterator[Node] | tuple[Node, ...]", depth: int = 0) -> "Iterator[tuple[Rung, int]]":
    for node in nodes:
        yield node.rung, depth
        if node.kind in SHOWN[:-1]:
            yield from _deep(node.children, depth + 1)


def _row(rung: "Rung") -> dict[str, object]:
    return {
        "start": rung.start,
        "end": rung.end,
        "target": rung.target,
        "planned": rung.planned,
        "actual": rung.actual,
        "status": rung.status,
        "source": rung.source or None,
    }


def _cells(rung: "Rung", kpi: "Kpi", depth: int = 0) -> tuple[object, ...]:
    pace = f"{rung.pace * 100:.0f} %" if rung.pace is not None else ""
    note = f"   {rung.note.focus}" if rung.note and rung.note.focus else ""
    figures = (Right(shown(kpi, value)) for value in (rung.target, rung.planned, rung.actual))
    return ("  " * depth + rung.label, *figures, Right(pace), rung.status.replace("_", " ") + note)
