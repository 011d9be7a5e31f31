"""Plugins that reach outside: whatever they do, a post is never taken for certain when it is not."""

from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from tweetplan.domain.events import Event
from tweetplan.domain.findings import Problem
from tweetplan.domain.goals import Account
from tweetplan.domain.publishing import Outgoing, Refused, Unknown
from tweetplan.plugins import Plugins
from tweetplan.testing import check_plugin

Install = Callable[..., list[EntryPoint]]
ACME = Account("@acme")
POST = Outgoing("d1.1", "p1", "@acme", "Hello", "2026-03-17T09:00:00.000Z", ("Hello",))
HOSTILE = {
    "raises": "raise RuntimeError('no network')",
    "exits": "raise SystemExit(0)",
    "problem": "raise Problem('odd')",
    "nonsense": "return 42",
    "true": "return True",
    "bad id": "return Published(x_id='12; DROP')",
    "not a post's id": "return Published(x_id='9' * 25)",
    "wrong kinds": "made = object.__new__(Published); object.__setattr__(made, 'x_id', 5); return made",
    "takes none": "return Published(took=0)",
    "endless": "while True: pass",
    "swallows": "\n    while True:\n        try:\n            while True: pass\n        except Exception: pass",
    "a day without zone": "raise TryLater('x', datetime(2026, 1, 1))",
}


def publisher(body: str) -> str:
    return f"""
from datetime import datetime
from tweetplan.api import Problem, Published, Refused, TryLater, Unknown, hookimpl

@hookimpl
def tweetplan_publish(post):
    {body}
"""


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_publisher_leaves_the_outcome_unknown(
    install: Install, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    monkeypatch.setattr("tweetplan.outward.PUBLISH_SECONDS", 0.3)
    loaded = Plugins.load(install("bad", publisher(HOSTILE[case])), environ={})
    (name,) = loaded.publishers()
    with pytest.raises(Unknown):
        loaded.publish(POST, ACME, name)
    assert len(loaded.findings) == 1


def test_the_outcomes_that_a_publisher_names_pass_as_they_are(install: Install) -> None:
    loaded = Plugins.load(install("no", publisher("raise Refused('too loud')")), environ={})
    (name,) = loaded.publishers()
    with pytest.raises(Refused, match="too loud"):
        loaded.publish(POST, ACME, name)
    assert loaded.findings == []


def test_only_the_publisher_that_was_chosen_is_asked(install: Install) -> None:
    install("one", publisher("raise RuntimeError('asked')"))
    loaded = Plugins.load(install("two", publisher("return Published(x_id='5')")), environ={})
    other = next(name for name in loaded.publishers() if name == "two")
    assert loaded.publish(POST, ACME, other).x_id == "5"
    with pytest.raises(Refused, match="no publisher 'tow'"):
        loaded.publish(POST, ACME, "tow")


def test_a_publisher_that_serves_somebody_else_refuses_for_certain(install: Install) -> None:
    loaded = Plugins.load(install("none", publisher("return None")), environ={})
    with pytest.raises(Refused, match="does not serve"):
        loaded.publish(POST, ACME, loaded.publishers()[0])


FETCHERS = {
    "raises": "raise RuntimeError('no network')",
    "nonsense": "return [1, 2]",
    "uneven": "return Results('x', 1.0, 'posts', post_measures=('a', 'b'), posts=(PostRow('1', 1, 't', 'u', 'own',"
    " (1.0,), 1),))",
    "endless": "while True: pass",
}


def fetcher(body: str) -> str:
    return f"""
from tweetplan.api import PostRow, Problem, Results, hookimpl

@hookimpl
def tweetplan_fetch(account, since):
    {body}
"""


@pytest.mark.parametrize("case", FETCHERS)
def test_a_broken_fetcher_is_named_and_the_others_stay(
    install: Install, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    monkeypatch.setattr("tweetplan.outward.FETCH_SECONDS", 0.3)
    install("good", fetcher("return Results('good', 1.0, 'posts')"))
    loaded = Plugins.load(install("bad", fetcher(FETCHERS[case])), environ={})
    assert [found.reader for found in loaded.fetch(ACME)] == ["good"]
    assert len(loaded.findings) == 1 and "bad" in loaded.findings[0].message


def test_a_fetcher_s_problem_is_told_when_nothing_came(install: Install) -> None:
    loaded = Plugins.load(install("ended", fetcher("raise Problem('the token ended')")), environ={})
    with pytest.raises(Problem, match="token ended"):
        loaded.fetch(ACME)


def test_a_notifier_that_fails_is_named_and_the_others_are_told(install: Install, tmp_path: object) -> None:
    text = "\nfrom tweetplan.api import hookimpl\n\n@hookimpl\ndef tweetplan_notify(event):\n    {}\n"
    install("fine", text.format("pass"))
    loaded = Plugins.load(install("deaf", text.format("raise OSError('unplugged')")), environ={})
    told = loaded.notify(Event("freeze", "All stops."))
    assert sorted(told.values()) == ["", "OSError: unplugged"]


@pytest.mark.parametrize("body", [publisher("return None"), fetcher("return None")])
def test_the_conformance_kit_takes_such_a_plugin(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    file = tmp_path_factory.mktemp("kit") / "outward.py"
    file.write_text('"""Reaches outside."""\n' + body)
    assert [found for found in check_plugin(file) if found.severity == "error"] == []
