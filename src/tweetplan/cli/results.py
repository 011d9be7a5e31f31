"""Verbs about results that are typed or asked for: one figure, and KPIs over any span."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from tweetplan.cli.figures import shown
from tweetplan.cli.output import Right, jsonable, print_findings, print_table, say
from tweetplan.cli.session import DAY, FIGURE, Session, goal_names, handles, verb
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.domain.kpis import Kpi
    from tweetplan.workspace.core import Workspace
    from tweetplan.workspace.results import Figure


@click.command("record")
@click.argument("measure")
@click.argument("value", type=FIGURE)
@click.option("--on", type=DAY, default=None, help="The day it is of; today, if not given.")
@click.option("--account", default="", metavar="@H", shell_complete=handles, help="Else the first main account.")
@click.option("--campaign", default="", metavar="C")
@click.option("--complete-to", type=DAY, default=None, help="All figures of this measure are known up to this day.")
@verb
def record_command(
    session: Session,
    measure: str,
    value: float,
    on: date | None,
    account: str,
    campaign: str,
    complete_to: date | None,
) -> None:
    """Type one figure of one day: leads, spend, a follower count. The latest figure of a day counts."""
    from tweetplan.workspace.results import record

    held = record(session.declared, measure, value, on, account, campaign, complete_to)
    print_findings(held.warnings, stream=sys.stderr)
    row = {name: value for name, value in jsonable(held).items() if name != "warnings"}
    known = f"   {held.measure} known to {held.complete_to}"
    session.answer(row, lambda: say(f"{held.measure} {held.value:,g} on {held.on} for {held.account}.{known}"))


@click.command("kpi")
@click.option("--account", default="", metavar="@H", shell_complete=handles)
@click.option(
    "--goal", default="", metavar="NAME", shell_complete=goal_names, help="The KPI of one goal, over its dates."
)
@click.option("--campaign", default="", metavar="C")
@click.option("--from", "first", type=DAY, default=None, help="Else the first day that is stored.")
@click.option("--to", "last", type=DAY, default=None, help="Else the last day that is stored.")
@click.option("--source", default="", metavar="posts|overview", help="Else the overview where it covers the span.")
@verb
def kpi_command(
    session: Session, account: str, goal: str, campaign: str, first: date | None, last: date | None, source: str
) -> None:
    """KPIs over any span, each with its source, the posts behind it and the day it is complete to."""
    from tweetplan.workspace import accounts
    from tweetplan.workspace.results import kpi_rows

    if first and last and first > last:
        raise UsageProblem(f"{first} is after {last}.", "The span goes from --from to --to, both inclusive.")
    workspace = session.declared
    key = accounts.get(workspace, account).key if account else ""
    found = kpi_rows(workspace, key, goal, campaign, first, last, source)
    known = _known(workspace)
    handles = {each.key: each.handle for each in accounts.listing(workspace)}

    def people() -> None:
        for key in dict.fromkeys(held.account for held in found):
            rows = [_cells(held, known) for held in found if held.account == key]
            say(handles.get(key, key) + (f"   {first or '…'} to {last or '…'}" if first or last else ""))
            print_table(("KPI", "value", "posts", "from", "data to", "source"), rows)
        if not found:
            say("No results yet: `tweetplan import FILE --account @H`, or `tweetplan record leads 3`.")

    session.answer([{**held.json(), "account": handles.get(held.account, held.account)} for held in found], people)


def _cells(figure: "Figure", known: "dict[str, Kpi]") -> tuple[object, ...]:
    value = Right(shown(known.get(figure.kpi), figure.value))
    return figure.kpi, value, figure.posts, figure.first, figure.complete_to, figure.source


def _known(workspace: "Workspace") -> "dict[str, Kpi]":
    """Every KPI by key, for how its figures are written."""
    from tweetplan.domain.kpis import account_kpis
    from tweetplan.workspace import declarations

    declared = (kpi for found in declarations.all(workspace).values() for kpi in found.kpis)
    return {kpi.key: kpi for kpi in (*declared, *account_kpis())}
