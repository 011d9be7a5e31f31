"""A workspace for the Goals mode: the sources' year of 1000 leads, a ratio, a draft without a reason; and its app."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual.screen import Screen

from tui.stub import Clock, workspace_at
from tweetplan.domain.goals import PeriodNote, Tier
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.modes import Mode
from tweetplan.tui.screens.goals import GoalsScreen
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace import goals
from tweetplan.workspace.core import Workspace
from workspace.planned import YEAR, days, leads, planned

NAME = YEAR.name
QUARTERS = ((date(2026, 3, 31), 200), (date(2026, 6, 30), 450), (date(2026, 9, 30), 750))
KNOWN = date(2026, 3, 15)
HOSTILE = (
    "[red]x[/red] [/] \\",
    "日本語の名前がここにある日本語の名前",
    "هدف سال \u202e2026\u2066 سرنخ",
    "[@click=app.quit]hit[/] price [$5",
)
ATTACK = "\x1b]0;t\x07\x1b[2J\x9b31m \u202egnirts"


class GoalsApp(TweetplanApp):
    """The app with this mode alone, so that its pictures do not change with the others."""

    listed: ClassVar[tuple[Mode, ...]] = (Mode("goals", "2", "Goals", ""),)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"goals": GoalsScreen}
    DEFAULT_MODE = "goals"


def goals_app(workspace: Workspace, state: Path) -> GoalsApp:
    return GoalsApp(workspace, UiSettings(state, environment={}), UiActions())


def year(folder: Path, prefix: str = "op") -> Workspace:
    """1000 = 200 + 250 + 300 + 250 leads, notes on Q1 and March, two leads a day until 15 March; two other goals."""
    ws = workspace_at(folder, Clock(), prefix=prefix)
    rate = replace(
        YEAR, name="lead-rate", kpi="lead_rate", target=0.05, baseline=0.04, importance=3, tier="secondary",
        supports=NAME, reason="Waste no click",
    )  # fmt: skip
    idea = replace(YEAR, name="idea", kpi="impressions", target=1_000_000, reason="", importance=2, draft=True,
                   tier="secondary", baseline=None)  # fmt: skip
    planned(ws, rate, idea)
    for day, value in QUARTERS:
        goals.anchor(ws, NAME, day, value)
    goals.note_period(ws, NAME, PeriodNote("2026-Q1", "persona, profile, reach"))
    goals.note_period(ws, NAME, PeriodNote("2026-03", "industry fair", 800.0, {"posts": 15, "chats": 2}))
    leads(ws, dict.fromkeys(days(date(2026, 1, 1), 74), 2.0))
    leads(ws, dict.fromkeys(days(date(2026, 1, 1), 74), 40.0), "url_clicks")
    return ws


def hostile(folder: Path) -> Workspace:
    """The same with names, reasons, statements, focus, budget and counts that attack a terminal."""
    ws = year(folder)
    for at, name in enumerate(HOSTILE):
        tier: Tier = "secondary" if at else "primary"
        supports = HOSTILE[0] if at else ""
        said = {"reason": f"{name} {ATTACK}", "statement": f"leads +15 % {name} {ATTACK}", "campaign": f"{at}{ATTACK}"}
        goal = replace(YEAR, name=name, urgency=5, tier=tier, supports=supports, owner=ATTACK, **said)  # type: ignore[arg-type]
        goals.add(ws, goal, draft=True)
        goals.note_period(ws, name, PeriodNote("2026-03", f"focus {name} {ATTACK}", 1.5, {f"chats {ATTACK}": 2}))
    with ws.db.writing():  # a name that no verb takes, as a broken tool might leave it
        ws.db.execute("UPDATE goals SET name = :name WHERE name = :old", name=f"bad {ATTACK}", old=HOSTILE[3])
    return ws
