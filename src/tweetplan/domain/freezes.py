"""Freezes: one verb that stops all publishing, and what it found here and in other tools (T18)."""

from datetime import datetime
from typing import Literal

from tweetplan.domain.values import frozen

HERE = "here"
"""The place of a post that is held here; any other place is the tool that it was handed to."""
Answer = Literal["", "paused", "kept", "moved", "dropped"]


@frozen
class Freeze:
    """A stop of all publishing on one account (or on all), until somebody releases it."""

    id: str
    account: str
    """A handle key; empty: every account."""
    reason: str
    login: str
    at: str
    crisis: str = ""
    """The crisis that asked for it; empty when a person did."""
    released_at: str = ""
    released_by: str = ""
    confirm_by: str = ""
    """Until when what was handed off should be paused over there, as an instant; empty: no time was set."""
    version: int = 0

    @property
    def whose(self) -> str:
        """What is frozen, in words."""
        return self.account or "every account"


@frozen
class FrozenPost:
    """One post that a freeze found: held here, or out of our hands in a tool."""

    id: str
    freeze: str
    post: str
    place: str
    """`here`, or the tool that it was handed to."""
    due: str
    """When it was to go out, as an instant; empty when it had no slot."""
    owner: str
    answer: Answer = ""
    """`paused`: somebody confirmed that it is stopped over there; else what was decided after the release."""
    answered_by: str = ""
    answered_at: str = ""
    version: int = 0


def minutes_left(until: str, now: datetime) -> int | None:
    """Whole minutes until an instant, negative when it is over; None where none is set."""
    if not until:
        return None
    return int((datetime.fromisoformat(until) - now).total_seconds() // 60)


TOOLS = {
    "buffer": "https://publish.buffer.com",
    "publer": "https://app.publer.com",
    "hootsuite": "https://hootsuite.com/dashboard",
    "sprout": "https://app.sproutsocial.com",
    "ayrshare": "https://app.ayrshare.com",
    "postfast": "https://app.postfa.st",
}
"""Where the queue of each tool is paused; a tool that is not here has no link."""


@frozen
class Found:
    """A post that a freeze found, as people see it: what it is, where it lies, how long there is to act."""

    post: str
    title: str
    account: str
    place: str
    due: str
    owner: str
    minutes: int | None
    """Until it is due there, or until the pause should be confirmed, whichever comes first; negative: over."""
    answer: Answer
    state: str
    """The post's own stage now."""


@frozen
class Standing:
    """One freeze with all that it found."""

    freeze: Freeze
    here: tuple[Found, ...]
    elsewhere: tuple[Found, ...]

    @property
    def open_tools(self) -> dict[str, int]:
        """Tools with posts that nobody has confirmed to be paused there, with how many."""
        counts: dict[str, int] = {}
        for each in self.elsewhere:
            if not each.answer and each.state == "handed_off":
                counts[each.place] = counts.get(each.place, 0) + 1
        return counts

    @property
    def said(self) -> str:
        """The truth in one line: what is held here, and what must be paused elsewhere."""
        held = f"held here {len(self.here)}"
        told = [f"handed off {n} in {tool_title(tool)}: pause there now" for tool, n in self.open_tools.items()]
        sure = sum(each.answer == "paused" for each in self.elsewhere)
        told += [f"{sure} handed off are confirmed as paused"] if sure else []
        return "; ".join([held, *told])


def tool_title(tool: str) -> str:
    """A tool as people write it."""
    return tool[:1].upper() + tool[1:] if tool.islower() else tool
