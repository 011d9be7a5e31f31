"""The in-app inbox: what others did that concerns whoever asks, until they have seen it (T12)."""

from collections.abc import Iterable
from datetime import timedelta

from tweetplan.domain.events import CHANNELS, Event
from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.notices import ChannelRule
from tweetplan.storage import events as stored
from tweetplan.storage import settings, team
from tweetplan.workspace.core import Workspace, instant_text, permit
from tweetplan.workspace.names import zone_name

MEMORY = timedelta(days=30)
"""How far back the inbox reaches."""


def unseen(ws: Workspace) -> tuple[Event, ...]:
    """What concerns this actor and was not seen yet, the newest first; nobody is told of what they did themselves."""
    found = stored.unseen(ws.db, ws.actor.login, instant_text(ws.now - MEMORY), instant_text(ws.now))
    return tuple(event for event in found if _concerns(ws, event))


def every(ws: Workspace) -> tuple[Event, ...]:
    """All of the last thirty days, seen or not, the newest first."""
    return stored.between(ws.db, instant_text(ws.now - MEMORY), instant_text(ws.now))


def given_up(ws: Workspace) -> tuple[tuple[str, str, str], ...]:
    """What could not be told outside in the last thirty days: by which plugin, the notice, and why."""
    return stored.failed(ws.db, instant_text(ws.now - MEMORY))


def see(ws: Workspace, events: Iterable[str]) -> int:
    """Note these events as seen by this actor; how many that were."""
    permit(ws, "inbox.see")
    chosen = tuple(dict.fromkeys(events))
    if chosen:
        stored.mark_seen(ws.db, ws.actor.login, chosen, instant_text(ws.clock()))
    return len(chosen)


def _concerns(ws: Workspace, event: Event) -> bool:
    """Whether it is for everybody, or names this login or one of its roles."""
    if not event.audience or ws.actor.login in event.audience:
        return True
    roles = ws.remember("my roles", lambda: _roles(ws))
    return any(role in event.audience for role in roles)


def _roles(ws: Workspace) -> tuple[str, ...]:
    return next((member.roles for member in team.every(ws.db) if member.login == ws.actor.login), ())


def channel_rules(ws: Workspace) -> dict[str, ChannelRule]:
    """When each channel may be told."""
    held = settings.values(ws.db, [_key(channel) for channel in CHANNELS])
    return {channel: ChannelRule(**held.get(_key(channel), {})) for channel in CHANNELS}


def set_channel(ws: Workspace, channel: str, **fields: str) -> ChannelRule:
    """Set a channel's quiet hours, digest time or zone; what is not given stays."""
    name = "#" + channel.lstrip("#")
    if name not in CHANNELS:
        raise UsageProblem(f"There is no channel {name}.", f"The channels are {', '.join(CHANNELS)} (T06).")
    known = channel_rules(ws)[name]
    held = {"quiet": known.quiet, "digest": known.digest, "zone": known.zone, **fields}
    zone_name(held["zone"])
    try:
        rule = ChannelRule(**held)
    except ValueError as error:
        raise UsageProblem(f"{str(error).capitalize()}.") from error
    with ws.operation("notify.set") as change:
        change.put("settings", settings.row(_key(name), held))
        change.summary = f"{name}: quiet {rule.quiet or 'never'}, digest {rule.digest or 'none'} ({rule.zone})"
    return rule


def _key(channel: str) -> str:
    return f"notify.{channel}"
