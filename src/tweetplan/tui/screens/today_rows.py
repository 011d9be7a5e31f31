"""The stand-up card as rows: what to do on the left, how it goes on the right. The same card gives the same rows."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from tweetplan.domain.budgets import AxisState
from tweetplan.domain.estimate import CHANCE_WORDS
from tweetplan.domain.figures import probability_words
from tweetplan.domain.kpis import Kpi
from tweetplan.domain.ladder import Rung
from tweetplan.domain.outlooks import Outlook
from tweetplan.domain.recommendations import Advice
from tweetplan.tui.chrome import city
from tweetplan.tui.paint import Line, Piece, Tone, cut, spread, width_of, wrap
from tweetplan.tui.screens.chance_words import (
    CHANCE_TONES,
    age_words,
    because_words,
    brief,
    gain_words,
    interval_words,
    span_word,
)
from tweetplan.tui.widgets.bars import band_tone, bar
from tweetplan.tui.widgets.findings import MARKS, worst_first
from tweetplan.tui.widgets.row import Column, Row, blank, heading, note
from tweetplan.tui.widgets.spark import spark
from tweetplan.workspace.ladder import GoalLine
from tweetplan.workspace.meetings_waiting import Waiting
from tweetplan.workspace.today import TodayCard, Week, Work

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
    state = Piece("" if work.state == "free" else work.state.replace("_", " "), STATE_TONES.get(work.state, ""))
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
    goals = [row for line in card.goals for row in _goal(line, card.outlooks.get(line.goal.name))]
    return (
        heading("Core goals"),
        *(goals or [note("no goals", NO_GOALS)]),
        *_joint(card),
        *([note("others", f"and {card.others} more: 2 shows them")] if card.others and card.goals else []),
        note("data", f"data to {_day(card)}" if card.complete_to else "no results from X yet"),
        *(_week(card.week, card.account.handle if card.account else "") if card.week else ()),
        *_foot(card),
    )


def _day(card: TodayCard) -> str:
    done = card.complete_to
    return f"{done.day} {done:%b}" + (f" {done.year}" if done.year != card.day.year else "") if done else ""


def _goal(line: GoalLine, told: Outlook | None) -> Iterable[Row]:
    yield Row(f"goal:{line.goal.name}", (lambda width: _goal_line(line, width),), wide=True)
    word = Piece(line.word, WORD_TONES.get(line.status, ""))
    kpi = line.kpi
    if told is not None and told.outcome is not None and kpi is not None:
        yield Row(f"chance:{line.goal.name}", (lambda width: chance_line(line, told, kpi, width),), wide=True)
    elif line.whole is not None and kpi is not None:
        yield Row(f"# whole {line.goal.name}", (_whole(line.whole, kpi, word),), heading=True)
    else:
        yield Row(f"# whole {line.goal.name}", ((Piece("   "), word),), heading=True)


def chance_line(line: GoalLine, told: Outlook, kpi: Kpi, width: int) -> Line:
    """`year 62 % (870–1220) on track`: the chance of the whole and its verdict; the interval as far as it fits."""
    assert told.outcome is not None  # asked before
    span = f" {span_word(line.goal)} {probability_words(told.outcome.p_positive)}"
    verdict = "unproven" if line.status == "unproven" else CHANCE_WORDS[told.status]
    tone: Tone = "warn" if line.status == "unproven" else CHANCE_TONES[told.status]
    interval = f" ({interval_words(told.outcome, kpi)})"
    middle = interval if len(span + interval) + len(verdict) + 1 <= width else ""
    return spread((Piece(span), Piece(middle, "dim")), (Piece(f"{verdict}{'*' if told.stale else ''}", tone),), width)


def _joint(card: TodayCard) -> Iterator[Row]:
    """The chance of all core goals together, and how old chances are."""
    known = [told for told in card.outlooks.values() if told.outcome is not None]
    if card.joint is not None and card.joint.p is not None and len(card.joint.goals) > 1:
        yield Row("joint", (f"all core goals together: {probability_words(card.joint.p)}",), wide=True)
    if any(told.stale for told in known):
        yield note("stale", "* changed since: R computes it anew")


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


# ---- advice --------------------

ADVICE_LINES = 4
"""Lines that the best next action has."""


def advice_rows(card: TodayCard) -> tuple[Row, ...]:
    """What must be done, and the one best next action with its because; nothing while there is no goal."""
    if not card.goals and not card.advice:
        return ()
    must = [one for one in card.advice if one.recommendation.must]
    best = next((one for one in card.advice if not one.recommendation.must), None)
    rows: list[Row] = []
    if must:
        rows.append(heading("Must do"))
        rows += [Row(f"advice:{one.id}", ((Piece("! ", "bad"), Piece(one.recommendation.title)),), wide=True)
                 for one in must[:2]]  # fmt: skip
    rows.append(Row("# best", (lambda width: _best_head(card, width),), heading=True))
    if best is None:
        rows.append(note("no advice", _why_none(card)))
        return tuple(rows)
    rows.append(Row(f"advice:{best.id}", (lambda width: _told(best, width)[0],), wide=True))
    rows += [Row(f"# advice {at}", (_line_maker(best, at),), heading=True) for at in range(1, ADVICE_LINES)]
    return tuple(rows)


def _best_head(card: TodayCard, width: int) -> Line:
    age = age_words(card.advice[0].made_at, card.now) if card.advice else ""
    if any(one.stale for one in card.advice):
        age = f"{age}, R anew".lstrip(", ")
    more = f"A all {len(card.advice)}" if len(card.advice) > 1 else ""
    tail = ", ".join(filter(None, (more, age)))
    return spread((Piece("Best next action", "head"),), (Piece(tail, "dim"),), width)


def _why_none(card: TodayCard) -> str:
    return "nothing to advise now" if card.advised else "not computed yet: R computes it"


def _told(one: Advice, width: int) -> list[Line]:
    """The action, what it does and why, in exactly `ADVICE_LINES` lines: the last ones give way."""
    tries = "try: " if one.explore else ""
    gain = _at_most(gain_words(one), width, 2)
    title = _at_most(tries + one.recommendation.title, width, 2 if len(gain) < 2 else 1)
    why = _at_most(because_words(one), width, ADVICE_LINES - len(title) - len(gain))
    lines: list[Line] = [(Piece(row, "bold"),) for row in title]
    lines += [(Piece(row, "good"),) for row in gain]
    lines += [(Piece(row, "dim"),) for row in why]
    return [*lines, *[()] * (ADVICE_LINES - len(lines))]


def _at_most(text: str, width: int, most: int) -> list[str]:
    """The text in at most so many lines, what is left out marked at the end of the last."""
    rows = wrap(text, width) if text else []
    return rows if len(rows) <= most else [*rows[: most - 1], cut(" ".join(rows[most - 1 :]), width)]


def _line_maker(one: Advice, at: int) -> Callable[[int], Line]:
    return lambda width: (Piece(" "), *_told(one, width - 1)[at])


# ---- the week --------------------


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
