"""Publishing what is due: one post after another through its account's publisher, each exactly once or not at all.

One process publishes at a time. The intent is stored before each call and the outcome after it; whatever was cut off in
between is held for a person by the next run.
"""

from tweetplan.analysis.x_text import measured
from tweetplan.domain.outgoing import outgoing_parts
from tweetplan.domain.post_life import HANDED_OFF, PUBLISHED
from tweetplan.domain.posts import Post
from tweetplan.domain.publishing import Published, Refused, TryLater
from tweetplan.domain.values import frozen
from tweetplan.outward import Outward
from tweetplan.storage.turns import turn
from tweetplan.workspace import delivering
from tweetplan.workspace.core import Workspace
from tweetplan.workspace.delivering import Claim, Due

WORK = "publish"
MOST = 200
"""Posts in one run, unless another number is asked for."""


@frozen
class Outcome:
    """What came of one post in one run."""

    post: str
    title: str
    account: str
    outcome: str
    """`published`, `handed off`, `held`, `refused`, `unknown`, `later`; of a dry run `would go` or `would be held`."""
    said: str = ""
    url: str = ""


@frozen
class Run:
    """One run of the publisher."""

    outcomes: tuple[Outcome, ...] = ()
    busy: bool = False
    """Another process is publishing just now, so nothing was done."""

    def count(self, *outcomes: str) -> int:
        """How many posts ended so."""
        return sum(each.outcome in outcomes for each in self.outcomes)

    @property
    def said(self) -> str:
        """The run in one line; empty when there was nothing to do."""
        kinds = dict.fromkeys(each.outcome for each in self.outcomes)
        return "another session is publishing" if self.busy else ", ".join(f"{self.count(k)} {k}" for k in kinds)


def preview(ws: Workspace, account: str = "", limit: int = MOST) -> Run:
    """What a run would do now; nothing is stored, no publisher is asked."""
    found = delivering.due(ws, account)[:limit]
    return Run(tuple(
        Outcome(each.post.id, each.post.title, each.post.account, "would be held" if why else "would go",
                why or f"by {each.publisher}")
        for each, why in ((each, each.against or _unfit(each.post)) for each in found)
    ))  # fmt: skip


def publish_due(ws: Workspace, plugins: Outward, *, account: str = "", limit: int = MOST) -> Run:
    """Publish every post that is due, at most `limit` of them; first hold what an earlier run was cut off in."""
    with turn(ws.db.path, WORK) as ours:
        if not ours:
            return Run(busy=True)
        outcomes = [_held(ws, post, "unknown") for post in delivering.sweep(ws)]
        for due in delivering.due(ws, account)[:limit]:
            claimed = delivering.claim(ws, due.post.id, _unfit)
            if isinstance(claimed, Claim):
                outcomes.append(_publish(ws, plugins, claimed))
            elif isinstance(claimed, Due):
                outcomes.append(Outcome(due.post.id, due.post.title, due.post.account, "held", claimed.against))
        return Run(tuple(outcomes))


def _unfit(post: Post) -> str:
    """Why X would not take a post as it goes out; a text that needs no approval may have changed after its checks."""
    for number, text in enumerate(outgoing_parts(post), 1):
        part = measured(text)
        if not part.valid and not (number == 1 and post.content.pictures and not part.weighted_length):
            return (
                f"X would not take part {number}: it counts {part.weighted_length} of {part.limit}, or has a character"
                " that X forbids"
            )
    return ""


def _publish(ws: Workspace, plugins: Outward, claimed: Claim) -> Outcome:
    """Give a claimed post to its publisher, part by part, and store what came of each part."""
    while True:
        try:
            answer = plugins.publish(claimed.outgoing, claimed.account, claimed.delivery.by_tool)
        except Refused as problem:
            delivering.refused(ws, claimed, problem.message)
            return _held(ws, claimed.post.id, "refused")
        except TryLater as problem:
            delivering.later(ws, claimed, problem.message, problem.until)
            return _held(ws, claimed.post.id, "later", problem.message)
        except BaseException as problem:
            delivering.unknown(ws, claimed.delivery, str(problem) or type(problem).__name__)
            if isinstance(problem, Exception):
                return _held(ws, claimed.post.id, "unknown")
            raise
        post = delivering.done(ws, claimed, answer)
        following = _next(ws, claimed, answer)
        if following is None:
            outcome = {PUBLISHED: "published", HANDED_OFF: "handed off"}.get(post.state, "held")
            return _held(ws, claimed.post.id, outcome, answer.said)
        claimed = following


def _next(ws: Workspace, claimed: Claim, answer: Published) -> Claim | None:
    """The next part of the thread, its intent stored; None after the last, or when it was stopped meanwhile."""
    if claimed.outgoing.number + answer.took > len(claimed.outgoing.thread):
        return None
    return delivering.claim_next(ws, claimed, answer.took, answer.x_id)


def _held(ws: Workspace, post_id: str, outcome: str, said: str = "") -> Outcome:
    """The outcome as it stands in the plan now."""
    from tweetplan.workspace.posts_moving import get

    post = get(ws, post_id)
    return Outcome(post.id, post.title, post.account, outcome, said or post.why, post.url)


def publishing_job(ws: Workspace) -> str:
    """The tick's part: publish what is due, on accounts that chose a publisher; says what came of it."""
    if not (delivering.due(ws) or delivering.cut_off(ws)):
        return ""
    import os

    from tweetplan.plugins import Plugins

    return publish_due(ws, Plugins.load(environ=os.environ)).said
