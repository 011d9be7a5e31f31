"""Verbs about goals, reading: what types there are, which goals, how they stand, what the checks say."""

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from tweetplan.cli import goal_edits
from tweetplan.cli.figures import shown
from tweetplan.cli.goal_adjust import adjust_command
from tweetplan.cli.goal_edits import goal_row, own_check
from tweetplan.cli.output import Right, jsonable, print_findings, print_table, say
from tweetplan.cli.session import Session, goal_names, verb, verdict

if TYPE_CHECKING:
    from tweetplan.domain.goal_type import Declaration
    from tweetplan.domain.kpis import Kpi
    from tweetplan.workspace.ladder import GoalLine


@click.group("goal")
def goal_command() -> None:
    """Goals: what the team wants of one KPI on one account between two dates, and why."""


for _edit in (goal_edits.add, goal_edits.edit, goal_edits.remove, goal_edits.anchor, goal_edits.replan,
              goal_edits.note, goal_edits.baseline, adjust_command):  # fmt: skip
    goal_command.add_command(_edit)


@goal_command.command("types")
@click.argument("key", default="")
@verb
def types(session: Session, key: str) -> None:
    """The goal types that plugins bring; with a KEY all that one declares."""
    known = _declarations(session)
    if key:
        from tweetplan.workspace.names import missing

        if key not in known:
            raise missing("goal type", key, known, "`tweetplan plugins list` says why none is installed.")
        chosen = known[key]
        session.answer(chosen, lambda: _print_type(chosen))
        return
    rows = [(found.key, found.title, ", ".join(kpi.key for kpi in found.kpis)) for found in known.values()]
    empty = "No goal type is installed: `tweetplan plugins list` says why."
    session.answer(list(known.values()), lambda: print_table(("type", "title", "KPIs"), rows, empty))


@goal_command.command("list")
@verb
def list_goals(session: Session) -> None:
    """Every goal by priority, and how it stands."""
    from tweetplan.workspace.ladder import overview

    lines = overview(session.declared)
    empty = "No goals yet: `tweetplan goal types`, then `tweetplan goal add NAME --type …`."
    session.answer(
        [line_row(line) for line in lines],
        lambda: print_table(
            ("goal", "so far", "of", "stands", "until", "type"),
            [_cells(line) for line in lines],
            empty,
        ),
    )


@goal_command.command("show")
@click.argument("name", shell_complete=goal_names)
@verb
def show(session: Session, name: str) -> None:
    """One goal: its fields, how it stands, its anchors, what its periods are for, and the findings."""
    from tweetplan.workspace import goals
    from tweetplan.workspace.ladder import overview

    workspace = session.declared
    goal = goals.get(workspace, name)
    line = overview(workspace, [goal])[0]
    findings = (*goals.findings(workspace, goal), *own_check(workspace)(goal))

    def people() -> None:
        _print_goal(line)
        print_findings(findings)

    session.answer({**line_row(line), "findings": findings}, people)


@goal_command.command("check")
@click.argument("name", default="", shell_complete=goal_names)
@click.option("--text", default=None, help="Check this sentence instead ('-' reads it); needs no workspace.")
@click.option("--lang", default="", metavar="en|zh|fa|ms", help="The language of the sentence; guessed if not given.")
@verb
def check(session: Session, name: str, text: str | None, lang: str) -> int:
    """Say what keeps a goal, every goal, or a sentence from being SMART; exit code 3 when something is an error."""
    if text is not None:
        from tweetplan.domain.smart_text import check_statement

        found = check_statement(sys.stdin.read(100_000) if text == "-" else text, lang)
        session.answer(found, lambda: _print_checked("", found))
        return verdict(found)
    from tweetplan.workspace import goals

    workspace = session.declared
    own = own_check(workspace)
    checked = {
        goal_name: (*findings, *own(goals.get(workspace, goal_name)))
        for goal_name, findings in goals.check(workspace, name).items()
    }

    def people() -> None:
        for goal_name, findings in checked.items():
            _print_checked(goal_name, findings)
        if not checked:
            say("No goals yet.")

    rows = [{"goal": goal_name, **jsonable(found)} for goal_name, findings in checked.items() for found in findings]
    session.answer(rows, people)
    return verdict(found for findings in checked.values() for found in findings)


def _declarations(session: Session) -> "dict[str, Declaration]":
    """What the workspace knows, else what is installed here."""
    if session.located():
        from tweetplan.workspace import declarations

        return declarations.all(session.declared)
    from tweetplan.plugins import Plugins

    return {found.key: found for found in Plugins.load(environ=os.environ).declarations()}


def line_row(line: "GoalLine") -> dict[str, Any]:
    """A goal with how it stands, as JSON shows it."""
    whole, replan = line.whole, line.replan
    return {
        **goal_row(line.goal),
        "status": line.status,
        "word": line.word,
        "actual": whole.actual if whole else None,
        "source": whole.source or None if whole else None,
        "complete_to": line.complete_to,
        "trouble": line.trouble,
        "replan": replan.replan if replan else None,
    }


def _cells(line: "GoalLine") -> tuple[object, ...]:
    goal, whole = line.goal, line.whole
    actual = shown(line.kpi, whole.actual if whole else None)
    target = shown(line.kpi, goal.target)
    return goal.name, Right(actual), Right(target), line.word, goal.end, goal.type


def _print_goal(line: "GoalLine") -> None:
    goal, kpi = line.goal, line.kpi
    say(f"{goal.name}   {goal.type} of {goal.account}   {goal.start} to {goal.end}")
    if goal.statement:
        say(goal.statement)
    say(f"why        {goal.reason or '– (D01: say why)'}")
    before = "last period" if kpi and kpi.formula.adds_up else "from"
    base = "unproven, no baseline (D04)" if goal.baseline is None else f"{before} {shown(kpi, goal.baseline)}"
    say(f"target     {shown(kpi, goal.target)} {kpi.label if kpi else goal.kpi}, {base}")
    actual = shown(kpi, line.whole.actual if line.whole else None)
    until = f", data to {line.complete_to}" if line.complete_to else ""
    say(f"so far     {actual}   {line.word}{until}{f'   {line.trouble}' if line.trouble else ''}")
    rank = f"{goal.tier}, importance {goal.importance}, urgency {goal.urgency}"
    say(f"priority   {rank}{f', serves {goal.supports}' if goal.supports else ''}")
    for word, held in (("owner", goal.owner), ("campaign", goal.campaign)):
        if held:
            say(f"{word:10} {held}")
    for field, value in goal.fields.items():
        say(f"{field:10} {value}")
    for anchor in goal.anchors:
        say(f"anchor     {shown(kpi, anchor.value)} by {anchor.day}")
    if line.replan:
        plan = line.replan.replan
        say(f"re-planned from {shown(kpi, plan.actual)} on {plan.as_of} to {shown(kpi, plan.target)}")
    for note in goal.periods:
        counts = ", ".join(f"{count} {what}" for what, count in note.counts.items())
        budget = f"budget {note.budget:g}" if note.budget is not None else ""
        say(f"{note.period:10} {' · '.join(part for part in (note.focus, counts, budget) if part)}")


def _print_type(found: "Declaration") -> None:
    say(f"{found.key}   {found.title}   ({found.plugin} {found.version})")
    say(found.summary)
    rows = [(kpi.key, kpi.formula.kind, _made_of(kpi), _unit(kpi)) for kpi in found.kpis]
    print_table(("KPI", "kind", "of", "unit"), rows, "It declares no KPI of its own.")
    for own in found.fields:
        say(f"--set {own.name}=…   {own.type}{', required' if own.required else ''}   {own.help}")
    for task in found.tasks:
        often = (
            f"{task.cadence.least}–{task.cadence.most}"
            if task.cadence.least != task.cadence.most
            else task.cadence.least
        )
        say(f"task   {often} a {task.cadence.every}   {task.title}   ({task.role}, {task.minutes} min{_why(task.why)})")
    for benchmark in found.benchmarks:
        figure = f" {benchmark.value:g}" if benchmark.value is not None else ""
        say(f"benchmark   {benchmark.kpi}{figure}   {benchmark.source}")


def _unit(kpi: "Kpi") -> str:
    return kpi.unit or kpi.currency or ""


def _made_of(kpi: "Kpi") -> str:
    formula = kpi.formula
    words = " + ".join(formula.plus) + "".join(f" − {measure}" for measure in formula.minus)
    return f"{words} ÷ {' + '.join(formula.over)}" if formula.over else words


def _why(rule: str) -> str:
    return f", {rule}" if rule else ""


def _print_checked(name: str, findings: Any) -> None:
    if name:
        say(name)
    print_findings(findings)
    if not findings:
        say("✓ specific, measurable, attainable, relevant and timed, as far as a check can tell.")
