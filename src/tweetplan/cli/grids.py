"""Weeks, months and budgets as lines of text, 80 cells wide."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tweetplan.domain.budgets import AxisState
from tweetplan.domain.claims import band_words
from tweetplan.domain.text import safe_text

if TYPE_CHECKING:
    from tweetplan.workspace.calendar import CalendarView, Placed

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CELL = 9
LEGEND = "V value  P promo  ▓ taken  ▒ free  * locked"


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells of a terminal; a longer one ends in an ellipsis."""
    text = safe_text(text)
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + "…"
    return text + " " * (width - cell_len(text))


def heading(view: "CalendarView") -> Iterator[str]:
    """What the grid shows: the period, the account, the zone of its times, and the themes."""
    first, last = view.period.first, view.period.last
    yield f"{view.period.label}   {first:%d %b} – {last:%d %b %Y}   {view.account.handle}   times in {view.zone}"
    themes = [view.theme.theme] if view.theme else []
    if view.month_theme and view.month_theme is not view.theme:
        themes.append(f"month: {view.month_theme.theme}")
    if themes:
        yield f"theme   {' · '.join(themes)}"


def week_lines(view: "CalendarView") -> Iterator[str]:
    """A row for each slot, by day and time: what it is, what stands on it, and the goal it serves."""
    if not view.slots:
        yield f"No slots yet: `tweetplan week {view.period.label} --fill` lays the week out."
        return
    for n in range(7):
        day = view.period.first + timedelta(days=n)
        label = f"{day:%a %d}"
        for placed in view.on(day):
            title = placed.title or ("free" if placed.free else ", ".join(part for _, part in placed.parts))
            lock = "*" if placed.slot.locked else " "
            yield f"{label:6}  {placed.slot.time}  {_mark(placed)}{lock} {fit(title, 40)}  {placed.slot.goal}".rstrip()
            label = ""
        if label:
            yield f"{label:6}  ·"
    yield ""
    yield f"{LEGEND}   {view.free} of {view.elastic} elastic free"


def month_lines(view: "CalendarView") -> Iterator[str]:
    """A row for each ISO week, in each day the marks of its slots."""
    first, last = view.period.first, view.period.last
    yield " " * 5 + " ".join(fit(name, CELL) for name in DAYS).rstrip()
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        days = [monday + timedelta(days=n) for n in range(7)]
        cells = [_day(view, day) if first <= day <= last else "" for day in days]
        yield f"W{monday.isocalendar().week:02d}  {' '.join(fit(cell, CELL) for cell in cells)}".rstrip()
        monday += timedelta(days=7)
    yield ""
    yield f"{LEGEND}   {view.free} of {view.elastic} elastic free"


def budget_lines(axes: Sequence[AxisState]) -> Iterator[str]:
    """A row for each budget: what is allowed, what is planned, how that stands, and what was published."""
    if not axes:
        yield "No budgets yet: they count posts once slots are laid out."
        return
    yield f"{fit('budget', 9)} {fit('allowed', 35)} {fit('planned', 16)} {fit('state', 7)} posted"
    for axis in axes:
        state = {"too few to judge": "too few"}.get(axis.verdict, axis.verdict)
        posted = "/".join(f"{budget.published:g}" for budget in axis.budgets)
        label = f"({axis.axis})" if axis.soft else axis.axis
        yield f"{fit(label, 9)} {fit(_allowed(axis), 35)} {fit(_planned(axis), 16)} {fit(state, 7)} {posted}".rstrip()


def _allowed(axis: AxisState) -> str:
    """`promo at most 20 %`, `evergreen/industry/trend 60/20/20 %`."""
    names = "/".join(budget.part for budget in axis.budgets)
    parts = [band_words(budget.band) for budget in axis.budgets]
    if len(parts) == 1:
        return f"{names} {parts[0]}"
    return f"{names} {'/'.join(part.removesuffix(' %').removeprefix('about ') for part in parts)} %"


def _planned(axis: AxisState) -> str:
    if axis.axis == "reserve":
        return f"{axis.budgets[0].planned:g} of {axis.budgets[0].window:g} {axis.budgets[0].unit}".rstrip()
    return axis.counts


def _day(view: "CalendarView", day: date) -> str:
    return f"{day.day:2d} " + "".join(_mark(placed) for placed in view.on(day))


def _mark(placed: "Placed") -> str:
    if placed.slot.plan == "elastic":
        return "▒" if placed.free else "▓"
    return "P" if dict(placed.parts).get("intent") == "promo" else "V"
