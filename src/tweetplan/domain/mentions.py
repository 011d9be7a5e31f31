"""Mentions: what one can be, how soon it is to be answered, and where it stands (C04, C05, G13)."""

from math import log10
from typing import Literal

from tweetplan.domain.values import frozen

Label = Literal["support", "sales", "influencer", "praise", "abuse", "spam", "crisis", "other"]
LABELS: tuple[Label, ...] = ("support", "sales", "influencer", "praise", "abuse", "spam", "crisis", "other")
URGENCY: dict[str, int] = {
    "crisis": 60, "support": 45, "sales": 40, "influencer": 40, "praise": 20, "other": 10, "spam": 0, "abuse": 0,
}  # fmt: skip
"""Points of a label, of 100: a crisis first, then who needs an answer or wants to buy; hate last (C05)."""
MOST_REACH, MOST_ACTIVITY, MOST_AGE = 25, 5, 10
LOWEST = ("spam", "abuse")
VALUED = frozenset({"influencer", "influencers", "vip", "high value", "high_value", "inner circle", "inner_circle"})
"""Segments whose people come before others of the same reach (W08)."""
VALUED_REACH = 100_000
SATISFIED = 4
"""From this answer of 1 to 5 on a customer counts as satisfied (G13)."""


@frozen
class Priority:
    """0 to 100, the sum of its parts (C04): reach, activity, urgency of the label, and how long it has waited."""

    reach: int
    activity: int
    urgency: int
    age: int

    @property
    def total(self) -> int:
        """The parts added up."""
        return self.reach + self.activity + self.urgency + self.age


def priority(
    label: str, *, followers: int = 0, mentions: int = 1, hours: float = 0.0, answered: bool = False
) -> Priority:
    """How soon a mention is to be answered: `mentions` by its author in view, `hours` since it was written.

    What was answered, spam and abuse wait for nobody: only their label counts, or nothing.
    """
    if answered or label in LOWEST:
        return Priority(0, 0, 0, 0)
    reach = min(MOST_REACH, round(MOST_REACH * log10(1 + max(0, followers)) / 6))
    activity = min(MOST_ACTIVITY, max(0, mentions - 1))
    return Priority(reach, activity, URGENCY[label], min(MOST_AGE, int(max(0.0, hours) / 24 * MOST_AGE)))


@frozen
class Mention:
    """One imported mention as it stands: the file's times, else what the team stamped, else our own imported reply."""

    account: str
    ref: str
    author: str
    created_at: str
    text: str
    in_reply_to: str = ""
    computed: str = ""
    """The label that triage gave it; empty while it was not sorted."""
    label: str = ""
    """The label that counts: a person's, else the computed one."""
    evidence: tuple[str, ...] = ()
    tone: int = 0
    """1 kind, -1 unkind, 0 where nothing tells (W17)."""
    answered_at: str = ""
    resolved_at: str = ""
    left_at: str = ""
    """Since when it is left without an answer, as somebody decided (C05)."""
    owner: str = ""
    satisfaction: int | None = None
    """1 to 5, as the author said when asked (G13)."""
    note: str = ""
    segment: str = ""
    followers: int | None = None
    avoid: bool = False
    """Whether the team does not engage with its author (C05)."""
    priority: Priority = Priority(0, 0, 0, 0)
    version: int = 0
    """Of the team's mark; 0 while there is none."""

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return not (self.answered_at or self.resolved_at or self.left_at)

    @property
    def state(self) -> str:
        """`open`, `answered`, `resolved` or `left`."""
        if self.resolved_at:
            return "resolved"
        return "answered" if self.answered_at else "left" if self.left_at else "open"
