"""The stand-up card: what to do now, what waits, what is wrong, and whether the core goals will be met."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from tweetplan.cli.advise import SHORT
from tweetplan.cli.advise import row as advice_row
from tweetplan.cli.figures import shown, sparkline
from tweetplan.cli.goals import line_row
from tweetplan.cli.grids import budget_lines, fit
from tweetplan.cli.output import say
from tweetplan.cli.session import Session, verb
from tweetplan.domain.estimate import CHANCE_WORDS
from tweetplan.domain.figures import probability_words as percent

if TYPE_CHECKING:
    from tweetplan.domain.ladder import Rung
    from tweetplan.workspace.ladder import GoalLine
    from tweetplan.workspace.today import TodayCard, Work


@click.command("today")
@verb
def today_command(session: Session) -> None:
    """The stand-up card: posts and tasks of today, what waits, alarms, core goals, this week's budgets."""
    from tweetplan.workspace.today import card

    held = card(session.declared)

    def people() -> None:
        for line in _lines(held):
            say(line)

    session.answer(_row(held), people)


def _row(card: "TodayCard") -> dict[str, Any]:
    """The card as JSON shows it."""
    week = card.week
    return {
        "day": card.day,
        "zone": card.zone,
        "account": card.account.handle if card.account else None,
        "work": card.work,
        "waiting": card.waiting,
        "alarms": card.alarms,
        "goals": [line_row(line) for line in card.goals],
        "others": card.others,
        "week": {
            "period": week.period.label,
            "posts": week.posts,
            "elastic": week.elastic,
            "free": week.free,
            "budgets": [budget for axis in week.axes for budget in axis.budgets],
        }
        if week
        else None,
        "complete_to": card.complete_to,
        "chances": [
            {
                "goal": name,
                "p_hit": told.p_hit,
                "status": told.status,
                "until": told.until,
                "stale": told.stale,
                "low": told.outcome.low if told.outcome else None,
                "high": told.outcome.high if told.outcome else None,
            }
            for name, told in card.outlooks.items()
        ],
        "all_core": card.joint.p if card.joint else None,
        "advice": advice_row(card.advice[0]) if card.advice else None,
        "last_tick": card.last_tick,
        "duty": card.duty,
        "next_duty": card.next_duty,
    }


def _lines(card: "TodayCard") -> Iterator[str]:
    local = card.now.astimezone(ZoneInfo(card.zone))
    handle = f"   {card.account.handle}" if card.account else ""
    known = f"   data to {card.complete_to:%d %b}" if card.complete_to else "   no data yet"
    clock = f"{local:%H:%M}" if local.date() == card.day else f"{local:%a %H:%M}"  # another day there
    yield f"Today   {card.day:%a %d %b %Y}   {clock} in {card.zone}{handle}{known}"
    yield ""
    yield "Do now"
    yield from (_work(work) for work in card.work)
    if not card.work:
        yield "  Nothing is due. `tweetplan week --fill` lays out slots and tasks."
    if card.waiting:
        yield "Waiting"
        yield from (f"  {waiting.text}" for waiting in card.waiting)
    if card.alarms:
        yield "Alarms"
        yield from (f"  ! {alarm.message}   {alarm.remedy}".rstrip() for alarm in card.alarms)
    yield from _advice(card)
    yield "Core goals"
    yield from (_goal(line) for line in card.goals)
    yield from _chances(card)
    if not card.goals:
        yield "  None runs. `tweetplan goal add` sets one."
    if card.others:
        yield f"  and {card.others} more: `tweetplan goal list`"
    if card.week:
        yield f"This week   {card.week.period.label}   {card.week.posts} posts   {_elastic(card)}".rstrip()
        yield from (f"  {line}" for line in budget_lines(card.week.axes))
    yield from _foot(card)


def _advice(card: "TodayCard") -> Iterator[str]:
    """What must be done, and the one best next action."""
    must = [one for one in card.advice if one.recommendation.must]
    best = [one for one in card.advice if not one.recommendation.must][:1]
    if must or best:
        yield "Best next action"
    for one in (*must, *best):
        yield f"  {one.id[:SHORT]} {'must  ' if one.recommendation.must else ''}{one.recommendation.title}"
        yield from (f"         {sentence}" for sentence in one.sentences[-3:])
    if best and best[0].stale:
        yield "         something changed since: `tweetplan advise --refresh`"


def _chances(card: "TodayCard") -> Iterator[str]:
    """The chance of each core goal as a whole, and of all of them."""
    known = {name: told for name, told in card.outlooks.items() if told.outcome is not None}
    words = [f"{name} {percent(told.p_hit or 0.0)} ({CHANCE_WORDS[told.status]})" for name, told in known.items()]
    together = [f"all together {percent(card.joint.p)}"] if card.joint and card.joint.p is not None else []
    if words:
        yield f"  chance of the whole: {', '.join([*words, *together])}"


def _work(work: "Work") -> str:
    takes = f"{work.minutes} min" if work.minutes else ""
    late = f"{work.overdue} d late" if work.overdue > 0 else ""
    state = work.state if work.kind != "task" else ""
    tail = "  ".join(word for word in (state, takes, work.role, late) if word)
    return f"  {work.time:5} {work.kind:8} {fit(work.title, 38)} {tail}".rstrip()


def _goal(line: "GoalLine") -> str:
    """`leads-2026   Q1 174 of 200 · 174 of 1,000   ▁▃▃▅▆   on track`."""
    parts = []
    if line.period and line.whole and (line.period.start, line.period.end) != (line.whole.start, line.whole.end):
        parts.append(f"{line.period.label.rpartition('-')[2]} {_of(line, line.period)}")
    if line.whole:
        parts.append(_of(line, line.whole))
    figures = " · ".join(parts) if parts else line.trouble
    return f"  {fit(line.goal.name, 16)} {fit(figures, 42)} {fit(sparkline(line.spark), 8)} {line.word}".rstrip()


def _of(line: "GoalLine", rung: "Rung") -> str:
    return f"{shown(line.kpi, rung.actual)} of {shown(line.kpi, rung.target)}"


def _elastic(card: "TodayCard") -> str:
    week = card.week
    return f"{week.free} of {week.elastic} elastic slots left" if week and week.elastic else ""


def _foot(card: "TodayCard") -> Iterator[str]:
    on = [f"{shift.login} until {_clock(shift.ends, card.zone)}" for shift in card.duty]
    if on:
        yield f"On duty: {', '.join(on)}"
    elif card.next_duty:
        yield f"Nobody is on duty; next {card.next_duty.login} from {_clock(card.next_duty.begins, card.zone)}"
    ran = f"{card.last_tick:%Y-%m-%d %H:%M} UTC" if card.last_tick else "never: `tweetplan tick --units`"
    yield f"tick: {ran}"


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"
