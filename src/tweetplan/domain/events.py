"""Events: what people are told of (T12), kept with the operation that caused them and carried out by the tick."""

from tweetplan.domain.values import frozen

CONTENT, LIVE, REPORTS = "#content-planning", "#live-engagement", "#data-reports"
CHANNELS = (CONTENT, LIVE, REPORTS)
"""The three channels of T06."""
KINDS = {
    "post.submitted": CONTENT,
    "post.approved": CONTENT,
    "post.changes_asked": CONTENT,
    "post.reminder": CONTENT,
    "post.expired": CONTENT,
    "post.unconfirmed": CONTENT,
    "publish.done": CONTENT,
    "publish.refused": CONTENT,
    "publish.unknown": CONTENT,
    "freeze": LIVE,
    "release": LIVE,
    "crisis.opened": LIVE,
    "crisis.level": LIVE,
    "crisis.step": LIVE,
    "crisis.closed": LIVE,
    "mentions.alarm": LIVE,
    "handover": LIVE,
    "decision": CONTENT,
    "review.due": REPORTS,
    "report": REPORTS,
    "task.due": CONTENT,
    "adjust": REPORTS,
}
"""What is told, and on which channel unless the teller names another."""


@frozen
class Event:
    """One thing to tell: its kind, the words, the record it is about, and for whom (logins or roles; empty: all)."""

    kind: str
    text: str
    subject: str = ""
    channel: str = ""
    audience: tuple[str, ...] = ()
    id: str = ""
    at: str = ""
    login: str = ""
    """Who caused it: they are not told of it."""

    @property
    def goes_to(self) -> str:
        """The channel: the one named, or that of its kind."""
        return self.channel or KINDS.get(self.kind, CONTENT)
