"""A draft as checks see it: a post or a thread, measured as X counts it, with what is known about it beside the text.

Every place in it is a code point of `Draft.text`; nothing here counts, guesses or reads: analysis fills it.
"""

from datetime import date, datetime
from typing import Literal

from tweetplan.domain.goals import AccountRole
from tweetplan.domain.values import frozen


@frozen
class Entity:
    """A link, name or tag in a text, found by X's own rules."""

    text: str
    """What it names: the address as written; a handle, hashtag or cashtag without its sign."""
    start: int
    """First code point, the sign included."""
    end: int
    """The code point after the last."""


@frozen
class Entities:
    """All links, names and tags of a text, each kind in the text's order; none overlaps another."""

    urls: tuple[Entity, ...] = ()
    mentions: tuple[Entity, ...] = ()
    hashtags: tuple[Entity, ...] = ()
    cashtags: tuple[Entity, ...] = ()
    lists: tuple[Entity, ...] = ()
    """Lists of an account, as `name/list`: X links them, and nobody is mentioned."""


@frozen
class Part:
    """One post of a thread, or the only one."""

    text: str
    start: int
    """Where it begins in the draft's text."""
    weighted_length: int
    limit: int
    valid: bool
    """X's own rule alone: 1 to the limit, no forbidden characters."""


@frozen
class Picture:
    """An image that goes out with the draft; `alt` is its description for those who cannot see it."""

    path: str
    alt: str = ""


@frozen
class Poll:
    """A poll as X takes it: 2 to 4 options of 1 to 25 characters, open for 5 to 10,080 minutes."""

    options: tuple[str, ...]
    minutes: int = 1440


@frozen
class TrendScore:
    """Why a trend is worth an elastic slot: each from 1 to 5 (T21)."""

    relevance: int
    safety: int
    """How safe it is for the brand; 1 is a risk."""
    value: int
    """How much engagement it promises."""


RiskKind = Literal["crisis", "risk", "holiday", "event"]


@frozen
class Risk:
    """Something that goes on when the draft is to go out: an open crisis, or a day that the team marked."""

    title: str
    kind: RiskKind = "risk"


@frozen
class Draft:
    """A text about to be posted. A field that nobody filled is empty, and a check that needs it stays silent."""

    text: str
    """The whole of it; the posts of a thread are joined by an empty line."""
    parts: tuple[Part, ...]
    entities: Entities = Entities()
    lang: str = ""
    """The language's two letters (`en`, `zh`, `fa`, `ms` …), as given or guessed; empty when it cannot be told."""
    role: AccountRole = "main"
    """Of the account that it is for; `main` when none is named."""
    reply_to: str = ""
    """The handle that it answers, without the @; empty when it is no reply."""
    support: str = ""
    """The handle of the team's support account, with the @, where it is known."""
    intent: str = ""
    topic: str = ""
    format: str = ""
    cta: str = ""
    """What the reader is asked to do."""
    utm: str = ""
    """The campaign link that it carries (G28)."""
    pictures: tuple[Picture, ...] = ()
    link: str = ""
    """The landing page, without the campaign's parameters; `utm` is the link that goes out (G28)."""
    poll: Poll | None = None
    trend: TrendScore | None = None
    """The score of the trend that it takes up (T21); None while nobody gave one."""
    trend_least: float = 0
    """Below it a score speaks against the trend (the rule `trend.score_min`); 0 where nobody said."""
    planned_for: date | None = None
    """The day it is to go out, in the account's zone."""
    at: datetime | None = None
    """The instant of its slot, aware UTC; None without a slot."""
    risks: tuple[Risk, ...] = ()
    """What goes on then: open crises of the account, and the days that the team marked."""
    avoid: tuple[str, ...] = ()
    """The handles that nobody answers (C05), without the @, in lower case."""
    banned: tuple[str, ...] = ()
    """Words and phrases that the brand never uses."""
    required: tuple[str, ...] = ()
    """Words and phrases of which each post carries every one; `a|b` asks for either."""

    @property
    def longest(self) -> Part:
        """The part that stands nearest to its limit, or farthest over it."""
        return max(self.parts, key=lambda part: part.weighted_length)

    @property
    def weighted_length(self) -> int:
        """The length as X counts it; of a thread, that of its longest part."""
        return self.longest.weighted_length

    @property
    def limit(self) -> int:
        """What a part may count at most."""
        return self.longest.limit

    @property
    def valid(self) -> bool:
        """Whether X takes every part, whatever the findings say."""
        return all(part.valid for part in self.parts)
