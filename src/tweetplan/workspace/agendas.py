"""Agendas: what a meeting talks about, each figure filled in from the workspace with its source (T13, G26, G31)."""

from collections.abc import Mapping

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.outlooks import Adjustment
from tweetplan.domain.periods import Period
from tweetplan.domain.reviews import Agenda, Section
from tweetplan.domain.rhythm import SECTIONS, Meeting, Sitting, meeting_of, period_named, sitting
from tweetplan.storage import reviews as stored
from tweetplan.workspace import agenda_goals, agenda_posts, agenda_team, rhythm
from tweetplan.workspace.agenda_goals import ADVISE
from tweetplan.workspace.agenda_parts import Context, Maker
from tweetplan.workspace.core import Workspace

MAKERS: Mapping[str, Maker] = {
    "work": agenda_team.work,
    "waiting": agenda_team.waiting,
    "alarms": agenda_team.alarms,
    "duty": agenda_team.duty,
    "topics": agenda_team.topics,
    "pace": agenda_goals.pace,
    "week": agenda_posts.week,
    "budgets": agenda_posts.budgets,
    "tasks": agenda_team.tasks,
    "themes": agenda_posts.themes,
    "dates": agenda_posts.dates,
    "next": agenda_posts.next_actions,
    "chance": agenda_goals.chance,
    "figures": agenda_goals.figures,
    "content": agenda_posts.content,
    "timing": agenda_posts.timing,
    "lifts": agenda_posts.lifts,
    "support": agenda_posts.support,
    "adjust": agenda_goals.adjust,
    "experiments": agenda_posts.experiments,
    "roles": agenda_team.roles,
    "late": agenda_team.late,
    "collaboration": agenda_team.collaboration,
    "goals": agenda_goals.worked,
    "reports": agenda_team.reports,
    "experts": agenda_team.experts,
    "changes": agenda_team.changes,
    "insights": agenda_team.insights,
    "decisions": agenda_team.decisions,
}
EMPTY: Mapping[str, str] = {
    "work": "Nothing goes out, and no task is open.",
    "waiting": "Nothing waits for anybody.",
    "alarms": "Nothing is wrong.",
    "duty": "Nobody's hours are stored.",
    "topics": "No topic is watched.",
    "pace": "No goal runs in this period.",
    "week": "No account posts.",
    "budgets": "Nothing is laid out or published in this period.",
    "tasks": "No task is due: `tweetplan task generate` makes the week's.",
    "themes": "No theme yet: the calendar's t sets one.",
    "dates": "No day to respect.",
    "next": f"No advice is stored: {ADVISE}",
    "chance": f"No chance is stored: {ADVISE}",
    "figures": "No figures of this period.",
    "content": "No post of this period has results.",
    "timing": f"Not computed yet: {ADVISE}",
    "lifts": f"Not computed yet: {ADVISE}",
    "support": "No support figures are stored: import mentions, or record them.",
    "adjust": f"No proposal is stored: {ADVISE}",
    "experiments": "No experiment: `tweetplan experiment plan` says what one would take.",
    "roles": "No team is stored: everyone does everything.",
    "late": "Nothing is overdue.",
    "collaboration": "Nothing was logged in that quarter that a figure could be made of.",
    "goals": "No goal ran in this period.",
    "reports": "No report is under way: `tweetplan review report start` begins one.",
    "experts": "Nobody is named: `tweetplan review experts LOGIN` names one or two.",
    "changes": "No change was noted: `tweetplan review decide --kind change` notes one.",
    "insights": "No insight was noted: `tweetplan review decide --kind insight` notes one.",
    "decisions": "No decision is open, none was taken.",
}
"""What a part without lines says."""


def agenda(ws: Workspace, kind: str, period: str = "") -> Agenda:
    """The agenda of a meeting about a period (its label, or a day in it; default: the one due, else the next).

    Raises `UsageProblem` for a meeting or a period that is none, and when holidays leave the meeting no day.
    """
    return agenda_of(ws, find(ws, kind, period))


def find(ws: Workspace, kind: str, period: str = "") -> Sitting:
    """The meeting about this period, or the one that is due, else the next to come."""
    meeting = own_meeting(ws, kind)
    frame = rhythm.frame(ws, kind)
    if period:
        about = period_named(meeting, period, frame)
        return _held(meeting, about, sitting(meeting, about, frame))
    last, coming = rhythm.around(ws, meeting)
    known = stored.known(ws.db)
    if last is not None and (rhythm.review_id(last) not in known or coming is None):
        if meeting.cadence.every != "day" or last.day == rhythm.today_in(ws, kind) or coming is None:
            return last
    if coming is None:
        raise UsageProblem(f"No {meeting.title} can be held: every day is a holiday.")
    return coming


def own_meeting(ws: Workspace, kind: str) -> Meeting:
    """The meeting as the team holds it, one that is switched off too."""
    return rhythm.meetings(ws).get(kind) or meeting_of(kind, rhythm.habits(ws).get(kind))


def _held(meeting: Meeting, about: Period, found: Sitting | None) -> Sitting:
    if found is None:
        raise UsageProblem(f"No {meeting.title} is held about {about.label}: its day is a holiday or a weekend.")
    return found


def agenda_of(ws: Workspace, found: Sitting) -> Agenda:
    """The agenda of one meeting, as things stand."""
    made = Context.of(ws, found, rhythm.frame(ws, found.meeting.key))
    sections = tuple(_section(made, key) for key in found.meeting.sections)
    review = stored.review(ws.db, rhythm.review_id(found))
    return Agenda(found, ws.now, rhythm.places(ws, found), sections, review)


def _section(made: Context, key: str) -> Section:
    items = tuple(MAKERS[key](made))
    return Section(key, SECTIONS[key], items, "" if items else EMPTY[key])


def proposals(ws: Workspace, found: Sitting) -> tuple[Adjustment, ...]:
    """The adjustments that this meeting can accept."""
    return agenda_goals.proposals(Context.of(ws, found, rhythm.frame(ws, found.meeting.key)))
