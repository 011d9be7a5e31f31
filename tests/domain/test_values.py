"""Values declared with `frozen` behave as frozen dataclasses with slots, whatever declares them."""

import copy
import math
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

from tweetplan.domain.values import frozen


@frozen
class Point:
    """A place."""

    x: float
    y: float = 2.0
    tags: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("x is not negative")

    @property
    def length(self) -> float:
        return math.hypot(self.x, self.y)


@dataclass(frozen=True, slots=True)
class Twin:
    """The same, by the standard library."""

    x: float
    y: float = 2.0
    tags: Mapping[str, int] = field(default_factory=dict)


@frozen
class Empty:
    """Nothing in it."""


@frozen
class Near(Point):
    """A place with more to say."""

    why: str = ""


@frozen
class Own:
    """Equal by its own rule."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and self.name.lower() == other.name.lower()

    def __hash__(self) -> int:
        return hash(self.name.lower())


@frozen
class Pair:
    """Two that can be hashed."""

    first: str
    second: int = 0


def test_it_is_a_dataclass_like_the_standard_librarys() -> None:
    ours, theirs = Point(1.0, tags={"a": 1}), Twin(1.0, tags={"a": 1})
    kind = vars(Point)
    assert [one.name for one in fields(Point)] == [one.name for one in fields(Twin)]
    assert asdict(ours) == asdict(theirs)
    assert repr(ours) == repr(theirs).replace("Twin", "Point")
    assert replace(ours, y=5.0) == Point(1.0, 5.0, {"a": 1})
    assert kind["__match_args__"] == vars(Twin)["__match_args__"]
    assert kind["__slots__"] == ("x", "y", "tags")
    assert (Point.__qualname__, Point.__module__, Point.__doc__) == ("Point", __name__, "A place.")
    assert is_dataclass(Point)


def test_nothing_can_be_changed_or_added() -> None:
    point: Any = Point(1.0)
    for name in ("x", "z"):
        with pytest.raises(FrozenInstanceError, match=name):
            setattr(point, name, 3.0)
    with pytest.raises(FrozenInstanceError):
        del point.x
    assert not hasattr(point, "__dict__")


def test_arguments_are_checked() -> None:
    anything: Any = Point
    with pytest.raises(TypeError, match="missing"):
        anything()
    with pytest.raises(TypeError, match="given"):
        anything(1.0, 2.0, {}, 4)
    with pytest.raises(TypeError, match="'z'"):
        anything(1.0, z=3)
    with pytest.raises(ValueError, match="negative"):
        Point(-1.0)


def test_a_default_that_is_made_is_made_each_time() -> None:
    assert Point(1.0).tags is not Point(1.0).tags


def test_equal_values_of_one_class_are_equal_and_hash_alike() -> None:
    assert Pair("a", 1) == Pair("a", 1) != Pair("a", 2)
    assert len({Pair("a", 1), Pair("a", 1), Pair("b", 1)}) == 2
    unlike: Any = Twin(1.0)
    assert Point(1.0) != unlike
    assert Near(1.0) != Point(1.0)
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())
    with pytest.raises(TypeError, match="unhashable"):
        hash(Point(1.0))


def test_own_methods_win_and_a_value_can_grow() -> None:
    assert Own("A") == Own("a")
    assert hash(Own("A")) == hash(Own("a"))
    near, kind = Near(3.0, 4.0, why="here"), vars(Near)
    assert (near.length, near.why, kind["__slots__"]) == (5.0, "here", ("why",))
    assert not hasattr(near, "__dict__")
    with pytest.raises(ValueError, match="negative"):
        Near(-1.0)


def test_copies_and_pickles_are_equal() -> None:
    near = Near(3.0, 4.0, {"a": 1}, "here")
    assert copy.copy(near) == copy.deepcopy(near) == pickle.loads(pickle.dumps(near)) == near


def test_values_match_by_place() -> None:
    match Pair("a", 7):
        case Pair(first, second):
            assert (first, second) == ("a", 7)
