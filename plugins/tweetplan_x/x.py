"""X itself: posts through its API v2 and fetches figures and mentions, each call in a process of its own.

This module never sees a token: the process it starts reads it, makes one call and answers with what came of it.
"""

import importlib.util
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

from tweetplan.api import (
    Account,
    MentionRow,
    Outgoing,
    PostRow,
    Problem,
    Published,
    Refused,
    Results,
    TryLater,
    Unknown,
    hookimpl,
)
from tweetplan_x._secret import PLACE, configured

if importlib.util.find_spec("tweepy") is None:
    raise ModuleNotFoundError("No module named 'tweepy'", name="tweepy")

PUBLISH_SECONDS, FETCH_SECONDS = 80.0, 280.0
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "GNUPGHOME",
        "PASSWORD_STORE_DIR", "HTTPS_PROXY", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", PLACE)  # fmt: skip
"""What of the environment the process gets: enough for a credential command, and no more."""
MEASURES = ("impressions", "likes", "replies", "reposts", "bookmarks", "url_clicks", "profile_visits", "engagements")


@hookimpl
def tweetplan_publish(post: Outgoing, account: Account) -> Published:
    """Post one part on X."""
    held = {
        "account": account.handle,
        "text": post.text,
        "pictures": [{"path": each.path, "alt": each.alt} for each in post.pictures],
        "poll": {"options": list(post.poll.options), "minutes": post.poll.minutes} if post.poll else None,
        "reply_to": post.reply_to,
        "in_reply_to": post.in_reply_to,
    }
    answer = _asked({"do": "publish", "account": account.handle, "post": held}, PUBLISH_SECONDS)
    match answer:
        case {"outcome": "published", "x_id": str(x_id), "url": str(url)}:
            at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            return Published(x_id=x_id, url=url, at=at)
        case {"outcome": "refused", "why": str(why)}:
            raise Refused(why)
        case {"outcome": "later", "why": str(why), "until": str(until)}:
            raise TryLater(why, datetime.fromisoformat(until))
        case {"outcome": "unknown", "why": str(why)}:
            raise Unknown(why)
    raise Unknown("the process that posts ended without an answer")


@hookimpl
def tweetplan_fetch(account: Account, since: datetime | None) -> Results | None:
    """The account's posts with their figures, and what was said to it; None for an account without credentials."""
    if not configured():
        return None
    start = since.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if since else ""
    answer = _asked({"do": "fetch", "account": account.handle, "since": start}, FETCH_SECONDS)
    if answer.get("absent"):
        return None
    if "posts" not in answer:
        raise Problem(str(answer.get("problem") or "X did not answer."), "docs/publishing.md says what it needs.")
    posts = tuple(
        PostRow(ref, at, text, url, kind, tuple(None if one is None else float(one) for one in figures), line)
        for line, (ref, at, text, url, kind, figures) in enumerate(answer["posts"], 1)
    )
    mentions = tuple(
        MentionRow(ref, author, at, text, line, in_reply_to)
        for line, (ref, author, at, text, in_reply_to) in enumerate(answer["mentions"], 1)
    )
    return Results(reader="x", confidence=1.0, source="posts", account=account.handle, post_measures=MEASURES,
                   posts=posts, mentions=mentions, read=len(posts) + len(mentions))  # fmt: skip


def _asked(request: dict[str, Any], seconds: float) -> dict[str, Any]:
    """The answer of a fresh process; an empty one when it ended, or was stopped, without any."""
    environ = {name: os.environ[name] for name in KEPT if name in os.environ}
    worker = subprocess.Popen(
        [sys.executable, "-I", "-m", "tweetplan_x._worker"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ, start_new_session=True,
    )  # fmt: skip
    try:
        told, _ = worker.communicate(json.dumps(request).encode("utf-8", "replace"), timeout=seconds)
        answer = json.loads(told)
    except (subprocess.TimeoutExpired, ValueError):
        return {}
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.wait()
    return answer if isinstance(answer, dict) else {}
