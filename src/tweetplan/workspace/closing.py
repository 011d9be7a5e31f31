"""Closing periods: what was asked of a period is written down when it is over and its data is complete."""

from tweetplan.domain.findings import Problem
from tweetplan.domain.periods import PeriodKind
from tweetplan.storage import asked
from tweetplan.storage.asked import Asked
from tweetplan.workspace import goals
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.readings import common, reading

LEVELS: tuple[PeriodKind, ...] = ("quarter", "month", "week")


def close_periods(ws: Workspace) -> str:
    """Record what was asked of every period that has closed since; later re-plans and anchors do not change it (G30).

    One operation for all goals; says in one line how many, '' when there was none. A goal that cannot be read is passed
    over: its own check names what is wrong with it.
    """
    shared = common(ws)
    found: list[Asked] = []
    now = instant_text(ws.clock())
    for goal in goals.listing(ws):
        if goal.draft:
            continue
        try:
            read = reading(ws, goal, shared=shared)
        except Problem:
            continue
        known = asked.labels(ws.db, goal.id)
        found += (
            Asked(goal.id, rung.label, rung.target, rung.planned, rung.actual, now)
            for level in LEVELS
            for rung in read.rungs(level)
            if rung.status == "closed" and rung.label not in known
        )
    if not found:
        return ""
    with ws.operation("period.close") as change:
        for each in found:
            change.put(asked.TABLE, asked.row(each))
        change.summary = f"closed {len(found)} period{'' if len(found) == 1 else 's'}"
    return change.summary
