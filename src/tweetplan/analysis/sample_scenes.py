"""The sample's two weeks at the desk, told by the verbs that everybody uses: each scene at its time, by its people.

Last week's posts were written, approved and handed off, so that the import finds them; this week's stand in every
stage. What a scene cannot do on some day (no slot is left) it leaves out.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from tweetplan.analysis import sample_desk as said
from tweetplan.analysis.sample import MAIN, ONE_DAY, SampleAccount
from tweetplan.analysis.sample_reviews import meetings
from tweetplan.analysis.sample_team import team_day
from tweetplan.domain.goals import handle_key
from tweetplan.domain.operations import Actor
from tweetplan.domain.periods import containing
from tweetplan.domain.posts import Poll, Post, Slot
from tweetplan.storage import calendar as stored
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace import approving, assets, calendar, posts_writing, tagging
from tweetplan.workspace import posts_verbs as desk
from tweetplan.workspace.core import Workspace

REVIEWERS = ("strategist", "analyst")
CHECKLIST = ("The facts are checked", "The link works")
TOOL = "buffer"
LINK = re.compile(r"\s*https?://\S+")


@dataclass
class Stage:
    """The team on one store: whoever acts, at whatever moment the scene has come to."""

    ws: Workspace
    now: datetime
    owner: Actor

    def at(self, moment: datetime) -> "Stage":
        """Move the clock on; it never goes back."""
        self.now = max(self.now, moment)
        return self

    def a_moment_later(self) -> datetime:
        """Nobody does two things at once."""
        self.now += timedelta(seconds=1)
        return self.now

    def by(self, login: str) -> Workspace:
        """The workspace in the hands of this member; `owner` is whoever looks at the demo."""
        if login in ("owner", self.owner.login):
            actor = self.owner
        else:
            actor = Actor(login, 20_000 + sum(map(ord, login)), self.owner.host)
        return replace(self.ws, actor=actor, clock=self.a_moment_later, remembered={})


def last_week(stage: Stage, main: SampleAccount, today: date) -> None:
    """Approval by a second person, the week laid out, and its posts on their way to another tool."""
    owner = stage.by("owner")
    approving.set_approval_rule(owner, MAIN, "one", REVIEWERS, CHECKLIST)
    for day in (today - 7 * ONE_DAY, today):
        calendar.fill(owner, containing("week", day).label)
    assets.add(stage.by("ben"), "tried-n-ways", "template", said.TEMPLATE, account=handle_key(MAIN))
    told = _texts(main)
    for slot in _slots(owner, today - 9 * ONE_DAY, today - 2 * ONE_DAY):
        if told.get(slot.day) and slot.at > stage.now and slot.intent != "promo":
            _through(stage, "ben", told[slot.day].pop(), slot, "handed")


def next_week(stage: Stage, today: date) -> None:
    """Lay out the week to come."""
    calendar.fill(stage.by("owner"), containing("week", today + 7 * ONE_DAY).label)


def lost(stage: Stage, today: date, moment: datetime) -> None:
    """A post of the viewer that left for the other tool, and that nobody has seen since its slot passed."""
    days = (today - 9 * ONE_DAY, today)
    taken = {post.slot for post in stored_posts.between(stage.ws.db, *days, handle_key(MAIN))}
    left = [slot for slot in _slots(stage.ws, *days) if slot.id not in taken and slot.intent != "promo"]
    left = [slot for slot in left if stage.now < slot.at < moment - timedelta(hours=26)]
    if left:
        _through(stage, "owner", said.LOST, left[-1], "handed")


def now(stage: Stage, today: date) -> None:
    """The board as it stands today: something in every stage."""
    key = handle_key(MAIN)
    for login, text, worth in said.IDEAS:
        posts_writing.add(stage.by(login), key, text, state="idea", worth=worth)
    for login, text, worth in said.DRAFTS:
        posts_writing.add(
            stage.by(login), key, text, worth=worth, link=said.LINK if login == "owner" else "", intent="value"
        )
    question, options = said.POLL
    posts_writing.add(stage.by("farid"), key, question, poll=Poll(options, 1440), worth="interaction", intent="value")
    value, promo = _free(stage, today, "value"), _free(stage, today, "promo")
    login, text, comment = said.ASKED_BACK
    back = _written(stage, login, text, next(promo, None))
    desk.submit(stage.by(login), back.id)
    desk.ask_changes(stage.by("owner"), back.id, comment)
    stages: tuple[tuple[str, str, str, Iterator[Slot]], ...] = (
        ("ben", said.HANDED, "handed", value),
        ("ben", said.SCHEDULED[0], "scheduled", value),
        ("farid", said.SCHEDULED[1], "scheduled", promo),
        ("ben", said.APPROVED, "approved", value),
        ("ben", said.IN_REVIEW, "review", value),
        ("owner", said.MINE_IN_REVIEW, "review", value),
    )
    for login, text, stop, slots in stages:
        slot = next(slots, None)
        if slot is not None:
            _through(stage, login, text, slot, stop)


def _through(stage: Stage, login: str, text: str, slot: Slot, stop: str) -> Post:
    """Write a post onto a slot, and take it as far as this stage."""
    post = _written(stage, login, text, slot)
    desk.submit(stage.by(login), post.id)
    if stop == "review":
        if login != "owner":
            desk.comment(
                stage.by("li"), post.id, "The last post with a ratio brought twice the clicks. Keep the numbers."
            )
        return post
    desk.approve(stage.by("owner" if login != "owner" else "li"), post.id, checked=CHECKLIST)
    if stop in ("scheduled", "handed"):
        desk.schedule(stage.by(login), post.id)
    if stop == "handed":
        desk.hand_off(stage.by(login), post.id, TOOL)
    return post


def _written(stage: Stage, login: str, text: str, slot: Slot | None) -> Post:
    """A draft on a slot, for what the slot is for."""
    ws = stage.by(login)
    given = {"intent": slot.intent, "topic": slot.topic, "format": slot.format, "goal": slot.goal} if slot else {}
    promo = slot is not None and slot.intent == "promo"
    if promo:
        given |= {"link": said.LINK, "cta": "order"}
    worth = "" if promo else "practical tip"
    return posts_writing.add(ws, handle_key(MAIN), text, slot=slot.id if slot else "", worth=worth, **given)


def _free(stage: Stage, today: date, intent: str) -> Iterator[Slot]:
    """Planned slots to come of this intent, the next one first."""
    slots = _slots(stage.ws, today, today + 13 * ONE_DAY)
    yield from (slot for slot in slots if slot.at > stage.now + timedelta(hours=2) and slot.intent == intent)


def _slots(ws: Workspace, first: date, last: date) -> list[Slot]:
    """The account's planned slots of these days, in order of time."""
    held = stored.slots(ws.db, first, last, handle_key(MAIN))
    return sorted((slot for slot in held if slot.plan == "planned"), key=lambda slot: slot.at)


def _texts(main: SampleAccount) -> dict[date, list[str]]:
    """For each of the last days one text that went out on it, without its link and not said again near by."""
    recent = [post for post in main.posts if (main.days[-1].day - post.at.date()).days <= 40]
    own = [(post.at.date(), LINK.sub("", post.text)) for post in recent if not post.text.startswith("@")]
    often = Counter(text for _, text in own)
    return {day: [text] for day, text in own if often[text] == 1}


def what_posts_were(stage: Stage, today: date) -> None:
    """The analyst says of past posts what they were, for lifts to rest on."""
    ws = stage.by("li")
    for words, told in said.TAGS:
        tagging.tag(ws, account=MAIN, text=words, first=today - said.TAGGED_DAYS * ONE_DAY, last=today, **told)


Scene = Callable[[Stage, date], None]
SCENES: tuple[Scene, ...] = (now, what_posts_were, meetings, team_day)
"""What is told of today, after the desk's past: the scenes of other modes join here."""


def tell_the_past(stage: Stage, main: SampleAccount, today: date, moment: datetime) -> None:
    """The desk from Monday of last week until yesterday."""
    monday = datetime.combine(containing("week", today).first, time(8), UTC)
    last_week(stage, main, today)
    lost(stage, today, moment)
    stage.at(min(monday, moment - timedelta(hours=26)))
    next_week(stage, today)


def tell_today(stage: Stage, today: date, moment: datetime) -> None:
    """Every scene of today, in the last hour and a half."""
    stage.at(moment - timedelta(minutes=90))
    for scene in SCENES:
        scene(stage, today)
