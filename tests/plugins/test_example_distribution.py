"""The worked example of a third-party distribution (D02) loads beside the built-in goal types."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest

from tweetplan.domain.goals import Goal
from tweetplan.plugins import Plugins
from tweetplan.testing import check_plugin

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tweetplan-major-goals"
POINT = EntryPoint("major_goals", "tweetplan_major_goals.goals", "tweetplan")


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Plugins:
    monkeypatch.syspath_prepend(str(EXAMPLE / "src"))
    return Plugins.load([*entry_points(group="tweetplan"), POINT], environ={})


def test_d02_the_five_goals_are_carried_by_a_distribution_of_its_own(loaded: Plugins) -> None:
    assert check_plugin(EXAMPLE) == []
    assert [row.status for row in loaded.rows if row.name == "major_goals"] == ["ok"]
    assert {"virality", "audience", "accurate_news", "culture", "knowledge"} <= loaded.goal_types().keys()
    assert len(loaded.goal_types()) == 12


def test_d02_everybody_is_no_target_audience(loaded: Plugins) -> None:
    goal = Goal("g", "audience", "@a", "persona_follows", 100, date(2026, 1, 1), date(2026, 12, 31))
    assert [found.rule for found in loaded.check_goal(replace(goal, fields={"persona": "Everybody"}))] == [
        "D02.persona"
    ]
    assert loaded.check_goal(replace(goal, fields={"persona": "Office managers who buy coffee for forty"})) == ()


def test_its_own_test_passes() -> None:
    environ = {**os.environ, "PYTHONPATH": str(EXAMPLE / "src")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "tests"]
    done = subprocess.run(command, cwd=EXAMPLE, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
