"""Workspaces for Reviews: a team with meetings due, decisions, a report and a proposal; hostile texts; an empty one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

from textual.screen import Screen

from tui.stub import Clock, workspace_at
from tui.today_made import HOSTILE
from tweetplan.domain.codec import plain
from tweetplan.domain.estimate import Estimate
from tweetplan.domain.goals import Member
from tweetplan.domain.operations import Actor
from tweetplan.domain.outlooks import Adjustment, Cycle, Outlook
from tweetplan.storage import estimates as stored_estimates
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.modes import Mode
from tweetplan.tui.screens.reviews import ReviewsScreen
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace import dates, decisions, estimates, reports, reviews, rhythm, tasks, team
from tweetplan.workspace.core import Workspace
from workspace.planned import days, leads, planned

BEGAN = datetime(2026, 2, 2, 7, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 17, 9, 30, tzinfo=UTC)
"""Tuesday: the data meeting has just begun, Monday's planning is a day late."""


class ReviewsApp(TweetplanApp):
    """The app with this mode alone, so that its pictures do not change with the others."""

    listed: ClassVar[tuple[Mode, ...]] = (Mode("reviews", "8", "Reviews", ""),)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"reviews": ReviewsScreen}
    DEFAULT_MODE = "reviews"


def reviews_app(workspace: Workspace, state: Path) -> ReviewsApp:
    return ReviewsApp(workspace, UiSettings(state, environment={}), UiActions())


def empty(folder: Path) -> Workspace:
    return workspace_at(folder, Clock())


def busy(folder: Path) -> Workspace:
    """A year's goal with a lead a day, a team of three zones, and what six weeks of meetings left."""
    clock = Clock(BEGAN)
    ws = planned(replace(workspace_at(folder, clock), actor=Actor("ana", 1000, "host")))
    login = ws.actor.login
    for name, roles, zone in (
        (login, ("strategist", "analyst"), "Europe/Berlin"),
        ("ben", ("creator",), "America/New_York"),
        ("chen", ("community_manager",), "Asia/Shanghai"),
    ):
        team.put(ws, Member(name, roles, zone, {"mon-fri": "09:00-17:00"}, 2400))
    dates.add_date(ws, date(2026, 3, 26), "Founder's day")
    leads(ws, dict.fromkeys(days(date(2026, 1, 1), 75), 2.0))
    tasks.add(ws, "Ask the printer", date(2026, 3, 2), owner="ben")
    clock.at = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
    reviews.hold(ws, "data", "2026-W10", attendance=(login, "ben"), notes="The winter blend did it.")
    for one in rhythm.overview(ws):
        if one.state == "due" and one.sitting.meeting.key not in ("planning", "data", "standup"):
            reviews.skip(ws, one.sitting.meeting.key, one.sitting.period.label, reason="The fair")
    insight = decisions.open_decision(
        ws,
        "Video engages better than photos",
        kind="insight",
        reason="4.1 % against 2.9 %, n 28",
        review="data 2026-W10",
    )
    decisions.act(ws, insight.id, "Shoot two more videos", due=date(2026, 3, 20), owner="ben")
    decisions.open_decision(
        ws, "Do we answer on Sundays?", reason="12 asked last Sunday", options=("yes", "no", "a note in the profile"),
        deadline=date(2026, 3, 16), owner="chen",
    )  # fmt: skip
    reports.start(ws, "The winter blend", period="2026-02", owners={"collect": "ben"})
    clock.at = NOW
    _estimate(ws)
    return ws


def _estimate(ws: Workspace) -> None:
    """A chance and a proposal as the child would have stored them."""
    cycles = (
        Cycle(date(2026, 1, 5), date(2026, 2, 1), 70.0, 91.0),
        Cycle(date(2026, 2, 2), date(2026, 3, 1), 70.0, 98.0),
    )
    raised = Adjustment("leads-2026", "raise", cycles, "raise", 0.97, 0.8, 1000.0, 1150.0)
    outcome = Estimate(1120.0, 1040.0, 1210.0, 52, 0.93, "whole weeks drawn")
    chance = Outlook("leads-2026", "leads", "ahead", date(2026, 12, 31), 1000.0, date(2026, 3, 15), outcome, core=True)
    made = [("adjust", "leads-2026", plain(raised)), ("chance-goal", "leads-2026", plain(chance))]
    with ws.db.writing():
        stored_estimates.put(ws.db, made, estimates.fingerprint(ws), "2026-03-17T08:00:00.000Z")


def hostile(folder: Path) -> Workspace:
    """The same with texts and logins that attack a terminal."""
    ws = busy(folder)
    with ws.db.writing():
        ws.db.execute(
            "UPDATE decisions SET text = :a, reason = :b, login = :c", a=HOSTILE[0], b=HOSTILE[2], c=HOSTILE[3]
        )
        ws.db.execute("UPDATE pipelines SET title = :a, owner = :b", a=HOSTILE[3], b=HOSTILE[0])
        ws.db.execute("UPDATE tasks SET title = :a, owner = :b", a=HOSTILE[2], b=HOSTILE[3])
        ws.db.execute("UPDATE goals SET name = :a", a=HOSTILE[0])
    return ws
