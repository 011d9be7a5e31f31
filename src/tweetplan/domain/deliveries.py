"""Deliveries: one row each time a post is given to a publisher or handed to another tool, and what came of it.

The intent is stored before the call and the outcome after it, so that what nobody knows the outcome of is held for a
person and never repeated.
"""

from typing import Literal

from tweetplan.domain.values import frozen

DeliveryState = Literal["intended", "done", "refused", "unknown", "handed", "paused", "cancelled"]
STATES: tuple[DeliveryState, ...] = ("intended", "done", "refused", "unknown", "handed", "paused", "cancelled")
OUT: tuple[DeliveryState, ...] = ("handed", "paused")
"""States in which another tool holds the post and nobody has said yet what came of it."""


@frozen
class Delivery:
    """A post given to a publisher, or handed to another tool."""

    id: str
    post: str
    account: str
    by_tool: str
    """The publisher or tool: `outbox`, `x`, `buffer` …"""
    state: DeliveryState
    due: str
    """When it is to go out, as an instant in UTC."""
    at: str
    """When this state began, as an instant in UTC."""
    hash: str = ""
    """Of the wording that was given (`approvals.wording`)."""
    x_id: str = ""
    url: str = ""
    said: str = ""
    """What the publisher answered, or the file that it was handed over in."""
    login: str = ""
    version: int = 0

    @property
    def confirmed(self) -> bool:
        """Whether it is known to be out on X."""
        return self.state == "done"
