"""What stands below the calendar's grid: the budgets with their bands, clashes, tasks, and words about the cursor."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tweetplan.domain.budgets import AxisState, Budget
from tweetplan.domain.claims import band_words, percent
from tweetplan.domain.figures import number_words
from tweetplan.domain.findings import Finding
from tweetplan.domain.posts import Slot, Task
from tweetplan.tui.chrome import city
from tweetplan.tui.paint import Line, Piece, Tone, cut, fit, spread, width_of
from tweetplan.tui.screens.calendar_grid import CellPlace, kind_of, legend, week_label, words_of
from tweetplan.tui.screens.why import Why
from tweetplan.tui.widgets.bars import bar
from tweetplan.tui.widgets.findings import MARKS, worst_first
from tweetplan.tui.widgets.row import Column, Row, blank, heading, note
from tweetplan.workspace.calendar import CalendarView, Placed
from tweetplan.workspace.calendar_view import Board, MovePreview, next_post, next_words, open_places, place_of

COLUMNS = (
    Column(9, title="budget"),
    Column(18, title="allowed"),
    Column(title="planned"),
    Column(11, title="published"),
)
NO_BUDGETS = "no budgets: they count posts, and no rule holds for this account"
LEAST_BAR = 6
FEW = "too few to judge"
KIND_WORDS = {
    "value": "value",
    "promo": "promo",
    "taken": "elastic, taken",
    "free": "elastic, free",
    "unsaid": "planned",
}


def lower_rows(view: CalendarView, axes: Sequence[AxisState]) -> tuple[Row, ...]:
    """Budgets, clashes between goals' rules, and the tasks of the period."""
    counts = max((len(counts_of(state)) for state in axes), default=0)
    words = max((len(verdict(state)) for state in axes), default=0)
    rows = [_axis_row(state, counts, words) for state in axes]
    return (
        *(rows or [note("no budgets", "no posts to count: a support account answers (C02)")]
          if view.account.role == "support" else rows or [note("no budgets", NO_BUDGETS)]),
        *_clashes(view.findings),
        blank("tasks"),
        *_tasks(view),
    )  # fmt: skip


def _axis_row(state: AxisState, counts: int, words: int) -> Row:
    label = f"({state.axis})" if state.soft else state.axis
    published = _published(state.budgets)
    return Row(
        f"axis:{state.axis}:{state.budgets[0].part}",
        (label, allowed_words(state.budgets), lambda width: planned_line(state, width, counts, words), published),
    )


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


def planned_line(state: AxisState, width: int, counts_width: int = 0, words_width: int = 0) -> Line:
    """`━━━━──┄┄  2 of 14 promo  ok`: bars and counts of all budgets stand under each other."""
    first = state.budgets[0]
    window = first.window or 1.0
    good = state.verdict == "ok"
    words, tail = verdict(state), max(words_width, len(verdict(state)))
    longest = max(counts_width, len(counts_of(state)))
    if LEAST_BAR + longest + tail + 3 > width and tail >= len(FEW):
        words, tail = words.replace(FEW, "too few"), len("too few")
    counts = fit(counts_of(state), min(longest, max(width - LEAST_BAR - tail - 3, 0)))
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


# ---- the line of themes, and words about the cursor --------------------


def theme_line(view: CalendarView) -> Line:
    """The account, the zone of the grid, and the themes (G21)."""
    parts: list[Piece] = [Piece(f" {view.account.handle} · {city(view.zone)} time · theme ", "dim")]
    own, month = view.theme, view.month_theme if view.period.kind == "week" else None
    if own:
        parts.append(Piece(own.theme))
    if month:
        parts.append(Piece(f" (month: {month.theme})" if own else f"{month.theme} (month)"))
    if not own and not month:
        parts.append(Piece("none: t names one", "dim"))
    return tuple(parts)


def with_legend(line: Line, view: CalendarView, width: int) -> Line:
    """A line with what the glyphs mean at its right end, where there is room."""
    glyphs = legend(view.slots)
    return spread(line, glyphs, width) if width_of(line) + 2 + width_of(glyphs) <= width else line


def slot_lines(place: CellPlace, zone: str) -> tuple[Line, Line]:
    """Two lines about a cell of the week: what lies there, and what it counts as."""
    when = f" {place.day:%a} {place.day.day} {place.day:%b} {place.time}  "
    if place.placed is None:
        return (Piece(when, "dim"), Piece("nothing here", "dim")), (Piece("   a adds a slot by hand", "dim"),)
    placed, slot = place.placed, place.placed.slot
    parts = [KIND_WORDS[kind_of(placed)], slot.topic, slot.format, f"for {slot.goal}" if slot.goal else ""]
    parts += ["locked" if slot.locked else "", f"post {placed.post.state}" if placed.post else "no post yet"]
    if slot.zone != zone:
        parts.append(f"{slot.day:%a} {slot.time} {city(slot.zone)}")
    words = " · ".join(part for part in parts if part)
    return (Piece(when, "dim"), Piece(words_of(placed), "bold")), (Piece(f"   {words}"),)


def day_line(view: CalendarView, day: date, slots: Sequence[Placed]) -> Line:
    """A line about a day of the month: what it holds, and how its week's budgets stand."""
    counts: dict[str, int] = {}
    for placed in slots:
        counts[kind_of(placed)] = counts.get(kind_of(placed), 0) + 1
    held = ", ".join(f"{count} {KIND_WORDS[kind]}" for kind, count in counts.items()) or "nothing"
    label = week_label(day)
    budgets = next((found for name, found in view.weeks if name == label), ())
    off = [f"{b.part} {number_words(b.deviation, signed=True)}" for b in budgets if b.deviation and not b.soft]
    if any(budget.verdict == FEW for budget in budgets):
        said = "too few posts to judge"
    else:
        said = f"off: {', '.join(off)}" if off else "budgets ok" if budgets else "no budgets"
    tone: Tone = "warn" if off else "dim"
    return (Piece(f" {day:%a} {day.day} {day:%b}  ", "dim"), Piece(held, "bold"), Piece(f"  {label[5:]}: {said}", tone))


def moving_lines(slot: Slot, title: str, place: CellPlace, preview: MovePreview, width: int) -> tuple[Line, Line]:
    """Two lines while a slot is being moved: where it would lie and what is against it; what else is possible."""
    where = f"{place.day:%a} {place.day.day} {place.time}"
    if preview.taken:
        said = Piece("another slot lies there", "bad")
    elif preview.findings:
        said = Piece(preview.findings[0].message, "warn")
    else:
        said = Piece("it fits" if slot.intent == "promo" else "a free place", "good")
    start = f" moving {cut(title, max(width // 3, 12))} to {where}: "
    best = ", ".join(f"{day:%a} {day.day}" for day in preview.best[:4])
    hint = f"   {best} would crowd nothing" if best else "   enter drops it, esc puts it back, + − 15 min"
    return (Piece(start), said), (Piece(hint, "dim"),)


def next_why(board: Board) -> Why:
    """What the next post may be: where there is a free place, and what each budget says of one more post."""
    view = board.view
    assert view is not None
    lines: list[str | tuple[str, str]] = []
    coming = next(open_places(view, board.now), None)
    if coming is not None:
        day, clock = place_of(coming.slot, view.zone, view.period)
        when = f"{day:%a} {day.day} {day:%b} {clock}, {city(view.zone)}"
        lines.append(("free slot", f"{when}: take it for a trend (T11)"))
    else:
        lines.append(("free slot", f"no elastic slot is left in {view.period.label}"))
    for found in next_post(view.axes):
        lines.append((found.axis, next_words(found)))
        lines += [(f"  {part}", counts) for part, counts in found.counts]
        lines += [("  rule", found.rule)] if found.rule else []
    if not view.axes:
        lines.append("No budget counts here: a support account answers (C02).")
    return Why(f"What may I post next in {view.period.label}?", lines)
