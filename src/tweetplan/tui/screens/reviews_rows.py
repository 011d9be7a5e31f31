"""The Reviews mode as rows and lines: meetings, decisions, reports, one of them in detail, an agenda. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tweetplan.domain.reviews import DECISION, REPORT, Agenda, Decision, Item, Place, Report, Review
from tweetplan.domain.rhythm import MEETINGS, SECTIONS, Sitting
from tweetplan.domain.rule_words import rule_line
from tweetplan.tui.paint import Line, Piece, Tone, wrap
from tweetplan.tui.screens.why import Why
from tweetplan.tui.widgets.row import Column, Row, heading, note
from tweetplan.workspace.reviews_view import ReviewsView
from tweetplan.workspace.rhythm import Due

COLUMNS = (Column(), Column(10), Column(16), Column(14, "right"))
NOTHING = "Every meeting is switched off: `: review rhythm` switches one on."
MARK = "!"


def rows(view: ReviewsView) -> tuple[Row, ...]:
    """What is due first, then what is to decide and to report, what comes, what was."""
    found: list[Row] = []
    due = [one for one in view.meetings if one.state == "due"]
    past = [one for one in view.meetings if one.state == "past"]
    coming = [one for one in view.meetings if one.state not in ("due", "past")]
    found += [heading("Due", key="# due"), *map(_meeting, due)] if due else []
    found.append(heading("To decide", key="# open"))
    found += [_decision(one, view.day) for one in view.open]
    if not view.open:
        found.append(note("open none", "nothing is open: d puts a question to the team, or notes what was learnt"))
    if view.reports:
        found += [heading("Reports under way", key="# reports"), *(_report(one, view.day) for one in view.reports)]
    found += [heading("To come", key="# coming"), *map(_meeting, coming)] if coming else []
    found += [heading("Before you began here", key="# past"), *map(_meeting, past)] if past else []
    found += [heading("Decided and learnt", key="# taken"), *(_decision(one, view.day) for one in view.taken)
              ] if view.taken else []  # fmt: skip
    if view.more:
        found.append(note("more", f"{view.more} more: `: review decisions` lists all"))
    found += [heading("Held", key="# held"), *map(_held, view.held)] if view.held else []
    return tuple(found)


def _meeting(one: Due) -> Row:
    sitting = one.sitting
    state = Piece(one.state, "dim")
    if one.state == "due":
        state = Piece(f"{MARK} {one.overdue} d overdue", "bad") if one.overdue else Piece(f"{MARK} today", "warn")
    return Row(
        f"meeting:{one.id}",
        (Piece(sitting.meeting.title, "bold" if one.state == "due" else ""), Piece(sitting.period.label, "dim"),
         when_words(sitting), state),
    )  # fmt: skip


def when_words(sitting: Sitting) -> str:
    """`Tue 17 Mar 10:00`, by the clocks of the meeting's zone."""
    local = sitting.at.astimezone(ZoneInfo(sitting.zone))
    return f"{local:%a} {local.day:>2} {local:%b %H:%M}"


def _decision(one: Decision, day: str) -> Row:
    if one.state == "open":
        late = bool(one.deadline) and one.deadline < day
        words = f"{MARK} by {one.deadline[5:]}" if late else f"by {one.deadline[5:]}" if one.deadline else "open"
        state = Piece(words, "bad" if late else "warn")
    else:
        said = one.outcome if one.kind == "decision" and one.outcome else one.kind
        state = Piece(said, "dim")
    became = "→ task" if one.task else "→ budget" if one.mix else ""
    return Row(f"decision:{one.id}", (one.text, Piece(one.owner or one.login, "dim"), Piece(became, "accent"), state))


def _report(one: Report, day: str) -> Row:
    at = one.now
    due, owner = (at.due, at.owner) if at else ("", "")
    late = bool(due) and due < day
    state = Piece(f"{MARK} by {due[5:]}" if late else f"by {due[5:]}", "bad" if late else "")
    return Row(f"report:{one.id}", (one.title, Piece(owner, "dim"), REPORT.stage(one.stage).title, state))


def _held(one: Review) -> Row:
    meeting = MEETINGS.get(one.kind)
    state = Piece("not held", "warn") if one.state == "skipped" else Piece(f"{len(one.attendance)} there", "dim")
    title = Piece(meeting.title if meeting else one.kind, "dim")
    return Row(f"held:{one.id}", (title, Piece(one.period, "dim"), Piece(f"{one.held_at[:10]}", "dim"), state))


# ---- one of them in detail --------------------


def detail(view: ReviewsView, key: str, places: Sequence[Place], width: int) -> tuple[Line, ...]:
    """What the row under the cursor is about."""
    kind, _, rest = key.partition(":")
    if kind == "meeting":
        due = next((one for one in view.meetings if one.id == rest), None)
        return tuple(_about_meeting(due, places, width)) if due else ()
    if kind == "decision":
        found = next((one for one in (*view.open, *view.taken) if one.id == rest), None)
        return tuple(_about_decision(found, width)) if found else ()
    if kind == "report":
        report = next((one for one in view.reports if one.id == rest), None)
        return tuple(_about_report(report, width)) if report else ()
    if kind == "held":
        review = next((one for one in view.held if one.id == rest), None)
        return tuple(_about_held(review, width)) if review else ()
    return ()


def _named(name: str, text: str, width: int, tone: Tone = "") -> Iterator[Line]:
    """A name with its value, wrapped beside it."""
    for at, row in enumerate(wrap(text, max(width - 12, 10))):
        yield (Piece(f" {name if not at else '':<10} ", "dim"), Piece(row, tone))


def _about_meeting(one: Due, places: Sequence[Place], width: int) -> Iterator[Line]:
    sitting = one.sitting
    meeting = sitting.meeting
    yield (Piece(f" {meeting.title}", "head"), Piece(f"  {meeting.minutes} min", "dim"))
    about = f"{sitting.period.label}: {sitting.period.first} to {sitting.period.last}"
    yield from _named("about", about, width)
    yield from _named("when", f"{when_words(sitting)} {sitting.zone}", width)
    if sitting.moved:
        yield from _named("moved", f"from {sitting.moved}, a holiday", width, "warn")
    for place in places:
        away = "  outside of their hours" if place.at_work is False else ""
        asked = "" if place.wanted else "  may stay away"
        yield from _named("", f"{place.login} {place.at[5:]} {place.zone}{asked}{away}", width, "warn" if away else "")
    yield from _named("agenda", ", ".join(SECTIONS[key].lower() for key in meeting.sections), width)
    yield from _named("", "enter fills it in", width, "dim")


def _about_decision(one: Decision, width: int) -> Iterator[Line]:
    yield from ((Piece(f" {row}", "head"),) for row in wrap(one.text, max(width - 2, 10)))
    state = DECISION.stage(one.state).title
    yield from _named(one.kind, f"{state}{f': {one.outcome}' if one.outcome else ''}", width)
    if one.reason:
        yield from _named("because", one.reason, width)
    if one.options:
        yield from _named("options", " | ".join(one.options), width)
    if one.deadline:
        yield from _named("until", one.deadline, width)
    yield from _named("owner", one.owner or "nobody is named", width)
    yield from _named("noted", f"{one.login}, {one.at[:16].replace('T', ' ')} UTC", width)
    if one.decided_by and one.kind == "decision":
        yield from _named("taken", f"{one.decided_by}, {one.decided_at[:16].replace('T', ' ')} UTC", width)
    if one.review:
        yield from _named("meeting", one.review, width)
    for voice in one.voices:
        because = f", because {voice.reason}" if voice.reason else ""
        yield from _named(voice.login, f"{voice.option}{because}", width)
    if one.task or one.mix:
        yield from _named("became", f"task {one.task}" if one.task else f"budget {one.mix}", width, "accent")
    yield from _named("", _decision_keys(one), width, "dim")


def _decision_keys(one: Decision) -> str:
    if one.state == "open":
        return "v says what you think, c closes it, a makes a task of it"
    keys = [] if one.task else ["a makes a task of it"]
    keys += ["b a soft budget"] if one.kind == "insight" and not one.mix else []
    return ", ".join(keys)


def _about_report(one: Report, width: int) -> Iterator[Line]:
    yield (Piece(f" {one.title}", "head"), Piece(f"  {one.period}", "dim"))
    for held in one.work:
        here = held.stage == one.stage
        mark = "→" if here else "✓" if held.evidence else "·"
        shown = f": {held.evidence} ({held.by})" if held.evidence else ""
        words = f"{mark} {held.owner or 'no owner'}, due {held.due}{shown}"
        yield from _named(held.stage[:10], words, width, "bold" if here else "")
    yield from _named("", "n ends the stage it is in: say what shows that it is done", width, "dim")


def _about_held(one: Review, width: int) -> Iterator[Line]:
    meeting = MEETINGS.get(one.kind)
    yield (Piece(f" {meeting.title if meeting else one.kind}: {one.period}", "head"),)
    yield from _named(one.state, f"{one.held_at[:16].replace('T', ' ')} UTC, noted by {one.by}", width)
    if one.state == "held":
        yield from _named("there", ", ".join(one.attendance) or "nobody is named", width)
    if one.notes:
        yield from _named("notes" if one.state == "held" else "because", one.notes, width)
    if one.agenda:
        yield from _named("", "enter shows the agenda with its figures as they stood", width, "dim")


# ---- an agenda --------------------


def agenda_words(agenda: Agenda) -> Line:
    """The rule's words above an agenda."""
    one = agenda.sitting
    held = agenda.review
    state = f"{held.state} on {held.held_at[:10]} by {held.by}" if held else "h holds it"
    return (
        Piece(f"{one.meeting.title}: {one.period.label}", "head"),
        Piece(f"  {when_words(one)}  {one.meeting.minutes} min  "),
        Piece(state, "good" if held else "dim"),
    )


def agenda_lines(agenda: Agenda, decided: Sequence[Decision], width: int) -> tuple[Line, ...]:
    """The whole agenda, wrapped: parts with their lines, each with its source."""
    made: list[Line] = []
    for section in agenda.sections:
        made += [(Piece(f" {section.title}", "head"),)]
        for item in section.items:
            made += _item(item, width)
        if not section.items:
            made += [(Piece(f"   {row}", "dim"),) for row in wrap(section.empty, max(width - 4, 10))]
        made.append(())
    if decided:
        made.append((Piece(" Decisions of this meeting", "head"),))
        for one in decided:
            outcome = f": {one.outcome}" if one.outcome else ""
            made += _item(Item(one.id, f"{one.kind}, {one.state}: {one.text}{outcome}"), width)
    held = agenda.review
    if held is not None and held.notes:
        made.append((Piece(" Notes", "head"),))
        made += [(Piece(f"   {row}"),) for row in wrap(held.notes, max(width - 4, 10))]
    return tuple(made)


def _item(item: Item, width: int) -> Iterator[Line]:
    room = max(width - 5, 10)
    for at, row in enumerate(wrap(item.text, room)):
        mark = (MARK if item.urgent else "·") if not at else " "
        yield (Piece(f" {mark} ", "warn" if item.urgent else "dim"), Piece(row))
    source = item.source + (f", complete to {item.complete_to}" if item.complete_to else "")
    if source:
        yield from ((Piece(f"   {row}", "dim"),) for row in wrap(source, room))


def kept_lines(agenda: str, width: int) -> tuple[Line, ...]:
    """An agenda as it was kept: its Markdown as text."""
    made: list[Line] = []
    for line in agenda.split("\n"):
        head = line.startswith("#")
        text = line.lstrip("# ") if head else line.replace("\\", "")
        made += [(Piece(f" {row}", "head" if head else ""),) for row in wrap(text, max(width - 2, 10))]
    return tuple(made)


def why_meeting(sitting: Sitting, now: datetime) -> Why:
    """Why a meeting is on its day."""
    meeting = sitting.meeting
    ago = (now.date() - sitting.day).days
    lines: list[str | tuple[str, str]] = [
        ("rule", rule_line(meeting.rule)),
        ("about", f"{sitting.period.label}, {sitting.period.first} to {sitting.period.last}"),
        ("held", f"on {sitting.day}, {'in the period after' if meeting.over else 'in its own period'}"),
        ("clock", f"{meeting.clock} in {sitting.zone}, {sitting.at:%H:%M} UTC; `review rhythm` changes it"),
    ]
    if sitting.moved:
        lines.append(("moved", f"from {sitting.moved}: a holiday among the days to respect"))
    if ago > 0:
        lines.append(("overdue", f"{ago} days; h notes that it was held, s lets it pass"))
    return Why(f"{meeting.title}: {sitting.period.label}", lines)
