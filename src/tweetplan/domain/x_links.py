"""Links to posts on X: which post they name, and of whom."""

import re
from urllib.parse import urlsplit

from tweetplan.domain.findings import UsageProblem
from tweetplan.domain.values import frozen

HOSTS = frozenset(
    f"{front}{host}" for host in ("x.com", "twitter.com") for front in ("", "www.", "mobile.", "m.")
)  # fmt: skip
_PATH = re.compile(r"/(?:i/web|i|(?P<handle>[A-Za-z0-9_]{1,50}))/status(?:es)?/(?P<id>\d{1,25})(?:/.*)?")


@frozen
class StatusLink:
    """A post on X: its id, and the handle in the link (empty where the link names none)."""

    x_id: str
    handle: str = ""


def status_link(url: str) -> StatusLink:
    """The post that a link of x.com or twitter.com names; raises `UsageProblem` for any other."""
    text = url.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    found = _PATH.fullmatch(parts.path) if parts.scheme in ("http", "https") and host in HOSTS else None
    if found is None:
        raise UsageProblem(f"{url!r} is not the link of a post on X.", "It reads https://x.com/handle/status/123….")
    return StatusLink(found["id"], found["handle"] or "")
