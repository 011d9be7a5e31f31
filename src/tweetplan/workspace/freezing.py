"""The freeze: one verb that holds all publishing at once, and says what it cannot hold (T18).

Posts that are scheduled here become held; posts in other tools are listed, each with who pauses it and how long there
is. After the release nothing fires late: what is overdue waits until somebody keeps, moves or drops it. After a crisis
every post waits so, one by one, and each step is a line of the crisis' thread.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.freezes import HERE, TOOLS, Answer, Found, Freeze, FrozenPost, Standing, minutes_left, tool_title
from tweetplan.domain.goals import handle_key
from tweetplan.domain.post_life import APPROVED, DROPPED, HELD, POST, SCHEDULED
from tweetplan.domain.posts import Post
from tweetplan.domain.values import frozen as value
from tweetplan.storage import calendar
from tweetplan.storage import freezes as stored
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import accounts, crisis_log, crisis_rights
from tweetplan.workspace.core import Change, Workspace, instant_text
from tweetplan.workspace.rules import rules

CONFIRM = "freeze.confirm_minutes"


@value
class Released:
    """What a release did: what went back on the schedule, what waits for an answer, what to resume elsewhere."""

    freezes: tuple[Freeze, ...]
    back: tuple[str, ...]
    """The ids of the posts that are scheduled again."""
    overdue: tuple[str, ...]
    """Those that wait for keep, move or drop: their time has passed, or a crisis had stopped them."""
    resume: dict[str, int]
    """Tools in which posts were paused, with how many: they go on there by hand."""


def frozen(ws: Workspace, account: str = "") -> Freeze | None:
    """The freeze that stops an account now (of all accounts, when none is named: any); None when nothing does."""
    found = stored.in_force(ws.db, handle_key(account) if account else "")
    return found[0] if found else None


def refuse_frozen(ws: Workspace, account: str) -> None:
    """The guard `not_frozen`: raises `Conflict` naming who froze the account, when and why."""
    held = frozen(ws, account)
    if held is not None:
        raise Conflict(
            f"{held.login} froze {held.whose} at {held.at}: {held.reason}",
            "`tweetplan release` ends it; `tweetplan freeze status` says what waits.",
        )


def freeze(ws: Workspace, reason: str, *, account: str = "", minutes: int | None = None, crisis: str = "") -> Standing:
    """Hold every scheduled post of an account (of all, when none is named), in one transaction; says what it found."""
    with ws.operation("freeze") as change:
        made = freeze_in(ws, change, reason, account=account, minutes=minutes, crisis=crisis)
        change.summary = f"froze {made.whose}: {made.reason}"
    return standing(ws, made)


def freeze_in(
    ws: Workspace, change: Change, reason: str, *, account: str = "", minutes: int | None = None, crisis: str = ""
) -> Freeze:
    """As `freeze`, inside an operation that somebody else began (a crisis is opened and everything stops at once)."""
    if not reason.strip():
        raise UsageProblem("A freeze says why.", "`tweetplan freeze --reason …`: everybody will read it.")
    key = accounts.get(ws, account).key if account else ""
    already = next((each for each in stored.in_force(ws.db, key) if each.account in ("", key)), None)
    if already is not None and already.account == key and (not crisis or already.crisis == crisis):
        raise Conflict(f"{already.login} froze {already.whose} already, at {already.at}: {already.reason}")
    now = ws.clock()
    wait = rules(ws).whole(CONFIRM) if minutes is None else minutes
    if wait < 1:
        raise UsageProblem(f"Confirmations take some time: {wait} minutes are too few.", "Name at least 1.")
    made = Freeze(ws.new_id(), key, reason.strip(), ws.actor.login, instant_text(now), crisis,
                  confirm_by=instant_text(now + timedelta(minutes=wait)))  # fmt: skip
    change.put(stored.TABLE, stored.row(made))
    here, tools = 0, dict[str, int]()
    for row in stored.to_hold(ws.db, key):
        post = stored_posts.value({name: row[name] for name in row.keys() if name not in ("slot_at", "tool")})
        place = HERE if post.state == SCHEDULED else str(row["tool"]) or "another tool"
        found = FrozenPost(f"{made.id}.{post.id}", made.id, post.id, place, str(row["slot_at"]), post.owner)
        change.put(stored.FOUND, stored.row(found))
        if place == HERE:
            here += 1
            _move(change, post, "hold", HELD, now, f"frozen: {made.reason}")
        else:
            tools[place] = tools.get(place, 0) + 1
    told = [
        f"held here {here}",
        *(f"handed off {n} in {tool_title(tool)}: pause there now" for tool, n in tools.items()),
    ]
    change.tell("freeze", f"{made.whose} is frozen by {made.login}: {made.reason} ({'; '.join(told)})", subject=made.id)
    return made


def release(ws: Workspace, account: str = "") -> Released:
    """End the freeze of an account (of all accounts, when none is named); raises `NotFound` when nothing is frozen."""
    verb = "crisis.release" if any(each.crisis for each in stored.in_force(ws.db)) else "release"
    with ws.operation(verb) as change:
        done = release_in(ws, change, account=account)
        names = ", ".join(each.whose for each in done.freezes)
        change.summary = f"released {names}: {len(done.back)} scheduled again, {len(done.overdue)} held for an answer"
    return done


def release_in(ws: Workspace, change: Change, *, account: str = "", crisis: str = "") -> Released:
    """As `release`, inside another operation; with `crisis` only the freezes that this crisis asked for.

    Without it, what a crisis stopped goes on only when its level is no longer high, by who may lower it (T17).
    """
    key = accounts.get(ws, account).key if account else ""
    ending = [each for each in stored.in_force(ws.db) if not crisis or each.crisis == crisis]
    ending = [each for each in ending if not key or each.account == key]
    if not crisis:
        ending = _may_end(ws, ending)
    if not ending:
        everyone = frozen(ws, key)
        if everyone is not None:
            raise Conflict(f"{everyone.whose} is frozen, not {key} alone.", "`tweetplan release` ends it for all.")
        raise NotFound("Nothing is frozen." if not key else f"{key} is not frozen.")
    now, at = ws.clock(), instant_text(ws.clock())
    for each in ending:
        change.put(stored.TABLE, stored.row(replace(each, released_at=at, released_by=ws.actor.login)))
    found = [one for each in ending for one in stored.found_by(ws.db, each.id)]
    back, overdue = _let_go(ws, change, found, now)
    resume: dict[str, int] = {}
    for one in found:
        if one.answer == "paused":
            resume[one.place] = resume.get(one.place, 0) + 1
    for each in ending:
        told = (
            f"{each.whose} is released by {ws.actor.login}: {len(back)} posts scheduled again, "
            f"{len(overdue)} wait for keep, move or drop"
        )
        more = "".join(f"; resume {n} in {tool_title(tool)}" for tool, n in resume.items())
        change.tell("release", told + more, subject=each.id)
        crisis_log.note_by_id(ws, change, each.crisis, "released", told + more)
    return Released(tuple(ending), tuple(back), tuple(overdue), resume)


def _may_end(ws: Workspace, ending: list[Freeze]) -> list[Freeze]:
    """Those that a person may end now; raises `Conflict` or `Problem` when crises hold all of them."""
    free = [each for each in ending if not each.crisis]
    if free or not ending:
        return free
    for each in ending:
        held = crisis_log.get(ws, each.crisis)
        if held.open and held.level == "high":
            raise Conflict(
                f"{held.name} stopped {each.whose}, and its level is high.",
                "`tweetplan crisis level medium` lowers it; `tweetplan crisis close` ends it.",
            )
        if held.open:
            crisis_rights.refuse(ws, held.level, "lower")
    return ending


def _let_go(ws: Workspace, change: Change, found: Iterable[FrozenPost], now: datetime) -> tuple[list[str], list[str]]:
    """Schedule again what is still to come, hold what is overdue, leave to another freeze what that one stops.

    What a crisis stopped is decided on one by one, whatever else stops it (T18).
    """
    back, overdue = list[str](), list[str]()
    stopped = {each.id for each in stored.of_crises(ws.db)}
    for one in found:
        post = _post(ws, one.post)
        if one.place != HERE or post is None or post.state != HELD or post.before != SCHEDULED:
            continue
        other = frozen(ws, post.account)
        if other is not None and one.freeze not in stopped:
            change.put(stored.FOUND, stored.row(replace(one, freeze=other.id)))
        elif one.due and datetime.fromisoformat(one.due) > now and one.freeze not in stopped:
            _move(change, post, "release", SCHEDULED, now, "")
            change.put(stored.FOUND, stored.row(replace(one, answer="kept", answered_by=ws.actor.login,
                                                        answered_at=instant_text(now))))  # fmt: skip
            back.append(post.id)
        else:
            because = (
                "a crisis stopped it" if one.freeze in stopped else f"its time passed while {post.account} was frozen"
            )
            why = f"{because}: keep, move or drop it"
            change.put(stored_posts.TABLE, stored_posts.row(replace(post, why=why)))
            overdue.append(post.id)
    return back, overdue


def standing(ws: Workspace, freeze: Freeze) -> Standing:
    """A freeze with all that it found and how long there is to act on each."""
    now, here, elsewhere = ws.now, list[Found](), list[Found]()
    for one in stored.found_by(ws.db, freeze.id):
        post = _post(ws, one.post)
        until = min(filter(None, (one.due, freeze.confirm_by if one.place != HERE else "")), default="")
        shown = Found(one.post, post.title if post else "", post.account if post else "", one.place, one.due,
                      one.owner, minutes_left(until, now), one.answer, post.state if post else "removed")  # fmt: skip
        (here if one.place == HERE else elsewhere).append(shown)
    return Standing(freeze, tuple(here), tuple(elsewhere))


def status(ws: Workspace) -> tuple[Standing, ...]:
    """Every freeze in force, then those that are over while something of them still waits for an answer."""
    held = stored.in_force(ws.db)
    left = sorted({one.freeze for one in stored.waiting(ws.db)} - {each.id for each in held})
    over = (stored.of_id(ws.db, identity) for identity in left)
    return tuple(standing(ws, each) for each in (*held, *filter(None, over)))


def link_of(place: str) -> str:
    """Where a tool's queue is paused; empty when we know no such page."""
    return TOOLS.get(place.lower(), "")


def confirm(ws: Workspace, what: str) -> tuple[str, ...]:
    """Note that posts are paused over there: `what` is a post's id or a tool's name; gives the posts' ids."""
    verb = "crisis.paused" if any(each.crisis for each in stored.in_force(ws.db)) else "freeze.confirm"
    with ws.operation(verb) as change:
        matching = [
            one
            for each in stored.in_force(ws.db)
            for one in stored.found_by(ws.db, each.id)
            if one.place != HERE and (what in (one.post, one.id) or what.lower() == one.place.lower())
        ]
        if not matching:
            raise NotFound(f"No frozen post is {what!r}, nor any tool.", "`tweetplan freeze status` lists them.")
        at = instant_text(ws.clock())
        for one in matching:
            if not one.answer:
                done = replace(one, answer="paused", answered_by=ws.actor.login, answered_at=at)
                change.put(stored.FOUND, stored.row(done))
                _note(ws, change, one, "paused", f"{one.post} is paused in {tool_title(one.place)}")
        change.summary = f"confirmed that {len(matching)} posts are paused in {tool_title(matching[0].place)}"
    return tuple(one.post for one in matching)


def answer(ws: Workspace, post_id: str, verdict: str, slot: str = "") -> Post:
    """Decide on a post that waits after a freeze: `keep` it, `move` it to a slot, or `drop` it.

    A kept post goes back to its slot while that is to come, else it is approved without a time. Raises `NotFound` when
    nothing of this post waits, `Conflict` while its account is frozen or the slot has passed.
    """
    verdicts: dict[str, Answer] = {"keep": "kept", "move": "moved", "drop": "dropped"}
    if verdict not in verdicts:
        raise UsageProblem(f"An overdue post is kept, moved or dropped, not {verdict!r}.")
    ours = {each.id for each in stored.of_crises(ws.db)}
    verb = "crisis.answer" if any(one.freeze in ours for one in stored.waiting(ws.db, post_id)) else "freeze.answer"
    with ws.operation(verb) as change:
        waiting = [one for one in stored.waiting(ws.db, post_id) if one.place == HERE]
        post = _post(ws, post_id)
        if not waiting or post is None:
            raise NotFound(f"No post {post_id!r} waits after a freeze.", "`tweetplan freeze status` lists what waits.")
        now = ws.clock()
        if verdict == "drop":
            _move(change, post, "drop", DROPPED, now, "dropped after a freeze")
        else:
            refuse_frozen(ws, post.account)
            place = _slot_to_come(ws, slot, post.account, now) if verdict == "move" else _own_slot(ws, post, now)
            kept = replace(post, slot=place)
            _move(change, kept, "release", SCHEDULED if place else APPROVED, now, "")
        for one in waiting:
            done = replace(one, answer=verdicts[verdict], answered_by=ws.actor.login, answered_at=instant_text(now))
            change.put(stored.FOUND, stored.row(done))
            _note(ws, change, one, "answered", f"{verdicts[verdict]}: {post.title[:80] or post.id}")
        change.summary = f"{verdicts[verdict]} a post after the freeze: {post.title[:60]}"
    found = _post(ws, post_id)
    assert found is not None
    return found


def _note(ws: Workspace, change: Change, one: FrozenPost, kind: str, text: str) -> None:
    """A line in the thread of the crisis that stopped the post, if one did."""
    freeze = stored.of_id(ws.db, one.freeze)
    crisis_log.note_by_id(ws, change, freeze.crisis if freeze else "", kind, text)


def _own_slot(ws: Workspace, post: Post, now: datetime) -> str:
    """The post's own slot while it is still to come; else none."""
    found = calendar.slot(ws.db, post.slot) if post.slot else None
    return found.id if found is not None and found.at > now else ""


def _slot_to_come(ws: Workspace, slot: str, account: str, now: datetime) -> str:
    found = calendar.slot(ws.db, slot) if slot else None
    if found is None:
        raise NotFound(f"There is no slot {slot!r}.", "`tweetplan week` lists the slots to come.")
    if found.account != account:
        raise UsageProblem(f"The slot {slot} is {found.account}'s, the post {account}'s.")
    if found.at <= now:
        raise Conflict(f"The slot {slot} has passed.", "Choose one that is to come.")
    taken = stored.taken_by(ws.db, slot)
    if taken:
        raise Conflict(f"The slot {slot} is taken by the post {taken}.", "Choose another.")
    return found.id


def _post(ws: Workspace, identity: str) -> Post | None:
    return next(iter(stored_posts.of_ids(ws.db, (identity,))), None)


def _move(change: Change, post: Post, verb: str, target: str, now: datetime, why: str) -> None:
    """One legal move of a post's life inside our transaction."""
    POST.move(post.state, verb)
    moved = replace(post, state=target, before=post.state, since=instant_text(now), why=why)
    change.put(stored_posts.TABLE, stored_posts.row(moved))
