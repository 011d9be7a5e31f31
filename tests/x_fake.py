"""A small X for tests: it remembers what was posted, refuses what X refuses, and breaks in the ways that X breaks."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tweetplan.analysis.x_text import draft

TOKEN = "canary-7f3c9b1e5d"


@dataclass
class FakeX:
    """The state of it. `faults` are taken one a post: 500, 503, drop-before, drop-after, 500-after, slow-after."""

    url: str = ""
    handle: str = "acme"
    posts: list[dict[str, Any]] = field(default_factory=list)
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    left: int = 1_000_000
    """Posts that the rate window still takes."""
    slow: float = 0.0
    alts: dict[str, str] = field(default_factory=dict)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def texts(self) -> Counter[str]:
        """How often each text is out."""
        return Counter(str(each["text"]) for each in self.posts)

    def credentials(self, place: Path, timeout: float = 25.0) -> Path:
        """Write a credentials file for it."""
        place.parent.mkdir(parents=True, exist_ok=True)
        section = f'["@{self.handle}"]\ntoken = "{TOKEN}"\nbase_url = "{self.url}"\ntimeout = {timeout}\n'
        place.write_text(section)
        place.chmod(0o600)
        return place


@contextmanager
def fake_x() -> Iterator[FakeX]:
    """Serve it on a free port of this machine."""
    x = FakeX()

    class Handler(_Handler):
        fake = x

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    x.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield x
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    fake: FakeX

    def log_message(self, *arguments: Any) -> None:
        pass

    def do_GET(self) -> None:
        self._note()
        path = self.path.partition("?")[0]
        if path == "/2/users/me":
            self._answer(200, {"data": {"id": "77", "name": "Acme", "username": self.fake.handle}})
        elif path == "/2/users/77/tweets":
            self._answer(200, {"data": [_figures(each) for each in self.fake.posts], "meta": {}})
        elif path == "/2/users/77/mentions":
            users = [{"id": "9", "username": "ben", "name": "Ben"}]
            self._answer(200, {"data": self.fake.mentions, "includes": {"users": users}, "meta": {}})
        else:
            self._answer(404, {"title": "Not Found"})

    def do_POST(self) -> None:
        self._note()
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            self._answer(401, {"title": "Unauthorized", "detail": f"no such token {self.headers['Authorization']}"})
        elif self.path == "/2/media/upload":
            self._answer(200, {"data": {"id": f"55{len(self.fake.alts)}"}})
        elif self.path == "/2/media/metadata":
            self.fake.alts[body["id"]] = body["metadata"]["alt_text"]["text"]
            self._answer(200, {"data": {"id": body["id"]}})
        else:
            self._post(body)

    def _post(self, body: dict[str, Any]) -> None:
        x = self.fake
        with x.lock:
            fault = x.faults.pop(0) if x.faults else ""
            if fault in ("500", "503"):
                return self._answer(int(fault), {"title": "Something is broken"})
            if fault == "drop-before":
                return self._drop()
            if x.left <= 0:
                reset = str(int(time.time()) + 900)
                return self._answer(429, {"title": "Too Many Requests"}, {"x-rate-limit-reset": reset})
            text = body.get("text", "")
            if text and not draft(text).valid:
                return self._answer(403, {"detail": "Your post is too long."})
            if text in x.texts:
                told = "You are not allowed to create a Tweet with duplicate content."
                return self._answer(403, {"detail": told, "title": "Forbidden"})
            made = {**body, "text": text, "id": str(1_900_000_000_000_000_000 + len(x.posts)), "at": time.time()}
            x.posts.append(made)
            x.left -= 1
        time.sleep(x.slow)
        if fault == "drop-after":
            return self._drop()
        if fault == "slow-after":
            time.sleep(3)
        if fault == "500-after":
            return self._answer(500, {"title": "Internal"})
        return self._answer(201, {"data": {"id": made["id"], "text": text}})

    def _note(self) -> None:
        self.fake.requests.append((self.command, self.path, str(self.headers.get("Authorization"))))

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _answer(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        held = json.dumps(body).encode()
        try:
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", "Content-Length": str(len(held)),
                                **(headers or {})}.items():  # fmt: skip
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(held)
        except OSError:
            pass


def _figures(post: dict[str, Any]) -> dict[str, Any]:
    at = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(post["at"]))
    public = {"impression_count": 100, "like_count": 4, "reply_count": 1, "retweet_count": 2, "bookmark_count": 0}
    private = {"url_link_clicks": 3, "user_profile_clicks": 1, "engagements": 11}
    replied = [{"type": "replied_to", "id": post["reply"]["in_reply_to_tweet_id"]}] if post.get("reply") else []
    return {"id": post["id"], "text": post["text"], "created_at": at, "public_metrics": public,
            "non_public_metrics": private, "referenced_tweets": replied}  # fmt: skip
