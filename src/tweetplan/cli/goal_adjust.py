"""The verb `goal adjust`: what the adjust rule says of goals, with its arithmetic, and accepting it (G29–G31)."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.figures import shown
from tweetplan.cli.output import say
from tweetplan.cli.session import Session, goal_names, on_one_core, verb

if TYPE_CHECKING:
    from tweetplan.domain.kpis import Kpi
    from tweetplan.domain.outlooks import Adjustment

WORDS = {
    "raise": "beaten twice in a row: a moderate raise is proposed",
    "analyse": "fell short: the cause is looked for",
    "usual": "within the usual swing",
    "steady": "nothing to adjust",
    "none": "no closed cycle yet",
}


@click.command("adjust")
@click.argument("name", required=False, default="", shell_complete=goal_names)
@click.option("--accept", is_flag=True, help="Raise the target as proposed, or re-plan what fell short.")
@verb
def adjust_command(session: Session, name: str, accept: bool) -> None:
    """What came over what was asked in the last closed cycles, and what follows; nothing changes without --accept."""
    on_one_core()
    from tweetplan.analysis.adjusting import proposals
    from tweetplan.workspace import declarations, goals
    from tweetplan.workspace.adjusting import accept as accepted

    workspace = session.declared
    found = proposals(workspace, name)
    if accept:
        if len(found) != 1 or not name:
            raise click.UsageError("--accept needs the name of one goal.")
        done = accepted(workspace, found[0])
        session.answer({"goal": name, "done": done}, lambda: say(f"{name}: {done}."))
        return

    def people() -> None:
        for each in found:
            _print(each, declarations.kpi(workspace, goals.get(workspace, each.goal)))
        if not found:
            say("No goals yet: `tweetplan goal add`.")

    session.answer([row(each) for each in found], people)


def row(found: "Adjustment") -> dict[str, Any]:
    """One goal's proposal as JSON, with each cycle's ratio."""
    told = asdict(found)
    told["cycles"] = [{**cycle, "ratio": held.ratio} for cycle, held in zip(told["cycles"], found.cycles, strict=True)]
    return {name: held for name, held in told.items() if name not in ("made_at", "stale")}


def _print(found: "Adjustment", kpi: "Kpi") -> None:
    say(f"{found.goal}: {_verdict(found)}.")
    for cycle in found.cycles:
        figures = f"{shown(kpi, cycle.actual)} of {shown(kpi, cycle.asked)} asked"
        less = " (less is better)" if kpi.better == "lower" else ""
        say(f"    {cycle.first} to {cycle.last}: {figures} = {cycle.ratio * 100:.0f} %{less}")
    if found.fired:
        moved = "at least a tenth above" if found.fired == "raise" else "well below"
        say(f"    the level is {moved} what was asked with {found.p * 100:.0f} %; {found.sure * 100:.0f} % are needed")
    if found.proposed is not None:
        say(f"    proposed: {shown(kpi, found.proposed)} instead of {shown(kpi, found.target)}")
    for step in found.steps:
        mark = "  ← most was lost here" if step.worst else ""
        say(f"    {step.name}: {step.now:,.4g}, before {step.before:,.4g}{mark}")
    for cause in found.causes:
        say(f"    {cause}")


def _verdict(found: "Adjustment") -> str:
    if found.move == "usual":
        return f"{'above 120 %' if found.fired == 'raise' else 'below 70 %'}, {WORDS['usual']}"
    return WORDS[found.move]
