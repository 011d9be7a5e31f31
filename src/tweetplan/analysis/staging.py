"""From what readers understood to rows ready for the store: accounts settled, local time told, texts cleaned."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import handle_key
from tweetplan.domain.local_time import LocalClock
from tweetplan.domain.measures import (
    FIRST_DAY,
    LARGEST_FIGURE,
    LAST_DAY,
    MENTION_MEASURES,
    MENTIONS,
    OVERVIEW,
    POST_MEASURES,
    POSTS,
)
from tweetplan.domain.results import DayRow, MentionRow, PersonRow, PostRow, Rejected, Results
from tweetplan.domain.text import storable

ARCHIVE = "archive"
"""The source of a follower count that was taken from a list of followers."""
_HANDLE = re.compile(r"@[a-z0-9_]{1,50}")
MeasureKey = tuple[str, str, str, str]
"""Account, source, campaign, measure."""


PostCore = tuple[Any, ...]
"""One post as the store keeps it: ref, posted_at, day, weekday, hour, month, kind, text, url, format, extra, and a
figure for each of its part's columns. A plain tuple, because there may be a million of them."""
REF, DAY, KIND, TEXT, URL, FORMAT, EXTRA, FIGURES = 0, 2, 6, 7, 8, 9, 10, 11


class DayCore(NamedTuple):
    """One figure of one day as the store keeps it, without its batch."""

    account: str
    source: str
    campaign: str
    measure: str
    day: str
    value: float
    line: int
    """Where it stood; 0 for a figure that was counted from other rows."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """One file of an import."""

    name: str
    digest: str
    reader: str
    period_end: str


@dataclass
class Part:
    """What one file brings. A post's or a mention's later row in one file is the later export's."""

    file: StagedFile
    posts: dict[str, dict[str, PostCore]] = field(default_factory=dict)
    """Account → ref → the post."""
    repeated: list[bool] = field(default_factory=list)
    """For each row whose post stood in the file before: whether it said the same."""
    days: list[DayCore] = field(default_factory=list)
    people: dict[tuple[str, str], PersonRow] = field(default_factory=dict)
    followers: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Account and day → the complete list."""
    mentions: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """Account and ref → author, created, text, in reply to, answered, resolved."""
    columns: tuple[str, ...] = ()
    """The measures of its posts' figures, in order; measures without a column of their own are in `extra`."""
    covers: dict[MeasureKey, tuple[str, str]] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    read: int = 0

    def said(self, post: PostCore) -> tuple[Any, ...]:
        """What a post's version says, for comparison with another file's: every measure's figure, and the others."""
        figures = dict(zip(self.columns, post[FIGURES:], strict=True))
        return (*map(figures.get, POST_MEASURES), post[EXTRA])

    def complete(self, post: PostCore) -> bool:
        """Whether a post's version has impressions."""
        return "impressions" in self.columns and post[FIGURES + self.columns.index("impressions")] is not None


class Stager:
    """Turns the results of one import's files into parts; `zone_of` tells an account's zone by its key."""

    def __init__(self, zone_of: Callable[[str], str], today_of: Callable[[str], date]) -> None:
        self._zone_of, self._today_of = zone_of, today_of
        self._clocks: dict[str, LocalClock] = {}
        self.handles: dict[str, str] = {}
        """Every account that rows were staged for: key → handle as it was first written."""

    def part(self, results: Results, file: StagedFile, account: str) -> Part:
        """One file's rows. `account` is its account as a handle; rows that name another keep theirs."""
        part = Part(file, rejected=list(results.rejected), warnings=list(results.warnings), read=results.read)
        default = self._account(account) if account else ""
        self._posts(part, results, default)
        self._days(part, results, default)
        self._people(part, results, default)
        self._mentions(part, results, default)
        return part

    def _account(self, handle: str) -> str:
        key = handle_key(handle)
        if not _HANDLE.fullmatch(key):
            raise ValueError(f"{handle[:40]!r} is no handle of X")
        self.handles.setdefault(key, "@" + handle.strip().lstrip("@"))
        return key

    def _clock(self, account: str) -> LocalClock:
        zone = self._zone_of(account)
        if zone not in self._clocks:
            self._clocks[zone] = LocalClock(zone)
        return self._clocks[zone]

    def _posts(self, part: Part, results: Results, default: str) -> None:
        """The loop over posts: 100,000 rows of an export pass here."""
        part.columns, figures_of, extra_of = _columns(results.post_measures)
        clean = _clean if _any_unfit(results.posts) else str
        accounts: dict[str, tuple[str, LocalClock, dict[str, PostCore]]] = {}
        for row in results.posts:
            known = accounts.get(row.account)
            if known is None:
                try:
                    account = self._account(row.account) if row.account else default
                except ValueError as error:
                    part.rejected.append(Rejected(part.file.name, row.line, str(error)))
                    continue
                posts = part.posts.setdefault(account, {})
                known = accounts[row.account] = (account, self._clock(account), posts)
            _, clock, posts = known
            ref, posted_ms, text, url, kind, figures, _, _, form = row
            core = (
                ref, *clock.of(posted_ms), kind, clean(text), clean(url), form,
                extra_of(figures) if extra_of else "", *(figures_of(figures) if figures_of else figures),
            )  # fmt: skip
            if ref in posts:
                part.repeated.append(posts[ref][EXTRA:] == core[EXTRA:])
            posts[ref] = core
        for account in {default, *part.posts} if results.post_measures else ():
            self._cover_posts(part, results, account)

    def _cover_posts(self, part: Part, results: Results, account: str) -> None:
        """What the file says of the posts' days: its name's span, and every day that a post stands on.

        A file whose rows were all rejected says nothing: that no post was taken does not mean that there were none.
        """
        if part.rejected and not part.posts.get(account):
            return
        days = [core[DAY] for core in part.posts.get(account, {}).values()]
        days += [day.isoformat() for day in results.covers or ()]
        if days and account:
            for measure in (*results.post_measures, "posts"):
                part.covers[account, POSTS, "", measure] = (min(days), max(days))

    def _days(self, part: Part, results: Results, default: str) -> None:
        bad: set[int] = set()
        for row in results.days:
            if row.line in bad:
                continue
            try:
                account = self._account(row.account) if row.account else default
                core = _day_core(row, account, row.source or results.source)
            except ValueError as error:
                bad.add(row.line)
                part.rejected.append(Rejected(part.file.name, row.line, str(error)))
                continue
            part.days.append(core)
            key = core[:4]
            first, last = part.covers.get(key, (core.day, core.day))
            part.covers[key] = (min(first, core.day), max(last, core.day))
        if results.covers and results.source == OVERVIEW:
            span = (results.covers[0].isoformat(), results.covers[1].isoformat())
            for key, (first, last) in part.covers.items():
                if key[1] == OVERVIEW:
                    part.covers[key] = (min(first, span[0]), max(last, span[1]))

    def _people(self, part: Part, results: Results, account: str) -> None:
        for person in results.people:
            handle = person.handle if person.handle.startswith("id:") else handle_key(person.handle)
            key = (account, storable(handle)[0])
            if key in part.people:
                part.repeated.append(part.people[key][2:] == person[2:])
            part.people[key] = person
        if results.people_are_followers:
            day = (results.covers[1] if results.covers else self._today_of(account)).isoformat()
            handles = frozenset(handle for held, handle in part.people if held == account)
            part.followers[account, day] = handles
            part.days.append(DayCore(account, ARCHIVE, "", "followers", day, float(len(handles)), 0))
            part.covers[account, ARCHIVE, "", "followers"] = (day, day)

    def _mentions(self, part: Part, results: Results, account: str) -> None:
        clock = self._clock(account)
        for row in results.mentions:
            key = (account, row.ref)
            values = _mention(row, clock)
            if key in part.mentions:
                part.repeated.append(part.mentions[key] == values)
            part.mentions[key] = values
        days = sorted(clock.of(row.created_ms).day for row in results.mentions)
        for measure in MENTION_MEASURES if days else ():
            part.covers[account, MENTIONS, "", measure] = (days[0], days[-1])


def _clean(text: str) -> str:
    """The text as a store can hold it."""
    return storable(text)[0]


def _any_unfit(posts: tuple[PostRow, ...]) -> bool:
    """Whether any text or link holds what no store can: asked of all at once, since that is quick."""
    whole = "".join([text for row in posts for text in row[2:4]])
    try:
        whole.encode()
    except UnicodeEncodeError:
        return True
    return "\0" in whole


Pick = Callable[[tuple[Any, ...]], Any]


def _columns(measures: tuple[str, ...]) -> tuple[tuple[str, ...], Pick | None, Pick | None]:
    """The measures with a column; how a row's figures become theirs (None: as they are), and JSON of the others."""
    places = [at for at, measure in enumerate(measures) if measure in POST_MEASURES]
    others = [(at, measure) for at, measure in enumerate(measures) if measure not in POST_MEASURES]
    if not others:
        return measures, None, None

    def figures_of(figures: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(figures[at] for at in places)

    def extra_of(figures: tuple[Any, ...]) -> str:
        found = {measure: figures[at] for at, measure in others if figures[at] is not None}
        return json.dumps(found, sort_keys=True) if found else ""

    return tuple(measures[at] for at in places), figures_of, extra_of


def _day_core(row: DayRow, account: str, source: str) -> DayCore:
    if source == POSTS:
        raise ValueError("the source `posts` is kept for sums over posts; name another")
    if not abs(row.value) < LARGEST_FIGURE:
        raise ValueError("the value is no number below 10^15")
    if not FIRST_DAY <= row.day <= LAST_DAY:
        raise ValueError(f"{row.day} is out of range: X began on {FIRST_DAY}")
    source, campaign = storable(source)[0], storable(row.campaign)[0]
    return DayCore(account, source, campaign, row.measure, row.day.isoformat(), float(row.value), row.line)


def _mention(row: MentionRow, clock: LocalClock) -> tuple[str, ...]:
    created, answered, resolved = (
        "" if ms is None else clock.of(ms).at for ms in (row.created_ms, row.answered_ms, row.resolved_ms)
    )
    author, text, reply = (storable(each)[0] for each in (row.author, row.text, row.in_reply_to))
    return author, created, text, reply, answered, resolved
