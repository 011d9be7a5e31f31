"""Which posts are out: what imports show of the plan, what they leave open, and what nobody has confirmed yet (T07)."""

from collections.abc import Mapping
from typing import Any

from tweetplan.domain.findings import Conflict, Finding, NotFound, UsageProblem
from tweetplan.domain.post_life import PUBLISHED
from tweetplan.domain.posts import Post
from tweetplan.storage import matched as stored
from tweetplan.storage import posts as stored_posts
from tweetplan.storage.accounts import every as every_account
from tweetplan.storage.matched import Unsure as Unsure
from tweetplan.workspace.core import Change, Workspace, instant_text
from tweetplan.workspace.posts_moving import called, get
from tweetplan.workspace.posts_verbs import confirm

NONE = "none"
"""The word for an imported post that is none of the plan's."""
MOST_DIGITS = 25
"""Of an id on X."""


def confirm_in(ws: Workspace, change: Change, identity: str, ref: str, url: str) -> Finding | None:
    """Note that a post is out, inside a running operation; a finding when it is not approved as it stands (T07).

    What bears an id that is none of X's (a file of one's own) only keeps that id.
    """
    if ref.isdecimal() and len(ref) <= MOST_DIGITS:
        return confirm(ws, change, identity, ref, url)
    change.put(stored_posts.TABLE, {"id": identity, "x_id": ref, **({"url": url} if url else {})})
    return None


def unsure(ws: Workspace) -> tuple[Unsure, ...]:
    """Imported posts that may be the plan's, which no import and nobody has decided, by their day."""
    return ws.remember("matches.unsure", lambda: stored.unsure(ws.db))


def unconfirmed(ws: Workspace) -> tuple[Post, ...]:
    """Posts handed off or scheduled whose time is past, and which nothing shows to be out."""
    return stored.unconfirmed(ws.db, instant_text(ws.now))


def match(ws: Workspace, ref: str, post_id: str, *, account: str = "") -> Mapping[str, Any]:
    """Say which of the plan's posts an imported post is (`none`: none); what is known of the imported post.

    Raises `NotFound` for a post that nobody imported, `Conflict` when the plan's post is known to be another on X.
    """
    result = _result(ws, ref, account)
    post = _planned(ws, post_id, result["account"], result["ref"])
    with ws.operation("post.match") as change:
        now = instant_text(ws.clock())
        change.put(
            stored.TABLE, stored.row(result["account"], result["ref"], post.id if post else "", ws.actor.login, now)
        )
        _take_back_others(change, result, post)
        if post is not None and post.x_id != result["ref"]:
            confirm_in(ws, change, post.id, result["ref"], result["url"])
        what = f"is {called(post)} of the plan" if post else "is none of the plan's"
        change.summary = f"said that {result['ref']} {what}"
    held = _result(ws, ref, result["account"])
    return {name: held[name] for name in ("account", "ref", "day", "text", "url", "plan_post")}


def _take_back_others(change: Change, result: Mapping[str, Any], post: Post | None) -> None:
    """A post that was taken for this one, wrongly as it turns out, is where it was before."""
    for other in stored_posts.of_x_id(change.db, result["ref"]):
        if other.account == result["account"] and (post is None or other.id != post.id):
            back = {"id": other.id, "x_id": "", "url": ""}
            if other.state == PUBLISHED and other.before:
                back |= {"state": other.before, "before": PUBLISHED}
            change.put(stored_posts.TABLE, back)


def _result(ws: Workspace, ref: str, account: str) -> Mapping[str, Any]:
    keys = [account] if account else [held.key for held in every_account(ws.db)]
    for key in keys:
        found = stored.result(ws.db, ref, key)
        if found is not None:
            return found
    raise NotFound(f"No imported post has the id {ref!r}.", "`tweetplan post unsure` lists those to decide.")


def _planned(ws: Workspace, identity: str, account: str, ref: str) -> Post | None:
    if identity.lower() == NONE:
        return None
    post = get(ws, identity)
    if post.account != account:
        raise UsageProblem(f"{called(post)} is {post.account}'s, and this one on X is {account}'s.")
    if post.x_id and post.x_id != ref:
        raise Conflict(
            f"{called(post)} is known to be {post.x_id} on X.",
            f"`tweetplan post match {post.x_id} none` first, if it is not.",
        )
    return post
