"""What the figures say about what is to come: the chance of each goal."""

from typing import TYPE_CHECKING

import click

from tweetplan.cli.figures import shown
from tweetplan.cli.output import Right, print_table, say
from tweetplan.cli.session import Session, goal_names, verb
from tweetplan.domain.estimate import CHANCE_WORDS

if TYPE_CHECKING:
    from tweetplan.analysis.chances import Chances, GoalChance


@click.command("chance")
@click.argument("name", required=False, default="", shell_complete=goal_names)
@click.option("--over", type=click.Choice(("goal", "quarter")), default="goal", help="The whole goal, or its quarter.")
@verb
def chance_command(session: Session, name: str, over: str) -> None:
    """How likely each goal is hit, what is to be expected, and the interval that holds four times in five."""
    from tweetplan.analysis.chances import chances

    found = chances(session.declared, name, "quarter" if over == "quarter" else "goal")
    session.answer(found.json(), lambda: _print(found, over))


def _print(found: "Chances", over: str) -> None:
    head = ("goal", "chance", "expected", "low", "high", "target", "status")
    print_table(head, [_cells(row) for row in found.rows], "No goals yet: `tweetplan goal add`.")
    for row in found.rows:
        if row.trouble:
            say(f"{row.goal.name}: {row.trouble}")
    if found.all_core is not None:
        core = [row.goal.name for row in found.rows if row.core]
        say(f"All core goals together ({', '.join(core)}): {percent(found.all_core)}.")
    days = {row.complete_to for row in found.rows if row.complete_to}
    if days:
        known = f"{min(days)}" if len(days) == 1 else f"{min(days)} to {max(days)}, by goal"
        whole = "the running quarter" if over == "quarter" else "the whole goal"
        say(f"For {whole}, from data to {known}. Low to high holds the outcome four times in five.")


def _cells(row: "GoalChance") -> tuple[object, ...]:
    told = row.outcome
    figures = (told.mean, told.low, told.high) if told else (None, None, None)
    words = [Right(shown(row.kpi, _rounded(row, figure))) for figure in (*figures, row.target)]
    chance = Right(percent(told.p_positive)) if told else Right("–")
    return row.goal.name, chance, *words, CHANCE_WORDS[row.status]


def _rounded(row: "GoalChance", figure: float | None) -> float | None:
    """An estimated count of many without decimals that it does not have."""
    counts = row.kpi is not None and row.kpi.formula.kind in ("total", "level")
    return float(round(figure)) if figure is not None and counts and abs(figure) >= 10 else figure


def percent(share: float) -> str:
    """A probability as people read it: never 0 or 100 % where something may still happen."""
    if 0.0 < share < 0.01:
        return "< 1 %"
    if 0.99 < share < 1.0:
        return "> 99 %"
    return f"{share * 100:.0f} %"
