"""Reports on their way: collect → analyse → present → retrospective; owner, due day and evidence of each (T08)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.reviews import REPORT, WORKED, Report, StageWork
from tweetplan.storage import reviews as stored
from tweetplan.storage import team as stored_team
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.moment import today
from tweetplan.workspace.names import one_line


def listing(ws: Workspace, *, everything: bool = False) -> tuple[Report, ...]:
    """The reports under way by when they are due; with `everything` the finished ones too."""
    return tuple(one for one in stored.reports(ws.db) if everything or one.now is not None)


def get(ws: Workspace, identity: str) -> Report:
    """The report of this id or title, or whose id alone begins so; raises `NotFound`, `UsageProblem` for several."""
    every = stored.reports(ws.db)
    found = [one for one in every if identity in (one.id, one.title)] or [
        one for one in every if identity and one.id.startswith(identity)
    ]
    if not found:
        raise NotFound(f"There is no report {identity!r}.", "`tweetplan review report list` shows them.")
    if len(found) > 1:
        raise UsageProblem(f"More than one report is called {identity!r}.", "Name it by its id.")
    return found[0]


def start(
    ws: Workspace,
    title: str,
    *,
    period: str = "",
    owners: Mapping[str, str] | None = None,
    dues: Mapping[str, date] | None = None,
) -> Report:
    """Begin a report; a stage without a due day is due when the patience of those before it has passed."""
    given, by = dict(owners or {}), dict(dues or {})
    unknown = sorted({*given, *by} - set(WORKED))
    if unknown:
        raise UsageProblem(f"{unknown[0]!r} is no stage of a report.", f"They are {', '.join(WORKED)}.")
    team = {member.login for member in stored_team.every(ws.db)}
    strangers = [login for login in given.values() if team and login not in team]
    if strangers:
        raise UsageProblem(f"{strangers[0]} is not of the team.", f"The team is {', '.join(sorted(team))}.")
    work, day = [], today(ws)
    for stage in WORKED:
        day = by.get(stage) or day + (REPORT.stage(stage).patience or timedelta())
        work.append(StageWork(stage, given.get(stage, ws.actor.login), day.isoformat()))
    if [one.due for one in work] != sorted(one.due for one in work):
        raise UsageProblem("A stage is due before the one that comes first.", "Give the due days in order.")
    identity = "r" + ws.new_id().replace("-", "")[-10:]
    made = Report(identity, one_line(title, "title"), one_line(period, "period", 20, may_be_empty=True), REPORT.start,
                  tuple(work))  # fmt: skip
    with ws.operation("report.start") as change:
        change.put(stored.PIPELINES, stored.report_row(made), 0)
        change.summary = f"began the report {made.title}"
        change.tell("report", f"{change.summary}: {work[0].owner} collects until {work[0].due}", subject=made.id,
                    audience=(work[0].owner,))  # fmt: skip
    return get(ws, made.id)


def move(ws: Workspace, identity: str, evidence: str) -> Report:
    """Finish the stage that a report is in: what shows that it was done is kept, the next owner is told."""
    one = get(ws, identity)
    step = REPORT.move(one.stage, "next")
    shown = one_line(evidence, "evidence", 500)
    now = instant_text(ws.clock())
    work = tuple(
        replace(held, evidence=shown, by=ws.actor.login, at=now) if held.stage == one.stage else held
        for held in one.work
    )
    wanted = replace(one, stage=step.target, work=work)
    with ws.operation("report.next") as change:
        change.put(stored.PIPELINES, stored.report_row(wanted), one.version)
        change.summary = f"{one.title}: {step.said}"
        if wanted.now is not None:
            said = f"{one.title} is {REPORT.stage(wanted.stage).title}: {wanted.now.owner} until {wanted.now.due}"
            change.tell("report", said, subject=one.id, audience=(wanted.now.owner,))
        else:
            change.tell("report", f"{one.title} is finished", subject=one.id)
    return get(ws, one.id)


def back(ws: Workspace, identity: str, reason: str) -> Report:
    """Send a report one stage back, with the reason."""
    return _turn(ws, identity, "back", one_line(reason, "reason", 200))


def drop(ws: Workspace, identity: str, reason: str) -> Report:
    """Give up a report, with the reason."""
    return _turn(ws, identity, "drop", one_line(reason, "reason", 200))


def _turn(ws: Workspace, identity: str, verb: str, reason: str) -> Report:
    one = get(ws, identity)
    step = REPORT.move(one.stage, verb)
    with ws.operation(f"report.{verb}") as change:
        change.put(stored.PIPELINES, stored.report_row(replace(one, stage=step.target)), one.version)
        change.summary = f"{one.title}: {step.said}: {reason}"
    return get(ws, one.id)
