"""The Team mode as rows and lines: duty, cover band, hand-overs, roles, gaps, figures, and one in detail. Pure."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tweetplan.domain.authority import listed
from tweetplan.domain.collaboration import CLAIM, CLAIM_SOURCE, Figure
from tweetplan.domain.cover import Hour, hours_words
from tweetplan.domain.findings import Finding
from tweetplan.domain.handovers import KINDS, HandoverNote
from tweetplan.tui.paint import Line, Piece, Tone, fit, wrap
from tweetplan.tui.widgets.row import Column, Row, heading, note
from tweetplan.tui.widgets.spark import spark
from tweetplan.workspace.roles import RoleCard
from tweetplan.workspace.team_view import TeamView

COLUMNS = (Column(13), Column(), Column(13, "right"))
NAMES, FIGURES = 18, 26
"""Cells of a role's name, and of a figure's, whose rows have columns of their own."""
NOTHING = "Nobody is listed, so everybody may do everything: `: team add LOGIN --role strategist` begins a team."
TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "note": "dim"}
MARKS = {"error": "✗", "warning": "!", "note": "·"}


def rows(view: TeamView) -> tuple[Row, ...]:
    """Who is on duty, what is to take over, the week's cover, roles with gaps, how the team works together."""
    return (
        *_now(view),
        heading("Hand-over", key="# handover"),
        *_handovers(view),
        heading(f"Cover {view.cover.period.label} by the clock of {view.cover.zone}", key="# cover"),
        *_band(view),
        *(_finding("cover", at, one) for at, one in enumerate(view.cover.findings)),
        heading("Roles", key="# roles"),
        *(_role(card, view) for card in view.roles),
        *(_finding("gap", at, one) for at, one in enumerate(view.gaps)),
        heading("Topics watched today", key="# topics"),
        *_topics(view),
        heading("Working together", key="# figures"),
        *_figures(view),
    )


def _now(view: TeamView) -> Iterator[Row]:
    yield heading("On duty", key="# now")
    for shift in view.duty:
        ends = f"until {shift.ends:%H:%M} {shift.ends.tzinfo}"
        yield Row(f"duty:{shift.login}", (Piece(f"● {shift.login}", "good"), ends, Piece("now", "dim")))
    if not view.duty:
        follows = view.next_duty
        after = f"next {follows.login}, {follows.begins:%a %H:%M} {follows.begins.tzinfo}" if follows else ""
        yield Row(
            "duty:", (Piece("○ nobody", "bad"), after or Piece("no hours are stored", "dim"), Piece("now", "dim"))
        )


def _handovers(view: TeamView) -> Iterator[Row]:
    waiting = {one.id for one in view.mine}
    for one in (*view.mine, *(held for held in view.notes if held.id not in waiting)):
        who = f"{one.giver} → {one.taker or 'whoever comes next'}"
        if one.id in waiting:
            state = Piece("! take over", "warn")
        else:
            state = Piece(f"✓ {one.acknowledged_by}" if one.acknowledged_at else "waits", "dim")
        yield Row(f"handover:{one.id}", (one.at[5:16].replace("T", " "), f"{who}: {len(one.lines)} lines", state))
    if not view.mine and not view.notes:
        yield note("handover none", "nothing was handed over yet: h writes the note of what is open")


def _band(view: TeamView) -> Iterator[Row]:
    """Seven days of 24 hours, two cells an hour: nobody is `·` and red, so that a hole is seen without colour."""
    yield Row("# hours", (Piece(f"{'':15}{''.join(f'{hour:<4}' for hour in range(0, 24, 2))}", "dim"),), heading=True)
    for day, hours in view.cover.days:
        open_minutes = sum(hour.uncovered for hour in hours)
        words = Piece(f"{hours_words(open_minutes)} open", "warn") if open_minutes else Piece("covered", "good")
        yield Row(f"day:{day}", (f"{day:%a} {day.day:>2} {day:%b}", tuple(_hour(hour) for hour in hours), words))
    share = f"{view.cover.cover.share:.0%} covered"
    if view.cover.before is not None:
        share += f" with {view.tried} tried out, {view.cover.before.share:.0%} without; esc ends it"
    yield note("share", f"{share}.  · nobody  - part of it  ▪ one  █ several")


def _hour(hour: Hour) -> Piece:
    if not hour.minutes:
        return Piece("  ")
    if hour.uncovered == hour.minutes:
        return Piece("··", "bad")
    if hour.uncovered:
        return Piece("--", "warn")
    return Piece("▪▪", "good") if hour.people == 1 else Piece("██", "good")


def _role(card: RoleCard, view: TeamView) -> Row:
    who = Piece(", ".join(card.logins)) if card.logins else Piece("nobody", "warn")
    mark = Piece("! gap", "warn") if not card.logins and view.members else Piece("")
    if len(card.logins) == 1 and len(view.members) > 1:
        mark = Piece("! one alone", "warn")
    name = Piece(fit(listed((card.role,)), NAMES) + " ")
    return Row(f"role:{card.role}", ((name, mark, Piece("  " if mark.text else ""), who),), wide=True)


def _finding(kind: str, at: int, one: Finding) -> Row:
    words = (Piece(f"{MARKS[one.severity]} ", TONES[one.severity]), Piece(one.message))
    return Row(f"{kind}:{at}", (words,), wide=True)


def _topics(view: TeamView) -> Iterator[Row]:
    for one in view.topics:
        yield Row(f"topic:{one.id}", (one.owner, one.text, Piece(one.state, "dim" if one.state != "watched" else "")))
    if not view.topics:
        yield note("topics none", "nothing is watched: t watches a topic")


def _figures(view: TeamView) -> Iterator[Row]:
    if not view.quarters:
        yield note("figures none", "the log is long: `: team figures` works them out")
        return
    for figure in view.quarters[-1].figures:
        trend = spark([one.of(figure.key).value for one in view.quarters], 4)
        words = Piece(fit(figure.title, FIGURES) + " "), Piece(fit(figure_words(figure), NAMES) + " "), Piece(trend)
        yield Row(f"figure:{figure.key}", (words,), wide=True)
    said = f"you said {view.pulse.score} of 5 today" if view.pulse else "p says how content you are today"
    yield note("pulse", said)


def figure_words(figure: Figure) -> str:
    """A figure with its n: `12.5 h, n 8`; a dash where nothing happened."""
    if figure.value is None:
        return "–"
    if figure.unit == "times":
        return f"{figure.value:.0f}"
    if figure.unit == "share":
        return f"{figure.value:.0%}, n {figure.n}"
    if figure.unit == "h" and figure.value < 1:
        return f"{figure.value * 60:.0f} min, n {figure.n}"
    unit = f" {figure.unit}" if figure.unit in ("h", "min") else ""
    return f"{figure.value:.3g}{unit}, n {figure.n}"


# ---- one of them in detail --------------------


def detail(view: TeamView, key: str, width: int) -> tuple[Line, ...]:
    """What the row under the cursor is about."""
    kind, _, rest = key.partition(":")
    if kind == "day":
        return tuple(_about_day(view, date.fromisoformat(rest)))
    if kind == "role":
        return tuple(_about_role(next(card for card in view.roles if card.role == rest), width))
    if kind in ("cover", "gap"):
        found = (view.cover.findings if kind == "cover" else view.gaps)[int(rest)]
        return tuple(_about_finding(found, width))
    if kind == "handover":
        held = next((one for one in (*view.mine, *view.notes) if one.id == rest), None)
        return tuple(note_lines(held, width)) if held else ()
    if kind == "figure":
        return tuple(_about_figure(view, rest, width))
    if kind == "duty":
        return tuple(_about_member(view, rest, width))
    return ()


def _words(text: str, width: int, tone: Tone = "") -> Iterator[Line]:
    yield from ((Piece(f" {row}", tone),) for row in wrap(text, max(width - 2, 10)))


def _about_day(view: TeamView, day: date) -> Iterator[Line]:
    """The day's stretches with their owners, and its hand-overs, by the clock of the band."""
    zone = ZoneInfo(view.cover.zone)
    yield (Piece(f" {day:%A} {day.day} {day:%B}", "head"),)
    for one in view.cover.cover.stretches:
        begins, ends = one.begins.astimezone(zone), one.ends.astimezone(zone)
        if begins.date() <= day <= ends.date() and _touches(begins, ends, day):
            who = Piece(", ".join(one.logins)) if one.logins else Piece("nobody", "bad")
            yield (Piece(f" {begins:%a %H:%M}–{ends:%a %H:%M}  ", "dim"), who)
    for held in view.cover.cover.handovers:
        at = held.at.astimezone(zone)
        if at.date() == day:
            together = hours_words(held.overlap)
            yield (Piece(f" {at:%a %H:%M}  ", "dim"), Piece(f"{held.giver} → {held.taker}, {together} together"))


def _touches(begins: datetime, ends: datetime, day: date) -> bool:
    """A stretch that ends at midnight is not of the day that begins there."""
    return begins.date() == day or ends.date() != day or (ends.hour, ends.minute) != (0, 0)


def _about_role(card: RoleCard, width: int) -> Iterator[Line]:
    yield (Piece(f" {listed((card.role,))}: {card.purpose}", "head"),)
    for duty in card.duties:
        figure = f" ({duty.kpi}{f' {duty.target:g}' if duty.target is not None else ''})" if duty.kpi else ""
        yield from _words(f"· {duty.title}{figure}", width)
    yield from _words(f"overlaps: {'; '.join(zone.title for zone in card.zones)}", width, "dim")


def _about_finding(one: Finding, width: int) -> Iterator[Line]:
    yield from _words(one.message, width, TONES[one.severity])
    yield from _words(one.remedy, width)
    yield from _words(one.rule, width, "dim")


def note_lines(held: HandoverNote, width: int) -> Iterator[Line]:
    """A hand-over as it is read: the giver's words, cautions, what is open, who waits, what comes."""
    yield (Piece(f" {held.giver} → {held.taker or 'whoever comes next'}", "head"), Piece(f"  {held.at[:16]}Z", "dim"))
    if held.said:
        yield from _words(held.said, width, "bold")
    for kind, title in KINDS.items():
        lines = [line for line in held.lines if line.kind == kind]
        if lines:
            yield (Piece(f" {title}", "warn" if kind == "caution" else "dim"),)
        for line in lines:
            waits = f"  → {line.waits_for}" if line.waits_for else ""
            yield from _words(f"  · {line.text}{waits}", width)
    if not held.lines:
        yield (Piece(" Nothing is open, and nobody waits.", "dim"),)
    if held.acknowledged_at:
        yield from _words(f"taken over by {held.acknowledged_by} at {held.acknowledged_at[:16]}Z", width, "good")


def _about_figure(view: TeamView, key: str, width: int) -> Iterator[Line]:
    yield (Piece(f" {view.quarters[-1].of(key).title}", "head"),)
    for one in view.quarters:
        yield (Piece(f" {one.period.label}  ", "dim"), Piece(figure_words(one.of(key))))
    yield from _words(f"“{CLAIM}” ({CLAIM_SOURCE}).", width, "dim")


def _about_member(view: TeamView, login: str, width: int) -> Iterator[Line]:
    for member in view.members:
        if login in ("", member.login):
            hours = "; ".join(f"{days} {times}" for days, times in member.hours.items()) or "no hours"
            yield from _words(f"{member.login}: {listed(member.roles)}, {member.zone}, {hours}", width)
