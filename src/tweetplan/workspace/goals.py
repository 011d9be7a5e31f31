"""Goals: added, changed, anchored, re-planned and checked; an error finding stores nothing unless it is a draft."""

from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from tweetplan.domain import targets
from tweetplan.domain.declaration_checks import nearest
from tweetplan.domain.findings import CheckFailed, Conflict, Finding, NotFound, Problem, UsageProblem
from tweetplan.domain.goals import Goal, PeriodNote, handle_key
from tweetplan.domain.kpis import Kpi, level
from tweetplan.domain.own_fields import read_own_fields
from tweetplan.domain.periods import parse
from tweetplan.domain.targets import Replan
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import goals as stored
from tweetplan.storage import team as stored_team
from tweetplan.workspace import declarations, settings
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import missing, one_line
from tweetplan.workspace.rules import rules

FIXED = ("id", "version", "draft")
EDITABLE = tuple(field.name for field in fields(Goal) if field.name not in FIXED)
"""The fields that `edit` can change."""


def listing(ws: Workspace) -> tuple[Goal, ...]:
    """Every goal by priority: primary ones first, then importance × urgency (G25)."""
    return stored.every(ws.db)


def get(ws: Workspace, name: str) -> Goal:
    """The goal of this name; raises `NotFound` with the nearest one."""
    found = stored.named(ws.db, name)
    if found is None:
        raise missing("goal", name, stored.names(ws.db), "Add one with `tweetplan goal add`.")
    return found


def add(ws: Workspace, goal: Goal, draft: bool = False) -> Goal:
    """Add a goal; raises `CheckFailed` with every finding when one is an error and it is no draft.

    Raises `NotFound` when account, goal type or KPI do not exist, `Conflict` when the name is taken.
    """
    goal = _tidy(ws, replace(goal, id=ws.new_id(), draft=draft))
    _known_type(ws, goal)
    _pass(findings(ws, goal), draft, goal.name)
    with ws.operation("goal.add") as change:
        if stored.named(ws.db, goal.name) is not None:
            raise Conflict(f"There is a goal {goal.name} already.", "Choose another name, or edit that one.")
        change.put(stored.TABLE, stored.row(goal), expected=0)
        change.summary = f"added goal {goal.name}"
    return get(ws, goal.name)


def edit(
    ws: Workspace, name: str, /, *, draft: bool | None = None, expected: int | None = None, **changes: Any
) -> Goal:
    """Change fields of a goal (`target=1200`, `name="leads-2027"`), checked as when it was added.

    A draft becomes a goal when no error is left, and stays a draft until then; `draft=True` makes a draft of it,
    `draft=False` insists on none. `expected` is the version that the caller read.
    """
    unknown = next((field for field in changes if field not in EDITABLE), None)
    if unknown is not None:
        raise UsageProblem(f"A goal has no field {unknown!r}.", nearest(unknown, EDITABLE))
    known = get(ws, name)
    return _stored(ws, "goal.edit", known, replace(known, **changes), f"changed goal {name}", draft, expected)


def remove(ws: Workspace, name: str) -> None:
    """Remove a goal; its tasks, slots and results stay, and undo brings it back."""
    goal = get(ws, name)
    with ws.operation("goal.remove") as change:
        change.remove(stored.TABLE, goal.id)
        change.summary = f"removed goal {name}"


def anchor(ws: Workspace, name: str, day: date, value: float | None, expected: int | None = None) -> Goal:
    """Make the commitment pass through `value` at the end of `day` (past days too); None takes that anchor away."""
    goal = get(ws, name)
    if value is None:
        kept = tuple(held for held in goal.anchors if held.day != day)
        if len(kept) == len(goal.anchors):
            raise NotFound(f"{name} has no anchor on {day}.", "`tweetplan goal show` lists its anchors.")
        wanted, said = replace(goal, anchors=kept), f"took away the anchor of {name} on {day}"
    else:
        wanted = targets.anchored(goal, declarations.kpi(ws, goal), day, value)
        said = f"anchored {name} at {value:g} on {day}"
    return _stored(ws, "goal.anchor", goal, wanted, said, None, expected)


def note_period(ws: Workspace, name: str, note: PeriodNote, expected: int | None = None) -> Goal:
    """Say what a period of a goal is for (G07, G08); an empty note takes the period's note away."""
    goal = get(ws, name)
    label = parse(note.period, settings.read(ws).fiscal_start).label
    others = tuple(held for held in goal.periods if held.period != label)
    empty = not note.focus.strip() and note.budget is None and not note.counts
    kept = others if empty else (*others, replace(note, period=label, focus=note.focus.strip()))
    wanted = replace(goal, periods=tuple(sorted(kept, key=lambda held: held.period)))
    return _stored(ws, "goal.note", goal, wanted, f"noted {label} of {name}", None, expected)


def baseline(ws: Workspace, name: str, value: float | None = None, expected: int | None = None) -> Goal:
    """Record a goal's baseline (D04): the value given, else what its own history says on the eve of its start."""
    goal = get(ws, name)
    found = measured_baseline(ws, goal) if value is None else value
    if found is None:
        raise Problem(f"No results from before {goal.start} tell a baseline for {name}.", "Give the figure yourself.")
    said = f"baseline of {name}: {found:g}"
    return _stored(ws, "goal.baseline", goal, replace(goal, baseline=found), said, None, expected)


def measured_baseline(ws: Workspace, goal: Goal) -> float | None:
    """The KPI over the stretch before the goal that is as long as the goal (a level: its last value); None: unknown."""
    from tweetplan.workspace import results

    kpi = declarations.kpi(ws, goal)
    span, last = goal.end - goal.start, goal.start - timedelta(days=1)
    growth = kpi.formula.kind == "growth"
    measured = replace(kpi, formula=level(kpi.formula.plus[0])) if growth else kpi
    found = results.kpi_value(ws, measured, goal.account, last - span, last, campaign=goal.campaign)
    return 0.0 if growth and found.value is not None else found.value


def replan(ws: Workspace, name: str, expected: int | None = None) -> Replan:
    """Make a plan that starts from the actuals at the complete-to day; the commitment stays as it was (G26).

    Raises `Problem` when nothing is known of the goal yet or nothing is left to plan.
    """
    goal, made = get(ws, name), proposed_replan(ws, name)
    with ws.operation("goal.replan") as change:
        if expected is not None and get(ws, name).version != expected:
            raise Conflict(f"Somebody changed {name} in the meantime.", "Look at it again, then repeat.")
        change.put(stored.REPLANS, stored.replan_row(ws.new_id(), goal, made, instant_text(ws.clock())))
        change.summary = f"re-planned {name} from {made.actual:g} on {made.as_of}"
    return made


def proposed_replan(ws: Workspace, name: str) -> Replan:
    """What `replan` would make, so that a person sees the missed anchors and the gap first; raises what it raises."""
    from tweetplan.workspace import readings

    goal = get(ws, name)
    reading = readings.reading(ws, goal)
    if reading.complete_to is None or reading.complete_to < goal.start:
        raise Problem(f"Nothing is known of {name} since it began on {goal.start}.", "Import or record results first.")
    as_of = min(reading.complete_to, today(ws))
    actual = readings.standing(reading, as_of)
    if actual is None:
        raise Problem(f"Nothing is known of {name} since it began on {goal.start}.", "Import or record results first.")
    types = declarations.all(ws)
    shape = types[goal.type].curve if goal.type in types else targets.EVEN_SHAPE
    return targets.replan(goal, reading.kpi, as_of, actual, shape=shape, cap=rules(ws).number("replan.cap"),
                          history=readings.closed_values(reading, as_of))  # fmt: skip


def check(ws: Workspace, name: str = "") -> dict[str, tuple[Finding, ...]]:
    """The findings about one goal, or about each, by name."""
    chosen = (get(ws, name),) if name else listing(ws)
    return {goal.name: findings(ws, goal) for goal in chosen}


def findings(
    ws: Workspace, goal: Goal, among: Iterable[Goal] = (), accounts: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Everything a check says of a goal as it stands, stored or not, errors first.

    `among` are goals that will stand beside it (they replace stored ones of their name), `accounts` keys of accounts
    that will be there.
    """
    from tweetplan.domain.smart import Known, check_goal

    beside = {other.name: other for other in (*stored.every(ws.db), *among) if not goal.id or other.id != goal.id}
    others = tuple(other for name, other in beside.items() if name != goal.name)
    handles = tuple(dict.fromkeys((*(account.key for account in stored_accounts.every(ws.db)), *accounts)))
    team = stored_team.every(ws.db)
    declared = declarations.all(ws).get(goal.type)
    kpis = declarations.kpis(ws, goal.type)
    kpi = kpis.get(goal.kpi)
    benchmarks = declared.benchmarks if declared else ()
    known = Known(
        tuple(kpis), handles, tuple(member.login for member in team),
        next((benchmark for benchmark in benchmarks if benchmark.kpi == goal.kpi), None),
    )  # fmt: skip
    found = [*check_goal(goal, kpi, others, today(ws), known), *_type(ws, goal), *_own(ws, goal)]
    found += targets.inconsistencies(goal, kpi) if kpi is not None else ()
    found += _capacity(ws, goal)
    if declared is None:
        found = [replace(held, severity="warning") if held.rule == "G01.kpi" else held for held in found]
    return tuple(sorted(dict.fromkeys(found), key=lambda held: ("error", "warning", "note").index(held.severity)))


def _type(ws: Workspace, goal: Goal) -> Iterable[Finding]:
    """Whether the goal type is there; its plan data stays when it is not."""
    types, gone = declarations.all(ws), declarations.missing(ws)
    if goal.type not in types:
        said = f"No goal type {goal.type!r} is installed: its KPIs, rules and tasks are unknown."
        yield Finding("goal.type", "warning", said, "type", nearest(goal.type, types) or "Install its plugin.")
    elif goal.type in gone:
        said = f"The plugin of goal type {goal.type!r} is gone; what it declared is kept."
        yield Finding("goal.type", "warning", said, "type", f"Install {gone[goal.type]} again.")


def _own(ws: Workspace, goal: Goal) -> Iterable[Finding]:
    """Whether the own fields are what the goal type asks."""
    declared = declarations.all(ws).get(goal.type)
    return read_own_fields(declared.fields, goal.fields)[1] if declared else ()


def _capacity(ws: Workspace, goal: Goal) -> Iterable[Finding]:
    """Whether the posts that the goal's periods ask for are within the team's hours (G04)."""
    if not any("posts" in note.counts for note in goal.periods):
        return ()
    from tweetplan.domain.capacity import PostLimits, capacity_findings, posts_a_day_asked

    asked = posts_a_day_asked(goal, settings.read(ws).fiscal_start)
    if asked is None:
        return ()
    return capacity_findings(asked, stored_team.every(ws.db), PostLimits.of(rules(ws)), "periods")


def _tidy(ws: Workspace, goal: Goal) -> Goal:
    """The goal with its account as a key and its own fields typed; raises for what no goal can be."""
    if not all(1 <= held <= 5 for held in (goal.importance, goal.urgency)):
        raise UsageProblem("Importance and urgency go from 1 to 5 (G25).")
    if goal.tier not in ("primary", "secondary"):
        raise UsageProblem(f"A goal is primary or secondary, not {goal.tier!r}.")
    account = handle_key(goal.account)
    if stored_accounts.one(ws.db, account) is None:
        raise missing("account", goal.account, (held.handle for held in stored_accounts.every(ws.db)))
    declared = declarations.all(ws).get(goal.type)
    own = dict(goal.fields)
    if declared is not None:
        own |= read_own_fields(declared.fields, goal.fields)[0]
    return replace(goal, name=one_line(goal.name, "name", 80), account=account, fields=own)


def _known_type(ws: Workspace, goal: Goal) -> None:
    """Raise `NotFound` for a goal type or a KPI that nothing declares."""
    types = declarations.all(ws)
    if goal.type not in types:
        raise missing("goal type", goal.type, types, "`tweetplan plugins list` says why none is installed.")
    declarations.kpi(ws, goal)


def _pass(found: Iterable[Finding], draft: bool, name: str) -> None:
    """Raise `CheckFailed` when one of the findings is an error and no draft is meant."""
    found = tuple(found)
    errors = [finding for finding in found if finding.severity == "error"]
    if errors and not draft:
        raise CheckFailed(f"{name} was not stored: {errors[0].message}", errors[0].remedy, found)


def _stored(
    ws: Workspace, verb: str, known: Goal, wanted: Goal, said: str, draft: bool | None, expected: int | None
) -> Goal:
    """Check and store a changed goal."""
    wanted = _tidy(ws, wanted)
    found = findings(ws, wanted)
    failing = any(finding.severity == "error" for finding in found)
    wanted = replace(wanted, draft=(known.draft and failing) if draft is None else draft)
    _pass(found, wanted.draft, wanted.name)
    with ws.operation(verb) as change:
        taken = stored.named(ws.db, wanted.name)
        if taken is not None and taken.id != wanted.id:
            raise Conflict(f"There is a goal {wanted.name} already.", "Choose another name.")
        change.put(stored.TABLE, stored.row(wanted), known.version if expected is None else expected)
        if wanted.name != known.name:
            for table, record in stored.naming(ws.db, known.name):
                change.put(table, record | {"supports" if table == stored.TABLE else "goal": wanted.name})
        change.summary = said
    return get(ws, wanted.name)


def kpi_of(ws: Workspace, goal: Goal) -> Kpi | None:
    """The KPI that a goal is about; None when nothing declares it any more."""
    return declarations.kpis(ws, goal.type).get(goal.kpi)
