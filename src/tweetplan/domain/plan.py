"""The plan as one value: what a plan file says of a workspace, without posts, tasks and results."""

from collections.abc import Mapping
from dataclasses import field

from tweetplan.domain.approvals import ApprovalRule
from tweetplan.domain.goals import Account, Goal, Member
from tweetplan.domain.mix import MixRule
from tweetplan.domain.posts import Pattern, Theme
from tweetplan.domain.values import frozen


@frozen
class MixOverride:
    """An account's own rule on one axis, in the place of the goal types' rules."""

    account: str
    rule: MixRule


@frozen
class Plan:
    """Everything a plan file can hold; a section that the file does not have is None, which means untouched."""

    revision: int | None = None
    """The workspace's revision it was taken from; None: the file does not say."""
    name: str | None = None
    fiscal_year_starts: int | None = None
    """The month, 1–12."""
    accounts: tuple[Account, ...] | None = None
    team: tuple[Member, ...] | None = None
    goals: tuple[Goal, ...] | None = None
    themes: tuple[Theme, ...] | None = None
    patterns: tuple[Pattern, ...] | None = None
    mix: tuple[MixOverride, ...] | None = None
    reserve: Mapping[str, float] | None = None
    """Shares of `hours` and `money` held back (G26)."""
    approvals: Mapping[str, ApprovalRule] | None = None
    """What accounts ask for before a post goes out (T07), by their keys; one that is absent is untouched."""
    rules: Mapping[str, object] | None = None
    """Overrides of rules with figures, by key."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where each record stands in the file: `goals:leads-2026` → line."""
