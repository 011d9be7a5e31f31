"""Posts, slots, patterns and themes: where in the week the account speaks, and with what share of each axis."""

from dataclasses import field
from datetime import date, datetime
from typing import Literal

from tweetplan.domain.values import frozen

Planned = Literal["planned", "elastic"]
Intent = Literal["value", "promo"]


@frozen
class Pattern:
    """Where slots may lie in a week of an account (weekday 0 = Monday; times as HH:MM in the zone named)."""

    account: str
    days: tuple[int, ...]
    times: tuple[str, ...]
    zone: Literal["account", "audience"] = "audience"
    id: str = ""
    version: int = 0


@frozen
class Theme:
    """What a week or a month of an account is about (G21)."""

    account: str
    period: str
    theme: str
    id: str = ""
    version: int = 0


@frozen
class Slot:
    """A time to post. Elastic: counts in `plan`, in `topic` as trend until taken, in `intent` as nothing."""

    id: str
    account: str
    day: date
    """The local day in the slot's zone."""
    time: str
    zone: str
    at: datetime
    """The instant, aware UTC."""
    plan: Planned = "planned"
    intent: str = ""
    topic: str = ""
    format: str = ""
    goal: str = ""
    """The name of the goal it serves; empty while it serves none."""
    title: str = ""
    locked: bool = False
    version: int = 0


@frozen
class Post:
    """One thing from idea to result."""

    id: str
    account: str
    text: str
    state: str = "idea"
    slot: str = ""
    x_id: str = ""
    url: str = ""
    utm: str = ""
    """The campaign link it carries, for matching results (G28)."""
    intent: str = ""
    topic: str = ""
    format: str = ""
    goal: str = ""
    planned_for: date | None = None
    extra: dict[str, str] = field(default_factory=dict)
    version: int = 0


@frozen
class Task:
    """A piece of work with a due day: from a template of a goal type, from a rule, or typed."""

    id: str
    title: str
    due: date
    role: str = ""
    minutes: int = 0
    goal: str = ""
    """The goal's name."""
    account: str = ""
    why: str = ""
    """The rule it rests on."""
    template: str = ""
    """The template's key and period, so that laying out a week twice adds nothing."""
    owner: str = ""
    state: Literal["open", "done", "skipped"] = "open"
    done_on: str = ""
    skipped_because: str = ""
    makes_post: bool = False
    version: int = 0
