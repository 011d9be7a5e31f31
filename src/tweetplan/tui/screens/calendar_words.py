"""The calendar in words: themes and zone, what the cursor stands on, what a move would do, what to post next."""

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from tweetplan.domain.budgets import AxisState
from tweetplan.domain.estimate import Estimate
from tweetplan.domain.figures import lift_words, number_words
from tweetplan.domain.posts import Slot
from tweetplan.tui.chrome import city
from tweetplan.tui.paint import Line, Piece, Tone, cut, spread, width_of
from tweetplan.tui.screens.calendar_grid import (
    AGAINST,
    DATE_MARKS,
    CellPlace,
    kind_of,
    legend,
    stage_words,
    week_label,
    words_of,
)
from tweetplan.tui.screens.calendar_rows import FEW, counts_of
from tweetplan.tui.screens.why import Told, Why
from tweetplan.workspace.answers import Next
from tweetplan.workspace.calendar import CalendarView, Placed
from tweetplan.workspace.calendar_view import Board, MovePreview, next_post, next_words, open_places, place_of

KIND_WORDS = {
    "value": "value",
    "promo": "promo",
    "taken": "elastic, taken",
    "free": "elastic, free",
    "unsaid": "planned",
}


def theme_line(board: Board, view: CalendarView) -> Line:
    """The account, the zone of the grid, whether it is frozen (T18), and the themes (G21)."""
    parts: list[Piece] = [Piece(f" {view.account.handle} · {city(view.zone)} time · ", "dim")]
    parts += [Piece("■ frozen ", "bad"), Piece("· ", "dim")] if board.freezes else []
    parts.append(Piece("theme ", "dim"))
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
    room = width - width_of(line) - 2
    found = next(
        (glyphs for glyphs in (legend(view.slots, stages=True), legend(view.slots)) if width_of(glyphs) <= room), ()
    )
    return spread(line, found, width) if found else line


def date_words(view: CalendarView, day: date) -> Line:
    """`  ▲ Election day`: what is to be respected on a day."""
    found = [held for held in view.dates if day in held]
    return tuple(Piece(f"  {DATE_MARKS[held.kind][0]} {held.title}", DATE_MARKS[held.kind][1]) for held in found[:2])


def slot_lines(board: Board, view: CalendarView, place: CellPlace) -> tuple[Line, Line]:
    """Two lines about a cell of the week: what lies there and what is against it, and what it counts as."""
    when = f" {place.day:%a} {place.day.day} {place.day:%b} {place.time}  "
    dates = date_words(view, place.day)
    if place.placed is None:
        return (Piece(when, "dim"), Piece("nothing here", "dim"), *dates), (Piece("   a adds a slot by hand", "dim"),)
    placed, slot = place.placed, place.placed.slot
    parts = [KIND_WORDS[kind_of(placed)], slot.topic, slot.format, f"for {slot.goal}" if slot.goal else ""]
    parts += ["locked" if slot.locked else "", placed.post.owner if placed.post else slot.owner]
    parts.append(f"post {stage_words(placed.post)}" if placed.post else "no post yet")
    if slot.zone != view.zone:
        parts.append(f"{slot.day:%a} {slot.time} {city(slot.zone)}")
    if placed.free and slot.at > board.now:
        parts.append("T takes it for a trend")
    words = " · ".join(part for part in parts if part)
    against = [held.finding.message for held in board.conflicts if slot.id in held.slots]
    stops = (Piece(f"  {AGAINST} {against[0]}", "warn"),) if against else dates
    return (Piece(when, "dim"), Piece(cut(words_of(placed), 40), "bold"), *stops), (Piece(f"   {words}"),)


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
    return (
        Piece(f" {day:%a} {day.day} {day:%b}  ", "dim"),
        Piece(held, "bold"),
        Piece(f"  {label[5:]}: {said}", tone),
        *date_words(view, day),
    )


def moving_lines(
    slot: Slot, title: str, place: CellPlace, preview: MovePreview | None, width: int
) -> tuple[Line, Line]:
    """Two lines while something is moved: where it would lie and what is against it; what else it changes.

    Without a preview it is a post, and no slot lies there.
    """
    start = f" moving {cut(title, max(width // 3, 12))} to {place.day:%a} {place.day.day} {place.time}: "
    if preview is None:
        return (Piece(start), Piece("no slot lies there", "bad")), (Piece("   a post goes to a slot", "dim"),)
    if preview.taken:
        said = Piece("another post has it" if place.placed and place.placed.post else "another slot lies there", "bad")
    elif preview.findings:
        said = Piece(preview.findings[0].message, "warn")
    else:
        said = Piece("it fits" if slot.intent == "promo" else "a free place", "good")
    best = ", ".join(f"{day:%a} {day.day}" for day in preview.best[:4])
    left = left_words(preview.left)
    hint = f"   {best} would crowd nothing" if best else "   enter drops it, esc puts it back, + − 15 min"
    if left:
        hint = f"   where it lay: {left}"
    return (Piece(start), said, *_hour_words(preview.lift)), (Piece(hint, "dim"),)


def _hour_words(lift: Estimate | None) -> Line:
    """`; that hour +9 % (+2 % to +17 %), n 61`; nothing where the time was not found to matter."""
    if lift is None:
        return ()
    words = f"; that hour {lift_words(lift.mean)} ({lift_words(lift.low)} to {lift_words(lift.high)}), n {lift.n}"
    return (Piece(words, "dim"),)


def left_words(left: Sequence[tuple[AxisState, AxisState]]) -> str:
    """`2 of 14 promo → 1 of 13 promo (ok)`: how the budgets of the period that it leaves change."""
    return ", ".join(
        f"{counts_of(before)} → {counts_of(after)} ({after.verdict})"
        for before, after in left
        if counts_of(before) != counts_of(after)
    )


def next_why(board: Board, coming_up: Next) -> Why:
    """What the next post may be: free places with the drafts that fit, and what each budget says of one more post."""
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
    lines += list(_next_slots(coming_up, view))
    if not view.axes:
        lines.append("No budget counts here: a support account answers (C02).")
    return Why(f"What may I post next in {view.period.label}?", lines)


def _next_slots(found: Next, view: CalendarView) -> Iterator[Told]:
    """The next free slots of the account, whatever the period shown: what each asks for, and which drafts fit."""
    if found.slots:
        yield ""
        yield f"The next free slots ({found.elastic_left} of {found.elastic} elastic ones left this week):"
    for one in found.slots:
        local = one.slot.at.astimezone(ZoneInfo(view.zone))
        asked = ", ".join(ask.part for ask in one.asks) or "anything"
        drafts = "; ".join(f"“{fit.post.title[:40]}”" for fit in one.drafts) or "no draft fits yet"
        yield (f"{local:%a} {local.day} {local:%H:%M}", f"{asked}: {drafts}")
