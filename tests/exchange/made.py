"""Entries for the tests of what leaves as files: one account, slots at local times, posts with any words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tweetplan.domain.goals import Account
from tweetplan.domain.posts import Content, Post
from tweetplan.domain.slots import slot_at
from tweetplan.exchange.entries import Entry

ACCOUNT = Account("@Tern", zone="Europe/Berlin", audience_zone="America/New_York")


def entry(day: str, clock: str, text: str, *, zone: str = "Europe/Berlin", ident: str = "", **fields: Any) -> Entry:
    """A scheduled post at a local time; `fields` are those of `Post` and of `Content`."""
    slot = slot_at(ACCOUNT, date.fromisoformat(day), clock, zone)
    content = {name: fields.pop(name) for name in list(fields) if name in Content.__slots__}  # type: ignore[attr-defined]
    wishes = {"state": "scheduled", "slot": slot.id, "content": Content(**content), **fields}
    return Entry(ACCOUNT, slot, Post(ident or f"p-{slot.id}", ACCOUNT.key, text, **wishes))


def slot(day: str, clock: str, *, zone: str = "Europe/Berlin", **fields: Any) -> Entry:
    """A slot that nobody has taken."""
    from dataclasses import replace

    return Entry(ACCOUNT, replace(slot_at(ACCOUNT, date.fromisoformat(day), clock, zone), **fields))


def texts(entries: Sequence[Entry]) -> list[str]:
    return [held.post.text for held in entries if held.post is not None]
