"""The authority matrix (T17): per level and role what may be decided, and within how many minutes."""

from collections.abc import Iterable, Mapping
from typing import Any

from tweetplan.domain.crisis import LEVELS
from tweetplan.domain.declaration_checks import ROLES
from tweetplan.domain.values import frozen

DECISIONS: Mapping[str, str] = {
    "assess": "say how grave it is: set low or medium, and go on to assessed",
    "notify": "say who inside is told",
    "respond": "answer in public",
    "record": "end the answering and put it on record",
    "statement": "approve a holding statement",
    "freeze": "raise it to high, which stops publishing",
    "lower": "lower the level, and let publishing go on",
    "close": "close it, or call it a false alarm",
}
"""What can be decided in a crisis."""
MOST_MINUTES = 10_080


@frozen
class Right:
    """One cell of the matrix: what a role may decide at a level, and within how many minutes."""

    level: str
    role: str
    minutes: int
    decisions: tuple[str, ...]


@frozen
class Matrix:
    """The whole matrix; a level and role that it does not have may decide nothing."""

    rights: tuple[Right, ...]

    def of(self, level: str) -> tuple[Right, ...]:
        """The rights at a level."""
        return tuple(right for right in self.rights if right.level == level)

    def roles(self, level: str, decision: str) -> tuple[str, ...]:
        """The roles that may decide this at a level."""
        return tuple(right.role for right in self.of(level) if decision in right.decisions)

    def minutes(self, level: str, decision: str) -> int | None:
        """Within how many minutes it is to be decided: the shortest of whoever may; None when nobody may."""
        return min((right.minutes for right in self.of(level) if decision in right.decisions), default=None)

    def taking(self, right: Right) -> "Matrix":
        """The matrix with one cell anew; without decisions the cell is taken out. Raises `ValueError` in words."""
        checked(right)
        others = tuple(one for one in self.rights if (one.level, one.role) != (right.level, right.role))
        return Matrix((*others, right) if right.decisions else others)


def checked(right: Right) -> Right:
    """The cell, if it can be; raises `ValueError` in words."""
    if right.level not in LEVELS:
        raise ValueError(f"the levels are {', '.join(LEVELS)}, not {right.level!r}")
    if right.role not in ROLES:
        raise ValueError(f"the roles are {', '.join(ROLES)}, not {right.role!r}")
    unknown = [each for each in right.decisions if each not in DECISIONS]
    if unknown:
        raise ValueError(f"the decisions are {', '.join(DECISIONS)}, not {unknown[0]!r}")
    if not 1 <= right.minutes <= MOST_MINUTES:
        raise ValueError(f"a time limit is 1 to {MOST_MINUTES} minutes, not {right.minutes}")
    return right


_ALL = tuple(DECISIONS)
DEFAULT = Matrix((
    Right("low", "community_manager", 60, ("assess", "notify", "respond", "record", "freeze", "close")),
    Right("low", "crisis_manager", 120, _ALL),
    Right("low", "strategist", 240, _ALL),
    Right("medium", "community_manager", 30, ("assess", "notify", "respond", "freeze")),
    Right("medium", "crisis_manager", 30, _ALL),
    Right("medium", "strategist", 60, _ALL),
    Right("high", "community_manager", 10, ("notify", "freeze")),
    Right("high", "crisis_manager", 15, _ALL),
    Right("high", "strategist", 30, _ALL),
))  # fmt: skip
"""Our own default (T17 gives none): whoever is on duty may stop everything, two roles alone may let it go on."""


def plain_matrix(matrix: Matrix) -> list[dict[str, object]]:
    """The matrix as JSON."""
    return [
        {"level": one.level, "role": one.role, "minutes": one.minutes, "decisions": list(one.decisions)}
        for one in matrix.rights
    ]


def read_matrix(cells: Iterable[Mapping[str, Any]]) -> Matrix:
    """The matrix that `plain_matrix` wrote; raises `ValueError` or `KeyError` on anything else."""
    return Matrix(tuple(
        checked(Right(str(one["level"]), str(one["role"]), int(one["minutes"]), tuple(map(str, one["decisions"]))))
        for one in cells
    ))  # fmt: skip
