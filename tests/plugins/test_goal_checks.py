"""A goal type's own check is heard, and cannot hurt whoever asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.metadata import EntryPoint

import pytest

from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Goal
from tweetplan.plugins import Plugins

Install = Callable[..., list[EntryPoint]]
GOAL = Goal("back", "retention", "@a", "net_follows", 10, date(2026, 1, 1), date(2026, 1, 20))
SOURCE = """
from tweetplan.api import *
class Checked(GoalType):
    '''A goal type.'''
    key, title = "checked", "Checked"
    @classmethod
    def check(cls, goal):
        yield Finding("a.first", "warning", "first")
        {body}
@hookimpl
def tweetplan_goal_types(): return [Checked]
"""


def test_w16_a_win_back_goal_shorter_than_a_cycle_is_told() -> None:
    loaded = Plugins.load(environ={})
    assert [found.rule for found in loaded.check_goal(GOAL)] == ["W16.too-short"]
    assert loaded.check_goal(replace(GOAL, end=date(2026, 1, 28))) == ()


def test_a_goal_of_a_type_that_is_not_installed_is_not_judged() -> None:
    assert Plugins.load([], environ={}).check_goal(GOAL) == ()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit", "SystemExit"),
        ("yield 'too late'", "expected a Finding, found 'too late'"),
        ("yield Finding('a.b', 'fatal', 'x')", "Finding.severity: expected one of error, warning, note; found 'fatal'"),
        ("yield Finding('a.b', 'error', None)", "Finding.message: expected text, found None"),
    ],
)
def test_what_it_said_before_it_failed_is_kept_and_the_failure_named(install: Install, body: str, told: str) -> None:
    loaded = Plugins.load(install("checking", SOURCE.format(body=body)), environ={})
    first, fault = loaded.check_goal(replace(GOAL, type="checked"))
    assert first == Finding("a.first", "warning", "first")
    assert fault.rule == "plugins.raised" and told in fault.message
    assert fault.message.startswith("checking: Checked.check was left out:")
    assert loaded.findings == [fault]


def test_findings_without_end_are_cut(install: Install) -> None:
    loaded = Plugins.load(
        install("checking", SOURCE.format(body="while True: yield Finding('a.b', 'note', 'x')")), environ={}
    )
    assert len(loaded.check_goal(replace(GOAL, type="checked"))) == 200
