"""The exact way to share out slots: one small integer programme for an account's weeks (extra `[optimize]`, HiGHS).

It stands on `analysis` because it computes with a library that no session may load; headless commands alone ask it, and
only where laying out left a budget missed. It shares no code with the counts of `domain.cells`: tests hold one against
the other. Each open place is one of seven cells; budgets, spacing and wants are rows over them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.util import find_spec
from typing import Any

from tweetplan.domain.budgets import Counted, allowed, window_entries
from tweetplan.domain.claims import PartRule
from tweetplan.domain.layout import Filling, Window
from tweetplan.domain.placing import dressed, late
from tweetplan.domain.posts import Slot
from tweetplan.domain.slots import PROMO_GAP

SECONDS = 3.0
"""The longest that one account-month may take while others wait to write; what is best then is taken."""
_KINDS = tuple((intent, topic) for intent in ("value", "promo") for topic in ("evergreen", "industry", "trend"))
CELLS = (("elastic", "", "trend"), *(("planned", *kind) for kind in _KINDS))
"""What an open place can become: plan, intent and topic."""
_AXES = {"plan": 0, "intent": 1, "topic": 2}
INFINITE = float("inf")
MISS, SERVED = 1000.0, 8.0
"""What a post off a hard budget costs, and what a want that is served is worth."""


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("highspy") is not None


@dataclass(frozen=True)
class Exact:
    """Every week's open places as slots, by how many posts the hard budgets are off, and whether that is proven."""

    weeks: tuple[tuple[Slot, ...], ...]
    off: int
    proven: bool


def solve(weeks: Sequence[Filling], windows: Sequence[Window] = ()) -> Exact | None:
    """The layout with the least miss of hard budgets, then the most wants; None without the extra or a solution.

    `windows` are the months and quarters around with what they hold outside of these weeks.
    """
    if not available() or not any(week.places for week in weeks):
        return None
    model = _Model()
    columns = [[[model.binary() for _ in CELLS] for _ in week.places] for week in weeks]
    for week, held in zip(weeks, columns, strict=True):
        for place in held:
            model.row(1, 1, [(column, 1.0) for column in place])
        _spacing(model, week, held)
        _wants(model, week, held)
    paired = [list(zip(week.places, held, strict=True)) for week, held in zip(weeks, columns, strict=True)]
    whole = [pair for pairs in paired for pair in pairs]
    kinds = {window.kind for window in windows}
    for week, mine in zip(weeks, paired, strict=True):
        entries = window_entries(week.kept, week.posts)
        for rule in week.rules:
            if rule.window not in kinds:
                _budget(model, rule, entries, mine, week.around.min_posts)
    for window in windows:
        mine = [(place, held) for place, held in whole if window.first <= place.day <= window.last]
        for rule in weeks[0].rules:
            if rule.window == window.kind:
                _budget(model, rule, window.entries, mine, weeks[0].around.min_posts)
    found = model.solved()
    if found is None:
        return None
    values, proven = found
    chosen = [[next(i for i, column in enumerate(place) if values[column] > 0.5) for place in held] for held in columns]
    off = round(sum(values[column] for column in model.misses))
    return Exact(tuple(_dress(week, cells) for week, cells in zip(weeks, chosen, strict=True)), off, proven)


def fill_exactly(weeks: Sequence[Filling], windows: Sequence[Window]) -> Sequence[Sequence[Slot]] | None:
    """What `workspace.filling` asks: every week's open places as slots."""
    found = solve(weeks, windows)
    return found.weeks if found is not None else None


@dataclass
class _Model:
    """Columns and rows as HiGHS takes them."""

    costs: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    rows: list[tuple[float, float, list[tuple[int, float]]]] = field(default_factory=list)
    misses: list[int] = field(default_factory=list)
    """The columns that hold how far a hard budget is off."""

    def column(self, cost: float, upper: float) -> int:
        self.costs.append(cost)
        self.uppers.append(upper)
        return len(self.costs) - 1

    def binary(self) -> int:
        return self.column(0.0, 1.0)

    def row(self, low: float, high: float, terms: Iterable[tuple[int, float]]) -> None:
        self.rows.append((low, high, list(terms)))

    def solved(self) -> tuple[list[float], bool] | None:
        """The values of all columns, and whether they are proven to be best."""
        import highspy

        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("time_limit", SECONDS)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", 1)
        solver.setOptionValue("mip_rel_gap", 0.0)
        for cost, upper in zip(self.costs, self.uppers, strict=True):
            solver.addCol(cost, 0.0, upper, 0, [], [])
        for index in range(len(self.costs)):
            solver.changeColIntegrality(index, highspy.HighsVarType.kInteger)
        for low, high, terms in self.rows:
            held: dict[int, float] = {}
            for column, factor in terms:
                held[column] = held.get(column, 0.0) + factor
            solver.addRow(low, high, len(held), list(held), list(held.values()))
        solver.run()
        status: Any = solver.getModelStatus()
        solution = solver.getSolution()
        if not solution.value_valid:
            return None
        return list(solution.col_value), status == highspy.HighsModelStatus.kOptimal


def _budget(
    model: _Model, rule: PartRule, entries: Sequence[Counted], mine: Sequence[tuple[Slot, list[int]]], least: int
) -> None:
    """One budget with what it is off as a column: its bounds follow how many posts count on the axis, one row each."""
    if rule.axis not in _AXES:
        return
    at = _AXES[rule.axis]
    counts = [i for i, cell in enumerate(CELLS) if cell[at]]
    of_part = [i for i, cell in enumerate(CELLS) if cell[at] == rule.part]
    stand = [entry.parts[rule.axis] for entry in entries if rule.axis in entry.parts]
    most = len(mine)
    weight = 1.0 if rule.soft else MISS
    under, over = model.column(weight, most + len(stand)), model.column(weight, most + len(stand))
    if not rule.soft:
        model.misses += [under, over]
    sizes = range(len(stand), len(stand) + most + 1)
    bounds = [allowed(rule.band, size) if size >= least else (0, size) for size in sizes]
    chosen = [model.binary() for _ in sizes]
    model.row(1, 1, [(column, 1.0) for column in chosen])
    size_terms = [(column, float(size - len(stand))) for column, size in zip(chosen, sizes, strict=True)]
    model.row(0, 0, [*size_terms, *((held[i], -1.0) for _, held in mine for i in counts)])
    part_terms = [(held[i], 1.0) for _, held in mine for i in of_part]
    stood = float(stand.count(rule.part))
    lows = [(column, -float(low)) for column, (low, _) in zip(chosen, bounds, strict=True)]
    highs = [(column, -float(high)) for column, (_, high) in zip(chosen, bounds, strict=True)]
    model.row(-stood, INFINITE, [*part_terms, *lows, (under, 1.0)])
    model.row(-INFINITE, -stood, [*part_terms, *highs, (over, -1.0)])


def _spacing(model: _Model, week: Filling, held: Sequence[Sequence[int]]) -> None:
    """No two promos within a day, and between each two a planned post (W04); what stands counts, too."""
    promo = [i for i, cell in enumerate(CELLS) if cell[1] == "promo"]
    said = [i for i, cell in enumerate(CELLS) if cell[1]]
    stand = [slot for slot in week.beside if slot.intent]
    line = sorted(
        [(place.at, index, False) for index, place in enumerate(week.places)]
        + [(slot.at, -1, slot.intent == "promo") for slot in stand],
        key=lambda one: one[0],
    )
    for a, (one_at, one, one_promo) in enumerate(line):
        if one < 0 and not one_promo:
            continue
        between: list[tuple[int, float]] = []
        for other_at, other, other_promo in line[a + 1 :]:
            if other < 0 and not other_promo:
                break  # a kept post of value: nothing beyond it is in a row
            if not (one < 0 and other < 0):
                terms = [(held[place][i], 1.0) for place in (one, other) if place >= 0 for i in promo]
                fixed = (one < 0) + (other < 0)
                near = other_at - one_at < PROMO_GAP
                model.row(-INFINITE, 1 - fixed, terms if near else [*terms, *((column, -1.0) for column, _ in between)])
            if other < 0:
                break
            between += [(held[other][i], 1.0) for i in said]
    _days_apart(model, held, line, promo)


def _days_apart(
    model: _Model, held: Sequence[Sequence[int]], line: Sequence[tuple[Any, int, bool]], promo: Sequence[int]
) -> None:
    """Promos within a day of each other, whatever lies between."""
    for a, (one_at, one, one_promo) in enumerate(line):
        for other_at, other, other_promo in line[a + 1 :]:
            if other_at - one_at >= PROMO_GAP:
                break
            bearers = [place for place, is_promo in ((one, one_promo), (other, other_promo)) if place >= 0 or is_promo]
            if len(bearers) == 2 and not (one < 0 and other < 0):
                fixed = sum(place < 0 for place in bearers)
                model.row(
                    -INFINITE, 1 - fixed, [(held[place][i], 1.0) for place in bearers if place >= 0 for i in promo]
                )


def _wants(model: _Model, week: Filling, held: Sequence[Sequence[int]]) -> None:
    """How many posts of each kind that goals ask for find a place: worth less than any budget."""
    for kind, count in Counter(want.kind for want in week.wants).items():
        served = model.column(-SERVED, count)
        cell = CELLS.index(("planned", *kind))
        model.row(0, INFINITE, [*((place[cell], 1.0) for place in held), (served, -1.0)])


def _dress(week: Filling, cells: Sequence[int]) -> tuple[Slot, ...]:
    """The cells as slots, each want on the place of its kind that is the least late."""
    slots = [
        replace(place, plan="planned" if cell else "elastic", intent=CELLS[cell][1], topic=CELLS[cell][2])
        for place, cell in zip(week.places, cells, strict=True)
    ]
    free = set(range(len(slots)))
    for want in sorted(week.wants, key=lambda want: (-want.priority, want.due, want.goal, want.title)):
        usable = [i for i in free if (slots[i].intent, slots[i].topic) == want.kind]
        if usable:
            best = min(usable, key=lambda i: (_lateness(slots[i].day, want.due), i))
            slots[best] = dressed(slots[best], want)
            free.discard(best)
    return tuple(slots)


def _lateness(day: date, due: date) -> float:
    return late(day, due)
