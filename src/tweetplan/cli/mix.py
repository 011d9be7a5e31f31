"""The verb `mix`: the rules about shares that are in force, and what each part does to what a goal counts."""

from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli import grids
from tweetplan.cli.output import Right, print_findings, print_table, say
from tweetplan.cli.session import Session, goal_names, handles, on_one_core, verb
from tweetplan.domain.figures import lift_words, percent_words, probability_words

if TYPE_CHECKING:
    from tweetplan.domain.outlooks import Lifts, PartLift
    from tweetplan.workspace.calendar import CalendarView
    from tweetplan.workspace.core import Workspace

ACCOUNT = click.option(
    "--account", default="", metavar="@H", shell_complete=handles, help="Else the first main account."
)


@click.group("mix")
def mix_command() -> None:
    """The mix of posts: the rules in force with what is planned and published, and the lifts of its parts."""


@mix_command.command("show")
@click.argument("label", metavar="[ISO-WEEK|YYYY-MM]", default="")
@ACCOUNT
@verb
def show_command(session: Session, label: str, account: str) -> None:
    """The rules in a week (default: this one) or a month, planned and published, with who asks for them."""
    from tweetplan.workspace import calendar

    month = bool(label) and "W" not in label.upper()
    view = (calendar.month if month else calendar.week)(session.workspace, label, account)
    data = {
        "account": view.account.handle,
        "period": view.period.label,
        "budgets": view.budgets,
        "findings": view.findings,
    }
    session.answer(data, lambda: _print_rules(view))


@mix_command.command("lifts")
@click.option("--goal", "name", default="", metavar="NAME", shell_complete=goal_names, help="On this goal's KPI.")
@ACCOUNT
@verb
def lifts_command(session: Session, name: str, account: str) -> None:
    """What formats, topics, intents and calls to action do, with the 80 % interval, n, and the shift it would take.

    Without --goal it is about what posts earn in general. A shift is made by accepting its advice: `advise accept`.
    """
    from tweetplan.workspace import accounts, goals

    workspace = session.declared
    goal = goals.get(workspace, name) if name else None
    handle = account or (goal.account if goal else "")
    held = accounts.chosen(workspace, handle)
    found = _lifts(workspace, held.key, goal.name if goal else "")
    data = {
        "account": held.handle,
        "goal": found.goal or None,
        "figure": found.figure,
        "window": found.window or None,
        "made_at": found.made_at or None,
        "lifts": [_row(row) for row in found.rows],
    }
    session.answer(data, lambda: _print_lifts(held.handle, found))


def _lifts(workspace: "Workspace", key: str, goal: str) -> "Lifts":
    """What is stored, while it is new; else computed now, and not stored."""
    from tweetplan.workspace import estimates

    stored = estimates.lifts(workspace, key, goal) if workspace.as_of is None else None
    if stored is not None and not stored.stale:
        return stored
    on_one_core()
    from tweetplan.analysis.parts import own_posts, part_lifts
    from tweetplan.domain.outlooks import Lifts
    from tweetplan.workspace import goals

    kpi = goals.kpi_of(workspace, goals.get(workspace, goal)) if goal else None
    told = part_lifts(own_posts(workspace, key), kpi)
    return Lifts(key, goal, told.figure, told.rows, told.window)


def _row(row: "PartLift") -> dict[str, Any]:
    """One part as `mix lifts --json` prints it."""
    lift = row.lift
    return {
        "axis": row.axis,
        "part": row.part,
        "lift": lift.mean,
        "low": lift.low,
        "high": lift.high,
        "n": lift.n,
        "p_better": lift.p_positive,
        "method": lift.method,
        "share": row.share,
        "proposed": row.proposed,
    }


def _print_rules(view: "CalendarView") -> None:
    say(f"{view.account.handle}   {view.period.label}")
    for line in grids.budget_lines(view.axes):
        say(line)
    rows = [(f"{budget.axis} {budget.part}", ", ".join(dict.fromkeys(budget.by)), budget.rule, budget.verdict)
            for budget in view.budgets]  # fmt: skip
    if rows:
        say()
        print_table(("rule about", "asked for by", "rule", "verdict"), rows)
        say("`tweetplan plan export` holds your own rules under [[mix]]; `tweetplan plan apply` changes them.")
    print_findings(view.findings)


def _print_lifts(handle: str, found: "Lifts") -> None:
    about = f"what {found.goal} counts" if found.goal else "what posts earn in general"
    said = f", posts {found.window}" if found.window else ""
    say(f"{handle}: lifts over its average post on {found.figure.replace('_', ' ')} ({about}){said}.")
    rows = [_cells(row) for row in found.rows]
    empty = "No axis has two parts with posts enough: `tweetplan post tag` says what posts were."
    print_table(("axis", "part", "lift", "low", "high", "posts", "better", "share", "proposed"), rows, empty)
    if rows:
        say("Low to high holds the lift four times in five. Nothing shifts by itself: `tweetplan advise` proposes it,")
        say("at most ten points a fortnight, and `tweetplan advise accept` makes it a soft budget.")


def _cells(row: "PartLift") -> tuple[object, ...]:
    lift = row.lift
    figures = (Right(lift_words(value)) for value in (lift.mean, lift.low, lift.high))
    sure = probability_words(min(max(lift.p_positive, 1e-4), 1 - 1e-4))
    moved = abs(row.proposed - row.share) >= 0.005
    shift = percent_words(round(row.proposed, 2)) if moved else "keep"
    return row.axis, row.part, *figures, lift.n, Right(sure), Right(percent_words(round(row.share, 2))), Right(shift)
