"""Workspaces for Team: five people in three zones with hand-overs and figures; hostile texts; an empty one."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from textual.screen import Screen

from tui.stub import Clock, workspace_at
from tui.today_made import HOSTILE
from tweetplan.domain.goals import Member
from tweetplan.domain.operations import Actor
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.modes import Mode
from tweetplan.tui.screens.team import TeamScreen
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace import handing, posts, team, teamwork
from tweetplan.workspace.core import Workspace
from workspace.planned import planned

BEGAN = datetime(2026, 2, 2, 7, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 17, 9, 30, tzinfo=UTC)
"""Tuesday of the week before Berlin's clocks change; New York's have."""


class TeamApp(TweetplanApp):
    """The app with this mode alone, so that its pictures do not change with the others."""

    listed: ClassVar[tuple[Mode, ...]] = (Mode("team", "7", "Team", ""),)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"team": TeamScreen}
    DEFAULT_MODE = "team"


def team_app(workspace: Workspace, state: Path) -> TeamApp:
    return TeamApp(workspace, UiSettings(state, environment={}), UiActions())


def empty(folder: Path) -> Workspace:
    return workspace_at(folder, Clock())


def busy(folder: Path) -> Workspace:
    """Five people, a post that went out after a review, one in review, a hand-over that waits for whoever looks."""
    clock = Clock(BEGAN)
    ws = planned(replace(workspace_at(folder, clock), actor=Actor("ana", 1000, "host")))
    for login, roles, zone, hours in (
        ("ana", ("strategist", "crisis_manager"), "Europe/Berlin", {"mon-fri": "09:00-17:00"}),
        ("ben", ("creator",), "America/New_York", {"mon-fri": "09:00-17:00"}),
        ("chen", ("community_manager",), "Asia/Shanghai", {"mon-sun": "09:00-17:00"}),
        ("dewi", ("community_manager", "creator"), "Asia/Shanghai", {"sat,sun": "20:00-02:00"}),
    ):
        team.put(ws, Member(login, roles, zone, hours, 1200))
    ben, chen = (replace(ws, actor=Actor(name, 1001, "host")) for name in ("ben", "chen"))
    first = posts.submit(ben, posts.add(ben, "@tern", "We opened a new shop").id)
    clock.at = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
    posts.approve(ws, first.id)
    clock.at = datetime(2026, 2, 4, 7, 0, tzinfo=UTC)
    posts.published(ben, first.id, "1900")
    teamwork.pulse(ben, 4)
    clock.at = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
    posts.submit(ben, posts.add(ben, "@tern", "We opened a new shop again").id)
    teamwork.watch(chen, "latte art finals")
    handing.send(chen, "Mind this: latte art finals", to="ana")
    clock.at = NOW
    return ws


def hostile(folder: Path) -> Workspace:
    """The same with texts that try to act, past every verb."""
    ws = busy(folder)
    body = json.dumps({"lines": [["caution", text, "", HOSTILE[3]] for text in HOSTILE], "said": HOSTILE[0]})
    with ws.db.writing():
        ws.db.execute("UPDATE topics SET text = :a, owner = :b", a=HOSTILE[0], b=HOSTILE[3])
        ws.db.execute("UPDATE handovers SET body = :body, giver = :a", body=body, a=HOSTILE[0])
        ws.db.execute("UPDATE members SET id = :a WHERE id = 'chen'", a=HOSTILE[2])
        ws.db.execute("UPDATE members SET id = :a WHERE id = 'dewi'", a=HOSTILE[3])
    return ws
