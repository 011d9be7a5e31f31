"""A goal type is a class whose attributes are declarations; pluggy only carries it in (DESIGN: the hook surface)."""

from collections.abc import Iterable
from dataclasses import field
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from tweetplan.domain.cadence import TaskTemplate
from tweetplan.domain.codec import plain, restored
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.measures import Measure
from tweetplan.domain.mix import MixRule
from tweetplan.domain.own_fields import OwnField, own_fields
from tweetplan.domain.timing import Timing, spread
from tweetplan.domain.values import frozen

if TYPE_CHECKING:
    from tweetplan.domain.recommendations import Recommendation
    from tweetplan.domain.situation import Situation

T = TypeVar("T")
MOST_DECLARED = 200
"""How many measures, KPIs, rules, tasks … one goal type may declare; a generator without end is cut here."""


@frozen
class Benchmark:
    """A figure to start from before there is own history (G29), and its source in words; None where none is named."""

    kpi: str
    value: float | None = None
    """A ratio or growth as 0–1, a duration in seconds, else in the KPI's unit. None: the account's own history."""
    source: str = "own history"


@frozen
class Phase:
    """A stretch of a goal with a mix of its own: `last(days=7, mix=…)`."""

    days: int
    at: Literal["first", "last"] = "last"
    mix: tuple[MixRule, ...] = ()

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"a phase lasts at least one day, not {self.days}")


def last(days: int, mix: Iterable[MixRule] = ()) -> Phase:
    """The last `days` of the goal."""
    return Phase(days, "last", tuple(mix))


def first(days: int, mix: Iterable[MixRule] = ()) -> Phase:
    """The first `days` of the goal."""
    return Phase(days, "first", tuple(mix))


@frozen
class Shape:
    """How the target curve climbs when nothing else is known: evenly, late (most at the end), or early."""

    kind: Literal["even", "late", "early"] = "even"


def even() -> Shape:
    """The same on every day of equal weight."""
    return Shape("even")


def late() -> Shape:
    """Little at first, most towards the end (an event)."""
    return Shape("late")


def early() -> Shape:
    """Most at first (a launch)."""
    return Shape("early")


class GoalType:
    """The base of every goal type. Override the attributes; the words for them are in `tweetplan.api`."""

    key: ClassVar[str] = ""
    """A lower_snake word, unique over all installed plugins."""
    title: ClassVar[str] = ""
    """What people read; the class's docstring says in a sentence what the goal type is for."""
    measures: ClassVar[tuple[Measure, ...]] = ()
    """Quantities beyond X's own that its KPIs are made of."""
    kpis: ClassVar[tuple[Kpi, ...]] = ()
    """The numbers that a goal of this type can be about; the KPIs that every account has can be chosen too."""
    mix: ClassVar[tuple[MixRule, ...]] = ()
    """What shares the account's posts should have while such a goal runs."""
    tasks: ClassVar[tuple[TaskTemplate, ...]] = ()
    """The work that such a goal asks for, week after week."""
    benchmarks: ClassVar[tuple[Benchmark, ...]] = ()
    """Where a first target may come from (G29)."""
    timing: ClassVar[Timing] = spread()
    """When its posts should go out, or its people be there (G22)."""
    phases: ClassVar[tuple[Phase, ...]] = ()
    """Stretches at the start or the end with a mix of their own."""
    curve: ClassVar[Shape] = even()
    """How the target climbs where no anchor says more."""

    class Params:
        """Own fields of a goal of this type: a frozen dataclass; `metadata={"help": …}` says what a field is for."""

    @classmethod
    def check(cls, goal: Goal) -> Iterable[Finding]:
        """Findings about one goal of this type beyond what every goal is checked for."""
        return ()

    @classmethod
    def advise(cls, goal: Goal, situation: "Situation") -> Iterable["Recommendation"]:
        """What should be done next for one goal of this type; effects come from figures of the situation."""
        return ()


@frozen
class Declaration:
    """Everything a goal type declares, as a value that can be stored; the code stays in the plugin."""

    key: str
    title: str
    summary: str = ""
    measures: tuple[Measure, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    mix: tuple[MixRule, ...] = ()
    tasks: tuple[TaskTemplate, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    timing: Timing = field(default_factory=spread)
    phases: tuple[Phase, ...] = ()
    curve: Shape = field(default_factory=even)
    fields: tuple[OwnField, ...] = ()
    plugin: str = ""
    """The distribution that brought it, and its version."""
    version: str = ""

    def kpi(self, key: str) -> Kpi | None:
        """The declared KPI of that key."""
        return next((kpi for kpi in self.kpis if kpi.key == key), None)

    def measure(self, key: str) -> Measure | None:
        """The declared measure of that key."""
        return next((measure for measure in self.measures if measure.key == key), None)


def declare(goal_type: type[GoalType], plugin: str = "", version: str = "") -> Declaration:
    """The declaration of a goal type class, exactly as it will come back from the store.

    Raises `TypeError` or `ValueError` naming the attribute or field that is not what it should be.
    """
    summary = (goal_type.__doc__ or "").strip().splitlines()
    made = Declaration(
        key=goal_type.key,
        title=goal_type.title or goal_type.key,
        summary=summary[0] if summary else "",
        measures=_several(goal_type, "measures", Measure),
        kpis=_several(goal_type, "kpis", Kpi),
        mix=_several(goal_type, "mix", MixRule),
        tasks=_several(goal_type, "tasks", TaskTemplate),
        benchmarks=_several(goal_type, "benchmarks", Benchmark),
        timing=_one(goal_type, "timing", Timing),
        phases=_several(goal_type, "phases", Phase),
        curve=_one(goal_type, "curve", Shape),
        fields=own_fields(goal_type.Params),
        plugin=plugin,
        version=version,
    )
    return restored(Declaration, plain(made))


def _several(goal_type: type[GoalType], name: str, kind: type[T]) -> tuple[T, ...]:
    given: Any = getattr(goal_type, name)
    if isinstance(given, kind):
        raise TypeError(f"{name} is one {kind.__name__}, not several; write `{name} = (…,)` with the comma")
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise TypeError(f"{name} holds {kind.__name__} values, not {given!r}")
    found = tuple(islice(given, MOST_DECLARED + 1))
    if len(found) > MOST_DECLARED:
        raise ValueError(f"{name} has more than {MOST_DECLARED} entries")
    for entry in found:
        if not isinstance(entry, kind):
            raise TypeError(f"{name} holds {kind.__name__} values, not {entry!r}")
    return found


def _one(goal_type: type[GoalType], name: str, kind: type[T]) -> T:
    given: Any = getattr(goal_type, name)
    if not isinstance(given, kind):
        raise TypeError(f"{name} is a {kind.__name__}, not {given!r}")
    return given
