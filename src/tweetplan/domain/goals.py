"""Goals and accounts: what the team wants, on which handle, and the notes that its periods carry (D01–D04, G05–G08)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from tweetplan.domain.curve import Anchor
from tweetplan.domain.values import frozen

Tier = Literal["primary", "secondary"]
AccountRole = Literal["main", "support"]


@frozen
class Account:
    """A handle on X, where its team works and where its audience lives."""

    handle: str
    """With the @, in the case its owner writes it; two handles that differ only in case are the same."""
    role: AccountRole = "main"
    zone: str = "UTC"
    """IANA zone whose days are the account's days."""
    audience_zone: str = ""
    """IANA zone of the readers; empty means the account's own."""
    version: int = 0

    @property
    def key(self) -> str:
        """What records point at: the handle in lower case."""
        return handle_key(self.handle)

    @property
    def readers_zone(self) -> str:
        """The audience's zone, or the account's own."""
        return self.audience_zone or self.zone


def handle_key(handle: str) -> str:
    """`Acme`, `@acme` and `@ACME` are one account: `@acme`."""
    return "@" + handle.strip().lstrip("@").lower()


@frozen
class PeriodNote:
    """What a period is for: focus or theme, promotion budget, and counts such as `posts` or `chats` (G07, G08)."""

    period: str
    """The period's label: `2026`, `2026-Q1`, `2026-03`, `2026-W12` or `2026-03-17`."""
    focus: str = ""
    budget: float | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


@frozen
class Goal:
    """What the team wants of one KPI on one account between two dates, and why."""

    name: str
    """Unique in the workspace; what people and files call it."""
    type: str
    """The key of its goal type."""
    account: str
    """The account's handle key."""
    kpi: str
    target: float
    """What is wanted: the sum of a total; the last value of a level; ratio and growth as 0–1; a duration in seconds."""
    start: date
    end: date
    id: str = ""
    reason: str = ""
    statement: str = ""
    baseline: float | None = None
    """Last period's figure (a total), or where it starts from (every other kind); absent: unproven (D04)."""
    importance: int = 3
    urgency: int = 3
    tier: Tier = "primary"
    supports: str = ""
    """The primary goal that a secondary one serves (G25)."""
    owner: str = ""
    campaign: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    """The goal type's own fields."""
    anchors: tuple[Anchor, ...] = ()
    periods: tuple[PeriodNote, ...] = ()
    draft: bool = False
    """Stored in spite of error findings; shown as a draft and left out of budgets and tasks."""
    version: int = 0

    @property
    def proven(self) -> bool:
        """Whether progress can be proved: a baseline was recorded (D04)."""
        return self.baseline is not None


@frozen
class Member:
    """A person of the team: the login, the roles (T02), the zone and the hours."""

    login: str
    roles: tuple[str, ...] = ()
    zone: str = "UTC"
    hours: Mapping[str, str] = field(default_factory=dict)
    """Working hours by days: `{"mon-fri": "08:00-17:00"}`."""
    minutes_a_week: int = 0
    """Minutes a week for this account work; 0 means not stated."""
    version: int = 0
