"""Accepting a proposed adjustment from a meeting (G30): the proposals with their arithmetic, then the one verb."""

from typing import Any

from tweetplan.domain.figures import figure
from tweetplan.domain.outlooks import Adjustment
from tweetplan.tui.paint import Piece
from tweetplan.tui.screens.mode import ModeScreen
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.workspace import adjusting, estimates, goals
from tweetplan.workspace.core import Workspace

NONE = "No adjustment is proposed: `: advise --refresh` looks at the last cycles again."


def proposals(ws: Workspace) -> tuple[Adjustment, ...]:
    """What the rule proposes for any goal, as it was computed last."""
    found = (estimates.adjustment(ws, goal.name) for goal in goals.listing(ws) if not goal.draft)
    return tuple(one for one in found if one is not None and one.move in ("raise", "analyse"))


def accept(screen: ModeScreen[Any]) -> None:
    """Let the person choose a proposal; choosing accepts it, and undo takes it back."""
    from tweetplan.tui.screens.picker import Picker

    host = screen.host
    found = {one.goal: one for one in proposals(host.workspace)}
    rows = [Row(name, (name, Piece(words_of(host.workspace, one)))) for name, one in found.items()]

    def chosen(name: str | None) -> None:
        if name in found:
            host.perform(lambda ws: adjusting.accept(ws, found[name]), lambda done: f"{name}: {done} (u undoes)")

    screen.app.push_screen(Picker("Accept which adjustment?", rows, Column(16), Column(), empty=NONE), chosen)


def words_of(ws: Workspace, one: Adjustment) -> str:
    """`719 → 863, beaten 140 % and 150 %`, or that a new plan is made from what came."""
    kpi = goals.kpi_of(ws, goals.get(ws, one.goal))
    ratios = " and ".join(f"{cycle.ratio * 100:.0f} %" for cycle in one.cycles)
    stale = ", computed before the last change" if one.stale else ""
    if one.proposed is not None and kpi is not None:
        return f"{figure(one.target, kpi)} → {figure(one.proposed, kpi)}, {ratios} of what was asked{stale}"
    return f"a new plan from what came, {ratios} of what was asked{stale}"
