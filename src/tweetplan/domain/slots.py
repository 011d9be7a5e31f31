"""Where slots can lie: an account's patterns laid on the days of a week, each an instant with an id."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.goals import Account
from tweetplan.domain.posts import Pattern, Slot

DEFAULT_TIMES = ("09:00", "13:00", "17:00")
"""Three posts on a weekday in the audience's zone: what a small team can do well (G04: 3–5 a day)."""
PROMO_GAP = timedelta(hours=24)
"""Two promos closer than this are moved apart where a place allows it (W04, W14)."""


def default_pattern(account: Account) -> Pattern:
    """The pattern of an account that has none: weekdays at 09:00, 13:00 and 17:00 of its audience."""
    return Pattern(account.key, (0, 1, 2, 3, 4), DEFAULT_TIMES)


def slot_at(account: Account, day: date, clock: str, zone: str) -> Slot:
    """An empty planned slot at a local time; a time that the clock change skips moves on by the skipped hour.

    A time that occurs twice means the first. The id is made of the account and the instant, so that a place keeps it.
    """
    hour, minute = (int(part) for part in clock.split(":"))
    instant = datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)
    local = instant.astimezone(ZoneInfo(zone))
    identity = f"{account.key}/{instant:%Y-%m-%dT%H:%MZ}"
    return Slot(identity, account.key, local.date(), f"{local:%H:%M}", zone, instant)


def places(account: Account, monday: date, patterns: Iterable[Pattern]) -> tuple[Slot, ...]:
    """Every place that the patterns give in the week of `monday`, in order of time, each instant once."""
    found: dict[str, Slot] = {}
    for pattern in patterns:
        zone = account.zone if pattern.zone == "account" else account.readers_zone
        for weekday in pattern.days:
            for clock in pattern.times:
                slot = slot_at(account, monday + timedelta(days=weekday), clock, zone)
                found.setdefault(slot.id, slot)
    return tuple(sorted(found.values(), key=lambda slot: (slot.at, slot.id)))
