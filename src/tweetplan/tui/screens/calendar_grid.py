"""A week or a month as a grid of cells. Pure: the same board gives the same cells."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from rich.cells import cell_len

from tweetplan.domain.key_dates import KeyDate
from tweetplan.domain.post_life import POST
from tweetplan.domain.posts import Post
from tweetplan.domain.text import safe_text
from tweetplan.domain.values import frozen
from tweetplan.tui.paint import Line, Piece, Tone, cut, plain, width_of, wrap
from tweetplan.tui.widgets.grid_cell import GridCell, GridRow
from tweetplan.workspace.calendar import CalendarView, Placed
from tweetplan.workspace.calendar_view import Board, place_of

VALUE, PROMO, TAKEN, FREE, UNSAID, LOCKED = "V", "P", "▓", "▒", "–", "*"
MARKS: Mapping[str, tuple[str, Tone]] = {
    "value": (VALUE, "accent"),
    "promo": (PROMO, "warn"),
    "taken": (TAKEN, "good"),
    "free": (FREE, "dim"),
    "unsaid": (UNSAID, ""),
}
"""Glyph and tone of what a slot is; the letters and glyphs tell it without colour."""
STATE_MARKS: Mapping[str, tuple[str, Tone]] = {
    "idea": ("○", "dim"),
    "draft": ("◌", ""),
    "in_review": ("?", "warn"),
    "changes_asked": ("↺", "warn"),
    "approved": ("✓", "good"),
    "scheduled": ("●", "good"),
    "handed_off": ("→", "good"),
    "published": ("✔", "dim"),
    "held": ("‖", "bad"),
    "expired": ("✗", "bad"),
}
"""Glyph and tone of a post's stage; the words under the grid say it too."""
AGAINST = "!"
"""Stands after a slot that something is against."""
DATE_MARKS: Mapping[str, tuple[str, Tone]] = {
    "risk": ("▲", "bad"),
    "holiday": ("☼", "warn"),
    "event": ("◇", "accent"),
}
"""Glyph and tone of a day to respect, the gravest first."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHORT = 7
"""The cells of a title that a column of the narrowest screen holds."""
NOW = "▾"
"""Stands after today's name."""


@frozen
class CellPlace:
    """What a cell of the week stands for: a day, a time, and the slot there."""

    day: date
    time: str
    placed: Placed | None = None

    @property
    def slot_id(self) -> str:
        """The id of the slot here; empty where there is none."""
        return self.placed.slot.id if self.placed else ""


def kind_of(placed: Placed) -> str:
    """What a slot is: value, promo, taken or free elastic, or unsaid."""
    if placed.slot.plan == "elastic":
        return "free" if placed.free else "taken"
    intent = dict(placed.parts).get("intent", "")
    return intent if intent in MARKS else "unsaid"


def legend(slots: Iterable[Placed], stages: bool = False) -> Line:
    """What the glyphs on the grid mean, as far as they are on it; with the stages of posts where there is room."""
    held = list(slots)
    kinds = {kind_of(placed) for placed in held}
    parts = [piece for kind, mark in MARKS.items() if kind in kinds for piece in (Piece(*mark), Piece(f" {kind} "))]
    parts += [Piece(f"{LOCKED} locked ")] if any(placed.slot.locked for placed in held) else []
    if stages:
        found = {placed.post.state for placed in held if placed.post}
        parts += [p for state, mark in STATE_MARKS.items() if state in found
                  for p in (Piece(*mark), Piece(f" {POST.stage(state).title} "))]  # fmt: skip
    return tuple(parts)


def stage_words(post: Post) -> str:
    """`✓ approved`."""
    return f"{STATE_MARKS.get(post.state, ('', ''))[0]} {POST.stage(post.state).title}".strip()


def against_of(board: Board) -> frozenset[str]:
    """The ids of the slots that something is against."""
    return frozenset(one for held in board.conflicts for one in held.slots)


def date_mark(dates: Iterable[KeyDate], day: date) -> Line:
    """The glyph of a day to respect, the gravest where there are several."""
    kinds = {held.kind for held in dates if day in held}
    return next(((Piece(*mark),) for kind, mark in DATE_MARKS.items() if kind in kinds), ())


def words_of(placed: Placed) -> str:
    """What stands in a cell: the title, else what the slot is for."""
    slot = placed.slot
    return placed.title or ("free" if placed.free else slot.format or slot.topic or slot.intent or "post")


def slot_line(placed: Placed, now: datetime | None = None, against: Collection[str] = ()) -> Line:
    """`V insight`, `P*offer` (locked), `V ✓! roast` (approved, and something against it); what has passed is dim."""
    return (*_signs(placed, against), Piece(safe_text(words_of(placed), 60), _past(placed, now)))


def slot_lines_in(
    placed: Placed, now: datetime, width: int, most: int, against: Collection[str] = ()
) -> tuple[Line, ...]:
    """The slot in a cell of some lines: its words go on under each other; stage and goal follow where there is room."""
    signs, tone = _signs(placed, against), _past(placed, now)
    before = width_of(signs)
    room = max(width - before, 4)
    rows = wrap(safe_text(placed.title, 200), room) if placed.title else [cut(words_of(placed), room)]
    if len(rows) > most:
        rows = [*rows[: most - 1], cut(" ".join(rows[most - 1 :]), room)]
    pad = Piece(" " * before)
    lines: list[Line] = [((pad,) if at else signs) + (Piece(row, tone),) for at, row in enumerate(rows)]
    if placed.post is not None and len(lines) < most:
        lines.append((pad, Piece(POST.stage(placed.post.state).title, STATE_MARKS.get(placed.post.state, ("", ""))[1])))
    if placed.slot.goal and len(lines) < most:
        lines.append((pad, Piece(placed.slot.goal, "dim")))
    return tuple(lines)


def _signs(placed: Placed, against: Collection[str] = ()) -> Line:
    glyph, tone = MARKS[kind_of(placed)]
    mark = STATE_MARKS.get(placed.post.state) if placed.post else None
    lock = LOCKED if placed.slot.locked else " "
    stops = (Piece(AGAINST, "warn"),) if placed.slot.id in against else ()
    return (Piece(glyph, tone), Piece(lock), *((Piece(*mark),) if mark else ()), *stops)


def _past(placed: Placed, now: datetime | None) -> Tone:
    return "dim" if now is not None and placed.slot.at < now else ""


def days_of(view: CalendarView) -> list[date]:
    """The seven days of the first week shown."""
    monday = view.period.first - timedelta(days=view.period.first.weekday())
    return [monday + timedelta(days=step) for step in range(7)]


# ---- the week --------------------


def week_places(view: CalendarView, more_times: Collection[str] = ()) -> dict[str, CellPlace]:
    """Every cell of the week by its key, rows by time; several slots at one place get rows of their own."""
    by_place: dict[tuple[str, date], list[Placed]] = {}
    for placed in view.slots:
        day, time = place_of(placed.slot, view.zone, view.period)
        by_place.setdefault((time, day), []).append(placed)
    found: dict[str, CellPlace] = {}
    for time in sorted({time for time, _ in by_place} | set(more_times)):
        tall = max(len(by_place.get((time, day), ())) for day in days_of(view)) or 1
        for turn in range(tall):
            for day in days_of(view):
                here = by_place.get((time, day), [])
                placed_here = here[turn] if turn < len(here) else None
                found[cell_key(day, time, turn)] = CellPlace(day, time, placed_here)
    return found


def cell_key(day: date, time: str, turn: int = 0) -> str:
    """A cell's key: `2026-03-17T09:00`, with `#1` for the second slot of one place."""
    return f"{day}T{time}" + (f"#{turn}" if turn else "")


def week_rows(board: Board, places: Mapping[str, CellPlace], carried: str = "") -> tuple[GridRow, ...]:
    """The week's rows; the slot that is being moved is dim in its old place."""
    keys, against = list(places), against_of(board)
    rows = []
    for start in range(0, len(keys), 7):
        line_keys = keys[start : start + 7]
        first = "#" not in line_keys[0]
        label = (Piece(f" {places[line_keys[0]].time}" if first else ""),)
        cells = tuple(_week_cell(key, places[key], board.now, carried, against) for key in line_keys)
        rows.append(GridRow(label, cells))
    return tuple(rows)


def _week_cell(key: str, place: CellPlace, now: datetime, carried: str, against: Collection[str]) -> GridCell:
    if place.placed is None:
        return GridCell(key, ((Piece("·"),),))
    if place.placed.slot.id == carried:
        return GridCell(key, ((Piece("↦ ", "dim"), Piece(words_of(place.placed), "dim")),))
    placed = place.placed
    return GridCell(key, lambda width, most: slot_lines_in(placed, now, width, most, against), _wanted(placed))


def _wanted(placed: Placed) -> int:
    """The lines that a narrow cell fills: a short title takes one, its stage and its goal one more each."""
    size = cell_len(safe_text(placed.title, 100))
    more = bool(placed.post) + bool(placed.slot.goal)
    return 1 + more if size <= SHORT else 2 + bool(placed.post) if size <= 2 * SHORT else 3


def week_heads(board: Board) -> Line:
    """The week, then `Mon 16`, …; today is marked."""
    view = board.view
    if view is None:
        return ()
    days = (
        _head(f"{day:%a} {day.day}", day == board.today, plain(date_mark(view.dates, day))) for day in days_of(view)
    )
    return (Piece(f" {view.period.label[5:]}", "head"), *days)


def _head(words: str, today: bool, mark: str = "") -> Piece:
    return Piece(f"{words} {NOW}{mark}", "head") if today else Piece(f"{words} {mark}".strip(), "" if mark else "dim")


def nearest_slot(places: Mapping[str, CellPlace], now: datetime) -> str:
    """The key of the next slot to come, else of the first one; empty without slots."""
    held = sorted((p.placed.slot.at, key) for key, p in places.items() if p.placed is not None)
    return next((key for at, key in held if at >= now), held[0][1] if held else "")


# ---- the month --------------------


def month_rows(board: Board, titles: int = 2) -> tuple[GridRow, ...]:
    """A row for each ISO week: its label with what its weekly budgets say, and seven days with some of their slots."""
    view = board.view
    if view is None:
        return ()
    by_day: dict[date, list[Placed]] = {}
    for placed in view.slots:
        by_day.setdefault(place_of(placed.slot, view.zone, view.period)[0], []).append(placed)
    return tuple(_month_row(board, view, monday, by_day, titles) for monday in _mondays(view))


def _mondays(view: CalendarView) -> Iterator[date]:
    monday = days_of(view)[0]
    while monday <= view.period.last:
        yield monday
        monday += timedelta(days=7)


def _month_row(
    board: Board, view: CalendarView, monday: date, by_day: Mapping[date, Sequence[Placed]], titles: int
) -> GridRow:
    days = [monday + timedelta(days=step) for step in range(7)]
    cells = tuple(
        _month_cell(board, day, by_day.get(day, ()), titles) if day in view.period else GridCell() for day in days
    )
    return GridRow(_week_label(view, week_label(monday)), cells)


def week_label(day: date) -> str:
    """The ISO week of a day: `2026-W12`."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _week_label(view: CalendarView, label: str) -> Line:
    budgets = next((held for name, held in view.weeks if name == label), ())
    off = any(not budget.soft and budget.verdict in ("above", "below") for budget in budgets)
    return (Piece(f" {label[5:]}"), Piece("!" if off else "", "warn"))


def _month_cell(board: Board, day: date, slots: Sequence[Placed], titles: int) -> GridCell:
    today = day == board.today
    number = Piece(f"{day.day:>2}{NOW if today else ' '}", "head" if today else "")
    dated = date_mark(board.view.dates, day) if board.view else ()
    against = against_of(board)
    stops = (Piece(AGAINST, "warn"),) if any(one.slot.id in against for one in slots) else ()
    titled = sorted(slots, key=lambda placed: (not placed.title, placed.slot.at))
    lines = (
        (number, *dated, *_marks(slots), *stops),
        *(slot_line(one, board.now, against) for one in titled[:titles]),
    )
    return GridCell(day.isoformat(), lines, len(lines))


def _marks(slots: Iterable[Placed]) -> Line:
    """The glyphs of a day's slots, in order of time; beyond five their number."""
    held = list(slots)
    if len(held) > 5:
        return (Piece(f"{len(held)} posts"),)
    return tuple(Piece(*MARKS[kind_of(placed)]) for placed in held)


def month_heads(board: Board) -> Line:
    """The month, then the days' names."""
    month = f" {board.view.period.first:%b}" if board.view else ""
    return (Piece(month, "head"), *(_head(name, False) for name in DAYS))
