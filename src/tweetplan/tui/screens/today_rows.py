"""The stand-up card as rows: what to do on the left, how it goes on the right. The same card gives the same rows."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from tweetplan.domain.budgets import AxisState
from tweetplan.domain.figures import figure
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Rung
from tweetplan.tui.chrome import city
from tweetplan.tui.paint import Line, Piece, Tone, cut, width_of
from tweetplan.tui.widgets.bars import band_tone, bar
from tweetplan.tui.widgets.findings import MARKS, worst_first
from tweetplan.tui.widgets.row import Column, Row, blank, heading, note
from tweetplan.tui.widgets.spark import spark
from tweetplan.workspace.ladder import GoalLine
from tweetplan.workspace.today import TodayCard, Waiting, Week, Work

WORK_COLUMNS = (Column(6), Column(7), Column(), Column(10))
FIGURE_COLUMNS = (Column(),)
EMPTY = "No work, no goal: `tweetplan goal add`, or i imports results."
NO_GOALS = "No goal yet: press 2."
WORD_TONES: dict[str, Tone] = {
    "ahead": "good",
    "on_track": "good",
    "behind": "warn",
    "unproven": "warn",
    "broken": "bad",
    "draft": "dim",
}
STATE_TONES: dict[str, Tone] = {"approved": "good", "scheduled": "good", "published": "dim", "no draft": "warn"}
SHORT_VERDICTS = {"too few to judge": "too few"}
TREND_CELLS, LEAST_TREND = 8, 3
BAR_CELLS = 4
"""The shortest bar that still tells something."""


def work_rows(card: TodayCard) -> tuple[Row, ...]:
    """Do now, what waits for a person, alarms."""
    return (
        heading(f"Do now ({city(card.zone)})"),
        *([_work(work) for work in card.work] or [note("no work", "nothing left for you today")]),
        blank("waiting"),
        heading("Waiting for you"),
        *(map(_waiting, card.waiting) if card.waiting else [note("no waiting", "nothing waits")]),
        *_alarms(card),
    )


def _work(work: Work) -> Row:
    if work.kind == "task":
        took = f"{work.minutes} min" if work.minutes else ""
        late = Piece(f"{work.overdue} d late", "warn") if work.overdue > 0 else Piece(work.role, "dim")
        return Row(f"task:{work.id}", (Piece(took, "dim"), "task", work.title, late))
    title = f"{work.title} {work.account}".strip()
    state = Piece("" if work.state == "free" else work.state, STATE_TONES.get(work.state, ""))
    return Row(f"slot:{work.id}", (work.time, work.kind, title, state))


def _waiting(waiting: Waiting) -> Row:
    return Row(f"waiting:{waiting.mode}:{waiting.subject}", (Piece(waiting.text),), wide=True)


def _alarms(card: TodayCard) -> Iterator[Row]:
    if not card.alarms:
        return
    yield blank("alarms")
    yield heading("Alarms")
    for finding in worst_first(card.alarms):
        mark, tone = MARKS[finding.severity]
        line = (Piece(f"{mark} ", tone), Piece(finding.message))
        yield Row(f"alarm:{finding.rule}:{finding.where}", (line,), wide=True)


def figure_rows(card: TodayCard) -> tuple[Row, ...]:
    """Core goals, this week's budgets, elastic slots left, who is on duty, and how old all of it is."""
    goals = [row for line in card.goals for row in _goal(line)]
    return (
        heading("Core goals"),
        *(goals or [note("no goals", NO_GOALS)]),
        *([note("others", f"and {card.others} more: 2 shows them")] if card.others and card.goals else []),
        note("data", f"data to {_day(card)}" if card.complete_to else "no results from X yet"),
        *(_week(card.week, card.account.handle if card.account else "") if card.week else ()),
        *_foot(card),
    )


def _day(card: TodayCard) -> str:
    done = card.complete_to
    return f"{done.day} {done:%b}" + (f" {done.year}" if done.year != card.day.year else "") if done else ""


def _goal(line: GoalLine) -> Iterable[Row]:
    yield Row(f"goal:{line.goal.name}", (lambda width: _goal_line(line, width),), wide=True)
    word = Piece(line.word, WORD_TONES.get(line.status, ""))
    if line.whole is not None and line.kpi is not None:
        yield Row(f"# whole {line.goal.name}", (_whole(line.whole, line.kpi, word),), heading=True)
    else:
        yield Row(f"# whole {line.goal.name}", ((Piece("   "), word),), heading=True)


def _goal_line(line: GoalLine, width: int) -> Line:
    """`leads-2026  Q1 174 of 200 ▁▃▃▅▆`: the figures stay whole, then the name, and the trend takes what is left."""
    figures = ""
    if line.period is not None and line.kpi is not None:
        figures = f"{short_label(line.period)} {_of(line.period, line.kpi)}"
    name = cut(line.goal.name, max(width - len(figures) - 1, 8))
    room = width - width_of((Piece(name),)) - len(figures) - 2
    trend = spark(line.spark, min(room, TREND_CELLS)) if room >= LEAST_TREND else ""
    pad = " " * (1 + room - len(trend) if trend else room + 2)
    return (Piece(name, "bold"), Piece(pad + figures), Piece(f" {trend}" if trend else "", "accent"))


def _whole(rung: Rung, kpi: Kpi, word: Piece) -> Line:
    return (Piece("   "), word, Piece(f", in all {_of(rung, kpi)}"))


def _of(rung: Rung, kpi: Kpi) -> str:
    """`174 of 200`; large counts in thousands, as the why card has them to the last one."""
    return f"{brief(rung.actual, kpi)} of {brief(rung.target, kpi)}"


def brief(value: float | None, kpi: Kpi) -> str:
    """A figure in few cells: `162k`, `1.2M`; whatever is below 10,000, a share or an amount of money as it is."""
    counts = kpi.formula.kind in ("total", "level") and not kpi.currency
    if value is None or not counts or abs(value) < 10_000:
        return figure(value, kpi)
    return f"{value / 1e6:.1f}M" if abs(value) >= 1e6 else f"{value / 1e3:.0f}k"


def short_label(rung: Rung) -> str:
    """`2026-Q1` → `Q1`."""
    return rung.label.rpartition("-")[2] if "-" in rung.label else rung.label


def _week(week: Week, handle: str) -> Iterator[Row]:
    yield blank("week")
    posts = f"{week.posts} post{'' if week.posts == 1 else 's'}"
    yield heading(f"This week, {handle}: {posts}", key="# week heading")
    for state in week.axes:
        yield Row(f"axis:{state.axis}:{state.budgets[0].part}", (_axis_maker(state),), wide=True)
    if week.elastic:
        yield note("elastic", f"elastic slots left: {week.free} of {week.elastic}")


def _axis_maker(state: AxisState) -> Callable[[int], Line]:
    return lambda width: axis_line(state, width)


def axis_line(state: AxisState, width: int, bar_cells: int = BAR_CELLS) -> Line:
    """`intent  ━━━━──┄┄ 2 of 14 promo ok`: counts give way before the verdict does."""
    first = state.budgets[0]
    window = first.window or 1.0
    good = state.verdict == "ok"
    tone: Tone = band_tone(first.planned, first.low, first.high) if not good else "good"
    verdict = SHORT_VERDICTS.get(state.verdict, state.verdict)
    room = max(width - 8 - bar_cells - len(verdict) - 2, 0)  # what a shortest bar leaves for the counts
    counts = cut(state.counts, room)
    cells = max(width - 8 - width_of((Piece(counts),)) - len(verdict) - 2, bar_cells)
    drawn = bar(first.planned / window, cells, first.low / window, first.high / window, tone)
    return (
        Piece(f"{cut(state.axis, 7):<7} "),
        *drawn,
        Piece(f" {counts} "),
        Piece(verdict, "good" if good else "warn"),
    )


def _foot(card: TodayCard) -> Iterator[Row]:
    yield blank("foot")
    zone = ZoneInfo(card.zone)
    if card.duty:
        until = max(shift.ends for shift in card.duty)
        names = ", ".join(shift.login for shift in card.duty)
        then = f", then {card.next_duty.login}" if card.next_duty else ""
        yield note("duty", f"duty: {names} until {until.astimezone(zone):%H:%M}{then}")
    elif card.next_duty:
        begins = card.next_duty.begins.astimezone(zone)
        yield note("duty", f"duty: nobody, {card.next_duty.login} {begins:%a %H:%M}")
    yield note("tick", f"tick {since(card.now, card.last_tick)}")


def since(now: datetime, then: datetime | None) -> str:
    """`2 min ago`, `never ran`."""
    if then is None:
        return "never ran"
    minutes = max(int((now - then).total_seconds() // 60), 0)
    if minutes < 120:
        return f"{minutes} min ago"
    return f"{minutes // 60} h ago" if minutes < 2880 else f"{minutes // 1440} d ago"
