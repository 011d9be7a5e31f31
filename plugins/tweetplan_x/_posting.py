"""Posting one part: pictures first, then the post itself, and which of the four outcomes every answer of X means."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
import tweepy

from tweetplan_x._client import client
from tweetplan_x._secret import Credentials

WINDOW = timedelta(minutes=15)
"""X's rate windows; used where it does not say when one ends."""
SOON = timedelta(minutes=2)
MOST_PICTURE_BYTES = 5 * 1024 * 1024
MOST_PICTURES = 4
Answer = dict[str, Any]


class Stop(Exception):
    """The post is certainly not out: why, and from when on it may be tried again (None: not as it is)."""

    def __init__(self, why: str, until: datetime | None = None) -> None:
        super().__init__(why)
        self.until = until


def publish(post: Mapping[str, Any], credentials: Credentials) -> Answer:
    """Post one part and say what came of it; whatever is not certain is `unknown`."""
    api, old = client(credentials)
    try:
        media = [_upload(api, old, picture) for picture in post["pictures"][:MOST_PICTURES]]
        wanted = _wanted(post, media)
    except Stop as stop:
        return _stopped(stop, credentials)
    try:
        answer = api.create_tweet(user_auth=old, **wanted)
        x_id = str(answer["data"]["id"])
    except Exception as error:
        try:
            _sort(error)
        except Stop as stop:
            return _stopped(stop, credentials)
        return {"outcome": "unknown", "why": credentials.redacted(_said(error))}
    handle = str(post["account"]).lstrip("@")
    return {"outcome": "published", "x_id": x_id, "url": f"https://x.com/{handle}/status/{x_id}"}


def _wanted(post: Mapping[str, Any], media: list[str]) -> dict[str, Any]:
    wanted: dict[str, Any] = {"text": post["text"]} if post["text"] else {}
    if media:
        wanted["media_ids"] = media
    if post["poll"]:
        wanted["poll_options"] = post["poll"]["options"]
        wanted["poll_duration_minutes"] = post["poll"]["minutes"]
    if post["in_reply_to"]:
        wanted["in_reply_to_tweet_id"] = post["in_reply_to"]
    elif post["reply_to"]:
        raise Stop(f"X needs the link of the post by {post['reply_to']} that this answers")
    return wanted


def _upload(api: Any, old: bool, picture: Mapping[str, str]) -> str:
    """Upload a picture and its description; nothing is posted yet, so every failure is certain."""
    try:
        content = _content(picture["path"])
        body = {"media": base64.b64encode(content).decode("ascii"), "media_category": "tweet_image"}
        sent = api.request("POST", "/2/media/upload", json=body, user_auth=old).json()
        media = str(sent["data"]["id"])
        if picture["alt"]:
            told = {"id": media, "metadata": {"alt_text": {"text": picture["alt"][:1000]}}}
            api.request("POST", "/2/media/metadata", json=told, user_auth=old)
        return media
    except Stop:
        raise
    except Exception as error:
        _sort(error)
        raise Stop(f"the picture was not taken: {_said(error)}", datetime.now(UTC) + SOON) from error


def _content(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_PICTURE_BYTES + 1)
    except OSError as error:
        raise Stop(f"the picture {Path(path).name} cannot be read: {error.strerror}") from error
    if len(content) > MOST_PICTURE_BYTES:
        raise Stop(f"the picture {Path(path).name} is larger than 5 MB")
    return content


def _sort(error: Exception) -> None:
    """Raises `Stop` for an error after which nothing can be out; returns for one that tells nothing for certain."""
    match error:
        case tweepy.TooManyRequests():
            raise Stop("X's rate limit is reached", _reset(error)) from error
        case tweepy.HTTPException() if 400 <= error.response.status_code < 500 and error.response.status_code != 408:
            raise Stop(f"X refused it ({error.response.status_code}): {_said(error)}") from error
        case requests.exceptions.ConnectTimeout():
            raise Stop("X could not be reached", datetime.now(UTC) + SOON) from error
        case requests.exceptions.ConnectionError() if _never_connected(error):
            raise Stop("X could not be reached", datetime.now(UTC) + SOON) from error
        case tweepy.TweepyException() if not isinstance(error, tweepy.HTTPException):
            raise Stop(_said(error)) from error


def _never_connected(error: BaseException) -> bool:
    """Whether not even the connection came about, so that nothing can have been sent."""
    names = ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")
    seen, waiting = set[int](), [error]
    while waiting:
        each = waiting.pop()
        if type(each).__name__ in names:
            return True
        if id(each) not in seen:
            seen.add(id(each))
            inner = [*getattr(each, "args", ()), getattr(each, "reason", None), each.__cause__]
            waiting += [one for one in inner if isinstance(one, BaseException)]
    return False


def _reset(error: Any) -> datetime:
    """When the window ends, as X says it, else a window from now; never in the past nor beyond a day."""
    now = datetime.now(UTC)
    try:
        found = datetime.fromtimestamp(int(error.response.headers["x-rate-limit-reset"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return now + WINDOW
    return min(max(found, now + timedelta(seconds=1)), now + timedelta(days=1))


def _said(error: BaseException) -> str:
    """What X said in words, else the error's kind: never a request, which holds the token."""
    if isinstance(error, tweepy.HTTPException):
        details = [str(each) for each in error.api_messages] if error.api_messages else []
        try:
            held = error.response.json()
            details = [str(held[name]) for name in ("detail", "title") if held.get(name)][:1] or details
        except (ValueError, AttributeError):
            pass
        return "; ".join(details) or f"HTTP {error.response.status_code}"
    return "no answer in time" if isinstance(error, requests.exceptions.Timeout) else type(error).__name__


def _stopped(stop: Stop, credentials: Credentials) -> Answer:
    why = credentials.redacted(stop)
    if stop.until is not None:
        return {"outcome": "later", "why": why, "until": stop.until.isoformat()}
    return {"outcome": "refused", "why": why}
