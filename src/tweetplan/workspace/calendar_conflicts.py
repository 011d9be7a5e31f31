"""What stands against the slots of a week or a month: promos, dates to respect, posts that are not ready (W04, T07)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from tweetplan.domain.findings import Finding
from tweetplan.domain.post_life import CHANGES_ASKED, DRAFT, EXPIRED, HELD, IDEA, IN_REVIEW, POST, PUBLISHED
from tweetplan.domain.posts import Slot
from tweetplan.domain.slots import PROMO_GAP
from tweetplan.domain.values import frozen
from tweetplan.storage import calendar as stored
from tweetplan.workspace.calendar import CalendarView, Placed
from tweetplan.workspace.core import Workspace

SOON = timedelta(hours=48)
"""So long before its slot a post should be approved; a reviewer was reminded twice by then (T07)."""
UNREADY = (IDEA, DRAFT, IN_REVIEW, CHANGES_ASKED)
DAY = timedelta(days=1)


@frozen
class Conflict:
    """A finding, and the ids of the slots that it is about."""

    slots: tuple[str, ...]
    finding: Finding


def conflicts(ws: Workspace, view: CalendarView) -> tuple[Conflict, ...]:
    """Promos too near each other, slots on dates to respect, posts that will not be ready."""
    promos = [placed.slot for placed in view.slots if intent_of(placed) == "promo"]
    return (
        *_crowded(ws, view, promos),
        *_unready(view, ws.now),
        *_on_dates(view, ws.now),
        *_unused(view, ws.now),
    )


def intent_of(placed: Placed) -> str:
    """What it counts as: `promo`, `value` or nothing; of a slot without a post what it was laid out for."""
    return dict(placed.parts).get("intent", "") or placed.slot.intent


def _crowded(ws: Workspace, view: CalendarView, promos: Sequence[Slot]) -> Iterator[Conflict]:
    """Two promos within a day of each other, those just outside of the period among them (W04, W14)."""
    if not promos:
        return
    first, last, key = view.period.first, view.period.last, view.account.key
    edges = [first - DAY] * (promos[0].day == first) + [last + DAY] * (promos[-1].day == last)
    around = [slot for day in edges for slot in stored.slots(ws.db, day, day, key)]
    near = [slot for slot in around if slot.intent == "promo"]
    for one, other in pairwise(sorted([*promos, *near], key=lambda slot: slot.at)):
        if other.at - one.at < PROMO_GAP and not (one in near and other in near):
            said = f"Two promos within 24 h: {_when(one)} and {_when(other)}."
            finding = Finding(
                "W04.spacing", "warning", said, other.id, "Move one of them: m, and a day between promos."
            )
            yield Conflict((one.id, other.id), finding)


def _unready(view: CalendarView, now: datetime) -> Iterator[Conflict]:
    """Posts whose slot comes soon or has passed, and which are not ready to go out (T07)."""
    for placed in view.slots:
        post, slot = placed.post, placed.slot
        if post is None or post.state == PUBLISHED:
            continue
        stage = POST.stage(post.state).title
        if post.state == EXPIRED:
            said = f"{_when(slot)}: the post expired, for its slot passed before it was ready."
            yield Conflict((slot.id,), Finding("T07.expired", "warning", said, slot.id, "D shows it on the desk."))
        elif post.state in (*UNREADY, HELD) and slot.at - now < SOON:
            late = slot.at <= now
            said = f"{_when(slot)}: its slot {'has passed' if late else 'comes soon'}, and the post is {stage}."
            grave = "warning" if late or slot.at - now < DAY else "note"
            remedy = "Move it to another slot (M), or have it approved in time."
            yield Conflict((slot.id,), Finding("T07.expiring", grave, said, slot.id, remedy))  # type: ignore[arg-type]


def _on_dates(view: CalendarView, now: datetime) -> Iterator[Conflict]:
    """Slots to come on days that are marked as a risk or a holiday."""
    for held in view.dates:
        if held.kind == "event":
            continue
        slots = [placed.slot for placed in view.slots if placed.slot.day in held and placed.slot.at > now]
        if slots:
            count = f"{len(slots)} slot{'' if len(slots) == 1 else 's'}"
            said = f"{_when(slots[0], time=False)}: {held.title} ({held.kind}), and {count} there."
            grave = "warning" if held.kind == "risk" else "note"
            remedy = "Move them, or have somebody agree." if held.kind == "risk" else "Few may read then: move promos."
            finding = Finding(f"dates.{held.kind}", grave, said, slots[0].id, remedy)  # type: ignore[arg-type]
            yield Conflict(tuple(slot.id for slot in slots), finding)


def _unused(view: CalendarView, now: datetime) -> Iterator[Conflict]:
    """Elastic slots of the period that passed without a post: told, and never filled by themselves (T11)."""
    past = [placed.slot for placed in view.slots if placed.free and placed.slot.at <= now]
    if past:
        said = f"{len(past)} elastic slot{'' if len(past) == 1 else 's'} passed unused, the last on {_when(past[-1])}."
        remedy = "Keep fewer open, or look for trends sooner."
        yield Conflict((), Finding("T11.unused", "note", said, past[-1].id, remedy))


def _when(slot: Slot, time: bool = True) -> str:
    return f"{slot.day:%a} {slot.day.day} {slot.day:%b}" + (f" {slot.time}" if time else "")
