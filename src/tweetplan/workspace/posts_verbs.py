"""The moves of a post as verbs: review, schedule, hold, drop, publish; each is one operation (T07)."""

from collections.abc import Collection, Sequence
from typing import Any

from tweetplan.domain.approvals import wording
from tweetplan.domain.budgets import DEAD_STATES
from tweetplan.domain.deliveries import OUT, Delivery
from tweetplan.domain.findings import CheckFailed, Conflict, Finding, UsageProblem
from tweetplan.domain.post_life import POST, PUBLISHED
from tweetplan.domain.posts import Approval, Comment, Post, Waiver
from tweetplan.domain.text import blank, storable
from tweetplan.storage import approvals as stored_approvals
from tweetplan.storage import calendar, deliveries
from tweetplan.storage import posts as stored
from tweetplan.workspace import approving
from tweetplan.workspace.core import Change, Workspace, instant_text
from tweetplan.workspace.names import one_line
from tweetplan.workspace.posts_moving import NEVER_WAIVED, Asked, called, get, land, move_in, opened, refuse
from tweetplan.workspace.posts_writing import on_slot

MOST_COMMENT = 2000
Findings = Sequence[Finding] | None


def _moved(ws: Workspace, verb: str, identity: str, expected: int | None, **wishes: Any) -> Post:
    with ws.operation(f"post.{verb}") as change:
        post = move_in(ws, change, opened(ws, change, identity, expected), verb, **wishes)
    return get(ws, post.id)


def submit(ws: Workspace, identity: str, findings: Findings = None, expected: int | None = None) -> Post:
    """Send a post to review; an error finding that nobody waived stands against it."""
    return _moved(ws, "submit", identity, expected, findings=findings)


def withdraw(ws: Workspace, identity: str, expected: int | None = None) -> Post:
    """Take a post that is in review, sent back or approved to draft again."""
    return _moved(ws, "withdraw", identity, expected)


def ask_changes(ws: Workspace, identity: str, comment: str, expected: int | None = None) -> Post:
    """Send a post back with what should be changed."""
    said = _said(comment, "comment that says what to change")
    with ws.operation("post.ask_changes") as change:
        post = opened(ws, change, identity, expected)
        refuse(Asked(ws, post), POST.move(post.state, "ask_changes"))
        _put_approval(ws, change, post, "changes", approving.reviewing_role(ws, post.account), said)
        land(ws, change, post, POST.move(post.state, "ask_changes"), why=said)
    return get(ws, post.id)


def approve(
    ws: Workspace, identity: str, comment: str = "", checked: Collection[str] = (), expected: int | None = None
) -> Post:
    """Say yes to the present wording; with the last yes that the account asks for, the post is approved.

    `checked` are the items of the account's checklist that were looked at: all of them, or it is refused (T20).
    """
    said = _said(comment, "comment") if comment.strip() else ""
    with ws.operation("post.approve") as change:
        post = opened(ws, change, identity, expected)
        move, asked = POST.move(post.state, "approve"), Asked(ws, post)
        refuse(asked, move, but=("complete",))
        rule = asked.standing.rule
        unseen = [item for item in rule.checklist if item not in checked]
        if unseen:
            found = [Finding("T20.checklist", "error", f"not looked at: {item}", post.id) for item in unseen]
            raise CheckFailed(f"{len(unseen)} of {len(rule.checklist)} items to check are open.", "", found)
        more = approving.missing_after_mine(ws, post, asked.standing)
        _put_approval(ws, change, post, "approved", approving.my_role(ws, post, asked.standing), said)
        change.summary = f"approved {called(post)}" + (f"; still to come: {', '.join(more)}" if more else "")
        if not more:
            land(ws, change, post, move)
        else:
            change.tell("post.submitted", f"{called(post)} waits for {', '.join(more)}", subject=post.id,
                        audience=approving.turn_roles(approving.standing_of(ws, post)))  # fmt: skip
    return get(ws, post.id)


def _put_approval(ws: Workspace, change: Change, post: Post, verdict: Any, role: str, said: str) -> None:
    at = instant_text(ws.clock())
    held = Approval(f"a{ws.new_id()}", post.id, ws.actor.login, at, verdict, wording(post), role, said)
    change.put(stored_approvals.APPROVALS, stored_approvals.row(held), expected=0)


def schedule(
    ws: Workspace, identity: str, slot: str = "", findings: Findings = None, expected: int | None = None
) -> Post:
    """Put a post on the schedule, on its slot or the one named; approval and checks stand guard."""
    with ws.operation("post.schedule") as change:
        post = opened(ws, change, identity, expected)
        POST.move(post.state, "schedule")
        held = on_slot(ws, post, slot).slot if slot else post.slot
        post = move_in(ws, change, post, "schedule", findings=findings, slot=held)
    return get(ws, post.id)


def unschedule(ws: Workspace, identity: str, expected: int | None = None) -> Post:
    """Take a post off the schedule; it stays approved, and keeps its slot."""
    return _moved(ws, "unschedule", identity, expected)


def hand_off(ws: Workspace, identity: str, where: str = "", expected: int | None = None) -> Post:
    """Note that a scheduled post was given to another tool, which `where` names (`buffer`), so that a freeze knows."""
    tool = one_line(where, "tool", 40, may_be_empty=True).lower() or "another tool"
    with ws.operation("post.hand_off") as change:
        post = move_in(ws, change, opened(ws, change, identity, expected), "hand_off")
        slot = calendar.slot(ws.db, post.slot) if post.slot else None
        at = instant_text(ws.clock())
        due = instant_text(slot.at) if slot else at
        given = Delivery(ws.new_id(), post.id, post.account, tool, "handed", due, at, wording(post),
                         said="noted by hand", login=ws.actor.login)  # fmt: skip
        change.put(deliveries.TABLE, deliveries.row(given), expected=0)
        change.summary += f" to {tool}"
    return get(ws, post.id)


def take_back(ws: Workspace, identity: str, why: str = "", expected: int | None = None) -> Post:
    """Note that a post was taken out of the tool that it was handed to."""
    with ws.operation("post.take_back") as change:
        reason = one_line(why, "reason", may_be_empty=True)
        post = move_in(ws, change, opened(ws, change, identity, expected), "take_back", why=reason)
        for each in deliveries.of_post(ws.db, post.id):
            if each.state in OUT:
                said = {"state": "cancelled", "at": instant_text(ws.clock()), "said": "taken back"}
                change.put(deliveries.TABLE, {"id": each.id, **said})
    return get(ws, post.id)


def hold(ws: Workspace, identity: str, reason: str, expected: int | None = None) -> Post:
    """Keep a post back, with the reason."""
    return _moved(ws, "hold", identity, expected, why=one_line(reason, "reason for holding it"))


def release(ws: Workspace, identity: str, expected: int | None = None) -> Post:
    """Let a held post go on from the stage it was in; refused for one whose slot has passed: nothing fires late."""
    return _moved(ws, "release", identity, expected)


def drop(ws: Workspace, identity: str, reason: str = "", expected: int | None = None) -> Post:
    """Give a post up; its slot is free again."""
    why = one_line(reason, "reason", may_be_empty=True)
    return _moved(ws, "drop", identity, expected, why=why, slot="")


def revive(ws: Workspace, identity: str, expected: int | None = None) -> Post:
    """Take an expired or dropped post up again as a draft; a slot that has passed, or that another took, is left."""
    with ws.operation("post.revive") as change:
        post = opened(ws, change, identity, expected)
        slot = calendar.slot(ws.db, post.slot) if post.slot else None
        free = not any(
            each.id != post.id and each.state not in DEAD_STATES for each in stored.on_slot(ws.db, post.slot)
        )
        held = post.slot if slot and slot.at > ws.now and free else ""
        post = move_in(ws, change, post, "revive", slot=held)
    return get(ws, post.id)


def comment(ws: Workspace, identity: str, text: str) -> Comment:
    """Say something about a post."""
    said = _said(text, "comment")
    with ws.operation("post.comment") as change:
        post = get(ws, identity)
        held = Comment(f"c{ws.new_id()}", post.id, ws.actor.login, instant_text(ws.clock()), said)
        change.put(stored_approvals.COMMENTS, stored_approvals.row(held), expected=0)
        change.summary = f"commented on {called(post)}"
    return held


def waive(ws: Workspace, identity: str, rule: str, reason: str) -> Waiver:
    """Take responsibility for a finding of this wording, with the reason; what X itself refuses cannot be waived."""
    why = one_line(reason, "reason of a waiver", 500)
    named = one_line(rule, "rule", 100)
    if named.startswith(NEVER_WAIVED):
        raise UsageProblem(f"{named} cannot be waived: X would not take the post.")
    with ws.operation("post.waive") as change:
        post = get(ws, identity)
        at = instant_text(ws.clock())
        held = Waiver(f"w{ws.new_id()}", post.id, named, ws.actor.login, at, why, wording(post))
        change.put(stored_approvals.WAIVERS, stored_approvals.row(held), expected=0)
        change.summary = f"waived {named} for {called(post)}: {why}"
    return held


def published(ws: Workspace, identity: str, x_id: str, url: str = "", expected: int | None = None) -> Post:
    """Note that a post is out, with its id on X; refused while an approval that is asked for is missing (T07)."""
    with ws.operation("post.published") as change:
        post = opened(ws, change, identity, expected)
        if post.state == PUBLISHED and post.x_id == x_id:
            return post
        publish_in(ws, change, post, x_id, url)
    return get(ws, post.id)


def publish_in(ws: Workspace, change: Change, post: Post, x_id: str, url: str = "") -> Post:
    """As `published`, inside an operation that somebody else began (a publisher's, an import's)."""
    if not x_id.isdigit() or len(x_id) > 25:
        raise UsageProblem(f"{x_id!r} is not the id of a post on X.", "It is the number at the end of its link.")
    others = [each for each in stored.of_x_id(ws.db, x_id) if each.id != post.id]
    if others:
        raise Conflict(f"{called(others[0])} is this post on X already ({others[0].id}).")
    return move_in(ws, change, post, "publish", x_id=x_id, url=url or post.url)


def confirm(ws: Workspace, change: Change, identity: str, x_id: str, url: str = "") -> Finding | None:
    """Note what an import found of a post: its id on X, and that it is out if it might be, else a finding (T07).

    A post that is out without the approval it needs keeps its stage; one that is published already only gets its id.
    """
    post = get(ws, identity)
    known = {"id": post.id, "x_id": post.x_id or x_id, "url": post.url or url}
    if post.state == PUBLISHED:
        change.put(stored.TABLE, known)
        return None
    others = [each for each in stored.of_x_id(ws.db, x_id) if each.id != post.id]
    if others:
        said = f"{called(post)} looks like what {called(others[0])} is on X already ({others[0].id})"
        return Finding("T07.posted-twice", "warning", said, post.id, "Say which it is with `tweetplan post match`.")
    try:
        publish_in(ws, change, post, x_id, url)
        return None
    except (CheckFailed, Conflict) as problem:
        change.put(stored.TABLE, known)
        title = POST.stage(post.state).title
        said = f"{called(post)} is out on X, and it is {title} here: {problem.message}"
        return Finding("T07.posted-unapproved", "warning", said, post.id, "Ask who posted it, and by what right.")


def _said(text: str, what: str) -> str:
    said = text.strip()
    if blank(said):
        raise UsageProblem(f"The {what} is empty.")
    if len(said) > MOST_COMMENT or storable(said)[1]:
        raise UsageProblem(f"The {what} has {len(said)} characters, or one that cannot be stored.", "2,000 at most.")
    return said
