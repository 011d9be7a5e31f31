"""The ladder and the list of goals as rows (G07, G08, G25). Pure: the same reading gives the same rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from math import floor

from rich.cells import cell_len

from tweetplan.domain.figures import NO_FIGURE, figure
from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Node, Reading, Rung
from tweetplan.domain.periods import PeriodKind
from tweetplan.tui.paint import Piece, Tone
from tweetplan.tui.widgets.row import Column, Row, heading
from tweetplan.workspace.goals_view import GoalLine, GoalsView
from tweetplan.workspace.readings import as_agreed

STATUS: dict[str, tuple[str, str, Tone]] = {
    "ahead": ("▲", "ahead", "good"),
    "on_track": ("●", "on track", "good"),
    "behind": ("▼", "behind", "warn"),
    "met": ("✓", "met", "good"),
    "missed": ("✗", "missed", "warn"),
    "closed": ("■", "over", "dim"),
    "future": ("○", "to come", "dim"),
    "no_data": ("?", "no data", "dim"),
    "draft": ("~", "draft", "warn"),
    "unproven": ("?", "unproven", "warn"),
    "broken": ("✗", "broken", "bad"),
}
"""Glyph, word and tone of a status; a closed period says whether it was met."""
LEVELS: tuple[PeriodKind | None, ...] = (None, "quarter", "month", "week", "day")
"""What the level key goes through; None is the tree."""
WIDE = 60
"""From this many cells on the ladder shows wider figures."""
NOW, FIXED, NOTED = "◂", "◆", "¶"
OPEN, SHUT = "▾", "▸"


def rung_key(kind: PeriodKind, rung: Rung) -> str:
    """A row's key; a week that two months share has two."""
    return f"{kind}:{rung.label}:{rung.start}"


def ladder_columns(width: int, replanned: bool) -> tuple[Column, ...]:
    """The ladder's columns in a pane of `width` cells; in a narrow one the plan takes the room of the status' word."""
    wide = width >= WIDE
    figures = 9 if wide else 6
    plan = (Column(figures, "right", "plan"),) if replanned else ()
    return (
        Column(title="period"),
        Column(figures, "right", "target"),
        *plan,
        Column(figures, "right", "actual"),
        Column(6 if wide else 5, "right", "pace"),
        Column(10, title="status") if wide or not replanned else Column(1),
    )


def opened_now(reading: Reading, room: int = 0) -> frozenset[str]:
    """The periods to open at first: those that hold today (the last ones after the goal's end), down to the month.

    Where `room` rows are enough for it, the year's other quarters are opened too.
    """
    goal = reading.goal
    day = min(max(reading.today, goal.start), goal.end)
    found: set[str] = set()
    nodes: Iterable[Node] = reading.tree()
    for _ in ("year", "quarter", "month"):
        node = next((node for node in nodes if node.rung.start <= day <= node.rung.end), None)
        if node is None:
            break
        found.add(rung_key(node.kind, node.rung))
        nodes = node.children
    wider = found | {rung_key("quarter", quarter.rung) for year in _years(reading, found) for quarter in year.children}
    fits = sum(1 for _ in shown_nodes(reading.tree(), wider)) <= room
    return frozenset(wider if fits else found)


def _years(reading: Reading, opened: Set[str]) -> list[Node]:
    return [year for year in reading.tree() if rung_key("year", year.rung) in opened]


def shown_nodes(nodes: Iterable[Node], opened: Set[str], depth: int = 0) -> Iterator[tuple[Node, int]]:
    """The nodes in sight with their depth: the children of what is open, in order of time."""
    for node in nodes:
        yield node, depth
        if node.kind != "day" and rung_key(node.kind, node.rung) in opened:
            yield from shown_nodes(node.children, opened, depth + 1)


def tree_rows(shown: Iterable[tuple[Node, int]], opened: Set[str], columns: Sequence[Column]) -> tuple[Row, ...]:
    """The tree from the years down to what is open, from the nodes in sight."""
    rows = []
    for node, depth in shown:
        sign = OPEN if rung_key(node.kind, node.rung) in opened else SHUT
        rows.append(_rung_row(node, " " * depth + (" " if node.kind == "day" else f"{sign} "), columns))
    return tuple(rows)


def level_rows(nodes: Sequence[Node], columns: Sequence[Column]) -> tuple[Row, ...]:
    """One level of the whole goal, in order of time."""
    several = len({day.year for node in nodes for day in (node.rung.start, node.rung.end)}) > 1
    return tuple(_rung_row(node, "", columns, alone=True, year=several) for node in nodes)


def _rung_row(node: Node, lead: str, columns: Sequence[Column], *, alone: bool = False, year: bool = False) -> Row:
    reading, kind, rung = node.reading, node.kind, as_agreed(node.reading, node.rung, node.kind)
    here = rung.start <= reading.today <= rung.end
    fixed = any(rung.end == anchor.day for anchor in reading.goal.anchors)
    marks = (NOW if here else "") + (FIXED if fixed else "") + (NOTED if rung.note else "")
    if columns[1].width > 6 and here:
        marks = marks.replace(NOW, f"{NOW} now ").rstrip()
    label = period_words(kind, rung, month=alone, year=year)
    name = (Piece(lead, "dim"), Piece(label, "bold" if here else ""), Piece(f" {marks}" if marks else "", "accent"))
    begun = rung.status != "future"
    figures: dict[str, Piece] = {
        "target": Piece(narrow(rung.target, reading.kpi, columns[1].width)),
        "plan": Piece(narrow(rung.planned, reading.kpi, columns[1].width), "accent"),
        "actual": Piece(narrow(rung.actual, reading.kpi, columns[1].width), "" if begun else "dim"),
        "pace": Piece(pace_words(rung.pace)),
        "status": status_piece(rung_status(rung)),
        "": Piece(*STATUS[rung_status(rung)][::2]),
    }
    return Row(rung_key(kind, rung), (name, *(figures[column.title] for column in columns[1:])))


def pace_words(pace: float | None) -> str:
    """What came over what was asked by then: `107 %`, from ten times on `×12`; nothing where there is no pace.

    Never rounded up, so that 99.6 % is not shown as 100 % and called missed.
    """
    if pace is None:
        return ""
    whole = floor(pace * 100 + 1e-9)
    return f"{whole} %".replace("-", "−") if whole < 1000 else f"×{min(whole // 100, 999)}"


def rung_status(rung: Rung) -> str:
    """The rung's status; a closed one whose pace is known is met or missed."""
    if rung.status == "closed" and rung.pace is not None:
        return "met" if rung.pace >= 1 else "missed"
    return rung.status


def status_piece(status: str) -> Piece:
    """`▲ ahead`: a glyph and a word, so that no colour is needed."""
    glyph, word, tone = STATUS[status]
    return Piece(f"{glyph} {word}", tone)


def period_words(kind: PeriodKind, rung: Rung, *, month: bool = False, year: bool = False) -> str:
    """A period as the tree calls it: `2026`, `Q1`, `Mar`, `W12`, `Tue 17`; out of the tree with its month or year."""
    if kind == "year":
        return rung.label
    if kind == "day":
        return f"{rung.start:%a} {rung.start.day}" + (f" {rung.start:%b}" if month else "")
    if kind == "month":
        return f"{rung.start:%b}" + (f" {rung.start.year}" if year else "")
    return rung.label if year else rung.label.rpartition("-")[2]


def narrow(value: float | None, kpi: Kpi, cells: int) -> str:
    """A figure that fits a column: without its currency (the chart's title says it), then as `1.2M` or `340k`."""
    if value is None:
        return NO_FIGURE
    text = figure(value, kpi).removesuffix(f" {kpi.currency}" if kpi.currency else "")
    if cell_len(text) <= cells or "%" in text or kpi.formula.kind == "duration":
        return text
    if abs(value) < 10_000:
        return f"{value:.0f}".replace("-", "−")
    size, unit = next((size, unit) for size, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")) if abs(value) >= size)
    tries = (f"{_short(value / size, places)}{unit}" for places in (2, 1, 0))
    return next((short for short in tries if len(short) <= min(cells, 5)), f"{value / size:.0f}{unit}").replace(
        "-", "−"
    )


def _short(value: float, places: int) -> str:
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def level_words(level: PeriodKind | None) -> str:
    """The level as the breadcrumb says it; nothing for the tree."""
    return f"by {level}" if level else ""


# ---- all goals --------------------

GOAL_COLUMNS = (
    Column(title="goal"),
    Column(12, title="account"),
    Column(18, title="KPI"),
    Column(16, "right", "so far of target"),
    Column(10, title="pace"),
)


def why_no_goals(view: GoalsView) -> str:
    """Why there is no goal, and what to press; empty while there are goals."""
    if view.goals:
        return ""
    if not view.handles:
        return "No account yet: press : and choose account add."
    return "No goal yet: c creates the first one."


def goal_rows(lines: Sequence[GoalLine], handles: Mapping[str, str]) -> tuple[Row, ...]:
    """Every goal with its account, its KPI, where it stands and its pace; primary ones first (G25)."""
    rows: list[Row] = []
    for tier, title in (("primary", "Primary"), ("secondary", "Secondary")):
        held = [line for line in lines if line.goal.tier == tier]
        if held:
            rows += [heading(title), *(_goal_row(line, handles) for line in held)]
    return tuple(rows)


def _goal_row(line: GoalLine, handles: Mapping[str, str]) -> Row:
    goal = line.goal
    label = line.kpi.label if line.kpi else goal.kpi
    stands = f"{goal.target:g}"
    if line.kpi is not None:
        reached = narrow(line.whole.actual, line.kpi, 6) if line.whole else NO_FIGURE
        stands = f"{reached} of {narrow(goal.target, line.kpi, 6)}"
    status = status_piece(goal_status(line))
    return Row(f"goal:{goal.name}", (goal.name, handles.get(goal.account, goal.account), label, stands, status))


def goal_status(line: GoalLine) -> str:
    """The goal's status as a whole; an ended one says whether it was met."""
    if line.status != "closed" or line.whole is None or line.whole.actual is None or line.kpi is None:
        return line.status
    ahead = line.whole.actual - line.whole.target
    return "met" if (ahead if line.kpi.better == "higher" else -ahead) >= 0 else "missed"


def span_words(goal: Goal) -> str:
    """`1 Jan – 31 Dec 2026`."""
    first = f"{goal.start.day} {goal.start:%b}" + (f" {goal.start.year}" if goal.start.year != goal.end.year else "")
    return f"{first} – {goal.end.day} {goal.end:%b %Y}"
