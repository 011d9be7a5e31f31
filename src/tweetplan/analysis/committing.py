"""Writing a decided import: its rows, the versions they displace, what it covers, and the roll-up of touched days."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from tweetplan.analysis import deciding
from tweetplan.analysis.deciding import Decision
from tweetplan.analysis.matching import Matches
from tweetplan.analysis.staging import FORMAT, REF, URL, Part, PostCore
from tweetplan.analysis.triaging import AT_IMPORT, sort_new
from tweetplan.domain.posts import Post
from tweetplan.storage import accounts, results, results_rollup
from tweetplan.storage import matched as stored_matches
from tweetplan.storage import posts as stored_posts
from tweetplan.storage.database import Database
from tweetplan.workspace.approving import standing_in
from tweetplan.workspace.core import Change, Workspace
from tweetplan.workspace.matches import confirm_in

Said = Callable[[int, int, str], None]
STEP = 10_000
"""Rows between two words of progress."""


def write(
    ws: Workspace, change: Change, batch: str, parts: Sequence[Part], decision: Decision, matches: Matches, said: Said
) -> None:
    """Write all rows of a batch that is entered already, inside its operation."""
    db = change.db
    results.displace_posts(db, decision.posts_displaced)
    results.displace_days(db, decision.days_displaced)
    results.displace_mentions(db, decision.mentions_displaced)
    planned = {post.id: post for post in stored_posts.of_ids(db, set(matches.all.values()))}
    _write_posts(change, batch, parts, decision, matches, planned, said)
    results.append(db, "day_results", results.DAY_COLUMNS, (
        (core.account, core.source, core.campaign, core.day, core.measure, batch, part, live, period_end, core.value)
        for core, part, live, period_end in decision.days
    ))  # fmt: skip
    _write_people(change, batch, decision)
    results.append(db, "coverage", results.COVERAGE_COLUMNS, (
        (batch, *key, first, last) for key, (first, last) in decision.covers
    ))  # fmt: skip
    for account, days in decision.post_days.items():
        results_rollup.roll_up_posts(db, account, days)
    results_rollup.roll_up_days(db, deciding.touched_days(decision))
    if decision.mentions:
        sort_new(db, AT_IMPORT)
    for account, instants in decision.mention_times.items():
        held = accounts.one(db, account)
        results_rollup.roll_up_mentions(db, account, instants, held.zone if held else "UTC")
    stored_matches.add_unsure(db, batch, _unsure(decision, matches))
    links = {post[REF]: post[URL] for posts in decision.posts.values() for post in posts} if matches.matched else {}
    _confirm(ws, change, matches, planned, links)


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


def _write_posts(
    change: Change, batch: str, parts: Sequence[Part], decision: Decision, matches: Matches,
    planned: Mapping[str, Post], said: Said,
) -> None:  # fmt: skip
    """The posts, by file and in the order of their index; what many rows share is said once."""
    done, whole = 0, sum(map(len, decision.posts.values()))
    for (account, number), written in decision.posts.items():
        part = parts[number]
        for (live, plan_post), posts in _alike(account, number, written, decision, matches, planned).items():
            shared: dict[str, str | int] = {"account": account, "batch": batch, "part": number, "live": live,
                      "period_end": part.file.period_end, "plan_post": plan_post}  # fmt: skip
            posts.sort(key=itemgetter(REF))
            for start in range(0, len(posts), STEP):
                said(done + start, whole, "store")
                results.append_posts(change.db, shared, part.columns, posts[start : start + STEP])
            done += len(posts)
    said(whole, whole, "store")


def _alike(
    account: str, number: int, written: list[PostCore], decision: Decision, matches: Matches,
    planned: Mapping[str, Post],
) -> dict[tuple[int, str], list[PostCore]]:  # fmt: skip
    """Posts by whether they count and which of the plan's they are, from which they then have their format."""
    matched, not_live = matches.all, decision.posts_not_live
    if not matched and not not_live:
        return {(1, ""): written}
    found: dict[tuple[int, str], list[PostCore]] = {}
    for post in written:
        plan_post = matched.get(post[REF], "")
        if plan_post in planned and not post[FORMAT]:
            post = (*post[:FORMAT], planned[plan_post].format, *post[FORMAT + 1 :])
        live = (account, number, post[REF]) not in not_live
        found.setdefault((int(live), plan_post), []).append(post)
    return found


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


def _unsure(decision: Decision, matches: Matches) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What could not be told of the posts that are written: account, ref and the plan's posts; each once."""
    told: set[str] = set()
    for (account, _), posts in decision.posts.items() if matches.unsure else ():
        for post in posts:
            if post[REF] in matches.unsure and post[REF] not in told:
                told.add(post[REF])
                yield account, post[REF], matches.unsure[post[REF]]


def _confirm(
    ws: Workspace, change: Change, matches: Matches, planned: Mapping[str, Post], links: Mapping[str, str]
) -> int:
    """Tell the plan's matched posts that they are out; how many learned it now.

    The changes are the operation's, so undo takes them back.
    """
    confirmed = 0
    for ref, identity in matches.matched.items():
        post = planned.get(identity)
        if post is not None and not post.x_id:
            confirm_in(ws, change, post.id, ref, links.get(ref, ""))
            confirmed += 1
    return confirmed


def confirm_known(ws: Workspace, change: Change, matches: Matches) -> int:
    """The same of results that are stored already: the plan learned of its posts later than they did."""
    planned = {post.id: post for post in stored_posts.of_ids(change.db, set(matches.matched.values()))}
    links = {}
    for ref, identity in matches.matched.items():
        held = stored_matches.result(change.db, ref, planned[identity].account) if identity in planned else None
        links[ref] = held["url"] if held else ""
    return _confirm(ws, change, matches, planned, links)


def unapproved(db: Database, matches: Matches) -> list[Post]:
    """The matched posts that nobody knew to be out, and that were not approved."""
    fresh = [post for post in stored_posts.of_ids(db, set(matches.matched.values())) if not post.x_id]
    return [post for post in fresh if not standing_in(db, post).valid]
