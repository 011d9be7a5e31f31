"""Workspaces for the calendar: the year of leads with a week laid out; hostile titles and themes; and its app."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual.screen import Screen

from tui.stub import Clock, workspace_at
from tui.today_made import HOSTILE
from tweetplan.domain.posts import Post
from tweetplan.storage import posts as stored_posts
from tweetplan.tui.app import TweetplanApp
from tweetplan.tui.modes import Mode
from tweetplan.tui.screens.calendar import CalendarScreen
from tweetplan.tui.settings import UiActions, UiSettings
from tweetplan.workspace import calendar, dates, freezing, slots
from tweetplan.workspace.core import Workspace
from workspace.planned import planned

WEEK = "2026-W12"


class CalendarApp(TweetplanApp):
    """The app with this mode alone, so that its pictures do not change with the others."""

    listed: ClassVar[tuple[Mode, ...]] = (Mode("calendar", "3", "Calendar", ""),)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"calendar": CalendarScreen}
    DEFAULT_MODE = "calendar"


def calendar_app(workspace: Workspace, state: Path) -> CalendarApp:
    return CalendarApp(workspace, UiSettings(state, environment={}), UiActions())


def bare(folder: Path) -> Workspace:
    """Two accounts and a goal, nothing laid out; Monday 16 March 2026, 13:05 UTC."""
    return planned(workspace_at(folder, Clock()))


def laid_out(folder: Path) -> Workspace:
    """The week laid out, with themes, a locked slot, and a post that took an elastic one."""
    ws = bare(folder)
    calendar.fill(ws, WEEK, "@tern")
    slots.put_theme(ws, "@tern", WEEK, "water")
    slots.put_theme(ws, "@tern", "2026-03", "the craft")
    view = calendar.week(ws, WEEK)
    slots.lock(ws, view.slots[4].slot.id)
    free = [placed.slot for placed in view.slots if placed.free][-1]
    put_post(ws, Post("p1", "@tern", "What frost in Minas does", "approved", free.id, intent="value", topic="trend"))
    return ws


def crowded(folder: Path) -> Workspace:
    """The week with two promos side by side, a risky day, an event, a post late in review, and a freeze."""
    ws = laid_out(folder)
    places = {(placed.slot.day, placed.slot.time): placed.slot for placed in calendar.week(ws, WEEK).slots}
    tuesday = date(2026, 3, 17)
    slots.edit(ws, places[date(2026, 3, 16), "17:00"].id, plan="planned", intent="promo", title="Winter box")
    dates.add_date(ws, tuesday, "Election day", kind="risk")
    dates.add_date(ws, date(2026, 3, 19), "Coffee fair", last=date(2026, 3, 20), kind="event")
    late = places[tuesday, "13:00"].id
    put_post(ws, Post("p2", "@tern", "Roast notes", "in_review", late, intent="value", topic="evergreen", owner="ben"))
    freezing.freeze(ws, "the roastery burns")
    return ws


def put_post(ws: Workspace, post: Post) -> None:
    with ws.operation("test") as change:
        change.put("posts", stored_posts.row(post))


def hostile(folder: Path) -> Workspace:
    """The same with texts that no verb takes, as a broken tool might leave them."""
    ws = laid_out(folder)
    with ws.db.writing():
        for at, placed in enumerate(calendar.week(ws, WEEK).slots):
            text = HOSTILE[at % len(HOSTILE)]
            ws.db.execute(
                "UPDATE slots SET title = :text, goal = :text, format = :text WHERE id = :id",
                text=text, id=placed.slot.id,
            )  # fmt: skip
        ws.db.execute("UPDATE themes SET theme = :text", text=HOSTILE[0])
        ws.db.execute("UPDATE tasks SET title = :text, role = :text, goal = :text", text=HOSTILE[3])
        ws.db.execute("UPDATE posts SET text = :text", text=HOSTILE[2])
    return ws
