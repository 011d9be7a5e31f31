"""Mix rules: what shares the posts of a window should have, declared on one axis each (W04, T11, T21, G26).

Four axes are ours and never one budget: `intent` (value/promo), `plan` (planned/elastic), `topic`
(evergreen/industry/trend) and `reserve` (hours and money held back). Goal types may add soft axes such as `format`.
"""

from typing import Literal

from tweetplan.domain.values import frozen

Window = Literal["week", "month", "quarter"]
AXES: dict[str, tuple[str, ...]] = {
    "intent": ("value", "promo"),
    "plan": ("planned", "elastic"),
    "topic": ("evergreen", "industry", "trend"),
    "reserve": ("hours", "money"),
}


@frozen
class Band:
    """The shares allowed to one part of an axis, 0 to 1, both ends allowed."""

    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.low <= self.high <= 1.0:
            raise ValueError(f"a share lies between 0 and 1, low before high: {self.low} to {self.high}")


def at_most(share: float) -> Band:
    """From nothing up to `share`."""
    return Band(0.0, share)


def at_least(share: float) -> Band:
    """From `share` up to everything."""
    return Band(share, 1.0)


def between(low: float, high: float) -> Band:
    """From `low` to `high`."""
    return Band(low, high)


def about(share: float) -> Band:
    """Exactly `share`, to the nearest post."""
    return Band(share, share)


@frozen
class MixRule:
    """The bands of one axis for posts of one account over a window; `soft` rules advise and never block."""

    axis: str
    parts: tuple[tuple[str, Band], ...]
    window: Window = "week"
    soft: bool = False
    rule: str = ""
    """The checklist id it rests on."""


def share(
    axis: str, *, window: Window = "week", soft: bool | None = None, rule: str = "", **parts: Band | float
) -> MixRule:
    """A mix rule, e.g. `share("intent", promo=at_most(0.20))`; a bare number means `about` that share.

    An axis that is not one of the four is soft unless said otherwise.
    """
    bands = tuple((name, band if isinstance(band, Band) else about(band)) for name, band in parts.items())
    known = AXES.get(axis)
    for name, _ in bands:
        if known is not None and name not in known:
            raise ValueError(f"axis {axis!r} has the parts {', '.join(known)}, not {name!r}")
    return MixRule(axis, bands, window, axis not in AXES if soft is None else soft, rule)
