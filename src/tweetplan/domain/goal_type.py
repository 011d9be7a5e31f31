"""A goal type is a class whose attributes are declarations; pluggy only carries it in (DESIGN: the hook surface)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, ClassVar

from tweetplan.domain.cadence import TaskTemplate
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.measures import Measure
from tweetplan.domain.mix import MixRule
from tweetplan.domain.timing import Timing, spread


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A figure to start from before there is own history (G29), with its source in words."""

    kpi: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a goal with a mix of its own: `last(days=7, mix=…)`."""

    days: int
    at: str = "last"
    mix: tuple[MixRule, ...] = ()


def last(days: int, mix: Iterable[MixRule] = ()) -> Phase:
    """The last `days` of the goal."""
    return Phase(days, "last", tuple(mix))


def first(days: int, mix: Iterable[MixRule] = ()) -> Phase:
    """The first `days` of the goal."""
    return Phase(days, "first", tuple(mix))


@dataclass(frozen=True, slots=True)
class Shape:
    """How the target curve climbs when nothing else is known: evenly, late (most at the end), or early."""

    kind: str = "even"


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
    measures: ClassVar[tuple[Measure, ...]] = ()
    kpis: ClassVar[tuple[Kpi, ...]] = ()
    mix: ClassVar[tuple[MixRule, ...]] = ()
    tasks: ClassVar[tuple[TaskTemplate, ...]] = ()
    benchmarks: ClassVar[tuple[Benchmark, ...]] = ()
    timing: ClassVar[Timing] = spread()
    phases: ClassVar[tuple[Phase, ...]] = ()
    curve: ClassVar[Shape] = even()

    class Params:
        """Own fields of a goal of this type: replace by a frozen dataclass with typed, documented fields."""

    @classmethod
    def check(cls, goal: Goal) -> Iterable[Finding]:
        """Findings about one goal of this type beyond what every goal is checked for."""
        return ()


@dataclass(frozen=True, slots=True)
class OwnField:
    """One own field of a goal type: how it is called, what it holds, whether it must be given."""

    name: str
    type: str
    """`text`, `integer`, `number`, `date` or `yes/no`."""
    required: bool = True
    default: object = None
    help: str = ""


@dataclass(frozen=True, slots=True)
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


_FIELD_TYPES: dict[object, str] = {
    str: "text", int: "integer", float: "number", date: "date", bool: "yes/no",
    "str": "text", "int": "integer", "float": "number", "date": "date", "bool": "yes/no",
    "datetime.date": "date",
}  # fmt: skip


def own_fields(params: type) -> tuple[OwnField, ...]:
    """The fields of a `Params` dataclass as values; a type that no form can show raises `TypeError` naming the field."""
    if not is_dataclass(params):
        return ()
    found = []
    for entry in fields(params):
        kind = _FIELD_TYPES.get(entry.type)
        if kind is None:
            raise TypeError(f"field {entry.name!r} has type {entry.type!r}; use str, int, float, bool or date")
        absent: Any = entry.default
        required = absent is entry.default_factory  # both MISSING: no default at all
        found.append(
            OwnField(entry.name, kind, required, None if required else absent, str(entry.metadata.get("help", "")))
        )
    return tuple(found)


def declare(goal_type: type[GoalType], plugin: str = "", version: str = "") -> Declaration:
    """The declaration of a goal type class."""
    summary = (goal_type.__doc__ or "").strip().splitlines()
    return Declaration(
        key=goal_type.key,
        title=goal_type.title or goal_type.key,
        summary=summary[0] if summary else "",
        measures=tuple(goal_type.measures),
        kpis=tuple(goal_type.kpis),
        mix=tuple(goal_type.mix),
        tasks=tuple(goal_type.tasks),
        benchmarks=tuple(goal_type.benchmarks),
        timing=goal_type.timing,
        phases=tuple(goal_type.phases),
        curve=goal_type.curve,
        fields=own_fields(goal_type.Params),
        plugin=plugin,
        version=version,
    )
