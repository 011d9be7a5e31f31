"""An agenda as Markdown: to print, mail or pin up; what people, files and plugins wrote in it stays inert text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tweetplan.domain.reviews import Agenda, Decision, Place, Section
from tweetplan.domain.text import safe_text
from tweetplan.exchange.week_sheet import span

_MARKUP = re.compile(r"([\\`*_\[\]<>#!|~&$@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
"""What begins markup, a link, a mention or a formula; a scheme and `www` would make links of bare addresses."""
LONGEST = 2000


def agenda_sheet(agenda: Agenda, decisions: Iterable[Decision] = ()) -> str:
    """The whole agenda: when and for whom, the parts with their figures and sources, what was decided."""
    one = agenda.sitting
    lines = [f"# {one.meeting.title}: {one.period.label}", ""]
    lines += [
        f"{one.day:%A} {one.day}, {one.at:%H:%M} UTC, {one.meeting.minutes} minutes ({one.meeting.rule}). "
        f"About {one.period.first} to {one.period.last}. As of {agenda.made_at:%Y-%m-%d %H:%M} UTC."
    ]
    lines += ["", f"Moved from {one.moved}, a holiday."] if one.moved else []
    lines += ["", *(_place(place) for place in agenda.places)] if agenda.places else []
    lines += list(_record(agenda))
    for section in agenda.sections:
        lines += ["", *section_lines(section)]
    taken = list(decisions)
    if taken:
        lines += ["", "## Decisions of this meeting", "", *map(_decision, taken)]
    return "\n".join(lines) + "\n"


def section_lines(section: Section) -> Iterator[str]:
    """One part: its title, and a line for each item with its source and how far it is known."""
    yield f"## {section.title}"
    yield ""
    if not section.items:
        yield inert(section.empty)
    for item in section.items:
        known = f", complete to {item.complete_to}" if item.complete_to else ""
        source = f" — {inert(item.source)}{known}" if item.source or known else ""
        yield f"- {'**!** ' if item.urgent else ''}{inert(item.text)}{source}"


def _place(place: Place) -> str:
    """`- ana: 2026-03-30 09:15 (Europe/Berlin)`, with what speaks against it."""
    asked = "" if place.wanted else ", may stay away"
    away = ", outside of their hours" if place.at_work is False else ""
    return f"- {span(place.login)} {place.at} ({inert(place.zone)}){asked}{away}"


def _record(agenda: Agenda) -> Iterator[str]:
    """That it was held, who was there, and what was noted."""
    held = agenda.review
    if held is None:
        return
    there = ", ".join(span(login) for login in held.attendance) or "nobody is named"
    yield ""
    yield f"{'Held' if held.state == 'held' else 'Not held'} on {held.held_at[:10]} by {span(held.by)}; there: {there}."
    if held.notes:
        yield ""
        yield from (f"> {inert(line)}" for line in safe_text(held.notes, newlines=True).split("\n"))


def _decision(one: Decision) -> str:
    outcome = f": {inert(one.outcome)}" if one.outcome else ""
    reason = f", because {inert(one.reason)}" if one.reason else ""
    due = f", by {one.deadline}" if one.deadline else ""
    task = f", task {span(one.task)}" if one.task else ""
    whose = f" ({span(one.owner)})" if one.owner else ""
    return f"- {one.kind}, {one.state}: {inert(one.text)}{outcome}{reason}{due}{whose}{task}"


def pack_sheet(title: str, intro: str, sections: Sequence[Section]) -> str:
    """A pack for people outside of the team: a title, a sentence, and parts of the data meeting's agenda."""
    lines = [f"# {inert(title)}", "", inert(intro)]
    for section in sections:
        lines += ["", *section_lines(section)]
    return "\n".join(lines) + "\n"


def inert(text: str) -> str:
    """Words on one line with every sign that Markdown or HTML acts on behind a backslash; nothing in it is a link."""
    held = " ".join(safe_text(text, LONGEST).split())
    return _MARKUP.sub(r"\\\1", held)
