"""The keys a plan file may have, section by section, each with the kind of value it holds."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from tweetplan.domain.approvals import MODES
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.findings import Finding
from tweetplan.domain.text import blank, storable
from tweetplan.domain.values import frozen

Check = Callable[[Any], str]
"""Says what is wrong with a value, or nothing."""


@frozen
class Key:
    """One key of a section: what its value must be, and whether it must be there."""

    check: Check
    required: bool = False


def text(value: Any) -> str:
    """Any storable text."""
    if not isinstance(value, str):
        return "must be text in quotes"
    return (
        "" if storable(value)[0] == value else "holds characters that no store can keep (NUL or half a surrogate pair)"
    )


def name(value: Any) -> str:
    """Text that is not blank."""
    return text(value) or ("must not be blank" if blank(value) else "")


def number(value: Any) -> str:
    """A finite number."""
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15
    return "" if fits else "must be a number (finite, below 10^15)"


def whole(low: int, high: int) -> Check:
    """A whole number from `low` to `high`."""

    def check(value: Any) -> str:
        fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return "" if fits else f"must be a whole number from {low} to {high}"

    return check


def day(value: Any) -> str:
    """A bare date: a time of day would need a zone, and a goal has none."""
    if isinstance(value, datetime):
        return "must be a date without a time of day, like 2026-03-29"
    return "" if isinstance(value, date) else "must be a date without quotes, like 2026-03-29"


def one_of(*words: str) -> Check:
    """One of these words."""
    return lambda value: "" if value in words else f"must be one of {', '.join(words)}"


def zone(value: Any) -> str:
    """An IANA zone."""
    if not isinstance(value, str):
        return "must be a zone such as Europe/Berlin"
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        return f"{value!r} is no IANA zone; write one such as Europe/Berlin"
    return ""


def texts(value: Any) -> str:
    """A list of words."""
    fits = isinstance(value, list) and all(isinstance(held, str) and not text(held) for held in value)
    return "" if fits else 'must be a list of words, like ["mon", "tue"]'


def roles(value: Any) -> str:
    """A list of the five roles (T02)."""
    wrong = next((held for held in value if held not in ROLES), None) if not texts(value) else value
    return "" if wrong is None else f"must be a list of {', '.join(ROLES)}"


def table(check: Check) -> Check:
    """A table whose every value passes `check`."""

    def whole_table(value: Any) -> str:
        if not isinstance(value, dict):
            return "must be a table"
        return next((f"{key!r} {wrong}" for key, held in value.items() if (wrong := check(held))), "")

    return whole_table


def anything(_: Any) -> str:
    """Checked where its meaning is known."""
    return ""


def tables(value: Any) -> str:
    """A list of tables."""
    return "" if isinstance(value, list) and all(isinstance(held, dict) for held in value) else "must be [[…]] tables"


SECTIONS: Mapping[str, Mapping[str, Key]] = {
    "workspace": {"name": Key(name), "fiscal_year_starts": Key(whole(1, 12))},
    "accounts": {
        "handle": Key(name, required=True),
        "role": Key(one_of("main", "support")),
        "zone": Key(zone),
        "audience_zone": Key(zone),
        "approval": Key(one_of(*MODES)),
        "approval_roles": Key(roles),
        "checklist": Key(texts),
    },
    "team": {
        "login": Key(name, required=True),
        "roles": Key(roles),
        "zone": Key(zone),
        "hours": Key(table(text)),
        "minutes_a_week": Key(whole(0, 10_080)),
    },
    "goals": {
        "name": Key(name, required=True),
        "type": Key(name, required=True),
        "account": Key(name, required=True),
        "kpi": Key(name, required=True),
        "statement": Key(text),
        "reason": Key(text),
        "baseline": Key(number),
        "target": Key(number, required=True),
        "start": Key(day, required=True),
        "end": Key(day, required=True),
        "importance": Key(whole(1, 5)),
        "urgency": Key(whole(1, 5)),
        "tier": Key(one_of("primary", "secondary")),
        "supports": Key(text),
        "owner": Key(text),
        "campaign": Key(text),
        "draft": Key(lambda value: "" if isinstance(value, bool) else "must be true or false"),
        "set": Key(table(anything)),
        "anchors": Key(table(number)),
        "periods": Key(tables),
    },
    "themes": {
        "account": Key(name, required=True),
        "period": Key(name, required=True),
        "theme": Key(name, required=True),
    },
    "patterns": {
        "account": Key(name, required=True),
        "days": Key(texts, required=True),
        "times": Key(texts, required=True),
        "zone": Key(one_of("account", "audience")),
    },
    "mix": {"account": Key(name, required=True)},
    "reserve": {"hours": Key(number), "money": Key(number)},
}
PERIOD_KEYS: Mapping[str, Key] = {
    "period": Key(name, required=True),
    "focus": Key(text),
    "budget": Key(number),
    "counts": Key(table(whole(0, 1_000_000))),
}
TOP = ("format", "revision", "rules", *SECTIONS)


def check_keys(
    held: Mapping[str, Any], keys: Mapping[str, Key], where: str, *, open_ended: bool = False
) -> list[Finding]:
    """What is wrong with one table: unknown keys with the nearest known, wrong kinds of value, and what is missing."""
    wrong = []
    for key, value in held.items():
        if key in keys:
            if message := keys[key].check(value):
                wrong.append(Finding("plan.value", "error", f"{key} {message}.", where=f"{where}.{key}"))
        elif not open_ended:
            wrong.append(unknown(key, keys, where))
    for key, spec in keys.items():
        if spec.required and key not in held:
            wrong.append(
                Finding("plan.missing", "error", f"{key} is missing.", where=where, remedy=f"Add a line `{key} = …`.")
            )
    return wrong


def unknown(key: str, known: Mapping[str, Any] | tuple[str, ...], where: str) -> Finding:
    """An unknown key, with the nearest known one as the remedy."""
    near = get_close_matches(key, list(known), n=1)
    remedy = f"Did you mean {near[0]!r}?" if near else f"Known here: {', '.join(known)}."
    place = f"{where}.{key}" if where else key
    return Finding("plan.unknown_key", "error", f"There is no key {key!r}.", where=place, remedy=remedy)
