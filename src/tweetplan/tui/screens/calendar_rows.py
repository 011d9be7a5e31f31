"""What stands below the calendar's grid: budgets with their bands, the spread of value, conflicts, dates, tasks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tweetplan.domain.budgets import AxisState, Budget
from tweetplan.domain.claims import band_words, percent
from tweetplan.domain.figures import number_words
from tweetplan.domain.findings import Finding
from tweetplan.domain.key_dates import KeyDate
from tweetplan.domain.posts import Task
from tweetplan.tui.paint import Line, Piece, fit, width_of
from tweetplan.tui.screens.calendar_grid import AGAINST, DATE_MARKS
from tweetplan.tui.screens.why import Told, Why
from tweetplan.tui.widgets.bars import bar
from tweetplan.tui.widgets.findings import MARKS, worst_first
from tweetplan.tui.widgets.row import Column, Row, blank, heading, note
from tweetplan.workspace.answers import ValueCount
from tweetplan.workspace.calendar import CalendarView
from tweetplan.workspace.calendar_view import Board

COLUMNS = (
    Column(9, title="budget"),
    Column(18, title="allowed"),
    Column(title="planned"),
    Column(11, title="published"),
)
NO_BUDGETS = "no budgets: they count posts, and no rule holds for this account"
LEAST_BAR = 6
FEW = "too few to judge"
NOT_SAID = "not said"
"""Of posts that nobody gave a kind of value."""


def lower_rows(board: Board, view: CalendarView, axes: Sequence[AxisState]) -> tuple[Row, ...]:
    """Budgets, the spread of value, what is frozen, conflicts, clashes between goals' rules, dates and tasks.

    `axes` are the budgets as they would stand while something is moved, else those of the view.
    """
    before = {_axis_key(state): state for state in view.axes} if axes is not view.axes else {}
    counts = max((len(_moved_counts(state, before)) for state in axes), default=0)
    words = max((len(verdict(state)) for state in axes), default=0)
    rows = [_axis_row(state, counts, words, before) for state in axes]
    return (
        *(rows or [note("no budgets", "no posts to count: a support account answers (C02)")]
          if view.account.role == "support" else rows or [note("no budgets", NO_BUDGETS)]),
        *_worth(board.worth),
        *(Row(f"freeze:{at}", ((Piece("■ ", "bad"), Piece(f"{held.whose} is frozen by {held.login}: {held.reason}")),),
              wide=True) for at, held in enumerate(board.freezes)),
        *_conflicts(board),
        *_clashes(view.findings),
        *map(_date, view.dates),
        blank("tasks"),
        *_tasks(view),
    )  # fmt: skip


def _axis_key(state: AxisState) -> str:
    return f"{state.axis}:{state.budgets[0].part}"


def _worth(counts: Sequence[ValueCount]) -> Iterator[Row]:
    """How the posts spread over the kinds of value, where there are any (W04)."""
    if counts:
        words = " · ".join(f"{one.worth or NOT_SAID} {one.planned}" for one in counts)
        out = sum(one.published for one in counts)
        yield Row("worth", (Piece("value"), "more than no promo", words, f"{out} of {sum(c.planned for c in counts)}"))


def worth_why(counts: Sequence[ValueCount], label: str) -> Why:
    """The spread of value, kind by kind (W04)."""
    lines: list[Told] = [(one.worth or NOT_SAID, f"{one.planned} planned, {one.published} published") for one in counts]
    said = "W04: value is more than no promo. The field “worth” of a post says which kind it has."
    return Why(f"Kinds of value in {label}, n {sum(one.planned for one in counts)}", [*lines, "", said])


def _conflicts(board: Board) -> Iterator[Row]:
    for place, held in enumerate(board.conflicts):
        _, tone = MARKS[held.finding.severity]
        yield Row(f"conflict:{place}", ((Piece(f"{AGAINST} ", tone), Piece(held.finding.message)),), wide=True)


def _date(held: KeyDate) -> Row:
    glyph, tone = DATE_MARKS[held.kind]
    days = f"{held.first:%a} {held.first.day} {held.first:%b}"
    if held.last != held.first:
        days += f" to {held.last:%a} {held.last.day} {held.last:%b}"
    whose = f" · {held.account} alone" if held.account else ""
    line = (
        Piece(f"{glyph} ", tone),
        Piece(f"{days}  "),
        Piece(held.title, "bold"),
        Piece(f"  {held.kind}{whose}", "dim"),
    )
    return Row(f"date:{held.id}", (line,), wide=True)


def date_why(held: KeyDate) -> Why:
    """A day to respect, where it is from, and what can be done."""
    lines: list[Told] = [
        ("kind", held.kind),
        ("days", f"{held.first} to {held.last}" if held.last != held.first else f"{held.first}"),
        ("account", held.account or "all"),
        ("from", held.source or "typed"),
        ("what to do", "x forgets it (undo brings it back); d marks another one."),
    ]
    return Why(held.title, lines)


def _axis_row(state: AxisState, counts: int, words: int, before: Mapping[str, AxisState]) -> Row:
    label = f"({state.axis})" if state.soft else state.axis
    published = _published(state.budgets)
    said = _moved_counts(state, before)
    return Row(
        f"axis:{_axis_key(state)}",
        (label, allowed_words(state.budgets), lambda width: planned_line(state, width, counts, words, said), published),
    )


def _moved_counts(state: AxisState, before: Mapping[str, AxisState]) -> str:
    """The counts; while something is moved and they change, as they stand → as they would stand."""
    held, now = before.get(_axis_key(state)), counts_of(state)
    if held is None or counts_of(held) == now:
        return now
    if len(state.budgets) > 1:
        return f"{counts_of(held)} → {now}"
    return f"{number_words(held.budgets[0].planned)} → {now}"


def allowed_words(budgets: Sequence[Budget]) -> str:
    """`promo ≤ 20 %`, `elastic 20–30 %`, `60/20/20 %`, `hours: keep 20 %`."""
    first = budgets[0]
    if first.axis == "reserve":
        return f"keep {percent(first.band.low)} of {first.part}"
    if len(budgets) == 1:
        return f"{first.part} {_short(band_words(first.band))}"
    shares = [_short(band_words(budget.band)).removesuffix(" %") for budget in budgets]
    return "/".join(shares) + " %"


def _short(words: str) -> str:
    return words.replace("at most", "≤").replace("at least", "≥").replace("about ", "")


def verdict(state: AxisState) -> str:
    """`ok`, `too few to judge`, or by how many posts which part is off: `promo +1`, `trend −2`."""
    if state.verdict == "ok" and state.axis == "reserve":
        return f"{number_words(state.budgets[0].kept)} kept"
    if state.verdict in ("ok", FEW):
        return state.verdict
    worst = max(state.budgets, key=lambda budget: abs(budget.deviation))
    unit = f" {worst.unit}" if worst.axis == "reserve" and worst.unit else ""
    return f"{worst.part} {number_words(worst.deviation, signed=True)}{unit}"


def counts_of(state: AxisState) -> str:
    """`2 of 14 promo`, `10/3/4`, `31 of 40 h`."""
    first = state.budgets[0]
    if state.axis == "reserve":
        return f"{number_words(first.planned)} of {number_words(first.window)} {first.unit}".strip()
    return state.counts


def planned_line(state: AxisState, width: int, counts_width: int = 0, words_width: int = 0, said: str = "") -> Line:
    """`━━━━──┄┄  2 of 14 promo  ok`: bars and counts of all budgets stand under each other."""
    said = said or counts_of(state)
    first = state.budgets[0]
    window = first.window or 1.0
    good = state.verdict == "ok"
    words, tail = verdict(state), max(words_width, len(verdict(state)))
    longest = max(counts_width, len(said))
    if LEAST_BAR + longest + tail + 3 > width and tail >= len(FEW):
        words, tail = words.replace(FEW, "too few"), len("too few")
    counts = fit(said, min(longest, max(width - LEAST_BAR - tail - 3, 0)))
    cells = max(width - width_of((Piece(counts),)) - tail - 3, LEAST_BAR)
    drawn = bar(first.planned / window, cells, first.low / window, first.high / window, "good" if good else "warn")
    return (*drawn, Piece(f" {counts}  "), Piece(words, "good" if good else "warn"))


def _published(budgets: Sequence[Budget]) -> str:
    first = budgets[0]
    if first.axis == "reserve":
        return f"{number_words(first.published)} {first.unit or 'spent'}".strip()
    if len(budgets) == 1:
        return f"{first.published:g} of {first.published_window:g}"
    return "/".join(f"{budget.published:g}" for budget in budgets)


def _clashes(findings: Iterable[Finding]) -> Iterator[Row]:
    for place, finding in enumerate(worst_first(findings)):
        glyph, tone = MARKS[finding.severity]
        yield Row(f"clash:{place}", ((Piece(f"{glyph} ", tone), Piece(finding.message)),), wide=True)


def _tasks(view: CalendarView) -> Iterator[Row]:
    opened = [task for task in view.tasks if task.state == "open"]
    hours = number_words(round(sum(task.minutes for task in opened) / 60, 1))
    span = "week" if view.period.kind == "week" else "month"
    if not view.tasks:
        yield heading(f"Tasks of the {span}", key="# tasks heading")
        yield note("no tasks", "none yet: F lays the period out with the tasks that its goals ask for")
        return
    said = f"Tasks of the {span}: {len(opened)} open of {len(view.tasks)}, {hours} h to do"
    yield heading(said, key="# tasks heading")
    for task in sorted(view.tasks, key=lambda task: (task.state != "open", task.due, task.title, task.id)):
        yield _task_row(task)


def _task_row(task: Task) -> Row:
    late = {"done": Piece("done", "good"), "skipped": Piece("skipped", "dim")}.get(task.state, Piece("open"))

    def made(width: int) -> Line:
        who = fit(task.owner or task.role, 17)
        goal = fit(task.goal, 18 if width >= 90 else 12)
        title = fit(task.title, max(width - 8 - 8 - 18 - width_of((Piece(goal),)) - 9, 8))
        took = f"{task.minutes} min" if task.minutes else ""
        day = f"{task.due:%a} {task.due.day}"
        return (Piece(f"{day:<8}{took:<8}", "dim"), Piece(f"{title} "), Piece(f"{who} {goal} ", "dim"), late)

    return Row(f"task:{task.id}", (made, task.title, task.role, task.goal), wide=True)
