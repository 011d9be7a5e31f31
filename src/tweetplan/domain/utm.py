"""Campaign links: the landing page with the parameters by which its visits are told apart (G28)."""

import re
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

_APART = re.compile(r"[^\w]+")


def campaign_link(link: str, *, campaign: str, source: str = "x", medium: str = "social", content: str = "") -> str:
    """The link with its campaign's parameters after its own query; one that it carries already is left as it is.

    Raises `ValueError` for what is no http or https link.
    """
    parts = urlsplit(link.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        raise ValueError(f"{link!r} is not a link that begins with https://")
    held = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    wanted = {"utm_source": source, "utm_medium": medium, "utm_campaign": campaign, "utm_content": content}
    added = [f"{name}={quote(value, safe='')}" for name, value in wanted.items() if value and name not in held]
    query = "&".join(filter(None, (parts.query, *added)))
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, parts.fragment))


def slug(name: str) -> str:
    """A name as a campaign's: lower case, words joined by hyphens, letters of any script kept."""
    return _APART.sub("-", name.lower()).strip("-")
