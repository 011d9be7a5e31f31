"""Ids of posts on X: which texts are one, what a spreadsheet does to them, and the time that each one carries."""

import re

EPOCH_MS = 1_288_834_974_657
"""When the ids that carry a time begin (2010-11-04 01:42:54.657 UTC), in milliseconds since 1970."""
FIRST_WITH_TIME = 29_700_859_248
"""Smaller ids were counted one by one and tell no time."""
LARGEST = 2**63 - 1
FIRST_DAY_MS = 1_142_899_200_000
"""2006-03-21, the day of the first post of all."""
_DESTROYED = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]{1,3}|[0-9]{15,19}[.,]0+")
_IN_LINK = re.compile(r"/status(?:es)?/([0-9]+)")


def id_fault(text: str) -> str:
    """Why this text is no id of a post, in words that say what to do; empty when it is one."""
    if text.isascii() and text.isdigit() and len(text) <= 19:
        return "" if int(text) <= LARGEST else f"{text} is no id of a post: it is larger than 2^63 − 1"
    if _DESTROYED.fullmatch(text):
        return (
            f"the id {text} was destroyed by a spreadsheet, its last digits are lost:"
            " download the file again and import it without opening it there"
        )
    return f"{text[:40]!r} is no id of a post: ids are up to 19 digits"


def link_fault(ref: str, link: str) -> str:
    """Why an id cannot be the one of its link: a spreadsheet keeps 15 digits and writes zeros after them."""
    found = _IN_LINK.search(link)
    if found is None or found[1] == ref:
        return ""
    return (
        f"the id {ref} is not the one in its link ({found[1]}): a spreadsheet may have rounded it;"
        " download the file again and import it without opening it there"
    )


def posted_ms(identity: int) -> int | None:
    """When the post of this id was posted, in milliseconds since 1970 UTC; None when the id tells no time."""
    return (identity >> 22) + EPOCH_MS if identity >= FIRST_WITH_TIME else None
