"""A `Plan` written as TOML: stable order, fit for git, and read back to the same value."""

import re
from typing import Any

import tomli_w

from tweetplan.domain.approvals import ApprovalRule
from tweetplan.domain.goals import Account, Goal, Member, PeriodNote
from tweetplan.domain.mix import Band, MixRule
from tweetplan.domain.plan import MixOverride, Plan
from tweetplan.domain.posts import Pattern, Theme
from tweetplan.domain.text import ACTING
from tweetplan.exchange.plan_read import FORMAT, WEEKDAYS, identity

HEADING = (
    "# The plan of this workspace: change it and run `tweetplan plan diff FILE`, then `tweetplan plan apply FILE`.\n"
)


def write_plan(plan: Plan) -> str:
    """The TOML text of a plan; equal plans give equal bytes."""
    top: dict[str, Any] = {"format": FORMAT}
    if plan.revision is not None:
        top["revision"] = plan.revision
    workspace = {"name": plan.name, "fiscal_year_starts": plan.fiscal_year_starts}
    single: dict[str, dict[str, Any]] = {
        "workspace": {key: held for key, held in workspace.items() if held is not None},
        "reserve": dict(sorted((plan.reserve or {}).items())),
        "rules": dict(sorted((plan.rules or {}).items())),
    }
    many = {
        "accounts": [
            _account(held) | _approval((plan.approvals or {}).get(held.key))
            for held in sorted(plan.accounts or (), key=identity)
        ],
        "team": [_member(held) for held in sorted(plan.team or (), key=identity)],
        "goals": [_goal(held) for held in sorted(plan.goals or (), key=identity)],
        "themes": [_theme(held) for held in sorted(plan.themes or (), key=identity)],
        "patterns": [_pattern(held) for held in sorted(plan.patterns or (), key=identity)],
        "mix": _mixes(plan.mix or ()),
    }
    parts = [HEADING + tomli_w.dumps(top)]
    parts += [_one("workspace", single["workspace"])]
    parts += [_record(section, entry) for section, entries in many.items() for entry in entries]
    parts += [_one("reserve", single["reserve"]), _one("rules", single["rules"])]
    return ACTING.sub(_escape, "\n".join(part for part in parts if part))


def _escape(found: re.Match[str]) -> str:
    """What would act on a terminal, as TOML's own escape: beyond ASCII, text stands in basic strings only."""
    return f"\\U{ord(found[0]):08X}"


def _one(section: str, table: dict[str, Any]) -> str:
    return tomli_w.dumps({section: table}) if table else ""


def _record(section: str, entry: dict[str, Any]) -> str:
    """One `[[section]]` with its tables; a section's short records would else be squeezed into one array."""
    return tomli_w.dumps({section: entry}).replace(f"[{section}]\n", f"[[{section}]]\n", 1)


def number(value: float) -> float | int:
    """A whole number without its `.0`, as people write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _account(account: Account) -> dict[str, Any]:
    held = {"handle": account.handle, "role": account.role, "zone": account.zone}
    return {**held, "audience_zone": account.audience_zone} if account.audience_zone else held


def _approval(rule: ApprovalRule | None) -> dict[str, Any]:
    if rule is None:
        return {}
    held = {"approval": rule.mode, "approval_roles": list(rule.roles), "checklist": list(rule.checklist)}
    return {key: value for key, value in held.items() if value}


def _member(member: Member) -> dict[str, Any]:
    held: dict[str, Any] = {"login": member.login, "roles": list(member.roles), "zone": member.zone}
    if member.minutes_a_week:
        held["minutes_a_week"] = member.minutes_a_week
    return {**held, "hours": dict(member.hours)} if member.hours else held


def _goal(goal: Goal) -> dict[str, Any]:
    held: dict[str, Any] = {"name": goal.name, "type": goal.type, "account": goal.account, "kpi": goal.kpi}
    for key in ("statement", "reason"):
        if getattr(goal, key):
            held[key] = getattr(goal, key)
    if goal.baseline is not None:
        held["baseline"] = number(goal.baseline)
    held |= {"target": number(goal.target), "start": goal.start, "end": goal.end, "importance": goal.importance}
    held |= {"urgency": goal.urgency, "tier": goal.tier}
    for key in ("supports", "owner", "campaign", "draft"):
        if getattr(goal, key):
            held[key] = getattr(goal, key)
    if goal.fields:
        held["set"] = dict(goal.fields)
    if goal.anchors:
        held["anchors"] = {anchor.day.isoformat(): number(anchor.value) for anchor in goal.anchors}
    if goal.periods:
        held["periods"] = [_period(note) for note in goal.periods]
    return held


def _period(note: PeriodNote) -> dict[str, Any]:
    held: dict[str, Any] = {"period": note.period}
    if note.focus:
        held["focus"] = note.focus
    if note.budget is not None:
        held["budget"] = number(note.budget)
    return {**held, "counts": dict(note.counts)} if note.counts else held


def _theme(theme: Theme) -> dict[str, Any]:
    return {"account": theme.account, "period": theme.period, "theme": theme.theme}


def _pattern(pattern: Pattern) -> dict[str, Any]:
    days = [WEEKDAYS[at] for at in pattern.days]
    return {"account": pattern.account, "days": days, "times": list(pattern.times), "zone": pattern.zone}


def _mixes(mixes: tuple[MixOverride, ...]) -> list[dict[str, Any]]:
    by_account: dict[str, dict[str, Any]] = {}
    for override in sorted(mixes, key=lambda held: (held.account, held.rule.axis)):
        entry = by_account.setdefault(override.account, {"account": override.account})
        entry[override.rule.axis] = _mix(override.rule)
    return list(by_account.values())


def _mix(rule: MixRule) -> dict[str, Any]:
    return {part: _band(band) for part, band in rule.parts}


def _band(band: Band) -> Any:
    if band.low == band.high:
        return band.low
    if band.low == 0:
        return {"at_most": band.high}
    return {"at_least": band.low} if band.high == 1 else {"from": band.low, "to": band.high}
