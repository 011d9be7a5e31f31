"""What goes to a publisher, and what comes back: a post part by part, and one of four outcomes.

A publisher answers `Published`, or raises `Refused` (certainly not posted), `TryLater` (certainly not posted, and when
to come again) or `Unknown` (it may be out). Whatever else it raises counts as unknown: nothing is ever posted twice.
"""

from datetime import datetime

from tweetplan.domain.draft import Picture, Poll
from tweetplan.domain.findings import Problem
from tweetplan.domain.values import frozen


@frozen
class Outgoing:
    """One post that is due, or one part of a thread, as its publisher gets it: a value, with nothing to look up."""

    id: str
    """Of this attempt: stored before the call, the same in the log and in a file's name; no two attempts share it."""
    post: str
    """The id of the post in the plan; the parts of a thread share it."""
    account: str
    """The handle, as `@acme`."""
    text: str
    """Exactly what readers see, its links included."""
    due: str
    """When it was to go out, as an instant in UTC."""
    thread: tuple[str, ...] = ()
    """Every part of the thread that it belongs to, itself included; of a single post it alone."""
    number: int = 1
    """Which part it is, from 1."""
    pictures: tuple[Picture, ...] = ()
    """The pictures of this part, with whole paths and their descriptions."""
    poll: Poll | None = None
    reply_to: str = ""
    """The handle that it answers; empty when it is no reply."""
    in_reply_to: str = ""
    """The id on X of the post that it answers: of a thread the part before."""
    folder: str = ""
    """A folder beside the workspace for publishers that write files."""


@frozen
class Published:
    """That a part is out, or lies where a person takes it from."""

    x_id: str = ""
    """Its id on X; empty when it was only laid ready: then a person posts it, and confirms."""
    url: str = ""
    at: str = ""
    """When, as an instant in UTC; empty: now."""
    said: str = ""
    """What the publisher wants kept: an answer, the name of a file."""
    took: int = 1
    """How many parts of the thread it took with this call, this one included."""

    def __post_init__(self) -> None:
        if self.x_id and not is_x_id(self.x_id):
            raise ValueError(f"an id on X is decimal digits, not {self.x_id[:40]!r}")
        if self.took < 1:
            raise ValueError("what was published is at least this part")


class Refused(Problem):
    """The post is certainly not out, and the same again would be refused again: the reason is for a person."""


class TryLater(Problem):
    """The post is certainly not out; the same may work from `until` on (a rate limit)."""

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        if until.tzinfo is None:
            raise ValueError("`until` is an instant with its zone")
        self.until = until


class Unknown(Problem):
    """The post may be out or not (no answer, or a fault on the other side): a person looks, nobody repeats it."""


def is_x_id(text: str) -> bool:
    """Whether this can be the id of a post on X: decimal digits, at most 2^63 − 1."""
    return text.isascii() and text.isdigit() and len(text) <= 19 and int(text) < 2**63


def id_in(link: str) -> str:
    """The id in a post's link or the bare id; empty when there is none."""
    tail = link.strip().rstrip("/").partition("?")[0]
    words = tail.split("/")
    if len(words) > 1 and words[-2] not in ("status", "statuses"):
        words = words[: next((n + 2 for n, word in enumerate(words) if word in ("status", "statuses")), 0)]
    return words[-1] if words and is_x_id(words[-1]) else ""
