"""Workspaces for the desk: a team's week of posts in every stage; hostile texts; and the app with this mode alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual.screen import Screen

from tui.stub import Clock, workspace_at
from tui.today_made import HOSTILE
from tweetplan.domain.findings import Finding
from tweetplan.domain.goals import Member
from tweetplan.domain.operations import Actor
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.modes import Mode
from tweetplan.tui.screens.desk import DeskScreen
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace import approving, calendar, posts, slots, team
from tweetplan.workspace.core import Workspace
from workspace.planned import planned

WEEK = "2026-W12"
SLOTS = (
    (16, "13:00", "planned", "value"), (16, "17:00", "planned", "value"), (17, "10:00", "planned", "value"),
    (17, "15:00", "planned", "value"), (18, "10:00", "elastic", ""), (18, "13:00", "planned", "value"),
    (19, "10:00", "planned", "value"), (20, "11:00", "elastic", ""), (20, "15:00", "planned", "value"),
)  # fmt: skip
"""Days of March 2026, in the zone of the readers."""


class DeskApp(TweetplanApp):
    """The app with this mode alone, so that its pictures do not change with the others."""

    listed: ClassVar[tuple[Mode, ...]] = (Mode("desk", "4", "Desk", ""),)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"desk": DeskScreen}
    DEFAULT_MODE = "desk"


def desk_app(workspace: Workspace, state: Path, *program: str, **environment: str) -> DeskApp:
    return DeskApp(workspace, UiSettings(state, environment=environment), UiActions(program=program))


def as_login(ws: Workspace, login: str) -> Workspace:
    """The same store as somebody else sees it."""
    return replace(ws, actor=Actor(login, 4242, "host"), remembered={})


def bare(folder: Path) -> Workspace:
    """Two accounts and a goal, a team of three, approval by one strategist; no post yet."""
    ws = planned(as_login(workspace_at(folder, Clock()), "kim"))
    me = ws.actor.login
    for login, roles in ((me, ("strategist",)), ("ben", ("creator",)), ("ana", ("analyst",))):
        team.put(ws, Member(login, roles, "Europe/Berlin"))
    approving.set_approval_rule(ws, "@tern", "all", ("strategist", "analyst"))
    for day, clock, plan, intent in SLOTS:
        slots.add(
            ws, "@tern", date(2026, 3, day), clock, plan=plan, intent=intent, topic="evergreen", goal="leads-2026"
        )
    return ws


def busy(folder: Path) -> Workspace:
    """Posts in every stage, most of them ben's; Monday 16 March 2026, 13:05 UTC."""
    ws = bare(folder)
    ben, ana, me = as_login(ws, "ben"), as_login(ws, "ana"), ws
    free = [placed.slot for placed in calendar.week(ws, WEEK, "@tern").slots if placed.slot.at > ws.now]
    posts.add(ben, "@tern", "")
    posts.add(me, "@tern", "", goal="leads-2026", intent="promo")
    posts.add(ben, "@tern", "How the grinder is set in winter", intent="value", topic="evergreen")
    reviewed = posts.add(
        ben, "@tern", "We roasted the winter blend twice this year\n---\nOrder yours: https://tern.example/winter",
        slot=free[0].id, intent="promo", goal="leads-2026", link="https://tern.example/winter", cta="order",
    )  # fmt: skip
    posts.submit(ben, reviewed.id)
    posts.comment(ana, reviewed.id, "Is the second batch still on sale?")
    half = posts.add(ben, "@tern", "日本語の投稿がここにある", slot=free[1].id, intent="value")
    posts.submit(ben, half.id)
    posts.approve(ana, half.id)
    sent = posts.add(ben, "@tern", "I brew it at home", intent="value")
    posts.submit(ben, sent.id)
    posts.ask_changes(ana, sent.id, "Say we, not I (C01)")
    for at, text in enumerate(("Roast notes #3", "What frost does to the crop")):
        done = posts.add(ben, "@tern", text, slot=free[2 + at].id, intent="value")
        posts.submit(ben, done.id)
        posts.approve(ana, done.id)
        posts.approve(me, done.id)
        if at:
            posts.schedule(me, done.id)
    held = posts.add(ben, "@tern", "Held back", slot=free[5].id)
    posts.submit(ben, held.id)
    posts.hold(ana, held.id, "the fair was moved")
    posts.drop(me, posts.add(ben, "@tern", "Not this one").id, "too old")
    return ws


def hostile(folder: Path) -> Workspace:
    """The same with texts that no verb takes, as a broken tool might leave them."""
    ws = busy(folder)
    with ws.db.writing():
        for at, row in enumerate(ws.db.rows("SELECT id FROM posts ORDER BY id")):
            text = HOSTILE[at % len(HOSTILE)]
            ws.db.execute(
                "UPDATE posts SET text = :text, owner = :text, format = :text, why = :text WHERE id = :id",
                text=text, id=row["id"],
            )  # fmt: skip
        ws.db.execute("UPDATE comments SET text = :text, login = :text", text=HOSTILE[0])
        ws.db.execute("UPDATE approvals SET comment = :text", text=HOSTILE[3])
    return ws


FIRST_PERSON = Finding("C01.first-person", "error", "first person: “I”", "", "Say “we”.", 0, 1)
