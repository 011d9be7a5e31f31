"""Which imported posts are which of the plan's: by id, then by campaign link, then by text and day."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import NamedTuple

from tweetplan.domain.posts import Post

NEAR = 0.85
"""How alike two texts are that may be the same post (share of matching characters)."""
LONG_ENOUGH = 40
"""Characters after which a cut text stands for the whole: X's exports cut long posts."""
NEAR_DAYS = 1
"""Days between plan and posting that are still the same day: zones, and posts that slip over midnight."""
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
    """What was found; a post of the plan is matched to one imported post at most."""

    matched: dict[str, str] = field(default_factory=dict)
    """Ref → id of the plan's post."""
    unsure: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Ref → ids of the plan's posts that it may be."""


def match(planned: Sequence[Post], posted: Iterable[Posted]) -> Matches:
    """Match imported posts to the plan's posts of the same account.

    Sure: the id, or a campaign link or text-and-day that only one post of the plan has. Several candidates, the same
    text on another day, or a text that is only near, is unsure.
    """
    found, taken = Matches(), set[str]()
    by_id = {post.x_id: post for post in planned if post.x_id}
    waiting = [post for post in planned if not post.x_id]
    links: dict[tuple[str, str], list[Post]] = {}
    texts: dict[str, list[tuple[Post, str]]] = {}
    for post in waiting:
        if post.utm:
            links.setdefault((post.account, plain_link(post.utm)), []).append(post)
        if plain_text(post.text):
            texts.setdefault(post.account, []).append((post, plain_text(post.text)))
    if not planned:
        return found
    for row in posted:
        known = by_id.get(row.ref)
        if known is not None and known.account == row.account:
            found.matched[row.ref] = known.id
            continue
        sure, near = _candidates(row, links, texts)
        open_sure = [post.id for post in sure if post.id not in taken]
        if len(open_sure) == 1:
            found.matched[row.ref] = open_sure[0]
            taken.add(open_sure[0])
        elif open_sure or near:
            found.unsure[row.ref] = tuple(open_sure or near)
    return found


def _candidates(
    row: Posted, links: Mapping[tuple[str, str], list[Post]], texts: Mapping[str, list[tuple[Post, str]]]
) -> tuple[list[Post], list[str]]:
    """The posts that this one surely is, and the ids of those that it may be."""
    for link in _LINK.findall(row.text) if links else ():
        sharing = links.get((row.account, plain_link(link)))
        if sharing:
            return sharing, []
    mine = plain_text(row.text)
    if not mine or row.account not in texts:
        return [], []
    day = date.fromisoformat(row.day)
    sure, near = [], []
    for post, text in texts[row.account]:
        on_day = post.planned_for is not None and abs(post.planned_for - day) <= timedelta(days=NEAR_DAYS)
        if _same(mine, text):
            if on_day:
                sure.append(post)
            else:
                near.append(post.id)
        elif on_day and _alike(mine, text):
            near.append(post.id)
    return sure, near


def plain_text(text: str) -> str:
    """A text for comparison: no links, one case, one form of each character, single spaces, no dots at its end."""
    return " ".join(unicodedata.normalize("NFKC", _LINK.sub(" ", text)).casefold().split()).rstrip(". ")


def plain_link(link: str) -> str:
    """A link for comparison: no scheme, no closing punctuation or slash, host in lower case."""
    rest = link.strip().split("://", 1)[-1].rstrip(".,;:!?)”’\"'…").rstrip("/")
    host, slash, path = rest.partition("/")
    return host.lower().removeprefix("www.") + slash + path


def _same(mine: str, text: str) -> bool:
    return mine == text or (len(mine) >= LONG_ENOUGH and text.startswith(mine))


def _alike(mine: str, text: str) -> bool:
    matcher = SequenceMatcher(None, mine, text, autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR
