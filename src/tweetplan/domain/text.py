"""Text that somebody else wrote, made harmless for a terminal (UX rule 12), fit for a store, and told from blank.

`safe_text` is for display alone: the store keeps the original. It stops control bytes and order tricks; it does not
stop markup, so what it returns is still handed to widgets as plain text, never to a markup parser.
"""

import re
import unicodedata

MOST_CHARACTERS = 10_000
"""Code points shown of one text unless the caller says otherwise: a 200 kB cell costs a frame of seconds."""
MOST_MARKS = 4
"""Combining marks kept on one base character."""
MOST_JOINERS = 8
"""Zero-width joiners kept in one chain of joined characters, and other invisible characters on one base."""

REPLACEMENT = "\ufffd"
_JOINER = "\u200d"
_QUIET = "\u061c\u200c\u200e\u200f"
"""Invisible and legitimate: the non-joiner of Persian, and the marks that settle the direction of what has none."""
_DROPPED = "\u00ad\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f"
"""Soft hyphen, zero-width space, word joiner and its kin, byte-order mark, and the tag characters."""
_REPLACED = "\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
"""C1, line and paragraph separators, bidi embeddings, overrides and isolates, noncharacters, lone surrogates."""
_NEAR_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u06d6-\u06ed\u0711-\u074a\u07a6-\u109f"
    "\u135d-\u135f\u1712-\u193b\u1a17-\u1cf9\u1dc0-\u1dff\u20d0-\u20ff\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua69f\ua6f0\ua6f1"
    "\ua802-\uabed\ufb1e\ufe00-\ufe2f\U000101fd-\U0001bcff\U0001cf00-\U0001e9ff\U000e0100-\U000e01ef"
)
"""Every combining mark lies in these spans (with some letters: they only decide who gets the closer look)."""

_SUSPECT = re.compile(f"[\x00-\x1f\x7f{_REPLACED}{_DROPPED}]|[{_NEAR_MARKS}{_QUIET}{_JOINER}]{{5}}")
_GLYPHS = {**{code: chr(0x2400 + code) for code in range(0x20)}, 0x09: " ", 0x7F: "\u2421"}
ACTING = re.compile(f"[\x7f{_REPLACED}{_DROPPED}\u061c\u200e\u200f]")
"""What JSON and TOML for machines hold as an escape, though their grammar lets it stand bare (C0 it does not)."""
_DROPPED_RUN = re.compile(f"[{_DROPPED}]+")
_REPLACED_ONE = re.compile(f"[{_REPLACED}]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols by name that print nothing."""
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def safe_text(text: str, limit: int = MOST_CHARACTERS, newlines: bool = False) -> str:
    """The text as a terminal may have it: at most `limit` code points (cut: ends in `…`), one line unless `newlines`.

    Control characters become their visible glyphs (a tab a space), what reorders or breaks lines becomes U+FFFD, what
    hides is dropped, piles of marks are cut down. Right-to-left, CJK and emoji text comes back unchanged. Idempotent.
    """
    if len(text) > limit:
        text = text[: max(limit - 1, 0)] + "…"
    if text.isascii() and text.isprintable():
        return text
    if not _SUSPECT.search(text) and text.count(_JOINER) <= MOST_JOINERS:
        return text
    if newlines:
        text = "\n".join(line.translate(_GLYPHS) for line in text.replace("\r\n", "\n").split("\n"))
    else:
        text = text.translate(_GLYPHS)
    return _tamed(_REPLACED_ONE.sub(REPLACEMENT, _DROPPED_RUN.sub("", text)))


def storable(text: str) -> tuple[str, bool]:
    """What a store can hold, and whether that differs: NUL and lone surrogates become U+FFFD, split pairs join."""
    if not _UNSTORABLE.search(text):
        return text, False
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", REPLACEMENT), True


def blank(text: str) -> bool:
    """Whether a reader would see nothing: only spaces of any script, controls, and characters of no width."""
    return all(map(_unseen, text))


def _unseen(character: str) -> bool:
    if " " < character < "\x7f":
        return False
    return (
        character.isspace()
        or character in _FILLERS
        or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")
        or _SELECTORS.match(character) is not None
    )


def _tamed(text: str) -> str:
    """The text with its piles cut down: marks on a base, invisible characters on a base, joiners in a chain."""
    kept: list[str] = []
    marks = quiet = joins = 0
    joined = False
    for character in text:
        if character == _JOINER:
            joins, joined = joins + 1, True
            wanted = joins <= MOST_JOINERS
        elif character in _QUIET:
            quiet += 1
            wanted = quiet <= MOST_JOINERS
        elif character > "\u02ff" and unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            wanted = marks <= MOST_MARKS
        else:
            joins = joins if joined else 0
            marks, quiet, joined, wanted = 0, 0, False, True
        if wanted:
            kept.append(character)
    return "".join(kept)
