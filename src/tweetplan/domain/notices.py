"""When people are told: quiet hours, digests, and how often a failed notice is tried again (T12)."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.events import Event
from tweetplan.domain.values import frozen

URGENT = ("crisis.", "freeze", "mentions.alarm", "publish.unknown")
"""Kinds that wait for neither the end of quiet hours nor a digest."""
RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8))
"""How long after each failed try the next one comes; after the last it is given up and said so."""
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@frozen
class ChannelRule:
    """When a channel is told: not in its quiet hours, and once a day if it wants a digest; times in its zone."""

    quiet: str = ""
    """`22:00-07:00`; empty: always."""
    digest: str = ""
    """The time of the one message a day, `08:00`; empty: one message an event."""
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if self.quiet and not _SPAN.fullmatch(self.quiet):
            raise ValueError(f"{self.quiet!r} are no quiet hours; write them like 22:00-07:00")
        if self.digest and not _TIME.fullmatch(self.digest):
            raise ValueError(f"{self.digest!r} is no time of day; write it like 08:00")


def urgent(event: Event) -> bool:
    """Whether an event is told at once, whatever the hour."""
    return event.kind.startswith(URGENT)


def quiet_at(rule: ChannelRule, now: datetime) -> bool:
    """Whether an aware instant lies in the channel's quiet hours; they may pass midnight."""
    if not rule.quiet:
        return False
    begin, end = (time.fromisoformat(part) for part in rule.quiet.split("-"))
    here = now.astimezone(ZoneInfo(rule.zone)).time().replace(second=0, microsecond=0)
    return begin <= here < end if begin < end else here >= begin or here < end


def digest_due(rule: ChannelRule, oldest: datetime, now: datetime) -> bool:
    """Whether the digest's time has come since the oldest event that waits for it."""
    zone = ZoneInfo(rule.zone)
    first = oldest.astimezone(zone)
    due = datetime.combine(first.date(), time.fromisoformat(rule.digest), tzinfo=zone)
    if due <= first:
        due = datetime.combine(first.date() + timedelta(days=1), time.fromisoformat(rule.digest), tzinfo=zone)
    return now >= due


def tellable(rule: ChannelRule, events: Sequence[Event], now: datetime) -> tuple[tuple[Event, ...], bool]:
    """Those of a channel's waiting events (oldest first) that may be told now, and whether as one digest.

    Urgent ones alone while the channel is quiet or its digest is not due.
    """
    pressing = tuple(event for event in events if urgent(event))
    if quiet_at(rule, now):
        return pressing, False
    if not rule.digest:
        return tuple(events), False
    rest = tuple(event for event in events if not urgent(event))
    if pressing:
        return pressing, False
    if rest and digest_due(rule, datetime.fromisoformat(rest[0].at), now):
        return rest, True
    return (), False


def digest_of(events: Sequence[Event]) -> Event:
    """Several events of a channel as one, each a line."""
    lines = "\n".join(f"{event.at[:16].replace('T', ' ')} UTC  {event.text}" for event in events)
    return Event("digest", f"{len(events)} notices\n{lines}", channel=events[0].goes_to, at=events[-1].at)


def next_try(tries: int, now: datetime) -> datetime | None:
    """When a notice that failed `tries` times is tried again; None: it is given up."""
    return now + RETRIES[tries - 1] if tries <= len(RETRIES) else None
