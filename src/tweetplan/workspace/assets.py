"""The library (T06): copy templates, snippets and pictures of the team, newest first in hand, old ones kept."""

import re
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any

from tweetplan.domain.draft import Picture
from tweetplan.domain.findings import Conflict, NotFound, UsageProblem
from tweetplan.domain.goals import Goal
from tweetplan.domain.posts import Asset, Post
from tweetplan.domain.text import blank, storable
from tweetplan.domain.values import frozen
from tweetplan.storage import assets as stored
from tweetplan.storage import goals as stored_goals
from tweetplan.storage import log
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace, instant_text
from tweetplan.workspace.names import missing, one_line

KINDS = ("template", "snippet", "picture")
MOST_BODY = 25_000
MOST_VERSIONS = 500
EDITABLE = ("name", "body", "alt", "account", "owner")
RENAMED = {"rename": "name", "for_account": "account"}
PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


@frozen
class Context:
    """What a template is filled from: the account, the goal, the post, and words given outright, which win."""

    account: str = ""
    goal: Goal | None = None
    post: Post | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@frozen
class AssetVersion:
    """One version of an asset, as the log keeps it."""

    asset: Asset
    at: str
    login: str


def listing(ws: Workspace, account: str = "", kind: str = "") -> tuple[Asset, ...]:
    """The library, or what of it an account can use (its own and what is for all), of one kind or any, by name."""
    if kind and kind not in KINDS:
        raise UsageProblem(f"An asset is a {', a '.join(KINDS)}, not {kind!r}.")
    return stored.every(ws.db, accounts.get(ws, account).key if account else "", kind)


def get(ws: Workspace, name: str, account: str = "") -> Asset:
    """The asset of this id or name, an account's own before one for all; raises `NotFound` with the nearest."""
    found = stored.one(ws.db, name)
    if found is not None:
        return found
    several = stored.named(ws.db, name, account)
    if not several:
        raise missing("asset", name, (each.name for each in stored.every(ws.db)), "`tweetplan asset add` makes one.")
    if len({each.account for each in several}) > 1 and not account and several[-1].account:
        raise UsageProblem(f"Several accounts have an asset {name!r}.", "Say --account, or its id.")
    return several[0] if account else several[-1]


def add(ws: Workspace, name: str, kind: str, body: str, *, alt: str = "", account: str = "", owner: str = "") -> Asset:
    """Put a template, a snippet or a picture (a path or link) into the library; the owner is who adds it."""
    if kind not in KINDS:
        raise UsageProblem(f"An asset is a {', a '.join(KINDS)}, not {kind!r}.")
    made = Asset("a" + ws.new_id().replace("-", "")[-10:], name, kind, body, alt, account, owner)  # type: ignore[arg-type]
    with ws.operation("asset.add") as change:
        made = _checked(ws, replace(made, owner=owner or ws.actor.login))
        change.put(stored.TABLE, stored.row(made), expected=0)
        change.summary = f"added the {kind} {made.name} to the library"
    return get(ws, made.id)


def edit(ws: Workspace, name: str, *, account: str = "", expected: int | None = None, **given: str) -> Asset:
    """Make a new version of an asset; what is given is changed: body, alt, owner, `rename`, `for_account`."""
    known = get(ws, name, account)
    given = {RENAMED.get(field_name, field_name): held for field_name, held in given.items()}
    unknown = [name for name in given if name not in EDITABLE]
    if unknown:
        raise UsageProblem(f"An asset has no {unknown[0]!r} to change.", f"It has {', '.join(EDITABLE)}.")
    wanted = replace(known, **given)  # type: ignore[arg-type]
    with ws.operation("asset.edit") as change:
        wanted = _checked(ws, wanted)
        if wanted != known:
            wanted = replace(wanted, number=known.number + 1)
            change.put(stored.TABLE, stored.row(wanted), expected)
        change.summary = f"changed the {wanted.kind} {wanted.name}: version {wanted.number}"
    return get(ws, known.id)


def remove(ws: Workspace, name: str, *, account: str = "", expected: int | None = None) -> None:
    """Take an asset out of the library; the log keeps its versions."""
    known = get(ws, name, account)
    with ws.operation("asset.remove") as change:
        change.remove(stored.TABLE, known.id, expected)
        change.summary = f"removed the {known.kind} {known.name} from the library"


def versions(ws: Workspace, asset_id: str) -> tuple[AssetVersion, ...]:
    """Every version of an asset up to the moment asked about, the newest first, with who made it."""
    until, found = instant_text(ws.as_of) if ws.as_of else "", []
    for operation in log.naming(ws.db, asset_id, MOST_VERSIONS):
        for change in operation.changes:
            if change.table == stored.TABLE and change.id == asset_id and change.after is not None:
                if not until or operation.at <= until:
                    found.append(AssetVersion(Asset(**dict(change.after)), operation.at, operation.actor.login))
    return tuple(sorted(found, key=lambda each: each.asset.version, reverse=True))


def version(ws: Workspace, name: str, number: int, account: str = "") -> Asset:
    """An asset as it was in one of its versions; raises `NotFound` for one that the log does not keep."""
    known = get(ws, name, account)
    found = next((each.asset for each in versions(ws, known.id) if each.asset.number == number), None)
    if found is None:
        raise NotFound(f"{known.name} has no version {number}.", f"It has 1 to {known.number}.")
    return found


def insert(ws: Workspace, asset_id: str, context: Context | None = None, account: str = "") -> str:
    """The text of an asset to be put into a post: a template's placeholders filled, as far as the context says them.

    What nothing fills stays as `{name}`, for whoever writes to see; of a picture it is the path or link.
    """
    asset = get(ws, asset_id, account)
    if asset.kind != "template":
        return asset.body
    held = _words(ws, context or Context())
    return PLACEHOLDER.sub(lambda found: held.get(found[1].lower(), "") or found[0], asset.body)


def picture(ws: Workspace, asset_id: str, account: str = "") -> Picture:
    """A picture of the library as a post carries it, with its description."""
    asset = get(ws, asset_id, account)
    if asset.kind != "picture":
        raise UsageProblem(f"{asset.name} is a {asset.kind}, and no picture.")
    return Picture(asset.body, asset.alt)


def blanks(text: str) -> tuple[str, ...]:
    """The placeholders that a text still holds, each once."""
    return tuple(dict.fromkeys(found[1] for found in PLACEHOLDER.finditer(text)))


def context(ws: Workspace, *, account: str = "", goal: str = "", post: Post | None = None, **words: str) -> Context:
    """What a template is filled from, by names; the post says account and goal where they are not given."""
    named = goal or (post.goal if post else "")
    held = stored_goals.named(ws.db, named) if named else None
    if goal and held is None:
        raise missing("goal", goal, stored_goals.names(ws.db))
    key = account or (post.account if post else "") or (held.account if held else "")
    return Context(accounts.get(ws, key).handle if key else "", held, post, words)


def _words(ws: Workspace, context: Context) -> dict[str, str]:
    """Every placeholder that the context can fill, in lower case."""
    found: dict[str, Any] = {"day": ws.now.date(), "account": context.account, "handle": context.account}
    goal, post = context.goal, context.post
    if goal is not None:
        found |= {key.lower(): held for key, held in goal.fields.items()}
        found |= {"goal": goal.name, "statement": goal.statement, "campaign": goal.campaign, "kpi": goal.kpi,
                  "target": f"{goal.target:g}",
                  "start": goal.start, "end": goal.end, "reason": goal.reason}  # fmt: skip
    if post is not None:
        found |= {"link": post.utm or post.content.link, "cta": post.content.cta, "topic": post.topic,
                  "segment": post.content.segment, "title": post.title}  # fmt: skip
        if post.planned_for is not None:
            found["day"] = post.planned_for
    found |= {key.lower(): held for key, held in context.words.items()}
    return {key: held.isoformat() if isinstance(held, date) else str(held) for key, held in found.items() if held}


def _checked(ws: Workspace, asset: Asset) -> Asset:
    """The asset with tidy fields; raises `UsageProblem`, or `Conflict` when its account has one of this name."""
    body = asset.body.replace("\r\n", "\n").strip("\n")
    if blank(body) or len(body) > MOST_BODY or storable(body)[1]:
        raise UsageProblem(f"The body of an asset is text of 1 to {MOST_BODY:,} characters.")
    if asset.kind == "picture":
        body = one_line(body, "path or link of the picture", 2000)
    account = accounts.get(ws, asset.account).key if asset.account else ""
    wanted = replace(
        asset,
        name=one_line(asset.name, "name", 100),
        body=body,
        alt=one_line(asset.alt, "description", 1000, may_be_empty=True),
        account=account,
        owner=one_line(asset.owner, "owner", may_be_empty=True),
    )
    others = [each for each in stored.named(ws.db, wanted.name) if each.account == account and each.id != wanted.id]
    if others:
        raise Conflict(
            f"There is an asset {wanted.name!r} already.", "`tweetplan asset edit` makes a new version of it."
        )
    return wanted
