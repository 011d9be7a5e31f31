"""Cover: who is on duty at every minute of a span, where nobody is, and who hands over to whom (T22, C03, G22).

Everything is worked out on instants in UTC, so that clock changes of any member's zone are right; a zone matters only
when hours are shown.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from tweetplan.domain.duty import shifts
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Account, Member
from tweetplan.domain.values import frozen

BREAK = timedelta(hours=2)
"""Somebody who is back within this time has had a break: nothing is handed over."""
OVERLAP_HOURS = 2.0
DAY_PARTS = (("morning", 6, 12), ("afternoon", 12, 18), ("evening", 18, 23))
"""The hours in which people read and write, by the clock of the audience (C03)."""


@frozen
class Stretch:
    """A stretch in which the same people are on duty; the one who began first owns it."""

    begins: datetime
    ends: datetime
    logins: tuple[str, ...]
    """By the beginning of their duty; empty: nobody."""

    @property
    def owner(self) -> str:
        """Whose turn it is to answer; empty where nobody is."""
        return self.logins[0] if self.logins else ""

    @property
    def minutes(self) -> int:
        """Its length."""
        return round((self.ends - self.begins).total_seconds() / 60)


@frozen
class HandOver:
    """Somebody goes and somebody else is there: how long both were."""

    giver: str
    taker: str
    at: datetime
    """When the giver goes, UTC."""
    overlap: int
    """Minutes in which both were on duty; 0: the taker comes as the giver goes."""


@frozen
class Cover:
    """A span of time without holes: its stretches follow each other from its first instant to its last."""

    begins: datetime
    ends: datetime
    stretches: tuple[Stretch, ...]
    handovers: tuple[HandOver, ...]

    @property
    def uncovered(self) -> tuple[Stretch, ...]:
        """Where nobody is on duty."""
        return tuple(stretch for stretch in self.stretches if not stretch.logins)

    @property
    def minutes_uncovered(self) -> int:
        """How long nobody is on duty."""
        return sum(stretch.minutes for stretch in self.uncovered)

    @property
    def share(self) -> float:
        """The covered part of the span, 0–1."""
        whole = (self.ends - self.begins).total_seconds() / 60
        return 1 - self.minutes_uncovered / whole if whole else 0.0


@frozen
class Hour:
    """One hour of a local day: how much of it is covered, and by whom."""

    hour: int
    minutes: int
    """How long it is: 60, but 0 or 120 where the clock changes."""
    uncovered: int
    owner: str
    """Who owns most of it; empty when nobody is there."""
    people: int
    """The most people at once."""


def cover(team: Iterable[Member], begins: datetime, ends: datetime, holidays: Container[date] = ()) -> Cover:
    """Who is on duty from an aware instant to another; members whose hours cannot be read count for nobody."""
    begin, end = begins.astimezone(UTC), ends.astimezone(UTC)
    turns = list(_turns(team, begin, end, holidays))
    edges = sorted({begin, end, *(edge for _, *pair in turns for edge in pair if begin < edge < end)})
    found: list[Stretch] = []
    for left, right in pairwise(edges):
        here = sorted((first, login) for login, first, last in turns if first <= left and last >= right)
        logins = tuple(dict.fromkeys(login for _, login in here))
        if found and found[-1].logins == logins:
            found[-1] = Stretch(found[-1].begins, right, logins)
        else:
            found.append(Stretch(left, right, logins))
    return Cover(begin, end, tuple(found), tuple(_handovers(turns, begin, end)))


_Turn = tuple[str, datetime, datetime]


def _turns(team: Iterable[Member], begin: datetime, end: datetime, holidays: Container[date]) -> Iterator[_Turn]:
    """Every member's duties that touch the span, in UTC, those that meet or overlap as one."""
    for member in team:
        try:
            zone = ZoneInfo(member.zone)
            first = begin.astimezone(zone).date() - timedelta(days=2)
            last = end.astimezone(zone).date() + timedelta(days=2)
            found = list(shifts(member, first, last, holidays))
        except (ValueError, OSError, KeyError):
            continue
        spans = sorted((shift.begins.astimezone(UTC), shift.ends.astimezone(UTC)) for shift in found)
        for left, right in _merged((span for span in spans if span[0] < span[1]), timedelta(0)):
            if left < end and right > begin:
                yield member.login, left, right


def _merged(spans: Iterable[tuple[datetime, datetime]], apart: timedelta) -> Iterator[tuple[datetime, datetime]]:
    """Sorted spans, those that lie no further apart than this as one."""
    held: tuple[datetime, datetime] | None = None
    for left, right in spans:
        if held is None:
            held = left, right
        elif left - held[1] <= apart:
            held = held[0], max(held[1], right)
        else:
            yield held
            held = left, right
    if held is not None:
        yield held


def _handovers(turns: Sequence[_Turn], begin: datetime, end: datetime) -> Iterator[HandOver]:
    """At the end of each working day: to whoever came last of those who stay on; nobody there is no hand-over."""
    days = []
    for login in dict.fromkeys(login for login, *_ in turns):
        spans = sorted((first, last) for other, first, last in turns if other == login)
        days += [(login, first, last) for first, last in _merged(spans, BREAK)]
    for giver, first, last in sorted(days, key=lambda day: (day[2], day[0])):
        if not begin < last <= end:
            continue
        there = [day for day in days if day[0] != giver and day[1] <= last < day[2]]
        if there:
            taker, came, _ = max(there, key=lambda day: (day[1], day[0]))
            both = last - max(came, first)
            yield HandOver(giver, taker, last, round(both.total_seconds() / 60))


def local_midnight(day: date, zone: str) -> datetime:
    """The instant at which a day begins in a zone, UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def hours_of(covered: Cover, day: date, zone: str) -> tuple[Hour, ...]:
    """The 24 hours of one local day; the one that a clock change skips is 0 minutes long, the repeated one 120."""
    return tuple(_hour(covered, day, number, ZoneInfo(zone)) for number in range(24))


def _hour(covered: Cover, day: date, number: int, zone: ZoneInfo) -> Hour:
    begin = datetime.combine(day, time(number), zone).astimezone(UTC)
    after = day + timedelta(days=1) if number == 23 else day
    end = max(begin, datetime.combine(after, time((number + 1) % 24), zone).astimezone(UTC))
    owners: dict[str, int] = {}
    uncovered, people = 0, 0
    for stretch in covered.stretches:
        left, right = max(stretch.begins, begin), min(stretch.ends, end)
        minutes = round((right - left).total_seconds() / 60)
        if minutes > 0:
            people = max(people, len(stretch.logins))
            uncovered += 0 if stretch.logins else minutes
            owners[stretch.owner] = owners.get(stretch.owner, 0) + minutes
    owners.pop("", None)
    owner = max(owners, key=lambda login: owners[login]) if owners else ""
    return Hour(number, round((end - begin).total_seconds() / 60), uncovered, owner, people)


def pairs(covered: Cover) -> dict[tuple[str, str], tuple[HandOver, ...]]:
    """The hand-overs by who gives and who takes, in order of time."""
    found: dict[tuple[str, str], list[HandOver]] = {}
    for one in covered.handovers:
        found.setdefault((one.giver, one.taker), []).append(one)
    return {pair: tuple(held) for pair, held in found.items()}


def cover_findings(covered: Cover, least_overlap: float = OVERLAP_HOURS) -> tuple[Finding, ...]:
    """What the cover lacks: hours with nobody (T22), and pairs that meet too shortly when they hand over."""
    found = []
    if covered.minutes_uncovered:
        longest = max(covered.uncovered, key=lambda stretch: stretch.minutes)
        said = (
            f"{hours_words(covered.minutes_uncovered)} of {hours_words(_minutes(covered))} have nobody on duty; the"
            f" longest stretch is {hours_words(longest.minutes)} from {longest.begins:%a %d %b %H:%M} UTC."
        )
        found.append(Finding("T22.cover", "warning", said, "team", "`tweetplan team cover --add …` tries a shift out."))
    for (giver, taker), held in pairs(covered).items():
        short = [one for one in held if one.overlap < least_overlap * 60]
        if short:
            worst = min(short, key=lambda one: one.overlap)
            said = (
                f"{giver} hands over to {taker} {len(held)} times and meets them too shortly {len(short)} times:"
                f" {hours_words(worst.overlap)} on {worst.at:%a %d %b %H:%M} UTC, {least_overlap:g} h are wanted."
            )
            found.append(
                Finding("T22.overlap", "warning", said, f"{giver}/{taker}", "Let one begin sooner or stay on.")
            )
    return tuple(found)


def audience_findings(covered: Cover, accounts: Iterable[Account], days: Sequence[date]) -> tuple[Finding, ...]:
    """The parts of the audience's day in which nobody is on duty at all, for most of the days (C03)."""
    found = []
    for account in accounts:
        for part, first, last in DAY_PARTS:
            missed = [day for day in days if _part_uncovered(covered, day, first, last, account.readers_zone)]
            if 2 * len(missed) > len(days):
                said = (
                    f"{account.handle}: on {len(missed)} of {len(days)} days nobody is on duty all {part} long"
                    f" ({first:02}:00–{last:02}:00 {account.readers_zone})."
                )
                remedy = "Schedule posts for these hours, and let somebody begin sooner or later."
                found.append(Finding("C03.hours", "warning", said, account.key, remedy))
    return tuple(found)


def _part_uncovered(covered: Cover, day: date, first: int, last: int, zone: str) -> bool:
    hours = hours_of(covered, day, zone)[first:last]
    return all(hour.uncovered == hour.minutes for hour in hours)


def _minutes(covered: Cover) -> int:
    return round((covered.ends - covered.begins).total_seconds() / 60)


def hours_words(minutes: int) -> str:
    """Minutes as `2 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours and rest else f"{rest} min" if rest else f"{hours} h"
