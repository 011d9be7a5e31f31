"""Experiments on posts (G32): what is compared, which slots got which arm, and what was read of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from tweetplan.domain.estimate import Estimate
from tweetplan.domain.lifecycle import Lifecycle, Move, Stage
from tweetplan.domain.periods import containing
from tweetplan.domain.posts import Slot
from tweetplan.domain.values import frozen

Axis = Literal["text", "format", "topic", "intent", "cta", "time"]
AXES: tuple[Axis, ...] = ("text", "format", "topic", "intent", "cta", "time")
ON_SLOT = ("format", "topic", "intent")
"""The axes whose arm is written on the slot itself."""
MOST_ARMS = 4
MATURE = timedelta(hours=48)
"""A post is counted when it has been out for so long: X shows it to others for two days."""

EXPERIMENT = Lifecycle(
    "experiment",
    stages=(
        Stage("planned", "planned"),
        Stage("running", "running", patience=timedelta(weeks=26)),
        Stage("decided", "decided"),
        Stage("stopped", "stopped"),
        Stage("dropped", "dropped"),
    ),
    moves=(
        Move("assign", ("planned", "running"), "running", guards=("free_slots",), said="given its slots"),
        Move("decide", ("running",), "decided", guards=("complete",), said="decided"),
        Move("stop", ("running",), "stopped", said="stopped before it was complete"),
        Move("drop", ("planned",), "dropped", said="dropped"),
    ),
)
"""Planned → running → decided; stopped early it has no verdict, and never gets one."""


@frozen
class Experiment:
    """One question, put before any post of it goes out."""

    id: str
    name: str
    account: str
    kpi: str
    """The KPI compared: one whose figures each post has."""
    arms: tuple[str, ...]
    """The first is what is usual; the others are each compared with it."""
    axis: Axis = "text"
    lift: float = 0.30
    """The least difference worth finding: 0.3 is +30 %."""
    guard: str = ""
    """A KPI that must not fall while the first rises."""
    peek_safe: bool = False
    """Whether it may be read at any time, at the price of more posts; else only when it is complete."""
    state: str = "planned"
    per_arm: int = 0
    """Posts that each arm needs."""
    weeks: float = 0.0
    """How long that takes at the account's present pace."""
    spread: float = 0.0
    """The standard deviation of the account's log rates that `per_arm` rests on."""
    seed: int = 0
    """What the coins were flipped with."""
    made_by: str = ""
    made_at: str = ""
    verdict: str = ""
    """In words, once it is decided."""
    version: int = 0


@frozen
class Unit:
    """One slot of an experiment: its group of like slots, and the arm that the coin gave it."""

    id: str
    experiment: str
    pair: int
    arm: str
    slot: str
    post: str = ""
    version: int = 0


@frozen
class ArmReading:
    """One arm as it stands."""

    arm: str
    assigned: int
    counted: int
    """Posts that are out, matched and mature."""
    mean: float | None = None
    """The typical rate: the KPI per impression, as the exponential of the mean log rate."""
    lift: Estimate | None = None
    """Over the first arm; None for the first, and while it may not be read."""
    p_value: float | None = None
    holds: bool = False
    """Whether the difference holds, all arms looked at together (Holm)."""
    guard: Estimate | None = None
    """The same on the guard-rail KPI."""


@frozen
class ExperimentReading:
    """What an experiment shows at a moment, and in words what may be said."""

    id: str
    arms: tuple[ArmReading, ...]
    complete: bool
    """Whether every arm has the posts it needs."""
    readable: bool
    uneven: float = 1.0
    """The probability of arms as uneven as these by chance."""
    words: tuple[str, ...] = ()
    as_of: str = ""
    made_at: str = ""
    """When it was stored, as an instant in UTC; empty for one read now."""
    stale: bool = False
    """Whether results or the experiment changed since it was stored."""


def groups_of(slots: Iterable[Slot], arms: int) -> tuple[tuple[Slot, ...], ...]:
    """Like slots in groups of one for each arm: of the same week, and as near in the time of day as can be.

    What is left over in a week stays out, so that each arm has a slot in every group.
    """
    by_week: dict[str, list[Slot]] = {}
    for slot in slots:
        by_week.setdefault(containing("week", slot.day).label, []).append(slot)
    found = []
    for week in sorted(by_week):
        alike = sorted(by_week[week], key=lambda slot: (slot.topic, slot.time, slot.day, slot.id))
        found += [tuple(alike[at : at + arms]) for at in range(0, len(alike) - arms + 1, arms)]
    return tuple(sorted(found, key=lambda group: min(slot.at for slot in group)))


def mature_before(now: datetime) -> datetime:
    """Posts up to this instant are counted."""
    return now - MATURE
