"""The data archive that X gives an account's owner: tweets.js and follower.js, single or inside the zip.

Its posts carry likes and reposts, as text, and no impressions; reposts of others are kept without figures, because the
counts are the other account's. A bare list of such posts (tweets.json) is read too.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tweetplan.api import POSTS, Finding, PersonRow, PostRow, Rejected, Results, Source, hookimpl
from tweetplan_readers._cells import counts, unescaped
from tweetplan_readers._days import iso_day
from tweetplan_readers._ids import FIRST_DAY_MS, id_fault, posted_ms
from tweetplan_readers._json import assigned_name, parsed
from tweetplan_readers._times import Times

READER, CONFIDENCE = "x_archive", 0.95
MEASURES = ("likes", "reposts")
_MEMBER = re.compile(r"(?:(?:[^/]+/)?data/)?(tweets?(?:-part([0-9]+))?|follower|account|manifest)\.js")
_ASSIGNED = re.compile(r"YTD\.(tweets?|follower)\.part[0-9]+")
_FORMATS = {"photo": "image", "video": "video", "animated_gif": "video"}


@hookimpl
def tweetplan_read_results(source: Source) -> Results | None:
    """The posts and followers of an archive, or of one of its files; None for any other file."""
    members = source.members()
    if members:
        return _of_zip(source, members)
    head = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].decode("utf-8", "replace")
    if not head.startswith(("[", "{", "window.")):
        return None
    text = source.text()
    name = assigned_name(text)
    if name and not _ASSIGNED.fullmatch(name):
        return None
    entries = parsed(text, source.name)
    reading = _Reading(source.name)
    if name and ".follower." in name:
        reading.take_followers(entries)
    elif _are_posts(entries, bool(name)):
        reading.take_posts(entries)
    else:
        return None
    return reading.results("", None)


def _of_zip(source: Source, members: Iterable[str]) -> Results | None:
    found = {match[1]: name for name in members if (match := _MEMBER.fullmatch(name))}
    posts = sorted((part for part in found if part.startswith("tweet")), key=lambda part: (len(part), part))
    if not posts and "follower" not in found:
        return None
    reading, handle, made_on = _Reading(source.name), "", None
    if "account" in found:
        handle = _first(parsed(source.member_text(found["account"]), "account.js"), "account").get("username", "")
    if "manifest" in found:
        manifest = parsed(source.member_text(found["manifest"]), "manifest.js")
        handle = handle or _told(manifest, "userInfo", "userName")
        made_on = iso_day(_told(manifest, "archiveInfo", "generationDate")[:10])
    reading.handle = handle
    for part in posts:
        reading.file = f"{source.name}/{found[part]}"
        reading.take_posts(parsed(source.member_text(found[part]), reading.file))
    if "follower" in found:
        reading.file = f"{source.name}/{found['follower']}"
        reading.take_followers(parsed(source.member_text(found["follower"]), reading.file))
    return reading.results(handle, made_on)


@dataclass
class _Reading:
    """What was found so far. A row's line is the number of its entry, from 1."""

    file: str
    handle: str = ""
    posts: list[PostRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    authors: set[str] = field(default_factory=set)
    undated: int = 0
    has_followers: bool = False
    times: Times = field(default_factory=lambda: Times("UTC"))
    count: Callable[[str], float | None] = field(default_factory=counts)

    def take_posts(self, entries: Any) -> None:
        """Add the posts of one list."""
        for number, entry in enumerate(entries if isinstance(entries, list) else [entries], start=1):
            try:
                self.posts.append(self._post(_inner(entry, "tweet"), number))
            except (ValueError, TypeError) as error:
                self.rejected.append(Rejected(self.file, number, str(error)))

    def take_followers(self, entries: Any) -> None:
        """Add the complete list of followers, by their ids: the archive has no handles."""
        self.has_followers = True
        for number, entry in enumerate(entries if isinstance(entries, list) else [entries], start=1):
            follower = entry.get("follower", entry) if isinstance(entry, dict) else None
            identity = str(follower.get("accountId", "")) if isinstance(follower, dict) else ""
            if id_fault(identity):
                self.rejected.append(Rejected(self.file, number, "a follower without an account id"))
            else:
                self.people.append(PersonRow(f"id:{identity}", number))

    def results(self, handle: str, made_on: date | None) -> Results:
        """All of it; the account is named only when the archive is sure of it."""
        author = next(iter(self.authors)) if len(self.authors) == 1 else ""
        earliest = min((row.posted_ms for row in self.posts), default=None)
        first = made_on if earliest is None else datetime.fromtimestamp(earliest // 1000, UTC).date()
        return Results(
            reader=READER,
            confidence=CONFIDENCE,
            source=POSTS,
            account=handle or author,
            post_measures=MEASURES if self.posts else (),
            posts=tuple(self.posts),
            people=tuple(self.people),
            people_are_followers=self.has_followers,
            rejected=tuple(self.rejected),
            warnings=self._warnings(),
            read=len(self.posts) + len(self.people) + len(self.rejected),
            covers=(min(first, made_on), made_on) if first and made_on else None,
            period_end=made_on,
        )

    def _post(self, tweet: dict[str, Any], number: int) -> PostRow:
        ref = str(tweet.get("id_str") or tweet.get("id") or "")
        why = id_fault(ref)
        if why:
            raise ValueError(why)
        author = tweet.get("user", {}).get("screen_name", "") if isinstance(tweet.get("user"), dict) else ""
        if author:
            self.authors.add(author)
        kind = self._kind(tweet, self.handle or author)
        figures = (None, None) if kind == "repost" else (
            self.count(str(tweet.get("favorite_count", ""))), self.count(str(tweet.get("retweet_count", ""))),
        )  # fmt: skip
        handle = self.handle or author or "i/web"
        return PostRow(ref, self._posted(tweet, ref), _text(tweet), f"https://x.com/{handle}/status/{ref}", kind,
                       figures, number, "", "" if kind == "repost" else _format(tweet))  # fmt: skip

    def _kind(self, tweet: dict[str, Any], own: str) -> str:
        text = str(tweet.get("full_text") or tweet.get("text") or "")
        if text.startswith("RT @") or tweet.get("retweeted_status"):
            return "repost"
        to = str(tweet.get("in_reply_to_screen_name") or "")
        if to and to.casefold() == own.casefold():
            return "own"  # the next post of the account's own thread
        answered = to or tweet.get("in_reply_to_status_id_str") or tweet.get("in_reply_to_user_id_str")
        return "reply" if answered or tweet.get("in_reply_to_status_id") or text.startswith("@") else "own"

    def _posted(self, tweet: dict[str, Any], ref: str) -> int:
        by_id = posted_ms(int(ref))
        if by_id is not None:
            return by_id
        if tweet.get("created_at"):
            return self.times.ms(str(tweet["created_at"]))
        self.undated += 1
        return FIRST_DAY_MS

    def _warnings(self) -> tuple[Finding, ...]:
        if not self.undated:
            return ()
        told = f"{self.undated} posts have no date, and their ids are too old to tell one; they stand on 2006-03-21"
        return (Finding("results.date", "warning", told, self.file),)


def _are_posts(entries: Any, assigned: bool) -> bool:
    first = entries[0] if isinstance(entries, list) and entries else entries
    if assigned and entries == []:
        return True
    tweet = first.get("tweet", first) if isinstance(first, dict) else None
    return isinstance(tweet, dict) and bool({"id_str", "id"} & tweet.keys() and {"full_text", "text"} & tweet.keys())


def _inner(entry: Any, name: str) -> dict[str, Any]:
    """An archive's newer files wrap each entry: {"tweet": {…}}; raises `ValueError` for what is no object."""
    inner = entry.get(name, entry) if isinstance(entry, dict) else entry
    if not isinstance(inner, dict):
        raise ValueError("this entry is no object")
    return inner


def _first(entries: Any, name: str) -> dict[str, Any]:
    found = entries[0].get(name) if isinstance(entries, list) and entries and isinstance(entries[0], dict) else None
    return found if isinstance(found, dict) else {}


def _told(manifest: Any, section: str, name: str) -> str:
    inner = manifest.get(section) if isinstance(manifest, dict) else None
    return str(inner.get(name, "")) if isinstance(inner, dict) else ""


def _text(tweet: dict[str, Any]) -> str:
    """The text with X's short links written out, so that campaign links can be matched."""
    text = unescaped(str(tweet.get("full_text") or tweet.get("text") or ""))
    entities = tweet.get("entities")
    for link in entities.get("urls", ()) if isinstance(entities, dict) else ():
        if isinstance(link, dict) and link.get("url") and link.get("expanded_url"):
            text = text.replace(str(link["url"]), str(link["expanded_url"]))
    return text


def _format(tweet: dict[str, Any]) -> str:
    for name in ("extended_entities", "entities"):
        entities = tweet.get(name)
        media = entities.get("media") if isinstance(entities, dict) else None
        if isinstance(media, list) and media and isinstance(media[0], dict):
            return _FORMATS.get(str(media[0].get("type")), "")
    entities = tweet.get("entities")
    return "link" if isinstance(entities, dict) and entities.get("urls") else "text"
