"""Verbs of experiments: what they need, registering them, their slots, and what they show (G32)."""

from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.output import print_table, say
from tweetplan.cli.session import Session, verb
from tweetplan.domain.estimate import Estimate
from tweetplan.domain.experiments import AXES, Experiment, ExperimentReading
from tweetplan.domain.figures import percent_words

if TYPE_CHECKING:
    from collections.abc import Callable


@click.group("experiment")
def experiment_command() -> None:
    """Experiments: plan, add, list, show, assign, stop, drop, decide."""


def _asked(function: "Callable[..., Any]") -> "Callable[..., Any]":
    """The options that say what an experiment is about."""
    for option in (
        click.option("--peek-safe", is_flag=True, help="May be read at any time; needs three quarters more posts."),
        click.option("--guard", default="", metavar="KPI", help="A KPI that must not fall meanwhile."),
        click.option("--lift", type=float, default=0.30, show_default=True, help="The least difference worth finding."),
        click.option("--axis", type=click.Choice(AXES), default="text", show_default=True, help="What differs."),
        click.option("--arms", required=True, metavar="A,B[,C]", help="What is compared, the usual first."),
        click.option("--kpi", default="engagement_rate", show_default=True, metavar="KPI", help="What is compared on."),
        click.option("--account", required=True, metavar="@H", help="On which account."),
    ):
        function = option(function)
    return function


def _experiment(name: str, given: dict[str, Any]) -> Experiment:
    arms = tuple(arm.strip() for arm in given.pop("arms").split(",") if arm.strip())
    return Experiment(id="", name=name, arms=arms, **given)


@experiment_command.command("plan")
@_asked
@verb
def plan(session: Session, **given: Any) -> None:
    """How many posts and weeks it would take; stores nothing. More than 26 weeks is refused (exit code 3)."""
    from tweetplan.analysis.experimenting import planned

    made, needs = planned(session.workspace, _experiment("this experiment", given))
    data = {**_row(made), "smallest_lift": needs.smallest_lift}
    session.answer(data, lambda: say(_needs(made)))


@experiment_command.command("add")
@click.argument("name", metavar="NAME")
@_asked
@verb
def add(session: Session, name: str, **given: Any) -> None:
    """Register an experiment, with the posts it needs worked out first."""
    from tweetplan.analysis.experimenting import planned
    from tweetplan.workspace import experiments

    made = experiments.add(session.workspace, planned(session.workspace, _experiment(name, given))[0])

    def people() -> None:
        say(f"✓ {made.name}: {' / '.join(made.arms)} on {made.kpi}")
        say(_needs(made))
        say(f"Next: `tweetplan experiment assign {made.name}` gives it slots.")

    session.answer(_row(made), people)


@experiment_command.command("list")
@click.option("--account", default="", metavar="@H", help="Only of this account.")
@verb
def list_(session: Session, account: str) -> None:
    """Every experiment, with where it stands."""
    from tweetplan.workspace import experiments

    found = experiments.listing(session.workspace, account)

    def people() -> None:
        rows = [(one.name, one.account, one.state, " / ".join(one.arms), one.kpi, one.per_arm) for one in found]
        head = ("name", "account", "state", "arms", "on", "posts an arm")
        print_table(head, rows, "No experiment yet: `tweetplan experiment plan` says what one would take.")

    session.answer([_row(one) for one in found], people)


@experiment_command.command("show")
@click.argument("name", metavar="NAME")
@verb
def show(session: Session, name: str) -> None:
    """What an experiment shows, in words; no figure before it may be read."""
    from tweetplan.analysis.experimenting import reading
    from tweetplan.workspace import experiments

    found, made = experiments.get(session.workspace, name), reading(session.workspace, name)
    session.answer({**_row(found), **_reading(made)}, lambda: _print(found, made))


@experiment_command.command("assign")
@click.argument("name", metavar="NAME")
@click.option("--weeks", type=click.IntRange(1, 26), default=8, show_default=True, help="How far ahead.")
@verb
def assign(session: Session, name: str, weeks: int) -> None:
    """Give it like slots of the coming weeks, the arms by the flip of a coin."""
    from tweetplan.workspace import experiments

    units = experiments.assign(session.workspace, name, weeks)
    data = [{"pair": unit.pair, "arm": unit.arm, "slot": unit.slot} for unit in units]
    session.answer(data, lambda: say(f"✓ {len(units)} slots in {len({unit.pair for unit in units})} groups"))


@experiment_command.command("stop")
@click.argument("name", metavar="NAME")
@click.option("--reason", required=True, help="Why it ends before it is complete.")
@verb
def stop(session: Session, name: str, reason: str) -> None:
    """End it early; it never gets a verdict."""
    from tweetplan.workspace import experiments

    made = experiments.stop(session.workspace, name, reason)
    session.answer(_row(made), lambda: say(f"✓ {made.name} is stopped"))


@experiment_command.command("drop")
@click.argument("name", metavar="NAME")
@verb
def drop(session: Session, name: str) -> None:
    """Give up an experiment that has no slots yet."""
    from tweetplan.workspace import experiments

    made = experiments.drop(session.workspace, name)
    session.answer(_row(made), lambda: say(f"✓ {made.name} is dropped"))


@experiment_command.command("decide")
@click.argument("name", metavar="NAME")
@verb
def decide(session: Session, name: str) -> None:
    """Close a complete experiment with what it shows."""
    from tweetplan.analysis.experimenting import reading
    from tweetplan.workspace import experiments

    made = experiments.decide(session.workspace, name, reading(session.workspace, name))
    session.answer(_row(made), lambda: say(f"✓ {made.verdict}"))


def _weeks(weeks: float) -> str:
    whole = max(round(weeks), 1)
    return "a week" if whole == 1 else f"{whole} weeks"


def _needs(made: Experiment) -> str:
    total = made.per_arm * len(made.arms)
    return (
        f"To see {percent_words(made.lift, signed=True)} it needs {made.per_arm} posts an arm, {total} in all:"
        f" about {_weeks(made.weeks)} at your pace."
    )


def _print(found: Experiment, made: ExperimentReading) -> None:
    say(f"{found.name}: {found.state}, {' / '.join(found.arms)} on {found.kpi} ({found.account})")
    rows = [
        (arm.arm, arm.assigned, arm.counted, "" if arm.mean is None else percent_words(arm.mean), _lift(arm.lift))
        for arm in made.arms
    ]
    print_table(("arm", "slots", "counted", "typical", "against the first"), rows)
    for line in made.words:
        say(line)


def _lift(lift: Estimate | None) -> str:
    if lift is None:
        return ""
    low, high = percent_words(lift.low, signed=True), percent_words(lift.high, signed=True)
    return f"{percent_words(lift.mean, signed=True)} ({low} to {high}, n {lift.n})"


def _row(made: Experiment) -> dict[str, Any]:
    names = (
        "id", "name", "account", "state", "kpi", "axis", "lift", "guard", "peek_safe", "per_arm", "weeks", "spread",
        "seed", "made_by", "made_at", "verdict",
    )  # fmt: skip
    return {**{name: getattr(made, name) for name in names}, "arms": list(made.arms)}


def _reading(made: ExperimentReading) -> dict[str, Any]:
    arms = [
        {
            "arm": arm.arm, "assigned": arm.assigned, "counted": arm.counted, "mean": arm.mean,
            "lift": _figures(arm.lift), "p_value": arm.p_value, "holds": arm.holds, "guard": _figures(arm.guard),
        }
        for arm in made.arms
    ]  # fmt: skip
    return {
        "readings": arms, "complete": made.complete, "readable": made.readable, "uneven_p": made.uneven,
        "words": list(made.words),
    }  # fmt: skip


def _figures(found: Estimate | None) -> dict[str, float] | None:
    return None if found is None else {"mean": found.mean, "low": found.low, "high": found.high, "n": found.n}
