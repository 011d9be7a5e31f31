"""The priority panel (G25): the matrix of importance × urgency as a picture, and the goals in pairs below it. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from textual.reactive import var

from tweetplan.domain.goals import Goal
from tweetplan.domain.priority import HIGH, Quadrant
from tweetplan.domain.rule_words import rule_line
from tweetplan.tui.paint import Line, Piece, Tone, fit
from tweetplan.tui.screens.reasons import finding_why
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.tui.widgets.findings import MARKS, worst_first
from tweetplan.tui.widgets.painted import Painted
from tweetplan.tui.widgets.row import Column, Row, blank, heading
from tweetplan.workspace.goals_view import PriorityView

PAIR_COLUMNS = (
    Column(title="goal"), Column(22, title="importance × urgency"), Column(11, title="quadrant"), Column(9, title="")
)  # fmt: skip
LABELS = 12
"""Cells left of the matrix, for what its rows are."""
MOST_SHOWN = 3
"""Goals named in one quadrant."""
CORE = "★"
ABOVE: tuple[tuple[str, Quadrant, Quadrant], ...] = (
    ("important", "plan", "do first"),
    ("less so", "later", "keep small"),
)
"""The rows of the picture, each with its quadrant for what is not urgent and for what is."""


class Matrix(Painted):
    """The picture, as high as it needs to be."""

    priority: var[PriorityView | None] = var[PriorityView | None](None)

    def watch_priority(self) -> None:
        """Draw the new goals."""
        self.styles.height = matrix_height(self.priority)
        self.repaint()

    def paint(self, width: int, height: int) -> Iterable[Line]:
        """The matrix for the room there is."""
        return matrix_lines(self.priority, width) if self.priority else ()


def matrix_height(priority: PriorityView | None) -> int:
    """The lines that the picture takes."""
    if priority is None:
        return 0
    return 4 + sum(1 + _depth(priority, left, right) for _, left, right in ABOVE)


def _depth(priority: PriorityView, *quadrants: Quadrant) -> int:
    """How many goals a row of the matrix shows."""
    return max(1, *(min(len(priority.goals[quadrant]), MOST_SHOWN) for quadrant in quadrants))


def matrix_lines(priority: PriorityView, width: int) -> list[Line]:
    """Two by two: urgent to the right, important on top; `★` marks the core goals."""
    left = max((width - LABELS - 3) // 2, 8)
    right = max(width - LABELS - 3 - left, 8)
    pad = " " * LABELS
    lines: list[Line] = [(Piece(f"{pad} {fit('not urgent', left)} {fit('urgent', right)}", "dim"),)]
    for row, (label, first, second) in enumerate(ABOVE):
        edge = "┌┬┐" if not row else "├┼┤"
        lines.append((Piece(f"{pad}{edge[0]}{'─' * left}{edge[1]}{'─' * right}{edge[2]}", "dim"),))
        depth = _depth(priority, first, second)
        cells = [_cell(priority, quadrant, depth) for quadrant in (first, second)]
        for at, (one, two) in enumerate(zip(*cells, strict=True)):
            name = Piece(fit(f" {label}" if not at else "", LABELS), "dim")
            bar = Piece("│", "dim")
            tone: Tone = "dim" if not at else ""
            lines.append((name, bar, Piece(fit(f" {one}", left), tone), bar, Piece(fit(f" {two}", right), tone), bar))
    lines.append((Piece(f"{pad}└{'─' * left}┴{'─' * right}┘", "dim"),))
    return lines


def _cell(priority: PriorityView, quadrant: Quadrant, depth: int) -> list[str]:
    """A quadrant's name and its goals, one a line."""
    goals = priority.goals[quadrant]
    more = len(goals) - depth
    named = [f"{_star(priority, goal)}{goal.name}" for goal in (goals[: depth - 1] if more > 0 else goals[:depth])]
    if more > 0:
        named.append(f"… and {more + 1} more")
    return [quadrant, *named, *[""] * (depth - len(named))]


def _star(priority: PriorityView, goal: Goal) -> str:
    return f"{CORE} " if any(core.name == goal.name for core in priority.core) else ""


def pair_rows(priority: PriorityView | None) -> tuple[Row, ...]:
    """What is wrong, then each primary goal with the secondary ones that serve it, then those that serve none."""
    if priority is None:
        return ()
    served = {goal.name for _, seconds in priority.pairs for goal in seconds}
    every = [goal for goals in priority.goals.values() for goal in goals]
    alone = [goal for goal in every if goal.tier == "secondary" and goal.name not in served]
    rows = [*_findings(priority)]
    if not every:
        return tuple(rows)
    rows.append(heading(f"{_core_words(priority)}; ↳ serves the goal above it"))
    for primary, seconds in priority.pairs:
        rows.append(_row(priority, primary))
        rows += [_row(priority, goal, "↳ ") for goal in seconds]
    if alone:
        rows += [blank("alone"), heading("Secondary, serving no primary goal")]
        rows += [_row(priority, goal) for goal in alone]
    return tuple(rows)


def _core_words(priority: PriorityView) -> str:
    count = len(priority.core)
    return f"{CORE} {count} core goal{'' if count == 1 else 's'}, at most {priority.most} at once"


def _row(priority: PriorityView, goal: Goal, lead: str = "") -> Row:
    product = f"{goal.importance} × {goal.urgency} = {goal.importance * goal.urgency}"
    name = (Piece(lead, "dim"), Piece(goal.name, "bold" if not lead else ""))
    core = Piece(f"{CORE} core" if _star(priority, goal) else "", "accent")
    return Row(f"goal:{goal.name}", (name, product, priority.quadrant(goal), core))


def _findings(priority: PriorityView) -> Iterator[Row]:
    for at, finding in enumerate(worst_first(priority.findings)):
        mark, tone = MARKS[finding.severity]
        yield Row(f"finding:{at}", ((Piece(f"{mark} ", tone), Piece(finding.message)),), wide=True)
        if finding.remedy:
            yield Row(f"# remedy {at}", (Piece(f"   {finding.remedy}", "dim"),), heading=True)
    if priority.findings:
        yield blank("findings")


def rank_why(priority: PriorityView, key: str) -> Reason | None:
    """Why a goal stands where it does in the matrix, or what a finding asks."""
    kind, _, rest = key.partition(":")
    if kind == "finding":
        return finding_why(worst_first(priority.findings)[int(rest)])
    every: Sequence[Goal] = [goal for goals in priority.goals.values() for goal in goals]
    goal = next((goal for goal in every if goal.name == rest), None)
    if goal is None:
        return None
    core = _star(priority, goal)
    said = "it is one of the few that come first" if core else "it is not among the few that come first"
    lines: list[str | tuple[str, str]] = [
        ("importance", f"{goal.importance} of 5; {HIGH} and more is important"),
        ("urgency", f"{goal.urgency} of 5; {HIGH} and more is urgent"),
        ("rank", f"{goal.importance} × {goal.urgency} = {goal.importance * goal.urgency}, primary goals first"),
        ("tier", f"{goal.tier}" + (f", serves {goal.supports}" if goal.supports else "")),
        ("core", f"{said}: {priority.least} to {priority.most} goals that run today, by rank"),
        ("rule", rule_line("G25")),
    ]
    return Why(f"{goal.name}: {priority.quadrant(goal)}", lines)
