"""What a hand-off carries: the posts and slots of a span, each with its account and its time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tweetplan.domain.goals import Account
from tweetplan.domain.posts import Post, Slot
from tweetplan.domain.values import frozen


@frozen
class Entry:
    """One line of the calendar: a post on its slot, a slot that nobody took, or a post planned for a day."""

    account: Account
    slot: Slot | None = None
    post: Post | None = None

    @property
    def key(self) -> str:
        """What stays the same however often it is exported: the post's id, else the slot's."""
        if self.post is not None:
            return f"post:{self.post.id}"
        return f"slot:{self.slot.id}" if self.slot is not None else ""

    @property
    def at(self) -> datetime | None:
        """When it goes out, aware UTC; None for a post that has a day at most."""
        return self.slot.at.astimezone(UTC) if self.slot is not None else None

    @property
    def zone(self) -> str:
        """The zone whose clocks tell its time."""
        return self.slot.zone if self.slot is not None else self.account.readers_zone

    @property
    def day(self) -> date | None:
        """The local day."""
        if self.slot is not None:
            return self.slot.at.astimezone(ZoneInfo(self.zone)).date()
        return self.post.planned_for if self.post is not None else None

    @property
    def free(self) -> bool:
        """Whether it is an elastic slot that nobody has taken (T11)."""
        return self.post is None and self.slot is not None and self.slot.plan == "elastic"

    @property
    def state(self) -> str:
        """The post's stage; of a slot without a post `open`."""
        return self.post.state if self.post is not None else "open"

    @property
    def title(self) -> str:
        """The post's first line, else the slot's title, else what kind of slot it is."""
        held = self.post.title if self.post is not None else ""
        if held or self.slot is None:
            return held
        return self.slot.title or f"{self.slot.plan} slot"
