"""Frozen values, cheap to declare: a session declares some two hundred of them before its first frame.

The standard library writes and compiles six methods for each frozen dataclass with slots (0.35 ms and 15 KB apiece,
measured); here only `__init__` is compiled, and the rest is shared. To everybody else it is a dataclass: `fields`,
`replace`, `asdict`, `match` and copies work.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """As `@dataclass(frozen=True, slots=True)`; every field is given by place or by name, none is left out of `==`."""
    found: tuple[Field[Any], ...] = fields(dataclass(init=False, repr=False, eq=False)(cls))  # type: ignore[arg-type]
    names = tuple(one.name for one in found)
    above = {name for base in cls.__mro__[1:] for name in getattr(base, "__slots__", ())}
    body = {name: held for name, held in vars(cls).items() if name not in (*names, "__dict__", "__weakref__")}
    body["__slots__"] = tuple(name for name in names if name not in above)
    body["_held"] = staticmethod(attrgetter(*names) if names else _nothing)
    for name, method in SHARED.items():
        body.setdefault(name, method)
    if body.get("__hash__") is None:
        body["__hash__"] = _hash
    if "__init__" not in body:
        body["__init__"] = _init(cls, found)
    kind: Callable[..., type[T]] = type(cls)
    made = kind(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    return made


def _init(cls: type, found: tuple[Field[Any], ...]) -> Callable[..., None]:
    """The one method that differs from class to class, compiled so that it is quick and checks its arguments."""
    given: dict[str, Any] = {"_set": object.__setattr__, "_absent": MISSING}
    asked, lines = [], []
    for one in found:
        name, made, default = one.name, one.name, ""
        if one.default is not MISSING:
            default = f"_default_{name}"
            given[default] = one.default
        elif one.default_factory is not MISSING:
            given[f"_make_{name}"] = one.default_factory
            default, made = "_absent", f"_make_{name}() if {name} is _absent else {name}"
        asked.append(f"{name}={default}" if default else name)
        lines.append(f"    _set(self, {name!r}, {made})")
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()")
    exec(f"def __init__({', '.join(['self', *asked])}):\n" + ("\n".join(lines) or "    pass"), given)
    init: Callable[..., None] = given.pop("__init__")
    init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return init


def _nothing(value: object) -> tuple[()]:
    return ()


def _eq(self: Any, other: Any) -> bool:
    return bool(self._held(self) == self._held(other)) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._held(self))


def _repr(self: Any) -> str:
    held = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
    return f"{self.__class__.__qualname__}({held})"


def _refuse_set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__dataclass_fields__]


def _restore(self: Any, state: list[Any]) -> None:
    for name, held in zip(self.__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, held)


SHARED = {
    "__eq__": _eq,
    "__repr__": _repr,
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_delete,
    "__getstate__": _state,
    "__setstate__": _restore,
}
"""What every value has, unless its class says otherwise."""
