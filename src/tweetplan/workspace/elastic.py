"""Elastic slots that nobody took: reported when they are past, and never filled by themselves (T11)."""

from collections.abc import Sequence
from datetime import date, timedelta

from tweetplan.domain.budgets import DEAD_STATES
from tweetplan.domain.posts import Slot
from tweetplan.storage import calendar as stored_calendar
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today


def unused_elastic(ws: Workspace, day: date, account: str = "") -> tuple[Slot, ...]:
    """The elastic slots of a day that passed without a post: reported, and never filled by themselves."""
    taken = {
        post.slot
        for post in stored_posts.between(ws.db, day, day, account)
        if post.slot and post.state not in DEAD_STATES
    }
    return tuple(
        slot
        for slot in stored_calendar.slots(ws.db, day, day, account)
        if slot.plan == "elastic" and slot.at <= ws.now and slot.id not in taken
    )


def unused_words(unused: Sequence[Slot], day: date) -> str:
    """The same in one line; empty when all were used."""
    if not unused:
        return ""
    times = ", ".join(f"{slot.account} {slot.time}" for slot in unused[:4]) + (" …" if len(unused) > 4 else "")
    count = len(unused)
    return (
        f"{count} elastic slot{'' if count == 1 else 's'} of {day} {'was' if count == 1 else 'were'} not used: {times}"
    )


def report_unused(ws: Workspace) -> str:
    """What the tick says of the day before."""
    yesterday = today(ws) - timedelta(days=1)
    return unused_words(unused_elastic(ws, yesterday), yesterday)
