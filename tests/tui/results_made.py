"""Workspaces for Results: the year of leads with posts that were imported; hostile texts and names; and its app."""

import csv
import sys
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from textual.screen import Screen

from tui.stub import Clock, workspace_at
from tui.today_made import HOSTILE
from tweetplan.analysis import importing
from tweetplan.plugins import Plugins
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.modes import Mode
from tweetplan.tui.screens.results import ResultsScreen
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace import results
from tweetplan.workspace.core import Workspace
from workspace.planned import days, planned

TEXTS = (
    "Roast notes #3: the Yirgacheffe",
    "为什么house espresso在第七天最好喝？我们做了10次对比。",
    "چرا decaf با آب سبک بهتر دم می‌کشد؟",
    "Kami uji 18 cara membancuh Sidamo.\nIni keputusannya.",
)
COLUMNS = ("id", "posted_at", "text", "impressions", "likes", "replies", "reposts", "engagements", "url_clicks")


class ResultsApp(TweetplanApp):
    """The app with this mode alone, so that its pictures do not change with the others."""

    listed: ClassVar[tuple[Mode, ...]] = (Mode("results", "5", "Results", ""),)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"results": ResultsScreen}
    DEFAULT_MODE = "results"


def results_app(workspace: Workspace, state: Path) -> ResultsApp:
    program = (sys.executable, "-m", "tweetplan", "--workspace", str(workspace.db.path))
    return ResultsApp(workspace, UiSettings(state, environment={}), UiActions(program))


def post_file(path: Path, texts: Iterable[str], first: date = date(2026, 2, 20)) -> Path:
    """A CSV with a post a day: the `n`th has 100 n impressions and n likes; the first has few."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for n, text in enumerate(texts):
            day = first + timedelta(days=n)
            views = 100 * n or 50
            writer.writerow(
                [2025000000000000000 + n, f"{day}T10:00:00Z", text, views, n + 1, n % 3, n % 2, 2 * n + 3, n % 4]
            )
    return path


def figure_file(path: Path) -> Path:
    """A CSV with two leads on Mondays to Saturdays and nine on Sundays, until 15 March 2026."""
    lines = [f"{day},@tern,leads,{9 if day.weekday() == 6 else 2}" for day in days(date(2026, 1, 1), 74)]
    path.write_text("\n".join(["date,account,measure,value", *lines]), encoding="utf-8")
    return path


def bring_in(ws: Workspace, path: Path, account: str = "@tern") -> None:
    importing.commit(ws, importing.preview(ws, Plugins.load(), [path], account=account))


def empty(folder: Path) -> Workspace:
    return workspace_at(folder, Clock())


def year(folder: Path) -> Workspace:
    """Two leads a day (nine on Sundays), a follower count that is due anew, and 24 posts from 20 February 2026 on."""
    ws = planned(workspace_at(folder, Clock()))
    bring_in(ws, figure_file(folder / "leads.csv"))
    results.record(ws, "followers", 900, date(2026, 1, 31), "@tern")
    bring_in(ws, post_file(folder / "posts.csv", [f"{TEXTS[n % 4]} ({n})" for n in range(24)]))
    return ws


def hostile(folder: Path) -> Workspace:
    """The same with texts, file names and logins that attack a terminal."""
    ws = year(folder)
    bring_in(ws, post_file(folder / "evil \x1b]0;t\x07[red] \u202e.csv", [*HOSTILE] * 8, date(2026, 2, 10)))
    with ws.db.writing():
        ws.db.execute("UPDATE post_results SET text = :text, format = :text", text=HOSTILE[0])
        ws.db.execute("UPDATE operations SET login = :text, summary = :text WHERE batch <> ''", text=HOSTILE[2])
        ws.db.execute("UPDATE goals SET name = :text", text=HOSTILE[3])
    return ws
