"""Finding links as X does: with `https://` or without, in any script, ended where X ends them.

The rules are those of X's published text library. They are kept here rather than taken from a package because the one
there is cannot be imported without an old `pkg_resources`, takes half a second to start and milliseconds for a text.
Every step looks at a bounded stretch, so that the time grows with the text's length and no faster.
"""

import re
from functools import cache
from pathlib import Path

from tweetplan.domain.draft import Entity

MOST_CHARACTERS = 4096
"""Of a link with its domain in ASCII and `https://` counted twice, as X counts it."""
MOST_SHORT = 40
"""Of what follows `t.co/`."""
TLDS = Path(__file__).with_name("x_text_tlds.txt")

SPACES = r"\x09-\x0d\x20\x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
DIRECTIONS = r"\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
FORBIDDEN = r"\ufffe\ufeff\uffff"
LATIN = (
    r"\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289"
    r"\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
PUNCTUATION = r"!'#%&()*+,\\\-./:;<=>?@\[\]\^_{|}~$"

_LETTER = rf"[^{PUNCTUATION}{SPACES}{FORBIDDEN}{DIRECTIONS}]"
_LABEL = rf"{_LETTER}{{1,63}}+(?:[_-]{{1,63}}+{_LETTER}{{1,63}}+){{0,63}}+"
_PATH_LETTER = rf"[a-z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{LATIN}]"
_BRACKETS = rf"\((?:{_PATH_LETTER}++|{_PATH_LETTER}*+\({_PATH_LETTER}++\){_PATH_LETTER}*+)\)"
_QUERY_LETTER, _QUERY_END = r"[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]", r"[a-z0-9\-_&=#/]"
_QUERY = rf"\?{_QUERY_LETTER}*{_QUERY_END}"

_HOST = re.compile(
    rf"(?P<before>[^A-Za-z0-9@＠$#＃{FORBIDDEN}]|^)(?P<protocol>https?://)?(?P<labels>(?:{_LABEL}\.){{1,127}}+)",
    re.IGNORECASE,
)
_PORT = re.compile(r"(?::[0-9]+)?")
_PATH_RUN = re.compile(rf"(?:{_PATH_LETTER}++|{_BRACKETS})*+", re.IGNORECASE)
_PATH_END = re.compile(rf"[+\-a-z\u0400-\u04ff0-9=_#/{LATIN}]", re.IGNORECASE)
_BRACKETS_RUN = re.compile(rf"(?:{_BRACKETS})*+", re.IGNORECASE)
_QUERY_MAYBE = re.compile(rf"(?:{_QUERY})?", re.IGNORECASE)
_SHORT = re.compile(rf"https?://t\.co/(?P<slug>[a-z0-9]+)(?:{_QUERY})?", re.IGNORECASE)
_ASCII_LABELS = re.compile(rf"(?:[\-a-z0-9{LATIN}]+\.)++", re.IGNORECASE)
_ASCII_TLD = re.compile(r"[xX][nN]--[\-0-9a-zA-Z]+|[a-zA-Z]+(?![0-9a-zA-Z@+-])")
_GOES_ON = re.compile(r"[0-9a-zA-Z@+-]")


@cache
def _tlds() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Top-level domains: those in ASCII, and the others by their first letter, longest first."""
    known = TLDS.read_text(encoding="utf-8").split()
    others: dict[str, tuple[str, ...]] = {}
    for name in sorted((name for name in known if not name.isascii()), key=len, reverse=True):
        others[name[0]] = (*others.get(name[0], ()), name)
    return frozenset(name for name in known if name.isascii()), others


def urls(text: str) -> tuple[Entity, ...]:
    """Every link of a text, in order."""
    found: list[Entity] = []
    place = 0
    while text.find(".", place) >= 0 and (host := _HOST.search(text, place)):
        start, end = host.start("labels"), _domain_end(text, host.start("labels"), host.end("labels"))
        if end is None:
            place = host.end() - 1  # the dot may be what stands before the next one
            continue
        port = _reached(_PORT, text, end)
        path = _path_end(text, port + 1) if text.startswith("/", port) else port
        place = _reached(_QUERY_MAYBE, text, path)
        if host["protocol"]:
            found += _with_protocol(text, host.start("protocol"), start, end, place)
        elif host["before"] not in ("-", "_", ".", "/"):
            found += _without_protocol(text, start, end, place if path > port else 0)
    return tuple(found)


def _reached(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Where a pattern that may match nothing ends."""
    match = pattern.match(text, place)
    return match.end() if match else place


def _path_end(text: str, start: int) -> int:
    """Where a path ends that begins after a slash: at the last character that may end one, or at brackets after it."""
    depth = 0
    for place in range(_reached(_PATH_RUN, text, start), start, -1):
        letter = text[place - 1]
        depth += (letter == ")") - (letter == "(")
        if not depth and letter != "(" and _PATH_END.match(letter):
            return _reached(_BRACKETS_RUN, text, place)
    return _reached(_BRACKETS_RUN, text, start)


def _domain_end(text: str, start: int, end: int) -> int | None:
    """Where a domain ends whose labels, each with its dot, lie between `start` and `end`; None when it has no TLD."""
    dot = end - 1
    while dot > start:
        label = text.rfind(".", start, dot) + 1 or start
        if (found := _tld_end(text, dot + 1)) and "_" not in text[label:dot]:
            return found
        dot = label - 1
    return None


def _tld_end(text: str, start: int) -> int | None:
    known, others = _tlds()
    match = _ASCII_TLD.match(text, start)
    if match is not None and ((name := match[0].lower()) in known or name.startswith("xn--")):
        return match.end()
    for name in others.get(text[start : start + 1], ()):
        end = start + len(name)
        if text.startswith(name, start) and not _GOES_ON.match(text, end):
            return end
    return None


def _with_protocol(text: str, start: int, domain: int, domain_end: int, end: int) -> list[Entity]:
    ascii_length = _ascii_length(text[domain:domain_end])
    if ascii_length is None or (domain - start) + (end - domain_end) + ascii_length > MOST_CHARACTERS - (
        domain - start
    ):
        return []
    short = _SHORT.match(text, start)
    if short is not None:
        if len(short["slug"]) > MOST_SHORT:
            return []
        end = min(end, short.end())
    return [Entity(text[start:end], start, end)]


def _without_protocol(text: str, start: int, end: int, tail: int) -> list[Entity]:
    """Links that nobody marked as such: only domains in ASCII count; the last has the path that reaches to `tail`."""
    found: list[Entity] = []
    place = start
    while labels := _ASCII_LABELS.search(text, place, end):
        found_end = _domain_end(text, labels.start(), labels.end())
        place = labels.end() if found_end is None else found_end
        if found_end is not None and found_end <= end and _ascii_length(text[labels.start() : found_end]) is not None:
            found.append(Entity(text[labels.start() : found_end], labels.start(), found_end))
    if found and tail:
        last = found[-1].start
        found[-1] = Entity(text[last:tail], last, tail)
    return found


def _ascii_length(domain: str) -> int | None:
    """The length of a domain as the network writes it; None when it cannot be written so."""
    if domain.isascii():
        return len(domain) if all(0 < len(label) < 64 for label in domain.split(".")) else None
    try:
        return len(domain.encode("idna"))
    except UnicodeError:
        return None
