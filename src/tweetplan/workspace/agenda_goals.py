"""The parts of an agenda about goals: pace, chance, figures, adjustments, and which goals of a quarter worked."""

from collections.abc import Iterator
from datetime import timedelta

from tweetplan.domain.estimate import CHANCE_WORDS
from tweetplan.domain.figures import figure, percent_words
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Reading, Rung
from tweetplan.domain.outlooks import Adjustment
from tweetplan.domain.periods import Period, within
from tweetplan.domain.reviews import Item
from tweetplan.workspace import estimates, results
from tweetplan.workspace.agenda_parts import Context, kpi_estimate, span_words
from tweetplan.workspace.ladder import WORDS
from tweetplan.workspace.readings import as_agreed, whole

MOVES = {
    "raise": "beaten by a fifth twice in a row: a moderate raise is proposed",
    "analyse": "fell short: the cause is looked for, a re-plan is proposed",
    "usual": "within the usual swing, nothing is changed",
    "steady": "nothing to adjust",
    "none": "no closed cycle yet",
}
ADVISE = "`tweetplan advise --refresh` computes them."


def pace(made: Context) -> Iterator[Item]:
    """What came over what was asked of the period, and how the whole goal stands (G07)."""
    for goal, kpi, read, trouble in made.running():
        if kpi is None or read is None:
            yield Item(f"pace/{goal.name}", f"{goal.name}: {trouble}", source="G07", urgent=True)
            continue
        rung = read.rung(made.period)
        if rung is not None:
            yield _pace(goal, kpi, read, as_agreed(read, rung, made.period.kind))


def _pace(goal: Goal, kpi: Kpi, read: Reading, rung: Rung) -> Item:
    total = whole(read)
    words = [f"{goal.name}: {_came(rung, kpi)}"]
    if total.actual is not None:
        words.append(f"as a whole {figure(total.actual, kpi)} of {figure(goal.target, kpi)} by {goal.end}")
    numbers = (
        ("target", rung.target), ("planned", rung.planned), ("actual", rung.actual), ("asked", rung.asked),
        ("pace", rung.pace), ("whole_target", goal.target), ("whole_actual", total.actual),
    )  # fmt: skip
    late = rung.status == "behind" or (rung.status == "closed" and (rung.pace or 0.0) < read.thresholds.behind)
    source = f"G07, {rung.source}" if rung.source else "G07"
    return Item(f"pace/{goal.name}", "; ".join(words), numbers, source, rung.complete_to, urgent=late)


def _came(rung: Rung, kpi: Kpi) -> str:
    asked = f"{figure(rung.planned, kpi)} asked of {span_words((rung.start, rung.end))}"
    if rung.actual is None:
        return f"no data yet, {asked}"
    if rung.pace is None:
        return f"{figure(rung.actual, kpi)} of {asked}, {WORDS[rung.status]}"
    if rung.status == "closed":
        return f"{figure(rung.actual, kpi)} of {asked}: {percent_words(rung.pace)}"
    so_far = f"{percent_words(rung.pace)} of what is asked so far"
    return f"{figure(rung.actual, kpi)} of {asked}: {so_far}, {WORDS[rung.status]}"


def chance(made: Context) -> Iterator[Item]:
    """How likely each goal is hit, as it was computed last, and all core goals together."""
    for goal, kpi, _, _ in made.running():
        if kpi is None:
            continue
        for over in ("quarter", "goal"):
            found = estimates.chance(made.ws, goal.name, over)
            if found is None or (over == "quarter" and found.until == goal.end):
                continue
            until = f"the {'quarter' if over == 'quarter' else 'whole'}, by {found.until}"
            key = f"chance/{goal.name}/{over}"
            if found.outcome is None:
                said = found.trouble or CHANCE_WORDS[found.status]
                yield Item(key, f"{goal.name}, {until}: {said}", (), "chance", found.complete_to)
                continue
            told = found.outcome
            hit = f"{percent_words(told.p_positive)} for {figure(found.target, kpi)}"
            words = (
                f"{goal.name}, {until}: {hit}, expected {kpi_estimate(told, kpi)}, n {told.n} ({told.method}); "
                f"{CHANCE_WORDS[found.status]}{_age(found.stale)}"
            )
            numbers = (
                ("p_hit", told.p_positive), ("expected", told.mean), ("low", told.low), ("high", told.high),
                ("n", float(told.n)), ("target", found.target),
            )  # fmt: skip
            late = found.status in ("behind", "at_risk")
            yield Item(key, words, numbers, "chance, 80 % interval", found.complete_to, urgent=late)
    joint = estimates.joint(made.ws)
    if joint is not None and joint.p is not None and len(joint.goals) > 1:
        said = f"all core goals together ({', '.join(joint.goals)}): {percent_words(joint.p)}{_age(joint.stale)}"
        yield Item("chance/joint", said, (("p_hit", joint.p),), "chance")


def _age(stale: bool) -> str:
    return "; something changed since it was computed" if stale else ""


def figures(made: Context) -> Iterator[Item]:
    """Each goal's KPIs over the period against the same number of days before (T13)."""
    seen: set[tuple[str, str, Kpi]] = set()
    first, last = made.period.first, made.period.last
    span = timedelta(days=made.period.days)
    for goal, aim, _, _ in made.running():
        declared = made.shared.types.get(goal.type)
        for kpi in ([aim] if aim else []) + [kpi for kpi in (declared.kpis if declared else ()) if kpi != aim]:
            if (goal.account, goal.campaign, kpi) in seen:
                continue
            seen.add((goal.account, goal.campaign, kpi))
            found = results.kpi_value(made.ws, kpi, goal.account, first, last, campaign=goal.campaign)
            if found.value is None:
                continue
            before = results.kpi_value(made.ws, kpi, goal.account, first - span, last - span, campaign=goal.campaign)
            moved = f", {figure(before.value, kpi)} in the {made.period.days} days before" if before.value else ""
            base = f", n {found.posts} posts" if found.posts is not None and "posts" in found.source else ""
            campaign = f" · {goal.campaign}" if goal.campaign else ""
            yield Item(
                f"figures/{goal.account}/{kpi.key}{campaign}",
                f"{goal.account}{campaign} {kpi.label}: {figure(found.value, kpi)}{moved}{base}",
                (("value", found.value), ("before", before.value), ("numerator", found.numerator),
                 ("denominator", found.denominator)),
                found.source, found.complete_to,
            )  # fmt: skip


def adjust(made: Context) -> Iterator[Item]:
    """What the adjust rule says of each goal, with its arithmetic; nothing changes until somebody accepts (G30)."""
    for goal, kpi, _, _ in made.running():
        found = estimates.adjustment(made.ws, goal.name)
        if found is not None and kpi is not None:
            yield adjust_item(found, kpi)


def adjust_item(found: Adjustment, kpi: Kpi) -> Item:
    """One proposal in words and figures."""
    words = [f"{found.goal}: {MOVES[found.move]}"]
    for cycle in found.cycles:
        asked = f"{figure(cycle.actual, kpi)} ÷ {figure(cycle.asked, kpi)} = {percent_words(cycle.ratio)}"
        words.append(f"{cycle.first} to {cycle.last}: {asked}")
    if found.fired:
        moved = "at least a tenth above" if found.fired == "raise" else "well below"
        sure = f"{percent_words(found.p)}; {percent_words(found.sure)} are needed"
        words.append(f"the level is {moved} what was asked with {sure}")
    if found.proposed is not None:
        words.append(f"proposed: {figure(found.proposed, kpi)} in place of {figure(found.target, kpi)}")
    words += [
        f"{step.name} {step.now:,.4g}, before {step.before:,.4g}{' (most was lost here)' if step.worst else ''}"
        for step in found.steps
    ]
    words += found.causes
    numbers: list[tuple[str, float | None]] = [("target", found.target), ("proposed", found.proposed), ("p", found.p)]
    for at, cycle in enumerate(found.cycles, 1):
        numbers += [(f"cycle_{at}_asked", cycle.asked), (f"cycle_{at}_actual", cycle.actual)]
    known = found.cycles[-1].last if found.cycles else None
    text = "; ".join(words) + _age(found.stale)
    return Item(f"adjust/{found.goal}", text, tuple(numbers), "G30", known, found.move in ("raise", "analyse"))


def proposals(made: Context) -> tuple[Adjustment, ...]:
    """The proposals that can be accepted."""
    found = (estimates.adjustment(made.ws, goal.name) for goal, _, _, _ in made.running())
    return tuple(one for one in found if one is not None and one.move in ("raise", "analyse"))


def worked(made: Context) -> Iterator[Item]:
    """Which goals of the period worked, month by month, and which want a change (G31)."""
    for goal, kpi, read, trouble in made.running():
        if kpi is None or read is None:
            yield Item(f"goals/{goal.name}", f"{goal.name}: {trouble}", source="G31", urgent=True)
            continue
        rung = read.rung(made.period)
        if rung is None:
            continue
        rung = as_agreed(read, rung, made.period.kind)
        months = [found for month in within("month", made.period.first, made.period.last)
                  if (found := _month(read, month)) is not None]  # fmt: skip
        reached = [month for month in months if month.pace is not None and month.pace >= 1]
        judged = [month for month in months if month.pace is not None]
        words = [f"{goal.name}: {_came(rung, kpi)}", f"{len(reached)} of {len(judged)} months reached"]
        words += [f"{month.label} {figure(month.actual, kpi)} of {figure(month.planned, kpi)}" for month in judged]
        verdict = _verdict(rung, read.thresholds.behind)
        numbers: list[tuple[str, float | None]] = [
            ("target", rung.target), ("planned", rung.planned), ("actual", rung.actual), ("pace", rung.pace),
            ("months_reached", float(len(reached))), ("months", float(len(judged))),
        ]  # fmt: skip
        yield Item(
            f"goals/{goal.name}", "; ".join([*words, verdict]), tuple(numbers), "G31", rung.complete_to,
            urgent=verdict.startswith("it wants"),
        )  # fmt: skip


def _month(read: Reading, month: Period) -> Rung | None:
    rung = read.rung(month)
    return as_agreed(read, rung, "month") if rung is not None and rung.actual is not None else None


def _verdict(rung: Rung, nearly: float) -> str:
    if rung.pace is None:
        return "nothing can be said yet"
    if rung.pace >= 1:
        return "it worked"
    if rung.pace >= nearly:
        return "it nearly worked"
    return "it wants a change: the adjustment below, other content, or another target"
