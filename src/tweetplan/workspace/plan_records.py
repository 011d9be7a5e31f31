"""A plan as the records it wants, and a workspace's records as a plan: the two sides of export, diff and apply."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tweetplan.domain.codec import plain
from tweetplan.domain.goals import Goal
from tweetplan.domain.plan import Plan
from tweetplan.domain.posts import Pattern
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts, calendar, goals, settings, team
from tweetplan.storage.database import Database
from tweetplan.storage.rules_file import PREFIX, stored_overrides
from tweetplan.workspace import approving

SECTION_OF = {
    "accounts": "accounts",
    "members": "team",
    "goals": "goals",
    "themes": "themes",
    "patterns": "patterns",
    "mixes": "mix",
    "settings": "settings",
}
"""What a plan file calls the records of each table."""


@frozen
class Wanted:
    """One record that a plan wants, and how people call it."""

    table: str
    row: Mapping[str, Any]
    name: str
    line: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """Table and id."""
        return self.table, str(self.row["id"])


def plan_of(db: Database, revision: int) -> Plan:
    """The plan that the workspace holds, as a file of this revision would say it."""
    held = settings.values(db, (settings.NAME, settings.FISCAL_START, *settings.RESERVE.values()))
    return Plan(
        revision=revision,
        name=held.get(settings.NAME),
        fiscal_year_starts=held.get(settings.FISCAL_START),
        accounts=tuple(replace(account, version=0) for account in accounts.every(db)),
        team=tuple(replace(member, version=0) for member in team.every(db)),
        goals=tuple(replace(goal, version=0, id="") for goal in goals.every(db)),
        themes=tuple(replace(theme, version=0, id="") for theme in calendar.themes(db)),
        patterns=tuple(replace(pattern, version=0, id="") for pattern in calendar.patterns(db)),
        mix=calendar.mixes(db),
        reserve={part: held[key] for part, key in settings.RESERVE.items() if key in held},
        approvals=approving.rules_in(db),
        rules=stored_overrides(db),
    )


def wanted(db: Database, plan: Plan, new_id: Callable[[], str]) -> list[Wanted]:
    """The records that a plan file wants, each with the id of the record that it changes, or a new one."""
    found = [Wanted("settings", settings.row(key, value), key) for key, value in _settings(plan)]
    found += [
        Wanted("accounts", accounts.row(held), held.key, _line(plan, "accounts", held.key))
        for held in plan.accounts or ()
    ]
    found += [
        Wanted("members", team.row(held), held.login, _line(plan, "team", held.login)) for held in plan.team or ()
    ]
    for goal in plan.goals or ():
        found.append(Wanted("goals", goals.row(placed(db, goal, new_id)), goal.name, _line(plan, "goals", goal.name)))
    for theme in plan.themes or ():
        same = next((t.id for t in calendar.themes(db, theme.account) if t.period == theme.period), "")
        record = calendar.theme_row(replace(theme, id=same))
        found.append(Wanted("themes", record, f"{theme.account} {theme.period}"))
    for pattern in plan.patterns or ():
        found.append(_pattern(db, pattern))
    found += [Wanted("mixes", calendar.mix_row(held), f"{held.account} {held.rule.axis}") for held in plan.mix or ()]
    return found


def placed(db: Database, goal: Goal, new_id: Callable[[], str]) -> Goal:
    """The goal with the id of the stored goal of its name, or a new one."""
    same = goals.named(db, goal.name)
    return replace(goal, id=same.id if same else new_id())


def surplus(db: Database, plan: Plan, wants: list[Wanted], prune: bool) -> Iterator[Wanted]:
    """The stored records that the plan would take away.

    An account's patterns are one thing: where the file has patterns for an account, its others go. Other records go
    only with `prune`, and only from sections that the file has.
    """
    kept = {want.key for want in wants}
    with_patterns = {pattern.account for pattern in plan.patterns or ()}
    for held in wanted(db, plan_of(db, 0), str):
        if held.key in kept:
            continue
        section = SECTION_OF[held.table]
        if held.table == "patterns" and held.row["account"] in with_patterns:
            yield held
        elif prune and held.table == "settings":
            if held.row["id"].startswith(PREFIX) and plan.rules is not None:
                yield held
            elif held.row["id"].startswith(approving.PREFIX) and plan.accounts is not None:
                yield held
        elif prune and getattr(plan, section) is not None:
            yield held


def _settings(plan: Plan) -> Iterator[tuple[str, Any]]:
    if plan.name is not None:
        yield settings.NAME, plan.name
    if plan.fiscal_year_starts is not None:
        yield settings.FISCAL_START, plan.fiscal_year_starts
    for part, share in (plan.reserve or {}).items():
        yield settings.RESERVE[part], share
    for account, rule in (plan.approvals or {}).items():
        yield approving.PREFIX + account, plain(rule)
    for key, value in (plan.rules or {}).items():
        yield PREFIX + key, value


def _pattern(db: Database, pattern: Pattern) -> Wanted:
    """A pattern is the same pattern when its days, times and zone are."""
    same = next((held for held in calendar.patterns(db, pattern.account) if _content(held) == _content(pattern)), None)
    words = f"{','.join(map(str, pattern.days))} {','.join(pattern.times)} {pattern.zone}"
    record = calendar.pattern_row(replace(pattern, id=same.id if same else f"{pattern.account}/{words}"))
    return Wanted("patterns", record, f"{pattern.account} {' '.join(pattern.times)}")


def _content(pattern: Pattern) -> tuple[object, ...]:
    return pattern.days, pattern.times, pattern.zone


def _line(plan: Plan, section: str, name: str) -> int:
    return plan.lines.get(f"{section}:{name}", 0)


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields in which two records differ, as (before, after), read from JSON where they hold it; version apart."""
    return {
        field: (_shown(before.get(field)), _shown(after[field]))
        for field in after
        if field not in ("id", "version") and before.get(field) != after[field]
    }


def _shown(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
