"""Verbs that change goals: add, edit, remove, anchor, baseline, re-plan, notes; checked before they are stored."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli.figures import shown
from tweetplan.cli.output import jsonable, print_findings, say
from tweetplan.cli.session import DAY, FIGURE, Session, goal_names, handles, verb
from tweetplan.domain.findings import CheckFailed, Finding, UsageProblem
from tweetplan.domain.goals import Goal, PeriodNote

if TYPE_CHECKING:
    from tweetplan.plugins import Plugins
    from tweetplan.workspace.core import Workspace

Command = Callable[..., Any]


FIELDS = (
    click.option("--campaign", default=None, help="Count only results of this campaign."),
    click.option("--statement", default=None, help="The goal as a sentence."),
    click.option("--reason", default=None, help="Why: the business goal that it serves (D01, G05)."),
    click.option("--importance", type=click.IntRange(1, 5), default=None, help="3, if not given (G25)."),
    click.option("--urgency", type=click.IntRange(1, 5), default=None, help="3, if not given (G25)."),
    click.option("--tier", type=click.Choice(["primary", "secondary"]), default=None),
    click.option("--owner", default=None, metavar="LOGIN"),
    click.option("--supports", default=None, metavar="NAME", help="The primary goal that a secondary one serves."),
    click.option("--set", "own", multiple=True, metavar="FIELD=VALUE", help="A field of the goal type's own."),
)


def with_fields(function: Command) -> Command:
    """The options that `add` and `edit` share."""
    for option in reversed(FIELDS):
        function = option(function)
    return function


@click.command("add")
@click.argument("name")
@click.option("--type", "kind", required=True, metavar="TYPE", help="`tweetplan goal types` lists them.")
@click.option("--account", required=True, metavar="@H", shell_complete=handles)
@click.option("--kpi", required=True, metavar="KPI")
@click.option("--baseline", type=FIGURE, default=None, help="Where it starts from; without one it is unproven (D04).")
@click.option("--target", type=FIGURE, required=True, help="1000, 0.15 or 15%.")
@click.option("--start", type=DAY, required=True)
@click.option("--end", type=DAY, required=True)
@with_fields
@click.option("--draft", is_flag=True, help="Store it in spite of errors, as a draft.")
@verb
def add(session: Session, name: str, kind: str, own: tuple[str, ...], draft: bool, **given: Any) -> None:
    """Add a goal. When a check finds an error nothing is stored (exit code 3), unless it is a draft."""
    from tweetplan.workspace import goals

    workspace = session.declared
    fields = {key: value for key, value in given.items() if value is not None}
    goal = Goal(name=name, type=kind, fields=_own(own), **fields)
    _refuse(workspace, goal, draft)
    _answer(session, "Added", goals.add(workspace, goal, draft))


@click.command("edit")
@click.argument("name", shell_complete=goal_names)
@click.option("--rename", "new_name", default=None, metavar="NAME")
@click.option("--type", "kind", default=None, metavar="TYPE")
@click.option("--account", default=None, metavar="@H", shell_complete=handles)
@click.option("--kpi", default=None, metavar="KPI")
@click.option("--baseline", default=None, metavar="NUMBER|none")
@click.option("--target", type=FIGURE, default=None)
@click.option("--start", type=DAY, default=None)
@click.option("--end", type=DAY, default=None)
@with_fields
@click.option("--draft/--no-draft", default=None, help="Make a draft of it, or insist that it is none.")
@verb
def edit(
    session: Session,
    name: str,
    new_name: str | None,
    kind: str | None,
    baseline: str | None,
    own: tuple[str, ...],
    draft: bool | None,
    **given: Any,
) -> None:
    """Change what is given of a goal; checked as when it was added."""
    from tweetplan.workspace import goals

    workspace = session.declared
    known = goals.get(workspace, name)
    changes = {key: value for key, value in {"name": new_name, "type": kind, **given}.items() if value is not None}
    if baseline is not None:
        changes["baseline"] = None if baseline == "none" else FIGURE.convert(baseline, None, None)
    if own:
        changes["fields"] = {**known.fields, **_own(own)}
    if not changes and draft is None:
        raise UsageProblem("Nothing to change was given.", "`tweetplan goal edit --help` lists the fields.")
    _refuse(workspace, replace(known, **changes), known.draft if draft is None else draft)
    changed = goals.edit(workspace, name, draft=draft, expected=known.version, **changes)
    _answer(session, "Changed", changed)


@click.command("remove")
@click.argument("name", shell_complete=goal_names)
@verb
def remove(session: Session, name: str) -> None:
    """Remove a goal; its results and tasks stay, and undo brings it back."""
    from tweetplan.workspace import goals

    goals.remove(session.workspace, name)
    session.answer({"removed": name}, lambda: say(f"Removed {name}. `tweetplan undo` brings it back."))


@click.command("anchor")
@click.argument("name", shell_complete=goal_names)
@click.argument("day", type=DAY, metavar="DATE")
@click.argument("value", type=FIGURE, required=False)
@click.option("--remove", "take_away", is_flag=True, help="Take the anchor of this day away.")
@verb
def anchor(session: Session, name: str, day: date, value: float | None, take_away: bool) -> None:
    """Make the commitment pass through VALUE at the end of DATE, such as 200 by 2026-03-31."""
    from tweetplan.workspace import goals

    if (value is None) != take_away:
        raise UsageProblem("Give the value at the end of that day, or --remove.")
    _answer(session, "Anchored", goals.anchor(session.declared, name, day, value))


@click.command("baseline")
@click.argument("name", shell_complete=goal_names)
@click.argument("value", type=FIGURE, required=False)
@verb
def baseline(session: Session, name: str, value: float | None) -> None:
    """Record a goal's baseline (D04): the value given, else what its own results say from before it began."""
    from tweetplan.workspace import goals

    changed = goals.baseline(session.declared, name, value)
    base = changed.baseline
    session.answer(goal_row(changed), lambda: say(f"{name} starts from {base:g}." if base is not None else name))


@click.command("replan")
@click.argument("name", shell_complete=goal_names)
@verb
def replan(session: Session, name: str) -> None:
    """Make a plan that starts from the actuals; the commitment stays, and what cannot be reached is named."""
    from tweetplan.workspace import goals

    workspace = session.declared
    made = goals.replan(workspace, name)
    kpi = goals.kpi_of(workspace, goals.get(workspace, name))

    def people() -> None:
        say(f"Planned {name} anew from {shown(kpi, made.actual)} on {made.as_of} to {shown(kpi, made.target)}.")
        for missed in made.missed:
            say(f"! not reached any more: {shown(kpi, missed.value)} by {missed.day}")
        if made.gap:
            say(f"! {shown(kpi, made.gap)} of the target stay open at a pace that can be kept.")

    session.answer(made, people)


@click.command("note")
@click.argument("name", shell_complete=goal_names)
@click.argument("period")
@click.option("--focus", default=None, help="The focus or theme of the period (G07, G08).")
@click.option("--budget", type=FIGURE, default=None, help="The promotion budget of the period.")
@click.option("--count", "counts", multiple=True, metavar="WHAT=N", help="posts=15, chats=2.")
@click.option("--clear", is_flag=True, help="Take the period's note away.")
@verb
def note(
    session: Session,
    name: str,
    period: str,
    focus: str | None,
    budget: float | None,
    counts: tuple[str, ...],
    clear: bool,
) -> None:
    """Say what a period of a goal is for: 2026-Q1, 2026-03 or 2026-W12, with focus, budget and counts."""
    from tweetplan.workspace import goals

    workspace = session.declared
    known = {held.period: held for held in goals.get(workspace, name).periods}
    before = PeriodNote(period) if clear else known.get(period, PeriodNote(period))
    if not clear and focus is None and budget is None and not counts:
        raise UsageProblem("Give a --focus, a --budget or a --count, or --clear.")
    wanted = PeriodNote(
        period,
        before.focus if focus is None else focus,
        before.budget if budget is None else budget,
        {**before.counts, **_counts(counts)},
    )
    _answer(session, "Noted", goals.note_period(workspace, name, wanted))


def goal_row(goal: Goal) -> dict[str, Any]:
    """A goal as JSON shows it."""
    return {**jsonable(goal), "proven": goal.proven}


def own_check(workspace: "Workspace") -> Callable[[Goal], tuple[Finding, ...]]:
    """What goals' own types say of them: that is plugins' code, so it runs here and not in a session."""

    @cache
    def plugins() -> "Plugins":
        from tweetplan.plugins import Plugins

        return Plugins.load(environ=os.environ)

    def findings(goal: Goal) -> tuple[Finding, ...]:
        from tweetplan.domain.own_fields import read_own_fields
        from tweetplan.workspace import declarations

        declared = declarations.all(workspace).get(goal.type)
        if declared is None:
            return ()
        values, wrong = read_own_fields(declared.fields, goal.fields)
        return () if wrong else plugins().check_goal(replace(goal, fields=values))

    return findings


def _refuse(workspace: "Workspace", goal: Goal, draft: bool) -> None:
    """Raise `CheckFailed` when the goal's own type finds an error in it and no draft is meant."""
    found = () if draft else own_check(workspace)(goal)
    errors = [finding for finding in found if finding.severity == "error"]
    if errors:
        raise CheckFailed(f"{goal.name} was not stored: {errors[0].message}", errors[0].remedy, found)


def _answer(session: Session, done: str, goal: Goal) -> None:
    from tweetplan.workspace import goals

    findings = goals.findings(session.workspace, goal)

    def people() -> None:
        say(f"{done} {goal.name}{' (a draft)' if goal.draft else ''}.")
        print_findings(findings)

    session.answer({**goal_row(goal), "stored": True, "findings": findings}, people)


def _own(given: tuple[str, ...]) -> dict[str, object]:
    found: dict[str, object] = {}
    for pair in given:
        field, sign, value = pair.partition("=")
        if not sign or not field.strip():
            raise UsageProblem(f"--set {pair!r} is not FIELD=VALUE.", "Such as --set event=2026-06-01.")
        found[field.strip()] = value
    return found


def _counts(given: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for pair in given:
        what, _, number = pair.partition("=")
        if not re.fullmatch(r"[0-9]{1,6}", number) or not what.strip():
            raise UsageProblem(f"--count {pair!r} is not WHAT=N.", "Such as --count posts=15.")
        found[what.strip()] = int(number)
    return found
