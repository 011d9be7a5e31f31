"""What a reader hands over: rows of one file as plain values, and the rows it could not read."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from tweetplan.domain.findings import Finding
from tweetplan.domain.values import frozen


class PostRow(NamedTuple):
    """One post's figures as one export tells them."""

    ref: str
    """The id on X: decimal digits, at most 2^63 − 1; where a file has none, `gen:` and a hash of what it says."""
    posted_ms: int
    """When it was posted, in milliseconds since 1970 UTC."""
    text: str
    url: str
    kind: str
    """`own`, `reply` or `repost`."""
    figures: tuple[float | None, ...]
    """One figure for each of `Results.post_measures`, in that order; None where the file has none."""
    line: int
    account: str = ""
    """The account this row names, where the file holds several; empty: the import's account."""
    format: str = ""
    """`image`, `video`, `poll`, `link` or `text`, where the file tells."""


class DayRow(NamedTuple):
    """One figure of one day."""

    day: date
    measure: str
    value: float
    line: int
    account: str = ""
    campaign: str = ""
    source: str = ""
    """Empty: the reader's own source."""


class PersonRow(NamedTuple):
    """One person of the audience as a file tells it."""

    handle: str
    """A handle with @, or `id:` and the numeric id where the file has no handle."""
    line: int
    segment: str = ""
    followers: int | None = None
    last_interaction: date | None = None
    birthday: str = ""
    value: float | None = None


class MentionRow(NamedTuple):
    """One thing said to or about the account; instants in milliseconds since 1970 UTC."""

    ref: str
    author: str
    created_ms: int
    text: str
    line: int
    in_reply_to: str = ""
    answered_ms: int | None = None
    resolved_ms: int | None = None


@frozen
class Rejected:
    """A row (or a file) that was not taken: where and why, in words that say what to do."""

    file: str
    line: int
    why: str


@frozen
class Results:
    """All that one reader understood of one file. Rows are kept in the file's order."""

    reader: str
    confidence: float
    """0 to 1; the surest reader wins."""
    source: str
    """`posts`, `overview`, or `typed`."""
    account: str = ""
    """The account the file itself names for certain (an archive's account.js); a hint, never a decision."""
    post_measures: tuple[str, ...] = ()
    posts: tuple[PostRow, ...] = ()
    days: tuple[DayRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    people_are_followers: bool = False
    """Whether `people` is the complete list of followers on the day `covers` ends."""
    mentions: tuple[MentionRow, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[Finding, ...] = ()
    read: int = 0
    """Data rows seen, taken or not."""
    covers: tuple[date, date] | None = None
    """First and last day that the file says it covers (its name, or its days), both inclusive."""
    period_end: date | None = None
    """The last day in the file's name: of two exports of one post the later period wins."""


class Line(NamedTuple):
    """One record of a delimited file: the number of its first line (1-based) and its cells."""

    number: int
    cells: list[str]


class Source(Protocol):
    """A file offered to the readers: opened by the core within safe limits, so that no reader touches the disk."""

    @property
    def name(self) -> str:
        """The file's own name, without its folder."""

    @property
    def account(self) -> str:
        """The account named on the command line, as a handle key; empty when none was."""

    @property
    def zone(self) -> str:
        """The IANA zone of that account (UTC when unknown): what a day without a zone means."""

    def zone_of(self, handle: str) -> str:
        """The IANA zone of the account of this handle; `zone` for one that is not known."""

    @property
    def head(self) -> bytes:
        """The first 64 KiB."""

    @property
    def columns(self) -> Mapping[str, str]:
        """Column mapping given by the user: tweetplan's name → the file's header."""

    def records(self, delimiter: str = ",") -> Iterator[Line | Rejected]:
        """The file as CSV records; one that breaks a limit comes as a `Rejected`, and reading goes on where it can."""

    def text(self) -> str:
        """The whole file as text; raises `Problem` beyond the limits."""

    def members(self) -> Mapping[str, int]:
        """The members of a zip by name with their sizes, already checked for hostile names; empty when it is no zip."""

    def member_text(self, name: str) -> str:
        """One member of the zip as text, within limits."""
