"""The rules that have a figure: defaults that nobody edits, overrides that a workspace keeps, and typed access to both.

A rule holds one number, a band (least, most) or shares that make 1. Keys are words with a dot, such as `adjust.raise`.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, Literal

from tweetplan.domain.findings import CheckFailed, Finding
from tweetplan.domain.values import frozen

RuleKind = Literal["number", "band", "shares"]


@frozen
class Rule:
    """One rule with a figure: what it says, where it comes from, and what may stand there."""

    key: str
    values: tuple[float, ...]
    """One number; least and most; or the shares in their order."""
    kind: RuleKind
    what: str
    source: str
    """The checklist id that it serves, such as `G30`."""
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    """The bounds of every number of it, both allowed."""
    whole: bool = False
    ours: bool = False
    """Whether the figure is our own choice, not the source's."""
    default: tuple[float, ...] = ()
    """What the package says, where a workspace says otherwise; empty: this is the default."""

    @property
    def value(self) -> float | int | list[float | int]:
        """The figure as a plan or a form writes it: a number or a list, whole numbers without a point."""
        plain = [int(number) if number.is_integer() else number for number in self.values]
        return plain[0] if self.kind == "number" else [*plain]

    def taking(self, value: object) -> "Rule":
        """The rule with another figure; raises `ValueError` in words when it cannot stand there."""
        parts = value if isinstance(value, (list, tuple)) else (value,)
        numbers = tuple(_number(part) for part in parts)
        if isinstance(value, (list, tuple)) == (self.kind == "number") or len(numbers) != len(self.values):
            wanted = {"number": "one number", "band": "[least, most]", "shares": f"{len(self.values)} shares"}
            raise ValueError(f"wants {wanted[self.kind]}")
        if not all(self.low <= number <= self.high for number in numbers):
            raise ValueError(f"lies between {self.low:g} and {self.high:g} {self.unit}".rstrip())
        if self.whole and not all(number.is_integer() for number in numbers):
            raise ValueError("wants whole numbers")
        if self.kind == "band" and numbers[0] > numbers[1]:
            raise ValueError("names the least before the most")
        if self.kind == "shares" and not math.isclose(sum(numbers), 1.0, abs_tol=1e-6):
            raise ValueError(f"holds shares that make 1, not {sum(numbers):g}")
        return replace(self, values=numbers, default=self.default or self.values)


@frozen
class Rules:
    """Every rule with a figure as it stands in one workspace."""

    by_key: Mapping[str, Rule]

    @classmethod
    def parse(cls, defaults: Mapping[str, Any], overrides: Mapping[str, object] | None = None) -> "Rules":
        """The package's defaults (tables by key, as in `rules.toml`) with a workspace's overrides laid over them.

        Raises `CheckFailed` with a finding for every override that names no rule or cannot stand there.
        """
        rules = cls({key: _declared(key, table) for key, table in defaults.items()})
        faults = [fault for key, value in (overrides or {}).items() if (fault := rules.fault(key, value))]
        if faults:
            raise CheckFailed(" ".join(fault.message for fault in faults), faults[0].remedy, faults)
        taken = {key: rules.by_key[key].taking(value) for key, value in (overrides or {}).items()}
        return cls({**rules.by_key, **taken})

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key, in the order of the package's file."""
        return tuple(self.by_key)

    @property
    def overrides(self) -> dict[str, float | int | list[float | int]]:
        """What differs from the defaults, by key, as a plan writes it."""
        return {key: rule.value for key, rule in self.by_key.items() if rule.default and rule.default != rule.values}

    def describe(self, key: str) -> Rule:
        """What the rule is, its source, unit and bounds; raises `KeyError` for a key that no rule has."""
        return self.by_key[key]

    def number(self, key: str) -> float:
        """The figure of a rule that holds one number."""
        return self._of(key, "number")[0]

    def whole(self, key: str) -> int:
        """The figure of a rule that holds one whole number."""
        if not self.by_key[key].whole:
            raise TypeError(f"rule {key!r} is not held in whole numbers")
        return int(self.number(key))

    def pair(self, key: str) -> tuple[float, float]:
        """Least and most of a rule that holds a band."""
        least, most = self._of(key, "band")
        return least, most

    def shares(self, key: str) -> tuple[float, ...]:
        """The shares of a rule that holds several, in the order its text names them; they make 1."""
        return self._of(key, "shares")

    def fault(self, key: str, value: object) -> Finding | None:
        """Why this override cannot stand, or None."""
        known = self.by_key.get(key)
        if known is None:
            near = get_close_matches(key, self.by_key, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"The rules are {', '.join(self.by_key)}."
            return Finding("rules.unknown", "error", f"There is no rule {key!r}.", where=key, remedy=remedy)
        try:
            known.taking(value)
        except ValueError as error:
            remedy = f"The default is {known.value}: {known.what[0].lower()}{known.what[1:]} ({known.source})."
            return Finding("rules.value", "error", f"Rule {key} {error}, not {value!r}.", where=key, remedy=remedy)
        return None

    def _of(self, key: str, kind: RuleKind) -> tuple[float, ...]:
        rule = self.by_key[key]
        if rule.kind != kind:
            raise TypeError(f"rule {key!r} holds a {rule.kind}, not a {kind}")
        return rule.values


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError("wants figures")
    return float(value)


def _declared(key: str, table: Mapping[str, Any]) -> Rule:
    """One table of the defaults as a rule; raises `ValueError` naming the key when the file contradicts itself."""
    held = table["value"]
    kind: RuleKind = table.get("kind", "band" if isinstance(held, list) else "number")
    values = tuple(map(float, held)) if isinstance(held, list) else (float(held),)
    low, high = float(table.get("low", -math.inf)), float(table.get("high", math.inf))
    whole, ours = bool(table.get("whole", False)), bool(table.get("ours", False))
    rule = Rule(key, values, kind, table["what"], table["source"], table.get("unit", ""), low, high, whole, ours)
    try:
        rule.taking(held)
    except ValueError as error:
        raise ValueError(f"default of {key} {error}") from error
    return rule
