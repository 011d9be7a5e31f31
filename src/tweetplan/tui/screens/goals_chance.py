"""The stored estimates of a goal as facts below its ladder: its chance, its quarter's, and the adjust rule. Pure."""

from collections.abc import Iterator

from tweetplan.domain.estimate import CHANCE_WORDS
from tweetplan.domain.figures import figure, percent_words, probability_words
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.outlooks import Adjustment, Outlook
from tweetplan.domain.periods import containing
from tweetplan.domain.rule_words import rule_line
from tweetplan.tui.paint import Piece, Tone
from tweetplan.tui.screens.chance_words import CHANCE_TONES, made_words, outlook_why, outlook_words, span_word
from tweetplan.tui.screens.why import Told, Why
from tweetplan.tui.widgets.row import Row
from tweetplan.workspace.goals_view import GoalPage

NONE_YET = "not computed for this target yet: R on Today computes it (1, then R)"


def chance_rows(page: GoalPage) -> Iterator[Row]:
    """The chance of the whole, of the running quarter, and what the adjust rule says of the closed cycles."""
    if page.kpi is None or page.reading is None or page.goal.draft:
        return
    if page.outlook is None:
        yield Row("chance", (Piece("chance", "dim"), Piece(NONE_YET, "dim")))
        return
    yield _row("chance", span_word(page.goal), page.outlook, page.kpi)
    if page.quarter is not None:
        yield _row("quarter", quarter_word(page.quarter), page.quarter, page.kpi)
    if page.adjustment is not None and page.adjustment.cycles:
        yield Row(
            "adjust", (Piece("G30", "dim"), Piece(adjust_words(page.adjustment, page.kpi), _tone(page.adjustment)))
        )


def _row(key: str, span: str, told: Outlook, kpi: Kpi) -> Row:
    tone: Tone = CHANCE_TONES[told.status]
    if told.outcome is None:
        return Row(key, (Piece("chance", "dim"), (Piece(f"{span}: "), Piece(outlook_words(told, kpi), "dim"))))
    p = probability_words(told.outcome.p_positive)
    rest = outlook_words(told, kpi).partition(": ")[2]
    said = (Piece(f"{span} {p} "), Piece(CHANCE_WORDS[told.status], tone), Piece(f": {rest}"))
    old = Piece("; changed since, R on Today", "warn") if told.stale else Piece("")
    return Row(key, (Piece("chance" if key == "chance" else "", "dim"), (*said, old)))


def quarter_word(told: Outlook) -> str:
    """`Q4`: the quarter that a chance is for."""
    return containing("quarter", told.until).label.rpartition("-")[2]


def adjust_words(told: Adjustment, kpi: Kpi) -> str:
    """`cycles 104 %, 88 %: keep it`; what the rule proposes, and that nothing changes by itself."""
    cycles = "cycles " + ", ".join(percent_words(cycle.ratio) for cycle in told.cycles)
    cycles += " of what was allowed" if kpi.better == "lower" else ""
    if told.move == "raise":
        new = f": raise to {figure(told.proposed, kpi)}" if told.proposed is not None else ": raise it"
        return f"{cycles}{new}? `tweetplan goal adjust {told.goal} --accept`"
    if told.move == "analyse":
        cause = f": {told.causes[0]}" if told.causes else ""
        return f"{cycles}, below 70 %{cause}"
    if told.move == "usual":
        way = "above 120 %" if told.fired == "raise" else "below 70 %"
        return f"{cycles}: {way}, within the usual swing: keep it"
    return f"{cycles}: keep it"


def _tone(told: Adjustment) -> Tone:
    return {"raise": "good", "analyse": "warn"}.get(told.move, "")  # type: ignore[return-value]


def chance_why(page: GoalPage, key: str) -> Why | None:
    """How an estimate of the goal was made: rule, inputs, n, interval, source, complete to."""
    if key == "chance" and page.outlook is not None:
        return outlook_why(page.outlook, page.kpi, span_word(page.goal))
    if key == "quarter" and page.quarter is not None:
        return outlook_why(page.quarter, page.kpi, quarter_word(page.quarter))
    if key == "adjust" and page.adjustment is not None and page.kpi is not None:
        return adjust_why(page.adjustment, page.kpi, page.goal)
    return None


def adjust_why(told: Adjustment, kpi: Kpi, goal: Goal) -> Why:
    """The arithmetic of the adjust rule: each closed cycle, the gate, the funnel (G29–G31)."""
    lines: list[Told] = [("rule", rule_line("G30"))]
    for cycle in told.cycles:
        came = f"{figure(cycle.actual, kpi)} of {figure(cycle.asked, kpi)} asked = {percent_words(cycle.ratio)}"
        lines.append((f"{cycle.first:%d %b}", f"to {cycle.last:%d %b}: {came}"))
    if told.fired:
        moved = "above" if told.fired == "raise" else "below"
        lines.append(
            ("gate", f"the level lies {moved} with {probability_words(told.p)}; {percent_words(told.sure)} are needed")
        )
    if told.proposed is not None:
        lines.append(("proposed", f"{figure(told.proposed, kpi)} instead of {figure(told.target, kpi)}"))
    for step in told.steps:
        mark = ", most was lost here" if step.worst else ""
        lines.append((step.name, f"{step.now:,.4g} in the last cycle, {step.before:,.4g} before{mark}"))
    lines += [("cause", cause) for cause in told.causes]
    lines += [
        ("accept", f"nothing changes by itself: `tweetplan goal adjust {goal.name} --accept`"),
        ("computed", made_words(told.made_at, told.stale)),
    ]
    return Why(f"Cycles of {goal.name}", lines)
