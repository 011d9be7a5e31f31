"""What the verbs of meetings print as JSON."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tweetplan.cli.decisions import row
from tweetplan.domain.reviews import Agenda, Decision, Review, Section
from tweetplan.workspace.rhythm import Due


def due_row(one: Due) -> dict[str, Any]:
    """A meeting with where it stands."""
    sitting = one.sitting
    return {
        "meeting": sitting.meeting.key, "title": sitting.meeting.title, "period": sitting.period.label,
        "from": sitting.period.first, "to": sitting.period.last, "day": sitting.day,
        "at": _instant(sitting.at), "zone": sitting.zone, "minutes": sitting.meeting.minutes, "state": one.state,
        "overdue": one.overdue, "moved_from": sitting.moved,
    }  # fmt: skip


def _instant(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%MZ}"


def review_row(one: Review) -> dict[str, Any]:
    """The record of a meeting."""
    return {
        "id": one.id, "meeting": one.kind, "period": one.period, "state": one.state, "held_at": one.held_at,
        "by": one.by, "attendance": one.attendance, "notes": one.notes,
    }  # fmt: skip


def agenda_row(made: Agenda, decisions: Iterable[Decision]) -> Mapping[str, Any]:
    """A whole agenda with the decisions of its meeting."""
    held = made.review
    return {
        **{name: value for name, value in due_row(Due(made.sitting, "")).items() if name not in ("state", "overdue")},
        "rule": made.sitting.meeting.rule,
        "people": made.places,
        "sections": [section_row(section) for section in made.sections],
        "held": review_row(held) if held is not None else None,
        "decisions": [row(one) for one in decisions],
    }


def section_row(section: Section) -> dict[str, Any]:
    """One part of an agenda."""
    items = [
        {
            "key": item.key, "text": item.text, "figures": dict(item.figures), "source": item.source or None,
            "complete_to": item.complete_to, "urgent": item.urgent,
        }
        for item in section.items
    ]  # fmt: skip
    return {"key": section.key, "title": section.title, "items": items, "empty": section.empty or None}
