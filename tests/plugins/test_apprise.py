"""The notifier on apprise: routes by channel from a file of one's own, and no address in anything it says."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tweetplan.domain.events import CONTENT, LIVE, Event
from tweetplan.domain.findings import Problem

pytest.importorskip("apprise", reason="the extra `apprise` is not installed")

from tweetplan_apprise import _routes
from tweetplan_apprise import apprise as notify

SECRET = "T0K3N-canary"


@pytest.fixture
def hook() -> Iterator[HTTPServer]:
    """A webhook on this machine that keeps what it was told; `status` is what it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.told.append((self.path, json.loads(body)))  # type: ignore[attr-defined]
            self.send_response(self.server.status)  # type: ignore[attr-defined]
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.told, server.status = [], 200  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def routes_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "tweetplan").mkdir()
    path = _routes.routes_file()
    path.touch(mode=0o600)
    yield path


def address(server: HTTPServer) -> str:
    return f"json://127.0.0.1:{server.server_port}/{SECRET}"


def test_t06_an_event_goes_to_the_routes_of_its_channel(hook: HTTPServer, routes_of: Path) -> None:
    routes_of.write_text(f'[[route]]\nchannel = "{LIVE}"\nurl = "{address(hook)}"\n')
    notify.tweetplan_notify(Event("crisis.opened", "A [red]storm[/] <b>now</b>"))
    notify.tweetplan_notify(Event("post.approved", "not for this channel"))
    assert [(path, body["message"]) for path, body in hook.told] == [  # type: ignore[attr-defined]
        (f"/{SECRET}", "A [red]storm[/] <b>now</b>")
    ]


def test_an_address_may_come_from_a_command(hook: HTTPServer, routes_of: Path) -> None:
    routes_of.write_text(f'[[route]]\nurl_command = "printf %s {address(hook)}"\n')
    notify.tweetplan_notify(Event("post.approved", "hello", channel=CONTENT))
    assert hook.told[0][1]["message"] == "hello"  # type: ignore[attr-defined]


@pytest.mark.parametrize("held", ["url = 'json://127.0.0.1:1/{}'", "url = 'nonsense {}'", "url_command = 'false {}'"])
def test_what_is_said_of_a_failure_holds_no_address(held: str, routes_of: Path, caplog: object) -> None:
    routes_of.write_text("[[route]]\n" + held.format(SECRET) + "\n")
    with pytest.raises(Problem) as told:
        notify.tweetplan_notify(Event("post.approved", "hello"))
    assert SECRET not in str(told.value) and SECRET not in caplog.text  # type: ignore[attr-defined]
    assert SECRET not in repr(_routes.routes(routes_of))


def test_a_refusing_place_is_a_problem(hook: HTTPServer, routes_of: Path) -> None:
    hook.status = 500  # type: ignore[attr-defined]
    routes_of.write_text(f'[[route]]\nurl = "{address(hook)}"\n')
    with pytest.raises(Problem, match="Not every place"):
        notify.tweetplan_notify(Event("post.approved", "hello"))


def test_a_file_that_others_can_read_is_refused(routes_of: Path) -> None:
    routes_of.chmod(0o640)
    with pytest.raises(Problem, match="read by others") as told:
        notify.tweetplan_notify(Event("post.approved", "hello"))
    assert told.value.remedy.startswith("chmod 600 ")
    routes_of.chmod(0o600)
    link = routes_of.with_name("elsewhere.toml")
    routes_of.rename(link)
    routes_of.symlink_to(link)
    with pytest.raises(Problem, match="cannot be read"):
        notify.tweetplan_notify(Event("post.approved", "hello"))


def test_without_a_file_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    notify.tweetplan_notify(Event("post.approved", "hello"))


@pytest.mark.parametrize(
    "text", ["[[route]]\nchannel = '#x'\n", "[[route]]\nurl = 'a'\ntoken = 'b'\n", "route = 3", "["]
)
def test_a_route_that_cannot_be_read_says_how_to_write_it(text: str, routes_of: Path) -> None:
    routes_of.write_text(text)
    with pytest.raises(Problem) as told:
        _routes.routes(routes_of)
    assert "[[route]]" in told.value.remedy
