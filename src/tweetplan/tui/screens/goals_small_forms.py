"""The short forms of Goals: fix a point of the curve (G07), note a period (G08), a baseline (D04), re-plan (G26)."""

from collections.abc import Sequence
from datetime import date, timedelta

from tweetplan.domain import targets
from tweetplan.domain.figures import figure
from tweetplan.domain.findings import CheckFailed, Conflict, Finding, UsageProblem
from tweetplan.domain.goals import Goal, PeriodNote
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Reading
from tweetplan.domain.periods import parse
from tweetplan.domain.targets import Replan
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.screens.ask import Choice
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.tui.screens.goals_values import EXAMPLE, figure_text, read_counts, read_figure
from tweetplan.tui.screens.reasons import day_words
from tweetplan.workspace import goals
from tweetplan.workspace.core import Workspace

ACCEPT: Sequence[Choice] = (("accept", "y", "follow this plan; the commitment stays as agreed, u undoes"),)


def anchor_form(host: Host, reading: Reading, day: date) -> FormSpec:
    """Make the curve pass through a value at the end of a day; an empty value takes the fixed point away."""
    goal, kpi = reading.goal, reading.kpi
    day = min(max(day, goal.start), goal.end - timedelta(days=1))
    held = next((anchor.value for anchor in goal.anchors if anchor.day == day), None)
    here = figure(reading.commitment.value_at(day), kpi)
    sums = "the sum since the start" if kpi.formula.adds_up else "the value"

    def check(given: Values) -> Sequence[Finding]:
        try:
            value, when = _figure(given.get("value")), given.get("day")
        except ValueError:
            return [Finding("form.value", "error", "That is no figure.", "value", EXAMPLE)]
        if value is None or not isinstance(when, date):
            return []
        try:
            targets.anchored(goal, kpi, when, value)
        except CheckFailed as problem:
            return [Finding("G07.anchors", "error", problem.message, "value", problem.remedy)]
        return []

    def send(given: Values) -> bool:
        try:
            value, when = _figure(given.get("value")), given["day"]
        except ValueError:
            return False
        assert isinstance(when, date)

        def verb(ws: Workspace) -> Goal:
            _unmoved(ws, goal, goals.get(ws, goal.name).anchors == goal.anchors, "fixed points")
            return goals.anchor(ws, goal.name, when, value)

        told = f"Fixed at {figure(value, kpi)} on {day_words(when)}" if value is not None else "No longer fixed"
        return host.perform(verb, f"{told} (u undoes)") is not None

    fields = (
        FormField("day", kind="date", required=True, value=day.isoformat()),
        FormField("value", help=f"{sums}; now {here}; empty: not fixed", value=figure_text(held, kpi)),
    )
    return FormSpec(f"goal.anchor:{goal.name}", f"Fix a point of {goal.name}: {kpi.label}", fields, send, check)


def note_form(host: Host, goal: Goal, label: str, fiscal_start: int = 1) -> FormSpec:
    """What a period is for: its focus or theme, its promotion budget, and counts (G07, G08)."""
    held = note_of(goal, label)
    counts = ", ".join(f"{count} {name}" for name, count in held.counts.items())

    def check(given: Values) -> Sequence[Finding]:
        found = []
        try:
            read_counts(str(given.get("counts", "")))
        except ValueError as error:
            found.append(Finding("form.value", "error", f"{error}.", "counts", "Write them like 15 posts, 2 chats."))
        try:
            parse(str(given.get("period", label)), fiscal_start)
        except UsageProblem as problem:
            found.append(Finding("G08.period", "error", problem.message, "period", problem.remedy))
        return found

    def send(given: Values) -> bool:
        wrong = check(given)
        if wrong:
            host.say(wrong[0].message, trouble=True)
            return False
        budget, period = given.get("budget"), str(given["period"])
        spent = budget if isinstance(budget, int | float) else None
        note = PeriodNote(period, str(given.get("focus", "")), spent, read_counts(str(given.get("counts", ""))))

        def verb(ws: Workspace) -> Goal:
            now = goals.get(ws, goal.name)
            _unmoved(ws, goal, note_of(now, period) == note_of(goal, period), f"note on {period}")
            return goals.note_period(ws, goal.name, note)

        return host.perform(verb, f"Noted for {period} (u undoes)") is not None

    fields = (
        FormField("period", required=True, help="2026, 2026-Q1, 2026-03 or 2026-W12", value=label),
        FormField("focus", help="what it is about: a theme, a focus", value=held.focus),
        FormField("budget", kind="number", help="for promotion", value=figure_text(held.budget, None)),
        FormField("counts", help="15 posts, 2 chats", value=counts),
    )
    return FormSpec(f"goal.note:{goal.name}:{label}", f"What {label} of {goal.name} is for", fields, send, check)


def note_of(goal: Goal, label: str) -> PeriodNote:
    """The note on a period; an empty one where there is none."""
    return next((note for note in goal.periods if note.period == label), PeriodNote(label))


def baseline_form(host: Host, goal: Goal, kpi: Kpi) -> FormSpec:
    """Where the goal starts from, so that progress can be proved (D04); begun with what its own history says."""
    measured = goals.measured_baseline(host.workspace, goal)
    first = goal.baseline if goal.baseline is not None else measured
    eve = day_words(goal.start - timedelta(days=1))

    def check(given: Values) -> Sequence[Finding]:
        try:
            _figure(given.get("value"))
        except ValueError:
            return [Finding("form.value", "error", "That is no figure.", "value", EXAMPLE)]
        if measured is None:
            said, remedy = f"No results from before {day_words(goal.start)} tell it.", "Type the figure that you know."
        else:
            said, remedy = f"Its own results until {eve} say {figure(measured, kpi)}.", ""
        return [Finding("D04.baseline", "note", said, "value", remedy)]

    def send(given: Values) -> bool:
        try:
            value = _figure(given.get("value"))
        except ValueError:
            return False
        done = host.perform(
            lambda ws: goals.baseline(ws, goal.name, value, goal.version),
            lambda made: f"{made.name} starts from {figure(made.baseline, kpi)} (u undoes)",
        )
        return done is not None

    field = FormField("value", help="1000, 15 %, 90 min", value=figure_text(first, kpi))
    return FormSpec(f"goal.baseline:{goal.name}", f"Baseline of {goal.name}: {kpi.label}", (field,), send, check)


def replan_question(goal: Goal, kpi: Kpi, made: Replan) -> str:
    """What a re-plan would do, before it is accepted: from where, to where, what is missed, how far off it stays."""
    lines = [
        f"Re-plan {goal.name} from {figure(made.actual, kpi)} at the end of {day_words(made.as_of)}?",
        f"It then ends at {figure(made.target, kpi)} on {day_words(goal.end)}; agreed were {figure(goal.target, kpi)}.",
    ]
    for anchor in made.missed:
        if anchor.day != goal.end:
            lines.append(f"Missed: {figure(anchor.value, kpi)} by {day_words(anchor.day)}.")
    gap = f"Gap that no allowed pace closes: {figure(made.gap, kpi)}." if made.gap else "The target is still reached."
    lines.append(gap)
    return "\n".join(lines)


def _figure(given: object) -> float | None:
    """A typed figure; None for an empty answer; raises `ValueError` for what is none."""
    return None if given in (None, "") else read_figure(str(given))


def _unmoved(ws: Workspace, goal: Goal, same: bool, what: str) -> None:
    """Refuse to write over what somebody else changed while the form was open."""
    if not same:
        raise Conflict(
            f"Somebody changed the {what} of {goal.name} in the meantime.", "Leave this form and look again."
        )
