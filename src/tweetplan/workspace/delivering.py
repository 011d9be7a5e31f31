"""Delivering: a due post is claimed for its publisher, the intent stored before the call and the outcome after it.

What nobody knows the outcome of is held for a person and never repeated; what is late does not go out by itself.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from tweetplan.domain.approvals import wording
from tweetplan.domain.deliveries import Delivery
from tweetplan.domain.draft import Picture
from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.goals import Account
from tweetplan.domain.outgoing import outgoing_parts
from tweetplan.domain.post_life import HANDED_OFF, HELD, POST, SCHEDULED
from tweetplan.domain.posts import Post, Slot
from tweetplan.domain.publishing import Outgoing, Published, id_in
from tweetplan.domain.values import frozen
from tweetplan.storage import accounts as stored_accounts
from tweetplan.storage import board, calendar, settings
from tweetplan.storage import deliveries as stored
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import accounts, approving, freezing
from tweetplan.workspace.core import Change, Workspace, instant_text
from tweetplan.workspace.posts_moving import called, get, move_in
from tweetplan.workspace.posts_verbs import confirm
from tweetplan.workspace.rules import lateness

PUBLISHER, WAIT = "publisher:", "publish.wait:"
"""Settings by account: the publisher that it chose; until when X (or whoever) wants no more."""
OUTBOX = "outbox"
"""The folder beside the workspace for publishers that write files."""
LOOK = "outcome unknown: look on X, then `tweetplan publish resolve`"


@frozen
class Claim:
    """One part of a due post that is ours to publish: its intent is stored."""

    delivery: Delivery
    post: Post
    account: Account
    outgoing: Outgoing

    @property
    def last(self) -> bool:
        """Whether nothing of the post comes after it."""
        return self.outgoing.number >= len(self.outgoing.thread)


@frozen
class Due:
    """A post whose time has come, and what keeps it from going out, if anything does."""

    post: Post
    slot: Slot
    publisher: str
    against: str = ""
    """Why it is held for a person instead; empty when it may go."""


def publisher_of(ws: Workspace, account: str) -> str:
    """The publisher that an account chose; empty when it has none: then nothing goes out by itself."""
    return str(settings.values(ws.db, (PUBLISHER + account,)).get(PUBLISHER + account, ""))


def use_publisher(ws: Workspace, handle: str, publisher: str) -> str:
    """Choose the publisher of an account by its name; '' or `none` for none. Returns what then holds."""
    account = accounts.get(ws, handle)
    name = "" if publisher in ("", "none") else publisher
    with ws.operation("publisher.set") as change:
        if name:
            change.put("settings", settings.row(PUBLISHER + account.key, name))
        else:
            change.remove("settings", PUBLISHER + account.key)
        change.summary = f"{account.handle} publishes by {name or 'hand'}"
    return name


def due(ws: Workspace, account: str = "") -> tuple[Due, ...]:
    """The scheduled posts whose slot has come, on accounts with a publisher that are not frozen, the oldest first."""
    now, found = ws.now, list[Due]()
    for row in board.past_their_slot(ws.db, SCHEDULED, instant_text(now + timedelta(seconds=1))):
        post = stored_posts.value(board.of_row(row))
        looked = _due(ws, post, now) if not account or post.account == account else None
        if looked is not None:
            found.append(looked)
    return tuple(found)


def waits_until(ws: Workspace, account: str) -> str:
    """The instant before which an account's publisher wants no more; empty when it never said."""
    return str(settings.values(ws.db, (WAIT + account,)).get(WAIT + account, ""))


def _due(ws: Workspace, post: Post, now: datetime) -> Due | None:
    slot = calendar.slot(ws.db, post.slot) if post.slot else None
    publisher = publisher_of(ws, post.account)
    if post.state != SCHEDULED or slot is None or slot.at > now or not publisher:
        return None
    if freezing.frozen(ws, post.account) is not None or _waits(ws, post.account, now):
        return None
    return Due(post, slot, publisher, _against(ws, post, slot, now))


def _against(ws: Workspace, post: Post, slot: Slot, now: datetime) -> str:
    """Why a person must look at it first; empty when nothing is in the way."""
    before = [each for each in stored.of_post(ws.db, post.id) if each.state in ("intended", "unknown", "done")]
    if any(each.state == "unknown" for each in before):
        return LOOK
    if before:
        return "part of it may be out already: look on X, and finish it by hand"
    if now - slot.at > lateness(ws):
        late = int((now - slot.at).total_seconds() // 60)
        return f"its time passed {late} minutes ago, and nothing fires late: give it another slot"
    if not approving.standing_of(ws, post).valid:
        return "this wording is not approved"
    return "" if all(part.strip() for part in outgoing_parts(post)) or post.content.pictures else "it has no text"


def _waits(ws: Workspace, account: str, now: datetime) -> bool:
    until = waits_until(ws, account)
    return bool(until) and datetime.fromisoformat(until) > now


def claim(ws: Workspace, post_id: str, unfit: Callable[[Post], str] = lambda post: "") -> Claim | Due | None:
    """Look at a due post again inside a transaction and store the intent to publish its first part.

    A post that may not go, or of which `unfit` says why not, is held instead (the `Due` says why); None when it is not
    due any more.
    """
    with ws.operation("publish.intend") as change:
        post = stored_posts.one(ws.db, post_id)
        looked = _due(ws, post, ws.now) if post else None
        if looked is None:
            return None
        looked = replace(looked, against=looked.against or unfit(looked.post))
        if looked.against:
            _hold(ws, change, looked.post, looked.against)
            change.tell("publish.refused", f"{called(looked.post)} was held: {looked.against}", subject=post_id)
            return looked
        return _intend(ws, change, looked.post, looked.slot, looked.publisher, "d" + ws.new_id(), 1, "")


def claim_next(ws: Workspace, before: Claim, took: int, x_id: str) -> Claim | None:
    """Store the intent to publish the next part of a thread; None when the post was stopped or changed meanwhile."""
    with ws.operation("publish.intend") as change:
        post, number = stored_posts.one(ws.db, before.post.id), before.outgoing.number + took
        slot = calendar.slot(ws.db, before.post.slot)
        frozen_now = freezing.frozen(ws, before.post.account) is not None
        if (
            post is None
            or slot is None
            or frozen_now
            or post.state != SCHEDULED
            or wording(post) != before.delivery.hash
        ):
            if post is not None:
                _hold(ws, change, post, f"stopped in the middle: {_out(ws, post)}")
            return None
        base = before.delivery.id.rpartition(".")[0]
        return _intend(ws, change, post, slot, before.delivery.by_tool, base, number, x_id)


def _intend(
    ws: Workspace, change: Change, post: Post, slot: Slot, publisher: str, base: str, number: int, x_id: str
) -> Claim:
    parts = outgoing_parts(post)
    account = stored_accounts.one(ws.db, post.account)
    if account is None:
        raise NotFound(f"There is no account {post.account}.")
    delivery = Delivery(
        id=f"{base}.{number}", post=post.id, account=post.account, by_tool=publisher, state="intended",
        due=instant_text(slot.at), at=instant_text(ws.clock()), hash=wording(post), login=ws.actor.login,
    )  # fmt: skip
    change.put(stored.TABLE, stored.row(delivery), expected=0)
    which = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
    change.summary = f"gives {called(post)}{which} to {publisher}"
    first, place = number == 1, ws.db.path.parent
    outgoing = Outgoing(
        id=delivery.id, post=post.id, account=account.handle, text=parts[number - 1], due=delivery.due, thread=parts,
        number=number, pictures=tuple(_whole(each, ws) for each in post.content.pictures) if first else (),
        poll=post.content.poll if first else None, reply_to=post.content.reply_to if first else "",
        in_reply_to=x_id or id_in(post.content.reply_to), folder=str(place / OUTBOX),
    )  # fmt: skip
    return Claim(delivery, post, account, outgoing)


def _whole(picture: Picture, ws: Workspace) -> Picture:
    """A picture with its whole path: one that is not is meant from the workspace's folder on."""
    if "://" in picture.path:
        return picture
    return replace(picture, path=str(ws.db.path.parent / picture.path))


def done(ws: Workspace, claimed: Claim, answer: Published) -> Post:
    """Store that a part is out (or laid ready for a person), and with the last part that the post is."""
    with ws.operation("publish.done") as change:
        post, state = get(ws, claimed.post.id), "done" if answer.x_id else "handed"
        _settle(ws, change, claimed.delivery, state, answer.said, answer.x_id, answer.url)
        if claimed.outgoing.number + answer.took <= len(claimed.outgoing.thread):
            change.summary = f"published part {claimed.outgoing.number} of {called(post)}"
            return post
        change.summary = f"published {called(post)} by {claimed.delivery.by_tool}"
        if answer.x_id:
            first = next((each for each in _parts(ws, claimed.delivery) if each.x_id), None)
            finding = confirm(
                ws, change, post.id, first.x_id if first else answer.x_id, first.url if first else answer.url
            )
            change.tell("publish.done", finding.message if finding else f"{called(post)} is out", subject=post.id)
        elif post.state == SCHEDULED:
            move_in(ws, change, post, "hand_off")
            change.tell("publish.done", f"{called(post)} lies ready: {answer.said}", subject=post.id)
        else:
            _hold(ws, change, post, f"it was stopped while it was laid ready: {answer.said}")
    return get(ws, claimed.post.id)


def refused(ws: Workspace, claimed: Claim, why: str) -> None:
    """Store that a part is certainly not out and never will be as it is; the post is held with the reason."""
    with ws.operation("publish.refused") as change:
        post = get(ws, claimed.post.id)
        _settle(ws, change, claimed.delivery, "refused", why)
        _hold(ws, change, post, f"refused by {claimed.delivery.by_tool}: {why}{_out(ws, post)}")
        change.summary = f"{claimed.delivery.by_tool} refused {called(post)}: {why}"
        change.tell("publish.refused", change.summary, subject=post.id)


def unknown(ws: Workspace, delivery: Delivery, why: str) -> None:
    """Store that nobody knows whether a part is out: the post is held, and never tried again by itself."""
    with ws.operation("publish.unknown") as change:
        post = get(ws, delivery.post)
        _settle(ws, change, delivery, "unknown", why)
        _hold(ws, change, post, f"{LOOK} ({why}){_out(ws, post)}")
        change.summary = f"nobody knows whether {called(post)} is out: {why}"
        change.tell("publish.unknown", change.summary, subject=post.id)


def later(ws: Workspace, claimed: Claim, why: str, until: datetime) -> None:
    """Store that a part is not out yet and when to come again; the middle of a thread does not wait, it is held."""
    with ws.operation("publish.later") as change:
        post = get(ws, claimed.post.id)
        _settle(ws, change, claimed.delivery, "cancelled", f"{why}; again from {instant_text(until)}")
        change.put("settings", settings.row(WAIT + post.account, instant_text(until)))
        change.summary = f"{called(post)} waits until {instant_text(until)}: {why}"
        if claimed.outgoing.number > 1:
            _hold(ws, change, post, f"stopped in the middle: {why}{_out(ws, post)}")
            change.tell("publish.refused", f"{called(post)} stopped in the middle: {why}", subject=post.id)


def sweep(ws: Workspace) -> tuple[str, ...]:
    """Hold every post whose publishing was cut off (no outcome is stored); only whoever has the turn may call it."""
    left = stored.in_states(ws.db, ("intended",))
    for delivery in left:
        unknown(ws, delivery, "the publishing was cut off")
    return tuple(dict.fromkeys(each.post for each in left))


def cut_off(ws: Workspace) -> bool:
    """Whether an intent has no outcome: a run is under way, or was cut off."""
    return bool(stored.in_states(ws.db, ("intended",)))


def unknowns(ws: Workspace) -> tuple[Delivery, ...]:
    """The deliveries that wait for somebody to look."""
    return stored.in_states(ws.db, ("unknown",))


def resolve(ws: Workspace, identity: str, verdict: str, url: str = "") -> Post:
    """What a person found on X: `posted` with the link, or `not-posted`; `identity` is the post's or the delivery's."""
    if verdict not in ("posted", "not-posted"):
        raise UsageProblem(f"It was posted or not-posted, not {verdict!r}.")
    with ws.operation("publish.resolve") as change:
        waiting = [each for each in unknowns(ws) if identity in (each.post, each.id) or each.post.startswith(identity)]
        if not identity or not waiting:
            raise NotFound(f"Nothing of unknown outcome is {identity!r}.", "`tweetplan publish unknown` lists it.")
        if len({each.post for each in waiting}) > 1:
            raise UsageProblem(f"More than one post begins with {identity!r}.", "Type more of its id.")
        delivery, post = waiting[0], get(ws, waiting[0].post)
        who = f"said {ws.actor.login}"
        if verdict == "posted":
            x_id = id_in(url)
            if not x_id:
                raise UsageProblem(f"{url!r} is no link of a post on X.", "Such as https://x.com/acme/status/123.")
            _settle(ws, change, delivery, "done", who, x_id, url if "/" in url else "")
            if len(outgoing_parts(post)) > _number(delivery):
                _hold(ws, change, post, f"stopped in the middle{_out(ws, post)}: finish it by hand")
            else:
                first = _parts(ws, delivery)[0]
                confirm(ws, change, post.id, first.x_id or x_id, first.url or (url if "/" in url else ""))
            change.summary = f"found {called(post)} on X"
            return get(ws, post.id)
        _settle(ws, change, delivery, "cancelled", f"not posted, {who}")
        change.summary = f"found that {called(post)} is not on X"
        slot = calendar.slot(ws.db, post.slot) if post.slot else None
        if _number(delivery) > 1:
            _hold(ws, change, post, f"stopped in the middle{_out(ws, post)}: finish it by hand")
        elif freezing.frozen(ws, post.account) is not None:
            _hold(ws, change, post, "it is not on X, and the account is frozen: release the post after that")
        elif slot is not None and slot.at + lateness(ws) > ws.now and post.state == HELD and post.before == SCHEDULED:
            back = replace(post, state=SCHEDULED, before=HELD, since=instant_text(ws.clock()), why="")
            change.put(stored_posts.TABLE, stored_posts.row(back))
        else:
            _hold(ws, change, post, "it is not on X, and its time has passed: give it another slot")
    return get(ws, post.id)


def _settle(
    ws: Workspace, change: Change, delivery: Delivery, state: str, said: str, x_id: str = "", url: str = ""
) -> None:
    held = {"id": delivery.id, "state": state, "at": instant_text(ws.clock()), "said": said[:500],
            "x_id": x_id, "url": url}  # fmt: skip
    change.put(stored.TABLE, held)


def _hold(ws: Workspace, change: Change, post: Post, why: str) -> None:
    """Hold a post, or say anew why it is held; one that was moved on by somebody stays where they put it."""
    if post.state in (SCHEDULED, HANDED_OFF) and any(move.verb == "hold" for move in POST.open_moves(post.state)):
        move_in(ws, change, post, "hold", why=why)
    elif post.state == HELD:
        change.put(stored_posts.TABLE, {"id": post.id, "why": why})


def _number(delivery: Delivery) -> int:
    """Which part of the thread a delivery is of."""
    return int(delivery.id.rpartition(".")[2])


def _parts(ws: Workspace, delivery: Delivery) -> list[Delivery]:
    """The deliveries of one attempt at a post, in the thread's order."""
    base = delivery.id.rpartition(".")[0]
    found = [each for each in stored.of_post(ws.db, delivery.post) if each.id.rpartition(".")[0] == base]
    return sorted(found, key=_number)


def _out(ws: Workspace, post: Post) -> str:
    """What of a thread is out, in words; empty when nothing is, or nothing more can be said."""
    parts = outgoing_parts(post)
    found = [each for each in stored.of_post(ws.db, post.id) if each.state == "done" and each.x_id]
    if len(parts) < 2 or not found:
        return ""
    links = ", ".join(each.url or each.x_id for each in found)
    return f"; {len(found)} of {len(parts)} parts are out: {links}"
