"""People as rows and lines: segments with targets, influencers, the silent, the win-back programme (G17, G20, W13)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tweetplan.domain.figures import number_words
from tweetplan.domain.people import Person
from tweetplan.tui.chrome import ago
from tweetplan.tui.paint import Line, Piece, Tone, wrap
from tweetplan.tui.screens.audience_rows import Panel
from tweetplan.tui.screens.why import Reason, Told, Why
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.tui.widgets.scroll import LinesFor, no_lines
from tweetplan.workspace import audience
from tweetplan.workspace.audience import SegmentLine, Silence
from tweetplan.workspace.core import Workspace

NO_PEOPLE = "Nobody is known: `: import FILE` with handle,segment,followers,last_interaction."
NOT_COMPUTED = "Not computed yet: `: audience refresh` does it now, the tick every hour."


def panel(ws: Workspace, handle: str, section: str) -> Panel:
    """The section of this name; without one of the first two, the silent."""
    if section == "segments":
        return segment_panel(ws, handle)
    if section == "influencers":
        return influencer_panel(ws, handle)
    return silent_panel(ws, handle)


def told_lines(title: str, told: Iterable[Told]) -> LinesFor:
    """Names and values for any width."""
    held = tuple(told)

    def made(width: int) -> tuple[Line, ...]:
        return tuple(_told(title, held, max(width - 1, 10)))

    return made


def _told(title: str, held: Iterable[Told], width: int) -> Iterator[Line]:
    yield (Piece(f" {title}", "head"),)
    for one in held:
        name, text = one if isinstance(one, tuple) else ("", one)
        for at, row in enumerate(wrap(f"{name}  {text}" if name else text, width, most=6) if name or text else ("",)):
            if not at and name and row.startswith(name):
                yield (Piece(f" {name}", "dim"), Piece(row[len(name) :]))
            else:
                yield (Piece(f" {row}"),)


# ---- segments --------------------

SEGMENT_COLUMNS = (
    Column(title="segment"),
    Column(8, "right", "people"),
    Column(8, "right", "active"),
    Column(9, "right", "mentions"),
    Column(8, "right", "invited"),
    Column(24, title="target"),
)


def segment_panel(ws: Workspace, handle: str) -> Panel:
    """Each segment with its people and how far its targets are reached (G17)."""
    found = audience.segments(ws, handle)
    held = {one.segment or "no segment": one for one in found}
    whole = sum(one.people for one in found)
    head = (
        Piece(f"{number_words(whole)} people" if whole else NO_PEOPLE),
        Piece("   active: heard of in 28 days", "dim"),
    )

    def told(key: str) -> list[Told]:
        one = held[key]
        lines: list[Told] = [
            ("people", number_words(one.people)),
            ("active", f"{number_words(one.active)} were heard of in the last 28 days that are known"),
            ("mentions", f"{number_words(one.mentions)} in all"),
            ("invited", f"{number_words(one.invited)} times"),
        ]
        lines += [("target", f"{measure} {number_words(value)}: {_reached(one, measure, value)}")
                  for measure, value in one.targets.items()]  # fmt: skip
        people = audience.listing(ws, handle, one.segment, 8) if one.segment else ()
        return [*lines, "", *((person.handle, _reach(person)) for person in people), "", "T sets a target (G17)."]

    rows = tuple(_segment_row(key, one) for key, one in held.items())
    return Panel(
        SEGMENT_COLUMNS, rows, NO_PEOPLE, head,
        lambda key: told_lines(key, told(key)) if key in held else no_lines,
        lambda key: Why(f"Segment: {key}", told(key)) if key in held else None,
    )  # fmt: skip


def _segment_row(key: str, one: SegmentLine) -> Row:
    target = ", ".join(f"{measure} {_reached(one, measure, value)}" for measure, value in one.targets.items())
    dim: Tone = "" if one.people else "dim"
    figures = (one.people, one.active, one.mentions, one.invited)
    goal = Piece(target or "none: T sets one", "" if target else "dim")
    return Row(key, (Piece(key, dim), *map(number_words, figures), goal))


def _reached(one: SegmentLine, measure: str, target: float) -> str:
    value = {"people": one.people, "active": one.active, "mentions": one.mentions, "invited": one.invited}[measure]
    share = f" ({value / target:.0%})" if target else ""
    return f"{number_words(value)} of {number_words(target)}{share}"


def _reach(person: Person) -> str:
    followers = f"{number_words(person.followers)} followers" if person.followers is not None else "followers not known"
    return f"{followers}, last seen {person.last_seen or 'never'}"


# ---- influencers --------------------

INFLUENCER_COLUMNS = (
    Column(5, "right", "score"),
    Column(16, title="who"),
    Column(9, "right", "followers"),
    Column(5, "right", "reach"),
    Column(7, "right", "with us"),
    Column(5, "right", "fit"),
    Column(7, "right", "replies"),
    Column(title="together"),
)


def influencer_panel(ws: Workspace, handle: str) -> Panel:
    """Whom to court first, the parts of every score shown (C04, G20)."""
    kept = audience.computed(ws, handle.lower(), "influencers")
    if kept is None:
        return Panel(INFLUENCER_COLUMNS, (), NOT_COMPUTED, ())
    found, at = kept
    held = {one["handle"]: one for one in found}
    rows = tuple(_influencer_row(one) for one in found)
    head = (Piece(f"{len(found)} people"), Piece(f"   computed {ago(ws.now, at)}; ? is a fit nobody said", "dim"))

    def told(key: str) -> list[Told]:
        return [*influencer_told(held[key]), ("next", audience.next_step(ws, audience.get(ws, key, handle)))]

    return Panel(
        INFLUENCER_COLUMNS, rows, "No influencer is known: import people with segment and followers.", head,
        lambda key: told_lines(key, told(key)) if key in held else no_lines,
        lambda key: Why(f"Why {key} stands here", told(key)) if key in held else None,
    )  # fmt: skip


def _influencer_row(one: Mapping[str, Any]) -> Row:
    followers = number_words(one["followers"]) if one["followers"] is not None else "–"
    fit = f"{one['fit']:.1f}" + ("" if one["fit_said"] else "?")
    shares = (f"{one['reach']:.2f}", f"{one['engagement']:.2f}", fit, f"{one['replies']:.2f}")
    return Row(one["handle"], (Piece(f"{one['score']:.2f}", "bold"), one["handle"], followers, *shares,
                               one["collaboration"]))  # fmt: skip


def influencer_told(one: Mapping[str, Any]) -> list[Told]:
    """The parts of a score in words."""
    fit = "as somebody said" if one["fit_said"] else "nobody said: a half is taken"
    return [
        ("score", f"{one['score']:.2f}: the weighted parts (rule audience.influence)"),
        ("reach", f"{one['reach']:.2f}: share of the list with fewer followers"),
        ("with us", f"{one['engagement']:.2f}: share of the list that talks less with us (half-life 90 days)"),
        ("fit", f"{one['fit']:.2f}, {fit}"),
        ("replies", f"{one['replies']:.2f}: of {one['tries']} invitations, drawn to a half"),
        ("last seen", one["last_seen"] or "never"),
        ("together", one["collaboration"] or "nothing is planned: T says what"),
    ]


# ---- the silent --------------------

SILENT_COLUMNS = (
    Column(16, title="who"),
    Column(10, title="last seen"),
    Column(9, "right", "followers"),
    Column(7, "right", "invited"),
    Column(7, "right", "in vain"),
    Column(title="next step"),
)


def silent_panel(ws: Workspace, handle: str) -> Panel:
    """Who is silent, high-risk ones marked, with the next gentle step (W13, W14)."""
    found = audience.silent(ws, handle)
    kept = audience.computed(ws, handle.lower(), "habits")
    habits = {one["handle"]: one for one in kept[0]} if kept else {}
    held = {one.handle: one for one in found.people}
    rows = tuple(_silent_row(ws, one) for one in found.people)

    def told(key: str) -> list[Told]:
        return silent_told(ws, held[key], habits.get(key), found)

    def why(key: str) -> Reason | None:
        return Why(f"Why {key} is silent", told(key)) if key in held else None

    empty = NO_PEOPLE if found.known_to is None else f"Nobody was silent for over {found.days} days."
    return Panel(SILENT_COLUMNS, rows, empty, silent_head(found, len(habits)),
                 lambda key: told_lines(key, told(key)) if key in held else no_lines, why)  # fmt: skip


def silent_head(found: Silence, habits: int) -> Line:
    """How many are silent and high-risk, and up to when anything is known."""
    if found.known_to is None:
        return (Piece("Nothing is known of people."),)
    said = (
        f"{number_words(found.silent)} silent for over {found.days} days, {number_words(found.high_risk)} high-risk (!)"
    )
    more = f", {habits} against their own habit" if habits else ""
    return (Piece(said + more), Piece(f"   known to {found.known_to}", "dim"))


def _silent_row(ws: Workspace, one: Person) -> Row:
    risk = audience.is_high_risk(ws, one)
    followers = number_words(one.followers) if one.followers is not None else "–"
    return Row(one.handle, ((Piece("! " if risk else "", "bad"), Piece(one.handle)), one.last_seen, followers,
                            str(one.tries), Piece(str(one.failed), "bad" if risk else ""),
                            audience.next_step(ws, one)))  # fmt: skip


def silent_told(ws: Workspace, one: Person, habit: Mapping[str, Any] | None, found: Silence) -> list[Told]:
    """Both conditions of W13, and the person's own habit where it is known."""
    risk = audience.is_high_risk(ws, one)
    lines: list[Told] = [
        ("last seen", f"{one.last_seen}, known to {found.known_to}"),
        ("silent", f"over {found.days} days: yes"),
        ("invited", f"{one.tries} times, {one.failed} in vain"),
        ("high risk", "yes: both conditions (W13)" if risk else "no: silence alone is only silence (W13)"),
        ("habit", f"this silence has p = {habit['p']:.3f} at their own rate, {habit['interactions']} interactions"
         if habit else "too few interactions are known, or nothing unusual"),
        ("segment", one.segment or "none"),
        ("value", "not said" if one.value is None else number_words(one.value)),
        ("next", audience.next_step(ws, one)),
    ]  # fmt: skip
    return lines + ([("note", one.note)] if one.note else [])
