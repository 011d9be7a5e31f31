"""How a post moves: the one function behind every verb, and the guards that its table names (T07)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tweetplan.domain.approvals import Standing, wording
from tweetplan.domain.findings import CheckFailed, Finding, NotFound, UsageProblem
from tweetplan.domain.lifecycle import Move
from tweetplan.domain.outgoing import wordless
from tweetplan.domain.post_content import content_problems
from tweetplan.domain.post_life import POST, SCHEDULED
from tweetplan.domain.posts import Post, Slot
from tweetplan.storage import approvals as stored_approvals
from tweetplan.storage import calendar, deliveries, freezes
from tweetplan.storage import posts as stored
from tweetplan.workspace import approving
from tweetplan.workspace.core import Change, Workspace, instant_text

NEVER_WAIVED = ("X.",)
"""Rules by which X itself refuses a post: no reason makes it take one."""


def get(ws: Workspace, identity: str) -> Post:
    """The post of this id, or whose id alone begins with it; raises `NotFound`, or `UsageProblem` when several do."""
    exact = stored.one(ws.db, identity)
    if exact is not None:
        return exact
    found = stored.starting(ws.db, identity) if identity else ()
    if len(found) > 1:
        raise UsageProblem(f"More than one post begins with {identity!r}.", "Type more of its id.")
    if not found:
        raise NotFound(f"There is no post {identity!r}.", "`tweetplan post list` shows them with their ids.")
    return found[0]


def called(post: Post) -> str:
    """The post in a few words, for the log: its first line in quotation marks, or its id."""
    title = post.title
    return f"“{title[:60]}{'…' if len(title) > 60 else ''}”" if title else f"post {post.id}"


@dataclass
class Asked:
    """A move that somebody asks for: what its guards look at."""

    ws: Workspace
    post: Post
    findings: Sequence[Finding] | None = None
    """What the checks said of the text, where they ran; a session cannot call plugins and gives none."""

    @cached_property
    def standing(self) -> Standing:
        """How far the approval of the present wording has come."""
        return approving.standing_of(self.ws, self.post)

    @cached_property
    def slot(self) -> Slot | None:
        """The post's slot, if it has one that is there."""
        return calendar.slot(self.ws.db, self.post.slot) if self.post.slot else None


Guard = Callable[[Asked], Iterable[Finding]]
"""Says what stands against a move, as errors; nothing when it may be made."""


def _no(rule: str, message: str, remedy: str = "") -> list[Finding]:
    return [Finding(rule, "error", message, "", remedy)]


def _has_text(asked: Asked) -> Iterable[Finding]:
    if wordless(asked.post):
        return _no("T07.no-text", "It has no text, or a part of its thread has none.", "Write it first.")
    return ()


def _no_errors(asked: Asked) -> Iterable[Finding]:
    found = [*content_problems(asked.post.content)]
    errors = [each for each in asked.findings or () if each.severity == "error"]
    if errors:
        now = wording(asked.post)
        waived = {each.rule for each in stored_approvals.waivers(asked.ws.db, asked.post.id) if each.hash == now}
        found += [each for each in errors if each.rule not in waived or each.rule.startswith(NEVER_WAIVED)]
    return found


def _may_review(asked: Asked) -> Iterable[Finding]:
    try:
        approving.my_role(asked.ws, asked.post, asked.standing)
    except ValueError as error:
        return _no("T07.not-yours", f"{asked.ws.actor.login} may not say yes or no to it: {error}.")
    return ()


def _may_object(asked: Asked) -> Iterable[Finding]:
    """Whoever has one of the roles that approve, in turn or not, also after a yes of theirs; never the author."""
    me, roles = asked.ws.actor.login, asked.standing.rule.roles
    member = approving.member_of(asked.ws, me)
    if me == approving.author_of(asked.post):
        return _no("T07.not-yours", "It is your own wording.", "Take it back from review instead.")
    if roles and member is not None and not set(roles) & set(member.roles):
        return _no("T07.not-yours", f"{me} does not review for {asked.post.account}: {', '.join(roles)} do.")
    return ()


def _complete(asked: Asked) -> Iterable[Finding]:
    more = approving.missing_after_mine(asked.ws, asked.post, asked.standing)
    return _no("T07.more-to-come", f"{', '.join(more)} still to come.") if more else ()


def _valid_approval(asked: Asked) -> Iterable[Finding]:
    missing = asked.standing.missing
    if not missing:
        return ()
    void = " What was approved was another wording." if asked.standing.void else ""
    said = f"It is not approved: {', '.join(missing)} still to come.{void}"
    return _no("T07.not-approved", said, "Send it to review with `tweetplan post submit`.")


def _has_slot(asked: Asked) -> Iterable[Finding]:
    slot = asked.slot
    if slot is None:
        return _no("T07.no-slot", "It has no slot.", "Name one: `tweetplan post schedule ID --slot SLOT`.")
    if slot.at <= asked.ws.now:
        said = f"Its slot passed on {slot.day} at {slot.time} ({slot.zone})."
        return _no("T07.slot-passed", said, f"`tweetplan post edit {asked.post.id} --slot SLOT` gives it another one.")
    return ()


def _not_frozen(asked: Asked) -> Iterable[Finding]:
    for freeze in freezes.in_force(asked.ws.db, asked.post.account):
        said = f"{freeze.login} froze {freeze.whose} at {freeze.at}: {freeze.reason}"
        return _no("T18.frozen", said, "`tweetplan release` ends it.")
    return ()


def _not_too_late(asked: Asked) -> Iterable[Finding]:
    """Nothing fires late: what goes back on the schedule has its slot to come (T18)."""
    return _has_slot(asked) if asked.post.before == SCHEDULED else ()


def _not_out(asked: Asked) -> Iterable[Finding]:
    """What a publisher had, wholly or in part, is sent by nobody else before a person has looked on X."""
    states = {each.state for each in deliveries.of_post(asked.ws.db, asked.post.id)}
    if states & {"intended", "unknown"}:
        remedy = "Look on X, then `tweetplan publish resolve`."
        return _no("T07.outcome-unknown", "Nobody knows whether it is out.", remedy)
    if "done" in states:
        remedy = "Finish it by hand and confirm it with `tweetplan post published`, or drop it."
        return _no("T07.out-in-part", "A part of it is out on X already.", remedy)
    return ()


GUARDS: Mapping[str, Guard] = {
    "has_text": _has_text,
    "no_errors": _no_errors,
    "may_review": _may_review,
    "may_object": _may_object,
    "complete": _complete,
    "valid_approval": _valid_approval,
    "has_slot": _has_slot,
    "not_frozen": _not_frozen,
    "not_too_late": _not_too_late,
    "not_out": _not_out,
}
"""What each name in the table's `guards` means, in the one place where it is checked."""


def against(asked: Asked, move: Move, but: Collection[str] = ()) -> tuple[Finding, ...]:
    """What stands against a move, as errors, all of it (less the guards in `but`); nothing when it may be made."""
    found: list[Finding] = []
    if move.roles:
        me = approving.member_of(asked.ws, asked.ws.actor.login)
        if me is not None and not set(me.roles) & set(move.roles):
            found += _no("T02.role", f"`{move.verb}` is for {' or '.join(move.roles)}.")
    for name in move.guards:
        found += GUARDS[name](asked) if name not in but else ()
    return tuple(found)


def refuse(asked: Asked, move: Move, but: Collection[str] = ()) -> None:
    """Raises `CheckFailed` naming what stands against a move, if anything does."""
    found = against(asked, move, but)
    if found:
        title = POST.stage(asked.post.state).title
        message = f"{called(asked.post)} ({title}) was not {move.said}: {found[0].message}"
        raise CheckFailed(message, found[0].remedy, found)


def opened(ws: Workspace, change: Change, identity: str, expected: int | None = None) -> Post:
    """The post as it is inside an operation; raises `Conflict` when it is not the version that the caller saw."""
    post = get(ws, identity)
    if expected is not None:
        change.put(stored.TABLE, stored.row(post), expected)
    return post


def move_in(
    ws: Workspace,
    change: Change,
    post: Post,
    verb: str,
    *,
    why: str = "",
    findings: Sequence[Finding] | None = None,
    **values: Any,
) -> Post:
    """Make one move of the table inside an operation: check its guards, set the stage, and log it in words.

    `values` are further fields of the post that change with it; the guards see them. Raises `Conflict` when there is
    no such move from the post's stage, `CheckFailed` when a guard stands against it.
    """
    move = POST.move(post.state, verb)
    post = replace(post, **values)
    refuse(Asked(ws, post, findings), move)
    return land(ws, change, post, move, why)


def land(ws: Workspace, change: Change, post: Post, move: Move, why: str = "") -> Post:
    """Set the stage that a move leads to, log it in words and tell people; its guards were checked."""
    target = post.before if move.target == "*" else move.target
    moved = replace(post, state=target, before=post.state, since=instant_text(ws.clock()), why=why)
    change.put(stored.TABLE, stored.row(moved))
    change.summary = change.summary or f"{move.said}: {called(post)}"
    _tell(ws, change, moved, move.verb)
    return replace(moved, version=change.seq)


def _tell(ws: Workspace, change: Change, post: Post, verb: str) -> None:
    """Tell those whose turn it is, or whose post it is."""
    me, name, why = ws.actor.login, called(post), f": {post.why}" if post.why else ""
    owner = (post.owner,) if post.owner else ()
    if verb == "submit":
        roles = approving.turn_roles(approving.standing_of(ws, post))
        change.tell("post.submitted", f"{me} sent {name} to review", subject=post.id, audience=roles)
    elif verb == "approve":
        change.tell("post.approved", f"{me} approved {name}", subject=post.id, audience=owner)
    elif verb == "ask_changes":
        change.tell("post.changes_asked", f"{me} asks for changes in {name}{why}", subject=post.id, audience=owner)
    elif verb == "expire":
        change.tell("post.expired", f"{name} expired{why}", subject=post.id, audience=owner)
