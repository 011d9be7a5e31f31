"""Saying of posts that are out what they were: many at once, as one operation, for lifts to rest on (T07, W04)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tweetplan.domain.findings import NotFound, UsageProblem
from tweetplan.domain.mix import AXES
from tweetplan.domain.posts import Tag
from tweetplan.domain.values import frozen
from tweetplan.storage import goals as stored_goals
from tweetplan.storage import tags as stored
from tweetplan.storage.tags import Shown
from tweetplan.workspace import accounts
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.names import missing, one_line

SAID = ("intent", "topic", "format", "cta", "goal")
MOST = 20_000
"""Posts that one operation tags."""


@frozen
class Tagged:
    """What was tagged, or would be."""

    account: str
    found: int
    """Posts that were meant."""
    changed: int
    """Those of them that said something else before."""
    planned: int
    """Those of them that are posts of the plan, which says the same of them already."""
    posts: tuple[Shown, ...]
    """The first of them."""


def tag(
    ws: Workspace,
    refs: Iterable[str] = (),
    *,
    account: str = "",
    text: str = "",
    first: date | None = None,
    last: date | None = None,
    shown_format: str = "",
    dry_run: bool = False,
    **said: str,
) -> Tagged:
    """Say of posts by id, or of all that match words, days and format, what they were; '' takes a word back.

    Raises `UsageProblem` when nothing is said or nothing is named, `NotFound` for an id that no import brought.
    """
    key = accounts.chosen(ws, account).key
    words = _checked(ws, said)
    shown = _meant(ws, key, tuple(refs), text, first, last, shown_format)
    changes = [(each, wanted) for each in shown if (wanted := _said(each, words)) != (each.tag or _blank(each))]
    if len(changes) > MOST:
        raise UsageProblem(f"These are {len(changes):,} posts; {MOST:,} are the most.", "Take fewer days at a time.")
    if not dry_run:
        with ws.operation("post.tag") as change:
            for _, wanted in changes:
                change.put(stored.TABLE, stored.row(wanted))
            called = ", ".join(f"{name} {held or 'nothing'}" for name, held in words.items())
            change.summary = f"tagged {len(changes)} posts of {key}: {called}"
    return Tagged(key, len(shown), len(changes), sum(bool(each.plan_post) for each in shown), shown[:10])


def _checked(ws: Workspace, said: dict[str, str]) -> dict[str, str]:
    unknown = [name for name in said if name not in SAID]
    if unknown or not said:
        raise UsageProblem("Say what they were." if not unknown else f"A tag has no {unknown[0]!r}.",
                           f"It has {', '.join(SAID)}.")  # fmt: skip
    for name, held in said.items():
        if held and name in AXES and held not in AXES[name]:
            raise UsageProblem(f"The {name} of a post is {' or '.join(AXES[name])}, not {held!r}.")
        if name == "goal" and held and stored_goals.named(ws.db, held) is None:
            raise missing("goal", held, stored_goals.names(ws.db))
    return {name: one_line(held, name, may_be_empty=True) for name, held in said.items()}


def _meant(
    ws: Workspace, key: str, refs: tuple[str, ...], text: str, first: date | None, last: date | None, shown_format: str
) -> tuple[Shown, ...]:
    """The posts that are meant: by id, or by what holds of them."""
    if refs:
        found = stored.of_refs(ws.db, key, refs)
        lost = sorted(set(refs) - {each.ref for each in found})
        if lost:
            raise NotFound(
                f"No import of {key} brought a post {lost[0]!r}.", "`--match`, `--from` and `--to` find some."
            )
        return found
    if not (text or first or last or shown_format):
        raise UsageProblem("No post is named.", "Name ids, or --match, --from, --to, --shown.")
    days = (first.isoformat() if first else "", last.isoformat() if last else "")
    return stored.matching(ws.db, key, first=days[0], last=days[1], text=text, shown_format=shown_format)


def _blank(each: Shown) -> Tag:
    return Tag(each.account, each.ref)


def _said(each: Shown, words: dict[str, str]) -> Tag:
    return replace(each.tag or _blank(each), **words)  # type: ignore[arg-type]
