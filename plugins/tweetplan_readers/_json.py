"""JSON from somebody else: no NaN, no infinity, no number too long, no name twice, no depth that breaks the parser."""

import json
import math
import re
from typing import Any

from tweetplan.api import Problem

_ASSIGNED = re.compile(r"\s*window\.([A-Za-z_][\w.]*)\s*=\s*")
LONGEST_NUMBER = 40


def assigned_name(text: str) -> str:
    """What a data file of X's archive assigns to: `YTD.tweets.part0`; empty when it is plain JSON."""
    found = _ASSIGNED.match(text)
    return found[1] if found else ""


def parsed(text: str, name: str) -> Any:
    """The JSON value, behind the `window.… =` of an archive's file if it has one; raises `Problem` naming the place."""
    start = _ASSIGNED.match(text)
    body = text[start.end() :].rstrip().removesuffix(";") if start else text
    try:
        return json.loads(
            body, parse_constant=_refused, parse_float=_finite, parse_int=_whole, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        raise Problem(f"{name} is not valid JSON: line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except RecursionError:
        raise Problem(f"{name} was refused: its JSON is nested too deep.") from None
    except ValueError as error:
        raise Problem(f"{name} was refused: {error}.") from error


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number that JSON knows")


def _finite(text: str) -> float:
    if len(text) > LONGEST_NUMBER or not math.isfinite(found := float(text)):
        raise ValueError(f"the number {text[:LONGEST_NUMBER]} is too large")
    return found


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError(f"the number {text[:LONGEST_NUMBER]}… is too long")
    return int(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(
            f"the name {next(name for name in names if names.count(name) > 1)[:40]!r} stands twice in one object"
        )
    return found
