"""What the X plugin sends fits X's own description of its API, as a mock made from the OpenAPI document judges it."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("tweepy", reason="needs the extra x (tweepy)")

from tweetplan.api import Account, Outgoing, Poll, Problem, Published
from tweetplan_x import _posting, _reading
from tweetplan_x._client import client
from tweetplan_x._secret import Credentials, Secret
from tweetplan_x.x import tweetplan_fetch, tweetplan_publish

HANDLE = "@acme"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def prism(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The mock's address; it validates each request and answers 422 (with what is wrong) for one that does not fit."""
    program, document = shutil.which("prism"), real_data / "x-api" / "openapi.json"
    if program is None:
        pytest.skip("needs prism: npm install -g @stoplight/prism-cli@5.14.2")
    if not document.is_file():
        pytest.skip(f"needs X's OpenAPI document: there is none at {document}")
    port, log = free_port(), tmp_path_factory.mktemp("prism") / "log"
    with log.open("wb") as out:
        server = subprocess.Popen([program, "mock", "-d", "-h", "127.0.0.1", "-p", str(port), str(document)],
                                  stdout=out, stderr=out, start_new_session=True)  # fmt: skip
        try:
            until = time.monotonic() + 60
            while b"Prism is listening" not in log.read_bytes():
                if server.poll() is not None or time.monotonic() > until:
                    pytest.skip(f"prism did not start here: {log.read_text(errors='replace')[-300:]}")
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, 15)
            server.wait(timeout=20)


@pytest.fixture
def x(prism: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "own" / "credentials.toml"
    place.parent.mkdir()
    place.write_text(f'["{HANDLE}"]\ntoken = "any"\nbase_url = "{prism}"\ntimeout = 60\n')
    place.chmod(0o600)
    monkeypatch.setenv("TWEETPLAN_CREDENTIALS", str(place))


def send(text: str, **more: object) -> Published:
    due = "2026-03-17T09:00:00.000Z"
    post = Outgoing("d.1", "p", HANDLE, text, due, (text,), **more)  # type: ignore[arg-type]
    answer = tweetplan_publish(post, Account(HANDLE))
    assert isinstance(answer, Published)
    return answer


def test_posts_replies_and_polls_fit_the_document(x: None) -> None:
    assert send("Hello").x_id.isdigit()
    assert send("And", in_reply_to="1346889436626259968").x_id.isdigit()
    assert send("Which?", poll=Poll(("yes", "no"), 60)).x_id.isdigit()


def test_pictures_and_their_descriptions_fit_the_document(
    prism: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    routes: list[str] = []
    monkeypatch.setattr(_posting, "client", lambda credentials: (Numbered(client(credentials)[0], routes), False))
    post = {"account": HANDLE, "text": "Look", "pictures": [{"path": str(picture), "alt": "A red door"}],
            "poll": None, "reply_to": "", "in_reply_to": ""}  # fmt: skip
    answer = _posting.publish(post, Credentials(prism, {"token": Secret("any")}, 60))
    assert answer["outcome"] == "published" and routes == ["/2/media/upload", "/2/media/metadata"]


class Numbered:
    """The client, but what the mock calls a media id is made one: it invents words where numbers must follow."""

    def __init__(self, api: Any, routes: list[str]) -> None:
        self.create_tweet, self._api, self._routes = api.create_tweet, api, routes

    def request(self, method: str, route: str, **options: Any) -> Any:
        self._api.request(method, route, **options)
        self._routes.append(route)
        return SimpleNamespace(json=lambda: {"data": {"id": "123"}})


def test_the_mock_judges(x: None) -> None:
    with pytest.raises(Problem, match="refused"):
        send("Which?", poll=Poll(("yes",), 1))


def test_what_is_asked_for_fits_the_document(x: None, prism: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mock invents an account for the token: refused for its name once that was read; then all is read."""
    with pytest.raises(Problem, match="the token is @"):
        tweetplan_fetch(Account(HANDLE), datetime(2026, 3, 1, tzinfo=UTC))
    monkeypatch.setattr(_reading, "client", lambda credentials: (Named(*client(credentials)), False))
    found = _reading.fetch(HANDLE, "2026-03-01T00:00:00Z", Credentials(prism, {"token": Secret("any")}, 60))
    assert "problem" not in found and set(found) == {"posts", "mentions"}


class Named:
    """The client, but the mock's account is ours."""

    def __init__(self, api: Any, old: bool) -> None:
        self.get_users_tweets, self.get_users_mentions = api.get_users_tweets, api.get_users_mentions
        self.get_me = lambda user_auth: {"data": {"id": "77", "username": HANDLE.lstrip("@")}}
