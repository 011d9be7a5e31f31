"""What may go on a slot, as rows to choose from: drafts that fit, a new post, a trend; drafts that do not fit."""

from tweetplan.domain.posts import Post, Slot
from tweetplan.tui.paint import Piece
from tweetplan.tui.screens.calendar_grid import stage_words
from tweetplan.tui.widgets.row import Column, Row, blank, heading, note
from tweetplan.workspace import answers
from tweetplan.workspace.answers import Ask
from tweetplan.workspace.core import Workspace

WRITE, TREND, EDIT = "write", "trend", "edit"
COLUMNS = (Column(17), Column(), Column(22))


def choices(ws: Workspace, slot: Slot) -> list[Row]:
    """The drafts that bring what the slot asks for, then what else can be done with it, then the other drafts."""
    found, others = answers.for_slot(ws, slot.id)
    wants = ", ".join(map(_ask_words, found.asks)) or "anything"
    fits = [_draft_row(fit.post, Piece(", ".join(fit.fits), "good")) for fit in found.drafts]
    rows = [
        heading(f"It asks for {wants}"),
        *(fits or [note("no drafts", "no draft without a slot fits it")]),
        Row(WRITE, (Piece("new", "accent"), "Write a post for it", "")),
    ]
    if slot.plan == "elastic" and slot.at > ws.now:
        rows.append(Row(TREND, (Piece("trend", "accent"), "Take it for a trend, with its score (T21)", "")))
    rows.append(Row(EDIT, (Piece("edit", "accent"), "Say what the slot is for", "")))
    if others:
        rows += [blank("others"), heading("Drafts that are for something else")]
        rows += [_draft_row(post, Piece(_why_not(slot, post), "dim")) for post in others]
    return rows


def _ask_words(ask: Ask) -> str:
    return f"{ask.part} ({ask.short:g} short in {ask.window})" if ask.short else ask.part


def _draft_row(post: Post, said: Piece) -> Row:
    return Row(post.id, (Piece(stage_words(post), "dim"), Piece(post.title or "no text yet"), said))


def _why_not(slot: Slot, post: Post) -> str:
    """On which axis it is for something else, or on which day."""
    if post.planned_for is not None and post.planned_for != slot.day:
        return f"for {post.planned_for}"
    wanted = {"topic": "trend"} if slot.plan == "elastic" and not slot.topic else {}
    asked = {axis: str(getattr(slot, axis)) or wanted.get(axis, "") for axis in answers.ASKED}
    return ", ".join(
        held for axis, part in asked.items() if part and (held := str(getattr(post, axis))) and held != part
    )
