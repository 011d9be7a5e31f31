"""Posts, slots, patterns and themes: where in the week the account speaks, and with what share of each axis."""

import re
from dataclasses import field
from datetime import date, datetime
from typing import Literal

from tweetplan.domain.draft import Picture
from tweetplan.domain.draft import Poll as Poll
from tweetplan.domain.draft import TrendScore as TrendScore
from tweetplan.domain.values import frozen

THREAD = "\n---\n"
"""What stands between the posts of a thread in a post's text: a line of three hyphens."""
_BETWEEN = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
VALUES = ("educational", "entertaining", "inspiring", "industry insight", "practical tip", "interaction")
"""The kinds of value that a post may have for its readers (W04)."""

Planned = Literal["planned", "elastic"]
Intent = Literal["value", "promo"]


@frozen
class Pattern:
    """Where slots may lie in a week of an account (weekday 0 = Monday; times as HH:MM in the zone named)."""

    account: str
    days: tuple[int, ...]
    times: tuple[str, ...]
    zone: Literal["account", "audience"] = "audience"
    id: str = ""
    version: int = 0


@frozen
class Theme:
    """What a week or a month of an account is about (G21)."""

    account: str
    period: str
    theme: str
    id: str = ""
    version: int = 0


@frozen
class Slot:
    """A time to post. Elastic: counts in `plan`, in `topic` as trend until taken, in `intent` as nothing."""

    id: str
    account: str
    day: date
    """The local day in the slot's zone."""
    time: str
    zone: str
    at: datetime
    """The instant, aware UTC."""
    plan: Planned = "planned"
    intent: str = ""
    topic: str = ""
    format: str = ""
    goal: str = ""
    """The name of the goal it serves; empty while it serves none."""
    title: str = ""
    locked: bool = False
    owner: str = ""
    """The login of whoever is to make its post: shared out by stated hours, until somebody is named."""
    version: int = 0


@frozen
class Reuse:
    """That an evergreen post may go out again: not sooner than `after_days`, and `most` times in all."""

    after_days: int = 90
    most: int = 3
    of: str = ""
    """The id of the post that this one repeats; empty for the first."""


@frozen
class Content:
    """What a post carries beside its text."""

    link: str = ""
    """The landing page, without the campaign's parameters; `Post.utm` is the link that goes out (G28)."""
    pictures: tuple[Picture, ...] = ()
    poll: Poll | None = None
    cta: str = ""
    """What the reader is asked to do."""
    segment: str = ""
    """The part of the audience that it is for (G17)."""
    worth: str = ""
    """The kind of value it has: one of `VALUES` (W04)."""
    lang: str = ""
    reply_to: str = ""
    """The handle that it answers."""
    trend: TrendScore | None = None
    reuse: Reuse | None = None
    experiment: str = ""
    arm: str = ""


@frozen
class Post:
    """One thing from idea to result."""

    id: str
    account: str
    text: str
    state: str = "idea"
    slot: str = ""
    x_id: str = ""
    url: str = ""
    utm: str = ""
    """The campaign link it carries, for matching results (G28)."""
    intent: str = ""
    topic: str = ""
    format: str = ""
    goal: str = ""
    planned_for: date | None = None
    extra: dict[str, str] = field(default_factory=dict)
    """Its part on further axes of the mix, by axis."""
    owner: str = ""
    """Whose work it is; the login of who made it, until it is given to somebody."""
    made_at: str = ""
    """When the idea was noted, as an instant in UTC."""
    since: str = ""
    """When it came into its stage, as an instant in UTC."""
    before: str = ""
    """The stage that it was in before: where a release leads back to."""
    why: str = ""
    """Why it is held, expired, dropped or sent back, in words."""
    content: Content = Content()
    wording_by: str = ""
    """The login of who wrote the wording or changed it last: it is not theirs to approve (T07)."""
    version: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        """The posts of a thread, or the only one."""
        return thread_parts(self.text)

    @property
    def title(self) -> str:
        """Its first line that says something; empty when it has no text."""
        lines = [line.strip() for line in self.text.splitlines()]
        return next((line for line in lines if line and line != "---"), "")


def thread_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each post of a thread begins and ends in a text, the line breaks around it left out; at least one.

    A line of three hyphens parts two posts wherever it stands: first or last it leaves an empty post beside it.
    """
    cuts = [(found.start(), found.end()) for found in _BETWEEN.finditer(text)]
    edges = zip((0, *(end for _, end in cuts)), (*(start for start, _ in cuts), len(text)), strict=True)
    return tuple(_trimmed(text, first, last) for first, last in edges)


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    """The same span without the line breaks at its ends; a lone carriage return is none."""
    while first < last and text.startswith(("\n", "\r\n"), first, last):
        first += 1 + (text[first] == "\r")
    while first < last and text.endswith("\n", first, last):
        last -= 1 + text.endswith("\r\n", first, last)
    return first, last


def thread_parts(text: str) -> tuple[str, ...]:
    """The posts of a thread, or the only one."""
    return tuple(text[first:last] for first, last in thread_spans(text))


@frozen
class Approval:
    """What a reviewer said of one wording of a post (T07)."""

    id: str
    post: str
    login: str
    at: str
    verdict: Literal["approved", "changes"]
    hash: str
    """Of what was looked at (`approvals.wording`); another hash makes it void."""
    role: str = ""
    """The role in which it was given."""
    comment: str = ""
    version: int = 0


@frozen
class Comment:
    """Something said about a post."""

    id: str
    post: str
    login: str
    at: str
    text: str
    version: int = 0


@frozen
class Waiver:
    """A finding that somebody took responsibility for, with the reason; it holds for this wording alone."""

    id: str
    post: str
    rule: str
    login: str
    at: str
    reason: str
    hash: str
    version: int = 0


@frozen
class Tag:
    """What somebody said a post was that is out, whoever planned it: what lifts and budgets count it as."""

    account: str
    ref: str
    """Its id on X."""
    intent: str = ""
    topic: str = ""
    format: str = ""
    cta: str = ""
    goal: str = ""
    """The name of the goal that it served."""
    version: int = 0


@frozen
class Asset:
    """A copy template, a snippet or a picture of the team's library, in its newest version (T06)."""

    id: str
    name: str
    kind: Literal["template", "snippet", "picture"]
    body: str
    """The text; of a picture its path or link."""
    alt: str = ""
    account: str = ""
    """For which account; empty: for all."""
    owner: str = ""
    number: int = 1
    """Its version as people count it: 1, 2, 3 …"""
    version: int = 0


@frozen
class Task:
    """A piece of work with a due day: from a template of a goal type, from a rule, or typed."""

    id: str
    title: str
    due: date
    role: str = ""
    minutes: int = 0
    goal: str = ""
    """The goal's name."""
    account: str = ""
    why: str = ""
    """The rule it rests on."""
    template: str = ""
    """The template's key and period, so that laying out a week twice adds nothing."""
    owner: str = ""
    state: Literal["open", "done", "skipped"] = "open"
    done_on: str = ""
    skipped_because: str = ""
    makes_post: bool = False
    version: int = 0
