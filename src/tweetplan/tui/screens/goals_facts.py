"""What stands below the ladder: the period under the cursor, pace, age of the data, SMART findings, the goal. Pure."""

from collections.abc import Iterator
from datetime import date

from tweetplan.domain.figures import figure, formula_words, number_words
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Node, Rung
from tweetplan.domain.occurrences import plan_line
from tweetplan.domain.periods import parse
from tweetplan.domain.rule_words import rule_line
from tweetplan.tui.paint import Line, Piece, Tone
from tweetplan.tui.screens.goals_chance import chance_rows, chance_why
from tweetplan.tui.screens.goals_rows import STATUS, narrow, period_words, rung_status, span_words
from tweetplan.tui.screens.reasons import day_words, finding_why
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.tui.widgets.findings import MARKS, worst_first
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.workspace.goals_view import RECENT, GoalPage, Pace
from tweetplan.workspace.readings import as_agreed

FACT_COLUMNS = (Column(8), Column())
WEEKS = RECENT // 7
SHORT = 6
"""Cells of a figure where a sentence must stay short."""
NO_NOTE = "o notes the focus, budget and counts of a period"


def fact_rows(page: GoalPage | None) -> tuple[Row, ...]:
    """The facts of a goal, what matters most first."""
    if page is None:
        return ()
    rows: list[Row] = []
    if page.trouble:
        rows.append(_fact("trouble", "trouble", page.trouble, "bad"))
    rows += chance_rows(page)
    rows += _pace(page)
    rows.append(_fact("data", "data", data_words(page), "" if page.reading and page.reading.complete_to else "warn"))
    if page.goal.baseline is None:
        rows.append(_fact("baseline", "baseline", "none yet, so nothing can be proved: b records it (D04)", "warn"))
    rows += _smart(page.findings)
    rows += _goal(page)
    return tuple(rows)


def _fact(key: str, name: str, text: str, tone: Tone = "") -> Row:
    return Row(key, (Piece(name, "dim"), Piece(text, tone)))


def _pace(page: GoalPage) -> Iterator[Row]:
    if page.replan is not None and page.kpi is not None:
        yield _fact("replan", "plan", replan_words(page, page.kpi), "accent")
    if page.kpi is not None and page.whole is not None:
        words = pace_line(page)
        if words:
            yield _fact("pace", "pace", words)


def pace_line(page: GoalPage) -> str:
    """`16 a week over 4 weeks; 20 a week needed for 1000 by 31 Dec`; without a rate, what is asked by now."""
    goal, kpi, pace, whole = page.goal, page.kpi, page.pace, page.whole
    if kpi is None or whole is None:
        return ""
    until = _day(goal.end) if page.reading and page.reading.today.year == goal.end.year else day_words(goal.end)
    target = f"{narrow(goal.target, kpi, SHORT)} by {until}"
    if pace is None:
        if whole.actual is None:
            return ""
        asked = f"; asked by then {figure(whole.asked, kpi)}" if whole.asked is not None else ""
        return f"{figure(whole.actual, kpi)} since {day_words(whole.start)}{asked}; {target}"
    lately = f"{_rate(pace.rate, kpi)} a week over {_lately(pace)}"
    if pace.needed is None:
        return f"{figure(pace.stands, kpi)} of {target}; {lately}"
    if kpi.better == "lower":
        return f"{lately}; at most {_rate(pace.needed, kpi)} a week keeps {target}"
    if pace.needed <= 0:
        return f"{lately}; {figure(goal.target, kpi)} is reached already"
    return f"{lately}; {_rate(pace.needed, kpi)} a week needed for {target}"


def _rate(rate: float, kpi: Kpi) -> str:
    rounded = float(round(rate)) if abs(rate) >= 10 else round(rate, 1)
    return figure(rounded, kpi) if kpi.formula.kind == "total" else number_words(rounded, signed=True)


def _lately(pace: Pace) -> str:
    days = (pace.known - pace.first).days + 1
    return f"{WEEKS} weeks" if days == RECENT else f"the first {days} days" if days > 1 else "the first day"


def replan_words(page: GoalPage, kpi: Kpi) -> str:
    """From what the plan now followed starts, and what it does not reach."""
    assert page.replan is not None
    made = page.replan.replan
    missed = "".join(f"; {narrow(held.value, kpi, SHORT)} by {_day(held.day)} is missed" for held in made.missed)
    begun, ends = narrow(made.actual, kpi, SHORT), narrow(made.target, kpi, SHORT)
    return f"re-planned on {_day(made.as_of)} from {begun} to {ends}{missed}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def data_words(page: GoalPage) -> str:
    """To which day the figures are complete and from where, and where the goal starts from, if that is known."""
    reading = page.reading
    parts = []
    if reading is not None and reading.complete_to is not None:
        known = min(reading.complete_to, reading.today)
        source = page.whole.source if page.whole else ""
        parts.append(f"to {day_words(known)}" + (f" from {source}" if source else ""))
    else:
        parts.append("no results yet: Today imports them (1, then i)")
    if page.goal.baseline is not None and page.kpi is not None:
        parts.append(f"baseline {figure(page.goal.baseline, page.kpi)}")
    return "; ".join(parts)


def _smart(findings: tuple[Finding, ...]) -> Iterator[Row]:
    if not findings:
        yield Row("smart", (Piece("SMART", "dim"), Piece("✓ nothing to remark", "good")))
        return
    for at, finding in enumerate(worst_first(findings)):
        mark, tone = MARKS[finding.severity]
        text: Line = (Piece(f"{mark} ", tone), Piece(finding.message))
        yield Row(f"finding:{at}", (Piece("" if at else "SMART", "dim"), text))
        if finding.remedy:
            yield Row(f"# remedy {at}", ((Piece(" " * 12), Piece(finding.remedy, "dim")),), heading=True)


def _goal(page: GoalPage) -> Iterator[Row]:
    goal = page.goal
    serves = f", serves {goal.supports}" if goal.supports else ""
    owner = f" · owner {goal.owner}" if goal.owner else " · no owner"
    draft = "draft · " if goal.draft else ""
    rank = f"{goal.tier}{serves} · importance {goal.importance} × urgency {goal.urgency}{owner} · {span_words(goal)}"
    yield _fact("priority", "goal", draft + rank)
    if goal.reason:
        yield _fact("reason", "why", goal.reason)
    if goal.statement:
        yield _fact("statement", "says", goal.statement)
    if page.kpi is not None:
        yield _fact("kpi", "KPI", f"{page.kpi.label}: {formula_words(page.kpi.formula)}")
    for name, value in goal.fields.items():
        yield _fact(f"field:{name}", "field", f"{name.replace('_', ' ')}: {value}")


# ---- the period under the cursor --------------------


def period_line(page: GoalPage | None, node: Node | None) -> Line:
    """What the period under the cursor is for: its focus, budget and counts (G07, G08), or its work (G09).

    A re-planned goal's says the status in a word, as its ladder may have no room for it.
    """
    if page is None or node is None:
        return ()
    kind, rung = node.kind, node.rung
    status = f" {STATUS[rung_status(as_agreed(node.reading, rung, kind))][1]}" if page.replan is not None else ""
    words = note_words(rung)
    if not words and kind in ("week", "day") and page.declared is not None and page.reading is not None:
        fiscal_start = page.reading.fiscal_start
        words = plan_line(page.goal, page.declared, parse(rung.label, fiscal_start), fiscal_start)
    if not words and not status:
        return (Piece(NO_NOTE, "dim"),)
    return (Piece(f"{period_words(kind, rung)}{status}: ", "dim"), Piece(words or NO_NOTE))


def note_words(rung: Rung) -> str:
    """`industry fair · budget 800 · 15 posts, 2 chats`; empty without a note."""
    if rung.note is None:
        return ""
    counts = ", ".join(f"{count} {name}" for name, count in rung.note.counts.items())
    budget = f"budget {number_words(rung.note.budget)}" if rung.note.budget is not None else ""
    return " · ".join(filter(None, (rung.note.focus, budget, counts)))


# ---- why --------------------


def fact_why(page: GoalPage, key: str) -> Reason | None:
    """Why a fact is what it is; None for one that is its own reason."""
    kind, _, rest = key.partition(":")
    if kind in ("chance", "quarter", "adjust"):
        return chance_why(page, kind)
    if kind == "finding":
        return finding_why(worst_first(page.findings)[int(rest)])
    if kind == "pace" and page.kpi is not None:
        return pace_why(page, page.kpi)
    if kind == "priority":
        return priority_why(page.goal)
    if kind == "baseline":
        return Why(f"Baseline of {page.goal.name}", [("rule", rule_line("D04")), ("what to do", "b records it.")])
    if kind == "replan" and page.kpi is not None:
        return Why("The plan now followed", [replan_words(page, page.kpi), ("rule", rule_line("G26"))])
    if kind == "smart":
        asked = [(rule, rule_line(rule).partition(": ")[2]) for rule in ("D01", "G02", "G03", "G04", "G05", "G06")]
        return Why("SMART: every check passed", asked)
    return None


def pace_why(page: GoalPage, kpi: Kpi) -> Why:
    """How the pace was taken, and what is needed from now on."""
    goal, pace = page.goal, page.pace
    lines: list[str | tuple[str, str]] = [("KPI", f"{kpi.label}: {formula_words(kpi.formula)}")]
    if pace is not None:
        lines += [
            ("stands at", f"{figure(pace.stands, kpi)} at the end of {day_words(pace.known)}"),
            ("lately", f"{_rate(pace.rate, kpi)} a week, from {day_words(pace.first)} to {day_words(pace.known)}"),
        ]
        if pace.needed is not None:
            left = (goal.end - pace.known).days
            lines.append(
                ("needed", f"({figure(goal.target, kpi)} − {figure(pace.stands, kpi)}) ÷ {left} days × 7 = "
                 f"{_rate(pace.needed, kpi)} a week")
            )  # fmt: skip
    elif page.whole is not None:
        lines.append(("stands at", f"{figure(page.whole.actual, kpi)} since {day_words(page.whole.start)}"))
        lines.append(("asked by then", figure(page.whole.asked, kpi)))
    if page.whole is not None:
        lines += [("source", page.whole.source or "none"), ("complete to", day_words(page.whole.complete_to))]
    lines.append(("rule", rule_line("G07")))
    return Why(f"Pace of {goal.name}", lines)


def priority_why(goal: Goal) -> Why:
    """How a goal's rank comes about (G25)."""
    product = goal.importance * goal.urgency
    return Why(
        f"Priority of {goal.name}",
        [
            ("rank", f"importance {goal.importance} × urgency {goal.urgency} = {product}; primary goals come first"),
            ("tier", f"{goal.tier}" + (f", serves {goal.supports}" if goal.supports else "")),
            ("rule", rule_line("G25")),
        ],
    )


def about_lines(goal: Goal | None) -> tuple[Line, ...]:
    """The goal under the cursor in the list of all goals: why it is there, what it says, whose it is, and when."""
    if goal is None:
        return ()
    said = [("why", goal.reason or "no reason is given"), ("says", goal.statement)]
    owner = f" · owner {goal.owner}" if goal.owner else " · no owner"
    serves = f" · serves {goal.supports}" if goal.supports else ""
    campaign = f" · campaign {goal.campaign}" if goal.campaign else ""
    rank = f"importance {goal.importance} × urgency {goal.urgency}{serves}{owner} · {span_words(goal)}{campaign}"
    said.append(("goal", rank))
    return tuple((Piece(f"  {name:<9}", "dim"), Piece(text)) for name, text in said if text)
