"""Text as X counts and reads it: the weighted length, whether X takes it, its links, names and tags; drafts made so.

A character of a Latin, Arabic or similar script counts 1, a Chinese one or an emoji 2, a link 23; 280 is the most.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from tweetplan.analysis.x_text_emoji import without_sequences
from tweetplan.analysis.x_text_names import cashtags, hashtags, mentions, reply_to
from tweetplan.analysis.x_text_urls import FORBIDDEN, urls
from tweetplan.domain.draft import Draft, Entities, Entity, Part
from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.language import guess_language, main_language

BETWEEN_PARTS = "\n\n"
_HEAVY = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_LINE_END = re.compile("\r\n?")
_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")


@dataclass(frozen=True, slots=True)
class Counting:
    """One version of X's published way to count."""

    limit: int
    weighs: bool
    """Whether characters beyond the light scripts count 2; else everything counts 1."""
    joins_emoji: bool
    """Whether an emoji of several code points counts as one sign."""
    url: int = 23


COUNTINGS = {
    "v1": Counting(140, weighs=False, joins_emoji=False),
    "v2": Counting(280, weighs=True, joins_emoji=False),
    "v3": Counting(280, weighs=True, joins_emoji=True),
}
"""X's three: as it began, with weights (2017), and with whole emoji (2018), which holds today."""
NOW = "v3"


def counting(name: str) -> Counting:
    """The counting of that name; raises `UsageProblem` for one that X never had."""
    if name not in COUNTINGS:
        raise UsageProblem(f"X never counted by {name!r}.", f"There are: {', '.join(COUNTINGS)}; {NOW} holds today.")
    return COUNTINGS[name]


def measured(text: str, config: str = NOW) -> Part:
    """One post's length and validity: 1 to the limit, and no character that X forbids."""
    rules = counting(config)
    length = _weighted_length(text, rules)
    return Part(text, 0, length, rules.limit, 0 < length <= rules.limit and not _FORBIDDEN.search(text))


def entities(text: str) -> Entities:
    """The links, names and tags of a text; where two overlap, the one that begins first stays."""
    names, lists = mentions(text) if "@" in text or "＠" in text else ((), ())
    kinds = {
        "urls": urls(text),
        "mentions": names,
        "lists": lists,
        "hashtags": hashtags(text) if "#" in text or "＃" in text else (),
        "cashtags": cashtags(text) if "$" in text else (),
    }
    reached, dropped = -1, set()
    for found in sorted(chain(*kinds.values()), key=lambda found: found.start):
        if found.start < reached:
            dropped.add(found)
        else:
            reached = found.end
    if dropped:
        kinds = {kind: tuple(one for one in found if one not in dropped) for kind, found in kinds.items()}
    return Entities(**kinds)


def draft(text: str | Sequence[str], *, lang: str = "", config: str = NOW, **known: Any) -> Draft:
    """A draft of one post, or of a thread given as its posts; `known` are the draft's other fields.

    A language that is not given is guessed. Raises `UsageProblem` for a way of counting that X never had.
    """
    posts = [text] if isinstance(text, str) else list(text)
    parts, found, place = [], [], 0
    for post in posts:
        parts.append(replace(measured(post, config), start=place))
        found.append(_moved(entities(post), place))
        place += len(post) + len(BETWEEN_PARTS)
    whole = BETWEEN_PARTS.join(posts)
    kinds = {kind: tuple(chain(*(getattr(held, kind) for held in found))) for kind in Entities.__dataclass_fields__}
    spoken = main_language(lang) or guess_language(whole)
    return Draft(whole, tuple(parts), Entities(**kinds), spoken, reply_to=reply_to(posts[0] if posts else ""), **known)


def _moved(found: Entities, by: int) -> Entities:
    if not by:
        return found

    def moved(kind: str) -> tuple[Entity, ...]:
        return tuple(Entity(one.text, one.start + by, one.end + by) for one in getattr(found, kind))

    return Entities(**{kind: moved(kind) for kind in Entities.__dataclass_fields__})


def _weighted_length(text: str, rules: Counting) -> int:
    text = _LINE_END.sub("\n", unicodedata.normalize("NFC", text))
    links = urls(text)
    if links:
        ends = (0, *(link.end for link in links))
        starts = (*(link.start for link in links), len(text))
        text = "\x00".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    joined = 0
    if rules.joins_emoji:
        text, joined = without_sequences(text)
    heavy = len(_HEAVY.findall(text)) if rules.weighs else 0
    return len(text) + heavy + 2 * joined + (rules.url - 1) * len(links)
