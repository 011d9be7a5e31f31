"""A week's cover: who is on duty when, what is uncovered, who hands over to whom, and what-if (T22, C03, G22)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tweetplan.domain.cover import (
    Cover,
    Hour,
    audience_findings,
    cover,
    cover_findings,
    hours_of,
    hours_words,
    local_midnight,
)
from tweetplan.domain.duty import asks_for_holidays, checked_hours
from tweetplan.domain.findings import Finding, UsageProblem
from tweetplan.domain.goals import Member
from tweetplan.domain.key_dates import KeyDate
from tweetplan.domain.periods import Period, containing
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import dates as stored_dates
from tweetplan.storage import goals
from tweetplan.storage import team as stored_team
from tweetplan.workspace import declarations
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import zone_name
from tweetplan.workspace.rules import rules


@frozen
class CoverView:
    """The cover of one week as one zone tells it."""

    period: Period
    zone: str
    cover: Cover
    days: tuple[tuple[date, tuple[Hour, ...]], ...]
    """The seven days with their 24 hours."""
    findings: tuple[Finding, ...]
    holidays: tuple[KeyDate, ...]
    """The holidays of the week, of everybody."""
    members: int
    """How many state their hours."""
    before: Cover | None = None
    """The cover without what was tried out; None when nothing was."""


def week_cover(ws: Workspace, day: date | None = None, zone: str = "", add: Sequence[Member] = ()) -> CoverView:
    """The cover of the week that holds a day (default: today), by the clock of a zone (default: the first account's).

    `add` are shifts to try out: each is a member with hours; of a login that the team has, they come on top of its own.
    Nothing is stored.
    """
    known = stored_accounts.every(ws.db)
    shown = zone_name(zone) if zone else (known[0].zone if known else "UTC")
    period = containing("week", day or today(ws))
    team = [member for member in stored_team.every(ws.db) if member.hours]
    marked = holidays(ws, period.first, period.last)
    closed = _days(marked)
    begins = local_midnight(period.first, shown)
    ends = local_midnight(period.last + timedelta(days=1), shown)
    without = cover(team, begins, ends, closed)
    people = _with(team, stored_team.every(ws.db), add)
    found = cover(people, begins, ends, closed) if add else without
    days = [period.first + timedelta(days=step) for step in range(7)]
    findings = (
        *(cover_findings(found, rules(ws).number("tz.overlap")) if people else _nobody(ws)),
        *(audience_findings(found, [held for held in known if held.role == "main"], days) if people else ()),
        *(_asked_of(ws, period, found) if people else ()),
        *_holiday_notes(marked, people),
    )
    return CoverView(
        period, shown, found, tuple((held, hours_of(found, held, shown)) for held in days), findings, marked,
        len(people), without if add else None,
    )  # fmt: skip


def holidays(ws: Workspace, first: date, last: date) -> tuple[KeyDate, ...]:
    """The holidays of everybody that touch some days."""
    return tuple(
        held for held in stored_dates.between(ws.db, first, last) if held.kind == "holiday" and not held.account
    )


def closed_days(ws: Workspace, team: Iterable[Member], day: date) -> frozenset[date]:
    """The holidays around a day, read only when somebody's hours are others on holidays."""
    if not asks_for_holidays(team):
        return frozenset()
    return _days(holidays(ws, day - timedelta(days=2), day + timedelta(days=8)))


def _days(marked: Iterable[KeyDate]) -> frozenset[date]:
    return frozenset(
        held.first + timedelta(days=step) for held in marked for step in range((held.last - held.first).days + 1)
    )


def tried(text: str, team: Iterable[Member]) -> Member:
    """The shift that `LOGIN DAYS HOURS [ZONE]` names, to try out; of a login of the team its zone is known."""
    words = text.split()
    if len(words) not in (3, 4):
        raise UsageProblem(f"{text!r} is no shift.", 'Write it like "li mon-fri 08:00-17:00 Asia/Shanghai".')
    login, days, hours = words[:3]
    zone = next((member.zone for member in team if member.login == login), "UTC")
    made = Member(login, (), zone_name(words[3]) if len(words) == 4 else zone, {days: hours})
    try:
        checked_hours(made.hours)
    except ValueError as error:
        raise UsageProblem(f"This shift cannot be read: {error}.") from error
    return made


def _with(team: Sequence[Member], everyone: Iterable[Member], add: Sequence[Member]) -> list[Member]:
    """The team with the shifts tried out; each is a member of its own here, under its login."""
    known = {member.login: member for member in everyone}
    return [*team, *(replace(known.get(one.login, one), hours=one.hours, zone=one.zone) for one in add)]


def _asked_of(ws: Workspace, period: Period, found: Cover) -> Iterable[Finding]:
    """Goals whose type wants people round the clock, as support does, while hours are uncovered (G22)."""
    if not found.minutes_uncovered:
        return
    declared = declarations.all(ws)
    for goal in goals.every(ws.db):
        kind = declared.get(goal.type)
        runs = not goal.draft and goal.start <= period.last and goal.end >= period.first
        if runs and kind is not None and kind.timing.kind == "cover":
            said = f"{goal.name} asks for cover round the clock; {hours_words(found.minutes_uncovered)} have nobody."
            yield Finding("G22.cover", "warning", said, goal.name, "Add a shift, or say when answers come.")


def _nobody(ws: Workspace) -> tuple[Finding, ...]:
    return (
        Finding(
            "T22.cover", "warning", "Nobody states their hours, so the cover is not known.", "team",
            "`tweetplan team edit LOGIN --zone Europe/Berlin --hours mon-fri=08:00-17:00`",
        ),
    )  # fmt: skip


def _holiday_notes(marked: Iterable[KeyDate], team: Iterable[Member]) -> Iterable[Finding]:
    """Holidays on which nobody's hours say whether they work."""
    people = list(team)
    if people and not asks_for_holidays(people):
        for held in marked:
            yield Finding(
                "T22.holiday", "note", f"{held.first} is a holiday ({held.title}); nobody's hours say so.",
                held.id, "`--hours holidays=off` or `--hours 2026-12-25=off` for whoever is away.",
            )  # fmt: skip
