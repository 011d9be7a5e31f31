"""The bench: how well the estimates do on an account's own past, beside what is usual. Needs no workspace."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tweetplan.analysis.bench_posts import BenchAccount
from tweetplan.analysis.bench_trials import (
    AdjustTrial,
    ArmsTrial,
    ChanceTrial,
    LiftTrial,
    TimingTrial,
    adjust_trial,
    arms_trial,
    chance_trial,
    earlier_timing,
    lift_trial,
    timing_trial,
)
from tweetplan.estimate.timing import pooled


@dataclass(frozen=True)
class BenchResult:
    """All trials of one account."""

    account: str
    timing: TimingTrial
    chance: ChanceTrial
    adjust: AdjustTrial
    arms: ArmsTrial
    lift: LiftTrial


def bench(accounts: Sequence[BenchAccount], zone: str = "UTC") -> tuple[BenchResult, ...]:
    """Run every trial on every account; the slots of each start from those of the others, as a team's would."""
    told = [account.learnt(zone) for account in accounts]
    alone = [earlier_timing(each) for each in told]
    found = []
    for at, account in enumerate(accounts):
        others = [each for place, each in enumerate(alone) if place != at and each.verdict != "none"]
        learnt_before = earlier_timing(told[at], pooled(others)) if others else alone[at]
        found.append(
            BenchResult(
                account.handle,
                timing_trial(told[at], learnt_before),
                chance_trial(account),
                adjust_trial(account),
                arms_trial(account),
                lift_trial(account),
            )
        )
    return tuple(found)


def bench_json(results: Sequence[BenchResult]) -> dict[str, Any]:
    """The figures over all accounts as `bench --json` prints them, and under `accounts` those of each."""
    return {**_figures(results), "accounts": [{"account": each.account, **_figures([each])} for each in results]}


def _figures(results: Sequence[BenchResult]) -> dict[str, Any]:
    return {
        "timing": _timing([each.timing for each in results]),
        "chance": _chance([each.chance for each in results]),
        "adjust": {
            "fired": sum(each.adjust.fired for each in results),
            "fired_ungated": sum(each.adjust.fired_ungated for each in results),
            "periods": sum(each.adjust.periods for each in results),
        },
        "ab": _arms([each.arms for each in results]),
        "lift": _lift([each.lift for each in results]),
    }


def _timing(trials: Sequence[TimingTrial]) -> dict[str, Any]:
    """Means over the accounts; the verdict they share, else `mixed`."""
    verdicts = {trial.verdict for trial in trials}
    return {
        "rho": _mean(trial.rho for trial in trials),
        "rho_heatmap": _mean(trial.rho_heatmap for trial in trials),
        "skill": _mean(trial.skill for trial in trials),
        "verdict": verdicts.pop() if len(verdicts) == 1 else "mixed" if verdicts else "none",
        "posts": sum(trial.posts for trial in trials),
    }


def _chance(trials: Sequence[ChanceTrial]) -> dict[str, Any]:
    weeks = sorted({mark for trial in trials for mark in trial.ours})
    by_week = {
        mark: {
            "brier": _mean(error for trial in trials for error in trial.ours.get(mark, ())),
            "brier_run_rate": _mean(error for trial in trials for error in trial.run_rate.get(mark, ())),
        }
        for mark in weeks
    }
    return {
        "brier": _mean(error for trial in trials for errors in trial.ours.values() for error in errors),
        "brier_run_rate": _mean(error for trial in trials for errors in trial.run_rate.values() for error in errors),
        "coverage": _mean(float(held) for trial in trials for held in trial.inside),
        "forecasts": sum(len(errors) for trial in trials for errors in trial.ours.values()),
        "by_week": by_week,
    }


def _arms(trials: Sequence[ArmsTrial]) -> dict[str, Any]:
    """Counts; those of the z-test are over `trials_z`, the accounts whose exports have impressions."""
    rated = [trial for trial in trials if trial.false_positives_z is not None]
    return {
        "false_positives": sum(trial.false_positives for trial in trials),
        "false_positives_z": sum(trial.false_positives_z or 0 for trial in rated) if rated else None,
        "trials": sum(trial.trials for trial in trials),
        "trials_z": sum(trial.trials for trial in rated),
    }


def _lift(trials: Sequence[LiftTrial]) -> dict[str, Any]:
    cells: Mapping[str, Iterable[float]] = {
        "rmse": [error for trial in trials for error in trial.ours],
        "rmse_zero": [error for trial in trials for error in trial.zero],
        "rmse_naive": [error for trial in trials for error in trial.naive],
    }
    roots = {name: math.sqrt(mean) if (mean := _mean(errors)) is not None else None for name, errors in cells.items()}
    return {**roots, "cells": sum(len(trial.ours) for trial in trials)}


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
