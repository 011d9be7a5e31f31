"""Posts that are due, made for tests of publishing: rows as they stand when their time has come."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tweetplan.domain.post_life import SCHEDULED
from tweetplan.domain.posts import Content, Post, Slot
from tweetplan.domain.publishing import Outgoing, Published
from tweetplan.outward import Outward
from tweetplan.storage import calendar
from tweetplan.storage import posts as stored
from tweetplan.workspace import accounts, delivering
from tweetplan.workspace.core import Workspace, instant_text


def account(ws: Workspace, publisher: str = "fake") -> None:
    """The account @acme with a publisher."""
    accounts.add(ws, "@acme")
    delivering.use_publisher(ws, "@acme", publisher)


def scheduled(
    ws: Workspace, identity: str, text: str = "", *, at: datetime | None = None, minutes: int = 1, **content: Any
) -> Post:
    """A scheduled post whose slot came `minutes` ago (or at `at`; negative minutes: is to come)."""
    when = at or ws.clock() - timedelta(minutes=minutes)
    slot = Slot(f"s-{identity}", "@acme", when.date(), f"{when:%H:%M}", "UTC", when)
    now = instant_text(ws.clock())
    post = Post(identity, "@acme", text or f"Text of {identity}", SCHEDULED, slot.id, owner="ana", made_at=now,
                since=now, before="approved", content=Content(**content))  # fmt: skip
    with ws.operation("made") as change:
        change.put(calendar.SLOTS, calendar.slot_row(slot))
        change.put(stored.TABLE, stored.row(post))
    return replace(post)


def post(ws: Workspace, identity: str) -> Post:
    """The post as it is stored."""
    found = stored.one(ws.db, identity)
    assert found is not None
    return found


class Fake(Outward):
    """A publisher in process: answers by script, else publishes; remembers what it was given."""

    def __init__(self, *script: Any) -> None:
        self.findings = []
        self.script = list(script)
        self.given: list[Outgoing] = []

    def publish(self, post: Outgoing, account: Any, publisher: str) -> Published:
        self.given.append(post)
        answer = self.script.pop(0) if self.script else None
        if callable(answer):
            answer = answer(post)
        if isinstance(answer, BaseException):
            raise answer
        number = f"{1900 + len(self.given)}"
        return answer or Published(x_id=number, url=f"https://x.com/acme/status/{number}")
