"""What the conformance kit looks at in a plugin that reaches out: a publisher, a fetcher, a notifier.

Sample posts and events are given to them while connections and other programs are refused: nothing is posted or sent.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import Any

from tweetplan.domain.draft import Picture, Poll
from tweetplan.domain.events import Event
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Account
from tweetplan.domain.publishing import Outgoing
from tweetplan.outward import short
from tweetplan.plugins import Plugins

REFUSED = "`plugins check` lets nothing out"
"""What a plugin is told that connects somewhere, or starts another program."""
_OUT = frozenset({
    "socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "subprocess.Popen", "os.system",
    "os.exec",    "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn",
})  # fmt: skip
ACCOUNT = Account("@sample")
SINCE = datetime(2026, 3, 1, tzinfo=UTC)
Said = tuple[str, str, str]
"""A rule, a message, and what to do."""


def faults(loaded: Plugins, name: str, hooks: tuple[str, ...]) -> Iterator[Said]:
    """What is wrong with how a plugin publishes, fetches and notifies; only for a process that ends afterwards."""
    looks: dict[str, Callable[[Plugins, str], Iterator[Said]]] = {
        "tweetplan_publish": _publish, "tweetplan_fetch": _fetch, "tweetplan_notify": _notify,
    }  # fmt: skip
    if any(hook in hooks for hook in looks):
        sys.addaudithook(_nothing_out)
    for hook, look in looks.items():
        if hook in hooks:
            yield from look(loaded, name)


def _nothing_out(event: str, given: tuple[Any, ...]) -> None:
    if event in _OUT:
        raise ConnectionRefusedError(REFUSED)


def _publish(loaded: Plugins, name: str) -> Iterator[Said]:
    with TemporaryDirectory(prefix="tweetplan-outbox-") as folder:
        for post in _posts(folder):
            loaded.findings.clear()
            try:
                loaded.publish(post, ACCOUNT, short(name))
            except Problem:
                pass  # one of the outcomes: refused, later, unknown
            for told in _of(loaded, name):
                remedy = "Return Published or None; raise Refused or TryLater where it is certainly not posted."
                yield "publish", f"With {_called(post)}: {told}", remedy


def _posts(folder: str) -> Iterator[Outgoing]:
    due = "2026-03-17T09:00:00.000Z"
    yield Outgoing("d1.1", "p1", "@sample", "A sample, never sent", due, ("A sample, never sent",), folder=folder)
    text = "我们 😀 https://a.example/?utm_source=x"
    yield Outgoing(
        "d2.1", "p2", "@sample", text, due, (text,),
        pictures=(Picture(f"{folder}/none.png", "A cup"),), reply_to="@ana", in_reply_to="123", folder=folder,
    )  # fmt: skip
    yield Outgoing("d3.2", "p3", "@sample", "ما", due, ("One", "ما"), 2, in_reply_to="1900", folder=folder)
    yield Outgoing("d4.1", "p4", "@sample", "?", due, ("?",), poll=Poll(("a", "b"), 60), folder=folder)


def _called(post: Outgoing) -> str:
    if post.poll:
        return "a poll"
    return "a picture" if post.pictures else "the second part of a thread" if post.number > 1 else "a short post"


def _fetch(loaded: Plugins, name: str) -> Iterator[Said]:
    for since in (None, SINCE):
        loaded.findings.clear()
        try:
            loaded.fetch(ACCOUNT, since)
        except Problem:
            pass  # it says what a person must mend
        for told in _of(loaded, name):
            when = "everything" if since is None else f"what is new since {since:%Y-%m-%d}"
            yield "fetch", f"Asked for {when}: {told}", "Return Results, or None for an account that it does not serve."


def _notify(loaded: Plugins, name: str) -> Iterator[Said]:
    for text in ("A sample event, never told", "[red]\x1b[2J <b>我们</b> @everyone \u202e"):
        loaded.findings.clear()
        event = Event("freeze", text, "p1", audience=("ana",), id="e1", at="2026-03-17T09:00:00.000Z", login="bo")
        loaded.notify(event, short(name))
        for told in _of(loaded, name):
            yield (
                "notify",
                f"With a sample event: {told}",
                "Take any event, and keep its text out of markup and commands.",
            )


def _of(loaded: Plugins, name: str) -> Iterator[str]:
    """What went wrong in this plugin, less what it could not do because nothing is let out."""
    mine = (found.message for found in loaded.findings if short(found.where) == short(name))
    return (told for told in dict.fromkeys(mine) if REFUSED not in told)
