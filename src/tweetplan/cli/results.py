"""Verbs about results that are typed or asked for: one figure, and KPIs over any span."""

from datetime import date
from typing import TYPE_CHECKING

import click

from tweetplan.cli.figures import shown
from tweetplan.cli.output import Right, print_table
from tweetplan.cli.session import DAY, Session, verb
from tweetplan.domain.findings import UsageProblem

if TYPE_CHECKING:
    from tweetplan.domain.kpis import Kpi
    from tweetplan.workspace.core import Workspace
    from tweetplan.workspace.results import Figure


@click.command("kpi")
@click.option("--account", default="", metavar="@H")
@click.option("--goal", default="", metavar="NAME", help="The KPI of one goal, over its dates.")
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
    empty = "No results yet: `tweetplan import FILE --account @H`, or `tweetplan record leads 3`."
    handles = {each.key: each.handle for each in accounts.listing(workspace)}
    rows = [
        (
            held.kpi,
            handles.get(held.account, held.account),
            Right(shown(known.get(held.kpi), held.value)),
            held.posts,
            f"{held.first} – {held.last:%m-%d}" if held.first.year == held.last.year else f"{held.first} – {held.last}",
            held.source,
            str(held.complete_to or "–"),
        )
        for held in found
    ]
    head = ("KPI", "account", "value", "posts", "days", "source", "data to")
    session.answer([_row(held, handles) for held in found], lambda: print_table(head, rows, empty))


def _row(figure: "Figure", handles: dict[str, str]) -> dict[str, object]:
    return {
        "kpi": figure.kpi,
        "account": handles.get(figure.account, figure.account),
        "from": figure.first,
        "to": figure.last,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "posts": figure.posts,
        "source": figure.source or None,
        "complete_to": figure.complete_to,
    }


def _known(workspace: "Workspace") -> "dict[str, Kpi]":
    """Every KPI by key, for how its figures are written."""
    from tweetplan.domain.kpis import account_kpis
    from tweetplan.workspace import declarations

    declared = (kpi for found in declarations.all(workspace).values() for kpi in found.kpis)
    return {kpi.key: kpi for kpi in (*declared, *account_kpis())}
