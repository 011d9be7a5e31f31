"""What a post says and is for: added, changed, given a slot; a change of the wording voids approvals (T07)."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from tweetplan.domain.approvals import wording
from tweetplan.domain.budgets import DEAD_STATES
from tweetplan.domain.findings import CheckFailed, Conflict, UsageProblem
from tweetplan.domain.goals import Goal
from tweetplan.domain.mix import AXES
from tweetplan.domain.post_content import content_problems
from tweetplan.domain.post_life import APPROVED, CHANGES_ASKED, DRAFT, HELD, IDEA, IN_REVIEW, POST, SCHEDULED, WRITABLE
from tweetplan.domain.posts import Content, Poll, Post, Reuse, Slot, TrendScore
from tweetplan.domain.text import blank, storable
from tweetplan.domain.utm import campaign_link, slug
from tweetplan.storage import calendar, deliveries
from tweetplan.storage import goals as stored_goals
from tweetplan.storage import posts as stored
from tweetplan.workspace import accounts, approving
from tweetplan.workspace.core import Change, Workspace, instant_text
from tweetplan.workspace.names import missing, one_line
from tweetplan.workspace.posts_moving import called, get, land, opened

MOST_CHARACTERS = 100_000
"""Of a text: a thread of a hundred posts fits four times."""
CONTENT = tuple(one.name for one in fields(Content))
OWN = ("text", "intent", "topic", "format", "goal", "owner", "planned_for", "utm", "extra", "account")
"""The fields of a post that are written, beside those of its content."""
_KINDS: dict[str, type] = {"pictures": tuple, "poll": Poll, "trend": TrendScore, "reuse": Reuse}
_NEED_TEXT = (IN_REVIEW, APPROVED, SCHEDULED, HELD)


def add(ws: Workspace, account: str, text: str = "", *, state: str = "", slot: str = "", **given: Any) -> Post:
    """Note an idea, or a draft when there is a text; `given` are fields of `Post` and `Content` by name.

    Raises `NotFound` for an account, slot or goal that there is not, `CheckFailed` for what X would not take.
    """
    key = accounts.chosen(ws, account).key
    identity = "p" + ws.new_id().replace("-", "")[-10:]
    with ws.operation("post.add") as change:
        wanted = add_in(ws, change, identity, key, text, state=state, slot=slot, **given)
        change.summary = f"{'noted idea' if wanted.state == IDEA else 'added draft'} {called(wanted)}"
    return get(ws, identity)


def add_in(
    ws: Workspace, change: Change, identity: str, key: str, text: str, *, state: str = "", slot: str = "", **given: Any
) -> Post:
    """As `add`, inside an operation that somebody else began, with an id of theirs and the account's handle key."""
    state = state or (IDEA if blank(text) else DRAFT)
    if state not in (IDEA, DRAFT):
        raise UsageProblem(f"A post begins as an idea or a draft, not {POST.stage(state).title}.")
    now, me = instant_text(ws.clock()), ws.actor.login
    fresh = Post(identity, key, "", state, owner=me, made_at=now, since=now, wording_by=me)
    wanted = _written(ws, fresh, {"text": text, **given})
    if slot:
        wanted = _on_slot(ws, wanted, slot)
    change.put(stored.TABLE, stored.row(wanted), expected=0)
    return wanted


def edit(ws: Workspace, identity: str, expected: int | None = None, **given: Any) -> Post:
    """Change fields of `Post` and `Content` by name; `expected` is the version that was read.

    A change of the wording makes every approval void: where the account asks for approval, the post is a draft again.
    Raises `Conflict` for a post that is out of our hands, or that somebody changed meanwhile.
    """
    with ws.operation("post.edit") as change:
        edit_in(ws, change, identity, expected, **given)
    return get(ws, get(ws, identity).id)


def edit_in(ws: Workspace, change: Change, identity: str, expected: int | None = None, **given: Any) -> Post:
    """As `edit`, inside an operation that somebody else began."""
    post = opened(ws, change, identity, expected)
    if post.state not in WRITABLE:
        title = POST.stage(post.state).title
        remedy = "Take it back first." if post.state == "handed_off" else "`tweetplan post add` makes another."
        raise Conflict(f"{called(post)} is {title}: it cannot be changed any more.", remedy)
    if any(each.state == "intended" for each in deliveries.of_post(ws.db, post.id)):
        raise Conflict(f"{called(post)} is being published at this moment.", "Look again in a minute.")
    wanted = _written(ws, post, given)
    if wanted.account != post.account and (post.slot or post.state not in (IDEA, DRAFT)):
        raise Conflict(f"{called(post)} belongs to {post.account}.", "Take it off its slot and back to draft first.")
    change.summary = change.summary or f"changed {called(wanted)}"
    if wording(wanted) == wording(post):
        change.put(stored.TABLE, stored.row(wanted))
        return wanted
    return _reworded(ws, change, replace(wanted, wording_by=ws.actor.login))


def _reworded(ws: Workspace, change: Change, post: Post) -> Post:
    """Store a changed wording, and what follows from it for the stage."""
    asks = approving.rule_in(ws.db, post.account).mode != "none"
    if post.state == IDEA and not blank(post.text):
        return land(ws, change, post, POST.move(IDEA, "write"))
    if asks and post.state not in (IDEA, DRAFT, CHANGES_ASKED):
        change.summary = f"changed {called(post)}: its approval is void"
        return land(ws, change, post, POST.move(post.state, "void"))
    if post.state in _NEED_TEXT and blank(post.text) and not post.content.pictures:
        raise CheckFailed(
            f"A post that is {POST.stage(post.state).title} keeps a text.", "Take it back to draft first."
        )
    change.put(stored.TABLE, stored.row(post))
    return post


def take_slot(ws: Workspace, identity: str, slot: str, expected: int | None = None) -> Post:
    """Give a post a slot of its account; raises `Conflict` when another post holds it."""
    with ws.operation("post.slot") as change:
        wanted = _on_slot(ws, opened(ws, change, identity, expected), slot)
        _refuse_past(ws, wanted)
        change.put(stored.TABLE, stored.row(wanted))
        held = calendar.slot(ws.db, wanted.slot)
        change.summary = f"gave {called(wanted)} the slot of {held.day} {held.time}" if held else ""
    return get(ws, wanted.id)


def _refuse_past(ws: Workspace, post: Post) -> None:
    """Nothing fires late: what is scheduled keeps a slot that is to come (T18)."""
    slot = calendar.slot(ws.db, post.slot)
    if post.state == SCHEDULED and slot is not None and slot.at <= ws.now:
        raise Conflict(f"The slot of {slot.day} {slot.time} has passed.", "`tweetplan next` lists those to come.")


def leave_slot(ws: Workspace, identity: str, expected: int | None = None) -> Post:
    """Take a post off its slot; raises `Conflict` while it is scheduled or out."""
    with ws.operation("post.leave_slot") as change:
        post = opened(ws, change, identity, expected)
        if post.state in (SCHEDULED, "handed_off", "published"):
            raise Conflict(f"{called(post)} is {POST.stage(post.state).title}.", "Take it off the schedule first.")
        change.put(stored.TABLE, stored.row(replace(post, slot="")))
        change.summary = f"took {called(post)} off its slot"
    return get(ws, post.id)


def _on_slot(ws: Workspace, post: Post, identity: str) -> Post:
    """The post on a slot; raises `NotFound`, `UsageProblem` for another account's, `Conflict` for one that is taken."""
    slot = calendar.slot(ws.db, identity) or _slot_at(ws, post.account, identity)
    if slot is None:
        raise missing("slot", identity, (), "`tweetplan week` shows the slots.")
    if slot.account != post.account:
        raise UsageProblem(f"The slot is of {slot.account}, the post of {post.account}.")
    if post.state in ("handed_off", "published"):
        raise Conflict(f"{called(post)} is {POST.stage(post.state).title}: it keeps its slot.")
    others = [each for each in stored.on_slot(ws.db, slot.id) if each.id != post.id and each.state not in DEAD_STATES]
    if others:
        said = f"The slot of {slot.day} {slot.time} is taken by {called(others[0])}."
        raise Conflict(said, "Take another one, or move that post first.")
    return replace(post, slot=slot.id)


def _slot_at(ws: Workspace, account: str, text: str) -> Slot | None:
    """The account's slot on a local day and time such as `2026-03-20 09:00`; None when there is none."""
    day, _, time = text.strip().replace("T", " ").partition(" ")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    return next((slot for slot in calendar.slots(ws.db, on, on, account) if slot.time == time.strip()), None)


def on_slot(ws: Workspace, post: Post, slot: str) -> Post:
    """The post as it would be on a slot of its account, checked and not stored."""
    return _on_slot(ws, post, slot)


def _written(ws: Workspace, post: Post, given: dict[str, Any]) -> Post:
    """The post with the given fields, each checked, and its campaign link brought up to date."""
    for name in given:
        if name not in OWN and name not in CONTENT:
            raise UsageProblem(f"A post has no field {name!r}.", f"It has {', '.join((*OWN, *CONTENT))}.")
    own = {name: _own(ws, name, held) for name, held in given.items() if name in OWN}
    content = {name: _content(name, held) for name, held in given.items() if name in CONTENT}
    wanted = replace(post, **own, content=replace(post.content, **content))
    problems = content_problems(wanted.content)
    if problems:
        raise CheckFailed(problems[0].message, problems[0].remedy, problems)
    automatic = not post.utm or post.utm == _utm(ws, post)
    if given.get("utm", post.utm) == post.utm and automatic and ("goal" in given or "link" in given):
        wanted = replace(wanted, utm=_utm(ws, wanted))
    return wanted


def _own(ws: Workspace, name: str, held: Any) -> Any:
    if name == "planned_for":
        return _day(held)
    if name == "extra":
        return {str(axis): str(part) for axis, part in dict(held).items()}
    if not isinstance(held, str):
        raise UsageProblem(f"The {name} of a post is text, not {held!r}.")
    if name == "account":
        return accounts.get(ws, held).key
    if name == "text":
        return _text(held)
    if held and name in AXES and held not in AXES[name]:
        raise UsageProblem(f"The {name} of a post is {' or '.join(AXES[name])}, not {held!r}.")
    if name == "goal" and held and stored_goals.named(ws.db, held) is None:
        raise missing("goal", held, stored_goals.names(ws.db))
    return one_line(held, name, 2000 if name == "utm" else 200, may_be_empty=True)


def _text(held: str) -> str:
    text = held.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_CHARACTERS:
        raise UsageProblem(f"The text has {len(text):,} characters; {MOST_CHARACTERS:,} are the most.")
    if storable(text)[1]:
        raise UsageProblem("The text holds a character that cannot be stored.")
    return text


def _day(held: Any) -> date | None:
    if held is None or held == "" or isinstance(held, date):
        return held or None
    try:
        return date.fromisoformat(str(held))
    except ValueError:
        raise UsageProblem(f"{held!r} is not a day.", "Write it like 2026-03-17.") from None


def _content(name: str, held: Any) -> Any:
    """A field of the content: text in one line, or a value of its own kind."""
    if name == "pictures" and isinstance(held, (list, tuple)):
        return tuple(held)
    if name in _KINDS and held is not None and not isinstance(held, _KINDS[name]):
        raise UsageProblem(f"The {name} of a post is not {held!r}.")
    if name in _KINDS:
        return held
    if not isinstance(held, str):
        raise UsageProblem(f"The {name} of a post is text, not {held!r}.")
    return one_line(held, name, 2000 if name == "link" else 200, may_be_empty=True)


def _utm(ws: Workspace, post: Post) -> str:
    """The campaign link of a post with a landing page and a goal (G28); empty without either."""
    goal = stored_goals.named(ws.db, post.goal) if post.goal else None
    if goal is None or not post.content.link:
        return ""
    try:
        return campaign_link(post.content.link, campaign=campaign_of(goal), content=post.id)
    except ValueError as error:
        raise UsageProblem(f"{error}.") from error


def campaign_of(goal: Goal) -> str:
    """What a goal's links name as their campaign: its own, or its name."""
    return goal.campaign or slug(goal.name)
