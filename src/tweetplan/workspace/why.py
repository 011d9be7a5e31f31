"""From a number to its reason (UX rule 2): which rule and inputs, how many, from which files, complete to which day."""

from collections.abc import Iterable, Sequence
from datetime import date

from tweetplan.domain.budgets import Budget
from tweetplan.domain.cadence import Cadence
from tweetplan.domain.claims import percent
from tweetplan.domain.duty import WEEKDAYS
from tweetplan.domain.figures import figure, formula_words, number_words
from tweetplan.domain.findings import Finding
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Reading, Rung
from tweetplan.domain.periods import Span, parse
from tweetplan.domain.rule_words import rule_line
from tweetplan.domain.values import frozen
from tweetplan.storage import asked as stored_asked
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import goals as stored_goals
from tweetplan.storage import provenance
from tweetplan.workspace import accounts, declarations, goals, results, settings, slots, tasks
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.readings import as_agreed, reading, whole

Line = str | tuple[str, str]
"""A sentence, or a name with its value."""


@frozen
class Why:
    """What the why card says."""

    title: str
    lines: tuple[Line, ...]


def explain_rung(ws: Workspace, name: str, label: str, source: str = "", inside: Span | None = None) -> Why:
    """How a rung of a goal's ladder came about: target, plan, actual and status; clipped at `inside`, as in a tree.

    An empty label means the goal as a whole.
    """
    goal = goals.get(ws, name)
    read = reading(ws, goal, source)
    rung = read.rung(parse(label, settings.read(ws).fiscal_start), inside) if label else whole(read)
    if rung is None:
        return Why(f"{name} · {label}", (f"{name} runs from {goal.start} to {goal.end}: no day of {label} is in it.",))
    kpi = read.kpi
    lines: list[Line] = [
        ("days", f"{rung.start} to {rung.end}"),
        ("target", f"{figure(rung.target, kpi)}: {_target_words(read, rung)}"),
        ("rule", rule_line("G07")),
    ]
    remade = stored_goals.replans(ws.db, read.today).get(goal.id)
    if remade is not None:
        made = remade.replan
        lines.append(
            ("plan", f"{figure(rung.planned, kpi)}: re-planned from {figure(made.actual, kpi)} on {made.as_of} (G26)"
             + (f", {figure(made.gap, kpi)} short of the target" if made.gap else ""))
        )  # fmt: skip
    closed = stored_asked.one(ws.db, goal.id, label) if label else None
    if closed is not None:
        then = f"{figure(closed.planned, kpi)} by the plan of then, {figure(closed.commitment, kpi)} by the commitment"
        lines.append(("asked", f"{then}; recorded {closed.closed_at[:10]}"))
    kind = parse(label, read.fiscal_start).kind if label else "year"
    lines.append(("status", _status_words(read, as_agreed(read, rung, kind))))
    if rung.note is not None:
        lines.append(("period", "; ".join(_note_words(rung))))
    if rung.actual is None:
        lines.append(("actual", "no data for these days"))
        if rung.start <= read.today:
            lines.append(("complete to", str(read.complete_to) if read.complete_to else "nothing is known yet"))
    else:
        until = rung.complete_to or rung.end
        begin = goal.start if kpi.formula.kind == "growth" else rung.start
        lines += _figure_lines(ws, kpi, goal.account, begin, until, source, goal.campaign)
    return Why(f"{name} · {label or 'as a whole'} · {kpi.label}", tuple(lines))


def _target_words(read: Reading, rung: Rung) -> str:
    """Where a rung's target comes from: the two points of the curve, and what fixes them."""
    kpi, goal = read.kpi, read.goal
    eve = date.fromordinal(rung.start.toordinal() - 1)
    ends = figure(read.commitment.value_at(rung.end), kpi)
    fixed = [f"{figure(anchor.value, kpi)} by {anchor.day}" for anchor in goal.anchors]
    bound = f"; fixed points: {', '.join(fixed)}" if fixed else ""
    goes = f"the goal's {figure(goal.target, kpi)} by {goal.end}, spread over its days"
    if kpi.formula.adds_up:
        begins = figure(read.commitment.value_at(eve), kpi)
        return f"{ends} in all by {rung.end} less {begins} by {eve}; {goes}{bound}"
    return f"where the curve stands on {rung.end}, on the way to {goes}{bound}"


def _status_words(read: Reading, rung: Rung) -> str:
    """How the word for the pace was found, with its thresholds."""
    word = rung.status.replace("_", " ")
    if rung.pace is None or rung.asked is None:
        return word
    marks = read.thresholds
    asked = figure(rung.asked, read.kpi)
    return (
        f"{word}: {percent(rung.pace)} of the {asked} asked by then "
        f"(ahead from {percent(marks.ahead)}, behind below {percent(marks.behind)})"
    )


def _note_words(rung: Rung) -> Iterable[str]:
    note = rung.note
    if note is None:
        return
    if note.focus:
        yield note.focus
    if note.budget is not None:
        yield f"budget {number_words(note.budget)}"
    yield from (f"{count} {name}" for name, count in note.counts.items())


def explain_figure(
    ws: Workspace, kpi: Kpi, account: str, first: date, last: date, source: str = "", campaign: str = ""
) -> Why:
    """How a KPI's figure over a span was made."""
    handle = accounts.get(ws, account)
    lines = _figure_lines(ws, kpi, handle.key, first, last, source, campaign)
    return Why(f"{kpi.label} · {handle.handle} · {first} to {last}", tuple(lines))


def _figure_lines(
    ws: Workspace, kpi: Kpi, account: str, first: date, last: date, source: str, campaign: str
) -> list[Line]:
    found = results.kpi_value(ws, kpi, account, first, last, source, campaign)
    lines: list[Line] = [
        ("actual", f"{figure(found.value, kpi)} from {first} to {last}"),
        ("formula", formula_words(kpi.formula)),
    ]
    if kpi.formula.over and found.numerator is not None and found.denominator is not None:
        lines.append(("inputs", f"{number_words(found.numerator)} ÷ {number_words(found.denominator)}"))
    if found.value is None:
        lines.append("No data: a measure is missing, or what is divided by is 0.")
    lines.append(("source", found.source or "none"))
    if found.posts is not None:
        lines.append(("n", f"{found.posts} posts"))
    if campaign:
        lines.append(("campaign", campaign))
    lines.append(("complete to", str(found.complete_to) if found.complete_to else "nothing is known"))
    for origin in provenance.origins(ws.db, account, found.source, kpi.formula.measures, first, last):
        lines.append(("file", f"{', '.join(origin.files) or origin.reader}, {origin.imported_at[:10]}"))
    return lines


def explain_budget(budget: Budget, clashes: Sequence[Finding] = ()) -> Why:
    """How a budget's row was counted, who asked for its rule, and what clashes with it."""
    unit = budget.unit
    lines: list[Line] = [
        ("rule", rule_line(budget.rule) or "a rule without an id"),
        ("asked by", ", ".join(dict.fromkeys(budget.by))),
        ("allowed", f"{number_words(budget.low)} to {number_words(budget.high)} {unit}"),
        ("counted", budget.why),
        ("planned", f"{number_words(budget.planned)} of {number_words(budget.window)} {unit}"),
        ("done" if budget.axis == "reserve" else "published",
         f"{number_words(budget.published)} of {number_words(budget.published_window)} {unit}"),
        ("deviation", f"{number_words(budget.deviation, signed=True)} {unit}" if budget.deviation else "none"),
        ("verdict", budget.verdict),
    ]  # fmt: skip
    if budget.soft:
        lines.append("A soft rule: it advises and never blocks.")
    mine = f"{budget.axis}.{budget.part}"
    lines += [("clash", f"{clash.message} {clash.remedy}") for clash in clashes if clash.where == mine]
    return Why(f"{budget.axis} · {budget.part}", tuple(lines))


def explain_task(ws: Workspace, identity: str) -> Why:
    """Why a task is there: its rule, its goal, the template and its cadence."""
    task = tasks.get(ws, identity)
    lines: list[Line] = [("due", f"{task.due:%a %d %b %Y}"), ("state", _state_words(task.state, task.skipped_because))]
    if task.why:
        lines.append(("rule", rule_line(task.why)))
    goal = stored_goals.named(ws.db, task.goal) if task.goal else None
    if goal is not None:
        lines.append(("goal", f"{goal.name}: {goal.reason}" if goal.reason else goal.name))
        declared = declarations.all(ws).get(goal.type)
        template = next((held for held in declared.tasks if held.title == task.title), None) if declared else None
        if declared is not None and template is not None and task.template:
            lines.append(("template", f"{declared.title}: {cadence_words(template.cadence)}"))
    else:
        lines.append("Typed by a person." if not task.goal else f"Its goal {task.goal} is gone.")
    if task.minutes:
        lines.append(("takes", f"{task.minutes} min{f', {task.role}' if task.role else ''}"))
    return Why(task.title, tuple(lines))


def _state_words(state: str, reason: str) -> str:
    return f"{state}: {reason}" if reason else state


def cadence_words(cadence: Cadence) -> str:
    """A cadence in words: `2–3 a week`, `7 days before event`, `on Mondays`."""
    if cadence.every in ("before", "after"):
        return f"{cadence.days} days {cadence.every} {cadence.of}"
    if cadence.every == "when":
        return f"when {cadence.of}"
    count = str(cadence.least) if cadence.least == cadence.most else f"{cadence.least}–{cadence.most}"
    words = f"{count} a {cadence.every}"
    return words if cadence.weekday is None else f"{words}, on {WEEKDAYS[cadence.weekday]}"


def explain_slot(ws: Workspace, identity: str) -> Why:
    """Why a slot lies where it does and counts as what it does."""
    slot = slots.get(ws, identity)
    account = accounts.get(ws, slot.account)
    own = stored_calendar.patterns(ws.db, account.key)
    place = "by hand or moved: it is locked" if slot.locked else (
        "from the account's posting pattern" if own else "from the default pattern: three posts on weekdays (G04)"
    )  # fmt: skip
    lines: list[Line] = [
        ("at", f"{slot.day:%a %d %b} {slot.time} {slot.zone}, {slot.at:%H:%M} UTC"),
        ("place", place),
        ("plan", f"{slot.plan}; {rule_line('T11')}"),
    ]
    if slot.intent:
        lines.append(("intent", f"{slot.intent}; {rule_line('W04')}"))
    if slot.topic:
        free = " until somebody takes it" if slot.plan == "elastic" else ""
        lines.append(("topic", f"{slot.topic}{free}; {rule_line('T21')}"))
    if slot.goal:
        lines.append(("goal", f"{slot.goal} asks for this post"))
    elif slot.plan == "planned":
        lines.append("No goal asks for this post: it fills the week within the budgets.")
    return Why(slot.title or f"slot {slot.day} {slot.time}", tuple(lines))
