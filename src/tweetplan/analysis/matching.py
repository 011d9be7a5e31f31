"""Which imported posts are which of the plan's: by a person's word, by id, by campaign link, then by text and day.

A match that is said to be sure is never wrong on purpose: whatever could be two of the plan's posts, or is claimed by
two imported ones, or is only like a text of the plan, is unsure and left to a person (T07).
"""

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import NamedTuple

from tweetplan.analysis.x_text_urls import urls
from tweetplan.domain.likeness import shingles, tokens
from tweetplan.domain.posts import Post

NEAR = 0.6
"""How alike two texts are that may be the same post (share of matching characters)."""
IN_COMMON = 0.5
"""The share of the shorter text's words below which two texts are not looked at further."""
CLOSE = 0.85
"""How alike the texts of one template are, that differ in a word or a number."""
LONG_ENOUGH = 40
"""Characters after which a cut text stands for the whole: X's exports cut long posts."""
NEAR_DAYS = 1
"""Days between plan and posting that are still the same day: zones, and posts that slip over midnight."""
LINK_DAYS = 3
"""Days between plan and posting within which a link that one post of the plan alone has is proof enough."""
FAR_DAYS = 31
"""Days beyond which the same text is another posting of it, and not worth a question."""
THREAD_TIME = 30 * 60 * 1000 << 22
"""Between the ids of a thread's first and last post: half an hour, as ids of X count time."""
KEPT, KEPT_LEAST = 0.2, 3
"""The share, and the number, of neighbouring words that a text keeps which was written anew: it may be the same."""
MOST_NEAR = 5
"""Of the plan's posts that are named for one unsure imported post."""
_LINK = re.compile(r"https?://\S+")


class Posted(NamedTuple):
    """An imported post as matching sees it."""

    ref: str
    account: str
    day: str
    """Local, ISO."""
    text: str


@dataclass
class Matches:
    """What was found; a post of the plan is matched to one imported post at most, and its thread to the rest."""

    matched: dict[str, str] = field(default_factory=dict)
    """Ref → id of the plan's post."""
    parts: dict[str, str] = field(default_factory=dict)
    """Ref → id of the plan's post in whose thread it is a later post."""
    unsure: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Ref → ids of the plan's posts that it may be, the likeliest first."""

    @property
    def all(self) -> dict[str, str]:
        """Every imported post that is surely of the plan, with the plan's post."""
        return {**self.parts, **self.matched}


@dataclass(slots=True)
class _Claim:
    """What one imported post may be."""

    row: Posted
    text: str
    sure: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    """The posts of the plan in whose thread its text stands as a later post."""


def match(
    planned: Sequence[Post], posted: Iterable[Posted], decided: Mapping[tuple[str, str], str] | None = None
) -> Matches:
    """Match imported posts to the plan's posts of the same account.

    Sure: a person's word (`decided`: account and ref → post, empty for none of ours), the id, a campaign link that one
    post of the plan alone has, or the same text on its day; each only while nothing else could claim it.
    """
    found, held = Matches(), dict[tuple[str, str], _Claim]()
    if not planned:
        return found
    plans = {account: _Plan(posts) for account, posts in _by_account(planned).items()}
    for row in posted:
        plan = plans.get(row.account)
        said = decided.get((row.account, row.ref)) if decided else None
        if plan is None or said == "":
            continue
        known = said if said in plan.posts else plan.by_id.get(row.ref)
        if known is not None:
            found.matched[row.ref] = known
        elif plan.first <= row.day <= plan.last or plan.links:
            claim = plan.claim(row)
            if claim.sure or claim.maybe or claim.tail or row.day in plan.near_days:
                held[row.account, row.ref] = claim
    _settle(list(held.values()), plans, found)
    return found


def _by_account(planned: Iterable[Post]) -> dict[str, list[Post]]:
    held: dict[str, list[Post]] = {}
    for post in planned:
        held.setdefault(post.account, []).append(post)
    return held


def _settle(claims: Sequence[_Claim], plans: Mapping[str, "_Plan"], found: Matches) -> None:
    """Say of every claim whether it is sure: one post for it, it alone for the post, and no likelier one near by."""
    claimants: dict[str, int] = {}
    for claim in claims:
        for identity in claim.sure:
            claimants[identity] = claimants.get(identity, 0) + 1
    taken = set(found.matched.values())
    for plan in plans.values():
        taken |= plan.out
    exact = {claim.sure[0] for claim in claims if len(claim.sure) == 1 and claimants[claim.sure[0]] == 1}
    for claim in claims:
        plan = plans[claim.row.account]
        if len(claim.sure) == 1 and not claim.tail and claim.sure[0] in exact and claim.sure[0] not in taken:
            if plan.posts[claim.sure[0]].state != "dropped" and not plan.nearer(claim, exact):
                found.matched[claim.row.ref] = claim.sure[0]
    taken |= set(found.matched.values())
    heads = {identity: ref for ref, identity in found.matched.items()}
    for claim in claims:
        if claim.row.ref not in found.matched:
            _leave_open(claim, plans[claim.row.account], heads, taken, found)
    _keep_single_parts(claims, found)


def _leave_open(claim: _Claim, plan: "_Plan", matched: Mapping[str, str], taken: set[str], found: Matches) -> None:
    """A later post of a thread whose first is known, else unsure between what is still open, else nothing of ours."""
    ref = claim.row.ref
    heads = {each: matched.get(each) or plan.out_refs.get(each, "") for each in claim.tail}
    after = [each for each, head in heads.items() if _follows(ref, head)]
    if len(after) == 1 and all(heads.values()) and not claim.sure:
        found.parts[ref] = after[0]
        return
    left = [each for each in (*claim.sure, *claim.maybe, *claim.tail) if each not in taken or each in claim.tail]
    if claim.text and not claim.sure:
        left += plan.near(claim, taken)
    if left:
        found.unsure[ref] = tuple(dict.fromkeys(left))[:MOST_NEAR]


def _keep_single_parts(claims: Iterable[_Claim], found: Matches) -> None:
    """A later post of a thread that was posted twice is unsure both times."""
    seen: dict[tuple[str, str], list[str]] = {}
    for claim in claims:
        if claim.row.ref in found.parts:
            seen.setdefault((found.parts[claim.row.ref], claim.text), []).append(claim.row.ref)
    for (identity, _), refs in seen.items():
        for ref in refs if len(refs) > 1 else ():
            del found.parts[ref]
            found.unsure[ref] = (identity,)


def _follows(ref: str, head: str) -> bool:
    """Whether one post of X came soon after another: their ids grow with time."""
    if not head or not head.isdecimal() or not ref.isdecimal():
        return False
    return 0 < int(ref) - int(head) <= THREAD_TIME


class _Plan:
    """One account's posts of the plan, by what an imported post may show of them."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self.posts = {post.id: post for post in posts}
        self.by_id = {post.x_id: post.id for post in posts if post.x_id}
        self.out = {post.id for post in posts if post.x_id}
        self.out_refs = {post.id: post.x_id for post in posts if post.x_id}
        self.links: dict[str, list[str]] = {}
        self.heads: dict[str, list[str]] = {}
        self.tails: dict[str, list[str]] = {}
        self.days: dict[date, list[str]] = {}
        self.text: dict[str, str] = {}
        self.words: dict[str, frozenset[str]] = {}
        for post in posts:
            self._add(post)
        self.long = sorted((text, identity) for identity, text in self.text.items() if len(text) >= LONG_ENOUGH)
        self.near_days = frozenset(day.isoformat() for day in self.days)
        days = sorted(self.days)
        self.first = (days[0] - timedelta(FAR_DAYS)).isoformat() if days else "0000"
        self.last = (days[-1] + timedelta(FAR_DAYS)).isoformat() if days else "9999"
        if any(post.planned_for is None for post in posts):
            self.first, self.last = "0000", "9999"

    def _add(self, post: Post) -> None:
        if post.utm:
            self.links.setdefault(plain_link(post.utm), []).append(post.id)
        head, *rest = (_written(part) for part in post.parts)
        if head:
            self.text[post.id] = head
            self.words[post.id] = frozenset(tokens(head))
            self.heads.setdefault(head, []).append(post.id)
        for part in rest:
            if part:
                self.tails.setdefault(part, []).append(post.id)
        for away in range(-NEAR_DAYS, NEAR_DAYS + 1) if post.planned_for else ():
            if post.planned_for is not None:
                self.days.setdefault(post.planned_for + timedelta(away), []).append(post.id)

    def claim(self, row: Posted) -> _Claim:
        """Everything of the plan that an imported post may be."""
        linked = [each for link in _LINK.findall(row.text) for each in self.links.get(plain_link(link), ())]
        claim = _Claim(row, plain_text(row.text))
        day = date.fromisoformat(row.day)
        if not linked and not self.first <= row.day <= self.last:
            return claim
        owner = set(linked) if len(set(linked)) == 1 else set[str]()
        by_link = {each for each in owner if self._away(each, day) <= LINK_DAYS}
        same = self.heads.get(claim.text, ()) if claim.text else ()
        by_text = {each for each in same if self._on(each, day)}
        if not by_text and not by_link:
            by_text = {each for each in self._cut(row.text, claim.text) if self._on(each, day)}
        claim.sure = sorted(owner & by_text or (owner if by_text else by_link) | by_text)
        if claim.text:
            claim.tail = [each for each in self.tails.get(claim.text, ()) if self._away(each, day) <= LINK_DAYS]
        others = {each for each in (*linked, *same) if each not in claim.sure and self._away(each, day) <= FAR_DAYS}
        others |= {each for each in same if self.posts[each].planned_for is None and each not in claim.sure}
        claim.maybe = sorted(others, key=lambda each: (self._away(each, day), each))
        return claim

    def near(self, claim: _Claim, taken: set[str]) -> list[str]:
        """The posts of about this day that nothing else is and whose text is like this one, the likest first."""
        left = [each for each in self.days.get(date.fromisoformat(claim.row.day), ()) if each not in taken]
        if not left:
            return []
        mine, pieces = frozenset(tokens(claim.text)), shingles(claim.text)
        likest = sorted((-self._likeness(claim.text, mine, each), each) for each in left)
        kept = [each for ratio, each in likest if -ratio < NEAR and self._kept(pieces, each)]
        return [*(each for ratio, each in likest if -ratio >= NEAR), *kept]

    def _kept(self, pieces: frozenset[str], identity: str) -> bool:
        """Whether a text keeps so much of a post of the plan that it may be that one, written anew."""
        theirs = shingles(self.text.get(identity, ""))
        common = len(pieces & theirs)
        return common >= KEPT_LEAST and common >= KEPT * min(len(pieces), len(theirs))

    def nearer(self, claim: _Claim, exact: set[str]) -> bool:
        """Whether another post of the same template was planned closer to that day, and nobody else has its text."""
        day = date.fromisoformat(claim.row.day)
        away, mine = self._away(claim.sure[0], day), frozenset(tokens(claim.text))
        return bool(away) and any(
            each not in exact
            and each not in self.out
            and self._away(each, day) < away
            and self._likeness(claim.text, mine, each) >= CLOSE
            for each in self.days.get(day, ())
        )

    def _likeness(self, text: str, mine: frozenset[str], identity: str) -> float:
        """How alike a text and a post of the plan are; 0 when they have few words in common, which is quickly seen."""
        theirs = self.words.get(identity)
        if not theirs or not mine or len(mine & theirs) < IN_COMMON * min(len(mine), len(theirs)):
            return 0.0
        return _likeness(text, self.text[identity])

    def _cut(self, raw: str, text: str) -> Iterable[str]:
        """The posts whose long text begins with this one: an export cuts."""
        if len(text) < LONG_ENOUGH:
            return
        at = bisect_left(self.long, (text, ""))
        while at < len(self.long) and self.long[at][0].startswith(text):
            yield self.long[at][1]
            at += 1

    def _on(self, identity: str, day: date) -> bool:
        return self.posts[identity].planned_for is not None and self._away(identity, day) <= NEAR_DAYS

    def _away(self, identity: str, day: date) -> int:
        """Days between plan and posting; none when it was planned for no day."""
        planned = self.posts[identity].planned_for
        return abs((planned - day).days) if planned else 0


def _written(text: str) -> str:
    """A text of the plan for comparison, without what X makes a link of: exports show these as t.co, or expanded."""
    for found in reversed(urls(text)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return plain_text(text)


def plain_text(text: str) -> str:
    """A text for comparison: no links, one case, one form of each character, single spaces, no dots at its end."""
    if "&" in text:
        text = html.unescape(text)
    return " ".join(unicodedata.normalize("NFKC", _LINK.sub(" ", text)).casefold().split()).rstrip(". ")


def plain_link(link: str) -> str:
    """A link for comparison: no scheme, no closing punctuation or slash, host in lower case."""
    rest = link.strip().split("://", 1)[-1].rstrip(".,;:!?)”’\"'…").rstrip("/")
    host, slash, path = rest.partition("/")
    return host.lower().removeprefix("www.") + slash + path


def _likeness(mine: str, text: str) -> float:
    """The share of matching characters; 0 when it is surely below what counts as near."""
    matcher = SequenceMatcher(None, mine, text, autojunk=False)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    return matcher.ratio()
