"""Reading from X: the account's posts with their figures, and what was said to it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import tweepy

from tweetplan_x._client import client
from tweetplan_x._posting import _said
from tweetplan_x._secret import Credentials

MEASURES = ("impressions", "likes", "replies", "reposts", "bookmarks", "url_clicks", "profile_visits", "engagements")
PUBLIC = {"impressions": "impression_count", "likes": "like_count", "replies": "reply_count",
          "reposts": "retweet_count", "bookmarks": "bookmark_count"}  # fmt: skip
PRIVATE = {"url_clicks": "url_link_clicks", "profile_visits": "user_profile_clicks", "engagements": "engagements"}
PAGES, PER_PAGE = 32, 100
Rows = dict[str, Any]


def fetch(account: str, since: str, credentials: Credentials) -> Rows:
    """Posts and mentions since an instant (all, without one, and then the public figures alone)."""
    api, old = client(credentials)
    try:
        me = api.get_me(user_auth=old)["data"]
        if str(me["username"]).lower() != account.lstrip("@").lower():
            return {"problem": f"the token is @{me['username']}'s, not {account}'s"}
        fields = ["created_at", "public_metrics", "referenced_tweets", *(["non_public_metrics"] if since else [])]
        wanted = {"max_results": PER_PAGE, "user_auth": old, **({"start_time": since} if since else {})}
        posts = list(_pages(api.get_users_tweets, me["id"], tweet_fields=fields, **wanted))
        told = list(_pages(api.get_users_mentions, me["id"], tweet_fields=["created_at", "referenced_tweets"],
                           expansions=["author_id"], user_fields=["username"], **wanted))  # fmt: skip
    except (tweepy.TweepyException, OSError, LookupError, TypeError, ValueError) as error:
        return {"problem": credentials.redacted(f"X did not answer: {_said(error)}")}
    return {
        "posts": [_post(each, account) for page in posts for each in page.get("data") or ()],
        "mentions": [row for page in told for row in _mentions(page)],
    }


def _pages(call: Any, identity: str, **wanted: Any) -> Iterator[Mapping[str, Any]]:
    token = None
    for _ in range(PAGES):
        page = call(identity, pagination_token=token, **wanted) if token else call(identity, **wanted)
        yield page
        token = (page.get("meta") or {}).get("next_token")
        if not token:
            return


def _post(held: Mapping[str, Any], account: str) -> list[Any]:
    """A post as `PostRow` has it, its figures in the order of `MEASURES`."""
    public, private = held.get("public_metrics") or {}, held.get("non_public_metrics") or {}
    figures = [public.get(PUBLIC[name]) if name in PUBLIC else private.get(PRIVATE[name]) for name in MEASURES]
    kinds = {each.get("type") for each in held.get("referenced_tweets") or ()}
    kind = "repost" if "retweeted" in kinds else "reply" if "replied_to" in kinds else "own"
    url = f"https://x.com/{account.lstrip('@')}/status/{held['id']}"
    return [str(held["id"]), _ms(held["created_at"]), held.get("text", ""), url, kind, figures]


def _mentions(page: Mapping[str, Any]) -> Iterator[list[Any]]:
    names = {each["id"]: each["username"] for each in (page.get("includes") or {}).get("users") or ()}
    for held in page.get("data") or ():
        answers = [each["id"] for each in held.get("referenced_tweets") or () if each.get("type") == "replied_to"]
        author = names.get(held.get("author_id"))
        who = f"@{author}" if author else f"id:{held.get('author_id', '')}"
        yield [str(held["id"]), who, _ms(held["created_at"]), held.get("text", ""), answers[0] if answers else ""]


def _ms(instant: str) -> int:
    return int(datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp() * 1000)
