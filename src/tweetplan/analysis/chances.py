"""The chance of hitting each goal by its end, from stored results up to the day that they are settled (G26, G30)."""

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np

from tweetplan.analysis.chances_weeks import EVER, chosen_source, known_weeks, level_of
from tweetplan.domain.estimate import Chance, ChanceWords, Estimate
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Reading, Rung
from tweetplan.domain.priority import core_goals
from tweetplan.estimate.attainment import Course, Outlook, joint_chance, outlook
from tweetplan.estimate.normal import Floats, seeded
from tweetplan.workspace import goals, results
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.readings import Common, common, current, reading, whole
from tweetplan.workspace.rules import rules

Over = Literal["goal", "quarter"]
"""Whether the chance is for the whole goal or for its running quarter."""
FanPoint = tuple[date, float, float, float]
"""A day to come with low, mean and high of what stands at its end."""


@dataclass(frozen=True)
class GoalChance:
    """One goal's chance, or why there is none."""

    goal: Goal
    kpi: Kpi | None
    status: Chance
    until: date
    """The last day of what the chance is for."""
    target: float
    complete_to: date | None
    """The last settled day that it was learnt from."""
    outcome: Estimate | None = None
    """Expected outcome with its 80 % interval; `p_positive` is the chance."""
    core: bool = False
    fan: tuple[FanPoint, ...] = ()
    trouble: str = ""
    """Why the goal cannot be read, where it cannot."""
    reading: Reading | None = None
    course: Course | None = None
    """What the chance was computed from, for asking what a change would do to it."""
    seed: tuple[object, ...] = ()
    """What the draws were seeded with."""
    draws: Floats | None = None
    """Every simulated outcome; None where the goal is decided or has too little history."""

    def json(self) -> dict[str, Any]:
        """The row as `chance --json` prints it."""
        told = self.outcome
        return {
            "goal": self.goal.name,
            "p_hit": told.p_positive if told else None,
            "expected": told.mean if told else None,
            "low": told.low if told else None,
            "high": told.high if told else None,
            "n": told.n if told else 0,
            "method": told.method if told else None,
            "status": self.status,
            "complete_to": self.complete_to,
            "target": self.target,
            "until": self.until,
            "core": self.core,
        }


@dataclass(frozen=True)
class Chances:
    """The chances of all goals asked about, and of hitting all core goals together."""

    rows: tuple[GoalChance, ...]
    all_core: float | None = None
    """None without a core goal that is still open, or when one of them has too little history."""

    def json(self) -> list[dict[str, Any]]:
        """Every row, those of core goals with the chance that all of them are hit."""
        return [{**row.json(), "all_core": self.all_core if row.core else None} for row in self.rows]


@dataclass(frozen=True)
class _Worked:
    row: GoalChance
    course: Course | None = None
    outlook: Outlook | None = None


def chances(ws: Workspace, name: str = "", over: Over = "goal") -> Chances:
    """The chance of every goal that is no draft, or of the one named; raises `NotFound` for an unknown name."""
    every = goals.listing(ws)
    asked = [goals.get(ws, name)] if name else [goal for goal in every if not goal.draft]
    shared, ruled = common(ws), rules(ws)
    words = ChanceWords(*(ruled.number(f"chance.{word}") for word in ("ahead", "on_track", "at_risk")))
    least, most = (int(bound) for bound in ruled.pair("goals.core_max"))
    core = {goal.name for goal in core_goals(every, most, least, on=today(ws))}
    worked = [_work(ws, goal, shared, words, over, named=bool(name)) for goal in asked]
    rows = tuple(replace(each.row, core=each.row.goal.name in core) for each in worked)
    if name:
        return Chances(rows)
    return Chances(rows, _all_core([each for each in worked if each.row.goal.name in core], over))


def _all_core(worked: list[_Worked], over: Over) -> float | None:
    """The chance that all of them are hit: those decided already count as what they are."""
    if not worked or any(each.row.outcome is None for each in worked):
        return None
    if any(each.row.status == "missed" for each in worked):
        return 0.0
    still = [(each.course, each.outlook) for each in worked if each.course and each.outlook]
    rng = seeded("all core", over, *((each.row.goal.id, each.row.complete_to) for each in worked))
    return joint_chance([course for course, _ in still], [found for _, found in still], rng) if still else 1.0


def _work(ws: Workspace, goal: Goal, shared: Common, words: ChanceWords, over: Over, named: bool) -> _Worked:
    try:
        read = reading(ws, goal, shared=shared)
    except Problem as problem:
        if named:
            raise
        return _Worked(GoalChance(goal, None, "broken", goal.end, goal.target, None, trouble=str(problem)))
    rung = whole(read) if over == "goal" else current(read)
    row = GoalChance(goal, read.kpi, "no_history", rung.end, rung.target, None, reading=read)
    if read.complete_to is None:
        return _Worked(row)
    settled = min(read.complete_to, read.today) - timedelta(days=read.kpi.lag_days)
    row = replace(row, complete_to=min(settled, rung.end))
    if settled >= rung.end:
        return _Worked(_decided(ws, read, rung, row))
    course, step = _course(ws, read, rung, settled)
    if course is None or not course.known:
        return _Worked(row)
    window = f"{len(course.weeks) * step} weeks to {settled}"
    seed = ("chance", goal.id, over, settled, rung.end)
    found = outlook(course, seeded(*seed), window=window)
    days = [min(settled + timedelta(days=7 * step * (at + 1)), rung.end) for at in range(len(found.fan))]
    fan = tuple((day, float(p[0]), float(p[1]), float(p[2])) for day, p in zip(days, found.fan, strict=True))
    status = words.word(found.outcome.p_positive)
    told = replace(row, outcome=found.outcome, status=status, fan=fan, course=course, seed=seed, draws=found.draws)
    return _Worked(told, course, found)


def _decided(ws: Workspace, read: Reading, rung: Rung, row: GoalChance) -> GoalChance:
    """A goal whose figures are all in: hit or missed."""
    came = _figure(ws, read, rung.start, rung.end).value
    if came is None:
        return row
    hit = came <= rung.target if read.kpi.better == "lower" else came >= rung.target
    known = (rung.end - rung.start).days // 7 + 1
    sure = Estimate(came, came, came, known, float(hit), "complete", f"{rung.start} to {rung.end}")
    return replace(row, outcome=sure, status="hit" if hit else "missed")


def _course(ws: Workspace, read: Reading, rung: Rung, settled: date) -> tuple[Course | None, int]:
    """What the chance is computed from, and how many weeks a step is; no course where a level has no beginning."""
    known, kind = known_weeks(ws, read, settled), read.kpi.formula.kind
    goal, first = read.goal, rung.start
    if kind in ("level", "growth"):
        ahead = _ahead(settled, settled, rung.end, known.step)
        stands = results.kpi_value(ws, level_of(read.kpi), goal.account, EVER, settled).value
        base = _figure(ws, read, goal.start, max(settled, goal.start)).denominator if kind == "growth" else 0.0
        if kind == "growth" and base is None and settled < goal.start:
            base = stands
        if stands is None or base is None or (kind == "growth" and base <= 0):
            return None, known.step
        course = Course(kind, rung.target, known.weeks, ahead, stands, base=base, better=read.kpi.better)
        return course, known.step
    so_far = _figure(ws, read, first, settled, chosen_source(ws, read, settled)) if settled >= first else None
    stands, under = (so_far.numerator or 0.0, so_far.denominator or 0.0) if so_far else (0.0, 0.0)
    ahead = _ahead(settled, first, rung.end, 1)
    course = Course(kind, rung.target, known.weeks, ahead, stands, known.under, under, better=read.kpi.better)
    return course, 1


def _ahead(settled: date, first: date, last: date, step: int) -> np.ndarray:
    """For each stretch of `step` weeks after the settled day, the share of its days that count."""
    length = 7 * step
    found = []
    for at in range(math.ceil((last - settled).days / length)):
        begin = settled + timedelta(days=1 + length * at)
        shared = (min(begin + timedelta(days=length - 1), last) - max(begin, first)).days + 1
        found.append(max(shared, 0) / length)
    return np.array(found)


def _figure(ws: Workspace, read: Reading, first: date, last: date, source: str = "") -> results.Figure:
    return results.kpi_value(ws, read.kpi, read.goal.account, first, last, source, read.goal.campaign)
