"""Stored estimates in words, and why they are what they are: chances, intervals, advice, how old it all is. Pure.

No estimate is shown without its interval or its chance, and each says what it is of: the whole goal or its quarter.
"""

from collections.abc import Iterator
from datetime import date, datetime

from tweetplan.domain.estimate import CHANCE_WORDS, Chance, Estimate
from tweetplan.domain.figures import figure, percent_words, probability_words
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.outlooks import Joint, Outlook
from tweetplan.domain.periods import containing
from tweetplan.domain.recommendations import Advice
from tweetplan.domain.rule_words import rule_line
from tweetplan.tui.paint import Tone
from tweetplan.tui.screens.why import Told, Why

CHANCE_TONES: dict[Chance, Tone] = {
    "ahead": "good", "on_track": "good", "hit": "good", "at_risk": "warn", "behind": "warn", "missed": "bad",
    "no_history": "dim", "broken": "bad",
}  # fmt: skip
HISTORY = "at least two complete weeks since the goal's figures began"
"""What a chance needs."""
REFRESH = "R on Today computes it anew (`tweetplan advise --refresh`)"


def span_word(goal: Goal) -> str:
    """What the whole of a goal is in a word: `year`, `Q4`, or `whole`."""
    length = (goal.end - goal.start).days + 1
    if 360 <= length <= 370:
        return "year"
    quarter = containing("quarter", goal.start)
    return quarter.label.rpartition("-")[2] if (quarter.first, quarter.last) == (goal.start, goal.end) else "whole"


def brief(value: float | None, kpi: Kpi) -> str:
    """A figure in few cells: `162k`, `1.2M`; whatever is below 10,000, a share or an amount of money as it is."""
    counts = kpi.formula.kind in ("total", "level") and not kpi.currency
    if value is None or not counts or abs(value) < 10_000:
        return figure(value, kpi)
    return f"{value / 1e6:.1f}M" if abs(value) >= 1e6 else f"{value / 1e3:.0f}k"


def estimated(value: float, kpi: Kpi) -> str:
    """An estimated figure without the decimals that it does not have."""
    counts = kpi.formula.kind in ("total", "level") or kpi.currency
    return brief(float(round(value)) if counts and abs(value) >= 10 else value, kpi)


def interval_words(told: Estimate, kpi: Kpi) -> str:
    """`870–1220`: four times in five it lies in there."""
    low, high = estimated(told.low, kpi), estimated(told.high, kpi)
    unit = f" {kpi.currency}" if kpi.currency else next((end for end in (" %",) if low.endswith(end)), "")
    low = low.removesuffix(unit) if unit and high.endswith(unit) else low
    return f"{low}–{high}" if not high.startswith(("−", "+")) else f"{low} to {high}"


def verdict_words(told: Outlook) -> str:
    """The verdict that the chance gives."""
    return CHANCE_WORDS[told.status]


def outlook_words(told: Outlook, kpi: Kpi | None) -> str:
    """`62 %: 1030 (870–1220) expected, n 11, on track`; without history what is missing."""
    if told.outcome is None or kpi is None:
        return f"{verdict_words(told)}: {told.trouble or HISTORY}"
    mean = estimated(told.outcome.mean, kpi)
    return (
        f"{probability_words(told.outcome.p_positive)}, {verdict_words(told)}: {mean} "
        f"({interval_words(told.outcome, kpi)}) expected, n {told.outcome.n}"
    )


def outlook_why(told: Outlook, kpi: Kpi | None, span: str) -> Why:
    """How a chance was computed: rule, inputs, n, interval, source, the day to which it was learnt."""
    lines: list[Told] = [("of what", f"{span} of {told.goal}, to {told.until}: {told.kpi}")]
    found = told.outcome
    if found is None or kpi is None:
        lines += [("chance", verdict_words(told)), ("needs", told.trouble or HISTORY)]
    else:
        lines += [
            ("chance", f"{probability_words(found.p_positive)} that {figure(told.target, kpi)} is reached"),
            ("verdict", verdict_words(told)),
            ("expected", estimated(found.mean, kpi)),
            ("80 %", f"{interval_words(found, kpi)}: four times in five it ends in there"),
            ("n", f"{found.n} weeks"),
            ("method", found.method),
            ("learnt from", found.window or "the account's own past"),
        ]
    lines += [
        ("complete to", str(told.complete_to) if told.complete_to else "nothing is known yet"),
        ("rule", rule_line("G26")),
        ("computed", made_words(told.made_at, told.stale)),
    ]
    return Why(f"Chance of {told.goal} · {span}", lines)


def joint_why(told: Joint) -> Why:
    """What the chance of all core goals is made of."""
    return Why(
        "All core goals together",
        [
            ("chance", probability_words(told.p) if told.p is not None else "not known: one of them lacks history"),
            ("of", ", ".join(told.goals) or "no core goal"),
            "The share of the joint draws in which every one of them is hit: weeks that were good for one goal were"
            " often good for the others too, so it is not their product.",
            ("rule", rule_line("G25")),
            ("computed", made_words(told.made_at, told.stale)),
        ],
    )


def made_words(made_at: str, stale: bool) -> str:
    """When something was computed, and whether the store has moved on since."""
    when = f"{made_at[:16].replace('T', ' ')} UTC" if made_at else "now"
    return f"{when}; results, goals or the day changed since: {REFRESH}" if stale else when


def age_words(made_at: str, now: datetime) -> str:
    """`2 h old`, `new`."""
    if not made_at:
        return ""
    minutes = max(int((now - datetime.fromisoformat(made_at)).total_seconds() // 60), 0)
    if minutes < 2:
        return "new"
    if minutes < 120:
        return f"{minutes} min old"
    return f"{minutes // 60} h old" if minutes < 2880 else f"{minutes // 1440} d old"


# ---- advice --------------------


def gain_words(one: Advice) -> str:
    """What it does: `+31 revenue (19 to 43), n 8: 61 → 62 %`, or that nothing measurable is claimed."""
    told = one.recommendation
    parts = []
    if told.effect is not None:
        effect = told.effect
        low, mean, high = (_rounded(value) for value in (effect.low, effect.mean, effect.high))
        sign = "+" if effect.mean >= 0 else ""
        parts.append(f"{sign}{mean} {effect.measure.replace('_', ' ')} ({low} to {high}), n {effect.n}")
    if one.p_now is not None and one.p_done is not None:
        parts.append(f"{told.goal} {one.p_now * 100:.1f} → {one.p_done * 100:.1f} %")
    return ": ".join(parts)


def _rounded(value: float) -> str:
    text = f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2g}"
    return text.replace("-", "−")


def because_words(one: Advice) -> str:
    """`because …`: the first fact that speaks for it, its rule, and the minutes it takes."""
    told = one.recommendation
    why = told.because.text or (
        told.because.facts[0].words if told.because.facts else rule_line(told.rule) or told.rule
    )
    rule = f" ({told.rule})" if told.rule else ""
    return f"because {why}{rule}, {told.minutes} min"


def advice_why(one: Advice) -> Why:
    """Everything that a piece of advice rests on."""
    return Why(one.recommendation.title, list(_advice_lines(one)))


def _advice_lines(one: Advice) -> Iterator[Told]:
    told = one.recommendation
    if told.goal:
        yield "goal", told.goal
    if told.rule:
        yield "rule", rule_line(told.rule) or told.rule
    for fact in told.because.facts:
        yield "because", fact.words
    if told.because.text:
        yield "so", told.because.text
    if told.effect is not None:
        yield (
            "effect",
            f"{gain_words(one).partition(': ')[0]}, over the next four weeks; {told.effect.method}".rstrip("; "),
        )
    if one.p_now is not None and one.p_done is not None:
        span = ""
        if one.p_done_low is not None and one.p_done_high is not None:
            span = f" ({one.p_done_low * 100:.1f} to {one.p_done_high * 100:.1f} %)"
        yield "chance", f"{told.goal} {one.p_now * 100:.1f} % → {one.p_done * 100:.1f} %{span}"
    if told.because.change_mind:
        yield "unless", told.because.change_mind
    yield (
        "sure",
        f"{probability_words(one.belief)} that it helps; of such advice {percent_words(one.adoption)} was of use",
    )
    yield "takes", f"{told.minutes} min" + (f", {told.role}" if told.role else "") + _due(told.due)
    yield "said by", one.plugin
    if told.do:
        yield "command", told.do
    yield "source", told.because.source or "own figures"
    yield "computed", made_words(one.made_at, one.stale)


def _due(due: date | None) -> str:
    return f", by {due}" if due else ""
