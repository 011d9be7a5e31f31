"""The why cards of rows that stand for several records or a finding; a single record's is `workspace.why`'s."""

from datetime import date

from tweetplan.domain.budgets import AxisState
from tweetplan.domain.findings import Finding
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.ladder import GoalLine


def day_words(day: date | None) -> str:
    """`16 Mar 2026`; a dash when there is none."""
    return f"{day.day} {day:%b %Y}" if day else "–"


def goal_why(workspace: Workspace, line: GoalLine) -> Reason:
    """How a goal's figures of the running quarter were made (without one, of the whole goal)."""
    from tweetplan.workspace.why import explain_rung

    rung = line.period or line.whole
    if rung is None:
        return Why(line.goal.name, [("status", line.word), ("trouble", line.trouble)])
    return explain_rung(workspace, line.goal.name, rung.label)


def axis_why(state: AxisState) -> Reason:
    """How a mix budget was counted, part by part, and who asked for it."""
    from tweetplan.workspace.why import explain_budget

    if len(state.budgets) == 1:
        return explain_budget(state.budgets[0])
    lines: list[str | tuple[str, str]] = []
    for budget in state.budgets:
        card = explain_budget(budget)
        lines += [card.title, *card.lines, ""]
    return Why(f"{state.axis}: {state.verdict}", lines[:-1])


def finding_why(finding: Finding) -> Reason:
    """What a check found, by which rule, and what to do."""
    lines = [("rule", finding.rule), ("about", finding.where), ("what to do", finding.remedy)]
    return Why(finding.message, [(name, text) for name, text in lines if text])
