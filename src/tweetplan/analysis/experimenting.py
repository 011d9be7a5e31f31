"""What an experiment needs before it starts, and what it shows: once it is complete, and not before (G32)."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from tweetplan.domain.estimate import Estimate, likelihood
from tweetplan.domain.experiments import ArmReading, Experiment, ExperimentReading, mature_before
from tweetplan.domain.figures import percent_words
from tweetplan.domain.findings import CheckFailed, Finding, UsageProblem
from tweetplan.domain.kpis import Kpi
from tweetplan.estimate.experiments import (
    LEAST_PAIRS,
    MOST_WEEKS,
    UNEVEN,
    Comparison,
    SampleSize,
    holm,
    log_rates,
    peek,
    sample_size,
    uneven_arms,
    welch,
)
from tweetplan.estimate.normal import Floats
from tweetplan.storage import experiments as stored
from tweetplan.storage import learning
from tweetplan.storage.database import Row
from tweetplan.workspace import experiments
from tweetplan.workspace.core import Workspace, instant_text

WINDOW = timedelta(days=365)
"""The past from which the spread of an account's posts is learnt."""
PACE_WEEKS = 8
LEAST_POSTS = 20
"""Posts with impressions below which the spread is not known."""
PEEK_COST = 1.75
"""Posts that a peek-safe experiment needs for each of a fixed one, to see the same difference four times in five.

Measured on 300 simulated experiments looked at every five pairs: 0.54 at 1, 0.72 at 1.5, 0.81 at 1.75, 0.85 at 2."""


def planned(ws: Workspace, experiment: Experiment) -> tuple[Experiment, SampleSize]:
    """The experiment with the posts and weeks that it needs, at the account's own spread and pace.

    Raises `CheckFailed` when it would take more than 26 weeks, naming the contrast that would fit; `UsageProblem`
    when the account has too few posts to tell.
    """
    wanted = experiments.checked(ws, experiment)
    kpi = experiments.post_kpi(ws, wanted.kpi)
    rows = learning.own_posts(ws.db, wanted.account, instant_text(mature_before(ws.now)))
    recent = [row for row in rows if row["posted_at"] >= instant_text(ws.now - WINDOW)]
    rates = _rates(recent, kpi)
    if len(rates) < LEAST_POSTS:
        raise UsageProblem(
            f"{len(rates)} posts of the last year have impressions and {kpi.label}; {LEAST_POSTS} are needed to know"
            " how much posts differ anyway.",
            "Import more of the past first.",
        )
    spread = float(rates.std(ddof=1))
    since = instant_text(ws.now - timedelta(weeks=PACE_WEEKS))
    pace = sum(row["posted_at"] >= since for row in recent) / PACE_WEEKS
    needs = sample_size(wanted.lift, spread, pace, len(wanted.arms))
    if wanted.peek_safe:
        more = math.ceil(needs.per_arm * PEEK_COST)
        weeks = more * len(wanted.arms) / pace if pace else math.inf
        needs = replace(needs, per_arm=more, weeks=weeks, feasible=weeks <= MOST_WEEKS)
    if not needs.feasible:
        raise CheckFailed(
            f"{wanted.name} would take {_weeks(needs.weeks)}: {needs.per_arm} posts an arm at {pace:.1f} posts a week.",
            _bolder(needs),
            [Finding("G32.too-long", "error", f"More than {MOST_WEEKS} weeks.", "lift", _bolder(needs))],
        )
    return replace(wanted, per_arm=needs.per_arm, weeks=needs.weeks, spread=spread), needs


def _bolder(needs: SampleSize) -> str:
    if needs.smallest_lift > 10:
        return "At this pace no contrast can be shown: post more often first, or ask something else."
    return (
        f"In {MOST_WEEKS} weeks a difference of {percent_words(needs.smallest_lift, signed=True)} could be seen:"
        " choose a bolder contrast, or fewer arms."
    )


def _weeks(weeks: float) -> str:
    return f"{weeks:.0f} weeks" if math.isfinite(weeks) else "for ever (nothing was posted lately)"


def _rates(rows: Sequence[Row], kpi: Kpi) -> Floats:
    """The log rates of the posts that have impressions and the KPI's figures."""
    pairs = [(_earned(row, kpi), row["impressions"]) for row in rows]
    known = [(earned, shown) for earned, shown in pairs if earned is not None and shown]
    return log_rates(np.array([pair[0] for pair in known], float), np.array([pair[1] for pair in known], float))


def _earned(row: Row, kpi: Kpi) -> float | None:
    """What a post earned of the KPI: the sum that its formula names; None where nothing of it is known."""
    known = [row[measure] for measure in kpi.formula.plus if row[measure] is not None]
    return float(sum(known)) if known else None


def reading(ws: Workspace, name: str) -> ExperimentReading:
    """What an experiment shows now; figures only once it is complete, or if it was registered as peek-safe."""
    experiment = experiments.get(ws, name)
    kpi = experiments.post_kpi(ws, experiment.kpi)
    guard = experiments.post_kpi(ws, experiment.guard) if experiment.guard else None
    measures = {"impressions", *kpi.formula.plus, *(guard.formula.plus if guard else ())}
    rows = stored.outcomes(ws.db, experiment.id, sorted(measures), instant_text(mature_before(ws.now)))
    arms = {arm: [row for row in rows if row["arm"] == arm] for arm in experiment.arms}
    rates = {arm: _rates([row for row in mine if row["ref"]], kpi) for arm, mine in arms.items()}
    complete = bool(experiment.per_arm) and all(len(held) >= experiment.per_arm for held in rates.values())
    readable = complete or experiment.peek_safe
    found = _compared(experiment, rows, kpi, rates) if readable else {}
    guards = _guards(experiment, arms, guard, complete) if guard else {}
    verdicts = (
        {arm: held.significant for arm, held in found.items()}
        if experiment.peek_safe
        else holm({arm: held.p_value for arm, held in found.items()})
    )
    told = tuple(
        ArmReading(
            arm,
            len(arms[arm]),
            len(rates[arm]),
            float(np.exp(rates[arm].mean())) if readable and len(rates[arm]) else None,
            found[arm].lift if arm in found else None,
            found[arm].p_value if arm in found else None,
            verdicts.get(arm, False),
            guards.get(arm),
        )
        for arm in experiment.arms
    )
    uneven = uneven_arms([len(rates[arm]) for arm in experiment.arms])
    made = ExperimentReading(experiment.id, told, complete, bool(found), uneven, as_of=instant_text(ws.now))
    return replace(made, words=tuple(_words(experiment, made)))


def _compared(experiment: Experiment, rows: Sequence[Row], kpi: Kpi, rates: dict[str, Floats]) -> dict[str, Comparison]:
    """Each further arm against the first: pairs while it may be peeked at, Welch when it is complete."""
    usual, *others = experiment.arms
    found: dict[str, Comparison] = {}
    for arm in others:
        if experiment.peek_safe:
            seen = peek(_differences(rows, kpi, usual, arm), experiment.per_arm, 0.05 / len(others))
            if seen is not None:
                found[arm] = seen
        elif min(len(rates[usual]), len(rates[arm])) >= 2:
            found[arm] = welch(rates[usual], rates[arm])
    return found


def _differences(rows: Sequence[Row], kpi: Kpi, usual: str, arm: str) -> Floats:
    """For each group in which both went out, the second's log rate less the first's, in order of time."""
    by_pair: dict[int, dict[str, float]] = {}
    for row in rows:
        rate = _rates([row] if row["ref"] else [], kpi)
        if len(rate):
            by_pair.setdefault(row["pair"], {})[row["arm"]] = float(rate[0])
    return np.array([held[arm] - held[usual] for _, held in sorted(by_pair.items()) if usual in held and arm in held])


def _guards(experiment: Experiment, arms: dict[str, list[Row]], guard: Kpi, complete: bool) -> dict[str, Estimate]:
    """Each further arm's lift on the guard-rail KPI, once the experiment is complete."""
    if not complete:
        return {}
    rates = {arm: _rates([row for row in mine if row["ref"]], guard) for arm, mine in arms.items()}
    usual, *others = experiment.arms
    return {arm: welch(rates[usual], rates[arm]).lift for arm in others if min(len(rates[usual]), len(rates[arm])) > 1}


def _words(experiment: Experiment, made: ExperimentReading) -> list[str]:
    """What may be said, in words: what is missing, what holds, what does not, and what cannot be trusted."""
    told: list[str] = []
    if made.uneven < UNEVEN:
        told.append(
            "The arms are more uneven than chance makes them: something else chose which posts went out; trust nothing."
        )
    missing = [f"{max(experiment.per_arm - arm.counted, 0)} of {arm.arm}" for arm in made.arms]
    if not made.complete:
        told.append(f"Still to come: {', '.join(missing)} ({experiment.per_arm} each).")
        if experiment.peek_safe and not made.readable:
            told.append(f"Nothing can be said before {LEAST_PAIRS} pairs.")
        elif not experiment.peek_safe:
            told.append("It is read once, when it is complete.")
    return [*told, *(sentence for arm in made.arms[1:] for sentence in _arm_words(experiment, arm))]


def _arm_words(experiment: Experiment, arm: ArmReading) -> list[str]:
    if arm.lift is None:
        return []
    usual = experiment.arms[0]
    lift = arm.lift
    span = f"{percent_words(lift.low, signed=True)} to {percent_words(lift.high, signed=True)}"
    figures = f"{percent_words(lift.mean, signed=True)} ({span}, n {lift.n})"
    if arm.holds:
        better = "better" if lift.mean > 0 else "worse"
        told = [f"{arm.arm} does {better} than {usual}: {figures} {experiment.kpi.replace('_', ' ')}."]
    else:
        sure = likelihood(lift.p_positive)
        lean = f" It {sure} leans to {arm.arm}." if sure in ("likely", "probably") else ""
        told = [f"No difference between {arm.arm} and {usual} was shown: {figures}.{lean}"]
    if arm.guard is not None and arm.guard.p_positive <= 0.1:
        fell = f"{percent_words(arm.guard.mean, signed=True)}, n {arm.guard.n}"
        told.append(f"But {experiment.guard.replace('_', ' ')} fell with {arm.arm}: {fell}.")
    return told
