"""What meetings work with and leave behind: agendas, attendance, decisions, insights, reports (T08, T14, G31)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from tweetplan.domain.lifecycle import Lifecycle, Move, Stage
from tweetplan.domain.rhythm import Sitting
from tweetplan.domain.values import frozen

DecisionKind = Literal["decision", "insight", "change"]
"""`insight`: what the figures taught; `change`: what changed on the platform."""
DECISION_KINDS: tuple[DecisionKind, ...] = ("decision", "insight", "change")


@frozen
class Item:
    """One line of an agenda: words with the figures in them, where they are from, and how far they are known."""

    key: str
    """Stays the same when the figures change: `pace/leads-2026`."""
    text: str
    figures: tuple[tuple[str, float | None], ...] = ()
    """The same figures by name, as numbers."""
    source: str = ""
    """The rule or the store it is from, in words."""
    complete_to: date | None = None
    urgent: bool = False


@frozen
class Section:
    """One part of an agenda; without items `empty` says why."""

    key: str
    title: str
    items: tuple[Item, ...]
    empty: str = ""


@frozen
class Place:
    """When a meeting is for one member: the time on their own clock, and whether they are at work then."""

    login: str
    zone: str
    at: str
    """`2026-03-30 09:15` on the member's clock."""
    at_work: bool | None
    """None where no hours are stored."""
    wanted: bool
    """Whether the meeting asks for one of their roles."""


@frozen
class Review:
    """A meeting that was held, or that the team let pass."""

    id: str
    """The meeting and its period: `data 2026-W12`, so that nobody holds it twice."""
    kind: str
    period: str
    held_at: str
    state: Literal["held", "skipped"]
    attendance: tuple[str, ...] = ()
    notes: str = ""
    by: str = ""
    agenda: str = ""
    """The agenda with its figures as they stood when it was held, as Markdown."""
    version: int = 0


@frozen
class Voice:
    """What one person says to an open decision, in writing."""

    login: str
    at: str
    option: str
    reason: str = ""


@frozen
class Decision:
    """A decision, an insight, or a change of the platform; an open one waits for its deadline (T14, T22, T24)."""

    id: str
    kind: DecisionKind
    text: str
    reason: str = ""
    options: tuple[str, ...] = ()
    deadline: str = ""
    """A day; empty where there is none."""
    owner: str = ""
    review: str = ""
    """The id of the meeting it came from; empty: taken in writing."""
    login: str = ""
    at: str = ""
    state: str = "open"
    task: str = ""
    """The task that was made of it."""
    outcome: str = ""
    decided_by: str = ""
    decided_at: str = ""
    voices: tuple[Voice, ...] = ()
    mix: str = ""
    """The soft budget that was made of it: `@acme format video 0.40`."""
    version: int = 0


DECISION = Lifecycle(
    "decision",
    stages=(Stage("open", "open"), Stage("decided", "decided"), Stage("dropped", "dropped")),
    moves=(
        Move("decide", ("open",), "decided", guards=("an_option",), said="decided"),
        Move("drop", ("open",), "dropped", said="dropped"),
        Move("reopen", ("decided", "dropped"), "open", said="opened again"),
    ),
)
"""A decision is open until somebody says what it is, or that it is no longer needed."""


@frozen
class StageWork:
    """One stage of a report: whose, until when, and what shows that it was done."""

    stage: str
    owner: str = ""
    due: str = ""
    evidence: str = ""
    by: str = ""
    at: str = ""


@frozen
class Report:
    """A report on its way from the figures to what the team learnt of it (T08)."""

    id: str
    title: str
    period: str
    stage: str
    work: tuple[StageWork, ...]
    """One for each stage that somebody works in, in order."""
    version: int = 0

    @property
    def now(self) -> StageWork | None:
        """The stage it is in; None when it is finished."""
        return next((one for one in self.work if one.stage == self.stage), None)


REPORT = Lifecycle(
    "report",
    stages=(
        Stage("collect", "being collected", timedelta(days=2), "analyst"),
        Stage("analyse", "being analysed", timedelta(days=2), "analyst"),
        Stage("present", "to be presented", timedelta(days=3), "strategist"),
        Stage("retrospective", "looked back on", timedelta(days=7), "strategist"),
        Stage("done", "finished"),
        Stage("dropped", "dropped"),
    ),
    moves=(
        Move("next", ("collect",), "analyse", guards=("evidence",), said="collected"),
        Move("next", ("analyse",), "present", guards=("evidence",), said="analysed"),
        Move("next", ("present",), "retrospective", guards=("evidence",), said="presented"),
        Move("next", ("retrospective",), "done", guards=("evidence",), said="looked back on"),
        Move("back", ("analyse",), "collect", said="sent back"),
        Move("back", ("present",), "analyse", said="sent back"),
        Move("drop", ("collect", "analyse", "present", "retrospective"), "dropped", said="dropped"),
    ),
)
"""Collect → analyse → present → retrospective (T08); each step forward shows its evidence."""
WORKED = tuple(stage.key for stage in REPORT.stages if stage.patience is not None)
"""The stages that somebody works in."""


@frozen
class Agenda:
    """A meeting's agenda at one moment, every figure filled in."""

    sitting: Sitting
    made_at: datetime
    places: tuple[Place, ...]
    sections: tuple[Section, ...]
    review: Review | None = None
    """How it was held, where it was."""

    @property
    def items(self) -> Iterator[Item]:
        """Every item, section by section."""
        return (item for section in self.sections for item in section.items)

    def section(self, key: str) -> Section | None:
        """The section of this key."""
        return next((one for one in self.sections if one.key == key), None)
