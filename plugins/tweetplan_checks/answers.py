"""Haters get no answer (C05): a reply to a handle that the team decided not to answer."""

from collections.abc import Iterator

from tweetplan.api import Draft, Finding, hookimpl


@hookimpl
def tweetplan_check_draft(draft: Draft) -> Iterator[Finding]:
    """The reply itself, and each mention of such a handle elsewhere in the text."""
    if not draft.avoid:
        return
    answered = draft.reply_to.lower()
    for named in draft.entities.mentions:
        handle = named.text.lower()
        if handle in draft.avoid:
            yield _finding(handle, handle == answered, named.start, named.end)
    if answered in draft.avoid and all(named.text.lower() != answered for named in draft.entities.mentions):
        yield _finding(answered, True, None, None)


def _finding(handle: str, reply: bool, start: int | None, end: int | None) -> Finding:
    if reply:
        message = f"@{handle} is on the list of those whom nobody answers."
        return Finding(
            "C05.reply-to-hater",
            "error",
            message,
            "reply_to" if start is None else "text",
            "Drop it and spend the time on somebody with a real problem; block or report abuse.",
            start,
            end,
        )
    message = f"It names @{handle}, who is on the list of those whom nobody answers."
    return Finding(
        "C05.names-hater", "warning", message, "text", "Leave the name out: it invites an answer.", start, end
    )
