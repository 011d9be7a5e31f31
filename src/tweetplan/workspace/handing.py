"""Handing over (T22): the note is generated from what is stored, sent, and acknowledged by whoever takes over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from tweetplan.domain.cover import cover
from tweetplan.domain.duty import next_on_duty, on_duty
from tweetplan.domain.findings import Conflict, NotFound, Problem, UsageProblem
from tweetplan.domain.handovers import HANDOVER, HandoverNote, Line
from tweetplan.domain.periods import local_day
from tweetplan.domain.text import storable
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import board, calendar, crises, freezes, mentions, reviews
from tweetplan.storage import duties as stored
from tweetplan.storage import posts as stored_posts
from tweetplan.storage import tasks as stored_tasks
from tweetplan.storage import team as stored_team
from tweetplan.workspace import teamwork
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.cover import closed_days
from tweetplan.workspace.moment import today
from tweetplan.workspace.posts_moving import called

AHEAD = timedelta(hours=16)
"""How far on a note looks: the next shift and a bit."""
MENTIONS_BACK = timedelta(days=7)
MOST = 12
"""Lines of one kind; the rest are counted."""
MOST_SAID = 2000


def taker(ws: Workspace) -> str:
    """Who takes over from this actor: by the cover of the next day, else who is there or comes next; '' for nobody."""
    team = [member for member in stored_team.every(ws.db) if member.hours]
    closed = closed_days(ws, team, today(ws))
    me = ws.actor.login
    found = cover(team, ws.now, ws.now + timedelta(hours=24), closed).handovers
    mine = next((one.taker for one in found if one.giver == me), "")
    others = [member for member in team if member.login != me]
    there = on_duty(others, ws.now, closed)
    coming = next_on_duty(others, ws.now, closed)
    return mine or (there[-1].login if there else coming.login if coming else "")


def lines(ws: Workspace) -> tuple[Line, ...]:
    """What the next person should know: cautions, what is open, who waits for whom, what comes next."""
    return (*_cautions(ws), *_open(ws), *_waits(ws), *_next(ws))


def _cautions(ws: Workspace) -> Iterator[Line]:
    for crisis in crises.going_on(ws.db):
        yield Line("caution", f"crisis, level {crisis.level}: {crisis.name} ({crisis.stage})", crisis.id)
    for freeze in freezes.in_force(ws.db):
        yield Line("caution", f"{freeze.whose} is frozen by {freeze.login} since {freeze.at[:16]}Z: {freeze.reason}",
                   freeze.id)  # fmt: skip
    for topic in teamwork.topics(ws):
        if topic.state == "watched":
            yield Line("caution", f"{topic.owner} watches: {topic.text}", topic.id)


def _open(ws: Workspace) -> Iterator[Line]:
    since, now = instant_text(ws.now - MENTIONS_BACK), instant_text(ws.now)
    for account in stored_accounts.every(ws.db):
        held = mentions.counts(ws.db, account.key, since, now)
        count = int(held["open"] or 0) if held else 0
        if count:
            taken = [one for one in mentions.listing(ws.db, account.key, since, now) if one.owner]
            mine = [one for one in taken if one.owner == ws.actor.login]
            said = f"{account.handle}: {count} mentions of the last 7 days wait for an answer"
            yield Line("open", said + (f", {len(taken)} of them taken by somebody" if taken else ""), account.key)
            yield from (
                Line("open", f"@{one.author.lstrip('@')}: {' '.join(one.text.split())[:80]} ({one.label or '?'})",
                     f"{one.account}/{one.ref}", one.owner)
                for one in mine[:MOST]
            )  # fmt: skip
    tomorrow = today(ws) + timedelta(days=1)
    tasks = [task for task in stored_tasks.open_until(ws.db, tomorrow, 200) if task.owner in ("", ws.actor.login)]
    for task in tasks[:MOST]:
        yield Line("open", f"task due {task.due}: {task.title}", task.id, task.owner or task.role)
    if len(tasks) > MOST:
        yield Line("open", f"{len(tasks) - MOST} more tasks are due")


def _waits(ws: Workspace) -> Iterator[Line]:
    from tweetplan.workspace import approving

    for row in board.column(ws.db, "in_review", limit=MOST):
        post = stored_posts.value(board.of_row(row))
        missing = " and ".join(approving.standing_of(ws, post).turn) or "anyone"
        yield Line(
            "waits", f"{called(post)} ({post.account}) waits for approval since {post.since[:16]}Z", post.id, missing
        )
    for row in board.column(ws.db, "changes_asked", limit=MOST):
        post = stored_posts.value(board.of_row(row))
        yield Line("waits", f"{called(post)} was sent back: {post.why}", post.id, post.owner)
    for found in freezes.waiting(ws.db)[:MOST]:
        yield Line("waits", f"a post in {found.place} is to be answered for after a freeze", found.post, found.owner)
    for decision in reviews.decisions(ws.db, state="open")[:MOST]:
        due = f" until {decision.deadline}" if decision.deadline else ""
        yield Line("waits", f"decision{due}: {' '.join(decision.text.split())[:120]}", decision.id, decision.owner)


def _next(ws: Workspace) -> Iterator[Line]:
    """The slots of the hours ahead, with the post on each, by their own clock."""
    until = ws.now + AHEAD
    first, last = local_day(ws.now, "UTC") - timedelta(days=1), local_day(until, "UTC") + timedelta(days=1)
    posts = {post.slot: post for post in stored_posts.between(ws.db, first, last) if post.slot}
    coming = [slot for slot in calendar.slots(ws.db, first, last) if ws.now <= slot.at < until]
    for slot in sorted(coming, key=lambda one: one.at)[:MOST]:
        post = posts.get(slot.id)
        what = f"{called(post)} ({post.state.replace('_', ' ')})" if post else f"no post yet ({slot.plan})"
        at = slot.at.astimezone(ZoneInfo(slot.zone))
        yield Line("next", f"{at:%a %H:%M} {slot.zone} {slot.account}: {what}", post.id if post else slot.id,
                   post.owner if post else slot.owner)  # fmt: skip


def send(ws: Workspace, said: str = "", to: str | None = None) -> HandoverNote:
    """Send the note to the next person (or to a login); `said` are the giver's own words."""
    words = said.strip()
    if len(words) > MOST_SAID or storable(words)[1]:
        raise UsageProblem(f"These words have {len(words)} characters, or one that cannot be stored.", "2,000 at most.")
    chosen = taker(ws) if to is None else to
    known = {member.login for member in stored_team.every(ws.db)}
    if chosen and known and chosen not in known:
        raise NotFound(f"{chosen} is not of the team.", f"The team is {', '.join(sorted(known))}.")
    if chosen == ws.actor.login:
        raise UsageProblem("Nobody hands over to themselves.", "Name who comes next with --to.")
    with ws.operation("handover.send") as change:
        made = HandoverNote(f"n{ws.new_id()}", ws.actor.login, chosen, instant_text(ws.clock()), lines(ws), words)
        change.put(stored.HANDOVERS, stored.handover_row(made), expected=0)
        change.summary = f"handed over to {chosen or 'whoever comes next'}: {len(made.lines)} lines"
        cautions = sum(line.kind == "caution" for line in made.lines)
        told = f"{made.giver} hands over: {len(made.lines)} lines, {cautions} cautions"
        change.tell("handover", told, subject=made.id, audience=(chosen,) if chosen else ())
    return made


def get(ws: Workspace, identity: str) -> HandoverNote:
    """The hand-over of this id, or whose id begins so; raises `NotFound`."""
    found = stored.handover(ws.db, identity) or next(
        (note for note in stored.handovers(ws.db) if identity and note.id.startswith(identity)), None
    )
    if found is None:
        raise NotFound(f"There is no hand-over {identity!r}.", "`tweetplan team handover list` shows them.")
    return found


def listing(ws: Workspace, limit: int = 20) -> tuple[HandoverNote, ...]:
    """The newest hand-overs."""
    return stored.handovers(ws.db, until=instant_text(ws.now), limit=limit)


def waiting(ws: Workspace) -> tuple[HandoverNote, ...]:
    """The hand-overs that wait for this actor to acknowledge them, the oldest first."""
    return stored.open_handovers(ws.db, ws.actor.login)


def acknowledge(ws: Workspace, identity: str = "") -> HandoverNote:
    """Take over: the note was read. By its taker, or by whoever is on duty now; without an id the oldest that waits."""
    if not identity:
        held = waiting(ws)
        if not held:
            raise NotFound("No hand-over waits for you.")
        identity = held[0].id
    with ws.operation("handover.acknowledge") as change:
        note = get(ws, identity)
        if note.acknowledged_at:
            raise Conflict(f"{note.acknowledged_by} took over already, at {note.acknowledged_at}.")
        HANDOVER.move(note.stage, "acknowledge")
        _refuse_other(ws, note)
        at = instant_text(ws.clock())
        done = replace(note, acknowledged_at=at, acknowledged_by=ws.actor.login)
        change.put(stored.HANDOVERS, stored.handover_row(done), note.version)
        change.summary = f"took over from {note.giver}"
        change.tell("handover", f"{ws.actor.login} took over", subject=note.id, audience=(note.giver,))
    return get(ws, note.id)


def _refuse_other(ws: Workspace, note: HandoverNote) -> None:
    """The guard `is_taker`."""
    me = ws.actor.login
    if me == note.giver:
        raise Problem("Nobody takes over from themselves.", f"{note.taker or 'Whoever comes next'} acknowledges it.")
    if note.taker in ("", me):
        return
    team = [member for member in stored_team.every(ws.db) if member.hours]
    if all(shift.login != me for shift in on_duty(team, ws.now, closed_days(ws, team, today(ws)))):
        raise Problem(f"This hand-over is for {note.taker}, or for whoever is on duty now.", "Ask them.")
