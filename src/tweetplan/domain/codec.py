"""Frozen dataclasses to plain JSON values and back, so that declarations can be stored as values.

`plain` and `restored` are inverse for dataclasses whose fields are text, numbers, booleans, dates, other such dataclasses, and
tuples or string-keyed mappings of these.
"""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: Any) -> Any:
    """The JSON value of a dataclass; fields that hold their default are left out, so that new fields do not change old hashes."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((entry, getattr(value, entry.name)) for entry in fields(value))
        return {entry.name: plain(held) for entry, held in pairs if held != entry.default}
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(held) for held in value]
    return value


def restored(kind: type[T], data: Any) -> T:
    """The dataclass of type `kind` that `plain` made `data` from; raises `ValueError` naming the field that does not fit."""
    made: T = _value(kind, data, kind.__name__)
    return made


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(kind: Any, data: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        return None if data is None else _value(options[0], data, where) if len(options) == 1 else data
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(data, Mapping):
            raise ValueError(f"{where}: expected a table, found {data!r}")
        hints = _hints(kind)
        known = {name: _value(hints[name], held, f"{where}.{name}") for name, held in data.items() if name in hints}
        try:
            return kind(**known)
        except TypeError as error:
            raise ValueError(f"{where}: {error}") from error
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_value(inner[0], held, where) for held in data)
        return tuple(_value(part, held, where) for part, held in zip(inner, data, strict=True))
    if origin is not None and origin is not Literal and issubclass(origin, Mapping):
        return {key: _value(get_args(kind)[1], held, where) for key, held in data.items()}
    if kind is date:
        return date.fromisoformat(data)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    return data
