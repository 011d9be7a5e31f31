"""Workspaces for the Audience mode, and an app with this mode alone."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual.screen import Screen

from audience_made import TALK, people, talk
from tui.stub import Clock, workspace_at
from tui.today_made import HOSTILE
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.modes import Mode
from tweetplan.tui.screens.audience import AudienceScreen
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace.core import Workspace
from workspace.planned import planned

MORE = (
    ("1008", "@fay", "2026-03-16T11:00Z", "پشتیبانی شما جواب نمی‌دهد، سفارش من کجاست؟", "", "", ""),
    ("1009", "@gao", "2026-03-16T11:30Z", "@tern 我的订单三天还没发货，客服也不回复", "", "", ""),
)


class AudienceApp(TweetplanApp):
    """The app with this mode alone, so that its pictures do not change with the others."""

    listed: ClassVar[tuple[Mode, ...]] = (Mode("audience", "6", "Audience", ""),)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"audience": AudienceScreen}
    DEFAULT_MODE = "audience"


def audience_app(workspace: Workspace, state: Path) -> AudienceApp:
    program = (sys.executable, "-m", "tweetplan", "--workspace", str(workspace.db.path))
    return AudienceApp(workspace, UiSettings(state, environment={}), UiActions(program))


def empty(folder: Path) -> Workspace:
    return workspace_at(folder, Clock())


def quiet(folder: Path) -> Workspace:
    """Accounts and goals, and nothing imported."""
    return planned(workspace_at(folder, Clock()))


def talked(folder: Path) -> Workspace:
    """Nine mentions in three languages, and people of each kind."""
    ws = quiet(folder)
    talk(ws, folder, [*TALK, *MORE])
    people(
        ws,
        folder,
        [
            ("@ann", "existing", 120, "2026-03-15", "", 40),
            ("@bo", "potential", 80, "2026-03-16", "", ""),
            ("@eve", "influencer", 250_000, "2026-03-16", "03-18", 500),
            ("@nia", "influencer", 9_000, "2026-01-02", "", ""),
            ("@zed", "existing", 300, "2025-12-20", "", 150),
        ],
    )
    return ws


def hostile(folder: Path) -> Workspace:
    """The same with texts, names and words that attack a terminal."""
    ws = talked(folder)
    with ws.db.writing():
        ws.db.execute("UPDATE mentions SET text = :text WHERE ref <> '1002'", text=HOSTILE[0])
        ws.db.execute("UPDATE mentions SET author = :text WHERE ref IN ('1001', '1009')", text=HOSTILE[1])
        ws.db.execute("UPDATE mention_labels SET evidence = :text", text='["\\u001b]0;t\\u0007[red]"]')
        ws.db.execute("UPDATE people SET segment = :text WHERE handle = '@zed'", text=HOSTILE[2])
    return ws
