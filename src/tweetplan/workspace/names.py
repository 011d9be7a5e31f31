"""Names and zones that people type: checked once, refused with the nearest that exists."""

from collections.abc import Iterable
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.text import blank, storable


def missing(kind: str, name: str, known: Iterable[str], remedy: str = "") -> NotFound:
    """That there is no `kind` of this name, with the nearest one there is, or with what to do."""
    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    if near:
        return NotFound(f"There is no {kind} {name!r}.", f"Did you mean {near[0]!r}?")
    listed = f"There are: {', '.join(names[:8])}{' …' if len(names) > 8 else ''}." if names else remedy
    return NotFound(f"There is no {kind} {name!r}.", listed)


def zone_name(name: str) -> str:
    """The name, if it is an IANA zone; raises `UsageProblem` otherwise."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise UsageProblem(f"{name!r} is not a time zone.", "Use an IANA name such as Europe/Berlin.") from error
    return name


def one_line(text: str, what: str, most: int = 200, *, may_be_empty: bool = False) -> str:
    """The text without spaces around it; raises `UsageProblem` when it is blank, too long or not one line."""
    held = text.strip()
    if not held and may_be_empty:
        return ""
    if blank(held):
        raise UsageProblem(f"The {what} is empty.")
    if len(held) > most:
        raise UsageProblem(f"The {what} has {len(held)} characters; {most} are the most.")
    if not held.isprintable() and any(ord(character) < 32 or ord(character) == 127 for character in held):
        raise UsageProblem(f"The {what} holds a line break or a control character.")
    if storable(held)[1]:
        raise UsageProblem(f"The {what} holds a character that cannot be stored.")
    return held
