"""Who is asked for advice: a plugin's hook and its goal types, each under the plugin's own name, called only later."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.metadata import EntryPoint

from tweetplan.domain.goals import Goal
from tweetplan.domain.kpis import Kpi, total
from tweetplan.domain.situation import GoalView, Situation
from tweetplan.plugins import Plugins

BOTH = '''
"""A goal type and advice of its own."""
from tweetplan.api import Because, GoalType, Kpi, Recommendation, hookimpl, total, weekly

class Small(GoalType):
    """Small."""
    key = "small"
    title = "Small"
    kpis = (Kpi("visits_seen", total("impressions")),)
    tasks = (weekly(1, "Do"),)

    @classmethod
    def advise(cls, goal, situation):
        yield Recommendation("k", f"for {goal.name}", because=Because(goal.name, "s"))

@hookimpl
def tweetplan_goal_types():
    return [Small]

@hookimpl
def tweetplan_advise(situation):
    return [Recommendation("k", "over all", because=Because(rule="s"))]
'''
NONE = '''
"""Advises only when it is asked."""
from tweetplan.api import hookimpl

@hookimpl
def tweetplan_advise():
    raise SystemExit("asked")
'''


def test_a_plugin_is_asked_once_for_all_that_it_brings(install: Callable[..., list[EntryPoint]]):
    install("both", BOTH)
    loaded = Plugins.load(install("silent", NONE), environ={})
    assert {row.status for row in loaded.rows} == {"ok"}
    assert {row.kind for row in loaded.rows} == {"advice and goal types", "advice"}
    asked = loaded.advisers()
    assert set(asked) == {"both", "silent"}
    goal = Goal("g", "small", "@a", "visits_seen", 1, date(2026, 1, 1), date(2026, 2, 1))
    now = Situation(datetime(2026, 1, 5, tzinfo=UTC), date(2026, 1, 5), goals=(
        GoalView(goal, Kpi("visits_seen", total("impressions"))),))  # fmt: skip
    assert [told.title for told in asked["both"](now)] == ["over all", "for g"]
    assert [told.title for told in asked["both"](Situation(now.now, now.day))] == ["over all"]


def test_each_of_the_seven_goal_types_advises():
    assert {name for name in Plugins.load().advisers() if name.startswith("goals.")} >= {
        f"goals.{kind}"
        for kind in ("awareness", "leads", "community", "thought_leadership", "support", "retention", "sales")
    }
