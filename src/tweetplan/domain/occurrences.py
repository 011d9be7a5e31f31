"""Cadences laid out on days, and the tasks that a goal's templates make in a week (G09, G14, T10).

The same week always gives the same tasks with the same keys, so generating it twice adds nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tweetplan.domain.cadence import Cadence, TaskTemplate
from tweetplan.domain.goal_type import Declaration
from tweetplan.domain.goals import Goal
from tweetplan.domain.periods import Period, PeriodKind, containing, within
from tweetplan.domain.posts import Task
from tweetplan.domain.values import frozen

if TYPE_CHECKING:
    from tweetplan.domain.quotas import Want

WORKDAYS = range(5)
"""Monday to Friday, as `date.weekday` counts."""
_PERIODS: Mapping[str, PeriodKind] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter"}


@frozen
class Occurrence:
    """One time that a cadence falls due: the day, and its place among those of its own period."""

    day: date
    period: str
    """The label of the period it belongs to, or `7 before event`."""
    turn: int
    of: int
    """How many there are in that period."""


def times_in(cadence: Cadence, index: int) -> int:
    """How often in the `index`th period: between least and most, so that the mean over periods is their middle."""
    spread = cadence.most - cadence.least
    return cadence.least + (index + 1) * spread // 2 - index * spread // 2


def occurrences(
    cadence: Cadence, goal: Goal, first: date, last: date, *, shift: int = 0, fiscal_start: int = 1
) -> tuple[Occurrence, ...]:
    """When a cadence of a goal falls due from `first` to `last`, both inclusive, in order.

    Recurring ones stay inside the goal's dates and lie on weekdays, spread over their period; a period that the goal
    touches only in part gets its share, rounded. `shift` moves the spread, so that several templates do not pile up on
    one day. Moments relative to a date fall where they fall; triggers (`when`) are on no calendar.
    """
    if cadence.every == "when":
        return ()
    if cadence.every in ("before", "after"):
        day, moment = _relative(cadence, goal), f"{cadence.days} {cadence.every} {cadence.of}"
        return (Occurrence(day, moment, 0, 1),) if day is not None and first <= day <= last else ()
    begin, end = max(first, goal.start), min(last, goal.end)
    if begin > end:
        return ()
    found: list[Occurrence] = []
    for index, label, span_first, span_last in _spans(cadence, goal, begin, end, fiscal_start):
        days = _laid(cadence, index, span_first, span_last, goal, shift)
        found += [Occurrence(day, label, turn, len(days)) for turn, day in enumerate(days) if begin <= day <= end]
    return tuple(found)


def _spans(
    cadence: Cadence, goal: Goal, first: date, last: date, fiscal_start: int
) -> Iterable[tuple[int, str, date, date]]:
    """The periods of the cadence that touch these days: a running number, a label, and their days."""
    if cadence.every == "fortnight":
        begin = goal.start - timedelta(days=goal.start.weekday())
        for monday in _every(14, begin, last):
            if monday + timedelta(days=13) >= first:
                yield monday.toordinal() // 14, containing("week", monday).label, monday, monday + timedelta(days=13)
        return
    for period in within(_PERIODS[cadence.every], first, last, fiscal_start):
        yield _index(period), period.label, period.first, period.last


def _index(period: Period) -> int:
    """A number that grows by one from each period to the next of its kind."""
    if period.kind in ("month", "quarter"):
        return (period.first.year * 12 + period.first.month) // (3 if period.kind == "quarter" else 1)
    return period.first.toordinal() // (7 if period.kind == "week" else 1)


def _laid(cadence: Cadence, index: int, first: date, last: date, goal: Goal, shift: int) -> list[date]:
    """The days of one period: as many as it asks, spread over the weekdays it has inside the goal's dates."""
    wanted = times_in(cadence, index)
    if cadence.every == "day":
        return [first] * wanted
    begin, end = max(first, goal.start), min(last, goal.end)
    whole, inside = (last - first).days + 1, (end - begin).days + 1
    if inside < whole:
        wanted = (2 * wanted * inside + whole) // (2 * whole)
    every_day = _every(1, begin, end)
    workdays = [day for day in every_day if day.weekday() in WORKDAYS]
    days = workdays if wanted <= len(workdays) else every_day
    if cadence.weekday is not None and wanted == 1:
        fixed = [day for day in days if day.weekday() == cadence.weekday]
        days, shift = fixed or days, 0
    count = len(days)
    places = sorted(((2 * turn + 1) * count // (2 * wanted) + shift) % count for turn in range(wanted))
    moved = _from_weekday(cadence, days, places) if cadence.weekday is not None and wanted > 1 else places
    return [days[place] for place in sorted(moved)]


def _from_weekday(cadence: Cadence, days: list[date], places: list[int]) -> list[int]:
    """The same spread turned so that its first falls on the cadence's own weekday."""
    start = next((i for i, day in enumerate(days) if day.weekday() == cadence.weekday), places[0])
    return [(start + place - places[0]) % len(days) for place in places]


def _every(step: int, first: date, last: date) -> list[date]:
    """Every `step`th day from `first` to `last`."""
    return [first + timedelta(days=passed) for passed in range(0, (last - first).days + 1, step)]


def own_date(goal: Goal, name: str) -> date | None:
    """A date of the goal: `start`, `end`, or one of its own fields; None where it is not given."""
    if name in ("start", "end"):
        return goal.start if name == "start" else goal.end
    held = goal.fields.get(name)
    if isinstance(held, str):
        try:
            return date.fromisoformat(held)
        except ValueError:
            return None
    return held if isinstance(held, date) else None


def _relative(cadence: Cadence, goal: Goal) -> date | None:
    day = own_date(goal, cadence.of)
    if day is None:
        return None
    return day + timedelta(days=-cadence.days if cadence.every == "before" else cadence.days)


def tasks_for_week(
    templates: Iterable[TaskTemplate], goal: Goal, week: Period, fiscal_start: int = 1
) -> tuple[Task, ...]:
    """The tasks that a goal's templates make in a week (or any other period), by day; a draft goal makes none."""
    return tuple(_task(template, goal, found) for found, template in _made(templates, goal, week, fiscal_start))


def wants_for_week(
    templates: Iterable[TaskTemplate], goal: Goal, week: Period, fiscal_start: int = 1
) -> "tuple[Want, ...]":
    """The posts that those tasks are to make, as the layout of slots wants them."""
    return tuple(
        _want(found, template, goal)
        for found, template in _made(templates, goal, week, fiscal_start)
        if template.makes_post
    )


def _want(found: Occurrence, template: TaskTemplate, goal: Goal) -> "Want":
    from tweetplan.domain.quotas import Want  # not for a screen that only counts the work

    priority = goal.importance * goal.urgency
    return Want(template.title, goal.name, found.day, template.intent, template.topic, template.format, priority)


def _made(
    templates: Iterable[TaskTemplate], goal: Goal, week: Period, fiscal_start: int
) -> list[tuple[Occurrence, TaskTemplate]]:
    if goal.draft:
        return []
    made = [
        (found, template)
        for shift, template in enumerate(templates)
        for found in occurrences(template.cadence, goal, week.first, week.last, shift=shift, fiscal_start=fiscal_start)
    ]
    return sorted(made, key=lambda pair: (pair[0].day, pair[1].title, _key(pair[1], goal, pair[0])))


def _key(template: TaskTemplate, goal: Goal, found: Occurrence) -> str:
    return f"{goal.id or goal.name}|{template.title}|{found.period}|{found.turn}"


def _task(template: TaskTemplate, goal: Goal, found: Occurrence) -> Task:
    """One task; its id follows from its key, so that two sessions that generate a week make the same one."""
    from hashlib import sha256  # half a MiB that a screen which only counts the work does without

    key = _key(template, goal, found)
    return Task(
        id="t" + sha256(key.encode()).hexdigest()[:10],
        title=template.title,
        due=found.day,
        role=template.role,
        minutes=template.minutes,
        goal=goal.name,
        account=goal.account,
        why=template.why,
        template=key,
        makes_post=template.makes_post,
    )


def plan_line(goal: Goal, declaration: Declaration, period: Period, fiscal_start: int = 1) -> str:
    """What a week or a day of a goal asks for, in a line: posts, reply time, work by role (G09); empty when nothing.

    `3 posts (Insight post ×2, Data thread) · answers within 2 h · creator 1 h 30, analyst 30 min`.
    """
    made = _made(declaration.tasks, goal, period, fiscal_start)
    parts = []
    if posts := Counter(template.title for _, template in made if template.makes_post):
        names = ", ".join(title if count == 1 else f"{title} ×{count}" for title, count in posts.items())
        total = posts.total()
        parts.append(f"{total} post{'s' if total > 1 else ''} ({names})")
    if reply := reply_time(goal, declaration):
        parts.append(f"answers within {reply}")
    minutes: Counter[str] = Counter()
    for _, template in made:
        minutes[template.role] += template.minutes
    if minutes.total():
        parts.append(", ".join(f"{role} {hours_words(spent)}" for role, spent in sorted(minutes.items()) if spent))
    return " · ".join(parts)


def reply_time(goal: Goal, declaration: Declaration) -> str:
    """How soon people are to be answered: the goal's own target where it is a duration, else its type's timing."""
    kpi = declaration.kpi(goal.kpi)
    if kpi is not None and kpi.formula.kind == "duration" and goal.target > 0:
        return hours_words(round(goal.target / 60))
    return declaration.timing.delay if declaration.timing.kind == "within" else ""


def hours_words(minutes: int) -> str:
    """Minutes as people say them: `45 min`, `2 h`, `1 h 30`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"
