"""Writing a decided import: its rows, the versions they displace, what it covers, and the roll-up of touched days."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from tweetplan.analysis import deciding
from tweetplan.analysis.deciding import Decision
from tweetplan.analysis.matching import Matches
from tweetplan.analysis.staging import Part
from tweetplan.domain.posts import Post
from tweetplan.storage import accounts, results, results_rollup
from tweetplan.storage import posts as stored_posts
from tweetplan.workspace.core import Change

Said = Callable[[int, int, str], None]
T = TypeVar("T")
STEP = 10_000
"""Rows between two words of progress."""


def write(change: Change, batch: str, decision: Decision, matches: Matches, said: Said) -> None:
    """Write all rows of a batch that is entered already, inside its operation."""
    db = change.db
    results.displace_posts(db, decision.posts_displaced)
    results.displace_days(db, decision.days_displaced)
    results.displace_mentions(db, decision.mentions_displaced)
    planned = {post.id: post for post in stored_posts.of_ids(db, set(matches.matched.values()))}
    posts = sorted(decision.posts, key=lambda row: row[:3])  # in the order of their index, which is quickest
    results.append(
        db, "post_results", results.POST_COLUMNS, _told(_post_rows(posts, batch, matches, planned), posts, said)
    )
    results.append(db, "day_results", results.DAY_COLUMNS, (
        (core.account, core.source, core.campaign, core.day, core.measure, batch, part, live, period_end, core.value)
        for core, part, live, period_end in decision.days
    ))  # fmt: skip
    _write_people(change, batch, decision)
    results.append(db, "coverage", results.COVERAGE_COLUMNS, (
        (batch, *key, first, last) for key, (first, last) in decision.covers
    ))  # fmt: skip
    said(len(posts), len(posts), "store")
    for account, days in decision.post_days.items():
        results_rollup.roll_up_posts(db, account, days)
    results_rollup.roll_up_days(db, deciding.touched_days(decision))
    for account, instants in decision.mention_times.items():
        held = accounts.one(db, account)
        results_rollup.roll_up_mentions(db, account, instants, held.zone if held else "UTC")
    _link_plan(change, decision, matches, planned)


def files_json(parts: Sequence[Part]) -> str:
    """The files of an import as its batch keeps them."""
    return json.dumps(
        [
            {"name": part.file.name, "sha256": part.file.digest, "reader": part.file.reader,
             "period_end": part.file.period_end}
            for part in parts
        ],
        ensure_ascii=False,
    )  # fmt: skip


def _post_rows(
    posts: Iterable[tuple[str, str, int, int, Any]], batch: str, matches: Matches, planned: Mapping[str, Post]
) -> Iterator[tuple[Any, ...]]:
    matched = matches.matched
    for account, ref, part, live, post in posts:
        plan_post = matched.get(ref, "")
        form = post.format or (planned[plan_post].format if plan_post in planned else "")
        yield (account, ref, batch, part, live, *post[:9], form, *post.figures, post.extra, plan_post)


def _write_people(change: Change, batch: str, decision: Decision) -> None:
    results.append(change.db, "people", results.PERSON_COLUMNS, (
        (*key, *deciding.person_values(person), batch) for key, person in decision.people.items()
    ))  # fmt: skip
    results.append(change.db, "follower_lists", ("account", "day", "handle", "batch"), (
        (account, day, handle, batch) for (account, day), handles in decision.followers.items() for handle in handles
    ))  # fmt: skip
    results.append(change.db, "mentions", results.MENTION_COLUMNS, (
        (*key, *values, batch, 1) for key, values in decision.mentions.items()
    ))  # fmt: skip


def _link_plan(change: Change, decision: Decision, matches: Matches, planned: Mapping[str, Post]) -> None:
    """Tell the plan's matched posts their id and link on X; the change is the operation's, so undo takes it back."""
    links = {ref: post.url for _, ref, _, live, post in decision.posts if live and ref in matches.matched}
    for ref, identity in matches.matched.items():
        post = planned.get(identity)
        if post is not None and not post.x_id and ref in links:
            change.put(stored_posts.TABLE, {"id": identity, "x_id": ref, "url": links[ref] or post.url})


def _told(rows: Iterable[T], whole: Sequence[Any], said: Said) -> Iterator[T]:
    for number, row in enumerate(rows):
        if number % STEP == 0:
            said(number, len(whole), "store")
        yield row
