"""What the desk shows: the board by stages, one post with all that was said of it, and what waits for whoever asks."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from tweetplan.domain.approvals import Standing
from tweetplan.domain.deliveries import Delivery
from tweetplan.domain.freezes import Freeze
from tweetplan.domain.lifecycle import Move
from tweetplan.domain.post_life import (
    ASIDE,
    BOARD,
    DROPPED,
    IDEA,
    IN_REVIEW,
    POST,
    PUBLISHED,
)
from tweetplan.domain.posts import VALUES, Approval, Comment, Post, Slot, Waiver
from tweetplan.domain.values import frozen
from tweetplan.storage import approvals as stored_approvals
from tweetplan.storage import board as stored
from tweetplan.storage import deliveries, freezes, records
from tweetplan.storage import posts as stored_posts
from tweetplan.storage.database import Row
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.posts_moving import Asked, against, get
from tweetplan.workspace.posts_waiting import WaitingPosts as WaitingPosts
from tweetplan.workspace.posts_waiting import waiting as waiting

MOST_CARDS = 100
SHOWN_DAYS = 14
"""Of what was published or dropped, the board shows and counts the last two weeks."""
INNER = ("write", "void", "expire")
"""Moves that follow from something else; nobody asks for them."""
TITLES = {
    "submit": "Send to review",
    "ask_changes": "Ask for changes",
    "approve": "Approve",
    "withdraw": "Take back to draft",
    "schedule": "Schedule",
    "unschedule": "Take off the schedule",
    "hand_off": "Note that it was handed off",
    "take_back": "Take back from the other tool",
    "publish": "Note that it is out",
    "hold": "Hold",
    "release": "Release",
    "revive": "Take up again",
    "drop": "Drop",
}


@frozen
class Touch:
    """Who changed something last, when (an instant in UTC), and what it was."""

    login: str
    at: str
    said: str


@frozen
class Card:
    """A post on the board."""

    post: Post
    slot_at: datetime | None
    """When it is to go out, aware UTC; None without a slot."""
    day: str
    """The day of its slot, or the one it is planned for; empty without either."""
    elastic: bool
    touched: Touch
    late: bool
    """Its slot has passed and it is not out, or it waited longer in its stage than it should."""
    due: datetime | None
    """Until when it may stay in its stage, aware UTC; None: as long as it likes."""


@frozen
class Column:
    """A stage with its posts: how many there are in all, and the first hundred."""

    state: str
    title: str
    count: int
    cards: tuple[Card, ...]


@frozen
class Board:
    """The desk at one moment."""

    now: datetime
    columns: tuple[Column, ...]
    aside: tuple[tuple[str, str, int], ...]
    """Beside the board: stage, its title, how many (of dropped posts those of the last two weeks)."""
    worth: tuple[tuple[str, int], ...]
    """The spread of value (W04): of the drafts and posts shown that do not promote, how many are of each kind, in the
    order of `VALUES`; those that nobody gave a kind come last, under an empty name."""
    freezes: tuple[Freeze, ...]
    """What holds all publishing back now."""


@frozen
class Option:
    """A move that leads out of a post's stage."""

    verb: str
    title: str
    why_not: str = ""
    """Why it cannot be made now; empty when it can."""
    remedy: str = ""


@frozen
class PostView:
    """One post with all that was said of it."""

    post: Post
    slot: Slot | None
    standing: Standing
    approvals: tuple[Approval, ...]
    comments: tuple[Comment, ...]
    waivers: tuple[Waiver, ...]
    deliveries: tuple[Delivery, ...]
    options: tuple[Option, ...]
    touched: Touch
    title: str
    """Its stage in words."""
    turn: tuple[str, ...]
    """Whose turn it is: roles or `anyone` in review, the owner where the work is theirs."""
    late: bool
    minutes_left: int | None
    """Of the stage's patience, negative when it is over; None: it may stay as long as it likes."""


def board(ws: Workspace, account: str = "", mine: bool = False) -> Board:
    """The columns of the desk, of one account or all, of everybody or of whoever asks."""
    key = accounts.get(ws, account).key if account else ""
    owner = ws.actor.login if mine else ""
    columns = tuple(column(ws, state, account=key, owner=owner) for state in BOARD)
    return Board(
        ws.now,
        columns,
        tuple(
            (state, POST.stage(state).title,
             stored.count(ws.db, state, account=key, owner=owner, since=_since(ws, state)))
            for state in ASIDE
        ),
        _worth(columns),
        freezes.in_force(ws.db, key),
    )  # fmt: skip


def _worth(columns: Iterable[Column]) -> tuple[tuple[str, int], ...]:
    posts = (card.post for column in columns if column.state != IDEA for card in column.cards)
    counts = Counter(post.content.worth for post in posts if post.intent != "promo")
    return tuple((kind, counts[kind]) for kind in (*VALUES, "") if counts[kind])


def column(ws: Workspace, state: str, *, account: str = "", owner: str = "") -> Column:
    """One stage with its posts, of one account (its key) and owner where named; those aside have a column too."""
    since = _since(ws, state)
    rows = stored.column(ws.db, state, account=account, owner=owner, since=since, limit=MOST_CARDS)
    total = len(rows)
    if total == MOST_CARDS:
        total = stored.count(ws.db, state, account=account, owner=owner, since=since)
    return Column(state, POST.stage(state).title, total, tuple(card(row, ws.now) for row in rows))


def _since(ws: Workspace, state: str) -> str:
    return instant_text(ws.now - timedelta(days=SHOWN_DAYS)) if state in (PUBLISHED, DROPPED) else ""


def card(row: Row, now: datetime) -> Card:
    """The card of a row of the board."""
    post = stored_posts.value(stored.of_row(row))
    at = datetime.fromisoformat(row["slot_at"]) if row["slot_at"] else None
    touched = Touch(row["by_login"], row["by_at"], row["by_said"])
    due = _due(post)
    late = _late(post, at, due, now)
    return Card(post, at, row["on_day"], row["plan"] == "elastic", touched, late, due)


def _due(post: Post) -> datetime | None:
    return POST.deadline(post.state, datetime.fromisoformat(post.since)) if post.since else None


def _late(post: Post, slot_at: datetime | None, due: datetime | None, now: datetime) -> bool:
    if post.state in (PUBLISHED, DROPPED):
        return False
    return (slot_at is not None and slot_at < now) or (due is not None and due < now)


def post_view(ws: Workspace, identity: str) -> PostView:
    """One post by its id or the beginning of it; raises `NotFound`."""
    post = get(ws, identity)
    asked = Asked(ws, post)
    due = _due(post)
    touch = records.operation_at(ws.db, post.version)
    turn = asked.standing.turn or ("anyone",) if post.state == IN_REVIEW else _owners(post)
    return PostView(
        post,
        asked.slot,
        asked.standing,
        stored_approvals.of_post(ws.db, post.id),
        stored_approvals.comments(ws.db, post.id),
        stored_approvals.waivers(ws.db, post.id),
        deliveries.of_post(ws.db, post.id),
        tuple(_option(asked, move) for move in POST.open_moves(post.state) if move.verb not in INNER),
        Touch(touch["login"], touch["at"], touch["summary"]) if touch else Touch("", "", ""),
        POST.stage(post.state).title,
        turn,
        _late(post, asked.slot.at if asked.slot else None, due, ws.now),
        int((due - ws.now).total_seconds() // 60) if due else None,
    )


def _owners(post: Post) -> tuple[str, ...]:
    return () if post.state in (PUBLISHED, DROPPED) or not post.owner else (post.owner,)


def _option(asked: Asked, move: Move) -> Option:
    found = against(asked, move, but=("complete",))
    why, remedy = (found[0].message, found[0].remedy) if found else ("", "")
    return Option(move.verb, TITLES[move.verb], why, remedy)
