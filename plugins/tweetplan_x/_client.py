"""tweepy's client, sent to the address that the credentials name, never redirected and never without a time limit."""

from typing import Any

import requests
import tweepy

from tweetplan_x._secret import FOUR, Credentials

CONNECT_SECONDS = 5.0
HOST = "https://api.twitter.com"
"""What tweepy puts before every route."""


class _Session(requests.Session):
    """Sends tweepy's requests elsewhere; no proxies or passwords from the environment's files, no second try."""

    def __init__(self, credentials: Credentials) -> None:
        super().__init__()
        self._base_url, self._seconds = credentials.base_url, (CONNECT_SECONDS, credentials.timeout)

    def request(self, method: Any, url: Any, *arguments: Any, **options: Any) -> requests.Response:
        """One request, once."""
        options.setdefault("timeout", self._seconds)
        options["allow_redirects"] = False
        return super().request(method, self._base_url + str(url).removeprefix(HOST), *arguments, **options)


def client(credentials: Credentials) -> tuple[Any, bool]:
    """A client that answers with plain dictionaries, and whether its requests are signed the old way (OAuth 1.0a)."""
    keys = {name: secret.reveal() for name, secret in credentials.keys.items()}
    old = "token" not in keys
    signed = {name: keys[name] for name in FOUR} if old else {}
    made = tweepy.Client(bearer_token=keys.get("token"), return_type=dict, wait_on_rate_limit=False, **signed)
    made.session.close()
    made.session = _Session(credentials)
    return made, old
