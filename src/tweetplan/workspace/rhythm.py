"""When this team meets: its habits, its holidays, which meetings are due, and who is told of them (T10, T13, G26)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.codec import plain, restored
from tweetplan.domain.duty import on_duty
from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.key_dates import KeyDate
from tweetplan.domain.reviews import Decision, Place, Report
from tweetplan.domain.rhythm import MEETINGS, MONDAY, Frame, Habit, Meeting, Sitting, meeting_of, sittings
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import dates as stored_dates
from tweetplan.storage import records
from tweetplan.storage import reviews as stored
from tweetplan.storage import settings as stored_settings
from tweetplan.storage import team as stored_team
from tweetplan.workspace import settings
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import zone_name
from tweetplan.workspace.rules import rules
from tweetplan.workspace.team import holidays_off

PREFIX = "rhythm."
ZONE, EXPERTS = "rhythm.zone", "rhythm.experts"
REACH = {"day": 7, "week": 14, "fortnight": 35, "month": 62, "quarter": 185}
"""Days back and ahead in which the last and the next meeting of a kind lie."""
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
FEWEST = 2
"""Fewer people need no meeting; one that was held, or a habit that was set, says that they are wanted all the same."""


@frozen
class Due:
    """A meeting with where it stands."""

    sitting: Sitting
    state: str
    """`due` today or before, `past` (before the team began here), `coming`, or how it was noted."""
    overdue: int = 0
    """Days since it should have been held."""

    @property
    def id(self) -> str:
        """The id that its record has, once it is held."""
        return review_id(self.sitting)


def review_id(sitting: Sitting) -> str:
    """The id of the record of a meeting: what it is, and about which period."""
    return f"{sitting.meeting.key} {sitting.period.label}"


def habits(ws: Workspace) -> Mapping[str, Habit]:
    """What the team does otherwise than declared, by meeting."""
    held = stored_settings.values(ws.db, [PREFIX + key for key in MEETINGS])
    return {key: restored(Habit, held.get(PREFIX + key, {})) for key in MEETINGS}


def meetings(ws: Workspace) -> Mapping[str, Meeting]:
    """The meetings as the team holds them, with the lengths that the rules say; those switched off are left out."""
    own, ruled = habits(ws), rules(ws)
    lengths = {"standup": ruled.whole("meetings.standup"), "data": ruled.whole("meetings.data")}
    found = {}
    for key, habit in own.items():
        if habit.on:
            found[key] = meeting_of(key, replace(habit, minutes=habit.minutes or lengths.get(key, 0)))
    return found


def zone_of(ws: Workspace) -> str:
    """The zone of the team's meetings: as set, else the first account's."""
    held = stored_settings.values(ws.db, (ZONE,)).get(ZONE)
    known = stored_accounts.every(ws.db)
    return str(held) if held else known[0].zone if known else "UTC"


def frame(ws: Workspace, key: str) -> Frame:
    """What one meeting's layout rests on: its zone, the holidays, the fiscal year, the beat of the check-points."""
    return ws.remember(("rhythm frame", key), lambda: _frame(ws, key))


def _frame(ws: Workspace, key: str) -> Frame:
    habit = habits(ws)[key]
    closed = _holidays(ws)
    begins = date.fromisoformat(habit.begins) if habit.begins else MONDAY
    stretch = rules(ws).whole("review.checkpoint")
    zone = habit.zone or zone_of(ws)
    months = rules(ws).whole("review.full")
    return Frame(zone, lambda day: day in closed, settings.read(ws).fiscal_start, begins, stretch, months)


def _holidays(ws: Workspace) -> frozenset[date]:
    """The holidays of everybody, and those of the first account."""
    known = stored_accounts.every(ws.db)
    mine = ("", known[0].key) if known else ("",)
    marked = stored_dates.between(ws.db, date(1970, 1, 1), date(2200, 12, 31))
    return frozenset(day for held in marked if held.kind == "holiday" and held.account in mine for day in _days(held))


def _days(held: KeyDate) -> Iterator[date]:
    return (held.first + timedelta(days=step) for step in range((held.last - held.first).days + 1))


def between(ws: Workspace, first: date, last: date, keys: Iterable[str] = ()) -> tuple[Sitting, ...]:
    """Every meeting held from `first` to `last`, in order of time; of all kinds, or of those named."""
    wanted = set(keys)
    found = [
        sitting
        for key, meeting in meetings(ws).items()
        if not wanted or key in wanted
        for sitting in sittings(meeting, first, last, frame(ws, key))
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.meeting.key)))


def overview(ws: Workspace) -> tuple[Due, ...]:
    """Of each meeting the last one while it is due, and the next one to come; by time."""
    known, began = stored.known(ws.db), records.began(ws.db)
    found: list[Due] = []
    for key, meeting in meetings(ws).items():
        last, coming = around(ws, meeting)
        if last is not None and review_id(last) not in known and _still_due(ws, last):
            late = max((today_in(ws, key) - last.day).days, 0)
            before = not began or instant_text(last.at) < began
            found.append(Due(last, "past" if before else "due", 0 if before else late))
        if coming is not None:
            state = "held" if review_id(coming) in known else "coming"
            found.append(Due(coming, state))
    return tuple(sorted(found, key=lambda one: (one.sitting.at, one.sitting.meeting.key)))


def _still_due(ws: Workspace, last: Sitting) -> bool:
    """A stand-up that was missed is not made up for."""
    return last.meeting.cadence.every != "day" or last.day == today_in(ws, last.meeting.key)


def around(ws: Workspace, meeting: Meeting) -> tuple[Sitting | None, Sitting | None]:
    """The last meeting of this kind up to today, and the next one after."""
    laid, day = frame(ws, meeting.key), today_in(ws, meeting.key)
    span = timedelta(days=REACH[meeting.cadence.every] + 2 * (laid.stretch + 31 * laid.months) * laid.beats(meeting))
    every = tuple(sittings(meeting, day - span, day + span, laid))
    before = [one for one in every if one.day <= day]
    after = [one for one in every if one.day > day]
    return (before[-1] if before else None), (after[0] if after else None)


def today_in(ws: Workspace, key: str) -> date:
    """The day it is in the zone of a meeting."""
    return ws.now.astimezone(ZoneInfo(frame(ws, key).zone)).date()


def due(ws: Workspace) -> tuple[Due, ...]:
    """The meetings that are due, for Today and the reminders: none while nobody keeps the rhythm, and no stand-ups.

    The stand-up's card is Today itself.
    """
    if not kept(ws):
        return ()
    return tuple(one for one in overview(ws) if one.state == "due" and one.sitting.meeting.key != "standup")


def kept(ws: Workspace) -> bool:
    """Whether somebody wants the meetings: a team of two, one that was held, or a habit that was set."""
    return (
        len(stored_team.every(ws.db)) >= FEWEST
        or bool(stored.known(ws.db))
        or bool(stored_settings.values(ws.db, (ZONE, *(PREFIX + key for key in MEETINGS))))
    )


def places(ws: Workspace, sitting: Sitting) -> tuple[Place, ...]:
    """When the meeting is for each member of the team, on their own clock."""
    team = stored_team.every(ws.db)
    hours = [member for member in team if member.hours]
    there = {shift.login for shift in on_duty(hours, sitting.at, holidays_off(ws, hours, sitting.day))}
    wanted = set(sitting.meeting.roles)
    return tuple(
        Place(
            member.login,
            member.zone,
            f"{sitting.at.astimezone(ZoneInfo(member.zone)):%Y-%m-%d %H:%M}",
            member.login in there if member.hours else None,
            not wanted or not member.roles or bool(wanted & set(member.roles)),
        )
        for member in team
    )


def set_habit(
    ws: Workspace,
    key: str,
    *,
    on: bool | None = None,
    clock: str | None = None,
    zone: str | None = None,
    weekday: int | None = None,
    minutes: int | None = None,
    begins: date | None = None,
) -> Habit:
    """Say how the team holds a meeting; what is not given stays."""
    meeting = meeting_of(key)
    known = habits(ws)[key]
    if clock and not _CLOCK.fullmatch(clock):
        raise UsageProblem(f"{clock!r} is no time of day.", "Write it like 09:30.")
    if weekday is not None and meeting.cadence.weekday is None:
        raise UsageProblem(f"The {meeting.title} is not held on a weekday.")
    if begins is not None and meeting.cadence.every != "fortnight":
        raise UsageProblem("Only the check-points are counted from a day.")
    if minutes is not None and not 1 <= minutes <= 480:
        raise UsageProblem(f"A meeting takes 1 to 480 minutes, not {minutes}.")
    wanted = Habit(
        known.on if on is None else on,
        known.clock if clock is None else clock,
        known.zone if zone is None else zone and zone_name(zone),
        known.weekday if weekday is None else weekday,
        known.minutes if minutes is None else minutes,
        known.begins if begins is None else begins.isoformat(),
    )
    with ws.operation("review.rhythm") as change:
        change.put("settings", stored_settings.row(PREFIX + key, plain(wanted)))
        change.summary = f"{meeting.title}: {'as set' if wanted.on else 'not held'}"
    return wanted


def set_zone(ws: Workspace, zone: str) -> str:
    """Hold every meeting by the clocks of this zone."""
    named = zone_name(zone)
    with ws.operation("review.rhythm") as change:
        change.put("settings", stored_settings.row(ZONE, named))
        change.summary = f"meetings are held by the clocks of {named}"
    return named


def experts(ws: Workspace) -> tuple[str, ...]:
    """The platform experts that the team named (T24)."""
    return tuple(stored_settings.values(ws.db, (EXPERTS,)).get(EXPERTS, ()))


def set_experts(ws: Workspace, logins: Iterable[str]) -> tuple[str, ...]:
    """Name the platform experts: as many as the rule `team.experts` says, all of the team (T24)."""
    named = tuple(dict.fromkeys(login.strip() for login in logins if login.strip()))
    least, most = (int(bound) for bound in rules(ws).pair("team.experts"))
    if not least <= len(named) <= most:
        raise UsageProblem(f"A team names {least} to {most} platform experts, not {len(named)} (T24).")
    team = {member.login for member in stored_team.every(ws.db)}
    strangers = [login for login in named if team and login not in team]
    if strangers:
        raise UsageProblem(f"{strangers[0]} is not of the team.", f"The team is {', '.join(sorted(team))}.")
    with ws.operation("review.experts") as change:
        change.put("settings", stored_settings.row(EXPERTS, list(named)))
        change.summary = f"platform experts: {', '.join(named)}"
    return named


def remind(ws: Workspace) -> str:
    """Tell who is wanted that a meeting is due, once a meeting; says how many in one line, '' for none."""
    told = sum(_told(ws, one) for one in due(ws))
    late = sum(_deadline_told(ws, one.id, one.text, one.owner, one.deadline) for one in overdue_decisions(ws))
    waits = sum(_report_told(ws, one) for one in late_reports(ws))
    counts = ((told, "due meetings told"), (late, "late decisions told"), (waits, "late reports told"))
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def _told(ws: Workspace, one: Due) -> bool:
    identity = f"review.due/{one.id}"
    if records.operation_known(ws.db, identity):
        return False
    sitting = one.sitting
    with ws.operation("review.due", operation_id=identity) as change:
        change.always = True
        change.summary = f"{sitting.meeting.title} for {sitting.period.label} is due on {sitting.day}"
        change.tell("review.due", change.summary, subject=one.id, audience=sitting.meeting.roles)
    return True


def _deadline_told(ws: Workspace, decision: str, text: str, owner: str, deadline: str) -> bool:
    identity = f"decision.late/{decision}/{deadline}"
    if records.operation_known(ws.db, identity):
        return False
    with ws.operation("decision.late", operation_id=identity) as change:
        change.always = True
        change.summary = f"the decision “{text}” was to be taken by {deadline}"
        change.tell("decision", change.summary, subject=decision, audience=(owner,) if owner else ())
    return True


def _report_told(ws: Workspace, one: Report) -> bool:
    at = one.now
    identity = f"report.late/{one.id}/{one.stage}"
    if at is None or records.operation_known(ws.db, identity):
        return False
    with ws.operation("report.late", operation_id=identity) as change:
        change.always = True
        change.summary = f"{one.title}: {one.stage} was due on {at.due}"
        change.tell("report", change.summary, subject=one.id, audience=(at.owner,) if at.owner else ())
    return True


def late_reports(ws: Workspace) -> tuple[Report, ...]:
    """The reports whose stage should have been finished (T08)."""
    day = today(ws).isoformat()
    return tuple(one for one in stored.reports(ws.db) if one.now is not None and one.now.due < day)


def overdue_decisions(ws: Workspace) -> tuple[Decision, ...]:
    """The open decisions whose deadline is past."""
    day = today(ws).isoformat()
    return tuple(one for one in stored.decisions(ws.db, state="open") if one.deadline and one.deadline < day)
