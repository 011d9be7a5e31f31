"""Workspaces for Today: the year of leads, its week laid out and work to do; hostile names; an empty one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual.screen import Screen

from tui.stub import Clock, workspace_at
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.modes import Mode
from tweetplan.tui.screens.today import TodayScreen
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace import calendar, goals, tasks
from tweetplan.workspace.core import Workspace
from workspace.planned import YEAR, days, leads, planned

HOSTILE = (
    "[red]x[/red] [/] \\ \x1b]0;t\x07\x1b[2J\x9b31m",
    "日本語の名前がここにある日本語の名前",
    "هدف سال \u202e2026\u2066 سرنخ",
    "[@click=app.quit]hit[/] price [$5] a\nb",
)


class TodayApp(TweetplanApp):
    """The app with this mode alone, so that its pictures do not change with the others."""

    listed: ClassVar[tuple[Mode, ...]] = (Mode("today", "1", "Today", ""),)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"today": TodayScreen}


def today_app(workspace: Workspace, state: Path) -> TodayApp:
    return TodayApp(workspace, UiSettings(state, environment={}), UiActions())


def busy(folder: Path) -> Workspace:
    """Monday 16 March 2026: 1000 leads wanted, two a day so far; the week laid out, one task late, one typed."""
    ws = workspace_at(folder, Clock())
    rate = replace(YEAR, name="lead-rate", kpi="lead_rate", target=0.05, baseline=0.04, importance=3, tier="secondary",
                   supports=YEAR.name, reason="Waste no click")  # fmt: skip
    planned(ws, rate, replace(YEAR, name="idea", reason="", baseline=None, importance=2, urgency=2, draft=True))
    goals.anchor(ws, YEAR.name, date(2026, 3, 31), 200)
    leads(ws, dict.fromkeys(days(date(2026, 1, 1), 74), 2.0))
    leads(ws, dict.fromkeys(days(date(2026, 1, 1), 74), 40.0), "url_clicks")
    calendar.fill(ws)
    tasks.add(ws, "Answer seven mentions", date(2026, 3, 16), role="community", minutes=45)
    tasks.add(ws, "Pick the winter pictures", date(2026, 3, 14), minutes=30)
    return ws


def busy_hostile(folder: Path) -> Workspace:
    """The same with names that no verb takes, as a broken tool might leave them."""
    ws = busy(folder)
    made = [tasks.add(ws, f"task {at}", date(2026, 3, 16), minutes=5).id for at in range(len(HOSTILE))]
    with ws.db.writing():
        for identity, name in zip(made, HOSTILE, strict=True):
            ws.db.execute(
                "UPDATE tasks SET title = :name, role = :name, why = :name WHERE id = :id", name=name, id=identity
            )
        ws.db.execute("UPDATE goals SET name = :name WHERE name = :old", name=HOSTILE[0], old=YEAR.name)
        ws.db.execute("UPDATE goals SET name = :name WHERE name = 'lead-rate'", name=HOSTILE[2])
        ws.db.execute("UPDATE slots SET title = :name", name=HOSTILE[3])
    return ws


def empty(folder: Path) -> Workspace:
    return workspace_at(folder, Clock())
