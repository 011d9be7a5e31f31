"""Workspaces for the crisis screen: a war room, one that is over, an exercise, hostile texts, none; and the app."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from textual.screen import Screen

from crisis_made import as_login, handed
from publishing_made import account, scheduled
from tui.stub import Clock, workspace_at
from tui.today_made import HOSTILE
from tweetplan.domain.goals import Member
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.modes import Mode
from tweetplan.tui.screens.crisis import CrisisScreen
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace import crisis, crisis_papers, freezing, team
from tweetplan.workspace.core import Workspace

TITLE = "Boycott of the winter blend"


class CrisisApp(TweetplanApp):
    """The app with this mode alone, so that its pictures do not change with the others."""

    listed: ClassVar[tuple[Mode, ...]] = (Mode("crisis", "9", "Crisis", ""),)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"crisis": CrisisScreen}
    DEFAULT_MODE = "crisis"


def crisis_app(ws: Workspace, state: Path) -> CrisisApp:
    return CrisisApp(ws, UiSettings(state, environment={}), UiActions())


def bare(folder: Path, clock: Clock | None = None) -> Workspace:
    """An account and a team of three, as its crisis manager; no crisis yet. Monday 16 March 2026, 13:05 UTC."""
    ws = as_login(workspace_at(folder, clock or Clock()), "stan")
    account(ws, "")
    for login, roles in (("stan", "strategist"), ("cleo", "crisis_manager"), ("mia", "community_manager")):
        team.put(ws, Member(login, (roles,)))
    return as_login(ws, "cleo")


def room(folder: Path, clock: Clock | None = None) -> Workspace:
    """Level high since a few minutes: five posts held, three in two tools, a statement approved and one not."""
    clock = clock or Clock()
    cleo = bare(folder, clock)
    mia, stan = as_login(cleo, "mia"), as_login(cleo, "stan")
    for number in range(5):
        scheduled(cleo, f"p{number}", f"Roast notes #{number}", minutes=-60 * number - 20)
    handed(cleo, "h1", 25)
    handed(cleo, "h2", 90)
    handed(cleo, "h3", 45, "publer")
    book = "Stop everything.\nThen find out what is true."
    crisis_papers.write_playbook(cleo, "storm", book)
    words = crisis_papers.write_statement(stan, "We are looking into it, and answer here at noon.", level="high")
    crisis_papers.approve_statement(cleo, words.id)
    crisis_papers.write_statement(mia, "Kami sedang menyiasat.", level="high", lang="ms")
    one = crisis.begin(mia, TITLE, "medium", said="a hashtag with 400 posts since 12:30")
    clock.move(minutes=3)
    crisis.step(mia, one.id, text="it grows by the minute")
    crisis.set_level(cleo, one.id, "high")
    clock.move(minutes=2)
    crisis.say(mia, one.id, "Two newspapers have called")
    freezing.confirm(stan, "h3")
    crisis.tick(cleo, one.id, "room")
    clock.move(minutes=2)
    return cleo


def over(folder: Path, clock: Clock | None = None) -> Workspace:
    """The same, closed a moment ago: five posts wait for an answer, the post-mortem is due; an exercise before it."""
    clock = clock or Clock()
    cleo = room(folder, clock)
    freezing.confirm(cleo, "buffer")
    for _ in range(3):
        clock.move(minutes=6)
        crisis.step(cleo)
    crisis.close(cleo)
    freezing.answer(cleo, "p4", "drop")
    return cleo


def exercise(folder: Path) -> Workspace:
    """An exercise at level high, with posts that it leaves alone."""
    cleo = bare(folder)
    scheduled(cleo, "p1", "Roast notes", minutes=-60)
    crisis.begin(cleo, "Half of the feed is angry", "high", drill=True)
    return cleo


def hostile(folder: Path) -> Workspace:
    """The war room with texts that no verb takes, as a broken tool might leave them."""
    ws = room(folder)
    with ws.db.writing():
        ws.db.execute("UPDATE crises SET title = :text", text=HOSTILE[0])
        ws.db.execute("UPDATE crisis_entries SET text = :text, login = :text", text=HOSTILE[1])
        ws.db.execute("UPDATE statements SET text = :text, lang = :text", text=HOSTILE[2 % len(HOSTILE)])
        ws.db.execute("UPDATE frozen_posts SET owner = :text", text=HOSTILE[0])
        ws.db.execute("UPDATE frozen_posts SET place = :text WHERE place <> 'here'", text=HOSTILE[3 % len(HOSTILE)])
        ws.db.execute("UPDATE posts SET text = :text", text=HOSTILE[3 % len(HOSTILE)])
    return replace(ws, remembered={})
