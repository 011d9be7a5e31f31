"""The conformance kit says what keeps a plugin from working, and outlives what the plugin does to it."""

import time
from pathlib import Path
from textwrap import dedent

import pytest

from tweetplan.domain.findings import NotFound
from tweetplan.testing import Finding, check_plugin

GOOD = '''
"""Seats sold for an event."""

from tweetplan.api import GoalType, Kpi, Measure, hookimpl, share, at_most, total, weekly


class Seats(GoalType):
    """Seats sold for an event."""

    key = "seats"
    title = "Seats sold"
    measures = (Measure("seats"),)
    kpis = (Kpi("seats", total("seats")),)
    mix = (share("intent", promo=at_most(0.20)),)
    tasks = (weekly(1, "Post a seat"),)


@hookimpl
def tweetplan_goal_types():
    return [Seats]
'''
MARK = '"""A plugin."""\nfrom tweetplan.api import *\n'


def write(folder: Path, source: str, name: str = "seats_plugin.py") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(source), encoding="utf-8")
    return path


def test_a_plugin_that_conforms_has_no_findings(tmp_path: Path) -> None:
    assert check_plugin(write(tmp_path, GOOD)) == []


def test_a_module_is_taken_by_its_name_a_built_in_too() -> None:
    assert check_plugin("tweetplan_goals.leads") == []


def test_a_project_is_examined_by_the_entry_points_of_its_pyproject(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "src/seats/goals.py")
    write(tmp_path, "", "src/seats/__init__.py")
    write(
        tmp_path, '[project]\nname = "seats"\n[project.entry-points.tweetplan]\nseats = "seats.goals"', "pyproject.toml"
    )
    assert check_plugin(tmp_path) == []
    write(
        tmp_path, '[project]\nname = "seats"\n[project.entry-points.tweetplan]\nseats = "seats.goal"', "pyproject.toml"
    )
    (found,) = check_plugin(tmp_path)
    assert "No module named 'seats.goal'" in found.message


def test_a_package_folder_is_examined_file_by_file(tmp_path: Path) -> None:
    write(tmp_path, "", "seats/__init__.py")
    write(tmp_path, GOOD, "seats/goals.py")
    write(tmp_path, "raise RuntimeError('no plugin, so never imported')", "seats/other.py")
    assert check_plugin(tmp_path / "seats") == []


def test_a_folder_without_a_plugin_and_a_place_without_anything(tmp_path: Path) -> None:
    (found,) = check_plugin(tmp_path)
    assert (found.rule, found.severity) == ("plugin.nothing", "error")
    with pytest.raises(NotFound, match="There is no plugin at"):
        check_plugin("no_such_plugin_anywhere")


def only(found: list[Finding]) -> Finding:
    assert len(found) == 1, found
    return found[0]


TICKING = """
import itertools
count = itertools.count()
@hookimpl
def tweetplan_goal_types():
    return [type("T", (Seats,), {"__doc__": "T.", "title": f"T{next(count)}"})]
"""
READER = MARK + "@hookimpl\ndef tweetplan_read_results(source): return "
WRONG = {
    "raises": (
        MARK + "\nx = 1 / 0  # hookimpl",
        "error",
        "ZeroDivisionError: division by zero (seats_plugin.py, line 4)",
    ),
    "exits": (MARK + "import os\nos._exit(7)  # hookimpl", "error", "ended the process that examined it (exit code 7)"),
    "crashes": (MARK + "import os\nos.kill(os.getpid(), 11)  # hookimpl", "error", "(signal 11)"),
    "hoards": (MARK + "hoard = bytearray(8 << 30)  # hookimpl", "error", "MemoryError"),
    "leaves": (MARK + "raise SystemExit  # hookimpl", "error", "SystemExit"),
    "misspells": (MARK + "@hookimpl\ndef tweetplan_goal_typs(): ...", "error", "Did you mean tweetplan_goal_types?"),
    "prints": (GOOD + "\nprint('hello')", "warning", "It prints while it is loaded or called: hello"),
    "has no docstring": (
        GOOD.replace('"""Seats sold for an event."""\n\nfrom', "from"),
        "warning",
        "has no docstring.",
    ),
    "has a silent class": (
        GOOD.replace('    """Seats sold for an event."""\n', ""),
        "warning",
        "The class has no docstring.",
    ),
    "reaches inside": (
        GOOD + "\nfrom tweetplan.domain.kpis import level\n",
        "warning",
        "imports tweetplan.domain.kpis.",
    ),
    "reaches beside": (GOOD + "\nfrom tweetplan import plugins\n", "warning", "It imports tweetplan.plugins."),
    "declares too much": (
        GOOD.replace('("seats"),)\n', '("seats"), Measure("tables"))\n', 1),
        "warning",
        "measure tables.",
    ),
    "names no role": (GOOD.replace('seat"),', 'seat", role="creatr"),'), "warning", "No team has the role 'creatr'."),
    "takes no time": (GOOD.replace('seat"),', 'seat", minutes=0),'), "error", "It takes 0 minutes."),
    "misspells a measure": (GOOD.replace('total("seats")', 'total("seets")'), "error", "It reads 'seets'"),
    "is never the same": (GOOD + TICKING, "error", "It declares something else each time it is asked."),
    "fails in its check": (
        GOOD.replace("tasks = (", "check = classmethod(lambda cls, goal: [goal.nothing])\n    tasks = ("),
        "error",
        "Seats.check was left out: AttributeError",
    ),
    "fails as a reader": (READER + "list(source.records())[5]", "error", "IndexError"),
    "is sure of anything": (
        READER + "Results('x', 1.0, 'posts')",
        "warning",
        "100% sure of a file of no known format.",
    ),
    "takes our key": (
        GOOD.replace('key = "seats"', 'key = "leads"'),
        "error",
        "the key 'leads' is taken by goals.leads",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told(tmp_path: Path, case: str) -> None:
    source, severity, told = WRONG[case]
    found = check_plugin(write(tmp_path, source))
    said = [finding for finding in found if told in finding.message]
    assert said, found
    assert said[0].severity == severity
    assert severity == "error" or not [finding for finding in found if finding.severity == "error"], found


def test_every_error_of_a_goal_type_is_told_not_the_first_alone(tmp_path: Path) -> None:
    source = GOOD.replace('total("seats")', 'total("seets")').replace('"Post a seat"', '"Post a seat", minutes=0')
    errors = [found.message for found in check_plugin(write(tmp_path, source)) if found.severity == "error"]
    assert len(errors) == 2


def test_a_plugin_that_hangs_is_stopped(tmp_path: Path) -> None:
    started = time.monotonic()
    found = only(
        check_plugin(write(tmp_path, MARK + "while True:\n  try:\n    input()\n  except BaseException: pass"), 1.0)
    )
    assert found.message == "It was not done after 1 s, and was stopped."
    assert time.monotonic() - started < 10


def test_the_plugin_sees_neither_our_environment_nor_our_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEETPLAN_SECRET", "token")
    source = MARK + "import os\nraise RuntimeError(sorted(os.environ), os.getcwd() == os.environ['HOME'])  # hookimpl"
    found = check_plugin(write(tmp_path, source))
    assert "['HOME', 'LANG', 'PATH'], True" in found[0].message
