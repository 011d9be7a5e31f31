"""Frozen dataclasses to plain JSON values and back, so that declarations can be stored as values.

`plain` and `restored` are inverse for dataclasses whose fields are text, numbers, booleans, dates, other such
dataclasses, and tuples or string-keyed mappings of these. Restoring checks what it reads, and names the
field that does not fit.
"""

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Restore = Callable[[Any, str], Any]
"""Makes a value of one type from its plain form; the text says where the value stands, for the error."""


def plain(value: Any) -> Any:
    """The JSON value of a dataclass; fields at their default are left out: a new field changes no old hash."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: plain(held)
            for name, default in _defaults(type(value))
            if _differs(held := getattr(value, name), default)
        }
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(held) for held in value]
    return value


def restored(kind: type[T], data: Any) -> T:
    """The `kind` that `plain` made `data` from; raises `ValueError` naming the field that does not fit."""
    made: T = _restorer(cast(Any, kind))(data, kind.__name__)
    return made


def _differs(held: Any, default: Any) -> bool:
    """Whether a field must be written: 0, 0.0 and False are equal, yet not the same value to whoever reads it back."""
    return type(held) is not type(default) or bool(held != default)


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    """Each field of a dataclass with its default (made once, where a factory makes it), or MISSING."""
    return tuple((entry.name, _default(entry)) for entry in fields(kind))


def _default(entry: Field[Any]) -> Any:
    return entry.default if entry.default_factory is MISSING else entry.default_factory()


@cache
def _restorer(kind: Any) -> Restore:
    """How values of one type are restored; worked out once a type, so that restoring many is quick."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is Literal:
        return _choice(get_args(kind))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(get_args(kind)[1])
    if kind in _SCALARS:
        return _SCALARS[kind]
    return lambda data, where: data


def _optional(kind: Any) -> Restore:
    options = [option for option in get_args(kind) if option is not types.NoneType]
    if len(options) != 1:
        return lambda data, where: data
    some = _restorer(options[0])
    return lambda data, where: None if data is None else some(data, where)


def _record(kind: type) -> Restore:
    """Unknown names are passed over: a newer version may have written them."""
    known: dict[str, Restore] = {}

    def restore(data: Any, where: str) -> Any:
        if not isinstance(data, Mapping):
            raise ValueError(f"{where}: expected a {kind.__name__}, found {data!r}")
        if not known:
            known.update(_field_restorers(kind))
        try:
            return kind(**{name: known[name](held, f"{where}.{name}") for name, held in data.items() if name in known})
        except TypeError as error:
            raise ValueError(f"{where}: {error}") from error

    return restore


def _field_restorers(kind: type) -> dict[str, Restore]:
    """By field; only annotations that are text (a forward reference) need the slow way of reading them."""
    entries = fields(kind)
    hints = get_type_hints(kind) if any(isinstance(entry.type, str) for entry in entries) else {}
    return {entry.name: _restorer(hints.get(entry.name, entry.type)) for entry in entries}


def _tuple(inner: tuple[Any, ...]) -> Restore:
    if len(inner) == 2 and inner[1] is Ellipsis:
        each = _restorer(inner[0])
        return lambda data, where: tuple(each(held, f"{where}[{n}]") for n, held in enumerate(_listed(data, where)))
    parts = [_restorer(part) for part in inner]

    def restore(data: Any, where: str) -> Any:
        found = list(_listed(data, where))
        if len(found) != len(parts):
            raise ValueError(f"{where}: expected {len(parts)} values, found {len(found)}")
        return tuple(part(held, where) for part, held in zip(parts, found, strict=True))

    return restore


def _listed(data: Any, where: str) -> Iterable[Any]:
    if not isinstance(data, (list, tuple)):
        raise ValueError(f"{where}: expected a list, found {data!r}")
    return data


def _mapping(inner: Any) -> Restore:
    each = _restorer(inner)

    def restore(data: Any, where: str) -> Any:
        if not isinstance(data, Mapping):
            raise ValueError(f"{where}: expected a table, found {data!r}")
        return {str(key): each(held, f"{where}.{key}") for key, held in data.items()}

    return restore


def _choice(allowed: tuple[Any, ...]) -> Restore:
    def restore(data: Any, where: str) -> Any:
        if data not in allowed:
            raise ValueError(f"{where}: expected one of {', '.join(map(str, allowed))}; found {data!r}")
        return data

    return restore


def _exactly(kind: type, words: str) -> Restore:
    def restore(data: Any, where: str) -> Any:
        if type(data) is not kind:
            raise ValueError(f"{where}: expected {words}, found {data!r}")
        return data

    return restore


def _number(data: Any, where: str) -> float:
    if type(data) not in (float, int):
        raise ValueError(f"{where}: expected a number, found {data!r}")
    return float(data)


def _date(data: Any, where: str) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        raise ValueError(f"{where}: expected a date like 2026-06-01, found {data!r}") from None


_SCALARS: dict[Any, Restore] = {
    str: _exactly(str, "text"),
    int: _exactly(int, "a whole number"),
    bool: _exactly(bool, "true or false"),
    float: _number,
    date: _date,
}
