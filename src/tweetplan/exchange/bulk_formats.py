"""The files that schedulers take for many posts at once: one declaration a tool, read by the writer and the reader.

Columns, dates and limits are those of the tools' own documentation; where a tool lets people choose the order of day
and month when they upload, `orders` says so.
"""

from datetime import timedelta

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.values import frozen

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "dd/mm/yyyy", "mm/dd/yyyy", "yyyy-mm-dd"
ORDERS = {DAY_FIRST: "%d/%m/%Y", MONTH_FIRST: "%m/%d/%Y", YEAR_FIRST: "%Y-%m-%d"}
"""How a day is written, and what that is called where formats are made and read."""
BARS = "||"
"""What Publer puts between several comments or alt texts."""


@frozen
class Tool:
    """One scheduler's file."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    """Each column's header and what stands in it; an empty word: nothing of ours."""
    order: str = YEAR_FIRST
    """How a day is written unless somebody chooses."""
    clock: str = "%H:%M"
    between: str = " "
    """What stands between day and time where they share a column."""
    orders: bool = False
    """Whether day and month may be written either way, as chosen at the upload."""
    headed: bool = True
    """Whether the first row holds the headers."""
    utc: bool = False
    """Whether times are UTC; else they are local times of the zone that the tool is set to."""
    offset: bool = False
    """Whether a time carries its offset from UTC."""
    rows: int = 0
    """How many posts one file may hold; 0: no limit is known."""
    size: int = 0
    """How many bytes one file may have; 0: no limit is known."""
    apart: timedelta = timedelta(0)
    """How far apart two posts must be."""
    ahead: timedelta = timedelta(0)
    """How far ahead of the upload a post must be."""
    same_text: timedelta = timedelta(0)
    """Within which time the same text is refused the second time."""
    comments: int = 0
    """How many further posts of a thread it takes as comments."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, in order."""
        return tuple(header for header, _ in self.columns)

    def has(self, what: str) -> bool:
        """Whether it has a column for this."""
        return any(held == what for _, held in self.columns)


PUBLER = Tool(
    "publer",
    "Publer",
    (
        ("Date - Intl. format or prompt", "at"),
        ("Text", "text"),
        ("Link(s) - Separated by comma for FB carousels", "link"),
        ("Media URL(s) - Separated by comma", "media"),
        ("Title - For the video, pin, PDF ..", ""),
        ("Label(s) - Separated by comma", ""),
        ("Alt text(s) - Separated by ||", "alt"),
        ("Comment(s) - Separated by ||", "comments"),
        ("Pin board, FB album, or Google category", ""),
        ("Post subtype - I.e. story, reel, PDF ..", ""),
        ("CTA - For Facebook links or Google", ""),
        ("Reminder - For stories, reels, shorts, and TikToks", ""),
    ),
    comments=24,
)
"""Twelve columns, none of which may be missing."""
BUFFER = Tool(
    "buffer",
    "Buffer",
    (("Text", "text"), ("Image URL", "media"), ("Tags", ""), ("Posting Time", "at")),
)
SPROUT = Tool(
    "sprout",
    "Sprout Social",
    (("date", "date"), ("time_24hr", "time"), ("message_text", "text")),
    order=MONTH_FIRST,
    orders=True,
    rows=350,
    apart=timedelta(minutes=10),
    ahead=timedelta(minutes=10),
)
HOOTSUITE = Tool(
    "hootsuite",
    "Hootsuite",
    (("date", "at"), ("message", "text"), ("link", "link")),
    order=MONTH_FIRST,
    orders=True,
    headed=False,
    rows=350,
)
AYRSHARE = Tool(
    "ayrshare",
    "Ayrshare",
    (("post", "text"), ("platforms", "platforms"), ("mediaUrls", "media"), ("scheduleDate", "at")),
    clock="%H:%M:%SZ",
    between="T",
    utc=True,
    same_text=timedelta(days=3),
)
POSTFAST = Tool(
    "postfast",
    "PostFast",
    (
        ("scheduled_at", "at"),
        ("account_id", "account_id"),
        ("content", "text"),
        ("media_urls", "media"),
        ("first_comment", "comments"),
    ),
    clock="%H:%M:%S",
    between="T",
    offset=True,
    rows=200,
    size=10_000_000,
    comments=1,
)
TOOLS = {tool.key: tool for tool in (PUBLER, SPROUT, BUFFER, HOOTSUITE, AYRSHARE, POSTFAST)}
"""Every tool whose file is written and read."""


def tool_named(name: str) -> Tool:
    """The tool of this key; raises `UsageProblem` naming those there are."""
    if name not in TOOLS:
        raise UsageProblem(f"There is no bulk format {name!r}.", f"There are {', '.join(TOOLS)}.")
    return TOOLS[name]
