"""From a stored post to the draft that checks read: its thread, its account, its day, and the team's words and marks.

A post need not be stored to be looked at: an editor asks about the text as it is now.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from tweetplan.analysis.checking import Checked, Checker, looked_at
from tweetplan.analysis.x_text import draft, measured
from tweetplan.domain.draft import Draft
from tweetplan.domain.findings import Conflict, NotFound
from tweetplan.domain.goals import Account, Goal, handle_key
from tweetplan.domain.outgoing import outgoing_parts
from tweetplan.domain.posts import Post, thread_spans
from tweetplan.plugins import Plugins
from tweetplan.storage import accounts, calendar, draft_facts, goals
from tweetplan.workspace import duplicates, words
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.moment import today
from tweetplan.workspace.rules import rules


def check_post(ws: Workspace, plugins: Plugins, post: Post, **asked: Any) -> Checked:
    """What every check says of a post of this workspace; places are code points of `post.text`.

    `asked` goes to `Plugins.check_draft`. Raises `NotFound` when the post's account is none of the workspace's.
    """
    account = account_of(ws, post)
    checked = looked_at(plugins, draft_of(ws, post), account, goal_of(ws, post), origins(post.text), **asked)
    return with_repeats(ws, checked, post)


def with_repeats(ws: Workspace, checked: Checked, post: Post) -> Checked:
    """The same with what the post repeats of a year of posts and of the other drafts (W01)."""
    with suppress(Conflict):  # somebody writes: what they imported is found by the next check
        duplicates.take_in(ws)
    return replace(checked, findings=(*checked.findings, *duplicates.findings(ws, post)))


def draft_of(ws: Workspace, post: Post) -> Draft:
    """The draft that checks read of a post; its text joins the parts of a thread by an empty line (see `origins`)."""
    account, content = account_of(ws, post), post.content
    slot = calendar.slot(ws.db, post.slot) if post.slot else None
    day = slot.day if slot else post.planned_for
    made = draft(
        post.parts,
        lang=content.lang,
        role=account.role,
        support=next((one.handle for one in accounts.every(ws.db) if one.role == "support"), ""),
        intent=post.intent or (slot.intent if slot else ""),
        topic=post.topic or (slot.topic if slot else ""),
        format=post.format or (slot.format if slot else ""),
        cta=content.cta,
        utm=post.utm,
        link=content.link,
        pictures=content.pictures,
        poll=content.poll,
        trend=content.trend,
        planned_for=day,
        at=slot.at if slot else None,
        **facts_of(ws, account, day),
    )
    made = _as_it_goes_out(made, post)
    answered = content.reply_to.strip().lstrip("@")
    return replace(made, reply_to=answered) if answered else made


def _as_it_goes_out(made: Draft, post: Post) -> Draft:
    """The draft counted as readers will see it: a link that goes out behind the text counts too (G28)."""
    going = outgoing_parts(post)
    if going == post.parts:
        return made
    counts = (measured(text) for text in going)
    parts = [
        replace(part, weighted_length=count.weighted_length, valid=count.valid)
        for part, count in zip(made.parts, counts, strict=True)
    ]
    return replace(made, parts=tuple(parts))


def facts_of(ws: Workspace, account: Account, day: date | None) -> dict[str, Any]:
    """The fields of a draft that the account brings, whatever the text: whom nobody answers, its words, risky times.

    Without a day, the open crises are the only risks.
    """
    brand = words.read(ws, account.key)
    marked = draft_facts.marked(ws.db, account.key, day) if day else ()
    return {
        "risks": (*draft_facts.crises(ws.db, account.key), *marked),
        "avoid": draft_facts.avoided(ws.db, account.key),
        "banned": brand.banned,
        "required": brand.required,
        "trend_least": rules(ws).number("trend.score_min"),
    }


def checker_of(ws: Workspace, plugins: Plugins) -> Checker:
    """Checks bare texts with what a workspace knows of the account that is named, as if they went out today."""
    known = {account.key: account for account in accounts.every(ws.db)}
    return Checker(plugins, known, lambda account: facts_of(ws, account, today(ws, account)))


def account_of(ws: Workspace, post: Post) -> Account:
    """The account of a post; raises `NotFound` for one that the workspace does not have."""
    found = accounts.one(ws.db, handle_key(post.account))
    if found is None:
        raise NotFound(f"There is no account {post.account}.", "Add it with `tweetplan account add @handle`.")
    return found


def goal_of(ws: Workspace, post: Post) -> Goal | None:
    """The goal that a post serves; None when it serves none, or one that is gone."""
    return goals.named(ws.db, post.goal) if post.goal else None


def origins(text: str) -> tuple[int, ...]:
    """Where each part of a post's text begins in it, the line breaks before it left out (as `Post.parts` cuts them)."""
    return tuple(first for first, _ in thread_spans(text))
