"""The SMART check of a goal's record: why, what, how much, from where and by when (D01–D04, G01–G06, G29).

`check_statement` (from `smart_text`) reads a sentence; `check_goal` reads a goal, its sentence included.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches

from tweetplan.domain.findings import Finding, Severity
from tweetplan.domain.goal_type import Benchmark
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.smart_text import check_statement
from tweetplan.domain.text import blank, safe_text
from tweetplan.domain.values import frozen

__all__ = ["Known", "check_goal", "check_statement"]

LONG_AGO = timedelta(days=366)
"""A start further back than this is worth a second look."""
BOLD_GROWTH = 2.0
"""A growth at or above this (200 %) is asked whether percent was meant as a share."""


@frozen
class Known:
    """What the workspace knows besides the goal; None where it was not looked up, so that nothing is said about it."""

    kpis: tuple[str, ...] = ()
    """The keys that this goal's type and account offer, to name the nearest of."""
    accounts: tuple[str, ...] | None = None
    logins: tuple[str, ...] | None = None
    """The members of the team; an empty team owns nothing."""
    benchmark: Benchmark | None = None
    """The goal type's figure for this KPI (G29)."""
    lang: str = ""
    """The language of the statement; guessed when empty."""


NOTHING_KNOWN = Known()


def check_goal(
    goal: Goal, kpi: Kpi | None, others: Sequence[Goal], today: date, known: Known = NOTHING_KNOWN
) -> list[Finding]:
    """Everything to be said about one goal, errors first; `kpi` is None when its type and account offer no such key.

    `others` are the workspace's goals (the goal itself may be among them). `where` of a finding is the field's name.
    Missing optional fields and past dates are at most warnings.
    """
    found = [
        *_identity(goal, known),
        *_why(goal),
        *_kpi(goal, kpi, known),
        *_target(goal, kpi),
        *_baseline(goal, kpi),
        *_dates(goal, today),
        *_weights(goal),
        *_double_count(goal, kpi, others),
        *_benchmark(goal, kpi, known.benchmark),
        *_statement(goal, known.lang),
    ]
    order = ("error", "warning", "note")
    return sorted(found, key=lambda finding: order.index(finding.severity))


def _identity(goal: Goal, known: Known) -> Iterable[Finding]:
    if blank(goal.name):
        yield Finding("goal.name", "error", "The goal has no name.", "name", "Give it a short one, such as leads-2026.")
    if known.accounts is not None and goal.account not in known.accounts:
        said = f"There is no account {safe_text(goal.account, 40)} in this workspace."
        remedy = _nearest(goal.account, known.accounts) or "Add it with `tweetplan account add`."
        yield Finding("goal.account", "error", said, "account", remedy)
    if known.logins and blank(goal.owner):
        yield Finding("goal.owner", "note", "Nobody owns this goal.", "owner", "Name one member of the team.")
    elif known.logins and goal.owner not in known.logins:
        said = f"{safe_text(goal.owner, 40)} is not in the team."
        yield Finding("goal.owner", "warning", said, "owner", _nearest(goal.owner, known.logins) or "Name a member.")


def _why(goal: Goal) -> Iterable[Finding]:
    """D01, G05: the goal says which aim of the business it serves."""
    if blank(goal.reason):
        said = "Why is the team on X, and which business goal does this serve?"
        remedy = "Say it in one line, e.g. “Sell 40 office machines by December”."
        yield Finding("D01.why", "error", said, "reason", remedy)


def _kpi(goal: Goal, kpi: Kpi | None, known: Known) -> Iterable[Finding]:
    if kpi is None:
        said = f"Goals of type {safe_text(goal.type, 40)} have no KPI {safe_text(goal.kpi, 40) or '(blank)'}."
        remedy = _nearest(goal.kpi, known.kpis) or "Choose one that `tweetplan goal types` lists."
        yield Finding("G01.kpi", "error", said, "kpi", remedy)


def _nearest(given: str, names: Sequence[str]) -> str:
    near = get_close_matches(given, names, n=3, cutoff=0.5)
    if near:
        return f"Did you mean {' or '.join(safe_text(name, 40) for name in near)}?"
    return f"There are {', '.join(safe_text(name, 40) for name in names[:12])}." if names else ""


def _figure(value: object) -> float | None:
    """The value as a finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if math.isfinite(value) else None


def _target(goal: Goal, kpi: Kpi | None) -> Iterable[Finding]:
    """G03: a number that this kind of KPI can reach."""
    target = _figure(goal.target)
    if target is None:
        yield Finding("G03.target", "error", "The target is not a number.", "target", "Give a number, such as 1000.")
        return
    if kpi is None:
        return
    kind, lower = kpi.formula.kind, kpi.better == "lower"
    none_wanted = lower and kind in ("total", "level", "ratio")
    if kind != "growth" and (target < 0 or (target == 0 and not none_wanted)):
        remedy = "Give a number of at least 0." if none_wanted else "Give a number above 0."
        yield Finding("G03.target", "error", f"A target of {target:g} cannot be worked towards.", "target", remedy)
    elif kind == "growth" and not lower and target <= 0:
        said = f"A growth of {target:g} is none."
        yield Finding("G03.target", "error", said, "target", "Give a share above 0: 0.25 is +25 %.")
    elif kind == "growth" and target >= BOLD_GROWTH:
        said = f"The target {target:g} means +{target:.0%}."
        yield Finding("G03.percent", "warning", said, "target", f"For +{target:g} % write {target / 100:g}.")
    yield from _as_percent(kpi, "target", target)


def _as_percent(kpi: Kpi, where: str, value: float) -> Iterable[Finding]:
    """A share above 1 is a percentage written without its hundredth."""
    if kpi.formula.kind == "ratio" and kpi.unit == "%" and value > 1:
        said = f"The {where} {value:g} means {value:.0%}, and {kpi.label} is a share of at most 1."
        yield Finding("G03.percent", "error", said, where, f"For {value:g} % write {value / 100:g}.")


def _baseline(goal: Goal, kpi: Kpi | None) -> Iterable[Finding]:
    """D04: where it starts from is recorded, and the target lies on the better side of it."""
    if goal.baseline is None:
        said = "No baseline is recorded: the goal is unproven until there is one."
        remedy = "Import the last period, or give the figure as baseline."
        yield Finding("D04.baseline", "warning", said, "baseline", remedy)
        return
    baseline, target = _figure(goal.baseline), _figure(goal.target)
    if baseline is None:
        yield Finding(
            "D04.baseline", "error", "The baseline is not a number.", "baseline", "Give a number, such as 800."
        )
        return
    if kpi is None or target is None:
        return
    yield from _as_percent(kpi, "baseline", baseline)
    if kpi.formula.kind in ("total", "growth"):
        return
    if target == baseline:
        said = f"The target is the baseline, {target:g}: nothing is to change."
        yield Finding("G03.unchanged", "warning", said, "target", "Set the target away from the baseline.")
    elif (target < baseline) == (kpi.better == "higher"):
        said = f"{kpi.label} is better {kpi.better}, yet the target {target:g} is the worse side of {baseline:g}."
        yield Finding("G03.direction", "warning", said, "target", "Check the target and the baseline.")


def _dates(goal: Goal, today: date) -> Iterable[Finding]:
    """G06: a window, in the right order; past ones are only remarked on."""
    if goal.end < goal.start:
        said = f"The goal ends on {goal.end} before it starts on {goal.start}."
        yield Finding("G06.dates", "error", said, "end", "Swap the dates, or set a later end.")
    elif goal.end < today:
        said = f"The goal ended on {goal.end}."
        yield Finding("G06.past", "warning", said, "end", "Set a later end, unless it is kept as a record.")
    elif goal.start < today - LONG_AGO:
        said = f"The goal started on {goal.start}, more than a year ago."
        yield Finding("G06.past", "warning", said, "start", "Check the year of the start.")


def _weights(goal: Goal) -> Iterable[Finding]:
    """G25: importance and urgency are told on the same short scale."""
    for where, value in (("importance", goal.importance), ("urgency", goal.urgency)):
        if _figure(value) is None or value not in range(1, 6):
            yield Finding("G25.scale", "error", f"{where.capitalize()} {value} is not 1 to 5.", where, "5 is the most.")


def _double_count(goal: Goal, kpi: Kpi | None, others: Sequence[Goal]) -> Iterable[Finding]:
    """Two totals of one KPI on one account count the same things on shared days, unless their campaigns part them."""
    if kpi is None or not kpi.formula.adds_up:
        return
    for other in others:
        itself = other.name == goal.name or (goal.id and other.id == goal.id)
        same = other.account == goal.account and other.kpi == goal.kpi and not other.draft
        shared = other.start <= goal.end and goal.start <= other.end
        parted = goal.campaign and other.campaign and goal.campaign != other.campaign
        if same and shared and not itself and not parted:
            said = f"{safe_text(other.name, 60)} counts the same {kpi.label} of {goal.account} on the same days."
            yield Finding("goal.double_count", "warning", said, "campaign", "Give each goal a campaign of its own.")


def _benchmark(goal: Goal, kpi: Kpi | None, benchmark: Benchmark | None) -> Iterable[Finding]:
    """G29: before there is own history, the target is seen beside what is usual."""
    target = _figure(goal.target)
    if kpi is None or benchmark is None or benchmark.kpi != goal.kpi or target is None or goal.baseline is not None:
        return
    if benchmark.value is None:
        return
    shown = (f"{value:.2%}" if kpi.unit == "%" else f"{value:g}" for value in (target, benchmark.value))
    said = "The target is {}; the benchmark is {} ({}).".format(*shown, safe_text(benchmark.source, 80))
    yield Finding("G29.benchmark", "note", said, "target", "Once there is own history, start from that.")


def _statement(goal: Goal, lang: str) -> Iterable[Finding]:
    """G02: what is written is checkable too; figure and window may stand in the fields instead."""
    if blank(goal.statement):
        return
    for finding in check_statement(goal.statement, lang):
        if finding.rule == "G06.window":
            continue
        severity: Severity = "warning" if finding.rule == "G03.number" else finding.severity
        yield replace(finding, severity=severity, where="statement")
