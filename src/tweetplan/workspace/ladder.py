"""The ladder: a goal's targets joined with its actuals, at every level, and one line for each goal (G07, G08)."""

from collections.abc import Sequence
from datetime import date

from tweetplan.domain.findings import CheckFailed, UsageProblem
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Node, Rung
from tweetplan.domain.periods import KINDS, PeriodKind, parse
from tweetplan.domain.values import frozen
from tweetplan.storage.goals import StoredReplan
from tweetplan.workspace import declarations, goals, settings
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.readings import SPARK_WEEKS, Common, common, current, reading, spark, whole

WORDS = {
    "ahead": "ahead", "on_track": "on track", "behind": "behind", "future": "not begun", "no_data": "no data",
    "closed": "over",
}  # fmt: skip
"""The pace as screens say it."""


def level_of(text: str) -> PeriodKind:
    """The level named; raises `UsageProblem` for any other word."""
    found = next((kind for kind in KINDS if kind == text), None)
    if found is None:
        raise UsageProblem(f"{text!r} is no level of the ladder.", f"Choose {', '.join(KINDS)}.")
    return found


def rungs(ws: Workspace, name: str, level: str = "month", source: str = "") -> tuple[Rung, ...]:
    """One level of a goal's ladder, clipped at the goal's dates."""
    kind = level_of(level)
    return reading(ws, goals.get(ws, name), source).rungs(kind)


def tree(ws: Workspace, name: str, source: str = "") -> tuple[Node, ...]:
    """A goal's years as nodes that read their quarters, months, weeks and days when they are opened."""
    return reading(ws, goals.get(ws, name), source).tree()


def plan_line(ws: Workspace, name: str, label: str) -> str:
    """What a week or a day asks of a goal beside its figure: posts, reply time, work by role (G09)."""
    from tweetplan.domain.occurrences import plan_line as words

    goal = goals.get(ws, name)
    declared = declarations.all(ws).get(goal.type)
    fiscal_start = settings.read(ws).fiscal_start
    return words(goal, declared, parse(label, fiscal_start), fiscal_start) if declared else ""


@frozen
class GoalLine:
    """One goal in a line: where it stands in the running quarter and as a whole."""

    goal: Goal
    kpi: Kpi | None
    period: Rung | None
    """The running quarter."""
    whole: Rung | None
    status: str
    """Of the whole goal: closed, ahead, on_track, behind, future, no_data, draft, unproven or broken."""
    word: str
    """The status as screens say it."""
    spark: tuple[float | None, ...] = ()
    complete_to: date | None = None
    replan: StoredReplan | None = None
    trouble: str = ""
    """Why it cannot be read, where it cannot."""


def overview(ws: Workspace, chosen: Sequence[Goal] | None = None, *, weeks: int = SPARK_WEEKS) -> tuple[GoalLine, ...]:
    """A line for every goal (or those given), by priority."""
    listed = goals.listing(ws) if chosen is None else chosen
    shared = common(ws)
    return tuple(_line(ws, goal, shared, weeks) for goal in listed)


def _line(ws: Workspace, goal: Goal, shared: Common, weeks: int) -> GoalLine:
    remade = shared.replans.get(goal.id)
    declared = shared.types.get(goal.type)
    kpi = (declared.kpi(goal.kpi) if declared else None) or goals.kpi_of(ws, goal)
    if kpi is None:
        said = f"nothing declares {goal.kpi}"
        return GoalLine(goal, None, None, None, "broken", "no goal type", replan=remade, trouble=said)
    try:
        read = reading(ws, goal, shared=shared)
    except CheckFailed as problem:
        return GoalLine(goal, kpi, None, None, "broken", "no curve", replan=remade, trouble=str(problem))
    total = whole(read)
    status, word = _verdict(goal, total)
    return GoalLine(goal, kpi, current(read), total, status, word, spark(ws, read, weeks), read.complete_to, remade)


def _verdict(goal: Goal, total: Rung) -> tuple[str, str]:
    """The status of a goal as a whole and its word: drafts and unproven goals first (D04)."""
    if goal.draft:
        return "draft", "draft"
    if not goal.proven:
        return "unproven", "unproven: no baseline"
    return total.status, WORDS[total.status]
