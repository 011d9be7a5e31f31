"""What the editor reads of the store beside the text, and how it tells it: slot, budgets, approval, where it stands."""

from collections.abc import Iterator
from datetime import datetime

from tweetplan.domain.approvals import wording
from tweetplan.domain.findings import Problem
from tweetplan.domain.post_life import BOARD, POST, WRITABLE
from tweetplan.domain.values import frozen
from tweetplan.tui.chrome import ago
from tweetplan.tui.paint import Line, Piece, Tone, cropped, width_of
from tweetplan.tui.screens.desk_rows import approval_lines, banner, comment_lines, when_words, zone_words
from tweetplan.tui.screens.editor_state import Work
from tweetplan.tui.screens.why import Reason, Why
from tweetplan.tui.widgets.scroll import LinesFor
from tweetplan.workspace import accounts, desk
from tweetplan.workspace.answers import BudgetEffect, effect
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.desk import PostView

MOST_BUDGETS = 6
"""The budgets shown, those in whose part the post counts first; `w` tells them all."""
PATH = ("draft", "in_review", "approved", "scheduled", "published")
"""The stages that the foot shows, beside the one the post is in."""


@frozen
class EditorView:
    """The post as it is stored, and what it means for its account."""

    stored: PostView | None
    """None while it is not stored yet."""
    zone: str
    """Of the account's readers: the times are told in it."""
    freezes: tuple[str, ...]
    effects: tuple[BudgetEffect, ...] = ()
    """What the post, with the fields typed here, does to the budgets of its account."""


@frozen
class Beside:
    """The lines beside and below the text."""

    slot: tuple[Line, ...]
    budgets: tuple[Line, ...]
    approval: tuple[Line, ...]
    foot: LinesFor


def view_of(ws: Workspace, work: Work) -> EditorView:
    """What the store says of this moment; raises `NotFound` when the post is gone."""
    from tweetplan.workspace.freezing import frozen as frozen_now

    account = accounts.get(ws, work.texts["account"] or work.base.account)
    held = frozen_now(ws, account.key)
    words = (f"frozen: {held.whose} by {held.login}: {held.reason}",) if held is not None else ()
    stored = desk.post_view(ws, work.base.id) if work.base.id else None
    try:
        effects = effect(ws, work.post())
    except Problem:
        effects = ()  # its slot or day cannot be counted in: the row of the slot says which it is
    return EditorView(stored, account.readers_zone, words, effects)


def waived(view: EditorView, work: Work) -> frozenset[str]:
    """The rules that were waived for the wording as it stands here; a change of the text is another wording."""
    stored = view.stored
    if stored is None or not stored.waivers or wording(work.post()) != (now := wording(stored.post)):
        return frozenset()
    return frozenset(each.rule for each in stored.waivers if each.hash == now)


def about(view: EditorView, work: Work, now: datetime, width: int) -> Beside:
    """The lines for the side (of this width) and the foot."""
    return Beside(
        tuple(_slot(view, now)),
        tuple(_budgets(view)),
        tuple(_approval(view, now, width)),
        lambda cells: _foot(view, work, now, cells),
    )


def _slot(view: EditorView, now: datetime) -> Iterator[Line]:
    slot = view.stored.slot if view.stored is not None else None
    if slot is None:
        yield (Piece("no slot: ctrl+t takes one", "dim"),)
        return
    late: Tone = "bad" if slot.at < now else ""
    yield (Piece(f"{when_words(slot.at, view.zone, now)} ", late or "bold"), Piece(zone_words(view.zone), "dim"))
    told = " · ".join(filter(None, (slot.plan, slot.intent, slot.topic, slot.goal, slot.title)))
    yield (Piece("passed · " if late else "", "bad"), Piece(told, "dim"))


def _budgets(view: EditorView) -> Iterator[Line]:
    counted = sorted(view.effects, key=lambda each: each.before.planned == each.after.planned)
    for each in counted[:MOST_BUDGETS]:
        count = f"{each.part} {each.before.planned:g}→{each.after.planned:g} of {each.after.window:g} "
        ok = each.after.verdict == "ok"
        tone: Tone = "good" if ok else "warn" if each.worse else "dim"
        yield (Piece(count), Piece(each.after.verdict, tone), Piece(f" {each.window}", "dim"))


def _approval(view: EditorView, now: datetime, width: int) -> Iterator[Line]:
    if view.stored is None:
        yield (Piece("stored first, then reviewed", "dim"),)
        return
    room = max(width - 4, 10)
    said = [*approval_lines(view.stored, now, room), *comment_lines(view.stored, now, room)]
    yield from ((line[0]._replace(text=line[0].text.strip()),) for line in said)
    if not said:
        yield (Piece("none asked for", "dim"),)


def _foot(view: EditorView, work: Work, now: datetime, width: int) -> tuple[Line, ...]:
    """`draft → [in review] → approved`, and who changed it last; above it what is frozen and who was faster."""
    post = work.base
    names = [stage for stage in BOARD if stage in PATH or stage == post.state]
    if post.state not in names:
        names = [post.state, *names]
    pieces: list[Piece] = [Piece(" ")]
    for at, stage in enumerate(names):
        here = stage == post.state and bool(post.id)
        text = f"[{POST.stage(stage).title}]" if here else POST.stage(stage).title
        pieces += [Piece(" → " if at else "", "dim"), Piece(text, "head" if here else "dim")]
    touched = view.stored.touched if view.stored is not None else None
    who = f"{touched.login} {ago(now, touched.at)}" if touched is not None and touched.login else "not stored"
    if work.changed:
        who = "not stored"
    elif post.state not in WRITABLE:
        who = "it can only be read"
    tail = Piece(f"  {who}", "warn" if work.changed else "dim")
    if width_of((*pieces, tail)) > width:
        rows: tuple[Line, ...] = (cropped(tuple(pieces), width), (Piece(" "), tail))
    else:
        rows = ((*pieces, tail),)
    behind = (
        ((Piece(f" {work.behind} changed this while you wrote: storing shows both.", "warn"),),) if work.behind else ()
    )
    return (*banner(view.freezes), *behind, *rows)


def why_of(view: EditorView, kind: str) -> Reason | None:
    """How what stands beside the text came about."""
    stored = view.stored
    if kind == "budget":
        return Why("Budgets with this post, planned and published", [(one.window, one.words) for one in view.effects])
    if kind != "approval" or stored is None:
        return None
    lines: list[str | tuple[str, str]] = [("asked for", f"{stored.standing.rule.mode} (T07)")]
    lines += [(f"{each.login} {each.at[:16]}", f"{each.verdict} {each.comment}".strip()) for each in stored.approvals]
    lines += [(option.title, option.why_not or "can be done") for option in stored.options]
    return Why("Approval", lines)
