"""The desk's forms, pickers and history: what a key of the board or the editor asks before it does something."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from textual.app import App

from tweetplan.domain.post_life import POST
from tweetplan.domain.posts import Asset, Post
from tweetplan.tui.chrome import ago
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.paint import Piece
from tweetplan.tui.screens.desk_rows import when_words, zone_words
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.tui.screens.why import Why
from tweetplan.tui.widgets.row import Column, Row
from tweetplan.workspace import accounts, calendar, history, posts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.desk import Option

MOVE_COLUMNS = (Column(26), Column())
SLOT_COLUMNS = (Column(17), Column(8), Column(8), Column())
ASSET_COLUMNS = (Column(20), Column(9), Column(), Column(10))
NO_ASSETS = "The library is empty: `: asset add` adds a snippet, a template or a picture."
WEEKS_AHEAD = 4
MOST_HISTORY = 60

Verb = Callable[[Workspace, Post, str], object]
_ONE_WORD: dict[str, tuple[str, str, bool, Verb, str]] = {
    "ask_changes": ("Ask for changes", "what to change", True,
                    lambda ws, post, said: posts.ask_changes(ws, post.id, said, post.version), "Sent back"),
    "comment": ("Comment", "what to say", True, lambda ws, post, said: posts.comment(ws, post.id, said), "Said"),
    "hold": ("Hold", "why it is held", True,
             lambda ws, post, said: posts.hold(ws, post.id, said, post.version), "Held"),
    "drop": ("Drop", "why it is dropped", False,
             lambda ws, post, said: posts.drop(ws, post.id, said, post.version), "Dropped"),
    "hand_off": ("Handed off", "to which tool or person", True,
                 lambda ws, post, said: posts.hand_off(ws, post.id, said, post.version), "Noted as handed off"),
}  # fmt: skip
"""By what is asked: title, what the answer is, whether it is needed, what it does, what is said then."""


def form_named(name: str, host: Host) -> FormSpec | None:
    """The form of a name such as `post.drop:ID`; None when there is none. Raises `NotFound` for a post that is gone."""
    kind, _, identity = name.partition(":")
    what = kind.removeprefix("post.")
    if not identity or not kind.startswith("post.") or (what not in _ONE_WORD and what != "publish"):
        return None
    post = posts.get(host.workspace, identity)
    return _published_form(name, host, post) if what == "publish" else _one_word(name, what, host, post)


def _one_word(name: str, what: str, host: Host, post: Post) -> FormSpec:
    title, asked, needed, verb, said = _ONE_WORD[what]

    def send(values: Values) -> bool:
        words = str(values.get("words", ""))
        return host.perform(lambda ws: verb(ws, post, words), f"{said} (u undoes)") is not None

    field = FormField("words", asked[:13], required=needed, help=asked)
    return FormSpec(name, f"{title}: {post.title or 'no text yet'}", (field,), send)


def _published_form(name: str, host: Host, post: Post) -> FormSpec:
    def send(values: Values) -> bool:
        url = str(values["link"]).strip()
        x_id = url.rstrip("/").rpartition("/")[2].partition("?")[0]
        done = host.perform(
            lambda ws: posts.published(ws, post.id, x_id, url if "/" in url else "", post.version), "It is published"
        )
        return done is not None

    field = FormField("link", "link on X", required=True, help="https://x.com/acme/status/… or the number alone")
    return FormSpec(name, f"It is out: {post.title}", (field,), send)


def move_rows(options: Iterable[Option]) -> list[Row]:
    """The moves that lead out of a stage: those that can be made first."""
    return [
        Row(
            option.verb,
            (Piece(option.title, "dim" if option.why_not else ""), Piece(option.why_not or "can be done", "dim")),
        )
        for option in sorted(options, key=lambda option: bool(option.why_not))
    ]


def asset_rows(assets: Iterable[Asset]) -> list[Row]:
    """The library: name and version, kind, how it begins, whose it is."""
    return [
        Row(
            one.id,
            (f"{one.name} v{one.number}", Piece(one.kind, "dim"), one.alt or one.body[:200], Piece(one.owner, "dim")),
        )
        for one in assets
    ]


def pick_slot(app: App[Any], host: Host, post: Post, chosen: Callable[[str], None]) -> None:
    """Let the person choose one of the free slots of the post's account in the next weeks."""
    from tweetplan.tui.screens.picker import Picker

    account = accounts.get(host.workspace, post.account)
    zone = account.readers_zone
    rows = [
        Row(slot.id, (when_words(slot.at, zone, host.workspace.now), slot.plan, slot.intent, slot.title or slot.goal))
        for slot in free_slots(host.workspace, post)
    ]
    empty = "No free slot in the next weeks: esc, then 3 and F lay a week out."
    title = f"Free slots of {account.handle}, {zone_words(zone)}"
    app.push_screen(Picker(title, rows, *SLOT_COLUMNS, empty=empty), lambda key: chosen(key) if key else None)


def free_slots(ws: Workspace, post: Post) -> list[Any]:
    """The slots of the post's account that nobody took and that are still to come, the soonest first."""
    from tweetplan.domain.periods import containing, local_day

    account = accounts.get(ws, post.account)
    day = local_day(ws.now, account.readers_zone)
    found: dict[str, Any] = {}
    for week in range(WEEKS_AHEAD + 1):
        label = containing("week", day + timedelta(weeks=week)).label
        for placed in calendar.week(ws, label, account.handle).slots:
            if placed.slot.at > ws.now and placed.post is None:
                found[placed.slot.id] = placed.slot
    return sorted(found.values(), key=lambda slot: slot.at)


def history_why(ws: Workspace, post: Post) -> Why:
    """Who changed what of a post, the newest first."""
    now = ws.clock()
    lines: list[str | tuple[str, str]] = []
    for operation in history.of_record(ws, post.id, MOST_HISTORY):
        undone = " (undone)" if operation.undone_by else ""
        lines.append((f"{operation.actor.login} {ago(now, operation.at)}", f"{operation.summary}{undone}"))
        for change in operation.changes:
            if change.id == post.id and change.before and change.after:
                lines += [("", words) for words in changed_words(change.before, change.after)]
    return Why(f"Who changed what: {post.title or 'no text yet'}", lines or ["Nothing is in the log."])


def changed_words(before: Any, after: Any) -> list[str]:
    """`stage: draft → in review`; of a longer text that it changed, with its first words."""
    said = []
    for name, held in after.items():
        if name in ("version", "since", "before", "wording_by") or before.get(name) == held:
            continue
        if name == "state":
            said.append(f"stage: {POST.stage(before['state']).title} → {POST.stage(held).title}")
        elif name in ("text", "content"):
            said.append(f"{name}: {str(held)[:120]}" if name == "text" else "fields changed")
        else:
            said.append(f"{name}: {before.get(name) or '–'} → {held or '–'}")
    return said
