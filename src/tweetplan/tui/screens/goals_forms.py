"""The forms that make and change a goal, checked as the person types (G02–G06); a conflict is settled by field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tweetplan.domain.findings import Conflict, Finding
from tweetplan.domain.goals import Goal, handle_key
from tweetplan.domain.own_fields import OwnField
from tweetplan.domain.priority import Proposal
from tweetplan.tui.fields import YES_NO, FormField, form_field
from tweetplan.tui.host import Host
from tweetplan.tui.screens.conflict import Clash, Take, merged
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.tui.screens.goals_values import (
    NOBODY,
    OWN,
    changes_of,
    figure_text,
    goal_values,
    read_goal_values,
    with_values,
)
from tweetplan.workspace import goals, goals_view
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.goals_view import Choices

WEEKS = 13
"""How long a new goal runs unless the person says otherwise: a quarter."""
SCALE = ("1", "2", "3", "4", "5")
Settle = Callable[[dict[str, Take] | None], None]
AskConflict = Callable[[str, str, list[Clash], Settle], None]
"""Shows title, who, and clashes; calls back with the takes, or None."""


def goal_fields(goal: Goal, known: Choices) -> tuple[FormField, ...]:
    """The questions about a goal, its goal type's own fields among them."""
    kpi = known.kpis.get(goal.kpi)
    own = known.declared.fields if known.declared else ()
    others = tuple(name for name in known.primaries if name != goal.name)
    handle = next((held for held in known.handles if handle_key(held) == goal.account), goal.account)
    return (
        FormField("name", required=True, value=goal.name),
        FormField("statement", help="raise … by 15 % until …: what, how much, by when", value=goal.statement),
        FormField("reason", "why", help="which aim of the business it serves", value=goal.reason),
        _choice("account", handle, known.handles),
        _choice("kpi", goal.kpi, tuple(known.kpis), "KPI"),
        FormField("target", required=True, help="1000, or 15 %, or 90 min", value=figure_text(goal.target, kpi)),
        FormField("baseline", help="where it starts from; empty: unproven", value=figure_text(goal.baseline, kpi)),
        FormField("start", kind="date", required=True, help="2026-01-01", value=goal.start.isoformat()),
        FormField("end", kind="date", required=True, help="2026-12-31", value=goal.end.isoformat()),
        *(_own_field(entry, goal.fields.get(entry.name)) for entry in own),
        _choice("importance", str(goal.importance), SCALE),
        _choice("urgency", str(goal.urgency), SCALE),
        _choice("tier", goal.tier, ("primary", "secondary")),
        _choice("supports", goal.supports or NOBODY, (NOBODY, *others), "serves"),
        _choice("owner", goal.owner or NOBODY, (NOBODY, *known.logins))
        if known.logins
        else FormField("owner", help="a login", value=goal.owner),
        FormField("campaign", help="counts only what this campaign brought", value=goal.campaign),
        _choice("draft", YES_NO[goal.draft], YES_NO, "keep as draft"),
    )


def _choice(name: str, value: str, offered: Sequence[str], label: str = "") -> FormField:
    every = tuple(dict.fromkeys((*offered, value) if value else offered))
    return FormField(name, label, kind="choice", value=value or next(iter(every), ""), choices=every)


def _own_field(entry: OwnField, value: object) -> FormField:
    asked = form_field(entry)
    text = asked.value
    if value is not None:
        text = YES_NO[bool(value)] if entry.type == "yes/no" else str(value)
    return replace(asked, name=OWN + entry.name, label=asked.words, value=text)


def checker(host: Host, goal: Goal, fields: Sequence[FormField]) -> Callable[[Values], list[Finding]]:
    """The checks of what stands in the form; what cannot be judged yet, as a field of it is missing, is left out."""
    asked = [field.name for field in fields if field.name != "draft"]
    required = ("target", "start", "end")

    def check(given: Values) -> list[Finding]:
        values, found = read_goal_values(given, asked)
        missing = [name for name in required if values.get(name) in (None, "")]
        for name in missing:
            values.pop(name, None)
        wanted = with_values(goal, values)
        if missing and wanted.end < wanted.start:
            wanted = replace(wanted, end=wanted.start)
        silent = {*missing, *({"target", "baseline", "anchors"} if missing or found else ())}
        said = goals.findings(host.workspace, wanted)
        found += [_placed(finding) for finding in said if finding.where not in silent]
        return found

    return check


def _placed(finding: Finding) -> Finding:
    """An own field's finding at its field of the form."""
    return replace(finding, where=OWN + finding.where) if finding.rule == "goal.own-field" else finding


def add_form(host: Host, goal_type: str, proposal: Proposal | None = None) -> FormSpec:
    """A new goal of this type, perhaps begun by the preset for small teams (G27)."""
    known = goals_view.choices(host.workspace, goal_type)
    goal = new_goal(goal_type, known, host.today, proposal)
    fields = goal_fields(goal, known)
    if proposal is None or proposal.target is None:
        fields = tuple(replace(field, value="") if field.name == "target" else field for field in fields)

    def send(given: Values) -> bool:
        values, found = read_goal_values(given, [field.name for field in fields if field.name != "draft"])
        if found:
            host.say(found[0].message, trouble=True)
            return False
        wanted, draft = with_values(goal, values), given.get("draft") == YES_NO[True]
        added = host.perform(lambda ws: goals.add(ws, wanted, draft), lambda made: f"Added {made.name} (u undoes)")
        if added is not None:
            host.go("goals", added.name)
        return added is not None

    title = known.declared.title if known.declared else goal_type
    name = f"goal.add:{goal_type}" + (":preset" if proposal else "")
    return FormSpec(name, f"A goal: {title}", fields, send, checker(host, goal, fields))


def new_goal(goal_type: str, known: Choices, today: date, proposal: Proposal | None) -> Goal:
    """What stands in the form of a new goal at first."""
    account = handle_key(known.handles[0]) if known.handles else ""
    begun = Goal(
        name=f"{goal_type.replace('_', '-')}-{today.year}",
        type=goal_type,
        account=account,
        kpi=next(iter(known.kpis), ""),
        target=0,
        start=today,
        end=today + timedelta(weeks=WEEKS) - timedelta(days=1),
    )
    if proposal is None:
        return begun
    return replace(
        begun, kpi=proposal.kpi, account=proposal.account, tier=proposal.tier, importance=proposal.importance,
        urgency=proposal.urgency, start=proposal.start, end=proposal.end, reason=proposal.reason,
        target=proposal.target or 0,
    )  # fmt: skip


class GoalEdit:
    """The form that changes a goal.

    `stale` names a form whose draft was begun on another version of the goal: then every difference is asked about.
    """

    def __init__(self, host: Host, goal: Goal, ask: AskConflict, close: Callable[[], None], stale: str = "") -> None:
        self._host, self._goal, self._ask, self._close = host, goal, ask, close
        known = goals_view.choices(host.workspace, goal.type)
        self._fields = goal_fields(goal, known)
        self._base: Mapping[str, object] = {} if stale else goal_values(goal)
        self.spec = FormSpec(
            stale or edit_name(goal), f"Edit {goal.name}", self._fields, self._send, checker(host, goal, self._fields)
        )

    def _send(self, given: Values) -> bool:
        asked = [field.name for field in self._fields if field.name != "draft"]
        values, found = read_goal_values(given, asked)
        if found:
            self._host.say(found[0].message, trouble=True)
            return False
        draft = True if given.get("draft") == YES_NO[True] else False if self._goal.draft else None
        return self._settle(values, draft) if not self._base else self._store(self._goal, values, draft)

    def _store(self, goal: Goal, values: Mapping[str, object], draft: bool | None) -> bool:
        """Store it against the version that `goal` has; ask when somebody was faster."""
        changes, overtaken = changes_of(goal, values), False
        if not changes and draft in (None, goal.draft):
            self._host.say("Nothing was changed.")
            return True

        def verb(ws: Workspace) -> Goal | None:
            nonlocal overtaken
            try:
                return goals.edit(ws, goal.name, draft=draft, expected=goal.version, **changes)
            except Conflict:
                overtaken = goals.get(ws, goal.name).version != goal.version
                if not overtaken:
                    raise
                return None

        done = self._host.perform(verb, lambda made: f"Stored {made.name} (u undoes)" if made else "")
        if done is not None and done.name != goal.name:
            self._host.go("goals", done.name)
        return done is not None or (overtaken and self._settle(values, draft))

    def _settle(self, mine: Mapping[str, object], draft: bool | None) -> bool:
        """Take what only one side changed, and ask about the rest; False while the answer is open."""
        theirs = goals.get(self._host.workspace, self._goal.name)
        result, clashes = merged(self._base, goal_values(theirs), mine)
        if not clashes:
            return self._store(theirs, result, draft)

        def settled(takes: dict[str, Take] | None) -> None:
            if takes is None:
                return
            chosen = {**result, **{name: mine[name] for name, take in takes.items() if take == "mine"}}
            if self._store(theirs, chosen, draft):
                self._close()

        who = goals_view.last_change(self._host.workspace, theirs.version)
        self._ask(f"{theirs.name} was changed twice", who, clashes, settled)
        return False


def edit_name(goal: Goal) -> str:
    """What drafts of this goal's form go by; the version tells whether somebody changed the goal since."""
    return f"goal.edit:{goal.name}:{goal.version}"
