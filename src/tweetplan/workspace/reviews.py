"""The verbs of meetings: hold one, let one pass; the agenda is kept as its figures stood (T04, T13)."""

from collections.abc import Iterable

from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.reviews import Agenda, Decision, Review
from tweetplan.storage import reviews as stored
from tweetplan.storage import team as stored_team
from tweetplan.workspace import agendas, rhythm
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.names import one_line

LONGEST = 20_000
"""Characters of notes that a meeting keeps."""


def listing(ws: Workspace, limit: int = 50, kind: str = "") -> tuple[Review, ...]:
    """Meetings held or let pass, the newest first."""
    return stored.reviews(ws.db, limit, kind)


def get(ws: Workspace, identity: str) -> Review:
    """The record of a meeting by its id, such as `data 2026-W12`; raises `NotFound`."""
    found = stored.review(ws.db, identity)
    if found is None:
        raise NotFound(f"{identity} was not held.", "`tweetplan review list` shows what was.")
    return found


def decisions_of(ws: Workspace, identity: str) -> tuple[Decision, ...]:
    """What was decided at a meeting."""
    return stored.decisions(ws.db, review=identity)


def hold(ws: Workspace, kind: str, period: str = "", *, attendance: Iterable[str] = (), notes: str = "") -> Review:
    """Note that a meeting was held: who was there, what was said; the agenda is kept as it stands now.

    Held again, people and notes are added and nothing is taken away. Raises `UsageProblem` for a stranger to the team.
    """
    found = agendas.find(ws, kind, period)
    if found.day > rhythm.today_in(ws, kind):
        raise UsageProblem(
            f"The {found.meeting.title} about {found.period.label} is on {found.day}.",
            "Name an earlier --period, or hold it on its day.",
        )
    there, said = _people(ws, attendance), _notes(notes)
    before = stored.review(ws.db, rhythm.review_id(found))
    sheet = before.agenda if before is not None and before.agenda else _sheet(ws, agendas.agenda_of(ws, found))
    wanted = Review(
        rhythm.review_id(found), kind, found.period.label, instant_text(ws.clock()), "held",
        there if before is None else tuple(dict.fromkeys((*before.attendance, *there))),
        "\n".join(filter(None, (before.notes if before else "", said))),
        ws.actor.login, sheet,
    )  # fmt: skip
    with ws.operation("review.hold") as change:
        change.put(stored.REVIEWS, stored.review_row(wanted), before.version if before else 0)
        more = "added to" if before is not None and before.state == "held" else "held"
        change.summary = f"{more} the {found.meeting.title} about {found.period.label}"
        people = f" with {', '.join(there)}" if there else ""
        change.tell("report", f"{change.summary}{people}", subject=wanted.id)
    return get(ws, wanted.id)


def skip(ws: Workspace, kind: str, period: str = "", *, reason: str) -> Review:
    """Let a meeting pass, with the reason; it is no longer due."""
    found = agendas.find(ws, kind, period)
    words = one_line(reason, "reason", 500)
    identity = rhythm.review_id(found)
    with ws.operation("review.skip") as change:
        if stored.review(ws.db, identity) is not None:
            raise Conflict(f"The {found.meeting.title} about {found.period.label} is noted already.")
        wanted = Review(
            identity, kind, found.period.label, instant_text(ws.clock()), "skipped", (), words, ws.actor.login
        )
        change.put(stored.REVIEWS, stored.review_row(wanted), 0)
        change.summary = f"let the {found.meeting.title} about {found.period.label} pass"
    return get(ws, identity)


def sheet(ws: Workspace, agenda: Agenda) -> str:
    """The agenda as Markdown with what was decided: as its figures stood when it was held, else as of now."""
    return _sheet(ws, agenda)


def _sheet(ws: Workspace, agenda: Agenda) -> str:
    from tweetplan.exchange.review_sheet import agenda_sheet

    return agenda_sheet(agenda, decisions_of(ws, rhythm.review_id(agenda.sitting)))


def _people(ws: Workspace, attendance: Iterable[str]) -> tuple[str, ...]:
    """The logins, each once; all of the team where there is one."""
    named = tuple(dict.fromkeys(one_line(login, "login", 64) for login in attendance if login.strip()))
    team = {member.login for member in stored_team.every(ws.db)}
    strangers = [login for login in named if team and login not in team]
    if strangers:
        raise UsageProblem(f"{strangers[0]} is not of the team.", f"The team is {', '.join(sorted(team))}.")
    return named


def _notes(notes: str) -> str:
    held = notes.strip()
    if len(held) > LONGEST:
        raise UsageProblem(f"The notes have {len(held)} characters; {LONGEST} are the most.")
    return held
