"""Said before: a draft beside what the account posted in the last year and what it is about to post (W01)."""

from collections.abc import Iterator
from datetime import date, timedelta

from tweetplan.domain.findings import Finding
from tweetplan.domain.likeness import SAME, keys, likeness, shingles
from tweetplan.domain.posts import Post
from tweetplan.domain.values import frozen
from tweetplan.storage import likeness as stored
from tweetplan.storage.database import Database
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.rules import rules

MOST_NAMED = 3
MOST_STEPS = 2
"""Steps of taking posts in that one check does; a tick takes in the rest."""
LEAST = 3
"""Shingles below which a text is too short to be like another in part."""
LEAST_LATER = 7
"""Shingles below which a later post of a thread is a phrase that may come again: `More next week: follow us`."""


@frozen
class Alike:
    """A text that says the same, or nearly: what is out, or a draft of the plan."""

    likeness: float
    """The share of neighbouring words in common, 0 to 1."""
    text: str
    day: str
    """When it was posted, or is planned for; empty for a draft without a day."""
    ref: str = ""
    """Its id on X; empty for a draft."""
    post: str = ""
    """The plan's post; empty for one that nobody planned."""

    @property
    def out(self) -> bool:
        """Whether it was posted."""
        return bool(self.ref)

    @property
    def same(self) -> bool:
        """Whether it says the same in the same words."""
        return self.likeness >= SAME


def take_in(ws: Workspace, steps: int = MOST_STEPS) -> int:
    """Have imported posts be found by `alike`, the newest first; how many were taken in. Needs a writable store."""
    if ws.db.read_only:
        return 0
    taken, since = 0, _since(ws).isoformat()
    for batch, account in stored.waiting(ws.db):
        while steps > 0:
            with ws.db.writing():
                found = stored.take_in(ws.db, batch, account, since, _keys)
            taken, steps = taken + found, steps - 1
            if found < stored.STEP:
                break
    return taken


def take_in_all(ws: Workspace) -> str:
    """The same of every import, for the tick; what was done in one line."""
    taken = take_in(ws, steps=1_000)
    return f"{taken} posts made findable by what they say" if taken else ""


def alike(ws: Workspace, post: Post) -> tuple[Alike, ...]:
    """What says the same as a post of the plan, or nearly, the likest first; none of its own re-use chain (Reuse)."""
    near = rules(ws).number("repeat.near")
    family = _family(ws.db, post)
    found: dict[str, Alike] = {}
    for place, part in enumerate(post.parts):
        mine = shingles(part)
        if place and len(mine) < LEAST_LATER:
            continue
        for each in (*_out(ws, post, mine), *_drafts(ws, post)):
            share = likeness(mine, shingles(each.text))
            if share < (near if len(mine) >= LEAST else SAME) or each.post in family or each.ref in family:
                continue
            key = each.ref or each.post
            if key not in found or found[key].likeness < share:
                found[key] = Alike(round(share, 3), each.text, each.day, each.ref, each.post)
    return tuple(sorted(found.values(), key=lambda each: (-each.likeness, each.day, each.ref, each.post)))


def findings(ws: Workspace, post: Post) -> tuple[Finding, ...]:
    """`W01.repeated` for each of the likest texts: a warning when it says the same, a note when nearly."""
    return tuple(_finding(each) for each in alike(ws, post)[:MOST_NAMED])


def _finding(each: Alike) -> Finding:
    when = f" on {each.day}" if each.day else ""
    where = f"posted{when}" if each.out else f"a draft{when and when.replace(' on', ' for')}"
    how = "says the same as" if each.same else f"is {each.likeness:.0%} the same as"
    said = f"This {how} “{' '.join(each.text.split())[:60]}”, {where}."
    remedy = "Say it anew, or re-use the post with a cool-down: `tweetplan post reuse`."
    return Finding("W01.repeated", "warning" if each.same else "note", said, each.post or each.ref, remedy)


def _since(ws: Workspace) -> date:
    return ws.now.date() - timedelta(days=rules(ws).whole("repeat.days"))


def _keys(account: str, text: str) -> tuple[int, ...]:
    return keys(shingles(text), account)


def _out(ws: Workspace, post: Post, mine: frozenset[str]) -> Iterator[Alike]:
    """What the account posted that shares words with a text."""
    for each in stored.candidates(ws.db, post.account, keys(mine, post.account), _since(ws).isoformat()):
        if each.ref != post.x_id and (not post.id or each.plan_post != post.id):
            yield Alike(0.0, each.text, each.day, each.ref, each.plan_post)


def _drafts(ws: Workspace, post: Post) -> Iterator[Alike]:
    """The account's other posts of the plan that results do not show: drafts, and what is out since the last import."""
    since = _since(ws).isoformat()
    others = ws.remember(("duplicates", post.account), lambda: stored.open_texts(ws.db, post.account, since))
    for each in others:
        if each.id != post.id:
            for part in each.parts:
                yield Alike(0.0, part, each.day, each.x_id, each.id)


def _family(db: Database, post: Post) -> frozenset[str]:
    """The post, the one that it repeats and the others that repeat that one: by id, and by id on X."""
    root = (post.content.reuse.of if post.content.reuse else "") or post.id
    return (stored.family(db, post.account, root) | {post.id}) - {""} if root else frozenset()
