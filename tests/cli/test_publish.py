"""Publishing, fetching and the freeze from the command line."""

import json
import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from commandline import Shell
from publishing_made import scheduled
from tweetplan.storage import settings
from tweetplan.workspace import delivering
from tweetplan.workspace.core import Workspace
from x_fake import TOKEN, FakeX, fake_x


@pytest.fixture
def place(team: Shell, tmp_path: Path) -> Path:
    team("account", "add", "@acme")
    return tmp_path / "team"


@pytest.fixture
def ws(team: Shell, place: Path) -> Iterator[Workspace]:
    found = team.open(str(place))
    yield found
    found.db.close()


def test_the_outbox_lays_a_post_ready_once(team: Shell, place: Path, ws: Workspace) -> None:
    assert team("publish", "using", "@acme", "outbox", "--json").data == {"account": "@acme", "publisher": "outbox"}
    scheduled(ws, "p1", "One\n---\nTwo 字", reply_to="@ben")
    (shown,) = team("publish", "--due", "--dry-run", "--json").data["posts"]
    assert (shown["outcome"], shown["said"]) == ("would go", "by outbox")
    (sent,) = team("publish", "--due", "--json").data["posts"]
    assert sent["outcome"] == "handed off"
    assert team("publish", "--due", "--json").data["posts"] == []
    (file,) = (place / "outbox").iterdir()
    held = json.loads(file.read_text(encoding="utf-8"))
    assert (held["thread"], held["post"], held["reply_to"]) == (["One", "Two 字"], "p1", "@ben")
    assert not stat.S_IMODE(file.stat().st_mode) & 0o007
    assert team("post", "show", "p1", "--json").data["state"] == "handed_off"
    team("post", "published", "p1", "https://x.com/acme/status/123456")


def test_a_link_in_the_place_of_the_outbox_is_not_followed(
    team: Shell, place: Path, ws: Workspace, tmp_path: Path
) -> None:
    team("publish", "using", "@acme", "outbox")
    (tmp_path / "elsewhere").mkdir()
    (place / "outbox").symlink_to(tmp_path / "elsewhere")
    scheduled(ws, "p1")
    (sent,) = team("publish", "--due", "--json", code=3).data["posts"]
    assert sent["outcome"] == "refused" and list((tmp_path / "elsewhere").iterdir()) == []


def test_publish_says_what_it_needs(team: Shell, place: Path) -> None:
    team("publish", code=2)
    assert "outbox" in team("publish", "using", "@acme", "outbx", code=2).err
    team("publish", "resolve", "p1", "posted", code=4)
    assert team("publish", "unknown", "--json").data == []


def test_what_is_late_is_held_and_says_so(team: Shell, place: Path, ws: Workspace) -> None:
    team("publish", "using", "@acme", "outbox")
    scheduled(ws, "p1", minutes=45)
    (sent,) = team("publish", "--due", "--json", code=3).data["posts"]
    assert sent["outcome"] == "held" and "45 minutes ago" in sent["said"]


def test_the_tick_publishes_too(team: Shell, place: Path, ws: Workspace) -> None:
    team("publish", "using", "@acme", "outbox")
    scheduled(ws, "p1")
    done = {each["job"]: each["outcome"] for each in team("tick", "--json").data}
    assert done["publishing"] == "1 handed off"


def test_a_plan_is_laid_beside_the_limits_of_the_api(team: Shell, place: Path, ws: Workspace) -> None:
    for number in range(18):
        scheduled(ws, f"p{number}", minutes=-60 - number)
    (found,) = team("publish", "fit", "--month", "2026-03", "--json", code=3).data
    assert (found["posts"], found["busiest"], found["tier"]) == (18, 18, "free")
    assert [each["rule"] for each in found["findings"]] == ["publish.tier"]
    team("publish", "tier", "basic", "--account", "@acme")
    assert team("publish", "fit", "--month", "2026-03", "--json").data[0]["findings"] == []
    team("publish", "tier", "basic", "--limits", "18", "100")
    (near,) = team("publish", "fit", "--month", "2026-03", "--json").data[0]["findings"]
    assert near["rule"] == "publish.tier-near"
    assert team("publish", "fit", "--month", "2026-W12", code=2).err


def test_the_freeze_from_end_to_end(team: Shell, place: Path, ws: Workspace) -> None:
    scheduled(ws, "late", minutes=-1)
    scheduled(ws, "soon", minutes=-6000)
    held = team("freeze", "--reason", "A storm", "--json").data
    assert (held["said"], len(held["here"]), held["to_pause"]) == ("held here 2", 2, [])
    team("freeze", code=2)
    team("freeze", "--reason", "again", code=5)
    team.now += timedelta(minutes=5)
    done = team("release", "--json", code=3).data
    assert (done["back"], done["overdue"]) == (["soon"], ["late"])
    team("freeze", "answer", "late", "move", code=2)
    assert team("freeze", "answer", "late", "keep", "--json").data == {"post": "late", "state": "approved"}
    assert team("freeze", "status", "--json").data == []
    team("release", code=4)


def test_figures_and_mentions_are_fetched_as_a_batch(
    team: Shell, place: Path, ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("tweepy", reason="needs the extra x (tweepy)")
    assert team("fetch", "--json").data == {}
    with fake_x() as x:
        monkeypatch.setenv("TWEETPLAN_CREDENTIALS", str(x.credentials(tmp_path / "own" / "c.toml")))
        x.posts = [{"id": str(2_030_000_000_000_000_000), "text": "Out", "at": team.now.timestamp() - 86400}]
        x.mentions = [{"id": "5", "text": "@acme hi", "author_id": "9", "created_at": "2026-03-16T10:00:00.000Z"}]
        report = team("fetch", "--account", "@acme", "--json").data["@acme"]
        assert (report["read"], report["new"]) == (2, 2)
        again = team("fetch", "--json").data["@acme"]
        assert (again["batch"], again["known"]) == ("", 2)
        kpis = {each["kpi"]: each["value"] for each in team("kpi", "--account", "@acme", "--json").data}
        assert kpis["impressions"] == 100
        team("undo")
        assert team("fetch", "--dry-run", "--json").data["@acme"]["new"] == 2
        _no_token(place, x)


def test_a_thread_on_x_from_end_to_end(
    team: Shell, place: Path, ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("tweepy", reason="needs the extra x (tweepy)")
    team("publish", "using", "@acme", "x")
    with fake_x() as x:
        monkeypatch.setenv("TWEETPLAN_CREDENTIALS", str(x.credentials(tmp_path / "own" / "c.toml")))
        scheduled(ws, "p1", "One\n---\nTwo")
        scheduled(ws, "p2", "Three")
        x.faults = ["", "", "500-after"]
        sent = {each["post"]: each for each in team("publish", "--due", "--json", code=3).data["posts"]}
        assert {name: each["outcome"] for name, each in sent.items()} == {"p1": "published", "p2": "unknown"}
        assert x.posts[1]["reply"]["in_reply_to_tweet_id"] == x.posts[0]["id"]
        team("publish", "unknown", code=3)
        team("publish", "resolve", "p2", "posted", f"https://x.com/acme/status/{x.posts[2]['id']}")
        assert team("post", "show", "p2", "--json").data["state"] == "published"
        _no_token(place, x)


def _no_token(place: Path, x: FakeX) -> None:
    """The token reached X, and lies nowhere in the workspace."""
    assert x.requests and all(TOKEN in held for _, _, held in x.requests)
    for folder, _, files in os.walk(place):
        for name in files:
            assert TOKEN.encode() not in (Path(folder) / name).read_bytes(), name


def test_what_is_due_and_does_not_go_is_said_with_why(team: Shell, ws: Workspace) -> None:
    scheduled(ws, "p1")
    said = team("publish", "--due").out
    assert "@acme has posts that are due" in said and "it has no publisher" in said and "Nothing is due" not in said
    team("publish", "using", "@acme", "outbox")
    with ws.operation("publish.later") as change:
        later = (ws.clock() + timedelta(minutes=9)).isoformat()
        change.put("settings", settings.row(delivering.WAIT + "@acme", later))
    assert "wants no more before" in team("publish", "--due", "--json").data["waits"]["@acme"]
