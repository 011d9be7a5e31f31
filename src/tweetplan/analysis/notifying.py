"""Telling people outside: what waits is given to each notifier plugin, once, by channel, in its hours (T12).

Each notifier's progress is kept by event, so that one which fails is tried again without the others telling twice. A
notifier that was installed yesterday is not told of last month.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from tweetplan.domain.events import CHANNELS, Event
from tweetplan.domain.findings import Problem
from tweetplan.domain.notices import ChannelRule, digest_of, next_try, tellable
from tweetplan.plugins import Plugins
from tweetplan.storage import events as stored
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.inbox import channel_rules

MEMORY = timedelta(days=2)
"""What happened longer ago is not told any more."""


def tell_waiting(ws: Workspace) -> str:
    """Tell what waits, for the tick; in one line what came of it. Raises `Problem` when a notice was given up."""
    since, now = instant_text(ws.clock() - MEMORY), instant_text(ws.clock())
    if not stored.between(ws.db, since, now, most=1):
        return ""
    plugins = Plugins.load(environ=os.environ)
    told, given_up = 0, list[str]()
    for name in plugins.notifiers():
        done, lost = _tell(ws, plugins, name, since)
        told += done
        given_up += lost
    if given_up:
        raise Problem(f"{len(given_up)} notices were given up: {given_up[0]}", "`tweetplan inbox --failed` lists them.")
    return f"told {told}" if told else ""


def _tell(ws: Workspace, plugins: Plugins, name: str, since: str) -> tuple[int, list[str]]:
    """Let one notifier tell its channels; how many events it took, and what was given up."""
    waiting = stored.to_tell(ws.db, name, since, instant_text(ws.clock()))
    tries = {event.id: count for event, count in waiting}
    rules = channel_rules(ws)
    told, lost = 0, list[str]()
    for channel in _channels(event for event, _ in waiting):
        mine = [event for event, _ in waiting if event.goes_to == channel]
        chosen, as_digest = tellable(rules.get(channel, ChannelRule()), mine, ws.clock())
        for group in [chosen] if as_digest and chosen else [(event,) for event in chosen]:
            fault = plugins.notify(digest_of(group) if as_digest else group[0], name).get(name, "it is gone")
            notes = [_note(ws, event, tries[event.id] + 1, fault) for event in group]
            stored.note_tries(ws.db, name, notes)
            told += 0 if fault else len(group)
            lost += [f"{name}: {fault}" for note in notes if note["state"] == "failed"]
    return told, lost


def _note(ws: Workspace, event: Event, tries: int, fault: str) -> Mapping[str, object]:
    again = next_try(tries, ws.clock()) if fault else None
    state = "told" if not fault else "waiting" if again else "failed"
    next_at = instant_text(again) if again else ""
    return {"event": event.id, "state": state, "tries": tries, "next_at": next_at, "said": fault}


def _channels(events: Iterable[Event]) -> Sequence[str]:
    found = {event.goes_to for event in events}
    return [*(channel for channel in CHANNELS if channel in found), *sorted(found - set(CHANNELS))]
