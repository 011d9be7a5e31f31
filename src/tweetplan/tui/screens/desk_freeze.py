"""The freeze on the desk: its form, what must be paused elsewhere with minutes left, what waits; unknown outcomes."""

from collections.abc import Iterable, Iterator
from typing import Any

from textual.app import App

from tweetplan.domain.freezes import HERE, Found, Standing, tool_title
from tweetplan.tui.chrome import ago
from tweetplan.tui.fields import FormField
from tweetplan.tui.host import Host
from tweetplan.tui.paint import Piece
from tweetplan.tui.screens.form import FormSpec, Values
from tweetplan.tui.widgets.row import Column, Row, heading, note
from tweetplan.workspace import accounts, delivering, freezing, posts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.freezing import Released

COLUMNS = (Column(12), Column(), Column(14))
UNKNOWN_COLUMNS = (Column(12), Column(), Column(10))
ALL = "every account"


def freeze_form(app: App[Any], host: Host) -> FormSpec:
    """Why, and which account; the word is typed then, for what others do meanwhile cannot be taken back."""

    def send(values: Values) -> bool:
        reason, whose = str(values["reason"]), str(values.get("account", ALL))
        account = "" if whose == ALL else whose
        app.call_later(_confirm, app, host, reason, account)
        return True

    handles = tuple(held.handle for held in accounts.listing(host.workspace))
    fields = (
        FormField("reason", required=True, help="why; everybody reads it"),
        FormField("account", kind="choice", choices=(ALL, *handles)),
    )
    return FormSpec("freeze", "Freeze: hold all publishing", fields, send)


def _confirm(app: App[Any], host: Host, reason: str, account: str) -> None:
    from tweetplan.tui.screens.ask import TypeTheWord

    def answered(sure: bool | None) -> None:
        if sure:
            host.perform(lambda ws: freezing.freeze(ws, reason, account=account), lambda found: f"Frozen: {found.said}")

    app.push_screen(TypeTheWord(f"Freeze {account or ALL}: {reason}", "freeze"), answered)


def standing_rows(found: Iterable[Standing]) -> list[Row]:
    """What is frozen, what must be paused elsewhere, what waits for keep, move or drop, and the release."""
    return [row for each in found for row in _standing(each)]


def _standing(found: Standing) -> Iterator[Row]:
    held = found.freeze
    yield heading(f"{held.whose}, by {held.login}: {held.reason}", key=f"# {held.id}")
    yield note(f"said {held.id}", found.said)
    for tool, count in found.open_tools.items():
        left = _left(found.elsewhere, tool)
        link = freezing.link_of(tool)
        words = f"{count} in {tool_title(tool)}: pause them there, then enter" + (f" · {link}" if link else "")
        yield Row(f"pause:{tool}", (Piece("pause", "bad"), words, left))
    for one in found.here:
        if held.released_at and one.place == HERE and not one.answer and one.state == "held":
            yield Row(f"answer:{one.post}", (Piece("overdue", "warn"), one.title or one.post, "keep/move/drop"))
    if not held.released_at:
        yield Row(f"release:{held.account}", (Piece("release", "good"), f"Release {held.whose}", ""))
        yield Row("more", (Piece("freeze", "accent"), "Freeze another account too", ""))


def _left(found: Iterable[Found], tool: str) -> Piece:
    """The fewest minutes that are left for a tool."""
    minutes = [one.minutes for one in found if one.place == tool and not one.answer and one.minutes is not None]
    least = min(minutes, default=None)
    if least is None:
        return Piece("")
    return Piece(f"{least} min left", "warn") if least >= 0 else Piece(f"late {-least} min", "bad")


def released_words(done: Released) -> str:
    """What a release did."""
    said = f"Released: {len(done.back)} scheduled again, {len(done.overdue)} overdue: F lists them"
    return "\n".join(
        [said, *(f"{count} paused in {tool_title(tool)}: resume there" for tool, count in done.resume.items())]
    )


# ---- unknown outcomes --------------------


def unknown_rows(ws: Workspace) -> list[Row]:
    """The posts whose outcome nobody knows, by their id; each once."""
    rows: dict[str, Row] = {}
    for each in delivering.unknowns(ws):
        title = posts.get(ws, each.post).title
        rows.setdefault(
            each.post,
            Row(each.post, (Piece(each.by_tool, "dim"), title or each.post, Piece(ago(ws.now, each.at), "dim"))),
        )
    return list(rows.values())


def resolve_form(host: Host, identity: str) -> FormSpec:
    """Whether a post of unknown outcome is on X: its link, or that it is not there."""
    post = posts.get(host.workspace, identity)
    there, absent = "it is there", "it is not there"

    def send(values: Values) -> bool:
        verdict = "posted" if values.get("found") == there else "not-posted"
        done = host.perform(
            lambda ws: delivering.resolve(ws, post.id, verdict, str(values.get("link", ""))),
            lambda found: f"It is {found.state.replace('_', ' ')} now",
        )
        return done is not None

    fields = (
        FormField("found", "on X", kind="choice", choices=(there, absent)),
        FormField("link", "link on X", help="of its first part, when it is there: https://x.com/acme/status/…"),
    )
    return FormSpec(f"resolve:{post.id}", f"Look on X: {post.title or post.id}", fields, send)
