"""Own fields: what a goal type asks of its goals beyond what every goal has (an event's date, a number of seats)."""

import math
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Literal, Union, get_args, get_origin

from tweetplan.domain.findings import Finding
from tweetplan.domain.values import frozen

FieldType = Literal["text", "integer", "number", "date", "yes/no"]
YES_NO = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}
EXAMPLES: dict[FieldType, str] = {
    "text": "text",
    "integer": "a whole number, such as 40",
    "number": "a number, such as 1.5",
    "date": "a date, such as 2026-06-01",
    "yes/no": "yes or no",
}


@frozen
class OwnField:
    """One own field of a goal type: how it is called, what it holds, whether it must be given."""

    name: str
    type: FieldType
    required: bool = True
    default: object = None
    help: str = ""

    def __post_init__(self) -> None:
        if self.type == "date" and isinstance(self.default, str):  # as it was stored
            object.__setattr__(self, "default", date.fromisoformat(self.default))

    def read(self, given: object) -> object:
        """What a person or a file gave, as this field's type; raises `ValueError` with an example of a good one."""
        value = _READERS[self.type](given)
        if value is None:
            raise ValueError(f"{self.name} wants {EXAMPLES[self.type]}, not {given!r}")
        return value


def read_own_fields(
    declared: Iterable[OwnField], given: Mapping[str, object]
) -> tuple[dict[str, object], tuple[Finding, ...]]:
    """The own fields of a goal by name, defaults filled in, and an error finding for each that is wrong or missing."""
    known = {entry.name: entry for entry in declared}
    values: dict[str, object] = {}
    found = [
        Finding("goal.own-field", "error", f"This goal type has no field {name!r}.", name, _nearest(name, known))
        for name in given
        if name not in known
    ]
    for entry in known.values():
        if given.get(entry.name) is None:
            if entry.required:
                wanted = EXAMPLES[entry.type]
                found.append(
                    Finding(
                        "goal.own-field",
                        "error",
                        f"{entry.name} is missing.",
                        entry.name,
                        f"Give it {wanted}. {entry.help}".strip(),
                    )
                )
            elif entry.default is not None:
                values[entry.name] = entry.default
            continue
        try:
            values[entry.name] = entry.read(given[entry.name])
        except ValueError as error:
            found.append(
                Finding("goal.own-field", "error", f"{error}.", entry.name, f"Give it {EXAMPLES[entry.type]}.")
            )
    return values, tuple(found)


def own_fields(params: type) -> tuple[OwnField, ...]:
    """The fields of a `Params` dataclass as values; raises `TypeError` naming what no form can show."""
    if not is_dataclass(params):
        if getattr(params, "__annotations__", None):
            raise TypeError("Params has fields but is no dataclass; put @dataclass(frozen=True) before it")
        return ()
    return tuple(_own_field(entry) for entry in fields(params))


def _own_field(entry: Field[Any]) -> OwnField:
    kind = _field_type(entry)
    default: Any = entry.default if entry.default_factory is MISSING else entry.default_factory()
    required = default is MISSING
    made = OwnField(entry.name, kind, required, None if required else default, str(entry.metadata.get("help", "")))
    if not required and default is not None and _READERS[kind](default) != default:
        raise TypeError(f"the default of field {entry.name!r} is {default!r}, which is not {EXAMPLES[kind]}")
    return made


_FIELD_TYPES: dict[object, FieldType] = {
    str: "text", int: "integer", float: "number", date: "date", bool: "yes/no",
    "str": "text", "int": "integer", "float": "number", "date": "date", "bool": "yes/no",
    "datetime.date": "date",
}  # fmt: skip


def _field_type(entry: Field[Any]) -> FieldType:
    """Of an annotation as Python gives it: a type, its name (with deferred annotations), or either `| None`."""
    kind: object = entry.type
    if get_origin(kind) in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not types.NoneType]
        kind = options[0] if len(options) == 1 else kind
    if isinstance(kind, str):
        kind = kind.replace(" ", "").removesuffix("|None")
    found = _FIELD_TYPES.get(kind)
    if found is None:
        raise TypeError(f"field {entry.name!r} has type {entry.type!r}; use str, int, float, bool or date")
    return found


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Its fields are: {', '.join(known)}." if known else "It has no fields of its own."


def _text(given: object) -> str | None:
    return given if isinstance(given, str) else None


def _integer(given: object) -> int | None:
    if isinstance(given, bool) or not isinstance(given, (int, str)):
        return None
    try:
        return int(given)
    except ValueError:
        return None


def _number(given: object) -> float | None:
    if isinstance(given, bool) or not isinstance(given, (int, float, str)):
        return None
    try:
        value = float(given)
    except (ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def _date(given: object) -> date | None:
    if isinstance(given, datetime):
        return None
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None


def _yes_no(given: object) -> bool | None:
    if isinstance(given, bool):
        return given
    return YES_NO.get(given.strip().lower()) if isinstance(given, str) else None


_READERS = {"text": _text, "integer": _integer, "number": _number, "date": _date, "yes/no": _yes_no}
