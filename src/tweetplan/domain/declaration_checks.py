"""What must hold in a declaration before a goal of its type can be planned, measured and shown: findings, errors first.

An error keeps the goal type out; a warning is told to its author (`tweetplan plugins check`).
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from tweetplan.domain.findings import Finding, Severity
from tweetplan.domain.goal_type import Benchmark, Declaration
from tweetplan.domain.kpis import Kpi, account_kpis
from tweetplan.domain.measures import POST_MEASURES, X_MEASURES, Measure
from tweetplan.domain.mix import AXES, MixRule

LOWER_SNAKE = re.compile(r"[a-z][a-z0-9_]{0,63}")
CURRENCY = re.compile(r"[A-Z]{3}")
ROLES = ("strategist", "creator", "community_manager", "analyst", "crisis_manager")
"""The five roles of T02."""
POST_FIELDS = ("format", "kind", "intent", "topic", "goal")
"""What `where(…)` may ask of a post: format, kind (own, reply, repost), and its intent, topic and goal in the plan."""


def check_declaration(declaration: Declaration) -> tuple[Finding, ...]:
    """Everything that is wrong with a declaration, the errors before the warnings."""
    found = [
        *_names(declaration),
        *(finding for measure in declaration.measures for finding in _measure(measure)),
        *(finding for kpi in declaration.kpis for finding in _kpi(kpi, declaration)),
        *(finding for rule in declaration.mix for finding in _mix(rule, "mix")),
        *(finding for phase in declaration.phases for rule in phase.mix for finding in _mix(rule, "phases")),
        *_tasks(declaration),
        *(finding for benchmark in declaration.benchmarks for finding in _benchmark(benchmark, declaration)),
        *_timing(declaration),
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def nearest(name: str, known: Iterable[str]) -> str:
    """`Did you mean signups?`, or nothing when no name is near."""
    near = get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]}?" if near else ""


def _finding(rule: str, message: str, where: str, remedy: str = "", severity: Severity = "error") -> Finding:
    return Finding(f"goal-type.{rule}", severity, message, where, remedy)


def _names(declaration: Declaration) -> Iterator[Finding]:
    if not LOWER_SNAKE.fullmatch(declaration.key):
        yield _finding(
            "key", f"The key is {declaration.key!r}.", "key", 'Give it a lower_snake word: key = "newsletter".'
        )
    if not declaration.title.strip():
        yield _finding(
            "title", "The goal type has no title.", "title", 'Say what people read: title = "Newsletter sign-ups".'
        )
    if not declaration.summary:
        yield _finding(
            "docstring", "The class has no docstring.", "", "Say in a sentence what the goal type is for.", "warning"
        )
    if not declaration.kpis:
        yield _finding("kpis", "No KPIs are declared.", "kpis", "Declare what such a goal is measured by.", "warning")
    if not declaration.tasks:
        yield _finding("tasks", "No tasks are declared.", "tasks", "Declare the week's work.", "warning")
    for where, keys in (
        ("measures", [measure.key for measure in declaration.measures]),
        ("kpis", [kpi.key for kpi in declaration.kpis]),
        ("Params", [entry.name for entry in declaration.fields]),
    ):
        for key in dict.fromkeys(keys):
            if not LOWER_SNAKE.fullmatch(key):
                yield _finding("key", f"{key!r} is not a lower_snake word.", f"{where}.{key}", "Such as sign_ups.")
            if keys.count(key) > 1:
                yield _finding("repeated", f"{key} is declared {keys.count(key)} times.", f"{where}.{key}", "Keep one.")


def _measure(measure: Measure) -> Iterator[Finding]:
    where = f"measures.{measure.key}"
    known = next((known for known in X_MEASURES if known.key == measure.key), None)
    if known is not None and (measure.level != known.level or measure.of is not None):
        yield _finding(
            "measure", f"{measure.key} is a measure of X's own.", where, "Choose another key, or leave it out."
        )
    if measure.complete_after_days < 0:
        yield _finding(
            "measure",
            "complete_after_days is negative.",
            where,
            "0 means that a day's figure is complete the same day.",
        )
    if (measure.of is None) != (measure.posts is None):
        yield _finding(
            "measure",
            "A derived measure needs both of= and posts=.",
            where,
            'of="impressions", posts=where(format="video")',
        )
    if measure.of is not None and measure.of not in POST_MEASURES:
        remedy = nearest(measure.of, POST_MEASURES) or f"One of {', '.join(POST_MEASURES)}."
        yield _finding("measure", f"of={measure.of!r} is no measure that single posts have.", where, remedy)
    for name in measure.posts.fields if measure.posts else ():
        if name not in POST_FIELDS:
            remedy = nearest(name, POST_FIELDS) or f"One of {', '.join(POST_FIELDS)}."
            yield _finding("measure", f"where({name}=…) asks for what posts do not have.", where, remedy)


def _kpi(kpi: Kpi, declaration: Declaration) -> Iterator[Finding]:
    where = f"kpis.{kpi.key}"
    known = {measure.key: measure for measure in (*X_MEASURES, *declaration.measures)}
    if not kpi.formula.plus:
        yield _finding("kpi", "Its formula names no measure.", where)
    for name in kpi.formula.measures:
        if name not in known:
            remedy = nearest(name, known) or f'Declare it: measures = (Measure("{name}"), …).'
            yield _finding(
                "kpi", f"It reads {name!r}, which neither X reports nor this goal type declares.", where, remedy
            )
    levels = [known[name].level for name in kpi.formula.plus if name in known]
    if kpi.formula.kind in ("level", "growth") and not all(levels):
        yield _finding(
            "kpi", f"{kpi.formula.kind}() needs a level.", where, "Declare the measure with level=True, or use total()."
        )
    if kpi.formula.kind == "total" and any(levels):
        yield _finding("kpi", "A level does not add up over days.", where, "Use level() or growth().")
    if kpi.currency is not None and not CURRENCY.fullmatch(kpi.currency):
        yield _finding("kpi", f"The currency is {kpi.currency!r}.", where, "Three capitals, such as EUR.")
    if kpi.lag_days < 0:
        yield _finding(
            "kpi", "lag_days is negative.", where, "Days after the end of a span before its value is settled."
        )
    shared = next((other for other in account_kpis() if other.key == kpi.key), None)
    if shared is not None and shared.formula != kpi.formula:
        yield _finding("kpi", f"{kpi.key} already means something for every account.", where, "Choose another key.")


def _mix(rule: MixRule, where: str) -> Iterator[Finding]:
    where = f"{where}.{rule.axis}"
    if not LOWER_SNAKE.fullmatch(rule.axis):
        yield _finding("mix", f"The axis {rule.axis!r} is not a lower_snake word.", where)
    if not rule.parts:
        yield _finding("mix", "The rule names no part.", where, 'share("intent", promo=at_most(0.20))')
    parts = AXES.get(rule.axis)
    for name, _ in rule.parts:
        if parts is not None and name not in parts:
            yield _finding(
                "mix", f"The axis {rule.axis} has no part {name!r}.", where, f"Its parts are {', '.join(parts)}."
            )
    if rule.axis != "reserve" and sum(band.low for _, band in rule.parts) > 1 + 1e-9:
        yield _finding("mix", "Its parts ask for more than all posts.", where, "The lower ends add up to 1 at most.")
    whole = parts is not None and {name for name, _ in rule.parts} == set(parts) and rule.axis != "reserve"
    if whole and sum(band.high for _, band in rule.parts) < 1 - 1e-9:
        yield _finding("mix", "Its parts allow fewer than all posts.", where, "The upper ends add up to 1 at least.")


def _tasks(declaration: Declaration) -> Iterator[Finding]:
    dates = [entry.name for entry in declaration.fields if entry.type == "date"]
    for task in declaration.tasks:
        where = f"tasks.{task.title}"
        if not task.title.strip():
            yield _finding("task", "A task has no title.", "tasks", "Say what is to be done.")
        if task.minutes <= 0:
            yield _finding(
                "task", f"It takes {task.minutes} minutes.", where, "Say how many minutes it takes, 1 or more."
            )
        if task.role not in ROLES:
            remedy = nearest(task.role, ROLES) or f"The roles are {', '.join(ROLES)}."
            yield _finding("task", f"No team has the role {task.role!r}.", where, remedy, "warning")
        if task.cadence.every in ("before", "after") and task.cadence.of not in dates:
            remedy = nearest(task.cadence.of, dates) or f"Add a field to Params: {task.cadence.of}: date"
            yield _finding(
                "task", f"It waits for the date {task.cadence.of!r}, which Params does not have.", where, remedy
            )
        if task.cadence.every == "when" and not task.cadence.of.strip():
            yield _finding("task", "Its trigger has no name.", where, 'when("release")("Put more people on cover")')
        for axis, part in (("intent", task.intent), ("topic", task.topic)):
            if task.makes_post and part not in AXES[axis]:
                yield _finding(
                    "task",
                    f"{axis}={part!r} is no part of that axis.",
                    where,
                    f"Its parts are {', '.join(AXES[axis])}.",
                )


def _benchmark(benchmark: Benchmark, declaration: Declaration) -> Iterator[Finding]:
    where = f"benchmarks.{benchmark.kpi}"
    known = [kpi.key for kpi in (*declaration.kpis, *account_kpis())]
    if benchmark.kpi not in known:
        yield _finding("benchmark", f"There is no KPI {benchmark.kpi!r}.", where, nearest(benchmark.kpi, known))
    if benchmark.value is not None and not math.isfinite(benchmark.value):
        yield _finding("benchmark", f"{benchmark.value} is no figure.", where, "None means the account's own history.")
    if not benchmark.source.strip():
        yield _finding("benchmark", "It names no source.", where, "Say in words where the figure comes from (G29).")


def _timing(declaration: Declaration) -> Iterator[Finding]:
    timing = declaration.timing
    if timing.kind == "peaks" and timing.measure not in POST_MEASURES:
        remedy = nearest(timing.measure, POST_MEASURES) or f"One of {', '.join(POST_MEASURES)}."
        yield _finding("timing", f"peaks({timing.measure!r}) is no measure that single posts have.", "timing", remedy)
    if timing.kind == "within" and not timing.trigger.strip():
        yield _finding("timing", "Its trigger has no name.", "timing", 'within("2 h", of="mention")')


def conflicts(declaration: Declaration, others: Sequence[Declaration]) -> Iterator[Finding]:
    """Measures that another goal type declares as something else: one key is one quantity in the whole workspace."""
    for measure in declaration.measures:
        for other in others:
            known = other.measure(measure.key)
            if known is not None and (known.level, known.of, known.posts) != (measure.level, measure.of, measure.posts):
                message = f"{measure.key} is declared otherwise by {other.key} ({other.plugin} {other.version})."
                yield _finding(
                    "measure", message, f"measures.{measure.key}", "Declare it the same, or choose another key."
                )
