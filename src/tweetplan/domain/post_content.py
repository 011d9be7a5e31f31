"""What a post may carry beside its text: polls, pictures, links and scores as X and the plan's rules take them."""

from collections.abc import Iterator

from tweetplan.domain.findings import Finding
from tweetplan.domain.posts import VALUES, Content, Poll, Reuse, TrendScore
from tweetplan.domain.text import blank

POLL_OPTIONS = (2, 4)
POLL_CHARACTERS = 25
POLL_MINUTES = (5, 10_080)
MOST_PICTURES = 4
MOST_LINK = 2000


def content_problems(content: Content) -> tuple[Finding, ...]:
    """What of it cannot be posted or stored, as errors; nothing here can be waived."""
    return (
        *(_poll(content.poll) if content.poll is not None else ()),
        *_media(content),
        *(_score(content.trend) if content.trend is not None else ()),
        *(_reuse(content.reuse) if content.reuse is not None else ()),
    )


def _error(rule: str, message: str, where: str, remedy: str = "") -> Finding:
    return Finding(rule, "error", message, where, remedy)


def _poll(poll: Poll) -> Iterator[Finding]:
    least, most = POLL_OPTIONS
    if not least <= len(poll.options) <= most:
        said = f"A poll has {least} to {most} options; this one has {len(poll.options)}."
        yield _error("X.poll-options", said, "poll", "Add or take out options.")
    for option in poll.options:
        if blank(option) or len(option) > POLL_CHARACTERS:
            said = f"A poll's option has 1 to {POLL_CHARACTERS} characters; “{option[:30]}” has {len(option)}."
            yield _error("X.poll-option-length", said, "poll", "Shorten it.")
    if len(set(poll.options)) != len(poll.options):
        yield _error("X.poll-options", "Two options of the poll are the same.", "poll", "Change one of them.")
    low, high = POLL_MINUTES
    if not low <= poll.minutes <= high:
        said = f"A poll is open for {low} to {high:,} minutes (7 days), not {poll.minutes}."
        yield _error("X.poll-minutes", said, "poll")


def _media(content: Content) -> Iterator[Finding]:
    if len(content.pictures) > MOST_PICTURES:
        said = f"A post carries {MOST_PICTURES} pictures at most; this one has {len(content.pictures)}."
        yield _error("X.pictures", said, "pictures")
    if any(blank(picture.path) for picture in content.pictures):
        yield _error("X.pictures", "A picture has neither a path nor a link.", "pictures")
    if content.pictures and content.poll is not None:
        yield _error("X.poll-or-pictures", "A post carries a poll or pictures, not both.", "poll")
    link = content.link
    if link and (not link.lower().startswith(("https://", "http://")) or any(map(str.isspace, link))):
        yield _error("G28.link", f"“{link[:60]}” is not a link.", "link", "It begins with https:// and has no blanks.")
    if len(link) > MOST_LINK:
        yield _error("G28.link", f"The link has {len(link)} characters; {MOST_LINK} are the most.", "link")
    if content.worth and content.worth not in VALUES:
        yield _error("W04.value", f"{content.worth!r} is no kind of value.", "worth", f"One of {', '.join(VALUES)}.")


def _score(score: TrendScore) -> Iterator[Finding]:
    for name in ("relevance", "safety", "value"):
        if not 1 <= getattr(score, name) <= 5:
            said = f"The {name} of a trend is scored from 1 to 5, not {getattr(score, name)}."
            yield _error("T21.score", said, "trend")


def _reuse(reuse: Reuse) -> Iterator[Finding]:
    if not 0 <= reuse.after_days <= 3660 or not 1 <= reuse.most <= 1000:
        said = "A post is used again after 0 to 3,660 days, 1 to 1,000 times in all."
        yield _error("T21.reuse", said, "reuse")
