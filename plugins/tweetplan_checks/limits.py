"""What X itself refuses: a post that is too long, and characters that it forbids."""

import re
from collections.abc import Iterator

from tweetplan.api import Draft, Finding, hookimpl

_FORBIDDEN = re.compile("[\ufffe\ufeff\uffff]")


@hookimpl
def tweetplan_check_draft(draft: Draft) -> Iterator[Finding]:
    """A text that is missing, each part that is too long, and each character that X does not take."""
    if not draft.text and not draft.pictures:
        yield Finding("X.empty", "error", "There is no text.", "text", "Write something, or add a picture.", 0, 0)
    for number, part in enumerate(draft.parts, 1):
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
