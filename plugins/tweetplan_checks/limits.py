"""What X itself refuses: a post that is too long, characters that it forbids, polls that it does not take."""

import re
from collections.abc import Iterator

from tweetplan.api import Draft, Finding, hookimpl

_FORBIDDEN = re.compile("[\ufffe\ufeff\uffff]")
OPTIONS, LETTERS, MINUTES = (2, 4), (1, 25), (5, 10_080)
"""Of a poll: how many options, how long each, and how long it is open; X's own limits."""


@hookimpl
def tweetplan_check_draft(draft: Draft) -> Iterator[Finding]:
    """A text that is missing, each part that is too long, each character and what of a poll X does not take."""
    if not draft.text and not draft.pictures:
        yield Finding("X.empty", "error", "There is no text.", "text", "Write something, or add a picture.", 0, 0)
    for number, part in enumerate(draft.parts, 1):
        if len(draft.parts) > 1 and not part.text.strip() and (number > 1 or not draft.pictures):
            message, remedy = f"Part {number} has no text.", "Write it, or take out the line of --- beside it."
            yield Finding("X.empty", "error", message, "text", remedy, part.start, part.start)
        over = part.weighted_length - part.limit
        if over > 0:
            which = "The text" if len(draft.parts) == 1 else f"Part {number}"
            yield Finding(
                "X.length",
                "error",
                f"{which} counts {part.weighted_length} of {part.limit}: {over} too many.",
                "text",
                "Cut it, or go on in another part; a link counts 23, a Chinese character or an emoji 2.",
                part.start,
                part.start + len(part.text),
            )
    yield from _poll(draft)
    for match in _FORBIDDEN.finditer(draft.text):
        code = f"U+{ord(match[0]):04X}"
        yield Finding(
            "X.forbidden-character",
            "error",
            f"X does not take the character {code}.",
            "text",
            "Delete it; it is invisible and came in with a paste.",
            *match.span(),
        )


def _poll(draft: Draft) -> Iterator[Finding]:
    """A poll with too few or too many options, one that is empty or too long, and a time that X does not offer."""
    poll = draft.poll
    if poll is None:
        return
    wrong = []
    if not OPTIONS[0] <= len(poll.options) <= OPTIONS[1]:
        wrong.append((f"The poll has {len(poll.options)} options.", "X takes 2 to 4."))
    for option in poll.options:
        if not LETTERS[0] <= len(option.strip()) <= LETTERS[1]:
            wrong.append((f"The option “{option}” has {len(option.strip())} characters.", "X takes 1 to 25."))
    if not MINUTES[0] <= poll.minutes <= MINUTES[1]:
        wrong.append((f"The poll is open for {poll.minutes} minutes.", "X takes 5 to 10,080, which are 7 days."))
    if draft.pictures:
        wrong.append(("A poll cannot carry pictures.", "Leave out either."))
    for message, remedy in wrong:
        yield Finding("X.poll", "error", message, "poll", remedy)
