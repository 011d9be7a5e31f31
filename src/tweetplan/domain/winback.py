"""A win-back programme: diagnose, activate, retain (W02), its hold-out, and what it showed after a full cycle (W16)."""

import math
from datetime import date, timedelta

from tweetplan.domain.estimate import Estimate
from tweetplan.domain.lifecycle import Lifecycle, Move, Stage
from tweetplan.domain.values import frozen

PROGRAMME = Lifecycle(
    "win-back programme",
    stages=(
        Stage("diagnosing", "looking for the cause", patience=timedelta(weeks=2), next_role="analyst"),
        Stage("activating", "winning back", patience=timedelta(weeks=8), next_role="community_manager"),
        Stage("retaining", "keeping", patience=timedelta(weeks=13), next_role="community_manager"),
        Stage("closed", "closed"),
        Stage("stopped", "stopped"),
    ),
    moves=(
        Move("activate", ("diagnosing",), "activating", guards=("cohort",), said="activated"),
        Move("judge", ("activating",), "retaining", guards=("full_cycle",), said="judged"),
        Move("close", ("retaining",), "closed", said="closed"),
        Move("stop", ("diagnosing", "activating", "retaining"), "stopped", said="stopped without a verdict"),
    ),
)
"""Judged no sooner than after the first week of the cycle's band, due by its last (W16)."""
Z80 = 1.2815515655446004


@frozen
class Cohort:
    """Who the programme is about: those that may be invited, and those left alone by lot."""

    invited: tuple[str, ...] = ()
    held_out: tuple[str, ...] = ()


@frozen
class Programme:
    """One win-back programme of an account."""

    id: str
    account: str
    state: str
    started: str
    """The day it began."""
    ended: str = ""
    activated: str = ""
    """The day the cohort was drawn; the cycle counts from here."""
    cause: str = ""
    """What the diagnosis said, in the words of that day."""
    cohort: Cohort = Cohort()
    seed: int = 0
    verdict: str = ""
    version: int = 0


@frozen
class Groups:
    """Who came back of both groups by a day, and the difference that the programme made."""

    invited: int
    invited_back: int
    held_out: int
    held_out_back: int
    known_to: str
    lift: Estimate | None
    """Difference of the shares that came back; None while a group has nobody."""


def difference(back: int, n: int, other_back: int, other_n: int) -> Estimate | None:
    """The difference of two shares with its 80 % interval (Agresti and Caffo: one success and one failure added)."""
    if not n or not other_n:
        return None
    first, second = (back + 1) / (n + 2), (other_back + 1) / (other_n + 2)
    sd = math.sqrt(first * (1 - first) / (n + 2) + second * (1 - second) / (other_n + 2))
    mean = first - second
    better = 0.5 * (1 + math.erf(mean / sd / math.sqrt(2))) if sd else 0.5
    return Estimate(mean, mean - Z80 * sd, mean + Z80 * sd, n + other_n, better, "difference of shares, Agresti–Caffo",
                    "since the cohort was drawn")  # fmt: skip


def verdict_words(groups: Groups) -> str:
    """What the programme showed, in a sentence that claims no more than the interval."""
    shares = f"{groups.invited_back} of {groups.invited} came back, {groups.held_out_back} of {groups.held_out} unaided"
    if groups.lift is None:
        return f"{shares}: there is no hold-out to compare with, so nothing can be said of the programme."
    lift = groups.lift
    span = f"{lift.mean * 100:+.0f} points [{lift.low * 100:+.0f} to {lift.high * 100:+.0f}, 80 %]"
    if lift.low > 0:
        return f"{shares}: {span}. It brought people back."
    if lift.high < 0:
        return f"{shares}: {span}. Fewer came back than unaided: stop inviting."
    return f"{shares}: {span}. No difference can be told from chance."


def week_of(activated: str, day: date) -> int:
    """In which week of the cycle a day lies, from 1."""
    return (day - date.fromisoformat(activated)).days // 7 + 1


def judged_from(activated: str, weeks: float) -> date:
    """The first day on which a verdict may be read: after so many full weeks."""
    return date.fromisoformat(activated) + timedelta(weeks=weeks)
