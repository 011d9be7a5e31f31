"""A plan file read into a `Plan`: everything wrong is found at once, each finding with its line."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tweetplan.domain.approvals import ApprovalRule
from tweetplan.domain.curve import Anchor
from tweetplan.domain.findings import CheckFailed, Finding
from tweetplan.domain.goals import Account, Goal, Member, PeriodNote, handle_key
from tweetplan.domain.mix import AXES, Band, MixRule
from tweetplan.domain.plan import MixOverride, Plan
from tweetplan.domain.posts import Pattern, Theme
from tweetplan.exchange import toml_guard
from tweetplan.exchange.plan_fields import PERIOD_KEYS, SECTIONS, TOP, check_keys, unknown

FORMAT = 1
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Record = Account | Member | Goal | Theme | Pattern
APPROVAL: Mapping[str, Any] = {"approval": "none", "approval_roles": (), "checklist": ()}
"""The keys of an account that say what it asks for before a post goes out, each with what it is when absent."""
LISTS = ("accounts", "team", "goals", "themes", "patterns", "mix")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def read_plan(raw: bytes, name: str) -> Plan:
    """The plan in a file's bytes; raises `CheckFailed` with every finding, or `Problem` when it is no TOML at all."""
    document = toml_guard.parse(raw, name)
    places = _places(raw.decode("utf-8-sig"))
    wrong = _shape(document)
    if not wrong:
        plan, wrong = _build(document, places)
        if not wrong:
            return plan
    raise CheckFailed(
        f"{name} was not applied: {len(wrong)} {'thing is' if len(wrong) == 1 else 'things are'} wrong with it.",
        findings=[_with_line(finding, name, places) for finding in wrong],
    )


def _shape(document: Mapping[str, Any]) -> list[Finding]:
    """Everything wrong with keys and kinds of values, before meaning is looked at."""
    wrong = [unknown(key, TOP, "") for key in document if key not in TOP]
    if document.get("format") != FORMAT:
        wrong.append(
            Finding(
                "plan.format",
                "error",
                f"format is {document.get('format')!r}; this version reads {FORMAT}.",
                where="format",
                remedy=f"Begin the file with `format = {FORMAT}`.",
            )
        )
    revision = document.get("revision", 0)
    if not isinstance(revision, int) or isinstance(revision, bool) or revision < 0:
        wrong.append(Finding("plan.value", "error", "revision must be a whole number.", where="revision"))
    for section, keys in SECTIONS.items():
        held = document.get(section, [] if section in LISTS else {})
        if section in LISTS:
            if not isinstance(held, list) or not all(isinstance(entry, dict) for entry in held):
                wrong.append(Finding("plan.value", "error", f"{section} must be [[{section}]] tables.", where=section))
                continue
            for at, entry in enumerate(held):
                wrong += check_keys(entry, keys, f"{section}[{at}]", open_ended=section == "mix")
                for number, period in enumerate(entry.get("periods", ()) if section == "goals" else ()):
                    if isinstance(period, dict):
                        wrong += check_keys(period, PERIOD_KEYS, f"goals[{at}].periods[{number}]")
        elif isinstance(held, dict):
            wrong += check_keys(held, keys, section)
        else:
            wrong.append(Finding("plan.value", "error", f"{section} must be a [{section}] table.", where=section))
    if not isinstance(document.get("rules", {}), dict):
        wrong.append(Finding("plan.value", "error", "rules must be a [rules] table.", where="rules"))
    return wrong


def _build(document: Mapping[str, Any], places: Mapping[str, int]) -> tuple[Plan, list[Finding]]:
    """The values, and what is wrong with their meaning."""
    wrong: list[Finding] = []
    held: dict[str, Any] = {}
    makers: dict[str, Callable[[Mapping[str, Any]], Record]] = {
        "accounts": _account,
        "team": _member,
        "goals": _goal,
        "themes": _theme,
        "patterns": _pattern,
    }
    lines: dict[str, int] = {}
    for section, make in makers.items():
        if section not in document:
            continue
        made: list[Record] = []
        for at, entry in enumerate(document[section]):
            where = f"{section}[{at}]"
            try:
                value = make(entry)
            except ValueError as error:
                wrong.append(Finding("plan.value", "error", f"{error}.", where=where))
                continue
            made.append(value)
            lines[f"{section}:{identity(value)}"] = places.get(where, 0)
        wrong += _twice(section, made)
        held[section] = tuple(made)
    if "mix" in document:
        held["mix"], unfit = _mixes(document["mix"])
        wrong += unfit
    if "accounts" in document:
        held["approvals"], unfit = _approvals(document["accounts"])
        wrong += unfit
    for kind, share_held in document.get("reserve", {}).items():
        if not 0 <= share_held < 1:
            wrong.append(Finding("plan.value", "error", f"{kind} must be a share from 0 to 1.", where="reserve"))
    workspace = document.get("workspace", {})
    plan = Plan(
        revision=document.get("revision"),
        name=workspace.get("name"),
        fiscal_year_starts=workspace.get("fiscal_year_starts"),
        reserve=document.get("reserve"),
        rules=document.get("rules"),
        lines=lines,
        **held,
    )
    return plan, wrong


def identity(value: Record) -> str:
    """What makes a record of a plan the same record in file and store."""
    if isinstance(value, Account):
        return value.key
    if isinstance(value, Member):
        return value.login
    if isinstance(value, Goal):
        return value.name
    if isinstance(value, Theme):
        return f"{value.account} {value.period}"
    return f"{value.account} {','.join(WEEKDAYS[at] for at in value.days)} {','.join(value.times)} {value.zone}"


def _twice(section: str, made: list[Record]) -> list[Finding]:
    seen: set[str] = set()
    wrong = []
    for at, value in enumerate(made):
        name = identity(value)
        if name in seen:
            wrong.append(Finding("plan.twice", "error", f"{name} stands here twice.", where=f"{section}[{at}]"))
        seen.add(name)
    return wrong


def _account(entry: Mapping[str, Any]) -> Account:
    return Account(**{key: held for key, held in entry.items() if key not in APPROVAL})


def _approvals(entries: Sequence[Mapping[str, Any]]) -> tuple[dict[str, ApprovalRule], list[Finding]]:
    """What the accounts that say so ask for before a post goes out, by account key (T07)."""
    held, wrong = {}, list[Finding]()
    for at, entry in enumerate(entries):
        if not set(APPROVAL) & set(entry):
            continue
        mode, roles, checklist = (entry.get(key, default) for key, default in APPROVAL.items())
        try:
            held[handle_key(entry["handle"])] = ApprovalRule(
                mode, () if mode == "none" else tuple(roles), tuple(checklist)
            )
        except ValueError as error:
            wrong.append(Finding("plan.value", "error", f"{error}.", where=f"accounts[{at}]"))
    return held, wrong


def _member(entry: Mapping[str, Any]) -> Member:
    fields = dict(entry)
    fields["roles"] = tuple(fields.get("roles", ()))
    return Member(**fields)


def _goal(entry: Mapping[str, Any]) -> Goal:
    fields = {key: held for key, held in entry.items() if key not in ("set", "anchors", "periods")}
    fields["account"] = handle_key(fields["account"])
    fields["target"] = float(fields["target"])
    if "baseline" in fields:
        fields["baseline"] = float(fields["baseline"])
    anchors = []
    for text, value in entry.get("anchors", {}).items():
        try:
            anchors.append(Anchor(date.fromisoformat(text), value))
        except ValueError:
            raise ValueError(f"anchor {text!r} is not a date like 2026-03-31") from None
    periods = tuple(PeriodNote(**period) for period in entry.get("periods", ()))
    return Goal(**fields, fields=dict(entry.get("set", {})), anchors=tuple(sorted(anchors)), periods=periods)


def _theme(entry: Mapping[str, Any]) -> Theme:
    return Theme(handle_key(entry["account"]), entry["period"], entry["theme"])


def _pattern(entry: Mapping[str, Any]) -> Pattern:
    for word in entry["days"]:
        if word not in WEEKDAYS:
            raise ValueError(f"day {word!r} is not one of {', '.join(WEEKDAYS)}")
    for time in entry["times"]:
        if not _TIME.fullmatch(time):
            raise ValueError(f"time {time!r} is not written like 09:00")
    days = tuple(sorted({WEEKDAYS.index(word) for word in entry["days"]}))
    return Pattern(
        handle_key(entry["account"]), days, tuple(sorted(set(entry["times"]))), entry.get("zone", "audience")
    )


def _mixes(entries: list[Mapping[str, Any]]) -> tuple[tuple[MixOverride, ...], list[Finding]]:
    made, wrong = [], []
    for at, entry in enumerate(entries):
        for axis, parts in entry.items():
            if axis == "account":
                continue
            try:
                made.append(MixOverride(handle_key(entry["account"]), _mix_rule(axis, parts)))
            except (ValueError, TypeError, AttributeError) as error:
                wrong.append(
                    Finding(
                        "plan.mix",
                        "error",
                        f"{error}.",
                        where=f"mix[{at}].{axis}",
                        remedy="Write a share like 0.60, or { at_most = 0.20 }, or { from = 0.20, to = 0.30 }.",
                    )
                )
    return tuple(made), wrong


def _mix_rule(axis: str, parts: Any) -> MixRule:
    known = AXES.get(axis)
    if not isinstance(parts, dict):
        raise ValueError(f"{axis} must be a table of its parts ({', '.join(known or ('any',))})")
    bands = []
    for part, held in parts.items():
        if known and part not in known:
            raise ValueError(f"axis {axis!r} has the parts {', '.join(known)}, not {part!r}")
        if isinstance(held, (int, float)) and not isinstance(held, bool):
            bands.append((part, Band(float(held), float(held))))
        elif isinstance(held, dict) and held and set(held) <= {"at_most", "at_least", "from", "to"}:
            low = held["from"] if "from" in held else held.get("at_least", 0.0)
            high = held["to"] if "to" in held else held.get("at_most", 1.0)
            bands.append((part, Band(float(low), float(high))))
        else:
            raise ValueError(f"{part} is not a share")
    return MixRule(axis, tuple(bands), soft=known is None)


_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z_.]+)\s*\]?\]\s*(?:#.*)?$")


def _places(text: str) -> dict[str, int]:
    """The line of each table header and of each key below it, by the place that findings name (`goals[1].target`)."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            path = header[1].split(".")
            root = path[0]
            doubled = line.strip().startswith("[[")
            if len(path) == 1 and doubled:
                counts[root] = counts.get(root, -1) + 1
                counts = {key: at for key, at in counts.items() if not key.startswith(f"{root}.")}
            here = f"{root}[{counts[root]}]" if root in counts else root
            if len(path) > 1:
                inner = ".".join(path)
                counts[inner] = counts.get(inner, -1) + 1
                here += f".{path[1]}" + (f"[{counts[inner]}]" if doubled else "")
            found.setdefault(here, number)
        elif "=" in line and not line.lstrip().startswith("#"):
            key = line.partition("=")[0].strip().strip("\"'")
            found.setdefault(f"{here}.{key}" if here else key, number)
    return found


def _with_line(finding: Finding, name: str, places: Mapping[str, int]) -> Finding:
    """The finding with file and line in front of its place."""
    where = finding.where
    line = places.get(where)
    while line is None and where:
        where = where.rpartition(".")[0]
        line = places.get(where)
    place = f"{name}, line {line}" if line else name
    return Finding(finding.rule, finding.severity, finding.message, f"{place} {finding.where}".rstrip(), finding.remedy)
