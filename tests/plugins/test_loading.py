"""A broken plugin is a row with a reason, and everything else goes on."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tweetplan.plugins import PluginRow, Plugins

Install = Callable[..., list[EntryPoint]]

GOOD = """
    '''A plugin that works.'''
    from tweetplan.api import GoalType, Kpi, Measure, hookimpl, total, weekly

    class Seats(GoalType):
        '''Seats sold for an event.'''
        key = "seats"
        title = "Seats sold"
        measures = (Measure("seats"),)
        kpis = (Kpi("seats", total("seats")),)
        tasks = (weekly(1, "Post a seat"),)

    @hookimpl
    def tweetplan_goal_types():
        return [Seats]
"""
HOOK = "from tweetplan.api import hookimpl, GoalType, Kpi, Measure, total\n"
TYPE = """
from tweetplan.api import *
class Bad(GoalType):
    '''A goal type.'''
    key, title = "bad", "Bad"
    {body}
@hookimpl
def tweetplan_goal_types():
    return [Bad]
"""

BROKEN = {
    "it is not there": ("", "ModuleNotFoundError", "nowhere = not_there_at_all"),
    "it raises when imported": ("raise RuntimeError('out of coffee')", "RuntimeError: out of coffee"),
    "it leaves when imported": ("import sys; sys.exit('bye')", "SystemExit: bye"),
    "it raises the base of all": ("raise BaseException('deep')", "BaseException: deep"),
    "it is no Python": ("def f(:", "SyntaxError"),
    "it never ends": ("while True: pass", "It took longer than 0.3 s."),
    "it swallows every exception and never ends": (
        "while True:\n    try:\n        while True: pass\n    except Exception: pass",
        "It took longer than 0.3 s.",
    ),
    "its hook is misspelt": (
        HOOK + "@hookimpl\ndef tweetplan_goal_type(): return []",
        "There is no hook tweetplan_goal_type. Did you mean tweetplan_goal_types?",
    ),
    "its hook wants what is not given": (
        HOOK + "@hookimpl\ndef tweetplan_read_results(source, secrets): return None",
        "Argument(s) {'secrets'} are declared in the hookimpl but can not be found in the hookspec",
    ),
    "its hook is not marked": ("def tweetplan_goal_types(): return []", "put @hookimpl before it"),
    "it has no hook": ("x = 1", "It implements no hook"),
    "its hook wraps others": (
        HOOK + "@hookimpl(wrapper=True)\ndef tweetplan_goal_types():\n    return (yield)",
        "is a wrapper",
    ),
    "its hook raises": (HOOK + "@hookimpl\ndef tweetplan_goal_types(): 1 / 0", "ZeroDivisionError"),
    "its hook leaves": (HOOK + "@hookimpl\ndef tweetplan_goal_types(): raise SystemExit(3)", "SystemExit: 3"),
    "its hook answers with a number": (HOOK + "@hookimpl\ndef tweetplan_goal_types(): return 3", "not iterable"),
    "its hook answers without end": (
        HOOK + "@hookimpl\ndef tweetplan_goal_types():\n    while True: yield GoalType",
        "more than 100 goal types",
    ),
    "it brings an instance": (HOOK + "@hookimpl\ndef tweetplan_goal_types(): return [GoalType()]", "inherit GoalType"),
    "it brings text": (HOOK + "@hookimpl\ndef tweetplan_goal_types(): return 'abc'", "inherit GoalType"),
    "its key is no word": (TYPE.format(body='key = "Two words"'), "Give it a lower_snake word"),
    "it forgets a comma": (
        TYPE.format(body='kpis = (Kpi("x", total("likes")))'),
        "kpis is one Kpi, not several; write `kpis = (…,)` with the comma",
    ),
    "its KPI reads what nobody declares": (
        TYPE.format(body='kpis = (Kpi("x", total("likse")),)'),
        "It reads 'likse', which neither X reports nor this goal type declares. Did you mean likes?",
    ),
    "its KPI adds up a level": (
        TYPE.format(body='kpis = (Kpi("x", total("followers")),)'),
        "does not add up over days",
    ),
    "its direction is no direction": (
        TYPE.format(body='kpis = (Kpi("x", total("likes"), better="up"),)'),
        "better: expected one of higher, lower; found 'up'",
    ),
    "it redefines what every account has": (
        TYPE.format(body='kpis = (Kpi("engagement_rate", ratio("likes", "impressions")),)'),
        "already means something",
    ),
    "it redefines a measure of X": (
        TYPE.format(body='measures = (Measure("likes", level=True),)'),
        "a measure of X's own",
    ),
    "its budget asks for more than all": (
        TYPE.format(body='mix = (share("format", video=at_least(0.7), poll=at_least(0.4)),)'),
        "more than all posts",
    ),
    "its task takes no time": (TYPE.format(body='tasks = (weekly(1, "x", minutes=0),)'), "It takes 0 minutes"),
    "its task has a field of its own": (TYPE.format(body='tasks = (weekly(1, "x", minuets=5),)'), "minuets"),
    "its task waits for a date that is not asked": (
        TYPE.format(body='tasks = (before("event", days=7)("x"),)'),
        "Add a field to Params: event: date",
    ),
    "its fields are no dataclass": (
        TYPE.format(body="class Params:\n        seats: int"),
        "put @dataclass(frozen=True)",
    ),
    "its field fits no form": (
        TYPE.format(body="from dataclasses import dataclass\n    @dataclass\n    class Params:\n        tags: list"),
        "use str, int, float, bool or date",
    ),
    "its figure is none": (TYPE.format(body='benchmarks = (Benchmark("likes", float("nan")),)'), "no figure"),
    "its formula is a word": (
        TYPE.format(body='kpis = (Kpi("x", "likes"),)'),
        "kpis[0].formula: expected a Formula, found 'likes'",
    ),
    "it lies about being equal": (
        TYPE.format(
            body='class Liar(str):\n        def __eq__(self, other): raise OSError("no")\n    title = Liar("t")'
        ),
        "expected text",
    ),
}


def row(plugins: Plugins, name: str) -> PluginRow:
    return next(row for row in plugins.rows if row.name == name)


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_plugin_is_named_with_its_reason_and_the_others_go_on(install: Install, case: str) -> None:
    source, reason, *points = BROKEN[case]
    install("aaa_first", GOOD)
    loaded = Plugins.load(install("broken", source, points=points[0] if points else ""), environ={}, seconds=0.3)
    assert list(loaded.goal_types()) == ["seats"]
    assert row(loaded, "aaa_first").status == "ok"
    broken = row(loaded, "nowhere" if points else "broken")
    assert broken.status == "failed"
    assert reason in broken.reason
    assert "\n" not in broken.reason and len(broken.reason) < 500


def test_a_key_that_is_taken_is_refused_and_both_are_named(install: Install) -> None:
    install("one", GOOD)
    loaded = Plugins.load(install("two", GOOD), environ={})
    assert row(loaded, "one").status == "ok"
    assert row(loaded, "two").status == "failed"
    assert "the key 'seats' is taken by one (tweetplan-one 1.0)" in row(loaded, "two").reason


def test_the_good_goal_types_of_a_plugin_are_kept_when_another_is_refused(install: Install) -> None:
    loaded = Plugins.load(
        install("mixed", GOOD + "\n    Seats2 = type('Seats2', (GoalType,), {})\n"
                "    @hookimpl\n    def tweetplan_goal_types(): return [Seats, Seats2]\n"),
        environ={},
    )  # fmt: skip
    assert row(loaded, "mixed").status == "partly"
    assert row(loaded, "mixed").reason.startswith("Seats2: key")
    assert list(loaded.goal_types()) == ["seats"]


def test_a_measure_means_one_thing_in_all_goal_types(install: Install) -> None:
    install("one", GOOD)
    other = TYPE.format(body='measures = (Measure("seats", level=True),)\n    kpis = (Kpi("seats", level("seats")),)')
    loaded = Plugins.load(install("two", other), environ={})
    assert "seats is declared otherwise by seats (tweetplan-one 1.0)" in row(loaded, "two").reason


def test_a_missing_extra_is_not_configured_and_says_what_to_install(install: Install) -> None:
    points = install("net", "import some_client", requires='Requires-Dist: some-client>=2; extra == "net"')
    found = row(Plugins.load(points, environ={}), "net")
    assert (found.status, found.reason) == ("not configured", "It needs some-client: pip install 'tweetplan-net[net]'")


def test_the_switch_leaves_plugins_out_by_entry_point_or_distribution(install: Install) -> None:
    install("one", GOOD)
    points = install("two", GOOD.replace("seats", "chairs"))
    assert {r.status for r in Plugins.load(points, environ={"TWEETPLAN_LOAD_PLUGINS": ""}).rows} == {"off"}
    chosen = Plugins.load(points, environ={"TWEETPLAN_LOAD_PLUGINS": "one, tweetplan-none"})
    assert [(r.name, r.status) for r in chosen.rows] == [("one", "ok"), ("two", "off")]
    by_distribution = Plugins.load(points, environ={"TWEETPLAN_LOAD_PLUGINS": "tweetplan-two"})
    assert list(by_distribution.goal_types()) == ["chairs"]


def test_a_row_says_what_a_plugin_brings_and_from_where(install: Install) -> None:
    both = GOOD + "\n    @hookimpl\n    def tweetplan_read_results(source): return None\n"
    (found,) = Plugins.load(install("both", both, version="2.1"), environ={}).rows
    assert found == PluginRow(
        "both",
        "goal types and reader",
        "2.1",
        ("tweetplan_goal_types", "tweetplan_read_results"),
        "ok",
        "",
        "tweetplan-both",
    )


def test_ctrl_c_is_the_users_and_passes(install: Install) -> None:
    with pytest.raises(KeyboardInterrupt):
        Plugins.load(install("stop", "raise KeyboardInterrupt"), environ={})


def test_what_a_plugin_prints_does_not_reach_stdout(install: Install, capfd: pytest.CaptureFixture[str]) -> None:
    Plugins.load(
        install("chatty", "print('hello')\n" + HOOK + "@hookimpl\ndef tweetplan_goal_types(): return []"), environ={}
    )
    assert capfd.readouterr() == ("", "hello\n")


def test_a_plugin_that_hangs_costs_its_limit_and_no_more(install: Install) -> None:
    started = time.monotonic()
    Plugins.load(install("hangs", "import time; time.sleep(60)"), environ={}, seconds=0.2)
    assert time.monotonic() - started < 5


def test_code_that_somebody_drops_into_a_shared_folder_is_not_run(install: Install, site: Path) -> None:
    install("dropped", f"open({str(site / 'ran')!r}, 'w').close()")
    program = Path(sys.executable).parent / "tweetplan"
    done = subprocess.run([program, "plugins", "list"], cwd=site, capture_output=True, text=True)
    assert done.returncode == 0 and "goals.leads" in done.stdout
    assert "dropped" not in done.stdout and not (site / "ran").exists()


def test_the_limit_leaves_an_alarm_that_was_set_before(install: Install) -> None:
    signal.setitimer(signal.ITIMER_REAL, 100.0)
    Plugins.load(install("good", GOOD), environ={})
    assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 100.0


def test_every_built_in_is_an_entry_point_that_loads() -> None:
    loaded = Plugins.load(environ={})
    goals = [found for found in loaded.rows if found.name.startswith("goals.")]
    assert len(goals) == 7
    assert {(found.status, found.reason) for found in goals} == {("ok", "")}
