"""Plugins that reach outside: publishers, fetchers, notifiers, each called alone, its faults named, none guessed at."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tweetplan.domain.codec import plain, restored
from tweetplan.domain.declaration_checks import nearest
from tweetplan.domain.events import Event
from tweetplan.domain.findings import Finding, Problem
from tweetplan.domain.goals import Account
from tweetplan.domain.publishing import Outgoing, Published, Refused, TryLater, Unknown
from tweetplan.domain.results import Results
from tweetplan.guarded import Broken, guarded

PUBLISH_SECONDS, FETCH_SECONDS, NOTIFY_SECONDS = 90.0, 300.0, 20.0


class Outward:
    """The calls of `Plugins` that act on the world; whoever inherits it finds the implementations."""

    findings: list[Finding]

    def _implementations(self, hook: str) -> list[tuple[str, Any]]:
        raise NotImplementedError

    def publishers(self) -> tuple[str, ...]:
        """The names of the publishers that are loaded."""
        return tuple(short(name) for name, _ in self._implementations("tweetplan_publish"))

    def publish(self, post: Outgoing, account: Account, publisher: str) -> Published:
        """Give a post to the publisher of this name; of several functions of that name the first answer counts.

        Raises `Refused` or `TryLater` when it is certainly not out, `Unknown` when that cannot be told: whatever a
        publisher raises, answers wrongly or takes too long over is unknown, for it may have posted first.
        """
        chosen = [found for name, found in self._implementations("tweetplan_publish") if short(name) == publisher]
        if not chosen:
            known = self.publishers()
            raise Refused(f"There is no publisher {publisher!r}. {nearest(publisher, known)}".strip(),
                          f"There are: {', '.join(known) or 'none'}; `tweetplan plugins list` says why.")  # fmt: skip
        for implementation in chosen:
            try:
                with guarded(PUBLISH_SECONDS):
                    answer = call(implementation, post=post, account=account)
                    if answer is not None:
                        return _published(answer)
            except (Refused, TryLater, Unknown):
                raise
            except (Broken, Problem) as broken:
                self.findings.append(fault(publisher, "tweetplan_publish", broken))
                raise Unknown(f"{publisher}: {broken}") from broken
        raise Refused(
            f"The publisher {publisher} does not serve {account.handle}.", "It says what it needs in its docs."
        )

    def fetch(self, account: Account, since: datetime | None = None) -> tuple[Results, ...]:
        """What every fetcher brings for an account, one after another; a broken one is named in `findings`.

        Raises the first `Problem` (no credentials, a limit) when no fetcher brought anything.
        """
        found, problems = list[Results](), list[Problem]()
        for name, implementation in self._implementations("tweetplan_fetch"):
            try:
                with guarded(FETCH_SECONDS):
                    answer = call(implementation, account=account, since=since)
                    if answer is not None:
                        found.append(_results(answer, short(name)))
            except Problem as problem:
                problems.append(problem)
            except Broken as broken:
                self.findings.append(fault(name, "tweetplan_fetch", broken))
        if problems and not found:
            raise problems[0]
        return tuple(found)

    def fetchers(self) -> tuple[str, ...]:
        """The names of the fetchers that are loaded."""
        return tuple(short(name) for name, _ in self._implementations("tweetplan_fetch"))

    def notifiers(self) -> tuple[str, ...]:
        """The names of the notifiers that are loaded."""
        return tuple(short(name) for name, _ in self._implementations("tweetplan_notify"))

    def notify(self, event: Event, to: str = "") -> Mapping[str, str]:
        """Tell an event to every notifier, or to the one named: by name what went wrong, empty when it took it."""
        told: dict[str, str] = {}
        for name, implementation in self._implementations("tweetplan_notify"):
            if to not in ("", short(name)):
                continue
            try:
                with guarded(NOTIFY_SECONDS):
                    call(implementation, event=event)
                    told[short(name)] = ""
            except (Broken, Problem) as broken:
                self.findings.append(fault(name, "tweetplan_notify", broken))
                told[short(name)] = str(broken)
        return told


def _published(answer: Any) -> Published:
    if not isinstance(answer, Published):
        raise Broken(f"it returned {type(answer).__name__}, not Published or None")
    found: Published = restored(Published, plain(answer))
    return found


def _results(answer: Any, name: str) -> Results:
    if not isinstance(answer, Results):
        raise Broken(f"it returned {type(answer).__name__}, not Results or None")
    if any(len(post.figures) != len(answer.post_measures) for post in answer.posts):
        raise Broken("a post has more or fewer figures than there are measures")
    return replace(answer, reader=answer.reader or name)


def call(implementation: Any, **given: object) -> Any:
    """Call one implementation of a hook with those arguments that it asks for."""
    return implementation.function(*(given[name] for name in implementation.argnames))


def fault(name: str, hook: str, broken: Exception) -> Finding:
    """What a plugin did wrong, as a finding that names it."""
    remedy = "See `tweetplan plugins list`; its author finds it with `tweetplan plugins check`."
    return Finding("plugins.raised", "warning", f"{short(name)}: {hook} was left out: {broken}", name, remedy)


def short(name: str) -> str:
    """The last word of an entry point's name: what people call the plugin."""
    return name.rsplit(":", 1)[-1].rsplit(".", 1)[-1]
