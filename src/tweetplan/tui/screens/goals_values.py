"""Between a goal and the texts of its form: figures as people write them, own fields, and what was changed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Goal, handle_key
from tweetplan.domain.kpis import Kpi

OWN = "own-"
"""Before the name of a goal type's own field in the form."""
FIGURES = ("target", "baseline")
"""Fields that are written as people write figures."""
NOBODY = "–"
"""The choice of none."""
EXAMPLE = "Write it like 1000, 15 %, or for a time 90 min."
_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400}
_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|h|d)\b", re.ASCII)
_HOURS = re.compile(r"(\d+)\s*h\s+(\d{1,2})", re.ASCII)


def figure_text(value: float | None, kpi: Kpi | None) -> str:
    """A figure as a form shows it, so that `read_figure` gives back the same: `1000`, `15%`, `90 min`."""
    if value is None:
        return ""
    if kpi is not None and is_share(kpi):
        return f"{_plain(Decimal(repr(float(value))) * 100)} %"
    if kpi is not None and kpi.formula.kind == "duration" and value == int(value) and value > 0:
        unit = next(name for name in ("d", "h", "min", "s") if int(value) % _SECONDS[name] == 0)
        return f"{int(value) // _SECONDS[unit]} {unit}"
    return _plain(Decimal(repr(float(value))))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def is_share(kpi: Kpi) -> bool:
    """Whether people write this KPI's figures as per cent."""
    return kpi.formula.kind == "growth" or (kpi.formula.kind == "ratio" and kpi.unit in ("", "%") and not kpi.currency)


def read_figure(text: str) -> float:
    """What `1000`, `1,000`, `0.15`, `15 %` or `1 h 30 min` says; raises `ValueError` for anything else."""
    clean = _HOURS.sub(r"\1 h \2 min", text.strip().replace("−", "-")).replace("min min", "min")
    found = _TIME.findall(clean)
    if found and not _TIME.sub("", clean).strip():
        return _whole(sum(float(number) * _SECONDS[unit] for number, unit in found))
    percent = clean.endswith("%")
    try:
        number = Decimal(clean.removesuffix("%").strip().replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or "_" in clean:
        raise ValueError(text)
    value = float(number / 100 if percent else number)
    if not isfinite(value):
        raise ValueError(text)
    return _whole(value)


def _whole(value: float) -> float:
    return int(value) if value.is_integer() else value


def goal_values(goal: Goal) -> dict[str, object]:
    """Every field that the form asks, by its name there: own fields with `own-` before theirs."""
    skipped = ("id", "version", "draft", "anchors", "periods", "fields")
    found = {field.name: getattr(goal, field.name) for field in fields(Goal) if field.name not in skipped}
    return found | {OWN + name: value for name, value in goal.fields.items()}


def read_goal_values(given: Mapping[str, object], asked: Iterable[str]) -> tuple[dict[str, object], list[Finding]]:
    """The form's answers as values of a goal, every field asked in it, and a finding for a figure that is none."""
    values: dict[str, object] = {}
    found: list[Finding] = []
    for name in asked:
        value = given.get(name)
        if name in FIGURES and value is not None:
            try:
                value = read_figure(str(value))
            except ValueError:
                found.append(Finding("form.value", "error", f"{name}: {value!r} is no figure.", name, EXAMPLE))
                continue
        elif name in ("importance", "urgency"):
            value = int(str(value)) if str(value).isdigit() else 3
        elif value is None and not name.startswith(OWN) and name not in FIGURES:
            value = ""
        values[name] = "" if value == NOBODY else handle_key(str(value)) if name == "account" else value
    return values, found


def with_values(goal: Goal, values: Mapping[str, object]) -> Goal:
    """The goal with these values of the form."""
    own = {name.removeprefix(OWN): value for name, value in values.items() if name.startswith(OWN)}
    plain: dict[str, Any] = {name: value for name, value in values.items() if not name.startswith(OWN)}
    kept = {name: value for name, value in {**goal.fields, **own}.items() if value is not None}
    return replace(goal, **plain, fields=kept)


def changes_of(goal: Goal, values: Mapping[str, object]) -> dict[str, Any]:
    """The fields of `goal` that these values change, as the verb `edit` takes them."""
    wanted = with_values(goal, values)
    return {
        field.name: getattr(wanted, field.name)
        for field in fields(Goal)
        if getattr(wanted, field.name) != getattr(goal, field.name)
    }


def read_counts(text: str) -> dict[str, int]:
    """`posts 15, chats 2` (also `posts=15`, `15 posts`) as counts; raises `ValueError` saying which part is none."""
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        number = re.search(r"(?<!\S)[0-9]{1,6}(?!\S)", part.replace("=", " "))
        name = part.replace("=", " ").replace(number.group(), " ", 1).strip() if number else ""
        if not number or not name:
            raise ValueError(f"“{part}” is no count")
        found[name] = int(number.group())
    return found
