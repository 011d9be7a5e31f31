"""Finding mentions, lists, hashtags, cashtags and the account that a reply answers, as X's published rules have it."""

import re
import unicodedata
from collections.abc import Iterator

from tweetplan.analysis.x_text_urls import DIRECTIONS, LATIN, PUNCTUATION, SPACES
from tweetplan.domain.draft import Entity

_MENTION = re.compile(
    r"(?:^|(?<=[^a-zA-Z0-9_!#$%&*@＠])|(?:(?<=[^a-zA-Z0-9_+~.-])|^)[rR][tT]:?)"
    r"(?P<mention>[@＠](?P<name>[a-zA-Z0-9_]{1,20})(?P<list>/[a-zA-Z][a-zA-Z0-9_-]{0,24})?)"
)
_MENTION_BROKEN = re.compile(rf"[@＠{LATIN}]|://")
_REPLY = re.compile(rf"[{SPACES}{DIRECTIONS}]*[@＠](?P<name>[a-zA-Z0-9_]{{1,20}})")
_CASHTAG = re.compile(
    rf"(?:^|(?<=[{SPACES}{DIRECTIONS}]))\$(?P<name>[a-zA-Z]{{1,6}}(?:[._][a-zA-Z]{{1,2}})?)"
    rf"(?=$|[{SPACES}]|[{PUNCTUATION}])"
)
_HASH = re.compile("[#＃](?![\ufe0f\u20e3])")
_TAG_SIGNS = frozenset(
    "_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7"
)
"""What a hashtag may hold beside letters, marks and digits."""


def mentions(text: str) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """The accounts that a text names, and the lists, in order; a list's text is `name/list`."""
    names: list[Entity] = []
    lists: list[Entity] = []
    for match in _MENTION.finditer(text):
        start, end = match.span("mention")
        if not _MENTION_BROKEN.match(text, end):
            found = Entity(text[start + 1 : end], start, end)
            (lists if match["list"] else names).append(found)
    return tuple(names), tuple(lists)


def reply_to(text: str) -> str:
    """The name that a text begins with, which makes it a reply; empty when it is none."""
    match = _REPLY.match(text)
    return "" if match is None or _MENTION_BROKEN.match(text, match.end()) else match["name"]


def cashtags(text: str) -> tuple[Entity, ...]:
    """Ticker symbols such as `$TERN`, in order."""
    return tuple(Entity(match["name"], *match.span()) for match in _CASHTAG.finditer(text))


def hashtags(text: str) -> tuple[Entity, ...]:
    """Hashtags of every script, in order: one letter at least, no letter, digit or & before the sign."""
    return tuple(_hashtags(text))


def _hashtags(text: str) -> Iterator[Entity]:
    place = 0
    while (sign := _HASH.search(text, place)) is not None:
        start, end = sign.start(), sign.end()
        place = end
        if start and not _opens_tag(text[start - 1]):
            continue
        letters = False
        while end < len(text) and (kind := _tag_kind(text[end])):
            letters |= kind == "letter"
            end += 1
        place = end
        if letters and not text.startswith(("#", "＃", "://"), end):
            yield Entity(text[start + 1 : end], start, end)


def _tag_kind(character: str) -> str:
    """`letter` (marks too), `digit` (and what else may stand inside a tag), or nothing."""
    if character.isascii():
        return "letter" if character.isalpha() else "digit" if character.isdigit() or character == "_" else ""
    if character in _TAG_SIGNS:
        return "digit"
    category = unicodedata.category(character)
    if category[0] == "L" or category[0] == "M":
        return "letter"
    return "digit" if category == "Nd" else ""


def _opens_tag(before: str) -> bool:
    return before in "\ufe0e\ufe0f" or (before != "&" and not _tag_kind(before))
